"""A state as it is shown: icon, word and tone, which never part."""

from dataclasses import dataclass

from desktop.ui.theme import Tone


@dataclass(frozen=True, slots=True)
class Sign:
    """What a badge or a cell of a table shows; the colour never says it alone."""

    icon: str
    word: str
    tone: Tone
