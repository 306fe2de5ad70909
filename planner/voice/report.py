"""What a round came to, as plain data: for an export of all there is about a class."""

from typing import Any

from planner.room.layout import Layout
from planner.voice.batches import Kept, least_answers, shown
from planner.voice.places import zone_students
from planner.voice.results import Placed, Results, Word, count_results
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
        "results": _results(results, one.layouts) if answers else None,
        "words": [_word(word) for word in words] if answers else [],
        "replies": [_reply(reply) for reply in replies],
    }


def _results(results: Results, layouts: tuple[Layout, ...]) -> dict[str, Any]:
    return {
        "answers": results.answers,
        "tallies": {
            tally.question.id: None if tally.few else dict(tally.counts) for tally in results.tallies
        },
        "places": [_placed(placed, layouts[placed.layout]) for placed in results.places],
    }


def _placed(placed: Placed, layout: Layout) -> dict[str, Any]:
    """Return how many students have put a pin where; None is what too few have done."""
    least = least_answers()
    zones = zone_students(placed.students, layout)
    return {
        "kind": placed.kind,
        "layout": layout.name,
        "students": len(placed.students) or None,
        "zones": [
            {"zone": zone, "students": number if number >= least else None} for zone, number in zones.items()
        ],
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
