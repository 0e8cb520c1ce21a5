"""Packages as files: packed and signed outside of any case, for other programs and for brokers.

A package packed without saying for whom leaves the participant open; signing names the
participant that the certificate names. A broker's package, which says for whom, is signed only
with that participant's certificate.
"""

import hashlib
import os
import secrets
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from urllib.parse import urlsplit

from cases.case import Case
from cases.identifiers import IdentifierKind
from cases.package_document import PackageDocument
from cases.part_document import PartDocument, build_parts
from cases.parties import Environment, Participant
from desktop.clock import Clock, local_offset
from desktop.errors import (
    ItemNotChosenError,
    NoTimestampServiceError,
    PackageExistsError,
    ProfileNeedsRequestError,
    WrongParticipantError,
    domain_rules_named,
)
from desktop.services.cases import case_file, files_under
from desktop.services.clock_check import CLOCK_TIMEOUT_SECONDS, ClockCheck, ClockDifference
from desktop.services.network import TIMESTAMP_TIMEOUT_SECONDS, Network
from desktop.services.profiles import load_profile
from desktop.services.settings import ParticipantSettings, SettingsService
from desktop.services.training import participant_of
from desktop.submission.making import check_signer
from desktop.submission.packing import (
    COVER,
    PACKAGE_DOCUMENT,
    PART_DOCUMENT,
    PackageDeclaration,
    pack,
)
from signing.asic.append import sign_container
from signing.asic.errors import AlreadySignedError
from signing.asic.manifest import SIGNATURE_NAME
from signing.asic.reader import ContainerReader
from signing.asic.writer import ContainerWriter
from signing.asic.written import WrittenContainer
from signing.asic.zip_structure import ReadingProfile
from signing.cms.levels import SignatureLevel, add_signature_timestamp
from signing.cms.timestamp import HttpTimestampSource, TimestampSource
from signing.credentials.credential import Credential
from signing.evidence.canonical import (
    MAX_DOCUMENT_BYTES,
    MAX_PACKAGE_DOCUMENT_BYTES,
    canonical_json,
    parse_canonical_json,
)
from signing.evidence.references import ParticipantReference, Representative

UNNAMED = Participant(IdentifierKind.BIN, "000000000000", "—")
"""Stands for the participant of a package that is not signed yet."""


@dataclass(frozen=True, slots=True)
class PackOrder:
    """What is to be packed. `item_id` None: the profile's only item."""

    profile_id: str
    files: tuple[Path, ...]
    out: Path
    item_id: str | None = None
    letter: str = ""
    participant: ParticipantSettings | None = None


@dataclass(frozen=True, slots=True)
class PackageRead:
    """What a container of ours says of its package."""

    document: PackageDocument
    part: PartDocument
    package_sha256: str
    signed: bool


