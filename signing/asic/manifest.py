"""The ASiC manifest: the one XML file that a CAdES signature covers, naming all the others.

EN 319 162-1, A.4: root `asic:ASiCManifest`, one `SigReference`, one or more
`DataObjectReference` with `ds:DigestMethod` and `ds:DigestValue`, optional extensions. The shape
is checked by hand, element by element; a document type declaration is refused whatever it says.
"""

import base64
import binascii
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final
from urllib.parse import quote, unquote

from lxml import etree

from signing.asic.errors import ManifestError
from signing.asic.limits import FOREIGN_LIMITS

MANIFEST_NAMESPACE: Final = "http://uri.etsi.org/02918/v1.2.1#"
XMLDSIG_NAMESPACE: Final = "http://www.w3.org/2000/09/xmldsig#"
SHA256_URI: Final = "http://www.w3.org/2001/04/xmlenc#sha256"

DIGEST_ALGORITHMS: Final = {
    SHA256_URI: "sha256",
    "http://www.w3.org/2001/04/xmldsig-more#sha384": "sha384",
    "http://www.w3.org/2001/04/xmlenc#sha512": "sha512",
}
"""The closed list of accepted digests, by the name `hashlib` gives them."""

MANIFEST_NAME: Final = "META-INF/ASiCManifest001.xml"
SIGNATURE_NAME: Final = "META-INF/signature001.p7s"
SIGNATURE_MEDIA_TYPE: Final = "application/pkcs7-signature"
TIMESTAMP_MEDIA_TYPE: Final = "application/vnd.etsi.timestamp-token"

_URI_SAFE: Final = "/-_.!~*'()"
_ATTRIBUTE_ESCAPES: Final = str.maketrans(
    {"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;"}
    | {space: f"&#{ord(space)};" for space in "\t\n\r"}
)
_UTF8_MARK: Final = b"\xef\xbb\xbf"


@dataclass(frozen=True, slots=True)
class DataObjectReference:
    """One file that the manifest covers.

    Attributes:
        name: the entry's name, decoded from the URI.
        media_type: as stated, or None.
        digest_algorithm: the algorithm's URI.
        digest: the digest itself.
        rootfile: whether the manifest calls it the root file.
    """

    name: str
    media_type: str | None
    digest_algorithm: str
    digest: bytes
    rootfile: bool = False


@dataclass(frozen=True, slots=True)
class AsicManifest:
    """What one manifest says: the signature (or token) it belongs to, and what that covers."""

    signature_name: str
    references: tuple[DataObjectReference, ...]
    signature_media_type: str | None = SIGNATURE_MEDIA_TYPE


def encode_name(name: str) -> str:
    """An entry's name as the URI of a reference: UTF-8, percent-encoded."""
    return quote(name, safe=_URI_SAFE)


def decode_name(uri: str) -> str:
    """The entry's name behind the URI of a reference; `+` is a plus sign.

    Raises:
        ManifestError: what is encoded is not UTF-8.
    """
    try:
        return unquote(uri, errors="strict")
    except UnicodeDecodeError as error:
        raise ManifestError("reference is not UTF-8", problem="uri") from error


def build_manifest(
    references: Iterable[DataObjectReference],
    signature_name: str = SIGNATURE_NAME,
    signature_media_type: str = SIGNATURE_MEDIA_TYPE,
) -> bytes:
    """The manifest's bytes; the same input gives the same bytes.

    Args:
        references: in the order they are to stand, at least one.
        signature_name: the entry that holds the signature over these bytes.
        signature_media_type: of that entry.
    """
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        f'<asic:ASiCManifest xmlns:asic="{MANIFEST_NAMESPACE}" xmlns:ds="{XMLDSIG_NAMESPACE}">',
        f"  <asic:SigReference {_attributes(signature_name, signature_media_type)}/>",
    ]
    count = 0
    for reference in references:
        count += 1
        attributes = _attributes(reference.name, reference.media_type)
        root = ' Rootfile="true"' if reference.rootfile else ""
        lines += (
            f"  <asic:DataObjectReference {attributes}{root}>",
            f"    <ds:DigestMethod Algorithm={_quoted(reference.digest_algorithm)}/>",
            f"    <ds:DigestValue>{base64.b64encode(reference.digest).decode()}</ds:DigestValue>",
            "  </asic:DataObjectReference>",
        )
    if not count:
        raise ManifestError("a manifest must name a file", problem="signs_nothing")
    lines += ("</asic:ASiCManifest>", "")
    return "\n".join(lines).encode()


