"""Answers calls wrongly on purpose (portal.bend). Only in portals that were started bendable."""

import asyncio
from collections.abc import Callable

from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from portal.bend import BendFile, BendMode
from portal.problem import Problem, ProblemCode
from portal.web.problems import problem_response

CloseConnection = Callable[[Scope], None]
"""Closes the connection that a call came by, at once and without an answer."""


class BendingGate:
    """Stands before the application and does what the bend file says."""

    def __init__(self, app: ASGIApp, bend_file: BendFile, close: CloseConnection) -> None:
        self._app = app
        self._bend_file = bend_file
        self._close = close

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One call (ASGI)."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        bend = await asyncio.to_thread(self._bend_file.read)
        concerned = bend.concerns(scope["method"], scope["path"])
        if concerned and bend.mode is not None:
            await self._answer_wrongly(bend.mode, scope, receive, send)
            return
        if bend.cut_after_bytes is not None and scope["method"] == "PATCH":
            receive = self._cut(bend.cut_after_bytes, scope, receive)
        if concerned and bend.fail_after:
            await self._app(scope, receive, _nowhere)
            await problem_response(Problem(ProblemCode.INTERNAL))(scope, receive, send)
            return
        await self._app(scope, receive, send)

    async def _answer_wrongly(
        self, mode: BendMode, scope: Scope, receive: Receive, send: Send
    ) -> None:
        if mode is BendMode.HANG:
            await self._until_bent_back()
            mode = BendMode.DROP
        if mode is BendMode.DROP:
            self._close(scope)
            return
        if mode is BendMode.BUSY:
            busy = Problem(ProblemCode.BUSY, headers={"Retry-After": "1"})
            await problem_response(busy)(scope, receive, send)
        elif mode is BendMode.REFUSE:
            await problem_response(Problem(ProblemCode.NOT_YOURS))(scope, receive, send)
        else:
            await PlainTextResponse("<html>Qarap jatyrmyz…")(scope, receive, send)

    async def _until_bent_back(self) -> None:
        while self._bend_file.read().mode is BendMode.HANG:  # noqa: ASYNC110 - a file, no event
            await asyncio.sleep(0.1)

    def _cut(self, after_bytes: int, scope: Scope, receive: Receive) -> Receive:
        passed = 0

        async def cut() -> Message:
            nonlocal passed
            message = await receive()
            if message["type"] != "http.request":
                return message
            body = message.get("body", b"")[: after_bytes - passed]
            passed += len(body)
            if passed < after_bytes:
                return message
            if body:
                return {"type": "http.request", "body": body, "more_body": True}
            self._close(scope)
            return {"type": "http.disconnect"}

        return cut


async def _nowhere(_message: Message) -> None:
    """The answer is thrown away."""
