"""A real HTTP service on loopback whose answers a test decides, and which remembers questions."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


@dataclass
class Reply:
    """What to answer. `drip_seconds` is waited between the bytes of the body."""

    content: bytes = b""
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    drip_seconds: float = 0.0


@dataclass
class Service:
    """Where it listens, and what it was asked: (method, path, body)."""

    port: int
    asked: list[tuple[str, str, bytes]] = field(default_factory=list)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}/"


@contextmanager
def http_service(answer: Callable[[str, str, bytes], Reply]) -> Iterator[Service]:
    """Serves `answer(method, path, body)` until the block is left."""
    stop = threading.Event()
    service = Service(0)

    class Handler(BaseHTTPRequestHandler):
        def _reply(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
            service.asked.append((self.command, self.path, body))
            reply = answer(self.command, self.path, body)
            self.send_response(reply.status)
            for name, value in reply.headers.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(reply.content)))
            self.end_headers()
            if not reply.drip_seconds:
                self.wfile.write(reply.content)
                return
            for octet in reply.content:
                if stop.wait(reply.drip_seconds):
                    return
                try:
                    self.wfile.write(bytes([octet]))
                    self.wfile.flush()
                except OSError:  # the client has had enough, as it should
                    return

        do_GET = do_POST = _reply  # noqa: N815 - names that http.server gives

        def log_message(self, *arguments) -> None:
            """Says nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    service.port = server.server_address[1]
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield service
    finally:
        stop.set()
        server.shutdown()
        thread.join()
        server.server_close()
