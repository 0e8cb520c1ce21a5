"""The connection to the portal believes nothing, waits for nobody forever, and names what failed."""

import json
import time
from datetime import UTC, datetime, timedelta

import pytest
import trustme

from desktop.errors import (
    ConnectionBrokenError,
    NonceReusedError,
    PortalBusyError,
    PortalFailingError,
    PortalNonsenseError,
    PortalNotTrustedError,
    PortalRefusedError,
    PortalTimeoutError,
    PortalUnreachableError,
    StatementRejectedError,
)
from desktop.submission.connection import PortalConnection
from tests.desktop.submission.conftest import IMPATIENT, http


def problem(code: str, **more: object) -> bytes:
    return json.dumps({"code": code, "title": "T", "detail": "D", "status": 400, **more}).encode()


PROBLEM = "Content-Type: application/problem+json"


def test_an_answer_is_read_whole(server, connection):
    server.answer(http("200 OK", "X-Word: one", body=b"hello"))
    answer = connection.call("GET", "/portal")
    assert (answer.status, answer.headers["x-word"], answer.content) == (200, "one", b"hello")


def test_nothing_of_the_environment_reaches_the_portal(server, connection, tmp_path, monkeypatch):
    netrc = tmp_path / "netrc"
    netrc.write_text("machine 127.0.0.1 login me password secret")
    netrc.chmod(0o600)
    monkeypatch.setenv("NETRC", str(netrc))
    server.answer(http("200 OK"))
    connection.call("GET", "/requests", headers={"Authorization": "Bearer token"})
    assert b"Authorization: Bearer token" in server.heads[0]
    assert b"Basic" not in server.heads[0]


def test_a_redirect_is_not_followed(server, connection):
    server.answer(http("302 Found", "Location: https://example.org/"))
    with pytest.raises(PortalNonsenseError):
        connection.call("GET", "/portal")
    assert len(server.heads) == 1


def test_an_answer_larger_than_allowed_is_not_read(server, connection):
    server.answer(http("200 OK", body=bytes(100_001)))
    with pytest.raises(PortalNonsenseError):
        connection.call("GET", "/portal", max_bytes=100_000)


def test_a_portal_that_does_not_answer_is_not_waited_for(server, connection):
    server.script = lambda _head, _socket: time.sleep(1.5)
    with pytest.raises(PortalTimeoutError):
        connection.call("GET", "/portal")


@pytest.mark.timed
def test_a_portal_that_drips_is_cut_off(server, connection):
    def drip(_head, socket):
        socket.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 1000000\r\n\r\n")
        for _ in range(40):
            socket.sendall(b"x" * 70_000)
            time.sleep(0.2)

    server.script = drip
    started = time.monotonic()
    with pytest.raises((PortalTimeoutError, ConnectionBrokenError)):
        connection.call("GET", "/portal")
    assert time.monotonic() - started < 6


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf",
        b"what is HTTP?\r\n\r\n",
    ],
)
def test_a_connection_that_breaks_off_leaves_the_outcome_open(server, connection, raw):
    server.answer(raw)
    with pytest.raises(ConnectionBrokenError):
        connection.call("POST", "/submissions", content=b"statement")


def test_no_connection_means_nothing_was_sent(ca_file):
    connection = PortalConnection(
        "https://127.0.0.1:9", ca_file=ca_file, proxy="none", clock=_now, timeouts=IMPATIENT
    )
    with pytest.raises(PortalUnreachableError):
        connection.call("GET", "/portal")


def test_a_certificate_of_another_root_is_not_trusted(server, tmp_path):
    other = tmp_path / "other.pem"
    trustme.CA().cert_pem.write_to_path(other)
    connection = PortalConnection(
        server.origin, ca_file=other, proxy="none", clock=_now, timeouts=IMPATIENT
    )
    with pytest.raises(PortalNotTrustedError):
        connection.call("GET", "/portal")
    assert server.heads == []


@pytest.mark.parametrize(
    ("raw", "error", "code"),
    [
        (http("503 X", "Retry-After: 7"), PortalBusyError, "portal.busy"),
        (http("429 X", PROBLEM, body=problem("busy")), PortalBusyError, "portal.busy"),
        (http("500 X"), PortalFailingError, "portal.failing"),
        (http("500 X", PROBLEM, body=problem("internal")), PortalFailingError, "portal.failing"),
        (
            http("409 X", PROBLEM, body=problem("nonce-reused")),
            NonceReusedError,
            "portal.nonce_reused",
        ),
        (http("403 X", PROBLEM, body=problem("not-yours")), PortalRefusedError, "portal.refused"),
        (http("404 X", body=b"<html>"), PortalNonsenseError, "portal.nonsense"),
        (http("400 X", PROBLEM, body=b"{"), PortalNonsenseError, "portal.nonsense"),
        (http("400 X", PROBLEM, body=b"[" * 50_000), PortalNonsenseError, "portal.nonsense"),
    ],
)
def test_every_refusal_has_its_name(server, connection, raw, error, code):
    server.answer(raw)
    with pytest.raises(error) as caught:
        connection.call("POST", "/submissions", content=b"x")
    assert caught.value.code == code


def test_the_answer_to_a_head_has_no_body_to_explain_itself(server, connection):
    server.answer(http("410 Gone", PROBLEM))
    with pytest.raises(PortalRefusedError) as caught:
        connection.call("HEAD", "/uploads/1")
    assert caught.value.facts["problem"] == "410"


def test_how_long_a_busy_portal_wants_to_be_left_alone_is_bounded(server, connection):
    for value, seconds in (("7", 7), ("999999", 3600), ("soon", 30)):
        server.answer(http("503 X", f"Retry-After: {value}"))
        with pytest.raises(PortalBusyError) as caught:
            connection.call("GET", "/portal")
        assert caught.value.facts["retry_after_seconds"] == seconds


def test_a_rejection_carries_its_sealed_receipt(server, connection):
    server.answer(http("422 X", PROBLEM, body=problem("rejected", receipt="QUJD")))
    with pytest.raises(StatementRejectedError) as caught:
        connection.call("POST", "/submissions", content=b"x")
    assert caught.value.receipt_base64 == "QUJD"


def test_what_a_portal_writes_for_people_is_one_bounded_line(server, connection):
    body = problem("not-yours", detail="\x1b[31mred\n" + "x" * 5000)
    server.answer(http("403 X", PROBLEM, body=body))
    with pytest.raises(PortalRefusedError) as caught:
        connection.call("GET", "/portal")
    detail = caught.value.facts["detail"]
    assert detail.isprintable()
    assert len(detail) <= 300


def test_the_difference_of_the_clocks_is_known_after_an_answer(server, ca_file):
    connection = PortalConnection(
        server.origin, ca_file=ca_file, proxy="none", clock=_now, timeouts=IMPATIENT
    )
    assert connection.clock_offset is None
    server.answer(http("200 OK", "Date: Mon, 23 Nov 2026 11:50:00 GMT"))
    connection.call("GET", "/portal")
    assert connection.clock_offset == timedelta(minutes=10)
    server.answer(http("200 OK", "Date: yesterday"))
    connection.call("GET", "/portal")
    assert connection.clock_offset == timedelta(minutes=10)


def _now() -> datetime:
    return datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
