"""The editor's files: served as they are, for ever, and with all their words."""

import re
from pathlib import Path

import httpx
import pytest
from serving import Server

from planner.web.editor import read_choice, read_queue
from planner.web.editor_words import TABLES, TEXTS, editor_words
from planner.web.server.assets import asset_path, assets, assets_digest
from planner.web.speech import Speech

SCRIPTS = Path(__file__).parents[2] / "planner/web/components/editor"
SAID = re.compile(r'(?:word|refuse|action|group)\(ed, (?:node, )?"([a-zA-Z_]+)"')


def test_a_script_is_served_to_be_kept_for_ever(server: Server) -> None:
    answer = httpx.get(server.url + asset_path("editor/main.js"))

    assert answer.status_code == 200
    assert answer.headers["content-type"].startswith("text/javascript")
    assert "immutable" in answer.headers["cache-control"]
    assert answer.content == (SCRIPTS / "main.js").read_bytes()


@pytest.mark.parametrize(
    "path",
    [
        "/assets/0000000000000000/editor/main.js",
        f"/assets/{assets_digest()}/editor/editor.html",
        f"/assets/{assets_digest()}/editor/..%2feditor.html",
        f"/assets/{assets_digest()}/matrix/matrix.js",
    ],
)
def test_nothing_else_is_served(server: Server, path: str) -> None:
    answer = httpx.get(server.url + path)

    assert "immutable" not in answer.headers.get("cache-control", "")
    assert b'class="editor"' not in answer.content


def test_an_unknown_file_has_no_address() -> None:
    with pytest.raises(KeyError):
        asset_path("editor/other.js")


def test_every_import_of_a_script_is_a_served_file() -> None:
    for name, (text, _) in assets().items():
        for imported in re.findall(r'from "\./([a-z]+\.js)"', text.decode()):
            assert f"editor/{imported}" in assets(), name


def test_every_word_the_scripts_say_is_there_in_both_languages() -> None:
    said = {key for path in SCRIPTS.glob("*.js") for key in SAID.findall(path.read_text(encoding="utf-8"))}
    danish, english = editor_words(Speech("da")), editor_words(Speech("en"))

    assert said <= danish.keys()
    assert danish.keys() == english.keys()
    assert all(danish.values())
    assert {f"{table}_" in key for table in TABLES for key in danish} == {True, False}


def test_templates_keep_the_names_they_are_filled_with() -> None:
    danish = editor_words(Speech("da"))
    for key, text in TEXTS.items():
        assert set(re.findall(r"{\w+}", text)) == set(re.findall(r"{\w+}", danish[key])), key


def test_what_another_document_reports_is_left_alone() -> None:
    queue = {"document": "one", "client": "c", "base": 1, "edits": []}

    assert read_queue(queue, "one") == queue
    assert read_queue(queue, "two") is None
    assert read_queue("nonsense", "one") is None
    assert read_choice({"document": "one", "ids": ["door:D1", 7]}, "one") == ("door:D1",)
    assert read_choice({"document": "two", "ids": ["door:D1"]}, "one") == ()
    assert read_choice({"document": "one", "ids": "door:D1"}, "one") == ()
