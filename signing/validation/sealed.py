"""Judges the signature of a sealed document (docs/formats.md, 2 and 14)."""

from signing.evidence.sealed import SealedDocument
from signing.validation.settings import ValidationSettings
from signing.validation.signature import SignatureReport, validate_signature


def validate_sealed(sealed: SealedDocument, settings: ValidationSettings) -> SignatureReport:
    """The report on the one signature of a sealed document.

    That the manifest under it names the document, and nothing else, `open_sealed` has made sure.

    Args:
        sealed: as `open_sealed` gave it.
        settings: purpose `authority` for what a portal seals, `participant` for the rest.
    """
    return validate_signature(sealed.cms, sealed.manifest, settings)
