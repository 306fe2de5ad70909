"""The lesson page without a browser: every field has a question, and every choice is a change."""

import html as escaped
from pathlib import Path
from typing import Any

import pytest
from builders import activity, phase, plan, without
from pydantic import BaseModel
from serving import ROOT
from streamlit.testing.v1 import AppTest

from planner.catalogue.loader import load_catalogue
from planner.lesson.model import Activity, Adult, Apart, GroupSize, Lesson, Phase, Plan
from planner.plan.changes import NOT_RECORDED, SetSupport, SetVoice, SetZones
from planner.plan.lesson_changes import MovePhase, SetField
from planner.services import plans, templates
from planner.services.plans import OpenPlan
from planner.web import lesson_timeline, lesson_voice
from planner.web.controls import Workbench
from planner.web.desk import PlanDesk
from planner.web.lesson_activity import readability_text
from planner.web.lesson_ask import NONE, Asked, Choices, several_value, text_change
from planner.web.lesson_fields import ASK, support_choice
from planner.web.lesson_open import field_key, open_data
from planner.web.lesson_phase import co_teaching_messages, copy_title
from planner.web.lesson_place import Chosen, newest, read_chosen, spot
from planner.web.lesson_queue import read_queue
from planner.web.lesson_timeline import lesson_length, open_questions, timeline_data
from planner.web.lesson_voice import voice_data
from planner.web.opened import the_archive
from planner.web.server.session import now
from planner.web.speech import Speech

APP = str(ROOT / "planner" / "web" / "app.py")
DANISH = Speech("da")
WHERE = ("work", "do")

MODELS: dict[str, type[BaseModel]] = {
    "plan": Plan,
    "lesson": Lesson,
    "phase": Phase,
    "activity": Activity,
    "adult": Adult,
}
WITHIN: dict[str, type[BaseModel]] = {"activity_group_size": GroupSize, "activity_apart": Apart}
ELSEWHERE = {
    ("plan", "schema_"): "the format",
    ("plan", "layout"): "the room page",
    ("plan", "students"): "the class page",
    ("plan", "bands"): "the class page",
    ("plan", "class_size"): "the class page",
    ("plan", "pins"): "the page of the places",
    ("plan", "places"): "the page of the places",
    ("plan", "adults"): "added and removed",
    ("plan", "lesson"): "asked field by field",
    ("lesson", "phases"): "added, moved and removed",
    ("phase", "activities"): "added, moved and removed",
    ("phase", "id"): "given by the planner",
    ("activity", "id"): "given by the planner",
    ("adult", "id"): "given by the planner",
    ("activity", "voice"): "the voice scale",
}


def fields() -> set[tuple[str, str]]:
    return {(part, name) for part, model in MODELS.items() for name in model.model_fields}


def bench(subject: Plan) -> Workbench:
    return Workbench(subject, {"z": "Bordene"}, DANISH, lambda _: None)


def asked(subject: Plan, field: str, inner: str = "") -> Asked:
    found = subject.lesson.phases[0].activities[0]
    return Asked(bench(subject), "activity", WHERE, found, field, inner)


def one(*left_out: str, **changed: Any) -> Plan:
    return plan(phase("work", without(activity(**changed), *left_out)))


# ---- Every field ------------------------------------------------------------------------------------------


def test_every_field_of_the_plan_format_is_asked_for_or_has_another_place() -> None:
    assert fields() == set(ASK) | set(ELSEWHERE)
    assert not set(ASK) & set(ELSEWHERE)


def test_every_field_has_a_question_and_a_word_of_help_in_both_languages() -> None:
    words = load_catalogue().words
    composed = {"activity_group_size"}
    names = {f"{part}_{name}" for part, name in ASK} | {"activity_voice"}
    inner = {f"{name}_{field}" for name, model in WITHIN.items() for field in model.model_fields}
    for name in (names | inner) - composed:
        assert words["question"][name].da.endswith("?")
        assert words["question"][name].en.endswith("?")
        assert words["question_help"][name].da.endswith(".")


def test_the_six_ways_to_teach_together_are_explained() -> None:
    words = load_catalogue().words
    assert set(words["co_teaching_help"]) == set(words["co_teaching"])


# ---- Choices ----------------------------------------------------------------------------------------------


