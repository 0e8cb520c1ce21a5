"""What a document of ours says of itself, for people, and whether it agrees with its container.

Everything here is read from a container whose structure was found strictly ours, and says nothing
of trust: who signed, and whether that counts, is the verdict's.
"""

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from cases.document_request import DocumentRequest
from cases.errors import CaseError
from cases.package_document import PackageDocument
from cases.packing import ObservedFile, check_package_document
from cases.part_document import PartDocument, build_parts
from signing.asic.errors import ContainerError
from signing.asic.reader import ContainerReader
from signing.asic.written import HashedObject
from signing.asic.zip_structure import ReadingProfile
from signing.evidence.canonical import (
    MAX_DOCUMENT_BYTES,
    MAX_PACKAGE_DOCUMENT_BYTES,
    parse_canonical_json,
)
from signing.evidence.delivery import Acknowledgement, Delivery
from signing.evidence.errors import DocumentError
from signing.evidence.receipt import Receipt
from signing.evidence.references import RequestReference
from signing.evidence.sealed import open_sealed
from signing.evidence.sign_in import SignIn
from signing.evidence.statement import Statement
from signing.evidence.tree_head import TreeHead
from signing.validation.verdict import Indication, Reason, SubIndication, Verdict

PASSED = Verdict(Indication.TOTAL_PASSED)
_OWN_ENTRIES = frozenset({"package.json", "cover.pdf", "part.json"})


@dataclass(frozen=True, slots=True)
class StatedFact:
    """Something the document itself says: `key` names its text in the catalogue (`fact.<key>`)."""

    key: str
    value: str


@dataclass(frozen=True, slots=True)
class Stated:
    """What a document says, and whether that contradicts anything."""

    facts: tuple[StatedFact, ...]
    verdict: Verdict = PASSED


def malformed(error: DocumentError | ContainerError | CaseError) -> Stated:
    """A document that is not what it should be: whoever signed it, it means nothing."""
    facts = {name: value for name, value in error.facts.items() if value is not None}
    return Stated(
        (),
        Verdict(
            Indication.TOTAL_FAILED, SubIndication.FORMAT_FAILURE, (Reason(error.code, facts),)
        ),
    )


def stated_by_package(path: Path, objects: Iterable[HashedObject]) -> Stated:
    """What `package.json` and `part.json` say, compared with the files in this container."""
    try:
        with ContainerReader(path, ReadingProfile.OURS) as reader:
            content = reader.read("package.json", MAX_PACKAGE_DOCUMENT_BYTES)
            part_content = reader.read("part.json", MAX_DOCUMENT_BYTES)
        document = PackageDocument.from_json(
            parse_canonical_json(
                content,
                type_="qolhat.package",
                versions=(1,),
                max_bytes=MAX_PACKAGE_DOCUMENT_BYTES,
            )
        )
        part = PartDocument.from_json(
            parse_canonical_json(part_content, type_="qolhat.part", versions=(1,))
        )
    except (DocumentError, ContainerError, CaseError) as error:
        return malformed(error)
    found = {one.name: one for one in objects}
    digest = found["package.json"].sha256
    reasons = [
        Reason(finding.code, {k: v for k, v in finding.facts.items() if v is not None})
        for finding in check_package_document(document, _observed(document, part, found))
    ]
    if part.package_sha256 != digest or part not in build_parts(document, digest):
        reasons.append(Reason("part.foreign", {"part": part.part}))
    alone = Reason("part.alone", {"part": part.part, "parts": part.parts})
    return Stated(
        _package_facts(document, part),
        Verdict(
            Indication.TOTAL_FAILED if reasons else Indication.TOTAL_PASSED,
            SubIndication.FORMAT_FAILURE if reasons else None,
            tuple(reasons),
            (alone,) if part.parts > 1 else (),
        ),
    )


def _observed(
    document: PackageDocument, part: PartDocument, found: dict[str, HashedObject]
) -> list[ObservedFile]:
    """The files of this container as they are, those of the other parts as the document says."""
    here = [
        ObservedFile(part.part, one.name, one.sha256, one.size_bytes)
        for one in found.values()
        if one.name not in _OWN_ENTRIES
    ]
    elsewhere = [
        ObservedFile(file.part, file.name, file.sha256, file.size_bytes)
        for file in document.files
        if file.part != part.part
    ]
    return here + elsewhere


def _package_facts(document: PackageDocument, part: PartDocument) -> tuple[StatedFact, ...]:
    request = document.request
    return _facts(
        participant=f"{document.participant.name} ({document.participant.id})",
        representative=None
        if document.representative is None
        else f"{document.representative.name} ({document.representative.iin})",
        request=None if request is None else f"{request.id}, {request.version}",
        profile=document.profile.id,
        files=str(document.totals.files),
        size_bytes=str(document.totals.size_bytes),
        part=f"{part.part} / {part.parts}",
        declared_time=f"{_instant(document.created)} ({document.created_offset})",
    )


