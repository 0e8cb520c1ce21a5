"""Builds a portal out of its home: the one place where its parts are put together."""

from dataclasses import dataclass

from portal.clock import Clock
from portal.core import Limits, PortalCore
from portal.home import Home
from portal.intake import IntakeDesk
from portal.judge import SignatureJudge
from portal.log import TransparencyLog
from portal.package_reader import PackageReader
from portal.pki import demo, setup
from portal.publication import portal_identity
from portal.receipts import ReceiptDesk
from portal.request_desk import RequestDesk
from portal.seal import Seal
from portal.sign_in_desk import SignInDesk
from portal.status_desk import StatusDesk
from portal.store import submissions
from portal.store.database import Database
from portal.sweeper import Sweeper
from portal.tsa.service import POLICIES, TimestampService
from portal.tsa.source import LocalTimestampSource
from portal.upload_desk import UploadDesk
from portal.verification import Verifier
from portal.web.desks import Desks
from signing.credentials.pkcs12 import Pkcs12Credential
from signing.evidence.references import Environment

SEAL_TIMESTAMPS = "b"
"""The service that stamps seals; participants are pointed to both."""


@dataclass(frozen=True, slots=True)
class Assembly:
    """A portal that is ready to be served."""

    desks: Desks
    verifier: Verifier
    sweeper: Sweeper


def build_core(
    home: Home, origin: str, services_origin: str, clock: Clock, limits: Limits
) -> PortalCore:
    """The shared parts of the portal in this home, whose keys have been made."""
    infrastructure = setup.load(home)
    identity = portal_identity(infrastructure, origin)
    database = Database(home.database)
    timestamps = timestamp_services(infrastructure, clock)
    seal_key = infrastructure.seal
    seal = Seal(
        identity=identity,
        credential=Pkcs12Credential(seal_key.key, seal_key.certificate_der, ()),
        timestamp_source=LocalTimestampSource(timestamps[SEAL_TIMESTAMPS]),
        clock=clock,
        folder=home.documents,
    )
    environment = Environment.TRAINING
    return PortalCore(
        home=home,
        infrastructure=infrastructure,
        identity=identity,
        environment=environment,
        database=database,
        seal=seal,
        log=TransparencyLog(database, seal, environment),
        clock=clock,
        limits=limits,
        services_origin=services_origin,
    )


def timestamp_services(
    infrastructure: setup.Infrastructure, clock: Clock
) -> dict[str, TimestampService]:
    """Both timestamp services, by their letter."""
    return {
        letter: TimestampService(signer, POLICIES[letter], clock)
        for letter, signer in infrastructure.tsas.items()
    }


def request_desk(core: PortalCore) -> RequestDesk:
    """What the operator's command needs of a portal."""
    return RequestDesk(core, SignatureJudge(core.infrastructure, core.clock))


def assemble(core: PortalCore) -> Assembly:
    """All desks, and what works in the background (not started)."""
    judge = SignatureJudge(core.infrastructure, core.clock)
    receipts = ReceiptDesk(core)
    intake = IntakeDesk(core, judge, receipts)
    verifier = Verifier(core, receipts, PackageReader(core, judge).read)
    desks = Desks(
        core=core,
        sign_in=SignInDesk(core, judge),
        requests=RequestDesk(core, judge),
        intake=intake,
        uploads=UploadDesk(core, intake, verifier.enqueue),
        status=StatusDesk(intake),
        timestamps=timestamp_services(core.infrastructure, core.clock),
    )
    return Assembly(desks, verifier, Sweeper(core, receipts, verifier.enqueue_waiting))


def register_powers(core: PortalCore) -> None:
    """The powers of attorney that the training portal knows from the start."""
    with core.database.writing() as connection:
        for power in demo.POWERS_OF_ATTORNEY:
            submissions.add_power(
                connection,
                power.participant_kind,
                power.participant_id,
                power.representative_iin,
                power.number,
                power.date,
            )
