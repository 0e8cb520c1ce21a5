"""Set-up refuses a Python that will not do, and can be read by one that is far too old."""

import ast
import sys
from pathlib import Path

import pytest

TOOLS = Path(__file__).resolve().parents[2] / "tools"


@pytest.fixture
def set_up(monkeypatch):
    monkeypatch.syspath_prepend(str(TOOLS))
    import set_up

    return set_up


@pytest.fixture
def system_packages(monkeypatch):
    monkeypatch.syspath_prepend(str(TOOLS))
    import system_packages

    return system_packages


@pytest.mark.parametrize("version", [(3, 8, 10), (3, 10, 12), (3, 15, 0)])
def test_python_of_the_wrong_age_is_refused_with_the_versions_that_will_do(
    set_up, monkeypatch, version
):
    monkeypatch.setattr(sys, "version_info", version)
    monkeypatch.setattr(set_up.shutil, "which", lambda name: None)
    with pytest.raises(SystemExit) as refusal:
        set_up.use_fitting_python()
    assert "Python 3.11 to 3.14" in str(refusal.value)
    assert f"this is {version[0]}.{version[1]}" in str(refusal.value)


def test_an_old_python_hands_over_to_a_newer_one_on_the_path(set_up, monkeypatch, tmp_path):
    newer = tmp_path / "python3.12"
    called = []
    monkeypatch.setattr(sys, "version_info", (3, 10, 12))
    monkeypatch.setattr(sys, "argv", ["set_up.py", "--only-run"])
    monkeypatch.setattr(
        set_up.shutil, "which", lambda name: str(newer) if name == newer.name else None
    )
    monkeypatch.setattr(set_up.subprocess, "call", lambda command, **_: called.append(command) or 0)
    with pytest.raises(SystemExit) as end:
        set_up.use_fitting_python()
    assert end.value.code == 0
    assert called[-1] == [str(newer), "set_up.py", "--only-run"]


def test_python_that_will_do_goes_on(set_up):
    set_up.use_fitting_python()


def test_the_first_file_is_readable_for_a_python_that_must_be_told_it_is_too_old():
    ast.parse((TOOLS / "set_up.py").read_text("utf-8"), feature_version=(3, 6))


def test_a_user_who_may_not_install_is_told_the_one_command(system_packages, monkeypatch, capsys):
    monkeypatch.setattr(system_packages.os, "geteuid", lambda: 1000, raising=False)
    monkeypatch.setattr(
        system_packages.shutil, "which", lambda name: "/usr/bin/" + name if name == "dnf" else None
    )
    monkeypatch.setattr(system_packages.subprocess, "run", pytest.fail)
    cursor = next(x for x in system_packages.WINDOW_LIBRARIES if "cursor.so.0" in x.file)
    assert not system_packages.install([cursor])
    assert "sudo dnf install -y -q libwayland-cursor" in capsys.readouterr().out


def test_a_library_that_is_not_there_is_noticed(system_packages, monkeypatch, capsys):
    monkeypatch.setattr(system_packages.sys, "platform", "linux")
    ghost = system_packages.SystemPackage("libqolhat-ghost.so.9", "libghost9", "ghost")
    monkeypatch.setattr(system_packages, "WINDOW_LIBRARIES", (ghost,))
    asked = []
    monkeypatch.setattr(system_packages, "install", asked.append)
    system_packages.ensure(development=False)
    assert asked == [[ghost]]
    assert "the window will not open" in capsys.readouterr().out
