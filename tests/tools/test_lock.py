"""The lock files hold every package with its hashes, for Linux and Windows, and name no place."""

import re
from pathlib import Path

import pytest

PROJECT = Path(__file__).resolve().parents[2]
LOCKS = [PROJECT / "requirements" / "runtime.txt", PROJECT / "requirements" / "dev.txt"]


def packages(lock: Path) -> dict[str, str]:
    """Name → the rest of its entry: version, marker, hashes."""
    text = re.sub(r"^#.*\n", "", lock.read_text("utf-8"), flags=re.MULTILINE)
    entries = re.split(r"\n(?=\S)", text.strip())
    return dict(entry.split("==", 1) for entry in entries)


@pytest.mark.parametrize("lock", LOCKS, ids=lambda lock: lock.name)
def test_every_package_is_pinned_by_hash(lock):
    assert packages(lock)
    for name, entry in packages(lock).items():
        assert re.search(r"--hash=sha256:[0-9a-f]{64}", entry), name


@pytest.mark.parametrize("lock", LOCKS, ids=lambda lock: lock.name)
def test_no_index_and_no_path_is_named(lock):
    text = lock.read_text("utf-8")
    assert not re.search(r"://|index-url|find-links|--trusted-host|file:", text)


def test_what_only_windows_needs_is_locked_too():
    locked = packages(LOCKS[1])
    for name in ("colorama", "pefile", "pywin32-ctypes"):
        assert "sys_platform == 'win32'" in locked[name]


def test_both_files_lock_the_same_versions():
    runtime, dev = map(packages, LOCKS)
    assert {name: dev.get(name) for name in runtime} == runtime
