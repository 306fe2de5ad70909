"""Everything wrong with a plan is told, each with its field and what was expected."""

from typing import Any

import pytest
from builders import activity, phase, raw_plan
from hypothesis import given, settings
from hypothesis import strategies as st

from planner.errors import Fault, InputError
from planner.lesson.faults import check_references
from planner.lesson.model import Plan
from planner.lesson.validate import validate_plan


def faults(raw: object, language: str = "da") -> list[str]:
    with pytest.raises(InputError) as refused:
        validate_plan(raw, "en" if language == "en" else "da")
    return [str(fault) for fault in refused.value.faults]


def students(*entries: dict[str, Any]) -> dict[str, Any]:
    return raw_plan(phase("work", activity()), students=list(entries))


def test_a_good_plan_is_read() -> None:
    plan = validate_plan(raw_plan(phase("work", activity())))

    assert plan.lesson.phases[0].activities[0].adult == "L"
    assert not plan.lesson.phases[0].activities[0].recorded("group_size")


def test_all_faults_of_the_fields_are_told_at_once() -> None:
    raw = raw_plan(phase("work", activity(kind="works", voice=True), minuts=3, minutes=-1), grade="5")

    assert faults(raw) == [
        'grade: fandt "5" – skal være et helt tal',
        "lesson.phases[0].minutes: fandt -1 – skal være over 0",
        (
            'lesson.phases[0].activities[0].kind: fandt "works" – '
            'skal være en af: orient, teach, work, share, break (mente du "work"?)'
        ),
        "lesson.phases[0].activities[0].voice: fandt true – skal være et helt tal",
        'lesson.phases[0].minuts: ukendt felt "minuts" – fjern det eller ret navnet (mente du "minutes"?)',
    ]


def test_a_missing_field_and_an_unknown_one_in_english() -> None:
    raw = raw_plan(phase("work", activity())) | {"pupils": []}
    del raw["grade"]

    assert faults(raw, "en") == [
        "grade: the field is missing – it must be given",
        'pupils: unknown field "pupils" – remove it or correct the name',
    ]


def test_a_fault_in_a_layout_inside_the_plan_names_only_what_was_meant() -> None:
    raw = raw_plan(phase("work", activity()), layout={"schema": "planner/layout/1", "id": "r", "name": "R"})

    assert faults(raw) == ["layout.rooms: feltet mangler – det skal være med"]
    assert faults(raw | {"layout": 7}) == ["layout: fandt 7 – skal være en tekst"]


def test_every_id_stands_once() -> None:
    raw = raw_plan(
        phase("work", activity("a"), activity("a")),
        phase("work", activity("b")),
        adults=[{"id": "L", "role": "teacher"}, {"id": "L", "role": "teacher"}],
        students=[{"code": "A1"}, {"code": "A1"}],
    )

    assert faults(raw) == [
        'lesson.phases[1].id: "work" står der to gange – hvert id må kun bruges én gang',
        'lesson.phases[0].activities[1].id: "a" står der to gange – hvert id må kun bruges én gang',
        'adults[1].id: "L" står der to gange – hvert id må kun bruges én gang',
        'students[1].code: "A1" står der to gange – hvert id må kun bruges én gang',
    ]


def test_an_unknown_adult_and_a_turned_around_presence() -> None:
    raw = raw_plan(
        phase("work", activity(adult="M")),
        adults=[{"id": "L", "role": "teacher", "present": [40, 10]}],
    )

    assert faults(raw) == [
        "adults[0].present: fra minut 40 til minut 10 – den voksne skal komme, før den voksne går",
        'lesson.phases[0].activities[0].adult: "M" findes ikke – skal være en af planens voksne',
    ]


def test_students_are_with_and_apart_from_students_of_the_plan() -> None:
    raw = students(
        {"code": "A1", "with": ["A2", "A9", "A1"], "apart_from": ["A2"]},
        {"code": "A2"},
    )

    assert faults(raw) == [
        'students[0].with[1]: "A9" findes ikke – skal være en elevkode i planen',
        'students[0].with[2]: "A1" er elevens egen kode – skal være en anden elevs kode',
        'students[0]: "A2" står både i "with" og i "apart_from" – vælg det ene',
    ]


