"""The longest time for which the window stands still while 1 GB in 2,000 files is packed.

The real window, services and training portal; a timer of 10 ms tells the gaps.
"""

import os
import shutil
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from benchmarks.documents import make_documents
from benchmarks.figures import Figure

TICK_MS = 10
TARGET_MS = 50.0
TIMEOUT_SECONDS = 600.0


def measure(folder: Path) -> Iterator[Figure]:
    """Gaps while packing, and while the receipt is fetched."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from PySide6.QtWidgets import QApplication  # noqa: PLC0415 - after the platform is chosen

    app = QApplication.instance() or QApplication([])
    paths = make_documents(folder)
    home = folder / "ui-stall"
    shutil.rmtree(home, ignore_errors=True)
    packing, whole = _submit(app, home, paths)
    shutil.rmtree(home, ignore_errors=True)
    yield Figure("longest stall of the window while packing 1 GB", packing, TARGET_MS, unit="ms")
    yield Figure(
        "longest stall of the window from signing to the receipt", whole, TARGET_MS, unit="ms"
    )


def _submit(app: object, home: Path, paths: list[Path]) -> tuple[float, float]:
    from PySide6.QtCore import QCoreApplication, Qt, QTimer  # noqa: PLC0415 - see `measure`
    from PySide6.QtWidgets import QApplication  # noqa: PLC0415 - see `measure`

    from desktop.paths import Paths  # noqa: PLC0415 - see `measure`
    from desktop.services.application import Application  # noqa: PLC0415 - see `measure`
    from desktop.services.submissions import SubmissionStep  # noqa: PLC0415 - see `measure`
    from desktop.ui.submit.presenter import Phase  # noqa: PLC0415 - see `measure`
    from desktop.ui.window_app import OpenWindow  # noqa: PLC0415 - see `measure`

    if not isinstance(app, QApplication):
        raise TypeError("a QApplication is needed")

    def wait(condition: Callable[[], bool]) -> None:
        end = time.monotonic() + TIMEOUT_SECONDS
        while not condition():
            if time.monotonic() > end:
                raise TimeoutError("the window did not come as far as it should")
            QCoreApplication.processEvents()
            time.sleep(0.001)

    gaps: list[tuple[float, bool]] = []
    last = [0.0]
    with Application(Paths(home)) as application:
        opened = OpenWindow(app, application)
        window = opened.window
        window.show()
        portal = application.training.start()
        case = application.cases.new_free_submission("1 GB")
        item = case.items[0].item_id
        case = application.cases.add_files(case.case_id, item, paths)
        window.open_case(case)
        window._review(case)  # noqa: SLF001 - as the button of the case page does
        submit = window.submit
        wait(lambda: opened.runner.running == 0)
        submit.presenter.submit(
            application.signing.open(portal.keys[0].path, portal.keys[0].password)
        )
        wait(lambda: submit.progress.current is not None)

        def tick() -> None:
            now = time.perf_counter()
            current = submit.progress.current
            packs = current is not None and current.step is SubmissionStep.PACK
            gaps.append((now - last[0], packs))
            last[0] = now

        timer = QTimer()
        timer.setTimerType(Qt.TimerType.PreciseTimer)
        timer.timeout.connect(tick)
        last[0] = time.perf_counter()
        timer.start(TICK_MS)
        wait(lambda: submit.presenter.phase is Phase.RESULT)
        timer.stop()
        outcome = submit.presenter.outcome
        opened.close()
    if outcome is None or outcome.error is not None:
        raise RuntimeError("the submission failed") from (outcome.error if outcome else None)
    whole = max(gap for gap, _packs in gaps)
    packing = max(gap for gap, packs in gaps if packs)
    return packing * 1000, whole * 1000