def test_open_and_none_are_two_choices() -> None:
    choices = Choices({"a": "A"}, none="Ingen", values={"yes": True})
    assert [choices.value_of(chosen) for chosen in ("?", NONE, "a", "yes")] == [NOT_RECORDED, None, "a", True]
    assert [choices.choice_of(value) for value in (NOT_RECORDED, None, "a", True)] == ["?", NONE, "a", "yes"]
    assert Choices({}).choice_of(None) == "?"


@pytest.mark.parametrize(
    ("before", "chosen", "value"),
    [
        ((), ("speech",), ("speech",)),
        (("speech",), (), NOT_RECORDED),
        (("speech",), ("speech", NONE), ()),
        ((NONE,), (NONE, "speech"), ("speech",)),
        ((NONE,), (), NOT_RECORDED),
        ((NONE,), (NONE,), ()),
    ],
)
def test_none_stands_alone_among_several(before: Any, chosen: Any, value: object) -> None:
    assert several_value(before, chosen) == value


def test_supports_are_switched_one_by_one_said_to_be_none_or_left_open() -> None:
    some = asked(one(supports=["step_list"]), "supports")
    on = SetSupport("activity", WHERE, "word_wall", on=True)
    off = SetSupport("activity", WHERE, "step_list", on=False)
    assert support_choice(some, ("step_list",), ("step_list", "word_wall")) == (on,)
    assert support_choice(some, ("step_list",), ("word_wall",)) == (on, off)
    assert support_choice(some, ("step_list",), ("step_list", NONE)) == (
        SetField("activity", WHERE, "supports", ()),
    )
    assert support_choice(some, ("step_list",), ()) == (
        SetField("activity", WHERE, "supports", NOT_RECORDED),
    )
    nothing = asked(one(supports=[]), "supports")
    assert support_choice(nothing, (NONE,), (NONE, "word_wall")) == (on,)
    assert support_choice(asked(one(), "supports"), (), ()) == ()


def test_a_text_is_trimmed_and_an_empty_one_is_open() -> None:
    open_, known, none = (
        asked(one(**given), "instructions")
        for given in ({}, {"instructions": "Del."}, {"instructions": None})
    )
    assert text_change(open_, "  ") == text_change(none, "") == text_change(known, " Del. ") == ()
    assert text_change(open_, " Vis. ") == (SetField("activity", WHERE, "instructions", "Vis."),)
    assert text_change(known, "") == (SetField("activity", WHERE, "instructions", NOT_RECORDED),)


def test_a_field_within_a_field_keeps_its_neighbours() -> None:
    sized = asked(one(group_size={"min": 2, "max": 4}), "group_size")
    assert sized.within("max").value == 4
    assert sized.within("max").change(5) == (SetField("activity", WHERE, "group_size", {"min": 2, "max": 5}),)
    alone = asked(one(group_size={"max": 4}), "group_size", "max")
    assert alone.change(NOT_RECORDED) == (SetField("activity", WHERE, "group_size", NOT_RECORDED),)
    apart = asked(one(apart={"purpose": "Ro"}), "apart", "purpose")
    assert apart.change(NOT_RECORDED) == (SetField("activity", WHERE, "apart", {}),)
    assert asked(one(), "apart", "purpose").value is NOT_RECORDED
    assert asked(one(group_size=None), "group_size", "max").value is None


# ---- The timeline -----------------------------------------------------------------------------------------


def test_an_edit_of_the_timeline_is_a_change_and_anything_else_is_none() -> None:
    assert lesson_timeline.read_edit({"do": "move", "phase": "a", "index": 2}) == MovePhase("a", 2)
    assert lesson_timeline.read_edit({"do": "minutes", "phase": "a", "minutes": 7}) == SetField(
        "phase", ("a",), "minutes", 7.0
    )
    for wrong in ({"do": "move", "phase": 1, "index": 2}, {"do": "minutes", "phase": "a"}, {"phase": "a"}):
        assert lesson_timeline.read_edit(wrong) is None


def test_a_choice_on_the_voice_scale_is_a_change() -> None:
    assert lesson_voice.read_edit({"place": ["a", "b"], "value": "3"}) == SetVoice("a", "b", 3)
    assert lesson_voice.read_edit({"place": ["a", "b"], "value": "?"}) == SetVoice("a", "b", NOT_RECORDED)
    for wrong in ({"place": ["a"], "value": "3"}, {"place": ["a", "b"], "value": "9"}, {}):
        assert lesson_voice.read_edit(wrong) is None


