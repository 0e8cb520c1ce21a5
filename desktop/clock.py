"""The clock, handed in: a test sets its own, and nothing else in the program reads the time."""

from collections.abc import Callable
from datetime import UTC, datetime

Clock = Callable[[], datetime]
"""Gives the present moment, aware, in UTC."""


def system_clock() -> datetime:
    """The moment by this machine's clock, in UTC."""
    return datetime.now(UTC)


def local_offset(moment: datetime) -> str:
    """The local offset of this machine's clock at *moment*: ``+hh:mm`` or ``-hh:mm``."""
    offset = moment.astimezone().utcoffset()
    minutes = 0 if offset is None else round(offset.total_seconds() / 60)
    sign = "-" if minutes < 0 else "+"
    hours, rest = divmod(abs(minutes), 60)
    return f"{sign}{hours:02d}:{rest:02d}"
