"""What every call passes through: the clock in `Date`, the access log, a limit, no traceback."""

import logging
import time
from email.utils import format_datetime

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from portal.clock import Clock
from portal.problem import Problem, ProblemCode
from portal.web.problems import problem_response

MAX_CALLS_AT_ONCE = 256
_access = logging.getLogger("portal.access")
_log = logging.getLogger(__name__)


class Gate:
    """The outermost application: dates, counts, logs, and answers whatever went wrong inside.

    The access log has method, path and status; never a header, a query or a body.
    """

    def __init__(self, app: ASGIApp, clock: Clock) -> None:
        self._app = app
        self._clock = clock
        self._calls = 0

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One call (ASGI)."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        began = time.monotonic()
        status = 0

        async def dated(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                date = format_datetime(self._clock(), usegmt=True).encode()
                message["headers"] = [*message.get("headers", []), (b"date", date)]
            await send(message)

        self._calls += 1
        try:
            if self._calls > MAX_CALLS_AT_ONCE:
                busy = Problem(ProblemCode.BUSY, headers={"Retry-After": "5"})
                await problem_response(busy)(scope, receive, dated)
            else:
                await self._app(scope, receive, dated)
        except Exception:  # noqa: BLE001 - whatever it is, it is logged and answered
            _log.exception("a call broke off: %s %s", scope["method"], scope["path"])
            if not status:
                await problem_response(Problem(ProblemCode.INTERNAL))(scope, receive, dated)
        finally:
            self._calls -= 1
            took_ms = round((time.monotonic() - began) * 1000)
            _access.info("%s %s %d %d ms", scope["method"], scope["path"], status, took_ms)
