"""What `cases` raises: each class names one situation by a stable code, with the facts.

The texts for people lie in the one catalogue of translations, as ``error.<code>``.
"""

from typing import ClassVar

Fact = str | int | None


class CaseError(ValueError):
    """A rule of the domain was broken.

    Args:
        message: English, for the log.
        facts: values that the translated text of this code names in its placeholders.
    """

    code: ClassVar[str] = "case.invalid"

    def __init__(self, message: str = "", **facts: Fact) -> None:
        super().__init__(message or self.code)
        self.facts: dict[str, Fact] = facts


class MalformedDocumentError(CaseError):
    """A JSON document is not what docs/formats.md says. Facts: document, member, problem."""

    code = "document.malformed"


class WrongDocumentTypeError(CaseError):
    """A document signed for another purpose, or of an unknown version. Facts: expected, found."""

    code = "document.wrong_type"


class KeyFileRefusedError(CaseError):
    """A file that holds a private key was to be attached as a document. Facts: name."""

    code = "document.key_file"


class UnknownItemError(CaseError):
    """The case has no item of this id. Facts: item."""

    code = "case.unknown_item"


class UnknownFileError(CaseError):
    """The item has no file of this id. Facts: item, file."""

    code = "case.unknown_file"


class FileAddedTwiceError(CaseError):
    """This file (by its id) is in the case already. Facts: item, name."""

    code = "case.file_twice"


class ItemHasFilesError(CaseError):
    """A state without files was chosen for an item that has some. Facts: item, state, files."""

    code = "case.item_has_files"


class ItemHasNoFilesError(CaseError):
    """A state with files was chosen for an item that has none. Facts: item, state."""

    code = "case.item_has_no_files"


class TextRefusedError(CaseError):
    """A text is too long. Facts: length, limit."""

    code = "case.text_too_long"


class IncompleteCaseError(CaseError):
    """A package was to be built of a case with blocking findings. Facts: findings (how many)."""

    code = "case.incomplete"