def test_unknown_prerequisites_and_supports_get_the_nearest_word() -> None:
    raw = students({"code": "A1", "prerequisites": ["low_nois"], "supports": ["headphone"]})

    assert faults(raw) == [
        (
            'students[0].prerequisites[0]: "low_nois" findes ikke – '
            'skal være en deltagelsesforudsætning fra kataloget (mente du "low_noise"?)'
        ),
        (
            'students[0].supports[0]: "headphone" findes ikke – '
            'skal være en støtte fra kataloget (mente du "headphones"?)'
        ),
    ]


def test_a_parameter_is_known_and_within_its_bounds() -> None:
    def asked(**parameters: float) -> dict[str, Any]:
        return students({"code": "A1", "prerequisites": [{"id": "low_noise", **parameters}]})

    assert validate_plan(asked(level_db=50)).students[0].prerequisites[0].parameters == (("level_db", 50),)
    [outside] = faults(asked(level_db=500))
    assert outside.startswith("students[0].prerequisites[0].level_db: fandt 500 dB")
    assert faults(asked(level=50)) == [
        (
            'students[0].prerequisites[0].level: ukendt felt "level" – '
            'fjern det eller ret navnet (mente du "level_db"?)'
        )
    ]


def test_a_group_comes_back_later_and_is_not_larger_than_its_largest() -> None:
    raw = raw_plan(
        phase("a", activity("x", group_size={"min": 5, "max": 2}, apart={"returns_to": "b"})),
        phase("b", activity("y", apart={"returns_to": "a"})),
        phase("c", activity("z", apart={"returns_to": "q"})),
    )

    assert faults(raw) == [
        (
            "lesson.phases[0].activities[0].group_size: mindst 5 og højst 2 elever – "
            'det mindste tal skal stå i "min"'
        ),
        (
            'lesson.phases[1].activities[0].apart.returns_to: gruppen vender tilbage i "a" – '
            "skal være en senere fase end gruppens egen"
        ),
        (
            'lesson.phases[2].activities[0].apart.returns_to: "q" findes ikke – '
            "skal være en af lektionens faser"
        ),
    ]


@pytest.mark.parametrize(
    "title", ["Gruppe for ADHD", "adhd-ro", "Ordblindegruppen", "Børn med autisme", "For svage elever"]
)
def test_a_diagnosis_or_a_label_is_refused_in_a_title(title: str) -> None:
    [refused] = faults(raw_plan(phase("work", activity(title=title))))

    assert refused.startswith("lesson.phases[0].activities[0].title: ordet ")
    assert refused.endswith(
        "skriv hvad eleverne skal bruge for at deltage, ikke en diagnose eller et stempel"
    )


@pytest.mark.parametrize("title", ["Diagnostisk test i brøker", "Svage syrer", "Badhdukke"])
def test_words_that_only_look_alike_are_kept(title: str) -> None:
    assert validate_plan(raw_plan(phase("work", activity(title=title))))


DIAGNOSIS = "Ole med ADHD sidder forrest"
NEAR_MISS = "Sid forrest, og add 3 til 5 ad hoc"


def raw_with(field: str, text: str) -> dict[str, Any]:
    if field in {"title", "instructions"}:
        return raw_plan(phase("work", activity(**{field: text})))
    if field == "purpose":
        return raw_plan(phase("work", activity(apart={"purpose": text})))
    if field == "goal":
        return raw_plan(phase("work", activity()), lesson={"goal": text})
    if field == "phase":
        return raw_plan(phase("work", activity()) | {"title": text})
    return raw_plan(phase("work", activity())) | {field.removeprefix("plan_"): text}


FIELDS = {
    "plan_title": "title",
    "subject": "subject",
    "goal": "lesson.goal",
    "phase": "lesson.phases[0].title",
    "title": "lesson.phases[0].activities[0].title",
    "instructions": "lesson.phases[0].activities[0].instructions",
    "purpose": "lesson.phases[0].activities[0].apart.purpose",
}


@pytest.mark.parametrize(("field", "path"), FIELDS.items())
def test_no_text_of_a_plan_holds_a_diagnosis_or_a_civil_number(field: str, path: str) -> None:
    assert faults(raw_with(field, DIAGNOSIS)) == [
        (
            f'{path}: ordet "ADHD" – skriv hvad eleverne skal bruge for at deltage, '
            "ikke en diagnose eller et stempel"
        )
    ]
    assert faults(raw_with(field, "Spørg 010203-1234")) == [
        f"{path}: noget, der ligner et CPR-nummer – brug en kode, som kun I kender"
    ]
    assert validate_plan(raw_with(field, NEAR_MISS))
    assert validate_plan(raw_with(field, "Side 990299-1234 og 12345678901"))


