"""A man in the middle who holds the portal's own TLS key: what TLS alone cannot protect against.

It is reached as a proxy, so that neither the program nor its settings of the portal change:

with intercepted(portal) as middle:
    application.settings.save(application.settings.current.with_(proxy=middle.url))
    middle.change("GET", "/log/head", lambda answer: replace(answer, content=b"..."))
"""

import contextlib
import socket
import ssl
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import requests

from tests.support.portal import RunningPortal


@dataclass(frozen=True, slots=True)
class Call:
    """What the program sent."""

    method: str
    path: str
    body: bytes


@dataclass(frozen=True, slots=True)
class Answer:
    """What the portal answered, or what goes on in its place."""

    status: int
    headers: dict[str, str]
    content: bytes


Change = Callable[[Answer], Answer]


@dataclass(slots=True)
class Interceptor:
    """Where it listens, what it heard, and what it changes."""

    portal: RunningPortal
    port: int = 0
    calls: list[Call] = field(default_factory=list)
    changes: list[tuple[str, str, Change]] = field(default_factory=list)
    arrived: Callable[[Call], None] = lambda _call: None

    @property
    def url(self) -> str:
        """As the setting of a proxy."""
        return f"http://127.0.0.1:{self.port}"

    def change(self, method: str, path: str, how: Change) -> None:
        """Change the answers to calls of this method whose path begins so."""
        self.changes.append((method, path, how))

    def honest(self) -> None:
        """Change nothing any more."""
        self.changes.clear()

    def heard(self, method: str, path: str) -> list[Call]:
        """The calls of this method whose path begins so."""
        return [c for c in self.calls if c.method == method and c.path.startswith(path)]

    def answer(self, call: Call, headers: dict[str, str]) -> Answer:
        """Pass a call on, and its answer back, changed if so wanted."""
        self.calls.append(call)
        self.arrived(call)
        passed = {k: v for k, v in headers.items() if k.lower() not in _NOT_PASSED}
        absolute = call.path.startswith("http://")
        with self.portal.session() as session:
            got = session.request(
                call.method,
                call.path if absolute else self.portal.origin + call.path,
                data=call.body or None,
                headers={"Accept-Encoding": "identity", **passed},
                allow_redirects=False,
                timeout=60,
            )
        answer = Answer(got.status_code, _headers(got), got.content)
        for method, path, how in self.changes:
            if method == call.method and call.path.startswith(path):
                answer = how(answer)
        return answer


_NOT_PASSED = frozenset({"host", "connection", "proxy-connection", "accept-encoding"})
_NOT_RETURNED = frozenset({"content-length", "transfer-encoding", "connection", "keep-alive"})


def _headers(got: requests.Response) -> dict[str, str]:
    return {k: v for k, v in got.headers.items() if k.lower() not in _NOT_RETURNED}


class _Server(ThreadingHTTPServer):
    daemon_threads = False  # closing waits for them

    def handle_error(self, *_: object) -> None:
        """A program that was killed closes its connections as it likes."""

    def shutdown_request(self, request: object) -> None:
        with contextlib.suppress(OSError):
            super().shutdown_request(request)


@contextlib.contextmanager
def intercepted(portal: RunningPortal) -> Iterator[Interceptor]:
    """An interceptor between the program and this portal."""
    tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    private = portal.home / "private"
    tls.load_cert_chain(private / "tls.pem", private / "tls.key.pem")
    middle = Interceptor(portal)
    open_connections: list[socket.socket] = []

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def setup(self) -> None:
            super().setup()
            open_connections.append(self.connection)

        def do_CONNECT(self) -> None:
            self.send_response_only(200)
            self.end_headers()
            with contextlib.suppress(OSError):
                self.rfile.close()
                self.connection = tls.wrap_socket(self.connection, server_side=True)
                open_connections.append(self.connection)
                self.rfile = self.connection.makefile("rb")
                self.wfile = self.connection.makefile("wb", 0)
                self.close_connection = False

        def _pass_on(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
            answer = middle.answer(Call(self.command, self.path, body), dict(self.headers))
            self.send_response_only(answer.status)
            for name, value in answer.headers.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(answer.content)))
            self.end_headers()
            if self.command != "HEAD":
                self.wfile.write(answer.content)

        do_GET = do_POST = do_PATCH = do_HEAD = do_OPTIONS = _pass_on  # noqa: N815

        def finish(self) -> None:
            with contextlib.suppress(OSError):
                super().finish()
            self.connection.close()

        def log_message(self, *arguments: object) -> None:
            """Says nothing."""

    server = _Server(("127.0.0.1", 0), Handler)
    middle.port = server.server_address[1]
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield middle
    finally:
        server.shutdown()
        thread.join()
        for connection in open_connections:
            with contextlib.suppress(OSError):
                connection.shutdown(socket.SHUT_RDWR)
        server.server_close()
