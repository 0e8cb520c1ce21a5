"""The most memory that a process has had."""

import re
import resource
import sys
from pathlib import Path


def peak_megabytes(process_id: int | None = None) -> float:
    """The largest resident size so far, of this process or (Linux only) of another one.

    Linux hands `ru_maxrss` on from the parent's image; `VmHWM` begins anew with the program.
    """
    status = Path(f"/proc/{process_id or 'self'}/status")
    if status.exists():
        found = re.search(r"VmHWM:\s+(\d+) kB", status.read_text())
        if found:
            return int(found[1]) / 1024
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak / (1 << 20) if sys.platform == "darwin" else peak / 1024
