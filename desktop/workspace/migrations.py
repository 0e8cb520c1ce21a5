"""The database's structure, step by step: what is written here never changes, only grows.

Migration N brings a database of version N - 1 (`PRAGMA user_version`) to version N, in one
transaction. A test compares the result with `schema`.
"""

from collections.abc import Sequence

_FIRST = (
    """
    CREATE TABLE requests (
        request_id TEXT NOT NULL,
        version INTEGER NOT NULL,
        portal_origin TEXT NOT NULL,
        participant_kind TEXT NOT NULL,
        participant_id TEXT NOT NULL,
        sha256 TEXT NOT NULL,
        environment TEXT NOT NULL,
        kind TEXT NOT NULL,
        state TEXT NOT NULL,
        issued TEXT NOT NULL,
        due TEXT NOT NULL,
        document BLOB NOT NULL,
        container TEXT NOT NULL,
        fetched TEXT NOT NULL,
        PRIMARY KEY (request_id, version)
    )
    """,
    """
    CREATE TABLE cases (
        case_id TEXT NOT NULL PRIMARY KEY,
        request_id TEXT,
        request_version INTEGER,
        profile_id TEXT NOT NULL,
        participant_kind TEXT NOT NULL,
        participant_id TEXT NOT NULL,
        participant_name TEXT NOT NULL,
        representative TEXT,
        subject TEXT NOT NULL,
        letter TEXT NOT NULL,
        created TEXT NOT NULL,
        changed TEXT NOT NULL,
        FOREIGN KEY (request_id, request_version) REFERENCES requests (request_id, version)
    )
    """,
    """
    CREATE TABLE case_items (
        case_id TEXT NOT NULL REFERENCES cases (case_id) ON DELETE CASCADE,
        item_id TEXT NOT NULL,
        state TEXT,
        reason TEXT NOT NULL,
        legal_ground TEXT NOT NULL,
        until TEXT,
        receipt_id TEXT,
        PRIMARY KEY (case_id, item_id)
    )
    """,
    """
    CREATE TABLE case_files (
        file_id TEXT NOT NULL,
        case_id TEXT NOT NULL REFERENCES cases (case_id) ON DELETE CASCADE,
        item_id TEXT NOT NULL,
        position INTEGER NOT NULL,
        path BLOB NOT NULL,
        original_name TEXT NOT NULL,
        size_bytes INTEGER NOT NULL,
        mtime_ns INTEGER NOT NULL,
        PRIMARY KEY (case_id, file_id)
    )
    """,
    "CREATE INDEX case_files_in_order ON case_files (case_id, item_id, position)",
    """
    CREATE TABLE submissions (
        submission_id TEXT NOT NULL PRIMARY KEY,
        case_id TEXT REFERENCES cases (case_id),
        participant_kind TEXT NOT NULL,
        participant_id TEXT NOT NULL,
        participant_name TEXT NOT NULL,
        portal_origin TEXT NOT NULL,
        status TEXT NOT NULL,
        nonce TEXT NOT NULL UNIQUE,
        created TEXT NOT NULL,
        changed TEXT NOT NULL,
        package_sha256 TEXT,
        statement_file TEXT,
        statement_sha256 TEXT,
        capability TEXT,
        complete_by TEXT,
        intake_receipt_id TEXT,
        final_receipt_id TEXT,
        stopped_by TEXT
    )
    """,
    "CREATE INDEX submissions_of_case ON submissions (case_id)",
    """
    CREATE UNIQUE INDEX one_live_submission_a_case ON submissions (case_id)
        WHERE status <> 'cancelled' AND case_id IS NOT NULL
    """,
    """
    CREATE TABLE submission_parts (
        submission_id TEXT NOT NULL REFERENCES submissions (submission_id) ON DELETE CASCADE,
        part INTEGER NOT NULL,
        file TEXT NOT NULL,
        size_bytes INTEGER NOT NULL,
        sha256 TEXT NOT NULL,
        manifest_sha256 TEXT NOT NULL,
        upload TEXT,
        sent_bytes INTEGER NOT NULL,
        PRIMARY KEY (submission_id, part)
    )
    """,
    """
    CREATE TABLE attempts (
        attempt_id INTEGER PRIMARY KEY,
        submission_id TEXT NOT NULL REFERENCES submissions (submission_id) ON DELETE CASCADE,
        step TEXT NOT NULL,
        started TEXT NOT NULL,
        finished TEXT,
        outcome TEXT
    )
    """,
    """
    CREATE TABLE receipts (
        receipt_id TEXT NOT NULL PRIMARY KEY,
        submission_id TEXT NOT NULL REFERENCES submissions (submission_id),
        stage TEXT NOT NULL,
        environment TEXT NOT NULL,
        request_id TEXT,
        subject_en TEXT NOT NULL,
        subject_kk TEXT NOT NULL,
        subject_ru TEXT NOT NULL,
        portal_name TEXT NOT NULL,
        portal_origin TEXT NOT NULL,
        participant_kind TEXT NOT NULL,
        participant_id TEXT NOT NULL,
        participant_name TEXT NOT NULL,
        received TEXT NOT NULL,
        file_count INTEGER NOT NULL,
        size_bytes INTEGER NOT NULL,
        sha256 TEXT NOT NULL,
        indication TEXT NOT NULL,
        verdict TEXT NOT NULL,
        document BLOB NOT NULL,
        receipt_file TEXT NOT NULL,
        log_proof_file TEXT,
        tree_head_file TEXT,
        search_text TEXT NOT NULL,
        superseded INTEGER NOT NULL,
        recorded TEXT NOT NULL
    )
    """,
    "CREATE INDEX receipts_by_time ON receipts (superseded, received DESC, receipt_id)",
    "CREATE INDEX receipts_of_submission ON receipts (submission_id)",
    """
    CREATE TABLE heads (
        portal_origin TEXT NOT NULL,
        tree_size INTEGER NOT NULL,
        root_hash TEXT NOT NULL,
        time TEXT NOT NULL,
        container TEXT NOT NULL,
        PRIMARY KEY (portal_origin, tree_size, root_hash)
    )
    """,
    """
    CREATE TABLE ledger_entries (
        participant TEXT NOT NULL,
        sequence INTEGER NOT NULL,
        content BLOB NOT NULL,
        PRIMARY KEY (participant, sequence)
    )
    """,
    """
    CREATE TABLE ledger_nodes (
        participant TEXT NOT NULL,
        level INTEGER NOT NULL,
        position INTEGER NOT NULL,
        digest BLOB NOT NULL,
        PRIMARY KEY (participant, level, position)
    )
    """,
    # The ledger only grows; what tries otherwise is a fault of ours, and the database says so.
    """
    CREATE TRIGGER ledger_entries_stay BEFORE UPDATE ON ledger_entries
    BEGIN SELECT RAISE(ABORT, 'the ledger only grows'); END
    """,
    """
    CREATE TRIGGER ledger_entries_are_kept BEFORE DELETE ON ledger_entries
    BEGIN SELECT RAISE(ABORT, 'the ledger only grows'); END
    """,
)

# A refused submission is over: its case may be mended and submitted again.
_ANOTHER_TRY_AFTER_A_REJECTION = (
    "DROP INDEX one_live_submission_a_case",
    """
    CREATE UNIQUE INDEX one_live_submission_a_case ON submissions (case_id)
        WHERE status NOT IN ('cancelled', 'rejected') AND case_id IS NOT NULL
    """,
)

# Items that a newer version of the request no longer has, with what was answered to them.
_NEWER_VERSIONS_OF_REQUESTS = ("ALTER TABLE cases ADD COLUMN dropped TEXT",)

# All that searching looks at, in the order of the list. In the table it lies behind each receipt's
# bytes: 100,000 of them would be read for one word.
_SEARCH_WITHOUT_READING_RECEIPTS = (
    """
    CREATE INDEX receipts_searched ON receipts
        (superseded, received DESC, receipt_id, search_text)
    """,
)

MIGRATIONS: Sequence[Sequence[str]] = (
    _FIRST,
    _ANOTHER_TRY_AFTER_A_REJECTION,
    _NEWER_VERSIONS_OF_REQUESTS,
    _SEARCH_WITHOUT_READING_RECEIPTS,
)

NEWEST = len(MIGRATIONS)
