"""Plays the supplier's picture server for the demo shop, on this computer only."""

import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from babydrop_desktop.errors import Refused
from babydrop_desktop.paths import safe_join

HOST = "ae01.alicdn.com"
_LONGEST = 5_000_000


class DemoSupplier:
    """A server on the loopback address that gives the demo's drawings for picture addresses."""

    def __init__(self, pictures: Path) -> None:
        """Serve the files of `pictures`; the last part of an address names the file."""

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                body = _file(pictures, self.path)
                self.send_response(200 if body else 404)
                self.send_header("Content-Type", "image/webp" if body else "text/plain")
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, format: str, *args: Any) -> None:  # noqa: A002, ANN401
                """Say nothing: the console is the owner's."""

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True
        self._thread = threading.Thread(
            target=self._server.serve_forever, name="demo-supplier", daemon=True
        )
        self._thread.start()

    @property
    def mirrors(self) -> dict[str, str]:
        """The supplier's picture host, and where it is found here."""
        return {HOST: f"http://127.0.0.1:{self._server.server_port}"}

    def close(self) -> None:
        """End the server."""
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()


def _file(folder: Path, address: str) -> bytes:
    try:
        path = safe_join(folder, address.partition("?")[0].rsplit("/", 1)[-1])
        return path.read_bytes() if path.stat().st_size <= _LONGEST else b""
    except (OSError, Refused):
        return b""
