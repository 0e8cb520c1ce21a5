"""The fonts that covers and window use have every letter of the three languages."""

from pathlib import Path

import pytest
from fontTools.ttLib import TTFont

FONTS = Path(__file__).resolve().parents[2] / "resources" / "fonts"
KAZAKH = "АӘБВГҒДЕЁЖЗИЙКҚЛМНҢОӨПРСТУҰҮФХҺЦЧШЩЪЫІЬЭЮЯ"


@pytest.mark.parametrize("name", ["NotoSans-Regular.ttf", "NotoSans-Bold.ttf"])
def test_every_letter_has_a_glyph(name):
    with TTFont(FONTS / name) as font:
        known = font.getBestCmap()
        assert font["head"].unitsPerEm == 1000
    wanted = KAZAKH + KAZAKH.lower() + "№«»—…₸§×·‑" + "".join(map(chr, range(32, 127)))
    assert [letter for letter in wanted if ord(letter) not in known] == []
