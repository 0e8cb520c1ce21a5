"""Receipts: a hundred thousand of them are listed and searched while a person waits."""

import time
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import insert

from cases.texts import LanguageText
from desktop.paths import Paths
from desktop.workspace.receipt_store import ReceiptHeading, StoredReceipt
from desktop.workspace.schema import receipts, submissions
from desktop.workspace.workspace import Workspace

START = datetime(2020, 1, 1, tzinfo=UTC)
MANY = 100_000


def heading(number: int, **changed) -> ReceiptHeading:
    values = {
        "receipt_id": f"id-{number:06}",
        "submission_id": "s",
        "stage": "final",
        "environment": "TRAINING",
        "request_id": f"R-{number}",
        "subject": LanguageText("Audit", "Тексеру", "Проверка"),
        "portal_name": "Portal",
        "portal_origin": "https://portal.example",
        "participant_kind": "bin",
        "participant_id": "470340001014",
        "participant_name": "ТОО «Алтын Керуен»",
        "received": START + timedelta(minutes=number),
        "file_count": 3,
        "size_bytes": 1000,
        "sha256": f"{number:064x}",
        "indication": "TOTAL_PASSED",
        "receipt_file": "receipt.asice",
        "log_proof_file": None,
        "tree_head_file": None,
    }
    return ReceiptHeading(**(values | changed))


def put(workspace, one: ReceiptHeading) -> None:
    with workspace.transaction() as transaction:
        workspace.receipts.put(transaction.connection, StoredReceipt(one, b"{}", "{}"), START)


@pytest.fixture
def workspace(tmp_path):
    workspace = Workspace(Paths(tmp_path / "w"), lambda: START)
    with workspace.transaction() as transaction:
        for name in ("s", "t"):
            transaction.connection.execute(insert(submissions).values(_submission(name)))
    yield workspace
    workspace.close()


def _submission(name: str) -> dict:
    return {
        "submission_id": name,
        "participant_kind": "bin",
        "participant_id": "470340001014",
        "participant_name": "A",
        "portal_origin": "https://portal.example",
        "status": "receipted",
        "nonce": name,
        "created": START,
        "changed": START,
    }


def test_the_last_received_comes_first_and_pages_follow_each_other(workspace):
    for number in (3, 1, 2, 0):
        put(workspace, heading(number))
    ids = [one.receipt_id for one in workspace.receipts.page("", 0, 10)]
    assert ids == ["id-000003", "id-000002", "id-000001", "id-000000"]
    pages = [workspace.receipts.page("", offset, 3) for offset in (0, 3)]
    assert [one.receipt_id for page in pages for one in page] == ids


@pytest.mark.parametrize(
    "search", ["r-7", "ТЕКСЕРУ алтын", "проверка", "470340001014", "ID-000007"]
)
def test_search_ignores_case_in_every_alphabet_and_wants_every_word(workspace, search):
    put(workspace, heading(7))
    assert [one.receipt_id for one in workspace.receipts.page(search, 0, 10)] == ["id-000007"]
    assert workspace.receipts.count(search) == 1
    assert workspace.receipts.count(f"{search} nothing") == 0


def test_a_search_reads_no_receipt_that_it_does_not_find(workspace):
    with workspace.database.reading() as connection:
        plan = connection.exec_driver_sql(
            "EXPLAIN QUERY PLAN SELECT receipt_id FROM receipts WHERE superseded = 0 "
            "AND search_text LIKE '%' || ? || '%' ESCAPE '/' ORDER BY received DESC, receipt_id",
            ("word",),
        ).all()
    assert [step.detail for step in plan] == [
        "SEARCH receipts USING COVERING INDEX receipts_searched (superseded=?)"
    ]


def test_signs_with_a_meaning_in_sql_are_only_signs(workspace):
    put(workspace, heading(1))
    assert workspace.receipts.count("%") == 0
    assert workspace.receipts.count("_") == 0
    assert workspace.receipts.count("' OR 1=1 --") == 0


def test_an_intake_receipt_steps_back_behind_the_decision(workspace):
    put(workspace, heading(1, stage="intake"))
    assert [one.stage for one in workspace.receipts.page("", 0, 10)] == ["intake"]
    put(workspace, heading(2, submission_id="t", stage="intake"))
    put(workspace, heading(3))
    assert [one.receipt_id for one in workspace.receipts.page("", 0, 10)] == [
        "id-000003",
        "id-000002",
    ]
    assert workspace.receipts.get("id-000001").heading.stage == "intake"


def test_a_refused_receipt_supersedes_nothing(workspace):
    put(workspace, heading(1, stage="intake"))
    put(workspace, heading(2, indication="TOTAL_FAILED"))
    assert workspace.receipts.count("") == 2
    assert (
        workspace.receipts.last_final_sha256("https://portal.example", ("bin", "470340001014"))
        is None
    )


@pytest.mark.timed
def test_a_hundred_thousand_receipts_open_in_a_moment(workspace):
    values = {
        name: getattr(heading(0), name) for name in ReceiptHeading.__slots__ if name != "subject"
    }
    values |= {
        "subject_en": "Audit",
        "subject_kk": "Тексеру",
        "subject_ru": "Проверка",
        "document": b"{}",
        "verdict": "{}",
        "superseded": 0,
        "recorded": START,
    }
    rows = [
        values
        | {
            "receipt_id": f"id-{number:06}",
            "received": START + timedelta(minutes=number),
            "search_text": f"r-{number}\naudit\nтексеру\nid-{number:06}",
        }
        for number in range(MANY)
    ]
    with workspace.transaction() as transaction:
        transaction.connection.execute(insert(receipts), rows)
    workspace.receipts.page("", 0, 1)

    took = {}
    for name, work in {
        "first page": lambda: workspace.receipts.page("", 0, 100),
        "last page": lambda: workspace.receipts.page("", MANY - 100, 100),
        "count": lambda: workspace.receipts.count(""),
        "search": lambda: workspace.receipts.page("r-99999", 0, 100),
    }.items():
        started = time.perf_counter()
        found = work()
        took[name] = time.perf_counter() - started
        assert found
    assert took["first page"] + took["count"] < 0.15, took
    assert max(took.values()) < 1.0, took
