"""Read a JSON file a person may have written by hand: one clear sentence for whatever is wrong with it."""

import json
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, NoReturn

from planner.catalogue.faults import fault
from planner.catalogue.loader import load_catalogue
from planner.errors import InputError

if TYPE_CHECKING:
    from planner.catalogue.base import Language
    from planner.catalogue.message import Value

UTF8_MARK: Final = b"\xef\xbb\xbf"
MEGABYTE: Final = 1_000_000


class _RefusedError(ValueError):
    """Something JSON parsers let pass and we do not: the key of a fault and its facts."""

    def __init__(self, key: str, /, **facts: "Value") -> None:
        super().__init__(key)
        self.key = key
        self.facts = facts


def read_json(path: Path, language: "Language" = "da") -> object:
    """Return the content of a JSON file.

    Raises
    ------
    InputError
        With one fault, the input as a whole: no such file, a folder, empty, too large (without reading it
        all), a byte order mark, not UTF-8, no JSON (line and column), nested too deeply, a key given
        twice, or a number that is none (NaN, Infinity).
    """
    try:
        return parse_json(_bytes_of(path), language)
    except _RefusedError as error:
        _refuse(error, language)


def parse_json(data: bytes, language: "Language" = "da") -> object:
    """Return the content of JSON bytes, such as an uploaded file; raises as ``read_json``."""
    try:
        content = _parse(_text_of(data))
        _check_depth(content)
    except _RefusedError as error:
        _refuse(error, language)
    return content


def _refuse(error: _RefusedError, language: "Language") -> NoReturn:
    raise InputError((fault(error.key, "", language, **error.facts),)) from error


def _limit(threshold: str) -> float:
    return load_catalogue().limits()[threshold]


def _bytes_of(path: Path) -> bytes:
    most = _limit("file_size")
    try:
        if not path.is_file():
            raise _RefusedError(_why_no_file(path))
        with path.open("rb") as file:
            data = file.read(int(most * MEGABYTE) + 1)
    except (OSError, ValueError) as error:
        if isinstance(error, _RefusedError):
            raise
        raise _RefusedError("file_unreadable") from error
    if len(data) > most * MEGABYTE:
        raise _RefusedError("file_large", size=path.stat().st_size / MEGABYTE, most=most)
    return data


def _why_no_file(path: Path) -> str:
    if path.is_dir():
        return "file_is_folder"
    return "file_unreadable" if path.exists() else "file_missing"


def _text_of(data: bytes) -> str:
    if len(data) > _limit("file_size") * MEGABYTE:
        raise _RefusedError("file_large", size=len(data) / MEGABYTE, most=_limit("file_size"))
    if not data.strip():
        raise _RefusedError("file_empty")
    if data.startswith(UTF8_MARK):
        raise _RefusedError("file_mark")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        facts: dict[str, Value] = {"byte": f"0x{data[error.start]:02X}", "line": line}
        raise _RefusedError("file_not_utf8", **facts, at=error.start + 1) from error


def _parse(text: str) -> object:
    try:
        return json.loads(text, object_pairs_hook=_keys_once, parse_constant=_no_number)
    except json.JSONDecodeError as error:
        key = "json_truncated" if _ends_early(error, text) else "json_broken"
        raise _RefusedError(key, line=error.lineno, column=error.colno) from error
    except RecursionError as error:
        raise _RefusedError("json_deep", most=_limit("json_depth")) from error
    except ValueError as error:
        if isinstance(error, _RefusedError):
            raise
        raise _RefusedError("json_long_number") from error


def _ends_early(error: json.JSONDecodeError, text: str) -> bool:
    return error.pos >= len(text.rstrip()) or error.msg.startswith("Unterminated string")


def _keys_once(pairs: Sequence[tuple[str, Any]]) -> dict[str, Any]:
    content = dict(pairs)
    if len(content) < len(pairs):
        [(twice, _)] = Counter(key for key, _ in pairs).most_common(1)
        raise _RefusedError("json_key_twice", key=twice)
    return content


def _no_number(constant: str) -> NoReturn:
    raise _RefusedError("json_no_number", constant=constant)


def _check_depth(content: object) -> None:
    """Refuse what is nested deeper than any plan or room; without recursion, as depth is the danger."""
    most = _limit("json_depth")
    level, depth = [content], 0
    while level:
        depth += 1
        if depth > most:
            raise _RefusedError("json_deep", most=most)
        level = [child for node in level for child in _children(node)]


def _children(node: object) -> list[object]:
    children = node.values() if isinstance(node, dict) else node if isinstance(node, list) else ()
    return [child for child in children if isinstance(child, dict | list)]
