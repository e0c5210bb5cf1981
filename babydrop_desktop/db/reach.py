"""Finds out how far a server can be reached at all, before anybody signs in there.

Nothing is sent but PostgreSQL's own question for encryption. Source of the question and its
answers: PostgreSQL's description of its protocol, "SSL Session Encryption".
"""

import socket
import ssl
import struct
from contextlib import suppress
from dataclasses import dataclass
from enum import StrEnum
from time import monotonic

from babydrop_desktop.db.lookup import Lookup

_ASK_TLS = struct.pack("!II", 8, 80_877_103)
# Seconds for the name, for each address (at most two), for an answer, for a certificate.
_NAME_S, _CALL_S, _ANSWER_S, _HELLO_S, _MOST_ADDRESSES = 2.0, 2.5, 1.5, 2.0, 2
_EXPIRED, _NOT_YET = 10, 9
_UNKNOWN = frozenset({2, 18, 19, 20, 21, 24})
_OTHER_NAME = frozenset({62, 64})


class Answer(StrEnum):
    """What came of calling a server."""

    ENCRYPTED = "encrypted"
    PLAIN = "plain"
    REFUSED = "refused"
    SILENT = "silent"
    NO_WAY = "no_way"
    SOMETHING_ELSE = "something_else"


class Fault(StrEnum):
    """What is wrong with a certificate."""

    EXPIRED = "certificate_expired"
    NOT_YET = "certificate_not_yet"
    UNKNOWN = "certificate_unknown"
    OTHER_NAME = "certificate_name"
    OTHER = "certificate_wrong"


@dataclass(frozen=True, slots=True)
class Reached:
    """The answer, from which address, after how many milliseconds."""

    answer: Answer
    address: str = ""
    ms: int = 0


def reach(host: str, port: int, names: Lookup) -> Reached:
    """Call the server and ask whether it talks encrypted. Takes 7 s at most, mostly far less.

    Raises Unavailable (reason "database_host_unknown").
    """
    trouble = Reached(Answer.NO_WAY)
    for address in names.addresses(host, port, within_s=_NAME_S)[:_MOST_ADDRESSES]:
        begun = monotonic()
        try:
            with socket.create_connection((address, port), timeout=_CALL_S) as line:
                ms = round((monotonic() - begun) * 1000)
                return Reached(_asked(line), address, ms)
        except OSError as error:
            trouble = Reached(_meaning(error), address)
    return trouble


def fault(host: str, address: str, port: int, ca_file: str) -> Fault | None:
    """What this laptop says about the server's certificate; None where it is satisfied.

    `ca_file` names the roots to go by; "" means the laptop's own store. Takes up to 6 s. Raises
    OSError where the server does not answer any more, or the file holds no roots.
    """
    trusting = _trusting(ca_file)
    with socket.create_connection((address, port), timeout=_CALL_S) as line:
        if _asked(line) is not Answer.ENCRYPTED:
            return Fault.OTHER
        line.settimeout(_HELLO_S)
        try:
            with trusting.wrap_socket(line, server_hostname=host):
                return None
        except ssl.SSLCertVerificationError as error:
            return _fault(getattr(error, "verify_code", 0))
        except ssl.SSLError:
            return Fault.OTHER


def _trusting(ca_file: str) -> ssl.SSLContext:
    """What judges a certificate: the laptop itself, or the named file alone. Raises OSError."""
    if ca_file:
        return ssl.create_default_context(cafile=ca_file)
    import truststore  # noqa: PLC0415 (only to explain a refused certificate)

    return truststore.SSLContext(ssl.PROTOCOL_TLS_CLIENT)


def _fault(code: int) -> Fault:
    if code in _UNKNOWN:
        return Fault.UNKNOWN
    if code in _OTHER_NAME:
        return Fault.OTHER_NAME
    return {_EXPIRED: Fault.EXPIRED, _NOT_YET: Fault.NOT_YET}.get(code, Fault.OTHER)


def _asked(line: socket.socket) -> Answer:
    line.settimeout(_ANSWER_S)
    line.sendall(_ASK_TLS)
    try:
        said = line.recv(64)
    except TimeoutError:
        return _nudged(line)
    # A login's error ("E") is an answer of PostgreSQL too: it is told when somebody signs in.
    known = {b"S": Answer.ENCRYPTED, b"N": Answer.PLAIN}
    return known.get(said, Answer.PLAIN if said[:1] == b"E" else Answer.SOMETHING_ELSE)


def _nudged(line: socket.socket) -> Answer:
    """A web server waits for the end of a line; a swallowed call never answers."""
    with suppress(OSError):
        line.sendall(b"\r\n\r\n")
        if line.recv(64):
            return Answer.SOMETHING_ELSE
    return Answer.SILENT


def _meaning(error: OSError) -> Answer:
    if isinstance(error, TimeoutError):
        return Answer.SILENT
    if isinstance(error, ConnectionRefusedError):
        return Answer.REFUSED
    if isinstance(error, ConnectionError):  # taken, and thrown out again
        return Answer.SOMETHING_ELSE
    return Answer.NO_WAY
