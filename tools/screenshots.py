"""Write a picture of every page of the window, in three languages, to docs/images/.

    python tools/screenshots.py [FOLDER]

Runs the main job for real in a throw-away workspace: a private training portal, an inbox, a case
with documents made here, a signature, a receipt. Draws in memory; no screen is needed.
"""

import os
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ["TZ"] = "Asia/Almaty"  # the local clock of the pictures
PROJECT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(PROJECT))

from fpdf import FPDF  # noqa: E402 - after the path is set
from PySide6.QtGui import QColor, QFont, QImage, QPainter  # noqa: E402
from PySide6.QtWidgets import QApplication, QDialog  # noqa: E402

from cases.answer import ItemState  # noqa: E402
from desktop.paths import RESOURCES, Paths  # noqa: E402
from desktop.services.application import Application  # noqa: E402
from desktop.ui.i18n import Language  # noqa: E402
from desktop.ui.navigation import Place  # noqa: E402
from desktop.ui.submit.presenter import Phase  # noqa: E402
from desktop.ui.window_app import OpenWindow  # noqa: E402

TIMEOUT_SECONDS = 120.0
SETTLE_SECONDS = 0.3
PAUSE_SECONDS = 0.1
SIZE = (1180, 760)
LARGE_FILE_BYTES = 900_000_000  # so that sending lasts long enough for its picture


@dataclass(frozen=True, slots=True)
class Studio:
    """The window and what pictures of it need."""

    app: QApplication
    application: Application
    opened: OpenWindow
    folder: Path

    def wait(self, condition: Callable[[], bool]) -> None:
        """Let the window live until *condition* holds."""
        end = time.monotonic() + TIMEOUT_SECONDS
        while not condition():
            if time.monotonic() > end:
                sys.exit("the window did not come as far as it should")
            self.app.processEvents()
            time.sleep(0.005)

    def settle(self) -> None:
        """Wait for every task, and for what is drawn after it."""
        self.wait(lambda: self.opened.runner.running == 0)
        end = time.monotonic() + SETTLE_SECONDS
        self.wait(lambda: time.monotonic() > end and self.opened.runner.running == 0)

    def take(self, name: str, show: Callable[[], QDialog] | None = None) -> None:
        """Write the picture of the window, or of what *show* opens, in every language."""
        for language in Language:
            self.opened.translations.install(language)
            self.pause()
            dialog = show() if show else None
            self.pause()
            path = self.folder / f"{name}-{language}.png"
            (dialog or self.opened.window).grab().save(str(path))
            print(path.name)
            if dialog is not None:
                dialog.reject()

    def pause(self) -> None:
        """Let what changed be laid out and drawn."""
        end = time.monotonic() + PAUSE_SECONDS
        self.wait(lambda: time.monotonic() > end)


def main() -> int:
    """Returns the exit code of the process."""
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else PROJECT / "docs" / "images"
    folder.mkdir(parents=True, exist_ok=True)
    app = QApplication(sys.argv[:1])
    with (
        tempfile.TemporaryDirectory(prefix="qolhat-screenshots-") as home,
        Application(Paths(Path(home) / "workspace")) as application,
    ):
        opened = OpenWindow(app, application.paths, language=Language.ENGLISH, dark=False)
        opened.attach(application)
        opened.window.resize(*SIZE)
        opened.window.show()
        studio = Studio(app, application, opened, folder)
        try:
            inbox(studio)
            case(studio, documents(Path(home) / "documents"))
            sign_and_submit(studio)
            receipts_and_the_rest(studio)
        finally:
            opened.close()
    return 0


def inbox(studio: Studio) -> None:
    """Empty, then with the requests of the training portal."""
    window = studio.opened.window
    studio.settle()
    window.training.start()
    studio.wait(lambda: studio.application.training.running is not None)
    window.show_environment()
    studio.wait(lambda: window.pages.inbox.table.model().rowCount() > 0)
    studio.settle()
    studio.take("inbox")

    def sign_in() -> QDialog:
        window.pages.inbox.ask_for_key()
        return window.pages.inbox.sign_in

    studio.take("sign-in", sign_in)


