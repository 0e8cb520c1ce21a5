"""Texts: the three languages, and what any text of a signed document may hold (formats.md, 1)."""

import re
import unicodedata
from dataclasses import dataclass
from enum import StrEnum

from cases.errors import TextRefusedError

MAX_TEXT_CHARACTERS = 10_000


class Language(StrEnum):
    """The languages of the program, by their ISO 639-1 codes."""

    EN = "en"
    KK = "kk"
    RU = "ru"


@dataclass(frozen=True, slots=True)
class LanguageText:
    """One text in all three languages."""

    en: str
    kk: str
    ru: str

    def in_language(self, language: str) -> str:
        """The text in *language* (``en``, ``kk``, ``ru``); of an unknown language, the English."""
        return {"kk": self.kk, "ru": self.ru}.get(language, self.en)

    def to_json(self) -> dict[str, str]:
        """As "text in languages" of formats.md, 1."""
        return {"en": self.en, "kk": self.kk, "ru": self.ru}

    @classmethod
    def same(cls, text: str) -> "LanguageText":
        """One text for all languages, where the source knows only one."""
        return cls(text, text, text)


NO_TEXT = LanguageText("", "", "")


# C0 and C1 control characters but the new line, and halves of surrogate pairs, which are no
# characters and cannot be written as UTF-8.
_FORBIDDEN = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\ud800-\udfff]")


def is_forbidden(character: str) -> bool:
    """Whether *character* is a C0 or C1 control character other than a new line."""
    return bool(_FORBIDDEN.fullmatch(character)) and not is_surrogate(character)


def is_surrogate(character: str) -> bool:
    """Whether *character* is half of a pair: not a character, and not writable as UTF-8."""
    return "\ud800" <= character <= "\udfff"


def is_text(text: str) -> bool:
    """Whether *text* may stand in a signed document as it is."""
    return (
        len(text) <= MAX_TEXT_CHARACTERS
        and not _FORBIDDEN.search(text)
        and unicodedata.is_normalized("NFC", text)
    )


def clean_text(text: str) -> str:
    """What a person typed or pasted, made fit for a signed document.

    Line ends become new lines, tabulators become spaces, other control characters vanish, the rest
    is normalised to NFC and stripped at both ends.

    Raises:
        TextRefusedError: the result is longer than 10,000 characters; it is never cut silently.
    """
    lines = text.replace("\r\n", "\n").replace("\r", "\n").replace("\t", " ")
    clean = unicodedata.normalize("NFC", _FORBIDDEN.sub("", lines)).strip()
    if len(clean) > MAX_TEXT_CHARACTERS:
        raise TextRefusedError(length=len(clean), limit=MAX_TEXT_CHARACTERS)
    return clean


def clean_name(name: str) -> str:
    """The name of a file as a signed document may hold it.

    Operating systems allow names that are no text: decomposed letters are composed, a character
    that no text may have becomes U+FFFD, so that it is seen to have been there.
    """
    return unicodedata.normalize("NFC", _FORBIDDEN.sub("\ufffd", name))[:MAX_TEXT_CHARACTERS]
