"""How long until the window is visible, against a bare Qt window of the same Python.

From the start of the process to the first paint, of the command that a person gives.
"""

import json
import os
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from benchmarks.figures import Figure, in_pairs

ROUNDS = 9
TARGET = 2.0


def measure(folder: Path) -> Iterator[Figure]:
    """The ratio of the two starts."""
    home = folder / "window-start"
    start("qolhat", home)  # the workspace is made, the byte code compiled
    start("bare", home)
    usable: list[float] = []

    def program() -> float:
        moments = start("qolhat", home)
        usable.append(moments["usable"])
        return moments["visible"]

    pairs = in_pairs(ROUNDS, program, lambda: start("bare", home)["visible"])
    yield Figure(
        "window visible : a bare Qt window",
        pairs.ratio,
        TARGET,
        detail=f"[{pairs}; inbox usable in {statistics.median(usable):.2f} s]",
    )


def start(what: str, home: Path) -> dict[str, float]:
    """Start a program without a screen; the seconds until its window was there."""
    environment = {"QT_QPA_PLATFORM": "offscreen", "QOLHAT_HOME": str(home)}
    started = time.monotonic()
    told = subprocess.run(
        [sys.executable, "-m", "benchmarks.started_window", what],
        check=True, env=os.environ | environment, capture_output=True, text=True,
    ).stdout  # fmt: skip
    return {name: moment - started for name, moment in json.loads(told).items()}
