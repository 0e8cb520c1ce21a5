"""Collect real documents that nobody here wrote, to try the program on.

    python tools/collect_documents.py FOLDER

Takes PDF, pictures, office documents, XML and text from packages of the Debian archive (fetched,
never installed) and from this machine, gives them the names that customs papers have, and adds an
empty file and one of 300 MB. Needs a Debian or Ubuntu machine; says so elsewhere and exits with 3.
"""

import itertools
import os
import shutil
import subprocess
import sys
import tarfile
import tempfile
from collections.abc import Iterator
from pathlib import Path

# Small packages that carry office documents, pictures and PDFs as examples.
PACKAGES = (
    "r-cran-readxl",
    "r-cran-officer",
    "r-cran-openxlsx",
    "docutils-common",
    "python3-docutils",
    "shared-mime-info",
)
WANTED = {
    ".docx": 4,
    ".xlsx": 8,
    ".xls": 3,
    ".pptx": 2,
    ".odt": 1,
    ".pdf": 4,
    ".jpg": 2,
    ".png": 8,
    ".xml": 4,
    ".txt": 6,
    ".csv": 2,
}
BIG_FILE_BYTES = 300_000_000
LARGEST_TAKEN_BYTES = 20_000_000
LONGEST_NAME_BYTES = 255

NAMES = (
    "Келісімшарт № LEX-2025-07 (қосымшаларымен)",
    "Инвойс № 117 от 14.03.2026",
    "Буып-түю парағы «Алтын Керуен»",
    'Счёт "копия верна"',
    "Тауарға ілеспе жүкқұжат ӘҒҚҢӨҰҮҺІ",
    "Прайс-лист 📦 поставщика",
    "Шығу тегі туралы сертификат СТ-1",
    "CMR 000123 + приложение (лист 1 из 2)",
    "Платёжное поручение 50% & аванс",
    "Акт сверки #3 [подписан]",
)


class NoSourceError(Exception):
    """This machine cannot fetch the documents."""


def fetch_packages(folder: Path) -> None:
    """Unpack PACKAGES below `folder` without installing them."""
    if not (shutil.which("apt-get") and shutil.which("dpkg-deb")):
        raise NoSourceError("needs apt-get and dpkg-deb (Debian, Ubuntu)")
    for package in PACKAGES:
        subprocess.run(
            ["apt-get", "download", "-qq", package],
            cwd=folder,
            check=False,
            stderr=subprocess.DEVNULL,
        )
    archives = list(folder.glob("*.deb"))
    if not archives:
        raise NoSourceError("no package could be fetched; is the package list up to date?")
    for archive in archives:
        subprocess.run(["dpkg-deb", "-x", archive, folder], check=True)


def found_documents(roots: list[Path]) -> Iterator[Path]:
    """Files of the wanted kinds below `roots`, of each kind at most as many as wanted."""
    left = dict(WANTED)
    for root in roots:
        for path in sorted(root.rglob("*")):
            kind = path.suffix.lower()
            if (
                left.get(kind, 0)
                and path.is_file()
                and not path.is_symlink()
                and 0 < path.stat().st_size < LARGEST_TAKEN_BYTES
            ):
                left[kind] -= 1
                yield path


def longest_name(suffix: str) -> str:
    """A Kazakh name of exactly 255 UTF-8 bytes."""
    room = LONGEST_NAME_BYTES - len(suffix)
    return "ұ" * (room // 2) + "x" * (room % 2) + suffix


def write_big_file(path: Path, source: Path) -> None:
    """An uncompressed archive of this machine's documentation, cut at 300 MB."""
    with path.open("wb") as file, tarfile.open(fileobj=file, mode="w|") as archive:
        for member in itertools.cycle(sorted(source.rglob("*"))):
            if file.tell() > BIG_FILE_BYTES:
                break
            if member.is_file() and not member.is_symlink():
                archive.add(member, arcname=member.name)
    os.truncate(path, BIG_FILE_BYTES)


def collect(target: Path) -> int:
    """Fill `target`; returns how many files it holds then."""
    target.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as unpacked:
        fetch_packages(Path(unpacked))
        sources = [Path(unpacked), Path("/usr/share/doc"), Path("/usr/share/mime")]
        for number, source in enumerate(found_documents(sources)):
            suffix = source.suffix.lower()
            stem = NAMES[number % len(NAMES)]
            turn = number // len(NAMES)
            name = f"{stem}{suffix}" if turn == 0 else f"{stem} ({turn}){suffix}"
            shutil.copyfile(source, target / name)
            if number == 0:
                shutil.copyfile(source, target / longest_name(suffix))
    (target / "Бос файл.txt").touch()
    write_big_file(target / "Мұрағат 300 МБ.tar", Path("/usr/share/doc"))
    return sum(1 for _ in target.iterdir())


def main() -> int:
    """The command."""
    if len(sys.argv) != 2:  # noqa: PLR2004 - the program and one folder
        print(__doc__, file=sys.stderr)
        return 64
    try:
        count = collect(Path(sys.argv[1]))
    except NoSourceError as error:
        print(f"collect_documents: {error}", file=sys.stderr)
        return 3
    print(f"{count} documents in {sys.argv[1]}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
