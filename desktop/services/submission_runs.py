"""Puts together what a run of a submission needs: its matter, its tools, its journal."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace

from cases.package_document import PackageDocument
from cases.parties import Environment
from cases.texts import LanguageText
from desktop.clock import Clock
from desktop.errors import PortalOtherIdentityError, ProfileUnknownError
from desktop.services.case_book import CaseBook, OpenCase, read_request
from desktop.services.cases import subject_of
from desktop.services.journal import Subject, WorkspaceJournal
from desktop.services.network import Network
from desktop.services.packages import read_package
from desktop.services.profiles import load_profile
from desktop.submission.context import Matter, Tools
from desktop.submission.receipt_desk import ReceiptDesk
from desktop.submission.run import SubmissionRun
from desktop.submission.watch import Watch
from desktop.submission_record import SubmissionRecord
from desktop.workspace.workspace import Workspace
from signing.errors import QolhatError
from signing.evidence.references import Representative, RequestReference, SubmissionPolicy
from signing.trust import PortalIdentity

_log = logging.getLogger(__name__)


class SubmissionRuns:
    """Makes runs for the settings in force."""

    def __init__(
        self, workspace: Workspace, network: Network, book: CaseBook, clock: Clock
    ) -> None:
        self._workspace = workspace
        self._network = network
        self._book = book
        self._clock = clock

    @contextmanager
    def run(self, record: SubmissionRecord, watch: Watch) -> Iterator[SubmissionRun]:
        """A run of this submission from where it stands. Its connection ends with the block.

        Raises:
            NotConfiguredError, PortalOtherIdentityError
        """
        opened = None if record.case_id is None else self._book.read(record.case_id)
        journal = self.journal(record, opened)
        portal, trust = self._network.portal(), self._network.trust()
        record = self._for_portal(record, trust.identity, journal)
        tools = Tools(
            journal=journal,
            portal=portal,
            desk=ReceiptDesk(portal, journal, trust, self._network.session),
            trust=trust,
            timestamps=self._network.timestamps(),
            render_cover=self._render_cover,
        )
        try:
            yield SubmissionRun(record, self._matter(record, opened), tools, watch)
        finally:
            portal.connection.close()

    def journal(self, record: SubmissionRecord, opened: OpenCase | None) -> WorkspaceJournal:
        """Where the record of this submission is kept."""
        if opened is None and record.case_id is not None:
            opened = self._book.read(record.case_id)
        return WorkspaceJournal(self._workspace, self._clock, self.subject(record, opened))

    def subject(self, record: SubmissionRecord, opened: OpenCase | None) -> Subject:
        """What it is about: as its case says, or the package that was packed elsewhere."""
        if opened is not None:
            return Subject(subject_of(opened), len(opened.case.files))
        try:
            document = self._package(record)
        except QolhatError as error:  # a list must be readable though a file is gone
            _log.warning("package of %s: %s", record.submission_id, error)
            return Subject(LanguageText.same(""), 0)
        return Subject(self._subject_of_package(document), document.totals.files)

    def _package(self, record: SubmissionRecord) -> PackageDocument:
        """What the containers of a package packed elsewhere say."""
        folder = self._workspace.paths.submissions / record.submission_id
        return read_package(folder / record.parts[0].file).document

    def _subject_of_package(self, document: PackageDocument) -> LanguageText:
        if document.request is not None:
            stored = self._workspace.requests.get(document.request.id, document.request.version)
            if stored is not None:
                return read_request(stored).subject
        try:
            return load_profile(document.profile.id).profile.title
        except ProfileUnknownError:
            return LanguageText.same(document.profile.id)

    def _for_portal(
        self, record: SubmissionRecord, configured: PortalIdentity, journal: WorkspaceJournal
    ) -> SubmissionRecord:
        """The record for the configured portal, which may be another than when it was made.

        Raises:
            PortalOtherIdentityError: a statement names its recipient; it is sent to nobody else.
        """
        if record.portal_origin == configured.origin:
            return record
        if not record.status.is_before_statement:
            raise PortalOtherIdentityError(
                "the statement is for another portal",
                origin=record.portal_origin,
                name=configured.name,
            )
        return journal.save(replace(record, portal_origin=configured.origin))

    def _matter(self, record: SubmissionRecord, opened: OpenCase | None) -> Matter:
        """What is submitted: of a case, or as the package says that was packed elsewhere."""
        said = self._package(record) if opened is None else opened.case
        reference = said.request if isinstance(said, PackageDocument) else said.reference
        stored = None
        if reference is not None:
            stored = self._workspace.requests.get(reference.id, reference.version)
        return Matter(
            case=None if opened is None else opened.case,
            request=None if reference is None else RequestReference.from_json(reference.to_json()),
            representative=None
            if said.representative is None
            else Representative.from_json(said.representative.to_json()),
            policy=None
            if stored is None
            else SubmissionPolicy.from_json(read_request(stored).policy.to_json()),
            folder=self._workspace.submission_folder(record.submission_id),
        )

    def _render_cover(self, document: PackageDocument) -> bytes:
        # Fonts and the PDF writer take time to load: not before a package is made.
        from desktop.papers.cover import render_cover  # noqa: PLC0415 - see above

        environment = Environment(self._network.portal_settings().environment)
        return render_cover(document, environment=environment)
