"""Seals of those who may not seal: each is found, named, and harms nothing.

Real portal, real services, and between them somebody who changes what the portal answers.
"""

import base64
import json
from dataclasses import replace

import pytest

from desktop.errors import ReceiptNotGoodError, RequestNotTrustedError
from desktop.services.submissions import SubmissionStatus
from signing.evidence.sealed import open_sealed
from tests.support.desk import free_case, ledger_events
from tests.support.forging import authority_key, other_office_key, resealed
from tests.support.participant import now
from tests.support.portal import RunningPortal

FINAL = "/submissions/"


@pytest.fixture(scope="module")
def other_portal(tmp_path_factory):
    """Another authority altogether."""
    with RunningPortal.start(tmp_path_factory.mktemp("other-portal")) as portal:
        yield portal


@pytest.fixture
def case(desk, tmp_path):
    return free_case(desk, tmp_path / "documents", b"one", b"two")


@pytest.fixture(params=["participant", "other office", "other portal"])
def forger(request, real_portal, other_portal, key):
    """Keys that sign well and are not the authority's seal."""
    makers = {
        "participant": lambda: real_portal.key("broker-head-ec", now()),
        "other office": lambda: other_office_key(real_portal),
        "other portal": lambda: authority_key(other_portal),
    }
    return makers[request.param]()


def trust_also(desk, other: RunningPortal) -> None:
    """The anchors of another portal become trusted too: only the identity is left to protect."""
    current = desk.settings.current
    anchors = []
    for anchor, one in zip(current.portal.anchors, other.published["anchors"], strict=True):
        name = f"other-{one['file']}"
        (desk.paths.trust / name).write_bytes((other.public / one["file"]).read_bytes())
        anchors.append(replace(anchor, file=name, purposes=tuple(one["purposes"])))
    crls = []
    for path in other.crls:
        (desk.paths.trust / f"other-{path.name}").write_bytes(path.read_bytes())
        crls.append(f"other-{path.name}")
    portal = replace(
        current.portal,
        anchors=(*current.portal.anchors, *anchors),
        crls=(*current.portal.crls, *crls),
    )
    desk.settings.save(current.with_(portal=portal))


def forge_receipts(middle, forger, tmp_path, change=lambda _document: None) -> None:
    """Every final receipt goes on under another seal, or with other content."""

    def forge(answer):
        if answer.status != 200 or not answer.content.startswith(b"PK"):
            return answer
        if json.loads(open_sealed(answer.content, "receipt.json").content)["stage"] != "final":
            return answer
        forged = resealed(
            answer.content, "receipt.json", forger, middle.portal, tmp_path, change=change
        )
        return replace(answer, content=forged)

    middle.change("GET", FINAL, forge)


def refused_reason(desk, case, key) -> str:
    """Submit; the receipt must be refused, kept, and not end the submission."""
    with pytest.raises(ReceiptNotGoodError) as caught:
        desk.submissions.submit(case.case_id, key)
    [row] = desk.submissions.unfinished()
    assert row.status is SubmissionStatus.UPLOADED
    assert row.error_code == "receipt.not_good"
    folder = desk.paths.submissions / row.submission_id
    assert len(list(folder.glob("receipt-refused-*.asice"))) == 1, "kept as evidence"
    assert ledger_events(desk, row.submission_id)[-1] == "receipt.refused"
    return caught.value.facts["reason"]


def nothing_was_lost(desk, middle) -> None:
    """Once the attacker is gone the same submission ends well, without another."""
    middle.honest()
    [row] = desk.submissions.unfinished()
    assert desk.submissions.resume(row.submission_id).status is SubmissionStatus.RECEIPTED
    assert len(middle.heard("POST", "/submissions")) == 1


def test_a_receipt_sealed_by_somebody_else_is_not_the_authoritys(
    desk, middle, case, key, forger, other_portal, tmp_path
):
    trust_also(desk, other_portal)
    forge_receipts(middle, forger, tmp_path)
    assert refused_reason(desk, case, key) == "receipt.not_the_authority"
    nothing_was_lost(desk, middle)


def test_a_receipt_of_another_portal_in_its_own_name_is_not_the_authoritys(
    desk, middle, case, key, other_portal, tmp_path
):
    def in_its_own_name(document):
        document["issuer"] = other_portal.identity.to_json()

    trust_also(desk, other_portal)
    forge_receipts(middle, authority_key(other_portal), tmp_path, in_its_own_name)
    assert refused_reason(desk, case, key) == "receipt.not_the_authority"
    nothing_was_lost(desk, middle)


def test_a_rejection_sealed_by_somebody_else_ends_nothing(
    desk, middle, case, key, real_portal, tmp_path
):
    stranger = real_portal.key("broker-head-ec", now())

    def reject(answer):
        def to_rejection(document):
            document.update(
                event="A.2-SubmissionRejection",
                stage="rejected",
                reasons=[{"code": "request_unknown", "text": {"en": "x", "kk": "x", "ru": "x"}}],
            )

        intake = base64.b64decode(json.loads(answer.content)["receipt"])
        forged = resealed(intake, "receipt.json", stranger, real_portal, tmp_path, to_rejection)
        body = {
            "type": "urn:qolhat:problem:rejected",
            "title": "rejected",
            "status": 422,
            "detail": "",
            "code": "rejected",
            "receipt": base64.b64encode(forged).decode(),
        }
        headers = {"Content-Type": "application/problem+json"}
        return replace(answer, status=422, headers=headers, content=json.dumps(body).encode())

    middle.change("POST", "/submissions", reject)
    with pytest.raises(ReceiptNotGoodError) as caught:
        desk.submissions.submit(case.case_id, key)
    assert caught.value.facts["reason"] == "receipt.not_the_authority"
    middle.honest()
    [row] = desk.submissions.unfinished()
    assert row.status is not SubmissionStatus.REJECTED
    state = desk.submissions.ask(row.submission_id)
    assert desk.submissions.resume(state.submission_id).status is SubmissionStatus.RECEIPTED


def test_a_request_sealed_by_somebody_else_never_reaches_the_inbox(
    desk, middle, key, forger, other_portal, real_portal, tmp_path
):
    trust_also(desk, other_portal)
    middle.change(
        "GET",
        "/requests/",
        lambda answer: replace(
            answer,
            content=resealed(answer.content, "request.json", forger, real_portal, tmp_path),
        ),
    )
    with pytest.raises(RequestNotTrustedError) as caught:
        desk.inbox.refresh(key)
    assert caught.value.facts["reason"] == "receipt.not_the_authority"
    assert desk.inbox.rows() == ()
    middle.honest()
    assert desk.inbox.refresh(key)


def test_a_receipt_for_another_request_is_found(desk, middle, case, key, real_portal, tmp_path):
    def moved(document):
        document["request"] = {"id": "another", "sha256": "0" * 64, "version": 1}

    forge_receipts(middle, authority_key(real_portal), tmp_path, moved)
    assert refused_reason(desk, case, key) == "receipt.wrong_request"
    nothing_was_lost(desk, middle)
