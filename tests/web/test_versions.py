"""The page of the versions as Streamlit runs it, and what it says."""

from pathlib import Path

import pytest
from serving import ROOT
from streamlit.testing.v1 import AppTest

from planner.exchange.documents import read_plan, sample_plans
from planner.plan.changes import SetMinutes, SetSupport
from planner.plan.class_changes import RemoveStudents
from planner.plan.set_field import SetField
from planner.services import plans
from planner.services.comparing import compare_plans
from planner.services.history import list_versions
from planner.web.opened import the_archive
from planner.web.server.session import now
from planner.web.speech import Speech
from planner.web.versions_words import cells_table, counts_table, options_list, said_lists, summary

APP = str(ROOT / "planner" / "web" / "app.py")
SAMPLE = "fractions-grade-5"
BARE = SetField("lesson", (), "supports", ())


@pytest.fixture(autouse=True)
def _own_data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PLANNER_DATA", str(tmp_path))


@pytest.fixture
def plan() -> str:
    """Return a plan with two versions and something that is not saved."""
    archive = the_archive()
    made = plans.open_sample(archive, SAMPLE, now())
    head = plans.change_plan(archive, (made, plans.load_plan(archive, made).head), BARE, now()).head
    head = plans.save_version(archive, (made, head), now(), "Uden støtte").head
    plans.change_plan(archive, (made, head), SetMinutes("work", 15), now())
    return made


def page(plan: str, **query: str) -> AppTest:
    app = AppTest.from_file(APP, default_timeout=60)
    app.query_params["id"] = plan
    app.run()
    app.switch_page("screens/versions.py")
    app.query_params.update({"id": plan} | query)
    app.run()
    assert not app.exception
    return app


def html(app: AppTest) -> str:
    return " ".join(element.proto.body for element in app.get("html"))


def edits(plan: str) -> list[str]:
    return [str(version.edit) for version in list_versions(the_archive(), plan)]


def test_the_last_version_is_compared_with_what_is_shown(plan: str) -> None:
    app = page(plan)
    assert "Vælg din vej: minutterne – før 22 min, nu 15 min" in html(app)
    assert "Ingen vurdering er bedre eller dårligere" in html(app)


def test_two_versions_are_compared_in_participation_terms(plan: str) -> None:
    after, before = edits(plan)
    shown = html(page(plan, left=before, right=after))
    assert "▲ 0 bedre, ▼ 10 dårligere" in shown
    assert "<strong>23 → 21</strong>" in shown
    assert "✕ Ikke muligt" in shown
    assert "Lektionen: støtten til alle – før" in shown
    assert "Kan ikke længere være med gennem hele lektionen: " in shown


def test_the_same_version_twice_is_said_to_be_the_same(plan: str) -> None:
    after, _ = edits(plan)
    assert "De to er ens." in html(page(plan, left=after, right=after))


def test_what_the_address_asks_for_that_is_no_version_is_left_aside(plan: str) -> None:
    app = page(plan, left="999999", right="<script>")
    assert [box.value for box in app.selectbox] == [edits(plan)[0], "now"]


def test_a_version_is_brought_back_as_an_edit_that_can_be_undone(plan: str) -> None:
    _, first = edits(plan)
    app = page(plan, left=first)
    before = plans.load_plan(the_archive(), plan)
    app.button(key=f"back:{first}").click().run()
    assert not app.exception
    restored = plans.load_plan(the_archive(), plan)
    assert restored.plan.lesson.supports == ("visual_schedule", "visible_timer")
    assert restored.head > before.head
    assert "Udgaven vises igen. Fortryd tager den tilbage." in html(app)
    app.button(key="undo").click().run()
    assert plans.load_plan(the_archive(), plan).head == before.head


