"""Files as documents: media type by name, key files refused, what can be shown in the program."""

from enum import StrEnum
from pathlib import PurePosixPath

from cases.errors import KeyFileRefusedError
from cases.findings import Finding, Severity

KEY_FILE_SUFFIXES = frozenset({".p12", ".pfx", ".jks"})
UNKNOWN_MEDIA_TYPE = "application/octet-stream"

# Own table: that of the operating system differs from machine to machine, and what is signed must
# not depend on the machine. IANA's names.
_MEDIA_TYPES = {
    ".7z": "application/x-7z-compressed",
    ".asice": "application/vnd.etsi.asic-e+zip",
    ".asics": "application/vnd.etsi.asic-s+zip",
    ".bmp": "image/bmp",
    ".csv": "text/csv",
    ".doc": "application/msword",
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".eml": "message/rfc822",
    ".gif": "image/gif",
    ".heic": "image/heic",
    ".htm": "text/html",
    ".html": "text/html",
    ".jpeg": "image/jpeg",
    ".jpg": "image/jpeg",
    ".json": "application/json",
    ".mp4": "video/mp4",
    ".msg": "application/vnd.ms-outlook",
    ".odp": "application/vnd.oasis.opendocument.presentation",
    ".ods": "application/vnd.oasis.opendocument.spreadsheet",
    ".odt": "application/vnd.oasis.opendocument.text",
    ".p7s": "application/pkcs7-signature",
    ".pdf": "application/pdf",
    ".png": "image/png",
    ".ppt": "application/vnd.ms-powerpoint",
    ".pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    ".rar": "application/vnd.rar",
    ".rtf": "application/rtf",
    ".svg": "image/svg+xml",
    ".tif": "image/tiff",
    ".tiff": "image/tiff",
    ".txt": "text/plain",
    ".webp": "image/webp",
    ".xls": "application/vnd.ms-excel",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ".xml": "application/xml",
    ".zip": "application/zip",
}


class PreviewKind(StrEnum):
    """How a document can be shown beside its item."""

    PDF = "pdf"
    PICTURE = "picture"
    TEXT = "text"
    NONE = "none"


_PICTURES = frozenset({"image/bmp", "image/gif", "image/jpeg", "image/png", "image/webp"})
_TEXTS = frozenset({"text/plain", "text/csv", "application/json", "application/xml"})


def media_type(file_name: str) -> str:
    """The media type that the end of *file_name* tells; of an unknown end, octets.

    The content is never looked at: it is signed as it is, whatever it is called.
    """
    return _MEDIA_TYPES.get(_suffix(file_name), UNKNOWN_MEDIA_TYPE)


def is_key_file(file_name: str) -> bool:
    """Whether the name is that of a file with a private key, which nobody may hand over."""
    return _suffix(file_name) in KEY_FILE_SUFFIXES


def check_document(file_name: str, size_bytes: int) -> tuple[Finding, ...]:
    """What to say of a file before it is attached.

    Raises:
        KeyFileRefusedError: it is a key file: giving one's key away is an offence, and a package
            stays in the hands of others for years.
    """
    if is_key_file(file_name):
        raise KeyFileRefusedError(name=file_name)
    if size_bytes == 0:
        return (Finding("document.empty", {"name": file_name}, severity=Severity.REMARK),)
    return ()


def preview_kind(file_name: str) -> PreviewKind:
    """How the program can show a file of this name."""
    kind = media_type(file_name)
    if kind == "application/pdf":
        return PreviewKind.PDF
    if kind in _PICTURES:
        return PreviewKind.PICTURE
    return PreviewKind.TEXT if kind in _TEXTS else PreviewKind.NONE


def _suffix(file_name: str) -> str:
    """Lower-case end of the name, without the dots and spaces that Windows drops after it."""
    return PurePosixPath(file_name.replace("\\", "/").rstrip(" .")).suffix.lower()
