"""Noto Sans on paper: which characters it has, how wide they are, where a line breaks."""

import unicodedata
from functools import cache
from pathlib import Path

from fontTools.ttLib import TTFont  # type: ignore[import-untyped]

from desktop.paths import RESOURCES

FAMILY = "NotoSans"
FONT_FILES = {
    False: RESOURCES / "fonts" / "NotoSans-Regular.ttf",
    True: RESOURCES / "fonts" / "NotoSans-Bold.ttf",
}
_MILLIMETRES_A_POINT = 25.4 / 72
# Invisible, or able to turn the order of what stands around them: shown by number, never obeyed.
_HIDDEN = frozenset({"Cc", "Cf", "Cn", "Co", "Cs", "Zl", "Zp"})
_BREAK_AFTER = frozenset("-_,;/.")


class Typeface:
    """The advance widths of one weight, and with them the layout of a line."""

    def __init__(self, path: Path) -> None:
        with TTFont(path, lazy=True) as font:
            units = font["head"].unitsPerEm
            metrics = font["hmtx"].metrics
            self._ems: dict[str, float] = {
                chr(code): metrics[glyph][0] / units for code, glyph in font.getBestCmap().items()
            }

    def has(self, character: str) -> bool:
        """Whether the character can be printed and seen."""
        return character in self._ems and unicodedata.category(character) not in _HIDDEN

    def printable(self, text: str) -> str:
        """*text* with every character that cannot be printed shown as ``[U+1F4C4]``.

        Every character stays to be seen: a name in another script is not made up, and one that
        hides or reorders its letters gives itself away.
        """
        if all(map(self.has, text)):
            return text
        return "".join(c if self.has(c) else f"[U+{ord(c):04X}]" for c in text)

    def width(self, text: str, points: float) -> float:
        """Width in millimetres of printable *text* at a size."""
        return sum(self._ems[character] for character in text) * points * _MILLIMETRES_A_POINT

    def wrap(self, text: str, points: float, width: float) -> list[str]:
        """Lines of printable *text* that are no wider than *width* millimetres.

        New lines are kept; a line breaks behind a space or a sign between words, and anywhere
        where there is none.
        """
        ems = width / (points * _MILLIMETRES_A_POINT)
        return [line for each in text.split("\n") for line in self._wrap_line(each, ems)]

    def _wrap_line(self, text: str, ems: float) -> list[str]:
        lines: list[str] = []
        start, used = 0, 0.0
        behind_space = behind_sign = 0  # the last places for a break; a space is the better one
        for index, character in enumerate(text):
            used += self._ems[character]
            while used > ems and index > start and character != " ":
                end = next((at for at in (behind_space, behind_sign) if at > start), index)
                lines.append(text[start:end].rstrip(" "))
                start = end
                used = sum(self._ems[c] for c in text[start : index + 1])
            if character == " ":
                behind_space = index + 1
            elif character in _BREAK_AFTER:
                behind_sign = index + 1
        lines.append(text[start:].rstrip(" "))
        return lines


@cache
def typeface(bold: bool) -> Typeface:
    """The regular or the bold weight; read once."""
    return Typeface(FONT_FILES[bold])