def test_a_version_is_named_here_and_a_diagnosis_is_refused(plan: str) -> None:
    last, first = edits(plan)
    app = page(plan, left=first, right=last)
    app.text_input(key=f"chosen:{first}").set_value("Som i går").run()
    app.text_input(key=f"chosen:{last}").set_value("ADHD").run()
    assert [version.name for version in list_versions(the_archive(), plan)] == ["Uden støtte", "Som i går"]
    assert "Et navn rummer ingen diagnose" in html(app)


def test_an_unknown_plan_is_said_kindly() -> None:
    assert "Den plan findes ikke" in html(page("nothing"))


def test_words_of_people_are_text_in_every_part() -> None:
    hostile = '<img src=x onerror="alert(1)">'
    before = read_plan(sample_plans()[SAMPLE])
    named = SetField("phase", ("work",), "title", hostile).apply(
        SetField("plan", (), "title", hostile).apply(before)
    )
    compared = compare_plans(before, SetField("lesson", (), "supports", ()).apply(named))
    speech = Speech("da")
    parts = (
        summary(compared.comparison, speech),
        counts_table(compared.comparison, speech),
        cells_table(compared, speech),
        options_list(compared, speech),
        said_lists(compared.comparison, speech),
    )
    assert any("&lt;img" in (part or "") for part in parts)
    assert not any("<img" in (part or "") for part in parts)


def test_a_phase_that_came_is_no_new_student_and_names_nobody() -> None:
    before = read_plan(sample_plans()[SAMPLE])
    shorter = SetField("plan", (), "title", "Kort").apply(before)
    shorter = shorter.model_copy(
        update={"lesson": shorter.lesson.model_copy(update={"phases": shorter.lesson.phases[:-1]})}
    )
    compared = compare_plans(shorter, before)
    assert cells_table(compared, Speech("en")) is None
    assert options_list(compared, Speech("en")) == (
        "<ul><li>Exit-kort · Ét spørgsmål · Lejrbålet: open to 26 more students</li></ul>"
    )


def test_students_of_one_version_only_are_named() -> None:
    before = read_plan(sample_plans()[SAMPLE])
    fewer = RemoveStudents(("B01",)).apply(before)
    said = cells_table(compare_plans(before, fewer), Speech("en"))
    assert said is not None
    assert "Only in the earlier one: B01" in said
    said = cells_table(compare_plans(fewer, before), Speech("en"))
    assert said is not None
    assert "Only in the later one: B01" in said


def test_the_words_come_in_english_too() -> None:
    before = read_plan(sample_plans()[SAMPLE])
    compared = compare_plans(before, SetSupport("phase", ("work",), "step_list", on=True).apply(before))
    said = said_lists(compared.comparison, Speech("en"))
    assert said is not None
    assert "The lesson" in said
    assert "added" in said


def test_who_writes_second_is_shown_what_was_changed_and_what_they_wanted(plan: str) -> None:
    app = AppTest.from_file(APP, default_timeout=60)
    app.query_params["id"] = plan
    app.run()
    app.switch_page("screens/plan.py")
    app.query_params["id"] = plan
    app.run()
    head = plans.load_plan(the_archive(), plan).head
    theirs = plans.change_plan(the_archive(), (plan, head), SetMinutes("share", 9), now())
    title = next(phase.title for phase in theirs.plan.lesson.phases if phase.id == "share")
    next(box for box in app.selectbox if box.label == "Stemme").select("4").run()
    assert not app.exception
    [alert] = [
        element.proto.body for element in app.get("html") if "Det ville du ændre" in element.proto.body
    ]
    assert f"{title}: minutterne – før" in alert.split("Det ville du ændre")[0]
    assert "stemmen – før hvisken, nu klassestemme" in alert.split("Det ville du ændre")[1]
    assert plans.load_plan(the_archive(), plan).head == theirs.head
    app.button(key="merge").click().run()
    both = plans.load_plan(the_archive(), plan).plan
    assert next(phase.minutes for phase in both.lesson.phases if phase.id == "share") == 9
    assert "Det ville du ændre" not in html(app)
