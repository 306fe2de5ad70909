"""The addresses of students: what they answer to whom, what they keep, and what they never say."""

import gzip
import json
import re
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from students import DEVICE, HERE, Student, a_round, data_folder, served

from planner.catalogue.loader import load_catalogue
from planner.services.accounts import Wanted, add_account
from planner.services.plans import load_plan
from planner.services.rounds import close_round, reply, round_state
from planner.voice.model import GROUPS, Group, questions
from planner.voice.round import Reply
from planner.web.server.session import the_doors
from planner.web.student.assets import asset_path, assets, assets_digest
from planner.web.student.frame import POLICY
from planner.web.student.icons import symbols
from planner.web.student.reading import LONGEST_ANSWER, LONGEST_PROPOSAL

ATTRIBUTE = re.compile(r"<[^>]+\s(style|on\w+)=")
INLINE = re.compile(r"<script(?![^>]*(?:src=|application/json))")


@pytest.fixture(autouse=True)
def _data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    data_folder(tmp_path, monkeypatch)


def test_a_code_leads_to_its_questions_however_it_is_typed() -> None:
    code = a_round().round.code
    answer = Student().ask("GET", f"/s?code={code[:3].lower()}%20{code[3:]}")
    assert (answer.status_code, answer.headers["location"]) == (303, f"/s/{code}")
    english = Student().ask("GET", f"/s?code={code}&lang=en")
    assert english.headers["location"] == f"/s/{code}?lang=en"


def test_without_a_code_it_is_asked_for() -> None:
    answer = Student().ask("GET", "/s", {"Accept-Language": "da"})
    assert answer.status_code == 200
    assert "Skriv koden fra tavlen" in answer.text


@pytest.mark.parametrize(
    "path", ["/s/ZZZZZZ", "/s/ZZZZZZ/came-of-it", "/s?code=ZZZZZZ", "/s/%00", "/s/assets"]
)
def test_an_unknown_code_is_said_to_be_none(path: str) -> None:
    answer = Student().ask("GET", path, {"Accept-Language": "da"})
    assert answer.status_code == 404
    assert "Der er ingen spørgsmål under den kode." in answer.text


def test_what_was_typed_comes_back_as_text_only() -> None:
    answer = Student().ask("GET", "/s?code=%22%3E%3Cscript%3Ealert(1)%3C/script%3E")
    assert answer.status_code == 404
    assert "<script>alert" not in answer.text


@pytest.mark.parametrize("group", GROUPS)
@pytest.mark.parametrize("layouts", [1, 2])
def test_a_page_asks_every_question_of_its_age(group: Group, layouts: int) -> None:
    page = Student(a_round(group, layouts).round.code).get()
    asked = questions(group, layouts)
    assert page.status_code == 200
    assert re.findall(r'data-id="(\w+)"', page.text) == [question.id for question in asked]
    assert all(question.words.da in page.text for question in asked)
    assert page.text.count("<legend") == page.text.count("<fieldset")
    assert ("<textarea" in page.text) == (group in ("4-6", "7-9"))
    assert ("Næste barn" in page.text) == (group == "0-1")


@pytest.mark.parametrize("group", GROUPS)
def test_where_tablets_are_shared_the_next_one_begins_anew(group: Group) -> None:
    page = Student(a_round(group, shared=True).round.code).get().text
    assert ("Næste barn" if group == "0-1" else "Næste elev") in page
    assert 'id="another"' not in Student(a_round(group, shared=False).round.code).get().text


def test_more_of_a_picture_is_filled_the_more_one_agrees() -> None:
    bars = [symbols()[f"step_{n}"].split('class="full" d="')[1].split('"')[0].count("M") for n in range(1, 6)]
    assert bars == [1, 2, 3, 4, 5]
    for n in range(1, 6):
        assert not re.search(r"<path[^>]*class=[^>]*class=", symbols()[f"step_{n}"])


def test_the_youngest_get_five_questions_at_most() -> None:
    assert all(len(questions("0-1", layouts)) <= 5 for layouts in (1, 2))


def test_every_picture_of_the_questions_is_drawn() -> None:
    shown = {
        option.picture for group in GROUPS for question in questions(group, 2) for option in question.options
    }
    assert shown - {"layout_1", "layout_2"} <= set(symbols())


def test_what_happens_with_the_answer_is_said_before_the_button() -> None:
    text = Student(a_round().round.code).get().text
    said = "Din lærer ser alles svar samlet og kan ikke se, hvem der har svaret hvad."
    assert (
        0
        < text.index(said)
        < text.index("Du kan ændre svaret, indtil runden lukker.")
        < text.index('type="submit"')
    )


def test_a_page_comes_in_the_language_of_the_round_or_the_one_that_is_asked_for() -> None:
    code = a_round().round.code
    assert 'lang="da"' in Student(code).get(accept_language="en").text
    assert "What happens with the answer?" in Student(code).get("?lang=en").text


