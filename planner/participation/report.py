"""The check as plain JSON, the public contract of ``planner check --json``."""

from typing import TYPE_CHECKING, Any

from planner.catalogue.finding import finding_report, rounded
from planner.participation.model import Verdict

if TYPE_CHECKING:
    from planner.catalogue.base import Language
    from planner.catalogue.message import Message
    from planner.participation.model import Barrier, Cell, Check, OptionVerdict, StudentPath

Json = dict[str, Any]
WORDS = {verdict: verdict.id for verdict in Verdict}


def check_report(check: "Check", language: "Language") -> Json:
    """Return a check as plain lists, words and rounded numbers, its sentences in one language.

    What several students share is written once and stands in several places: read it, do not change it.
    """
    writer = _Writer(language)
    return {
        "verdicts": [writer.cell(cell) for cell in check.cells],
        "paths": [_path(path) for path in check.paths],
        "findings": [finding_report(finding, language) for finding in check.findings],
    }


class _Writer:
    """Writes barriers and options; each object once, however many students share it."""

    def __init__(self, language: "Language") -> None:
        self._language = language
        self._barriers: dict[int, Json] = {}
        self._options: dict[int, Json] = {}
        self._lists: dict[int, list[Json]] = {}
        self._remedies: dict[int, list[str]] = {}

    def cell(self, cell: "Cell") -> Json:
        options = self._lists.get(id(cell.options))
        if options is None:
            options = self._lists[id(cell.options)] = [self._option(option) for option in cell.options]
        return {
            "student": cell.student,
            "phase": cell.phase,
            "verdict": WORDS[cell.verdict],
            "options": options,
        }

    def _option(self, option: "OptionVerdict") -> Json:
        written = self._options.get(id(option))
        if written is None:
            written = self._options[id(option)] = {
                "activity": option.activity,
                "zone": option.zone,
                "verdict": WORDS[option.verdict],
                "barriers": [self._barrier(barrier) for barrier in option.barriers],
                "not_recorded": [self._barrier(gap) for gap in option.gaps],
                "own_supports": [{"prerequisite": p, "support": s} for p, s in option.own_supports],
            }
        return written

    def _barrier(self, barrier: "Barrier") -> Json:
        written = self._barriers.get(id(barrier))
        if written is None:
            remedies = self._remedies.get(id(barrier.remedies))
            if remedies is None:
                remedies = self._remedies[id(barrier.remedies)] = _texts(barrier.remedies, self._language)
            written = {**_fact(barrier, self._language), "remedies": remedies}
            self._barriers[id(barrier)] = written
        return written


def barrier_report(barrier: "Barrier", language: "Language") -> Json:
    """Return one barrier with its sentence and remedies."""
    return {**_fact(barrier, language), "remedies": _texts(barrier.remedies, language)}


def _texts(messages: "tuple[Message, ...]", language: "Language") -> list[str]:
    return [message.text(language) for message in messages]


def _fact(barrier: "Barrier", language: "Language") -> Json:
    return {
        "prerequisite": barrier.prerequisite,
        "place": barrier.place,
        "value": rounded(barrier.value),
        "limit": rounded(barrier.limit),
        "unit": barrier.unit,
        "message": barrier.message.text(language),
        "sureness": barrier.sureness,
        "source": barrier.source.text(language),
    }


def _path(path: "StudentPath") -> Json:
    return {
        "student": path.student,
        "complete": path.complete,
        "breaks_at": path.breaks_at,
        "narrowest": path.narrowest,
        "choices": dict(path.choices),
        "in_community": dict(path.in_community),
    }
