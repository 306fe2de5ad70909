"""What a page says to the server, turned into a plain reload."""

from google.protobuf.message import DecodeError
from starlette.types import Message
from streamlit.proto.BackMsg_pb2 import BackMsg


def as_reload(message: Message) -> Message:
    """Return a websocket message that runs the page anew and does nothing else.

    No choice, no button and no part of the page reaches the server with it: only which page it is. What
    cannot be read is passed on as it is, the server closes the socket over it.
    """
    said = BackMsg()
    try:
        said.ParseFromString(message.get("bytes") or b"")
    except DecodeError:
        return message
    plain = BackMsg()
    plain.rerun_script.query_string = said.rerun_script.query_string
    plain.rerun_script.page_script_hash = said.rerun_script.page_script_hash
    plain.rerun_script.context_info.CopyFrom(said.rerun_script.context_info)
    return {"type": "websocket.receive", "bytes": plain.SerializeToString()}
