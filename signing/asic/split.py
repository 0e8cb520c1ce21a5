"""How a set of files is divided over several containers."""

from signing.asic.limits import ARCHIVE_ENTRIES, MAX_OWN_ENTRIES, SIGNATURE_ENTRIES

PART_OVERHEAD = 1 + 3 + SIGNATURE_ENTRIES + ARCHIVE_ENTRIES
"""Entries of a package's part that are not files: `mimetype`; `package.json`, `cover.pdf` and
`part.json`; manifest and signature; room for an archive manifest and its token."""


def plan_parts(count: int, overhead: int = PART_OVERHEAD) -> list[slice]:
    """Divide `count` files, in their order, into as few parts as the entry limit allows.

    The parts are filled evenly, so that no container is left with a single file. No files at all
    are still one part (a package may consist of reasons only).

    Args:
        count: number of files, ≥ 0.
        overhead: entries that every part has besides its files.

    Returns:
        one slice a part, to be applied to the list of files.
    """
    capacity = MAX_OWN_ENTRIES - overhead
    if capacity < 1 or count < 0:
        raise ValueError(f"no room: {count} files, {overhead} entries overhead")
    parts = max(1, -(-count // capacity))
    smaller, larger = divmod(count, parts)
    slices = []
    start = 0
    for number in range(parts):
        stop = start + smaller + (1 if number < larger else 0)
        slices.append(slice(start, stop))
        start = stop
    return slices