def case(studio: Studio, files: list[Path]) -> None:
    """The largest request: half answered with a preview, then complete."""
    window = studio.opened.window
    largest = max(window.pages.inbox.requests.rows, key=lambda row: row.item_count)
    window.pages.inbox.presenter.open_request(largest.request_id)
    studio.wait(lambda: window.pages.case.presenter.case is not None)
    studio.settle()
    page = window.pages.case
    items = page.presenter.case.items if page.presenter.case else ()
    page.presenter.add_files(items[0].item_id, (files[0], files[1]))
    page.presenter.add_files(items[1].item_id, (files[2], files[4]))
    page.presenter.set_answer(
        items[2].item_id,
        ItemState.RESTORED_BY,
        "Түпнұсқалары архивте, көшірмелері сұратылды",
        until=date(2027, 1, 15),
    )
    studio.settle()
    case_now = page.presenter.case
    page.items.select(case_now.items[0].files[0].file_id if case_now else "")
    studio.wait(lambda: page.preview.state == "shown")
    studio.settle()
    studio.take("case")
    page.items.select(items[3].item_id)

    def absence() -> QDialog:
        page.items.absent.click()
        page.absence.reason.setPlainText("Мұндай құжат жасалмаған")
        return page.absence

    studio.take("absence", absence)
    for item in items[3:]:
        if item.mandatory:
            page.presenter.add_files(item.item_id, (files[3],))
    studio.settle()


def sign_and_submit(studio: Studio) -> None:
    """Review, the steps while they run, the receipt."""
    window = studio.opened.window
    case_now = window.pages.case.presenter.case
    if case_now is None or not case_now.ready:
        sys.exit(f"the case is not complete: {case_now and case_now.findings}")
    window.pages.case.sign.click()
    studio.settle()
    portal = studio.application.training.running
    if portal is None:
        sys.exit("the training portal has ended")
    review = window.pages.submit.review
    review.keys.path.setEditText(str(portal.keys[0].path))
    review.keys.password.setText(portal.keys[0].password)
    review.keys.open_key()
    studio.settle()
    studio.take("sign")
    if not review.sign.isEnabled():
        sys.exit(f"signing is closed: {review.reason.text()}")
    review.sign.click()
    # Speed and time left are told after a second of a step that moves bytes.
    submit = window.pages.submit
    studio.wait(
        lambda: submit.presenter.phase is Phase.RESULT or "·" in submit.progress.speed.text()
    )
    studio.take("sending")
    studio.wait(lambda: window.pages.submit.presenter.phase is Phase.RESULT)
    studio.settle()
    studio.take("result")


def receipts_and_the_rest(studio: Studio) -> None:
    """Receipts, verify, settings."""
    window = studio.opened.window
    window.go(Place.RECEIPTS)
    studio.settle()
    studio.take("receipts")
    outcome = window.pages.submit.presenter.outcome
    if outcome is not None and outcome.receipt is not None:
        window.verify_path(outcome.receipt.files.receipt)
        studio.settle()
    studio.take("verify")
    window.go(Place.SETTINGS)
    studio.settle()
    studio.take("settings")


def documents(folder: Path) -> list[Path]:
    """A few papers as they come: an invoice as PDF, a scan, a payment, a table, an archive."""
    folder.mkdir()
    invoice = folder / "Инвойс № 2026-03-117.pdf"
    paper = FPDF()
    paper.add_page()
    paper.add_font("Noto", fname=RESOURCES / "fonts" / "NotoSans-Regular.ttf")
    paper.set_font("Noto", size=18)
    paper.cell(text="Инвойс № 2026-03-117", new_x="LMARGIN", new_y="NEXT")
    paper.set_font("Noto", size=10)
    for line in range(1, 30):
        text = f"{line}. Жабдық бөлшегі / деталь оборудования, {line * 7} дана / шт."
        paper.cell(text=text, new_x="LMARGIN", new_y="NEXT", h=7)
    paper.output(str(invoice))
    scan = folder / "Скан «келісімшарт» 1-бет.png"
    picture = QImage(1240, 1754, QImage.Format.Format_RGB32)
    picture.fill(QColor("#fbfaf5"))
    painter = QPainter(picture)
    painter.setFont(QFont("Noto Sans", 34))
    painter.drawText(120, 200, "Келісімшарт LEX-2025/07")
    painter.end()
    picture.save(str(scan))
    others = [folder / name for name in ("Төлем SWIFT MT103.pdf", "Прайс-лист.xlsx")]
    for path in others:
        path.write_bytes(invoice.read_bytes())
    archive = folder / "Фотосуреттер.zip"
    with archive.open("wb") as file:
        for _ in range(LARGE_FILE_BYTES // 1_000_000):
            file.write(os.urandom(1_000_000))
    return [invoice, scan, others[0], others[1], archive]


if __name__ == "__main__":
    sys.exit(main())
