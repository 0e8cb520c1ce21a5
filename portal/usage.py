"""Help and wrong use of the portal's commands, in the language of whoever starts it."""

import argparse
import locale
import os
import re
from collections.abc import Iterable
from gettext import GNUTranslations, NullTranslations, translation
from pathlib import Path
from typing import NoReturn

EXIT_OK, EXIT_USAGE = 0, 64
_LOCALE_FOLDER = Path(__file__).resolve().parents[1] / "resources" / "locale"
_LANGUAGES = ("kk", "ru", "en")

# What argparse says, and the text that says it (`cli.usage.<id>`). Groups are its facts.
_MESSAGES = tuple(
    (re.compile(pattern), text_id)
    for pattern, text_id in (
        (r"the following arguments are required: (?P<name>.+)", "missing_option"),
        (r"unrecognized arguments: (?P<name>.+)", "unexpected"),
        (r"argument (?P<name>.+): expected one argument", "needs_value"),
        (r"argument (?P<name>.+): invalid int value: .+", "no_number_for"),
    )
)


def text(text_id: str) -> str:
    """``cli.<id>`` of the one catalogue; the id itself where set-up has compiled no texts."""
    whole = f"cli.{text_id}"
    found = _catalogue().gettext(whole)
    return text_id if found == whole else found


class Parser(argparse.ArgumentParser):
    """Speaks the person's language, and ends with 64 at wrong usage, as all our commands do."""

    def __init__(self, program: str, help_id: str) -> None:
        super().__init__(
            prog=program, description=text(help_id), formatter_class=_Help, add_help=False
        )
        self._positionals.title = text("usage.heading.arguments")
        self._optionals.title = text("usage.heading.options")
        self.add_argument("-h", "--help", action="help", help=text("usage.help_option"))

    def error(self, message: str) -> NoReturn:
        """What is wrong, on standard error; ends the process."""
        for pattern, text_id in _MESSAGES:
            found = pattern.fullmatch(message)
            if found is not None:
                message = text(f"usage.{text_id}").format(**found.groupdict())
        self.exit(EXIT_USAGE, f"{self.format_usage()}{self.prog}: {message}\n")

    def exit(self, status: int = 0, message: str | None = None) -> NoReturn:
        """End the process with one of two codes."""
        super().exit(EXIT_USAGE if status else EXIT_OK, message)


class _Help(argparse.HelpFormatter):
    def add_usage(
        self,
        usage: str | None,
        actions: Iterable[argparse.Action],
        groups: Iterable[argparse._MutuallyExclusiveGroup],
        prefix: str | None = None,
    ) -> None:
        super().add_usage(usage, actions, groups, prefix or f"{text('usage.heading.usage')}: ")


def _catalogue() -> GNUTranslations | NullTranslations:
    return translation("qolhat", _LOCALE_FOLDER, languages=[_language()], fallback=True)


def _language() -> str:
    """``QOLHAT_LANGUAGE`` if set, else that of the user's locale, else English."""
    names = [os.environ.get(name) for name in ("QOLHAT_LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG")]
    for name in (*names, locale.getlocale()[0]):
        if name:
            language = name[:2].lower()
            return language if language in _LANGUAGES else "en"
    return "en"
