"""File dialogs behind one small interface, so that nothing ever blocks and tests can choose."""

from collections.abc import Callable
from pathlib import Path
from typing import Protocol

from PySide6.QtWidgets import QFileDialog, QWidget


class FilePicker(Protocol):
    """Asks for files; answers through a callback, and not at all if the person cancels."""

    def open_files(
        self,
        parent: QWidget,
        title: str,
        filters: str,
        chosen: Callable[[tuple[Path, ...]], object],
    ) -> None:
        """Several existing files."""

    def open_file(
        self, parent: QWidget, title: str, filters: str, chosen: Callable[[Path], object]
    ) -> None:
        """One existing file."""

    def save_file(
        self, parent: QWidget, title: str, suggested: str, chosen: Callable[[Path], object]
    ) -> None:
        """A new file's path."""

    def folder(self, parent: QWidget, title: str, chosen: Callable[[Path], object]) -> None:
        """An existing folder."""


class DialogFilePicker:
    """The system's (or Qt's) dialogs; remembers the folder within one run."""

    def __init__(self) -> None:
        self._folder = Path.home()

    def open_files(
        self,
        parent: QWidget,
        title: str,
        filters: str,
        chosen: Callable[[tuple[Path, ...]], object],
    ) -> None:
        dialog = self._dialog(parent, title, QFileDialog.FileMode.ExistingFiles, filters)
        dialog.filesSelected.connect(lambda names: self._answer(names, chosen))
        dialog.open()

    def open_file(
        self, parent: QWidget, title: str, filters: str, chosen: Callable[[Path], object]
    ) -> None:
        dialog = self._dialog(parent, title, QFileDialog.FileMode.ExistingFile, filters)
        dialog.fileSelected.connect(
            lambda name: self._answer([name], lambda paths: chosen(paths[0]))
        )
        dialog.open()

    def save_file(
        self, parent: QWidget, title: str, suggested: str, chosen: Callable[[Path], object]
    ) -> None:
        dialog = self._dialog(parent, title, QFileDialog.FileMode.AnyFile, "")
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.selectFile(suggested)
        dialog.fileSelected.connect(
            lambda name: self._answer([name], lambda paths: chosen(paths[0]))
        )
        dialog.open()

    def folder(self, parent: QWidget, title: str, chosen: Callable[[Path], object]) -> None:
        dialog = self._dialog(parent, title, QFileDialog.FileMode.Directory, "")
        dialog.setOption(QFileDialog.Option.ShowDirsOnly)
        dialog.fileSelected.connect(
            lambda name: self._answer([name], lambda paths: chosen(paths[0]))
        )
        dialog.open()

    def _dialog(
        self, parent: QWidget, title: str, mode: QFileDialog.FileMode, filters: str
    ) -> QFileDialog:
        dialog = QFileDialog(parent, title, str(self._folder), filters)
        dialog.setFileMode(mode)
        dialog.finished.connect(dialog.deleteLater)
        return dialog

    def _answer(self, names: list[str], chosen: Callable[[tuple[Path, ...]], object]) -> None:
        paths = tuple(Path(name) for name in names if name)
        if paths:
            self._folder = paths[0].parent
            chosen(paths)
