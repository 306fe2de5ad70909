"""What students are asked, and what an answer may hold."""

import json
from contextlib import suppress

import pytest
from builders import box, layout_of, raw_layout, zone
from hypothesis import given
from hypothesis import strategies as st

from planner.catalogue.loader import load_catalogue, load_voice
from planner.errors import InputError, PlannerError
from planner.room.layout import Layout
from planner.voice.batches import answer_text, stored_answer
from planner.voice.checking import check_answer, read_answer
from planner.voice.model import GROUPS, PIN_KINDS, Answer, Group, Pin, plain_text, questions
from planner.voice.places import inside, zone_at
from planner.voice.proposal import new_names, proposed_layout, short_proposal
from planner.voice.round import ALPHABET, new_code, plain_code, seen_layout

ROOM = layout_of(
    raw_layout(
        furniture=[box("t1", 2, 2, 1, 1), box("cup", 6, 5, 1, 0.5, fixed=True)],
        zones=[zone("cave", 2, 2, 2.0), zone("shop", 6, 2, 2.0)],
    )
)


def refused(answer: Answer, group: Group = "7-9", layouts: tuple[Layout, ...] = (ROOM,)) -> list[str]:
    with pytest.raises(InputError) as error:
        check_answer(answer, questions(group, len(layouts)), layouts)
    return [str(fault) for fault in error.value.faults]


def test_the_youngest_are_asked_five_things_at_most_with_three_faces_and_no_text() -> None:
    asked = questions("0-1", layouts=2)
    assert len(asked) == 5
    assert {question.kind for question in asked} == {"faces", "vote"}
    assert {len(question.options) for question in asked if question.kind == "faces"} == {3}


def test_text_is_off_below_the_fourth_grade() -> None:
    for group in GROUPS:
        texts = {question.id for question in questions(group) if question.kind == "text"}
        assert bool(texts) is (group in {"4-6", "7-9"})
    assert [q.id for q in questions("4-6") if q.kind == "text"] == ["star1", "star2", "wish"]


def test_second_and_third_grade_have_picture_reasons_and_pins() -> None:
    kinds = [question.kind for question in questions("2-3")]
    assert kinds.count("reasons") == 2
    assert "pins" in kinds


def test_the_middle_grades_have_five_steps_and_a_vote_where_there_are_two_layouts() -> None:
    scale = [question for question in questions("4-6") if question.kind == "scale"]
    assert {len(question.options) for question in scale} == {5}
    assert "vote" not in {question.id for question in questions("4-6")}
    assert "vote" in {question.id for question in questions("4-6", layouts=2)}


def test_only_the_oldest_make_a_proposal() -> None:
    assert [group for group in GROUPS if any(q.kind == "proposal" for q in questions(group))] == ["7-9"]


def test_every_question_has_words_pictures_and_options_of_its_own() -> None:
    voice = load_voice()
    for question in voice.questions.values():
        assert question.words.da
        assert question.words.en
        assert bool(question.options) is (question.kind not in {"text", "proposal"})
        ids = [option.id for option in question.options]
        assert len(set(ids)) == len(ids)
        assert all(option.picture and option.words.da and option.words.en for option in question.options)
    assert tuple(option.id for option in voice.questions["pins"].options) == PIN_KINDS


def test_what_the_check_is_asked_for_exists() -> None:
    catalogue = load_catalogue()
    for told in load_voice().told_by.values():
        assert set(told.rules) <= catalogue.room_rules.keys() | catalogue.lesson_rules.keys()
        assert set(told.prerequisites) <= catalogue.prerequisites.keys()


def test_a_good_answer_is_taken() -> None:
    answer = read_answer(
        {
            "choices": {"agree_quiet": "1"},
            "pins": [{"kind": "loud", "at": [2.04, 2]}],
            "words": {"wish": "Mere ro i hulen 🙂"},
            "proposal": [
                {"put": {"furniture": [{"id": "t1", "kind": "cupboard", "at": [3, 3], "size": [1, 1]}]}}
            ],
        }
    )
    check_answer(answer, questions("7-9"), (ROOM,))
    assert answer.pins == (Pin(kind="loud", at=(2.0, 2.0)),)


def test_every_answer_can_be_skipped() -> None:
    for group in GROUPS:
        check_answer(Answer(), questions(group), (ROOM,))
    assert Answer().empty
    assert Answer(words={"wish": " \n"}).empty
    assert not Answer(vote=0).empty


