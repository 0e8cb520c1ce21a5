"""Validation in a process of its own: the same report, and a verdict when the process dies."""

import os
import sys
import time
from dataclasses import replace
from pathlib import Path

import pytest

from signing.asic.writer import ContainerWriter
from signing.cms.revocation import RevocationData
from signing.credentials.pkcs12 import open_pkcs12
from signing.errors import Cancelled
from signing.trust import TrustPurpose
from signing.validation import isolated
from signing.validation.container import validate_container
from signing.validation.isolated import IsolationLimits, validate_isolated
from signing.validation.settings import ValidationSettings
from signing.validation.verdict import Indication
from tests.support.pki import NOW, PASSWORD, test_pki
from tests.support.raw_zip import RawEntry, raw_zip


@pytest.fixture(scope="module")
def pki():
    return test_pki()


@pytest.fixture(scope="module")
def trusting(pki):
    return ValidationSettings(pki.trust(), TrustPurpose.PARTICIPANT, NOW, crls=pki.crls())


@pytest.fixture(scope="module")
def container(tmp_path_factory, pki) -> Path:
    credential = open_pkcs12(pki.participant.p12(chain=(pki.ca.certificate,)), PASSWORD, now=NOW)
    path = tmp_path_factory.mktemp("c") / "пакет.asice"
    with ContainerWriter(path) as writer:
        writer.add_bytes("01/Құжат.pdf", os.urandom(5 << 20), "application/pdf")
        writer.finish(credential.sign_detached(writer.manifest(), NOW))
    credential.close()
    return path


def reasons(report) -> list[str]:
    assert report.verdict.indication is Indication.NOT_CHECKED
    return [reason.code for reason in report.verdict.reasons]


def acting(monkeypatch, code: str) -> None:
    """Put another program in the place of the worker."""
    monkeypatch.setattr(isolated, "_command", lambda: [sys.executable, "-c", code])


def test_the_report_is_the_one_of_this_process(container, trusting):
    report = validate_isolated(container, trusting)
    assert report == validate_container(container, trusting)
    assert report.verdict.indication is Indication.TOTAL_PASSED


def test_a_relative_path_is_the_one_of_this_process(container, trusting, monkeypatch):
    monkeypatch.chdir(container.parent)
    report = validate_isolated(Path(container.name), trusting)
    assert report.verdict.indication is Indication.TOTAL_PASSED


def test_a_folder_named_like_our_package_is_not_imported(
    container, trusting, monkeypatch, tmp_path
):
    (tmp_path / "signing").mkdir()
    (tmp_path / "signing/__init__.py").write_text("raise SystemExit('planted')")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    assert validate_isolated(container, trusting).verdict.indication is Indication.TOTAL_PASSED


def test_progress_comes_through(container, trusting):
    seen = []
    validate_isolated(container, trusting, progress=seen.append)
    assert seen[-1] == 5 << 20


def test_revocation_data_are_fetched_on_this_side(container, trusting, pki):
    asked = []

    class Fetcher:
        def fetch(self, certificate: bytes, issuer: bytes) -> RevocationData:
            asked.append((certificate, issuer))
            return RevocationData(crls=pki.crls())

    offline = replace(trusting, crls=())
    assert validate_isolated(container, offline).verdict.indication is Indication.INDETERMINATE
    online = replace(offline, revocation_fetcher=Fetcher())
    assert validate_isolated(container, online).verdict.indication is Indication.TOTAL_PASSED
    assert (pki.participant.der, pki.ca.der) in asked


@pytest.mark.timed
def test_a_process_that_takes_too_long_is_ended(container, trusting, monkeypatch):
    acting(monkeypatch, "while True: pass")
    limits = IsolationLimits(time_seconds=0.5, bytes_per_second=1 << 30)
    start = time.monotonic()
    assert reasons(validate_isolated(container, trusting, limits=limits)) == ["validator.timeout"]
    assert time.monotonic() - start < 10


def test_a_large_file_gets_more_time(container, trusting, monkeypatch):
    acting(monkeypatch, "import time; time.sleep(1); raise SystemExit(5)")
    limits = IsolationLimits(time_seconds=0, bytes_per_second=1 << 20)  # 5 MiB: 5 seconds
    assert reasons(validate_isolated(container, trusting, limits=limits)) == ["validator.died"]


@pytest.mark.skipif(os.name == "nt", reason="no memory limit there")
def test_too_little_memory_is_said(container, trusting):
    limits = IsolationLimits(memory_bytes=64 << 20)
    report = validate_isolated(container, trusting, limits=limits)
    assert reasons(report) == ["validator.memory"]


@pytest.mark.parametrize(
    ("code", "facts"),
    [
        ("raise SystemExit(3)", {"status": 3}),
        ("import os, signal; os.kill(os.getpid(), signal.SIGSEGV)", {"status": -11}),
    ],
)
def test_a_process_that_dies_is_a_verdict_with_its_status(
    container, trusting, monkeypatch, code, facts
):
    acting(monkeypatch, code)
    report = validate_isolated(container, trusting)
    assert reasons(report) == ["validator.died"]
    assert report.verdict.reasons[0].facts == facts


@pytest.mark.parametrize(
    "line",
    [
        "no json", "[]", "{}", '{"report": {}}', '{"report": {"verdict": "TOTAL_PASSED"}}',
        '{"progress": "much"}', '{"fetch": 1}', "[" * 100_000, '{"a": 1, "b": 2}',
    ],
)  # fmt: skip
def test_a_process_that_talks_nonsense_is_not_believed(container, trusting, monkeypatch, line):
    class Never:
        def fetch(self, certificate, issuer):
            raise AssertionError

    acting(monkeypatch, f"import time; print({line!r}, flush=True); time.sleep(0.2)")
    seen = []
    settings = replace(trusting, revocation_fetcher=Never())
    report = validate_isolated(container, settings, progress=seen.append)
    assert reasons(report) == ["validator.died"]
    assert seen == []


@pytest.mark.timed
def test_cancel_ends_the_process(container, trusting, monkeypatch):
    acting(monkeypatch, "while True: pass")
    asked = iter([False, False, True])
    start = time.monotonic()
    with pytest.raises(Cancelled):
        validate_isolated(container, trusting, cancelled=lambda: next(asked))
    assert time.monotonic() - start < 5


def test_a_worker_that_never_reads_does_not_hold_us_up(container, trusting, monkeypatch):
    """More settings than a pipe takes, and nobody at its other end."""
    acting(monkeypatch, "import time; time.sleep(60)")
    settings = replace(trusting, crls=(os.urandom(1 << 20),))
    limits = IsolationLimits(time_seconds=0.5, bytes_per_second=1 << 30)
    assert reasons(validate_isolated(container, settings, limits=limits)) == ["validator.timeout"]


def test_a_bomb_that_lies_is_stopped(tmp_path, trusting):
    path = tmp_path / "bomb"
    bomb = RawEntry(b"bomb", bytes(100 << 20), method=8, size=1 << 20, crc=0)
    path.write_bytes(raw_zip([RawEntry(b"mimetype", b"application/vnd.etsi.asic-e+zip"), bomb]))
    limits = IsolationLimits(memory_bytes=300 << 20)
    report = validate_isolated(path, trusting, limits=limits)
    assert report.verdict.indication is Indication.TOTAL_FAILED
    assert report.verdict.reasons[-1].code == "container.damaged"


def test_a_frozen_program_calls_itself_with_the_hidden_command(monkeypatch):
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    assert isolated._command() == [sys.executable, isolated.HIDDEN_COMMAND]
