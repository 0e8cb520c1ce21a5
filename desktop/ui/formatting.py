"""How moments, spans, sizes and numbers look on screen, in the language in force.

Every time carries its offset, because deadlines are law: `05.12.2026 18:00 (UTC+05:00)`. Sizes and
numbers go through QLocale.
"""

import re
from datetime import date, datetime, timedelta
from enum import IntEnum
from zoneinfo import ZoneInfo

from PySide6.QtCore import QCoreApplication, QLocale

from desktop.ui.i18n import translate

# The one zone of Kazakhstan: UTC+5 since 2024-03-01, UTC+6 before.
ZONE = ZoneInfo("Asia/Almaty")
HOUR = timedelta(hours=1)
DAY = timedelta(days=1)
SOON = 3 * DAY
INSTANT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ")
MINUTE_SECONDS = 60
UNIT_STEP = 1024
LARGEST_UNIT = 4
MINUTES_OF_DAY = 24 * 60


class Formatting:
    """Texts with a counted thing: lupdate sees their plural forms only in a method's ``tr``."""

    def tr(self, text: str, disambiguation: str = "", n: int = -1) -> str:
        """As of a QObject, in the context of this class's name."""
        return QCoreApplication.translate("Formatting", text, disambiguation, n)

    def days(self, n: int) -> str:
        """So many days."""
        return self.tr("%n day(s)", "", n)

    def hours(self, n: int) -> str:
        """So many hours."""
        return self.tr("%n hour(s)", "", n)

    def minutes(self, n: int) -> str:
        """So many minutes."""
        return self.tr("%n minute(s)", "", n)

    def seconds_left(self, n: int) -> str:
        """What a progress bar promises."""
        return self.tr("about %n second(s) left", "", n)

    def minutes_left(self, n: int) -> str:
        """What a progress bar promises."""
        return self.tr("about %n minute(s) left", "", n)


_COUNTED = Formatting()


def offset_text(moment: datetime) -> str:
    """`UTC+05:00`."""
    offset = f"{moment:%z}"
    return f"UTC{offset[:3]}:{offset[3:5]}"


def moment_text(moment: datetime | None, *, seconds: bool = False) -> str:
    """*moment* in Kazakhstan's zone, with the offset; a dash where there is none."""
    if moment is None:
        return "—"
    local = moment.astimezone(ZONE)
    clock = "%H:%M:%S" if seconds else "%H:%M"
    return f"{local.strftime(f'%d.%m.%Y {clock}')} ({offset_text(local)})"


def moment_text_at_offset(moment: datetime, offset: str) -> str:
    """*moment* with seconds at a declared offset (`+05:00`), as its own clock showed it."""
    zone = datetime.fromisoformat(f"2000-01-01T00:00:00{offset}").tzinfo
    local = moment.astimezone(zone)
    return f"{local:%d.%m.%Y %H:%M:%S} ({offset_text(local)})"


def instant_text(value: str) -> str:
    """An instant as documents write it (`2026-11-23T13:27:06Z`) for people; else unchanged."""
    if not INSTANT.fullmatch(value):
        return value
    return moment_text(datetime.fromisoformat(value), seconds=True)


def date_text(day: date | datetime | None) -> str:
    """`05.12.2026`; a datetime is taken in Kazakhstan's zone."""
    if day is None:
        return "—"
    if isinstance(day, datetime):
        day = day.astimezone(ZONE)
    return f"{day:%d.%m.%Y}"


def size_text(size_bytes: int) -> str:
    """A file size in the units that people know: `46,1 МБ`, as on our printed papers.

    QLocale's own sizes mix Latin and Cyrillic letters in Kazakh ("MБ").
    """
    if size_bytes < UNIT_STEP:
        return f"{size_bytes}\u00a0" + translate("Formatting", "bytes")
    size, unit = size_bytes / UNIT_STEP, 1
    while round(size, 1) >= UNIT_STEP and unit < LARGEST_UNIT:
        size, unit = size / UNIT_STEP, unit + 1
    return f"{QLocale().toString(size, 'f', 1)}\u00a0{_unit_word(unit)}"


def _unit_word(unit: int) -> str:
    if unit == 1:
        return translate("Formatting", "KB")
    if unit == 2:  # noqa: PLR2004 - one word each, looked up only when it is shown
        return translate("Formatting", "MB")
    return (
        translate("Formatting", "GB") if unit == LARGEST_UNIT - 1 else translate("Formatting", "TB")
    )


def number_text(number: int) -> str:
    """A whole number with the language's grouping."""
    return QLocale().toString(number)


def speed_text(bytes_per_second: float) -> str:
    """Bytes a second, as a size."""
    return translate("Formatting", "{size}/s").format(size=size_text(int(bytes_per_second)))


def span_text(span: timedelta) -> str:
    """A span in its two largest units: `2 days 4 hours`, `5 minutes`, `less than a minute`."""
    total_minutes = int(abs(span).total_seconds()) // MINUTE_SECONDS
    days, rest = divmod(total_minutes, MINUTES_OF_DAY)
    hours, minutes = divmod(rest, MINUTE_SECONDS)
    day_text = _COUNTED.days(days)
    hour_text = _COUNTED.hours(hours)
    minute_text = _COUNTED.minutes(minutes)
    if days:
        return f"{day_text} {hour_text}" if hours and days < 10 else day_text  # noqa: PLR2004
    if hours:
        return f"{hour_text} {minute_text}" if minutes else hour_text
    return minute_text if minutes else translate("Formatting", "less than a minute")


def span_of_seconds(seconds: float) -> str:
    """A span given in seconds, in words."""
    return span_text(timedelta(seconds=seconds))


def seconds_left_text(seconds: float) -> str:
    """How long a running step still takes: `about 40 seconds left`."""
    if seconds < MINUTE_SECONDS:
        rounded = max(1, round(seconds))
        return _COUNTED.seconds_left(rounded)
    return _COUNTED.minutes_left(round(seconds / MINUTE_SECONDS))


class Urgency(IntEnum):
    """How near a deadline is; decides colour and icon, the words say it too."""

    CALM = 0
    SOON = 1
    TODAY = 2
    OVERDUE = 3


def urgency(due: datetime, now: datetime) -> Urgency:
    """How urgent *due* is at *now*: three days are soon, one day is today."""
    left = due - now
    if left < timedelta():
        return Urgency.OVERDUE
    if left < DAY:
        return Urgency.TODAY
    return Urgency.SOON if left < SOON else Urgency.CALM


def time_left_text(due: datetime, now: datetime) -> str:
    """`2 days 4 hours left` or `overdue by 3 hours`."""
    left = due - now
    if left < timedelta():
        return translate("Formatting", "overdue by {span}").format(span=span_text(left))
    return translate("Formatting", "{span} left").format(span=span_text(left))
