"""What the commands answer, and a page that is no product."""

import json

CAPTCHA = (
    b"<html><script>window._config_ = {'action': 'captcha', 'url': "
    b"'https://www.aliexpress.com/_____tmd_____/punish?x5secdata=abc'}</script></html>"
)


def documents(ran):
    return [json.loads(line) for line in ran.out.splitlines()]
