"""Take everything about a class out of the planner, as one file."""

import json
from collections.abc import Iterable, Mapping
from datetime import datetime, tzinfo
from typing import Any

from planner.catalogue.base import Language
from planner.catalogue.loader import load_catalogue
from planner.errors import NotFoundError
from planner.exchange.class_archive import ClassFiles, PlanFiles, Row, VersionFile, class_archive
from planner.plan.document import plan_text, stored_plan
from planner.review.model import STEPS
from planner.room.layout import Layout
from planner.services.archive import Archive
from planner.services.classes import class_plans, own_class
from planner.services.noting import note
from planner.services.plans import load_plan
from planner.storage.images import ImageStore
from planner.storage.reviews import ReviewStore
from planner.storage.voice import VoiceStore


def export_class_archive(archive: Archive, class_id: str, now: datetime, language: Language = "da") -> bytes:
    """Return everything about a class of one's own as a ZIP file; that it left the house is written down.

    Raises
    ------
    NotFoundError
        There is no such class of one's own.
    NotAllowedError
        One of its plans may not be taken out.

    Notes
    -----
    Times are told in the time zone of ``now``, to the minute.
    """
    known, plans = own_class(archive, class_id), class_plans(archive, class_id)
    for plan in plans:
        archive.require(plan, "export")
    note(archive, "class_exported", class_id, now)
    found = tuple(_plan(archive, plan, now.tzinfo, language) for plan in plans)
    made = now.isoformat(timespec="minutes")
    files = ClassFiles(known.name, known.ends.isoformat(), made, found, _pictures(archive, plans))
    return class_archive(files, language)


def _plan(archive: Archive, plan: str, zone: tzinfo | None, language: Language) -> PlanFiles:
    opened, engine = load_plan(archive, plan), archive.store.engine
    sparring = _timed(ReviewStore(engine).export((plan,)), zone)
    names = _names(archive, sparring)
    return PlanFiles(
        title=opened.title,
        content=plan_text(opened.plan, indent=1),
        versions=_versions(archive, plan, zone, language),
        voice=tuple(VoiceStore(engine).export((plan,))[plan]),
        comments=tuple(_comments(sparring["comments"], names, language)),
        notes=tuple(_notes(sparring["notes"], names, language)),
        moves=tuple(_moves(sparring["moves"], names, language)),
        proposals=tuple(
            plan_text(stored_plan(archive.store.content(one.id, one.head)), indent=1)
            for one in ReviewStore(engine).proposals((plan,))
        ),
    )


def _timed(
    sparring: Mapping[str, list[dict[str, Any]]], zone: tzinfo | None
) -> dict[str, list[dict[str, Any]]]:
    """Return what was exported with its times as people read them."""
    return {
        kind: [one | {"at": _minutes(datetime.fromisoformat(one["at"]), zone)} for one in rows]
        for kind, rows in sparring.items()
    }


def _minutes(at: datetime, zone: tzinfo | None) -> str:
    return at.astimezone(zone).isoformat(timespec="minutes")


def _versions(
    archive: Archive, plan: str, zone: tzinfo | None, language: Language
) -> tuple[VersionFile, ...]:
    return tuple(
        VersionFile(
            version.edit,
            _minutes(version.saved_at, zone),
            version.name or "",
            version.label.text(language),
            plan_text(stored_plan(archive.content(plan, version.edit)), indent=1),
        )
        for version in archive.versions(plan)
    )


def _names(archive: Archive, sparring: Mapping[str, list[dict[str, Any]]]) -> dict[str, str]:
    """Return what the accounts that wrote something are called."""
    who = {
        one[key] for rows in sparring.values() for one in rows for key in ("author", "actor") if key in one
    }
    return ReviewStore(archive.store.engine).names(who)


def _comments(
    rows: Iterable[Mapping[str, Any]], names: Mapping[str, str], language: Language
) -> Iterable[Row]:
    """Yield the comments as they read now; one that was withdrawn is not taken out."""
    states = load_catalogue().words["export_state"]
    for one in rows:
        marks = [made["mark"] for made in one["marks"]]
        if "withdrawn" in marks:
            continue
        state = "settled" if marks and marks[-1] == "settled" else "open"
        yield (
            one["at"],
            names.get(one["author"], ""),
            one["place"][language],
            one["texts"][-1]["text"],
            states[state].text(language),
        )


def _notes(rows: Iterable[Mapping[str, Any]], names: Mapping[str, str], language: Language) -> Iterable[Row]:
    words = load_catalogue().words
    fields = {**words["review_note"], **words["export_field"]}
    for one in rows:
        field = fields[one["field"]].text(language)
        yield one["at"], names.get(one["author"], ""), field, _readable(one["field"], one["text"])


def _readable(field: str, text: str) -> str:
    """Return what was written as people read it: agreed steps one a line."""
    if field != STEPS or not text:
        return text
    return "\n".join(f"{step['what']} – {step['who']} – {step['when']}" for step in json.loads(text))


def _moves(rows: Iterable[Mapping[str, Any]], names: Mapping[str, str], language: Language) -> Iterable[Row]:
    statuses = load_catalogue().words["status"]
    for one in rows:
        before, after = (statuses[one[key]].text(language) for key in ("before", "after"))
        yield one["at"], names.get(one["actor"], ""), before, after


def _pictures(archive: Archive, plans: Iterable[str]) -> tuple[tuple[str, str, bytes], ...]:
    """Return the pictures under the rooms of the plans as they are now."""
    layouts = (load_plan(archive, plan).plan.layout for plan in plans)
    named = {one.underlay.image for one in layouts if isinstance(one, Layout) and one.underlay}
    found = []
    for name in sorted(named):
        try:
            picture = ImageStore(archive.store.engine).image(name)
        except NotFoundError:
            continue
        found.append((name, picture.media_type, picture.content))
    return tuple(found)
