"""What can be wrong with a signed document or a Merkle proof, each with its name.

DocumentError
├ NotCanonicalError     document.not_canonical
├ WrongTypeError        document.wrong_type
├ WrongVersionError     document.wrong_version
├ MalformedError        document.malformed     (member)
├ TooLargeError         document.too_large     (limit_bytes)
└ NotSealedError        document.not_sealed    (document)
ProofError              log.proof_invalid
"""

from signing.errors import QolhatError


class DocumentError(QolhatError):
    """A signed document cannot be taken for what it should be."""

    code = "document.malformed"


class NotCanonicalError(DocumentError):
    """The bytes are not the canonical form (RFC 8785) of any value that formats.md allows."""

    code = "document.not_canonical"


class WrongTypeError(DocumentError):
    """The document was signed for another purpose. Facts: expected, found."""

    code = "document.wrong_type"


class WrongVersionError(DocumentError):
    """The document is of a version this program does not know. Facts: document, found."""

    code = "document.wrong_version"


class MalformedError(DocumentError):
    """A member is missing, unknown, of a wrong kind, or contradicts another. Facts: member."""

    code = "document.malformed"

    def __init__(self, member: str, problem: str = "") -> None:
        super().__init__(f"member {member or '(all)'}: {problem or 'malformed'}", member=member)
        self.member = member
        self.problem = problem


class TooLargeError(DocumentError):
    """The document is larger than formats.md allows. Facts: limit_bytes."""

    code = "document.too_large"


class NotSealedError(DocumentError):
    """The container is not a sealed document as in formats.md, 2. Facts: document."""

    code = "document.not_sealed"


class ProofError(QolhatError):
    """A Merkle proof does not prove what it should (RFC 9162, 2.1)."""

    code = "log.proof_invalid"
