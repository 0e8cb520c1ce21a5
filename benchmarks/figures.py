"""What a benchmark measures and how it is printed: ratios, because machines differ."""

import os
import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

GROUND_BLOCKS = 1200


@dataclass(frozen=True, slots=True)
class Figure:
    """One measured figure with its target.

    Attributes:
        name: what was measured.
        value: the figure.
        target: the largest (or, with `at_least`, the smallest) good value.
        unit: `×` for a ratio, else `MB`, `ms`, …
        detail: the absolute times behind it.
        at_least: whether larger is better.
    """

    name: str
    value: float
    target: float
    unit: str = "×"
    detail: str = ""
    at_least: bool = False

    @property
    def good(self) -> bool:
        """Whether the target is met."""
        return self.value >= self.target if self.at_least else self.value <= self.target

    def __str__(self) -> str:
        """One line for a person."""
        sign = "≥" if self.at_least else "≤"
        mark = "ok  " if self.good else "MISS"
        return (
            f"{mark} {self.name}: {self.value:.2f} {self.unit} "
            f"(target {sign} {self.target:g}) {self.detail}"
        )


def seconds(work: Callable[[], object]) -> float:
    """How long the work takes."""
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def fastest(rounds: int, *works: Callable[[], object]) -> list[float]:
    """The shortest time of each work in so many rounds, taken in turns.

    In turns, so that all of them meet the same disk and the same neighbours.
    """
    times: list[list[float]] = [[] for _ in works]
    for _ in range(rounds):
        for taken, work in zip(times, works, strict=True):
            taken.append(seconds(work))
    return [min(taken) for taken in times]


@dataclass(frozen=True, slots=True)
class Pairs:
    """Work and its measure, run one right after the other, several times.

    Attributes:
        ratios: of each pair, work : measure.
        work_seconds: the medians of both.
        measure_seconds: see there.
    """

    ratios: tuple[float, ...]
    work_seconds: float
    measure_seconds: float

    @property
    def ratio(self) -> float:
        """The median of the ratios: one disturbed pair does not move it."""
        return statistics.median(self.ratios)

    def __str__(self) -> str:
        """The medians, and between which bounds the ratios lay."""
        return (
            f"{self.work_seconds:.2f} s : {self.measure_seconds:.2f} s; "
            f"{len(self.ratios)} pairs, {min(self.ratios):.2f}-{max(self.ratios):.2f}"
        )


def in_pairs(rounds: int, work: Callable[[], float], measure: Callable[[], float]) -> Pairs:
    """Pairs of two works that tell their own seconds.

    A ratio of two neighbours in time says more on a shared machine than one of two best times.
    """
    taken = [(work(), measure()) for _ in range(rounds)]
    return Pairs(
        tuple(one / other for one, other in taken),
        statistics.median(one for one, _ in taken),
        statistics.median(other for _, other in taken),
    )


def rest(folder: Path) -> None:
    """Make the ground even for who comes next: the disk is at rest, and memory is there.

    What another one left to be written is written. A file as large as what will be written is
    made and removed: on a virtual machine memory that was not used for a while costs the first
    who touches it more than the writing.
    """
    ground = folder / "ground"
    block = bytes(1 << 20)
    with ground.open("wb", buffering=0) as file:
        for _ in range(GROUND_BLOCKS):
            file.write(block)
    if hasattr(os, "sync"):
        os.sync()
    ground.unlink()
