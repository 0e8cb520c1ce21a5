"""PackageDocument: the meaning of ``package.json``, the answer as it is signed (formats.md, 4)."""

import unicodedata
from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime

from cases.answer import ItemState
from cases.parties import (
    Participant,
    Representative,
    RequestReference,
    read_participant,
    read_representative,
    read_request_reference,
)
from cases.profile import ProfileReference
from cases.strict import (
    DIGEST,
    ITEM_ID,
    NONCE,
    OFFSET,
    JsonObject,
    Members,
    date_text,
    instant_text,
)
from cases.texts import LanguageText

DOCUMENT = "package.json"
TYPE = "qolhat.package"
MEMBERS = (
    "created",
    "created_offset",
    "data",
    "files",
    "items",
    "letter",
    "package_id",
    "participant",
    "profile",
    "representative",
    "request",
    "totals",
    "type",
    "version",
)
ITEM_MEMBERS = (
    "code",
    "id",
    "legal_ground",
    "mandatory",
    "number",
    "reason",
    "receipt",
    "state",
    "title",
    "until",
)
FILE_MEMBERS = (
    "item",
    "media_type",
    "name",
    "original_name",
    "part",
    "sha256",
    "size_bytes",
)


@dataclass(frozen=True, slots=True)
class PackageItem:
    """One item as answered."""

    id: str
    number: str
    code: str
    title: LanguageText
    mandatory: bool
    state: ItemState
    reason: str = ""
    legal_ground: str = ""
    until: date | None = None
    receipt: str | None = None

    def to_json(self) -> JsonObject:
        """As formats.md, 4."""
        return {
            "code": self.code,
            "id": self.id,
            "legal_ground": self.legal_ground,
            "mandatory": self.mandatory,
            "number": self.number,
            "reason": self.reason,
            "receipt": self.receipt,
            "state": self.state.value,
            "title": self.title.to_json(),
            "until": date_text(self.until),
        }


@dataclass(frozen=True, slots=True)
class PackageFile:
    """One file in the package.

    `name` is its entry name ``<item>/<segment>``, `original_name` what it was called before,
    `part` the container it lies in, from 1.
    """

    item: str
    name: str
    original_name: str
    media_type: str
    part: int
    sha256: str
    size_bytes: int

    def to_json(self) -> JsonObject:
        """As formats.md, 4."""
        return {
            "item": self.item,
            "media_type": self.media_type,
            "name": self.name,
            "original_name": self.original_name,
            "part": self.part,
            "sha256": self.sha256,
            "size_bytes": self.size_bytes,
        }


@dataclass(frozen=True, slots=True)
class Totals:
    """What a reader recomputes."""

    files: int
    parts: int
    size_bytes: int

    def to_json(self) -> JsonObject:
        """As formats.md, 4."""
        return {"files": self.files, "parts": self.parts, "size_bytes": self.size_bytes}


@dataclass(frozen=True, slots=True)
class PackageDocument:
    """The answer to a request, as it is signed. `created` is declared, and proves nothing."""

    package_id: str
    created: datetime
    created_offset: str
    profile: ProfileReference
    request: RequestReference | None
    participant: Participant
    representative: Representative | None
    letter: str
    items: tuple[PackageItem, ...]
    files: tuple[PackageFile, ...]
    totals: Totals
    data: JsonObject | None = None

    def files_of(self, item_id: str) -> tuple[PackageFile, ...]:
        """The files of one item, in order."""
        return tuple(file for file in self.files if file.item == item_id)

    def to_json(self) -> JsonObject:
        """The values of package.json, for a canonical writer."""
        return {
            "created": instant_text(self.created),
            "created_offset": self.created_offset,
            "data": self.data,
            "files": [file.to_json() for file in self.files],
            "items": [item.to_json() for item in self.items],
            "letter": self.letter,
            "package_id": self.package_id,
            "participant": self.participant.to_json(),
            "profile": self.profile.to_json(),
            "representative": (
                None if self.representative is None else self.representative.to_json()
            ),
            "request": None if self.request is None else self.request.to_json(),
            "totals": self.totals.to_json(),
            "type": TYPE,
            "version": 1,
        }

    @classmethod
    def from_json(cls, value: object) -> "PackageDocument":
        """Reads the values of package.json; totals and states are checked against the files.

        Raises:
            WrongDocumentTypeError: another type or version.
            MalformedDocumentError: anything else that formats.md, 4 does not allow.
        """
        Members.check_type(value, TYPE)
        members = Members(value, MEMBERS, DOCUMENT)
        document = cls(
            package_id=members.matching("package_id", NONCE),
            created=members.instant("created"),
            created_offset=members.matching("created_offset", OFFSET),
            profile=_read_profile(members),
            request=read_request_reference(members, "request"),
            participant=read_participant(members, "participant"),
            representative=read_representative(members, "representative"),
            letter=members.text("letter"),
            items=_read_items(members),
            files=_read_files(members),
            totals=_read_totals(members),
            data=members.structured("data"),
        )
        _check_files(document, members)
        _check_states(document, members)
        return document


