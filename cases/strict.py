"""Strict reading of JSON objects: every member present, none unknown, each of its type.

docs/formats.md, 1. The values come from a canonical JSON parser: what is checked here is meaning.
Every failure names document and member: ``package.json``, ``items[3].until``.
"""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import UTC, date, datetime
from enum import StrEnum
from typing import NoReturn, TypeAlias, TypeVar

from cases.errors import MalformedDocumentError, WrongDocumentTypeError
from cases.texts import LanguageText, is_text

JsonValue: TypeAlias = (
    "bool | int | str | Sequence[JsonValue] | Mapping[str, JsonValue] | None"  # as canonical JSON
)
JsonObject: TypeAlias = dict[str, JsonValue]
Value = TypeVar("Value")
Choice = TypeVar("Choice", bound=StrEnum)

LARGEST_INTEGER = 2**53 - 1
MAX_DEPTH = 32
DIGEST = re.compile(r"[0-9a-f]{64}")
NONCE = re.compile(r"[0-9a-f]{32}")
UUID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
ITEM_ID = re.compile(r"[a-z0-9][a-z0-9_-]{0,31}")
REQUEST_ID = re.compile(r"[A-Za-z0-9._-]{1,64}")
IDENTIFIER = re.compile(r"[0-9]{12}")
OFFSET = re.compile(r"[+-](?:0[0-9]|1[0-4]):[0-5][0-9]")
INSTANT = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z")
DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


