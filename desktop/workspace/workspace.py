"""The workspace: lock, database, stores and files of one installation, opened and closed as one."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import Connection

from desktop.clock import Clock
from desktop.ledger_note import LedgerNote
from desktop.paths import Paths
from desktop.workspace.case_store import CaseStore
from desktop.workspace.database import Database
from desktop.workspace.files import private_folder
from desktop.workspace.ledger import Ledger
from desktop.workspace.lock import InstanceLock
from desktop.workspace.receipt_store import HeadStore, ReceiptStore
from desktop.workspace.request_store import RequestStore
from desktop.workspace.submission_store import SubmissionStore
from signing.evidence.references import ParticipantReference


class Transaction:
    """One change of the workspace: what is written and what the ledger says of it, or neither."""

    def __init__(self, connection: Connection, ledger: Ledger, clock: Clock) -> None:
        self.connection = connection
        self._ledger = ledger
        self._clock = clock

    def note(self, participant: ParticipantReference, note: LedgerNote) -> None:
        """Append to the participant's ledger."""
        self._ledger.append(self.connection, participant, note, self._clock())


class Workspace:
    """An open workspace. Stores read by themselves and write within a `transaction`.

    Raises:
        WorkspaceInUseError, WorkspaceNewerError, WorkspaceDamagedError, FolderNotWritableError,
        DiskFullError
    """

    def __init__(self, paths: Paths, clock: Clock) -> None:
        self.paths = paths
        self._clock = clock
        private_folder(paths.home)
        self._lock = InstanceLock(paths.lock)
        try:
            for folder in (paths.requests, paths.submissions, paths.heads, paths.trust):
                private_folder(folder)
            self.database = Database(paths.database)
        except BaseException:
            self._lock.release()
            raise
        self.ledger = Ledger(self.database)
        self.requests = RequestStore(self.database)
        self.cases = CaseStore(self.database)
        self.submissions = SubmissionStore(self.database)
        self.receipts = ReceiptStore(self.database)
        self.heads = HeadStore(self.database)

    @contextmanager
    def transaction(self) -> Iterator[Transaction]:
        """Everything written in the block is on the disk after it, or nothing of it is."""
        with self.database.writing() as connection:
            yield Transaction(connection, self.ledger, self._clock)

    def submission_folder(self, submission_id: str) -> Path:
        """The folder of a submission, made if need be."""
        return private_folder(self.paths.submissions / submission_id)

    def close(self) -> None:
        """Close the database and give the workspace free."""
        self.database.close()
        self._lock.release()
