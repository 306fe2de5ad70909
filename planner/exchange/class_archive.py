"""Everything about a class as one ZIP file: plans with their versions, the students' voice, sparring."""

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from io import BytesIO
from typing import Any, Final
from zipfile import ZIP_DEFLATED, ZipFile

from planner.catalogue.base import Language
from planner.catalogue.loader import load_catalogue
from planner.exchange.cells import csv_file

_LETTERS: Final = re.compile(r"[^\w]+")
_LONGEST: Final = 40
_TYPES: Final = {"image/png": "png", "image/jpeg": "jpg", "image/webp": "webp"}

Row = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class VersionFile:
    """A saved version: its number, when it was saved, its name, its last edit, and the plan as a file."""

    edit: int
    at: str
    name: str
    label: str
    content: str


@dataclass(frozen=True, slots=True)
class PlanFiles:
    """What there is about one plan.

    Attributes
    ----------
    content
        The plan as it is shown, as a plan file.
    voice
        What the rounds came to, as the teacher may see it.
    comments, notes, moves
        Sparring: time, who, where or what, and the text.
    proposals
        Counter-proposals to the plan, as plan files.
    """

    title: str
    content: str
    versions: tuple[VersionFile, ...]
    voice: tuple[Mapping[str, Any], ...]
    comments: tuple[Row, ...]
    notes: tuple[Row, ...]
    moves: tuple[Row, ...]
    proposals: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ClassFiles:
    """What there is about one class; pictures by their SHA-256, with their media type."""

    name: str
    ends: str
    made: str
    plans: tuple[PlanFiles, ...]
    pictures: tuple[tuple[str, str, bytes], ...]


def class_archive(files: ClassFiles, language: Language) -> bytes:
    """Return the ZIP file; names in it are made of letters, digits and dashes only."""
    out = BytesIO()
    with ZipFile(out, "w", ZIP_DEFLATED) as archive:
        for path, content in class_entries(files, language):
            archive.writestr(path, content)
    return out.getvalue()


def class_entries(files: ClassFiles, language: Language) -> Iterator[tuple[str, bytes]]:
    """Yield the entries of the ZIP file: where each stands, and what it holds."""
    yield "README.txt", _readme(files, language).encode("utf-8-sig")
    about = {"name": files.name, "ends": files.ends, "made": files.made, "plans": len(files.plans)}
    yield "class.json", _json(about)
    for number, plan in enumerate(files.plans, 1):
        folder = f"{number:03d}-{slug(plan.title)}"
        for path, content in _plan_entries(plan, language):
            yield f"{folder}/{path}", content
    for name, media_type, picture in files.pictures:
        yield f"pictures/{name}.{_TYPES.get(media_type, 'bin')}", picture


def slug(title: str) -> str:
    """Return a title as a part of a file name; no path comes of it."""
    return _LETTERS.sub("-", title).strip("-_")[:_LONGEST] or "plan"


def _plan_entries(plan: PlanFiles, language: Language) -> Iterator[tuple[str, bytes]]:
    yield "plan.json", plan.content.encode()
    yield "versions.csv", _table("versions", (_version_row(one) for one in plan.versions), language)
    for version in plan.versions:
        yield f"versions/{version.edit}.json", version.content.encode()
    for number, proposal in enumerate(plan.proposals, 1):
        yield f"proposals/{number}.json", proposal.encode()
    if plan.voice:
        yield "voice.json", _json(plan.voice)
        yield "words.csv", _table("words", _word_rows(plan.voice), language)
        yield "replies.csv", _table("replies", _reply_rows(plan.voice), language)
    for name, rows in (("comments", plan.comments), ("notes", plan.notes), ("moves", plan.moves)):
        if rows:
            yield f"{name}.csv", _table(name, rows, language)


def _version_row(version: VersionFile) -> Row:
    return version.at, version.name, version.label, f"versions/{version.edit}.json"


def _word_rows(rounds: Iterable[Mapping[str, Any]]) -> Iterator[Row]:
    for one in rounds:
        for word in one["words"]:
            yield str(one["code"]), str(word["kind"]), str(word["text"]), str(word["state"])


def _reply_rows(rounds: Iterable[Mapping[str, Any]]) -> Iterator[Row]:
    for one in rounds:
        for reply in one["replies"]:
            parts = (reply["at"], reply["said"], reply["did"], reply["because"])
            yield (str(one["code"]), *("" if part is None else str(part) for part in parts))


def _table(name: str, rows: Iterable[Row], language: Language) -> bytes:
    heads = load_catalogue().words["export_heads"][name].text(language).split("; ")
    return csv_file([heads, *rows])


def _readme(files: ClassFiles, language: Language) -> str:
    words = load_catalogue().words["export_readme"]
    lines = (words[key].text(language) for key in words)
    return "\r\n".join(lines).format(name=files.name, ends=files.ends, made=files.made)


def _json(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False, indent=1, default=list).encode()
