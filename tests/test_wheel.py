"""Installed as a wheel, without the checkout, the planner still has its rooms, plans and words."""

import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from hatchling.builders.wheel import WheelBuilder

ROOT = Path(__file__).parents[1]
ASK = """
from planner.catalogue.loader import load_catalogue
from planner.exchange.documents import layout_by_id, layout_ids, sample_plans
print(len(load_catalogue().prerequisites), len(sample_plans()), *[layout_by_id(i).id for i in layout_ids()])
"""


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder that holds what the wheel installs, and nothing of the checkout."""
    folder = tmp_path_factory.mktemp("wheel")
    wheel = next(WheelBuilder(str(ROOT)).build(directory=str(folder), versions=["standard"]))
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(folder / "site")
    return folder / "site"


def test_rooms_and_sample_plans_reach_a_wheel(installed: Path) -> None:
    answer = subprocess.run(
        [sys.executable, "-c", ASK],
        cwd=installed,
        env={"PYTHONPATH": str(installed), "PYTHONSAFEPATH": "1"},
        capture_output=True,
        text=True,
        check=True,
    ).stdout.split()

    assert answer[0] == "31"
    assert answer[2:] == [
        "common-area",
        "group-tables",
        "niche-class",
        "old-building",
        "rows",
        "zoned-classroom",
    ]


def test_words_styles_and_scripts_reach_a_wheel(installed: Path) -> None:
    package = ROOT / "planner"
    for pattern in ("**/*.po", "**/*.toml", "**/*.js", "**/*.css", "**/*.html", "**/migrations/**/*.py"):
        for path in package.glob(pattern):
            assert (installed / "planner" / path.relative_to(package)).exists(), path
