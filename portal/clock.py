"""The portal's clock and the texts of its instants (docs/formats.md, 1)."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

Clock = Callable[[], datetime]
"""Gives the present moment, aware, in UTC."""


def system_clock() -> datetime:
    """The moment by this machine's clock, in UTC."""
    return datetime.now(UTC)


def shifted_clock(clock: Clock, offset_seconds: Callable[[], int]) -> Clock:
    """A clock that goes wrong by as many seconds as `offset_seconds` says at each reading."""
    return lambda: clock() + timedelta(seconds=offset_seconds())


def instant(moment: datetime) -> str:
    """`YYYY-MM-DDThh:mm:ssZ`; fractions are cut, never rounded up."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def from_instant(text: str) -> datetime:
    """The moment that an instant names.

    Raises:
        ValueError: it is none.
    """
    return datetime.strptime(text, "%Y-%m-%dT%H:%M:%SZ").replace(tzinfo=UTC)
