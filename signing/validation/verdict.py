"""What a validation concludes (ETSI EN 319 102-1, 5.1.3), and how conclusions combine.

`NOT_CHECKED` is ours: the standard has no word for "this was not looked at", and to call it
INDETERMINATE would hide the difference between "looked, cannot tell" and "did not look".
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import StrEnum


class Indication(StrEnum):
    """The main answer, worst last in `severity`."""

    TOTAL_PASSED = "TOTAL_PASSED"
    INDETERMINATE = "INDETERMINATE"
    TOTAL_FAILED = "TOTAL_FAILED"
    NOT_CHECKED = "NOT_CHECKED"

    @property
    def exit_code(self) -> int:
        """The exit code of `qolhat verify`."""
        return _EXIT_CODES[self]


_EXIT_CODES = {
    Indication.TOTAL_PASSED: 0,
    Indication.TOTAL_FAILED: 1,
    Indication.INDETERMINATE: 2,
    Indication.NOT_CHECKED: 3,
}

# One failed part fails the whole; a part that was not looked at outweighs one that cannot be told.
_SEVERITY = (
    Indication.TOTAL_PASSED,
    Indication.INDETERMINATE,
    Indication.NOT_CHECKED,
    Indication.TOTAL_FAILED,
)


class SubIndication(StrEnum):
    """Why not passed, in the words of EN 319 102-1, table 5 and 6."""

    FORMAT_FAILURE = "FORMAT_FAILURE"
    HASH_FAILURE = "HASH_FAILURE"
    SIG_CRYPTO_FAILURE = "SIG_CRYPTO_FAILURE"
    REVOKED = "REVOKED"
    EXPIRED = "EXPIRED"
    NOT_YET_VALID = "NOT_YET_VALID"
    SIG_CONSTRAINTS_FAILURE = "SIG_CONSTRAINTS_FAILURE"
    CHAIN_CONSTRAINTS_FAILURE = "CHAIN_CONSTRAINTS_FAILURE"
    CERTIFICATE_CHAIN_GENERAL_FAILURE = "CERTIFICATE_CHAIN_GENERAL_FAILURE"
    CRYPTO_CONSTRAINTS_FAILURE = "CRYPTO_CONSTRAINTS_FAILURE"
    NO_SIGNING_CERTIFICATE_FOUND = "NO_SIGNING_CERTIFICATE_FOUND"
    NO_CERTIFICATE_CHAIN_FOUND = "NO_CERTIFICATE_CHAIN_FOUND"
    REVOKED_NO_POE = "REVOKED_NO_POE"
    REVOKED_CA_NO_POE = "REVOKED_CA_NO_POE"
    OUT_OF_BOUNDS_NO_POE = "OUT_OF_BOUNDS_NO_POE"
    OUT_OF_BOUNDS_NOT_REVOKED = "OUT_OF_BOUNDS_NOT_REVOKED"
    TIMESTAMP_ORDER_FAILURE = "TIMESTAMP_ORDER_FAILURE"
    SIGNED_DATA_NOT_FOUND = "SIGNED_DATA_NOT_FOUND"
    REVOCATION_OUT_OF_BOUNDS_NO_POE = "REVOCATION_OUT_OF_BOUNDS_NO_POE"
    TRY_LATER = "TRY_LATER"
    GENERIC = "GENERIC"


@dataclass(frozen=True, slots=True)
class Reason:
    """One sentence of a verdict: a stable code, and the facts its translated text names."""

    code: str
    facts: dict[str, str | int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Verdict:
    """An indication with its sub-indication, the reasons for it, and remarks beside it.

    `reasons` say why the indication is not TOTAL_PASSED; `remarks` change no indication.
    """

    indication: Indication
    sub_indication: SubIndication | None = None
    reasons: tuple[Reason, ...] = ()
    remarks: tuple[Reason, ...] = ()


def combine(verdicts: Iterable[Verdict]) -> Verdict:
    """The verdict on a whole whose parts have these verdicts: the worst, with all reasons.

    An empty whole has nothing that was checked: NOT_CHECKED.
    """
    parts = list(verdicts)
    if not parts:
        return Verdict(Indication.NOT_CHECKED, reasons=(Reason("nothing_to_check"),))
    worst = max(parts, key=lambda verdict: _SEVERITY.index(verdict.indication))
    return Verdict(
        worst.indication,
        worst.sub_indication,
        _distinct(reason for part in parts for reason in part.reasons),
        _distinct(remark for part in parts for remark in part.remarks),
    )


def _distinct(reasons: Iterable[Reason]) -> tuple[Reason, ...]:
    """In the order given, each once (a Reason holds a dict and cannot be a set's member)."""
    kept: list[Reason] = []
    for reason in reasons:
        if reason not in kept:
            kept.append(reason)
    return tuple(kept)
