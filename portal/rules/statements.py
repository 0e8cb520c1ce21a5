"""What the portal decides about a statement before it takes it in (docs/protocol.md, 4)."""

from dataclasses import dataclass
from enum import StrEnum

from portal.core import Limits
from signing.evidence.receipt import RejectionCode
from signing.evidence.statement import Statement


class RequestStanding(StrEnum):
    """What is known of the request that a statement answers."""

    NONE_NAMED = "none_named"
    KNOWN = "known"
    UNKNOWN = "unknown"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True)
class StatementFacts:
    """All that the decision depends on.

    `signature` is what is wrong with the signature or its certificate, None if nothing is;
    `signer_may_act` says nothing if something is.
    """

    statement: Statement
    signature: RejectionCode | None
    signer_may_act: bool
    request: RequestStanding
    limits: Limits


def statement_rejection(facts: StatementFacts) -> tuple[RejectionCode, ...]:
    """Every reason to refuse the statement; empty if it is to be taken in.

    Who did not sign with a good key is told only that: what the portal knows of requests is not
    for everybody.
    """
    if facts.signature is not None:
        return (facts.signature,)
    if not facts.signer_may_act:
        return (RejectionCode.SIGNER_MAY_NOT_ACT,)
    statement, limits = facts.statement, facts.limits
    too_large = any(c.size_bytes > limits.max_container_bytes for c in statement.containers)
    rules = (
        (RejectionCode.REQUEST_UNKNOWN, facts.request is RequestStanding.UNKNOWN),
        (RejectionCode.REQUEST_WITHDRAWN, facts.request is RequestStanding.WITHDRAWN),
        (RejectionCode.OVER_SIZE, too_large or len(statement.containers) > limits.max_parts),
    )
    return tuple(code for code, broken in rules if broken)
