"""Server-sent events over HTTP (docs/protocol.md, 3)."""

import asyncio
from collections.abc import AsyncIterator

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response, StreamingResponse
from starlette.routing import Route

from portal.store import events
from portal.store.database import Database
from portal.store.events import StoredEvent
from portal.web.authorisation import signed_in
from portal.web.desks import desks
from signing.evidence.references import ParticipantReference

POLL_SECONDS = 0.5
KEEP_ALIVE_SECONDS = 15.0


async def stream(request: Request) -> Response:
    """What happens from now on, or since the event that `Last-Event-ID` names."""
    here = desks(request)
    who = await run_in_threadpool(signed_in, request, here.sign_in)
    database = here.core.database
    last = request.headers.get("last-event-id", "")
    resumes = last.isascii() and last.isdigit()
    start = int(last) if resumes else await run_in_threadpool(_newest, database)
    stopping: asyncio.Event = request.app.state.stopping
    return StreamingResponse(
        _events(database, who.participant, start, stopping),
        media_type="text/event-stream",
        headers={"Cache-Control": "no-store"},
    )


async def _events(
    database: Database, participant: ParticipantReference, after: int, stopping: asyncio.Event
) -> AsyncIterator[bytes]:
    yield f"id: {after}\n\n".encode()  # so that a client can resume before its first event
    quiet_seconds = 0.0
    while not stopping.is_set():
        found = await run_in_threadpool(_next, database, participant, after)
        for one in found:
            after = one.id
            yield f"id: {one.id}\nevent: {one.name}\ndata: {one.content}\n\n".encode()
        quiet_seconds = 0.0 if found else quiet_seconds + POLL_SECONDS
        if quiet_seconds >= KEEP_ALIVE_SECONDS:
            quiet_seconds = 0.0
            yield b": still here\n\n"
        try:
            await asyncio.wait_for(stopping.wait(), POLL_SECONDS)
        except TimeoutError:
            continue


def _newest(database: Database) -> int:
    with database.reading() as connection:
        return events.newest_event_id(connection)


def _next(database: Database, participant: ParticipantReference, after: int) -> list[StoredEvent]:
    with database.reading() as connection:
        return events.events_after(connection, participant, after)


ROUTES = [Route("/events", stream, methods=["GET"])]
