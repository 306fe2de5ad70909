"""Everything about a class as one file: complete, only one's own, and safe to open."""

import csv
import io
import json
import zipfile
from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from asking import ask

from planner.errors import NotFoundError
from planner.exchange.class_archive import slug
from planner.plan.set_field import SetField
from planner.review.model import Anchor, NewComment, Step, Steps, Written
from planner.services import classes, history, plans, reviews
from planner.services.archive import Archive
from planner.services.class_export import export_class_archive
from planner.services.commenting import add_comment, withdraw_comment
from planner.services.moving_on import move
from planner.services.proposing import propose
from planner.services.sharing import share
from planner.storage.accounts import AccountStore, NewAccount, Role
from planner.storage.door_log import DoorLog
from planner.storage.store import Store

NOW = datetime(2026, 3, 2, 8, 30, tzinfo=UTC)
SAMPLE = "fractions-grade-5"
FORMULA = "=HYPERLINK(1)"


def person(store: Store, name: str, role: Role = "teacher") -> Archive:
    return Archive(store, AccountStore(store.engine).add(NewAccount(name, role), NOW))


def entries(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert archive.testzip() is None
        return {name: archive.read(name) for name in archive.namelist()}


def table(content: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig")), delimiter=";"))


@pytest.fixture
def shared(store: Store) -> tuple[Archive, Archive, str, str]:
    """Return a teacher and a coach, and the teacher's class with a plan both work on."""
    anna, kim = person(store, "anna"), person(store, "kim", "coach")
    made, plan = classes.new_class(anna, "5. a", NOW), plans.open_sample(anna, SAMPLE, NOW)
    classes.put_in_class(anna, plan, made)
    share(anna, plan, kim.account.id, NOW)
    return anna, kim, made, plan


def test_all_versions_of_all_plans_are_in_it(shared: tuple[Archive, Archive, str, str]) -> None:
    anna, _, made, plan = shared
    head = plans.load_plan(anna, plan).head
    changed = plans.change_plan(anna, (plan, head), SetField("plan", (), "title", "../../a b"), NOW)
    plans.save_version(anna, (plan, changed.head), NOW, FORMULA)
    history.remove(anna, plan, NOW)
    found = entries(export_class_archive(anna, made, NOW))
    folder = "001-a-b"
    assert json.loads(found[f"{folder}/plan.json"])["title"] == "../../a b"
    versions = table(found[f"{folder}/versions.csv"])
    assert versions[0] == ["gemt", "navn", "sidste ændring", "fil"]
    assert [row[1] for row in versions[1:]] == [f"'{FORMULA}", ""]
    for row in versions[1:]:
        assert json.loads(found[f"{folder}/{row[3]}"])["schema"] == "planner/plan/1"
    assert "5. a" in found["README.txt"].decode("utf-8-sig")
    assert json.loads(found["class.json"])["plans"] == 1


def test_what_was_taken_out_comes_in_again(shared: tuple[Archive, Archive, str, str]) -> None:
    anna, _, made, plan = shared
    found = entries(export_class_archive(anna, made, NOW))
    [name] = [name for name in found if name.endswith("/plan.json")]
    again = plans.import_plan(anna, found[name], NOW)
    assert plans.load_plan(anna, again).plan == plans.load_plan(anna, plan).plan


def test_sparring_is_in_it_and_what_was_withdrawn_is_not(
    shared: tuple[Archive, Archive, str, str],
) -> None:
    anna, kim, made, plan = shared
    edit = plans.load_plan(kim, plan).head
    add_comment(kim, plan, NewComment(edit, Anchor("plan", ()), FORMULA), NOW)
    gone = add_comment(kim, plan, NewComment(edit, Anchor("plan", ()), "Fortrudt"), NOW)
    withdraw_comment(kim, gone, NOW)
    move(anna, plan, "ready", NOW)
    found = entries(export_class_archive(anna, made, NOW, "en"))
    [comments] = [content for name, content in found.items() if name.endswith("/comments.csv")]
    assert table(comments)[0] == ["time", "who", "place", "text", "state"]
    assert [row[1:] for row in table(comments)[1:]] == [["kim", table(comments)[1][2], f"'{FORMULA}", "open"]]
    assert b"Fortrudt" not in b"".join(found.values())
    [moves] = [content for name, content in found.items() if name.endswith("/moves.csv")]
    assert table(moves)[1][1] == "anna"


def test_notes_are_told_in_words_and_proposals_are_in_it(
    shared: tuple[Archive, Archive, str, str],
) -> None:
    anna, kim, made, plan = shared
    proposal = propose(kim, plan, NOW)
    reviews.note(anna, plan, Written("context", "Lige efter idræt"), NOW)
    reviews.agree(anna, plan, Steps((Step("Flyt bordet", "Anna", date(2026, 3, 9)),)), NOW)
    reviews.set_evaluation(anna, plan, date(2026, 4, 1), NOW)
    here = NOW.astimezone(timezone(timedelta(hours=1)))
    found = entries(export_class_archive(anna, made, here))
    [notes] = [table(content) for name, content in found.items() if name.endswith("/notes.csv")]
    assert notes[1:] == [
        ["2026-03-02T09:30+01:00", "anna", "Om klassen og situationen", "Lige efter idræt"],
        ["2026-03-02T09:30+01:00", "anna", "Aftalte tiltag", "Flyt bordet – Anna – 2026-03-09"],
        ["2026-03-02T09:30+01:00", "anna", "Dag for evalueringen", "2026-04-01"],
    ]
    [content] = [content for name, content in found.items() if name.endswith("/proposals/1.json")]
    assert json.loads(content)["title"] == plans.load_plan(kim, proposal).title


def test_the_students_voice_is_in_it_from_five_answers_on(archive: Archive) -> None:
    asked = ask(archive, NOW)
    made = classes.new_class(archive, "5. a", NOW)
    classes.put_in_class(archive, asked.round.plan, made)
    asked.wish(1, 2, 3, 4, text=FORMULA)
    asked.look()
    few = entries(export_class_archive(archive, made, NOW))
    [voice] = [json.loads(content) for name, content in few.items() if name.endswith("/voice.json")]
    assert (voice[0]["results"], voice[0]["words"]) == (None, [])
    assert not any(FORMULA.encode() in content for content in few.values())
    asked.wish(5, text=FORMULA)
    asked.look()
    enough = entries(export_class_archive(archive, made, NOW))
    [words] = [table(content) for name, content in enough.items() if name.endswith("/words.csv")]
    assert sorted(row[2] for row in words[1:]) == [f"'{FORMULA} {n}" for n in range(1, 6)]
    assert b"device" not in b"".join(enough.values())


def test_only_the_owner_takes_a_class_out_and_it_is_written_down(
    shared: tuple[Archive, Archive, str, str], store: Store
) -> None:
    anna, kim, made, _ = shared
    for other in (kim, person(store, "eva", "administrator")):
        with pytest.raises(NotFoundError):
            export_class_archive(other, made, NOW)
    export_class_archive(anna, made, NOW)
    _, last = DoorLog(store.engine).happenings()[0]
    assert (last.what, last.account, last.actor) == ("class_exported", made, anna.account.id)


@pytest.mark.parametrize(
    ("title", "name"),
    [("Brøker på 3 måder!", "Brøker-på-3-måder"), ("../../etc", "etc"), ("…", "plan"), ("x" * 99, "x" * 40)],
    ids=["words", "path", "nothing", "long"],
)
def test_a_title_makes_a_name_and_no_path(title: str, name: str) -> None:
    assert slug(title) == name
