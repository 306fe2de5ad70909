"""Backups: whole while everybody writes, refused where they are not what they say."""

import json
import sqlite3
import threading
import zipfile
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from databases import rows, with_programs

from planner.catalogue.base import Words
from planner.errors import ConflictError, PlannerError
from planner.storage import backup
from planner.storage.account_tables import SessionRow
from planner.storage.accounts import AccountStore, NewAccount
from planner.storage.backup import newest_revision, read_manifest, restore_backup, write_backup
from planner.storage.database import immediate, open_engine, writing
from planner.storage.migrate import upgrade
from planner.storage.store import State, Store, open_store
from planner.storage.tables import LOCAL_OWNER

NOW = datetime(2026, 3, 2, 8, 30, tzinfo=UTC)
LABEL = Words(da="ændret", en="changed")
SAVES = 200


@pytest.fixture(autouse=True)
def _programs(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", with_programs())


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "backup.zip"


@pytest.fixture
def closed(url: str) -> str:
    """Return a database with one plan that nobody has open."""
    store = open_store(url)
    store.add("plan", State("Brøker", "{}", LABEL), NOW)
    store.close()
    return url


def titles(url: str) -> list[str]:
    store = open_store(url)
    found = [entry.title for entry in store.documents("plan", LOCAL_OWNER)]
    store.close()
    return found


def add(url: str, title: str) -> None:
    store = open_store(url)
    store.add("plan", State(title, "{}", LABEL), NOW)
    store.close()


def entries(file: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(file) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def write_entries(file: Path, content: dict[str, bytes]) -> None:
    with zipfile.ZipFile(file, "w") as archive:
        for name, data in content.items():
            archive.writestr(name, data)


def test_a_backup_brings_back_what_was_there_and_keeps_what_is(closed: str, file: Path) -> None:
    made = write_backup(closed, file, NOW)
    assert (made.made, read_manifest(file)) == (NOW.isoformat(), made)
    add(closed, "Senere")
    manifest, kept = restore_backup(closed, file, NOW)
    assert manifest == made
    assert titles(closed) == ["Brøker"]
    assert kept is not None
    assert "before" in kept
    if closed.startswith("sqlite"):
        assert sorted(titles(f"sqlite:///{kept}")) == ["Brøker", "Senere"]
    else:
        assert rows(closed, f"SELECT count(*) FROM {kept}.documents") == [(2,)]  # noqa: S608 – ours


def test_what_was_brought_back_twice_is_kept_twice(closed: str, file: Path) -> None:
    write_backup(closed, file, NOW)
    kept = {restore_backup(closed, file, NOW + timedelta(seconds=n))[1] for n in range(2)}
    assert len(kept) == 2
    later = file.with_name("later.zip")
    write_backup(closed, later, NOW)
    assert restore_backup(closed, later, NOW + timedelta(seconds=9))[0].revision
    assert titles(closed) == ["Brøker"]


def test_a_backup_is_brought_back_where_there_is_nothing(
    closed: str, file: Path, request: pytest.FixtureRequest, tmp_path: Path
) -> None:
    write_backup(closed, file, NOW)
    elsewhere = f"sqlite:///{tmp_path / 'new' / 'planner.sqlite3'}"
    if closed.startswith("postgresql"):
        elsewhere = request.getfixturevalue("postgres_server").new_database()
    assert restore_backup(elsewhere, file, NOW)[1] is None
    assert titles(elsewhere) == ["Brøker"]


def test_an_older_backup_is_brought_up_to_date(url: str, file: Path) -> None:
    engine = open_engine(url)
    with immediate(engine) as connection:
        upgrade(connection, "0003")
    engine.dispose()
    assert write_backup(url, file, NOW).revision == "0003"
    assert rows(url, "SELECT version_num FROM alembic_version") == [("0003",)]
    restore_backup(url, file, NOW)
    assert rows(url, "SELECT version_num FROM alembic_version") == [(newest_revision(),)]


def test_who_is_signed_in_is_not_in_a_backup(store: Store, url: str, file: Path) -> None:
    account = AccountStore(store.engine).add(NewAccount("eva@school.example", "teacher"), NOW)
    with writing(store.engine) as session:
        session.add(SessionRow(digest="d" * 64, account=account.id, created=NOW, seen=NOW, ends=NOW))
    write_backup(url, file, NOW)
    assert rows(url, "SELECT count(*) FROM sessions") == [(1,)]
    store.close()
    restore_backup(url, file, NOW)
    assert rows(url, "SELECT count(*) FROM sessions") == [(0,)]
    assert rows(url, "SELECT name FROM accounts") == [("eva@school.example",)]


def test_it_is_not_brought_back_while_the_planner_runs(store: Store, url: str, file: Path) -> None:
    store.add("plan", State("Brøker", "{}", LABEL), NOW)
    write_backup(url, file, NOW)
    plan = store.add("plan", State("Senere", "{}", LABEL), NOW)
    with pytest.raises(PlannerError, match="The planner is running"):
        restore_backup(url, file, NOW)
    head = store.document(plan, "plan").head
    store.add_edit((plan, head), State("Endnu senere", "{}", LABEL), NOW)
    assert store.document(plan, "plan").title == "Endnu senere"


def saving(store: Store, plan: str, acknowledged: list[int], running: threading.Event) -> None:
    """Save again and again, and note each state that was acknowledged."""
    head = store.document(plan, "plan").head
    for number in range(SAVES):
        state = State(f"Plan {number}", json.dumps({"number": number, "rest": "x" * 2000}), LABEL)
        head = store.add_edit((plan, head), state, NOW).head
        store.save((plan, head), NOW)
        acknowledged.append(head)
        running.set()


def test_a_backup_during_two_hundred_saves_is_whole(store: Store, url: str, tmp_path: Path) -> None:
    plan = store.add("plan", State("Plan", "{}", LABEL), NOW)
    acknowledged: list[int] = []
    running = threading.Event()
    writer = threading.Thread(target=saving, args=(store, plan, acknowledged, running))
    writer.start()
    running.wait(20)
    made: list[tuple[Path, int]] = []
    while writer.is_alive() and len(made) < 5:
        before = acknowledged[-1]
        file = tmp_path / f"{len(made)}.zip"
        write_backup(url, file, NOW)
        made.append((file, before))
    writer.join()
    store.close()
    assert len(acknowledged) == SAVES
    assert made
    for number, (file, before) in enumerate(made):
        restore_backup(url, file, NOW + timedelta(seconds=number))
        again = open_store(url)
        stored = again.document(plan, "plan")
        # Whatever was acknowledged before the backup began is in it, and the chain of states is whole.
        assert stored.head >= before
        kept = {edit for edit in acknowledged if edit <= stored.head}
        assert {
            int(str(row[0])) for row in rows(url, "SELECT id FROM edits WHERE parent IS NOT NULL")
        } >= kept
        head = again.add_edit((plan, stored.head), State("Videre", "{}", LABEL), NOW).head
        assert head > stored.head
        with pytest.raises(ConflictError):
            again.add_edit((plan, stored.head), State("For sent", "{}", LABEL), NOW)
        again.close()


def test_a_disk_without_second_names_will_do(
    sqlite_url: str, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(self: Path, target: Path) -> None:
        raise PermissionError(self, target)

    monkeypatch.setattr(Path, "hardlink_to", refuse)
    add(sqlite_url, "Brøker")
    write_backup(sqlite_url, file, NOW)
    add(sqlite_url, "Senere")
    kept = restore_backup(sqlite_url, file, NOW)[1]
    assert titles(sqlite_url) == ["Brøker"]
    assert len(titles(f"sqlite:///{kept}")) == 2


@pytest.mark.parametrize("left", [None, b"no database"])
def test_a_log_without_its_database_is_not_written_into_the_restored_one(
    sqlite_url: str, file: Path, left: bytes | None
) -> None:
    add(sqlite_url, "Brøker")
    write_backup(sqlite_url, file, NOW)
    database = Path(sqlite_url.removeprefix("sqlite:///"))
    logs = [database.with_name(f"{database.name}{log}") for log in ("-wal", "-shm")]
    store = open_store(sqlite_url)
    for number in range(20):
        store.add("plan", State(f"Senere {number}", "x" * 3000, LABEL), NOW)
    contents = [log.read_bytes() for log in logs]
    store.close()
    database.unlink()
    for log, content in zip(logs, contents, strict=True):
        log.write_bytes(content)
    if left is not None:
        database.write_bytes(left)
    kept = restore_backup(sqlite_url, file, NOW)[1]
    assert titles(sqlite_url) == ["Brøker"]
    assert rows(sqlite_url, "PRAGMA integrity_check") == [("ok",)]
    assert kept is not None
    assert Path(kept).exists()
    assert next(database.parent.glob("*-before-*-wal")).read_bytes() == contents[0]


def test_an_existing_file_is_not_written_over(closed: str, file: Path) -> None:
    file.write_text("mine", encoding="utf-8")
    with pytest.raises(PlannerError, match="a file of that name already"):
        write_backup(closed, file, NOW)
    assert file.read_text(encoding="utf-8") == "mine"


def test_nothing_half_written_is_left_behind(closed: str, file: Path) -> None:
    write_backup(closed, file, NOW)
    with pytest.raises(PlannerError, match="cannot be written"):
        write_backup(closed, file / "below-a-file" / "b.zip", NOW)
    with pytest.raises(PlannerError, match="cannot be written"):
        write_backup(closed, file / "b.zip", NOW)
    assert [path.name for path in file.parent.iterdir() if path.is_dir()] in ([], ["data"])
    assert file.stat().st_mode & 0o777 == 0o600


def test_the_folder_of_a_backup_is_made(closed: str, tmp_path: Path) -> None:
    file = tmp_path / "backups" / "2026" / "monday.zip"
    made = write_backup(closed, file, NOW)
    assert read_manifest(file) == made
    assert [path.name for path in file.parent.iterdir()] == ["monday.zip"]


WRONG: dict[str, object] = {
    "revision": [],
    "size": "7",
    "sha256": None,
    "database": {},
    "made": 7,
    "more": "x",
}


@pytest.mark.parametrize("name", WRONG)
def test_a_backup_that_says_something_of_another_kind_is_broken(closed: str, file: Path, name: str) -> None:
    write_backup(closed, file, NOW)
    content = entries(file)
    said = json.loads(content["manifest.json"]) | {name: WRONG[name]}
    write_entries(file, content | {"manifest.json": json.dumps(said).encode()})
    with pytest.raises(PlannerError, match="This backup is broken"):
        restore_backup(closed, file, NOW)
    assert titles(closed) == ["Brøker"]


def test_there_is_nothing_to_back_up_before_the_first_start(sqlite_url: str, file: Path) -> None:
    with pytest.raises(PlannerError, match="no database of the planner"):
        write_backup(sqlite_url, file, NOW)
    assert not file.exists()


@pytest.fixture
def made(sqlite_url: str, file: Path) -> Iterator[tuple[str, Path]]:
    store = open_store(sqlite_url)
    store.add("plan", State("Brøker", "{}", LABEL), NOW)
    store.close()
    write_backup(sqlite_url, file, NOW)
    yield sqlite_url, file
    # Whatever was refused, nothing has changed.
    assert titles(sqlite_url) == ["Brøker"]
    assert len(list(Path(sqlite_url.removeprefix("sqlite:///")).parent.glob("planner*.sqlite3"))) == 1


def changed_manifest(file: Path, **values: object) -> None:
    content = entries(file)
    manifest = json.loads(content[backup.MANIFEST]) | values
    write_entries(file, content | {backup.MANIFEST: json.dumps(manifest).encode()})


@pytest.mark.parametrize(
    ("values", "why"),
    [
        ({"sha256": "0" * 64}, "is broken"),
        ({"size": 1}, "is broken"),
        ({"revision": "9999"}, "newer planner"),
        ({"format": "planner/backup/2"}, "newer planner"),
        ({"format": "other/1"}, "not a backup"),
        ({"database": "postgresql"}, "other kind of database"),
        ({"more": 1}, "is broken"),
    ],
    ids=["checksum", "size", "revision", "format", "foreign", "kind", "fields"],
)
def test_a_backup_that_is_not_what_it_says_is_refused(
    made: tuple[str, Path], values: dict[str, object], why: str
) -> None:
    changed_manifest(made[1], **values)
    with pytest.raises(PlannerError, match=why):
        restore_backup(made[0], made[1], NOW)


def test_every_broken_byte_is_noticed(made: tuple[str, Path]) -> None:
    url, file = made
    whole = file.read_bytes()
    for place in range(0, len(whole), max(1, len(whole) // 40)):
        broken = bytearray(whole)
        broken[place] ^= 0xFF
        file.write_bytes(broken)
        try:
            manifest, kept = restore_backup(url, file, NOW)
        except PlannerError:
            continue
        # A byte that means nothing, such as a date inside the ZIP file: what came back is whole.
        assert manifest.sha256 == read_manifest(file).sha256
        assert kept is not None
        Path(kept).unlink()


@pytest.mark.parametrize("content", [b"", b"no zip", b"PK\x03\x04"], ids=["empty", "text", "cut"])
def test_what_is_no_backup_is_refused(made: tuple[str, Path], content: bytes, tmp_path: Path) -> None:
    other = tmp_path / "other"
    other.write_bytes(content)
    with pytest.raises(PlannerError, match="not a backup"):
        restore_backup(made[0], other, NOW)
    with pytest.raises(PlannerError, match="no such file"):
        restore_backup(made[0], tmp_path / "nothing", NOW)


def test_a_cut_off_backup_is_refused(made: tuple[str, Path], tmp_path: Path) -> None:
    other, whole = tmp_path / "other", made[1].read_bytes()
    for length in (len(whole) // 4, len(whole) // 2, len(whole) - 1):
        other.write_bytes(whole[:length])
        with pytest.raises(PlannerError):
            restore_backup(made[0], other, NOW)


def test_a_database_that_does_not_hold_together_is_refused(made: tuple[str, Path], tmp_path: Path) -> None:
    astray = tmp_path / "astray.sqlite3"
    astray.write_bytes(entries(made[1])[backup.CONTENT])
    with closing(sqlite3.connect(astray, isolation_level=None)) as connection:
        connection.execute("UPDATE documents SET head = 999")
    content = astray.read_bytes()
    values = {"size": len(content), "sha256": backup._digest(astray)}
    write_entries(made[1], entries(made[1]) | {backup.CONTENT: content})
    changed_manifest(made[1], **values)
    with pytest.raises(PlannerError, match="does not hold together"):
        restore_backup(made[0], made[1], NOW)


def test_the_files_of_a_backup_are_its_two_entries(made: tuple[str, Path]) -> None:
    assert set(entries(made[1])) == {backup.MANIFEST, backup.CONTENT}
    assert b"secret" not in made[1].read_bytes()


def test_without_its_programs_postgresql_is_not_backed_up(
    postgres_server: object, monkeypatch: pytest.MonkeyPatch, file: Path
) -> None:
    url = postgres_server.new_database()  # type: ignore[attr-defined]
    open_store(url).close()
    monkeypatch.setenv("PATH", "/nowhere")
    with pytest.raises(PlannerError, match="pg_dump and pg_restore are not on this machine"):
        write_backup(url, file, NOW)


def test_a_broken_dump_of_postgresql_leaves_everything_as_it_is(
    postgres_server: object, file: Path, tmp_path: Path
) -> None:
    url = postgres_server.new_database()  # type: ignore[attr-defined]
    add(url, "Brøker")
    write_backup(url, file, NOW)
    content = tmp_path / "content"
    content.write_bytes(b"PGDMP but no dump")
    write_entries(file, entries(file) | {backup.CONTENT: content.read_bytes()})
    changed_manifest(file, size=content.stat().st_size, sha256=backup._digest(content))
    with pytest.raises(PlannerError, match="nothing has changed"):
        restore_backup(url, file, NOW)
    assert titles(url) == ["Brøker"]
    assert rows(url, "SELECT nspname FROM pg_namespace WHERE nspname LIKE 'planner_before%'") == []
