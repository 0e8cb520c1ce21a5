"""One real portal a module, and a participant's desk of one's own for every test."""

import pytest

from tests.support.desk import key_of, open_desk
from tests.support.interceptor import intercepted
from tests.support.portal import RunningPortal


@pytest.fixture(scope="module")
def real_portal(tmp_path_factory):
    with RunningPortal.start(tmp_path_factory.mktemp("portal")) as portal:
        yield portal


@pytest.fixture
def desk(tmp_path, real_portal):
    """The services over a fresh workspace that knows the portal."""
    with open_desk(tmp_path / "workspace", real_portal) as application:
        yield application
    real_portal.bend()


@pytest.fixture
def key(desk, real_portal):
    credential = key_of(desk, real_portal)
    yield credential
    credential.close()


@pytest.fixture
def middle(desk, real_portal):
    """Between the desk and the portal sits somebody who can change every answer."""
    with intercepted(real_portal) as interceptor:
        desk.settings.save(desk.settings.current.with_(proxy=interceptor.url))
        yield interceptor
