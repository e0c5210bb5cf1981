"""The demo shop is removed whole, and nothing else ever is."""

from pathlib import Path

import pytest

from babydrop_desktop.bootstrap import open_shop, remove_demo
from babydrop_desktop.errors import Refused
from babydrop_desktop.paths import (
    Profile,
    ShopOptions,
    demo_beside,
    demo_profile,
    owner_beside,
    owners_profile,
)
from babydrop_desktop.services import demo_removal


@pytest.fixture
def demo(tmp_path):
    """A demo shop that was open, with what a window leaves there."""
    profile = Profile(tmp_path / "shop Demo")
    open_shop(ShopOptions(profile, demo=True)).close()
    (profile.folder / "window.ini").write_text("[window]\n")
    (profile.pictures / "ab").mkdir()
    (profile.pictures / "ab" / "x.webp").write_bytes(b"x")
    return profile


def everything(folder: Path):
    return sorted(path.relative_to(folder) for path in folder.rglob("*"))


def test_nothing_of_it_is_left(demo, tmp_path):
    assert remove_demo(demo) == ()
    assert everything(tmp_path) == []


def test_the_owners_shop_is_never_deleted(tmp_path):
    profile = Profile(tmp_path / "shop")
    open_shop(ShopOptions(profile)).close()
    before = everything(tmp_path)
    with pytest.raises(Refused) as caught:
        remove_demo(profile)
    assert caught.value.reason == "not_the_demo_shop"
    assert everything(tmp_path) == before


@pytest.mark.parametrize("name", ["pictures", "shop.db", "anything"])
def test_a_folder_without_the_demos_mark_is_left_alone(tmp_path, name):
    (tmp_path / name).mkdir()
    with pytest.raises(Refused):
        remove_demo(Profile(tmp_path))
    assert everything(tmp_path) == [Path(name)]


def test_what_the_owner_put_there_stays_and_links_lead_nowhere(demo, tmp_path):
    elsewhere = tmp_path / "mine"
    elsewhere.mkdir()
    (elsewhere / "kept.txt").write_text("kept")
    mine = ("notes.txt", "settings.toml.old", "shop.db.my-own-note.txt")
    for name in mine:
        (demo.folder / name).write_text("mine")
    (demo.pictures / "link").symlink_to(elsewhere)
    for name in ("shop.db-wal", ".shop.db-17-new", ".settings.toml-17-new", "window.ini.lock"):
        (demo.folder / name).touch()
    assert remove_demo(demo) == mine
    assert everything(demo.folder) == [Path(name) for name in mine]
    assert (elsewhere / "kept.txt").read_text() == "kept"


def test_what_was_interrupted_can_be_done_again(demo, monkeypatch):
    real, done = demo_removal._delete, []

    def dying(path):
        if len(done) == 5:
            raise OSError("gone")
        done.append(path)
        real(path)

    monkeypatch.setattr(demo_removal, "_delete", dying)
    with pytest.raises(Refused) as caught:
        remove_demo(demo)
    assert caught.value.reason == "profile_not_writable"
    monkeypatch.setattr(demo_removal, "_delete", real)
    assert remove_demo(demo) == ()
    assert not demo.folder.exists()


def test_a_demo_that_another_program_has_open_is_left_whole(demo):
    before = everything(demo.folder)
    other = open_shop(ShopOptions(demo, demo=True))
    try:
        with pytest.raises(Refused) as caught:
            remove_demo(demo)
        assert caught.value.reason == "shop_in_use"
        other.presence.look()  # it goes on undisturbed
        assert other.catalog.categories()
    finally:
        other.close()
    assert set(before) <= set(everything(demo.folder))
    assert remove_demo(demo) == ()


def test_nobody_opens_a_demo_that_is_just_removed(demo, monkeypatch):
    real, met = demo_removal._delete, []

    def slow(path):
        if not met:
            with pytest.raises(Refused) as caught:
                open_shop(ShopOptions(demo, demo=True))
            met.append(caught.value.reason)
        real(path)

    monkeypatch.setattr(demo_removal, "_delete", slow)
    assert remove_demo(demo) == ()
    assert met == ["restore_running"]


def test_the_demo_lies_beside_the_shop_that_it_belongs_to(tmp_path):
    own = Profile(tmp_path / "shop")
    assert demo_beside(own).folder == tmp_path / "shop Demo"
    assert owner_beside(demo_beside(own)) == own
    assert demo_beside(owners_profile()) == demo_profile()
    assert owner_beside(Profile(tmp_path / "elsewhere")) == owners_profile()
