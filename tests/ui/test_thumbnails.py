"""A picture that did not come is asked for again, and not for ever."""

import pytest

from babydrop_desktop.errors import Unavailable
from tests.ui.fakes import FakeThumbs
from ui.tables import thumbnails as thumbnails_module
from ui.tables.thumbnails import PictureKey, Thumbnails

URL = "https://ae01.alicdn.com/kf/S1.jpg"


@pytest.fixture
def thumbs():
    return FakeThumbs()


@pytest.fixture
def pictures(loop, light, pools, heard, thumbs):
    return Thumbnails(thumbs, pools.pictures, heard.errors.append)


def ask(qtbot, pictures, key):
    if pictures.pixmap(key, 26) is None and not pictures.is_missing(key):
        with qtbot.waitSignal(pictures.arrived):
            pass
    return pictures.pixmap(key, 26)


@pytest.mark.parametrize("key", [PictureKey.ours("a" * 64), PictureKey.supplier(URL)])
def test_a_missing_picture_is_asked_for_again_on_refresh(qtbot, pictures, thumbs, key):
    thumbs.missing = {key.ref}
    assert ask(qtbot, pictures, key) is None
    assert pictures.is_missing(key)
    thumbs.missing = set()
    assert ask(qtbot, pictures, key) is None
    with qtbot.waitSignal(pictures.arrived) as heard:
        pictures.try_again()
    assert heard.args == [key]
    assert ask(qtbot, pictures, key) is not None


def test_what_the_network_did_not_give_is_asked_for_again_after_a_while(
    qtbot, pictures, thumbs, monkeypatch
):
    def down(_sha256, _side):
        raise Unavailable("No answer.", reason="no_answer")

    ours, gone, theirs = (
        PictureKey.ours("b" * 64),
        PictureKey.ours("c" * 64),
        PictureKey.supplier(URL),
    )
    thumbs.missing = {gone.ref, theirs.ref}
    with monkeypatch.context() as patched:
        patched.setattr(thumbs, "thumbnail", down)
        assert ask(qtbot, pictures, ours) is None
    for key in (gone, theirs):
        assert ask(qtbot, pictures, key) is None
    assert pictures._again_timer.isActive()
    assert pictures._again_timer.interval() == 30_000
    pictures._again_timer.timeout.emit()
    assert not pictures.is_missing(ours)
    assert not pictures.is_missing(theirs)
    assert pictures.is_missing(gone)  # a file that is not here does not come by waiting
    assert ask(qtbot, pictures, ours) is not None


def test_a_picture_that_never_comes_is_not_asked_for_for_ever(qtbot, pictures, thumbs, monkeypatch):
    monkeypatch.setattr(thumbnails_module, "MOST_TRIES", 2)
    key = PictureKey.supplier(URL)
    thumbs.missing = {URL}
    for _ in range(4):
        assert ask(qtbot, pictures, key) is None
        pictures._again_timer.timeout.emit()
    assert thumbs.asked.count(URL) == 2
    assert pictures.is_missing(key)
