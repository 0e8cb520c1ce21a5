"""Translations: brings the files up to the code, compiles them, checks that none is missing.

    translations.py update     new texts of the code into resources/i18n and resources/locale
    translations.py compile    .ts to .qm (the window, Qt Linguist), .po to .mo (everything else)
    translations.py check      fails if a text of the code is not in the files, or not translated

Run by the Python of ``.venv``.
"""

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

PROJECT = Path(__file__).resolve().parents[1]
LINGUIST_FILES = PROJECT / "resources" / "i18n"
CATALOGUES = PROJECT / "resources" / "locale"
WINDOW_SOURCES = PROJECT / "desktop"
PROGRAMS = Path(sys.executable).parent


def main() -> int:
    """Returns the exit code of the process."""
    commands = {"update": update, "compile": compile_all, "check": check}
    if len(sys.argv) != 2 or sys.argv[1] not in commands:  # noqa: PLR2004
        sys.exit(__doc__)
    problems = commands[sys.argv[1]]()
    for problem in problems:
        print(problem)
    return 1 if problems else 0


def update() -> list[str]:
    """Adds new texts to the Linguist files and removes vanished ones; gives the problems met.

    The gettext catalogues are kept by hand: their keys are codes (``error.key.wrong_password``),
    which `check` compares between the languages.
    """
    for ts in linguist_files():
        lupdate(ts)
    return []


def compile_all() -> list[str]:
    """Compiles what is older than its source; gives the problems met."""
    problems = []
    for ts in linguist_files():
        qm = ts.with_suffix(".qm")
        if is_older(qm, ts):
            done = run_qt_tool("pyside6-lrelease", "-silent", ts, "-qm", qm)
            if done.returncode:
                problems.append(f"{ts.name}: {done.stdout}{done.stderr}")
    for po in catalogue_files():
        mo = po.with_suffix(".mo")
        if is_older(mo, po):
            with mo.open("wb") as file:
                write_mo(file, read_catalogue(po))
    return problems


def check() -> list[str]:
    """Gives everything that a person would meet untranslated, or that was not updated."""
    problems = []
    with tempfile.TemporaryDirectory() as folder:
        for ts in linguist_files():
            fresh = Path(folder) / ts.name
            shutil.copy(ts, fresh)
            lupdate(fresh)
            if fresh.read_text("utf-8") != ts.read_text("utf-8"):
                problems.append(f"{ts.name} is not what the code says: run `make translations`")
            strict = ("-silent", "-fail-on-unfinished", "-fail-on-invalid")
            done = run_qt_tool("pyside6-lrelease", *strict, ts, "-qm", Path(folder) / "checked.qm")
            if done.returncode:
                problems.append(f"{ts.name}: {done.stdout}{done.stderr}")
    return problems + check_catalogues()


def check_catalogues() -> list[str]:
    """Untranslated and doubtful texts, and texts that one language has and another has not."""
    problems = []
    texts = {}
    for po in catalogue_files():
        language = po.parts[-3]
        messages = [message for message in read_catalogue(po) if message.id]
        texts[language] = {message.id for message in messages}
        for message in messages:
            translated = message.string if isinstance(message.string, tuple) else (message.string,)
            if message.fuzzy or not all(translated):
                problems.append(f"{language}: not translated: {message.id}")
    everything = set().union(*texts.values())
    for language, known in texts.items():
        problems += [
            f"{language}: not there: {text}" for text in sorted(everything - known, key=str)
        ]
    return problems


def lupdate(ts: Path) -> None:
    """Brings one Linguist file up to the code. English needs only the plural forms."""
    options = ["-extensions", "py", "-source-language", "en", "-locations", "none", "-no-obsolete"]
    if ts.stem.endswith("_en"):
        options.append("-pluralonly")
    done = run_qt_tool("pyside6-lupdate", "-silent", *options, WINDOW_SOURCES, "-ts", ts)
    if done.returncode:
        sys.exit(f"pyside6-lupdate failed on {ts.name}: {done.stdout}{done.stderr}")


def run_qt_tool(name: str, *arguments: str | Path) -> subprocess.CompletedProcess[str]:
    """Runs a program of PySide6 and gives what it said."""
    program = shutil.which(name, path=str(PROGRAMS)) or name
    return subprocess.run([program, *arguments], text=True, capture_output=True, check=False)


def linguist_files() -> list[Path]:
    """The texts of the window, a file a language."""
    return sorted(LINGUIST_FILES.glob("*.ts"))


def catalogue_files() -> list[Path]:
    """The texts of command line, PDFs, portal and e-mails, a file a language."""
    return sorted(CATALOGUES.glob("*/LC_MESSAGES/*.po"))


def read_catalogue(po: Path) -> Catalog:
    """Reads one gettext file; a malformed one raises."""
    with po.open("rb") as file:
        return read_po(file, locale=po.parts[-3], abort_invalid=True)


def is_older(made: Path, source: Path) -> bool:
    """Whether *made* is missing or older than the file it is made from."""
    return not made.exists() or made.stat().st_mtime_ns < source.stat().st_mtime_ns


if __name__ == "__main__":
    sys.exit(main())
