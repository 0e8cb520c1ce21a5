"""The log over HTTPS: RFC 9162 proofs, open to everybody, heads that are sealed and fresh."""

import hashlib
import json

import pytest

from signing.evidence.log_proof import (
    ConsistencyProof,
    LogProof,
    verify_consistency_proof,
    verify_log_proof,
)
from signing.evidence.sealed import open_sealed
from signing.evidence.tree_head import TreeHead
from signing.trust import TrustPurpose
from signing.validation.sealed import validate_sealed
from signing.validation.verdict import Indication
from tests.portal.judging import settings
from tests.support.participant import ParticipantClient, problem


def head_of(client):
    sealed = open_sealed(client.call("GET", "/log/head").content, "tree-head.json")
    return TreeHead.from_bytes(sealed.content), sealed


def submit(client):
    told = client.submit_statement(client.statement(client.package(b"x"))).json()
    return open_sealed(client.receipt(told, "intake"), "receipt.json").content


def test_a_head_is_sealed_by_the_authority_with_a_token(client):
    head, sealed = head_of(client)
    report = validate_sealed(sealed, settings(client.portal, TrustPurpose.AUTHORITY))
    assert report.verdict.indication is Indication.TOTAL_PASSED
    assert report.trusted_time is not None
    assert head.issuer == client.portal.identity


def test_a_new_leaf_has_a_new_head_and_a_proof_in_it(client):
    before, _ = head_of(client)
    receipt = submit(client)
    after, sealed = head_of(client)
    assert after.tree_size == before.tree_size + 1
    leaf = hashlib.sha256(b"\x00" + receipt).hexdigest()
    found = client.call("GET", f"/log/inclusion?leaf_hash={leaf}&tree_size={after.tree_size}")
    proof = LogProof.from_bytes(found.content)
    verify_log_proof(receipt, proof, after, sealed.container_sha256)
    assert proof.leaf_index == before.tree_size


def test_every_earlier_head_is_joined_to_every_later_one(client):
    heads = [head_of(client)[0]]
    for _ in range(4):
        submit(client)
        heads.append(head_of(client)[0])
    for index, first in enumerate(heads):
        for second in heads[index:]:
            path = f"/log/consistency?first={first.tree_size}&second={second.tree_size}"
            proof = ConsistencyProof.from_bytes(client.call("GET", path).content)
            verify_consistency_proof(first.position, second.position, proof)


def test_a_head_is_kept_as_long_as_nothing_is_added_and_it_is_fresh(own_portal, tmp_path):
    client = ParticipantClient(own_portal, tmp_path / "client")
    first = client.call("GET", "/log/head").content
    assert client.call("GET", "/log/head").content == first
    own_portal.bend(clock_offset_seconds=3500)
    later, _ = head_of(client)
    assert later.time > open_time(first)
    client.session.close()


def open_time(container):
    return TreeHead.from_bytes(open_sealed(container, "tree-head.json").content).time


def test_the_tree_is_the_same_after_a_restart(own_portal, tmp_path):
    client = ParticipantClient(own_portal, tmp_path / "client")
    submit(client)
    before, _ = head_of(client)
    own_portal.restart(killed=True)
    after, _ = head_of(client)
    assert (after.tree_size, after.root_hash) == (before.tree_size, before.root_hash)
    client.session.close()


def test_what_is_not_in_the_log_is_said_so(client):
    size = head_of(client)[0].tree_size
    unknown = client.call("GET", f"/log/inclusion?leaf_hash={'0' * 64}&tree_size={size}")
    assert problem(unknown) == (404, "not-in-log")
    later = client.call("GET", f"/log/consistency?first=0&second={size + 100}")
    assert problem(later) == (404, "size-unknown")


@pytest.mark.parametrize(
    "query",
    [
        "inclusion",
        "inclusion?leaf_hash=xyz&tree_size=1",
        f"inclusion?leaf_hash={'0' * 64}&tree_size=-1",
        "consistency?first=1",
        "consistency?first=1&second=1e3",
    ],
)
def test_a_question_that_is_none_is_not_well_formed(client, query):
    assert problem(client.call("GET", f"/log/{query}")) == (400, "not-well-formed")


def test_a_proof_document_is_canonical(client):
    answer = client.call("GET", "/log/consistency?first=1&second=1")
    text = json.dumps(
        json.loads(answer.content), sort_keys=True, separators=(",", ":"), ensure_ascii=False
    )
    assert answer.content == text.encode()
