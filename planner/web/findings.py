"""Findings by severity, each with a button that shows its place in the room plan."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, get_args

from planner.catalogue.base import Severity
from planner.catalogue.finding import Finding
from planner.lesson.model import Plan
from planner.web.component import encode, load_component
from planner.web.speech import Speech

SYMBOLS: Final[Mapping[Severity, str]] = {"stop": "✕", "look": "!", "note": "i"}
LESSON_KINDS: Final = ("lesson", "phase", "activity", "student", "adult", "plan")
_mount = load_component("findings")

Places = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Shown:
    """The finding whose place is shown; ``seq`` numbers the choices of one tab."""

    id: str | None = None
    seq: int = 0


def finding_id(finding: Finding) -> str:
    """Name a finding so that it keeps its name while the plan changes around it."""
    return "|".join((finding.rule.id, finding.at, *finding.also))


def room_places(finding: Finding, activity_zones: Mapping[str, Places]) -> Places:
    """Return the places of a finding in the room; an activity or phase stands where its zones are."""
    found: list[str] = []
    for place in (finding.at, *finding.also):
        kind = place.partition(":")[0]
        found.extend(activity_zones.get(place, ()) if kind in LESSON_KINDS else (place,))
    return tuple(dict.fromkeys(found))


def zones_of_activities(plan: Plan) -> dict[str, Places]:
    """Return the zones where the activities and phases of a plan take place, as ``zone:shop``."""
    places: dict[str, Places] = {}
    for phase in plan.lesson.phases:
        for activity in phase.activities:
            zones = tuple(f"zone:{zone}" for zone in activity.zones or ())
            for name in (
                f"activity:{activity.id}",
                f"activity:{phase.id}/{activity.id}",
                f"phase:{phase.id}",
            ):
                places[name] = places.get(name, ()) + zones
    return places


def findings_data(
    findings: Sequence[Finding], zones: Mapping[str, Places], shown: Shown, speech: Speech
) -> dict[str, Any]:
    """Return what the list shows, as plain data, most severe first."""
    return {
        "groups": [
            _group(severity, [f for f in findings if f.severity == severity], zones, speech)
            for severity in get_args(Severity)
            if any(f.severity == severity for f in findings)
        ],
        "words": {
            "show": speech.gettext("Show in the room"),
            "more": speech.gettext("What may help, and how sure it is"),
        },
        "shown": {"id": shown.id, "seq": shown.seq},
    }


def _group(
    severity: Severity, findings: Sequence[Finding], zones: Mapping[str, Places], speech: Speech
) -> dict[str, Any]:
    return {
        "severity": severity,
        "symbol": SYMBOLS[severity],
        "title": f"{speech.word('severity', severity)} ({len(findings)})",
        "items": [_item(finding, zones, speech) for finding in findings],
    }


def _item(finding: Finding, zones: Mapping[str, Places], speech: Speech) -> dict[str, Any]:
    rule = finding.rule
    return {
        "id": finding_id(finding),
        "text": finding.text(speech.language),
        "places": room_places(finding, zones),
        "remedies": [speech.words(remedy) for remedy in rule.remedies],
        "origin": [
            speech.gettext("How sure: {sureness}", sureness=speech.word("sureness", rule.sureness)),
            speech.gettext("Source: {source}", source=speech.words(rule.origin)),
        ],
    }


def read_shown(value: object) -> Shown:
    """Read what the browser reports as shown; nothing for anything else."""
    if not isinstance(value, Mapping) or not isinstance(value.get("seq"), int):
        return Shown()
    name = value.get("id")
    return Shown(name if isinstance(name, str) else None, value["seq"])


def show_findings(data: dict[str, Any], *, key: str) -> object:
    """Draw the findings and return what the browser reports as shown."""
    said = _mount(key=key, data=encode(data), on_shown_change=lambda: None, on_talk_change=lambda: None)
    return said.get("shown")
