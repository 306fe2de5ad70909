"""A round as evidence: what was released, what was let through, and nothing else."""

import json
from dataclasses import replace
from datetime import date, datetime

import pypdfium2
import pytest
from asking import Questions, ask

from planner.catalogue.loader import load_catalogue
from planner.errors import NotAllowedError, NotFoundError
from planner.exchange.umv import write_evidence
from planner.exchange.umv_pdf import evidence_pdf
from planner.plan.changes import SetVoice
from planner.plan.class_changes import AddStudents
from planner.services.archive import Archive
from planner.services.effects import effect_lines, effect_of
from planner.services.evidence import (
    place_rows,
    proposal_layout,
    round_evidence,
)
from planner.services.plans import change_plan, load_plan, undo
from planner.services.rounds import hold_back, let_through, reply, waiting_words
from planner.storage.accounts import AccountStore, NewAccount, Role
from planner.storage.database import writing
from planner.storage.tables import ShareRow
from planner.voice.model import Pin
from planner.voice.results import Placed
from planner.voice.round import Reply

LOUD = (2.0, 2.5)


@pytest.fixture
def asked(archive: Archive, now: datetime) -> Questions:
    return ask(archive, now, expected=24)


def answered(asked: Questions, number: int = 7) -> None:
    for device in range(number):
        asked.give(
            device,
            choices={"agree_place": "5" if device else "1"},
            pins=tuple([Pin(kind="loud", at=LOUD)] + [Pin(kind="good", at=LOUD)] * (device == 0)),
            words={"wish": f"en blød stol {device}", "star1": "=1+1"},
        )
    asked.look()


def spoken(asked: Questions) -> str:
    evidence = round_evidence(asked.archive, asked.round.id, asked.now, "da")
    document = pypdfium2.PdfDocument(evidence_pdf(evidence, "da"))
    text = " ".join(document[page].get_textpage().get_text_range() for page in range(len(document)))
    document.close()
    return " ".join(text.split()) + write_evidence(evidence, "da").decode()


def test_only_words_that_were_let_through_leave_the_house(asked: Questions) -> None:
    answered(asked)
    wishes = [word for word in waiting_words(asked.archive, asked.round.id) if word.kind == "wish"]
    let_through(asked.archive, wishes[0].id, asked.now)
    hold_back(asked.archive, wishes[1].id, asked.now)
    text = spoken(asked)
    assert "en blød stol 0" in text
    assert not any(f"en blød stol {number}" in text for number in range(1, 7))
    assert "=1+1" not in text


def test_it_says_what_was_asked_when_and_how_many_of_how_many_answered(asked: Questions) -> None:
    answered(asked)
    asked.wish(20, 21)
    evidence = round_evidence(asked.archive, asked.round.id, asked.now, "da")
    assert (evidence.answers, evidence.expected, evidence.held_back) == (7, 24, 2)
    assert (evidence.held, evidence.group) == (date(2026, 3, 2), "4.–6. klasse")
    question = evidence.questions[0]
    assert question.words == "Det er rart at være i lokalet."
    assert question.rows[0] == ("Helt enig", "6")


def test_pins_are_told_by_zone_and_drawn_only_where_there_are_enough(asked: Questions) -> None:
    answered(asked)
    places = {p.words: p for p in round_evidence(asked.archive, asked.round.id, asked.now, "da").places}
    assert places["For højt her"].rows[0][1] == "7"
    assert places["For højt her"].svg
    assert places["Godt sted"].rows == (("I hele lokalet", "færre end 5"),)
    assert not places["Godt sted"].svg


def test_one_student_with_many_pins_is_one_student(asked: Questions) -> None:
    for device in range(5):
        pins = [Pin(kind="good", at=LOUD)] * (8 if not device else 0)
        asked.give(device, choices={"agree_place": "5"}, pins=tuple(pins))
    evidence = round_evidence(asked.archive, asked.round.id, asked.now, "da")
    assert [(place.rows, place.svg) for place in evidence.places] == [
        ((("I hele lokalet", "færre end 5"),), "")
    ]


def test_a_question_that_few_have_answered_is_not_told(asked: Questions) -> None:
    for device in range(5):
        asked.give(device, choices={"agree_place": "5"} | ({} if device else {"agree_quiet": "1"}))
    few = "For få svar til at vise dem: færre end 5."
    evidence = round_evidence(asked.archive, asked.round.id, asked.now, "da")
    told = {question.words: question for question in evidence.questions}
    quiet = told["Her er så roligt, at jeg kan arbejde."]
    assert (quiet.rows, quiet.note) == ((), few)
    assert told["Det er rart at være i lokalet."].rows[0] == ("Helt enig", "5")
    text = spoken(asked)
    assert f"Her er så roligt, at jeg kan arbejde.;{few};" in text
    assert f"Her er så roligt, at jeg kan arbejde. {few}" in text


