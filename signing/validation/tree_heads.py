"""The rules of the log: is this leaf in it, and do two of its heads tell one story?

    check_tree_heads(old, new, proof)        whether one log can have shown both
    verify_log_proof(receipt, proof, head)   whether the head's tree has this leaf

Two heads of one issuer, both sealed, that no consistency proof can join are themselves the proof
that the issuer shows different logs to different people (RFC 9162, 11.3; docs/formats.md, 9).
"""

from collections.abc import Iterator
from datetime import datetime, timedelta

from signing.evidence.errors import ProofError
from signing.evidence.log_proof import (
    ConsistencyProof,
    verify_consistency_proof,
    verify_log_proof,
)
from signing.evidence.references import LedgerPosition
from signing.evidence.tree_head import TreeHead
from signing.validation.findings import Finding, doubt, failure, remark, verdict_of
from signing.validation.verdict import Indication, Reason, Verdict

__all__ = ["check_head_age", "check_positions", "check_tree_heads", "verify_log_proof"]

SPLIT_VIEW = "receipt.split_view"
NO_PROOF = "log.no_consistency_proof"

# A clock that is set back by a little between two heads does not make the log shorter.
CLOCK_STEP_ALLOWED = timedelta(seconds=300)


def check_tree_heads(old: TreeHead, new: TreeHead, proof: ConsistencyProof | None) -> Verdict:
    """Whether one append-only log can have had both heads, in whatever order they are given.

    Args:
        old: a head whose seal has been found good.
        new: another one.
        proof: from the smaller to the larger; not needed where the sizes are equal.

    Returns:
        TOTAL_FAILED with `receipt.split_view` (they contradict each other) or `log.shrunk` (the
        later one, by more than `CLOCK_STEP_ALLOWED`, is the smaller); INDETERMINATE with
        `log.no_consistency_proof`; NOT_CHECKED with `log.other_issuer`; else TOTAL_PASSED.
    """
    if (old.issuer, old.environment) != (new.issuer, new.environment):
        return Verdict(Indication.NOT_CHECKED, reasons=(Reason("log.other_issuer"),))
    return verdict_of(compare_heads(old, new, proof))


def check_positions(
    first: LedgerPosition, second: LedgerPosition, proof: ConsistencyProof | None
) -> Verdict:
    """As `check_tree_heads`, of states without a time: a statement names such a one."""
    return verdict_of(compare_positions(first, second, proof))


def check_head_age(head: TreeHead, now: datetime, max_skew_seconds: int) -> Verdict:
    """Whether a head just fetched is as fresh as it promises.

    Only at the moment of contact: later every head is old, which takes nothing from its proofs.

    Returns:
        INDETERMINATE with `log.stale_head` or `log.head_in_future`, else TOTAL_PASSED.
    """
    skew = timedelta(seconds=max_skew_seconds)
    findings: list[Finding] = []
    if now - head.time > timedelta(seconds=head.max_age_seconds) + skew:
        age = int((now - head.time).total_seconds())
        findings.append(doubt("log.stale_head", seconds=age, allowed=head.max_age_seconds))
    if head.time > now + skew:
        ahead = int((head.time - now).total_seconds())
        findings.append(doubt("log.head_in_future", seconds=ahead))
    return verdict_of(findings)


def compare_heads(
    old: TreeHead, new: TreeHead, proof: ConsistencyProof | None
) -> Iterator[Finding]:
    """The findings behind `check_tree_heads`, for heads of one issuer."""
    yield from compare_positions(old.position, new.position, proof)
    earlier, later = sorted((old, new), key=lambda head: head.time)
    if later.time - earlier.time > CLOCK_STEP_ALLOWED and later.tree_size < earlier.tree_size:
        yield failure("log.shrunk", size=later.tree_size, earlier_size=earlier.tree_size)


def compare_positions(
    one: LedgerPosition, other: LedgerPosition, proof: ConsistencyProof | None
) -> Iterator[Finding]:
    """The findings behind `check_positions`."""
    first, second = sorted((one, other), key=lambda position: position.size)
    contradiction = failure(SPLIT_VIEW, first_size=first.size, second_size=second.size)
    if first.size == second.size:
        if first.root != second.root:
            yield contradiction
    elif first.size == 0:  # the empty log, whose root a reader has checked, begins every log
        return
    elif proof is None or (proof.first_size, proof.second_size) != (first.size, second.size):
        yield doubt(NO_PROOF, first_size=first.size, second_size=second.size)
    else:
        try:
            verify_consistency_proof(first, second, proof)
        except ProofError:
            yield contradiction


def join_statement_head(
    known: LedgerPosition, head: TreeHead, proof: ConsistencyProof | None
) -> Iterator[Finding]:
    """As `compare_positions`, but a missing proof is a remark.

    A statement names the last head its signer had seen. Whoever verifies a receipt later may not
    hold the proof that joins the two; the signer, who asked for it at the time, does.
    """
    for finding in compare_positions(known, head.position, proof):
        if finding.reason.code == NO_PROOF:
            yield remark("log.not_joined", **finding.reason.facts)
        else:
            yield finding
