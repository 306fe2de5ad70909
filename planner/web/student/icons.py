"""The pictures beside the words, drawn for the planner; a page carries those it shows."""

import re
from collections.abc import Iterable
from functools import cache
from importlib.resources import files
from typing import Final

from planner.web.markup import Html, tag

SYMBOL: Final = re.compile(r'<symbol id="([a-z_0-9]+)">(.*?)</symbol>', re.DOTALL)
BOX: Final = "0 0 48 48"


@cache
def symbols() -> dict[str, str]:
    """Return the inside of every picture by its name."""
    source = files("planner.web.student").joinpath("static", "icons.svg").read_text(encoding="utf-8")
    return dict(SYMBOL.findall(source))


def icon(name: str) -> Html:
    """Return a picture that a page carries; it only repeats the words beside it, so it is not read out."""
    use = tag("use", href=f"#i-{name}")
    return tag("svg", use, class_="icon", viewBox=BOX, aria_hidden="true", focusable="false")


def carried(names: Iterable[str], *others: Html) -> Html:
    """Return the pictures a page uses, once each, to stand hidden in it; KeyError for one there is not."""
    parts = (tag("symbol", Html(symbols()[name]), id=f"i-{name}", viewBox=BOX) for name in sorted(set(names)))
    return tag("svg", *parts, *others, class_="carried", aria_hidden="true", width="0", height="0")
