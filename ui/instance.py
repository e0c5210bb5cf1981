"""One window per shop folder: a second start raises the first and hands its addresses over."""

import json
import sys
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QDeadlineTimer, QObject, QThread, Signal
from PySide6.QtNetwork import QLocalServer, QLocalSocket

from ui.common.dropped import Dropped, given
from ui.folder_lock import FolderLock

# How long the first window may take to hear; it hears nothing before its first paint.
WAIT_MS, AGAIN_MS = 2000, 50
# More than a command line holds; what is longer did not come from us.
MOST_BYTES = 256 * 1024
ACK = b"ok\n"


class OneInstance(QObject):
    """`raised` carries what a second start brought (maybe nothing): a Dropped."""

    raised = Signal(object)  # Dropped

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

    def hand_over(self, words: Sequence[str]) -> bool:
        """Give what the command line says to the window that is open; whether it took it.

        Files are looked up here: the other window stands in a folder of its own. Where nobody
        answers, one sentence on stderr says so.
        """
        found = given(words)
        message = {"text": found.text, "files": [str(path) for path in found.files]}
        socket = QLocalSocket()
        taken = self._connected(socket) and _told(socket, json.dumps(message).encode() + b"\n")
        if not taken and sys.stderr is not None:  # a program without a console has none
            sys.stderr.write(
                self.tr("BabyDrop Desktop is open with this folder and does not answer.") + "\n"
            )
        return taken

    def close(self) -> None:
        """Hear no more."""
        if self._server is not None:
            self._server.close()
        self._on_gone()

    def _connected(self, socket: QLocalSocket) -> bool:
        """Tries until the window that is just being opened hears."""
        end = QDeadlineTimer(WAIT_MS)
        while True:
            socket.connectToServer(self._lock.name)
            if socket.waitForConnected(WAIT_MS):
                return True
            if end.hasExpired():
                return False
            QThread.msleep(AGAIN_MS)

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
                self.raised.emit(_found(heard))

    def _on_gone(self) -> None:
        for socket in list(self._heard):
            if socket.state() is QLocalSocket.LocalSocketState.UnconnectedState:
                del self._heard[socket]
                socket.deleteLater()


def _told(socket: QLocalSocket, message: bytes) -> bool:
    """Whether the other side says that it has all of `message`."""
    socket.write(message)
    heard = b""
    while ACK not in heard and socket.waitForReadyRead(WAIT_MS):
        heard += bytes(socket.readAll().data())
    socket.disconnectFromServer()
    return ACK in heard


def _found(heard: bytes) -> Dropped:
    try:
        message = json.loads(heard)
    except ValueError:
        return Dropped()
    if not isinstance(message, dict):
        return Dropped()
    text, files = message.get("text"), message.get("files")
    paths = files if isinstance(files, list) else []
    return Dropped(
        text if isinstance(text, str) else "",
        tuple(Path(one) for one in paths if isinstance(one, str)),
    )
