"""A student's own proposal: furniture and zones, and nothing else of the room."""

import re
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from students import ORIGIN, Student, a_round, data_folder

from planner.room.patch import item_json
from planner.services.rounds import close_round, round_state
from planner.web.student.frame import POLICY

RING = [[1, 1], [2, 1], [2, 2]]


@pytest.fixture(autouse=True)
def _data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    data_folder(tmp_path, monkeypatch)


def moved(asked: Any, number: int = 0, by: float = 0.1) -> dict[str, Any]:
    """Return a patch that moves a loose piece of the round's room."""
    loose = [piece for piece in asked.round.layouts[0].furniture if not piece.fixed]
    raw = item_json(loose[number])
    return {"put": {"furniture": [raw | {"at": [raw["at"][0] + by, raw["at"][1]]}]}}


def test_the_page_brings_the_editor_and_the_room_and_no_more_than_the_policy_gives() -> None:
    asked = a_round("7-9")
    page = Student(asked.round.code).get("/proposal")
    assert page.status_code == 200
    assert page.headers["content-security-policy"] == POLICY
    assert '"mode":"proposal"' in page.text
    assert "Mit eget forslag" in page.text
    assert not re.search(r"<[^>]+\s(style|on\w+)=", page.text)
    for path in re.findall(r'(?:src|href|"style":)"?(/s/-/[^"]+)"', page.text):
        assert Student().ask("GET", path).status_code == 200


@pytest.mark.parametrize("group", ["0-1", "2-3", "4-6"])
def test_who_is_not_asked_for_a_proposal_gets_the_questions(group: Any) -> None:
    asked = a_round(group)
    page = Student(asked.round.code).get("/proposal")
    assert (page.status_code, page.headers["location"]) == (303, f"/s/{asked.round.code}")
    assert Student(asked.round.code).propose(moved(asked)).status_code == 409


def test_changes_come_to_one_patch_and_are_told_at_once() -> None:
    asked = a_round("7-9")
    student = Student(asked.round.code)
    first = student.propose(moved(asked))
    assert first.status_code == 200
    again = student.propose(moved(asked, 1), first.json()["proposal"]).json()
    assert len(again["proposal"]) == 1
    assert (again["changes"], again["seats"] > 0) == (2, True)
    back = student.propose(moved(asked, 0, 0.0), first.json()["proposal"]).json()
    assert (back["proposal"], back["changes"]) == ([], 0)


def test_nothing_is_kept_before_the_answer_is_sent() -> None:
    asked = a_round("7-9")
    student = Student(asked.round.code)
    made = student.propose(moved(asked)).json()
    assert student.own() is None
    assert student.give(proposal=made["proposal"]).status_code == 204
    assert student.own()["proposal"] == made["proposal"]
    assert round_state(asked.archive, asked.round.id, asked.now).answers == 1


@pytest.mark.parametrize(
    "patch",
    [
        {"fields": {"name": "Mit rum"}},
        {"remove": {"rooms": ["R"]}},
        {"remove": {"doors": ["D1"]}},
        {"put": {"walls": [{"id": "w", "line": [[1, 1], [2, 1]]}]}},
        {"put": {"boards": [{"id": "B9", "line": [[1, 1], [2, 1]], "bottom_m": 1, "top_m": 2}]}},
        {
            "put": {
                "zones": [
                    {"id": "z", "name": "Emil har ADHD", "use": "quiet", "polygon": [[1, 1], [2, 1], [2, 2]]}
                ]
            }
        },
        {"put": {"furniture": [{"id": "far", "kind": "stool", "at": [90, 90]}]}},
        {"put": {"furniture": [{"id": "x", "kind": "nothing", "at": [1, 1]}]}},
        {"put": {"students": []}},
    ],
)
def test_anything_but_furniture_and_zones_is_refused(patch: Any) -> None:
    asked = a_round("7-9")
    student = Student(asked.round.code)
    refused = student.propose(patch)
    assert refused.status_code == 422
    assert refused.json()["why"]
    assert student.give(proposal=[patch]).status_code == 422


def test_furniture_stays_where_a_room_is() -> None:
    far = {"put": {"furniture": [{"id": "far", "kind": "stool", "at": [90, 90]}]}}
    assert Student(a_round("7-9").round.code).propose(far).status_code == 422


def test_what_stands_fixed_stays() -> None:
    asked = a_round("7-9")
    fixed = [piece for piece in asked.round.layouts[0].furniture if piece.fixed]
    student = Student(asked.round.code)
    for piece in fixed[:1]:
        assert student.propose({"remove": {"furniture": [piece.id]}}).status_code == 422
    assert fixed


@pytest.mark.parametrize("body", [b"", b"{}", b"[]", b'{"patch": []}', b'{"patch": {}, "more": 1}', b"\xff"])
def test_what_is_no_change_is_refused(body: bytes) -> None:
    student = Student(a_round("7-9").round.code)
    answer = student.ask("POST", f"/s/{student.code}/proposal", {"Origin": ORIGIN}, content=body)
    assert answer.status_code == 400


def test_a_proposal_from_a_foreign_page_or_to_a_closed_round_is_not_taken() -> None:
    asked = a_round("7-9")
    assert Student(asked.round.code, origin="https://evil.example").propose(moved(asked)).status_code == 403
    close_round(asked.archive, asked.round.id, datetime.now(UTC))
    assert Student(asked.round.code).propose(moved(asked)).status_code == 409
    assert Student(asked.round.code).get("/proposal").status_code == 303
