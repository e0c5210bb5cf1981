"""A real browser for the tests, for which this machine is the whole of AliExpress."""

import base64
import contextlib
import hashlib
import os
import shutil
import ssl
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from babydrop_desktop.gateways.browser.finding import find_browser
from tests.bench.screen import screen
from tests.fakes import web
from tests.fakes.tls import authority

NOBODY = 65534


def missing() -> str:
    """Why no browser can be tried here; "" where one can."""
    if not sys.platform.startswith("linux"):
        return "the browser's tests stand on a Linux's tools"
    if find_browser() is None:
        return "no Edge, Chrome or Chromium is installed"
    wanted = ["openssl", "Xvfb", *(["setpriv"] if os.geteuid() == 0 else [])]
    lacking = [name for name in wanted if shutil.which(name) is None]
    return f"{', '.join(lacking)} is not installed" if lacking else ""


@dataclass(frozen=True)
class Site:
    """What stands for AliExpress: a certificate for its hosts, and a folder of the run's own."""

    folder: Path
    certificate: Path
    key: Path

    @property
    def fingerprint(self) -> str:
        """What Chromium takes to trust this certificate and no other."""
        asked = ["openssl", "x509", "-in", self.certificate, "-pubkey", "-noout"]
        public = subprocess.run(asked, check=True, capture_output=True, timeout=60).stdout
        lines = public.decode().strip().splitlines()[1:-1]
        digest = hashlib.sha256(base64.b64decode("".join(lines))).digest()
        return base64.b64encode(digest).decode()

    @contextmanager
    def serving(self) -> Iterator[web.Server]:
        """Serve https on a free loopback port for as long as the block lasts."""
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(self.certificate, self.key)
        server = web.Server()
        server.socket = context.wrap_socket(
            server.socket, server_side=True, do_handshake_on_connect=False
        )
        thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
        thread.start()
        try:
            yield server
        finally:
            server.over.set()
            server.shutdown()
            server.server_close()
            thread.join()

    def program(self, folder: Path, port: int) -> Path:
        """Make the owner's "browser": the installed one, which finds AliExpress on this machine.

        It keeps its sandbox, which Chromium refuses to root: root steps down to nobody first.
        """
        home = folder / "home"
        home.mkdir(mode=0o777)
        home.chmod(0o777)
        rules = f"MAP *.aliexpress.com 127.0.0.1:{port}, MAP * ~NOTFOUND"
        trust = "--ignore-certificate-errors-spki-list"
        down = f"setpriv --reuid={NOBODY} --regid={NOBODY} --clear-groups" * (os.geteuid() == 0)
        made = folder / "browser.sh"
        made.write_text(
            "#!/bin/bash\n"
            'words=(); for word in "$@"; do case "$word" in --host-resolver-rules=*) continue;;\n'
            '  --user-data-dir=*) data="${word#*=}";; esac; words+=("$word"); done\n'
            f'if [ "$(id -u)" = 0 ]; then chown -R {NOBODY}:{NOBODY} "$data"; here="$data"\n'
            '  while [ "$here" != / ]; do chmod o+x "$here"; here=$(dirname "$here"); done; fi\n'
            f'exec {down} env HOME="{home}" "{find_browser()}" "${{words[@]}}" '
            f'"--host-resolver-rules={rules}" "{trust}={self.fingerprint}"\n',
            encoding="ascii",
        )
        made.chmod(0o755)
        return made


@contextmanager
def standing_in() -> Iterator[Site]:
    """Stand for AliExpress as long as the block lasts."""
    folder = Path(tempfile.mkdtemp(prefix="babydrop-browser-"))
    folder.chmod(0o711)
    try:
        certificate, key = authority(folder / "tls").sign("site", host="*.aliexpress.com")
        yield Site(folder, certificate, key)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(scope="session")
def site() -> Iterator[Site]:
    """AliExpress' stand-in, or a skip with the reason."""
    if reason := missing():
        pytest.skip(reason)
    with standing_in() as made:
        yield made


@pytest.fixture
def shop_folder(site: Site) -> Iterator[Path]:
    """A folder that a browser of another user may walk through; the shop's own lies in it."""
    folder = Path(tempfile.mkdtemp(dir=site.folder))
    folder.chmod(0o711)
    yield folder
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture
def aliexpress(site: Site) -> Iterator[web.Server]:
    """The server whose pages the browser takes for AliExpress'."""
    with site.serving() as running:
        yield running


@pytest.fixture
def owners_browser(site: Site, shop_folder: Path, aliexpress: web.Server) -> Path:
    """The program to name under `[browser] path`."""
    return site.program(shop_folder, aliexpress.server_port)


@pytest.fixture
def no_screen(monkeypatch: pytest.MonkeyPatch) -> None:
    """A laptop on which no window can be shown."""
    monkeypatch.delenv("DISPLAY", raising=False)
    monkeypatch.delenv("WAYLAND_DISPLAY", raising=False)


@pytest.fixture
def own_screen(monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """A screen that nobody else sees; its number."""
    with screen() as environment:
        monkeypatch.setenv("DISPLAY", environment["DISPLAY"])
        monkeypatch.delenv("WAYLAND_DISPLAY", raising=False)
        yield environment["DISPLAY"]


def processes(folder: Path) -> list[int]:
    """The browsers' main processes whose own profile lies in `folder`."""
    found = []
    for line in Path("/proc").glob("[0-9]*/cmdline"):
        with contextlib.suppress(OSError):
            words = line.read_bytes().decode(errors="replace").split("\0")
            ours = any(word.startswith(f"--user-data-dir={folder}") for word in words)
            if ours and not any(word.startswith("--type=") for word in words):
                found.append(int(line.parent.name))
    return found
