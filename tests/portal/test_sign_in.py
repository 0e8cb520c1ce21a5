"""Sign-in: once, soon, for this portal, by the participant."""

from datetime import timedelta

from signing.credentials.certificate import KeyPurpose
from signing.evidence.sign_in import SignIn
from tests.support.participant import (
    INDIVIDUAL,
    SEALED,
    ParticipantClient,
    now,
    problem,
)


def test_a_sign_in_only_key_opens_the_inbox(client):
    key = client.portal.key("importer-head-auth", now(), KeyPurpose.SIGN_IN)
    assert client.sign_in(key).status_code == 201
    assert client.call("GET", "/requests", headers=client.bearer).json()["requests"]


def test_an_employee_may_read_the_inbox(client):
    client.key_name = "importer-employee-ec"
    assert client.sign_in().status_code == 201


def test_another_organisations_key_is_refused(client):
    refused = client.sign_in(client.portal.key("broker-head-ec", now()))
    assert problem(refused) == (403, "sign-in-refused")


def test_a_sign_in_for_another_origin_is_refused(client):
    refused = client.sign_in(portal_origin="https://127.0.0.1:1")
    assert problem(refused) == (403, "sign-in-refused")


def test_a_time_more_than_five_minutes_off_is_refused(client):
    for difference in (timedelta(seconds=-330), timedelta(seconds=330)):
        refused = client.sign_in(time=now() + difference)
        assert problem(refused) == (403, "sign-in-refused")
    assert client.sign_in(time=now() - timedelta(seconds=250)).status_code == 201


def test_a_challenge_is_good_once(client):
    nonce = client.call("POST", "/sign-in/challenges").json()["portal_nonce"]
    document = SignIn(client.participant, nonce, client.portal.origin, now())
    container = client.sealed("sign-in.json", document.to_bytes())
    headers = {"Content-Type": SEALED}
    first = client.call("POST", "/sign-in", data=container, headers=headers)
    second = client.call("POST", "/sign-in", data=container, headers=headers)
    assert first.status_code == 201
    assert problem(second) == (403, "challenge-unknown")


def test_a_nonce_that_the_portal_never_gave_is_refused(client):
    assert problem(client.sign_in(portal_nonce="0" * 32)) == (403, "challenge-unknown")


def test_a_challenge_is_too_old_after_two_minutes(own_portal, tmp_path):
    client = ParticipantClient(own_portal, tmp_path / "client")
    nonce = client.call("POST", "/sign-in/challenges").json()["portal_nonce"]
    own_portal.bend(clock_offset_seconds=125)
    refused = client.sign_in(portal_nonce=nonce)
    assert problem(refused) == (403, "challenge-unknown")
    client.session.close()


def test_nobody_reads_without_a_token(client):
    for path in ("/requests", "/events"):
        assert problem(client.call("GET", path)) == (401, "not-signed-in")
        wrong = {"Authorization": "Bearer x"}
        assert problem(client.call("GET", path, headers=wrong)) == (401, "not-signed-in")


def test_a_token_ends_after_eight_hours_and_is_not_in_the_database(own_portal, tmp_path):
    client = ParticipantClient(own_portal, tmp_path / "client", INDIVIDUAL, "individual-ec")
    client.sign_in()
    own_portal.bend(clock_offset_seconds=8 * 3600 + 60)
    ended = client.call("GET", "/requests", headers=client.bearer)
    assert problem(ended) == (401, "not-signed-in")
    for path in own_portal.home.glob("portal.sqlite3*"):
        assert client.token.encode() not in path.read_bytes()
    client.session.close()
