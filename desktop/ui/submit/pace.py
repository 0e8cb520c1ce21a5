"""How fast bytes move and how long the rest takes. Pure: the clock is handed in."""

from collections import deque

WINDOW_SECONDS = 8.0
SETTLED_SECONDS = 1.0


class Pace:
    """Speed over the last seconds, so that one stall does not spoil the estimate for long."""

    def __init__(self) -> None:
        self._seen: deque[tuple[float, int]] = deque()

    def note(self, now: float, done_bytes: int) -> None:
        """At *now* (seconds of a monotonic clock) so many bytes were done."""
        if self._seen and done_bytes < self._seen[-1][1]:
            self._seen.clear()
        self._seen.append((now, done_bytes))
        while now - self._seen[0][0] > WINDOW_SECONDS and len(self._seen) > 2:  # noqa: PLR2004
            self._seen.popleft()

    @property
    def bytes_per_second(self) -> float | None:
        """None until a second was watched."""
        if len(self._seen) < 2:  # noqa: PLR2004 - two points make a speed
            return None
        (start, first), (end, last) = self._seen[0], self._seen[-1]
        return (last - first) / (end - start) if end - start >= SETTLED_SECONDS else None

    def seconds_left(self, total_bytes: int) -> float | None:
        """How long the rest takes at this speed; None if that cannot be said."""
        speed = self.bytes_per_second
        if not speed or not self._seen:
            return None
        return max(0.0, (total_bytes - self._seen[-1][1]) / speed)
