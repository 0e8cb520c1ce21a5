"""Asks the rendering process for pages, from one worker thread, and outlives its death."""

import logging
import multiprocessing
from collections.abc import Callable
from multiprocessing.connection import Connection
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from desktop.ui.preview.rendering import RenderedPage, RenderRequest, can_preview, serve
from desktop.ui.tasks import Task, TaskRunner
from signing.errors import Cancelled

if TYPE_CHECKING:
    from multiprocessing.context import SpawnProcess

log = logging.getLogger(__name__)
RENDER_TIMEOUT_SECONDS = 20.0
POLL_SECONDS = 0.05

__all__ = ["PreviewService", "can_preview"]


class PreviewService(QObject):
    """One rendering process, started with the first preview. A newer wish replaces an older."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._runner = TaskRunner(_log_unexpected, workers=1, parent=self)
        self._process: SpawnProcess | None = None
        self._connection: Connection | None = None
        self._newest: Task | None = None

    def render(
        self, path: Path, page: int, width: int, done: Callable[[RenderedPage], object]
    ) -> None:
        """Calls *done* on the UI thread with the page, unless another is asked for meanwhile."""
        if self._newest is not None:
            self._newest.cancel()
        request = RenderRequest(path, page, width)
        self._newest = self._runner.submit(
            lambda task: self._ask(request, task),
            succeeded=done,
            failed=lambda error: done(RenderedPage(0, 0, 0, b"", str(error))),
        )

    def shutdown(self) -> None:
        """Ends the thread and the process."""
        self._runner.shutdown()
        self._end_process()

    def _ask(self, request: RenderRequest, task: Task) -> RenderedPage:
        if task.cancelled:
            raise Cancelled
        connection = self._connected()
        try:
            connection.send(request)
            waited = 0.0
            while not connection.poll(POLL_SECONDS):
                waited += POLL_SECONDS
                if task.cancelled and waited > 1:
                    # Somebody wants another page and this one is slow: begin anew.
                    self._end_process()
                    raise Cancelled
                if waited > RENDER_TIMEOUT_SECONDS:
                    self._end_process()
                    return RenderedPage(0, 0, 0, b"", "the rendering took too long")
            answer = connection.recv()
        except (OSError, EOFError) as error:
            self._end_process()
            return RenderedPage(0, 0, 0, b"", f"the rendering process ended: {error!r}")
        if task.cancelled:
            raise Cancelled
        return answer if isinstance(answer, RenderedPage) else RenderedPage(0, 0, 0, b"", "?")

    def _connected(self) -> Connection:
        if self._connection is None or self._process is None or not self._process.is_alive():
            self._end_process()
            context = multiprocessing.get_context("spawn")
            ours, theirs = context.Pipe()
            self._process = context.Process(target=serve, args=(theirs,), daemon=True)
            self._process.start()
            theirs.close()
            self._connection = ours
        return self._connection

    def _end_process(self) -> None:
        if self._connection is not None:
            self._connection.close()
            self._connection = None
        if self._process is not None:
            self._process.kill()
            self._process.join()
            self._process.close()
            self._process = None


def _log_unexpected(error: Exception) -> None:
    log.error("preview failed", exc_info=error)
