"""Writes requirements/runtime.txt and requirements/dev.txt anew: the newest versions that
pyproject.toml allows, for every Python and system we run on, with the hashes of all their files.

The files name no index: where packages come from is the business of whoever installs them.
"""

import subprocess
import sys
import tempfile
import venv
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[1]
HEADER = """\
# Written by `make lock`; do not edit. What each package is for: docs/dependencies.md
# {content}
"""


def main() -> None:
    """Resolves both files with uv, which is fetched into a folder that vanishes afterwards."""
    with tempfile.TemporaryDirectory() as folder:
        venv.create(folder, with_pip=True)
        programs = Path(folder) / ("Scripts" if sys.platform == "win32" else "bin")
        subprocess.run([programs / "python", "-m", "pip", "install", "-q", "uv"], check=True)
        runtime = PROJECT / "requirements" / "runtime.txt"
        resolve(programs / "uv", runtime, "what running the program needs", "--group", "setup")
        dev = PROJECT / "requirements" / "dev.txt"
        content = "runtime.txt and the tools of developers"
        resolve(programs / "uv", dev, content, "--group", "dev", "--constraints", runtime)


def resolve(uv: Path, lock: Path, content: str, *options: str | Path) -> None:
    """Writes one lock file, for all Pythons of ``requires-python`` and all systems at once."""
    lock.unlink(missing_ok=True)  # else uv keeps the versions it finds there
    command: list[str | Path] = [
        uv,
        "pip",
        "compile",
        "pyproject.toml",
        "--universal",
        "--generate-hashes",
    ]
    command += ["--no-emit-index-url", "--no-annotate", "--no-header", "--quiet"]
    subprocess.run([*command, *options, "--output-file", lock], cwd=PROJECT, check=True)
    locked = lock.read_text(encoding="utf-8")
    if "://" in locked:
        sys.exit(f"{lock.name} names an address; remove it")
    lock.write_text(HEADER.format(content=content) + locked, encoding="utf-8")


if __name__ == "__main__":
    main()
