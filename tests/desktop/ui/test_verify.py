"""Verify: drop a file, read the verdict in plain words; "not checked" never looks like "bad"."""

from pathlib import Path

import pytest

from desktop.ui.navigation import Place
from desktop.ui.verify.signature_card import SignatureCard
from desktop.ui.widgets.badge import Badge
from signing.validation.verdict import Indication


@pytest.fixture
def verify(opened, idle):
    opened.window.go(Place.VERIFY)
    idle(opened)
    return opened.window.pages.verify


def test_dropped_file_gets_its_verdict(verify, opened, idle, application):
    verify.drop.dropped.emit((Path("/home/user/пакет.asice"),))
    idle(opened)
    assert application.verification.asked[0][0] == Path("/home/user/пакет.asice")
    assert verify.report.verdict.text.text().startswith("Valid:")
    assert verify.report.verdict.objectName() == "noticeGood"


def test_not_checked_and_bad_differ_in_words_tone_and_icon(
    verify, opened, idle, application, fakes
):
    seen = set()
    for indication in Indication:
        application.verification.report = fakes.report(indication)
        verify.verify(Path("/x.asice"))
        idle(opened)
        notice = verify.report.verdict
        seen.add((notice.text.text().split(":")[0], notice.objectName(), notice._icon_name))
    assert len(seen) == len(Indication)
    assert len({words for words, _, _ in seen}) == len(Indication)


def test_every_signature_is_reported_by_itself(verify, opened, idle, application, fakes):
    application.verification.report = fakes.report(Indication.INDETERMINATE)
    verify.verify(Path("/x.asice"))
    idle(opened)
    cards = verify.report.findChildren(SignatureCard)
    assert len(cards) == 2
    words = [card.findChild(Badge).word.text() for card in cards]
    assert words == ["cannot be confirmed", "valid"]


def test_details_are_closed_until_asked_for(verify, opened, idle):
    verify.verify(Path("/x.asice"))
    idle(opened)
    assert not verify.report.details.isVisible()
    verify.report.details_button.click()
    assert verify.report.details.isVisible()


def test_without_network_is_handed_to_the_service(verify, opened, idle, application):
    verify.offline.setChecked(True)
    verify.verify(Path("/x.asice"))
    idle(opened)
    assert application.verification.asked[-1][1].offline is True


def test_newer_file_replaces_an_older_one(verify, opened, idle):
    verify.verify(Path("/first.asice"))
    verify.verify(Path("/second.asice"))
    idle(opened)
    assert verify.presenter.report.path == Path("/second.asice")
