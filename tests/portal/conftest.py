"""One portal for all tests that do not bend it; a portal of one's own for those that do."""

import pytest

from tests.support.participant import ParticipantClient
from tests.support.portal import RunningPortal


@pytest.fixture(scope="session")
def shared_portal(tmp_path_factory):
    with RunningPortal.start(tmp_path_factory.mktemp("portal"), bendable=False) as portal:
        yield portal


@pytest.fixture
def own_portal(tmp_path):
    with RunningPortal.start(tmp_path / "portal") as portal:
        yield portal


@pytest.fixture
def client(shared_portal, tmp_path):
    participant = ParticipantClient(shared_portal, tmp_path / "client")
    yield participant
    participant.session.close()
