"""HTTP on the wire: heads have an end, bodies arrive as sent however they are cut."""

import contextlib
import socket
import ssl
from urllib.parse import urlsplit

import pytest

LIMIT_BYTES = 64 * 1024


@pytest.fixture
def connection(shared_portal):
    address = urlsplit(shared_portal.origin)
    tls = ssl.create_default_context(cafile=shared_portal.public / "tls-root.pem")
    with (
        socket.create_connection((address.hostname, address.port), timeout=20) as plain,
        tls.wrap_socket(plain, server_hostname=address.hostname) as secured,
    ):
        yield secured


def answer(connection) -> bytes:
    """All that comes until the portal closes."""
    received = b""
    with contextlib.suppress(ConnectionError, ssl.SSLError):
        while piece := connection.recv(65536):
            received += piece
    return received


def flood(connection, piece: bytes) -> int:
    """Send it over and over; how many bytes went before the portal closed."""
    sent = 0
    with contextlib.suppress(OSError):
        while sent < 50_000_000:
            connection.sendall(piece)
            sent += len(piece)
    return sent


@pytest.mark.parametrize(
    ("beginning", "piece"),
    [
        (b"GET /", b"a" * 4096),
        (b"GET /portal HTTP/1.1\r\nHost: x\r\n", b"Name: value\r\n" * 300),
        (b"GET /portal HTTP/1.1\r\nHost: x\r\nName: ", b"v" * 4096),
        (
            b"POST /submissions HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n1;",
            b"extension" * 400,
        ),
        (
            b"GET /portal HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n",
            b"Trailer: value\r\n" * 300,
        ),
    ],
    ids=["address", "headers", "one header", "chunk extension", "trailers"],
)
def test_what_is_no_body_and_has_no_end_is_cut_off(connection, beginning, piece):
    connection.sendall(beginning)
    assert flood(connection, piece) < 20_000_000


def test_a_head_of_ordinary_length_is_answered(connection):
    connection.sendall(b"GET /portal HTTP/1.1\r\nHost: x\r\nConnection: close\r\n")
    connection.sendall(b"Name: " + b"v" * (LIMIT_BYTES // 2) + b"\r\n\r\n")
    assert answer(connection).startswith(b"HTTP/1.1 200")


@pytest.mark.parametrize(
    "line", [b"nonsense", b"GET /portal HTTP/9.9", b"GET /portal HTTP/1.1\r\nContent-Length: x"]
)
def test_what_is_no_http_is_refused(connection, line):
    connection.sendall(line + b"\r\n\r\n")
    assert answer(connection).startswith(b"HTTP/1.1 400")


def test_a_body_cut_anywhere_is_read_whole(connection):
    # No statement: the portal reads it all, and says that it is none.
    body = b"x" * 1000
    connection.sendall(
        b"POST /submissions HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Length: 1000\r\n"
    )
    connection.sendall(b"\r\n" + body[:1])
    for start in range(1, 1000, 333):
        connection.sendall(body[start : start + 333])
    assert b"not-well-formed" in answer(connection)


def test_two_requests_in_one_piece_get_two_answers(connection):
    one = b"GET /portal HTTP/1.1\r\nHost: x\r\n"
    connection.sendall(one + b"\r\n" + one + b"Connection: close\r\n\r\n")
    assert answer(connection).count(b"HTTP/1.1 200") == 2
