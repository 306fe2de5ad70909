"""The page of proposals without a browser: what is lacking, a proposal made and taken back in one press."""

from pathlib import Path
from typing import Any

import pytest
from builders import activity, box, phase, raw_layout, raw_plan, zone
from serving import ROOT
from streamlit.testing.v1 import AppTest

from planner.lesson.model import Plan
from planner.plan.changes import SetVoice
from planner.services import plans, repairing_aside
from planner.services.repairing_aside import Repairing, repairs_aside
from planner.web.opened import the_archive
from planner.web.server.session import now

APP = str(ROOT / "planner" / "web" / "app.py")
NEEDS = {"code": "A1", "prerequisites": ["read_aloud"]}


@pytest.fixture(autouse=True)
def _own_data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PLANNER_DATA", str(tmp_path))


def work(id_: str, *supports: str) -> dict[str, Any]:
    """A phase with a text as the only way in."""
    fields = {"zones": ["camp", "water"], "ways_in": ["text"], "voice": 0, "supports": list(supports)}
    return phase(f"{id_}s", activity(id_, **fields))


def kept(*phases: dict[str, Any], **fields: Any) -> str:
    students = [NEEDS, {"code": "A2"}]
    raw = raw_plan(*phases, **{"layout": "zoned-classroom", "students": students, **fields})
    return plans.new_plan(the_archive(), Plan.model_validate(raw), "created", now())


def opened(plan: str) -> AppTest:
    app = AppTest.from_file(APP, default_timeout=60)
    app.run()
    app.switch_page("screens/plan_repair.py")
    app.query_params["id"] = plan
    app.run()
    assert not app.exception
    return app


def html(app: AppTest) -> str:
    return " ".join(element.proto.body for element in app.get("html"))


def press(app: AppTest, label: str) -> None:
    found = [button for button in app.button if button.label.startswith(label)]
    assert found, [button.label for button in app.button]
    found[0].click().run()
    assert not app.exception


def supports(plan: str) -> list[tuple[str, ...]]:
    phases = plans.load_plan(the_archive(), plan).plan.lesson.phases
    return [phase.activities[0].supports for phase in phases]


def places(plan: str) -> dict[str, tuple[float, float]]:
    room = plans.plan_layout(plans.load_plan(the_archive(), plan).plan)
    return {piece.id: piece.at for piece in room.furniture}


def test_the_page_says_what_is_lacking_and_three_ways_to_mend_it() -> None:
    said = html(opened(kept(work("read"))))
    assert "A1 har ingen mulighed i »Reads«." in said
    assert "3 forslag, hvor alle elever har en vej gennem lektionen" in said
    assert "Forslag 1 – lille indsats" in said
    assert "Tilbyd alle læsemakker i »Read« (Reads)." in said
    assert "Hjælper A1." in said
    assert "Ændrer ikke noget for andre." in said
    assert "»Reads«: A1 – fra »ikke muligt« til »som planlagt«." in said
    assert "det er ikke bevist, at der ikke findes noget mindre" in said


def test_a_proposal_of_two_steps_is_made_in_one_press_and_taken_back_in_one() -> None:
    plan = kept(work("read"), work("look"))
    app = opened(plan)
    before, found = supports(plan), repairs_aside(plans.load_plan(the_archive(), plan).plan).result()
    sizes = [len(proposal.changes) for proposal in found.proposals]
    press(app, f"Gør det: forslag {sizes.index(2) + 1}")
    assert all(supports(plan))
    assert "Det er gjort. Fortryd øverst på siden tager det hele tilbage." in html(app)
    assert "Der er ikke noget at ændre." in html(app)
    press(app, "Fortryd: forslag")
    assert supports(plan) == before
    assert "Det er gjort" not in html(app)
    assert "Forslag 1" in html(app)


def test_a_plan_without_faults_needs_no_proposal() -> None:
    app = opened(kept(work("read"), students=[{"code": "A2"}]))
    assert "Der er ikke noget at ændre." in html(app)
    assert not [button for button in app.button if button.label.startswith("Gør det")]


def test_where_nothing_mends_it_all_the_nearest_is_shown() -> None:
    quiet = {"code": "B1", "prerequisites": [{"id": "low_noise", "level_db": 30}]}
    plan = kept(work("read"), students=[NEEDS, quiet])
    app = opened(plan)
    assert "Her er det, der kommer nærmest." in html(app)
    assert "Det, der kommer nærmest – " in html(app)
    assert "B1 har ingen mulighed i »Reads«." in html(app)
    press(app, "Gør det")
    assert "Det er gjort" in html(app)
    assert "B1 har ingen mulighed" in html(app)


def test_a_cupboard_is_moved_in_one_press_and_stands_where_it_stood_after_undo() -> None:
    cupboards = [box("c1", 4, 1.3, 0.5, 2.6, fixed=True), box("c2", 4, 4.4, 0.5, 2.2)]
    room = raw_layout(furniture=cupboards, zones=[zone("a", 6, 1.5, 1.6), zone("b", 6, 4.5, 1.6)])
    wheels = [{"code": "A1", "prerequisites": ["step_free"]}, {"code": "A2"}]
    work_there = phase("work", activity("read", zones=["a", "b"], voice=0))
    plan = kept(work_there, layout=room, students=wheels)
    app = opened(plan)
    assert "Flyt skab c2 0,15 m op på tegningen, til (4,00; 4,55)." in html(app)
    press(app, "Gør det: forslag 1")
    assert places(plan)["c2"] == (4.0, 4.55)
    press(app, "Fortryd: forslag")
    assert places(plan)["c2"] == (4.0, 4.4)


def test_what_was_changed_elsewhere_meanwhile_is_asked_about() -> None:
    plan = kept(work("read"))
    app = opened(plan)
    head = plans.load_plan(the_archive(), plan).head
    plans.change_plan(the_archive(), (plan, head), SetVoice("reads", "read", 1), now())
    press(app, "Gør det: forslag 1")
    assert supports(plan) == [()]
    press(app, "Tag min ændring med")
    assert supports(plan) == [("reading_partner",)]


def test_one_state_of_a_plan_is_looked_at_once() -> None:
    plan = plans.load_plan(the_archive(), kept(work("read"))).plan
    assert repairs_aside(plan) is repairs_aside(plan)
    assert len(repairs_aside(plan).result().proposals) == 3


def test_a_search_that_died_says_so_and_begins_again(monkeypatch: pytest.MonkeyPatch) -> None:
    plan = kept(work("read", "think_time"))
    with monkeypatch.context() as patch:
        patch.setattr(repairing_aside, "_answered", lambda _: b"")
        assert "Søgningen efter forslag stoppede" in html(opened(plan))
    assert isinstance(repairs_aside(plans.load_plan(the_archive(), plan).plan), Repairing)
    assert "Forslag 1" in html(opened(plan))
