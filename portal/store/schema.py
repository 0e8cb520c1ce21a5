"""The tables of the portal's database. Instants are texts as in docs/formats.md, 1."""

from sqlalchemy import (
    Boolean,
    Column,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    PrimaryKeyConstraint,
    String,
    Table,
    UniqueConstraint,
)

SCHEMA_VERSION = 1

metadata = MetaData()

# Every version of every request, with its bytes and its sealed container.
request_version = Table(
    "request_version",
    metadata,
    Column("request_id", String, nullable=False),
    Column("version", Integer, nullable=False),
    Column("participant_kind", String, nullable=False),
    Column("participant_id", String, nullable=False),
    Column("kind", String, nullable=False),
    Column("subject", String, nullable=False),  # text in languages, JSON
    Column("issued", String, nullable=False),
    Column("due", String, nullable=False),
    Column("withdrawn", Boolean, nullable=False),
    Column("sha256", String, nullable=False),
    Column("document", LargeBinary, nullable=False),
    Column("container", LargeBinary, nullable=False),
    PrimaryKeyConstraint("request_id", "version"),
    Index("request_by_participant", "participant_kind", "participant_id"),
)

# Sealed delivery events; `holder` is the certificate digest of who fetched, empty for D.1.
delivery = Table(
    "delivery",
    metadata,
    Column("request_id", String, nullable=False),
    Column("version", Integer, nullable=False),
    Column("event", String, nullable=False),
    Column("holder", String, nullable=False),
    Column("sha256", String, nullable=False),
    Column("container", LargeBinary, nullable=False),
    PrimaryKeyConstraint("request_id", "version", "event", "holder"),
)

acknowledgement = Table(
    "acknowledgement",
    metadata,
    Column("participant_kind", String, nullable=False),
    Column("participant_id", String, nullable=False),
    Column("nonce", String, nullable=False),
    Column("request_id", String, nullable=False),
    Column("version", Integer, nullable=False),
    Column("time", String, nullable=False),
    Column("sha256", String, nullable=False),
    Column("container", LargeBinary, nullable=False),
    PrimaryKeyConstraint("participant_kind", "participant_id", "nonce"),
)

# Challenges of sign-ins that have not been answered; a row is deleted by its only use.
challenge = Table(
    "challenge",
    metadata,
    Column("nonce", String, primary_key=True),
    Column("expires", String, nullable=False),
)

# Who is signed in. Only the token's digest is kept: a copy of the database opens no inbox.
session = Table(
    "session",
    metadata,
    Column("token_sha256", String, primary_key=True),
    Column("participant_kind", String, nullable=False),
    Column("participant_id", String, nullable=False),
    Column("participant_name", String, nullable=False),
    Column("signer", String, nullable=False),  # as in a receipt, JSON
    Column("expires", String, nullable=False),
)

power_of_attorney = Table(
    "power_of_attorney",
    metadata,
    Column("participant_kind", String, nullable=False),
    Column("participant_id", String, nullable=False),
    Column("representative_iin", String, nullable=False),
    Column("number", String, nullable=False),
    Column("date", String, nullable=False),
    PrimaryKeyConstraint("participant_kind", "participant_id", "representative_iin", "number"),
)

# One statement that was taken in; the nonce is unique per participant.
submission = Table(
    "submission",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("participant_kind", String, nullable=False),
    Column("participant_id", String, nullable=False),
    Column("nonce", String, nullable=False),
    Column("state", String, nullable=False),
    Column("request_id", String, nullable=True),
    Column("statement_sha256", String, nullable=False, unique=True),
    Column("statement", LargeBinary, nullable=False),  # the whole container as it came
    Column("signer", String, nullable=False),  # as in a receipt, JSON
    Column("policy", String, nullable=False),  # with complete_by, JSON
    Column("started", String, nullable=False),
    Column("complete_by", String, nullable=False),
    Column("received", String, nullable=True),
    UniqueConstraint("participant_kind", "participant_id", "nonce"),
    Index("submission_by_nonce", "nonce"),
    Index("submission_by_state", "state"),
    Index("submission_by_request", "request_id"),
)

# The announced containers of a submission, and the upload of each once it has begun.
container = Table(
    "container",
    metadata,
    Column("submission_id", Integer, ForeignKey("submission.id"), nullable=False),
    Column("part", Integer, nullable=False),
    Column("sha256", String, nullable=False),
    Column("size_bytes", Integer, nullable=False),
    Column("manifest_sha256", String, nullable=False),
    Column("upload_id", String, nullable=True, unique=True),
    Column("complete", Boolean, nullable=False, default=False),
    PrimaryKeyConstraint("submission_id", "part"),
)

# Every sealed receipt, those of statements rejected at once too (these have no submission).
receipt = Table(
    "receipt",
    metadata,
    Column("statement_sha256", String, nullable=False),
    Column("stage", String, nullable=False),
    Column("sha256", String, nullable=False),
    Column("document", LargeBinary, nullable=False),
    Column("container", LargeBinary, nullable=False),
    PrimaryKeyConstraint("statement_sha256", "stage"),
)

# The log (RFC 9162): hashes of complete subtrees. Level 0 are the leaves.
log_node = Table(
    "log_node",
    metadata,
    Column("level", Integer, nullable=False),
    Column("position", Integer, nullable=False),
    Column("digest", LargeBinary, nullable=False),
    PrimaryKeyConstraint("level", "position"),
    Index("log_node_by_digest", "digest"),
)

tree_head = Table(
    "tree_head",
    metadata,
    Column("tree_size", Integer, primary_key=True),
    Column("time", String, nullable=False),
    Column("sha256", String, nullable=False),
    Column("container", LargeBinary, nullable=False),
)

# What the event stream tells, in order.
event = Table(
    "event",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("participant_kind", String, nullable=False),
    Column("participant_id", String, nullable=False),
    Column("name", String, nullable=False),
    Column("content", String, nullable=False),
    Index("event_by_participant", "participant_kind", "participant_id", "id"),
)
