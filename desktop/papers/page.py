"""A paper: A4 pages with headings, facts and tables, drawn from top to bottom.

The same calls give the same bytes, on any day: the only time in the file is the one handed in.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from fpdf import FPDF

from desktop.papers.typeface import FAMILY, FONT_FILES, typeface

PAGE_WIDTH = 210.0
PAGE_HEIGHT = 297.0
MARGIN = 18.0
TOP = 20.0
BOTTOM = PAGE_HEIGHT - 20.0
WIDTH = PAGE_WIDTH - 2 * MARGIN
MAX_CELL_LINES = 40
LINE = 1.35  # height of a line, in sizes of its type
_MILLIMETRES_A_POINT = 25.4 / 72
_BANNER_POINTS = 9.0

BLACK = (0, 0, 0)
GREY = (96, 96, 96)
RED = (176, 0, 32)
LIGHT = (236, 238, 241)


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table: its heading, width in millimetres, size of type in points."""

    heading: str
    width: float
    points: float = 8.0
    right: bool = False


class _Sheet(FPDF):
    """FPDF that writes the same two lines on every page: banner above, footer below."""

    banner = ""
    footing = ""

    def header(self) -> None:
        if not self.banner:
            return
        self.set_fill_color(*RED)
        self.rect(0, 0, PAGE_WIDTH, 10, style="F")
        points = _BANNER_POINTS
        width = typeface(bold=True).width(self.banner, points)
        if width > WIDTH:
            points, width = points * WIDTH / width, WIDTH
        self.set_font(FAMILY, "B", points)
        self.set_text_color(255, 255, 255)
        self.text((PAGE_WIDTH - width) / 2, 6.3, self.banner)

    def footer(self) -> None:
        self.set_font(FAMILY, "", 7)
        self.set_text_color(*GREY)
        self.text(MARGIN, PAGE_HEIGHT - 9, self.footing)
        self.set_xy(PAGE_WIDTH - MARGIN - 20, PAGE_HEIGHT - 11.5)
        self.cell(20, 3.5, f"{self.page_no()} / {{nb}}", align="R")


