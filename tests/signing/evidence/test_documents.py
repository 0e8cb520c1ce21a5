"""The documents of formats.md: written canonically, read back equal, refused when bent."""

import json
import re
from dataclasses import fields, replace
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from signing.evidence.canonical import canonical_json
from signing.evidence.errors import (
    DocumentError,
    MalformedError,
    TooLargeError,
    WrongTypeError,
    WrongVersionError,
)
from signing.evidence.receipt import (
    Receipt,
    ReceiptEvent,
    ReceiptStage,
    RejectionCode,
    RejectionReason,
)
from signing.evidence.references import ContainerReference, CountedInstant, LedgerPosition
from signing.evidence.statement import Statement
from signing.evidence.values import format_instant, whole_seconds
from tests.support.evidence_samples import (
    BY_POWER_OF_ATTORNEY,
    DELIVERY,
    DOCUMENTS,
    LAPSE_REASON,
    NOON,
    POLICY,
    RECEIPT,
    REJECTION_REASON,
    SIGNER,
    STATEMENT,
    TEXTS,
    TREE_HEAD,
    digest,
)

every_document = pytest.mark.parametrize("document", DOCUMENTS, ids=lambda d: type(d).__name__)


def bent(document, path, value):
    """The document's bytes with one member, named by its path, replaced ("" removes it)."""
    members = json.loads(document.to_bytes())
    *parents, last = re.findall(r"[a-z_0-9]+", path)
    place = members
    for name in parents:
        place = place[int(name) if name.isdigit() else name]
    if value is ...:
        del place[last]
    else:
        place[int(last) if last.isdigit() else last] = value
    return canonical_json(members)


def paths(value, prefix=""):
    """The paths of all members of all objects."""
    if isinstance(value, dict):
        for name, inner in value.items():
            path = f"{prefix}.{name}" if prefix else name
            yield path
            yield from paths(inner, path)
    if isinstance(value, list):
        for index, inner in enumerate(value):
            yield from paths(inner, f"{prefix}[{index}]")


@every_document
def test_it_reads_back_equal_and_is_written_the_same_again(document):
    content = document.to_bytes()
    assert type(document).from_bytes(content) == document
    assert type(document).from_bytes(content).to_bytes() == content
    assert json.loads(content)["version"] == 1


@every_document
def test_the_members_are_those_of_formats_md(document):
    norm = (Path(__file__).parents[3] / "docs" / "formats.md").read_text()
    for field in fields(document):
        assert f'"{field.name}"' in norm or f"`{field.name}`" in norm, field.name
    assert document.TYPE in norm


@every_document
def test_a_member_that_is_missing_is_named(document):
    for path in paths(json.loads(document.to_bytes())):
        if path in {"type", "version"} or path.startswith(("digests.", "facts.")):
            continue
        with pytest.raises(MalformedError) as caught:
            type(document).from_bytes(bent(document, path, ...))
        expected = path.removesuffix(".seal_spki_sha256")
        assert caught.value.facts["member"].startswith(expected), path


@every_document
def test_an_unknown_member_is_refused_wherever_it_stands(document):
    members = json.loads(document.to_bytes())
    objects = [""] + [
        path
        for path in paths(members)
        if isinstance(at(members, path), dict) and path not in {"digests", "facts"}
    ]
    for path in objects:
        place = f"{path}.extra" if path else "extra"
        with pytest.raises(MalformedError) as caught:
            type(document).from_bytes(bent(document, place, "x"))
        assert caught.value.facts["member"] in {place, f"{path}.kind"}


def at(members, path):
    for name in re.findall(r"[a-z_0-9]+", path):
        members = members[int(name) if name.isdigit() else name]
    return members


@every_document
def test_no_member_accepts_a_value_of_another_kind(document):
    """Of any member's value at most one of these kinds is right."""
    strange = (None, True, 7, "x\x00", [], {}, [[]], {"a": {}}, ["\x00"])
    for path in paths(json.loads(document.to_bytes())):
        accepted = 0
        for value in strange:
            try:
                type(document).from_bytes(bent(document, path, value))
            except DocumentError:
                continue
            accepted += 1
        assert accepted <= 1 + (path in {"digests", "facts"}), path


@every_document
@settings(deadline=None)
@given(data=st.data())
def test_a_strange_value_never_breaks_the_reader(document, data):
    path = data.draw(st.sampled_from(sorted(paths(json.loads(document.to_bytes())))))
    value = data.draw(
        st.none()
        | st.booleans()
        | st.integers(0, 2**53 - 1)
        | st.text()
        | st.lists(st.text(), max_size=2)
        | st.dictionaries(st.text(), st.text(), max_size=2)
    )
    content = bent(document, path, value)
    try:
        found = type(document).from_bytes(content)
    except DocumentError:
        return
    assert found.to_bytes() == content


def test_no_document_passes_for_one_of_another_type():
    """What was signed for one purpose serves no other: also a sign-in that is a statement."""
    for document in DOCUMENTS:
        for other in DOCUMENTS:
            if type(document) is not type(other):
                with pytest.raises(WrongTypeError):
                    type(other).from_bytes(document.to_bytes())


