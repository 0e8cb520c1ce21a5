"""Commands, their exit codes and what they print: what other programs rely on (docs/cli.md)."""

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.desktop.cli.conftest import QOLHAT, command_in

TEXT = "Мәтін № 1"


@pytest.fixture(scope="module")
def made(portal, tmp_path_factory):
    """A package packed and signed by the command alone; nothing is configured."""
    folder = tmp_path_factory.mktemp("made")
    run = command_in(folder)
    (folder / "а.txt").write_text(TEXT)
    out = folder / "P.asice"
    packed = run("pack", "--profile", "free-submission", "--out", out, folder / "а.txt")
    assert packed.returncode == 0, packed.stderr
    key = portal.key("importer-head-rsa")
    signed = run("sign", out, "--key", key.path, QOLHAT_KEY_PASSWORD=key.password)
    assert signed.returncode == 0, signed.stderr
    return out


@pytest.fixture
def package(made, tmp_path):
    """A copy of it, to be spoiled at will."""
    shutil.copy(made.with_name("а.txt"), tmp_path)
    return Path(shutil.copy(made, tmp_path))


@pytest.fixture
def trust(portal) -> list:
    public = portal.home / "public"
    words = ["--trust", public / "root.pem"]
    for path in sorted(public.glob("*.crl.pem")):
        words += ["--crl", path]
    return words


def test_verify_ends_with_the_code_of_its_verdict(qolhat, package, trust, tmp_path):
    assert qolhat("verify", package, *trust, "--offline").returncode == 0
    assert qolhat("verify", package, *trust[:2], "--offline").returncode == 2
    bent = tmp_path / "bent.asice"
    content = package.read_bytes()
    assert TEXT.encode() in content
    bent.write_bytes(content.replace(TEXT.encode(), TEXT.upper().encode()))
    assert qolhat("verify", bent, *trust, "--offline").returncode == 1
    unsigned = tmp_path / "unsigned.asice"
    assert qolhat("pack", "--out", unsigned, tmp_path / "а.txt").returncode == 0
    assert qolhat("verify", unsigned, *trust, "--offline").returncode == 3


def test_a_purpose_limits_what_a_root_is_trusted_for(qolhat, package, trust):
    _, root, *crls = trust
    good = qolhat("verify", package, "--trust", f"{root}:participant", *crls, "--offline")
    assert good.returncode == 0
    other = qolhat("verify", package, "--trust", f"{root}:tsa", *crls, "--offline", "--json")
    assert other.returncode == 2
    assert json.loads(other.stdout)["sub_indication"] == "NO_CERTIFICATE_CHAIN_FOUND"


def test_verify_prints_one_object_for_programs(qolhat, package, trust):
    done = qolhat("verify", package, *trust, "--offline", "--json", QOLHAT_LANGUAGE="kk")
    report = json.loads(done.stdout)
    assert set(report) == {
        "file", "kind", "profile", "verdict", "exit_code", "sub_indication", "reasons",
        "remarks", "warnings", "signatures", "objects", "stated", "checked_at", "offline",
    }  # fmt: skip
    assert report["kind"] == "package"
    assert report["signatures"][0]["signer"]["bin"] == "470340001014"
    assert report["objects"][0]["name"] == "documents/а.txt"


def test_a_moment_before_the_certificate_was_valid(qolhat, package, trust):
    done = qolhat("verify", package, *trust, "--offline", "--at", "2001-01-01T00:00:00Z")
    assert done.returncode in {1, 2}
    assert qolhat("verify", package, "--at", "yesterday").returncode == 64
    assert qolhat("verify", package, "--at", "2026-11-23T00:00:00").returncode == 64  # no zone


def test_what_keeps_the_check_from_being_made_is_not_checked(qolhat, package, tmp_path):
    rubbish = tmp_path / "rubbish.pem"
    rubbish.write_text("-----BEGIN nothing")
    done = qolhat("verify", package, "--trust", rubbish)
    assert done.returncode == 3
    assert done.stderr
    done = qolhat("verify", package, "--trust", rubbish, "--json")
    assert done.returncode == 3
    assert json.loads(done.stdout)["error"]["code"] == "trust.not_a_certificate"


