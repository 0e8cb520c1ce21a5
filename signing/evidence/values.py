"""The kinds of value that members of our documents have (docs/formats.md, 1), as annotations.

sha256: Digest
declared_time: Instant
bin: TwelveDigits | None
"""

import re
import unicodedata
from collections.abc import Mapping
from datetime import UTC, date, datetime
from typing import Annotated, TypeAlias

from signing.evidence.canonical import MAX_INTEGER, JsonValue
from signing.evidence.errors import MalformedError
from signing.evidence.schema import Codec, join
from signing.trust import IdentityError, PortalIdentity

MAX_TEXT_CHARACTERS = 10_000

_CONTROL = re.compile(r"[\x00-\x09\x0b-\x1f\x7f-\x9f]")
_INSTANT = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z")
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


class PatternCodec(Codec[str]):
    """A text that fulfils a regular expression from its first to its last character."""

    def __init__(self, pattern: str) -> None:
        self._pattern = re.compile(pattern)

    def read(self, value: JsonValue, member: str) -> str:
        """The text."""
        if not isinstance(value, str) or self._pattern.fullmatch(value) is None:
            raise MalformedError(member, f"does not match {self._pattern.pattern}")
        return value

    def write(self, value: str) -> JsonValue:
        """The text."""
        return value


class TextCodec(Codec[str]):
    """A text for people: NFC, bounded, without control characters but the line feed."""

    def __init__(self, *, may_be_empty: bool) -> None:
        self._may_be_empty = may_be_empty

    def read(self, value: JsonValue, member: str) -> str:
        """The text."""
        if not isinstance(value, str) or len(value) > MAX_TEXT_CHARACTERS:
            raise MalformedError(member, f"no text of at most {MAX_TEXT_CHARACTERS} characters")
        if not value and not self._may_be_empty:
            raise MalformedError(member, "empty")
        if not unicodedata.is_normalized("NFC", value):
            raise MalformedError(member, "not in Unicode normal form C")
        if _CONTROL.search(value):
            raise MalformedError(member, "a control character")
        return value

    def write(self, value: str) -> JsonValue:
        """The text."""
        return value


class IntegerCodec(Codec[int]):
    """A whole number from *minimum* to 2^53 − 1."""

    def __init__(self, minimum: int) -> None:
        self._minimum = minimum

    def read(self, value: JsonValue, member: str) -> int:
        """The number."""
        if not isinstance(value, int) or isinstance(value, bool):
            raise MalformedError(member, "not an integer")
        if not self._minimum <= value <= MAX_INTEGER:
            raise MalformedError(member, f"less than {self._minimum} or not below 2^53")
        return value

    def write(self, value: int) -> JsonValue:
        """The number."""
        return value


class InstantCodec(Codec[datetime]):
    """`YYYY-MM-DDThh:mm:ssZ`: an aware datetime in UTC, fractions of a second cut."""

    def read(self, value: JsonValue, member: str) -> datetime:
        """The instant."""
        if not isinstance(value, str) or _INSTANT.fullmatch(value) is None:
            raise MalformedError(member, "not YYYY-MM-DDThh:mm:ssZ")
        try:
            return datetime.fromisoformat(value)
        except ValueError as error:
            raise MalformedError(member, "no such instant") from error

    def write(self, value: datetime) -> JsonValue:
        """Its text."""
        return format_instant(value)


class DateCodec(Codec[date]):
    """`YYYY-MM-DD`."""

    def read(self, value: JsonValue, member: str) -> date:
        """The date."""
        if not isinstance(value, str) or _DATE.fullmatch(value) is None:
            raise MalformedError(member, "not YYYY-MM-DD")
        try:
            return date.fromisoformat(value)
        except ValueError as error:
            raise MalformedError(member, "no such date") from error

    def write(self, value: date) -> JsonValue:
        """Its text."""
        return value.isoformat()


class NamedTextsCodec(Codec[Mapping[str, str]]):
    """An object whose member names are free, and whose values are texts of one kind."""

    def __init__(self, name_pattern: str, values: Codec[str]) -> None:
        self._names = PatternCodec(name_pattern)
        self._values = values

    def read(self, value: JsonValue, member: str) -> Mapping[str, str]:
        """Names and texts."""
        if not isinstance(value, Mapping):
            raise MalformedError(member, "not an object")
        return {
            self._names.read(name, join(member, name)): self._values.read(text, join(member, name))
            for name, text in value.items()
        }

    def write(self, value: Mapping[str, str]) -> JsonValue:
        """The object."""
        return {name: self._values.write(text) for name, text in value.items()}


class PortalIdentityCodec(Codec[PortalIdentity]):
    """A portal identity, which `signing.trust` reads and writes itself."""

    def read(self, value: JsonValue, member: str) -> PortalIdentity:
        """The identity."""
        try:
            return PortalIdentity.from_json(value)
        except IdentityError as error:
            raise MalformedError(join(member, error.member), str(error)) from error

    def write(self, value: PortalIdentity) -> JsonValue:
        """Its members."""
        return value.to_json()


def format_instant(instant: datetime) -> str:
    """`YYYY-MM-DDThh:mm:ssZ` of an aware datetime; fractions are cut, never rounded up.

    Raises:
        ValueError: the datetime is naive, so it names no instant.
    """
    if instant.tzinfo is None:
        raise ValueError("a naive datetime names no instant")
    return whole_seconds(instant).replace(tzinfo=None).isoformat() + "Z"


def whole_seconds(instant: datetime) -> datetime:
    """The instant in UTC as documents state it: with its fraction of a second cut."""
    return instant.astimezone(UTC).replace(microsecond=0)


_DIGEST_PATTERN = "[0-9a-f]{64}"

Digest: TypeAlias = Annotated[str, PatternCodec(_DIGEST_PATTERN)]
Nonce: TypeAlias = Annotated[str, PatternCodec("[0-9a-f]{32}")]
TwelveDigits: TypeAlias = Annotated[str, PatternCodec("[0-9]{12}")]
RequestId: TypeAlias = Annotated[str, PatternCodec("[A-Za-z0-9._-]{1,64}")]
ProfileId: TypeAlias = Annotated[str, PatternCodec("[a-z0-9][a-z0-9._-]{0,63}")]
EvidenceId: TypeAlias = Annotated[
    str, PatternCodec("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")
]
Offset: TypeAlias = Annotated[str, PatternCodec("[+-](?:0[0-9]|1[0-4]):[0-5][0-9]")]
Origin: TypeAlias = Annotated[str, PatternCodec(r"https://[a-z0-9.\[\]:-]{1,253}")]
Text: TypeAlias = Annotated[str, TextCodec(may_be_empty=False)]
TextOrEmpty: TypeAlias = Annotated[str, TextCodec(may_be_empty=True)]
Count: TypeAlias = Annotated[int, IntegerCodec(0)]
Number: TypeAlias = Annotated[int, IntegerCodec(1)]
Instant: TypeAlias = Annotated[datetime, InstantCodec()]
Date: TypeAlias = Annotated[date, DateCodec()]
Identity: TypeAlias = Annotated[PortalIdentity, PortalIdentityCodec()]
NamedDigests: TypeAlias = Annotated[
    Mapping[str, str], NamedTextsCodec("[a-z][a-z0-9_.]{0,63}", PatternCodec(_DIGEST_PATTERN))
]
NamedTexts: TypeAlias = Annotated[
    Mapping[str, str], NamedTextsCodec("[a-z][a-z0-9_.]{0,63}", TextCodec(may_be_empty=True))
]
