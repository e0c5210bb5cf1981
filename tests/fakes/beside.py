"""What processes beside the program run in tests."""

import json
import os
import time
from pathlib import Path

from babydrop_desktop.gateways import picture_child
from babydrop_desktop.gateways.side_process import READY, be_harmless


def echo(pipe):
    """Give every message back; "die" ends it, "sleep" keeps it busy for ever.

    "environment" asks for the names that are in its environment.
    """
    be_harmless()
    pipe.send_bytes(READY)
    while True:
        message = pipe.recv_bytes()
        if message == b"die":
            os._exit(3)
        if message == b"sleep":
            time.sleep(600)
        pipe.send_bytes(",".join(os.environ).encode() if message == b"environment" else message)


def never_ready(pipe):
    """End before it is ready."""
    pipe.close()


def liar(pipe):
    """Answer each picture as one would that has taken the process over: the picture says how."""
    be_harmless()
    pipe.send_bytes(READY)
    while True:
        answers = json.loads(pipe.recv_bytes())
        for number, answer in enumerate(answers):
            if number == 1:
                pipe.recv_bytes()
            pipe.send_bytes(bytes.fromhex(answer[4:]) if answer[:4] == "hex:" else answer.encode())


def mortal(pipe):
    """Make pictures, but end at the first one of each shop: the file `once` says whether it did."""
    once = Path(os.environ["BABYDROP_TEST_ONCE"])
    if once.exists():
        picture_child.serve(pipe)
        return
    once.touch()
    be_harmless()
    pipe.send_bytes(READY)
    pipe.recv_bytes()
    os._exit(9)