def test_a_container_of_another_program_is_verified_too(qolhat, test_data):
    file = next((test_data / "asic").rglob("*.asice"))
    done = qolhat("verify", file, "--offline", "--json")
    assert done.returncode in {1, 2, 3}
    assert json.loads(done.stdout)["kind"] == "foreign"


@pytest.mark.parametrize(
    "words",
    [
        ("bogus",),
        ("verify",),
        ("verify", "nothing.asice"),
        ("verify", "--bogus", "x"),
        ("pack", "--out", "P.asice"),
        ("demo",),
        ("sign", "x", "--level", "B_Z", "--key", "y"),
        ("--language", "de", "receipts", "list"),
        ("receipts", "show"),
    ],
)
def test_wrong_use_ends_with_64_and_says_what_is_wrong(qolhat, words):
    done = qolhat(*words)
    assert done.returncode == 64, done.stderr
    assert "qolhat" in done.stderr


def test_a_mistyped_number_of_the_participant_is_no_package(qolhat, tmp_path):
    (tmp_path / "a.txt").write_text(TEXT)
    out = tmp_path / "P.asice"
    done = qolhat("pack", "--out", out, "--participant", "bin:470340001015:X", tmp_path / "a.txt")
    assert done.returncode == 64, done.stderr
    assert "470340001015" in done.stderr
    assert not out.exists()
    assert "Traceback" not in done.stderr
    assert done.stdout == ""


@pytest.mark.parametrize("language", ["kk", "ru", "en"])
def test_errors_speak_three_languages(qolhat, portal, package, language):
    words = {"kk": "Құпиясөз", "ru": "Пароль неверный", "en": "password"}
    key = portal.key("importer-head-rsa")
    done = qolhat(
        "sign", package, "--key", key.path, QOLHAT_KEY_PASSWORD="no", QOLHAT_LANGUAGE=language
    )
    assert done.returncode == 65
    assert words[language].casefold() in done.stderr.casefold()


@pytest.mark.skipif(sys.platform == "win32", reason="POSIX modes")
def test_a_password_file_that_others_can_read_is_refused(qolhat, portal, package, tmp_path):
    key = portal.key("importer-head-rsa")
    file = tmp_path / "password"
    file.write_text(key.password + "\n")
    words = ("sign", package, "--key", key.path, "--password-file", file)
    file.chmod(0o640)
    done = qolhat(*words)
    assert done.returncode == 65
    assert "read by others" in done.stderr
    file.chmod(0o600)
    done = qolhat(*words)
    assert "already signed" in done.stderr  # the key was opened


def test_a_password_is_never_an_argument_and_without_a_terminal_not_asked_for(
    qolhat, portal, package
):
    key = portal.key("importer-head-rsa")
    assert "--password " not in qolhat("sign", "--help").stdout
    done = qolhat("sign", package, "--key", key.path)
    assert done.returncode == 64
    assert "QOLHAT_KEY_PASSWORD" in done.stderr


def test_submit_without_a_portal_says_what_to_do(qolhat, portal, package):
    key = portal.key("importer-head-rsa")
    done = qolhat("submit", package, "--key", key.path, QOLHAT_KEY_PASSWORD=key.password)
    assert done.returncode == 78
    assert "Traceback" not in done.stderr


