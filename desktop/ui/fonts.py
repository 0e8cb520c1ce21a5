"""The window's font: the system's own if it has every Kazakh letter, else the bundled Noto Sans."""

from pathlib import Path

from PySide6.QtGui import QFont, QFontDatabase, QFontMetrics
from PySide6.QtWidgets import QApplication

LETTERS = "ӘәҒғҚқҢңӨөҰұҮүҺһІіЁё№₸→"
BUNDLED = ("NotoSans-Regular.ttf", "NotoSans-Bold.ttf")
# What a system without a font for windows falls back to: not for reading all day.
LAST_RESORTS = ("dejavu sans", "bitstream vera sans", "sans serif", "sans-serif", "fixed", "")
SMALLEST_POINT_SIZE = 9.5


def install_font(app: QApplication, folder: Path) -> str:
    """Sets *app*'s font and returns its family; *folder* is resources/fonts."""
    font = QFont(app.font())
    if not _serves(font):
        families = [
            family
            for name in BUNDLED
            for family in QFontDatabase.applicationFontFamilies(
                QFontDatabase.addApplicationFont(str(folder / name))
            )
        ]
        if families:
            font = QFont(families[0])
            font.setPointSizeF(app.font().pointSizeF())
    if 0 < font.pointSizeF() < SMALLEST_POINT_SIZE:
        font.setPointSizeF(SMALLEST_POINT_SIZE)
    app.setFont(font)
    return font.family()


def _serves(font: QFont) -> bool:
    families = {font.family().lower(), QFont(font).defaultFamily().lower()}
    if any(family in LAST_RESORTS for family in families):
        return False
    metrics = QFontMetrics(font)
    return all(metrics.inFontUcs4(ord(letter)) for letter in LETTERS)
