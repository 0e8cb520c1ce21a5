"""The process: ready line, files, restarts, ports, and what it never shows."""

import json
import os
import re
import signal
import socket
import ssl
import stat
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor

import pytest
import requests
from cryptography import x509
from cryptography.hazmat.primitives.serialization import pkcs12

from signing.credentials.pkcs12 import KeyFileError
from tests.support.participant import SEALED, ParticipantClient, now, problem
from tests.support.portal import PROJECT, RunningPortal

SECRET = "5up3r-s3cr3t"


def test_the_portal_says_of_itself_what_it_published(client):
    said = client.call("GET", "/portal").json()
    published = client.portal.published
    assert said["identity"] == published["identity"]
    assert said["environment"] == published["environment"] == "TRAINING"
    assert said["timestamp_urls"] == published["timestamp_urls"]
    assert said["identity"]["origin"] == client.portal.origin
    assert said["protocol_versions"] == [1]
    assert set(said["limits"]) == {"max_container_bytes", "max_statement_bytes", "max_parts"}


def test_everything_it_issues_says_training(shared_portal):
    for path in shared_portal.public.glob("*.pem"):
        if not path.name.endswith(".crl.pem"):
            subject = x509.load_pem_x509_certificate(path.read_bytes()).subject.rfc4514_string()
            assert "TRAINING" in subject
    for path in shared_portal.home.glob("keys/*.p12"):
        opened = pkcs12.load_pkcs12(path.read_bytes(), shared_portal.key_password.encode())
        assert "TRAINING" in opened.cert.certificate.subject.rfc4514_string()


def test_the_list_of_demo_keys_names_every_file_and_what_is_wrong_with_it(shared_portal):
    listed = json.loads((shared_portal.home / "keys" / "keys.json").read_bytes())
    assert {one["file"] for one in listed} == {
        path.name for path in shared_portal.home.glob("keys/*.p12")
    }
    conditions = {one["condition"] for one in listed}
    assert conditions == {"good", "sign-in-only", "expired", "revoked"}
    for one in listed:
        name = one["file"].removesuffix(".p12")
        expected = {"expired": "key.expired", "sign-in-only": "key.not_for_signing"}
        assert opening_error(shared_portal, name) == expected.get(one["condition"])


def opening_error(portal, name):
    try:
        portal.key(name, now()).close()
    except KeyFileError as error:
        return error.code
    return None


@pytest.mark.skipif(os.name == "nt", reason="modes of POSIX")
def test_no_file_is_for_others(shared_portal):
    for path in [shared_portal.home, *shared_portal.home.rglob("*")]:
        mode = stat.S_IMODE(path.stat().st_mode)
        inherits = path.parent.name == "private" and path.name.startswith("running.lock")
        assert inherits or mode & 0o077 == 0, path


def test_its_clock_is_in_every_answer(own_portal):
    from email.utils import parsedate_to_datetime

    own_portal.bend(clock_offset_seconds=7200)
    with own_portal.session() as session:
        answer = session.get(f"{own_portal.origin}/portal", timeout=20)
        nothing = session.get(f"{own_portal.origin}/nothing", timeout=20)
    for one in (answer, nothing):
        ahead = parsedate_to_datetime(one.headers["Date"]) - now()
        assert 7190 < ahead.total_seconds() < 7210


@pytest.mark.parametrize(
    ("method", "path", "expected"),
    [
        ("GET", "/nothing", (404, "not-found")),
        ("GET", "/portal/", (404, "not-found")),
        ("PUT", "/portal", (405, "method-not-allowed")),
        ("DELETE", "/submissions", (405, "method-not-allowed")),
        ("GET", "/uploads/../portal.sqlite3", (404, "not-found")),
        ("GET", "/requests/x/versions/nan", (404, "not-found")),
    ],
)
def test_every_failure_is_a_problem_document(client, method, path, expected):
    assert problem(client.call(method, path, allow_redirects=False)) == expected


