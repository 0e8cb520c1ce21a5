"""The terminal: texts in the person's language, JSON for programs, progress where one watches."""

import json
import os
import sys
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import TextIO

from rich import box
from rich.console import Console as RichConsole
from rich.table import Table
from rich.text import Text

from desktop.papers.catalogue import (
    FactValue,
    has_text,
    indication_text,
    reason_text,
    text,
)
from desktop.papers.formatting import moment_text, size_text
from signing.validation.verdict import Indication, Reason, Verdict

_STYLES = {
    Indication.TOTAL_PASSED: "bold green",
    Indication.INDETERMINATE: "bold yellow",
    Indication.TOTAL_FAILED: "bold red",
    Indication.NOT_CHECKED: "bold yellow",
}


_WIDTH_OF_A_PIPE = 200


class _PatientConsole(RichConsole):
    """Goes on when whoever reads has seen enough: the exit code stays the verdict's."""

    def on_broken_pipe(self) -> None:
        """Write the rest to nowhere."""
        _to_nowhere(sys.stderr if self.stderr else sys.stdout)


def _to_nowhere(stream: TextIO) -> None:
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, stream.fileno())
    os.close(nowhere)


def _console(*, stderr: bool) -> RichConsole:
    stream = sys.stderr if stderr else sys.stdout
    return _PatientConsole(
        stderr=stderr,
        highlight=False,
        markup=False,
        emoji=False,
        soft_wrap=True,
        width=None if stream is not None and stream.isatty() else _WIDTH_OF_A_PIPE,
    )


class Console:
    """Writes to standard output and error. What comes from outside is never taken for markup."""

    def __init__(self, language: str) -> None:
        self.language = language
        self._out = _console(stderr=False)
        self._err = _console(stderr=True)

    @property
    def error_console(self) -> RichConsole:
        """For progress: standard error, so that standard output stays what was asked for."""
        return self._err

    def text(self, text_id: str, **facts: FactValue) -> str:
        """A text of the command line."""
        return text(f"cli.{text_id}", self.language, **facts)

    def say(self, text_id: str, **facts: FactValue) -> None:
        """Print a text of the command line."""
        self.line(self.text(text_id, **facts))

    def note(self, text_id: str, **facts: FactValue) -> None:
        """Say something on standard error."""
        self._err.print(_safe(self.text(text_id, **facts)))

    def note_line(self, content: str) -> None:
        """Print a line as it is on standard error."""
        self._err.print(Text(_safe(content)))

    def line(self, content: str, style: str = "") -> None:
        """Print a line as it is."""
        self._out.print(Text(_safe(content), style=style))

    def complain(self, what: str, *more: str) -> None:
        """Say what went wrong on standard error."""
        self._err.print(Text(_safe(what), style="bold red"))
        for line in more:
            self._err.print(_safe(line))

    def pairs(self, rows: Iterable[tuple[str, str]]) -> None:
        """Names and values in two columns."""
        table = Table(box=None, show_header=False, pad_edge=False, padding=(0, 2, 0, 0))
        table.add_column(no_wrap=True)
        table.add_column(overflow="fold")
        for name, value in rows:
            table.add_row(Text(_safe(name), style="dim"), _safe(value))
        self._out.print(table)

    def table(self, headings: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
        """A table with headings."""
        table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
        for heading in headings:
            table.add_column(_safe(heading), overflow="fold")
        for row in rows:
            table.add_row(*map(_safe, row))
        self._out.print(table)

    def json(self, value: Mapping[str, object]) -> None:
        """One object, for programs: UTF-8 whatever the terminal speaks."""
        content = json.dumps(value, ensure_ascii=False, indent=2, default=_plain)
        try:
            sys.stdout.flush()
            sys.stdout.buffer.write(content.encode("utf-8", "surrogateescape") + b"\n")
            sys.stdout.buffer.flush()
        except BrokenPipeError:
            _to_nowhere(sys.stdout)

    def verdict(self, verdict: Verdict) -> None:
        """The verdict in words, with its reasons and remarks."""
        words = indication_text(verdict.indication.value, self.language)
        sub = f" / {verdict.sub_indication.value}" if verdict.sub_indication else ""
        self.line(f"{verdict.indication.value}{sub}: {words}", _STYLES[verdict.indication])
        for reason in verdict.reasons:
            self.line(f"  - {self.reason(reason)}")
        for remark in verdict.remarks:
            self.line(f"  {self.text('remark')} {self.reason(remark)}", "dim")

    def reason(self, reason: Reason) -> str:
        """A reason or remark in words."""
        return reason_text(reason.code, reason.facts, self.language)

    def fact_name(self, key: str) -> str:
        """What a fact of a document is called."""
        text_id = f"fact.{key}"
        return text(text_id, self.language) if has_text(text_id, self.language) else key

    def size(self, size_bytes: int) -> str:
        """A size for people."""
        return size_text(size_bytes, self.language)

    @staticmethod
    def moment(moment: datetime | None) -> str:
        """A time for people, in local time with its offset."""
        return "-" if moment is None else moment_text(moment)


def instant(moment: datetime | None) -> str | None:
    """A time for programs."""
    return None if moment is None else moment.strftime("%Y-%m-%dT%H:%M:%SZ")


def prepare_streams() -> None:
    """UTF-8 on both streams; a character that cannot be shown is no reason to fail."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(encoding="utf-8", errors="backslashreplace")


def _safe(content: str) -> str:
    """Text from outside without what a terminal would obey."""
    return "".join(c if _may_be_shown(c) else "\ufffd" for c in content)


def _may_be_shown(character: str) -> bool:
    return character.isprintable() or character == "\n" or unicodedata.category(character) == "Zs"


def _plain(value: object) -> object:
    if isinstance(value, Path):
        return str(value)
    raise TypeError(type(value).__name__)
