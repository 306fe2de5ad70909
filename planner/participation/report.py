"""The check as plain JSON, the public contract of ``planner check --json``."""

from typing import TYPE_CHECKING, Any, TypeVar

from planner.catalogue.finding import finding_report, rounded
from planner.participation.model import Verdict

if TYPE_CHECKING:
    from collections.abc import Callable

    from planner.catalogue.base import Language
    from planner.catalogue.message import Message
    from planner.participation.model import Barrier, Cell, Check, OptionVerdict, StudentPath

Json = dict[str, Any]
T = TypeVar("T")
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
    """Writes options, barriers and remedies; each object and each tuple once, however many share it."""

    def __init__(self, language: "Language") -> None:
        self._language = language
        self._written: dict[int, Any] = {}
        self._lists: dict[int, list[Any]] = {}

    def cell(self, cell: "Cell") -> Json:
        return {
            "student": cell.student,
            "phase": cell.phase,
            "verdict": WORDS[cell.verdict],
            "options": self._all(cell.options, self._option),
        }

    def _all(self, things: tuple[T, ...], write: "Callable[[T], object]") -> list[Any]:
        found = self._lists.get(id(things))
        if found is None:
            known = self._written
            found = [known.get(id(one)) or known.setdefault(id(one), write(one)) for one in things]
            self._lists[id(things)] = found
        return found

    def _option(self, option: "OptionVerdict") -> Json:
        return {
            "activity": option.activity,
            "zone": option.zone,
            "verdict": WORDS[option.verdict],
            "barriers": self._all(option.barriers, self._barrier),
            "not_recorded": self._all(option.gaps, self._barrier),
            "own_supports": self._all(option.own_supports, _own_support),
        }

    def _barrier(self, barrier: "Barrier") -> Json:
        return _fact(barrier, self._language, self._all(barrier.remedies, self._text))

    def _text(self, message: "Message") -> str:
        return message.text(self._language)


def barrier_report(barrier: "Barrier", language: "Language") -> Json:
    """Return one barrier with its sentence and remedies."""
    return _fact(barrier, language, [remedy.text(language) for remedy in barrier.remedies])


def _own_support(own: tuple[str, str]) -> Json:
    return {"prerequisite": own[0], "support": own[1]}


def _fact(barrier: "Barrier", language: "Language", remedies: list[str]) -> Json:
    return {
        "prerequisite": barrier.prerequisite,
        "place": barrier.place,
        "value": rounded(barrier.value),
        "limit": rounded(barrier.limit),
        "unit": barrier.unit,
        "message": barrier.message.text(language),
        "sureness": barrier.sureness,
        "source": barrier.source.text(language),
        "remedies": remedies,
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