class Place:
    def __init__(self, zones: str, furniture: str) -> None:
        self.zones = tuple(Named(id_) for id_ in zones.split())
        self.furniture = tuple(Named(id_) for id_ in furniture.split())


class Named:
    def __init__(self, id_: str) -> None:
        self.id = id_


def test_zones_and_moved_furniture_exist_in_the_layout() -> None:
    moves = [{"id": "t1", "at": [1, 1]}, {"id": "t9", "at": [1, 1]}]
    plan = validate_plan(raw_plan(phase("work", activity(zones=["cave", "camb"]), moves=moves)))

    with pytest.raises(InputError) as refused:
        check_references(plan, Place("cave camp", "t1 t2"))

    assert [str(fault) for fault in refused.value.faults] == [
        (
            'lesson.phases[0].activities[0].zones[1]: "camb" findes ikke – '
            'skal være en zone i indretningen (mente du "camp"?)'
        ),
        ('lesson.phases[0].moves[1].id: "t9" findes ikke – skal være en zone eller et møbel i indretningen'),
    ]
    check_references(plan, Place("cave camb", "t1 t9"))


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=8,
)


@settings(max_examples=150)
@given(field=st.sampled_from(sorted(Plan.model_fields)), value=JSON)
def test_whatever_stands_in_a_field_is_read_or_refused_in_words(field: str, value: object) -> None:
    told: tuple[Fault, ...] = ()
    try:
        validate_plan(raw_plan(phase("work", activity())) | {field: value})
    except InputError as error:
        told = error.faults
    assert all(fault.found and fault.expected for fault in told)


def with_bands(*bands: dict[str, Any], **fields: Any) -> dict[str, Any]:
    return raw_plan(phase("work", activity()), bands=list(bands), **fields)


def test_bands_are_read_by_id_or_with_numbers() -> None:
    quiet = {"prerequisite": {"id": "low_noise", "level_db": 50}, "count": "1-2"}
    plan = validate_plan(with_bands(quiet, {"prerequisite": "know_next", "count": "3+"}, class_size=24))
    assert plan.bands[0].prerequisite.parameters == (("level_db", 50.0),)
    assert (plan.bands[1].prerequisite.id, plan.bands[1].count, plan.class_size) == ("know_next", "3+", 24)


@pytest.mark.parametrize(
    ("band", "sentence"),
    [
        (
            {"prerequisite": "low_nois", "count": "3+"},
            (
                'bands[0].prerequisite: "low_nois" findes ikke – '
                'skal være en deltagelsesforudsætning fra kataloget (mente du "low_noise"?)'
            ),
        ),
        ({"prerequisite": "low_noise", "count": "3"}, 'bands[0].count: fandt "3" – skal være en af: 1-2, 3+'),
        (
            {"prerequisite": {"id": "low_noise", "level_db": 5}, "count": "3+"},
            "bands[0].prerequisite.level_db: fandt 5 dB – skal være mellem 30 og 90 dB",
        ),
    ],
)
def test_a_band_that_cannot_be_read_says_why(band: dict[str, Any], sentence: str) -> None:
    assert faults(with_bands(band)) == [sentence]


def test_a_band_may_stand_once_only() -> None:
    quiet = {"prerequisite": "low_noise", "count": "3+"}
    assert faults(with_bands(quiet, quiet)) == [
        'bands[1].prerequisite: "low_noise" står der to gange – hvert id må kun bruges én gang'
    ]


@pytest.mark.parametrize("size", [0, 201, "24"])
def test_the_size_of_a_class_is_a_number_of_students(size: object) -> None:
    assert faults(with_bands(class_size=size))[0].startswith("class_size: fandt ")


def test_wishes_name_other_students_of_the_class() -> None:
    assert faults(students({"code": "A1", "wishes": ["A2"]}))[0].startswith("students[0].wishes[0]: ")
    assert faults(students({"code": "A1", "wishes": ["A1"]}))[0].endswith("skal være en anden elevs kode")
    kept_apart = {"code": "A1", "wishes": ["A2"], "apart_from": ["A2"]}
    assert validate_plan(students(kept_apart, {"code": "A2"})).students[0].wishes == ("A2",)
