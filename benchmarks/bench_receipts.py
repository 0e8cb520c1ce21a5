"""The list of receipts opens with 100,000 receipts: in the real window, over a real workspace.

Beside it stands Qt's own table of the same rows: `QSqlQueryModel` in a bare `QTableView`.
"""

import json
import os
import sqlite3
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

from benchmarks.figures import Figure
from desktop.paths import Paths

RECEIPTS = 100_000
ROUNDS = 5
LONGEST_MS = 150


def measure(folder: Path) -> Iterator[Figure]:
    """Opening, searching."""
    with tempfile.TemporaryDirectory(dir=folder) as name:
        home = Path(name)
        make_workspace(home)
        ours = [_told("window", home) for _ in range(ROUNDS)]
        bare = statistics.median(_told("bare", home)["open"] for _ in range(ROUNDS))
    for action, words in {
        "open": f"the list of {RECEIPTS:,} receipts opens",
        "again": "the same, when it is opened again",
        "search": "what matches a word among them is shown",
    }.items():
        taken = [one[action] for one in ours]
        beside = f"; bare QTableView with QSqlQueryModel {bare:.0f} ms" * (action == "open")
        yield Figure(
            words,
            statistics.median(taken),
            LONGEST_MS,
            unit="ms",
            detail=f"[{len(taken)} windows, {min(taken):.0f}-{max(taken):.0f} ms{beside}]",
        )


def make_workspace(home: Path) -> None:
    """What the demo leaves behind, with its receipt multiplied into the past, a minute apart."""
    subprocess.run(
        [sys.executable, "-m", "desktop", "demo", "--home", home],
        check=True, capture_output=True,
    )  # fmt: skip
    with closing(sqlite3.connect(Paths(home).database)) as database, database:
        _multiply(database, "submissions", {
            "submission_id": "'s' || n", "case_id": "NULL", "nonce": "'n' || n",
            "intake_receipt_id": "NULL", "final_receipt_id": "'r' || n",
        })  # fmt: skip
        _multiply(database, "receipts", {
            "receipt_id": "'r' || n", "submission_id": "'s' || n",
            "request_id": "'request-' || n",
            "received": "strftime('%Y-%m-%dT%H:%M:%SZ', received, '-' || n || ' minutes')",
            "search_text": "'request-' || n || char(10) || search_text",
        })  # fmt: skip


def _multiply(database: sqlite3.Connection, table: str, changed: dict[str, str]) -> None:
    """Copy the (final) row of a table as often as it takes, with these columns changed."""
    columns = [str(row[1]) for row in database.execute(f"PRAGMA table_info ({table})")]
    shown = ", ".join(changed.get(column, column) for column in columns)
    final = "WHERE stage = 'final'" if "stage" in columns else ""
    database.execute(
        f"""
        WITH RECURSIVE number (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM number WHERE n < ?)
        INSERT INTO {table} SELECT {shown} FROM {table}, number {final}
        """,  # noqa: S608 - our own words
        (RECEIPTS - 1,),
    )


def _told(what: str, home: Path) -> dict[str, float]:
    """The milliseconds that a fresh process with a window tells."""
    told = subprocess.run(
        [sys.executable, "-m", "benchmarks.receipts_window", what, home],
        check=True, capture_output=True, text=True,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
    )  # fmt: skip
    result: dict[str, float] = json.loads(told.stdout)
    return result
