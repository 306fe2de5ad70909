"""HTML for what Streamlit has no element for; every text in it is escaped.

``Html`` is trusted because only the functions here make it; a plain string is always text.
"""

from html import escape


class Html(str):
    """HTML made by this module."""

    __slots__ = ()


Part = Html | str | None


def text(value: str) -> Html:
    """Return a text, escaped."""
    return Html(escape(value))


def join(*parts: Part) -> Html:
    """Put parts beside each other; strings are escaped, None is left out."""
    return Html(
        "".join(part if isinstance(part, Html) else escape(part) for part in parts if part is not None)
    )


def tag(name: str, *parts: Part, **attributes: str | bool | None) -> Html:
    """Return an element; ``class_`` is written ``class``, ``aria_label`` is written ``aria-label``."""
    return Html(f"<{name}{_attributes(attributes)}>{join(*parts)}</{name}>")


def void(name: str, **attributes: str | bool | None) -> Html:
    """Return an element without content, such as an image."""
    return Html(f"<{name}{_attributes(attributes)}>")


def items(*parts: Part, class_: str | None = None) -> Html | None:
    """Return an unordered list, None for no items."""
    return tag("ul", *(tag("li", part) for part in parts), class_=class_) if parts else None


def _attributes(attributes: dict[str, str | bool | None]) -> str:
    written = []
    for name, value in attributes.items():
        key = name.rstrip("_").replace("_", "-")
        if value is True:
            written.append(f" {key}")
        elif value not in (None, False):
            written.append(f' {key}="{escape(str(value))}"')
    return "".join(written)
