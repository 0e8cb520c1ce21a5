"""Writes a whole package: several containers in one go, closed after the last file is hashed.

`package.json` names every file of every part with its digest and is the same in each part, so no
part can be closed before all files are hashed. All parts stay open until then; nothing is read or
written twice, and no part gets its final name before all are complete and on the disk.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from signing.asic.errors import DuplicateNameError
from signing.asic.names import comparison_key, printable
from signing.asic.part import ContainerPart
from signing.asic.pipeline import Progress, WritePipeline
from signing.asic.source import FileState
from signing.asic.written import HashedObject, WrittenContainer


@dataclass(frozen=True, slots=True)
class PackageFile:
    """A file of the user's that goes into a package, with its state when it was chosen."""

    name: str
    source: Path
    media_type: str
    expected: FileState | None = None


@dataclass(frozen=True, slots=True)
class PackagePart:
    """One container to be: its final name and its files (`split.plan_parts` divides them)."""

    path: Path
    files: tuple[PackageFile, ...]


@dataclass(frozen=True, slots=True)
class ClosingEntry:
    """An entry that is known only after all files are hashed: `package.json` and the like."""

    name: str
    content: bytes
    media_type: str


HashedParts = tuple[tuple[HashedObject, ...], ...]
Closing = Callable[[HashedParts], Sequence[Sequence[ClosingEntry]]]
Sign = Callable[[bytes], bytes]


def write_package(
    parts: Sequence[PackagePart],
    *,
    closing: Closing | None = None,
    sign: Sign | None = None,
    progress: Callable[[int], None] | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> tuple[WrittenContainer, ...]:
    """Write, sign and finish all parts of a package; on any error none of them.

    Args:
        parts: at least one; an entry name may occur once in the whole package.
        closing: called once, with the hashed files of every part; gives the entries that follow
            them, part by part.
        sign: called once a part with its manifest; gives the detached CAdES signature (DER).
            None leaves the parts unsigned.
        progress: told the number of bytes done, at most every 50 ms.
        cancelled: asked at every step; when it says yes, Cancelled is raised.

    Raises:
        what `ContainerWriter` raises, and what `closing` and `sign` raise.
    """
    check_distinct_names(parts)
    meter = Progress(progress, cancelled)
    pipeline = WritePipeline(meter)
    made: list[ContainerPart] = []
    try:
        for part in parts:
            container = ContainerPart(part.path, pipeline, meter)
            made.append(container)
            for file in part.files:
                container.add_file(file.name, file.source, file.media_type, file.expected)
        _close(made, closing, sign, meter)
        pipeline.drain()
        meter.flush()
        return tuple(container.commit() for container in made)
    finally:
        pipeline.stop(lambda: _discard(made))


def check_distinct_names(parts: Sequence[PackagePart]) -> None:
    """Refuse a package in which two files have one name, even in different parts.

    Raises:
        DuplicateNameError
    """
    keys: set[str] = set()
    for file in (file for part in parts for file in part.files):
        key = comparison_key(file.name)
        if key in keys:
            raise DuplicateNameError("name already in use", name=printable(file.name))
        keys.add(key)


def _close(
    made: Sequence[ContainerPart], closing: Closing | None, sign: Sign | None, meter: Progress
) -> None:
    last = closing(tuple(part.objects for part in made)) if closing else [()] * len(made)
    for container, entries in zip(made, last, strict=True):
        for entry in entries:
            container.add_bytes(entry.name, entry.content, entry.media_type)
    for container in made:
        meter.check()
        container.close(None if sign is None else sign(container.manifest()))


def _discard(made: Sequence[ContainerPart]) -> None:
    for container in made:
        container.discard()