class Members:
    """The members of one JSON object, read by name and type.

    Args:
        value: what the parser gave.
        names: exactly the members that the object has.
        document: what the person calls it (``package.json``), for the error.
        where: path of the object within the document, empty for the document itself.

    Raises:
        MalformedDocumentError: not an object, or a member missing or unknown; later, by every
            method, when the member is not of its type.
    """

    def __init__(self, value: object, names: Iterable[str], document: str, where: str = "") -> None:
        self._document = document
        self._where = where
        if not isinstance(value, dict):
            self.refuse("", "not an object")
        expected = set(names)
        for name in sorted(expected - value.keys()):
            self.refuse(name, "missing")
        for name in sorted(map(str, value.keys() - expected)):
            self.refuse(name, "unknown")
        self._value: dict[str, object] = value

    def refuse(self, name: str, problem: str) -> NoReturn:
        """Raises the error about member *name*; *problem* is English, for the log."""
        member = f"{self._where}.{name}" if self._where and name else self._where or name
        raise MalformedDocumentError(
            f"{self._document}: {member}: {problem}",
            document=self._document,
            member=member,
            problem=problem,
        )

    @staticmethod
    def check_type(value: object, type_: str, version: int = 1) -> None:
        """Refuses a document of another type or version, before anything else is looked at."""
        found = value.get("type") if isinstance(value, dict) else None
        number = value.get("version") if isinstance(value, dict) else None
        if found != type_ or number != version or type(number) is not int:
            raise WrongDocumentTypeError(
                f"expected {type_} {version}, found {found!r} {number!r}",
                expected=f"{type_} {version}",
                found=f"{found} {number}",
            )

    def text(self, name: str, *, empty: bool = True) -> str:
        """A text of formats.md, 1; refused if empty and *empty* is False."""
        value = self._value[name]
        if not isinstance(value, str) or not is_text(value):
            self.refuse(name, "not a text: NFC, at most 10,000 characters, no control characters")
        if not value and not empty:
            self.refuse(name, "empty")
        return value

    def matching(self, name: str, pattern: re.Pattern[str]) -> str:
        """A text that *pattern* describes in full."""
        value = self._value[name]
        if not isinstance(value, str) or not pattern.fullmatch(value):
            self.refuse(name, f"does not match {pattern.pattern}")
        return value

    def integer(self, name: str, minimum: int = 0) -> int:
        """An integer from *minimum* to 2^53 - 1."""
        value = self._value[name]
        if not isinstance(value, int) or isinstance(value, bool):
            self.refuse(name, "not an integer")
        if not minimum <= value <= LARGEST_INTEGER:
            self.refuse(name, f"not between {minimum} and {LARGEST_INTEGER}")
        return value

    def flag(self, name: str) -> bool:
        """True or false."""
        value = self._value[name]
        if not isinstance(value, bool):
            self.refuse(name, "neither true nor false")
        return value

    def choice(self, name: str, choices: type[Choice]) -> Choice:
        """A member of a closed set."""
        value = self._value[name]
        for choice in choices:
            if value == choice.value:
                return choice
        return self.refuse(name, f"not one of {', '.join(choices)}")

    def instant(self, name: str) -> datetime:
        """An instant, whole seconds, in UTC."""
        value = self.matching(name, INSTANT)
        try:
            return datetime.strptime(value, "%Y-%m-%dT%H:%M:%SZ").replace(tzinfo=UTC)
        except ValueError:
            self.refuse(name, "no such instant")

    def day(self, name: str) -> date:
        """A date."""
        value = self.matching(name, DATE)
        try:
            return date.fromisoformat(value)
        except ValueError:
            self.refuse(name, "no such date")

    def digest(self, name: str) -> str:
        """A SHA-256 digest: 64 lower-case hexadecimal digits."""
        return self.matching(name, DIGEST)

    def uuid(self, name: str) -> str:
        """A UUID in lower case."""
        return self.matching(name, UUID)

    def texts(self, name: str) -> LanguageText:
        """A text in languages."""
        texts = self.child(name, ("en", "kk", "ru"))
        return LanguageText(texts.text("en"), texts.text("kk"), texts.text("ru"))

    def child(self, name: str, names: Iterable[str]) -> "Members":
        """A member that is an object with exactly *names*."""
        return Members(self._value[name], names, self._document, self._path(name))

    def has_members(self, name: str, names: Iterable[str]) -> bool:
        """Whether member *name* is an object with exactly *names* (where there are variants)."""
        value = self._value[name]
        return isinstance(value, dict) and value.keys() == set(names)

    def children(self, name: str, names: Iterable[str]) -> list["Members"]:
        """A member that is a list of objects with exactly *names*."""
        wanted = tuple(names)
        return [
            Members(value, wanted, self._document, f"{self._path(name)}[{index}]")
            for index, value in enumerate(self._list(name))
        ]

    def strings(self, name: str) -> tuple[str, ...]:
        """A member that is a list of texts, none empty."""
        values = self._list(name)
        for index, value in enumerate(values):
            if not isinstance(value, str) or not value or not is_text(value):
                self.refuse(f"{name}[{index}]", "not a text, or empty")
        return tuple(str(value) for value in values)

    def or_null(self, name: str, read: Callable[[str], Value]) -> Value | None:
        """None if the member is null, else what *read* (a method of this object) makes of it."""
        return None if self._value[name] is None else read(name)

    def structured(self, name: str) -> JsonObject | None:
        """Any object whose values obey formats.md, or null: the data of a profile."""
        value = self._value[name]
        if value is None:
            return None
        if not isinstance(value, dict):
            self.refuse(name, "neither an object nor null")
        return self._json_object(name, value, MAX_DEPTH)

    def _json(self, where: str, value: object, depth: int) -> JsonValue:
        if depth == 0:
            self.refuse(where, "too deep")
        if value is None or isinstance(value, bool):
            return value
        if isinstance(value, int) and 0 <= value <= LARGEST_INTEGER:
            return value
        if isinstance(value, str) and is_text(value):
            return value
        if isinstance(value, list):
            return [self._json(f"{where}[{n}]", part, depth - 1) for n, part in enumerate(value)]
        if isinstance(value, dict):
            return self._json_object(where, value, depth)
        return self.refuse(where, "a value that signed documents do not have")

    def _json_object(self, where: str, value: Mapping[str, object], depth: int) -> JsonObject:
        return {
            str(key): self._json(f"{where}.{key}", part, depth - 1) for key, part in value.items()
        }

    def _list(self, name: str) -> Sequence[object]:
        value = self._value[name]
        if not isinstance(value, list):
            self.refuse(name, "not a list")
        return value

    def _path(self, name: str) -> str:
        return f"{self._where}.{name}" if self._where else name


def instant_text(instant: datetime) -> str:
    """An aware instant as formats.md writes it: UTC, whole seconds, fractions cut."""
    if instant.tzinfo is None:
        raise ValueError("an instant without a time zone")
    return instant.astimezone(UTC).replace(microsecond=0, tzinfo=None).isoformat() + "Z"


def date_text(day: date | None) -> str | None:
    """A date as formats.md writes it, or None."""
    return None if day is None else day.isoformat()
