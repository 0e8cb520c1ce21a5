"""How this program starts its own training portal: as another process, never as part of itself."""

import sys


def portal_command(*arguments: str) -> list[str]:
    """How this program, from source or built, starts its own portal."""
    if getattr(sys, "frozen", False):
        return [sys.executable, "portal", *arguments]
    return [sys.executable, "-m", "portal", *arguments]
