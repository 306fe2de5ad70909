"""The language of the visitor, and saying things in it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import cast

import streamlit as st
from babel.dates import format_datetime, get_timezone

from planner.catalogue.base import Language, Words
from planner.catalogue.loader import load_catalogue
from planner.catalogue.message import Message
from planner.errors import PlannerError, UnavailableError
from planner.locale import catalog
from planner.settings import read_settings
from planner.web.server.language import choose_language


@dataclass(frozen=True, slots=True)
class Speech:
    """Says texts, messages and catalogue words in one language.

    The methods take their texts as named templates: ``gettext("{n} minutes", n=5)``.
    """

    language: Language

    def gettext(self, text: str, **params: object) -> str:
        """Translate a text of the pages."""
        return str(catalog(self.language).gettext(text)).format(**params)

    def ngettext(self, one: str, many: str, n: int, **params: object) -> str:
        """Translate a text that counts something; ``n`` is among its parameters."""
        return str(catalog(self.language).ngettext(one, many, n)).format(n=n, **params)

    def error(self, error: PlannerError | UnavailableError) -> str:
        """Say why something was refused; the text may hold what people wrote, so it is no template."""
        return str(catalog(self.language).gettext(str(error)))

    def words(self, words: Words) -> str:
        """Say the name of a catalogue entry."""
        return words.text(self.language)

    def word(self, table: str, key: str) -> str:
        """Say a word of the formats, such as ``("verdict", "unknown")``."""
        return load_catalogue().words[table][key].text(self.language)

    def message(self, message: Message) -> str:
        """Say a sentence of the catalogue."""
        return message.text(self.language)

    def number(self, value: float, digits: int = 1) -> str:
        """Write a number without needless decimals, with the comma of the language."""
        text = f"{value:.{digits}f}".rstrip("0").rstrip(".") if digits else f"{value:.0f}"
        return text.replace(".", ",") if self.language == "da" else text

    def moment(self, when: datetime, zone: str | None = None) -> str:
        """Say a moment as date and time of day, in the visitor's time zone where it is known."""
        known = get_timezone(zone) if zone else UTC
        return format_datetime(
            when, "d. MMM, HH.mm" if self.language == "da" else "d MMM, HH:mm", known, self.language
        )


def header(headers: Mapping[str, str], name: str) -> str:
    """Return a header as text; an empty one where it is missing."""
    return str(headers.get(name) or "")


def visitor_speech() -> Speech:
    """Return the speech of the visitor whose page is being drawn."""
    headers = st.context.headers
    default = cast("Language", read_settings().language)
    return Speech(choose_language(header(headers, "Cookie"), header(headers, "Accept-Language"), default))
