"""The database: migrated in steps, private, durable, and refused when it is not ours."""

import sqlite3
import stat
import sys
import threading
from contextlib import closing

import pytest
from sqlalchemy import insert, select

from desktop.errors import WorkspaceDamagedError, WorkspaceNewerError
from desktop.workspace import database as database_module
from desktop.workspace import migrations
from desktop.workspace.database import Database
from desktop.workspace.schema import METADATA, ledger_nodes
from signing.asic.errors import DiskFullError


def columns_of(path) -> dict[str, list[str]]:
    with closing(sqlite3.connect(path)) as connection:
        tables = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
        return {
            name: [row[1] for row in connection.execute(f"PRAGMA table_info({name})")]
            for (name,) in tables.fetchall()
        }


def test_migrations_make_what_the_program_reads(tmp_path):
    Database(tmp_path / "w.sqlite3").close()
    assert columns_of(tmp_path / "w.sqlite3") == {
        table.name: [column.name for column in table.columns] for table in METADATA.sorted_tables
    }


@pytest.mark.skipif(sys.platform == "win32", reason="POSIX modes")
def test_only_its_owner_reads_it(tmp_path):
    database = Database(tmp_path / "w.sqlite3")
    write(database, 0)
    for path in tmp_path.iterdir():
        assert stat.S_IMODE(path.stat().st_mode) == 0o600, path
    database.close()


def test_it_is_durable_and_keeps_its_references(tmp_path):
    database = Database(tmp_path / "w.sqlite3")
    with database.reading() as connection:
        values = {
            name: connection.exec_driver_sql(f"PRAGMA {name}").scalar()
            for name in ("journal_mode", "synchronous", "foreign_keys")
        }
    assert values == {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1}
    database.close()


def test_a_newer_database_is_refused_and_not_touched(tmp_path):
    path = tmp_path / "w.sqlite3"
    Database(path).close()
    with closing(sqlite3.connect(path)) as connection:
        connection.execute(f"PRAGMA user_version = {migrations.NEWEST + 1}")
    with pytest.raises(WorkspaceNewerError):
        Database(path)
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("PRAGMA user_version").fetchone() == (migrations.NEWEST + 1,)


def test_a_copy_is_kept_before_an_older_database_is_migrated(tmp_path, monkeypatch):
    path = tmp_path / "w.sqlite3"
    database = Database(path)
    write(database, 7)
    database.close()
    grown = (*migrations.MIGRATIONS, ("ALTER TABLE cases ADD COLUMN colour TEXT",))
    monkeypatch.setattr(database_module, "MIGRATIONS", grown)
    monkeypatch.setattr(database_module, "NEWEST", len(grown))
    Database(path).close()
    assert "colour" in columns_of(path)["cases"]
    kept = tmp_path / f"w.version-{migrations.NEWEST}.sqlite3"
    assert "colour" not in columns_of(kept)["cases"]
    with closing(sqlite3.connect(kept)) as connection:
        assert connection.execute("SELECT position FROM ledger_nodes").fetchall() == [(7,)]


def test_a_migration_that_fails_changes_nothing(tmp_path, monkeypatch):
    path = tmp_path / "w.sqlite3"
    Database(path).close()
    before = columns_of(path)
    broken = (*migrations.MIGRATIONS, ("ALTER TABLE cases ADD COLUMN colour TEXT", "NONSENSE"))
    monkeypatch.setattr(database_module, "MIGRATIONS", broken)
    monkeypatch.setattr(database_module, "NEWEST", len(broken))
    with pytest.raises(WorkspaceDamagedError):
        Database(path)
    assert columns_of(path) == before


def test_a_file_that_is_no_database_is_named(tmp_path):
    path = tmp_path / "w.sqlite3"
    path.write_bytes(b"not a database, but long enough to be looked at " * 100)
    with pytest.raises(WorkspaceDamagedError):
        Database(path)
    assert path.read_bytes().startswith(b"not a database")


def test_an_error_in_the_block_undoes_everything(tmp_path):
    database = Database(tmp_path / "w.sqlite3")

    def fail():
        with database.writing() as connection:
            connection.execute(insert(ledger_nodes).values(_node(1)))
            raise KeyError

    with pytest.raises(KeyError):
        fail()
    with database.reading() as connection:
        assert connection.execute(select(ledger_nodes)).all() == []
    database.close()


def test_a_full_disk_has_its_name(tmp_path):
    database = Database(tmp_path / "w.sqlite3")
    with database.reading() as connection:
        pages = connection.exec_driver_sql("PRAGMA page_count").scalar()

    def fill():
        with database.writing() as connection:
            connection.exec_driver_sql(f"PRAGMA max_page_count = {pages}")
            for number in range(10_000):
                connection.execute(insert(ledger_nodes).values(_node(number)))

    with pytest.raises(DiskFullError):
        fill()
    database.close()


def test_many_threads_write_one_after_the_other(tmp_path):
    database = Database(tmp_path / "w.sqlite3")
    failures = []

    def work(first: int) -> None:
        try:
            for number in range(first, first + 20):
                write(database, number)
                with database.reading() as connection:
                    connection.execute(select(ledger_nodes)).all()
        except Exception as error:
            failures.append(error)
            raise

    threads = [threading.Thread(target=work, args=(n * 100,)) for n in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []
    with database.reading() as connection:
        assert len(connection.execute(select(ledger_nodes)).all()) == 160
    database.close()


def write(database: Database, position: int) -> None:
    with database.writing() as connection:
        connection.execute(insert(ledger_nodes).values(_node(position)))


def _node(position: int) -> dict:
    return {"participant": "bin:1", "level": 0, "position": position, "digest": bytes(32)}
