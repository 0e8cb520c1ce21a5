"""Names of entries: what is allowed, what counts as the same, how a user's name becomes one.

An entry's name is a relative path with `/` between its segments. It is never used as a path by
this program; the rules protect those who unpack a container with other tools.
"""

import re
import unicodedata
from collections.abc import Container
from enum import StrEnum

from signing.asic.errors import UnsafeNameError

MAX_SEGMENT_BYTES = 255
MAX_NAME_BYTES = 1024

_DEVICE_NAMES = re.compile(
    r"(?i)(con|prn|aux|nul|conin\$|conout\$|com[0-9¹²³]|lpt[0-9¹²³])\s*(\..*)?"
)
_DRIVE = re.compile(r"[A-Za-z]:")
# Overrides and isolates that make a name read otherwise than it is written, and line separators.
_DECEPTIVE = frozenset(
    "\u200e\u200f\u2028\u2029\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
)
_NOT_TEXT = frozenset({"Cc", "Cs"})
_FORBIDDEN = frozenset(":<>|?*")  # what Windows cannot have in a name; the double quote is allowed
_REPLACEMENT = "_"


class NameProblem(StrEnum):
    """Why a name is refused."""

    EMPTY = "empty"
    TOO_LONG = "too_long"
    ABSOLUTE = "absolute"
    DRIVE = "drive"
    BACKSLASH = "backslash"
    TRAVERSAL = "traversal"
    EMPTY_SEGMENT = "empty_segment"
    CONTROL_CHARACTER = "control_character"
    DECEPTIVE_CHARACTER = "deceptive_character"
    DEVICE_NAME = "device_name"
    TRAILING_DOT_OR_SPACE = "trailing_dot_or_space"
    FORBIDDEN_CHARACTER = "forbidden_character"
    NOT_NFC = "not_nfc"


TOLERATED_IN_FOREIGN = frozenset(
    {NameProblem.DECEPTIVE_CHARACTER, NameProblem.FORBIDDEN_CHARACTER, NameProblem.NOT_NFC}
)
"""Against our rules, but no danger as long as nothing is unpacked by its name: a warning."""


def name_problem(name: str) -> NameProblem | None:
    """The first thing that makes this entry name unsafe, or None."""
    problem: NameProblem | None = None
    if not name:
        problem = NameProblem.EMPTY
    elif not name.isprintable() and any(map(_is_not_text, name)):
        problem = NameProblem.CONTROL_CHARACTER
    elif len(name.encode()) > MAX_NAME_BYTES:
        problem = NameProblem.TOO_LONG
    elif "\\" in name:
        problem = NameProblem.BACKSLASH
    elif name.startswith("/"):
        problem = NameProblem.ABSOLUTE
    else:
        problem = next(filter(None, map(_segment_problem, name.split("/"))), None)
    if problem is None and not unicodedata.is_normalized("NFC", name):
        problem = NameProblem.NOT_NFC
    return problem


def _segment_problem(segment: str) -> NameProblem | None:
    problem: NameProblem | None = None
    if not segment:
        problem = NameProblem.EMPTY_SEGMENT
    elif segment in {".", ".."}:
        problem = NameProblem.TRAVERSAL
    elif len(segment.encode()) > MAX_SEGMENT_BYTES:
        problem = NameProblem.TOO_LONG
    elif _DRIVE.match(segment):
        problem = NameProblem.DRIVE
    elif segment[-1] in ". ":
        problem = NameProblem.TRAILING_DOT_OR_SPACE
    elif _DEVICE_NAMES.fullmatch(segment):
        problem = NameProblem.DEVICE_NAME
    elif _FORBIDDEN & set(segment):
        problem = NameProblem.FORBIDDEN_CHARACTER
    elif _DECEPTIVE & set(segment):
        problem = NameProblem.DECEPTIVE_CHARACTER
    return problem


def check_entry_name(name: str) -> None:
    """Refuse a name that could do harm where it is unpacked.

    Raises:
        UnsafeNameError: with the name and a `NameProblem` as facts.
    """
    problem = name_problem(name)
    if problem is not None:
        raise UnsafeNameError(
            f"entry name refused: {problem}", name=printable(name), problem=problem.value
        )


def comparison_key(name: str) -> str:
    """Equal for two names that some file system takes for one: NFC, then case folded, then NFC."""
    folded = unicodedata.normalize("NFC", name).casefold()
    return unicodedata.normalize("NFC", folded)


def safe_segment(name: str) -> str:
    """A user's file name as one allowed segment of an entry name.

    Unicode is kept (in NFC); what `check_entry_name` refuses is replaced by `_`; a name longer
    than 255 bytes of UTF-8 is cut before its suffix, between characters.
    """
    text = unicodedata.normalize("NFC", name)
    text = "".join(_REPLACEMENT if _is_forbidden(c) else c for c in text)
    text = _cut(text)
    if text.endswith((".", " ")):
        stripped = text.rstrip(". ")
        text = stripped + _REPLACEMENT * min(1, MAX_SEGMENT_BYTES - len(stripped.encode()))
    if _DEVICE_NAMES.fullmatch(text):
        text = _cut(_REPLACEMENT + text)
    return text or _REPLACEMENT


def unique_name(name: str, taken: Container[str]) -> str:
    """`name`, or `name (2)`, `name (3)` … before the suffix, so that its key is not yet taken.

    Args:
        name: an entry name that is allowed.
        taken: comparison keys in use.
    """
    if comparison_key(name) not in taken:
        return name
    folder, slash, segment = name.rpartition("/")
    stem, suffix = _split_suffix(segment)
    number = 2
    while True:
        tail = f" ({number}){suffix}"
        room = MAX_SEGMENT_BYTES - len(tail.encode())
        candidate = f"{folder}{slash}{_cut_text(stem, room).rstrip()}{tail}"
        if comparison_key(candidate) not in taken:
            return candidate
        number += 1


def printable(name: str) -> str:
    """The name for a log or a message: what is not text is written as an escape."""
    return name.encode("unicode_escape").decode() if not name.isprintable() else name


def _is_forbidden(character: str) -> bool:
    return (
        character in "/\\"
        or character in _FORBIDDEN
        or character in _DECEPTIVE
        or _is_not_text(character)
    )


def _is_not_text(character: str) -> bool:
    code = ord(character)
    noncharacter = code & 0xFFFE == 0xFFFE or 0xFDD0 <= code <= 0xFDEF  # noqa: PLR2004 - Unicode 23.7
    return noncharacter or unicodedata.category(character) in _NOT_TEXT


def _split_suffix(segment: str) -> tuple[str, str]:
    stem, dot, suffix = segment.rpartition(".")
    if not stem or len(suffix.encode()) > 16:  # noqa: PLR2004 - longer is no file type
        return segment, ""
    return stem, dot + suffix


def _cut(segment: str) -> str:
    if len(segment.encode()) <= MAX_SEGMENT_BYTES:
        return segment
    stem, suffix = _split_suffix(segment)
    return _cut_text(stem, MAX_SEGMENT_BYTES - len(suffix.encode())) + suffix


def _cut_text(text: str, max_bytes: int) -> str:
    """Cut to so many bytes of UTF-8, not inside a character nor before a combining mark."""
    cut = text.encode()[:max_bytes].decode(errors="ignore")
    while cut and len(cut) < len(text) and _continues(text[len(cut)]):
        cut = cut[:-1]
    return cut


def _continues(character: str) -> bool:
    return unicodedata.combining(character) != 0 or character in "\u200d\ufe0e\ufe0f"
