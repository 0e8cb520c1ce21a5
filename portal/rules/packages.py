"""What the portal decides about a package once all its containers are there (protocol.md, 4).

The facts are gathered by `portal.package_reader`; nothing here touches a file.
"""

from dataclasses import dataclass

from cases.findings import blocking
from cases.package_document import PackageDocument
from cases.packing import ObservedFile, check_package_document
from cases.part_document import PartDocument, check_parts
from signing.evidence.receipt import RejectionCode
from signing.evidence.references import ContainerReference
from signing.evidence.statement import Statement


@dataclass(frozen=True, slots=True)
class ContainerFacts:
    """One container as it was found.

    Attributes:
        found: number, digest, size and manifest digest (all zeros without a manifest) of the file.
        well_formed: whether it is a container of our form with readable documents.
        signature: what is wrong with the signature, None if nothing is.
        signer_may_act: whether its signer may act for the participant.
        package_sha256: digest of its package.json.
        package: that document; None if it cannot be read.
        part: its part.json; None if it cannot be read.
        files: its entries that are not the package's own.
    """

    found: ContainerReference
    well_formed: bool
    signature: RejectionCode | None = None
    signer_may_act: bool = False
    package_sha256: str = ""
    package: PackageDocument | None = None
    part: PartDocument | None = None
    files: tuple[ObservedFile, ...] = ()


def package_rejection(
    statement: Statement, containers: tuple[ContainerFacts, ...]
) -> tuple[RejectionCode, ...]:
    """Every reason to reject the package; empty if it is to be accepted."""
    codes: list[RejectionCode] = []
    for announced, facts in zip(statement.containers, containers, strict=True):
        codes += _container_rejection(statement, announced, facts)
    if not codes and not _is_one_package(statement, containers):
        codes.append(RejectionCode.NOT_WELL_FORMED)
    return tuple(dict.fromkeys(codes))


def _container_rejection(
    statement: Statement, announced: ContainerReference, facts: ContainerFacts
) -> list[RejectionCode]:
    """A container that is not the one announced is not looked at any further."""
    if (facts.found.sha256, facts.found.size_bytes) != (announced.sha256, announced.size_bytes):
        return [RejectionCode.DIGEST_DIFFERS]
    if not facts.well_formed:
        return [RejectionCode.NOT_WELL_FORMED]
    rules = (
        (RejectionCode.DIGEST_DIFFERS, facts.found.manifest_sha256 != announced.manifest_sha256),
        (RejectionCode.DIGEST_DIFFERS, facts.package_sha256 != statement.package_sha256),
        (
            RejectionCode.SIGNER_MAY_NOT_ACT,
            facts.signature is None and not facts.signer_may_act,
        ),
    )
    broken = [code for code, is_broken in rules if is_broken]
    return broken if facts.signature is None else [*broken, facts.signature]


def _is_one_package(statement: Statement, containers: tuple[ContainerFacts, ...]) -> bool:
    """Whether package.json, part.json, the files and the statement say the same."""
    document = containers[0].package
    parts = [facts.part for facts in containers if facts.part is not None]
    if document is None or len(parts) != len(containers):
        return False
    meant = {
        "participant": statement.participant.to_json(),
        "representative": (
            None if statement.representative is None else statement.representative.to_json()
        ),
        "request": None if statement.request is None else statement.request.to_json(),
    }
    said = document.to_json()
    observed = [file for facts in containers for file in facts.files]
    numbers_fit = [part.part for part in parts] == [facts.found.part for facts in containers]
    return (
        numbers_fit
        and {name: said[name] for name in meant} == meant
        and not blocking(check_parts(parts, document, statement.package_sha256))
        and not blocking(check_package_document(document, observed))
    )
