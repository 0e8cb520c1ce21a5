"""Progress of a submission on the terminal: a bar where somebody watches, else a line a step."""

import sys
from types import TracebackType
from typing import Self

from rich.progress import (
    BarColumn,
    DownloadColumn,
    Progress,
    TaskID,
    TextColumn,
    TimeRemainingColumn,
    TransferSpeedColumn,
)

from desktop.cli.console import Console
from desktop.services.progress import StepProgress


class StepDisplay:
    """Shows steps on standard error; quiet if *quiet*."""

    def __init__(self, console: Console, *, quiet: bool = False) -> None:
        self._console = console
        self._quiet = quiet
        self._bar: Progress | None = None
        self._tasks: dict[str, TaskID] = {}
        if not quiet and sys.stderr is not None and sys.stderr.isatty():
            self._bar = Progress(
                TextColumn("{task.description}", markup=False),
                BarColumn(),
                DownloadColumn(),
                TransferSpeedColumn(),
                TimeRemainingColumn(),
                console=console.error_console,
            )

    def show(self, progress: StepProgress) -> None:
        """Called by the service that works."""
        name = self._console.text(f"step.{progress.step}")
        if self._bar is None:
            if progress.finished and not self._quiet:
                self._console.error_console.print(f"  {name}")
            return
        task = self._tasks.get(progress.step)
        if task is None:
            task = self._bar.add_task(name, total=progress.total_bytes or None)
            self._tasks[progress.step] = task
        done, total = progress.done_bytes, progress.total_bytes
        if progress.finished:
            done = total = progress.total_bytes or 1
        self._bar.update(task, completed=done, total=total or None)

    def __enter__(self) -> Self:
        if self._bar is not None:
            self._bar.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._bar is not None:
            self._bar.stop()
