"""What a signed-out page says becomes a reload: no choice and no part of it reaches the server."""

from hypothesis import given
from hypothesis import strategies as st
from streamlit.proto.BackMsg_pb2 import BackMsg

from planner.web.server.reload import as_reload


def heard(said: BackMsg) -> BackMsg:
    message = as_reload({"type": "websocket.receive", "bytes": said.SerializeToString()})
    answer: BackMsg = BackMsg.FromString(message["bytes"])
    return answer


def test_choices_and_fragments_are_left_out_and_the_page_is_kept() -> None:
    said = BackMsg()
    said.rerun_script.query_string = "id=1"
    said.rerun_script.page_script_hash = "page"
    said.rerun_script.fragment_id = "part"
    said.rerun_script.is_auto_rerun = True
    said.rerun_script.context_info.locale = "da"
    choice = said.rerun_script.widget_states.widgets.add()
    choice.id, choice.trigger_value = "delete", True
    plain = heard(said).rerun_script
    assert (plain.query_string, plain.page_script_hash) == ("id=1", "page")
    assert plain.context_info.locale == "da"
    assert not plain.widget_states.widgets
    assert not plain.fragment_id
    assert not plain.is_auto_rerun


def test_any_other_message_becomes_a_reload_too() -> None:
    for name in ("clear_cache", "stop_script", "load_git_info", "app_heartbeat"):
        said = BackMsg()
        setattr(said, name, True)
        assert heard(said).WhichOneof("type") == "rerun_script"
    asked = BackMsg()
    asked.file_urls_request.file_names.append("plan.json")
    assert heard(asked).WhichOneof("type") == "rerun_script"


@given(st.binary(max_size=40))
def test_what_cannot_be_read_is_left_to_the_server(noise: bytes) -> None:
    message = {"type": "websocket.receive", "bytes": noise}
    answer = as_reload(message)
    assert answer == message or not BackMsg.FromString(answer["bytes"]).rerun_script.widget_states.widgets
    assert as_reload({"type": "websocket.receive", "text": "hello"})["type"] == "websocket.receive"
