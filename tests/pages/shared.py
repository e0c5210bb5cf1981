"""Where the samples of real pages and the hostile inputs are: beside the project, never in it."""

from pathlib import Path

import pytest


def shared(*parts):
    """A file or folder of ../shared; the test is skipped, with the reason, where it is absent."""
    found = Path(__file__).resolve().parents[3].joinpath("shared", *parts)
    if not found.exists():
        pytest.skip(f"not here: ../shared/{'/'.join(parts)}")
    return found
