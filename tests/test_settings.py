"""The settings file: what is written wrong is refused by its name, and secrets are not repeated."""

import os
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from babydrop_desktop.errors import Refused
from babydrop_desktop.settings import Settings, read_settings

DAY = datetime(2026, 11, 20, 12, tzinfo=UTC)


@pytest.fixture
def read(tmp_path):
    """Return what writes a settings file and reads it."""

    def one(text):
        file = tmp_path / "settings.toml"
        file.write_text(text, encoding="utf-8")
        os.utime(file, (DAY.timestamp(), DAY.timestamp()))
        return read_settings(file)

    return one


def refusal(read, text):
    with pytest.raises(Refused) as caught:
        read(text)
    assert caught.value.reason == "settings_wrong"
    return str(caught.value)


def test_without_a_file_the_defaults_hold(tmp_path):
    assert read_settings(tmp_path / "none.toml") == Settings()
    assert Settings().imports.per_minute == 10


def test_a_rate_is_read_by_its_code_however_it_is_written(read):
    rates = read('[currency.rates]\neur = { rate = "1.08", date = "2026-11-20" }\nMxn = 0.055')
    assert set(rates.currency.rates) == {"EUR", "MXN"}
    assert rates.currency.rates["EUR"].rate == Decimal("1.08")
    assert rates.currency.rates["MXN"].rate == Decimal("0.055")
    assert rates.currency.rates["MXN"].date == date(2026, 11, 20)


@pytest.mark.parametrize("code", ["euro", "E", "EU1", "€", "ÉUR"])
def test_a_rate_of_no_currency_is_refused_by_name(read, code):
    said = refusal(read, f'[currency.rates]\n"{code}" = "1.08"')
    assert "currency.rates" in said
    assert f'"{code}"' in said


def test_a_currency_that_stands_there_twice_is_refused(read):
    assert "EUR stands there twice" in refusal(read, '[currency.rates]\nEUR = "1"\neur = "2"')


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ('[currency.rates]\nUSD = "1"', "currency.rates.USD"),
        ('[shop]\ncurrency = "EUR"\n[currency.rates]\neur = "1"', "currency.rates.EUR"),
    ],
)
def test_a_rate_of_the_shops_own_currency_is_refused_and_not_passed_over(read, text, name):
    said = refusal(read, text)
    assert f"{name}: this is the shop's own currency" in said


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("[imports]\nper_minute = 'many'", "imports.per_minute"),
        ("[imports]\nmax_pictures = 0", "imports.max_pictures"),
        ("[shop]\ncurrency = 'dollar'", "shop.currency"),
        ("[currency.rates]\nEUR = 'much'", "currency.rates.EUR.rate"),
        ("[currency.rates]\nEUR = -1", "currency.rates.EUR.rate"),
        ("[currency]\nrates = 7", "currency.rates"),
        ("currency = 7", "currency"),
        ("[shop\n", "line 1"),
        ("x = " + "[" * 100_000, "nested too deeply"),
    ],
)
def test_what_is_wrong_is_named(read, text, named):
    said = refusal(read, text)
    assert named in said
    assert "Value error" not in said


def test_a_password_in_a_wrong_mirror_is_not_repeated(read):
    said = refusal(read, '[network.mirrors]\n"ae01.alicdn.com" = "http://ada:cAnArY@host"')
    assert "network.mirrors" in said
    assert "cAnArY" not in said


def test_a_settings_file_that_is_a_folder_is_refused(tmp_path):
    (tmp_path / "settings.toml").mkdir()
    with pytest.raises(Refused):
        read_settings(tmp_path / "settings.toml")


def test_what_the_program_does_not_know_is_told(read):
    assert read("[importz]\nx = 1\n[shop]\nnmae = 'x'").unknown == ("importz", "shop.nmae")
