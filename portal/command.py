"""The portal's command line: serve a home, or make a request as its operator."""

import argparse
import json
import logging
import sys
from datetime import timedelta
from pathlib import Path
from urllib.parse import urlsplit

from portal import demo_requests
from portal.assembly import assemble, build_core, register_powers, request_desk
from portal.bend import BendFile
from portal.clock import shifted_clock, system_clock
from portal.core import Limits, PortalCore
from portal.errors import CertificateUnknownError, PortalHomeError, RequestFileError
from portal.home import Home
from portal.instance import InstanceLock
from portal.listening import listen, listen_again, origin_of, port_of
from portal.pki import setup
from portal.publication import publish, publish_revocation_lists
from portal.server import serve
from portal.store import requests
from portal.usage import EXIT_OK, EXIT_USAGE, Parser, text
from signing.errors import QolhatError
from signing.evidence.canonical import JsonValue

EXIT_UNAVAILABLE = 69
MAX_REQUEST_FILE_BYTES = 1024 * 1024


def main(argv: list[str]) -> int:
    """Serve a portal; as the first word `request` or `revoke` is an operator's command.

    Returns:
        The exit code: 0, 64 for wrong usage or a wrong file, 69 if it cannot be done.
    """
    try:
        if argv[:1] == ["request"]:
            return _request(_request_parser().parse_args(argv[1:]))
        if argv[:1] == ["revoke"]:
            return _revoke(_revoke_parser().parse_args(argv[1:]))
        return _run(_run_parser().parse_args(argv))
    except QolhatError as error:
        sys.stderr.write(f"{error.code}: {error}\n")
        wrong_input = isinstance(error, RequestFileError | CertificateUnknownError)
        return EXIT_USAGE if wrong_input else EXIT_UNAVAILABLE


def _run_parser() -> argparse.ArgumentParser:
    parser = Parser("qolhat portal", "portal.help.run")
    parser.add_argument("--home", type=Path, required=True, help=text("portal.help.home"))
    parser.add_argument("--port", type=int, default=0, help=text("portal.help.port"))
    parser.add_argument("--host", default="127.0.0.1", help=text("portal.help.host"))
    parser.add_argument(
        "--complete-within",
        type=int,
        default=int(Limits().complete_within.total_seconds()),
        metavar="SECONDS",
        help=text("portal.help.complete_within"),
    )
    parser.add_argument(
        "--max-container-bytes",
        type=int,
        default=Limits().max_container_bytes,
        metavar="BYTES",
        help=text("portal.help.max_container_bytes"),
    )
    parser.add_argument("--with-parent", action="store_true", help=text("portal.help.with_parent"))
    parser.add_argument("--bendable", action="store_true", help=text("portal.help.bendable"))
    parser.add_argument("--verbose", action="store_true", help=text("portal.help.verbose"))
    return parser


def _request_parser() -> argparse.ArgumentParser:
    parser = Parser("qolhat portal request", "portal.help.request")
    parser.add_argument("--home", type=Path, required=True, help=text("portal.help.existing_home"))
    parser.add_argument("file", type=Path, help=text("portal.help.file"))
    return parser


def _revoke_parser() -> argparse.ArgumentParser:
    parser = Parser("qolhat portal revoke", "portal.help.revoke")
    parser.add_argument("--home", type=Path, required=True, help=text("portal.help.existing_home"))
    parser.add_argument("serial", help=text("portal.help.serial"))
    return parser


def _run(options: argparse.Namespace) -> int:
    level = logging.INFO if options.verbose else logging.WARNING
    logging.basicConfig(level=level, format="%(asctime)s %(name)s %(message)s", stream=sys.stderr)
    home = Home(options.home.resolve())
    home.create()
    home.forget_leftovers()
    lock = InstanceLock(home.private / "running.lock")
    try:
        _serve(home, options)
    finally:
        lock.release()
    return EXIT_OK


def _serve(home: Home, options: argparse.Namespace) -> None:
    bend_file = BendFile(home.path / "bend.json" if options.bendable else None)
    clock = shifted_clock(system_clock, bend_file.clock_offset_seconds)
    known = _published_origin(home)
    services = listen_again("127.0.0.1", setup.services_port(home))
    listener = (
        listen(options.host, options.port)
        if options.port
        else listen_again(options.host, None if known is None else urlsplit(known).port)
    )
    if setup.services_port(home) is None:
        setup.create(home, clock(), port_of(services))
    limits = Limits(
        max_container_bytes=options.max_container_bytes,
        complete_within=timedelta(seconds=options.complete_within),
    )
    origin = origin_of("https", options.host, listener)
    services_origin = origin_of("http", "127.0.0.1", services)
    core = build_core(home, origin, services_origin, clock, limits)
    hosts = tuple(dict.fromkeys(("localhost", "127.0.0.1", "::1", _certificate_host(options.host))))
    tls = setup.write_server_certificate(home, core.infrastructure, hosts, clock())
    publish(home, core.infrastructure, core.identity, services_origin, clock())
    _prepare_requests(core, moved=known not in {None, origin})
    try:
        serve(
            assemble(core),
            (listener, services),
            tls,
            bend_file,
            with_parent=options.with_parent,
        )
    finally:
        core.database.close()


def _certificate_host(host: str) -> str:
    return "localhost" if host in {"0.0.0.0", "::"} else host  # noqa: S104 - compared, not bound


def _prepare_requests(core: PortalCore, *, moved: bool) -> None:
    """The first requests of a new portal; new versions of the old ones if its origin changed."""
    desk = request_desk(core)
    with core.database.reading() as connection:
        is_new = requests.count_requests(connection) == 0
    if is_new:
        register_powers(core)
        for wanted in demo_requests.demo_requests(core.clock()):
            desk.issue(wanted)
    elif moved:
        desk.reissue_all()


def _request(options: argparse.Namespace) -> int:
    home = Home(options.home.resolve())
    origin = _published_origin(home)
    if origin is None:
        raise PortalHomeError("no portal was started here yet", folder=str(home.path))
    core = build_core(home, origin, "", system_clock, Limits())
    try:
        reference = request_desk(core).issue(_read_request_file(options.file))
    finally:
        core.database.close()
    sys.stdout.write(json.dumps(reference.to_json()) + "\n")
    return EXIT_OK


def _revoke(options: argparse.Namespace) -> int:
    home = Home(options.home.resolve())
    if _published_origin(home) is None:
        raise PortalHomeError("no portal was started here yet", folder=str(home.path))
    infrastructure = setup.load(home)
    try:
        serial_number = int(options.serial, 16)
    except ValueError:
        serial_number = -1
    if infrastructure.register.find(setup.ISSUING, serial_number) is None:
        raise CertificateUnknownError(serial=options.serial)
    infrastructure.register.revoke(setup.ISSUING, serial_number, system_clock())
    publish_revocation_lists(home, infrastructure, system_clock())
    return EXIT_OK


def _read_request_file(path: Path) -> dict[str, JsonValue]:
    try:
        with path.open("rb") as file:
            content = file.read(MAX_REQUEST_FILE_BYTES + 1)
        value = json.loads(content)
    except (OSError, ValueError) as error:
        raise RequestFileError(str(error), member="") from error
    if len(content) > MAX_REQUEST_FILE_BYTES or not isinstance(value, dict):
        raise RequestFileError("not an object, or too large", member="")
    return value


def _published_origin(home: Home) -> str | None:
    """The origin under which this portal is known so far, or None."""
    try:
        return str(json.loads((home.public / "portal.json").read_bytes())["origin"])
    except FileNotFoundError:
        return None
