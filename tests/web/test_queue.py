"""What waits, and what stands across plans, for each role."""

from datetime import date
from pathlib import Path

import pytest
from sparring import School, html, make_school, now

from planner.plan.status import STATUSES
from planner.review.model import Anchor, Step, Steps, Waiting
from planner.services import reviews
from planner.services.moving_on import move
from planner.services.sharing import leave
from planner.web import queue_list
from planner.web.review_status import REVIEW_PAGE


@pytest.fixture
def school(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, quick_hashes: None) -> School:  # noqa: ARG001
    return make_school(tmp_path, monkeypatch)


def links(school: School, who: str) -> list[str]:
    app = school.open(getattr(school, who), "queue")
    return [link.proto.label for link in app.get("page_link")]


def test_nothing_waits_and_it_is_said_what_to_do(school: School) -> None:
    assert "Del en plan med en vejleder" in html(school.open(school.anna, "queue"))
    assert "Når en lærer deler en plan med dig" in html(school.open(school.kim, "queue"))


def test_a_plan_that_is_ready_waits_for_the_coach_and_stands_under_its_status(school: School) -> None:
    move(school.archive(school.anna), school.plan, "ready", now())
    page = school.open(school.kim, "queue")
    labels = [link.proto.label for link in page.get("page_link")]
    assert any("er klar til sparring" in label and "siden" in label for label in labels)
    assert any("**Brøker på flere måder**" in label and "anna" in label for label in labels)
    assert "Klar til sparring (1)" in html(page)


def test_a_draft_stands_apart_from_what_is_in_sparring(school: School) -> None:
    said = html(school.open(school.kim, "queue"))
    assert "Delt med dig" in said
    assert "Her beder ingen om sparring lige nu." in said
    assert "Planer til sparring hos dig" not in said
    move(school.archive(school.anna), school.plan, "ready", now())
    said = html(school.open(school.kim, "queue"))
    assert "Planer til sparring hos dig" in said
    assert "Her beder ingen om sparring lige nu." not in said


def test_comments_wait_for_the_teacher_and_lead_to_the_talk(school: School) -> None:
    school.comment(school.kim, Anchor("plan"), "Hvad siger eleverne?")
    assert any("1 kommentar til" in label for label in links(school, "anna"))
    (waiting,) = reviews.waiting(school.archive(school.anna), now())
    assert queue_list.way_to(waiting) == (REVIEW_PAGE, {"id": school.plan})


def test_the_front_page_says_how_much_waits(school: School) -> None:
    assert "Sparring: intet venter" in [
        link.proto.label for link in school.open(school.kim, "start").get("page_link")
    ]
    move(school.archive(school.anna), school.plan, "ready", now())
    assert "**1** ting venter på dig" in [
        link.proto.label for link in school.open(school.kim, "start").get("page_link")
    ]


@pytest.mark.parametrize(
    ("kind", "page", "part"),
    [
        ("proposal", REVIEW_PAGE, "pieces"),
        ("evaluate", REVIEW_PAGE, "sheet"),
        ("comments", REVIEW_PAGE, None),
        ("words", queue_list.VOICE_PAGE, None),
        ("wishes", queue_list.VOICE_PAGE, None),
    ],
)
def test_what_waits_leads_to_where_it_is_done(school: School, kind: str, page: str, part: str | None) -> None:
    (waiting,) = _one(school)
    there, query = queue_list.way_to(Waiting(kind, "p", "", waiting.words))  # type: ignore[arg-type]
    assert there == page
    assert query.get("part") == part


def _one(school: School) -> tuple[Waiting, ...]:
    school.comment(school.kim, Anchor("plan"), "Hej")
    return reviews.waiting(school.archive(school.anna), now())


def test_every_status_has_its_place_in_the_list() -> None:
    assert queue_list.ORDER[0] == "ready"
    assert sorted(queue_list.ORDER) == sorted(STATUSES)


def test_across_plans_is_for_coaches_and_administrators(school: School) -> None:
    assert "for vejledere og administratorer" in html(school.open(school.anna, "across"))
    assert not any("På tværs" in label for label in links(school, "anna"))
    assert any("På tværs" in label for label in links(school, "kim"))


@pytest.mark.parametrize("who", ["kim", "eva"])
def test_pictures_across_plans_have_their_table_and_say_what_they_are_not(school: School, who: str) -> None:
    page = school.open(getattr(school, who), "across")
    assert "Her er set på 1 plan" in html(page)
    assert "ikke til at sammenligne" in html(page)
    assert "som tabel" in html(page)
    assert page.get("vega_lite_chart") or page.get("arrow_vega_lite_chart")


def test_a_coach_with_no_plans_is_told_what_comes_here(school: School) -> None:
    leave(school.archive(school.kim), school.plan, now())
    assert "Ingen planer er delt med dig endnu" in html(school.open(school.kim, "across"))


def test_agreed_steps_wait_when_their_day_has_come(school: School) -> None:
    hers = school.archive(school.anna)
    step = Step("Prøv hulen", "L", date(2026, 1, 12))
    reviews.agree(hers, school.plan, Steps((step, Step("Senere", "L", date(2999, 1, 1)))), now())
    for status in ("ready", "in_review", "agreed"):
        who = school.archive(school.kim) if status == "in_review" else hers
        move(who, school.plan, status, now())
    assert any("Det er tid til et aftalt tiltag" in label for label in links(school, "anna"))
    assert not any("aftalt tiltag" in label for label in links(school, "kim"))
