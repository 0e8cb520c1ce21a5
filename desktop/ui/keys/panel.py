"""Key file and password; below, what went wrong or whose certificate it is."""

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QComboBox,
    QFormLayout,
    QGridLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from desktop.ui.context import Context
from desktop.ui.formatting import date_text
from desktop.ui.keys.presenter import KeyPresenter
from desktop.ui.theme import Tone
from desktop.ui.widgets.labels import ElidedLabel, PlainLabel
from desktop.ui.widgets.notice import Notice
from desktop.ui.widgets.page import TranslatedWidget
from desktop.ui.words import role_words
from signing.credentials.certificate import CertificateSummary
from signing.errors import QolhatError


class KeyPanel(TranslatedWidget):
    """Where a key is chosen and opened; the key itself is its presenter's."""

    opened = Signal()

    def __init__(
        self, context: Context, parent: QWidget | None = None, *, for_sign_in: bool = False
    ) -> None:
        super().__init__(parent)
        self._context = context
        self._error: Exception | None = None
        self.presenter = KeyPresenter(context, self, for_sign_in=for_sign_in)
        self.path = QComboBox()
        self.path.setEditable(True)
        self.path.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.path.setMinimumContentsLength(14)
        self.path.setSizeAdjustPolicy(
            QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        )
        self.browse = QPushButton()
        self.browse.clicked.connect(self._browse)
        self.password = QLineEdit()
        self.password.setEchoMode(QLineEdit.EchoMode.Password)
        self.password.returnPressed.connect(self.open_key)
        self.open_button = QPushButton()
        self.open_button.clicked.connect(self.open_key)
        self.path_label, self.password_label = QLabel(), QLabel()
        self.path_label.setBuddy(self.path)
        self.password_label.setBuddy(self.password)
        self.hint = PlainLabel(name="muted")
        self.notice = Notice(context.look)
        self.certificate = CertificateCard()
        grid = QGridLayout()
        grid.setHorizontalSpacing(10)
        grid.setColumnStretch(1, 1)
        grid.addWidget(self.path_label, 0, 0)
        grid.addWidget(self.path, 0, 1)
        grid.addWidget(self.browse, 0, 2)
        grid.addWidget(self.password_label, 1, 0)
        grid.addWidget(self.password, 1, 1)
        grid.addWidget(self.open_button, 1, 2)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addLayout(grid)
        column.addWidget(self.hint)
        column.addWidget(self.notice)
        column.addWidget(self.certificate)
        self.presenter.opened_changed.connect(self._show_key)
        self.presenter.failed.connect(self._show_error)
        self.presenter.busy_changed.connect(self._set_busy)
        self.path.editTextChanged.connect(self._key_chosen)
        self.retranslate()
        self._show_key()

    def suggest(self) -> None:
        """Fills in the key used last; the password stays empty, except for a training key."""
        suggested = self.presenter.suggested_path
        choices = dict.fromkeys(
            (*([suggested] if suggested else []), *self.presenter.training_keys())
        )
        if self.path.count() != len(choices):
            chosen = self.path.currentText()
            self.path.clear()
            self.path.addItems([str(path) for path in choices])
            self.path.setEditText(chosen or (str(suggested) if suggested else ""))
        self._key_chosen()

    def open_key(self) -> None:
        """Opens what is chosen; the password leaves its field at once."""
        password = self.password.text()
        self.password.clear()
        self._error = None
        self.notice.silence()
        path = self.path.currentText().strip()
        if not path:
            self.notice.say(Tone.CAUTION, self.tr("Choose your key file first."))
            return
        self.presenter.open(Path(path), password, self.opened.emit)

    def forget(self) -> None:
        """Drops key and password."""
        self.password.clear()
        self.presenter.drop()
        self._error = None
        self.notice.silence()

    def retranslate(self) -> None:
        self.path_label.setText(self.tr("&Key file"))
        self.browse.setText(self.tr("B&rowse…"))
        self.password_label.setText(self.tr("&Password"))
        self.open_button.setText(self.tr("&Open the key"))
        line = self.path.lineEdit()
        if line is not None:
            line.setPlaceholderText(self.tr("file with your key, .p12 or .pfx"))
        self.certificate.retranslate()
        if self._error is not None:
            self._show_error(self._error)
        self._show_hint()

    def _key_chosen(self) -> None:
        self._show_hint()
        if self.presenter.certificate is not None:
            # Another file: the key that is open is not the one named any more.
            self.presenter.drop()

    def _show_hint(self) -> None:
        self.path.setToolTip(self.path.currentText())
        password = self.presenter.training_password(Path(self.path.currentText()))
        self.hint.setText(
            self.tr("This is a training key. Its password: {password}").format(password=password)
            if password is not None
            else self.tr("The password is asked for every time and is never stored.")
        )

    def _browse(self) -> None:
        self._context.picker.open_file(
            self,
            self.tr("Choose your key file"),
            self.tr("Key files (*.p12 *.pfx);;All files (*)"),
            lambda path: self.path.setEditText(str(path)),
        )

    def _set_busy(self, busy: bool) -> None:
        for widget in (self.path, self.browse, self.password, self.open_button):
            widget.setEnabled(not busy)
        if not busy and self._error is not None:
            self.password.setFocus()

    def _show_key(self) -> None:
        certificate = self.presenter.certificate
        self.certificate.setVisible(certificate is not None)
        if certificate is not None:
            self.certificate.show_certificate(certificate)

    def _show_error(self, error: Exception) -> None:
        self._error = error
        if not isinstance(error, QolhatError):
            self._context.errors.show(error)
            return
        text = self._context.errors.report(error).text
        self.notice.say(Tone.BAD, str(text))


class CertificateCard(TranslatedWidget):
    """Who a certificate names, what for, and until when."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._certificate: CertificateSummary | None = None
        self._titles = [QLabel() for _ in range(7)]
        self._values = [ElidedLabel() for _ in range(7)]
        form = QFormLayout(self)
        form.setContentsMargins(0, 6, 0, 0)
        form.setHorizontalSpacing(14)
        form.setVerticalSpacing(3)
        for title, value in zip(self._titles, self._values, strict=True):
            title.setObjectName("muted")
            form.addRow(title, value)
        self.retranslate()

    def show_certificate(self, certificate: CertificateSummary) -> None:
        """Shows *certificate*."""
        self._certificate = certificate
        self.retranslate()

    def retranslate(self) -> None:
        for title, text in zip(
            self._titles,
            (
                self.tr("Signer"),
                self.tr("IIN"),
                self.tr("Organisation"),
                self.tr("BIN"),
                self.tr("May sign as"),
                self.tr("Valid"),
                self.tr("Issued by"),
            ),
            strict=True,
        ):
            title.setText(text)
        if self._certificate is None:
            return
        shown = self._certificate
        for value, fact in zip(
            self._values,
            (
                shown.subject,
                shown.iin or "—",
                shown.organisation or "—",
                shown.bin or "—",
                ", ".join(role_words(shown.roles)) or "—",
                f"{date_text(shown.not_before)} – {date_text(shown.not_after)}",
                shown.issuer,
            ),
            strict=True,
        ):
            value.setText(fact)
