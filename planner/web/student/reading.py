"""Reading what a student's page sends: no more than it may be, and strictly as it must be."""

from typing import Final

from pydantic import ValidationError
from starlette.requests import ClientDisconnect, Request

from planner.errors import PlannerError
from planner.locale import mark
from planner.voice.model import Answer

LONGEST_ANSWER: Final = 16 * 1024
LONGEST_PROPOSAL: Final = 256 * 1024
"""An answer with a proposal carries furniture and zones."""
NOT_AN_ANSWER: Final = mark("This could not be read. Reload the page and try again.")
DEVICE: Final = "planner-device"
SHORTEST_DEVICE, LONGEST_DEVICE = 16, 100


class TooLongError(PlannerError):
    """More was sent than is ever needed."""


class NotReadableError(PlannerError):
    """What was sent is no answer."""


async def read_body(request: Request, longest: int) -> bytes:
    """Read what was sent, and stop where it is too long; TooLongError."""
    body = bytearray()
    try:
        async for part in request.stream():
            body += part
            if len(body) > longest:
                raise TooLongError(NOT_AN_ANSWER)
    except ClientDisconnect as error:
        raise NotReadableError(NOT_AN_ANSWER) from error
    return bytes(body)


def read_answer(body: bytes) -> Answer:
    """Return an answer of exactly the fields an answer has; NotReadableError, TooLongError."""
    try:
        answer = Answer.model_validate_json(body, strict=True)
    except ValidationError as error:
        raise NotReadableError(NOT_AN_ANSWER) from error
    if not answer.proposal and len(body) > LONGEST_ANSWER:
        raise TooLongError(NOT_AN_ANSWER)
    return answer


def device_of(request: Request) -> str:
    """Return the random word the browser is known by in this round; NotReadableError where it gives none."""
    device = request.headers.get(DEVICE, "")
    if not SHORTEST_DEVICE <= len(device) <= LONGEST_DEVICE:
        raise NotReadableError(NOT_AN_ANSWER)
    return device
