"""Texts: the three languages, and what any text of a signed document may hold (formats.md, 1)."""

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


def is_forbidden(character: str) -> bool:
    """Whether *character* is a C0 or C1 control character other than a new line."""
    return character != "\n" and unicodedata.category(character) == "Cc"


def is_text(text: str) -> bool:
    """Whether *text* may stand in a signed document as it is."""
    return (
        len(text) <= MAX_TEXT_CHARACTERS
        and unicodedata.is_normalized("NFC", text)
        and not any(is_forbidden(character) or is_surrogate(character) for character in text)
    )


def is_surrogate(character: str) -> bool:
    """Whether *character* is half of a pair: not a character, and not writable as UTF-8."""
    return "\ud800" <= character <= "\udfff"


def clean_text(text: str) -> str:
    """What a person typed or pasted, made fit for a signed document.

    Line ends become new lines, tabulators become spaces, other control characters vanish, the rest
    is normalised to NFC and stripped at both ends.

    Raises:
        TextRefusedError: the result is longer than 10,000 characters; it is never cut silently.
    """
    lines = text.replace("\r\n", "\n").replace("\r", "\n").replace("\t", " ")
    kept = "".join(
        character
        for character in lines
        if not is_forbidden(character) and not is_surrogate(character)
    )
    clean = unicodedata.normalize("NFC", kept).strip()
    if len(clean) > MAX_TEXT_CHARACTERS:
        raise TextRefusedError(length=len(clean), limit=MAX_TEXT_CHARACTERS)
    return clean