class Packages:
    """Packs and signs files of packages. Needs no workspace and no portal."""

    def __init__(self, settings: SettingsService, network: Network, clock: Clock) -> None:
        self._settings = settings
        self._network = network
        self._clock = clock

    def pack(
        self, order: PackOrder, progress: Callable[[int], None], cancelled: Callable[[], bool]
    ) -> tuple[WrittenContainer, ...]:
        """Write the unsigned containers of a package that answers no request.

        Several parts are named ``<out>-1-of-3.asice`` and so on.

        Raises:
            ProfileUnknownError, ProfileNeedsRequestError, ItemNotChosenError, DomainRuleError
            PackageExistsError: nothing is overwritten, and nothing was written.
            DocumentVanishedError, DocumentUnreadableError, DocumentChangedError
            DiskFullError, DiskWriteError, Cancelled
        """
        loaded = load_profile(order.profile_id)
        if loaded.profile.answers_request:
            raise ProfileNeedsRequestError("answers a request", profile=order.profile_id)
        chosen = order.participant or self._settings.current.participant
        participant = UNNAMED
        if chosen is not None:
            participant = Participant(IdentifierKind(chosen.kind), chosen.id, chosen.name)
        case = Case.free(participant, loaded.profile, loaded.reference)
        item_id = order.item_id or (case.items[0].id if len(case.items) == 1 else None)
        if item_id is None:
            raise ItemNotChosenError("several items", profile=order.profile_id)
        found = tuple(case_file(item_id, path) for path in files_under(order.files))
        with domain_rules_named():
            case = case.add_files(item_id, tuple(dict.fromkeys(found)))
            case = case.set_letter(order.letter)
        now = self._clock()
        packed = pack(
            case,
            PackageDeclaration(secrets.token_hex(16), now, local_offset(now)),
            lambda part, parts: _new_path(_part_path(order.out, part, parts)),
            render_cover=self._render_cover,
            sign=None,
            progress=progress,
            cancelled=cancelled,
        )
        return packed.containers

    def sign(
        self, path: Path, credential: Credential, level: SignatureLevel, tsa: str | None
    ) -> WrittenContainer:
        """Sign a container in its place; killed anywhere, the old one stands as it was.

        Raises:
            AlreadySignedError, ContainerError, DocumentError: it cannot be signed.
            WrongParticipantError: the package is another participant's.
            NoTimestampServiceError: level B_T, and no service is given or configured.
            TsaError, BadTimestampTokenError: nothing was changed.
        """
        source = self._source(level, tsa)

        def sign(manifest: bytes) -> bytes:
            signature = credential.sign_detached(manifest, self._clock())
            return signature if source is None else add_signature_timestamp(signature, source)

        package = read_package(path)
        if package.signed:
            raise AlreadySignedError("the container is signed already", file=path.name)
        if package.document.participant != UNNAMED:
            check_package_signer(package.document, credential)
            return sign_container(path, sign)
        return self._name_and_sign(path, package, credential, sign)

    def clock_difference(self, level: SignatureLevel, tsa: str | None) -> ClockDifference | None:
        """How far this machine's clock is from the service that would stamp; None if not known.

        Raises:
            NoTimestampServiceError: level B_T, and no service is given or configured.
        """
        source = self._source(level, tsa, CLOCK_TIMEOUT_SECONDS)
        if source is None:
            return None
        host = self._network.timestamp_host() if tsa is None else urlsplit(tsa).netloc
        return ClockCheck(self._network, self._clock).of_source(source, host)

    def _source(
        self,
        level: SignatureLevel,
        tsa: str | None,
        timeout_seconds: float = TIMESTAMP_TIMEOUT_SECONDS,
    ) -> TimestampSource | None:
        if level is SignatureLevel.B_B:
            return None
        configured = self._settings.current.timestamp_url
        if tsa is None or tsa == configured:
            source = self._network.timestamps(timeout_seconds)
            if source is None:
                raise NoTimestampServiceError("no timestamp service")
            return source
        # A service that the settings do not know: its token is verified, its chain is not judged.
        session = self._network.session()
        return HttpTimestampSource(tsa, session=session, timeout_seconds=timeout_seconds)

    def _name_and_sign(
        self,
        path: Path,
        package: PackageRead,
        credential: Credential,
        sign: Callable[[bytes], bytes],
    ) -> WrittenContainer:
        """Write the container anew with the certificate's participant in `package.json`."""
        named = participant_of(credential.certificate)
        if named is None:
            raise WrongParticipantError(
                "the certificate names no participant", certificate=credential.certificate.subject
            )
        participant = Participant(IdentifierKind(named.kind), named.id, named.name)
        document = replace(package.document, participant=participant)
        content = canonical_json(document.to_json())
        parts = build_parts(document, hashlib.sha256(content).hexdigest())
        part = parts[package.part.part - 1]
        media_types = {file.name: file.media_type for file in document.files}
        with ContainerWriter(path) as writer:
            with ContainerReader(path, ReadingProfile.OURS) as reader:
                for entry in reader.structure.payload:
                    if entry.name in media_types:
                        raw = reader.open_raw(entry)
                        writer.part.add_entry(entry.name, media_types[entry.name], raw)
            writer.add_bytes(PACKAGE_DOCUMENT, content, "application/json")
            writer.add_bytes(COVER, self._render_cover(document), "application/pdf")
            writer.add_bytes(PART_DOCUMENT, canonical_json(part.to_json()), "application/json")
            return writer.finish(sign(writer.manifest()))

    def _render_cover(self, document: PackageDocument) -> bytes:
        # Fonts and the PDF writer take time to load: not before a package is made.
        from desktop.papers.cover import render_cover  # noqa: PLC0415 - see above

        portal = self._settings.current.portal
        environment = Environment.PRODUCTION
        if portal is not None:
            environment = Environment(portal.environment)
        return render_cover(document, environment=environment)


def read_package(path: Path) -> PackageRead:
    """What a container of ours says of its package.

    Raises:
        ContainerError: no container of our form.
        DocumentError, DomainRuleError: its documents are not what they should be.
    """
    with ContainerReader(path, ReadingProfile.OURS) as reader:
        content = reader.read(PACKAGE_DOCUMENT, MAX_PACKAGE_DOCUMENT_BYTES)
        part_content = reader.read(PART_DOCUMENT, MAX_DOCUMENT_BYTES)
        signed = SIGNATURE_NAME in reader.names
    package = parse_canonical_json(
        content, type_="qolhat.package", versions=(1,), max_bytes=MAX_PACKAGE_DOCUMENT_BYTES
    )
    part = parse_canonical_json(part_content, type_="qolhat.part", versions=(1,))
    with domain_rules_named():
        return PackageRead(
            PackageDocument.from_json(package),
            PartDocument.from_json(part),
            hashlib.sha256(content).hexdigest(),
            signed,
        )


def check_package_signer(document: PackageDocument, credential: Credential) -> None:
    """That the certificate may sign this package. Raises WrongParticipantError."""
    representative = document.representative
    check_signer(
        credential.certificate,
        ParticipantReference.from_json(document.participant.to_json()),
        None if representative is None else Representative.from_json(representative.to_json()),
    )


def _new_path(path: Path) -> Path:
    """The path, if nothing is there yet."""
    if os.path.lexists(path):
        raise PackageExistsError("exists", file=path.name)
    return path


def _part_path(out: Path, part: int, parts: int) -> Path:
    if parts == 1:
        return out
    return out.with_name(f"{out.stem}-{part}-of-{parts}{out.suffix}")


def in_part_order(paths: Sequence[Path]) -> list[tuple[Path, PackageRead]]:
    """The containers of one package with what they say, in the order of their parts."""
    read = [(path, read_package(path)) for path in paths]
    return sorted(read, key=lambda one: one[1].part.part)
