"""Finding: one thing that a check noticed, by code, with facts, and whether it blocks."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from cases.errors import Fact


class Severity(StrEnum):
    """What a finding means for the person."""

    ERROR = "error"
    REMARK = "remark"


@dataclass(frozen=True, slots=True)
class Finding:
    """One sentence of a check.

    `code` is stable and names the text ``reason.<code>`` of the catalogue; `item` is the id of the
    item it concerns, if it concerns one; an ERROR keeps a package from being signed, a REMARK not.
    """

    code: str
    facts: Mapping[str, Fact] = field(default_factory=dict)
    item: str | None = None
    severity: Severity = Severity.ERROR


def blocking(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Those findings that are errors."""
    return tuple(finding for finding in findings if finding.severity is Severity.ERROR)
