"""A class list is read as schools write it; what is wrong is told by row and column."""

# ruff: noqa: E501 – a sentence people read stands on one line

from typing import Any

import pytest
from builders import plan
from hypothesis import given, settings
from hypothesis import strategies as st

from planner.catalogue.loader import load_catalogue
from planner.errors import InputError
from planner.exchange.roster import Roster, read_roster
from planner.exchange.roster_cells import prerequisite_names, support_names
from planner.exchange.roster_compare import merged_class, roster_difference
from planner.exchange.roster_export import safe_cell, write_roster
from planner.lesson.model import Plan, Student
from planner.lesson.private_words import is_private
from planner.lesson.validate import validate_plan
from planner.plan.class_changes import SetStudents, proposed_codes
from planner.plan.document import plan_document

CATALOGUE = load_catalogue()
HEADER = "kode;forudsætninger;støtte;med;adskilt;ønsker"


def read(text: str, encoding: str = "utf-8", language: str = "da") -> Roster:
    return read_roster(text.encode(encoding), "en" if language == "en" else "da")


def plain(roster: Roster) -> list[dict[str, Any]]:
    written = plan(students=[s.model_dump(by_alias=True, exclude_unset=True) for s in roster.students])
    return list(plan_document(written)["students"])


def faults(data: str | bytes, language: str = "da") -> list[str]:
    with pytest.raises(InputError) as refused:
        read_roster(data.encode() if isinstance(data, str) else data, "en" if language == "en" else "da")
    return [str(fault) for fault in refused.value.faults]


def test_ids_and_names_stand_behind_each_other() -> None:
    text = f"{HEADER}\nA1;lavt lydniveau=50|know_next;headphones;A2;;B3\nA2;;(ingen);;B3;\nB3;low_noise fast plads;;;ingen;A1 A2\n"
    assert plain(read(text)) == [
        {
            "code": "A1",
            "prerequisites": [{"id": "low_noise", "level_db": 50.0}, "know_next"],
            "supports": ["headphones"],
            "with": ["A2"],
            "wishes": ["B3"],
        },
        {"code": "A2", "supports": [], "apart_from": ["B3"]},
        {
            "code": "B3",
            "prerequisites": ["low_noise", "fixed_place"],
            "apart_from": [],
            "wishes": ["A1", "A2"],
        },
    ]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "latin-1", "cp1252", "utf-16"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_any_encoding_and_delimiter_gives_the_same(encoding: str, delimiter: str, end: str) -> None:
    rows = [["Kode", "Forudsætninger", "STØTTE"], ["Å1", "oplæsning", "høreværn"], ["Æ2", "", ""]]
    text = end.join(delimiter.join(row) for row in rows) + end
    support = next(s for s in CATALOGUE.supports.values() if s.id == "headphones")
    text = text.replace("høreværn", support.name.da)
    assert plain(read(text, encoding)) == [
        {"code": "Å1", "prerequisites": ["read_aloud"], "supports": ["headphones"]},
        {"code": "Æ2"},
    ]


def test_a_list_of_codes_alone_is_enough() -> None:
    roster = read("code\nA1\nA2\n\n")
    assert plain(roster) == [{"code": "A1"}, {"code": "A2"}]
    assert roster.columns == {"code"}


def test_english_headings_and_names_are_read_in_any_order() -> None:
    text = "Apart from,Prerequisites,Code\nA2,low noise=47.5,A1\n,,A2\n"
    assert plain(read(text)) == [
        {"code": "A1", "prerequisites": [{"id": "low_noise", "level_db": 47.5}], "apart_from": ["A2"]},
        {"code": "A2"},
    ]


def test_several_numbers_stand_in_the_order_of_the_catalogue() -> None:
    roster = read("kode;forudsætninger\nA1;lysforhold=300/2000,5\nA2;light=/2000\n")
    assert plain(roster) == [
        {"code": "A1", "prerequisites": [{"id": "light", "max_lux": 2000.5, "min_lux": 300.0}]},
        {"code": "A2", "prerequisites": [{"id": "light", "max_lux": 2000.0}]},
    ]