def count_totals(files: tuple[PackageFile, ...]) -> Totals:
    """The totals of these files; a package without files is still one part."""
    return Totals(
        files=len(files),
        parts=max((file.part for file in files), default=1),
        size_bytes=sum(file.size_bytes for file in files),
    )


def _read_profile(parent: Members) -> ProfileReference:
    members = parent.child("profile", ("id", "sha256", "version"))
    return ProfileReference(
        id=members.matching("id", ITEM_ID),
        sha256=members.matching("sha256", DIGEST),
        version=members.integer("version", 1),
    )


def _read_items(parent: Members) -> tuple[PackageItem, ...]:
    items = []
    for members in parent.children("items", ITEM_MEMBERS):
        item = PackageItem(
            id=members.matching("id", ITEM_ID),
            number=members.text("number", empty=False),
            code=members.text("code"),
            title=members.texts("title"),
            mandatory=members.flag("mandatory"),
            state=members.choice("state", ItemState),
            reason=members.text("reason"),
            legal_ground=members.text("legal_ground"),
            until=members.or_null("until", members.day),
            receipt=members.or_null("receipt", members.uuid),
        )
        _check_item(item, members)
        items.append(item)
    if len({item.id for item in items}) < len(items):
        parent.refuse("items", "an id occurs twice")
    return tuple(items)


def _check_item(item: PackageItem, members: Members) -> None:
    state = item.state
    if state is ItemState.NOT_GIVEN and item.mandatory:
        members.refuse("state", "a mandatory item cannot be not_given")
    if state.has_reason != bool(item.reason.strip()):
        members.refuse("reason", f"does not fit the state {state}")
    if item.legal_ground and not state.has_reason:
        members.refuse("legal_ground", f"does not fit the state {state}")
    if state.has_until != (item.until is not None):
        members.refuse("until", f"does not fit the state {state}")
    if state.has_receipt != (item.receipt is not None):
        members.refuse("receipt", f"does not fit the state {state}")


def _read_files(parent: Members) -> tuple[PackageFile, ...]:
    files = []
    for members in parent.children("files", FILE_MEMBERS):
        file = PackageFile(
            item=members.matching("item", ITEM_ID),
            name=members.text("name", empty=False),
            original_name=members.text("original_name", empty=False),
            media_type=members.text("media_type", empty=False),
            part=members.integer("part", 1),
            sha256=members.digest("sha256"),
            size_bytes=members.integer("size_bytes"),
        )
        folder, slash, segment = file.name.partition("/")
        if folder != file.item or not slash or not segment or "/" in segment:
            members.refuse("name", "not <item id>/<name>")
        files.append(file)
    return tuple(files)


def _read_totals(parent: Members) -> Totals:
    members = parent.child("totals", ("files", "parts", "size_bytes"))
    return Totals(
        files=members.integer("files"),
        parts=members.integer("parts", 1),
        size_bytes=members.integer("size_bytes"),
    )


def _check_files(document: PackageDocument, members: Members) -> None:
    items = {item.id for item in document.items}
    parts = [file.part for file in document.files]
    names = {comparison_key(file.name) for file in document.files}
    if any(file.item not in items for file in document.files):
        members.refuse("files", "a file of an unknown item")
    if len(names) < len(document.files):
        members.refuse("files", "a name occurs twice")
    if parts != sorted(parts):
        members.refuse("files", "not in the order of the parts")
    if parts and set(parts) != set(range(1, parts[-1] + 1)):
        members.refuse("files", "a part without files")
    if document.totals != count_totals(document.files):
        members.refuse("totals", "not those of the files")


def _check_states(document: PackageDocument, members: Members) -> None:
    counts = Counter(file.item for file in document.files)
    for index, item in enumerate(document.items):
        if item.state.has_files != (counts[item.id] > 0):
            members.refuse(f"items[{index}].state", f"{item.state} with {counts[item.id]} files")


def comparison_key(name: str) -> str:
    """Two entry names with one key are a duplicate: NFC, then case folding (formats.md, 4)."""
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", name).casefold())
