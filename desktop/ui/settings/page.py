"""The settings page. Language and look change at once; the rest with Save."""

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QRegularExpression, Signal
from PySide6.QtGui import QRegularExpressionValidator
from PySide6.QtWidgets import (
    QComboBox,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from desktop.services.settings import Language as LanguageChoice
from desktop.services.settings import (
    ParticipantSettings,
    PortalSettings,
    Settings,
    system_language,
)
from desktop.ui.context import Context
from desktop.ui.i18n import Language
from desktop.ui.settings.presenter import SettingsPresenter
from desktop.ui.theme import Tone
from desktop.ui.widgets.buttons import PrimaryButton, press_by
from desktop.ui.widgets.labels import Heading, PlainLabel
from desktop.ui.widgets.notice import Notice
from desktop.ui.widgets.page import Card, Page, row, scroll_area

if TYPE_CHECKING:
    from signing.trust import PortalIdentity

FIELD_WIDTH = 460


class SettingsPage(Page):
    """Emits `language_chosen(code)` and `look_chosen(dark or None)`."""

    language_chosen = Signal(object)
    look_chosen = Signal(object)

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self.presenter = SettingsPresenter(context, self)
        self.heading = Heading()
        self.notice = Notice(context.look)
        self._make_fields()
        self._lay_out()
        self.language.activated.connect(self._choose_language)
        self.look.activated.connect(lambda: self.look_chosen.emit(self.look.currentData()))
        self.presenter.changed.connect(self._fill)
        self.presenter.failed.connect(self._show_failure)
        self._saving = False
        self.retranslate()
        self._fill()

    def _make_fields(self) -> None:
        self.language = QComboBox()
        self.language.addItem("", LanguageChoice.SYSTEM)
        for language in Language:
            self.language.addItem(language.own_name, LanguageChoice(language.value))
        self.look = QComboBox()
        for dark in (None, False, True):
            self.look.addItem("", dark)
        self.kind = QComboBox()
        for kind in ("bin", "iin"):
            self.kind.addItem("", kind)
        self.number = QLineEdit()
        self.number.setValidator(
            QRegularExpressionValidator(QRegularExpression("[0-9]{0,12}"), self)
        )
        self.name = QLineEdit()
        self.key = QLineEdit()
        self.browse = QPushButton()
        self.browse.clicked.connect(self._browse)
        self.portal = QLineEdit()
        self.portal_note = PlainLabel(name="muted")
        self.timestamp = QLineEdit()
        self.proxy_mode = QComboBox()
        for mode in ("", "none", "url"):
            self.proxy_mode.addItem("", mode)
        self.proxy = QLineEdit()
        self.proxy_mode.currentIndexChanged.connect(
            lambda: self.proxy.setEnabled(self.proxy_mode.currentData() == "url")
        )
        self.save = PrimaryButton(self._save)
        press_by(self.save, "Ctrl+S")

    def _lay_out(self) -> None:
        key = QWidget()
        line = QHBoxLayout(key)
        line.setContentsMargins(0, 0, 0, 0)
        line.addWidget(self.key, 1)
        line.addWidget(self.browse)
        proxy = QWidget()
        line = QHBoxLayout(proxy)
        line.setContentsMargins(0, 0, 0, 0)
        line.addWidget(self.proxy_mode)
        line.addWidget(self.proxy, 1)
        self._titles = [PlainLabel(name="subheading") for _ in range(3)]
        groups: tuple[tuple[tuple[str, QWidget, QWidget], ...], ...] = (
            (("language", self.language, self.language), ("look", self.look, self.look)),
            (
                ("kind", self.kind, self.kind),
                ("number", self.number, self.number),
                ("name", self.name, self.name),
                ("key", key, self.key),
            ),
            (
                ("portal", self.portal, self.portal),
                ("", self.portal_note, self.portal_note),
                ("timestamp", self.timestamp, self.timestamp),
                ("proxy", proxy, self.proxy_mode),
            ),
        )
        self._labels: dict[str, QLabel] = {}
        body = QWidget()
        column = QVBoxLayout(body)
        column.setContentsMargins(0, 0, 8, 0)
        column.setSpacing(12)
        for title, group in zip(self._titles, groups, strict=True):
            card = Card()
            card.column.addWidget(title)
            form = QFormLayout()
            form.setHorizontalSpacing(16)
            form.setVerticalSpacing(8)
            form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
            for name, shown, buddy in group:
                label = QLabel()
                label.setBuddy(buddy)
                if name:
                    self._labels[name] = label
                if name:
                    shown.setMaximumWidth(FIELD_WIDTH)
                form.addRow(label, shown)
            card.column.addLayout(form)
            column.addWidget(card)
        column.addStretch(1)
        self.column.addWidget(self.heading)
        self.column.addWidget(self.notice)
        self.column.addWidget(scroll_area(body), 1)
        self.column.addLayout(row(None, self.save))

    def shown(self) -> None:
        self.notice.silence()
        self.presenter.reload()

    def retranslate(self) -> None:
        self.heading.setText(self.tr("Settings"))
        for title, text in zip(
            self._titles,
            (self.tr("Window"), self.tr("Participant and key"), self.tr("Connection")),
            strict=True,
        ):
            title.setText(text)
        for name, text in {
            "language": self.tr("&Language"),
            "look": self.tr("&Colours"),
            "kind": self.tr("K&ind of number"),
            "number": self.tr("&Number"),
            "name": self.tr("N&ame"),
            "key": self.tr("&Key file"),
            "portal": self.tr("&Portal address"),
            "timestamp": self.tr("&Timestamp service"),
            "proxy": self.tr("Pro&xy"),
        }.items():
            self._labels[name].setText(text)
        # One line of fields down the page, though each card has a form of its own.
        widest = max(label.sizeHint().width() for label in self._labels.values())
        for label in self._labels.values():
            label.setMinimumWidth(widest)
        self.language.setItemText(0, self.tr("as the system"))
        for index, text in enumerate((self.tr("as the system"), self.tr("light"), self.tr("dark"))):
            self.look.setItemText(index, text)
        self.kind.setItemText(0, self.tr("BIN: organisation"))
        self.kind.setItemText(1, self.tr("IIN: person"))
        for index, text in enumerate(
            (self.tr("as the system"), self.tr("none"), self.tr("this one:"))
        ):
            self.proxy_mode.setItemText(index, text)
        self.number.setPlaceholderText(self.tr("12 digits"))
        self.timestamp.setPlaceholderText(self.tr("none: signatures have no trusted time"))
        self.proxy.setPlaceholderText("http://proxy.example:3128")
        self.proxy.setAccessibleName(self.tr("Address of the proxy"))
        self.key.setAccessibleName(self.tr("Key file"))
        self.browse.setText(self.tr("&Browse…"))
        self.save.setText(self.tr("&Save"))
        self._show_portal(self.presenter.settings.portal)

    def _fill(self) -> None:
        settings = self.presenter.settings
        self.language.setCurrentIndex(self.language.findData(settings.language))
        participant = settings.participant
        self.kind.setCurrentIndex(self.kind.findData(participant.kind if participant else "bin"))
        self.number.setText(participant.id if participant else "")
        self.name.setText(participant.name if participant else "")
        self.key.setText(settings.key_path or "")
        self.timestamp.setText(settings.timestamp_url or "")
        mode = settings.proxy if settings.proxy in {"", "none"} else "url"
        self.proxy_mode.setCurrentIndex(self.proxy_mode.findData(mode))
        self.proxy.setText(settings.proxy if mode == "url" else "")
        self.proxy.setEnabled(mode == "url")
        self._show_portal(settings.portal)
        if self._saving:
            self._saving = False
            self.notice.say(Tone.GOOD, self.tr("Saved."))

    def _show_portal(self, portal: PortalSettings | None) -> None:
        self.portal.setText(portal.origin if portal else "")
        self.portal.setEnabled(portal is not None)
        if portal is None:
            self.portal_note.setText(
                self.tr("No portal is set. Start the program in training mode to try it out.")
            )
            return
        environment = (
            self.tr("training: nothing reaches the authority")
            if portal.environment == "TRAINING"
            else self.tr("real submissions")
        )
        self.portal_note.setText(
            self.tr("{name} – {environment}. Receipts of another seal are refused.").format(
                name=portal.identity.name, environment=environment
            )
        )

    def _browse(self) -> None:
        self._context.picker.open_file(
            self,
            self.tr("Choose your key file"),
            self.tr("Key files (*.p12 *.pfx);;All files (*)"),
            lambda path: self.key.setText(str(path)),
        )

    def _choose_language(self) -> None:
        choice = LanguageChoice(self.language.currentData())
        self.presenter.save(lambda settings: replace(settings, language=choice))
        code = system_language() if choice is LanguageChoice.SYSTEM else choice.value
        self.language_chosen.emit(code)

    def _save(self) -> None:
        self.notice.silence()
        number, name = self.number.text().strip(), self.name.text().strip()
        participant = (
            ParticipantSettings(str(self.kind.currentData()), number, name) if number else None
        )
        key = self.key.text().strip()
        timestamp, origin = self.timestamp.text().strip(), self.portal.text().strip()
        mode = self.proxy_mode.currentData()
        proxy = self.proxy.text().strip() if mode == "url" else str(mode)

        def change(settings: Settings) -> Settings:
            return replace(
                settings,
                participant=participant,
                key_path=str(Path(key)) if key else None,
                portal=_at_origin(settings.portal, origin),
                timestamp_url=timestamp or None,
                proxy=proxy,
            )

        self._saving = True
        self.presenter.save(change)

    def _show_failure(self, error: Exception) -> None:
        self._saving = False
        self.notice.say(Tone.BAD, str(self._context.errors.report(error).text))


def _at_origin(portal: PortalSettings | None, origin: str) -> PortalSettings | None:
    if portal is None or origin == portal.origin:
        return portal
    identity: PortalIdentity = replace(portal.identity, origin=origin)
    return replace(portal, identity=identity)
