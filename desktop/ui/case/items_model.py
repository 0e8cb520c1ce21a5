"""The items of a case as a tree: an item, below it its files. Files are moved by dragging."""

from collections.abc import Sequence

from PySide6.QtCore import (
    QAbstractItemModel,
    QMimeData,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    Signal,
)
from PySide6.QtGui import QIcon

from desktop.services.cases import FileCondition, FileView, ItemView
from desktop.ui.context import Context
from desktop.ui.formatting import size_text
from desktop.ui.signs import Sign
from desktop.ui.theme import Tone
from desktop.ui.widgets.drop_area import local_files
from desktop.ui.widgets.sign_delegate import SIGN_ROLE
from desktop.ui.words import in_language, item_sign

Index = QModelIndex | QPersistentModelIndex
OWN_MIME = "application/x-qolhat-file-id"
# What stands behind a row: an item's id or a file's.
NODE_ROLE = int(Qt.ItemDataRole.UserRole) + 10
LONG_SIZE_BYTES = 999 * 1024 * 1024
# Computed once: Qt asks for them often, and Python's flags are slow to combine.
SHOWN = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
SHOWN_ITEM = SHOWN | Qt.ItemFlag.ItemIsDropEnabled
SHOWN_FILE = SHOWN_ITEM | Qt.ItemFlag.ItemIsDragEnabled


