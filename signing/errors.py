"""The root of all errors that a person can do something about.

Each subclass names one situation and has a stable `code`. The exception carries the facts; the
text for people (what happened, why, what to do now) lives in the translations, by code. The
message is English and meant for the log.
"""

from typing import ClassVar

Fact = str | int | None


class QolhatError(Exception):
    """Something went wrong that has a name.

    Args:
        message: English, for the log; never shown to a person as the only text.
        facts: values that the translated text of this code names in its placeholders. Never a
            password, a PIN or a key.
    """

    code: ClassVar[str] = "internal"

    def __init__(self, message: str = "", **facts: Fact) -> None:
        super().__init__(message or self.code)
        self.facts: dict[str, Fact] = facts


class Cancelled(Exception):  # noqa: N818 - not an error: the person asked for it
    """The person pressed cancel. Nobody is told; what was half made is removed."""


class InternalError(QolhatError):
    """The program broke its own rules: a fault of ours, with an incident to report."""

    code = "internal"
