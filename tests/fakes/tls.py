"""Makes real certificates for the tests, and puts a real PostgreSQL behind each."""

import contextlib
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from tests.fakes import cluster as clusters
from tests.fakes.cluster import Cluster

_DAY = "%Y%m%d%H%M%SZ"


@dataclass(frozen=True)
class Authority:
    """Who signs certificates: `root` is the file that trusts it."""

    folder: Path

    @property
    def root(self) -> Path:
        return self.folder / "root.pem"

    def sign(self, name: str, *, host: str, days: tuple[int, int] = (-1, 30)) -> tuple[Path, Path]:
        """Return certificate and key for `host`, valid from and to so many days from today."""
        key, asked, made = (self.folder / f"{name}.{kind}" for kind in ("key", "csr", "crt"))
        _openssl("req", "-new", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1",
                 "-nodes", "-keyout", key, "-out", asked, "-subj", f"/CN={host}")  # fmt: skip
        words = self.folder / f"{name}.cnf"
        (self.folder / "index.txt").write_text("")
        words.write_text(
            "[ca]\ndefault_ca = own\n[own]\nnew_certs_dir = .\ndatabase = index.txt\n"
            f"rand_serial = yes\ndefault_md = sha256\npolicy = any\ncopy_extensions = none\n"
            f"[any]\ncommonName = supplied\n[ext]\nsubjectAltName = DNS:{host}\n"
        )
        start, end = (_moment(day) for day in days)
        _openssl("ca", "-batch", "-config", words, "-extensions", "ext", "-in", asked, "-out", made,
                 "-cert", self.root, "-keyfile", self.folder / "root.key", "-startdate", start,
                 "-enddate", end, "-notext", cwd=self.folder)  # fmt: skip
        return made, key


def _moment(days: int) -> str:
    return (datetime.now(UTC) + timedelta(days=days)).strftime(_DAY)  # noqa: TID251 (openssl's)


def _openssl(*arguments: object, cwd: Path | None = None) -> None:
    subprocess.run(
        ["openssl", *map(str, arguments)], check=True, capture_output=True, cwd=cwd, timeout=60
    )


def authority(folder: Path) -> Authority:
    """Make one that nobody but the test trusts."""
    if shutil.which("openssl") is None:
        pytest.skip("openssl is not installed: no certificate can be made")
    folder.mkdir(parents=True)
    _openssl("req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes",
             "-keyout", folder / "root.key", "-out", folder / "root.pem", "-days", "30",
             "-subj", "/CN=root of the tests", "-addext", "basicConstraints=critical,CA:TRUE",
             "-addext", "keyUsage=critical,keyCertSign")  # fmt: skip
    return Authority(folder)


@contextlib.contextmanager
def encrypted(cluster: Cluster, certificate: Path, key: Path) -> Iterator[None]:
    """Let the cluster talk encrypted, with this certificate, while the block lasts."""
    data = Path(cluster.folder) / "data"
    for source, name in ((certificate, "server.crt"), (key, "server.key")):
        shutil.copyfile(source, data / name)
        shutil.chown(data / name, *_owner(data))
        (data / name).chmod(0o600)
    clusters.configure(cluster, ssl="on")
    try:
        yield
    finally:
        clusters.configure(cluster, ssl="off")


def _owner(folder: Path) -> tuple[int, int]:
    status = folder.stat()
    return status.st_uid, status.st_gid
