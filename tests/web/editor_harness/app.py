"""A page with the editor alone and a Python side of its own, kept in memory, for the tests of the editor."""

import streamlit as st
from web.editor_harness.harness_state import STATE, answer, page_data

from planner.web.editor import show_editor

st.set_page_config(layout="wide")
st.session_state.setdefault("doc", st.query_params.get("doc", "zoned-classroom"))
name = st.text_input("Document", key="doc")
key = name.partition(":")[0]
room = STATE.document(name)
st.title("Editor")
# Edits come in with the run's own state: they are answered before the data goes out again.
held = st.session_state.get(key) or {}
answer(room, held.get("queue"))
queue, chosen = show_editor(page_data(room, "phase" if ":" in name else "layout"), key=key)
if answer(room, queue):
    st.rerun()
st.text_input("After", key="after")
if st.button("Rerun"):
    pass
