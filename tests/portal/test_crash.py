"""Killed at any moment, the portal has said nothing that it does not know afterwards."""

import random
import sqlite3
import threading
from contextlib import suppress

import pytest
import requests

from signing.evidence.merkle import MemoryNodeStore, MerkleTree, leaf_hash
from signing.evidence.receipt import ReceiptStage
from signing.evidence.sealed import open_sealed
from signing.evidence.tree_head import TreeHead
from signing.validation.verdict import Indication
from tests.portal.judging import judge_receipt
from tests.support.participant import ParticipantClient, receipt_of
from tests.support.portal import PortalStartError

PATIENCE = 40


class Stubborn(ParticipantClient):
    """A client that asks and goes on from there, whatever breaks, and never sends two nonces."""

    def finish(self, container, package, on_step):
        told = self.insist(lambda: self.submit(container)).json()
        on_step()
        for reference, written in zip(package.references, package.containers, strict=True):
            content = written.path.read_bytes()
            made = self.insist(lambda one=reference: self.create_upload(told, one))
            location = made.headers["Location"]
            on_step()
            self.insist(lambda at=location, all_=content: self.rest(told, at, all_))
            on_step()
        for _ in range(PATIENCE * 50):
            state = self.insist(lambda: self.call("GET", *self.status_call(told))).json()["state"]
            if state == "final":
                return told
            assert state in {"intake", "verifying"}
        raise AssertionError(state)

    def status_call(self, told):
        self.session.headers.update(self.capability(told))
        return (f"/submissions/{told['nonce']}",)

    def rest(self, told, location, content):
        offset = self.offset(told, location)
        if offset == len(content):
            return requests.Response()
        return self.patch(told, location, offset, content[offset : offset + 400_000])

    def insist(self, call):
        """Again and again until it is done; a call that goes in steps is done when it is through."""
        for _ in range(PATIENCE):
            try:
                answer = call()
            except (requests.ConnectionError, requests.Timeout):
                self.portal.revive()
                continue
            if answer.status_code in {200, 201}:
                return answer
            if answer.status_code is None:  # nothing was left to send
                return answer
        raise AssertionError(answer.text)


class Mortal:
    """A portal that is killed now and then, and starts again when it is missed."""

    def __init__(self, portal):
        self.portal = portal
        self.lock = threading.Lock()

    def __getattr__(self, name):
        return getattr(self.portal, name)

    def die(self):
        self.portal.kill()

    def revive(self):
        with self.lock:
            while self.portal.process.poll() is not None:
                with suppress(PortalStartError):  # killed while it was starting
                    self.portal.start_again()


# Connections that died with the portal are left to the garbage collector by urllib3.
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
@pytest.mark.filterwarnings("ignore::ResourceWarning")
@pytest.mark.parametrize("seed", range(3))
def test_killed_at_any_step_it_ends_in_one_intake_and_one_final_receipt(own_portal, tmp_path, seed):
    chance = random.Random(seed)
    mortal = Mortal(own_portal)
    client = Stubborn(mortal, tmp_path / "client")
    package = client.package(chance.randbytes(900_000), chance.randbytes(900_000), parts=2)
    container = client.sealed("statement.json", client.statement(package).to_bytes())
    timers = []

    def on_step():
        if chance.random() < 0.6:
            timers.append(threading.Timer(chance.random() / 10, mortal.die))
            timers[-1].start()

    told = client.finish(container, package, on_step)
    for timer in timers:
        timer.join()
    mortal.revive()
    status = client.status(told)
    assert [one["stage"] for one in status["receipts"]] == ["intake", "final"]
    final = client.receipt(told, "final")
    assert receipt_of(final).stage is ReceiptStage.FINAL
    verdict = judge_receipt(client, container, final, package)
    assert verdict.indication is Indication.TOTAL_PASSED
    check_log(client)
    client.session.close()


def check_log(client):
    """Every sealed receipt and delivery is a leaf, once, and nothing else is."""
    head = open_sealed(client.call("GET", "/log/head").content, "tree-head.json")
    said = TreeHead.from_bytes(head.content)
    with sqlite3.connect(client.portal.home / "portal.sqlite3") as database:
        receipts = [row[0] for row in database.execute("SELECT document FROM receipt")]
        deliveries = [
            open_sealed(bytes(row[0]), "delivery.json").content
            for row in database.execute("SELECT container FROM delivery")
        ]
        leaves = [
            bytes(row[0])
            for row in database.execute(
                "SELECT digest FROM log_node WHERE level = 0 ORDER BY position"
            )
        ]
    database.close()
    documents = {leaf_hash(bytes(one)): bytes(one) for one in receipts + deliveries}
    assert sorted(documents) == sorted(leaves)
    tree = MerkleTree(MemoryNodeStore())
    for leaf in leaves:
        tree.append(documents[leaf])
    assert (tree.size, tree.root().hex()) == (said.tree_size, said.root_hash)
