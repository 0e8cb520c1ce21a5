"""Wrong use and help in the person's language: the command line library speaks English only."""

import re
from collections.abc import Callable, Sequence

from typer._click import Command
from typer._click.formatting import HelpFormatter
from typer.core import TyperGroup
from typer.exceptions import TyperException

Texts = Callable[..., str]
"""``cli.<id>`` in the person's language: `Console.text`, or `help_text`."""

# What the library says, and the text that says it (`cli.usage.<id>`). Groups are its facts.
_MESSAGES = tuple(
    (re.compile(pattern, re.DOTALL), text_id)
    for pattern, text_id in (
        (r"Missing argument '(?P<name>.+?)'.*", "missing_argument"),
        (r"Missing option '(?P<name>.+?)'.*", "missing_option"),
        (r"Missing command\.", "missing_command"),
        (r"Invalid value for '?(?P<name>.+?)'?: (?P<problem>.+)", "invalid"),
        (r"(?:file|directory|path) '(?P<name>.+)' does not exist\.", "not_there"),
        (r"(?:file|directory|path) '(?P<name>.+)' is a file\.", "is_file"),
        (r"(?:file|directory|path) '(?P<name>.+)' is a directory\.", "is_folder"),
        (r"(?:file|directory|path) '(?P<name>.+)' is not readable\.", "not_readable"),
        (r"Input should be a valid integer.*", "no_number"),
        (r"Input should be greater than or equal to (?P<limit>\S+)", "at_least"),
        (r"No such command '(?P<name>.+?)'\. Did you mean (?P<others>.+)\?", "no_command_but"),
        (r"No such command '(?P<name>.+)'\.", "no_command"),
        (
            r"No such option: (?P<name>\S+) \(Possible options: (?P<others>.+)\)",
            "no_option_but",
        ),
        (r"No such option: (?P<name>\S+)", "no_option"),
        (r"Option '(?P<name>.+)' requires an argument\.", "needs_value"),
        (r"Option '(?P<name>.+)' does not take a value\.", "takes_no_value"),
        (r"Got unexpected extra arguments?(?:\(s\))? \((?P<name>.+)\)", "unexpected"),
    )
)
_REQUIRED = "[required]"
_DEFAULT = re.compile(r"\[default: (?P<value>.+?)\]$")
_HELP_OPTION = "Show this message and exit."


def usage_text(error: TyperException, texts: Texts) -> str:
    """What is wrong with the words typed; what we have no text for, as the library says it."""
    return _translated(getattr(error, "format_message", error.__str__)(), texts)


def shows_help(error: TyperException) -> bool:
    """Whether this is a group called without a command: its message is the whole help."""
    return type(error).__name__ == "NoArgsIsHelpError"


def speak(command: Command, texts: Texts) -> None:
    """Let a command and all below it write their help with these texts."""

    class Formatter(_HelpFormatter):
        said = staticmethod(texts)

    class Context(command.context_class):  # type: ignore[misc, name-defined]  # the command's own
        formatter_class = Formatter

    command.context_class = Context
    if isinstance(command, TyperGroup):
        for below in command.commands.values():
            speak(below, texts)


class _HelpFormatter(HelpFormatter):
    said: Texts

    def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
        super().write_usage(prog, args, prefix or f"{self.said('usage.heading.usage')}: ")

    def write_heading(self, heading: str) -> None:
        super().write_heading(self.said(f"usage.heading.{heading.lower()}"))

    def write_dl(
        self, rows: Sequence[tuple[str, str]], col_max: int = 30, col_spacing: int = 2
    ) -> None:
        super().write_dl([(name, self._told(told)) for name, told in rows], col_max, col_spacing)

    def _told(self, told: str) -> str:
        if told == _HELP_OPTION:
            return self.said("usage.help_option")
        told = told.replace(_REQUIRED, f"[{self.said('usage.required')}]")
        return _DEFAULT.sub(lambda m: f"[{self.said('usage.default', value=m['value'])}]", told)


def _translated(message: str, texts: Texts) -> str:
    for pattern, text_id in _MESSAGES:
        found = pattern.fullmatch(message)
        if found is not None:
            facts = found.groupdict()
            if "others" in facts:
                facts["others"] = found["others"].replace("'", "")
            if "problem" in facts:
                facts["problem"] = _translated(found["problem"], texts)
            return texts(f"usage.{text_id}", **facts)
    return message
