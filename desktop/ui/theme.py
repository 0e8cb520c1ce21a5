"""Colours of the window, light and dark, and the style sheet made from them.

Every pair of text and ground has a contrast of at least 4.5:1 (WCAG 2.1, 1.4.3); a test computes
it from `TEXT_ON_GROUND`. Fusion draws the controls from the palette; the style sheet in
resources/theme only adds spacing and the few surfaces that Fusion does not know.
"""

import gc
from dataclasses import dataclass, fields
from enum import StrEnum
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication

STYLE = "Fusion"
_STYLED = "qolhat_styled"


def make_app(program: str) -> QApplication:
    """The application, in the style that the style sheet is made for.

    Asked for by an argument: `setStyle` gives back a `QStyle`, all of which Python then learns.
    """
    app = QApplication([program, "-style", STYLE])
    app.setProperty(_STYLED, True)
    return app


class Tone(StrEnum):
    """What a coloured text says; the colour never says it alone."""

    NEUTRAL = "neutral"
    GOOD = "good"
    CAUTION = "caution"
    BAD = "bad"
    INFO = "info"


@dataclass(frozen=True, slots=True)
class Tokens:
    """The colours of one scheme, as ``#rrggbb``."""

    window: str
    surface: str
    raised: str
    border: str
    text: str
    muted: str
    accent: str
    on_accent: str
    selection: str
    on_selection: str
    good: str
    good_ground: str
    caution: str
    caution_ground: str
    bad: str
    bad_ground: str
    info: str
    info_ground: str
    training: str
    on_training: str


LIGHT = Tokens(
    window="#f4f5f7",
    surface="#ffffff",
    raised="#e9ecf0",
    border="#cdd3da",
    text="#1c2127",
    muted="#56606b",
    accent="#0f5a94",
    on_accent="#ffffff",
    selection="#d5e7f6",
    on_selection="#10283b",
    good="#14602c",
    good_ground="#e2f3e6",
    caution="#794600",
    caution_ground="#fdf0d5",
    bad="#a3162a",
    bad_ground="#fde7e7",
    info="#0f5a94",
    info_ground="#e4f0fa",
    training="#6a3d00",
    on_training="#ffe3ad",
)

DARK = Tokens(
    window="#1a1e23",
    surface="#21262c",
    raised="#2c323a",
    border="#414954",
    text="#e7eaee",
    muted="#a9b3be",
    accent="#7bbcf2",
    on_accent="#0c1c29",
    selection="#2b4a66",
    on_selection="#f1f6fb",
    good="#7fd397",
    good_ground="#1d3525",
    caution="#f0bd5a",
    caution_ground="#3b2f17",
    bad="#ff9b93",
    bad_ground="#432325",
    info="#8cc6f5",
    info_ground="#1d3447",
    training="#ffd58a",
    on_training="#4a3000",
)

# Names of tokens that are drawn on each other.
TEXT_ON_GROUND: tuple[tuple[str, str], ...] = (
    *((text, ground) for text in ("text", "muted") for ground in ("window", "surface", "raised")),
    *(
        (tone, ground)
        for tone in ("good", "caution", "bad", "info", "accent")
        for ground in ("window", "surface")
    ),
    *((tone, f"{tone}_ground") for tone in ("good", "caution", "bad", "info")),
    ("text", "good_ground"),
    ("text", "caution_ground"),
    ("text", "bad_ground"),
    ("text", "info_ground"),
    ("on_accent", "accent"),
    ("on_selection", "selection"),
    ("training", "on_training"),
)


LINEAR_END = 0.04045


