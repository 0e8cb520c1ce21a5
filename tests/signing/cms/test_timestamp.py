"""The client of a timestamp service, against a real HTTP service that misbehaves in every way."""

import hashlib
import socket
import time

import pytest
from asn1crypto import cms, tsp

from signing.cms.timestamp import (
    BadTimestampTokenError,
    HttpTimestampSource,
    TsaRateLimitedError,
    TsaRejectedError,
    TsaUnreachableError,
)
from signing.trust import TrustAnchor, TrustPurpose, TrustStore
from tests.support.http_service import Reply, http_service
from tests.support.pki import NOW, issue_tsa, make_root, refusal, test_pki

PKI = test_pki()
IMPRINT = hashlib.sha256(b"stamped").digest()
TYPE = {"Content-Type": "application/timestamp-reply"}


@pytest.fixture
def ask():
    """Asks a service that answers with `reply(body)`, by a source with these options."""

    def asking(reply, **options):
        import requests

        with (
            http_service(lambda method, path, body: reply(body)) as service,
            requests.Session() as session,
        ):
            settings = {"timeout_seconds": 5.0, "trust": PKI.trust(), **options}
            source = HttpTimestampSource(service.url, session=session, **settings)
            token = source.request(IMPRINT)
            return token, service.asked

    return asking


def test_a_good_service_gives_a_verified_token(ask):
    token, asked = ask(lambda body: Reply(PKI.tsa.answer(body), headers=TYPE))
    assert token.gen_time == NOW
    query = tsp.TimeStampReq.load(asked[0][2])
    assert query["cert_req"].native is True
    assert query["nonce"].native == token.nonce
    assert query["message_imprint"]["hashed_message"].native == IMPRINT


def test_granted_with_mods_is_granted(ask):
    tsa = PKI.bent_tsa(status="granted_with_mods")
    assert ask(lambda body: Reply(tsa.answer(body)))[0].gen_time == NOW


def test_the_policy_asked_for_is_insisted_on(ask):
    good = ask(lambda body: Reply(PKI.tsa.answer(body)), policy="1.2.3.4.1")
    assert good[0].policy == "1.2.3.4.1"
    with pytest.raises(BadTimestampTokenError) as caught:
        ask(lambda body: Reply(PKI.tsa.answer(body)), policy="1.2.3.4.9")
    assert caught.value.reason == "policy"


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"change_nonce": lambda nonce: nonce + 1}, "nonce"),
        ({"change_nonce": lambda nonce: None}, "nonce"),
        ({"change_imprint": lambda imprint: bytes(32)}, "imprint"),
        ({"change_signature": lambda value: value[:-1] + b"\0"}, "signature"),
    ],
    ids=["nonce", "no-nonce", "imprint", "signature"],
)
def test_a_token_for_something_else_is_not_stored(ask, changes, reason):
    tsa = PKI.bent_tsa(**changes)
    with pytest.raises(BadTimestampTokenError) as caught:
        ask(lambda body: Reply(tsa.answer(body)))
    assert caught.value.reason == reason


def test_an_old_answer_is_not_taken_for_a_new_one(ask):
    old = PKI.tsa.answer(
        tsp.TimeStampReq(
            {
                "version": "v1",
                "message_imprint": {
                    "hash_algorithm": {"algorithm": "sha256"},
                    "hashed_message": IMPRINT,
                },
                "nonce": 1,
            }
        ).dump()
    )
    with pytest.raises(BadTimestampTokenError) as caught:
        ask(lambda body: Reply(old))
    assert caught.value.reason == "nonce"


def test_a_service_without_a_trusted_chain_is_refused(ask):
    stranger = issue_tsa(make_root("Stranger"), "Stranger TSA")
    with pytest.raises(BadTimestampTokenError) as caught:
        ask(lambda body: Reply(stranger.answer(body)))
    assert caught.value.reason == "not_trusted"


def test_an_anchor_for_participants_is_none_for_timestamps(ask):
    anchor = TrustAnchor(PKI.tsa_root.der, frozenset({TrustPurpose.PARTICIPANT}), "test")
    with pytest.raises(BadTimestampTokenError):
        ask(lambda body: Reply(PKI.tsa.answer(body)), trust=TrustStore((anchor,)))


def test_a_rejection_says_why(ask):
    with pytest.raises(TsaRejectedError) as caught:
        ask(lambda body: Reply(PKI.bent_tsa(status="rejection").answer(body)))
    assert caught.value.facts == {"status": "rejection", "failure": "bad_alg"}


def test_granted_without_a_token_is_a_rejection(ask):
    empty = refusal("granted", set())
    with pytest.raises(TsaRejectedError):
        ask(lambda body: Reply(empty))


@pytest.mark.parametrize("status", [429, 503])
def test_come_later_is_its_own_error(ask, status):
    with pytest.raises(TsaRateLimitedError) as caught:
        ask(lambda body: Reply(b"", status, {"Retry-After": "90"}))
    assert caught.value.facts == {"host": "127.0.0.1", "retry_after_seconds": 90}


@pytest.mark.parametrize(
    "reply",
    [
        Reply(b"", 500),
        Reply(b"", 404),
        Reply(b"", 302, {"Location": "http://127.0.0.1:9/"}),
        Reply(bytes(2_000_000)),
    ],
    ids=["500", "404", "redirect", "too-large"],
)
def test_useless_answers_are_unreachable(ask, reply):
    with pytest.raises(TsaUnreachableError):
        ask(lambda body: reply)


@pytest.mark.parametrize(
    "junk", [b"", b"<html>", cms.ContentInfo.load(PKI.tsa.token(IMPRINT)).dump()]
)
def test_nonsense_is_a_bad_token(ask, junk):
    with pytest.raises(BadTimestampTokenError) as caught:
        ask(lambda body: Reply(junk))
    assert caught.value.reason == "malformed"


@pytest.mark.timed
def test_a_service_that_drips_is_left(ask):
    started = time.monotonic()
    with pytest.raises(TsaUnreachableError):
        ask(lambda body: Reply(PKI.tsa.answer(body), drip_seconds=0.05), timeout_seconds=0.5)
    assert time.monotonic() - started < 5


def test_nobody_there_is_unreachable():
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))  # bound but not listening: refused
        source = HttpTimestampSource(f"http://127.0.0.1:{taken.getsockname()[1]}/")
        with pytest.raises(TsaUnreachableError):
            source.request(IMPRINT)


@pytest.mark.parametrize("url", ["ftp://host/", "file:///etc/passwd", "tsa", "http://me@host/"])
def test_only_plain_web_addresses(url):
    with pytest.raises(ValueError, match="http"):
        HttpTimestampSource(url)
