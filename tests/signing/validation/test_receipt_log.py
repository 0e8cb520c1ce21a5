"""Tree heads: one log or two, fresh or stale, and whose."""

from dataclasses import replace
from datetime import timedelta

import pytest

from signing.evidence.errors import ProofError
from signing.evidence.log_proof import LogProof, verify_consistency_proof
from signing.evidence.merkle import leaf_hash
from signing.evidence.references import Environment, LedgerPosition
from signing.validation.receipt import check_tree_head
from signing.validation.tree_heads import (
    check_head_age,
    check_positions,
    check_tree_heads,
    verify_log_proof,
)
from signing.validation.verdict import Indication, Verdict
from tests.support.evidence_samples import digest
from tests.support.pki import NOW, test_pki
from tests.support.receipt_world import PORTAL, SEAL, consistency, head_of, report, tree_of

PASSED = Verdict(Indication.TOTAL_PASSED)
LEAVES = [b"leaf %d" % number for number in range(12)]
TREE = tree_of(*LEAVES)
FORK = tree_of(*LEAVES[:5], b"another", *LEAVES[6:])
HOUR = timedelta(hours=1)


def codes(verdict):
    return [reason.code for reason in verdict.reasons]


def test_two_heads_of_one_log_are_consistent_in_either_order():
    old, new = head_of(TREE, NOW, 7), head_of(TREE, NOW + HOUR, 12)
    proof = consistency(TREE, 7, 12)
    assert check_tree_heads(old, new, proof) == PASSED
    assert check_tree_heads(new, old, proof) == PASSED
    assert check_tree_heads(new, replace(new, time=NOW + 2 * HOUR), None) == PASSED


def test_one_size_and_two_roots_are_a_split_view():
    verdict = check_tree_heads(head_of(TREE, NOW), head_of(FORK, NOW), None)
    assert verdict.indication is Indication.TOTAL_FAILED
    assert codes(verdict) == ["receipt.split_view"]
    assert verdict.reasons[0].facts == {"first_size": 12, "second_size": 12}


def test_heads_that_no_proof_joins_are_a_split_view():
    """The fork happened at leaf 5: heads up to it join, later ones do not, whatever is shown."""
    assert (
        check_tree_heads(head_of(FORK, NOW, 5), head_of(TREE, NOW), consistency(TREE, 5, 12))
        == PASSED
    )
    for proof in (consistency(TREE, 8, 12), consistency(FORK, 8, 12)):
        verdict = check_tree_heads(head_of(FORK, NOW, 8), head_of(TREE, NOW + HOUR), proof)
        assert codes(verdict) == ["receipt.split_view"]


@pytest.mark.parametrize("proof", [None, consistency(TREE, 6, 12), consistency(TREE, 7, 11)])
def test_without_the_right_proof_it_cannot_be_told(proof):
    verdict = check_tree_heads(head_of(TREE, NOW, 7), head_of(TREE, NOW + HOUR), proof)
    assert verdict.indication is Indication.INDETERMINATE
    assert codes(verdict) == ["log.no_consistency_proof"]


def test_a_later_head_that_is_smaller_hides_something():
    verdict = check_tree_heads(
        head_of(TREE, NOW, 12), head_of(TREE, NOW + HOUR, 7), consistency(TREE, 7, 12)
    )
    assert verdict.indication is Indication.TOTAL_FAILED
    assert codes(verdict) == ["log.shrunk"]
    assert verdict.reasons[0].facts == {"size": 7, "earlier_size": 12}


def test_a_clock_set_back_by_minutes_makes_no_log_shorter():
    proof = consistency(TREE, 7, 12)
    stepped_back = NOW - timedelta(minutes=5)
    assert check_tree_heads(head_of(TREE, NOW, 7), head_of(TREE, stepped_back, 12), proof) == PASSED
    further_back = stepped_back - timedelta(seconds=1)
    verdict = check_tree_heads(head_of(TREE, NOW, 7), head_of(TREE, further_back, 12), proof)
    assert codes(verdict) == ["log.shrunk"]


