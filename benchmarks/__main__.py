"""`python -m benchmarks [name …]`: runs every `bench_*` module here and prints its figures.

Each has `measure(folder)`, which yields figures. A target that is missed is said; it is no error,
because a neighbour on the same disk may be the reason.
"""

import importlib
import os
import pkgutil
import platform
import sys
import tempfile
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import benchmarks

if TYPE_CHECKING:
    from benchmarks.figures import Figure


@contextmanager
def working_folder() -> Iterator[Path]:
    """A folder for a few gigabytes: QOLHAT_BENCH_FOLDER, kept, or a temporary one, removed."""
    kept = os.environ.get("QOLHAT_BENCH_FOLDER")
    if kept:
        Path(kept).mkdir(parents=True, exist_ok=True)
        yield Path(kept)
        return
    with tempfile.TemporaryDirectory(prefix="qolhat-bench-") as folder:
        yield Path(folder)


def machine() -> str:
    """Where this is measured, and whether it has the machine to itself."""
    busy = f", load {os.getloadavg()[0]:.1f}" if hasattr(os, "getloadavg") else ""
    return f"{os.cpu_count()} cores{busy}, {platform.system()}, Python {platform.python_version()}"


def main(wanted: list[str]) -> int:
    """Run the benchmarks whose name contains one of the words, or all.

    Returns:
        0, also where a target is missed; 1 if a benchmark could not be run.
    """
    names = [
        module.name
        for module in pkgutil.iter_modules(benchmarks.__path__)
        if module.name.startswith("bench_")
        and (not wanted or any(word in module.name for word in wanted))
    ]
    figures: list[Figure] = []
    broken = 0
    print(machine(), flush=True)
    with working_folder() as folder:
        for name in names:
            try:
                for figure in importlib.import_module(f"benchmarks.{name}").measure(folder):
                    figures.append(figure)
                    print(figure, flush=True)
            except Exception:  # noqa: BLE001 - one that is broken keeps no other from being run
                broken += 1
                traceback.print_exc()
    print(f"{sum(figure.good for figure in figures)} of {len(figures)} targets met")
    return 1 if broken else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
