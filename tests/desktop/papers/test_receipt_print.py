"""The printed receipt: all stages, all languages, and a recipe that openssl really follows."""

import base64
import hashlib
import re
import subprocess
from dataclasses import replace
from datetime import timedelta

import pytest

from cases.texts import Language, LanguageText
from desktop.papers.receipt_print import (
    ReceiptPrint,
    TokenTime,
    check_commands,
    policy_sentence,
    render_receipt_print,
)
from signing.credentials.pkcs12 import open_pkcs12
from signing.evidence.receipt import ReceiptEvent, ReceiptStage
from signing.evidence.references import CountedInstant, Environment
from signing.evidence.sealed import seal
from signing.validation.verdict import Indication, Reason, Verdict
from tests.desktop.papers.conftest import pages
from tests.support.evidence_samples import LAPSE_REASON, NOON, RECEIPT, REJECTION_REASON
from tests.support.pki import NOW, PASSWORD, test_pki

REJECTED = replace(
    RECEIPT,
    event=ReceiptEvent.REJECTION,
    stage=ReceiptStage.REJECTED,
    verified=None,
    reasons=(REJECTION_REASON,),
)
LAPSED = replace(REJECTED, stage=ReceiptStage.LAPSED, reasons=(LAPSE_REASON,))
INTAKE = replace(
    RECEIPT,
    stage=ReceiptStage.INTAKE,
    received=RECEIPT.started,
    verified=None,
    intake_sha256=None,
)
CONTENT = ReceiptPrint(
    receipt=RECEIPT,
    verdict=Verdict(Indication.TOTAL_PASSED, remarks=(Reason("receipt.one_clock"),)),
    subject=LanguageText("Desk audit", "Камералдық тексеру", "Камеральная проверка"),
    file_count=43,
    size_bytes=345_678_901,
    declared_time=NOON,
    declared_offset="-03:30",
    statement_token=TokenTime(NOON + timedelta(seconds=3), "TSA A"),
    seal_token=TokenTime(NOON + timedelta(minutes=4), "TSA B"),
    log_position=17,
    log_size=42,
    printed=NOON,
)


def printed(content=CONTENT, language="ru"):
    return "\n".join(pages(render_receipt_print(content, language)))


def with_policy(receipt, counts, complete_by=RECEIPT.policy.complete_by):
    policy = replace(receipt.policy, counts=counts, complete_by=complete_by)
    return replace(receipt, policy=policy)


def test_three_times_stand_with_their_clocks():
    text = printed()
    for expected in (
        "23.11.2026 08:30:00 (UTC-03:30)\nчасы компьютера участника: ничего не доказывают",
        "23.11.2026 17:00:03 (UTC+05:00)\nслужба меток времени: TSA A",
        "23.11.2026 17:00:05 (UTC+05:00)\nчасы органа",
        "23.11.2026 17:03:00 (UTC+05:00)\nчасы органа",
        "23.11.2026 17:03:02 (UTC+05:00)\nчасы органа",
        "23.11.2026 17:04:00 (UTC+05:00)\nслужба меток времени: TSA B",
        "№ 18 из 42",
    ):
        assert expected in text


def test_who_what_and_digests_stand_on_it():
    text = printed()
    for expected in (
        "«Қолхат» ЖШС", "БИН 000740000728", "ТЕСТ ТЕСТОВИЧ", "ИИН 123456789011", "KGD-2026-17",
        "Камеральная проверка", "43 файла", "329,7 МБ", "Оқу порталы", RECEIPT.evidence_id,
        RECEIPT.package_sha256, RECEIPT.statement_sha256, RECEIPT.nonce, RECEIPT.request.sha256,
        RECEIPT.signer.certificate_sha256, *(each.sha256 for each in RECEIPT.containers),
    ):  # fmt: skip
        assert expected in text


@pytest.mark.parametrize("language", list(Language))
@pytest.mark.parametrize("receipt", [RECEIPT, INTAKE, REJECTED, LAPSED], ids=lambda r: r.stage)
def test_every_stage_prints_in_every_language(receipt, language):
    content = replace(
        CONTENT, receipt=receipt, statement_token=None, seal_token=None, subject=None,
        log_position=None, log_size=None,
        verdict=Verdict(Indication.INDETERMINATE, reasons=(Reason("receipt.no_seal_token"),)),
    )  # fmt: skip
    text = printed(content, language)
    assert text.startswith("TRAINING")
    if receipt.reasons:
        assert {"en": "A digest differs", "kk": "Дайджест өзгеше", "ru": "Дайджест отличается"}[
            language
        ] in text