def test_a_queue_is_read_in_order_and_only_for_its_own_plan() -> None:
    queue = read_queue({"document": "d", "client": "c", "edits": [{"seq": 2}, {"seq": 1}, 7, {}]}, "d")
    assert queue is not None
    assert [seq for seq, _ in queue.edits] == [1, 2]
    for wrong in (
        None,
        {"document": "x", "client": "c", "edits": []},
        {"document": "d", "client": "", "edits": []},
    ):
        assert read_queue(wrong, "d") is None


def test_the_timeline_shows_phases_activities_and_what_is_open() -> None:
    subject = plan(phase("work", without(activity("a"), "zones"), activity("b")), phase("end", activity("c")))
    data = timeline_data(subject, spot(subject, None), DANISH)
    assert [one["minutes"] for one in data["phases"]] == [10, 10]
    assert [one["note"] for one in data["phases"][0]["activities"]] == [
        "Arbejde · L · 2 H'er mangler",
        "Arbejde · L · 1 H mangler",
    ]
    assert data["chosen"] == {"phase": "work", "activity": "a", "seq": 0}
    assert "noteret" in data["words"]["left"]


def test_the_length_is_the_recorded_one_else_whole_lessons() -> None:
    assert lesson_length(plan()) == 45
    assert lesson_length(plan(phase("work", activity(), minutes=50))) == 90
    known = plan(lesson={"minutes": 60})
    assert lesson_length(known) == 60
    assert "noteret" not in timeline_data(known, spot(known, None), DANISH)["words"]["left"]


def test_the_newest_choice_is_shown_and_one_that_is_gone_leads_to_the_first() -> None:
    subject = plan(phase("a", activity("x"), activity("y")), phase("b", activity("z")))
    assert spot(subject, Chosen("b", "gone")).where == ("b", "z")
    assert spot(subject, Chosen("gone", "y")).where == ("a", "y")
    assert newest(Chosen("a", None, 3), Chosen("b", None, 4)) == Chosen("b", None, 4)
    assert newest(None, None) is None
    assert read_chosen({"phase": "a", "activity": 3, "seq": 1}) == Chosen("a", None, 1)
    assert read_chosen({"phase": "a"}) is None


# ---- What is said -----------------------------------------------------------------------------------------


def test_what_is_open_leads_to_its_question_and_a_break_asks_nothing() -> None:
    subject = one("zones", "social_form")
    at = spot(subject, None)
    data = open_data(subject, at, DANISH)
    assert [line["text"] for line in data["items"]] == ["Hvor?", "Med hvem?", "Hvor meget?"]
    assert data["items"][0]["field"] == "ask:activity_zones:work:do"
    assert data["foot"] == "3 spørgsmål er åbne; de andre har planen svar på."
    assert {field_key(h, at) for h in ("why", "how_long")} == {"ask:lesson_goal", "ask:phase_minutes:work"}
    pause = one("zones", kind="break")
    assert open_questions(pause, 0, pause.lesson.phases[0].activities[0]) == ()
    assert open_data(pause, spot(pause, None), DANISH)["items"] == []


def test_readability_is_said_in_words() -> None:
    assert readability_text("", 5, DANISH) == ""
    assert readability_text("Del en pizza. Vis din del. " * 5, 5, DANISH).startswith(
        "Passer til 5. klasse: let for alle"
    )
    assert readability_text("Ole og Bo skal sidde helt forrest.", 2, DANISH) == ""
    explained = "Et langt ord at forklare: sammenhængen."
    assert readability_text("Find sammenhængen forrest i bogen.", 5, DANISH) == explained
    hard = readability_text("Undersøg sammenhængen mellem vandkvalitet og biodiversitet. " * 5, 5, DANISH)
    assert hard.startswith("Svær for 5. klasse (LIX ")
    assert "biodiversitet" in hard


