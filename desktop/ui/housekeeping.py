"""Python's full garbage collections at moments when nobody waits for the window.

A full collection holds the interpreter, and with it the window, for as long as it takes to walk
through every object: 100 to 200 ms with the services and their libraries loaded (measured). So the
loaded program is set aside once, full collections do not come by themselves, and are done when
nothing runs.
"""

import gc

from PySide6.QtCore import QObject, QTimer

from desktop.ui.tasks import TaskRunner

IDLE_INTERVAL_MS = 60_000
# Young objects as before; the third number keeps full collections from starting by themselves.
THRESHOLDS = (700, 10, 1_000_000)


class Housekeeping(QObject):
    """Collects while *runner* has nothing to do; `stop` gives Python its own ways back."""

    def __init__(self, runner: TaskRunner, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._runner = runner
        self._before = gc.get_threshold()
        self._used = False
        gc.freeze()
        gc.set_threshold(*THRESHOLDS)
        gc.enable()
        runner.running_changed.connect(self._note)
        self._timer = QTimer(self)
        self._timer.setInterval(IDLE_INTERVAL_MS)
        self._timer.timeout.connect(self.tidy)
        self._timer.start()

    def tidy(self) -> bool:
        """Collects if something was done since and nothing runs now; whether it did."""
        if self._runner.running or not self._used:
            return False
        self._used = False
        gc.collect()
        # What is still there has come to stay: modules loaded meanwhile, open pages.
        gc.freeze()
        return True

    def stop(self) -> None:
        """Restores Python's thresholds and gives everything back to its collector."""
        self._timer.stop()
        gc.set_threshold(*self._before)
        gc.unfreeze()

    def _note(self, running: int) -> None:
        if running:
            self._used = True
