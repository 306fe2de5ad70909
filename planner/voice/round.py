"""A round of questions to students, and what came of it."""

import json
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from secrets import choice
from typing import Final

from planner.catalogue.base import Language, Words
from planner.room.layout import Layout
from planner.room.patch import layout_json
from planner.voice.model import Group, Question, questions

ALPHABET: Final = "23456789CDFGHJKMNPRTVWX"
"""Letters and digits that cannot be taken for each other on a board, and that make no words: no vowels."""
CODE_LENGTH: Final = 6
UNSEEN: Final = ("underlay", "students", "adults")
"""Fields of a layout that students are not sent: a photo of a room may show who was in it."""


@dataclass(frozen=True, slots=True)
class Round:
    """Questions to students about the layouts of a plan, open for a while under a code.

    Attributes
    ----------
    edit
        The state of the plan that students were asked about.
    layouts
        One or two, as they were when the round was opened.
    closes, closed
        When it closes by itself, and when it was closed; None while it is open.
    expected
        How many answers the teacher waits for; None where nobody said.
    shared
        Whether several students answer on one tablet, one after another.
    """

    id: str
    code: str
    plan: str
    edit: int
    group: Group
    layouts: tuple[Layout, ...]
    language: Language
    opened: datetime
    closes: datetime
    closed: datetime | None
    expected: int | None
    shared: bool = False

    @property
    def questions(self) -> tuple[Question, ...]:
        """What is asked."""
        return questions(self.group, len(self.layouts))

    def open_at(self, now: datetime) -> bool:
        """Whether it takes answers at a time."""
        return self.closed is None and now < self.closes


@dataclass(frozen=True, slots=True)
class Reply:
    """You said – we did – because.

    Attributes
    ----------
    edit
        The state of the plan that the change led to, None where nothing was changed in the plan.
    check
        What the check of the room says about the change, fit for students; None where it says nothing.
    id, at
        Set when it is kept.
    """

    said: str
    did: str
    because: str = ""
    edit: int | None = None
    check: Words | None = None
    id: str = ""
    at: datetime | None = None


def new_code() -> str:
    """Return a random code of a round."""
    return "".join(choice(ALPHABET) for _ in range(CODE_LENGTH))


def plain_code(code: str) -> str:
    """Return the one form of a code, however it was typed; empty where it cannot be one."""
    plain = "".join(c for c in code.upper() if c.isalnum())
    return plain if len(plain) == CODE_LENGTH and set(plain) <= set(ALPHABET) else ""


def seen_layout(layout: Layout) -> Layout:
    """Return a layout without what students are not sent."""
    raw = layout_json(layout)
    return Layout.model_validate_json(json.dumps({key: raw[key] for key in raw if key not in UNSEEN}))


def layouts_text(layouts: tuple[Layout, ...]) -> str:
    """Return the layouts of a round as text."""
    return json.dumps([layout_json(layout) for layout in layouts], ensure_ascii=False)


@lru_cache(maxsize=64)
def stored_layouts(text: str) -> tuple[Layout, ...]:
    """Read the layouts of a round; the same text gives the same objects."""
    return tuple(Layout.model_validate_json(json.dumps(raw)) for raw in json.loads(text))
