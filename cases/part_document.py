"""PartDocument: which part of a package a container is (docs/formats.md, 4, part.json)."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from cases.findings import Finding
from cases.package_document import PackageDocument
from cases.strict import JsonObject, Members

DOCUMENT = "part.json"
TYPE = "qolhat.part"


@dataclass(frozen=True, slots=True)
class PartDocument:
    """One container of a package: its number, of how many, and its files in order."""

    part: int
    parts: int
    package_sha256: str
    files: tuple[str, ...]

    def to_json(self) -> JsonObject:
        """The values of part.json, for a canonical writer."""
        return {
            "files": list(self.files),
            "package_sha256": self.package_sha256,
            "part": self.part,
            "parts": self.parts,
            "type": TYPE,
            "version": 1,
        }

    @classmethod
    def from_json(cls, value: object) -> "PartDocument":
        """Reads the values of part.json.

        Raises:
            WrongDocumentTypeError: another type or version.
            MalformedDocumentError: anything else that formats.md, 4 does not allow.
        """
        Members.check_type(value, TYPE)
        members = Members(
            value, ("files", "package_sha256", "part", "parts", "type", "version"), DOCUMENT
        )
        part = cls(
            part=members.integer("part", 1),
            parts=members.integer("parts", 1),
            package_sha256=members.digest("package_sha256"),
            files=members.strings("files"),
        )
        if part.part > part.parts:
            members.refuse("part", "greater than parts")
        return part


def build_parts(document: PackageDocument, package_sha256: str) -> tuple[PartDocument, ...]:
    """The part documents of a package; *package_sha256* is over its canonical bytes."""
    parts = document.totals.parts
    return tuple(
        PartDocument(
            part=number,
            parts=parts,
            package_sha256=package_sha256,
            files=tuple(file.name for file in document.files if file.part == number),
        )
        for number in range(1, parts + 1)
    )


def check_parts(
    parts: Sequence[PartDocument],
    document: PackageDocument | None = None,
    package_sha256: str | None = None,
) -> tuple[Finding, ...]:
    """Whether *parts* are one whole package: each number once, nothing of another package.

    With *document* and the digest of its bytes they are compared with it too; without the digest
    the first part says which package is meant. Every finding is an error: ``part.none``,
    ``part.foreign``, ``part.count_differs``, ``part.missing``, ``part.doubled``,
    ``part.files_differ``.
    """
    if not parts:
        return (Finding("part.none"),)
    expected_digest = package_sha256 or parts[0].package_sha256
    expected_count = document.totals.parts if document is not None else parts[0].parts
    findings: list[Finding] = []
    own: list[PartDocument] = []
    for part in parts:
        if part.package_sha256 != expected_digest:
            findings.append(Finding("part.foreign", {"part": part.part}))
        elif part.parts != expected_count:
            facts = {"part": part.part, "parts": part.parts, "expected": expected_count}
            findings.append(Finding("part.count_differs", facts))
        else:
            own.append(part)
    numbers = Counter(part.part for part in own)
    for number in range(1, expected_count + 1):
        facts = {"part": number, "parts": expected_count}
        if numbers[number] == 0:
            findings.append(Finding("part.missing", facts))
        elif numbers[number] > 1:
            findings.append(Finding("part.doubled", facts))
    if document is not None:
        expected_files = {p.part: p.files for p in build_parts(document, expected_digest)}
        findings += [
            Finding("part.files_differ", {"part": part.part})
            for part in own
            if part.files != expected_files[part.part]
        ]
    return tuple(findings)