@pytest.mark.parametrize(
    ("answer", "group"),
    [
        (Answer(choices={"nothing": "yes"}), "0-1"),
        (Answer(choices={"place": "5"}), "0-1"),
        (Answer(choices={"agree_place": "5"}), "0-1"),
        (Answer(choices={"pins": "good"}), "4-6"),
        (Answer(reasons={"good_because": ("loud",)}), "2-3"),
        (Answer(pins=(Pin(kind="good", at=(1, 1)),)), "0-1"),
        (Answer(pins=(Pin(kind="good", at=(1, 1), layout=1),)), "4-6"),
        (Answer(words={"wish": "ro"}), "2-3"),
        (Answer(words={"text": "ro"}), "4-6"),
        (Answer(vote=0), "4-6"),
        (Answer(proposal=({},)), "4-6"),
    ],
)
def test_what_is_not_asked_is_refused(answer: Answer, group: Group) -> None:
    for sentence in refused(answer, group):
        assert sentence.endswith(
            "Det spørgsmål eller svar er ikke med i denne runde – hent siden igen, og prøv så én gang til"
        )


def test_too_much_is_refused() -> None:
    pins = tuple(Pin(kind="good", at=(1, 1 + n / 10)) for n in range(11))
    assert refused(Answer(pins=pins)) == ["pins: Der er valgt 11 – vælg højst 10"]
    check_answer(Answer(pins=pins[:10]), questions("7-9"), (ROOM,))
    assert refused(Answer(words={"wish": "a" * 281})) == [
        "words.wish: Teksten er på 281 tegn – skriv højst 280"
    ]
    reasons = {"hard_because": ("air", "crowded", "loud", "seat")}
    assert refused(Answer(reasons=reasons), "2-3") == ["reasons.hard_because: Der er valgt 4 – vælg højst 3"]


def test_a_pin_stands_in_a_room() -> None:
    outside = Answer(pins=(Pin(kind="good", at=(8.04, 1)), Pin(kind="good", at=(9, 1))))
    assert refused(outside) == ["pins[1].at: En nål sidder uden for tegningen – sæt den inde i lokalet"]


@pytest.mark.parametrize("text", ["Han har ADHD", "010203-1234", "autisterne larmer"])
def test_who_somebody_is_may_not_be_written(text: str) -> None:
    assert refused(Answer(words={"wish": text})) == [
        "words.wish: Teksten siger noget om, hvem nogen er – skriv om stedet, ikke om dig selv eller andre"
    ]


def test_a_text_loses_what_cannot_be_seen_and_nothing_else() -> None:
    assert plain_text("a\x00\u202eb\u200b \n\t c") == "ab c"
    assert plain_text("**fed** <b>x</b> =1+1 👩‍👧") == "**fed** <b>x</b> =1+1 👩‍👧"
    assert plain_text("A\u030a") == "Å"


def test_a_browser_cannot_send_more_than_an_answer() -> None:
    raws: tuple[object, ...] = (
        {"name": "Ida"},
        {"pins": [{"kind": "good", "at": [1, 1], "seat": "s1"}]},
        {"vote": 2},
        [],
    )
    for raw in raws:
        with pytest.raises(InputError):
            read_answer(raw)


def test_equal_answers_are_the_same_text_however_they_were_tapped() -> None:
    one = Answer(
        choices={"a": "1", "b": "2"},
        pins=(Pin(kind="loud", at=(1, 1)), Pin(kind="good", at=(2, 2))),
        reasons={"r": ("y", "x", "y")},
    )
    other = Answer(
        choices={"b": "2", "a": "1"},
        pins=(Pin(kind="good", at=(2, 2)), Pin(kind="loud", at=(1.01, 1))),
        reasons={"r": ("x", "y")},
    )
    assert answer_text(one) == answer_text(other)
    assert stored_answer(answer_text(one)) == one
    assert answer_text(Answer(reasons={"r": ()})) == ""


def test_a_proposal_moves_furniture_and_zones_and_is_kept_as_what_it_comes_to() -> None:
    moved = {"id": "t1", "kind": "cupboard", "at": [3, 3], "size": [1, 1]}
    there = {"put": {"furniture": [moved]}}
    back = {"put": {"furniture": [moved | {"at": [2, 2]}]}}
    assert proposed_layout(ROOM, (there,)).furniture[0].at == (3, 3)
    assert len(short_proposal(ROOM, (back, there, there))) == 1
    assert short_proposal(ROOM, (there, back)) == ()


