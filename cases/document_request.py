"""DocumentRequest: what the authority asks, until when, from whom (docs/formats.md, 5).

From and to the values of ``request.json``; canonical bytes, seal and digest are `signing`'s.
"""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from cases.parties import (
    Authority,
    Environment,
    IssuerIdentity,
    Participant,
    read_authority,
    read_issuer,
    read_participant,
)
from cases.strict import ITEM_ID, REQUEST_ID, JsonObject, Members, instant_text
from cases.texts import NO_TEXT, LanguageText

DOCUMENT = "request.json"
TYPE = "qolhat.request"
MEMBERS = (
    "authority",
    "due",
    "due_rule",
    "environment",
    "issued",
    "issuer",
    "items",
    "kind",
    "legal_basis",
    "participant",
    "policy",
    "previous_sha256",
    "request_id",
    "request_version",
    "subject",
    "type",
    "version",
    "withdrawn",
)
ITEM_MEMBERS = (
    "code",
    "id",
    "legal_basis",
    "mandatory",
    "max_files",
    "min_files",
    "note",
    "number",
    "title",
)
POLICY_MEMBERS = (
    "complete_by",
    "counts",
    "id",
    "max_seal_gap_seconds",
    "max_skew_seconds",
)


class DayUnit(StrEnum):
    """In which days a term runs."""

    CALENDAR_DAYS = "calendar_days"
    WORKING_DAYS = "working_days"


@dataclass(frozen=True, slots=True)
class DueRule:
    """How the due time came about: so many days, by which article. Shown, never decisive."""

    days: int
    unit: DayUnit
    source: str

    def to_json(self) -> JsonObject:
        """As formats.md, 5."""
        return {"days": self.days, "source": self.source, "unit": self.unit.value}


class CountingInstant(StrEnum):
    """Which instant of the receipts is the time of submission."""

    INTAKE = "intake"
    FINAL = "final"


@dataclass(frozen=True, slots=True)
class SubmissionPolicy:
    """What counts as the time of submission (formats.md, 7); `complete_by` is null in a request."""

    id: str
    counts: CountingInstant
    max_skew_seconds: int
    max_seal_gap_seconds: int
    complete_by: datetime | None = None

    def to_json(self) -> JsonObject:
        """As formats.md, 7."""
        return {
            "complete_by": None if self.complete_by is None else instant_text(self.complete_by),
            "counts": self.counts.value,
            "id": self.id,
            "max_seal_gap_seconds": self.max_seal_gap_seconds,
            "max_skew_seconds": self.max_skew_seconds,
        }


@dataclass(frozen=True, slots=True)
class RequestedItem:
    """One line of a request: a kind of document, and how many files answer it.

    `max_files` 0 means no limit. `id` is the folder of its files in the package.
    """

    id: str
    number: str
    code: str
    title: LanguageText
    mandatory: bool = True
    min_files: int = 1
    max_files: int = 0
    legal_basis: str = ""
    note: LanguageText = NO_TEXT

    def to_json(self) -> JsonObject:
        """As formats.md, 5."""
        return {
            "code": self.code,
            "id": self.id,
            "legal_basis": self.legal_basis,
            "mandatory": self.mandatory,
            "max_files": self.max_files,
            "min_files": self.min_files,
            "note": self.note.to_json(),
            "number": self.number,
            "title": self.title.to_json(),
        }


