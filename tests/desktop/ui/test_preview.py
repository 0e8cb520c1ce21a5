"""Previews: rendered by another process, which may die without harm."""

import pytest
from fpdf import FPDF
from PIL import Image
from PySide6.QtCore import QObject

from desktop.ui.case.preview_pane import PreviewPane
from desktop.ui.preview.rendering import RenderRequest, can_preview, render
from desktop.ui.preview.service import PreviewService


@pytest.fixture
def pdf(tmp_path):
    paper = FPDF()
    paper.set_font("helvetica", size=20)
    for number in range(1, 4):
        paper.add_page()
        paper.cell(text=f"page {number}")
    path = tmp_path / "қағаз.pdf"
    paper.output(str(path))
    return path


@pytest.fixture
def scan(tmp_path):
    path = tmp_path / "scan.png"
    Image.new("RGB", (600, 300), "#204060").save(path)
    return path


@pytest.fixture
def previews(qtbot):
    parent = QObject()
    service = PreviewService(parent)
    yield service
    service.shutdown()


@pytest.fixture
def shown(previews, qtbot):
    def ask(path, page=0, width=300):
        answers = []
        previews.render(path, page, width, answers.append)
        qtbot.waitUntil(lambda: bool(answers), timeout=20_000)
        return answers[0]

    return ask


def test_pdf_page_is_rendered_as_wide_as_asked(shown, pdf):
    page = shown(pdf, page=2)
    assert page.width == pytest.approx(300, abs=1)
    assert page.page_count == 3
    assert len(page.pixels) == page.width * page.height * 3
    assert len(set(page.pixels)) > 1, "a blank page is no preview"


def test_picture_keeps_its_shape(shown, scan):
    page = shown(scan)
    assert (page.width, page.height, page.page_count) == (300, 150, 1)


def test_transparent_picture_stands_on_white(tmp_path):
    path = tmp_path / "clear.png"
    Image.new("RGBA", (4, 4), (0, 0, 0, 0)).save(path)
    assert set(render(RenderRequest(path, 0, 4)).pixels) == {255}


def test_damaged_file_is_an_answer_and_no_crash(shown, tmp_path, pdf):
    broken = tmp_path / "broken.pdf"
    broken.write_bytes(b"%PDF-1.7 and then nothing of the kind")
    answer = shown(broken)
    assert answer.pixels == b""
    assert answer.failure
    assert shown(pdf).pixels, "the next document is shown all the same"


def test_process_that_dies_is_started_again(shown, previews, pdf):
    assert shown(pdf).pixels
    previews._process.kill()
    previews._process.join()
    assert shown(pdf).pixels


def test_kind_is_known_by_the_name(tmp_path):
    assert can_preview(tmp_path / "a.PDF")
    assert can_preview(tmp_path / "a.jpeg")
    assert not can_preview(tmp_path / "a.docx")


@pytest.fixture
def pane(opened, qtbot):
    made = PreviewPane(opened.window.pages.context)
    qtbot.addWidget(made)
    made.resize(500, 600)
    made.show()
    return made


def test_pane_turns_pages_and_zooms(pane, pdf, qtbot):
    pane.show_file(pdf, "қағаз.pdf")
    qtbot.waitUntil(lambda: pane.state == "shown", timeout=20_000)
    assert pane.counter.text() == "1 of 3"
    assert not pane.previous.isEnabled()
    pane.next.click()
    qtbot.waitUntil(lambda: pane.counter.text() == "2 of 3")
    before = pane.picture.pixmap().width()
    pane.larger.click()
    qtbot.waitUntil(lambda: pane.picture.pixmap().width() > before)
    pane.fit.click()
    qtbot.waitUntil(lambda: pane.picture.pixmap().width() == before)


def test_pane_says_why_there_is_no_picture(pane, tmp_path, qtbot):
    assert pane.state == "none"
    table = tmp_path / "table.xlsx"
    table.write_bytes(b"PK")
    pane.show_file(table, "table.xlsx")
    assert pane.state == "kind"
    broken = tmp_path / "broken.pdf"
    broken.write_bytes(b"no")
    pane.show_file(broken, "broken.pdf")
    qtbot.waitUntil(lambda: pane.state == "failed", timeout=20_000)
    assert pane.nothing.title.text() == "This file cannot be shown"
