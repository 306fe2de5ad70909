"""What a round came to, as plain data: for an export of all there is about a class."""

from typing import Any

from planner.voice.batches import Kept, least_answers, shown
from planner.voice.results import Results, Word, count_results
from planner.voice.round import Reply, Round


def round_report(
    one: Round, kept: tuple[Kept, ...], words: tuple[Word, ...], replies: tuple[Reply, ...]
) -> dict[str, Any]:
    """Return a round with its released results, the words in their states and the replies, as plain JSON."""
    answers = shown(kept, least_answers())
    results = count_results(answers, one.questions)
    return {
        "code": one.code,
        "group": one.group,
        "layouts": [layout.name for layout in one.layouts],
        "opened": one.opened.isoformat(),
        "closes": one.closes.isoformat(),
        "closed": one.closed.isoformat() if one.closed else None,
        "expected": one.expected,
        "results": _results(results) if answers else None,
        "words": [_word(word) for word in words] if answers else [],
        "replies": [_reply(reply) for reply in replies],
    }


def _results(results: Results) -> dict[str, Any]:
    return {
        "answers": results.answers,
        "tallies": {tally.question.id: dict(tally.counts) for tally in results.tallies},
        "pins": [{"kind": pin.kind, "at": list(pin.at), "layout": pin.layout} for pin in results.pins],
    }


def _word(word: Word) -> dict[str, str]:
    return {"kind": word.kind, "text": word.text, "state": word.state}


def _reply(reply: Reply) -> dict[str, Any]:
    return {
        "said": reply.said,
        "did": reply.did,
        "because": reply.because,
        "at": reply.at.isoformat() if reply.at else None,
    }
