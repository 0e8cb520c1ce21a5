"""The whole way of a submission over real HTTPS, judged with the participant's own rules."""

import base64

from signing.validation.verdict import Indication
from tests.portal.judging import judge_receipt
from tests.support.participant import IMPORTER, receipt_of


def test_a_package_of_two_parts_ends_in_a_receipt_that_passes_all_rules(client):
    package = client.package(b"first", b"second" * 1000, parts=2)
    statement = client.statement(package)
    container = client.sealed("statement.json", statement.to_bytes())
    answer = client.submit(container)
    assert answer.status_code == 201, answer.text
    told = answer.json()
    assert told["state"] == "intake"
    intake = base64.b64decode(told["receipt"])

    client.upload(told, package)
    assert client.wait_for(told, "final", "rejected") == "final"

    final = client.receipt(told, "final")
    assert client.receipt(told, "intake") == intake
    for one, earlier in ((intake, None), (final, intake)):
        verdict = judge_receipt(client, container, one, package, earlier)
        assert verdict.indication is Indication.TOTAL_PASSED, verdict
    status = client.status(told)
    assert [one["stage"] for one in status["receipts"]] == ["intake", "final"]
    assert [one["offset"] for one in status["containers"]] == [
        one.size_bytes for one in package.containers
    ]
    said = receipt_of(final)
    assert said.containers == package.references
    assert said.participant == IMPORTER
    assert said.signer.iin == "880417201010"
    assert said.started <= said.received <= said.verified


def test_the_same_statement_again_gives_the_same_receipt_byte_for_byte(client):
    package = client.package(b"content")
    container = client.sealed("statement.json", client.statement(package).to_bytes())
    first, second = client.submit(container), client.submit(container)
    assert (first.status_code, second.status_code) == (201, 200)
    assert first.json() == second.json()
