"""Answer: what is given for one item: files, or a reasoned statement (docs/formats.md, 4)."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from cases.documents import media_type


class ItemState(StrEnum):
    """What the participant says of an item; `NOT_GIVEN` only of an optional one, when sealed."""

    ATTACHED = "attached"
    PARTLY_ATTACHED = "partly_attached"
    ABSENT = "absent"
    RESTORED_BY = "restored_by"
    ALREADY_PROVIDED = "already_provided"
    OBJECTION = "objection"
    EXTENSION_ASKED = "extension_asked"
    NOT_GIVEN = "not_given"

    @property
    def has_files(self) -> bool:
        """Whether an item in this state has at least one file; in the other states it has none."""
        return self in {ItemState.ATTACHED, ItemState.PARTLY_ATTACHED}

    @property
    def has_reason(self) -> bool:
        """Whether a non-empty reason belongs to it."""
        return self not in {
            ItemState.ATTACHED,
            ItemState.ALREADY_PROVIDED,
            ItemState.NOT_GIVEN,
        }

    @property
    def has_until(self) -> bool:
        """Whether a date belongs to it: by when it is given, or to when the term be extended."""
        return self in {ItemState.RESTORED_BY, ItemState.EXTENSION_ASKED}

    @property
    def has_receipt(self) -> bool:
        """Whether the evidence id of an earlier receipt belongs to it."""
        return self is ItemState.ALREADY_PROVIDED


@dataclass(frozen=True, slots=True)
class CaseFile:
    """A file in a case, before it is packed.

    `file_id` is the caller's and unique in the case. `source` is where the caller finds it,
    `size_bytes` and `mtime_ns` what it was like when it was added: a change since is told.
    """

    file_id: str
    original_name: str
    size_bytes: int
    source: str = ""
    mtime_ns: int = 0

    @property
    def media_type(self) -> str:
        """By the name."""
        return media_type(self.original_name)


@dataclass(frozen=True, slots=True)
class Answer:
    """The answer to one item; `state` is None while nothing is said of it.

    `reason` and `legal_ground` stay while the person changes their mind, and are packed only with
    a state that has them.
    """

    item_id: str
    state: ItemState | None = None
    files: tuple[CaseFile, ...] = ()
    reason: str = ""
    legal_ground: str = ""
    until: date | None = None
    receipt: str | None = None

    @property
    def size_bytes(self) -> int:
        """All files together."""
        return sum(file.size_bytes for file in self.files)