@pytest.mark.parametrize("junk", [b"", b"junk", b"PK\x03\x04", b"\x00" * 100_000])
@pytest.mark.parametrize("path", ["/submissions", "/sign-in"])
def test_junk_is_not_well_formed_and_records_nothing(client, path, junk):
    size = client.call("GET", "/log/head").content
    answer = client.call("POST", path, data=junk, headers={"Content-Type": SEALED})
    assert problem(answer) == (400, "not-well-formed")
    assert client.call("GET", "/log/head").content == size


def test_a_body_larger_than_allowed_is_refused_before_it_is_read(client):
    answer = client.call("POST", "/submissions", data=iter([b"x" * 1024**2] * 5))
    assert problem(answer) == (413, "too-large")


def test_an_older_tls_is_refused(shared_portal):
    host, port = shared_portal.origin.removeprefix("https://").split(":")
    context = ssl.create_default_context(cafile=shared_portal.public / "tls-root.pem")
    context.minimum_version = ssl.TLSVersion.MINIMUM_SUPPORTED
    import warnings

    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)
        context.maximum_version = ssl.TLSVersion.TLSv1_1
    with (
        socket.create_connection((host, int(port)), timeout=10) as bare,
        pytest.raises((ssl.SSLError, ConnectionError)),
    ):
        context.wrap_socket(bare, server_hostname=host)


def test_a_failure_inside_shows_no_traceback_and_names_nothing(own_portal, tmp_path):
    client = ParticipantClient(own_portal, tmp_path / "client")
    own_portal.home.joinpath("documents").rmdir()  # sealing fails
    answer = client.submit_statement(client.statement(client.package(b"x")))
    assert problem(answer) == (500, "internal")
    assert "Traceback" not in answer.text
    assert str(own_portal.home) not in answer.text
    own_portal.home.joinpath("documents").mkdir()
    client.session.close()


def test_the_access_log_has_no_secret(tmp_path):
    with RunningPortal.start(tmp_path / "portal", "--verbose") as portal:
        client = ParticipantClient(portal, tmp_path / "client")
        client.sign_in()
        told = client.submit_statement(client.statement(client.package(b"x"))).json()
        client.status(told)
        headers = {"Authorization": f"Bearer {SECRET}"}
        client.call("GET", f"/requests?token={SECRET}", headers=headers)
        portal.stop()
        said = "".join(portal.stderr)
        assert "GET /requests" in said
        for secret in (client.token, told["capability"], SECRET, portal.key_password):
            assert secret not in said
        client.session.close()


def test_capabilities_are_not_in_the_database(client):
    told = client.submit_statement(client.statement(client.package(b"x"))).json()
    for path in client.portal.home.glob("portal.sqlite3*"):
        assert told["capability"].encode() not in path.read_bytes()


def test_the_same_statement_at_the_same_time_has_one_receipt(client):
    container = client.sealed("statement.json", client.statement(client.package(b"x")).to_bytes())

    def submit(_):
        with client.portal.session() as session:
            return session.post(f"{client.portal.origin}/submissions", data=container, timeout=30)

    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(submit, range(8)))
    assert sorted(one.status_code for one in answers) == [200] * 7 + [201]
    assert len({one.content for one in answers}) == 1


def test_a_second_process_in_the_same_home_is_refused(shared_portal):
    done = shared_portal.operator("--home", str(shared_portal.home))
    assert done.returncode == 69
    assert "portal.already_running" in done.stderr


def test_a_port_that_is_taken_is_named(tmp_path):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        done = RunningPortal.operator("--home", str(tmp_path / "p"), "--port", str(port))
    assert done.returncode == 69
    assert "portal.port_in_use" in done.stderr


@pytest.mark.parametrize("arguments", [(), ("--port", "5"), ("--home",), ("--home", "x", "--y")])
def test_wrong_usage_ends_with_64(arguments):
    assert RunningPortal.operator(*arguments).returncode == 64


