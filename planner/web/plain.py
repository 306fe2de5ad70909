"""Text from people, as text in places where Streamlit reads markdown."""

import re
from typing import Final

_SPECIAL: Final = re.compile(r"([!-/:-@\[-`{-~])")
_SPACE: Final = re.compile(r"\s+")


def plain(text: str) -> str:
    """Escape a text for a label: no link, image, format, formula or icon comes of it."""
    return _SPECIAL.sub(r"\\\1", _SPACE.sub(" ", text).strip())
