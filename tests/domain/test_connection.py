"""What cannot be a name of a server, a database or a login is refused before anybody is asked."""

from dataclasses import replace

import pytest

from babydrop_desktop.domain.connection import ConnectionWish

WISH = ConnectionWish("db.example.com", "shop", "ada")


def test_whole_fields_lack_nothing():
    assert WISH.missing == ""
    assert replace(WISH, database="Bébé boutique", host="/run/postgresql").missing == ""


@pytest.mark.parametrize("sign", ["\n", "\r", "\0", "\x1b", "\x7f", "\u2028", "\u202e", "\ud800"])
@pytest.mark.parametrize(
    ("field", "told"),
    [("host", "server"), ("database", "database"), ("user", "user"), ("schema", "database")],
)
def test_a_sign_that_nobody_sees_gets_into_no_address_and_no_sql(field, told, sign):
    name = getattr(WISH, field)
    wish = replace(WISH, **{field: f"{name}{sign}\\! rm"})
    assert wish.missing == told
