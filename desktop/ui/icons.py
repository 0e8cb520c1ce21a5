"""Icons: one-colour SVG files, tinted with the theme's colours, kept once rendered."""

from pathlib import Path

from PySide6.QtCore import QByteArray, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

# What the files draw with; replaced before rendering.
INK = b"#000000"


class Icons:
    """Reads resources/icons; a missing file is a fault of ours and raises at once."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._files: dict[str, bytes] = {}
        self._pixmaps: dict[tuple[str, str, int, float], QPixmap] = {}

    def pixmap(self, name: str, colour: QColor, size: int = 20, ratio: float = 2.0) -> QPixmap:
        """The icon *name* in *colour*, *size* logical pixels wide and high."""
        key = (name, colour.name(), size, ratio)
        if key not in self._pixmaps:
            self._pixmaps[key] = self._render(name, colour, size, ratio)
        return self._pixmaps[key]

    def icon(self, name: str, colour: QColor, disabled: QColor | None = None) -> QIcon:
        """An icon for a button or an action."""
        icon = QIcon()
        for size in (16, 20, 24):
            icon.addPixmap(self.pixmap(name, colour, size))
            if disabled is not None:
                icon.addPixmap(self.pixmap(name, disabled, size), QIcon.Mode.Disabled)
        return icon

    def _render(self, name: str, colour: QColor, size: int, ratio: float) -> QPixmap:
        if name not in self._files:
            self._files[name] = (self._folder / f"{name}.svg").read_bytes()
        svg = self._files[name].replace(INK, colour.name().encode())
        renderer = QSvgRenderer(QByteArray(svg))
        pixmap = QPixmap(QSize(round(size * ratio), round(size * ratio)))
        pixmap.fill(Qt.GlobalColor.transparent)
        painter = QPainter(pixmap)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        renderer.render(painter, QRectF(0, 0, size * ratio, size * ratio))
        painter.end()
        pixmap.setDevicePixelRatio(ratio)
        return pixmap
