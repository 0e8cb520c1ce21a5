"""One window for one workspace: a second start raises the first and hands over its files.

The second start connects to a local socket named after the workspace, sends its arguments as one
JSON line, and exits when the first answers. Only this user may connect. Qt's network module and
JSON are loaded only if there may be a first, or when the window is there.
"""

import os
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QCryptographicHash, QDir, QObject

if TYPE_CHECKING:
    from PySide6.QtNetwork import QLocalSocket

TIMEOUT_MS = 400
LARGEST_LINE = 64 * 1024
ANSWER = b"ok\n"


def server_name(home: Path) -> str:
    """The socket's name for the workspace in *home*; short enough for every platform."""
    path = str(home.absolute()).encode("utf-8", "surrogateescape")
    digest = QCryptographicHash.hash(path, QCryptographicHash.Algorithm.Sha256).data().hex()
    return f"qolhat-{digest[:24]}"


def raise_existing(home: Path, arguments: Sequence[str] = ()) -> bool:
    """Whether a window over *home* was there and took *arguments*; needs no QApplication."""
    name = server_name(home)
    if os.name == "posix" and not Path(QDir.tempPath(), name).exists():
        return False  # where Qt puts the socket of a name
    import json  # noqa: PLC0415 - see the module

    from PySide6.QtNetwork import QLocalSocket  # noqa: PLC0415 - see the module

    socket = QLocalSocket()
    socket.connectToServer(name)
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
        from PySide6.QtNetwork import QLocalServer  # noqa: PLC0415 - see the module

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

    def _read(self, socket: "QLocalSocket") -> None:
        if socket.bytesAvailable() > LARGEST_LINE:
            socket.abort()
            return
        if not socket.canReadLine():
            return
        import json  # noqa: PLC0415 - see the module

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