@pytest.mark.parametrize("path", ["", "/came-of-it", "/answer"])
def test_headers_forbid_keeping_framing_and_all_that_is_foreign(path: str) -> None:
    answer = Student(a_round().round.code).get(path, planner_device=DEVICE)
    assert answer.headers["content-security-policy"] == POLICY
    assert answer.headers["cache-control"] == "no-store"
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.headers["x-frame-options"] == "DENY"
    assert "set-cookie" not in answer.headers


@pytest.mark.parametrize("group", GROUPS)
def test_no_page_needs_more_than_the_policy_gives(group: Group) -> None:
    asked = a_round(group, 2)
    for text in (Student(asked.round.code).get().text, Student(asked.round.code).get("/came-of-it").text):
        assert not ATTRIBUTE.search(text)
        assert not INLINE.search(text)
        assert "unsafe" not in POLICY


def test_an_answer_is_kept_and_comes_back_to_its_device_alone() -> None:
    student = Student(a_round().round.code)
    pin = {"kind": "loud", "at": [2.0, 2.0], "layout": 0}
    assert (
        student.give(choices={"agree_quiet": "2"}, pins=[pin], words={"wish": "mere ro"}).status_code == 204
    )
    own = student.own()
    assert (own["choices"], own["words"], own["pins"]) == ({"agree_quiet": "2"}, {"wish": "mere ro"}, [pin])
    assert Student(student.code, "another-word-of-another-browser").own() is None


def test_a_later_answer_takes_the_place_of_the_first_and_an_empty_one_takes_it_back() -> None:
    asked = a_round()
    student = Student(asked.round.code)
    student.give(choices={"agree_quiet": "2"})
    student.give(choices={"agree_quiet": "5"})
    assert student.own()["choices"] == {"agree_quiet": "5"}
    assert round_state(asked.archive, asked.round.id, asked.now).answers == 1
    assert student.give({}).status_code == 204
    assert round_state(asked.archive, asked.round.id, asked.now).answers == 0


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"null",
        b"[]",
        b"\xff",
        b"{",
        b'{"unknown": 1}',
        b'{"pins": [{"kind": "loud", "at": ["2", 2]}]}',
        b'{"pins": [{"kind": "loud", "at": [NaN, 2]}]}',
        b'{"vote": "1"}',
        b'{"choices": {"agree_quiet": 2}}',
    ],
)
def test_what_is_no_answer_is_refused_in_one_sentence(body: bytes) -> None:
    answer = Student(a_round().round.code).give(body=body)
    assert (answer.status_code, answer.json()) == (
        400,
        {"why": "Det kunne ikke læses. Hent siden igen, og prøv en gang til."},
    )


@pytest.mark.parametrize(
    ("answer", "at"),
    [
        ({"choices": {"agree_quiet": "9"}}, "agree_quiet"),
        ({"pins": [{"kind": "loud", "at": [50, 50]}]}, "pins"),
        ({"words": {"wish": "x" * 281}}, "wish"),
        ({"words": {"wish": "Han har ADHD"}}, "wish"),
        ({"vote": 0}, "vote"),
    ],
)
def test_what_does_not_fit_is_refused_at_its_question(answer: Any, at: str) -> None:
    student = Student(a_round().round.code)
    refused = student.give(answer)
    assert (refused.status_code, refused.json()["at"]) == (422, at)
    assert student.own() is None


def test_an_answer_that_is_too_long_is_not_even_read() -> None:
    student = Student(a_round().round.code)
    padded = json.dumps({"words": {"wish": "ro"}}).encode() + b" " * LONGEST_ANSWER
    assert student.give(body=padded).status_code == 413
    assert student.give(body=b" " * (LONGEST_PROPOSAL + 1)).status_code == 413


@pytest.mark.parametrize("origin", ["", "null", "https://evil.example", "http://127.0.0.1:9999"])
def test_an_answer_from_a_foreign_page_is_not_taken(origin: str) -> None:
    asked = a_round()
    foreign = Student(asked.round.code, origin=origin)
    assert foreign.give(choices={"agree_quiet": "2"}).status_code == 403
    assert round_state(asked.archive, asked.round.id, asked.now).answers == 0


@pytest.mark.parametrize("device", ["", "short", "x" * 101])
def test_an_answer_needs_the_random_word_of_a_browser(device: str) -> None:
    student = Student(a_round().round.code, device)
    assert student.give(choices={"agree_quiet": "2"}).status_code == 400
    assert student.get("/answer", planner_device=device).status_code == 400


def test_a_closed_round_says_so_and_what_came_of_it() -> None:
    asked = a_round()
    student = Student(asked.round.code)
    student.give(choices={"agree_quiet": "2"})
    reply(
        asked.archive,
        asked.round.id,
        Reply("Der er <b>larm</b>.", "Vi flyttede det.", "Så er der ro."),
        asked.now,
    )
    close_round(asked.archive, asked.round.id, datetime.now(UTC))
    page = student.get().text
    assert "Runden er lukket" in page
    assert "Der er &lt;b&gt;larm&lt;/b&gt;." in page
    assert [word for word in ("I sagde", "Vi gjorde", "Fordi") if word in page] == [
        "I sagde",
        "Vi gjorde",
        "Fordi",
    ]
    assert 'id="answer"' not in page
    assert student.get("/answer", planner_device=DEVICE).json() == {"answer": None, "open": False}
    assert student.give(choices={"agree_quiet": "5"}).status_code == 409


