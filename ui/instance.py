"""One window per shop folder: a second start raises the first and hands its addresses over."""

import json

from PySide6.QtCore import QObject, Signal
from PySide6.QtNetwork import QLocalServer, QLocalSocket

from ui.folder_lock import FolderLock

WAIT_MS = 2000
# More than a command line holds; what is longer did not come from us.
MOST_BYTES = 256 * 1024
ACK = b"ok\n"


class OneInstance(QObject):
    """`raised` carries the addresses that a second start brought (maybe none)."""

    raised = Signal(list)

    def __init__(self, lock: FolderLock, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._lock = lock
        self._server: QLocalServer | None = None
        self._heard: dict[QLocalSocket, bytes] = {}

    def listen(self) -> bool:
        """Hear of second starts. Only the owner of the lock may; whether it worked."""
        server = QLocalServer(self)
        server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        QLocalServer.removeServer(self._lock.name)  # left over by a crash: the lock is ours
        server.newConnection.connect(self._on_connection)
        self._server = server
        return server.listen(self._lock.name)

    def hand_over(self, addresses: list[str]) -> bool:
        """Give `addresses` to the window that is open; whether it took them."""
        socket = QLocalSocket()
        socket.connectToServer(self._lock.name)
        if not socket.waitForConnected(WAIT_MS):
            return False
        socket.write(json.dumps(addresses).encode() + b"\n")
        heard = b""
        while ACK not in heard and socket.waitForReadyRead(WAIT_MS):
            heard += bytes(socket.readAll().data())
        socket.disconnectFromServer()
        return ACK in heard

    def close(self) -> None:
        """Hear no more."""
        if self._server is not None:
            self._server.close()
        self._on_gone()

    # Slots without arguments, looked up by Qt: a closure over a socket would outlive it.

    def _on_connection(self) -> None:
        while self._server is not None and self._server.hasPendingConnections():
            socket = self._server.nextPendingConnection()
            self._heard[socket] = b""
            socket.readyRead.connect(self._on_ready)
            socket.disconnected.connect(self._on_gone)
        self._on_ready()

    def _on_ready(self) -> None:
        for socket in list(self._heard):
            self._heard[socket] += bytes(socket.readAll().data())
            heard = self._heard[socket]
            if len(heard) > MOST_BYTES:
                socket.abort()
            elif heard.endswith(b"\n"):
                self._heard[socket] = b""
                socket.write(ACK)
                socket.flush()
                self.raised.emit(_addresses(heard))

    def _on_gone(self) -> None:
        for socket in list(self._heard):
            if socket.state() is QLocalSocket.LocalSocketState.UnconnectedState:
                del self._heard[socket]
                socket.deleteLater()


def _addresses(heard: bytes) -> list[str]:
    try:
        found = json.loads(heard)
    except ValueError:
        return []
    return [one for one in found if isinstance(one, str)] if isinstance(found, list) else []
