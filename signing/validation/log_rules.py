"""The rules that tie a receipt or a delivery to the portal's log (docs/formats.md, 13)."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Final

from signing.evidence.errors import ProofError
from signing.evidence.log_proof import ConsistencyProof, verify_log_proof
from signing.evidence.references import LedgerPosition
from signing.validation.findings import Finding, doubt, failure, remark
from signing.validation.receipt_evidence import TREE_HEAD, LogCase, LogQuestion
from signing.validation.seal_rules import (
    check_authority,
    check_environment,
    check_seal,
    seconds_between,
)
from signing.validation.tree_heads import compare_heads, join_statement_head
from signing.validation.verdict import SubIndication

LogRule = Callable[[LogCase], Iterator[Finding]]


def no_log_proof(question: LogQuestion) -> Finding:
    """`receipt.no_log_proof`: nothing shows that the log has it, so nothing stops its denial."""
    return doubt("receipt.no_log_proof", document=question.document)


def in_the_log(case: LogCase) -> Iterator[Finding]:
    """`receipt.not_in_log`: the head's tree has exactly these bytes as the leaf of the proof."""
    head_sha256 = case.evidence.head_container_sha256
    try:
        verify_log_proof(case.question.content, case.proof, case.head, head_sha256)
    except ProofError:
        yield failure(
            "receipt.not_in_log", SubIndication.HASH_FAILURE, document=case.question.document
        )


def head_of_the_authority(case: LogCase) -> Iterator[Finding]:
    """The head is sealed by the same authority, in the same environment.

    Without a token of its own its time is only the authority's word: `log.head_without_token`.
    """
    question, head, seal = case.question, case.head, case.evidence.head_seal
    yield from check_authority(TREE_HEAD, head.issuer, seal, question.issuer)
    yield from check_environment(TREE_HEAD, head.environment, question.environment)
    for finding in check_seal(TREE_HEAD, seal):
        no_token = finding.reason.code == "receipt.no_seal_token"
        yield remark("log.head_without_token") if no_token else finding


def head_not_before_its_leaf(case: LogCase) -> Iterator[Finding]:
    """`receipt.back_dated`: a head that has the leaf is no older than what the leaf states."""
    question, head = case.question, case.head
    if head.time + timedelta(seconds=question.max_skew_seconds) < question.attested:
        yield failure(
            "receipt.back_dated",
            SubIndication.TIMESTAMP_ORDER_FAILURE,
            document=TREE_HEAD,
            seconds=seconds_between(head.time, question.attested),
            allowed=question.max_skew_seconds,
        )


def one_log(case: LogCase) -> Iterator[Finding]:
    """`receipt.split_view` and `log.shrunk`: every head we know of belongs to this log."""
    for known in case.evidence.known_heads:
        if (known.issuer, known.environment) == (case.head.issuer, case.head.environment):
            yield from compare_heads(known, case.head, _joining(case, known.position))
    named = case.question.named_by_statement
    if named is not None:
        yield from join_statement_head(named, case.head, _joining(case, named))


def _joining(case: LogCase, known: LedgerPosition) -> ConsistencyProof | None:
    """The proof at hand whose sizes are those of this state and of the head."""
    sizes = tuple(sorted((known.size, case.head.tree_size)))
    proofs = case.evidence.consistency_proofs
    return next((one for one in proofs if (one.first_size, one.second_size) == sizes), None)


LOG_RULES: Final[tuple[LogRule, ...]] = (
    in_the_log,
    head_of_the_authority,
    head_not_before_its_leaf,
    one_log,
)
