"""Set a page with Typst: a template of ours, filled with data."""

import json
from importlib.resources import as_file, files
from typing import Any

FOLDER = "planner.exchange"


def typeset(template: str, data: dict[str, Any]) -> bytes:
    """Return a PDF/UA-1 file of a template; the build itself fails where it would not be accessible.

    ``data`` is plain JSON: a text in it stays a text, whatever it looks like. Fonts are Typst's own, so
    every machine makes the same pages.
    """
    import typst  # noqa: PLC0415 – 80 MB that only printing needs

    with as_file(files(FOLDER).joinpath("typst", f"{template}.typ")) as path:
        inputs = {"data": json.dumps(data, ensure_ascii=False)}
        return bytes(typst.compile(path, sys_inputs=inputs, pdf_standards=["ua-1"], ignore_system_fonts=True))
