"""A pictures' folder says who uses it."""

import pytest

from babydrop_desktop.errors import Refused
from babydrop_desktop.gateways.folder_mark import FolderMark


@pytest.fixture
def folder(tmp_path):
    """Return a folder for pictures."""
    made = tmp_path / "pictures"
    made.mkdir()
    return made


def test_a_shop_is_alone_until_another_keeps_its_pictures_there(folder):
    first = FolderMark(folder, "shop.db")
    assert first.alone
    assert FolderMark(folder, "shop.db").alone
    second = FolderMark(folder, "server:5432/shop")
    assert not first.alone
    assert not second.alone
    assert not FolderMark(folder, "shop.db").alone


def test_who_kept_pictures_before_anybody_noted_it_is_not_known(folder):
    (folder / "ab").mkdir()
    (folder / "ab" / "x.webp").write_bytes(b"x")
    assert not FolderMark(folder, "shop.db").alone
    assert not FolderMark(folder, "shop.db").alone


def test_what_is_noted_is_read_again(folder):
    mark = FolderMark(folder, "shop.db")
    assert mark.kept == ""
    for text in ("one", "two"):
        mark.note(text)
        assert FolderMark(folder, "shop.db").kept == text
    names = {path.name for path in folder.parent.iterdir()}
    assert names == {"pictures", "pictures-shops.txt", "pictures-kept.txt"}
    assert list(folder.iterdir()) == []


def test_notes_that_cannot_be_read_are_a_reason_to_keep_all(folder):
    mark = FolderMark(folder, "shop.db")
    folder.with_name("pictures-shops.txt").write_bytes(b"\xff\xfe\n")
    assert not mark.alone
    assert not FolderMark(folder, "shop.db").alone
    folder.with_name("pictures-shops.txt").unlink()
    folder.with_name("pictures-shops.txt").mkdir()
    assert not mark.alone
    folder.with_name("pictures-kept.txt").write_bytes(b"\xff")
    assert mark.kept == "\ufffd"


def test_a_folder_that_cannot_be_written_is_told(folder):
    folder.with_name("pictures-shops.txt").mkdir()
    with pytest.raises(Refused) as told:
        FolderMark(folder, "shop.db")
    assert told.value.reason == "profile_not_writable"
    folder.with_name("pictures-shops.txt").rmdir()
    mark = FolderMark(folder, "shop.db")
    folder.with_name("pictures-kept.txt").mkdir()
    with pytest.raises(Refused):
        mark.note("x")


@pytest.mark.parametrize("name", ["a b.db", "line\nbreak\u2028.db", "half\udcff.db", "中文.db"])
def test_a_shop_of_any_name_is_one_line(folder, name):
    for _ in range(2):
        assert FolderMark(folder, name).alone
    lines = folder.with_name("pictures-shops.txt").read_text("utf-8").splitlines()
    assert len(lines) == 1
