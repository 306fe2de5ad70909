"""Custom components from plain files: HTML, CSS and JavaScript side by side in one folder."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

import streamlit as st

FOLDER: Final = Path(__file__).parent / "components"


def encode(data: dict[str, Any]) -> bytes:
    """Write data for a component: as bytes it is neither searched for tables nor compared piece by piece."""
    return json.dumps(data, ensure_ascii=False, separators=(",", ":")).encode()


def load_component(name: str) -> Callable[..., Any]:
    """Register the component of a folder; done once, at the import of the module that draws it."""
    html, css, js = (
        (FOLDER / name / f"{name}.{kind}").read_text(encoding="utf-8") for kind in ("html", "css", "js")
    )
    mount: Callable[..., Any] = st.components.v2.component(f"planner_{name}", html=html, css=css, js=js)
    return mount
