"""What every test shares: no screen, no network beyond this machine, and the test data of others."""

import os
import shutil
import socket
import tempfile
from pathlib import Path

import pytest

# Before anything imports Qt: windows are drawn in memory, wherever the tests run.
os.environ["QT_QPA_PLATFORM"] = "offscreen"

# Temporary folders in memory where there is plenty: a portal and a workspace put every step on the
# disk before they go on, and the tests start dozens of both.
MEMORY_DISK = Path("/dev/shm")
MEMORY_DISK_BYTES_WANTED = 8_000_000_000
if (
    "TMPDIR" not in os.environ
    and os.access(MEMORY_DISK, os.W_OK)
    and shutil.disk_usage(MEMORY_DISK).free > MEMORY_DISK_BYTES_WANTED
):
    os.environ["TMPDIR"] = str(MEMORY_DISK)
    tempfile.tempdir = None  # ask the environment again

PROJECT = Path(__file__).resolve().parents[1]
LOOPBACK_NAMES = frozenset({"localhost", "ip6-localhost"})


class OutsideNetworkError(AssertionError):
    """A test tried to reach another machine."""


def is_loopback(address: object) -> bool:
    """Whether *address*, as given to ``socket.connect``, stays on this machine.

    Addresses that are not (host, port) pairs are local by nature (Unix sockets).
    """
    if not isinstance(address, tuple):
        return True
    host = str(address[0])
    return host.startswith("127.") or host in {"::1", "0.0.0.0", "::"} or host in LOOPBACK_NAMES


@pytest.fixture(autouse=True)
def _no_outside_network(monkeypatch: pytest.MonkeyPatch) -> None:
    """Refuses every connection to another machine, also of name look-ups."""
    connect, connect_ex, getaddrinfo = (
        socket.socket.connect,
        socket.socket.connect_ex,
        socket.getaddrinfo,
    )

    def guarded_connect(self, address):
        if not is_loopback(address):
            raise OutsideNetworkError(f"a test tried to connect to {address!r}")
        return connect(self, address)

    def guarded_connect_ex(self, address):
        if not is_loopback(address):
            raise OutsideNetworkError(f"a test tried to connect to {address!r}")
        return connect_ex(self, address)

    def guarded_getaddrinfo(host, *args, **kwargs):
        name = host.decode() if isinstance(host, bytes) else host
        if name is not None and not is_loopback((name,)):
            raise socket.gaierror(socket.EAI_NONAME, f"a test tried to look up {name!r}")
        return getaddrinfo(host, *args, **kwargs)

    monkeypatch.setattr(socket.socket, "connect", guarded_connect)
    monkeypatch.setattr(socket.socket, "connect_ex", guarded_connect_ex)
    monkeypatch.setattr(socket, "getaddrinfo", guarded_getaddrinfo)


@pytest.fixture(scope="session")
def test_data() -> Path:
    """The folder of test data made by others (QOLHAT_TEST_DATA, else ../shared/data).

    A stranger without it sees a skip; on the build machine (CI=true) its absence is an error.
    """
    folder = Path(os.environ.get("QOLHAT_TEST_DATA") or PROJECT.parent / "shared" / "data")
    if folder.is_dir():
        return folder
    message = f"test data not found at {folder}: set QOLHAT_TEST_DATA to its folder"
    if os.environ.get("CI") == "true":
        pytest.fail(message, pytrace=False)
    pytest.skip(message)


@pytest.fixture(autouse=True)
def _own_home(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    """Gives a test its own user folders, so that none reads or writes the real ones."""
    home = tmp_path_factory.mktemp("home")
    for name in ("HOME", "USERPROFILE", "APPDATA", "LOCALAPPDATA"):
        monkeypatch.setenv(name, str(home))
    for name in ("XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME", "XDG_CACHE_HOME"):
        monkeypatch.setenv(name, str(home / name.lower()))
    monkeypatch.delenv("QOLHAT_KEY_PASSWORD", raising=False)
