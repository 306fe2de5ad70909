"""Where a long word of a narrow heading may be broken, for browsers without a Danish dictionary."""

import re
from typing import Final

SOFT: Final = "\N{SOFT HYPHEN}"
LONG: Final = 10
_LONG_WORD: Final = re.compile(rf"\w{{{LONG},}}")
_VOWELS: Final = "aeiouyæøåé"
# After a vowel, one consonant before a vowel goes with it; of two, each goes to its side. The word for
# work, which ends many names of lessons, is not torn apart.
_NEXT: Final = rf"(?=[^\W{_VOWELS}](?!arbejd)[{_VOWELS}]\w)(?!bejd)"
_SYLLABLE: Final = re.compile(
    rf"(?<=\w\w[{_VOWELS}]){_NEXT}|(?<=[{_VOWELS}][^\W{_VOWELS}]){_NEXT}|(?<=\w\w)(?=arbejd)",
    re.IGNORECASE,
)


def breakable(text: str) -> str:
    """Put soft hyphens between the plain syllables of long words; they show only where a line breaks."""
    return _LONG_WORD.sub(lambda word: _SYLLABLE.sub(SOFT, word.group()), text)
