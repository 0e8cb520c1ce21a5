"""Files to measure with: 1 GB in 2,000 files of uneven size, made once in the folder given."""

import random
from pathlib import Path

FILE_COUNT = 2000
TOTAL_BYTES = 1_000_000_000


def make_documents(folder: Path) -> list[Path]:
    """The files, in order. Their content is random and does not compress; the same every time."""
    source = folder / "documents"
    paths = [source / f"құжат {number:04}.pdf" for number in range(FILE_COUNT)]
    if source.is_dir() and len(list(source.iterdir())) == FILE_COUNT:
        return paths
    source.mkdir(parents=True, exist_ok=True)
    randomness = random.Random(20261123)
    weights = [randomness.lognormvariate(0, 1) for _ in paths]
    block = randomness.randbytes(64 << 20)
    for path, weight in zip(paths, weights, strict=True):
        size_bytes = int(TOTAL_BYTES * weight / sum(weights))
        start = randomness.randrange(len(block) - size_bytes)
        path.write_bytes(block[start : start + size_bytes])
    return paths