@every_document
def test_another_version_is_refused(document):
    with pytest.raises(WrongVersionError):
        type(document).from_bytes(bent(document, "version", 2))


@every_document
def test_more_than_a_mebibyte_is_refused(document):
    with pytest.raises(TooLargeError):
        type(document).from_bytes(document.to_bytes() + b" " * 1024 * 1024)


@pytest.mark.parametrize(
    ("path", "value"),
    [
        ("declared_time", "2026-11-23T12:00:00+00:00"),
        ("declared_time", "2026-11-23T12:00:00.5Z"),
        ("declared_time", "2026-11-23 12:00:00Z"),
        ("declared_time", "2026-02-30T12:00:00Z"),
        ("declared_time", "2026-11-23T12:00:60Z"),
        ("declared_time", "٢٠٢٦-11-23T12:00:00Z"),
        ("declared_offset", "+5:00"),
        ("declared_offset", "+15:00"),
        ("declared_offset", "+05:60"),
        ("declared_offset", "Z"),
        ("nonce", "00112233445566778899AABBCCDDEEFF"),
        ("nonce", "0011"),
        ("nonce", "00112233445566778899aabbccddeeff\n"),
        ("package_sha256", digest("x").upper()),
        ("package_sha256", digest("x")[:-1]),
        ("participant.id", "00074000072"),
        ("participant.id", "٠٠٠٧٤٠٠٠٠٧٢٨"),
        ("participant.kind", "BIN"),
        ("representative.basis", {"kind": "power_of_attorney", "number": "1", "date": "1.3.2026"}),
        ("participant.name", ""),
        ("participant.name", "a\tb"),
        ("participant.name", "a\x85b"),
        ("participant.name", "е\u0308"),
        ("participant.name", "x" * 10_001),
        ("request.id", "../other"),
        ("request.id", "x" * 65),
        ("request.version", 0),
        ("containers[0].size_bytes", 0),
        ("containers[0].part", 2),
        ("containers", []),
        ("representative.basis", {"kind": "friendship"}),
        ("representative.basis", {"kind": "certificate_role", "date": "2026-01-01"}),
        ("representative.basis", {"kind": "power_of_attorney", "number": "1"}),
        (
            "representative.basis",
            {"kind": "power_of_attorney", "number": "1", "date": "2026-02-29"},
        ),
        ("recipient.origin", "http://127.0.0.1:8443"),
        ("recipient.origin", "https://127.0.0.1:8443/"),
        ("recipient.origin", "https://portal.kz:443"),
        ("recipient.origin", "https://Portal.kz"),
        ("recipient.origin", "https://user@portal.kz"),
        ("recipient.origin", "https://portal.kz:99999"),
        ("recipient.seal_spki_sha256", None),
        ("recipient.seal_bin", "000740000728"),
        ("ledger.root", digest("not the empty tree")),
        ("ledger.size", True),
    ],
)
def test_a_member_outside_its_pattern_is_refused(path, value):
    with pytest.raises(MalformedError) as caught:
        Statement.from_bytes(bent(STATEMENT, path, value))
    assert caught.value.code == "document.malformed"
    assert caught.value.facts["member"].startswith(re.split(r"[.\[]", path)[0])


def test_what_a_reader_would_refuse_cannot_be_written():
    with pytest.raises(MalformedError, match="nonce"):
        replace(STATEMENT, nonce="short").to_bytes()
    with pytest.raises(MalformedError, match="name"):
        replace(STATEMENT, participant=replace(STATEMENT.participant, name="\x00")).to_bytes()
    many = tuple(ContainerReference(n, digest("a"), 1, digest("b")) for n in range(1, 8000))
    with pytest.raises(TooLargeError):
        replace(STATEMENT, containers=many).to_bytes()


def test_both_bases_of_a_representative():
    document = replace(STATEMENT, representative=BY_POWER_OF_ATTORNEY)
    assert (
        b'"basis":{"date":"2026-03-01","kind":"power_of_attorney","number":"17/2026"}'
        in document.to_bytes()
    )
    assert Statement.from_bytes(document.to_bytes()) == document
    assert b'"basis":{"kind":"certificate_role"}' in STATEMENT.to_bytes()


def test_an_instant_is_written_in_utc_with_its_fraction_cut():
    almaty = timezone(timedelta(hours=5))
    instant = datetime(2026, 11, 23, 17, 0, 0, 999_999, tzinfo=almaty)
    assert format_instant(instant) == "2026-11-23T12:00:00Z"
    assert whole_seconds(instant) == NOON
    assert format_instant(datetime(987, 1, 2, tzinfo=UTC)) == "0987-01-02T00:00:00Z"
    with pytest.raises(ValueError, match="naive"):
        format_instant(datetime(2026, 11, 23))  # noqa: DTZ001 - a naive one on purpose


