"""The built program does the whole job on a machine that has neither Python nor our packages."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

PROJECT = Path(__file__).resolve().parents[2]
SUFFIX = ".exe" if sys.platform == "win32" else ""

pytestmark = [pytest.mark.slow, pytest.mark.timeout(1800)]


@pytest.fixture(scope="module")
def bundle(tmp_path_factory) -> Path:
    """The folder that `make bundle` would put into dist/, built anew and moved to another place."""
    dist = tmp_path_factory.mktemp("dist")
    command = [sys.executable, "-m", "PyInstaller", "--noconfirm", "--log-level", "WARN"]
    command += ["--distpath", dist, "--workpath", PROJECT / "build" / "pyinstaller", "build.spec"]
    subprocess.run(command, cwd=PROJECT, check=True, timeout=1200)
    return Path(shutil.move(dist / "qolhat", tmp_path_factory.mktemp("elsewhere") / "Қолхат"))


@pytest.fixture
def terminal(bundle, tmp_path):
    """Runs the terminal's program as a stranger would, with nothing of Python around it."""

    def run(*arguments: object) -> subprocess.CompletedProcess:
        kept = ("SYSTEMROOT", "LANG", "LC_ALL", "TMP", "TEMP")
        environment = {name: os.environ[name] for name in kept if name in os.environ}
        environment |= {"HOME": str(tmp_path), "USERPROFILE": str(tmp_path)}
        environment |= {"PATH": "", "PYTHONUTF8": "1", "LOCALAPPDATA": str(tmp_path)}
        return subprocess.run(
            [bundle / f"qolhat-cli{SUFFIX}", *map(str, arguments)],
            cwd=tmp_path,
            env=environment,
            capture_output=True,
            encoding="utf-8",
            timeout=600,
            check=False,
        )

    return run


def test_built_program_runs_the_demo_and_verifies_its_receipt(terminal, tmp_path):
    demo = terminal("demo", "--home", tmp_path / "demo", "--json")
    assert demo.returncode == 0, demo.stderr
    done = json.loads(demo.stdout)
    assert done["verdict"] == "TOTAL_PASSED"
    assert Path(done["package"]).is_file()
    assert Path(done["statement"]).is_file()

    trust = [word for path in done["trust"] for word in ("--trust", path)]
    crls = [word for path in done["crls"] for word in ("--crl", path)]
    for sealed in (done["package"], done["receipt"]):
        verified = terminal("verify", sealed, *trust, *crls, "--offline", "--json")
        assert verified.returncode == 0, verified.stdout + verified.stderr


def test_built_program_names_a_missing_file_and_ends_with_the_code_of_wrong_use(terminal, tmp_path):
    result = terminal("verify", tmp_path / "nothing.asice")
    assert result.returncode == 64
    assert "nothing.asice" in result.stderr
    assert "Traceback" not in result.stderr


def test_built_window_starts_and_stays(bundle, tmp_path):
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "HOME": str(tmp_path)}
    window = subprocess.Popen(
        [bundle / f"qolhat{SUFFIX}", "--home", tmp_path / "home"],
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    try:
        output, _ = window.communicate(timeout=15)
        pytest.fail(f"the window closed by itself ({window.returncode}): {output}")
    except subprocess.TimeoutExpired:
        pass
    finally:
        window.terminate()
        output, _ = window.communicate(timeout=30)
    assert "Traceback" not in output
