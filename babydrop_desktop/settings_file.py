"""Writes what the owner chose into `settings.toml`; comments and all else stay as they are."""

import json
import os
import re
import tomllib
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from babydrop_desktop.errors import Refused
from babydrop_desktop.redact import secrets_of
from babydrop_desktop.settings import RateSetting, read_settings, settings_in

# None takes the line out: the default counts again.
Setting = str | int | bool | tuple[str, ...] | RateSetting | None
_VALUE = r"""("(?:[^"\\]|\\.)*"|'[^']*'|\[[^\]]*\]|\{[^}]*\}|[^\s#"'\[{][^\s#]*)"""


def write_settings(file: Path, changes: Mapping[str, Setting]) -> None:
    """Let each setting, such as "shop.name" or "currency.rates.EUR", have its new value.

    Whole or not at all. Raises Refused (reason "settings_wrong") where the file is not right or
    would not be, "settings_by_hand" where it says it in a way that only its author can change, and
    "settings_not_written" where it cannot be written; ValueError for an address with a password:
    that belongs into the key store.
    """
    read_settings(file)
    # As it stands, with the ends of lines that it has.
    before = text = file.read_bytes().decode("utf-8") if file.exists() else ""
    for name, value in changes.items():
        if isinstance(value, str) and secrets_of(value):
            raise ValueError("a password is never written to the settings")
        text = _changed(file, text, name, value)
    day = datetime.fromtimestamp(file.stat().st_mtime if before else 0, UTC).date()
    settings_in(text.removeprefix("\ufeff"), file, day)
    if text != before:
        _replace(file, text)


def write_database_url(file: Path, url: str) -> None:
    """Let `[database] url` be `url`, "" for none. Raises what `write_settings` raises."""
    write_settings(file, {"database.url": url or None})


def _changed(file: Path, text: str, name: str, value: Setting) -> str:
    section, _, key = name.rpartition(".")
    changed = _with(text, section, key, None if value is None else _toml(value))
    if not _differs_in_that_only(text, changed, name, value):
        raise _by_hand(file, section, key, value)
    return changed


def _by_hand(file: Path, section: str, key: str, value: Setting) -> Refused:
    """The refusal of a file that is right, and written in a way that is not ours to change."""
    line = f"[{section}] without {key}" if value is None else f"[{section}] {key} = {_toml(value)}"
    return Refused(
        f"The settings file {file} is written in a way that only its author can change. Nothing "
        f"was changed. Open it in a text editor and write there: {line}",
        reason="settings_by_hand",
        file=str(file),
        line=line,
    )


def _toml(value: str | int | tuple[str, ...] | RateSetting) -> str:
    if isinstance(value, RateSetting):
        return f'{{ rate = "{value.rate}", date = "{value.date.isoformat()}" }}'
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, tuple):
        return f"[{', '.join(_toml(each) for each in value)}]"
    return json.dumps(value, ensure_ascii=False) if isinstance(value, str) else str(value)


def _with(text: str, section: str, key: str, value: str | None) -> str:
    """The text with that line changed, added to its section, or (None) taken out."""
    lines, end = text.split("\n"), "\r" if "\r\n" in text else ""
    header = _header(section)
    head = next((at for at, line in enumerate(lines) if header.fullmatch(line)), None)
    if head is None:
        if value is None:
            return text
        before = text if not text or text.endswith("\n") else f"{text}{end}\n"
        gap = f"{end}\n" if before else ""
        return f"{before}{gap}[{section}]{end}\n{key} = {value}{end}\n"
    wanted = re.compile(rf"(\s*{_named(key)}\s*=\s*){_VALUE}(.*)", re.DOTALL)
    last = head
    for at in range(head + 1, len(lines)):
        if lines[at].lstrip().startswith("["):
            break
        found = wanted.fullmatch(lines[at])
        if found is not None:
            lines[at : at + 1] = [] if value is None else [f"{found[1]}{value}{found[3]}"]
            return "\n".join(lines)
        if "=" in lines[at] and not lines[at].lstrip().startswith("#"):
            last = at
    if value is not None:
        lines.insert(last + 1, f"{key} = {value}{end}")
    return "\n".join(lines)


def _header(section: str) -> re.Pattern[str]:
    parts = r"\s*\.\s*".join(_named(part) for part in section.split("."))
    return re.compile(rf"\s*\[\s*{parts}\s*\]\s*(?:#.*)?\r?")


def _named(key: str) -> str:
    """The key as TOML may spell it."""
    plain = re.escape(key)
    return rf"""(?:{plain}|"{plain}"|'{plain}')"""


def _differs_in_that_only(before: str, after: str, name: str, value: Setting) -> bool:
    try:
        old, new = (tomllib.loads(text.removeprefix("\ufeff")) for text in (before, after))
    except (tomllib.TOMLDecodeError, RecursionError):
        return False
    path = name.split(".")
    _old, now = _taken(old, path), _taken(new, path)
    return old == new and now == _plain(value)


def _taken(tree: dict[str, Any], path: list[str]) -> Any:  # noqa: ANN401 - whatever TOML holds
    """Take the value out of the tree, and the sections that are empty then; None: none."""
    if len(path) == 1:
        return tree.pop(path[0], None)
    inner = tree.get(path[0])
    if not isinstance(inner, dict):
        return None
    value = _taken(inner, path[1:])
    if not inner:
        del tree[path[0]]
    return value


def _plain(value: Setting) -> object:
    if isinstance(value, RateSetting):
        return {"rate": str(value.rate), "date": value.date.isoformat()}
    return list(value) if isinstance(value, tuple) else value


def _replace(file: Path, text: str) -> None:
    """Put the text in the file's place in one step, readable as it was (new: by its owner)."""
    place = file.resolve()
    draft = place.with_name(f".{place.name}-{os.getpid()}-new")
    try:
        mode = place.stat().st_mode & 0o777 if place.exists() else 0o600
        with draft.open("wb") as out:
            draft.chmod(mode)
            out.write(text.encode("utf-8"))
            out.flush()
            os.fsync(out.fileno())
        draft.replace(place)
    except OSError as error:
        draft.unlink(missing_ok=True)
        raise Refused(
            f"The settings file {file} cannot be written ({error.strerror or error}). Nothing was "
            "changed: allow writing to it, or make room on the disk.",
            reason="settings_not_written",
            file=str(file),
        ) from error
