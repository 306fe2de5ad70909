"""Repairs as lists for people who read them in a terminal."""

from typing import TYPE_CHECKING

from rich.markup import escape

from planner.catalogue.loader import load_catalogue
from planner.catalogue.message import Message, join_words
from planner.exchange.terminal import new_console
from planner.participation.bands import student_words
from planner.plan.repair import effect_sentences, lack_sentences

if TYPE_CHECKING:
    from rich.console import Console

    from planner.catalogue.base import Language
    from planner.catalogue.message import Value
    from planner.plan.repair import Proposal, Repaired


def print_repairs(title: str, repaired: "Repaired", language: "Language") -> None:
    """Print each proposal: what to change, what it does and for whom."""
    out = new_console()
    out.print(f"[bold]{escape(title)}[/bold]")
    out.print(escape(repaired.message.text(language)))
    for proposal in (*repaired.proposals, *filter(None, (repaired.nearest,))):
        _print_proposal(out, repaired, proposal, language)


def _print_proposal(out: "Console", repaired: "Repaired", proposal: "Proposal", language: "Language") -> None:
    out.print(f"\n[bold]{escape(_told('effort', language, effort=proposal.effort))}[/bold]")
    for remedy in proposal.remedies:
        out.print(f"  • {escape(remedy.message.text(language))}")
    said = [sentence.text(language) for sentence in effect_sentences(proposal)]
    said += [sentence.text(language) for sentence in lack_sentences(proposal.lacks, proposal.plan)]
    for key, students in (("helps", repaired.helps(proposal)), ("touches", repaired.touches(proposal))):
        if students:
            names = tuple(student_words(student).text(language) for student in students)
            said.append(_told(key, language, students=join_words(names, language)))
    for sentence in said:
        out.print(f"    [dim]{escape(sentence)}[/dim]")


def _told(key: str, language: "Language", **params: "Value") -> str:
    return Message(load_catalogue().words["repair"][key], params).text(language)
