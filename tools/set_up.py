"""Makes ``.venv`` ready: the right Python, the system's libraries, the locked packages, the
command ``qolhat``, the compiled translations. Does only what is not done yet; run it at will.

    python3 tools/set_up.py              everything a developer needs   (make setup)
    python3 tools/set_up.py --only-run   what running the program needs (make run)

Standard library only, and in this file nothing that an old Python 3 does not understand: it must
be able to say that it is too old.
"""

import argparse
import shutil
import subprocess
import sys

OLDEST_PYTHON = (3, 11)
TOO_NEW_PYTHON = (3, 15)  # PySide6 6.11 has no wheels for it


def main() -> int:
    """Returns the exit code of the process."""
    use_fitting_python()
    parser = argparse.ArgumentParser(description="Makes .venv ready.")
    parser.add_argument("--only-run", action="store_true", help="without the tools of developers")
    development = not parser.parse_args().only_run

    import environment  # noqa: PLC0415 - these need the Python that was just made sure of
    import system_packages  # noqa: PLC0415

    try:
        system_packages.ensure(development=development)
        environment.make()
        environment.install_packages(development=development)
        environment.compile_translations()
    except subprocess.CalledProcessError as error:
        print(f"set-up: this command failed: {' '.join(map(str, error.cmd))}")
        return 1
    return 0


def use_fitting_python() -> None:
    """Goes on in a Python of the right age, or ends with a message that says which is needed."""
    if OLDEST_PYTHON <= sys.version_info[:2] < TOO_NEW_PYTHON:
        return
    for minor in range(TOO_NEW_PYTHON[1] - 1, OLDEST_PYTHON[1] - 1, -1):
        other = shutil.which(f"python3.{minor}")
        if other and subprocess.call([other, "-c", ""], stderr=subprocess.DEVNULL) == 0:
            sys.exit(subprocess.call([other, *sys.argv]))
    sys.exit(
        f"Qolhat needs Python 3.11 to 3.14; this is {sys.version_info[0]}.{sys.version_info[1]}. "
        "Install one of them and try again, or say where one is: make PYTHON=/path/to/python3.13 …"
    )


if __name__ == "__main__":
    sys.exit(main())
