"""The pages where a plan is talked about, for each who may open it, without a browser."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from sparring import SAMPLE, School, button, html, labels, make_school, now
from streamlit.testing.v1 import AppTest
from streamlit.testing.v1.element_tree import TextArea

from planner.plan.changes import SetVoice
from planner.plan.lesson_changes import RemoveActivity
from planner.review.model import Anchor, Written
from planner.services import plans, reviews
from planner.services.rounds import Asked, open_round
from planner.services.sharing import put_in_library
from planner.web import review_places


@pytest.fixture
def school(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, quick_hashes: None) -> School:  # noqa: ARG001
    return make_school(tmp_path, monkeypatch)


def field(app: AppTest, label: str) -> TextArea:
    return next(area for area in app.text_area if area.label == label)


def choose(app: AppTest, anchor: Anchor) -> None:
    app.session_state[review_places.CHOSEN] = anchor
    app.run()
    assert not app.exception


@pytest.mark.parametrize("page", ["plan", "plan_room", "plan_lesson", "plan_class", "plan_repair"])
def test_a_coach_who_opens_a_page_of_the_teacher_is_led_to_where_plans_are_read(
    school: School, page: str
) -> None:
    app = school.open(school.kim, "queue")
    app.switch_page(f"screens/{page}.py")
    app.query_params["id"] = school.plan
    app.run()
    assert not app.exception
    assert "Samtalen" in html(app)
    assert not [box for box in app.selectbox if box.label == "Stemme"]
    assert not any(label.startswith(("Fortryd", "Gem udgave")) for label in labels(app))


def test_a_stranger_finds_no_plan(school: School) -> None:
    assert "Den plan findes ikke" in html(school.open(school.bo, "review"))


def test_a_coach_comments_and_the_teacher_answers_and_settles(school: School) -> None:
    app = school.open(school.kim, "review")
    app.text_area[0].set_value("Dejligt, at alle *starter* samlet.").run()
    button(app, "Send kommentaren").click().run()
    assert not app.exception
    assert app.text_area[0].value == ""
    choose(app, Anchor("plan"))
    assert "Dejligt, at alle *starter* samlet." in html(app)

    hers = school.open(school.anna, "review")
    choose(hers, Anchor("plan"))
    assert "kim" in html(hers)
    button(hers, "Svar kim").click().run()
    field(hers, "Dit svar").set_value("Tak!").run()
    button(hers, "Send svaret").click().run()
    assert "Tak!" in html(hers)
    button(hers, "Afslut").click().run()
    assert not hers.exception
    threads = reviews.comments(school.archive(school.anna), school.plan)
    assert [one.text for one in threads[0].answers] == ["Tak!"]
    assert threads[0].settled is not None


def test_a_text_that_is_refused_stays_in_its_field(school: School) -> None:
    app = school.open(school.kim, "review")
    app.text_area[0].set_value("Eleven har ADHD.").run()
    button(app, "Send kommentaren").click().run()
    assert "ingen diagnose" in html(app)
    assert app.text_area[0].value == "Eleven har ADHD."
    assert reviews.comments(school.archive(school.kim), school.plan) == ()


def test_what_people_write_is_text_and_nothing_else(school: School) -> None:
    school.comment(school.kim, Anchor("plan"), "<img src=x onerror=alert(1)> [link](http://x)")
    app = school.open(school.anna, "review")
    choose(app, Anchor("plan"))
    assert "&lt;img src=x onerror=alert(1)&gt; [link](http://x)" in html(app)
    assert "<img src=x" not in html(app)


def test_a_comment_says_when_its_place_is_gone_and_can_still_be_read(school: School) -> None:
    hers = school.archive(school.anna)
    opened = plans.load_plan(hers, school.plan)
    phase = next(one for one in opened.plan.lesson.phases if len(one.activities) > 1)
    anchor = Anchor("activity", (phase.id, phase.activities[0].id))
    school.comment(school.kim, anchor, "God idé.")
    gone = RemoveActivity(phase.id, phase.activities[0].id)
    plans.change_plan(hers, (school.plan, opened.head), gone, now())
    app = school.open(school.anna, "review")
    choose(app, anchor)
    assert "aktiviteten er ikke i fasen længere" in html(app)
    assert "God idé." in html(app)


def test_the_sheet_saves_what_is_written_at_once(school: School) -> None:
    app = school.open(school.anna, "review", part="sheet")
    area = field(app, "Lærerens eget spørgsmål")
    area.set_value("Hvordan får jeg ro til læsegruppen?").run()
    assert not app.exception
    assert "Gemt · Du" in html(app)
    theirs = school.open(school.kim, "review", part="sheet")
    area = field(theirs, "Lærerens eget spørgsmål")
    assert area.value == "Hvordan får jeg ro til læsegruppen?"


def test_two_who_write_at_once_keep_both_texts_and_choose(school: School) -> None:
    app = school.open(school.anna, "review", part="sheet")
    reviews.note(school.archive(school.kim), school.plan, Written("question", "Kims"), now())
    area = field(app, "Lærerens eget spørgsmål")
    area.set_value("Annas").run()
    assert not app.exception
    assert "To" in html(app) or "Begge tekster er gemt" in html(app)
    assert "Kims" in html(app)
    assert "Annas" in html(app)
    button(app, "Brug begge").click().run()
    area = field(app, "Lærerens eget spørgsmål")
    assert area.value == "Kims\n\nAnnas"


def test_three_steps_are_agreed_and_no_more(school: School) -> None:
    app = school.open(school.anna, "review", part="sheet")
    for number in range(3):
        app.text_input(key="step_what").set_value(f"Prøv {number}")
        app.text_input(key="step_who").set_value("L")
        app.date_input(key="step_when").set_value(datetime(2026, 12, 4, tzinfo=UTC).date())
        app.run()
        button(app, "Tilføj tiltaget").click().run()
        assert not app.exception
    assert "Tre tiltag er nok" in html(app)
    assert "Prøv 2" in html(app)
    button(app, "Fjern: Prøv 0").click().run()
    steps = reviews.review(school.archive(school.anna), school.plan, now()).steps
    assert [step.what for step in steps] == ["Prøv 1", "Prøv 2"]


def test_a_step_without_a_day_is_asked_for_and_its_words_stay(school: School) -> None:
    app = school.open(school.anna, "review", part="sheet")
    app.text_input(key="step_what").set_value("Prøv").run()
    button(app, "Tilføj tiltaget").click().run()
    assert "hvad, hvem og hvornår" in html(app)
    assert app.text_input(key="step_what").value == "Prøv"


def test_a_coach_makes_a_counter_proposal_and_the_teacher_adopts_a_piece_and_undoes_it(
    school: School,
) -> None:
    app = school.open(school.kim, "review", part="pieces")
    button(app, "Lav et modforslag").click().run()
    assert not app.exception
    assert "Modforslag" in html(app)
    coach, hers = school.archive(school.kim), school.archive(school.anna)
    (proposal,) = reviews.proposals(coach, school.plan)
    copy = plans.load_plan(coach, proposal.id)
    phase = copy.plan.lesson.phases[0]
    change = SetVoice(phase.id, phase.activities[0].id, 0)
    plans.change_plan(coach, (proposal.id, copy.head), change, now())

    page = school.open(school.anna, "review", part="pieces")
    button(page, "Tag med").click().run()
    assert not page.exception
    assert "Taget med" in html(page)
    assert "Tjekket siger" in html(page)
    assert "Sådan er planen allerede" in html(page)
    activity = plans.load_plan(hers, school.plan).plan.lesson.phases[0].activities[0]
    assert activity.voice == 0
    button(page, "Fortryd").click().run()
    assert not page.exception
    assert "Taget med" not in html(page)
    assert plans.load_plan(hers, school.plan).plan.lesson.phases[0].activities[0].voice != 0
    assert any(label.startswith("Tag med") for label in labels(page))


def test_a_plan_is_moved_on_from_the_bar_by_those_who_may(school: School) -> None:
    app = school.open(school.anna, "plan")
    assert "Kladde" in html(app)
    button(app, "Klar til sparring").click().run()
    assert not app.exception
    assert "Klar til sparring" in html(app)
    theirs = school.open(school.kim, "review")
    button(theirs, "Tag op til sparring").click().run()
    assert reviews.status_of(school.archive(school.anna), school.plan) == "in_review"
    assert "Under sparring" in html(theirs)


def test_a_teacher_without_a_coach_is_told_how_to_share(school: School) -> None:
    other = plans.open_sample(school.archive(school.bo), SAMPLE, now())
    app = school.open(school.bo, "plan", id=other)
    assert "Del først planen med en vejleder" in html(app)
    assert "Klar til sparring" not in labels(app)


def test_who_finds_a_plan_in_the_library_reads_it_and_makes_a_copy(school: School) -> None:
    copy = put_in_library(school.archive(school.anna), school.plan, now())
    app = school.open(school.bo, "review", id=copy)
    assert "Lav en kopi, hvis du vil ændre i den" in html(app)
    assert not app.text_area
    button(app, "Lav en kopi").click().run()
    assert not app.exception
    assert len(plans.list_plans(school.archive(school.bo))) > 0


def test_a_text_the_browser_held_over_a_restart_is_not_lost(school: School) -> None:
    hers = school.archive(school.anna)
    reviews.note(hers, school.plan, Written("question", "Gemt"), now())
    app = school.open(school.anna, "queue")
    app.session_state[f"note:{school.plan}:question"] = "Skrevet imens"
    app.switch_page("screens/review.py")
    app.query_params.update({"id": school.plan, "part": "sheet"})
    app.run()
    assert not app.exception
    assert "Gemt" in html(app)
    assert "Skrevet imens" in html(app)
    button(app, "Brug min").click().run()
    assert field(app, "Lærerens eget spørgsmål").value == "Skrevet imens"


def test_the_sparring_of_a_counter_proposal_is_that_of_its_plan(school: School) -> None:
    copy = reviews.propose(school.archive(school.kim), school.plan, now())
    app = school.open(school.kim, "queue")
    app.switch_page("screens/review.py")
    app.query_params["id"] = copy
    app.run()
    assert not app.exception
    assert "Det er endnu ikke anderledes end planen" in html(app)
    bar = school.open(school.kim, "plan", id=copy)
    assert "ser læreren stykke for stykke" in html(bar)


def test_the_class_step_of_a_shared_plan_leads_to_where_it_is_read(school: School) -> None:
    app = school.open(school.kim, "queue")
    app.switch_page("screens/new.py")
    app.query_params.update({"step": "3", "plan": school.plan})
    app.run()
    assert not app.exception
    assert "Samtalen" in html(app)


def test_the_sheet_says_how_the_plan_came_to_where_it_is(school: School) -> None:
    reviews.move(school.archive(school.anna), school.plan, "ready", now())
    app = school.open(school.kim, "review", part="sheet")
    assert "Vejen hertil" in html(app)
    assert "Klar til sparring – anna" in html(app)


def test_what_changed_since_last_is_said_with_what_it_did(school: School) -> None:
    hers = school.archive(school.anna)
    reviews.move(hers, school.plan, "ready", now())
    assert "Intet er ændret, siden planen blev meldt klar (" in html(school.open(school.kim, "review"))
    opened = plans.load_plan(hers, school.plan)
    phase = opened.plan.lesson.phases[0]
    change = SetVoice(phase.id, phase.activities[0].id, 0)
    plans.change_plan(hers, (school.plan, opened.head), change, now())
    said = html(school.open(school.kim, "review"))
    assert "Det er ændret, siden planen blev meldt klar (" in said
    assert "sammen" not in said.split("Det er ændret, siden")[1].split("</summary>")[0]
    assert "nu stille" in said
    assert "Siden sidst:" in said


def test_a_writer_corrects_and_takes_back_and_nobody_else_does(school: School) -> None:
    school.comment(school.kim, Anchor("plan"), "Fejl")
    hers = school.open(school.anna, "review")
    choose(hers, Anchor("plan"))
    assert "Ret" not in labels(hers)
    app = school.open(school.kim, "review")
    choose(app, Anchor("plan"))
    button(app, "Ret").click().run()
    field(app, "Det, du skrev").set_value("Rettet")
    button(app, "Gem rettelsen").click().run()
    assert not app.exception
    assert "rettet" in html(app)
    assert "Fejl" not in html(app)
    button(app, "Træk tilbage").click().run()
    assert "Trukket tilbage" in html(app)
    assert "Rettet" not in html(app)


def test_the_students_voice_stands_beside_the_plan_once_they_were_asked(school: School) -> None:
    hers = school.archive(school.anna)
    app = school.open(school.kim, "review")
    assert not [box for box in app.expander if box.label == "Elevernes stemme"]
    layout = plans.plan_layout(plans.load_plan(hers, school.plan).plan)
    open_round(hers, school.plan, Asked("4-6", (layout,), 20), now())
    app = school.open(school.kim, "review")
    assert [box for box in app.expander if box.label == "Elevernes stemme"]
    app.session_state["review_voice"] = True
    app.run()
    assert not app.exception
    assert "for få svar" in html(app)