@pytest.mark.parametrize(
    "heading", ["Navn", "Elevens fornavn", "Name", "CPR-nummer", "uni-login", "E-mail", "Født"]
)
def test_a_column_that_tells_who_somebody_is_is_refused(heading: str) -> None:
    [sentence] = faults(f"kode;{heading}\nA1;Ida\n")
    assert 'slet den; har I kun navne, så brug "Sæt navne ind", hvor navnene bliver hos jer' in sentence
    assert "Ida" not in sentence


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        (
            "kode;støtter\nA1;x\n",
            'kolonnen "støtter" kender planlæggeren ikke – skal være en af: kode, forudsætninger, støtte, med, adskilt, ønsker (mente du "støtte"?)',
        ),
        (
            "forudsætninger\nlow_noise\n",
            'den første række har ingen kolonne, der hedder "kode" – skriv overskrifterne kode, forudsætninger, støtte, med, adskilt og ønsker i den – kun kode er nødvendig',
        ),
        ("kode;code\nA1;A1\n", 'kolonnen "code" er der to gange – behold den ene'),
        ("kode;med\nA1;A2\n", 'række 2, med: "A2" findes ikke – skal være en elevkode i planen'),
        ("kode;med\nA1;A1\n", 'række 2, med: "A1" er elevens egen kode – skal være en anden elevs kode'),
        (
            "kode;med;adskilt\nA1;A2;A2\nA2;;\n",
            'række 2: "A2" står både i "med" og i "adskilt" – vælg det ene',
        ),
        ("kode;med\nA1;A2 a2\nA2;\n", 'række 2, med: "a2" står der to gange – behold den ene'),
        (
            "kode\nIda Hansen\n",
            'række 2, kode: "Ida Hansen" kan ikke være en kode – en kode er op til 12 bogstaver og tal uden mellemrum; er det et navn, så brug "Sæt navne ind"',
        ),
        ("kode\nA1\n\na1\n", 'række 4, kode: koden "a1" er der allerede – hver elev skal have sin egen kode'),
        ("kode;støtte\n;headphones\n", "række 2, kode: feltet er tomt – hver elev skal have en kode"),
        (
            "kode;forudsætninger\nA1;lav lydniveau\n",
            'række 2, forudsætninger: "lav lydniveau" findes ikke – skal være en deltagelsesforudsætning fra kataloget (mente du "lavt lydniveau"?)',
        ),
        (
            "kode;forudsætninger\nA1;low_nois=50\n",
            'række 2, forudsætninger: "low_nois" findes ikke – skal være en deltagelsesforudsætning fra kataloget (mente du "low_noise"?)',
        ),
        (
            "kode;forudsætninger\nA1;low_noise=højt\n",
            'række 2, forudsætninger: "low_noise=højt" har et tal, der ikke kan læses – skriv det som low_noise=50',
        ),
        (
            "kode;forudsætninger\nA1;low_noise=nan\n",
            'række 2, forudsætninger: "low_noise=nan" har et tal, der ikke kan læses – skriv det som low_noise=50',
        ),
        (
            "kode;forudsætninger\nA1;low_noise=50/60\n",
            'række 2, forudsætninger: "low_noise=50/60" har flere tal, end der kan spørges om – skriv højst 1',
        ),
        (
            "kode;forudsætninger\nA1;low_noise=5\n",
            "række 2, forudsætninger.level_db: fandt 5 dB – skal være mellem 30 og 90 dB",
        ),
        (
            "kode;støtte\nA1;headphone\n",
            'række 2, støtte: "headphone" findes ikke – skal være en støtte fra kataloget (mente du "headphones"?)',
        ),
        (
            "kode;støtte\nA1;ro til adhd\n",
            'række 2, støtte: ordet "adhd" – skriv hvad eleverne skal bruge for at deltage, ikke en diagnose eller et stempel',
        ),
        (
            "kode\n010112-1234\n",
            "række 2, kode: noget, der ligner et CPR-nummer – brug en kode, som kun I kender",
        ),
        (
            "kode;støtte\nA1;=1+1\n",
            "række 2, støtte: feltet begynder som en formel – skriv teksten uden =, + og @ forrest",
        ),
        (
            "kode\nA1;headphones\n",
            "række 2: rækken har flere felter, end der er overskrifter – slet de overskydende felter, eller sæt feltet med skilletegn i anførselstegn",
        ),
        (
            'kode;støtte\nA1;"headphones"x\n',
            "række 2 har anførselstegn, der ikke passer sammen – ret dem, eller gem filen som CSV igen",
        ),
        ("", "filen er tom – skal have en række med overskrifter og en række for hver elev"),
        (";;\n;;\n", "filen er tom – skal have en række med overskrifter og en række for hver elev"),
        (b"PK\x03\x04\0\0", "filen er ikke tekst – gem regnearket som CSV, og hent den fil ind"),
        (b"kode\n" + b"A" * 1_100_000, "filen fylder 1,1 MB – en klasseliste fylder højst 1 MB"),
        ("kode\n" + "".join(f"K{n}\n" for n in range(201)), "filen har 201 elever – en klasse har højst 200"),
    ],
)
def test_what_is_wrong_is_told_in_one_sentence(text: str | bytes, sentence: str) -> None:
    assert faults(text) == [sentence]


