"""What every catalogue entry is made of: words in two languages, a source, how sure it is."""

from functools import cached_property
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, field_validator

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

    source: Words
    clause: str = ""
    sureness: Sureness

    @field_validator("source", mode="before")
    @classmethod
    def _in_both_languages(cls, value: Any) -> Any:  # noqa: ANN401 – raw TOML of any shape
        """Take the name of a publication as it is in both languages."""
        return {"da": value, "en": value} if isinstance(value, str) else value

    @cached_property
    def origin(self) -> Words:
        """The source with its clause."""
        if not self.clause:
            return self.source
        return Words(da=f"{self.source.da}, {self.clause}", en=f"{self.source.en}, {self.clause}")
