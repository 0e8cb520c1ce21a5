"""Uploads: what arrived counts, whatever breaks; nothing more than announced is taken."""

import base64
import hashlib
import os
import shutil
import socket
import ssl
from contextlib import suppress
from dataclasses import replace

import pytest
import requests

from signing.evidence.receipt import ReceiptStage, RejectionCode
from signing.validation.verdict import Indication
from tests.portal.judging import judge_receipt
from tests.support.participant import ParticipantClient, problem, receipt_of
from tests.support.portal import RunningPortal

CONTENT = b"abc" * 100_000


@pytest.fixture
def announced(client):
    """A client with a statement taken in, its package, and the upload of its one container."""
    package = client.package(CONTENT)
    told = client.submit_statement(client.statement(package)).json()
    location = client.create_upload(told, package.references[0]).headers["Location"]
    return client, package, told, location


def test_options_tell_what_of_tus_is_spoken(client):
    answer = client.call("OPTIONS", "/uploads")
    assert answer.status_code == 204
    assert answer.headers["Tus-Version"] == "1.0.0"
    assert set(answer.headers["Tus-Extension"].split(",")) == {"creation", "termination"}
    assert int(answer.headers["Tus-Max-Size"]) > 0


def test_an_upload_in_pieces_ends_in_the_same_final_receipt(announced):
    client, package, told, location = announced
    content = package.containers[0].path.read_bytes()
    for start in range(0, len(content), 70_001):
        assert client.offset(told, location) == start
        answer = client.patch(told, location, start, content[start : start + 70_001])
        assert answer.status_code == 204
        assert int(answer.headers["Upload-Offset"]) == min(start + 70_001, len(content))
    assert client.wait_for(told, "final", "rejected") == "final"


def test_a_wrong_offset_changes_nothing(announced):
    client, _, told, location = announced
    answer = client.patch(told, location, 5, b"x")
    assert problem(answer) == (409, "offset-differs")
    assert answer.headers["Upload-Offset"] == "0"
    assert client.offset(told, location) == 0


def test_asked_twice_for_one_part_the_place_is_the_same(announced):
    client, package, told, location = announced
    client.patch(told, location, 0, b"PK")
    again = client.create_upload(told, package.references[0])
    assert again.status_code == 200
    assert again.headers["Location"] == location
    assert client.offset(told, location) == 2


def test_more_than_announced_is_refused(announced):
    client, package, told, location = announced
    size = package.containers[0].size_bytes
    assert problem(client.patch(told, location, 0, b"x" * (size + 1))) == (413, "too-large")
    assert client.offset(told, location) == 0


def test_more_than_announced_in_chunks_of_unknown_length_is_refused(announced):
    client, package, told, location = announced
    blocks = iter([b"x" * package.containers[0].size_bytes, b"y"])
    assert problem(client.patch(told, location, 0, blocks)) == (413, "too-large")


def test_a_container_that_was_not_announced_has_no_place(client):
    package, other = client.package(b"one"), client.package(b"two")
    told = client.submit_statement(client.statement(package)).json()
    answer = client.create_upload(told, other.references[0])
    assert problem(answer) == (400, "upload-not-announced")


def test_the_capability_of_another_submission_opens_no_upload(announced):
    client, package, told, location = announced
    other = client.submit_statement(client.statement(client.package(b"y"))).json()
    stranger = {**told, "capability": other["capability"]}
    assert problem(client.create_upload(stranger, package.references[0]))[1] == "capability-wrong"
    assert problem(client.patch(stranger, location, 0, b"x"))[1] == "capability-wrong"


def test_an_upload_can_be_terminated_and_begun_again(announced):
    client, package, told, location = announced
    client.patch(told, location, 0, b"PK")
    gone = client.call("DELETE", location, headers=client.tus(told))
    assert gone.status_code == 204
    missing = client.call("PATCH", location, headers={"Upload-Offset": "0", **client.tus(told)})
    assert missing.status_code in {404, 415}
    again = client.create_upload(told, package.references[0])
    assert again.status_code == 201
    assert again.headers["Location"] != location


def test_another_version_of_tus_is_refused(announced):
    client, _, told, location = announced
    headers = {**client.tus(told), "Tus-Resumable": "0.2.0"}
    answer = client.call("HEAD", location, headers=headers)
    assert answer.status_code == 412
    assert answer.headers["Tus-Version"] == "1.0.0"


