"""The two applications of a portal: the HTTPS one, and the plain HTTP services."""

import asyncio

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.routing import Route
from starlette.types import ASGIApp

from portal.bend import BendFile
from portal.problem import Problem
from portal.web import about, events, log, requests, services, sign_in, submissions, uploads
from portal.web.bending import BendingGate, CloseConnection
from portal.web.desks import Desks
from portal.web.middleware import Gate
from portal.web.problems import answer_failure, answer_http_exception, answer_problem

PORTAL_ROUTES: list[Route] = [
    *about.ROUTES,
    *sign_in.ROUTES,
    *requests.ROUTES,
    *events.ROUTES,
    *submissions.ROUTES,
    *uploads.ROUTES,
    *log.ROUTES,
]


def portal_app(
    desks: Desks, stopping: asyncio.Event, bend_file: BendFile, close: CloseConnection
) -> ASGIApp:
    """The protocol of docs/protocol.md. `stopping` ends event streams."""
    app: ASGIApp = _app(PORTAL_ROUTES, desks, stopping)
    if bend_file.path is not None:
        app = BendingGate(app, bend_file, close)
    return Gate(app, desks.core.clock)


def services_app(desks: Desks, stopping: asyncio.Event) -> ASGIApp:
    """OCSP, CRLs, certificates and timestamps."""
    return Gate(_app(services.ROUTES, desks, stopping), desks.core.clock)


def _app(routes: list[Route], desks: Desks, stopping: asyncio.Event) -> Starlette:
    app = Starlette(
        routes=routes,
        exception_handlers={
            Problem: answer_problem,
            HTTPException: answer_http_exception,
            Exception: answer_failure,  # and the Gate logs it
        },
    )
    app.router.redirect_slashes = False  # a redirect is none of ours
    app.state.desks = desks
    app.state.stopping = stopping
    return app