class Paper:
    """One paper in the making.

    Args:
        title: of the document, for viewers.
        created: aware; the only time written into the file.
        banner: drawn white on red over every page; empty for none.
        footing: drawn small under every page, before the page number.
    """

    def __init__(self, title: str, created: datetime, *, banner: str, footing: str) -> None:
        self._sheet = _Sheet(format="A4")
        self._sheet.banner = typeface(bold=True).printable(banner)
        self._sheet.footing = typeface(bold=False).printable(footing)
        self._sheet.set_title(title)
        self._sheet.set_creator("Qolhat")
        self._sheet.set_producer("Qolhat")
        self._sheet.set_creation_date(created)
        self._sheet.set_auto_page_break(auto=False)
        for bold, path in FONT_FILES.items():
            self._sheet.add_font(FAMILY, "B" if bold else "", path)
        self._y = TOP

    def new_page(self) -> None:
        """Begins the next page."""
        self._sheet.add_page()
        self._y = TOP

    def space(self, millimetres: float) -> None:
        """Leaves room."""
        self._y += millimetres

    def heading(self, text: str, points: float = 16) -> None:
        """A heading; never left alone at the foot of a page."""
        self._room(points * _MILLIMETRES_A_POINT * LINE + 20)
        self.paragraph(text, points, bold=True)
        self._y += 2

    def paragraph(
        self,
        text: str,
        points: float = 9,
        *,
        bold: bool = False,
        colour: tuple[int, int, int] = BLACK,
        indent: float = 0,
    ) -> None:
        """Text over the whole width, on as many pages as it needs."""
        face = typeface(bold)
        for line in face.wrap(_printable(text, bold), points, WIDTH - indent):
            self._line(MARGIN + indent, line, points, bold, colour)

    def facts(self, rows: Sequence[tuple[str, str]], label_width: float = 48) -> None:
        """Labels at the left, what they name at the right."""
        for label, value in rows:
            labels = typeface(bold=False).wrap(_printable(label), 9, label_width - 3)
            values = typeface(bold=False).wrap(_printable(value), 9, WIDTH - label_width)
            height = 9 * _MILLIMETRES_A_POINT * LINE
            for number in range(max(len(labels), len(values))):
                self._room(height)
                if number < len(labels):
                    self._text(MARGIN, labels[number], 9, bold=False, colour=GREY)
                if number < len(values):
                    self._text(MARGIN + label_width, values[number], 9, bold=False, colour=BLACK)
                self._y += height
            self._y += 1.2

    def rule(self) -> None:
        """A thin line over the whole width."""
        self._sheet.set_draw_color(*GREY)
        self._sheet.set_line_width(0.2)
        self._sheet.line(MARGIN, self._y, MARGIN + WIDTH, self._y)
        self._y += 3

    def table(self, columns: Sequence[Column], rows: Sequence[Sequence[str]]) -> None:
        """Rows of wrapped cells; the headings stand again on every page that the table reaches."""
        self._headings(columns)
        for row in rows:
            cells = [_lines(value, column) for column, value in zip(columns, row, strict=True)]
            heights = [
                len(lines) * column.points * _MILLIMETRES_A_POINT * LINE
                for column, lines in zip(columns, cells, strict=True)
            ]
            if self._y + max(heights) + 1 > BOTTOM:
                self.new_page()
                self._headings(columns)
            top = self._y
            left = MARGIN
            for column, lines in zip(columns, cells, strict=True):
                self._cell(column, lines, left, top)
                left += column.width
            self._y = top + max(heights) + 0.5
            self._sheet.set_draw_color(*LIGHT)
            self._sheet.set_line_width(0.1)
            self._sheet.line(MARGIN, self._y, MARGIN + WIDTH, self._y)
            self._y += 0.5

    def finish(self) -> bytes:
        """The PDF file."""
        return bytes(self._sheet.output())

    def _headings(self, columns: Sequence[Column]) -> None:
        face = typeface(bold=True)
        cells = [face.wrap(_printable(c.heading, bold=True), 7, c.width - 2) for c in columns]
        step = 7 * _MILLIMETRES_A_POINT * LINE
        height = max(map(len, cells)) * step + 2
        self._room(height + 20)
        self._sheet.set_fill_color(*LIGHT)
        self._sheet.rect(MARGIN, self._y, WIDTH, height, style="F")
        top, left = self._y + 1, MARGIN
        for column, lines in zip(columns, cells, strict=True):
            self._y = top
            for line in lines:
                room = column.width - 2 - face.width(line, 7) if column.right else 0
                self._text(left + 1 + room, line, 7, bold=True, colour=BLACK)
                self._y += step
            left += column.width
        self._y = top + height

    def _cell(self, column: Column, lines: Sequence[str], left: float, top: float) -> None:
        self._y = top
        for line in lines:
            x = left + 1
            if column.right:
                width = typeface(bold=False).width(line, column.points)
                x = left + column.width - 1 - width
            self._text(x, line, column.points, bold=False, colour=BLACK)
            self._y += column.points * _MILLIMETRES_A_POINT * LINE

    def _line(
        self, x: float, text: str, points: float, bold: bool, colour: tuple[int, int, int]
    ) -> None:
        height = points * _MILLIMETRES_A_POINT * LINE
        self._room(height)
        self._text(x, text, points, bold=bold, colour=colour)
        self._y += height

    def _text(
        self, x: float, text: str, points: float, *, bold: bool, colour: tuple[int, int, int]
    ) -> None:
        if not text:
            return
        self._sheet.set_font(FAMILY, "B" if bold else "", points)
        self._sheet.set_text_color(*colour)
        self._sheet.text(x, self._y + points * _MILLIMETRES_A_POINT, text)

    def _room(self, height: float) -> None:
        if self._y + height > BOTTOM:
            self.new_page()


def _lines(value: str, column: Column) -> list[str]:
    """The lines of a cell; a text that would fill a page by itself ends in an ellipsis."""
    face = typeface(bold=False)
    lines = face.wrap(_printable(value), column.points, column.width - 2)
    return lines if len(lines) <= MAX_CELL_LINES else [*lines[:MAX_CELL_LINES], "…"]


def _printable(text: str, bold: bool = False) -> str:
    """What of *text* can be printed, its lines kept."""
    return "\n".join(map(typeface(bold).printable, text.split("\n")))
