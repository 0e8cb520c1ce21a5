"""cover.pdf: a package as people read it, in Kazakh, Russian and English.

Rendered from `package.json` and never evidence itself: `verify` renders it anew and states what
`package.json` says (docs/formats.md, 4). The same document gives the same bytes.
"""

from cases.answer import ItemState
from cases.identifiers import IdentifierKind
from cases.package_document import PackageDocument, PackageItem
from cases.parties import BasisKind, Environment, Representative
from cases.texts import Language
from desktop.papers.catalogue import has_text, plural, text
from desktop.papers.formatting import (
    date_text,
    moment_at_offset_text,
    number_text,
    size_text,
)
from desktop.papers.page import GREY, Column, Paper

LANGUAGES = (Language.KK, Language.RU, Language.EN)
_SEPARATOR = " · "


def render_cover(document: PackageDocument, *, environment: Environment) -> bytes:
    """The cover of *document* as a PDF file; with TRAINING it says so on every page."""
    paper = Paper(
        _everywhere("cover.title"),
        document.created,
        banner=training_banner(environment),
        footing=f"{document.package_id}{_SEPARATOR}{_everywhere('cover.footing')}",
    )
    for language in LANGUAGES:
        paper.new_page()
        _summary(paper, document, language)
    if document.files:
        paper.new_page()
        _file_list(paper, document)
    return paper.finish()


def training_banner(environment: Environment | str) -> str:
    """What stands over every page of a paper that does not count; empty for one that does."""
    if environment != Environment.TRAINING:
        return ""
    words = _SEPARATOR.join(text("paper.training", language) for language in LANGUAGES)
    return f"{Environment.TRAINING.value}{_SEPARATOR}{words}"


def identifier_text(kind: str, number: str, language: str) -> str:
    """``БИН 470340001014``."""
    name = "iin" if kind == IdentifierKind.IIN else "bin"
    return f"{text(f'paper.{name}', language)} {number}"


def _everywhere(text_id: str) -> str:
    return " / ".join(text(text_id, language) for language in LANGUAGES)


def _summary(paper: Paper, document: PackageDocument, language: str) -> None:
    paper.heading(text("cover.title", language))
    paper.facts(_facts(document, language))
    if document.letter:
        paper.rule()
        paper.heading(text("cover.letter", language), 11)
        paper.paragraph(document.letter)
        paper.space(3)
    paper.rule()
    paper.heading(text("cover.items", language), 11)
    for item in document.items:
        _item(paper, document, item, language)
    paper.space(2)
    paper.rule()
    paper.paragraph(text("cover.note", language), 8, colour=GREY)


def _facts(document: PackageDocument, language: str) -> list[tuple[str, str]]:
    participant, request, totals = document.participant, document.request, document.totals
    number = identifier_text(participant.kind, participant.id, language)
    facts = [("cover.participant", f"{participant.name}\n{number}")]
    if document.representative is not None:
        facts.append(
            ("cover.representative", representative_text(document.representative, language))
        )
    if request is None:
        facts.append(("cover.request", text("cover.no_request", language)))
    else:
        version = text("cover.request_version", language, version=request.version)
        facts.append(("cover.request", f"{request.id}{_SEPARATOR}{version}\n{request.sha256}"))
    facts += [
        ("cover.profile", _profile_title(document, language)),
        ("cover.package_id", document.package_id),
        (
            "cover.created",
            "\n".join(
                (
                    moment_at_offset_text(document.created, document.created_offset),
                    text("cover.declared", language),
                )
            ),
        ),
        (
            "cover.contents",
            _SEPARATOR.join(
                (
                    plural("paper.files", totals.files, language),
                    size_text(totals.size_bytes, language),
                    plural("paper.bytes", totals.size_bytes, language),
                    plural("paper.parts", totals.parts, language),
                )
            ),
        ),
    ]
    return [(text(label, language), value) for label, value in facts]


def representative_text(representative: Representative, language: str) -> str:
    """Who signs, by which right."""
    basis = representative.basis
    if basis.kind is BasisKind.POWER_OF_ATTORNEY and basis.issued is not None:
        right = text(
            "paper.power_of_attorney",
            language,
            number=basis.number,
            date=date_text(basis.issued),
        )
    else:
        right = text("paper.certificate_role", language)
    number = identifier_text(IdentifierKind.IIN, representative.iin, language)
    return f"{representative.name}\n{number}\n{right}"


def _profile_title(document: PackageDocument, language: str) -> str:
    profile = document.profile
    version = text("cover.profile_version", language, version=profile.version)
    title_id = f"profile.{profile.id}"
    title = text(title_id, language) if has_text(title_id, language) else profile.id
    return f"{title}{_SEPARATOR}{version}"


def _item(paper: Paper, document: PackageDocument, item: PackageItem, language: str) -> None:
    code = f" ({item.code})" if item.code else ""
    paper.paragraph(f"{item.number}. {item.title.in_language(language)}{code}", bold=True)
    state = text(f"state.{item.state}", language)
    files = len(document.files_of(item.id))
    if files:
        state += f": {plural('paper.files', files, language)}"
    paper.paragraph(state, indent=5)
    if item.until is not None:
        label = "cover.until" if item.state is ItemState.RESTORED_BY else "cover.extended_to"
        paper.paragraph(text(label, language, date=date_text(item.until)), indent=5)
    if item.receipt is not None:
        paper.paragraph(text("cover.earlier_receipt", language, receipt=item.receipt), indent=5)
    if item.reason:
        paper.paragraph(text("cover.reason", language, reason=item.reason), indent=5)
    if item.legal_ground:
        ground = text("cover.legal_ground", language, ground=item.legal_ground)
        paper.paragraph(ground, indent=5)
    paper.space(1.5)


def _file_list(paper: Paper, document: PackageDocument) -> None:
    numbers = {item.id: item.number for item in document.items}
    paper.heading(_everywhere("cover.files"), 11)
    columns = [
        Column("№", 11, right=True),
        Column(_everywhere("cover.file_item"), 18),
        Column(_everywhere("cover.file_name"), 80),
        Column(_everywhere("cover.file_size"), 20, right=True),
        Column("SHA-256", 45, points=6),
    ]
    several = document.totals.parts > 1
    if several:
        columns[2:4] = [
            Column(_everywhere("cover.file_name"), 66),
            Column(_everywhere("cover.file_part"), 14, right=True),
            columns[3],
        ]
    rows = []
    for index, file in enumerate(document.files, 1):
        size = size_text(file.size_bytes, Language.RU)
        row = [str(index), numbers[file.item], file.original_name, size, halves(file.sha256)]
        if several:
            row.insert(3, number_text(file.part, Language.RU))
        rows.append(row)
    paper.table(columns, rows)


def halves(digest: str) -> str:
    """A digest in two lines, so that it can be compared by eye."""
    half = len(digest) // 2
    return f"{digest[:half]}\n{digest[half:]}"
