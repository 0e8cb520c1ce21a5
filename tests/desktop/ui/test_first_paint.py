"""What waits for the first picture is called once, whether the window is ever painted or not."""

from PySide6.QtWidgets import QWidget

from desktop.ui import first_paint
from desktop.ui.first_paint import FirstPaint


def test_it_is_called_once_and_after_the_paint(qtbot):
    calls = []

    class Window(QWidget):
        def paintEvent(self, event):
            calls.append("painted")

    window = Window()
    qtbot.addWidget(window)
    FirstPaint(window, lambda: calls.append("called"))
    assert calls == []
    window.show()
    qtbot.waitUntil(lambda: "called" in calls)
    window.update()
    qtbot.waitUntil(lambda: calls.count("painted") > 1)
    assert calls[0] == "painted"
    assert calls.count("called") == 1


def test_a_window_that_stays_out_of_sight_waits_no_longer(qtbot, monkeypatch):
    monkeypatch.setattr(first_paint, "PATIENCE_MS", 10)
    window, calls = QWidget(), []
    qtbot.addWidget(window)
    FirstPaint(window, lambda: calls.append("called"))
    qtbot.waitUntil(lambda: calls == ["called"])
