"""How long until the window is visible, against a bare Qt window of the same Python."""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from benchmarks.figures import Figure, fastest

ROUNDS = 7
TARGET = 2.0

# Both end when their window has been painted once.
BARE = """
from PySide6.QtWidgets import QApplication, QLabel, QMainWindow
app = QApplication([])
window = QMainWindow()
window.setCentralWidget(QLabel("Qolhat"))
window.resize(1180, 760)
window.show()
app.processEvents()
"""
OURS = """
import sys
from pathlib import Path
from desktop.paths import Paths
paths = Paths(Path(sys.argv[1]))
from desktop.ui.instance import raise_existing
raise_existing(paths.home)
from PySide6.QtWidgets import QApplication
from desktop.ui.window_app import OpenWindow
app = QApplication([])
opened = OpenWindow(app, paths)
opened.window.show()
app.processEvents()
"""
# The whole program until the inbox is there to work with.
USABLE = (
    OURS
    + """
from desktop.services.application import Application
opened.open_behind(lambda: Application(paths), [], training=False)
while opened.runner.running or opened.previews is None:
    app.processEvents()
opened.close()
"""
)


def start(code: str, *arguments: str) -> None:
    """Run a program to its end, without a screen."""
    environment = os.environ | {"QT_QPA_PLATFORM": "offscreen"}
    subprocess.run(
        [sys.executable, "-c", code, *arguments], check=True, env=environment, capture_output=True
    )


def measure(folder: Path) -> Iterator[Figure]:
    """The ratio of the two starts, each the fastest of several."""
    home = str(folder / "window-start")
    start(OURS, home)  # the workspace is made, the byte code compiled
    start(BARE)
    bare, ours, usable = fastest(
        ROUNDS, lambda: start(BARE), lambda: start(OURS, home), lambda: start(USABLE, home)
    )
    yield Figure(
        "window visible : a bare Qt window",
        ours / bare,
        TARGET,
        detail=f"[{ours:.2f} s : {bare:.2f} s from process start; inbox usable in {usable:.2f} s]",
    )