@dataclass(frozen=True, slots=True)
class DocumentRequest:
    """A request of the authority, in one of its versions."""

    request_id: str
    request_version: int
    previous_sha256: str | None
    issuer: IssuerIdentity
    environment: Environment
    kind: str
    authority: Authority
    participant: Participant
    subject: LanguageText
    legal_basis: str
    issued: datetime
    due: datetime
    due_rule: DueRule | None
    items: tuple[RequestedItem, ...]
    policy: SubmissionPolicy
    withdrawn: bool = False

    def item(self, item_id: str) -> RequestedItem | None:
        """The item of this id, or None."""
        return next((item for item in self.items if item.id == item_id), None)

    def to_json(self) -> JsonObject:
        """The values of request.json, for a canonical writer."""
        return {
            "authority": self.authority.to_json(),
            "due": instant_text(self.due),
            "due_rule": None if self.due_rule is None else self.due_rule.to_json(),
            "environment": self.environment.value,
            "issued": instant_text(self.issued),
            "issuer": self.issuer.to_json(),
            "items": [item.to_json() for item in self.items],
            "kind": self.kind,
            "legal_basis": self.legal_basis,
            "participant": self.participant.to_json(),
            "policy": self.policy.to_json(),
            "previous_sha256": self.previous_sha256,
            "request_id": self.request_id,
            "request_version": self.request_version,
            "subject": self.subject.to_json(),
            "type": TYPE,
            "version": 1,
            "withdrawn": self.withdrawn,
        }

    @classmethod
    def from_json(cls, value: object) -> "DocumentRequest":
        """Reads the values of request.json.

        Raises:
            WrongDocumentTypeError: another type or version.
            MalformedDocumentError: anything else that formats.md, 5 does not allow.
        """
        Members.check_type(value, TYPE)
        members = Members(value, MEMBERS, DOCUMENT)
        request = cls(
            request_id=members.matching("request_id", REQUEST_ID),
            request_version=members.integer("request_version", 1),
            previous_sha256=members.or_null("previous_sha256", members.digest),
            issuer=read_issuer(members, "issuer"),
            environment=members.choice("environment", Environment),
            kind=members.matching("kind", ITEM_ID),
            authority=read_authority(members, "authority"),
            participant=read_participant(members, "participant"),
            subject=members.texts("subject"),
            legal_basis=members.text("legal_basis"),
            issued=members.instant("issued"),
            due=members.instant("due"),
            due_rule=members.or_null("due_rule", lambda _: _due_rule(members)),
            items=read_items(members),
            policy=_policy(members),
            withdrawn=members.flag("withdrawn"),
        )
        if (request.request_version == 1) != (request.previous_sha256 is None):
            members.refuse("previous_sha256", "null in version 1 and only there")
        return request


def read_items(parent: Members) -> tuple[RequestedItem, ...]:
    """Member ``items`` of a request or a profile; no id occurs twice."""
    items = []
    seen: set[str] = set()
    for members in parent.children("items", ITEM_MEMBERS):
        item = RequestedItem(
            id=members.matching("id", ITEM_ID),
            number=members.text("number", empty=False),
            code=members.text("code"),
            title=members.texts("title"),
            mandatory=members.flag("mandatory"),
            min_files=members.integer("min_files"),
            max_files=members.integer("max_files"),
            legal_basis=members.text("legal_basis"),
            note=members.texts("note"),
        )
        if item.max_files and item.max_files < item.min_files:
            members.refuse("max_files", "less than min_files")
        if item.id in seen:
            members.refuse("id", "occurs twice")
        seen.add(item.id)
        items.append(item)
    return tuple(items)


def _due_rule(parent: Members) -> DueRule:
    members = parent.child("due_rule", ("days", "source", "unit"))
    return DueRule(
        days=members.integer("days", 1),
        unit=members.choice("unit", DayUnit),
        source=members.text("source"),
    )


def _policy(parent: Members) -> SubmissionPolicy:
    members = parent.child("policy", POLICY_MEMBERS)
    policy = SubmissionPolicy(
        id=members.text("id", empty=False),
        counts=members.choice("counts", CountingInstant),
        max_skew_seconds=members.integer("max_skew_seconds"),
        max_seal_gap_seconds=members.integer("max_seal_gap_seconds"),
        complete_by=members.or_null("complete_by", members.instant),
    )
    if policy.complete_by is not None:
        members.refuse("complete_by", "null in a request")
    return policy
