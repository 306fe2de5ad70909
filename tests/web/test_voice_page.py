"""The teacher's page about the students' voice, as Streamlit runs it."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from doors import make_account
from serving import ROOT
from streamlit.testing.v1 import AppTest
from streamlit.testing.v1.element_tree import Button

from planner.plan.changes import SetVoice
from planner.services import plans, rounds
from planner.services.answering import give_answer
from planner.services.archive import Archive
from planner.services.plans import plan_layout
from planner.services.rounds import Asked
from planner.services.sharing import share
from planner.voice.model import Answer, Group, Pin
from planner.voice.round import Reply, Round
from planner.web import visitor, voice_checks
from planner.web.findings import Shown
from planner.web.opened import the_archive
from planner.web.server.session import now, the_store
from planner.web.voice_open import expected_answers, group_of

APP = str(ROOT / "planner" / "web" / "app.py")
NASTY = "<b>blød</b> [stol](http://x.example) ![](http://x.example/p.png)"


@pytest.fixture(autouse=True)
def _own_data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PLANNER_DATA", str(tmp_path))


def a_plan() -> str:
    return plans.open_sample(the_archive(), "fractions-grade-5", now())


def a_round(plan: str, group: Group = "4-6", **fields: Any) -> Round:
    layout = plan_layout(plans.load_plan(the_archive(), plan).plan)
    asked = Asked(group, **{"layouts": (layout,), "minutes_open": 20, "expected": 24, **fields})
    return rounds.open_round(the_archive(), plan, asked, now())


def answers(one: Round, number: int, **fields: Any) -> None:
    for student in range(number):
        plain: dict[str, Any] = {
            "choices": {"agree_place": "5" if student % 2 else "2"},
            "pins": (Pin(kind="loud", at=(2.0, 2.0)), Pin(kind="good", at=(2.0, 2.0)))[: 1 + (student == 0)],
            "words": {"wish": f"{NASTY} {student}"},
        }
        give_answer(the_store(), one.code, f"device-{student}", Answer(**plain | fields), now())


def opened(**query: str) -> AppTest:
    app = AppTest.from_file(APP, default_timeout=60)
    app.query_params.update(query)
    app.run()
    app.switch_page("screens/plan_voice.py")
    app.query_params.update(query)
    app.run()
    assert not app.exception
    return app


def html(app: AppTest) -> str:
    return " ".join(element.proto.body for element in app.get("html"))


def button(app: AppTest, label: str) -> Button:
    return next(one for one in app.button if label in one.label)


def labels(app: AppTest) -> str:
    return " ".join(one.label for one in app.button)


def pressed(app: AppTest, label: str) -> AppTest:
    button(app, label).click().run()
    assert not app.exception
    return app


@pytest.mark.parametrize(
    ("grade", "group"), [(0, "0-1"), (1, "0-1"), (2, "2-3"), (4, "4-6"), (6, "4-6"), (7, "7-9"), (10, "7-9")]
)
def test_the_age_group_follows_the_grade(grade: int, group: Group) -> None:
    assert group_of(grade) == group


def test_a_round_is_proposed_for_the_plans_class_with_its_questions() -> None:
    plan = a_plan()
    app = opened(id=plan)
    said = html(app)
    assert "De får 9 spørgsmål" in said
    assert "Det er let at komme rundt." in said
    assert app.number_input(key="voice_minutes").value == 20
    students = expected_answers(plans.load_plan(the_archive(), plan).plan)
    assert app.number_input(key="voice_expected").value == students


def test_another_age_group_gets_other_questions_and_the_opened_round_has_them() -> None:
    plan = a_plan()
    app = opened(id=plan)
    app.button_group(key="voice_group").set_value("2-3").run()
    assert "Hvad er godt her?" in html(app)
    app.number_input(key="voice_minutes").set_value(35).run()
    pressed(app, "Åbn runden")
    (one,) = rounds.rounds_of(the_archive(), plan)
    assert (one.group, one.closes - one.opened) == ("2-3", timedelta(minutes=35))
    assert f">{one.code}<" in html(app)
    assert "Åbn runden" not in labels(app)


def test_two_layouts_are_put_to_a_vote_under_names_of_their_own() -> None:
    plan = a_plan()
    app = opened(id=plan)
    app.toggle(key="voice_two").set_value(True).run()
    assert "Hvilken indretning vil du helst have?" in html(app)
    second = app.selectbox(key="voice_second")
    second.select(next(option for option in second.options if "zoner" in option)).run()
    pressed(app, "Åbn runden")
    (one,) = rounds.rounds_of(the_archive(), plan)
    assert len({layout.name for layout in one.layouts}) == 2


def test_who_is_alone_on_this_machine_is_told_that_tablets_cannot_come_here() -> None:
    plan = a_plan()
    a_round(plan)
    assert "tablets kan ikke nå den" in html(opened(id=plan))


def test_below_five_answers_there_is_a_count_and_nothing_else() -> None:
    plan = a_plan()
    answers(a_round(plan), 4)
    app = opened(id=plan)
    said = html(app)
    assert "4 af 24 har svaret" in said
    assert "Resultater kommer fra 5 svar" in said
    assert "Der er ikke noget at vise endnu." in said
    assert "blød" not in said
    assert not app.get("vega_lite_chart")
    assert not app.get("arrow_vega_lite_chart")


def test_results_come_in_batches_and_say_what_waits() -> None:
    plan = a_plan()
    one = a_round(plan)
    answers(one, 5)
    assert "Resultaterne nedenfor er fra 5 svar." in html(opened(id=plan))
    give_answer(the_store(), one.code, "late", Answer(choices={"agree_place": "1"}), now())
    said = html(opened(id=plan))
    assert "6 af 24 har svaret" in said
    assert "Resultaterne nedenfor er fra 5 svar." in said
    assert "1 nyt eller ændret svar venter, til der er 5 af dem." in said
    assert '<td class="number">3</td>' in said
    rounds.close_round(the_archive(), one.id, now())
    assert "1 nyt eller ændret svar holdes tilbage" in html(opened(id=plan))


def test_five_answers_to_different_questions_are_counted_and_none_is_shown() -> None:
    plan = a_plan()
    one = a_round(plan)
    for student, item in enumerate(("agree_place", "agree_place", "agree_quiet", "agree_quiet", "agree_see")):
        give_answer(the_store(), one.code, f"device-{student}", Answer(choices={item: "5"}), now())
    app = opened(id=plan)
    assert "Resultaterne nedenfor er fra 5 svar." in html(app)
    assert "Det samme som tabeller" not in [expander.label for expander in app.expander]
    assert not app.get("arrow_vega_lite_chart")


def test_few_pins_of_a_kind_are_not_drawn() -> None:
    plan = a_plan()
    answers(a_round(plan), 6)
    app = opened(id=plan)
    kinds = app.button_group(key="voice_pin")
    assert kinds.options == ["Godt sted", "For højt her"]
    assert "For få elever har brugt disse nåle" in html(app)
    kinds.set_value("loud").run()
    assert "For få elever har brugt disse nåle" not in html(app)


def test_a_text_waits_for_the_teacher_and_is_never_markup() -> None:
    plan = a_plan()
    one = a_round(plan)
    answers(one, 5)
    app = opened(id=plan)
    assert "&lt;b&gt;blød&lt;/b&gt; [stol]" in html(app)
    assert "<b>blød" not in html(app)
    assert "Med elevernes egne ord" not in html(app)
    pressed(app, "Vis nr. 1 i klassens svar")
    pressed(app, "Skjul nr. 1")
    assert "Med elevernes egne ord" in html(app)
    results = rounds.round_state(the_archive(), one.id, now()).results
    assert results is not None
    assert len(results.words) == 1
    assert "2 tekster, du har set på" in [expander.label for expander in app.expander]


def test_a_reply_links_a_change_and_a_refused_one_keeps_what_was_typed() -> None:
    plan = a_plan()
    one = a_round(plan)
    head = plans.load_plan(the_archive(), plan).head
    plans.change_plan(the_archive(), (plan, head), SetVoice("work", "bars", 1), now())
    app = opened(id=plan)
    app.text_area(key="voice_said").set_value("Der er for højt")
    pressed(app, "Giv eleverne dette svar")
    assert app.text_area(key="voice_said").value == "Der er for højt"
    assert rounds.replies_of(the_archive(), one.id) == ()
    app.text_area(key="voice_did").set_value("Vi hvisker ved stængerne")
    app.selectbox(key="voice_edit").select_index(1)
    pressed(app, "Giv eleverne dette svar")
    (said,) = rounds.replies_of(the_archive(), one.id)
    assert (said.said, said.did) == ("Der er for højt", "Vi hvisker ved stængerne")
    assert said.edit == plans.load_plan(the_archive(), plan).head
    assert app.text_area(key="voice_said").value == ""
    assert "Vi hvisker ved stængerne" in html(app)
    assert "stemmeniveau 1" in html(app)


def test_a_wish_that_was_let_through_begins_a_reply() -> None:
    plan = a_plan()
    one = a_round(plan)
    answers(one, 5)
    rounds.round_state(the_archive(), one.id, now())
    word = rounds.waiting_words(the_archive(), one.id)[0]
    rounds.let_through(the_archive(), word.id, now())
    app = opened(id=plan)
    app.selectbox(key="voice_wish").select_index(0).run()
    assert app.text_area(key="voice_said").value == word.text


def test_a_round_is_closed_by_hand_for_good() -> None:
    plan = a_plan()
    one = a_round(plan)
    app = opened(id=plan)
    pressed(app, "Luk nu")
    assert not rounds.rounds_of(the_archive(), plan)[0].open_at(now())
    assert f">{one.code}<" not in html(app)
    assert "Åbn runden" in labels(app)


def test_earlier_rounds_stay_in_reach_the_newest_first() -> None:
    plan = a_plan()
    old = a_round(plan, minutes_open=5, expected=None)
    rounds.close_round(the_archive(), old.id, now())
    rounds.reply(the_archive(), old.id, Reply("Ro", "Nej"), now())
    new = a_round(plan, group="7-9")
    app = opened(id=plan)
    assert [one.key for one in app.button if one.label.startswith("Se runden")] == [
        f"see_{new.id}",
        f"see_{old.id}",
    ]
    assert "7.–9. klasse · 0 af 24 svar · åben" in html(app)
    assert "0 svar · lukket" in html(app)
    app.button(key=f"see_{old.id}").click().run()
    assert app.query_params["round"] == old.id
    assert "<dd>Nej</dd>" in html(app)


def test_students_own_layouts_are_drawn_small_once_they_are_let_through() -> None:
    plan = a_plan()
    one = a_round(plan, group="7-9")
    table = next(piece for piece in one.layouts[0].furniture if not piece.fixed)
    raw = table.model_dump(mode="json", exclude_unset=True) | {"at": [table.at[0] + 0.25, table.at[1]]}
    answers(one, 5, proposal=({"put": {"furniture": [raw]}},), words={}, pins=())
    app = opened(id=plan)
    assert "Elevernes egne indretninger" not in html(app)
    pressed(app, "Vis nr. 1 i klassens svar")
    assert "Elevernes egne indretninger" in html(app)


def test_a_coach_reads_the_results_and_can_change_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, quick_hashes: None
) -> None:
    del quick_hashes
    anna, kim = make_account(tmp_path, "anna"), make_account(tmp_path, "kim", "coach")
    monkeypatch.setattr(visitor, "current_account", lambda: anna)
    plan = a_plan()
    one = a_round(plan)
    answers(one, 5)
    share(Archive(the_store(), anna), plan, kim.id, now())
    monkeypatch.setattr(visitor, "current_account", lambda: kim)
    app = opened(id=plan)
    said = html(app)
    assert "Resultaterne nedenfor er fra 5 svar." in said
    assert one.code not in said
    assert "blød" not in said
    for label in ("Åbn runden", "Luk nu", "Vis nr.", "Giv eleverne"):
        assert label not in labels(app)
    assert not [
        one for one in app.get("download_button") if one.proto.id.endswith(("voice_pdf", "voice_csv"))
    ]


def test_a_stranger_finds_no_such_plan(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, quick_hashes: None
) -> None:
    del quick_hashes
    anna, bo = make_account(tmp_path, "anna"), make_account(tmp_path, "bo")
    monkeypatch.setattr(visitor, "current_account", lambda: anna)
    plan = a_plan()
    a_round(plan)
    monkeypatch.setattr(visitor, "current_account", lambda: bo)
    assert "Den plan findes ikke" in html(opened(id=plan))


def test_a_disagreement_is_shown_in_the_layout_it_is_about() -> None:
    plan = a_plan()
    first = plan_layout(plans.load_plan(the_archive(), plan).plan)
    other = first.model_copy(update={"name": "Den anden"})
    one = a_round(plan, layouts=(first, other))
    answers(one, 6, pins=(Pin(kind="hard_to_reach", at=(7.5, 1.2), layout=1),), words={})
    rounds.round_state(the_archive(), one.id, now())
    found = rounds.disagreements(the_archive(), one.id, now())
    chosen = voice_checks._chosen(found, Shown())
    assert voice_checks._layout(one, chosen).name == "Den anden"
    assert voice_checks._places(chosen) == {"zone:cave"}
    assert "Den anden, Hulen" in chosen[0].text("da")
    assert "Hvor eleverne og tjekket er uenige" in html(opened(id=plan))
