"""`python -m benchmarks [name …]`: runs every `bench_*` module here and prints its figures.

Each has `measure(folder)`, which yields figures. A target that is missed is said; it is no error,
because a neighbour on the same disk may be the reason.
"""

import importlib
import os
import pkgutil
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import benchmarks


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


def main(wanted: list[str]) -> None:
    """Run the benchmarks whose name contains one of the words, or all."""
    names = [
        module.name
        for module in pkgutil.iter_modules(benchmarks.__path__)
        if module.name.startswith("bench_")
        and (not wanted or any(word in module.name for word in wanted))
    ]
    with working_folder() as folder:
        for name in names:
            for figure in importlib.import_module(f"benchmarks.{name}").measure(folder):
                print(figure, flush=True)


if __name__ == "__main__":
    main(sys.argv[1:])
