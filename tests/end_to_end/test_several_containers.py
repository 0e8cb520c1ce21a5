"""More files than one container takes: several, of which none can be dropped, swapped or hidden."""

import hashlib
import json
import shutil
import subprocess
from dataclasses import replace
from pathlib import Path

import pytest

from desktop.errors import ReceiptNotGoodError
from desktop.services.submissions import SubmissionStatus
from signing.evidence.sealed import open_sealed
from tests.support.desk import (
    crl_words,
    key_of,
    open_desk,
    password_file,
    run_qolhat,
    trust_words,
)
from tests.support.forging import authority_key, resealed
from tests.support.portal import RunningPortal

FILES = 1000


@pytest.fixture(scope="module")
def documents(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("documents")
    for number in range(FILES):
        (folder / f"құжат {number:04}.txt").write_bytes(b"document %d" % number)
    return folder


@pytest.fixture(scope="module")
def evidence(tmp_path_factory, real_portal, documents) -> Path:
    """The exported evidence of a submission of a thousand files."""
    home = tmp_path_factory.mktemp("home") / "workspace"
    with open_desk(home, real_portal) as application:
        case = application.cases.new_free_submission("Мың құжат")
        item = case.items[0].item_id
        application.cases.add_files(case.case_id, item, sorted(documents.iterdir()))
        credential = key_of(application, real_portal)
        state = application.submissions.submit(case.case_id, credential)
        credential.close()
        assert state.status is SubmissionStatus.RECEIPTED
        [_, *more] = state.containers
        assert len(more) == 1
        exported = application.receipts.export(state.receipt_id, home.parent / "evidence")
    return exported[0].parent


@pytest.fixture
def copy(evidence, tmp_path) -> Path:
    return Path(shutil.copytree(evidence, tmp_path / "copy"))


def verify(path: Path, portal: RunningPortal):
    return run_qolhat(
        "verify", path, *trust_words(portal), *crl_words(portal), "--offline", "--json"
    )


def reasons(report: dict[str, object]) -> list[tuple[str, object]]:
    return [(one["code"], one["facts"].get("part")) for one in report["reasons"]]


def test_every_container_keeps_the_limit_and_another_reader_finds_every_file(evidence, documents):
    told = {}
    for path in sorted(evidence.glob("package-*.asice")):
        names = subprocess.run(
            ["bsdtar", "-tf", path], capture_output=True, check=True, env={"LC_ALL": "C.UTF-8"}
        ).stdout.splitlines()
        assert len(names) <= 999
        content = subprocess.run(
            ["bsdtar", "-xOf", path, "package.json"], capture_output=True, check=True
        ).stdout
        told[path.name] = (names, content)
    (_, first), (_, second) = told.values()
    assert first == second, "the same package.json in every part"
    wanted = {hashlib.sha256(p.read_bytes()).hexdigest() for p in documents.iterdir()}
    assert {file["sha256"] for file in json.loads(first)["files"]} == wanted
    held = sum(len([n for n in names if n.endswith(b".txt")]) for names, _ in told.values())
    assert held == FILES


def test_the_whole_evidence_passes(copy, real_portal):
    ended = verify(copy / "receipt.asice", real_portal)
    assert ended.code == 0, ended.out
    assert "receipt.package_not_at_hand" not in {r["code"] for r in ended.json["remarks"]}


@pytest.mark.parametrize("part", [1, 2])
def test_a_container_dropped_from_the_evidence_is_missed_by_its_number(copy, real_portal, part):
    (copy / f"package-{part}-of-2.asice").unlink()
    ended = verify(copy / "receipt.asice", real_portal)
    assert ended.code == 1
    assert reasons(ended.json) == [("receipt.part_missing", part)]


def test_a_container_swapped_for_the_other_is_missed(copy, real_portal):
    shutil.copy(copy / "package-1-of-2.asice", copy / "package-2-of-2.asice")
    ended = verify(copy / "receipt.asice", real_portal)
    assert ended.code == 1
    assert reasons(ended.json) == [("receipt.part_missing", 2)]


def test_one_container_alone_says_that_it_is_one_of_two(copy, real_portal):
    ended = verify(copy / "package-2-of-2.asice", real_portal)
    assert ended.code == 0
    [remark] = [r for r in ended.json["remarks"] if r["code"] == "part.alone"]
    assert remark["facts"] == {"part": 2, "parts": 2}


def test_one_container_of_two_is_not_submitted(copy, desk, real_portal, tmp_path):
    home = desk.paths.home
    desk.close()  # the command opens the workspace itself
    ended = run_qolhat(
        "submit",
        copy / "package-1-of-2.asice",
        *("--home", home, "--key", real_portal.key_file("importer-head-ec")),
        *("--password-file", password_file(tmp_path, real_portal.key_password)),
    )
    assert ended.code == 65
    assert "a part is missing" in ended.err
    with open_desk(home, real_portal) as application:
        assert application.submissions.rows() == ()


def test_a_receipt_that_leaves_one_container_out_is_refused(
    desk, middle, key, documents, real_portal, tmp_path
):
    """The authority's own seal does not make a receipt for half a package a good one."""

    def half(document):
        document["containers"].pop()

    def forge(answer):
        if not answer.content.startswith(b"PK"):
            return answer
        stage = json.loads(open_sealed(answer.content, "receipt.json").content)["stage"]
        if stage != "final":
            return answer
        seal = authority_key(real_portal)
        forged = resealed(answer.content, "receipt.json", seal, real_portal, tmp_path, half)
        return replace(answer, content=forged)

    middle.change("GET", "/submissions/", forge)
    case = desk.cases.new_free_submission("Мың құжат")
    desk.cases.add_files(case.case_id, case.items[0].item_id, sorted(documents.iterdir()))
    with pytest.raises(ReceiptNotGoodError) as caught:
        desk.submissions.submit(case.case_id, key)
    assert caught.value.facts["reason"] == "receipt.part_missing"
    middle.honest()
    [row] = desk.submissions.unfinished()
    assert desk.submissions.resume(row.submission_id).status is SubmissionStatus.RECEIPTED
