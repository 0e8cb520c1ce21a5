"""Sockets of the portal: bound before anything else, so that the addresses are known."""

import errno
import logging
import os
import socket

from portal.errors import PortInUseError

_log = logging.getLogger(__name__)
_IN_USE = frozenset({errno.EADDRINUSE, errno.EACCES})


def listen(host: str, port: int) -> socket.socket:
    """A socket bound to this port; 0 is any free one.

    Raises:
        PortInUseError: another program has it.
    """
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listener = socket.socket(family, socket.SOCK_STREAM)
    try:
        if os.name == "posix":  # elsewhere it would let two programs share the port
            listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind((host, port))
    except OSError as error:
        listener.close()
        if error.errno in _IN_USE:
            raise PortInUseError(str(error), port=port) from error
        raise
    return listener


def listen_again(host: str, remembered: int | None) -> socket.socket:
    """The port of last time if it is free, else any: better another address than no portal."""
    if remembered is not None:
        try:
            return listen(host, remembered)
        except PortInUseError:
            _log.warning("port %d of last time is in use: another one is taken", remembered)
    return listen(host, 0)


def port_of(listener: socket.socket) -> int:
    """The port a socket is bound to."""
    return int(listener.getsockname()[1])


def origin_of(scheme: str, host: str, listener: socket.socket) -> str:
    """The origin (RFC 6454) under which a socket is reached."""
    shown = "127.0.0.1" if host in {"0.0.0.0", "::"} else host  # noqa: S104 - compared, not bound
    bracketed = f"[{shown}]" if ":" in shown else shown
    return f"{scheme}://{bracketed}:{port_of(listener)}"
