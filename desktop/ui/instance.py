"""One window for one workspace: a second start raises the first and hands over its files.

The second start connects to a local socket named after the workspace, sends its arguments as one
JSON line, and exits when the first answers. Only this user may connect.
"""

import hashlib
import json
from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtNetwork import QLocalServer, QLocalSocket

TIMEOUT_MS = 400
LARGEST_LINE = 64 * 1024
ANSWER = b"ok\n"


def server_name(home: Path) -> str:
    """The socket's name for the workspace in *home*; short enough for every platform."""
    digest = hashlib.sha256(str(home.absolute()).encode("utf-8", "surrogateescape")).hexdigest()
    return f"qolhat-{digest[:24]}"


def raise_existing(home: Path, arguments: Sequence[str] = ()) -> bool:
    """Whether a window over *home* was there and took *arguments*; needs no QApplication."""
    socket = QLocalSocket()
    socket.connectToServer(server_name(home))
    if not socket.waitForConnected(TIMEOUT_MS):
        return False
    socket.write(json.dumps(list(arguments)).encode() + b"\n")
    socket.waitForBytesWritten(TIMEOUT_MS)
    answered = socket.waitForReadyRead(TIMEOUT_MS) and bytes(socket.readAll().data()) == ANSWER
    socket.disconnectFromServer()
    return bool(answered)


class InstanceServer(QObject):
    """Listens for later starts; calls *called* with the arguments of each."""

    def __init__(
        self, home: Path, called: Callable[[list[str]], object], parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._called = called
        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._server.newConnection.connect(self._accept)
        name = server_name(home)
        if not self._server.listen(name):
            # A socket left over by a killed program: nobody answers there.
            QLocalServer.removeServer(name)
            self._server.listen(name)

    @property
    def listening(self) -> bool:
        """Whether later starts will find this window."""
        return self._server.isListening()

    def close(self) -> None:
        """Gives the name free."""
        self._server.close()

    def _accept(self) -> None:
        socket = self._server.nextPendingConnection()
        if socket is not None:
            socket.readyRead.connect(lambda: self._read(socket))
            socket.disconnected.connect(socket.deleteLater)

    def _read(self, socket: QLocalSocket) -> None:
        if socket.bytesAvailable() > LARGEST_LINE:
            socket.abort()
            return
        if not socket.canReadLine():
            return
        try:
            arguments = json.loads(bytes(socket.readLine().data()))
        except ValueError:
            socket.abort()
            return
        if not isinstance(arguments, list):
            socket.abort()
            return
        socket.write(ANSWER)
        socket.flush()
        self._called([str(argument) for argument in arguments])
