"""Numbers for the customs: right ones are taken in any writing, one wrong key is seen."""

import pytest

from babydrop_desktop.domain.postal.ids import CHECKS, IdKind, read

# Examples that the authorities or their manuals print; nobody's own.
RIGHT = [
    (IdKind.CPF, "529.982.247-25", "52998224725"),
    (IdKind.CPF, " 111 444 777 35 ", "11144477735"),
    (IdKind.CNPJ, "11.222.333/0001-81", "11222333000181"),
    (IdKind.CNPJ, "12.abc.345/01de-35", "12ABC34501DE35"),
    (IdKind.RUT, "12.345.678-5", "12345678-5"),
    (IdKind.RUT, "10000013k", "10000013-K"),
    (IdKind.PCCC, "p 1234 5678 9012", "P123456789012"),
    (IdKind.ISRAELI, "12345678-2", "123456782"),
    (IdKind.ISRAELI, "18", None),
    (IdKind.ISRAELI, "0000018", "000000018"),
    (IdKind.CUIT, "20-12345678-6", "20-12345678-6"),
    (IdKind.CUIT, "20123456786", "20-12345678-6"),
    (IdKind.SAUDI_ADDRESS, "rrrd 2929", "RRRD2929"),
    (IdKind.CURP, "HEGG560427MVZRRL04", "HEGG560427MVZRRL04"),
    (IdKind.RFC, "gode561231gr8", "GODE561231GR8"),
    (IdKind.SOUTH_AFRICAN, "8001015009087", "8001015009087"),
]
WRONG = [
    (IdKind.CPF, "11111111111"),  # its checks are right, and everybody types it
    (IdKind.CNPJ, "00000000000000"),
    (IdKind.RUT, "12.345.678-K"),
    (IdKind.PCCC, "A123456789012"),
    (IdKind.PCCC, "P12345678901"),
    (IdKind.ISRAELI, "000000000"),
    (IdKind.CUIT, "99-12345678-6"),
    (IdKind.SAUDI_ADDRESS, "RRR29299"),
    (IdKind.CURP, "HEGG561327MVZRRL04"),  # there is no thirteenth month
    (IdKind.RFC, "GODE560230GR8"),  # nor a 30 February
    (IdKind.SOUTH_AFRICAN, "8013015009087"),
]


@pytest.mark.parametrize(("kind", "typed", "wanted"), RIGHT)
def test_a_right_number_is_written_as_its_country_writes_it(kind, typed, wanted):
    assert CHECKS[kind](typed) == wanted


@pytest.mark.parametrize(("kind", "typed"), WRONG)
def test_a_number_that_cannot_be_is_none(kind, typed):
    assert CHECKS[kind](typed) is None


@pytest.mark.parametrize(
    "kind",
    [
        IdKind.CPF,
        IdKind.CNPJ,
        IdKind.RUT,
        IdKind.ISRAELI,
        IdKind.CUIT,
        IdKind.CURP,
        IdKind.SOUTH_AFRICAN,
    ],
)
def test_any_one_wrong_digit_is_seen(kind):
    whole = next(one for what, _, one in RIGHT if what is kind and one is not None)
    for place, sign in enumerate(whole):
        if sign.isdigit():
            others = set("0123456789") - {sign}
            slips = [whole[:place] + other + whole[place + 1 :] for other in others]
            seen = sum(CHECKS[kind](slip) is None for slip in slips)
            # CURP's check is modulo 10 with even weights: half of the slips it cannot see.
            assert seen >= (4 if kind is IdKind.CURP else 9), (whole, place)


@pytest.mark.parametrize("kind", IdKind)
@pytest.mark.parametrize(
    "text", ["", " ", "-", "x" * 100_000, "٥٢٩٩٨٢٢٤٧٢٥", "👶", "\x00", "½" * 9]
)
def test_what_is_no_number_is_none(kind, text):
    assert CHECKS[kind](text) is None


def test_the_first_kind_that_fits_gives_the_writing():
    kinds = (IdKind.CURP, IdKind.RFC)
    assert read("GODE561231GR8", kinds) == "GODE561231GR8"
    assert read("HEGG560427MVZRRL04", kinds) == "HEGG560427MVZRRL04"
    assert read("HEGG560427", kinds) is None