def test_pins_outside_every_zone_are_told_as_such(asked: Questions) -> None:
    layout = asked.round.layouts[0].model_copy(update={"zones": ()})
    rows = place_rows(Placed("loud", 0, ((LOUD,),) * 5), layout, "da")
    assert rows == (("Uden for zonerne", "5"),)


def test_before_five_answers_there_is_nothing_but_that(asked: Questions) -> None:
    answered(asked, 4)
    evidence = round_evidence(asked.archive, asked.round.id, asked.now, "en")
    assert (evidence.answers, evidence.held_back) == (0, 4)
    assert not any((evidence.questions, evidence.places, evidence.words))


def test_nothing_of_the_class_and_no_code_is_in_it(asked: Questions) -> None:
    plan = asked.round.plan
    where = (plan, load_plan(asked.archive, plan).head)
    change_plan(asked.archive, where, AddStudents(codes=("QZ77",)), asked.now)
    answered(asked)
    reply(
        asked.archive, asked.round.id, Reply("Der er larm", "Det gør vi ikke", "Vi har ikke råd"), asked.now
    )
    text = spoken(asked)
    students = load_plan(asked.archive, plan).plan.students
    names = {load_catalogue().prerequisites[n.id].name.da for s in students for n in s.prerequisites or ()}
    assert "Det gør vi ikke" in text
    assert "QZ77" not in text
    assert asked.round.code not in text
    assert not any(name in text for name in names)


def with_role(asked: Questions, role: Role, shared: str | None) -> Archive:
    account = AccountStore(asked.store.engine).add(NewAccount(f"{role} {shared}", role), asked.now)
    if shared:
        row = ShareRow(document=asked.round.plan, account=account.id, role=shared, actor="o", at=asked.now)
        with writing(asked.store.engine) as session:
            session.add(row)
    return Archive(asked.store, account)


def test_a_co_teacher_takes_it_out_a_coach_may_not_and_a_stranger_finds_nothing(asked: Questions) -> None:
    answered(asked)
    mate = with_role(asked, "teacher", "co_teacher")
    assert round_evidence(mate, asked.round.id, asked.now, "da").answers == 7
    with pytest.raises(NotAllowedError):
        round_evidence(with_role(asked, "coach", "coach"), asked.round.id, asked.now, "da")
    with pytest.raises(NotFoundError):
        round_evidence(with_role(asked, "administrator", None), asked.round.id, asked.now, "da")


def test_a_proposal_is_drawn_as_the_layout_it_asks_for(archive: Archive, now: datetime) -> None:
    asked = ask(archive, now, group="7-9")
    table = next(piece for piece in asked.round.layouts[0].furniture if not piece.fixed)
    raw = table.model_dump(mode="json", exclude_unset=True) | {"at": [table.at[0] + 0.25, table.at[1]]}
    for device in range(5):
        asked.give(device, proposal=({"put": {"furniture": [raw]}},))
    asked.look()
    word = waiting_words(archive, asked.round.id)[0]
    drawn = proposal_layout(word, asked.round)
    assert drawn is not None
    assert next(p for p in drawn.furniture if p.id == table.id).at[0] == pytest.approx(table.at[0] + 0.25)


def test_a_proposal_that_does_not_fit_is_none(archive: Archive, now: datetime) -> None:
    asked = ask(archive, now, group="7-9")
    raw = {"remove": {"doors": [asked.round.layouts[0].doors[0].id]}}
    for device in range(5):
        asked.give(device, words={"text": f"{device}"})
    asked.look()
    word = waiting_words(archive, asked.round.id)[0]
    assert proposal_layout(replace(word, kind="proposal", text=json.dumps([raw])), asked.round) is None


def test_an_edit_says_what_it_did_and_that_it_was_undone(asked: Questions) -> None:
    plan = asked.round.plan
    before = load_plan(asked.archive, plan)
    after = change_plan(asked.archive, (plan, before.head), SetVoice("work", "bars", 4), asked.now)
    effect = effect_of(asked.archive, plan, after.head)
    assert effect.difference is not None
    assert not effect.undone
    assert effect_lines(effect, "da")
    undo(asked.archive, (plan, after.head))
    again = effect_of(asked.archive, plan, after.head)
    assert again.undone
    assert effect_lines(again, "da")[0].startswith("Ændringen er siden fortrudt")


def test_the_making_of_a_plan_has_no_effect_to_tell(asked: Questions) -> None:
    effect = effect_of(asked.archive, asked.round.plan, asked.round.edit)
    assert effect_lines(effect, "da") == ("Tjekket kan ikke sige, hvad den gjorde.",)
