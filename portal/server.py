"""Serves a portal: HTTPS for the protocol, plain HTTP for the services of its certificates."""

import asyncio
import contextlib
import json
import os
import signal
import socket
import ssl
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import uvicorn
from starlette.types import ASGIApp, Scope

from portal.assembly import Assembly
from portal.bend import BendFile
from portal.web.app import portal_app, services_app
from portal.web.protocol import PortalProtocol

GRACE_SECONDS = 3
BACKLOG = 256


class _Server(uvicorn.Server):
    """A uvicorn server that leaves signals to us and says when it listens."""

    def __init__(self, config: uvicorn.Config) -> None:
        super().__init__(config)
        self.listening = asyncio.Event()

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Nothing: two servers share one process."""
        yield

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Start, and tell."""
        await super().startup(sockets)
        self.listening.set()


def serve(
    assembly: Assembly,
    sockets: tuple[socket.socket, socket.socket],
    tls: tuple[Path, Path],
    bend_file: BendFile,
    *,
    with_parent: bool,
) -> None:
    """Serve until a signal comes, or until standard input ends where `with_parent` is set.

    Args:
        assembly: the portal.
        sockets: bound, for HTTPS and for the services.
        tls: files of certificate and key.
        bend_file: how the portal is bent, if it may be.
        with_parent: end when the process that started this one does.
    """
    assembly.sweeper.start()
    assembly.verifier.start()
    try:
        assembly.desks.uploads.forget_leftovers()
        assembly.desks.uploads.recover()
        asyncio.run(_serve(assembly, sockets, tls, bend_file, with_parent=with_parent))
    finally:
        assembly.sweeper.stop()
        assembly.verifier.stop()


async def _serve(
    assembly: Assembly,
    sockets: tuple[socket.socket, socket.socket],
    tls: tuple[Path, Path],
    bend_file: BendFile,
    *,
    with_parent: bool,
) -> None:
    stopping = asyncio.Event()
    connections: dict[tuple[str, int], asyncio.Transport] = {}

    def close(scope: Scope) -> None:
        client: tuple[str, int] = tuple(scope["client"])
        connections[client].abort()

    app = portal_app(assembly.desks, stopping, bend_file, close)
    protocol = _protocol(connections)
    portal = _Server(_config(app, tls, protocol))
    services = _Server(_config(services_app(assembly.desks, stopping), None, protocol))
    _stop_on_signals(stopping)
    if with_parent:
        _stop_with_parent(stopping)
    async with asyncio.TaskGroup() as tasks:
        for server, listener in zip((portal, services), sockets, strict=True):
            tasks.create_task(server.serve(sockets=[listener]))
            await server.listening.wait()
        _say_ready(assembly)
        await stopping.wait()
        portal.should_exit = services.should_exit = True
        await _hang_up((portal, services), connections)


async def _hang_up(
    servers: tuple[_Server, ...], connections: dict[tuple[str, int], asyncio.Transport]
) -> None:
    """Let calls that run come to their end; then close what is idle without waiting for it.

    A client that keeps a connection open and reads nothing would never answer TLS's good-bye.
    """
    for _ in range(GRACE_SECONDS * 10):
        await asyncio.sleep(0.1)
        if not any(server.server_state.tasks for server in servers):
            break
    for transport in list(connections.values()):
        transport.abort()


def _config(
    app: ASGIApp, tls: tuple[Path, Path] | None, protocol: type[PortalProtocol]
) -> uvicorn.Config:
    config = uvicorn.Config(
        app,
        http=protocol,
        ws="none",
        lifespan="off",
        log_config=None,
        access_log=False,
        server_header=False,
        date_header=False,  # ours tells the portal's clock
        backlog=BACKLOG,
        timeout_keep_alive=30,
        timeout_graceful_shutdown=GRACE_SECONDS,
        ssl_certfile=None if tls is None else tls[0],
        ssl_keyfile=None if tls is None else str(tls[1]),
    )
    config.load()
    if config.ssl is not None:
        config.ssl.minimum_version = ssl.TLSVersion.TLSv1_2
    return config


def _protocol(connections: dict[tuple[str, int], asyncio.Transport]) -> type[PortalProtocol]:
    """A protocol that keeps the open connections, so that a bent portal can cut one."""

    class Protocol(PortalProtocol):
        def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
            super().connection_made(transport)
            if self.client is not None:
                connections[self.client] = transport

        def connection_lost(self, exc: Exception | None) -> None:
            if self.client is not None:
                connections.pop(self.client, None)
            super().connection_lost(exc)

    return Protocol


def _stop_on_signals(stopping: asyncio.Event) -> None:
    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        try:
            loop.add_signal_handler(number, stopping.set)
        except NotImplementedError:  # Windows
            signal.signal(number, lambda *_: loop.call_soon_threadsafe(stopping.set))


def _stop_with_parent(stopping: asyncio.Event) -> None:
    loop = asyncio.get_running_loop()

    def watch() -> None:
        with contextlib.suppress(OSError, ValueError):
            # Not through `sys.stdin`: its lock, held while waiting, would abort the process's end.
            while os.read(sys.stdin.fileno(), 4096):
                pass
        with contextlib.suppress(RuntimeError):  # the loop has ended already
            loop.call_soon_threadsafe(stopping.set)

    # A daemon: it waits for standard input, which may never end.
    threading.Thread(target=watch, name="parent", daemon=True).start()


def _say_ready(assembly: Assembly) -> None:
    core = assembly.desks.core
    ready = {
        "event": "ready",
        "home": str(core.home.path),
        "origin": core.identity.origin,
        "services_origin": core.services_origin,
    }
    sys.stdout.write(json.dumps(ready, ensure_ascii=False) + "\n")
    sys.stdout.flush()
