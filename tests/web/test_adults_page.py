"""The page of the adults: what each does, sees and reaches, and plan B up to the sheet for who steps in."""

from pathlib import Path

import pytest
from serving import ROOT
from streamlit.testing.v1 import AppTest

from planner.exchange.documents import read_plan, sample_plans
from planner.participation.adults.model import Watch
from planner.plan.lesson_changes import RemoveAdult
from planner.services import plans
from planner.services.adults import adults_told
from planner.services.checking import check_plan
from planner.services.substitute import Missing
from planner.web.adults import all_findings, phase_card, watch_text
from planner.web.adults_plan_b import ASK, START, WHO
from planner.web.opened import the_archive
from planner.web.server.session import now
from planner.web.server.substitute import substitute_path
from planner.web.speech import Speech

APP = str(ROOT / "planner" / "web" / "app.py")
SAMPLE = "fractions-grade-5"
DANISH = Speech("da")


@pytest.fixture(autouse=True)
def _own_data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PLANNER_DATA", str(tmp_path))


@pytest.fixture
def plan() -> str:
    return plans.open_sample(the_archive(), SAMPLE, now())


def page(plan: str) -> AppTest:
    app = AppTest.from_file(APP, default_timeout=60)
    app.query_params["id"] = plan
    app.run()
    app.switch_page("screens/plan_adults.py")
    app.query_params["id"] = plan
    app.run()
    assert not app.exception
    return app


def html(app: AppTest) -> str:
    return " ".join(element.proto.body for element in app.get("html"))


def links(app: AppTest) -> list[str]:
    return [element.proto.url for element in app.get("link_button")]


def test_each_phase_says_who_does_what_and_who_looks_after_which_zone(plan: str) -> None:
    shown = html(page(plan))
    assert "»Vælg din vej« har ingen aftalt måde at være flere voksne på." in shown
    assert "L (lærer) er på »Opgavesti i tre trin«." in shown
    assert "<strong>Hulen</strong>: L ser kun ca. 50 % (" in shown
    assert "V (ressourceperson) har ingen opgave i »Dagens plan«" in shown


def watch(oversight: str, *by: str, share: float | None = None, nearest_m: float | None = 4.0) -> Watch:
    return Watch("work", "cave", "Hulen", ("a",), oversight, by, share, nearest_m)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("seen", "danish"),
    [
        (watch("there", "L", "P"), "L, P er der"),
        (watch("seen", "L", share=0.9), "L ser den (4 m derhen)"),
        (watch("partly", "L", share=0.5, nearest_m=None), "L ser kun ca. 50 % (ingen vej derhen)"),
        (watch("unseen"), "ingen voksen ser den"),
        (watch("unknown"), "det er ikke noteret, hvor en voksen er"),
    ],
)
def test_a_zone_says_who_looks_after_it(seen: Watch, danish: str) -> None:
    assert watch_text(seen, DANISH) == danish


def test_every_sample_is_told_in_both_languages_and_findings_come_once() -> None:
    for file in sample_plans().values():
        checked = check_plan(read_plan(file))
        view = adults_told(checked)
        for phase in checked.plan.lesson.phases:
            cards = [phase_card(checked.plan, phase, view, Speech(language)) for language in ("da", "en")]
            assert cards[0] != cards[1]
        told = [one.text("da") for one in all_findings(view)]
        assert len(told) == len(set(told))


def test_plan_b_tells_what_breaks_and_mends_it_only_when_asked(plan: str) -> None:
    app = page(plan)
    assert "Plan B: én voksen mindre" in html(app)
    assert links(app) == [substitute_path(plan)]
    app.selectbox(key=WHO).select("V").run()
    shown = html(app)
    assert "Plan B uden V (ressourceperson)" in shown
    assert "I »Vælg din vej« mangler der en voksen på »Brøkstænger med vejleder«." in shown
    assert "Det er lavet i en kopi" not in shown
    assert links(app)[1:] == [substitute_path(plan, Missing("V"))]
    app.button(key=ASK).click().run()
    assert not app.exception
    assert "Det er lavet i en kopi og tjekket igen." in html(app)
    assert links(app)[1:] == [substitute_path(plan, Missing("V", mended=True))]
    app.number_input(key=START).set_value(40).run()
    shown = html(app)
    assert "Plan B uden V (ressourceperson) fra minut 40" in shown
    assert "Det er lavet i en kopi" not in shown


def test_the_plan_itself_stays_as_it_is(plan: str) -> None:
    before = plans.load_plan(the_archive(), plan)
    app = page(plan)
    app.selectbox(key=WHO).select("L").run()
    app.button(key=ASK).click().run()
    assert not app.exception
    assert plans.load_plan(the_archive(), plan) == before


def test_a_plan_without_adults_leads_to_where_they_are_written(plan: str) -> None:
    opened = plans.load_plan(the_archive(), plan)
    for adult in opened.plan.adults:
        opened = plans.change_plan(the_archive(), (plan, opened.head), RemoveAdult(adult.id), now())
    app = page(plan)
    assert "Ingen voksne endnu" in html(app)
    assert not [one for one in app.selectbox if one.key == WHO]
    assert links(app) == []
