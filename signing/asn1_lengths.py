"""Keeps asn1crypto 1.5.1 from mistaking a definite length for the indefinite one.

Its encoder looks at the last octet of a header: 0x80 means "indefinite" to it, and then everything
inside is encoded anew, level by level, which takes seconds for a signature with a timestamp and
would change bytes that were not DER. But 0x80 also ends a definite length such as 384 bytes
(`82 01 80`). Indefinite is a length whose *first* octet is 0x80 (X.690, 8.1.3.6).

Importing this module corrects both classes that do it; importing it again does nothing.
"""

from collections.abc import Callable
from typing import Any

from asn1crypto import core

_INDEFINITE = 0x80
_LONG_TAG = 0x1F


def is_indefinite(header: bytes) -> bool:
    """Whether the header (tag and length) has the indefinite length."""
    end_of_tag = 1
    if header[0] & _LONG_TAG == _LONG_TAG:
        while header[end_of_tag] & 0x80:
            end_of_tag += 1
        end_of_tag += 1
    return header[end_of_tag] == _INDEFINITE


def _corrected(dump: Callable[..., bytes]) -> Callable[..., bytes]:
    def corrected_dump(self: Any, force: bool = False) -> bytes:  # noqa: ANN401 - asn1crypto's
        header = self._header
        if header and header[-1] == _INDEFINITE and not is_indefinite(header):
            self._header = None  # it is written anew, from the length of the contents
        return dump(self, force)

    corrected_dump.corrects = dump  # type: ignore[attr-defined]
    return corrected_dump


def _correct() -> None:
    for cls in (core.Sequence, core.SequenceOf):
        if not hasattr(cls.dump, "corrects"):
            cls.dump = _corrected(cls.dump)


_correct()
