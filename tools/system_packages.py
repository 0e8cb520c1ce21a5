"""What the operating system must bring: the libraries of Qt, and programs that the tests ask for a
second opinion. Finds what is missing on Debian, Ubuntu and Fedora; as root it installs it, else it
names the one command to type. Standard library only: it runs before anything is installed.
"""

import ctypes
import os
import shutil
import subprocess
import sys
from typing import NamedTuple


class SystemPackage(NamedTuple):
    """A shared library (``lib….so.N``) or a program, and the packages that bring it."""

    file: str
    debian: str
    fedora: str


# Taken from the NEEDED entries of QtCore, QtGui, QtWidgets, QtNetwork and the xcb and wayland
# plugins of PySide6 6.11, less what the wheel brings itself.
WINDOW_LIBRARIES = (
    SystemPackage("libEGL.so.1", "libegl1", "libglvnd-egl"),
    SystemPackage("libGL.so.1", "libgl1", "libglvnd-glx"),
    SystemPackage("libX11.so.6", "libx11-6", "libX11"),
    SystemPackage("libX11-xcb.so.1", "libx11-xcb1", "libX11-xcb"),
    SystemPackage("libbrotlidec.so.1", "libbrotli1", "libbrotli"),
    SystemPackage("libdbus-1.so.3", "libdbus-1-3", "dbus-libs"),
    SystemPackage("libfontconfig.so.1", "libfontconfig1", "fontconfig"),
    SystemPackage("libfreetype.so.6", "libfreetype6", "freetype"),
    SystemPackage("libgthread-2.0.so.0", "libglib2.0-0", "glib2"),
    SystemPackage("libgssapi_krb5.so.2", "libgssapi-krb5-2", "krb5-libs"),
    SystemPackage("libwayland-client.so.0", "libwayland-client0", "libwayland-client"),
    SystemPackage("libwayland-cursor.so.0", "libwayland-cursor0", "libwayland-cursor"),
    SystemPackage("libwayland-egl.so.1", "libwayland-egl1", "libwayland-egl"),
    SystemPackage("libxcb-cursor.so.0", "libxcb-cursor0", "xcb-util-cursor"),
    SystemPackage("libxcb-glx.so.0", "libxcb-glx0", "libxcb"),
    SystemPackage("libxcb-icccm.so.4", "libxcb-icccm4", "xcb-util-wm"),
    SystemPackage("libxcb-image.so.0", "libxcb-image0", "xcb-util-image"),
    SystemPackage("libxcb-keysyms.so.1", "libxcb-keysyms1", "xcb-util-keysyms"),
    SystemPackage("libxcb-randr.so.0", "libxcb-randr0", "libxcb"),
    SystemPackage("libxcb-render.so.0", "libxcb-render0", "libxcb"),
    SystemPackage("libxcb-render-util.so.0", "libxcb-render-util0", "xcb-util-renderutil"),
    SystemPackage("libxcb-shape.so.0", "libxcb-shape0", "libxcb"),
    SystemPackage("libxcb-shm.so.0", "libxcb-shm0", "libxcb"),
    SystemPackage("libxcb-sync.so.1", "libxcb-sync1", "libxcb"),
    SystemPackage("libxcb-util.so.1", "libxcb-util1", "xcb-util"),
    SystemPackage("libxcb-xfixes.so.0", "libxcb-xfixes0", "libxcb"),
    SystemPackage("libxcb-xkb.so.1", "libxcb-xkb1", "libxcb"),
    SystemPackage("libxkbcommon.so.0", "libxkbcommon0", "libxkbcommon"),
    SystemPackage("libxkbcommon-x11.so.0", "libxkbcommon-x11-0", "libxkbcommon-x11"),
    SystemPackage("libzstd.so.1", "libzstd1", "libzstd"),
)

DEVELOPMENT_PROGRAMS = (
    SystemPackage("openssl", "openssl", "openssl"),
    SystemPackage("unzip", "unzip", "unzip"),
    SystemPackage("bsdtar", "libarchive-tools", "bsdtar"),
    SystemPackage("Xvfb", "xvfb", "xorg-x11-server-Xvfb"),
    SystemPackage("objdump", "binutils", "binutils"),
)

# OpenSSL's GOST engine judges our GOST signatures. Debian and Ubuntu have it; without it those
# tests skip, saying so.
GOST_ENGINE = SystemPackage("engine gost of openssl", "libengine-gost-openssl", "")

VIRTUAL_ENVIRONMENTS = SystemPackage("ensurepip", "python3-venv", "python3-libs")


def ensure(*, development: bool) -> None:
    """Makes the libraries of the window available, and with *development* the tests' programs.

    What cannot be installed here is named and not fatal: the program also works without a window.
    """
    if not sys.platform.startswith("linux"):
        return
    missing = [library for library in WINDOW_LIBRARIES if not _is_library_there(library.file)]
    if development:
        missing += [tool for tool in DEVELOPMENT_PROGRAMS if shutil.which(tool.file) is None]
    if missing and not install(missing):
        print("set-up: goes on without them: the window will not open, some tests cannot run.")
    if development and shutil.which("apt-get") and not _is_gost_engine_there():
        install([GOST_ENGINE])


def install(packages: list[SystemPackage]) -> bool:
    """Installs *packages* if this user may, else says what to type; whether they are there now."""
    manager = _package_manager()
    files = ", ".join(package.file for package in packages)
    if manager is None:
        print(f"set-up: this system lacks: {files}")
        return False
    update, command, column = manager
    names = sorted({getattr(package, column) for package in packages})
    typed = " ".join([*command, *names])
    if os.geteuid() != 0:
        print(f"set-up: this system lacks: {files}\nset-up: to install them: sudo {typed}")
        return False
    print(f"set-up: installing system packages: {' '.join(names)}", flush=True)
    quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    for attempt in ([*command, *names], update, [*command, *names]):
        # At first without the (slow) update of the list; only a list that is too old needs it.
        done = subprocess.run(
            attempt, env=quiet, check=False, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL
        )
        if done.returncode == 0 and attempt is not update:
            return True
    print(f"set-up: that failed; the command was: {typed}")
    return False


def _package_manager() -> tuple[list[str], list[str], str] | None:
    """The commands that update the list and that install, and the column of the package names."""
    if shutil.which("apt-get"):
        install_command = ["apt-get", "install", "-y", "-q", "--no-install-recommends"]
        return ["apt-get", "update", "-q"], install_command, "debian"
    if shutil.which("dnf"):
        return ["dnf", "makecache", "-q"], ["dnf", "install", "-y", "-q"], "fedora"
    return None


def _is_gost_engine_there() -> bool:
    try:
        found = subprocess.run(
            ["openssl", "engine", "gost"],
            check=False,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
    except OSError:
        return False
    return found.returncode == 0


def _is_library_there(soname: str) -> bool:
    try:
        ctypes.CDLL(soname)
    except OSError:
        return False
    return True
