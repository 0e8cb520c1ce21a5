"""Numbers, sizes and times as people read them on paper and in the terminal."""

from datetime import UTC, date, datetime, timedelta, timezone

from cases.deadlines import local_time
from cases.texts import Language

NO_BREAK_SPACE = "\u00a0"
_STEP = 1024
_UNITS = {
    Language.EN: ("bytes", "KB", "MB", "GB", "TB"),
    Language.KK: ("байт", "КБ", "МБ", "ГБ", "ТБ"),
    Language.RU: ("байт", "КБ", "МБ", "ГБ", "ТБ"),
}


def language_of(language: str) -> Language:
    """The language of that code; English for one that the program does not speak."""
    return next((known for known in Language if known.value == language), Language.EN)


def number_text(number: int, language: str) -> str:
    """A whole number in groups of three: ``1 234 567``, in English ``1,234,567``."""
    separator = "," if language_of(language) is Language.EN else NO_BREAK_SPACE
    return f"{number:,}".replace(",", separator)


def size_text(size_bytes: int, language: str) -> str:
    """A size in the largest fitting unit of 1024, one digit after the sign: ``300.0 MB``."""
    units = _UNITS[language_of(language)]
    if size_bytes < _STEP:
        return f"{size_bytes}{NO_BREAK_SPACE}{units[0]}"
    size, unit = size_bytes / _STEP, 1
    while round(size, 1) >= _STEP and unit < len(units) - 1:
        size, unit = size / _STEP, unit + 1
    sign = "." if language_of(language) is Language.EN else ","
    return f"{size:.1f}".replace(".", sign) + NO_BREAK_SPACE + units[unit]


def moment_text(moment: datetime) -> str:
    """An aware moment in the time of Kazakhstan: ``29.05.2026 18:00:07 (UTC+05:00)``."""
    return _with_offset(local_time(moment))


def moment_at_offset_text(moment: datetime, offset: str) -> str:
    """An aware moment at a declared offset (``+05:00``), as the clock that declared it shows it."""
    hours, minutes = int(offset[1:3]), int(offset[4:6])
    distance = timedelta(hours=hours, minutes=minutes)
    zone = timezone(-distance if offset.startswith("-") else distance)
    return _with_offset(moment.astimezone(zone))


def utc_text(moment: datetime) -> str:
    """An aware moment as the documents write it: ``2026-05-29T13:00:07Z``."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def date_text(day: date) -> str:
    """``29.05.2026``."""
    return day.strftime("%d.%m.%Y")


def _with_offset(moment: datetime) -> str:
    offset = moment.strftime("%z")
    return f"{moment:%d.%m.%Y %H:%M:%S} (UTC{offset[:3]}:{offset[3:5]})"
