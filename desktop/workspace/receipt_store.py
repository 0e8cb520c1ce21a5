"""Receipts, as many as years bring, and the tree heads seen beside them."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, func, select, update
from sqlalchemy.dialects.sqlite import insert

from cases.texts import LanguageText
from desktop.workspace.database import Database
from desktop.workspace.schema import heads, receipts
from signing.evidence.references import LedgerPosition

_INTAKE = "intake"
_FAILED = "TOTAL_FAILED"
_LARGE_COLUMNS = frozenset({"document", "verdict", "search_text"})


@dataclass(frozen=True, slots=True)
class ReceiptHeading:
    """A receipt without its bytes, for lists. `subject` is that of the request."""

    receipt_id: str
    submission_id: str
    stage: str
    environment: str
    request_id: str | None
    subject: LanguageText
    portal_name: str
    portal_origin: str
    participant_kind: str
    participant_id: str
    participant_name: str
    received: datetime
    file_count: int
    size_bytes: int
    sha256: str
    indication: str
    receipt_file: str
    log_proof_file: str | None
    tree_head_file: str | None


@dataclass(frozen=True, slots=True)
class StoredReceipt:
    """A receipt with the bytes of `receipt.json` and the verdict (JSON text) on it."""

    heading: ReceiptHeading
    document: bytes
    verdict: str


class ReceiptStore:
    """Reads and writes receipts. Writing happens in the caller's transaction."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def put(self, connection: Connection, receipt: StoredReceipt, now: datetime) -> None:
        """Keep a receipt, or its newer verdict and proofs."""
        heading = receipt.heading
        values: dict[str, object] = {
            name: getattr(heading, name) for name in ReceiptHeading.__slots__ if name != "subject"
        }
        subject = heading.subject
        values |= {
            "subject_en": subject.en,
            "subject_kk": subject.kk,
            "subject_ru": subject.ru,
            "document": receipt.document,
            "verdict": receipt.verdict,
            "search_text": _search_text(heading),
            "superseded": 0,
            "recorded": now,
        }
        connection.execute(
            insert(receipts)
            .values(values)
            .on_conflict_do_update(index_elements=["receipt_id"], set_=values)
        )
        if heading.stage != _INTAKE and heading.indication != _FAILED:
            connection.execute(
                update(receipts)
                .where(
                    receipts.c.submission_id == heading.submission_id,
                    receipts.c.stage == _INTAKE,
                )
                .values(superseded=1)
            )

    def page(self, search: str, offset: int, limit: int) -> list[ReceiptHeading]:
        """Headings, last received first; an intake receipt only until the decision is there."""
        columns = [column for column in receipts.c if column.name not in _LARGE_COLUMNS]
        order = receipts.c.received.desc(), receipts.c.receipt_id
        # Which ones is found in an index alone; only those are then read.
        found = (
            select(receipts.c.receipt_id)
            .where(*_matching(search))
            .order_by(*order)
            .offset(offset)
            .limit(limit)
        )
        query = select(*columns).where(receipts.c.receipt_id.in_(found)).order_by(*order)
        with self._database.reading() as connection:
            return [_heading(row) for row in connection.execute(query)]

    def count(self, search: str) -> int:
        """How many match."""
        query = select(func.count()).select_from(receipts).where(*_matching(search))
        with self._database.reading() as connection:
            return connection.scalar(query) or 0

    def get(self, receipt_id: str) -> StoredReceipt | None:
        """A receipt."""
        query = select(receipts).where(receipts.c.receipt_id == receipt_id)
        with self._database.reading() as connection:
            row = connection.execute(query).first()
        return None if row is None else StoredReceipt(_heading(row), row.document, row.verdict)

    def last_final_sha256(self, portal_origin: str, participant: tuple[str, str]) -> str | None:
        """Digest of the last good final receipt of a participant (kind, id) from this portal."""
        kind, identifier = participant
        query = (
            select(receipts.c.sha256)
            .where(
                receipts.c.portal_origin == portal_origin,
                receipts.c.participant_kind == kind,
                receipts.c.participant_id == identifier,
                receipts.c.stage == "final",
                receipts.c.indication != _FAILED,
            )
            .order_by(receipts.c.recorded.desc())
            .limit(1)
        )
        with self._database.reading() as connection:
            return connection.scalar(query)


@dataclass(frozen=True, slots=True)
class StoredHead:
    """A tree head: `container` is its file's name in the folder of heads."""

    portal_origin: str
    tree_size: int
    root_hash: str
    time: datetime
    container: str

    @property
    def position(self) -> LedgerPosition:
        """Size and root."""
        return LedgerPosition(size=self.tree_size, root=self.root_hash)


class HeadStore:
    """Every tree head ever seen; none is forgotten, so that two can contradict each other."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def put(self, connection: Connection, head: StoredHead) -> bool:
        """Keep a head; False if this size and root were known."""
        done = connection.execute(
            insert(heads)
            .values({name: getattr(head, name) for name in StoredHead.__slots__})
            .on_conflict_do_nothing()
        )
        return done.rowcount > 0

    def of_size(self, portal_origin: str, size: int) -> list[StoredHead]:
        """All heads of a portal with this size: one, unless it contradicts itself."""
        query = select(heads).where(
            heads.c.portal_origin == portal_origin, heads.c.tree_size == size
        )
        with self._database.reading() as connection:
            return [StoredHead(**row._mapping) for row in connection.execute(query)]  # noqa: SLF001

    def largest(self, portal_origin: str) -> StoredHead | None:
        """The head of the largest tree seen."""
        query = (
            select(heads)
            .where(heads.c.portal_origin == portal_origin)
            .order_by(heads.c.tree_size.desc(), heads.c.time.desc())
            .limit(1)
        )
        with self._database.reading() as connection:
            row = connection.execute(query).first()
        return None if row is None else StoredHead(**row._mapping)  # noqa: SLF001


def _matching(search: str) -> list[ColumnElement[bool]]:
    """Every word somewhere; without case in every alphabet, which LIKE alone cannot."""
    words = search.casefold().split()
    found = [receipts.c.search_text.contains(word, autoescape=True) for word in words]
    return [receipts.c.superseded == 0, *found]


def _search_text(heading: ReceiptHeading) -> str:
    subject = heading.subject
    parts = (
        heading.request_id or "",
        subject.en,
        subject.kk,
        subject.ru,
        heading.participant_id,
        heading.participant_name,
        heading.receipt_id,
    )
    return "\n".join(dict.fromkeys(parts)).casefold()


def _heading(row: Row[Any]) -> ReceiptHeading:
    value = {name: getattr(row, name) for name in ReceiptHeading.__slots__ if name != "subject"}
    return ReceiptHeading(
        subject=LanguageText(row.subject_en, row.subject_kk, row.subject_ru), **value
    )
