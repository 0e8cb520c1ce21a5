"""Where the password of a key comes from: a file, the environment, or the person. Never a word
of the command line, which other users of the machine can read.
"""

import getpass
import os
import stat
import sys
from pathlib import Path

from desktop.cli.console import Console
from desktop.errors import (
    FileUnreadableError,
    PasswordFileOpenError,
    PasswordMissingError,
)

VARIABLE = "QOLHAT_KEY_PASSWORD"
_MAX_BYTES = 4096


def read_password(password_file: Path | None, key: Path, console: Console) -> str:
    """The password for a key file.

    Raises:
        PasswordFileOpenError: others may read the file.
        FileUnreadableError: there is no such file.
        PasswordMissingError: nobody to ask.
    """
    if password_file is not None:
        return _from_file(password_file)
    given = os.environ.get(VARIABLE)
    if given is not None:
        return given
    if not sys.stdin.isatty():
        raise PasswordMissingError("nobody to ask", variable=VARIABLE)
    return getpass.getpass(console.text("password.prompt", file=key.name) + " ")


def _from_file(path: Path) -> str:
    try:
        with path.open("rb") as file:
            mode = os.fstat(file.fileno()).st_mode
            if os.name != "nt" and stat.S_IMODE(mode) & 0o077:
                raise PasswordFileOpenError(
                    f"mode {stat.S_IMODE(mode):o}", file=path.name, mode=f"{mode & 0o777:o}"
                )
            content = file.read(_MAX_BYTES)
    except OSError as error:
        raise FileUnreadableError(str(error), file=path.name) from error
    lines = content.decode("utf-8", "replace").splitlines()
    return lines[0] if lines else ""
