"""What exactly is asked for by the chosen item, and what is said of it instead of files."""

from PySide6.QtWidgets import QVBoxLayout, QWidget

from cases.answer import ItemState
from desktop.services.cases import FileCondition, FileView, ItemView
from desktop.ui.case.presenter import CasePresenter
from desktop.ui.context import Context
from desktop.ui.formatting import date_text
from desktop.ui.theme import Tone
from desktop.ui.widgets.labels import PlainLabel
from desktop.ui.widgets.notice import Notice
from desktop.ui.widgets.page import TranslatedWidget
from desktop.ui.words import in_language, item_sign


class ItemCard(TranslatedWidget):
    """Title in full, note, legal basis; a notice for a given reason or a changed file."""

    def __init__(
        self, context: Context, presenter: CasePresenter, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._context = context
        self._presenter = presenter
        self._item: ItemView | None = None
        self._file: FileView | None = None
        self.title = PlainLabel(name="subheading", selectable=True)
        self.note = PlainLabel(selectable=True)
        self.basis = PlainLabel(name="muted", selectable=True)
        self.answer = Notice(context.look)
        self.file_notice = Notice(context.look)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        for widget in (self.title, self.note, self.basis, self.answer, self.file_notice):
            column.addWidget(widget)

    def show_item(self, item: ItemView | None, file: FileView | None) -> None:
        """Shows an item and, if one of its files is chosen, what is wrong with that."""
        self._item, self._file = item, file
        self.retranslate()

    def retranslate(self) -> None:
        item = self._item
        self.setVisible(item is not None)
        if item is None:
            return
        language = self._context.language
        self.title.setText(f"{item.number}. {in_language(item.title, language)}")
        self.note.setText(in_language(item.note, language))
        self.note.setVisible(bool(self.note.text()))
        self.basis.setText(" · ".join(self._terms(item)))
        self.basis.setVisible(bool(self.basis.text()))
        self._show_answer(item)
        self._show_file()

    def _terms(self, item: ItemView) -> list[str]:
        terms = [self.tr("mandatory") if item.mandatory else self.tr("optional")]
        if item.min_files > 1:
            terms.append(self.tr("at least %n file(s)", "", item.min_files))
        if item.max_files:
            terms.append(self.tr("at most %n file(s)", "", item.max_files))
        if item.code:
            terms.append(self.tr("code {code}").format(code=item.code))
        if item.legal_basis:
            terms.append(item.legal_basis)
        return terms

    def _show_answer(self, item: ItemView) -> None:
        if item.state in {None, ItemState.ATTACHED, ItemState.NOT_GIVEN}:
            self.answer.silence()
            return
        sign = item_sign(item.state)
        text = sign.word.capitalize()
        if item.until:
            text += " " + self.tr("(until {date})").format(date=date_text(item.until))
        if item.reason:
            text += f": {item.reason}"
        if item.legal_ground:
            text += f" ({item.legal_ground})"
        self.answer.say(sign.tone, text, icon=sign.icon)

    def _show_file(self) -> None:
        file = self._file
        if file is None or file.condition is FileCondition.PRESENT:
            self.file_notice.silence()
        elif file.condition is FileCondition.CHANGED:
            file_id = file.file_id
            self.file_notice.say(
                Tone.BAD,
                self.tr("This file changed on disk after you added it."),
                action=self.tr("Take it as it is now"),
                act=lambda: self._presenter.accept_changed_file(file_id),
            )
        else:
            file_id = file.file_id
            self.file_notice.say(
                Tone.BAD,
                self.tr("This file is no longer where it was: {path}").format(path=file.path),
                action=self.tr("Take it out"),
                act=lambda: self._presenter.remove_file(file_id),
            )
