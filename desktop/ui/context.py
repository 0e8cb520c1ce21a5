"""What every page is given: services, threads, look, language, dialogs. Made once by the window."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from desktop.clock import Clock
from desktop.ui.error_reporter import ErrorReporter
from desktop.ui.file_pickers import FilePicker
from desktop.ui.i18n import Translations
from desktop.ui.preview.service import PreviewService
from desktop.ui.tasks import TaskRunner
from desktop.ui.widgets.buttons import Look

if TYPE_CHECKING:
    from desktop.services.application import Application


@dataclass(frozen=True, slots=True)
class Context:
    """Handed to pages; holds no state of its own."""

    services: "Application"
    runner: TaskRunner
    previews: PreviewService
    look: Look
    errors: ErrorReporter
    picker: FilePicker
    translations: Translations
    clock: Clock

    @property
    def language(self) -> str:
        """The language in force: ``kk``, ``ru`` or ``en``."""
        return self.translations.language.value