def test_what_came_of_it_is_there_while_the_round_is_open() -> None:
    asked = a_round()
    student = Student(asked.round.code)
    assert "Her står ikke noget endnu." in student.get("/came-of-it").text
    reply(asked.archive, asked.round.id, Reply("Mere lys.", "Nej, ikke nu.", "Lampen er bestilt."), asked.now)
    assert "Lampen er bestilt." in student.get("/came-of-it").text


def test_too_many_wrong_codes_make_an_address_wait() -> None:
    code, doors = a_round().round.code, the_doors()
    most = int(load_catalogue().limits()["voice_wrong_codes"])
    before = datetime.now(UTC)
    doors.log.note_attempts([doors.hashed("code", HERE)] * (most - 1), before, before - timedelta(minutes=15))
    assert Student("ZZZZZZ").get().status_code == 404
    wait = Student("ZZZZZZ").get()
    assert (wait.status_code, 0 < int(wait.headers["retry-after"]) <= 900) == (429, True)
    assert "Der er tastet for mange forkerte koder." in wait.text
    assert Student(code).get().status_code == 200


@pytest.mark.parametrize("group", GROUPS)
def test_nothing_of_the_class_or_the_plan_reaches_a_student(group: Group) -> None:
    asked = a_round(group, 2)
    student = Student(asked.round.code)
    student.give(choices={})
    plan = load_plan(asked.archive, asked.round.plan).plan
    paths = ("", "?lang=en", "/came-of-it", "/answer")
    text = "".join(student.get(path, planner_device=DEVICE).text for path in paths)
    questioned = questions(group, 2)
    said = [question.words.da for question in questioned]
    said += [option.words.da for question in questioned for option in question.options]
    names = [prerequisite.name.da for prerequisite in load_catalogue().prerequisites.values()]
    words = [name for name in names if not any(name in part for part in said)]
    ids = [f'"{prerequisite}"' for prerequisite in load_catalogue().prerequisites if "_" in prerequisite]
    secrets = [asked.round.plan, asked.round.id, plan.title, str(plan.lesson.goal), *words, *ids]
    codes = [student.code for student in plan.students]
    assert [secret for secret in secrets if secret in text] == []
    assert [code for code in codes if re.search(rf"\b{re.escape(code)}\b", text)] == []


def test_others_do_not_reach_a_student_page_before_there_is_an_administrator() -> None:
    code = a_round().round.code
    outside = Student(code, app=served(open_to="0.0.0.0"))  # noqa: S104
    assert outside.get().status_code == 403
    assert outside.give(choices={"agree_quiet": "2"}).status_code == 401
    assert "inside" not in outside.get().text


def test_with_accounts_students_come_in_without_one_and_get_no_further(quick_hashes: None) -> None:  # noqa: ARG001
    code = a_round().round.code
    add_account(the_doors(), Wanted("eva", "administrator", "tolv grønne trapper"), "test", datetime.now(UTC))
    student = Student(code, app=served(open_to="0.0.0.0"))  # noqa: S104
    assert student.get().status_code == 200
    assert student.give(choices={"agree_quiet": "2"}).status_code == 204
    for path in ("/", "/plan", "/sx", "/s.json", "/st", "//s", "/S"):
        assert student.ask("GET", path).status_code == 303


def test_files_are_kept_for_ever_and_small_on_their_way() -> None:
    path = asset_path("main.js")
    answer = Student().ask("GET", path, {"accept-encoding": "gzip"})
    assert answer.headers["content-encoding"] == "gzip"
    assert "immutable" in answer.headers["cache-control"]
    content, smaller, _ = assets()["main.js"]
    assert answer.content == content == gzip.decompress(smaller)
    assert Student().ask("GET", path, {"accept-encoding": "identity"}).content == content


@pytest.mark.parametrize("name", ["main.js.map", "../routes.py", "..%2froutes.py", "icons.svg%00", ""])
def test_no_other_file_is_served(name: str) -> None:
    answer = Student().ask("GET", f"/s/-/{assets_digest()}/{name}")
    assert answer.status_code == 404
    assert Student().ask("GET", "/s/-/0000000000000000/main.js").status_code == 404


def test_the_worker_is_always_asked_for_anew_and_rules_students_only() -> None:
    answer = Student().ask("GET", "/s/worker.js")
    assert answer.headers["cache-control"] == "no-cache"
    assert "service-worker-allowed" not in answer.headers


def test_every_script_a_page_loads_is_there() -> None:
    for name, (content, *_) in assets().items():
        if name.endswith(".js") and "/" not in name:
            for other in re.findall(r'from "\./([^"]+)"', content.decode()):
                assert other in assets(), name
    page = Student(a_round().round.code).get().text
    for path in re.findall(r'(?:src|href)="(/s/-/[^"]+)"', page):
        assert Student().ask("GET", path).status_code == 200
