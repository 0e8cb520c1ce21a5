"""Colours that can be read, icons that are there, a font that has every Kazakh letter."""

import pytest
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPalette

from desktop.paths import RESOURCES
from desktop.ui.fonts import LETTERS, install_font
from desktop.ui.icons import Icons
from desktop.ui.theme import DARK, LIGHT, TEXT_ON_GROUND, Theme, Tone, contrast_ratio
from desktop.ui.widgets.notice import TONE_ICONS


@pytest.mark.parametrize("tokens", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize(("text", "ground"), TEXT_ON_GROUND)
def test_text_stands_out_from_its_ground(tokens, text, ground):
    assert contrast_ratio(getattr(tokens, text), getattr(tokens, ground)) >= 4.5


def test_contrast_is_that_of_the_standard():
    assert contrast_ratio("#000000", "#ffffff") == pytest.approx(21)
    assert contrast_ratio("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize("dark", [False, True])
def test_style_sheet_has_every_colour_filled_in(qapp, dark):
    theme = Theme(RESOURCES / "theme")
    theme.apply(qapp, dark=dark)
    assert "@" not in theme.style_sheet()
    window = qapp.palette().color(QPalette.ColorRole.Window)
    assert (window.lightness() < 128) is dark


def test_every_icon_can_be_drawn_in_a_colour(qapp):
    icons = Icons(RESOURCES / "icons")
    for file in sorted((RESOURCES / "icons").glob("*.svg")):
        image = icons.pixmap(file.stem, QColor("#a3162a"), 24).toImage()
        painted = [
            image.pixelColor(x, y)
            for x in range(image.width())
            for y in range(image.height())
            if image.pixelColor(x, y).alpha() > 200
        ]
        assert painted, f"{file.name} draws nothing"


@pytest.mark.parametrize("tone", list(Tone))
def test_every_tone_has_an_icon_beside_its_colour(tone):
    assert (RESOURCES / "icons" / f"{TONE_ICONS[tone]}.svg").is_file()


def test_font_has_every_kazakh_letter(qapp):
    before = QFont(qapp.font())
    family = install_font(qapp, RESOURCES / "fonts")
    metrics = QFontMetrics(QFont(family))
    qapp.setFont(before)
    assert [letter for letter in LETTERS if not metrics.inFontUcs4(ord(letter))] == []
