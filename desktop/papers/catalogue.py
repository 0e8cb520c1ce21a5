"""The one catalogue of texts by code: command line, papers, errors, reasons of verdicts.

Texts lie in ``resources/locale/<language>/LC_MESSAGES/qolhat.po`` under ids such as
``error.key.wrong_password.why`` and are compiled at set-up. Placeholders name the facts of the
error or reason: ``{name}``, ``{size_bytes:size}``, ``{count:number}``, ``{at:moment}``. Any other
word behind the colon is a table of stable words: ``{whose:whose}`` is the text
``word.whose.signer`` where the fact is ``signer``. The table ``reason`` are the reasons in short
(``short.<code>``, without placeholders), else in full.
"""

import re
import string
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from gettext import GNUTranslations

from cases.texts import Language
from desktop.papers.formatting import language_of, moment_text, number_text, size_text
from desktop.paths import RESOURCES
from signing.errors import QolhatError

LOCALE_FOLDER = RESOURCES / "locale"
DOMAIN = "qolhat"
UNKNOWN_FACT = "—"

# Words of a table are written as within a sentence; one that begins the sentence gets its capital.
_BEGINS_WITH_A_WORD = re.compile(r"\{\w+:(?!(?:size|number|moment)\})\w+\}")

FactValue = str | int | None


class CatalogueMissingError(QolhatError):
    """The compiled texts of a language are not where set-up puts them."""

    code = "catalogue.missing"


@dataclass(frozen=True, slots=True)
class ErrorText:
    """An error for people: what happened, why, what to do now. Any but `what` may be empty."""

    what: str
    why: str
    do: str

    def __str__(self) -> str:
        return "\n".join(line for line in (self.what, self.why, self.do) if line)


def text(text_id: str, language: str, **facts: FactValue) -> str:
    """The text of this id in *language* (of an unknown one, English), with its facts.

    Raises:
        KeyError: the catalogue has no such text: a fault of ours.
        CatalogueMissingError: set-up did not compile the catalogue.
    """
    found = _translations(language_of(language)).gettext(text_id)
    if found == text_id:
        raise KeyError(text_id)
    return fill(found, facts, language)


def plural(text_id: str, count: int, language: str, **facts: FactValue) -> str:
    """The text of this id in the form that belongs to *count*, which is its fact ``count``.

    Raises:
        KeyError, CatalogueMissingError: as `text`.
    """
    found = _translations(language_of(language)).ngettext(text_id, text_id, count)
    if found == text_id:
        raise KeyError(text_id)
    return fill(found, {**facts, "count": count}, language)


def has_text(text_id: str, language: str) -> bool:
    """Whether the catalogue has a text of this id (without plural forms)."""
    return _translations(language_of(language)).gettext(text_id) != text_id


def error_text(code: str, facts: Mapping[str, FactValue], language: str) -> ErrorText:
    """What to tell a person about the error *code*.

    A code without texts of its own is told as an internal error that names the code.
    """
    if not has_text(f"error.{code}.what", language):
        return error_text("internal", {**facts, "code": code}, language)
    told = {"code": code, **facts}
    what, why, do = (
        text(f"error.{code}.{part}", language, **told)
        if has_text(f"error.{code}.{part}", language)
        else ""
        for part in ("what", "why", "do")
    )
    return ErrorText(what, why, do)


def reason_text(code: str, facts: Mapping[str, FactValue], language: str) -> str:
    """One sentence for a reason or remark of a verdict, or for a finding of a check."""
    if not has_text(f"reason.{code}", language):
        return text("reason.unknown", language, code=code)
    return text(f"reason.{code}", language, **facts)


def indication_text(indication: str, language: str) -> str:
    """The main answer of a validation in a few words."""
    return text(f"indication.{indication}", language)


def fill(pattern: str, facts: Mapping[str, FactValue], language: str) -> str:
    """*pattern* with its placeholders replaced; a fact that is not known becomes a dash."""
    filled = _Filler(language).vformat(pattern, (), facts)
    if _BEGINS_WITH_A_WORD.match(pattern):
        return filled[:1].upper() + filled[1:]
    return filled


class _Filler(string.Formatter):
    """`str.format` that misses no fact and knows sizes, numbers and moments."""

    def __init__(self, language: str) -> None:
        super().__init__()
        self._language = language

    def get_value(self, key: int | str, _args: object, facts: Mapping[str, FactValue]) -> FactValue:
        value = facts.get(str(key))
        return UNKNOWN_FACT if value is None or value == "" else value

    def format_field(self, value: object, format_spec: str) -> str:
        if format_spec == "size" and isinstance(value, int):
            return size_text(value, self._language)
        if format_spec == "number" and isinstance(value, int):
            return number_text(value, self._language)
        if format_spec == "moment" and isinstance(value, str):
            return _moment(value)
        if format_spec and value != UNKNOWN_FACT:
            return self._word(format_spec, str(value))
        return str(value)

    def _word(self, table: str, value: str) -> str:
        """A stable word of a fact in the person's words; as it is, if it has none."""
        ids = [f"short.{value}", f"reason.{value}"] if table == "reason" else []
        for word_id in (*ids, f"word.{table}.{value}"):
            if has_text(word_id, self._language):
                return text(word_id, self._language).removesuffix(".")
        return value


def _moment(value: str) -> str:
    """An instant of a fact (ISO 8601) in local time; anything else as it is."""
    try:
        moment = datetime.fromisoformat(value)
    except ValueError:
        return value
    return value if moment.tzinfo is None else moment_text(moment)


@cache
def _translations(language: Language) -> GNUTranslations:
    path = LOCALE_FOLDER / language.value / "LC_MESSAGES" / f"{DOMAIN}.mo"
    try:
        with path.open("rb") as file:
            return GNUTranslations(file)
    except OSError as error:
        raise CatalogueMissingError(
            f"{path}: {error.strerror}; run `make setup` (or `make translations`)", path=str(path)
        ) from error