@pytest.mark.parametrize(
    "patch",
    [
        {"remove": {"doors": ["D"]}},
        {"fields": {"name": "Ida"}},
        {"remove": {"furniture": ["cup"]}},
        {"put": {"furniture": [{"id": "cup", "kind": "cupboard", "at": [1, 1]}]}},
        {"put": {"zones": [zone("z1", 4, 4) | {"name": "ADHD"}]}},
        {"put": {"zones": [zone("ADHD", 4, 4)]}},
        {"put": {"zones": [zone("z1", 4, 4) | {"name": "a\u202eb"}]}},
        {"put": {"zones": [zone("z1", 40, 4)]}},
        {"put": {"zones": [zone("Ida-sidder-her", 4, 4)]}},
        {"put": {"furniture": [box("c1", 4, 4, 7, 1)]}},
        {"put": {"furniture": [box("t1", 2, 2, 7, 1)]}},
        {"put": {"furniture": [box("c1", 4, 4, 1, 1) | {"height_m": 7}]}},
        {"put": {"furniture": [box("c1", 4, 4, 1, 1, fixed=True)]}},
        {"put": {"furniture": [box("t1", 2, 2, 1, 1, fixed=True)]}},
        {"what": 1},
    ],
)
def test_a_proposal_that_is_more_or_none_is_refused(patch: dict[str, object]) -> None:
    assert refused(Answer(proposal=(patch,)))


def test_furniture_outside_every_room_is_refused_in_an_answer_too() -> None:
    stray = {"put": {"furniture": [box("c1", 40, 40, 1, 1)]}}
    with pytest.raises(PlannerError, match="helt uden for lokalet"):
        check_answer(Answer(proposal=(stray,)), questions("7-9"), (ROOM,))


def test_every_name_a_proposal_gives_is_told() -> None:
    named = {"put": {"zones": [zone("cave", 2, 2, 2.0) | {"name": "Ro"}, zone("z1", 4, 4) | {"name": "Ny"}]}}
    assert new_names(ROOM, proposed_layout(ROOM, (named,))) == ("Ro", "Ny")
    assert new_names(ROOM, ROOM) == ()


def test_what_was_put_and_taken_out_again_is_no_part_of_a_proposal() -> None:
    new = {"put": {"furniture": [box("new1", 4, 5, 0.5, 0.5)]}}
    out = {"remove": {"furniture": ["new1", "t1"]}}
    assert [piece.id for piece in proposed_layout(ROOM, (new, out)).furniture] == ["cup"]
    back = {"put": {"furniture": [box("t1", 2, 2, 1, 1)]}}
    assert {piece.id for piece in proposed_layout(ROOM, (out, back)).furniture} == {"cup", "t1"}


def test_a_proposal_moves_a_class_of_furniture_at_most() -> None:
    many = [box(f"n{n}", 1 + n % 10 / 10, 1 + n / 100, 0.1, 0.1) for n in range(121)]
    assert refused(Answer(proposal=({"put": {"furniture": many}},))) == [
        "proposal: Der er valgt 121 – vælg højst 120"
    ]


def test_codes_are_read_however_they_are_typed_and_hold_no_look_alikes() -> None:
    assert not set("01OILSZBQAEUY") & set(ALPHABET)
    code = new_code()
    assert len(code) == 6
    assert plain_code(f" {code[:3].lower()}-{code[3:]} ") == code
    for wrong in ("", "ABC", "ABCDEFG", "O0O0O0", "ÆØÅ234"):
        assert plain_code(wrong) == ""


def test_students_are_not_sent_the_photo_under_a_room() -> None:
    photo = {"image": "0" * 64, "at": [0, 0], "width_m": 1, "height_m": 1}
    seen = seen_layout(layout_of(raw_layout(underlay=photo, students=24, adults=2)))
    assert (seen.underlay, seen.students, seen.adults) == (None, None, None)
    assert "underlay" not in json.dumps(seen.model_dump(mode="json", exclude_unset=True))


def test_the_zone_of_a_pin() -> None:
    found = zone_at(ROOM, (2.0, 2.5))
    assert found is not None
    assert found.id == "cave"
    assert zone_at(ROOM, (4.0, 4.0)) is None


@given(x=st.floats(-2, 4), y=st.floats(-2, 4))
def test_inside_an_l_is_inside_one_of_its_two_boxes(x: float, y: float) -> None:
    shape = ((0.0, 0.0), (2.0, 0.0), (2.0, 1.0), (1.0, 1.0), (1.0, 2.0), (0.0, 2.0))
    strictly = (0 < x < 2 and 0 < y < 1) or (0 < x < 1 and 0 < y < 2)
    on_edge = x in {0, 1, 2} or y in {0, 1, 2}
    assert on_edge or inside(shape, (x, y)) == strictly


JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-5, 5) | st.floats() | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(
                [
                    "choices",
                    "reasons",
                    "pins",
                    "words",
                    "vote",
                    "proposal",
                    "kind",
                    "at",
                    "wish",
                    "put",
                    "remove",
                ]
            ),
            inner,
            max_size=4,
        )
    ),
    max_leaves=12,
)


@given(JSON)
def test_whatever_is_sent_is_an_answer_or_refused(raw: object) -> None:
    with suppress(InputError):
        check_answer(read_answer(raw), questions("7-9"), (ROOM,))
