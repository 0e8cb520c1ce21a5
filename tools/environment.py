"""The virtual environment ``.venv``: made once, and brought up to date when a lock file, the
project file or Python itself has changed. What is done is written down in a stamp file.
"""

import hashlib
import importlib.util
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import system_packages

PROJECT = Path(__file__).resolve().parents[1]
ENVIRONMENT = PROJECT / ".venv"
STAMP = ENVIRONMENT / "qolhat-set-up.json"
LOCK_TO_RUN = PROJECT / "requirements" / "runtime.txt"
LOCK_TO_DEVELOP = PROJECT / "requirements" / "dev.txt"
# What .venv is made for: it is of no use to another Python, nor after the folder was moved.
PYTHON_AND_PLACE = f"{sys.version_info[0]}.{sys.version_info[1]} in {PROJECT}"


def make() -> None:
    """Makes ``.venv``, anew if its Python is gone or another one, or the folder was moved."""
    if recorded("made for") == PYTHON_AND_PLACE and python().exists():
        return
    if importlib.util.find_spec(
        "ensurepip"
    ) is None and not system_packages.install(  # as on Debian
        [system_packages.VIRTUAL_ENVIRONMENTS]
    ):
        sys.exit("set-up: without it no virtual environment can be made.")
    print(f"set-up: making .venv with Python {sys.version.split()[0]}", flush=True)
    if ENVIRONMENT.exists():
        shutil.rmtree(ENVIRONMENT)
    subprocess.run([sys.executable, "-m", "venv", ENVIRONMENT], check=True)
    record("made for", PYTHON_AND_PLACE)


def install_packages(*, development: bool) -> None:
    """Installs the locked packages and the project itself (editable), unless they are there.

    The packages of developers contain those that running needs: an environment that has them is
    not made smaller again.
    """
    pip: list[str | Path] = [python(), "-m", "pip", "install", "-qq", "--disable-pip-version-check"]
    lock = LOCK_TO_DEVELOP if development else LOCK_TO_RUN
    if digest(lock) not in {recorded("packages"), recorded("packages to run")}:
        print(f"set-up: installing the packages of requirements/{lock.name}", flush=True)
        subprocess.run([*pip, "--require-hashes", "--no-deps", "-r", lock], check=True)
        record("packages", digest(lock))
        record("packages to run", digest(LOCK_TO_RUN))
    project = digest(PROJECT / "pyproject.toml")
    if recorded("project") != project:
        subprocess.run(
            [*pip, "--no-build-isolation", "--no-deps", "--editable", PROJECT], check=True
        )
        record("project", project)


def compile_translations() -> None:
    """Compiles the texts of all languages whose files have changed."""
    subprocess.run([python(), PROJECT / "tools" / "translations.py", "compile"], check=True)


def python() -> Path:
    """The Python inside ``.venv``."""
    return ENVIRONMENT / ("Scripts/python.exe" if os.name == "nt" else "bin/python")


def digest(path: Path) -> str:
    """SHA-256 of a file, hexadecimal."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def recorded(step: str) -> str | None:
    """What an earlier run wrote down for *step*, or None."""
    return _stamp().get(step)


def record(step: str, state: str) -> None:
    """Writes down that *step* succeeded, and with what."""
    STAMP.write_text(json.dumps({**_stamp(), step: state}, indent=2), encoding="utf-8")


def _stamp() -> dict[str, str]:
    try:
        steps: dict[str, str] = json.loads(STAMP.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return steps
