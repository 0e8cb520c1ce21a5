"""Reports and settings as JSON, by the types of their fields, to cross between processes.

What comes back from the process that parsed a stranger's file is a stranger's word too: pickle
would run it. Here every value is built from the declared type of its field, and whatever does
not fit is refused.

Mapping: dataclass → object with exactly its fields; tuple, frozenset → array; bytes → base64;
aware datetime → ISO 8601 in UTC; enum → its value; path → text.
"""

import base64
import binascii
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import UTC, datetime
from enum import Enum
from functools import cache
from pathlib import Path
from types import NoneType, UnionType
from typing import TypeVar, Union, get_args, get_origin, get_type_hints

Json = None | bool | int | float | str | list["Json"] | dict[str, "Json"]
T = TypeVar("T")


class NotThisTypeError(ValueError):
    """The JSON value does not fit the type that is expected."""


def to_json(value: object) -> Json:  # noqa: PLR0911 - one for each kind of value
    """The value as JSON; it must consist of the types named above.

    Raises:
        TypeError: it holds something else.
    """
    match value:
        case Enum():
            return to_json(value.value)
        case None | bool() | int() | float() | str():
            return value
        case bytes():
            return base64.b64encode(value).decode()
        case datetime():
            return value.astimezone(UTC).isoformat()
        case Path():
            return str(value)
        case tuple() | list():
            return [to_json(item) for item in value]
        case frozenset():
            return sorted((to_json(item) for item in value), key=repr)
        case Mapping():
            return {str(key): to_json(item) for key, item in value.items()}
        case _ if is_dataclass(value) and not isinstance(value, type):
            return {field.name: to_json(getattr(value, field.name)) for field in fields(value)}
    raise TypeError(f"not a value of a report: {type(value).__name__}")


def from_json(kind: type[T], value: Json) -> T:
    """The value of this type that the JSON stands for.

    Raises:
        NotThisTypeError: it does not fit, anywhere inside.
    """
    built = _build(kind, value)
    if not isinstance(built, kind):
        raise NotThisTypeError(f"not a {kind.__name__}")
    return built


def _build(kind: object, value: Json) -> object:
    origin, arguments = get_origin(kind), get_args(kind)
    if origin in {Union, UnionType}:
        return _build_union(arguments, value)
    if origin is tuple:
        return _build_tuple(arguments, value)
    if origin in {frozenset, list}:
        return origin(_build(arguments[0], item) for item in _of(list, value))
    if origin in {dict, Mapping}:
        return {key: _build(arguments[1], item) for key, item in _of(dict, value).items()}
    if isinstance(kind, type):
        return _build_plain(kind, value)
    raise TypeError(f"no way to read a {kind!r}")


def _build_plain(kind: type, value: Json) -> object:
    if is_dataclass(kind):
        return _build_dataclass(kind, value)
    if issubclass(kind, Enum):
        return _convert(kind, value)
    if kind is bytes:
        return _convert(lambda text: base64.b64decode(text, validate=True), _of(str, value))
    if kind is datetime:
        return _aware(_convert(datetime.fromisoformat, _of(str, value)))
    if issubclass(kind, Path):
        return Path(_of(str, value))
    if kind in {bool, int, float, str, NoneType}:
        return _of(kind, value)
    raise TypeError(f"no way to read a {kind!r}")


def _build_dataclass(kind: type, value: Json) -> object:
    members = _of(dict, value)
    hints = _hints(kind)
    if set(members) != set(hints):
        raise NotThisTypeError(f"other members than those of {kind.__name__}")
    return kind(**{name: _build(hint, members[name]) for name, hint in hints.items()})


def _build_union(kinds: tuple[object, ...], value: Json) -> object:
    for kind in kinds:
        try:
            return _build(kind, value)
        except NotThisTypeError:
            continue
    raise NotThisTypeError("fits none of the types")


def _build_tuple(kinds: tuple[object, ...], value: Json) -> tuple[object, ...]:
    items = _of(list, value)
    if len(kinds) == 2 and kinds[1] is ...:  # noqa: PLR2004 - tuple[T, ...]
        return tuple(_build(kinds[0], item) for item in items)
    if len(kinds) != len(items):
        raise NotThisTypeError("tuple of another length")
    return tuple(_build(kind, item) for kind, item in zip(kinds, items, strict=True))


@cache
def _hints(kind: type) -> dict[str, object]:
    hints = get_type_hints(kind)
    return {field.name: hints[field.name] for field in fields(kind)}


def _of(kind: type[T], value: object) -> T:
    """The value, if it is of exactly this type (true is no number here)."""
    if type(value) is not kind:
        raise NotThisTypeError(f"not a {kind.__name__}: {type(value).__name__}")
    return value


def _aware(value: object) -> datetime:
    if not isinstance(value, datetime) or value.tzinfo is None:
        raise NotThisTypeError("a time without zone")
    return value.astimezone(UTC)


def _convert(convert: object, value: object) -> object:
    if not callable(convert):
        raise TypeError(convert)
    try:
        return convert(value)
    except (ValueError, TypeError, binascii.Error) as error:
        raise NotThisTypeError(str(error)) from error
