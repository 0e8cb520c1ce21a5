"""How the command ends: exit codes, and the text of an error on the terminal (docs/cli.md)."""

import sys
from enum import IntEnum

from desktop.cli.console import Console
from desktop.papers.catalogue import error_text
from signing.errors import QolhatError


class ExitCode(IntEnum):
    """Exit codes beside those of `verify`; 64 and up are those of sysexits."""

    DONE = 0
    USAGE = 64
    DATA = 65
    UNAVAILABLE = 69
    INTERNAL = 70
    CANNOT_WRITE = 73
    TRY_LATER = 75
    PROTOCOL = 76
    REFUSED = 77
    CONFIGURATION = 78
    INTERRUPTED = 130


# By the beginning of the error's code; the longest that fits decides.
_BY_CODE = {
    "": ExitCode.DATA,
    "internal": ExitCode.INTERNAL,
    "catalogue.": ExitCode.CONFIGURATION,
    "settings.": ExitCode.CONFIGURATION,
    "trust.": ExitCode.CONFIGURATION,
    "clock.": ExitCode.CONFIGURATION,
    "profile.": ExitCode.CONFIGURATION,
    "disk.": ExitCode.CANNOT_WRITE,
    "folder.": ExitCode.CANNOT_WRITE,
    "package.exists": ExitCode.CANNOT_WRITE,
    "workspace.": ExitCode.CANNOT_WRITE,
    "workspace.in_use": ExitCode.TRY_LATER,
    "window.": ExitCode.UNAVAILABLE,
    "training.": ExitCode.UNAVAILABLE,
    "tsa.": ExitCode.UNAVAILABLE,
    "portal.": ExitCode.UNAVAILABLE,
    "portal.nonsense": ExitCode.PROTOCOL,
    "portal.other_identity": ExitCode.PROTOCOL,
    "portal.refused": ExitCode.REFUSED,
    "portal.rejected": ExitCode.REFUSED,
    "portal.nonce_reused": ExitCode.REFUSED,
    "portal.sign_in_refused": ExitCode.REFUSED,
    "receipt.not_good": ExitCode.PROTOCOL,
    "receipt.undecided": ExitCode.TRY_LATER,
    "request.not_trusted": ExitCode.PROTOCOL,
    "key.password_missing": ExitCode.USAGE,
}


class NotVerifiedError(Exception):
    """The check could not be made; `error` says why. The exit code is that of NOT_CHECKED."""

    def __init__(self, error: QolhatError) -> None:
        super().__init__(str(error))
        self.error = error


def exit_code(code: str) -> ExitCode:
    """The exit code for an error of this code."""
    fitting = [beginning for beginning in _BY_CODE if code.startswith(beginning)]
    return _BY_CODE[max(fitting, key=len)]


def tell_error(console: Console, error: QolhatError) -> ExitCode:
    """Say on standard error what happened, why and what to do; gives the exit code."""
    told = error_text(error.code, error.facts, console.language)
    console.complain(told.what, *(line for line in (told.why, told.do) if line))
    sys.stderr.flush()
    return exit_code(error.code)
