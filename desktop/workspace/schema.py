"""The tables as the program reads and writes them (their history is in `migrations`)."""

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import (
    Column,
    Dialect,
    Integer,
    LargeBinary,
    MetaData,
    Table,
    Text,
    TypeDecorator,
)


class Instant(TypeDecorator[datetime]):
    """An aware datetime, kept as UTC text of fixed width, so that text order is time order."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> str | None:
        """Whole microseconds, in UTC."""
        del dialect
        if value is None:
            return None
        return value.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")

    def process_result_value(self, value: Any | None, dialect: Dialect) -> datetime | None:  # noqa: ANN401 - SQLAlchemy's signature
        """Aware, in UTC."""
        del dialect
        return None if value is None else datetime.fromisoformat(value)


METADATA = MetaData()

requests = Table(
    "requests",
    METADATA,
    Column("request_id", Text, primary_key=True),
    Column("version", Integer, primary_key=True),
    Column("portal_origin", Text),
    Column("participant_kind", Text),
    Column("participant_id", Text),
    Column("sha256", Text),
    Column("environment", Text),
    Column("kind", Text),
    Column("state", Text),
    Column("issued", Instant),
    Column("due", Instant),
    Column("document", LargeBinary),
    Column("container", Text),
    Column("fetched", Instant),
)

cases = Table(
    "cases",
    METADATA,
    Column("case_id", Text, primary_key=True),
    Column("request_id", Text),
    Column("request_version", Integer),
    Column("profile_id", Text),
    Column("participant_kind", Text),
    Column("participant_id", Text),
    Column("participant_name", Text),
    Column("representative", Text),
    Column("subject", Text),
    Column("letter", Text),
    Column("created", Instant),
    Column("changed", Instant),
    Column("dropped", Text),
)

case_items = Table(
    "case_items",
    METADATA,
    Column("case_id", Text, primary_key=True),
    Column("item_id", Text, primary_key=True),
    Column("state", Text),
    Column("reason", Text),
    Column("legal_ground", Text),
    Column("until", Text),
    Column("receipt_id", Text),
)

case_files = Table(
    "case_files",
    METADATA,
    Column("file_id", Text, primary_key=True),
    Column("case_id", Text, primary_key=True),
    Column("item_id", Text),
    Column("position", Integer),
    Column("path", LargeBinary),
    Column("original_name", Text),
    Column("size_bytes", Integer),
    Column("mtime_ns", Integer),
)

submissions = Table(
    "submissions",
    METADATA,
    Column("submission_id", Text, primary_key=True),
    Column("case_id", Text),
    Column("participant_kind", Text),
    Column("participant_id", Text),
    Column("participant_name", Text),
    Column("portal_origin", Text),
    Column("status", Text),
    Column("nonce", Text),
    Column("created", Instant),
    Column("changed", Instant),
    Column("package_sha256", Text),
    Column("statement_file", Text),
    Column("statement_sha256", Text),
    Column("capability", Text),
    Column("complete_by", Instant),
    Column("intake_receipt_id", Text),
    Column("final_receipt_id", Text),
    Column("stopped_by", Text),
)

submission_parts = Table(
    "submission_parts",
    METADATA,
    Column("submission_id", Text, primary_key=True),
    Column("part", Integer, primary_key=True),
    Column("file", Text),
    Column("size_bytes", Integer),
    Column("sha256", Text),
    Column("manifest_sha256", Text),
    Column("upload", Text),
    Column("sent_bytes", Integer),
)

attempts = Table(
    "attempts",
    METADATA,
    Column("attempt_id", Integer, primary_key=True),
    Column("submission_id", Text),
    Column("step", Text),
    Column("started", Instant),
    Column("finished", Instant),
    Column("outcome", Text),
)

receipts = Table(
    "receipts",
    METADATA,
    Column("receipt_id", Text, primary_key=True),
    Column("submission_id", Text),
    Column("stage", Text),
    Column("environment", Text),
    Column("request_id", Text),
    Column("subject_en", Text),
    Column("subject_kk", Text),
    Column("subject_ru", Text),
    Column("portal_name", Text),
    Column("portal_origin", Text),
    Column("participant_kind", Text),
    Column("participant_id", Text),
    Column("participant_name", Text),
    Column("received", Instant),
    Column("file_count", Integer),
    Column("size_bytes", Integer),
    Column("sha256", Text),
    Column("indication", Text),
    Column("verdict", Text),
    Column("document", LargeBinary),
    Column("receipt_file", Text),
    Column("log_proof_file", Text),
    Column("tree_head_file", Text),
    Column("search_text", Text),
    Column("superseded", Integer),
    Column("recorded", Instant),
)

heads = Table(
    "heads",
    METADATA,
    Column("portal_origin", Text, primary_key=True),
    Column("tree_size", Integer, primary_key=True),
    Column("root_hash", Text, primary_key=True),
    Column("time", Instant),
    Column("container", Text),
)

ledger_entries = Table(
    "ledger_entries",
    METADATA,
    Column("participant", Text, primary_key=True),
    Column("sequence", Integer, primary_key=True),
    Column("content", LargeBinary),
)

ledger_nodes = Table(
    "ledger_nodes",
    METADATA,
    Column("participant", Text, primary_key=True),
    Column("level", Integer, primary_key=True),
    Column("position", Integer, primary_key=True),
    Column("digest", LargeBinary),
)
