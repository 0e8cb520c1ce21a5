"""Resumable upload: what the server says is compared with what we have before a byte is sent."""

import pytest

from desktop.errors import PortalNonsenseError, UploadInterruptedError
from desktop.submission.tus import TusClient, UploadTarget
from signing.asic.errors import DocumentChangedError, DocumentVanishedError
from signing.errors import Cancelled
from tests.desktop.submission.conftest import http

CONTENT = bytes(range(256)) * 4000


class Store:
    """A tus server's memory: what arrived, and how it misbehaves."""

    def __init__(self) -> None:
        self.received = b""
        self.cut_after: int | None = None
        self.claimed_length = len(CONTENT)

    def __call__(self, head: bytes, socket) -> None:
        line, _, rest = head.partition(b"\r\n")
        headers, _, body = rest.partition(b"\r\n\r\n")
        if line.startswith(b"HEAD"):
            socket.sendall(
                http(
                    "200 OK",
                    f"Upload-Offset: {len(self.received)}",
                    f"Upload-Length: {self.claimed_length}",
                )
            )
        if line.startswith(b"PATCH"):
            assert f"Upload-Offset: {len(self.received)}".encode() in headers
            assert b"chunked" not in headers
            length = int(headers.split(b"Content-Length: ")[1].split(b"\r\n")[0])
            while len(body) < length:
                if self.cut_after is not None and len(body) >= self.cut_after:
                    self.received += body
                    self.cut_after = None
                    return
                piece = socket.recv(65536)
                if not piece:
                    return
                body += piece
            self.received += body
            socket.sendall(http("204 No Content", f"Upload-Offset: {len(self.received)}"))


@pytest.fixture
def store(server):
    server.script = store = Store()
    return store


@pytest.fixture
def target(tmp_path):
    path = tmp_path / "package.asice"
    path.write_bytes(CONTENT)
    return UploadTarget("ab" * 16, 1, path, len(CONTENT), "cd" * 32)


@pytest.fixture
def told():
    return []


@pytest.fixture
def client(connection, told):
    return TusClient(
        connection,
        "secret",
        wait=lambda _seconds: None,
        progress=told.append,
        confirmed=lambda _offset: None,
        cancelled=lambda: False,
    )


def test_everything_arrives_once_and_progress_only_grows(store, client, target, told):
    client.send(target, "/uploads/1")
    assert store.received == CONTENT
    assert told == sorted(told)
    assert told[-1] == len(CONTENT)


def test_it_goes_on_from_the_server_s_offset(store, client, target):
    store.received = CONTENT[:300_000]
    client.send(target, "/uploads/1")
    assert store.received == CONTENT


def test_a_cut_connection_costs_only_what_did_not_arrive(store, client, target):
    store.cut_after = 500_000
    client.send(target, "/uploads/1")
    assert store.received == CONTENT


def test_small_windows_make_the_same_whole(store, client, target, monkeypatch):
    monkeypatch.setattr("desktop.submission.tus.WINDOW_BYTES", 100_000)
    client.send(target, "/uploads/1")
    assert store.received == CONTENT


def test_an_upload_of_another_length_is_not_ours(store, client, target):
    store.claimed_length = len(CONTENT) + 1
    with pytest.raises(PortalNonsenseError):
        client.send(target, "/uploads/1")
    assert store.received == b""


def test_a_server_that_always_cuts_is_given_up_after_some_tries(store, client, target, server):
    def cut(head, socket):
        if head.startswith(b"HEAD"):
            store(head, socket)

    server.script = cut
    with pytest.raises(UploadInterruptedError) as caught:
        client.send(target, "/uploads/1")
    assert caught.value.facts["sent_bytes"] == 0


def test_cancel_stops_within_a_block(store, connection, target):
    sent = []
    client = TusClient(
        connection,
        "secret",
        wait=lambda _seconds: None,
        progress=sent.append,
        confirmed=lambda _offset: None,
        cancelled=lambda: len(sent) > 2,
    )
    with pytest.raises(Cancelled):
        client.send(target, "/uploads/1")
    assert max(sent) < len(CONTENT)


def test_a_container_that_is_not_what_was_stated_is_not_sent(store, client, target):
    target.path.write_bytes(CONTENT + b"x")
    with pytest.raises(DocumentChangedError):
        client.send(target, "/uploads/1")
    target.path.unlink()
    with pytest.raises(DocumentVanishedError):
        client.send(target, "/uploads/1")
    assert store.received == b""


def test_creating_says_what_and_for_which_statement(server, client, target):
    server.answer(http("201 Created", "Location: /uploads/abc"))
    assert client.create(target) == "/uploads/abc"
    head = server.heads[0].decode()
    assert "Tus-Resumable: 1.0.0" in head
    assert f"Upload-Length: {len(CONTENT)}" in head
    assert "Upload-Metadata: nonce YWJhYmFi" in head
    assert "Authorization: Capability secret" in head


@pytest.mark.parametrize(
    "location", ["https://example.org/uploads/1", "uploads/1", "/uploads/1?x=1", "//example.org/u"]
)
def test_an_upload_elsewhere_is_refused(server, client, target, location):
    server.answer(http("201 Created", f"Location: {location}"))
    with pytest.raises(PortalNonsenseError):
        client.create(target)
