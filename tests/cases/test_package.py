"""package.json and part.json: built from a case, read strictly, compared with the containers."""

import json
import time
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from cases.answer import ItemState
from cases.errors import IncompleteCaseError, MalformedDocumentError, WrongDocumentTypeError
from cases.package_document import PackageDocument, Totals
from cases.packing import ObservedFile, PlacedFile, build_package_document, check_package_document
from cases.part_document import PartDocument, build_parts, check_parts
from cases.parties import BasisKind, RepresentationBasis, Representative
from tests.cases.conftest import make_file

PACKAGE_DIGEST = "cd" * 32
RECEIPT = "3f2504e0-4f89-41d3-9a0c-0305e82c3301"


def build(case, placed=None):
    if placed is None:
        placed = [
            PlacedFile("f1", 1, "i01/Келісімшарт № 7.pdf", "01" * 32, 10),
            PlacedFile("f2", 1, "i02/инвойс 1.pdf", "02" * 32, 20),
            PlacedFile("f3", 2, "i02/инвойс 2.pdf", "03" * 32, 30),
        ]
    return build_package_document(
        case,
        placed,
        package_id="0f" * 16,
        created=datetime(2026, 5, 20, 6, 7, 8, 999999, tzinfo=UTC),
        created_offset="+05:00",
    )


@pytest.fixture
def document(answered):
    agent = Representative(
        "890219101079",
        "Примеров Руслан",
        RepresentationBasis(BasisKind.POWER_OF_ATTORNEY, "17", date(2026, 1, 9)),
    )
    return build(answered.set_representative(agent).set_letter("Хат\nекі жол"))


@pytest.fixture
def value(document):
    return json.loads(json.dumps(document.to_json()))


@pytest.fixture
def observed(document):
    return [ObservedFile(f.part, f.name, f.sha256, f.size_bytes) for f in document.files]


def codes(findings):
    return [finding.code for finding in findings]


def test_what_was_written_is_read_back(document, value):
    assert PackageDocument.from_json(value).to_json() == document.to_json()
    assert value["created"] == "2026-05-20T06:07:08Z"  # the fraction is cut
    assert value["totals"] == {"files": 3, "parts": 2, "size_bytes": 60}
    assert value["items"][2]["state"] == "not_given"
    assert value["representative"]["basis"] == {
        "date": "2026-01-09",
        "kind": "power_of_attorney",
        "number": "17",
    }


def test_every_state_survives_the_way(case):
    case = case.set_state(
        "i01", ItemState.RESTORED_BY, reason="архив", legal_ground="ст. 5", until=date(2026, 6, 1)
    )
    case = case.set_state("i02", ItemState.ALREADY_PROVIDED, receipt=RECEIPT, reason="unused")
    case = case.set_state("i03", ItemState.OBJECTION, reason="не моё")
    document = build(case, [])
    again = PackageDocument.from_json(json.loads(json.dumps(document.to_json())))
    first, second, third = again.items
    assert (first.state, first.until, first.legal_ground) == (
        ItemState.RESTORED_BY,
        date(2026, 6, 1),
        "ст. 5",
    )
    assert (second.receipt, second.reason) == (RECEIPT, "")
    assert third.reason == "не моё"
    assert again.totals == Totals(0, 1, 0)


def test_an_incomplete_case_makes_no_package(case):
    with pytest.raises(IncompleteCaseError) as raised:
        build(case, [])
    assert raised.value.facts["findings"] == 2


def test_files_that_are_not_the_cases_make_no_package(answered):
    with pytest.raises(ValueError, match="not the files of the case"):
        build(answered, [PlacedFile("f1", 1, "i01/a", "01" * 32, 10)])


def test_a_document_for_another_purpose_is_refused(value):
    with pytest.raises(WrongDocumentTypeError):
        PackageDocument.from_json(value | {"type": "qolhat.part"})


def change(value, path, to):
    *way, last = path
    for step in way:
        value = value[step]
    value[last] = to


def nested(depth):
    return {} if depth == 0 else {"x": [nested(depth - 1)]}


@pytest.mark.parametrize(("path", "to"), [
    (["package_id"], "0F" * 16),
    (["created_offset"], "+5:00"),
    (["created_offset"], "+15:00"),
    (["profile", "version"], 0),
    (["items", 0, "state"], "not_given"),  # mandatory
    (["items", 0, "state"], "absent"),  # has a file
    (["items", 0, "reason"], "a reason for nothing"),
    (["items", 0, "until"], "2026-06-01"),
    (["items", 0, "receipt"], RECEIPT),
    (["items", 0, "legal_ground"], "ст. 5"),
    (["items", 2, "state"], "attached"),  # has no file
    (["items", 2, "state"], "absent"),  # has no reason
    (["items", 1, "id"], "i01"),
    (["files", 0, "item"], "i02"),
    (["files", 0, "name"], "i01/a/b.pdf"),
    (["files", 0, "name"], "i01/"),
    (["files", 0, "name"], "a.pdf"),
    (["files", 1, "name"], "i02/ИНВОЙС 2.pdf"),  # a duplicate after case folding
    (["files", 2, "part"], 3),  # part 2 is empty
    (["files", 0, "part"], 2),  # not in order
    (["files", 0, "size_bytes"], 11),  # totals
    (["files", 0, "sha256"], "01" * 31),
    (["totals", "files"], 4),
    (["totals", "parts"], 1),
    (["totals", "size_bytes"], 61),
    (["representative", "basis"], {"kind": "power_of_attorney"}),
    (["representative", "basis"], {"kind": "certificate_role", "number": "1", "date": "2026-01-09"}),
    (["representative", "iin"], "1"),
    (["data"], []),
    (["data"], {"sum": 1.5}),
    (["data"], {"sum": -1}),
    (["data"], nested(40)),
    (["request", "id"], ""),
])  # fmt: skip
def test_what_the_norm_does_not_allow_is_refused(value, path, to):
    change(value, path, to)
    with pytest.raises(MalformedDocumentError):
        PackageDocument.from_json(value)


