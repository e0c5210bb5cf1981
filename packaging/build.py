"""Freezes the program into one folder, and proves that what came out works.

    make package        dist/babydrop-desktop, then every check below

The frozen program opens its demo shop on a screen of its own, imports a small page, reaches for a
server, and holds every resource, migration and driver; whatever is missing ends this with its name.
"""

import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from PyInstaller.archive.readers import CArchiveReader

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from tests.bench.screen import screen  # noqa: E402

DIST, WORK = ROOT / "dist", ROOT / "build"
FOLDER = DIST / "babydrop-desktop"
ENDING = ".exe" if os.name == "nt" else ""
COMMAND, WINDOW = FOLDER / f"babydrop{ENDING}", FOLDER / f"babydrop-desktop{ENDING}"
INSIDE = FOLDER / "_internal"
# What no import statement names: found by an address, an entry point or a file's name.
MODULES = ("psycopg", "psycopg_binary._psycopg", "sqlalchemy.dialects.postgresql.psycopg",
           "sqlalchemy.dialects.sqlite.pysqlite", "alembic.ddl.sqlite", "alembic.ddl.postgresql",
           "keyring.backends.Windows", "keyring.backends.macOS", "keyring.backends.SecretService",
           "babydrop_desktop.gateways.picture_child", "babydrop_desktop.gateways.aliexpress.child",
           "truststore", "ui.catalog.place", "ui.importing.place", "ui.fulfillment.place",
           "ui.needs_you.place")  # fmt: skip
PAGE, CATEGORY = "first-step-star-shoes", "shoes"
LONGEST_S = 300


def main() -> int:
    """Freeze, then check; 0 where all is well."""
    for folder in (FOLDER, WORK):
        shutil.rmtree(folder, ignore_errors=True)
    freeze = [sys.executable, "-m", "PyInstaller", "--noconfirm", "--log-level", "ERROR"]
    places = ["--distpath", str(DIST), "--workpath", str(WORK)]
    subprocess.run([*freeze, *places, str(ROOT / "packaging" / "babydrop.spec")], check=True)
    for check in (whole, starts_and_imports, knows_its_server):
        _say((check.__doc__ or "").strip())
        check()
    size = sum(path.stat().st_size for path in FOLDER.rglob("*") if path.is_file())
    _say(f"{FOLDER} is ready: {size / 2**20:.0f} MB.")
    return 0


def whole() -> None:
    """Every resource, migration and driver is there."""
    for name in ("resources", "babydrop_desktop/db/migrations"):
        for path in sorted((ROOT / name).rglob("*")):
            if path.is_file() and "__pycache__" not in path.parts:
                wanted = INSIDE / path.relative_to(ROOT)
                _require(wanted.is_file(), f"{wanted.relative_to(FOLDER)} is missing")
    reader = CArchiveReader(str(COMMAND))
    frozen = set(reader.open_embedded_archive("PYZ.pyz").toc)
    beside = {".".join(p.relative_to(INSIDE).parts).split(".")[0] for p in INSIDE.rglob("*.so")}
    for module in MODULES:
        found = module in frozen or any(INSIDE.glob(module.replace(".", "/") + ".*"))
        _require(found or module in beside, f"the module {module} is missing")


def starts_and_imports() -> None:
    """The window opens on the demo shop, and a small page is imported."""
    with tempfile.TemporaryDirectory() as made, screen() as shown:
        place = Path(made) / "demo"
        page = _page(Path(made))
        arguments = ["--demo", "--profile", str(place)]
        env = {**shown, "HOME": made}
        window = subprocess.Popen([str(WINDOW), *arguments], env=env)
        try:
            log = place / "logs" / "babydrop.log"
            _wait(lambda: log.is_file() and "window ready" in log.read_text("utf-8"), window)
            entries = json.loads((INSIDE / "resources/demo/index.json").read_text("utf-8"))
            count = len(entries["pages"]) if isinstance(entries, dict) else len(entries)
            _wait(lambda: len(_told([*arguments, "products", "--json"], env)) >= count, window)
            (answer,) = _told([*arguments, "import", str(page), "--category", CATEGORY], env)
            _require(answer["status"] == "done", f"the page was not imported: {answer}")
            _require(answer["pictures"] > 0 and not answer["lost_pictures"], f"pictures: {answer}")
            window.send_signal(signal.SIGTERM)
            _require(window.wait(30) == 0, f"the window ended with {window.returncode}")
            told = log.read_text("utf-8")
            _require('"level": "error"' not in told, f"the log tells of errors:\n{told[-3000:]}")
        finally:
            window.kill()
            window.wait()


def knows_its_server() -> None:
    """The driver of the server loads."""
    asked = [str(COMMAND), "check", "--database", "postgresql://nobody@127.0.0.1:1/none"]
    done = subprocess.run(asked, capture_output=True, text=True, check=False, timeout=LONGEST_S)
    _require(done.returncode == 4, f"the driver: {done.returncode} {done.stdout}{done.stderr}")


def _page(folder: Path) -> Path:
    """A page of the demo under a number that its shop does not have yet."""
    body = (ROOT / "resources" / "demo" / "pages" / f"{PAGE}.html").read_bytes()
    page = folder / "page.html"
    page.write_bytes(body.replace(b"9990000000", b"9990000009"))
    return page


def _told(arguments: list[str], env: dict[str, str]) -> list[dict[str, Any]]:
    """The objects that a command of the frozen program prints."""
    command = [str(COMMAND), *arguments]
    if "--json" not in command:
        command.append("--json")
    done = subprocess.run(
        command, env=env, capture_output=True, text=True, check=False, timeout=LONGEST_S
    )
    found: list[dict[str, Any]] = []
    for line in done.stdout.splitlines():
        value = json.loads(line)
        found.extend(value if isinstance(value, list) else [value])
    return found


def _wait(holds: Callable[[], bool], window: "subprocess.Popen[bytes]") -> None:
    end = time.monotonic() + LONGEST_S
    while not holds():
        _require(window.poll() is None, f"the window ended with {window.returncode}")
        _require(time.monotonic() < end, "the demo shop was not filled in time")
        time.sleep(0.5)


def _require(holds: bool, otherwise: str) -> None:  # noqa: FBT001 - reads as an assertion
    if not holds:
        raise SystemExit(f"The frozen program is not right: {otherwise}")


def _say(text: str) -> None:
    print(text, flush=True)


if __name__ == "__main__":
    sys.exit(main())
