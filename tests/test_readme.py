"""What the README says is true."""

import json
import re
import subprocess
from pathlib import Path

from planner.room.validate import validate_layout

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")
ALLOWED = {"pyproject.toml", "planner", "streamlit_app.py", "layouts", "tests", "README.md"}


def block(marker: str) -> str:
    found = re.search(rf"<!-- {marker} -->\n```\w+\n(.*?)```", README, re.DOTALL)
    assert found, marker
    return found.group(1).strip()


def test_each_command_is_one_line() -> None:
    for name in ("start", "test"):
        assert "\n" not in block(f"command: {name}")


def test_the_layout_written_by_hand_is_a_layout() -> None:
    layout = validate_layout(json.loads(block("example: layout")))

    assert layout.id == "small"


def test_every_folder_of_the_house_is_there() -> None:
    for folder in re.findall(r"^\| `([a-z/]+/)` \|", README, re.MULTILINE):
        assert (ROOT / folder).is_dir(), folder


def test_pictures_and_files_named_exist() -> None:
    for path in re.findall(r"\]\((\.[^)]+)\)|planner \w+ ([\w./-]+\.json)", README):
        assert (ROOT / (path[0] or path[1])).exists(), path


def test_top_level_holds_only_what_was_agreed() -> None:
    listed = subprocess.run(
        ["git", "ls-files"],  # noqa: S607 – git from the path is meant
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    ).stdout.split("\n")
    top = {name.split("/")[0] for name in listed if name}

    assert {name for name in top if not name.startswith(".")} <= ALLOWED