@pytest.mark.skipif(os.name == "nt", reason="signals of POSIX")
@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_signal_ends_it_in_order(tmp_path, number):
    portal = RunningPortal.start(tmp_path / "portal")
    portal.process.send_signal(number)
    assert portal.process.wait(15) == 0
    assert "Traceback" not in "".join(portal.stderr)


def test_it_ends_with_the_process_that_started_it(tmp_path):
    process = subprocess.Popen(
        [sys.executable, "-m", "portal", "--home", str(tmp_path / "p"), "--with-parent"],
        cwd=PROJECT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    with process:
        ready = json.loads(process.stdout.readline())
        assert set(ready) == {"event", "home", "origin", "services_origin"}
        process.stdin.close()
        assert process.wait(15) == 0


@pytest.mark.skipif(os.name == "nt", reason="signals of POSIX")
def test_a_signal_ends_it_in_order_while_its_parent_lives(tmp_path):
    process = subprocess.Popen(
        [sys.executable, "-m", "portal", "--home", str(tmp_path / "p"), "--with-parent"],
        cwd=PROJECT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    with process:
        json.loads(process.stdout.readline())
        process.terminate()
        assert process.wait(15) == 0
        assert process.stderr.read() == ""


def test_a_start_that_was_killed_half_way_is_made_again(tmp_path):
    home = tmp_path / "portal"
    process = subprocess.Popen(
        [sys.executable, "-m", "portal", "--home", str(home)],
        cwd=PROJECT,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    private = home / "private"
    while not (private / "issuing.pem").exists():
        assert process.poll() is None
    process.kill()
    process.wait()
    with RunningPortal.start(home) as portal:
        client = ParticipantClient(portal, tmp_path / "client")
        assert client.sign_in().status_code == 201
        assert client.call("GET", "/requests", headers=client.bearer).json()["requests"]
        client.session.close()


def test_after_a_move_to_another_port_open_requests_name_the_new_origin(tmp_path):
    with RunningPortal.start(tmp_path / "portal") as portal:
        before = portal.origin
        portal.stop()
        port = int(re.search(r"(\d+)$", before)[1])
        with socket.create_server(("127.0.0.1", port)):
            portal.start_again()
        assert portal.origin != before
        client = ParticipantClient(portal, tmp_path / "client")
        client.sign_in()
        for one in client.call("GET", "/requests", headers=client.bearer).json()["requests"]:
            assert one["version"] == 2
        client.session.close()


@pytest.mark.parametrize(
    ("bend", "expected"),
    [({"mode": "busy"}, (503, "busy")), ({"mode": "refuse"}, (403, "not-yours"))],
)
def test_a_bent_portal_answers_wrongly_until_it_is_bent_back(own_portal, bend, expected):
    with own_portal.session() as session:
        own_portal.bend(**bend)
        assert problem(session.get(f"{own_portal.origin}/portal", timeout=20)) == expected
        own_portal.bend()
        assert session.get(f"{own_portal.origin}/portal", timeout=20).status_code == 200


def test_a_bent_portal_hangs_drops_and_talks_nonsense(own_portal):
    url = f"{own_portal.origin}/portal"
    with own_portal.session() as session:
        own_portal.bend(mode="hang")
        with pytest.raises(requests.Timeout):
            session.get(url, timeout=0.5)
        own_portal.bend(mode="drop")
        with pytest.raises(requests.ConnectionError):
            session.get(url, timeout=20)
        own_portal.bend(mode="nonsense", paths=["/portal"])
        with pytest.raises(requests.JSONDecodeError):
            session.get(url, timeout=20).json()
        assert session.get(f"{own_portal.origin}/log/head", timeout=20).status_code == 200


def test_a_portal_that_is_not_bendable_obeys_no_file(tmp_path):
    with RunningPortal.start(tmp_path / "portal", bendable=False) as portal:
        portal.bend(mode="busy")
        with portal.session() as session:
            assert session.get(f"{portal.origin}/portal", timeout=20).status_code == 200
