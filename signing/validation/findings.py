"""What the rules of receipts find, and the verdict that findings add up to.

A failure is a contradiction: TOTAL_FAILED. A doubt is something that should be proven and is not:
INDETERMINATE. A remark changes no verdict. All findings are kept, not only the first.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import Enum, auto
from typing import Protocol

from signing.cms.timestamp import TimestampToken
from signing.credentials.certificate import CertificateSummary
from signing.validation.verdict import Indication, Reason, SubIndication, Verdict


class TimestampFinding(Protocol):
    """What a validation says of one timestamp token (`TimestampReport` is one)."""

    @property
    def verdict(self) -> Verdict:
        """On the token and its TSA's certificate."""
        ...

    @property
    def token(self) -> TimestampToken | None:
        """The token, if it could be read."""
        ...


class SignatureFinding(Protocol):
    """What a validation says of one signature (`SignatureReport` is one)."""

    @property
    def verdict(self) -> Verdict:
        """On the signature, its chain and its timestamps."""
        ...

    @property
    def signer(self) -> CertificateSummary | None:
        """What the signer's certificate says."""
        ...

    @property
    def signer_certificate(self) -> bytes | None:
        """The signer's certificate, DER."""
        ...

    @property
    def trusted_time(self) -> datetime | None:
        """The genTime of a good signature timestamp; None if there is none."""
        ...

    @property
    def timestamps(self) -> Sequence[TimestampFinding]:
        """Its signature timestamps."""
        ...


class Weight(Enum):
    """How much a finding counts."""

    REMARK = auto()
    DOUBT = auto()
    FAILURE = auto()


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that a rule found: its name (`receipt.…`, `log.…`) and facts."""

    weight: Weight
    reason: Reason
    sub_indication: SubIndication | None = None


def failure(
    code: str, sub_indication: SubIndication = SubIndication.GENERIC, /, **facts: str | int
) -> Finding:
    """A contradiction."""
    return Finding(Weight.FAILURE, Reason(code, facts), sub_indication)


def doubt(code: str, **facts: str | int) -> Finding:
    """Something that is not proven."""
    return Finding(Weight.DOUBT, Reason(code, facts), SubIndication.GENERIC)


def remark(code: str, **facts: str | int) -> Finding:
    """Something to say that changes nothing."""
    return Finding(Weight.REMARK, Reason(code, facts))


def verdict_of(findings: Iterable[Finding]) -> Verdict:
    """The verdict that findings add up to; its sub-indication is the first weightiest one's."""
    found = list(findings)
    weighty = [finding for finding in found if finding.weight is not Weight.REMARK]
    worst = max(weighty, key=lambda finding: finding.weight.value, default=None)
    indication = {
        None: Indication.TOTAL_PASSED,
        Weight.DOUBT: Indication.INDETERMINATE,
        Weight.FAILURE: Indication.TOTAL_FAILED,
    }[worst.weight if worst else None]
    return Verdict(
        indication,
        worst.sub_indication if worst else None,
        reasons=tuple(finding.reason for finding in weighty),
        remarks=tuple(finding.reason for finding in found if finding.weight is Weight.REMARK),
    )