INTAKE = replace(
    RECEIPT, stage=ReceiptStage.INTAKE, intake_sha256=None, received=RECEIPT.started, verified=None
)
REJECTED = replace(
    RECEIPT,
    event=ReceiptEvent.REJECTION,
    stage=ReceiptStage.REJECTED,
    verified=None,
    reasons=(REJECTION_REASON,),
)
LAPSED = replace(REJECTED, stage=ReceiptStage.LAPSED, reasons=(LAPSE_REASON,))


def test_every_stage_of_a_receipt_is_written_and_read():
    at_once = replace(
        REJECTED, intake_sha256=None, policy=replace(POLICY, complete_by=None), request=None
    )
    for receipt in (INTAKE, RECEIPT, REJECTED, LAPSED, at_once):
        assert Receipt.from_bytes(receipt.to_bytes()) == receipt


@pytest.mark.parametrize(
    ("receipt", "member"),
    [
        (replace(RECEIPT, event=ReceiptEvent.REJECTION), "event"),
        (replace(REJECTED, event=ReceiptEvent.ACCEPTANCE), "event"),
        (replace(RECEIPT, reasons=(REJECTION_REASON,)), "reasons"),
        (replace(REJECTED, reasons=()), "reasons"),
        (replace(REJECTED, reasons=(LAPSE_REASON,)), "reasons"),
        (replace(LAPSED, reasons=(REJECTION_REASON,)), "reasons"),
        (replace(LAPSED, reasons=(LAPSE_REASON, REJECTION_REASON)), "reasons"),
        (replace(RECEIPT, verified=None), "verified"),
        (replace(INTAKE, verified=NOON), "verified"),
        (replace(INTAKE, received=NOON + timedelta(hours=1)), "received"),
        (replace(INTAKE, intake_sha256=digest("x")), "intake_sha256"),
        (replace(RECEIPT, intake_sha256=None), "intake_sha256"),
        (replace(LAPSED, intake_sha256=None), "intake_sha256"),
        (replace(RECEIPT, policy=replace(POLICY, complete_by=None)), "policy.complete_by"),
        (replace(RECEIPT, containers=RECEIPT.containers[1:]), "containers"),
        (replace(RECEIPT, containers=RECEIPT.containers[::-1]), "containers"),
    ],
)
def test_members_that_contradict_each_other_are_refused(receipt, member):
    with pytest.raises(MalformedError) as caught:
        receipt.to_bytes()
    assert caught.value.facts["member"] == member


def test_a_delivery_has_a_signer_exactly_when_it_was_handed_over():
    from signing.evidence.delivery import DeliveryEvent

    consignment = replace(DELIVERY, event=DeliveryEvent.CONSIGNMENT, signer=None)
    consignment.to_bytes()
    for wrong in (replace(DELIVERY, signer=None), replace(consignment, signer=SIGNER)):
        with pytest.raises(MalformedError, match="signer"):
            wrong.to_bytes()


def test_every_code_of_the_closed_list_is_known():
    for code in RejectionCode:
        stage = (
            ReceiptStage.LAPSED
            if code is RejectionCode.NOT_COMPLETE_IN_TIME
            else ReceiptStage.REJECTED
        )
        replace(REJECTED, stage=stage, reasons=(RejectionReason(code, TEXTS),)).to_bytes()
    with pytest.raises(MalformedError, match="code"):
        Receipt.from_bytes(bent(REJECTED, "reasons[0].code", "we_do_not_like_it"))


def test_the_time_of_submission_is_what_the_policy_says():
    assert INTAKE.submission_time is None
    assert REJECTED.submission_time is None
    assert RECEIPT.submission_time == RECEIPT.started
    final = replace(RECEIPT, policy=replace(POLICY, counts=CountedInstant.FINAL))
    assert final.submission_time == RECEIPT.received
    late = replace(
        RECEIPT, policy=replace(POLICY, complete_by=RECEIPT.received - timedelta(seconds=1))
    )
    assert late.submission_time == RECEIPT.received


def test_an_empty_log_has_the_root_of_the_empty_tree():
    with pytest.raises(MalformedError, match="root_hash"):
        replace(TREE_HEAD, tree_size=0).to_bytes()
    assert TREE_HEAD.position == LedgerPosition(8, TREE_HEAD.root_hash)


def test_a_proof_names_a_leaf_that_its_tree_has_and_sizes_that_grow():
    from signing.evidence.log_proof import ConsistencyProof, LogProof

    proof = next(one for one in DOCUMENTS if isinstance(one, LogProof))
    with pytest.raises(MalformedError, match="leaf_index"):
        replace(proof, leaf_index=proof.tree_size).to_bytes()
    with pytest.raises(MalformedError, match="first_size"):
        ConsistencyProof((), 5, 4).to_bytes()


def test_a_member_whose_kind_was_not_declared_cannot_be_read():
    """So that no document has a member that nobody checks."""
    from dataclasses import dataclass

    from signing.evidence.schema import JsonObject

    for hint in (str, int | str, tuple[str, str], object):

        @dataclass(frozen=True, slots=True)
        class Careless(JsonObject):
            member: hint

        with pytest.raises(TypeError, match="no codec"):
            Careless.from_json({"member": "x"})
