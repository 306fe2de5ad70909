"""What every catalogue entry is made of: words in two languages, a source, how sure it is."""

from typing import Literal

from pydantic import BaseModel, ConfigDict

Language = Literal["da", "en"]
Sureness = Literal["law", "norm", "evidence", "choice"]
Severity = Literal["stop", "look", "note"]
Profile = Literal["DK", "ADA"]


class Entry(BaseModel):
    """A frozen piece of the catalogue; unknown keys are refused."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Words(Entry):
    """One text in Danish and English.

    With ``n`` among the parameters of a message, ``da_one`` and ``en_one`` serve the count one.
    """

    da: str
    en: str
    da_one: str | None = None
    en_one: str | None = None

    def text(self, language: Language, *, one: bool = False) -> str:
        """Return the text in a language, in the singular form where ``one`` asks for it."""
        singular = (self.da_one if language == "da" else self.en_one) if one else None
        return singular or (self.da if language == "da" else self.en)


class Sourced(Entry):
    """Something that says where it comes from and how sure it is."""

    source: str
    clause: str = ""
    sureness: Sureness
