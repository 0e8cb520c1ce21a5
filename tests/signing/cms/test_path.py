"""Paths: found where they are, named where they fail, bounded where somebody is hostile."""

import time
from dataclasses import replace

import pytest
from asn1crypto.x509 import Certificate
from cryptography.hazmat.primitives.hashes import SHA256

from signing.cms.path import PathError, PathFailure, find_path, run_without_loop
from tests.support.pki import (
    DAY,
    NOW,
    YEAR,
    Authority,
    Identity,
    build_certificate,
    common_name,
    ec_key,
    make_root,
    rsa_key,
    test_pki,
)

PKI = test_pki()


def parsed(identity: Identity) -> Certificate:
    return Certificate.load(identity.der)


def failure_of(leaf: Identity, anchors, others=(), moment=NOW) -> PathFailure:
    with pytest.raises(PathError) as caught:
        find_path(parsed(leaf), anchors, tuple(parsed(o) for o in others), moment)
    return caught.value.failure


def test_a_path_over_the_issuing_ca():
    path = find_path(parsed(PKI.head), (PKI.root.der,), (parsed(PKI.ca),), NOW)
    assert [c.dump() for c in path.issuers] == [PKI.ca.der]
    assert path.issuer_of(parsed(PKI.head)).dump() == PKI.ca.der
    assert path.issuer_of(parsed(PKI.ca)).dump() == PKI.root.der
    assert path.issuer_of(parsed(PKI.root)) is None
    assert not path.ends_in_itself


def test_a_certificate_that_is_an_anchor_ends_in_itself():
    path = find_path(parsed(PKI.head), (PKI.head.der,), (), NOW)
    assert path.ends_in_itself
    assert path.issuers == ()


def test_no_anchor_no_path():
    assert failure_of(PKI.head, (), [PKI.ca]) is PathFailure.NO_CHAIN
    assert failure_of(PKI.head, (PKI.tsa_root.der,), [PKI.ca]) is PathFailure.NO_CHAIN
    assert failure_of(PKI.head, (PKI.root.der,)) is PathFailure.NO_CHAIN


def test_a_namesake_of_the_root_vouches_for_nobody():
    impostor = make_root("TEST Root", ec_key("impostor"))
    assert failure_of(PKI.head, (impostor.der,), [PKI.ca]) is PathFailure.NO_CHAIN


def test_a_certificate_with_a_forged_issuer_has_no_path():
    key = ec_key("forger")
    forged = Authority(key, PKI.ca.certificate).issue(common_name("forged"), key.public_key())
    assert failure_of(Identity(key, forged), (PKI.root.der,), [PKI.ca]) is PathFailure.NO_CHAIN


def test_validity_is_judged_at_the_moment():
    end = PKI.expired
    find_path(parsed(end), (PKI.root.der,), (parsed(PKI.ca),), NOW - 10 * DAY)
    assert failure_of(end, (PKI.root.der,), [PKI.ca]) is PathFailure.EXPIRED
    early = failure_of(PKI.head, (PKI.root.der,), [PKI.ca], NOW - 2 * YEAR)
    assert early is PathFailure.NOT_YET_VALID


def test_an_end_certificate_issues_nothing():
    key = ec_key("child")
    child = Authority(PKI.head.key, PKI.head.certificate).issue(common_name("c"), key.public_key())
    others = [PKI.ca, PKI.head]
    assert failure_of(Identity(key, child), (PKI.root.der,), others) is PathFailure.NO_CHAIN


def test_a_weak_link_is_named_weak():
    key = rsa_key("weak-ca", 1024)
    weak = Authority(
        key, PKI.root.issue(common_name("Weak CA"), key.public_key(), ca=True), PKI.root
    )
    leaf_key = ec_key("leaf-of-weak")
    leaf = Identity(leaf_key, weak.issue(common_name("leaf"), leaf_key.public_key()))
    assert failure_of(leaf, (PKI.root.der,), [weak]) is PathFailure.WEAK_ALGORITHM


@pytest.mark.timed
def test_a_thicket_of_lookalikes_keeps_nobody_busy():
    """CA certificates of one name that vouch for each other, none of them vouched for."""
    keys = [ec_key(f"thicket-{n}") for n in range(8)]
    name = common_name("Thicket")
    thicket = [
        Identity(
            subject,
            build_certificate(
                name,
                subject.public_key(),
                name,
                issuer,
                not_before=NOW - DAY,
                not_after=NOW + DAY,
                ca=True,
                digest=SHA256(),
            ),
        )
        for subject in keys
        for issuer in keys
        if subject is not issuer
    ][:50]
    leaf = Identity(
        keys[0], Authority(keys[0], thicket[0].certificate).issue(name, keys[0].public_key())
    )
    started = time.monotonic()
    assert failure_of(leaf, (PKI.root.der,), thicket) is PathFailure.NO_CHAIN
    assert time.monotonic() - started < 2


def test_a_path_is_found_also_inside_a_running_event_loop():
    import asyncio

    async def portal() -> bool:
        return bool(find_path(parsed(PKI.head), (PKI.root.der,), (parsed(PKI.ca),), NOW).issuers)

    assert asyncio.run(portal())


def test_a_coroutine_that_waits_is_a_fault():
    import asyncio

    with pytest.raises(RuntimeError):
        run_without_loop(asyncio.sleep(0))


def test_replacing_an_anchor_removes_the_trust():
    store = replace(PKI.trust(), anchors=())
    assert failure_of(PKI.head, store.certificates("participant"), [PKI.ca]) is PathFailure.NO_CHAIN