def test_a_real_receipt_bears_no_training_mark():
    assert "TRAINING" not in printed(
        replace(CONTENT, receipt=replace(RECEIPT, environment=Environment.PRODUCTION))
    )


def test_the_policy_says_which_instant_counts():
    started, received = "23.11.2026 17:00:05 (UTC+05:00)", "23.11.2026 17:03:00 (UTC+05:00)"
    limit = "23.11.2026 23:00:00 (UTC+05:00)"
    by_intake = policy_sentence(with_policy(RECEIPT, CountedInstant.INTAKE), "en")
    assert by_intake == (
        f"The time of submission is {started}, when the statement arrived, "
        f"because all bytes were in by {limit}."
    )
    by_final = policy_sentence(with_policy(RECEIPT, CountedInstant.FINAL), "en")
    assert by_final == f"The time of submission is {received}, when the last byte arrived."
    too_late = RECEIPT.received - timedelta(seconds=1)
    late = policy_sentence(with_policy(RECEIPT, CountedInstant.INTAKE, too_late), "en")
    assert late.startswith(f"The time of submission is {received}")
    assert "not all bytes were in" in late


@pytest.mark.parametrize("language", list(Language))
def test_an_intake_receipt_and_a_rejection_promise_no_time(language):
    intake, final = (
        policy_sentence(with_policy(INTAKE, counts), language) for counts in CountedInstant
    )
    assert intake != final
    assert "23:00:00" in intake
    assert "23:00:00" in final
    assert not re.search(r"\d\d:\d\d", policy_sentence(REJECTED, language))
    assert not re.search(r"\d\d:\d\d", policy_sentence(LAPSED, language))


def test_a_failed_check_is_said_with_its_reasons():
    verdict = Verdict(
        Indication.TOTAL_FAILED,
        reasons=(
            Reason(
                "receipt.back_dated", {"document": "receipt.json", "seconds": 95, "allowed": 60}
            ),
        ),
    )
    text = printed(replace(CONTENT, verdict=verdict))
    assert "недействительна" in text
    assert "на 95 с" in text


def test_the_same_content_gives_the_same_bytes():
    assert render_receipt_print(CONTENT, "kk") == render_receipt_print(CONTENT, "kk")


@pytest.fixture
def folder(tmp_path):
    """A sealed receipt with the roots that a person would have, as the recipe names them."""
    pki = test_pki()
    credential = open_pkcs12(pki.participant.p12(chain=(pki.ca.certificate,)), PASSWORD, now=NOW)
    seal(
        "receipt.json",
        RECEIPT.to_bytes(),
        credential,
        signing_time=NOW,
        timestamp_source=None,
        path=tmp_path / "receipt.asice",
    )
    credential.close()
    (tmp_path / "roots.pem").write_bytes(pki.root.pem)
    return tmp_path


def follow(command, folder):
    return subprocess.run(
        ["bash", "-o", "pipefail", "-c", command], cwd=folder, text=True, capture_output=True,
        check=False,
    )  # fmt: skip


def test_the_printed_recipe_confirms_a_good_receipt(folder):
    _, seal_steps, digest_steps, _ = check_commands(NOW, "receipt.asice", ("package.asice",))
    for command in (*seal_steps, *digest_steps):
        done = follow(command, folder)
        assert done.returncode == 0, done.stderr
    digest = base64.b64encode(hashlib.sha256(RECEIPT.to_bytes()).digest()).decode()
    assert done.stdout.strip() == digest
    assert f">{digest}<" in (folder / "manifest.xml").read_text()


def test_the_printed_recipe_finds_a_changed_manifest(folder):
    _, (manifest, signature, verify), _, _ = check_commands(
        NOW, "receipt.asice", ("package.asice",)
    )
    assert follow(manifest, folder).returncode == 0
    assert follow(signature, folder).returncode == 0
    changed = (folder / "manifest.xml").read_bytes().replace(b"receipt.json", b"receipt.jsoN")
    (folder / "manifest.xml").write_bytes(changed)
    assert follow(verify, folder).returncode != 0


def test_the_commands_stand_on_the_paper_with_the_files_that_the_person_has():
    files = {
        "receipt_file": "receipt-final.asice",
        "container_files": ("a-1-of-2.asice", "b.asice"),
    }
    on_paper = re.sub(r"\s+", "", printed(replace(CONTENT, **files)))
    assert "receipt-final.asice" in on_paper
    steps = check_commands(CONTENT.seal_token.time, *files.values())
    for command in (each for step in steps for each in step):
        assert re.sub(r"\s+", "", command) in on_paper
