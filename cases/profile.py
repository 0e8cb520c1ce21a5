"""Profile: a kind of package as data: its items and rules, their source and period of validity.

The files lie in ``resources/profiles/``; whoever reads one hands the parsed values in here and
keeps the SHA-256 of the file, which `package.json` names.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from cases.document_request import RequestedItem, read_items
from cases.strict import ITEM_ID, JsonObject, Members, date_text
from cases.texts import LanguageText

TYPE = "qolhat.profile"
MEMBERS = (
    "answers_request",
    "description",
    "id",
    "items",
    "letter",
    "profile_version",
    "source",
    "status",
    "title",
    "type",
    "valid_from",
    "valid_until",
    "version",
)


class ProfileStatus(StrEnum):
    """Whether the rules are law; a proposal is shown as one."""

    IN_FORCE = "in_force"
    PROPOSED = "proposed"


class LetterRule(StrEnum):
    """Whether a covering letter belongs to a package of this kind."""

    OPTIONAL = "optional"
    EXPECTED = "expected"


@dataclass(frozen=True, slots=True)
class ProfileReference:
    """Which profile, to the byte: `sha256` is over its file."""

    id: str
    sha256: str
    version: int

    def to_json(self) -> JsonObject:
        """As formats.md, 4."""
        return {"id": self.id, "sha256": self.sha256, "version": self.version}


@dataclass(frozen=True, slots=True)
class Profile:
    """A kind of package.

    `items` are the profile's own; a package that answers a request has the request's instead.
    `valid_until` is the last day on which the rules hold, None while no end is known.
    """

    id: str
    profile_version: int
    title: LanguageText
    description: LanguageText
    source: LanguageText
    status: ProfileStatus
    valid_from: date
    valid_until: date | None
    answers_request: bool
    letter: LetterRule
    items: tuple[RequestedItem, ...]

    def is_valid_on(self, day: date) -> bool:
        """Whether the rules hold on *day*."""
        return self.valid_from <= day and (self.valid_until is None or day <= self.valid_until)

    def reference(self, sha256: str) -> ProfileReference:
        """The reference for `package.json`; *sha256* is over the profile's file."""
        return ProfileReference(self.id, sha256, self.profile_version)

    def to_json(self) -> JsonObject:
        """The values of the file."""
        return {
            "answers_request": self.answers_request,
            "description": self.description.to_json(),
            "id": self.id,
            "items": [item.to_json() for item in self.items],
            "letter": self.letter.value,
            "profile_version": self.profile_version,
            "source": self.source.to_json(),
            "status": self.status.value,
            "title": self.title.to_json(),
            "type": TYPE,
            "valid_from": self.valid_from.isoformat(),
            "valid_until": date_text(self.valid_until),
            "version": 1,
        }

    @classmethod
    def from_json(cls, value: object) -> "Profile":
        """Reads the values of a profile's file.

        Raises:
            WrongDocumentTypeError: another type or version.
            MalformedDocumentError: a member missing, unknown or not of its type.
        """
        Members.check_type(value, TYPE)
        members = Members(value, MEMBERS, "profile")
        profile = cls(
            id=members.matching("id", ITEM_ID),
            profile_version=members.integer("profile_version", 1),
            title=members.texts("title"),
            description=members.texts("description"),
            source=members.texts("source"),
            status=members.choice("status", ProfileStatus),
            valid_from=members.day("valid_from"),
            valid_until=members.or_null("valid_until", members.day),
            answers_request=members.flag("answers_request"),
            letter=members.choice("letter", LetterRule),
            items=read_items(members),
        )
        if profile.answers_request == bool(profile.items):
            members.refuse("items", "a profile has items exactly if it answers no request")
        return profile
