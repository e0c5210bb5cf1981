"""Finds the root certificates that this laptop trusts, as the one file that the driver can read.

The driver knows files only. Where the laptop keeps its roots elsewhere (Windows), they are written
into a file of this run. The owner's own file for PostgreSQL goes before all.
"""

import atexit
import ssl
import sys
import tempfile
from functools import cache
from pathlib import Path

# Where systems keep them: Debian, Fedora, SUSE and Alpine, macOS.
_PLACES = (
    "/etc/ssl/certs/ca-certificates.crt",
    "/etc/pki/tls/certs/ca-bundle.crt",
    "/etc/ssl/ca-bundle.pem",
    "/etc/ssl/cert.pem",
)


def own_file() -> Path:
    """Where PostgreSQL's other programs look for the owner's roots."""
    return Path.home() / ".postgresql" / "root.crt"


def roots() -> str:
    """Return the file of trusted roots; "system", the driver's own idea, where none is found."""
    own = own_file()
    if own.is_file():
        return str(own)
    if sys.platform == "win32":
        return _of_windows() or "system"
    default = ssl.get_default_verify_paths().cafile
    found = (place for place in (default, *_PLACES) if place and Path(place).is_file())
    return next(found, "system")


@cache
def _of_windows() -> str:
    """Write the roots of the Windows store into a file that ends with this run; its name."""
    known = ssl.create_default_context().get_ca_certs(binary_form=True)
    if not known:
        return ""
    with tempfile.NamedTemporaryFile(
        "w", encoding="ascii", prefix="babydrop-roots-", suffix=".pem", delete=False
    ) as file:
        file.writelines(ssl.DER_cert_to_PEM_cert(one) for one in known)
    atexit.register(Path(file.name).unlink, missing_ok=True)
    return file.name
