"""Set a page with Typst: a template of ours, filled with data."""

import json
from importlib.resources import as_file, files
from typing import Any, Final

from planner.errors import PlannerError
from planner.exchange.glyphs import printable
from planner.locale import mark

FOLDER: Final = "planner.exchange"
NOT_SET: Final = mark("This page could not be made into a PDF. Take it out as a table (CSV) instead.")


def typeset(template: str, data: dict[str, Any]) -> bytes:
    """Return a PDF/UA-1 file of a template; the build itself fails where it would not be accessible.

    ``data`` is plain JSON: a text in it stays a text, whatever it looks like. Fonts are Typst's own, so
    every machine makes the same pages; what they cannot show has a stand-in (``planner.exchange.glyphs``).

    Raises
    ------
    PlannerError
        The page cannot be set, whatever Typst has against it.
    """
    import typst  # noqa: PLC0415 – 80 MB that only printing needs

    with as_file(files(FOLDER).joinpath("typst", f"{template}.typ")) as path:
        inputs = {"data": json.dumps(printable(data), ensure_ascii=False)}
        try:
            made = typst.compile(path, sys_inputs=inputs, pdf_standards=["ua-1"], ignore_system_fonts=True)
        except typst.TypstError as error:
            raise PlannerError(NOT_SET) from error
    return bytes(made)