def contrast_ratio(first: str, second: str) -> float:
    """The contrast of two colours, 1 to 21 (WCAG 2.1, relative luminance)."""

    def luminance(colour: str) -> float:
        paint = QColor(colour)
        channels = (paint.redF(), paint.greenF(), paint.blueF())
        red, green, blue = (
            c / 12.92 if c <= LINEAR_END else ((c + 0.055) / 1.055) ** 2.4 for c in channels
        )
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue

    lighter, darker = sorted((luminance(first), luminance(second)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def palette_of(tokens: Tokens) -> QPalette:
    """The Fusion palette of *tokens*."""
    palette = QPalette()
    role = QPalette.ColorRole
    for colour_role, name in (
        (role.Window, tokens.window),
        (role.WindowText, tokens.text),
        (role.Base, tokens.surface),
        (role.AlternateBase, tokens.window),
        (role.Text, tokens.text),
        (role.Button, tokens.raised),
        (role.ButtonText, tokens.text),
        (role.BrightText, tokens.bad),
        (role.ToolTipBase, tokens.surface),
        (role.ToolTipText, tokens.text),
        (role.PlaceholderText, tokens.muted),
        (role.Highlight, tokens.accent),
        (role.HighlightedText, tokens.on_accent),
        (role.Link, tokens.accent),
        (role.LinkVisited, tokens.accent),
        (role.Accent, tokens.accent),
        (role.Mid, tokens.border),
        (role.Dark, tokens.border),
    ):
        palette.setColor(colour_role, QColor(name))
    for colour_role in (role.WindowText, role.Text, role.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, colour_role, QColor(tokens.muted))
    return palette


class Theme:
    """The scheme in force; handed to whatever paints with its colours."""

    def __init__(self, folder: Path) -> None:
        """Reads the style sheet template from *folder* (resources/theme)."""
        self._template = (folder / "window.qss").read_text(encoding="utf-8")
        self._images = folder.parent / "icons"
        self.tokens = LIGHT

    @property
    def dark(self) -> bool:
        """Whether light text stands on a dark ground."""
        return self.tokens is DARK

    def colour(self, tone: Tone) -> QColor:
        """The text colour of *tone*."""
        name = self.tokens.muted if tone is Tone.NEUTRAL else getattr(self.tokens, tone.value)
        return QColor(str(name))

    def ground(self, tone: Tone) -> QColor:
        """The ground on which text of *tone* stands in a badge."""
        name = (
            self.tokens.raised
            if tone is Tone.NEUTRAL
            else getattr(self.tokens, f"{tone.value}_ground")
        )
        return QColor(str(name))

    @property
    def on_selection(self) -> QColor:
        """Text on a selected row."""
        return QColor(self.tokens.on_selection)

    def apply(self, app: QApplication, *, dark: bool | None = None) -> None:
        """Dresses *app*; without *dark* as the system asks."""
        self.tokens = DARK if (system_is_dark() if dark is None else dark) else LIGHT
        sheet = self.style_sheet()
        if app.styleSheet() == sheet:
            return
        # Qt walks through all widgets and calls some of ours on its way: meanwhile Python must not
        # collect a widget that nobody needs any more.
        collecting = gc.isenabled()
        gc.disable()
        try:
            if not app.property(_STYLED):
                app.setStyle(STYLE)
                app.setProperty(_STYLED, True)
            app.setPalette(palette_of(self.tokens))
            app.setStyleSheet(sheet)
        finally:
            if collecting:
                gc.enable()

    def style_sheet(self) -> str:
        """The template with this scheme's colours in it."""
        arrow = "chevron-down-light.svg" if self.dark else "chevron-down.svg"
        sheet = self._template.replace("@chevron", (self._images / arrow).as_posix())
        # Longest names first: "@good_ground" before "@good".
        for field in sorted(fields(Tokens), key=lambda each: -len(each.name)):
            sheet = sheet.replace(f"@{field.name}", str(getattr(self.tokens, field.name)))
        return sheet


def system_is_dark() -> bool:
    """Whether the desktop asks for dark windows; by its palette where it does not say."""
    scheme = QGuiApplication.styleHints().colorScheme()
    if scheme != Qt.ColorScheme.Unknown:
        return scheme == Qt.ColorScheme.Dark
    palette = QGuiApplication.palette()
    return (
        palette.color(QPalette.ColorRole.WindowText).lightness()
        > palette.color(QPalette.ColorRole.Window).lightness()
    )
