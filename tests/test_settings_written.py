"""The database's address is written into the settings, and nothing else in the file changes."""

import stat

import pytest

from babydrop_desktop.errors import Refused
from babydrop_desktop.settings import RateSetting, read_settings
from babydrop_desktop.settings_file import write_database_url, write_settings

URL = "postgresql://ada@db.example:5432/shop"


def written(tmp_path, text, url=URL):
    """What becomes of a file with that text."""
    file = tmp_path / "settings.toml"
    file.write_bytes(text.encode())
    write_database_url(file, url)
    return file.read_bytes().decode()


def test_a_file_is_made_where_there_is_none_for_its_owner_only(tmp_path):
    file = tmp_path / "settings.toml"

    write_database_url(file, URL)

    assert read_settings(file).database.url == URL
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert [path.name for path in tmp_path.iterdir()] == ["settings.toml"]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (
            '[shop] # mine\nname = "A"\n',
            f'[shop] # mine\nname = "A"\n\n[database]\nurl = "{URL}"\n',
        ),
        ('[shop]\nname = "A"', f'[shop]\nname = "A"\n\n[database]\nurl = "{URL}"\n'),
        ("[database]\n# none yet\n[shop]\n", f'[database]\nurl = "{URL}"\n# none yet\n[shop]\n'),
        (
            "[database]\n  url = 'old' # why\n\n[shop]\n",
            f'[database]\n  url = "{URL}" # why\n\n[shop]\n',
        ),
        ('[database]\r\nurl = "old"\r\n', f'[database]\r\nurl = "{URL}"\r\n'),
        ("\ufeff[shop]\r\n", f'\ufeff[shop]\r\n\r\n[database]\r\nurl = "{URL}"\r\n'),
        ('[ "database" ]\n"url" = "o\\"ld"\n', f'[ "database" ]\n"url" = "{URL}"\n'),
    ],
)
def test_comments_order_and_line_ends_stay(tmp_path, before, after):
    assert written(tmp_path, before) == after


def test_it_is_taken_out_again_and_the_rest_stays(tmp_path):
    text = '# top\n[database]\nurl = "x" # gone\n# stays\n[shop]\nname = "A"\n'

    assert written(tmp_path, text, "") == '# top\n[database]\n# stays\n[shop]\nname = "A"\n'
    assert written(tmp_path, "[shop]\n", "") == "[shop]\n"


@pytest.mark.parametrize(
    "text",
    [
        'database = { url = "old" }\n',
        'database.url = "old"\n',
        '[shop]\nname = """\n[database]\n"""\n',
        '[database]\nurl = """old"""\n',
    ],
)
def test_what_only_its_author_can_change_is_left_alone(tmp_path, text):
    file = tmp_path / "settings.toml"
    file.write_text(text)

    with pytest.raises(Refused, match="only its author") as caught:
        write_database_url(file, URL)

    assert caught.value.reason == "settings_by_hand"
    assert caught.value.facts["line"] == f'[database] url = "{URL}"'
    assert "not right" not in str(caught.value)  # nothing is wrong about it
    assert file.read_text() == text


def test_a_file_that_is_not_right_is_not_touched(tmp_path):
    file = tmp_path / "settings.toml"
    file.write_text("[shop\n")

    with pytest.raises(Refused, match="line 1"):
        write_database_url(file, URL)

    assert file.read_text() == "[shop\n"


def test_a_password_is_never_written(tmp_path):
    file = tmp_path / "settings.toml"

    with pytest.raises(ValueError, match="never") as caught:
        write_database_url(file, "postgresql://ada:cAnArY@h/shop")

    assert "cAnArY" not in str(caught.value)
    assert not file.exists()


def test_a_file_that_cannot_be_written_is_told(tmp_path):
    (tmp_path / "settings.toml").mkdir()

    with pytest.raises(Refused):
        write_database_url(tmp_path / "settings.toml", URL)
    with pytest.raises(Refused) as caught:
        write_database_url(tmp_path / "no folder" / "settings.toml", URL)

    assert caught.value.reason == "settings_not_written"


TEXT = """# my shop
[shop] # mine
name = "A" # short
ships_to = ["US", "CA"]
# below

[imports]
per_minute = 10
for_sale = false

[currency.rates]
EUR = { rate = "1.08", date = "2026-11-20" } # noted
MXN = "0.055"
"""


def test_every_kind_of_setting_is_written_in_its_place(tmp_path):
    file = tmp_path / "settings.toml"
    file.write_text(TEXT)
    rate = RateSetting(rate="1.1", date="2026-11-24")

    write_settings(
        file,
        {
            "shop.name": 'B "x" ü',
            "shop.ships_to": ("DE",),
            "shop.ships_from": "ES",
            "imports.per_minute": 20,
            "imports.for_sale": True,
            "currency.rates.EUR": rate,
            "currency.rates.MXN": None,
            "currency.rates.GBP": rate,
        },
    )

    assert file.read_text() == (
        TEXT.replace('"A"', '"B \\"x\\" ü"')
        .replace('["US", "CA"]', '["DE"]\nships_from = "ES"')
        .replace("= 10", "= 20")
        .replace("false", "true")
        .replace('"1.08", date = "2026-11-20"', '"1.1", date = "2026-11-24"')
        .replace('MXN = "0.055"', 'GBP = { rate = "1.1", date = "2026-11-24" }')
    )
    found = read_settings(file)
    assert (found.shop.name, found.shop.ships_from) == ('B "x" ü', "ES")
    assert found.currency.rates["GBP"] == rate


def test_a_value_that_cannot_be_is_refused_and_nothing_is_written(tmp_path):
    file = tmp_path / "settings.toml"
    file.write_text(TEXT)

    for changes in ({"shop.name": "B", "shop.currency": "dollar"}, {"shop.currency": "EUR"}):
        with pytest.raises(Refused) as caught:
            write_settings(file, changes)
        assert caught.value.reason == "settings_wrong"
        assert file.read_text() == TEXT


@pytest.mark.parametrize(
    "text",
    ['currency = { rates = { EUR = "1" } }\n', "[currency.rates.EUR]\nrate = 1.0\n"],
)
def test_a_rate_that_only_its_author_can_change_is_left_alone(tmp_path, text):
    file = tmp_path / "settings.toml"
    file.write_text(text)

    with pytest.raises(Refused, match="write there: "):
        write_settings(file, {"currency.rates.EUR": RateSetting(rate="2", date="2026-11-24")})

    assert file.read_text() == text


def test_a_default_that_was_never_written_makes_no_file(tmp_path):
    write_settings(tmp_path / "settings.toml", {"shop.name": None})

    assert list(tmp_path.iterdir()) == []
