"""The left side of the case page: the items with their files, and the tools for them."""

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTreeView, QVBoxLayout, QWidget

from desktop.services.cases import FileView, ItemView
from desktop.ui.case.items_model import NODE_ROLE, ItemsModel
from desktop.ui.case.presenter import CasePresenter
from desktop.ui.context import Context
from desktop.ui.widgets.buttons import ToolButton, icon_button, press_by
from desktop.ui.widgets.page import TranslatedWidget, row
from desktop.ui.widgets.sign_delegate import SignDelegate

ICON_AND_PADDING = 46
MANY_FILES = 300


class ItemsView(TranslatedWidget):
    """Emits `current_changed` (item, file or None) and `absence_wanted` (item)."""

    current_changed = Signal(object, object)
    absence_wanted = Signal(object)

    def __init__(
        self, context: Context, presenter: CasePresenter, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._context = context
        self._presenter = presenter
        self.model = ItemsModel(context, self)
        self.tree = QTreeView()
        self.tree.setModel(self.model)
        self.tree.setItemDelegate(SignDelegate(context.look, self.tree))
        self.tree.setDragDropMode(QAbstractItemView.DragDropMode.DragDrop)
        self.tree.setDefaultDropAction(Qt.DropAction.MoveAction)
        self.tree.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.tree.setUniformRowHeights(True)
        self.tree.setIndentation(22)
        self.tree.setAlternatingRowColors(False)
        self.tree.setExpandsOnDoubleClick(False)
        # Names of papers differ at their ends: "… (1).pdf", "… (2).pdf".
        self.tree.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        self.tree.header().setStretchLastSection(False)
        self.tree.header().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        self.tree.header().setSectionResizeMode(1, QHeaderView.ResizeMode.Fixed)
        self._closed: dict[str, bool] = {}
        self._filling = False
        self.tree.collapsed.connect(lambda index: self._remember(index, closed=True))
        self.tree.expanded.connect(lambda index: self._remember(index, closed=False))
        self._make_tools()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.tree, 1)
        column.addLayout(row(self.add, self.absent, None, self.up, self.down, self.remove))
        self.model.files_dropped.connect(presenter.add_files)
        self.model.file_moved.connect(presenter.move_file)
        self.tree.selectionModel().currentChanged.connect(lambda _new, _old: self._current())
        presenter.changed.connect(self.show_case)
        self.retranslate()
        self._enable_tools()

    def _make_tools(self) -> None:
        look = self._context.look
        self.add = icon_button(look, "add", self.ask_for_files)
        press_by(self.add, "Ctrl+O")
        self.absent = icon_button(look, "absent", self._want_absence)
        press_by(self.absent, "Ctrl+B")
        self.up = ToolButton(look, "up", lambda: self._move(-1))
        self.up.setShortcut(QKeySequence("Alt+Up"))
        self.down = ToolButton(look, "down", lambda: self._move(1))
        self.down.setShortcut(QKeySequence("Alt+Down"))
        self.remove = ToolButton(look, "remove", self._remove)
        self.remove.setShortcut(QKeySequence(QKeySequence.StandardKey.Delete))

    @property
    def current(self) -> tuple[ItemView | None, FileView | None]:
        """What is under the cursor."""
        index = self.tree.currentIndex()
        return self.model.item_of(index), self.model.file_of(index)

    def show_case(self) -> None:
        """Fills the tree from the presenter and keeps the cursor where it was."""
        case = self._presenter.case
        before = self.tree.currentIndex().data(NODE_ROLE)
        item, _file = self.current
        items = case.items if case else ()
        self.model.show_items(items, editable=case is not None and case.editable)
        self._expand(items)
        self._fit_states()
        index = self.model.index_of(str(before)) if before else self.model.index(0, 0)
        if not index.isValid() and item is not None:
            index = self.model.index_of(item.item_id)
        self.tree.setCurrentIndex(index if index.isValid() else self.model.index(0, 0))
        self._current()

    def select(self, node_id: str) -> None:
        """Moves the cursor to an item or a file."""
        index = self.model.index_of(node_id)
        if index.isValid():
            self.tree.setCurrentIndex(index)
            self.tree.scrollTo(index)
            self.tree.setFocus()

    def retranslate(self) -> None:
        self.tree.setAccessibleName(self.tr("Requested documents and your files"))
        self.add.setText(self.tr("&Add files…"))
        self.add.setToolTip(
            self.tr("Add files to the chosen item; you can also drop them on it (Ctrl+O)")
        )
        self.absent.setText(self.tr("Document is a&bsent…"))
        self.absent.setToolTip(self.tr("Say why this document is not attached (Ctrl+B)"))
        self.up.describe(self.tr("Move the file up"))
        self.down.describe(self.tr("Move the file down"))
        self.remove.describe(self.tr("Take the file out"))
        self.model.retranslate()
        self._fit_states()

    def ask_for_files(self) -> None:
        """Opens the file dialog for the current item."""
        item, _file = self.current
        if item is not None:
            item_id = item.item_id
            self._context.picker.open_files(
                self,
                self.tr("Add files to: {title}").format(title=self.model.title(item)),
                self.tr("All files (*)"),
                lambda paths: self._presenter.add_files(item_id, paths),
            )

    def _expand(self, items: tuple[ItemView, ...]) -> None:
        """Opens the items as the person left them; one with very many files stays closed first."""
        self._filling = True
        for line, item in enumerate(items):
            closed = self._closed.setdefault(item.item_id, len(item.files) > MANY_FILES)
            self.tree.setExpanded(self.model.index(line, 0), not closed)
        self._filling = False

    def _remember(self, index: QModelIndex, *, closed: bool) -> None:
        item = self.model.item_of(index)
        if item is not None and not self._filling:
            self._closed[item.item_id] = closed

    def _fit_states(self) -> None:
        """As wide as the longest state; Qt's own way looks only at rows that are visible."""
        words = self.model.state_words()
        widest = max((self.fontMetrics().horizontalAdvance(word) for word in words), default=0)
        self.tree.header().resizeSection(1, widest + ICON_AND_PADDING)

    def _current(self) -> None:
        self._enable_tools()
        self.current_changed.emit(*self.current)

    def _enable_tools(self) -> None:
        item, file = self.current
        editable = self.model.editable and item is not None
        self.add.setEnabled(editable)
        self.absent.setEnabled(editable)
        place = self._presenter.file(file.file_id) if file else None
        self.up.setEnabled(editable and place is not None and place[2] > 0)
        self.down.setEnabled(editable and place is not None and place[2] < len(place[0].files) - 1)
        self.remove.setEnabled(editable and file is not None)

    def _move(self, by: int) -> None:
        _item, file = self.current
        place = self._presenter.file(file.file_id) if file else None
        if place is not None:
            self._presenter.move_file(place[1].file_id, place[2] + by)

    def _remove(self) -> None:
        _item, file = self.current
        if file is not None:
            self._presenter.remove_file(file.file_id)

    def _want_absence(self) -> None:
        item, _file = self.current
        if item is not None:
            self.absence_wanted.emit(item)
