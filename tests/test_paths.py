"""The shop's folder: open to nobody else, tried before it is used, and one id for its programs."""

import multiprocessing
import os
import stat
from contextlib import suppress
from pathlib import Path

import pytest

from babydrop_desktop.errors import Refused
from babydrop_desktop.gateways.alive import AliveMark
from babydrop_desktop.gateways.device import device_id
from babydrop_desktop.paths import Profile, ShopOptions, private, safe_join
from tests.pages.shared import shared

posix = pytest.mark.skipif(os.name != "posix", reason="only POSIX has these rights")


def mode(path):
    return stat.S_IMODE(path.stat().st_mode)


@posix
def test_a_new_folder_is_its_owners_alone_whatever_the_mask(tmp_path):
    before = os.umask(0)
    try:
        profile = Profile(tmp_path / "new" / "shop").ready()
    finally:
        os.umask(before)
    ours = (profile.folder, profile.pictures, profile.backups, profile.logs, profile.running)
    assert {mode(folder) for folder in ours} == {0o700}


@posix
def test_the_rights_of_a_folder_that_was_there_are_left_alone(tmp_path):
    (tmp_path / "pictures").mkdir(mode=0o755)
    before = mode(tmp_path)
    Profile(tmp_path).ready()
    assert (mode(tmp_path), mode(tmp_path / "pictures")) == (before, 0o755)


def test_trying_leaves_nothing_behind(tmp_path):
    profile = Profile(tmp_path / "shop").ready()
    assert [path for path in profile.folder.rglob("*") if path.is_file()] == []


@pytest.mark.parametrize("name", ["pictures", "backups", "logs", "running"])
def test_a_folder_of_the_shop_that_is_a_file_is_refused(tmp_path, name):
    (tmp_path / name).write_text("in the way")
    with pytest.raises(Refused) as caught:
        Profile(tmp_path).ready()
    assert caught.value.reason == "profile_not_writable"
    assert str(tmp_path) in str(caught.value)


def test_an_id_that_cannot_be_read_is_refused_before_anything_begins(tmp_path):
    (tmp_path / "device-id").mkdir()
    with pytest.raises(Refused) as caught:
        Profile(tmp_path).ready()
    assert caught.value.reason == "profile_not_writable"
    with pytest.raises(Refused) as caught:
        device_id(Profile(tmp_path))
    assert caught.value.reason == "profile_not_writable"


def test_a_running_folder_that_is_in_the_way_is_refused(tmp_path):
    (tmp_path / "running").write_text("in the way")
    with pytest.raises(Refused) as caught:
        AliveMark(tmp_path / "running", "one")
    assert caught.value.reason == "profile_not_writable"


def test_the_id_is_made_once_and_kept(tmp_path):
    profile = Profile(tmp_path).ready()
    made = device_id(profile)
    assert len(made) == 32
    assert device_id(profile) == made == profile.device.read_text("ascii")


@pytest.mark.parametrize("content", [b"", b"half an i", b"\xff" * 32, b"!" * 32])
def test_an_id_that_is_not_whole_is_made_anew(tmp_path, content):
    profile = Profile(tmp_path).ready()
    profile.device.write_bytes(content)
    made = device_id(profile)
    assert profile.device.read_text("ascii") == made
    assert sorted(path.name for path in tmp_path.glob("*device-id*")) == ["device-id"]


def _first_start(folder, barrier, answers):
    barrier.wait(30)
    answers.put(device_id(Profile(Path(folder))))


@pytest.mark.parametrize("content", [None, b"damaged"])
def test_programs_that_start_together_agree_on_the_id(tmp_path, content):
    profile = Profile(tmp_path).ready()
    if content:
        profile.device.write_bytes(content)
    fork = multiprocessing.get_context("fork")
    barrier, answers = fork.Barrier(8), fork.Queue()
    programs = [
        fork.Process(target=_first_start, args=(str(tmp_path), barrier, answers)) for _ in range(8)
    ]
    for program in programs:
        program.start()
    told = {answers.get(timeout=30) for _ in programs}
    for program in programs:
        program.join(30)
    assert told == {profile.device.read_text("ascii")}


def test_the_demo_has_no_other_database(tmp_path):
    with pytest.raises(ValueError, match="demo"):
        ShopOptions(Profile(tmp_path), "sqlite:///x.db", demo=True)


@posix
@pytest.mark.parametrize("there", [False, True])
def test_a_private_file_is_the_owners_alone(tmp_path, there):
    file = tmp_path / "window.ini"
    if there:
        file.write_text("kept")
        file.chmod(0o644)
    assert private(file) == file
    assert file.stat().st_mode & 0o777 == 0o600
    assert file.read_text() == ("kept" if there else "")


def test_a_file_that_cannot_be_made_private_is_left_to_whoever_writes_it(tmp_path):
    assert not private(tmp_path / "nowhere" / "window.ini").exists()


@pytest.mark.parametrize(
    "name",
    ["", ".", "..", "...", "a.", "a ", " a", "a/b", "..\\x", "/abs", "C:x", "a:b", "a\0b", "a\nb",
     "CON", "con.jpg", "Nul .webp", "LPT9.txt", "COM¹", "lpt³.jpg", "\u202egpj.exe", "é" * 151],
)  # fmt: skip
def test_what_is_no_plain_file_name_is_refused(tmp_path, name):
    with pytest.raises(Refused) as caught:
        safe_join(tmp_path, name)
    assert caught.value.reason == "bad_file_name"


@pytest.mark.parametrize("name", ["a", "名前.jpg", "emoji👶.jpg", "-rf", "common.jpg", "é" * 100])
def test_a_plain_file_name_stays_in_its_folder(tmp_path, name):
    assert safe_join(tmp_path, name) == tmp_path / name


def test_no_hostile_file_name_leaves_the_folder(tmp_path):
    names = shared("hostile", "generated", "filenames_must_sanitise.txt").read_text("utf-8")
    kept = []
    for name in names.split("\n"):
        with suppress(Refused):
            kept.append(safe_join(tmp_path, name))
    assert all(path.parent == tmp_path and path.name.isprintable() for path in kept)
    assert len(kept) < len(names.split("\n")) / 2