def test_bytes_before_a_cut_connection_count(announced):
    client, package, told, location = announced
    content = package.containers[0].path.read_bytes()
    half = len(content) // 2
    send_and_cut(client.portal, told, location, content[:half], len(content))
    wait_for_offset(client, told, location, half)
    assert patch_when_free(client, told, location, half, content[half:]).status_code == 204
    assert client.wait_for(told, "final", "rejected") == "final"


def send_and_cut(portal, told, location, content, announced_length):
    """Send part of a body over a bare TLS connection, and close it without a word."""
    host, port = portal.origin.removeprefix("https://").split(":")
    context = ssl.create_default_context(cafile=portal.public / "tls-root.pem")
    with (
        socket.create_connection((host, int(port)), timeout=10) as bare,
        context.wrap_socket(bare, server_hostname=host) as connection,
    ):
        head = (
            f"PATCH {location} HTTP/1.1\r\nHost: {host}\r\nTus-Resumable: 1.0.0\r\n"
            f"Authorization: Capability {told['capability']}\r\nUpload-Offset: 0\r\n"
            "Content-Type: application/offset+octet-stream\r\n"
            f"Content-Length: {announced_length}\r\n\r\n"
        )
        connection.sendall(head.encode() + content)
        connection.shutdown(socket.SHUT_WR)
        with suppress(OSError):
            while connection.recv(65536):  # unread bytes would make the close a reset
                pass


def patch_when_free(client, told, location, offset, content):
    """Send, as often as the portal is still putting the cut call's bytes away (423)."""
    for _ in range(200):
        answer = client.patch(told, location, offset, content)
        if answer.status_code != 423:
            return answer
        assert problem(answer) == (423, "upload-busy")
    raise AssertionError("the upload stays busy")


def wait_for_offset(client, told, location, expected):
    """Ask until the portal has noticed that the connection is gone."""
    for _ in range(200):
        if client.offset(told, location) == expected:
            return
    raise AssertionError(f"still at {client.offset(told, location)}")


@pytest.mark.parametrize("killed", [True, False], ids=["killed", "stopped"])
def test_an_upload_goes_on_after_the_portal_was_restarted(own_portal, tmp_path, killed):
    client = ParticipantClient(own_portal, tmp_path / "client")
    package = client.package(CONTENT, b"second", parts=2)
    statement = client.sealed("statement.json", client.statement(package).to_bytes())
    told = client.submit(statement).json()
    content = package.containers[0].path.read_bytes()
    location = client.create_upload(told, package.references[0]).headers["Location"]
    client.patch(told, location, 0, content[:1000])
    origin = own_portal.origin
    own_portal.restart(killed=killed)
    assert own_portal.origin == origin
    assert client.submit(statement).json() == told
    assert client.offset(told, location) == 1000
    client.patch(told, location, 1000, content[1000:])
    second = package.references[1]
    other = client.create_upload(told, second).headers["Location"]
    client.patch(told, other, 0, package.containers[1].path.read_bytes())
    assert client.wait_for(told, "final", "rejected") == "final"
    verdict = judge_receipt(client, statement, client.receipt(told, "final"), package)
    assert verdict.indication is Indication.TOTAL_PASSED
    client.session.close()


def test_a_portal_killed_after_the_last_byte_verifies_when_it_is_back(own_portal, tmp_path):
    client = ParticipantClient(own_portal, tmp_path / "client")
    package = client.package(os.urandom(20_000_000))
    told = client.submit_statement(client.statement(package)).json()
    client.upload(told, package)
    own_portal.restart(killed=True)
    assert client.wait_for(told, "final", "rejected") == "final"
    stages = [one["stage"] for one in client.status(told)["receipts"]]
    assert stages == ["intake", "final"]
    client.session.close()


def test_a_file_completed_just_before_the_end_is_found_at_the_next_start(own_portal, tmp_path):
    client = ParticipantClient(own_portal, tmp_path / "client")
    package = client.package(b"content")
    told = client.submit_statement(client.statement(package)).json()
    location = client.create_upload(told, package.references[0]).headers["Location"]
    own_portal.stop()
    # What a portal leaves that was killed between the last byte and the record of it.
    file = own_portal.home / "uploads" / location.rpartition("/")[2]
    file.write_bytes(package.containers[0].path.read_bytes())
    own_portal.start_again()
    assert client.wait_for(told, "final", "rejected") == "final"
    client.session.close()


