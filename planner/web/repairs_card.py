"""One proposal in words: its steps, what it asks of the adults, and what it does for whom."""

from planner.catalogue.loader import load_catalogue
from planner.plan.repair import Proposal, Repaired, effect_sentences
from planner.plan.repair_words import (
    effort_sentence,
    effort_words,
    finding_sentences,
    helps_sentence,
    now_sentences,
    touches_sentence,
    turn_sentences,
)
from planner.web.markup import Html, items, tag
from planner.web.matrix import capital
from planner.web.speech import Speech


def proposal_part(number: int, repaired: Repaired, proposal: Proposal, speech: Speech) -> Html:
    """Return a proposal: title with its effort, steps, effects, and each student's difference to open."""
    return tag(
        "div",
        tag("h3", _title(number, repaired, proposal, speech), class_="p-h3"),
        items(*(speech.message(remedy.message) for remedy in proposal.remedies)),
        tag("p", speech.message(effort_sentence(proposal.effort)), class_="p-small"),
        tag("p", speech.gettext("What it does"), class_="p-label"),
        items(*_effects(repaired, proposal, speech)),
        _left(proposal, speech),
        _details(proposal, speech),
        class_="p-cause",
    )


def _title(number: int, repaired: Repaired, proposal: Proposal, speech: Speech) -> str:
    effort = speech.message(effort_words(proposal.effort, load_catalogue().limits("DK")))
    if not repaired.proposals:
        return speech.gettext("What comes nearest – {effort}", effort=effort)
    return speech.gettext("Proposal {n} – {effort}", n=number, effort=effort)


def _effects(repaired: Repaired, proposal: Proposal, speech: Speech) -> list[str]:
    """Say whom a proposal helps, whom else it touches, and how many take part better or worse."""
    helped, touched = repaired.helps(proposal), repaired.touches(proposal)
    said = [helps_sentence(helped, proposal.check)] if helped else []
    said += [touches_sentence(touched, len(helped), proposal.check), *effect_sentences(proposal)]
    return [speech.message(one) for one in said]


def _left(proposal: Proposal, speech: Speech) -> Html | None:
    """Say what is still lacking, where it is the nearest only."""
    said = now_sentences(proposal.lacks, proposal.check, proposal.plan)
    if not said:
        return None
    lines = (capital(speech.message(one)) for one in said)
    return tag("div", tag("p", speech.gettext("Still lacking"), class_="p-label"), items(*lines))


def _details(proposal: Proposal, speech: Speech) -> Html | None:
    """Return each turn, and the findings that come and go, for who opens them."""
    turns = [capital(speech.message(one)) for one in turn_sentences(proposal)]
    turns += dict.fromkeys(speech.message(one) for one in finding_sentences(proposal))
    if not turns:
        return None
    summary = tag("span", speech.gettext("See the difference, student by student"), class_="p-option")
    return tag("details", tag("summary", summary), items(*turns))
