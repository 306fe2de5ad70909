"""Danish and English message catalogues for everything around the sentences of the catalogue.

A text stands in the code in English, as the ``msgid`` of a call that Babel finds: ``gettext("…")`` and
``ngettext("…", "…", n)`` – as functions of this module with the language last, or as methods of
``catalog(language)`` – and ``mark("…")`` for a sentence that is said later, such as that of an error.

To add a text: use it in the code, then add ``msgid`` and ``msgstr`` to a ``.po`` file in
``planner/locale/da/LC_MESSAGES`` (all files there count; ``web.po`` is for the pages). The test
``tests/locale/test_translations.py`` lists what lacks a translation, ready to paste. English needs an
entry nowhere. Placeholders are named, as in ``"{minutes} min"``, and filled with ``str.format``.
"""

from functools import lru_cache
from importlib.resources import files
from io import BytesIO
from typing import Final, Literal, get_args

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.support import Translations

Language = Literal["da", "en"]
LANGUAGES: Final[tuple[Language, ...]] = get_args(Language)


def mark(message: str) -> str:
    """Mark a text for translation and return it as it is."""
    return message


def read_messages(language: Language) -> Catalog:
    """Read all ``.po`` files of a language into one Babel catalogue."""
    merged = Catalog(locale=language, domain="planner")
    folder = files("planner.locale").joinpath(language, "LC_MESSAGES")
    for file in sorted(folder.iterdir(), key=lambda entry: entry.name):
        if file.name.endswith(".po"):
            for message in read_po(BytesIO(file.read_bytes()), locale=language, abort_invalid=True):
                if message.id:
                    merged.add(message.id, message.string, flags=message.flags)
    return merged


@lru_cache(maxsize=len(LANGUAGES))
def catalog(language: Language) -> Translations:
    """Return the translations of a language, built from its ``.po`` files at the first call.

    What has no translation comes back as it stands in the code, in English.
    """
    binary = BytesIO()
    write_mo(binary, read_messages(language))
    binary.seek(0)
    return Translations(binary, domain="planner")


def gettext(message: str, language: Language) -> str:
    """Translate a text."""
    return catalog(language).gettext(message)


def ngettext(one: str, many: str, n: int, language: Language) -> str:
    """Translate a text that counts something, in its singular or plural form."""
    return catalog(language).ngettext(one, many, n)