def test_submit_list_show_and_export(qolhat, portal, package, application, tmp_path):
    home = application.paths.home
    application.close()  # the command wants the workspace for itself
    key = portal.key("importer-head-rsa")
    done = qolhat(
        "submit", package, "--home", home, "--key", key.path, "--json",
        QOLHAT_KEY_PASSWORD=key.password,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    receipt = json.loads(done.stdout)["receipt"]
    assert receipt["verdict"] == "TOTAL_PASSED"

    listed = json.loads(qolhat("receipts", "list", "--home", home, "--json").stdout)
    assert [one["receipt_id"] for one in listed["receipts"]] == [receipt["receipt_id"]]
    assert receipt["receipt_id"] in qolhat("--home", home, "receipts", "list").stdout
    shown = qolhat("receipts", "show", receipt["receipt_id"], "--home", home, "--json")
    assert json.loads(shown.stdout) == receipt
    exported = qolhat("receipts", "export", receipt["receipt_id"], tmp_path / "x", "--home", home)
    assert exported.returncode == 0
    assert {line.rpartition("/")[2] for line in exported.stdout.split("\n") if line} >= {
        "package.asice", "statement.asice", "receipt.asice", "log-proof.json", "receipt.pdf",
    }  # fmt: skip
    unknown = qolhat("receipts", "show", "none", "--home", home)
    assert unknown.returncode == 65


def test_a_workspace_in_use_is_named(qolhat, application):
    done = qolhat("receipts", "list", "--home", application.paths.home)
    assert done.returncode == 75
    assert str(os.getpid()) in done.stderr


def test_a_fault_of_ours_has_a_number_and_its_trace_only_in_the_log(tmp_path):
    code = (
        "import sys; from desktop.cli import program, receipts;"
        "receipts.list_receipts = lambda *_, **__: 1 / 0;"
        "sys.exit(program.run(['receipts', 'list']))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "QOLHAT_HOME": str(tmp_path / "home")},
    )
    assert done.returncode == 70
    assert "Traceback" not in done.stderr
    path = tmp_path / "home" / "logs" / "qolhat.log"
    log = path.read_text()
    assert "ZeroDivisionError" in log
    incident = log.split("incident ")[1].split()[0]
    assert incident in done.stderr
    assert str(path) in done.stderr


def test_damaged_settings_are_named_and_left_as_they_are(qolhat, tmp_path):
    home = tmp_path / "home"
    home.mkdir()
    (home / "settings.json").write_text('{"version": 1')
    done = qolhat("receipts", "list")
    assert done.returncode == 78
    assert (home / "settings.json").read_text() == '{"version": 1'


@pytest.mark.skipif(sys.platform != "linux", reason="displays of Linux")
def test_without_a_display_the_window_is_a_named_error(qolhat):
    done = qolhat(DISPLAY="", WAYLAND_DISPLAY="", QT_QPA_PLATFORM="")
    assert done.returncode == 69
    assert "DISPLAY" in done.stderr


def test_the_portal_is_another_program_behind_the_same_command(qolhat):
    done = qolhat("portal", "--help")
    assert done.returncode == 0
    assert "--port" in done.stdout
    assert qolhat("portal", "--bogus").returncode == 64


def hear_ctrl_c():
    signal.signal(signal.SIGINT, signal.SIG_DFL)


@pytest.mark.skipif(sys.platform == "win32", reason="POSIX signals")
def test_ctrl_c_ends_cleanly_and_leaves_no_portal_behind(tmp_path):
    demo = subprocess.Popen(
        [QOLHAT, "demo", "--home", tmp_path / "d"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ, "QOLHAT_LANGUAGE": "en"},
        start_new_session=True,
        # A shell starts what runs in the background deaf to Ctrl-C, and children inherit that.
        preexec_fn=hear_ctrl_c,  # noqa: PLW1509 - the child only sets a signal
    )
    assert "training portal" in demo.stderr.readline()
    while not (tmp_path / "d" / "portal" / "public" / "portal.json").exists():
        assert demo.poll() is None
        time.sleep(0.05)
    demo.send_signal(signal.SIGINT)
    _, said = demo.communicate(timeout=60)
    assert demo.returncode == 130, said
    assert "Traceback" not in said
    found = subprocess.run(
        ["pgrep", "-f", str(tmp_path / "d")], capture_output=True, text=True, check=False
    )
    assert found.stdout == ""
