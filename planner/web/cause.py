"""Why a student can or cannot take part in a phase: the chosen cell in words."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from planner.catalogue.base import Words
from planner.catalogue.loader import load_catalogue
from planner.lesson.model import Plan
from planner.participation.model import Barrier, Cell, OptionVerdict, StudentPath, Verdict
from planner.web.markup import Html, items, join, tag
from planner.web.matrix import SYMBOLS, student_name, verdict_word
from planner.web.speech import Speech

# An estimate of ±5 dB has no tenths; a passage is a matter of centimetres.
DIGITS: Final[Mapping[str, int]] = {"m": 2, "dB": 0}


@dataclass(frozen=True, slots=True)
class Names:
    """Titles of phases and activities and names of zones, by id."""

    phases: Mapping[str, str]
    activities: Mapping[tuple[str, str], str]
    zones: Mapping[str, str]


def plan_names(plan: Plan, zones: Mapping[str, str]) -> Names:
    """Collect the names that sentences about a plan need; ``zones`` are those of its layout."""
    phases = plan.lesson.phases
    activities = {(phase.id, a.id): a.title for phase in phases for a in phase.activities}
    return Names({phase.id: phase.title for phase in phases}, activities, zones)


def badge(verdict: Verdict, speech: Speech) -> Html:
    """Return a verdict as symbol and word, in its colour."""
    symbol = tag("span", SYMBOLS[verdict], aria_hidden="true")
    return tag("span", symbol, " ", verdict_word(verdict, speech), class_=f"p-verdict {verdict.id}")


def fact(barrier: Barrier, speech: Speech) -> Html | None:
    """Return the value beside its limit; None where the barrier is not about a number."""
    if barrier.value is None:
        return None
    digits = DIGITS.get(barrier.unit, 1)
    value = f"{speech.number(barrier.value, digits)} {barrier.unit}".strip()
    parts = [join(speech.gettext("Here"), ": ", tag("strong", value))]
    if barrier.limit is not None:
        limit = f"{speech.number(barrier.limit, digits)} {barrier.unit}".strip()
        parts.append(join(speech.gettext("Limit"), ": ", tag("strong", limit)))
    return tag("p", *(tag("span", part) for part in parts), class_="p-fact")


def origin(sureness: str, source: Words, speech: Speech) -> Html:
    """Say how sure a rule is and where it comes from."""
    sure = speech.gettext("How sure: {sureness}", sureness=speech.word("sureness", sureness))
    return tag(
        "p", sure, " · ", speech.gettext("Source: {source}", source=speech.words(source)), class_="p-small"
    )


def _barrier(barrier: Barrier, said: set[str], speech: Speech) -> Html:
    """Return what stands in the way and what may help, without what was ``said`` above."""
    remedies = items(*_new((speech.message(remedy) for remedy in barrier.remedies), said))
    return tag(
        "div",
        tag("p", speech.message(barrier.message), class_="p-sentence"),
        fact(barrier, speech),
        join(tag("p", speech.gettext("What may help"), class_="p-label"), remedies) if remedies else None,
        origin(barrier.sureness, barrier.source, speech),
        class_="p-barrier",
    )


def _gap(gap: Barrier, speech: Speech) -> Html:
    """Return what to record; what may help is for where the fact is known and falls short."""
    return tag(
        "div",
        tag("p", speech.gettext("To record"), class_="p-label"),
        tag("p", speech.message(gap.message), class_="p-sentence"),
        origin(gap.sureness, gap.source, speech),
        class_="p-barrier gap",
    )


def _new(sentences: Iterable[str], said: set[str]) -> list[str]:
    """Return the sentences not said before, and remember them."""
    fresh = [sentence for sentence in dict.fromkeys(sentences) if sentence not in said]
    said.update(fresh)
    return fresh


def _once(barriers: Iterable[Barrier], speech: Speech) -> list[Barrier]:
    """Leave out what says the same as one before: two needs may ask for the same fact."""
    first: dict[str, Barrier] = {}
    for barrier in barriers:
        first.setdefault(speech.message(barrier.message), barrier)
    return list(first.values())


def _own_supports(option: OptionVerdict, speech: Speech) -> Html | None:
    supports, needs = load_catalogue().supports, load_catalogue().prerequisites
    lines = [
        f"{speech.words(supports[support].name)} ({speech.words(needs[need].name)})"
        for need, support in option.own_supports
        if support in supports and need in needs
    ]
    if not lines:
        return None
    return join(tag("p", speech.gettext("Own supports in use"), class_="p-label"), items(*lines))


def _option(option: OptionVerdict, title: str, speech: Speech, *, opened: bool) -> Html:
    said: set[str] = set()
    causes = [_barrier(barrier, said, speech) for barrier in _once(option.barriers, speech)]
    gaps = [_gap(gap, speech) for gap in _once(option.gaps, speech)]
    own = _own_supports(option, speech)
    fine = (
        tag("p", speech.gettext("Nothing stands in the way here.")) if not (causes or gaps or own) else None
    )
    summary = tag("summary", tag("span", title, class_="p-option"), " ", badge(option.verdict, speech))
    return tag("details", summary, *causes, *gaps, own, fine, open=opened)


def option_title(option: OptionVerdict, phase: str, names: Names, speech: Speech) -> str:
    """Name a way to take part: the activity and its zone."""
    activity = names.activities.get((phase, option.activity), option.activity)
    if option.zone is None:
        return speech.gettext("{activity}, no zone recorded", activity=activity)
    return speech.gettext(
        "{activity} in {zone}", activity=activity, zone=names.zones.get(option.zone, option.zone)
    )


def path_line(path: StudentPath, names: Names, speech: Speech) -> Html:
    """Say whether a way leads through the whole lesson, where it breaks, and the choices per phase."""
    if path.complete:
        text = speech.gettext("A way leads through the whole lesson.")
    elif path.breaks_at is None:
        text = speech.gettext("No way leads through the whole lesson.")
    else:
        phase = names.phases.get(path.breaks_at, path.breaks_at)
        text = speech.gettext("The way through the lesson breaks at {phase}.", phase=phase)
    choices = items(*(_choice(phase, n, names) for phase, n in path.choices.items()), class_="p-choices")
    label = tag("p", speech.gettext("Open ways in each phase"), class_="p-label")
    return join(tag("p", text, class_="p-path" if path.complete else "p-path broken"), label, choices)


def _choice(phase: str, n: int, names: Names) -> Html:
    title = names.phases.get(phase, phase)
    return tag("span", title, ": ", tag("strong", str(n)), class_="none" if n == 0 else None)


def cause(cell: Cell, path: StudentPath | None, names: Names, speech: Speech) -> Html:
    """Explain a cell: every way to take part with its barriers, best first, then the whole lesson."""
    title = f"{student_name(cell.student, speech)} · {names.phases.get(cell.phase, cell.phase)}"
    options = sorted(cell.options, key=lambda option: option.verdict)
    parts = [
        _option(option, option_title(option, cell.phase, names, speech), speech, opened=index == 0)
        for index, option in enumerate(options)
    ]
    return tag(
        "section",
        tag("h2", title, " ", badge(cell.verdict, speech)),
        *parts,
        path_line(path, names, speech) if path else None,
        class_="p-cause",
        aria_live="polite",
    )


def places(cell: Cell) -> tuple[str, ...]:
    """Return the places behind a cell, as ``zone:shop``: of its best way and of what stands in its way."""
    best = min(cell.options, key=lambda option: option.verdict, default=None)
    if best is None:
        return ()
    zone = (f"zone:{best.zone}",) if best.zone else ()
    causes = tuple(barrier.place for barrier in (*best.barriers, *best.gaps))
    return tuple(dict.fromkeys((*zone, *causes)))
