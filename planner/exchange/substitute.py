"""The sheet of a lesson for who steps in: rooms, phases, places and tasks, as a PDF (PDF/UA-1).

It says what is set up for everybody and nothing of any student: it lies on a desk and is read by who does not
know the class. So it is made from the lesson and its adults alone; the class never comes near it.
"""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from planner.catalogue.loader import load_catalogue
from planner.exchange.typesetting import typeset
from planner.locale import gettext, ngettext

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from planner.catalogue.base import Language, Words
    from planner.catalogue.message import Message
    from planner.lesson.model import Activity, Lesson, Phase
    from planner.participation.adults.model import AdultsView, Watch

TO_WATCH: Final = ("partly", "unseen", "unknown")


@dataclass(frozen=True, slots=True)
class LessonSheet:
    """What stands on the sheet.

    Attributes
    ----------
    title, lesson, adults
        The plan's title, its lesson and what its adults do in it.
    room, drawing
        The room's name and its drawing as SVG.
    zones
        Names of the zones by id.
    grade, subject
        Of the plan, as it says them.
    missing
        What is said of the adult who is missing, None where nobody is.
    changed
        What is otherwise than in the plan, each a sentence about the setting.
    open
        What nobody does now, each a sentence about the setting.
    """

    title: str
    lesson: "Lesson"
    adults: "AdultsView"
    room: str
    drawing: str
    zones: "Mapping[str, str]"
    grade: int
    subject: str | None = None
    missing: "Message | None" = None
    changed: "tuple[Message, ...]" = ()
    open: "tuple[Message, ...]" = ()


def substitute_pdf(sheet: LessonSheet, language: "Language" = "da") -> bytes:
    """Return the sheet as a PDF."""
    return typeset("substitute", substitute_data(sheet, language))


def substitute_data(sheet: LessonSheet, language: "Language") -> dict[str, Any]:
    """Return what the template is filled with, as plain JSON."""
    made = _Writer(sheet, language)
    return {
        "language": language,
        "title": sheet.title,
        "lead": made.lead(),
        "facts": made.facts(),
        "supports": made.supports(sheet.lesson.supports),
        "changed": [said.text(language) for said in sheet.changed],
        "open": [said.text(language) for said in sheet.open],
        "drawing": sheet.drawing,
        "drawing_alt": gettext("Drawing of {room} with its zones", language).format(room=sheet.room),
        "phases": made.phases(),
        "labels": {
            "about": gettext("The lesson", language),
            "supports": gettext("Set up for everybody all lesson", language),
            "changed": gettext("This is otherwise than in the plan", language),
            "open": gettext("To be settled", language),
            "room": gettext("The room", language),
            "phases": gettext("Phase by phase", language),
            "what": gettext("What", language),
            "where": gettext("Where", language),
            "how": gettext("How", language),
            "watch": gettext("Look after", language),
        },
    }


@dataclass(frozen=True, slots=True)
class _Writer:
    """Writes the parts of one sheet in one language."""

    sheet: LessonSheet
    language: "Language"

    def lead(self) -> str:
        missing = self.sheet.missing
        if missing is not None:
            return missing.text(self.language)
        return gettext("For who steps in: what happens when, where and with whom.", self.language)

    def facts(self) -> list[list[str]]:
        lesson, language = self.sheet.lesson, self.language
        minutes = sum(phase.minutes for phase in lesson.phases)
        rows = [(gettext("Goal", language), lesson.goal), (gettext("Subject", language), self.sheet.subject)]
        rows += [
            (gettext("Grade", language), str(self.sheet.grade)),
            (gettext("Room", language), self.sheet.room),
        ]
        rows.append((gettext("Length", language), f"{minutes:g} min"))
        return [[name, value] for name, value in rows if value]

    def supports(self, ids: "Iterable[str]") -> list[str]:
        known = load_catalogue().supports
        return [known[one].name.text(self.language) if one in known else one for one in ids]

    def phases(self) -> list[dict[str, Any]]:
        start, made = 0.0, []
        for phase in self.sheet.lesson.phases:
            made.append(self._phase(phase, start))
            start += phase.minutes
        return made

    def _phase(self, phase: "Phase", start: float) -> dict[str, Any]:
        times = gettext("minute {start}-{end} ({minutes} min)", self.language).format(
            start=f"{start:g}", end=f"{start + phase.minutes:g}", minutes=f"{phase.minutes:g}"
        )
        return {
            "title": f"{phase.title} · {times}",
            "adults": [
                one.message.text(self.language)
                for one in self.sheet.adults.adults
                if one.phase == phase.id and one.task != "away"
            ],
            "supports": self._for_all(phase),
            "moved": self._moved(len(phase.moves)),
            "activities": [self._activity(activity) for activity in phase.activities],
            "watch": [
                self._watch(one)
                for one in self.sheet.adults.watches
                if one.phase == phase.id and one.oversight in TO_WATCH
            ],
        }

    def _for_all(self, phase: "Phase") -> str:
        names = self.supports(phase.supports)
        return (
            gettext("For everybody: {supports}.", self.language).format(supports=", ".join(names))
            if names
            else ""
        )

    def _moved(self, n: int) -> str:
        if not n:
            return ""
        said = ngettext(
            "{n} thing stands elsewhere in this phase.",
            "{n} things stand elsewhere in this phase.",
            n,
            self.language,
        )
        return said.format(n=n)

    def _activity(self, activity: "Activity") -> dict[str, Any]:
        return {
            "title": activity.title,
            "where": ", ".join(self.sheet.zones.get(zone, zone) for zone in activity.zones or ()) or "–",
            "how": self._how(activity),
            "text": activity.instructions or "",
        }

    def _how(self, activity: "Activity") -> str:
        parts = [
            self._adult(activity),
            self._word("social_form", activity.social_form),
            self._size(activity),
            self._voice(activity),
            self._back(activity),
            *self.supports(activity.supports),
        ]
        return ", ".join(part for part in parts if part)

    def _adult(self, activity: "Activity") -> str:
        if not activity.recorded("adult"):
            return ""
        if activity.adult is None:
            return gettext("without an adult", self.language)
        return gettext("with {adult}", self.language).format(adult=activity.adult)

    def _size(self, activity: "Activity") -> str:
        most = activity.group_size.max if activity.group_size else None
        return gettext("at most {n} together", self.language).format(n=most) if most else ""

    def _voice(self, activity: "Activity") -> str:
        voice = activity.voice
        if voice is None:
            return ""
        return gettext("voice: {voice}", self.language).format(voice=self._word("voice", str(voice)))

    def _back(self, activity: "Activity") -> str:
        """Say that a group works apart and when it is back; what it is for stays in the plan."""
        if activity.apart is None:
            return ""
        titles = {phase.id: phase.title for phase in self.sheet.lesson.phases}
        back = titles.get(activity.apart.returns_to or "")
        if back is None:
            return gettext("works apart", self.language)
        return gettext("works apart, back in “{phase}”", self.language).format(phase=back)

    def _watch(self, watch: "Watch") -> str:
        if watch.oversight == "unknown":
            return gettext("{zone}: agree on who looks by", self.language).format(zone=watch.name)
        share = f"{100 * (watch.share or 0):.0f}"
        said = (
            gettext("{zone}: nobody sees it", self.language)
            if watch.oversight == "unseen"
            else gettext("{zone}: only about {share} % is seen (estimate)", self.language)
        )
        return said.format(zone=watch.name, share=share)

    def _word(self, table: str, key: str | None) -> str:
        words: Mapping[str, Words] = load_catalogue().words[table]
        return words[key].text(self.language) if key is not None and key in words else ""