def test_all_faults_are_told_at_once_and_in_english_too() -> None:
    assert faults("code;with\nA1;X1\nA 2;\n", "en") == [
        'row 3, code: "A 2" cannot be a code – a code is up to 12 letters and digits without spaces; if it is a name, use "Paste names"',
        'row 2, with: "X1" does not exist – must be a student\'s code in the plan',
    ]


def test_a_civil_number_is_never_repeated() -> None:
    for text in ("kode;støtte\nA1;010112-1234\n", "kode;010112-1234\nA1;x\n"):
        assert not any("1234" in sentence for sentence in faults(text))


def test_codes_that_look_like_names_are_pointed_out() -> None:
    assert read("kode\nIda\nA1\nBo\nUGLE\n").like_names == ("Ida", "Bo")


def test_every_name_of_the_catalogue_means_one_thing_and_is_let_through() -> None:
    for names, entries in (
        (prerequisite_names(), CATALOGUE.prerequisites),
        (support_names(), CATALOGUE.supports),
    ):
        for entry in entries.values():
            for text in (entry.id, entry.name.da, entry.name.en):
                assert names[" ".join(text.casefold().split())] == entry.id
                assert not is_private(text)
                assert "|" not in text
                assert "=" not in text


def present() -> tuple[Student, ...]:
    return tuple(
        Student.model_validate(entry)
        for entry in (
            {"code": "A1", "prerequisites": ["know_next"], "with": ["A2"]},
            {"code": "A2", "supports": ["headphones"], "apart_from": ["A3"]},
            {"code": "A3"},
        )
    )


def test_the_preview_says_who_comes_changes_and_goes() -> None:
    after = merged_class(present(), read("kode;støtte\nA1;headphones\nA2;headphones\nB1;\n"))
    answer = roster_difference(present(), after)
    assert answer.added == ("B1",)
    assert answer.removed == ("A3",)
    assert answer.changed == (("A1", ("supports",)), ("A2", ("apart_from",)))
    assert answer.same == ()


def test_a_column_that_is_not_there_changes_nothing() -> None:
    after = merged_class(present(), read("kode\nA1\nA2\nA3\n"))
    assert after == present()
    assert roster_difference(present(), after).same == ("A1", "A2", "A3")


def test_an_empty_cell_takes_out_what_was_recorded() -> None:
    after = merged_class(present(), read("kode;med\nA1;\nA2;\nA3;\n"))
    assert roster_difference(present(), after).changed == (("A1", ("with",)),)


