"""From a case to its `PackageDocument`, and from a package read back to findings about it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from cases.answer import Answer, ItemState
from cases.case import Case, missing
from cases.document_request import RequestedItem
from cases.errors import Fact, IncompleteCaseError
from cases.findings import Finding, blocking
from cases.package_document import (
    PackageDocument,
    PackageFile,
    PackageItem,
    comparison_key,
    count_totals,
)
from cases.strict import JsonObject
from cases.texts import clean_name


@dataclass(frozen=True, slots=True)
class PlacedFile:
    """A file of a case as the packer placed it: which container, which entry, which digest."""

    file_id: str
    part: int
    name: str
    sha256: str
    size_bytes: int


@dataclass(frozen=True, slots=True)
class ObservedFile:
    """An entry as a reader found it in container *part*; `name` is the entry name."""

    part: int
    name: str
    sha256: str
    size_bytes: int


def build_package_document(
    case: Case,
    placed: Sequence[PlacedFile],
    *,
    package_id: str,
    created: datetime,
    created_offset: str,
    data: JsonObject | None = None,
) -> PackageDocument:
    """The document of *case*, its files as *placed*, in the order of the containers.

    Raises:
        IncompleteCaseError: `missing` has findings that block.
        ValueError: *placed* are not exactly the files of the case in its order.
    """
    findings = blocking(missing(case))
    if findings:
        raise IncompleteCaseError(findings=len(findings), first=findings[0].code)
    files = [(answer.item_id, file) for answer in case.answers for file in answer.files]
    if [file.file_id for _, file in files] != [place.file_id for place in placed]:
        raise ValueError("not the files of the case in its order")
    package_files = tuple(
        PackageFile(
            item=item_id,
            name=place.name,
            original_name=clean_name(file.original_name),
            media_type=file.media_type,
            part=place.part,
            sha256=place.sha256,
            size_bytes=place.size_bytes,
        )
        for (item_id, file), place in zip(files, placed, strict=True)
    )
    return PackageDocument(
        package_id=package_id,
        created=created,
        created_offset=created_offset,
        profile=case.profile_reference,
        request=case.reference,
        participant=case.participant,
        representative=case.representative,
        letter=case.letter,
        items=tuple(map(_package_item, case.items, case.answers)),
        files=package_files,
        totals=count_totals(package_files),
        data=data,
    )


def _package_item(item: RequestedItem, answer: Answer) -> PackageItem:
    state = answer.state or ItemState.NOT_GIVEN
    return PackageItem(
        id=item.id,
        number=item.number,
        code=item.code,
        title=item.title,
        mandatory=item.mandatory,
        state=state,
        reason=answer.reason if state.has_reason else "",
        legal_ground=answer.legal_ground if state.has_reason else "",
        until=answer.until if state.has_until else None,
        receipt=answer.receipt if state.has_receipt else None,
    )


def check_package_document(
    document: PackageDocument, observed: Iterable[ObservedFile]
) -> tuple[Finding, ...]:
    """Compares what the document says of its files with what readers found in the containers.

    *observed* are the entries of all containers that are not the package's own (``package.json``,
    ``cover.pdf``, ``part.json``, ``META-INF``). Empty if all agree; every difference is an error.
    """
    found = {comparison_key(file.name): file for file in observed}
    findings: list[Finding] = []
    for file in document.files:
        other = found.pop(comparison_key(file.name), None)
        facts = {"name": file.name}
        if other is None:
            findings.append(Finding("package.file_missing", facts, file.item))
        elif (other.sha256, other.size_bytes, other.name) != (
            file.sha256,
            file.size_bytes,
            file.name,
        ):
            findings.append(Finding("package.file_differs", facts, file.item))
        elif other.part != file.part:
            place: dict[str, Fact] = {"part": other.part, "expected": file.part, **facts}
            findings.append(Finding("package.file_in_other_part", place, file.item))
    findings += [Finding("package.file_unknown", {"name": file.name}) for file in found.values()]
    if document.totals != count_totals(document.files):
        findings.append(Finding("package.totals_differ"))
    return tuple(findings)
