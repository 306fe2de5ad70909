"""Every service for every role, however they stand to a document: allowed, refused, or not there at all.

A new public function of the services that is in none of the tables makes a test fail: whoever writes it says
who may use it.
"""

import importlib
import inspect
import pkgutil
from collections.abc import Iterator
from dataclasses import replace
from fnmatch import fnmatchcase
from itertools import chain

import pytest
from everybody import Seat, Subject, Thing, World, open_world, seats
from service_tables import ELSE, LISTS, NOW, SCHOOL, TABLE, Case
from sqlalchemy import func, select

import planner.services
from planner.errors import NotAllowedError, NotFoundError, PlannerError
from planner.services.accounts import STILL_OPEN
from planner.services.archive import LOCAL, Archive
from planner.services.heard import heard
from planner.services.permissions import may
from planner.storage.accounts import ROLES, Role
from planner.storage.tables import Base


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def world(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    folder = tmp_path_factory.mktemp("world")
    if request.param == "sqlite":
        url = f"sqlite:///{folder / 'planner.sqlite3'}"
    else:
        url = request.getfixturevalue("postgres_server").new_database()
    opened = open_world(url, NOW, folder)
    yield opened
    opened.store.close()


def services() -> set[str]:
    """Return the public functions of all services by module and name."""
    found = set()
    for info in pkgutil.iter_modules(planner.services.__path__):
        module = importlib.import_module(f"planner.services.{info.name}")
        found |= {
            f"{info.name}.{name}"
            for name, member in vars(module).items()
            if inspect.isfunction(inspect.unwrap(member))
            and member.__module__ == module.__name__
            and name[0] != "_"
        }
    return found


def test_every_service_says_who_may_use_it() -> None:
    elsewhere = tuple(chain.from_iterable(ELSE.values()))
    tables = {*TABLE, *SCHOOL, *LISTS}
    told = {name for name in services() if name in tables or any(fnmatchcase(name, one) for one in elsewhere)}
    assert services() - told == set(), "Add a line to tests/service_tables.py"
    assert {*tables, *(name for name in elsewhere if "*" not in name)} - services() == set()


def rows(world: World) -> dict[str, int]:
    """Count what is in the database."""
    with world.store.engine.connect() as connection:
        return {
            name: connection.scalar(select(func.count()).select_from(table)) or 0
            for name, table in Base.metadata.tables.items()
        }


def expected(case: Case, seat: Seat) -> type[PlannerError] | None:
    """Return how somebody is refused, None where they may."""
    if not may(seat.role, seat.relation, "open"):
        return NotFoundError
    if seat.relation in case.refused or not may(seat.role, seat.relation, case.action):
        return NotAllowedError
    return None


def refusal(case: Case, thing: Thing) -> type[PlannerError] | None:
    """Return how a service refuses somebody; what else it finds wrong is not about who asks."""
    try:
        case.call(thing)
    except (NotFoundError, NotAllowedError) as error:
        return type(error)
    except PlannerError:
        return None
    return None


@pytest.mark.parametrize("name", TABLE)
def test_a_service_lets_in_who_may(world: World, name: str) -> None:
    case = TABLE[name]
    for seat in seats(case.subject):
        if expected(case, seat) is None:
            assert refusal(case, world.thing(case.subject, seat)) is None, seat.name


@pytest.mark.parametrize("name", TABLE)
def test_a_service_refuses_everybody_else_and_does_nothing(world: World, name: str) -> None:
    case = TABLE[name]
    made = world.made(case.subject, Seat("teacher", "owner"))
    refused = [seat for seat in seats(case.subject) if expected(case, seat)]
    # A room in the library is everybody's: who is to be a stranger to it needs another one.
    apart = [seat.mine or (case.subject, seat.relation) == ("layout", "library") for seat in refused]
    things = [
        world.thing(case.subject, seat) if alone else world.seated(case.subject, seat, made)
        for seat, alone in zip(refused, apart, strict=True)
    ]
    before = rows(world)
    for seat, thing in zip(refused, things, strict=True):
        assert refusal(case, thing) is expected(case, seat), seat.name
    assert rows(world) == before


@pytest.mark.parametrize("name", TABLE)
def test_what_is_not_there_is_told_like_what_is_not_opened(world: World, name: str) -> None:
    case = TABLE[name]
    thing = world.thing(case.subject, Seat("teacher", "owner"))
    assert refusal(case, replace(thing, id="0" * 16, plan="0" * 16, other="0")) is NotFoundError
    outside = replace(thing, archive=Archive(world.store, LOCAL))
    assert (refusal(case, outside) is NotFoundError) is (case.subject != "template")


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("name", SCHOOL)
def test_the_school_is_looked_after_by_who_may(world: World, name: str, role: Role) -> None:
    action, call = SCHOOL[name]
    who = world.archive(f"school-{role}", role)
    world.archive("another-administrator", "administrator")
    other = world.archive(f"other-{name}", "teacher").account.id
    before = rows(world)
    if not may(role, "school", action):
        with pytest.raises(NotAllowedError):
            call(who, world, other)
        assert rows(world) == before
    elif name == "school.hand_over":
        with pytest.raises(PlannerError, match=STILL_OPEN):
            call(who, world, other)
    else:
        call(who, world, other)


LISTED: tuple[Subject, ...] = ("plan", "layout", "template", "class", "comment")


def test_a_list_holds_what_is_opened_for_somebody_and_nothing_else(world: World) -> None:
    placed = [(seat, world.thing(subject, seat)) for subject in LISTED for seat in seats(subject)]
    people = {thing.archive.account.id: thing.archive for _, thing in placed}
    for name, of in LISTS.items():
        listed = {account: set(of(archive)) for account, archive in people.items()}
        found = {seat for seat, t in placed if {t.id, t.plan} & listed[t.archive.account.id]}
        assert found, name
        assert all(may(seat.role, seat.relation, "list") for seat in found), name


def test_what_students_said_is_silent_to_who_may_not_hear_it(world: World) -> None:
    for seat in seats("word"):
        thing = world.thing("word", seat)
        said = heard(thing.archive, thing.plan, NOW)
        assert bool(said) is may(seat.role, seat.relation, "read_voice"), seat.name
