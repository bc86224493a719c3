"""What a view says when it has nothing to show."""

from __future__ import annotations

from kamdeck.deck.spec import SlideSpec


class Empty(tuple[SlideSpec, ...]):
    """No slide, and why: `text` is a key of the catalogues' section `empty`, or a whole key, `fields` what it
    says."""

    text: str
    fields: dict[str, object]

    def __new__(cls, text: str, **fields: object) -> Empty:
        """No slide for the reason that the text gives."""
        made = super().__new__(cls)
        made.text, made.fields = text, fields
        return made