class ItemsModel(QAbstractItemModel):
    """Two levels. `files_dropped(item id, paths)` and `file_moved(file id, position, item id)`."""

    files_dropped = Signal(str, object)
    file_moved = Signal(str, int, str)

    def __init__(self, context: Context, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._items: tuple[ItemView, ...] = ()
        self.editable = False

    def show_items(self, items: tuple[ItemView, ...], *, editable: bool) -> None:
        """Replaces everything."""
        self.beginResetModel()
        self._items = items
        self.editable = editable
        self.endResetModel()

    def retranslate(self) -> None:
        """Asks views to read everything again."""
        self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, 1)
        self.layoutChanged.emit()

    def item_of(self, index: Index) -> ItemView | None:
        """The item of a row, also of one of its files."""
        if not index.isValid():
            return None
        parent = self._parent_row(index)
        row = index.row() if parent is None else parent
        return self._items[row] if row < len(self._items) else None

    def file_of(self, index: Index) -> FileView | None:
        """The file of a row, None of an item's."""
        parent = self._parent_row(index) if index.isValid() else None
        return None if parent is None else self._items[parent].files[index.row()]

    def index_of(self, node_id: str) -> QModelIndex:
        """The row of an item's or a file's id; invalid if it is not here."""
        for row, item in enumerate(self._items):
            if item.item_id == node_id:
                return self.index(row, 0)
            for position, file in enumerate(item.files):
                if file.file_id == node_id:
                    return self.index(position, 0, self.index(row, 0))
        return QModelIndex()

    def state_words(self) -> list[str]:
        """What the second column may show, title included; of the sizes a long one stands in."""
        conditions = {file.condition for item in self._items for file in item.files}
        words = [self.tr("State"), size_text(LONG_SIZE_BYTES)]
        words += [item_sign(state).word for state in {item.state for item in self._items}]
        return words + [sign.word for sign in map(self._condition_sign, conditions) if sign]

    # -- structure

    def index(self, row: int, column: int, parent: Index = QModelIndex()) -> QModelIndex:  # noqa: B008
        if not self.hasIndex(row, column, parent):
            return QModelIndex()
        # The internal id of a file is its item's row + 1; of an item 0.
        return self.createIndex(row, column, parent.row() + 1 if parent.isValid() else 0)

    def parent(self, index: Index = QModelIndex()) -> QModelIndex:  # type: ignore[override]  # noqa: B008
        row = self._parent_row(index) if index.isValid() else None
        return QModelIndex() if row is None else self.createIndex(row, 0, 0)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        if not parent.isValid():
            return len(self._items)
        if parent.column() != 0 or self._parent_row(parent) is not None:
            return 0
        return len(self._items[parent.row()].files)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: ARG002, B008
        return 2

    def _parent_row(self, index: Index) -> int | None:
        return int(index.internalId()) - 1 if index.internalId() else None

    # -- content

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return (self.tr("Requested documents"), self.tr("State"))[section]
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        item, file = self.item_of(index), self.file_of(index)
        if item is None:
            return None
        if role == NODE_ROLE:
            return file.file_id if file else item.item_id
        if index.column() == 1:
            return self._state(item, file, role)
        if role in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole}:
            return file.original_name if file else self.title(item)
        wanted = role == Qt.ItemDataRole.DecorationRole
        return self._icon(file) if wanted and file is not None else None

    def _state(self, item: ItemView, file: FileView | None, role: int) -> object:
        sign = self._file_sign(file) if file else item_sign(item.state)
        if role == SIGN_ROLE:
            return sign if isinstance(sign, Sign) else None
        if role == Qt.ItemDataRole.DisplayRole:
            return sign.word if isinstance(sign, Sign) else sign
        return None

    def title(self, item: ItemView) -> str:
        """`3. Invoices`, with a word where it need not be answered."""
        text = f"{item.number}. {in_language(item.title, self._context.language)}"
        return text if item.mandatory else self.tr("{title} (optional)").format(title=text)

    def _condition_sign(self, condition: FileCondition) -> Sign | None:
        if condition is FileCondition.CHANGED:
            return Sign("warning", self.tr("changed on disk"), Tone.BAD)
        if condition is FileCondition.VANISHED:
            return Sign("error", self.tr("no longer there"), Tone.BAD)
        return None

    def _file_sign(self, file: FileView) -> Sign | str:
        odd = self._condition_sign(file.condition)
        if odd is not None:
            return odd
        return size_text(file.size_bytes) if file.size_bytes else self.tr("empty file")

    def _icon(self, file: FileView) -> QIcon:
        look = self._context.look
        name = "picture" if file.media_type.startswith("image/") else "document"
        return look.icons.icon(name, look.theme.colour(Tone.NEUTRAL))

    # -- dragging

    def flags(self, index: Index) -> Qt.ItemFlag:
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        if not self.editable:
            return SHOWN
        return SHOWN_FILE if self._parent_row(index) is not None else SHOWN_ITEM

    def supportedDropActions(self) -> Qt.DropAction:
        return Qt.DropAction.CopyAction | Qt.DropAction.MoveAction

    def mimeTypes(self) -> list[str]:
        return [OWN_MIME, "text/uri-list"]

    def mimeData(self, indexes: Sequence[QModelIndex]) -> QMimeData:
        mime = QMimeData()
        files = [file for file in map(self.file_of, indexes) if file is not None]
        if files:
            mime.setData(OWN_MIME, files[0].file_id.encode())
        return mime

    def canDropMimeData(  # noqa: N802 - Qt's name
        self, data: QMimeData, action: Qt.DropAction, row: int, column: int, parent: Index
    ) -> bool:
        del action, row, column
        return (
            self.editable
            and parent.isValid()
            and (data.hasFormat(OWN_MIME) or bool(local_files(data)))
        )

    def dropMimeData(
        self, data: QMimeData, action: Qt.DropAction, row: int, column: int, parent: Index
    ) -> bool:
        """Answers False: the service makes the change and the model is filled anew."""
        if not self.canDropMimeData(data, action, row, column, parent):
            return False
        target = self.item_of(parent)
        if target is None:
            return False
        if data.hasFormat(OWN_MIME):
            on_file = self._parent_row(parent) is not None
            position = parent.row() if on_file else (row if row >= 0 else len(target.files))
            file_id = bytes(data.data(OWN_MIME).data()).decode()
            self.file_moved.emit(file_id, position, target.item_id)
        else:
            self.files_dropped.emit(target.item_id, local_files(data))
        return False