def stated_by_sealed(path: Path, document_name: str) -> Stated:
    """What a sealed document says."""
    try:
        content = open_sealed(path, document_name).content
        return Stated(_FACTS_OF[document_name](content))
    except (DocumentError, ContainerError, CaseError) as error:
        return malformed(error)


def _head_facts(head: TreeHead) -> tuple[StatedFact, ...]:
    return _facts(
        issuer=f"{head.issuer.name}, {head.issuer.origin}",
        environment=head.environment,
        tree_size=str(head.tree_size),
        root=head.root_hash,
        time=_instant(head.time),
    )


def _delivery_facts(delivery: Delivery) -> tuple[StatedFact, ...]:
    return _facts(
        event=delivery.event,
        issuer=f"{delivery.issuer.name}, {delivery.issuer.origin}",
        environment=delivery.environment,
        participant=f"{delivery.participant.name} ({delivery.participant.id})",
        request=_reference(delivery.request),
        time=_instant(delivery.time),
    )


def _acknowledgement_facts(told: Acknowledgement) -> tuple[StatedFact, ...]:
    return _facts(
        recipient=f"{told.recipient.name}, {told.recipient.origin}",
        participant=f"{told.participant.name} ({told.participant.id})",
        request=_reference(told.request),
        declared_time=f"{_instant(told.declared_time)} ({told.declared_offset})",
    )


def _sign_in_facts(sign_in: SignIn) -> tuple[StatedFact, ...]:
    return _facts(
        recipient=sign_in.portal_origin,
        participant=f"{sign_in.participant.name} ({sign_in.participant.id})",
        declared_time=_instant(sign_in.time),
    )


def _receipt_facts(receipt: Receipt) -> tuple[StatedFact, ...]:
    return _facts(
        event=receipt.event,
        stage=receipt.stage,
        environment=receipt.environment,
        issuer=f"{receipt.issuer.name}, {receipt.issuer.origin}",
        evidence_id=receipt.evidence_id,
        participant=f"{receipt.participant.name} ({receipt.participant.id})",
        signer=receipt.signer.name,
        request=_reference(receipt.request),
        started=_instant(receipt.started),
        received=_instant(receipt.received),
        verified=_instant(receipt.verified),
        submission_time=_instant(receipt.submission_time),
        containers=str(len(receipt.containers)),
        package_sha256=receipt.package_sha256,
        nonce=receipt.nonce,
    )


def _statement_facts(statement: Statement) -> tuple[StatedFact, ...]:
    return _facts(
        recipient=f"{statement.recipient.name}, {statement.recipient.origin}",
        participant=f"{statement.participant.name} ({statement.participant.id})",
        representative=None
        if statement.representative is None
        else f"{statement.representative.name} ({statement.representative.iin})",
        request=_reference(statement.request),
        declared_time=f"{_instant(statement.declared_time)} ({statement.declared_offset})",
        containers=str(len(statement.containers)),
        package_sha256=statement.package_sha256,
        nonce=statement.nonce,
    )


def _request_facts(request: DocumentRequest) -> tuple[StatedFact, ...]:
    return _facts(
        request=f"{request.request_id}, {request.request_version}",
        environment=request.environment.value,
        issuer=f"{request.issuer.name}, {request.issuer.origin}",
        participant=f"{request.participant.name} ({request.participant.id})",
        items=str(len(request.items)),
        issued=_instant(request.issued),
        due=_instant(request.due),
    )


def _reference(request: RequestReference | None) -> str | None:
    return None if request is None else f"{request.id}, {request.version}"


def _instant(moment: datetime | None) -> str | None:
    return None if moment is None else moment.strftime("%Y-%m-%dT%H:%M:%SZ")


def _facts(**values: str | None) -> tuple[StatedFact, ...]:
    return tuple(StatedFact(key, value) for key, value in values.items() if value is not None)


_FACTS_OF: Mapping[str, Callable[[bytes], tuple[StatedFact, ...]]] = {
    "receipt.json": lambda content: _receipt_facts(Receipt.from_bytes(content)),
    "statement.json": lambda content: _statement_facts(Statement.from_bytes(content)),
    "request.json": lambda content: _request_facts(DocumentRequest.from_json(json.loads(content))),
    "tree-head.json": lambda content: _head_facts(TreeHead.from_bytes(content)),
    "delivery.json": lambda content: _delivery_facts(Delivery.from_bytes(content)),
    "acknowledgement.json": lambda content: _acknowledgement_facts(
        Acknowledgement.from_bytes(content)
    ),
    "sign-in.json": lambda content: _sign_in_facts(SignIn.from_bytes(content)),
}