def test_what_is_not_complete_in_time_lapses_with_a_sealed_receipt(tmp_path):
    with RunningPortal.start(tmp_path / "portal", "--complete-within", "30") as portal:
        client = ParticipantClient(portal, tmp_path / "client")
        package = client.package(b"a", b"b", parts=2)
        container = client.sealed("statement.json", client.statement(package).to_bytes())
        told = client.submit(container).json()
        location = client.create_upload(told, package.references[0]).headers["Location"]
        client.patch(told, location, 0, b"PK")
        portal.bend(clock_offset_seconds=40)
        assert client.wait_for(told, "lapsed") == "lapsed"
        portal.bend()
        lapsed = receipt_of(client.receipt(told, "lapsed"))
        assert lapsed.stage is ReceiptStage.LAPSED
        assert [r.code for r in lapsed.reasons] == [RejectionCode.NOT_COMPLETE_IN_TIME]
        late = client.patch(told, location, 2, b"x")
        assert problem(late) == (410, "upload-unknown")
        assert list((portal.home / "uploads").iterdir()) == []
        client.session.close()


def test_a_submission_overdue_while_the_portal_was_down_lapses_at_its_start(tmp_path):
    with RunningPortal.start(tmp_path / "portal", "--complete-within", "5") as portal:
        client = ParticipantClient(portal, tmp_path / "client")
        told = client.submit_statement(client.statement(client.package(b"a"))).json()
        portal.stop()
        (portal.home / "bend.json").write_text('{"clock_offset_seconds": 60}')
        portal.start_again()
        assert client.status(told)["state"] == "lapsed"
        client.session.close()


def test_a_package_for_which_there_is_no_room_is_not_taken_in(client):
    package = client.package(b"x")
    parts = tuple(
        replace(package.references[0], part=part, size_bytes=60 * 1024**3) for part in range(1, 101)
    )
    if shutil.disk_usage(client.portal.home).free > 100 * 60 * 1024**3:
        pytest.skip("this disk has room for it")
    answer = client.submit_statement(client.statement(package, containers=parts))
    assert problem(answer) == (507, "disk-full")


def test_a_cut_by_the_portal_loses_nothing(own_portal, tmp_path):
    client = ParticipantClient(own_portal, tmp_path / "client")
    package = client.package(os.urandom(3_000_000))
    told = client.submit_statement(client.statement(package)).json()
    location = client.create_upload(told, package.references[0]).headers["Location"]
    content = package.containers[0].path.read_bytes()
    own_portal.bend(cut_after_bytes=1_000_000)
    with pytest.raises(requests.ConnectionError):
        client.patch(told, location, 0, content)
    own_portal.bend()
    wait_for_offset(client, told, location, 1_000_000)
    rest = patch_when_free(client, told, location, 1_000_000, content[1_000_000:])
    assert rest.status_code == 204
    assert client.wait_for(told, "final", "rejected") == "final"
    client.session.close()


def test_a_500_after_the_work_was_done_is_healed_by_asking_again(own_portal, tmp_path):
    client = ParticipantClient(own_portal, tmp_path / "client")
    package = client.package(b"x")
    container = client.sealed("statement.json", client.statement(package).to_bytes())
    own_portal.bend(fail_after=True, paths=["/submissions"], methods=["POST"])
    assert problem(client.submit(container)) == (500, "internal")
    own_portal.bend()
    again = client.submit(container)
    assert again.status_code == 200
    digest = hashlib.sha256(container).hexdigest()
    assert receipt_of(base64.b64decode(again.json()["receipt"])).statement_sha256 == digest
    client.session.close()


def test_what_a_killed_portal_left_behind_is_gone_after_the_next_start(own_portal, tmp_path):
    client = ParticipantClient(own_portal, tmp_path / "client")
    package = client.package(b"x")
    told = client.submit_statement(client.statement(package)).json()
    location = client.create_upload(told, package.references[0]).headers["Location"]
    own_portal.kill()
    uploads, documents = own_portal.home / "uploads", own_portal.home / "documents"
    (uploads / ("f" * 32)).write_bytes(b"of a transaction that never ended")
    half = documents / ".half.asice.partial"
    half.write_bytes(b"PK")
    os.utime(half, (0, 0))
    own_portal.start_again()
    assert [path.name for path in uploads.iterdir()] == [location.rpartition("/")[2]]
    assert not half.exists()
    client.session.close()