def test_structured_data_and_a_certificate_role_are_read(value):
    value["data"] = {"rows": [{"code": "8428390009", "amount": "31450000.00", "n": 2, "x": None}]}
    value["representative"]["basis"] = {"kind": "certificate_role"}
    value["request"] = None
    document = PackageDocument.from_json(value)
    assert document.data == value["data"]
    assert document.to_json() == value


def test_containers_as_described_have_no_findings(document, observed):
    assert check_package_document(document, observed) == ()


def test_every_difference_is_found(document, observed):
    first, second, third = observed
    assert codes(check_package_document(document, [second, third])) == ["package.file_missing"]
    for changed in (replace(first, sha256="ff" * 32), replace(first, size_bytes=11)):
        assert codes(check_package_document(document, [changed, second, third])) == [
            "package.file_differs"
        ]
    stranger = ObservedFile(1, "i01/other.pdf", "01" * 32, 1)
    (finding,) = check_package_document(document, [*observed, stranger])
    assert (finding.code, finding.facts) == ("package.file_unknown", {"name": "i01/other.pdf"})
    moved = replace(third, part=1)
    assert codes(check_package_document(document, [first, second, moved])) == [
        "package.file_in_other_part"
    ]
    wrong = replace(document, totals=Totals(3, 2, 61))
    assert codes(check_package_document(wrong, observed)) == ["package.totals_differ"]


def test_a_name_in_other_case_is_a_difference(document, observed):
    first, *others = observed
    other = replace(first, name=first.name.upper())
    assert codes(check_package_document(document, [other, *others])) == ["package.file_differs"]


@pytest.fixture
def parts(document):
    return build_parts(document, PACKAGE_DIGEST)


def test_parts_are_read_back(parts):
    for part in parts:
        assert PartDocument.from_json(json.loads(json.dumps(part.to_json()))) == part
    assert [len(part.files) for part in parts] == [2, 1]


def test_all_parts_in_any_order_are_whole(parts, document):
    assert check_parts(parts) == ()
    assert check_parts(parts[::-1], document, PACKAGE_DIGEST) == ()


def test_missing_doubled_and_foreign_parts_are_named(parts, document):
    first, second = parts
    foreign = replace(second, package_sha256="ee" * 32)
    assert codes(check_parts([])) == ["part.none"]
    assert codes(check_parts([first])) == ["part.missing"]
    assert codes(check_parts([first, first, second])) == ["part.doubled"]
    assert codes(check_parts([first, foreign])) == ["part.foreign", "part.missing"]
    assert codes(check_parts([first, replace(second, parts=3)])) == [
        "part.count_differs",
        "part.missing",
    ]
    assert codes(check_parts([first, second], document, "ee" * 32))[:2] == ["part.foreign"] * 2
    stolen = replace(second, files=("i02/other.pdf",))
    assert codes(check_parts([first, stolen], document, PACKAGE_DIGEST)) == ["part.files_differ"]


@pytest.mark.parametrize(("name", "to"), [
    ("part", 0), ("part", 3), ("parts", 0), ("package_sha256", "x"), ("files", [""]),
    ("files", "i01/a"), ("files", [1]),
])  # fmt: skip
def test_a_broken_part_document_is_refused(parts, name, to):
    with pytest.raises(MalformedDocumentError):
        PartDocument.from_json(parts[0].to_json() | {name: to})


def test_a_file_name_that_is_no_text_is_made_one(case):
    names = ("e\u0301 decomposed.pdf", "bell\x07.pdf", "half \ud83d.pdf")
    files = tuple(make_file(f"n{n}", name) for n, name in enumerate(names))
    case = case.add_files("i01", files[:1]).add_files("i02", files[1:])
    placed = [
        PlacedFile(file.file_id, 1, f"{item}/{n}", "01" * 32, 10)
        for n, (item, file) in enumerate(zip(("i01", "i02", "i02"), files, strict=True))
    ]
    document = build(case, placed)
    assert PackageDocument.from_json(json.loads(json.dumps(document.to_json()))) == replace(
        document, created=document.created.replace(microsecond=0)
    )
    assert [file.original_name for file in document.files] == [
        "é decomposed.pdf", "bell\ufffd.pdf", "half \ufffd.pdf",
    ]  # fmt: skip


def test_a_representatives_name_is_made_a_text(answered):
    typed = Representative(
        "890219101079",
        " Примеров\tРуслан\x00",
        RepresentationBasis(BasisKind.POWER_OF_ATTORNEY, "17\r\n", date(2026, 1, 9)),
    )
    document = build(answered.set_representative(typed))
    assert document.representative.name == "Примеров Руслан"
    assert document.representative.basis.number == "17"


def test_two_thousand_files_are_read_quickly(document):
    files = tuple(
        replace(document.files[0], name=f"i01/{n}.pdf", original_name=f"Келісімшарт № {n}.pdf")
        for n in range(2000)
    )
    large = replace(
        document,
        files=files,
        items=tuple(
            replace(item, state=ItemState.NOT_GIVEN, mandatory=False) if item.id == "i02" else item
            for item in document.items
        ),
        totals=Totals(2000, 1, sum(file.size_bytes for file in files)),
    )
    value = json.loads(json.dumps(large.to_json()))
    begun = time.process_time()
    assert len(PackageDocument.from_json(value).files) == 2000
    assert time.process_time() - begun < 0.5
