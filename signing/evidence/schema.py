"""How a frozen dataclass of typed members becomes a JSON object, and back, strictly.

The annotations of a dataclass are its declaration: `sha256: Digest`, `due: Instant | None`,
`containers: tuple[ContainerReference, ...]`. Attribute names are member names. Every member must
be there, none may be unknown, and each is checked by the codec of its annotation; a failure is a
`MalformedError` that names the member. What the members say together (an acceptance has no
reasons) an object says in `contradiction`.
"""

import dataclasses
import types
import typing
from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from enum import StrEnum
from typing import Any, ClassVar, Generic, Self, TypeVar

from signing.evidence.canonical import (
    MAX_DOCUMENT_BYTES,
    JsonValue,
    canonical_json,
    parse_canonical_json,
)
from signing.evidence.errors import MalformedError

T = TypeVar("T")
E = TypeVar("E", bound=StrEnum)


class Codec(ABC, Generic[T]):
    """One kind of value: how it is read from JSON and written to it."""

    @abstractmethod
    def read(self, value: JsonValue, member: str) -> T:
        """The value that the JSON means. MalformedError(member) if it is not of this kind."""

    @abstractmethod
    def write(self, value: T) -> JsonValue:
        """The JSON of a value."""


class JsonObject:
    """A frozen dataclass that is a JSON object with exactly its fields as members."""

    __slots__ = ()

    @classmethod
    def from_json(cls, value: JsonValue, member: str = "") -> Self:
        """The object that the JSON means.

        Args:
            value: parsed JSON.
            member: where it stands in its document, for the error.

        Raises:
            MalformedError: a member is missing, unknown, of a wrong kind, or contradicts another.
        """
        codecs = _members(cls)
        if not isinstance(value, Mapping):
            raise MalformedError(member, "not an object")
        for name in sorted(set(value) ^ set(codecs)):
            raise MalformedError(join(member, name), "missing" if name in codecs else "unknown")
        found = cls(
            **{name: codec.read(value[name], join(member, name)) for name, codec in codecs.items()}
        )
        contradicting = found.contradiction()
        if contradicting is not None:
            raise MalformedError(join(member, contradicting), "contradicts another member")
        return found

    def to_json(self) -> dict[str, JsonValue]:
        """The members, ready for canonical JSON."""
        return {
            name: codec.write(getattr(self, name)) for name, codec in _members(type(self)).items()
        }

    def contradiction(self) -> str | None:
        """The member that contradicts the others, or None. For subclasses that have rules."""
        return None


class Document(JsonObject):
    """A JSON object that is signed or sent as a document of its own, with `type` and `version`."""

    __slots__ = ()

    TYPE: ClassVar[str]
    VERSION: ClassVar[int] = 1

    @classmethod
    def from_bytes(cls, content: bytes) -> Self:
        """The document these bytes are.

        Raises:
            DocumentError: too large, not canonical, of another type or version, or malformed.
        """
        members = parse_canonical_json(
            content, type_=cls.TYPE, versions=(cls.VERSION,), max_bytes=MAX_DOCUMENT_BYTES
        )
        del members["type"], members["version"]
        return cls.from_json(members)

    def to_bytes(self) -> bytes:
        """The canonical bytes: what is signed, hashed and sent.

        Raises:
            DocumentError: a reader would refuse them, so they must not be signed.
        """
        content = canonical_json({"type": self.TYPE, "version": self.VERSION, **self.to_json()})
        type(self).from_bytes(content)
        return content


def join(member: str, name: str) -> str:
    """The path of a member within its document."""
    return f"{member}.{name}" if member else name


class ObjectCodec(Codec[JsonObject]):
    """An object within an object."""

    def __init__(self, cls: type[JsonObject]) -> None:
        self._cls = cls

    def read(self, value: JsonValue, member: str) -> JsonObject:
        """The object."""
        return self._cls.from_json(value, member)

    def write(self, value: JsonObject) -> JsonValue:
        """Its members."""
        return value.to_json()


class EnumCodec(Codec[StrEnum]):
    """A text out of a closed set."""

    def __init__(self, enum: type[StrEnum]) -> None:
        self._enum = enum

    def read(self, value: JsonValue, member: str) -> StrEnum:
        """The member of the set."""
        if not isinstance(value, str) or value not in set(self._enum):
            raise MalformedError(member, f"not one of {', '.join(self._enum)}")
        return self._enum(value)

    def write(self, value: StrEnum) -> JsonValue:
        """Its text."""
        return value.value


class NullableCodec(Codec[T | None]):
    """A value or null."""

    def __init__(self, codec: Codec[T]) -> None:
        self._codec = codec

    def read(self, value: JsonValue, member: str) -> T | None:
        """The value, or None."""
        return None if value is None else self._codec.read(value, member)

    def write(self, value: T | None) -> JsonValue:
        """The value, or null."""
        return None if value is None else self._codec.write(value)


class ArrayCodec(Codec[tuple[T, ...]]):
    """A list of values of one kind."""

    def __init__(self, codec: Codec[T]) -> None:
        self._codec = codec

    def read(self, value: JsonValue, member: str) -> tuple[T, ...]:
        """The values in order."""
        if not isinstance(value, Sequence) or isinstance(value, str):
            raise MalformedError(member, "not a list")
        return tuple(
            self._codec.read(element, f"{member}[{index}]") for index, element in enumerate(value)
        )

    def write(self, value: tuple[T, ...]) -> JsonValue:
        """The list."""
        return [self._codec.write(element) for element in value]


_MEMBERS: dict[type[JsonObject], dict[str, Codec[Any]]] = {}


def _members(cls: type[JsonObject]) -> dict[str, Codec[Any]]:
    """The codec of each field of a dataclass: of Any, for its annotation says the type."""
    if cls not in _MEMBERS:
        hints = typing.get_type_hints(cls, include_extras=True)
        fields = dataclasses.fields(typing.cast("Any", cls))  # every JsonObject is a dataclass
        _MEMBERS[cls] = {field.name: _codec(hints[field.name]) for field in fields}
    return _MEMBERS[cls]


def _codec(hint: Any) -> Codec[Any]:  # noqa: ANN401 - an annotation is any object
    """The codec of an annotation; TypeError if none is declared, so that nothing is unchecked."""
    origin, arguments = typing.get_origin(hint), typing.get_args(hint)
    if origin is typing.Annotated:
        for codec in arguments[1:]:
            if isinstance(codec, Codec):
                return codec
    if origin in {typing.Union, types.UnionType}:
        value_hints = [argument for argument in arguments if argument is not types.NoneType]
        if len(value_hints) == 1 and len(arguments) == 2:  # noqa: PLR2004 - "X | None"
            return NullableCodec(_codec(value_hints[0]))
    if origin is tuple and arguments[1:] == (Ellipsis,):
        return ArrayCodec(_codec(arguments[0]))
    if isinstance(hint, type) and issubclass(hint, StrEnum):
        return EnumCodec(hint)
    if isinstance(hint, type) and issubclass(hint, JsonObject):
        return ObjectCodec(hint)
    raise TypeError(f"no codec for {hint!r}")
