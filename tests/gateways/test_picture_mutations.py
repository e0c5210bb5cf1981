"""Pictures damaged anywhere are kept or refused by name, and take little memory."""

import random

from babydrop_desktop.errors import Refused
from babydrop_desktop.gateways import picture_guard, picture_sizes
from tests.bench.measure import run_in_child
from tests.fakes.picture_mutations import damaged, kinds

MUTATIONS = 400
MOST_MB = 300


def outcome(data):
    """What becomes of a picture: "kept", or the reason."""
    try:
        image = picture_guard.open_picture(data, longest=2000).shrunk()
    except Refused as error:
        return error.reason
    sizes = picture_sizes.encode(image)
    assert 0 < min(sizes.width, sizes.height) <= max(sizes.width, sizes.height) <= 2000
    return "kept"


def outcomes():
    """Run in a child: the honest ones, then all mutations."""
    picture_guard.arm()
    honest = {name: outcome(data) for name, data in kinds().items()}
    made = [
        outcome(damaged(data, random.Random(f"{name} {number}")))  # noqa: S311
        for number in range(MUTATIONS // len(kinds()))
        for name, data in kinds().items()
    ]
    return {"honest": honest, "outcomes": {one: made.count(one) for one in set(made)}}


def test_hundreds_of_damaged_pictures_are_kept_or_refused_by_name_in_little_memory():
    sample = run_in_child(outcomes)
    assert set(sample.facts["honest"].values()) == {"kept"}
    found = sample.facts["outcomes"]
    assert set(found) <= {"kept", "picture_unreadable", "picture_too_many_pixels"}
    assert sum(found.values()) == MUTATIONS
    assert min(found["kept"], found["picture_unreadable"]) > MUTATIONS // 10
    assert sample.peak_mb <= MOST_MB