def parse_manifest(
    content: bytes, *, max_bytes: int = FOREIGN_LIMITS.max_manifest_bytes
) -> AsicManifest:
    """Read a manifest of anybody's.

    Raises:
        ManifestError: `problem` says what is wrong; `signs_nothing` if it names no file.
    """
    root = parse_xml(content, max_bytes=max_bytes)
    _expect(root.tag == _asic("ASiCManifest"), "root element")
    children = list(root)
    _expect(bool(children) and children[0].tag == _asic("SigReference"), "SigReference")
    signature = children.pop(0)
    if children and children[-1].tag == _asic("ASiCManifestExtensions"):
        children.pop()
    if not children:
        raise ManifestError("the manifest names no file", problem="signs_nothing")
    _expect(len(signature) == 0, "content in SigReference")
    references = tuple(map(_parse_reference, children))
    names = {reference.name for reference in references}
    if len(names) != len(references):
        raise ManifestError("a file is named twice", problem="duplicate_reference")
    return AsicManifest(
        decode_name(_attribute(signature, "URI")), references, signature.get("MimeType")
    )


def parse_xml(content: bytes, *, max_bytes: int) -> "etree._Element":
    """Parse XML of anybody's: size capped, UTF-8 only, no document type, no entity, no network.

    Raises:
        ManifestError: with `problem` `size`, `encoding`, `doctype` or `xml`.
    """
    if len(content) > max_bytes:
        raise ManifestError("XML too large", problem="size")
    try:
        text = content.removeprefix(_UTF8_MARK).decode("utf-8")
    except UnicodeDecodeError as error:
        raise ManifestError("XML is not UTF-8", problem="encoding") from error
    # Only `<!DOCTYPE` can declare entities. Inside a comment it is harmless, and refused as well.
    if "<!DOCTYPE" in text or "<!ENTITY" in text:
        raise ManifestError("document type declaration", problem="doctype")
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        dtd_validation=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        root = etree.fromstring(content, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise ManifestError(f"not XML: {error}", problem="xml") from error
    tree = root.getroottree()
    encoding = (tree.docinfo.encoding or "UTF-8").upper()
    if encoding not in {"UTF-8", "US-ASCII", "ASCII"}:
        raise ManifestError(f"XML in {encoding}", problem="encoding")
    if tree.docinfo.internalDTD is not None:
        raise ManifestError("document type declaration", problem="doctype")
    return root


def _quoted(value: str) -> str:
    """An attribute's value in its quotes. (xml.sax.saxutils would load half of urllib.)"""
    return f'"{value.translate(_ATTRIBUTE_ESCAPES)}"'


def _attributes(name: str, media_type: str | None) -> str:
    uri = f"URI={_quoted(encode_name(name))}"
    return uri if media_type is None else f"{uri} MimeType={_quoted(media_type)}"


def _parse_reference(element: "etree._Element") -> DataObjectReference:
    _expect(element.tag == _asic("DataObjectReference"), f"element {element.tag!r}")
    children = list(element)
    # A.4: optional DataObjectReferenceExtensions may follow the two digest elements.
    if len(children) == 3 and children[2].tag == _asic("DataObjectReferenceExtensions"):  # noqa: PLR2004
        children.pop()
    _expect(
        [child.tag for child in children] == [_ds("DigestMethod"), _ds("DigestValue")],
        "digest elements",
    )
    method, value = children
    _expect(len(value) == 0, "content in DigestValue")
    try:
        digest = base64.b64decode("".join((value.text or "").split()), validate=True)
    except (binascii.Error, ValueError) as error:
        raise ManifestError("digest is not base64", problem="digest") from error
    rootfile = element.get("Rootfile", "false").strip()
    _expect(rootfile in {"true", "false", "1", "0"}, "Rootfile")
    return DataObjectReference(
        decode_name(_attribute(element, "URI")),
        element.get("MimeType"),
        _attribute(method, "Algorithm"),
        digest,
        rootfile in {"true", "1"},
    )


def _attribute(element: "etree._Element", name: str) -> str:
    value = element.get(name)
    if value is None:
        raise ManifestError(f"no {name}", problem="shape")
    return str(value)


def _expect(condition: bool, what: str) -> None:
    if not condition:
        raise ManifestError(f"not an ASiC manifest: {what}", problem="shape")


def _asic(name: str) -> str:
    return f"{{{MANIFEST_NAMESPACE}}}{name}"


def _ds(name: str) -> str:
    return f"{{{XMLDSIG_NAMESPACE}}}{name}"