def test_an_export_opens_in_a_spreadsheet_and_starts_no_formula() -> None:
    written = write_roster(plan(students=[{"code": "-1", "with": []}, {"code": "A1", "with": ["-1"]}]))
    assert written.startswith(b"\xef\xbb\xbfkode;")
    assert written.decode("utf-8-sig").splitlines()[1:] == ["'-1;;;(ingen);;", "A1;;;'-1;;"]
    assert safe_cell("=SUM(A1)") == "'=SUM(A1)"


NEEDS = st.sampled_from(sorted(CATALOGUE.prerequisites))


@st.composite
def classes(draw: st.DrawFn) -> Plan:
    letters = st.sampled_from("AbÆå09_-")
    codes = draw(
        st.lists(st.text(letters, min_size=1, max_size=6), max_size=8, unique_by=str.casefold)
        | st.just(["none", "ingen", "A1"])
    )
    return validate_plan(plan_document(plan(students=[draw(students_of(code, codes)) for code in codes])))


@st.composite
def students_of(draw: st.DrawFn, code: str, codes: list[str]) -> dict[str, Any]:
    others = [other for other in codes if other != code]
    some = st.lists(st.sampled_from(others), max_size=3, unique=True) if others else st.just([])
    ids = draw(st.lists(NEEDS, max_size=4, unique=True))
    fields: dict[str, Any] = {"prerequisites": [draw(needs_of(id_)) for id_ in ids]}
    fields["supports"] = draw(st.lists(st.sampled_from(sorted(CATALOGUE.supports)), max_size=3, unique=True))
    fields |= {"with": draw(some), "wishes": draw(some)}
    fields["apart_from"] = [other for other in draw(some) if other not in fields["with"]]
    kept = draw(st.sets(st.sampled_from(sorted(fields))))
    return {"code": code, **{field: value for field, value in fields.items() if field in kept}}


@st.composite
def needs_of(draw: st.DrawFn, id_: str) -> Any:
    given_ = {
        parameter.id: draw(st.floats(parameter.minimum, parameter.maximum))
        for parameter in CATALOGUE.prerequisites[id_].parameters
        if draw(st.booleans())
    }
    return {"id": id_, **given_} if given_ else id_


@given(subject=classes(), language=st.sampled_from(["da", "en"]))
@settings(max_examples=60)
def test_what_is_written_is_read_back_the_same(subject: Plan, language: Any) -> None:
    if not subject.students:
        return
    back = read_roster(write_roster(subject, language), language)
    assert merged_class(subject.students, back) == subject.students
    assert SetStudents(back.students).apply(subject).students == subject.students


CELLS = st.sampled_from(["A1", "B2", "", "low_noise", "lavt lydniveau=50", "høreværn", "æ", "ingen", "'-1"])


@given(
    rows=st.lists(st.lists(CELLS, min_size=6, max_size=6), max_size=6),
    delimiter=st.sampled_from(";,\t"),
    encoding=st.sampled_from(["utf-8", "utf-8-sig", "latin-1", "cp1252", "utf-16"]),
)
def test_any_mix_reads_alike_or_is_refused_alike(
    rows: list[list[str]], delimiter: str, encoding: str
) -> None:
    table = [HEADER.split(";"), *rows]
    assert outcome(table, delimiter, encoding) == outcome(table, ";", "utf-8")


def outcome(table: list[list[str]], delimiter: str, encoding: str) -> object:
    text = "\n".join(delimiter.join(row) for row in table)
    try:
        return read(text, encoding).students
    except InputError as error:
        return error.faults


@given(data=st.binary(max_size=300))
def test_no_file_breaks_the_reader(data: bytes) -> None:
    for written in (data, HEADER.encode() + b"\n" + data):
        try:
            roster = read_roster(written)
        except InputError:
            continue
        else:
            SetStudents(roster.students).apply(plan())


def test_proposed_codes_can_be_brought_in() -> None:
    codes = proposed_codes(200)
    assert len(read("kode\n" + "\n".join(codes)).students) == 200
