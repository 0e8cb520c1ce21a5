"""The verify page: drop a file, read the verdict."""

from pathlib import Path

from PySide6.QtWidgets import QCheckBox, QProgressBar, QWidget

from desktop.ui.context import Context
from desktop.ui.theme import Tone
from desktop.ui.verify.presenter import VerifyPresenter
from desktop.ui.verify.report_view import ReportView
from desktop.ui.widgets.buttons import press_by
from desktop.ui.widgets.drop_area import DropArea
from desktop.ui.widgets.labels import Heading, PlainLabel
from desktop.ui.widgets.notice import Notice
from desktop.ui.widgets.page import Page, row


class VerifyPage(Page):
    """A target for files, and below it the report on the last one."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self.presenter = VerifyPresenter(context, self)
        self.heading = Heading()
        self.offline = QCheckBox()
        self.offline.toggled.connect(self._set_offline)
        self.drop = DropArea(context.look, "drop", self._browse)
        press_by(self.drop.button, "Ctrl+O")
        self.drop.dropped.connect(lambda paths: self.verify(paths[0]))
        self.progress = QProgressBar()
        self.progress.setRange(0, 0)
        self.progress.setTextVisible(False)
        self.progress.setMaximumHeight(6)
        self.working = PlainLabel(name="muted")
        self.notice = Notice(context.look)
        self.report = ReportView(context)
        self.column.addLayout(row(self.heading, self.offline, stretch=0))
        self.column.addWidget(self.drop)
        self.column.addWidget(self.progress)
        self.column.addWidget(self.working)
        self.column.addWidget(self.notice)
        self.column.addWidget(self.report, 1)
        self.column.addStretch(0)
        self.presenter.changed.connect(self._show)
        self.retranslate()

    def verify(self, path: Path) -> None:
        """Verifies a file that came from outside (a drop, another start of the program)."""
        self.presenter.verify(path)

    def shown(self) -> None:
        self.drop.button.setFocus()

    def retranslate(self) -> None:
        self.heading.setText(self.tr("Verify"))
        self.drop.text.setText(
            self.tr(
                "Drop a package, a receipt or any other ASiC container here. "
                "Nothing is sent anywhere but for asking whether certificates were revoked."
            )
        )
        self.drop.button.setText(self.tr("&Choose a file…"))
        self.offline.setText(self.tr("&Without network"))
        self.offline.setToolTip(
            self.tr("Do not ask whether certificates were revoked; the verdict says so then")
        )
        self.progress.setAccessibleName(self.tr("Verifying"))
        self._show()

    def _show(self) -> None:
        presenter = self.presenter
        self.progress.setVisible(presenter.busy)
        self.working.setVisible(presenter.busy)
        if presenter.path is not None:
            self.working.setText(self.tr("Verifying {name}…").format(name=presenter.path.name))
        if presenter.error is not None:
            text = self._context.errors.report(presenter.error).text
            self.notice.say(Tone.BAD, str(text))
        else:
            self.notice.silence()
        self.report.show_report(presenter.report)
        self.drop.set_compact(compact=presenter.path is not None)
        self.column.setStretch(self.column.count() - 1, 0 if presenter.report else 1)

    def _browse(self) -> None:
        self._context.picker.open_file(
            self,
            self.tr("Choose a file to verify"),
            self.tr("Containers (*.asice *.asics *.sce *.scs *.zip);;All files (*)"),
            self.verify,
        )

    def _set_offline(self, offline: bool) -> None:
        self.presenter.offline = offline
        self.presenter.again()
