"""What the window and the shop write is readable by the owner alone."""

import sys

import pytest

from babydrop_desktop.bootstrap import open_shop
from babydrop_desktop.paths import Profile, ShopOptions
from ui import last_shop

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="Windows has other rights")


def test_nothing_in_a_shops_folder_can_be_read_by_others(tmp_path):
    profile = Profile(tmp_path / "shop")
    profile.begin()
    shop = open_shop(ShopOptions(profile))
    settings = last_shop.kept_in(profile)
    for text in ("one", "two"):  # Qt puts a new file into the place of the old one each time
        settings.setValue("catalog/unsaved", text)
        settings.sync()
    try:
        open_to_others = [
            path.name
            for path in profile.folder.rglob("*")
            if path.stat().st_mode & 0o077 and path.suffix != ".lock"
        ]
        assert open_to_others == []
        assert profile.folder.stat().st_mode & 0o777 == 0o700
        assert (profile.folder / "window.ini").exists()
    finally:
        shop.close()


def test_a_settings_file_of_an_older_program_is_closed_too(tmp_path):
    old = tmp_path / "window.ini"
    old.write_text("[window]\nplace=catalog\n")
    old.chmod(0o644)
    assert last_shop.kept_in(Profile(tmp_path)).value("window/place") == "catalog"
    assert old.stat().st_mode & 0o777 == 0o600
