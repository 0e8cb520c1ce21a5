"""What is decided about a package, by facts alone."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from cases.answer import ItemState
from cases.identifiers import IdentifierKind
from cases.package_document import PackageDocument, PackageFile, PackageItem, count_totals
from cases.packing import ObservedFile
from cases.part_document import build_parts
from cases.parties import Participant, RequestReference
from cases.profile import ProfileReference
from cases.texts import LanguageText
from portal.rules.packages import ContainerFacts, package_rejection
from signing.evidence.receipt import RejectionCode
from tests.support.evidence_samples import CONTAINERS, STATEMENT

FILES = tuple(
    PackageFile("i01", f"i01/{part}.txt", f"{part}.txt", "text/plain", part, "a" * 64, part)
    for part in (1, 2)
)
DOCUMENT = PackageDocument(
    package_id="0" * 32,
    created=datetime(2026, 11, 23, tzinfo=UTC),
    created_offset="+05:00",
    profile=ProfileReference("document-request", "0" * 64, 1),
    request=(
        STATEMENT.request
        and RequestReference(
            STATEMENT.request.id, STATEMENT.request.sha256, STATEMENT.request.version
        )
    ),
    participant=Participant(
        IdentifierKind(STATEMENT.participant.kind.value),
        STATEMENT.participant.id,
        STATEMENT.participant.name,
    ),
    representative=None,
    letter="",
    items=(PackageItem("i01", "1", "", LanguageText("x", "x", "x"), True, ItemState.ATTACHED),),
    files=FILES,
    totals=count_totals(FILES),
)
SAID = replace(STATEMENT, representative=None)
PARTS = build_parts(DOCUMENT, SAID.package_sha256)
GOOD = tuple(
    ContainerFacts(
        found=container,
        well_formed=True,
        signature=None,
        signer_may_act=True,
        package_sha256=SAID.package_sha256,
        package=DOCUMENT,
        part=part,
        files=(ObservedFile(file.part, file.name, file.sha256, file.size_bytes),),
    )
    for container, part, file in zip(CONTAINERS, PARTS, FILES, strict=True)
)


def with_second(**changes):
    return (GOOD[0], replace(GOOD[1], **changes))


def test_a_good_package_is_accepted():
    assert package_rejection(SAID, GOOD) == ()


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"well_formed": False}, RejectionCode.NOT_WELL_FORMED),
        ({"found": replace(CONTAINERS[1], sha256="0" * 64)}, RejectionCode.DIGEST_DIFFERS),
        ({"found": replace(CONTAINERS[1], size_bytes=1)}, RejectionCode.DIGEST_DIFFERS),
        ({"found": replace(CONTAINERS[1], manifest_sha256="0" * 64)}, RejectionCode.DIGEST_DIFFERS),
        ({"package_sha256": "0" * 64}, RejectionCode.DIGEST_DIFFERS),
        ({"signature": RejectionCode.SIGNATURE_BROKEN}, RejectionCode.SIGNATURE_BROKEN),
        ({"signature": RejectionCode.CERTIFICATE_UNUSABLE}, RejectionCode.CERTIFICATE_UNUSABLE),
        ({"signer_may_act": False}, RejectionCode.SIGNER_MAY_NOT_ACT),
        ({"part": None}, RejectionCode.NOT_WELL_FORMED),
        ({"part": PARTS[0]}, RejectionCode.NOT_WELL_FORMED),
        ({"files": ()}, RejectionCode.NOT_WELL_FORMED),
        (
            {"files": (ObservedFile(2, "i01/2.txt", "b" * 64, 2),)},
            RejectionCode.NOT_WELL_FORMED,
        ),
    ],
)
def test_each_fault_has_its_reason(change, code):
    assert package_rejection(SAID, with_second(**change)) == (code,)


def test_a_file_that_nobody_names_is_not_well_formed():
    more = (*GOOD[1].files, ObservedFile(2, "i01/more.txt", "c" * 64, 1))
    assert package_rejection(SAID, with_second(files=more)) == (RejectionCode.NOT_WELL_FORMED,)


def test_parts_in_another_order_are_not_well_formed():
    swapped = (replace(GOOD[0], part=PARTS[1]), replace(GOOD[1], part=PARTS[0]))
    assert package_rejection(SAID, swapped) == (RejectionCode.NOT_WELL_FORMED,)


@pytest.mark.parametrize("member", ["request", "representative"])
def test_a_statement_about_something_else_is_not_well_formed(member):
    other = {
        "request": None,
        "representative": STATEMENT.representative,
    }[member]
    if getattr(SAID, member) == other:
        pytest.skip("the sample says the same")
    said = replace(SAID, **{member: other})
    assert package_rejection(said, GOOD) == (RejectionCode.NOT_WELL_FORMED,)


def test_several_faults_are_told_together_and_each_once():
    bad = tuple(replace(one, signer_may_act=False, package_sha256="0" * 64) for one in GOOD)
    assert package_rejection(SAID, bad) == (
        RejectionCode.DIGEST_DIFFERS,
        RejectionCode.SIGNER_MAY_NOT_ACT,
    )
