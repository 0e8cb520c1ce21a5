"""The workspace database: SQLite in WAL mode, safe for threads, every commit on the disk."""

import logging
import os
import sqlite3
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.exc import DatabaseError, OperationalError
from sqlalchemy.pool import QueuePool

from desktop.errors import WorkspaceDamagedError, WorkspaceNewerError
from desktop.workspace.files import FILE_MODE
from desktop.workspace.migrations import MIGRATIONS, NEWEST
from signing.asic.errors import DiskFullError

_log = logging.getLogger(__name__)
_BUSY_SECONDS = 30


class Database:
    """Opens the database, brought to the newest version, and gives connections.

    Raises:
        WorkspaceNewerError: a newer program wrote it. Nothing is changed.
        WorkspaceDamagedError: it is no database. Nothing is changed.
        DiskFullError
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._write_lock = threading.RLock()
        if not path.exists():
            os.close(os.open(path, os.O_WRONLY | os.O_CREAT, FILE_MODE))
        with _named_errors(path), closing(_connect(path)) as connection:
            _migrate(connection, path)
        self._engine = _engine(path)

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A connection that sees one state of the database throughout."""
        with _named_errors(self._path), self._engine.connect() as connection, connection.begin():
            yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """A connection whose changes are all on the disk after the block, or none of them."""
        with (
            _named_errors(self._path),
            self._write_lock,
            self._engine.connect().execution_options(immediate=True) as connection,
            connection.begin(),
        ):
            yield connection

    def close(self) -> None:
        """Close all connections."""
        self._engine.dispose()


def _connect(path: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(
        path, timeout=_BUSY_SECONDS, isolation_level=None, check_same_thread=False
    )
    connection.execute("PRAGMA foreign_keys = ON")
    connection.execute("PRAGMA synchronous = FULL")
    return connection


def _engine(path: Path) -> Engine:
    engine = create_engine("sqlite://", creator=lambda: _connect(path), poolclass=QueuePool)

    # The driver's own notion of transactions is switched off (`isolation_level`): SQLite is told
    # directly, and a writer takes its lock at once instead of failing half-way.
    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        immediate = connection.get_execution_options().get("immediate", False)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if immediate else "BEGIN")

    return engine


def _migrate(connection: sqlite3.Connection, path: Path) -> None:
    connection.execute("PRAGMA journal_mode = WAL")
    (version,) = connection.execute("PRAGMA user_version").fetchone()
    if version > NEWEST:
        raise WorkspaceNewerError(f"version {version} > {NEWEST}", folder=str(path.parent))
    if 0 < version < NEWEST:
        _keep_copy(connection, path, version)
    for number in range(version + 1, NEWEST + 1):
        _log.info("migration %d", number)
        connection.execute("BEGIN IMMEDIATE")
        try:
            for statement in MIGRATIONS[number - 1]:
                connection.execute(statement)
            connection.execute(f"PRAGMA user_version = {number}")
        except BaseException:
            connection.execute("ROLLBACK")
            raise
        connection.execute("COMMIT")


def _keep_copy(connection: sqlite3.Connection, path: Path, version: int) -> None:
    """What the database was before it is changed for good, beside it."""
    kept = path.with_name(f"{path.stem}.version-{version}{path.suffix}")
    os.close(os.open(kept, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, FILE_MODE))
    with closing(sqlite3.connect(kept)) as copy:
        connection.backup(copy)


@contextmanager
def _named_errors(path: Path) -> Iterator[None]:
    try:
        yield
    except (sqlite3.DatabaseError, DatabaseError) as error:
        text = str(error)
        if "disk is full" in text or "disk I/O error" in text:
            raise DiskFullError(text, folder=str(path.parent)) from error
        operational = isinstance(error, OperationalError | sqlite3.OperationalError)
        if "malformed" in text or "not a database" in text or operational:
            raise WorkspaceDamagedError(text, folder=str(path.parent)) from error
        raise
