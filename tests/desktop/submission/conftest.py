"""A small HTTPS server that does whatever a test tells it, byte for byte."""

import contextlib
import re
import socket
import ssl
import threading

import pytest
import trustme

from desktop.clock import system_clock
from desktop.submission.connection import PortalConnection, Timeouts

IMPATIENT = Timeouts(connect=2.0, read=0.5, answer=2.0)


class ScriptedServer:
    """Answers each connection with what `script` makes of it: a function of (head, socket)."""

    def __init__(self, context: ssl.SSLContext) -> None:
        self._context = context
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.origin = f"https://127.0.0.1:{self._listener.getsockname()[1]}"
        self.heads: list[bytes] = []
        self.script = lambda _head, _socket: None
        self._thread = threading.Thread(target=self._serve)
        self._thread.start()

    def _serve(self) -> None:
        while True:
            try:
                plain, _ = self._listener.accept()
            except OSError:
                return
            with contextlib.suppress(OSError), plain:
                plain.settimeout(10)
                with self._context.wrap_socket(plain, server_side=True) as connection:
                    head = b""
                    while b"\r\n\r\n" not in head:
                        piece = connection.recv(65536)
                        if not piece:
                            break
                        head += piece
                    if head:
                        self.heads.append(head)
                        self.script(head, connection)

    def answer(self, raw: bytes) -> None:
        """Answer everything with these bytes, once the whole call has been read."""

        def script(head: bytes, connection: ssl.SSLSocket) -> None:
            _, _, body = head.partition(b"\r\n\r\n")
            length = re.search(rb"(?i)content-length: (\d+)", head)
            while length is not None and len(body) < int(length[1]):
                body += connection.recv(65536)
            connection.sendall(raw)

        self.script = script

    def close(self) -> None:
        self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()
        self._thread.join()


@pytest.fixture(scope="session")
def authority():
    return trustme.CA()


@pytest.fixture
def ca_file(authority, tmp_path):
    path = tmp_path / "ca.pem"
    authority.cert_pem.write_to_path(path)
    return path


@pytest.fixture
def server(authority):
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert("127.0.0.1").configure_cert(context)
    server = ScriptedServer(context)
    yield server
    server.close()


@pytest.fixture
def connection(server, ca_file):
    connection = PortalConnection(
        server.origin, ca_file=ca_file, proxy="none", clock=system_clock, timeouts=IMPATIENT
    )
    yield connection
    connection.close()


def http(status: str, *headers: str, body: bytes = b"") -> bytes:
    """The bytes of an answer."""
    lines = [f"HTTP/1.1 {status}", f"Content-Length: {len(body)}", "Connection: close", *headers]
    return "\r\n".join(lines).encode() + b"\r\n\r\n" + body
