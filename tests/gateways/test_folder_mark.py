"""A pictures' folder says who uses it."""

import pytest

from babydrop_desktop.errors import Unavailable
from babydrop_desktop.gateways.folder_mark import FolderMark


def test_a_shop_is_alone_until_another_keeps_its_pictures_there(tmp_path):
    first = FolderMark(tmp_path, "shop.db")
    assert first.alone
    assert FolderMark(tmp_path, "shop.db").alone
    second = FolderMark(tmp_path, "server:5432/shop")
    assert not first.alone
    assert not second.alone
    assert not FolderMark(tmp_path, "shop.db").alone


def test_who_kept_pictures_before_anybody_noted_it_is_not_known(tmp_path):
    (tmp_path / "ab").mkdir()
    (tmp_path / "ab" / "x.webp").write_bytes(b"x")
    assert not FolderMark(tmp_path, "shop.db").alone
    assert not FolderMark(tmp_path, "shop.db").alone


def test_what_is_noted_is_read_again(tmp_path):
    mark = FolderMark(tmp_path, "shop.db")
    assert mark.kept == ""
    for text in ("one", "two"):
        mark.note(text)
        assert FolderMark(tmp_path, "shop.db").kept == text
    assert {path.name for path in tmp_path.iterdir()} == {"shops.txt", "kept.txt"}


def test_notes_that_cannot_be_read_are_a_reason_to_keep_all(tmp_path):
    mark = FolderMark(tmp_path, "shop.db")
    (tmp_path / "shops.txt").write_bytes(b"\xff\xfe\n")
    assert not mark.alone
    assert not FolderMark(tmp_path, "shop.db").alone
    (tmp_path / "shops.txt").unlink()
    (tmp_path / "shops.txt").mkdir()
    assert not mark.alone
    (tmp_path / "kept.txt").write_bytes(b"\xff")
    assert mark.kept == "\ufffd"


def test_a_folder_that_cannot_be_written_is_told(tmp_path):
    (tmp_path / "shops.txt").mkdir()
    with pytest.raises(Unavailable) as told:
        FolderMark(tmp_path, "shop.db")
    assert told.value.reason == "pictures_not_writable"
    (tmp_path / "shops.txt").rmdir()
    mark = FolderMark(tmp_path, "shop.db")
    (tmp_path / "kept.txt").mkdir()
    with pytest.raises(Unavailable):
        mark.note("x")
