"""Whatever a file may be, one clear sentence says what is wrong with it."""

import os
from pathlib import Path

import pytest

from planner.errors import InputError
from planner.exchange.reading import parse_json, read_json

CASES = {
    "empty": (b"", "filen er tom – skal indeholde JSON"),
    "blank": (b" \n\t ", "filen er tom – skal indeholde JSON"),
    "mark": (b"\xef\xbb\xbf{}", "filen begynder med et usynligt BOM-mærke – gem den som UTF-8 uden BOM"),
    "latin": (
        b'{\n"a": "' + "æ".encode("latin-1") + b'"}',
        (
            "linje 2 har et tegn, der ikke er UTF-8 (byte 9: 0xE6) – "
            "gem filen som UTF-8, så læses æ, ø og å rigtigt"
        ),
    ),
    "truncated": (
        b'{\n "a": [1, 2',
        "filen slutter for tidligt, ved linje 2, kolonne 12 – resten af JSON-teksten mangler",
    ),
    "cut in a text": (
        b'{"a": "bcd',
        "filen slutter for tidligt, ved linje 1, kolonne 7 – resten af JSON-teksten mangler",
    ),
    "broken": (
        b'{"a": 1,, "b": 2}',
        (
            "linje 1, kolonne 9 er ikke JSON – "
            "ret tegnet der – ofte et komma, et anførselstegn eller en parentes"
        ),
    ),
    "nested": (b"[" * 100 + b"]" * 100, "indholdet er pakket for dybt ind – højst 40 niveauer"),
    "nested beyond the parser": (b"[" * 100_000, "indholdet er pakket for dybt ind – højst 40 niveauer"),
    "twice": (b'{"a": {"b": 1, "b": 2}}', 'feltet "b" står to gange samme sted – behold det ene'),
    "nan": (b'{"a": NaN}', "fandt NaN – skal være et almindeligt tal"),
    "infinity": (b'{"a": -Infinity}', "fandt -Infinity – skal være et almindeligt tal"),
    "digits": (b"1" * 5000, "et tal har alt for mange cifre – skal være et almindeligt tal"),
}


def refusal(path: Path, language: str = "da") -> str:
    with pytest.raises(InputError) as refused:
        read_json(path, "en" if language == "en" else "da")
    [fault] = refused.value.faults
    return str(fault)


@pytest.mark.parametrize("name", CASES)
def test_a_broken_file_is_refused_in_one_sentence(name: str, tmp_path: Path) -> None:
    content, sentence = CASES[name]
    path = tmp_path / "plan.json"
    path.write_bytes(content)

    assert refusal(path) == sentence


def test_a_missing_file_and_a_folder_are_refused(tmp_path: Path) -> None:
    assert refusal(tmp_path / "no.json") == "filen findes ikke – skriv navnet på en JSON-fil"
    assert refusal(tmp_path) == "det er en mappe – skriv navnet på en JSON-fil"
    assert refusal(tmp_path / "no.json", "en") == "there is no such file – give the name of a JSON file"


def test_something_that_is_no_ordinary_file_is_refused(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.json")

    assert refusal(tmp_path / "pipe.json").startswith("filen kan ikke læses")


def test_a_name_no_file_can_have_is_refused() -> None:
    assert refusal(Path("a\0b")).startswith("filen")
    assert refusal(Path("x" * 5000)).startswith("fil")


def test_a_huge_file_is_refused_without_reading_it(tmp_path: Path) -> None:
    path = tmp_path / "big.json"
    with path.open("wb") as file:
        file.truncate(20_000_000_000)  # a hole: reading it would end in a lack of memory

    assert refusal(path) == "filen fylder 20000,0 MB – må højst fylde 5 MB"


def test_bytes_that_were_sent_are_held_to_the_same_size() -> None:
    with pytest.raises(InputError, match="må højst fylde 5 MB"):
        parse_json(b" " * 5_000_001)


def test_a_file_at_the_depth_limit_is_read() -> None:
    assert parse_json(b"[" * 40 + b"]" * 40)


def test_good_json_is_read_with_its_letters(tmp_path: Path) -> None:
    path = tmp_path / "good.json"
    path.write_text('{"navn": "Brøker", "tal": [1, 2.5, null, true]}', encoding="utf-8")

    assert read_json(path) == {"navn": "Brøker", "tal": [1, 2.5, None, True]}
