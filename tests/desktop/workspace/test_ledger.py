"""The ledger: appended with what it tells of, never changed, its root that of RFC 9162."""

import hashlib
import json
from datetime import UTC, datetime

import pytest
from sqlalchemy import delete, update
from sqlalchemy.exc import IntegrityError

from desktop.ledger_note import LedgerEvent, LedgerNote
from desktop.paths import Paths
from desktop.workspace.schema import ledger_entries
from desktop.workspace.workspace import Workspace
from signing.evidence.merkle import EMPTY_ROOT
from signing.evidence.references import ParticipantKind, ParticipantReference

NOW = datetime(2026, 11, 23, 12, 0, 0, 999_999, tzinfo=UTC)
ALTYN = ParticipantReference(kind=ParticipantKind.BIN, id="470340001014", name="ТОО «Алтын»")
OTHER = ParticipantReference(kind=ParticipantKind.IIN, id="880417201010", name="Сәуле")


@pytest.fixture
def workspace(tmp_path):
    workspace = Workspace(Paths(tmp_path / "w"), lambda: NOW)
    yield workspace
    workspace.close()


def note(workspace, participant=ALTYN, subject="s") -> None:
    with workspace.transaction() as transaction:
        transaction.note(
            participant, LedgerNote(LedgerEvent.PACKAGE_SEALED, subject, {"package": "ab" * 32})
        )


def root_of(leaves: list[bytes]) -> bytes:
    """RFC 9162, 2.1.1, written down as it stands there."""
    if not leaves:
        return hashlib.sha256().digest()
    if len(leaves) == 1:
        return hashlib.sha256(b"\0" + leaves[0]).digest()
    split = 1 << ((len(leaves) - 1).bit_length() - 1)
    return hashlib.sha256(b"\1" + root_of(leaves[:split]) + root_of(leaves[split:])).digest()


@pytest.mark.parametrize("count", [0, 1, 2, 3, 7, 8, 20])
def test_its_root_is_that_of_all_its_entries(workspace, count):
    for number in range(count):
        note(workspace, subject=str(number))
    position = workspace.ledger.position(ALTYN)
    entries = workspace.ledger.entries(ALTYN)
    assert position.size == len(entries) == count
    assert position.root == root_of(entries).hex()
    assert count or position.root == EMPTY_ROOT.hex()


def test_an_entry_is_canonical_and_says_what_happened_when(workspace):
    note(workspace)
    [entry] = workspace.ledger.entries(ALTYN)
    value = json.loads(entry)
    assert (
        entry
        == json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()
    )
    assert value == {
        "digests": {"package": "ab" * 32},
        "epoch": 0,
        "event": "package.sealed",
        "facts": {},
        "participant": {"id": ALTYN.id, "kind": "bin", "name": ALTYN.name},
        "sequence": 0,
        "subject": "s",
        "time": "2026-11-23T12:00:00Z",
        "type": "qolhat.ledger-entry",
        "version": 1,
    }


def test_each_participant_has_a_tree_of_their_own(workspace):
    note(workspace)
    note(workspace, OTHER)
    note(workspace, OTHER)
    assert workspace.ledger.position(ALTYN).size == 1
    assert workspace.ledger.position(OTHER).size == 2


def test_what_it_tells_of_and_the_entry_are_written_together_or_not_at_all(workspace):
    def fail():
        with workspace.transaction() as transaction:
            transaction.note(ALTYN, LedgerNote(LedgerEvent.STATEMENT_SENT, "s"))
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fail()
    assert workspace.ledger.position(ALTYN).size == 0


@pytest.mark.parametrize(
    "change", [update(ledger_entries).values(content=b"x"), delete(ledger_entries)]
)
def test_the_database_itself_refuses_to_change_or_drop_an_entry(workspace, change):
    note(workspace)

    def attempt():
        with workspace.transaction() as transaction:
            transaction.connection.execute(change)

    with pytest.raises(IntegrityError, match="only grows"):
        attempt()


def test_it_goes_on_after_the_program_was_started_again(tmp_path):
    for _ in range(3):
        workspace = Workspace(Paths(tmp_path / "w"), lambda: NOW)
        note(workspace)
        note(workspace)
        workspace.close()
    workspace = Workspace(Paths(tmp_path / "w"), lambda: NOW)
    assert workspace.ledger.position(ALTYN).root == root_of(workspace.ledger.entries(ALTYN)).hex()
    assert workspace.ledger.position(ALTYN).size == 6
    workspace.close()
