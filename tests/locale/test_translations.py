"""Every text of the code is there in Danish, with the same placeholders."""

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from string import Formatter

import pytest
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po

from planner.locale import catalog, gettext, mark, ngettext, read_messages

PACKAGE = Path(__file__).parents[2] / "planner"
KEYWORDS = {"gettext": None, "ngettext": (1, 2), "mark": None}
Message = str | tuple[str, ...]


def texts() -> dict[Message, str]:
    found = extract_from_dir(str(PACKAGE), [("**.py", "python")], keywords=KEYWORDS)
    return {
        message if isinstance(message, str) else tuple(message): f"{file}:{line}"
        for file, line, message, _, _ in found
    }


def fields(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name}


def translated() -> Iterator[tuple[tuple[str, ...], tuple[str, ...]]]:
    for message in read_messages("da"):
        if message.id:
            ids = (message.id,) if isinstance(message.id, str) else tuple(message.id)
            strings = (message.string,) if isinstance(message.string, str) else tuple(message.string or ())
            yield ids, strings


def test_every_text_has_a_danish_translation() -> None:
    done = {ids if len(ids) > 1 else ids[0] for ids, strings in translated() if all(strings)}
    missing = {message: where for message, where in texts().items() if message not in done}
    stubs = "\n".join(f'# {where}\nmsgid "{message}"\nmsgstr ""\n' for message, where in missing.items())
    assert not missing, f"Add to a file in planner/locale/da/LC_MESSAGES:\n\n{stubs}"


def test_the_code_has_texts_to_translate() -> None:
    assert "There is nothing to undo." in texts()
    assert ("One board.", "{n} boards.") in texts()


def test_translations_use_the_placeholders_of_their_text() -> None:
    for ids, strings in translated():
        for string in strings:
            assert fields(string) <= fields(ids[-1]), ids
            # A singular may say "one" instead of the number.
            assert fields(ids[-1]) - fields(string) <= {"n"}, ids
        assert fields(strings[-1]) == fields(ids[-1]), ids


def test_no_translation_is_given_twice_and_differently() -> None:
    seen: dict[str, str] = {}
    for file in sorted((PACKAGE / "locale/da/LC_MESSAGES").glob("*.po")):
        for message in read_po(BytesIO(file.read_bytes()), locale="da"):
            if isinstance(message.id, str) and message.id:
                assert seen.setdefault(message.id, str(message.string)) == message.string, message.id


@pytest.mark.parametrize(
    ("n", "text"), [(0, "0 tavler."), (1, "En tavle."), (2, "2 tavler."), (21, "21 tavler.")]
)
def test_danish_counts_with_its_plural_forms(n: int, text: str) -> None:
    assert ngettext("One board.", "{n} boards.", n, "da").format(n=n) == text


@pytest.mark.parametrize(("n", "text"), [(0, "0 boards."), (1, "One board."), (2, "2 boards.")])
def test_english_counts_without_any_translation(n: int, text: str) -> None:
    assert ngettext("One board.", "{n} boards.", n, "en").format(n=n) == text


def test_a_text_without_translation_comes_back_as_it_is() -> None:
    assert gettext("Never translated", "da") == "Never translated"
    assert mark("Marked") == "Marked"


def test_a_catalogue_is_built_once() -> None:
    assert catalog("da") is catalog("da")