def test_the_rule_about_two_adults_speaks_of_the_phase_alone() -> None:
    two = [{"id": "L", "role": "teacher"}, {"id": "P", "role": "social_educator"}]
    subject = plan(phase("a", activity("x")), phase("b", activity("y")), adults=two)
    said = [message.text("da") for message in co_teaching_messages(bench(subject), subject.lesson.phases[1])]
    assert said == [
        "Vælg, hvordan I to voksne deler opgaven i »B«: parallelt, på stationer, sammen …",
        "P (pædagog) har ingen opgave i »B«.",
    ]


def test_the_voice_scale_shows_five_steps_and_not_decided_yet() -> None:
    subject = one("voice")
    data = voice_data(spot(subject, None), DANISH)
    assert [step["word"] for step in data["steps"]] == [
        "Stille",
        "Hvisken",
        "Makkerstemme",
        "Gruppestemme",
        "Klassestemme",
        "Ikke bestemt endnu",
    ]
    assert data["value"] == "?"


# ---- The page ---------------------------------------------------------------------------------------------


@pytest.fixture
def opened(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> OpenPlan:
    monkeypatch.setenv("PLANNER_DATA", str(tmp_path))
    made = plans.open_sample(the_archive(), "fractions-grade-5", now())
    return plans.load_plan(the_archive(), made)


def page_of(opened: OpenPlan) -> AppTest:
    app = AppTest.from_file(APP, default_timeout=60)
    app.query_params["id"] = opened.id
    app.run()
    app.switch_page("screens/plan_lesson.py")
    app.query_params["id"] = opened.id
    app.run()
    assert not app.exception
    return app


def labels(app: AppTest) -> set[str]:
    kinds = (app.selectbox, app.text_input, app.text_area, app.multiselect, app.number_input, app.checkbox)
    return {one.label for kind in kinds for one in kind}


def pressed(app: AppTest, label: str) -> None:
    next(button for button in app.button if button.label == label).click().run()
    assert not app.exception


def stored(opened: OpenPlan) -> Plan:
    return plans.load_plan(the_archive(), opened.id).plan


def test_every_question_stands_on_the_page(opened: OpenPlan) -> None:
    app = page_of(opened)
    shown = labels(app) | {escaped.unescape(one.proto.body) for one in app.get("html")}
    questions = load_catalogue().words["question"]
    elsewhere = {"activity_voice", "activity_apart_purpose", "activity_apart_returns_to"}
    for name in set(questions) - elsewhere:
        assert any(questions[name].da in text for text in shown), name


def test_a_text_a_choice_and_a_number_are_saved_and_undone(opened: OpenPlan) -> None:
    app = page_of(opened)
    app.text_input(key="ask:lesson_goal").set_value("Vi deler").run()
    app.selectbox(key="ask:activity_posture:plan:plan").select("standing").run()
    app.number_input(key="ask:phase_minutes:plan").set_value(6.5).run()
    app.selectbox(key="ask:plan_grade").select("7").run()
    subject = stored(opened)
    first = subject.lesson.phases[0]
    assert (subject.lesson.goal, first.minutes, subject.grade) == ("Vi deler", 6.5, 7)
    assert first.activities[0].posture == "standing"
    pressed(app, "Fortryd: Planen\\: klassetrinnet ændret")
    assert app.selectbox(key="ask:plan_grade").value == "5"
    assert stored(opened).grade == 5


def test_open_none_and_a_value_are_three_answers(opened: OpenPlan) -> None:
    app = page_of(opened)
    key = "ask:activity_apart:plan:plan"
    app.selectbox(key=key).select("-").run()
    found = stored(opened).lesson.phases[0].activities[0]
    assert (found.recorded("apart"), found.apart) == (True, None)
    app.selectbox(key=key).select("part").run()
    assert stored(opened).lesson.phases[0].activities[0].apart == Apart()
    app.text_input(key="ask:activity_apart_purpose:plan:plan").set_value("Læse i ro").run()
    later = opened.plan.lesson.phases[1].id
    app.selectbox(key="ask:activity_apart_returns_to:plan:plan").select(later).run()
    apart = Apart(purpose="Læse i ro", returns_to=later)
    assert stored(opened).lesson.phases[0].activities[0].apart == apart
    app.selectbox(key=key).select("?").run()
    assert not stored(opened).lesson.phases[0].activities[0].recorded("apart")


def test_a_refused_text_says_why_and_changes_nothing(opened: OpenPlan) -> None:
    app = page_of(opened)
    app.text_input(key="ask:plan_title").set_value("ADHD-planen").run()
    assert "ingen diagnose" in " ".join(one.proto.body for one in app.get("html"))
    assert stored(opened).title == opened.plan.title
    app.run()
    assert app.text_input(key="ask:plan_title").value == "ADHD-planen"
    assert "Ikke gemt: Skriv, hvad eleverne har brug for" in " ".join(
        one.proto.body for one in app.get("html")
    )
    app.text_input(key="ask:plan_title").set_value("Ro-planen").run()
    assert stored(opened).title == "Ro-planen"
    assert "Ikke gemt" not in " ".join(one.proto.body for one in app.get("html"))


@pytest.mark.parametrize("field", ["goal", "instructions"])
def test_a_diagnosis_is_refused_wherever_one_writes_and_stays_to_be_mended(
    opened: OpenPlan, field: str
) -> None:
    first = opened.plan.lesson.phases[0]
    key = f"ask:activity_instructions:{first.id}:{first.activities[0].id}"
    key = "ask:lesson_goal" if field == "goal" else key
    first_text = SetField("activity", (first.id, first.activities[0].id), "instructions", "Sid ned.")
    written = plans.change_plan(the_archive(), (opened.id, opened.head), first_text, now())
    app = page_of(opened)
    area = app.text_area if field == "instructions" else app.text_input
    area(key=key).set_value("Ole har ADHD og skal sidde forrest").run()
    app.run()
    assert area(key=key).value == "Ole har ADHD og skal sidde forrest"
    assert "»en plads forrest«" in " ".join(one.proto.body for one in app.get("html"))
    assert stored(opened) == written.plan
    area(key=key).set_value("Sid forrest, hvis det hjælper dig").run()
    assert "Ikke gemt" not in " ".join(one.proto.body for one in app.get("html"))
    assert stored(opened) != written.plan


def test_adults_come_and_go_and_are_there_for_a_while(opened: OpenPlan) -> None:
    app = page_of(opened)
    pressed(app, "Tilføj pædagog")
    app.selectbox(key="ask:adult_present:P").select("part").run()
    app.number_input(key="ask:adult_present:P:1").set_value(20).run()
    assert [one.id for one in stored(opened).adults] == ["L", "V", "P"]
    assert stored(opened).adults[-1].present == (0, 20)
    pressed(app, "Fjern P")
    assert [one.id for one in stored(opened).adults] == ["L", "V"]


def test_another_length_is_asked_for_in_minutes(opened: OpenPlan) -> None:
    app = page_of(opened)
    app.selectbox(key="ask:lesson_minutes").select("own").run()
    app.number_input(key="ask:lesson_minutes:number").set_value(60).run()
    assert stored(opened).lesson.minutes == 60
    app.selectbox(key="ask:lesson_minutes").select("45").run()
    assert stored(opened).lesson.minutes == 45


def html(app: AppTest) -> str:
    return " ".join(one.proto.body for one in app.get("html"))


def test_a_copy_says_so_and_two_copies_are_told_apart() -> None:
    danish, english = Speech("da"), Speech("en")
    assert copy_title("Øve", [], danish) == "Øve (kopi)"
    assert copy_title("Øve", ["Øve", "Øve (kopi)"], danish) == "Øve (kopi 2)"
    assert copy_title("Øve (kopi)", ["Øve (kopi)", "Øve (kopi 2)"], danish) == "Øve (kopi 3)"
    assert copy_title("Practise", [], english) == "Practise (copy)"
    assert len(copy_title("x" * 120, [], danish)) <= 120


def test_phases_and_activities_are_added_copied_moved_and_removed(opened: OpenPlan) -> None:
    app = page_of(opened)
    for label in (
        "Pause",
        "Kopiér fasen",
        "Tilføj aktivitet",
        "Kopiér aktiviteten",
        "Fjern aktiviteten",
        "Tidligere",
    ):
        pressed(app, label)
    phases = stored(opened).lesson.phases[:3]
    kinds = [[one.kind for one in phase.activities] for phase in phases]
    assert kinds == [["orient"], ["break", "break"], ["break"]]
    assert [phase.title for phase in phases[1:]] == ["Pause (kopi)", "Pause"]
    assert [one.title for one in phases[1].activities] == ["Pause", "Ny aktivitet"]
    pressed(app, "Kopiér aktiviteten")
    assert [one.title for one in stored(opened).lesson.phases[1].activities][1:] == [
        "Ny aktivitet",
        "Ny aktivitet (kopi)",
    ]
    pressed(app, "Fjern fasen")
    assert "»Pause (kopi)« er fjernet. Fortryd henter den tilbage." in html(app)
    pressed(app, "Fjern fasen")
    assert "»Pause (kopi)« er fjernet" not in html(app)
    assert len(stored(opened).lesson.phases) == len(opened.plan.lesson.phases)


def test_a_phase_comes_from_another_plan_and_the_plan_becomes_a_template(opened: OpenPlan) -> None:
    plans.open_sample(the_archive(), plans.list_samples("da")[-1].id, now())
    app = page_of(opened)
    pressed(app, "Hent fasen hertil")
    assert len(stored(opened).lesson.phases) == len(opened.plan.lesson.phases) + 1
    app.text_input(key="template:title").set_value("Vores brøker").run()
    pressed(app, "Gem skabelonen")
    [kept] = templates.list_templates(the_archive())
    assert kept.title == "Vores brøker"
    assert templates.read_template(the_archive(), kept.id).students == ()


def test_an_edit_of_the_timeline_is_made_once(opened: OpenPlan) -> None:
    app = page_of(opened)
    key = f"lesson_timeline:{opened.id}"
    edits = [{"seq": 1, "do": "minutes", "phase": "plan", "minutes": 9}]
    for _ in range(2):
        app.session_state[key] = {"queue": {"document": opened.id, "client": "tab", "edits": edits}}
        app.run()
    assert not app.exception
    assert stored(opened).lesson.phases[0].minutes == 9
    assert len(the_archive().versions(opened.id)) == 1
    undone = PlanDesk(the_archive(), opened.id)
    assert plans.undo(the_archive(), (opened.id, undone.open().head)).plan == opened.plan


def test_an_edit_of_the_timeline_asks_where_another_window_was_first(opened: OpenPlan) -> None:
    app = page_of(opened)
    theirs = SetField("plan", (), "title", "Deres")
    plans.change_plan(the_archive(), (opened.id, opened.head), theirs, now())
    edits = [{"seq": 1, "do": "minutes", "phase": "plan", "minutes": 9}]
    queue = {"queue": {"document": opened.id, "client": "tab", "edits": edits}}
    app.text_input(key="ask:lesson_goal").set_value("Vi deler").run()
    app.session_state[f"lesson_timeline:{opened.id}"] = queue
    app.run()
    assert stored(opened).title == "Deres"
    assert stored(opened).lesson.goal == opened.plan.lesson.goal
    app.session_state[f"lesson_timeline:{opened.id}"] = queue
    pressed(app, "Tag min ændring med")
    app.session_state[f"lesson_timeline:{opened.id}"] = queue
    app.run()
    both = stored(opened)
    assert (both.title, both.lesson.goal, both.lesson.phases[0].minutes) == ("Deres", "Vi deler", 9)


def test_the_timeline_is_told_why_a_move_was_not_made(opened: OpenPlan) -> None:
    work = opened.plan.lesson.phases[2]
    back = SetField("activity", (work.id, work.activities[0].id), "apart", {"returns_to": "share"})
    plans.change_plan(the_archive(), (opened.id, opened.head), back, now())
    app = page_of(opened)
    key = f"lesson_timeline:{opened.id}"
    edits = [{"seq": 1, "do": "move", "phase": work.id, "index": 4}]
    app.session_state[key] = {"queue": {"document": opened.id, "client": "tab", "edits": edits}}
    app.run()
    assert not app.exception
    assert app.session_state[f"why:{key}"] == (
        "A group that works apart must return in a later phase. Change that first."
    )
    assert [one.id for one in stored(opened).lesson.phases] == [one.id for one in opened.plan.lesson.phases]


def test_zones_are_chosen_by_their_names(opened: OpenPlan) -> None:
    app = page_of(opened)
    app.multiselect(key="ask:activity_zones:plan:plan").set_value([]).run()
    assert not stored(opened).lesson.phases[0].activities[0].recorded("zones")
    assert SetZones("plan", "plan", NOT_RECORDED).apply(opened.plan) == stored(opened)
