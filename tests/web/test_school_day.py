"""A day at school in many browsers at once: a round, 28 students, their teacher, and her coach.

Everything a student's browser receives is kept and searched for what it must never hold.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

import pytest
from doors import PASSWORD, make_account
from playwright.sync_api import Browser, BrowserContext, Page, Response, expect
from serving import Server, serving
from web.hands import still

from planner.catalogue.loader import load_catalogue
from planner.lesson.model import Plan
from planner.plan.changes import SetVoice
from planner.services import plans, reviews
from planner.services.archive import Archive
from planner.services.sharing import share
from planner.settings import read_settings
from planner.storage.store import open_store

pytestmark = pytest.mark.browser
STUDENTS = 28
QUIET = "Her er så roligt, at jeg kan arbejde."
REMARK = "Hvad hvis B05 sad i hulen?"
"""What the coach writes to the teacher; no student's browser ever holds it."""


@dataclass
class Day:
    """A server with a teacher and a coach, the plan they share, and all that students' browsers received."""

    browser: Browser
    server: Server
    anna: Archive
    kim: Archive
    plan: str
    received: list[str] = field(default_factory=list)

    def adult(self, name: str) -> Page:
        page = self._context(1280, 800).new_page()
        page.goto("/login")
        page.fill("input[name=name]", name)
        page.fill("input[name=password]", PASSWORD)
        page.keyboard.press("Enter")
        expect(page.get_by_role("link", name="Lav en plan")).to_be_visible(timeout=30_000)
        return page

    def student(self, code: str) -> Page:
        page = self._context(820, 1180).new_page()
        page.on("response", self._keep)
        page.goto(f"/s/{code}")
        expect(page.locator("body.ready")).to_be_attached()
        return page

    def _context(self, width: int, height: int) -> BrowserContext:
        context = self.browser.new_context(
            base_url=self.server.url, viewport={"width": width, "height": height}, locale="da-DK"
        )
        context.set_default_timeout(30_000)
        return context

    def _keep(self, response: Response) -> None:
        headers = "\n".join(f"{name}: {value}" for name, value in response.headers.items())
        # The answer to a request that was sent on has no body of its own.
        body = "" if response.status in {204, 301, 302, 303, 304} else response.text()
        self.received.append(f"{response.url}\n{headers}\n{body}")


@pytest.fixture
def day(browser: Browser, tmp_path: Path) -> Iterator[Day]:
    make_account(tmp_path, "eva", "administrator")
    accounts = make_account(tmp_path, "anna"), make_account(tmp_path, "kim", "coach")
    store = open_store(read_settings({"PLANNER_DATA": str(tmp_path)}).database_url)
    anna, kim = (Archive(store, account) for account in accounts)
    plan = plans.open_sample(anna, "fractions-grade-5", datetime.now(UTC))
    share(anna, plan, accounts[1].id, datetime.now(UTC))
    with serving(tmp_path) as server:
        yield Day(browser, server, anna, kim, plan)
        assert "planner/web/" not in (tmp_path / "server.log").read_text(encoding="utf-8")
    store.close()


def open_round(page: Page, plan: str) -> str:
    """Open a round about the plan's own room and return its code."""
    page.goto(f"/plan-voice?id={plan}")
    page.get_by_role("button", name="Åbn runden").click()
    expect(page.locator(".p-count")).to_contain_text("har svaret")
    return page.locator(".p-code").first.inner_text().replace(" ", "")


def answer(page: Page, number: int) -> None:
    """Answer as a student: it is loud at the campfire, and everybody has a wish of their own."""
    page.locator("[data-id=agree_quiet] input[value='1']").check()
    page.locator("[data-id=agree_place] input[value='4']").check()
    page.get_by_label("For højt her").check()
    page.get_by_label("Sted", exact=True).select_option(label="Lejrbålet")
    page.get_by_role("button", name="Sæt nålen der").click()
    page.locator("[data-id=wish] textarea").fill(f"et stille hjørne, nr. {number}")
    page.get_by_role("button", name="Send").click()
    expect(page.get_by_role("heading", name="Tak! Dit svar er sendt.")).to_be_visible()


def private_words(plan: Plan) -> set[str]:
    """Return what no student's browser may hold: what students need, their codes, what adults write."""
    catalogue = load_catalogue()
    needed = {need.id for student in plan.students for need in student.prerequisites}
    names = {catalogue.prerequisites[one].name.da for one in needed}
    supports = {support for student in plan.students for support in student.supports}
    codes = {student.code for student in plan.students}
    return needed | names | supports | codes | {REMARK, "anna", "kim", "eva"}


def test_a_day_at_school(day: Day) -> None:
    teacher, coach = day.adult("anna"), day.adult("kim")
    code = open_round(teacher, day.plan)
    students = [day.student(code) for _ in range(STUDENTS)]
    for number, student in enumerate(students):
        answer(student, number)
        if number == 3:
            expect(teacher.locator(".p-count")).to_contain_text("4 af 26 har svaret")
            expect(teacher.get_by_role("heading", name=QUIET)).to_have_count(0)
    expect(teacher.locator(".p-count")).to_contain_text(f"{STUDENTS} af 26 har svaret")
    expect(teacher.get_by_role("heading", name=QUIET)).to_be_visible()
    teacher.get_by_role("button", name="Luk runden").click()
    teacher.get_by_role("button", name="Luk nu").click()
    expect(teacher.locator(".p-code")).to_have_count(0)

    teacher.get_by_role("textbox", name="I sagde").fill("Der er for meget larm")
    teacher.get_by_role("textbox", name=re.compile("^Vi gjorde")).fill("Vi laver et stille hjørne")
    teacher.get_by_role("textbox", name="Fordi").fill("alle skal kunne arbejde")
    teacher.get_by_role("button", name="Giv eleverne dette svar").click()
    expect(teacher.locator(".p-reply")).to_contain_text("Vi laver et stille hjørne")
    students[0].reload()
    expect(students[0].get_by_text("Vi laver et stille hjørne")).to_be_visible()

    teacher.get_by_role("button", name="Klar til sparring").click()
    expect(teacher.get_by_role("status").filter(has_text="Klar til sparring")).to_be_visible()
    coach.goto(f"/review?id={day.plan}")
    coach.get_by_role("button", name="Tag op til sparring").click()
    expect(coach.get_by_role("status").filter(has_text="Under sparring")).to_be_visible()
    still(coach)
    coach.get_by_label("Om planen som helhed").fill(REMARK)
    coach.get_by_role("button", name="Send kommentaren").click()
    expect(coach.get_by_text(REMARK)).to_be_visible()
    copy = reviews.propose(day.kim, day.plan, datetime.now(UTC))
    opened = plans.load_plan(day.kim, copy)
    phase = opened.plan.lesson.phases[0]
    change = SetVoice(phase.id, phase.activities[0].id, 0)
    plans.change_plan(day.kim, (copy, opened.head), change, datetime.now(UTC))

    teacher.goto("/queue")
    teacher.get_by_role("link", name=re.compile("forslag til »Brøker")).click()
    teacher.get_by_role("button", name=re.compile("^Tag med")).click()
    expect(teacher.get_by_text("Tjekket siger:")).to_be_visible()
    plan = plans.load_plan(day.anna, day.plan).plan
    assert plan.lesson.phases[0].activities[0].voice == 0

    students[1].reload()
    assert len(day.received) > STUDENTS * 5
    held = {
        word
        for word in private_words(plan)
        for text in day.received
        if re.search(rf"(?<![\w-]){re.escape(word)}(?![\w-])", text)
    }
    assert held == set()
