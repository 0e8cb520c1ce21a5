"""Makes a portal misbehave on purpose, for the tests of the other side.

Only a portal that was started with `--bendable` reads `bend.json` in its home, anew at every
call. Members, all optional:

    mode                 "busy" (503), "hang" (no answer), "nonsense" (no JSON where JSON is due),
                         "refuse" (403), "drop" (connection closed without an answer)
    paths                prefixes of the paths that `mode` and `fail_after` concern; default: all
    methods              the methods that they concern; default: all
    cut_after_bytes      in a PATCH of an upload, close the connection after so many bytes
    fail_after           true: do what was asked, then answer 500
    clock_offset_seconds the portal's clock is wrong by so much
"""

import json
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path


class BendMode(StrEnum):
    """How a call is answered wrongly."""

    BUSY = "busy"
    HANG = "hang"
    NONSENSE = "nonsense"
    REFUSE = "refuse"
    DROP = "drop"


@dataclass(frozen=True, slots=True)
class Bend:
    """What is bent at this moment."""

    mode: BendMode | None = None
    paths: tuple[str, ...] = ()
    methods: tuple[str, ...] = ()
    cut_after_bytes: int | None = None
    fail_after: bool = False
    clock_offset_seconds: int = 0

    def concerns(self, method: str, path: str) -> bool:
        """Whether a call of this method and path is bent."""
        of_method = not self.methods or method in self.methods
        return of_method and (not self.paths or path.startswith(self.paths))


STRAIGHT = Bend()


@dataclass(frozen=True, slots=True)
class BendFile:
    """The file that says what is bent; None if this portal is not bendable."""

    path: Path | None

    def read(self) -> Bend:
        """What it says now; nothing is bent if it is not there or half written."""
        if self.path is None:
            return STRAIGHT
        try:
            members = json.loads(self.path.read_bytes())
            return Bend(
                mode=BendMode(members["mode"]) if members.get("mode") else None,
                paths=tuple(members.get("paths", ())),
                methods=tuple(members.get("methods", ())),
                cut_after_bytes=members.get("cut_after_bytes"),
                fail_after=bool(members.get("fail_after", False)),
                clock_offset_seconds=int(members.get("clock_offset_seconds", 0)),
            )
        except (OSError, ValueError, AttributeError, TypeError):
            return STRAIGHT

    def clock_offset_seconds(self) -> int:
        """By how much the portal's clock is wrong now."""
        return self.read().clock_offset_seconds