def test_the_empty_log_begins_every_log():
    empty = head_of(TREE, NOW, 0)
    assert check_tree_heads(empty, head_of(TREE, NOW + HOUR), None) == PASSED
    assert check_positions(empty.position, empty.position, None) == PASSED


def test_heads_of_two_portals_are_not_compared():
    other = replace(PORTAL, origin="https://other.kz")
    for head in (
        head_of(FORK, NOW, issuer=other),
        replace(head_of(FORK, NOW), environment=Environment.PRODUCTION),
    ):
        verdict = check_tree_heads(head_of(TREE, NOW), head, None)
        assert verdict.indication is Indication.NOT_CHECKED
        assert codes(verdict) == ["log.other_issuer"]


def test_a_state_named_without_a_time_is_compared_too():
    state = LedgerPosition(7, TREE.root(7).hex())
    assert check_positions(state, head_of(TREE, NOW).position, consistency(TREE, 7, 12)) == PASSED
    bent = replace(state, root=FORK.root(7).hex())
    verdict = check_positions(bent, head_of(TREE, NOW).position, consistency(TREE, 7, 12))
    assert codes(verdict) == ["receipt.split_view"]


def test_a_head_is_fresh_for_as_long_as_it_promises():
    head = replace(head_of(TREE, NOW), max_age_seconds=3600)
    assert check_head_age(head, NOW + HOUR, 60) == PASSED
    assert check_head_age(head, NOW + HOUR + timedelta(seconds=60), 60) == PASSED
    assert check_head_age(head, NOW - timedelta(seconds=60), 60) == PASSED
    stale = check_head_age(head, NOW + HOUR + timedelta(seconds=61), 60)
    assert stale.indication is Indication.INDETERMINATE
    assert codes(stale) == ["log.stale_head"]
    assert stale.reasons[0].facts == {"seconds": 3661, "allowed": 3600}
    ahead = check_head_age(head, NOW - timedelta(seconds=61), 60)
    assert codes(ahead) == ["log.head_in_future"]


def test_a_head_is_judged_before_it_is_kept():
    head = head_of(TREE, NOW)
    training = Environment.TRAINING
    good = report(SEAL, test_pki().tsa, NOW)
    assert check_tree_head(head, good, PORTAL, training) == PASSED
    stranger = report(test_pki().participant, test_pki().tsa, NOW)
    assert codes(check_tree_head(head, stranger, PORTAL, training)) == ["receipt.not_the_authority"]
    production = check_tree_head(head, good, PORTAL, Environment.PRODUCTION)
    assert codes(production) == ["receipt.wrong_environment"]
    untimed = check_tree_head(head, report(SEAL, test_pki().tsa, None), PORTAL, training)
    assert codes(untimed) == ["receipt.no_seal_token"]


def test_a_consistency_proof_is_for_two_sizes():
    first, second = head_of(TREE, NOW, 7).position, head_of(TREE, NOW).position
    verify_consistency_proof(first, second, consistency(TREE, 7, 12))
    for proof in (consistency(TREE, 6, 12), consistency(TREE, 7, 11), consistency(TREE, 7, 7)):
        with pytest.raises(ProofError):
            verify_consistency_proof(first, second, proof)


def test_a_log_proof_is_for_one_leaf_and_one_head():
    head = head_of(TREE, NOW)
    path = tuple(one.hex() for one in TREE.inclusion_path(4))
    proof = LogProof(path, leaf_hash(LEAVES[4]).hex(), 4, digest("head"), 12)
    verify_log_proof(LEAVES[4], proof, head, digest("head"))
    for content, bent, container in (
        (LEAVES[5], proof, digest("head")),
        (LEAVES[4], proof, digest("another head")),
        (LEAVES[4], replace(proof, leaf_index=5), digest("head")),
        (LEAVES[4], replace(proof, tree_size=11), digest("head")),
        (LEAVES[4], replace(proof, inclusion_path=path[:-1]), digest("head")),
        (LEAVES[4], replace(proof, leaf_hash=digest("x")), digest("head")),
    ):
        with pytest.raises(ProofError):
            verify_log_proof(content, bent, head, container)
    with pytest.raises(ProofError):
        verify_log_proof(LEAVES[4], proof, head_of(FORK, NOW), digest("head"))
