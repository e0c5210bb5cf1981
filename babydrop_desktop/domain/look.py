"""Tells whether two pictures look alike, by a fingerprint of 64 bits that survives shrinking."""

from collections.abc import Mapping, Sequence

ACROSS, DOWN = 9, 8
BITS = 64
# So few bits differ between two copies of one picture: another size, another packing.
ALIKE = 10
# A plain ground has no bits to tell it by: it would be like every other plain ground.
LEAST_BITS = 4


def look_of(grey: Sequence[int]) -> str:
    """The fingerprint (16 hexadecimal digits) of a picture shrunk to 9 by 8 grey pixels.

    Each bit says whether a pixel is brighter than its right neighbour (dHash).
    """
    bits = 0
    for row in range(DOWN):
        for column in range(ACROSS - 1):
            at = row * ACROSS + column
            bits = bits << 1 | (grey[at] > grey[at + 1])
    return f"{bits:016x}"


def number_of(look: str | None) -> int | None:
    """The fingerprint as a number; None where there is none, or none that tells anything."""
    try:
        found = int(look, 16) if look else None
    except ValueError:
        return None
    if found is None or not LEAST_BITS <= found.bit_count() <= BITS - LEAST_BITS:
        return None
    return found


def apart(first: int, second: int) -> int:
    """How many of the 64 bits differ."""
    return (first ^ second).bit_count()


def nearest(look: int, others: Mapping[str, int], *, without: str = "") -> tuple[str, int] | None:
    """Which of `others` looks most like it, and how many bits differ; None where none is alike."""
    best: tuple[str, int] | None = None
    most = ALIKE
    for name, other in others.items():
        differ = (look ^ other).bit_count()
        if differ <= most and name != without and (best is None or differ < best[1]):
            best = name, differ
            most = differ
    return best
