"""Finding a document among many: one's own, those opened by others, and the school's library."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from planner.services.archive import Archive
from planner.services.memory import remembered
from planner.services.permissions import Relation
from planner.storage.shelves import Found, ShelfStore
from planner.storage.store import Kind, Standing

Shelf = Literal["mine", "shared", "library"]


@dataclass(frozen=True, slots=True)
class Facts:
    """What a plan or a template says of itself; ``room`` is a name or the id of a shipped layout."""

    subject: str
    grade: int | None
    students: int
    room: str


@dataclass(frozen=True, slots=True)
class Hit:
    """A document that was found: its shelf, what it says of itself, and how the account stands to it."""

    found: Found
    shelf: Shelf
    facts: Facts
    relation: Relation


@dataclass(frozen=True, slots=True)
class Search:
    """What somebody looks for; what is None or empty asks for nothing."""

    text: str = ""
    shelf: Shelf | None = None
    status: str | None = None
    subject: str | None = None
    grade: int | None = None
    class_id: str | None = None


def list_documents(archive: Archive, kind: Kind) -> tuple[Hit, ...]:
    """Return the documents on the account's shelves, the last changed first."""
    rows = ShelfStore(archive.store.engine).found(kind, archive.account.id)
    hits = (
        Hit(row, shelf_of(archive, row), facts_of(row.content), archive.relation_to(_standing(kind, row)))
        for row in rows
    )
    return tuple(hit for hit in hits if archive.may_as(hit.relation, "list"))


def shelf_of(archive: Archive, found: Found) -> Shelf:
    """Return the shelf a document stands on; the library's copy of one's own plan stands in the library."""
    if found.copied:
        return "library"
    if found.owner == archive.account.id:
        return "mine"
    return "shared" if found.shared else "library"


def search(hits: Iterable[Hit], wanted: Search) -> tuple[Hit, ...]:
    """Return what fits all that is asked for, in the order it came in.

    Every word of the text must stand in the title, the subject, the name of the class or the grade.
    """
    words = wanted.text.casefold().split()
    return tuple(hit for hit in hits if _fits(hit, wanted) and all(word in _text(hit) for word in words))


@remembered(1024)
def facts_of(content: str) -> Facts:
    """Read what a plan or a template says of itself; of any other document, and a broken one, nothing."""
    try:
        data = json.loads(content)
    except ValueError:
        data = {}
    if "lesson" not in data:
        return Facts("", None, 0, "")
    layout = data["layout"]
    return Facts(
        subject=(data.get("subject") or "").strip(),
        grade=data.get("grade"),
        students=len(data.get("students", ())) or data.get("class_size") or 0,
        room=layout.get("name", "") if isinstance(layout, dict) else layout,
    )


def _standing(kind: Kind, row: Found) -> Standing:
    return Standing(kind, row.owner, row.shared, row.library is not None, row.copied, row.proposed)


def _fits(hit: Hit, wanted: Search) -> bool:
    asked = (
        (wanted.shelf, hit.shelf),
        (wanted.status, None if hit.found.copied else hit.found.status),
        (wanted.subject, hit.facts.subject.casefold()),
        (wanted.grade, hit.facts.grade),
        (wanted.class_id, hit.found.class_id),
    )
    return all(want is None or want == has for want, has in asked)


def _text(hit: Hit) -> str:
    grade = "" if hit.facts.grade is None else f"{hit.facts.grade}. klasse grade {hit.facts.grade}"
    return f"{hit.found.title} {hit.facts.subject} {hit.found.class_name} {grade}".casefold()
