"""Texts by code (errors, reasons, facts) from the program's one catalogue, for the window.

The catalogue is imported with the first text: it stands on the calendar of public holidays, which
the first picture of the window need not wait for.
"""

import logging
from collections.abc import Mapping
from typing import TYPE_CHECKING

log = logging.getLogger(__name__)

if TYPE_CHECKING:
    from desktop.papers.catalogue import ErrorText

Facts = Mapping[str, str | int | None]


def error_text(code: str, facts: Facts, language: str) -> "ErrorText":
    """What happened, why, what to do now."""
    from desktop.papers import catalogue  # noqa: PLC0415 - see above

    return catalogue.error_text(code, facts, language)


def reason_text(code: str, facts: Facts, language: str) -> str:
    """One sentence for a reason of a verdict or a finding of a check."""
    from desktop.papers import catalogue  # noqa: PLC0415 - see above

    try:
        return catalogue.reason_text(code, facts, language)
    except KeyError:
        # A text that is missing is a fault of ours, but must not hide the verdict it belongs to.
        log.exception("no text for the reason %s", code)
        return code


def fact_text(key: str, language: str) -> str:
    """What a stated fact is called; its key where the catalogue does not know it."""
    from desktop.papers import catalogue  # noqa: PLC0415 - see above

    text_id = f"fact.{key}"
    return catalogue.text(text_id, language) if catalogue.has_text(text_id, language) else key
