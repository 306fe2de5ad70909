"""All services, to try each as everybody: what it asks permission for, and how it is called."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Final, get_args

from everybody import Subject, Thing, World

from planner.plan.set_field import SetField
from planner.review.model import Anchor, NewComment, Steps, Written
from planner.room.patch import Fields, Patch
from planner.services import (
    across,
    adults,
    beginning,
    belonging,
    class_export,
    classes,
    comparing,
    effects,
    erasing,
    evidence,
    history,
    layouts,
    noting,
    plans,
    proposing,
    replying,
    reviews,
    rounds,
    school,
    searching,
    sharing,
    substitute,
    templates,
    waiting,
)
from planner.services.accounts import Wanted
from planner.services.archive import Archive
from planner.services.beginning import Beginning
from planner.services.permissions import Action, Relation
from planner.storage.door_log import Asked
from planner.storage.reviews import ReviewStore, StoredProposal
from planner.storage.store import Kind
from planner.storage.voice import VoiceStore
from planner.voice.round import Reply, Round

KINDS: Final[tuple[Kind, ...]] = get_args(Kind)
NOW: Final = datetime(2026, 3, 2, 8, 30, tzinfo=UTC)


@dataclass(frozen=True)
class Case:
    """A service that is asked about a subject, and the action it asks permission for.

    ``refused`` are who may do that with the document, and are refused this nevertheless.
    """

    subject: Subject
    action: Action
    call: Callable[[Thing], object]
    refused: tuple[Relation, ...] = ()


def plan(action: Action, call: Callable[[Thing], object], *refused: Relation) -> Case:
    return Case("plan", action, call, refused)


TITLE: Final = SetField("plan", (), "title", "Ny titel")


def _round(thing: Thing) -> Round:
    return VoiceStore(thing.owner.store.engine).round(thing.id)


def the_proposal(thing: Thing) -> StoredProposal:
    """Return the proposal to a plan, one that was never made where there is no plan."""
    made = ReviewStore(thing.archive.store.engine).proposals([thing.id])
    return next(iter(made), StoredProposal(thing.other, thing.id, 0, 0, "", thing.now))


TABLE: Final[dict[str, Case]] = {
    "adults.plan_adults": plan("open", lambda t: adults.plan_adults(t.archive, t.id)),
    "adults.plan_without": plan("open", lambda t: adults.plan_without(t.archive, t.id, "L")),
    "beginning.room_layout": Case("layout", "open", lambda t: beginning.room_layout(t.archive, t.id)),
    "beginning.begin_plan": plan(
        "copy", lambda t: beginning.begin_plan(t.archive, Beginning("rows", "plan", t.id), t.now)
    ),
    "belonging.plan_belonging": plan("open", lambda t: belonging.plan_belonging(t.archive, t.id)),
    "belonging.class_belonging": Case(
        "class", "open", lambda t: belonging.class_belonging(t.archive, t.id, (date(2026, 1, 1), date.max))
    ),
    "classes.own_class": Case("class", "open", lambda t: classes.own_class(t.archive, t.id)),
    "classes.rename_class": Case(
        "class", "edit", lambda t: classes.rename_class(t.archive, t.id, "Ny klasse")
    ),
    "classes.move_end": Case(
        "class", "edit", lambda t: classes.move_end(t.archive, t.id, date(2026, 12, 1), t.now)
    ),
    "classes.class_going": Case("class", "delete", lambda t: classes.class_going(t.archive, t.id)),
    "classes.class_plans": Case("class", "open", lambda t: classes.class_plans(t.archive, t.id)),
    "class_export.export_class_archive": Case(
        "class", "export", lambda t: class_export.export_class_archive(t.archive, t.id, t.now)
    ),
    "classes.put_in_class": plan("delete", lambda t: classes.put_in_class(t.archive, t.id, None)),
    "classes.class_of": plan("open", lambda t: classes.class_of(t.archive, t.id)),
    "classes.keep_class": plan("open", lambda t: classes.keep_class(t.archive, t.id, t.id)),
    "commenting.add_comment": plan(
        "comment",
        lambda t: reviews.add_comment(t.archive, t.id, NewComment(t.head, Anchor("plan"), "Godt."), t.now),
    ),
    "commenting.comments": plan("comment", lambda t: reviews.comments(t.archive, t.id)),
    "commenting.correct_comment": Case(
        "comment",
        "comment",
        lambda t: reviews.correct_comment(t.archive, int(t.other), "Bedre.", t.now),
        ("co_teacher", "coach"),
    ),
    "commenting.withdraw_comment": Case(
        "comment",
        "comment",
        lambda t: reviews.withdraw_comment(t.archive, int(t.other), t.now),
        ("co_teacher", "coach"),
    ),
    "commenting.settle_comment": Case(
        "comment", "comment", lambda t: reviews.settle_comment(t.archive, int(t.other), t.now)
    ),
    "comparing.compare_states": plan(
        "open", lambda t: comparing.compare_states(t.archive, t.id, t.head, t.head)
    ),
    "comparing.changed_since": plan("open", lambda t: comparing.changed_since(t.archive, t.id, t.head)),
    "comparing.layout_changed_since": Case(
        "layout", "open", lambda t: comparing.layout_changed_since(t.archive, t.id, t.head)
    ),
    "comparing.changes_said": plan("open", lambda t: comparing.changes_said(t.archive, t.where, ())),
    "comparing.patches_said": Case(
        "layout", "open", lambda t: comparing.patches_said(t.archive, t.where, ())
    ),
    "comparing.state_at": plan("open", lambda t: comparing.state_at(t.archive, t.id, t.now)),
    "effects.effect_of": plan("open", lambda t: effects.effect_of(t.archive, t.id, t.head)),
    "erasing.erase_class": Case("class", "delete", lambda t: erasing.erase_class(t.archive, t.id, t.now)),
    "erasing.erase_document": plan("delete", lambda t: erasing.erase_document(t.archive, t.id, t.now)),
    "erasing.document_going": plan("delete", lambda t: erasing.document_going(t.archive, t.id)),
    "evidence.round_evidence": Case(
        "round", "export", lambda t: evidence.round_evidence(t.archive, t.id, t.now, "da")
    ),
    "history.list_versions": plan("open", lambda t: history.list_versions(t.archive, t.id)),
    "history.name_version": plan("edit", lambda t: history.name_version(t.archive, t.id, t.head, "Før")),
    "history.remove": plan("delete", lambda t: history.remove(t.archive, t.id, t.now)),
    "history.bring_back": plan("delete", lambda t: history.bring_back(t.archive, t.id)),
    "layouts.load_layout": Case("layout", "open", lambda t: layouts.load_layout(t.archive, t.id)),
    "layouts.export_layout": Case(
        "layout", "export", lambda t: layouts.export_layout(t.archive, t.id, t.now)
    ),
    "layouts.change_layout": Case(
        "layout",
        "edit",
        lambda t: layouts.change_layout(t.archive, t.where, Patch(fields=Fields(name="Nyt")), t.now),
    ),
    "layouts.undo": Case("layout", "edit", lambda t: layouts.undo(t.archive, t.where)),
    "layouts.redo": Case("layout", "edit", lambda t: layouts.redo(t.archive, t.where)),
    "layouts.save_version": Case("layout", "edit", lambda t: layouts.save_version(t.archive, t.where, t.now)),
    "layouts.restore_version": Case(
        "layout", "edit", lambda t: layouts.restore_version(t.archive, t.where, t.head, t.now)
    ),
    "moving_on.status_of": plan("open", lambda t: reviews.status_of(t.archive, t.id)),
    "moving_on.possible_moves": plan("open", lambda t: reviews.possible_moves(t.archive, t.id)),
    "moving_on.move": plan(
        "review", lambda t: reviews.move(t.archive, t.id, "ready", t.now), "coach", "proposer"
    ),
    "moving_on.history": plan("open", lambda t: reviews.history(t.archive, t.id)),
    "noting.note_opened": plan("open", lambda t: noting.note_opened(t.archive, t.id, t.now)),
    "plans.duplicate_plan": plan("copy", lambda t: plans.duplicate_plan(t.archive, t.id, "Kopi", t.now)),
    "plans.export_plan": plan("export", lambda t: plans.export_plan(t.archive, t.id, t.now)),
    "plans.export_class": plan("export", lambda t: plans.export_class(t.archive, t.id, t.now)),
    "plans.plan_to_copy": plan("copy", lambda t: plans.plan_to_copy(t.archive, t.id)),
    "plans.load_plan": plan("open", lambda t: plans.load_plan(t.archive, t.id)),
    "plans.change_plan": plan("edit", lambda t: plans.change_plan(t.archive, t.where, TITLE, t.now)),
    "plans.would_change": plan("open", lambda t: plans.would_change(t.archive, t.where, TITLE)),
    "plans.undo": plan("edit", lambda t: plans.undo(t.archive, t.where)),
    "plans.redo": plan("edit", lambda t: plans.redo(t.archive, t.where)),
    "plans.save_version": plan("edit", lambda t: plans.save_version(t.archive, t.where, t.now)),
    "plans.restore_version": plan("edit", lambda t: plans.restore_version(t.archive, t.where, t.head, t.now)),
    # Who may edit a plan changes it; a counter-proposal is for who may not.
    "proposing.propose": plan(
        "copy",
        lambda t: proposing.propose(t.archive, t.id, t.now),
        "owner",
        "co_teacher",
        "publisher",
        "library",
    ),
    "proposing.proposal_of": plan("open", lambda t: proposing.proposal_of(t.archive, t.id)),
    "proposing.proposals": plan("review", lambda t: proposing.proposals(t.archive, t.id)),
    "proposing.has_open_piece": Case(
        "proposal", "review", lambda t: proposing.has_open_piece(t.archive, the_proposal(t))
    ),
    "proposing.adopt": Case(
        "proposal", "edit", lambda t: proposing.adopt(t.archive, t.where, t.other, (), t.now)
    ),
    "replying.changes_since": Case(
        "round",
        "read_voice",
        lambda t: replying.changes_since(t.archive, _round(t)),
    ),
    "replying.checked_reply": Case(
        "round",
        "open",
        lambda t: replying.checked_reply(t.archive, _round(t), Reply("Ro", "Ja"), "da"),
    ),
    "reviews.review": plan("review", lambda t: reviews.review(t.archive, t.id, t.now)),
    "reviews.since_last": plan("review", lambda t: reviews.since_last(t.archive, t.id)),
    "reviews.note": plan("review", lambda t: reviews.note(t.archive, t.id, Written("context", "Ro"), t.now)),
    "reviews.notes_of": plan("review", lambda t: reviews.notes_of(t.archive, t.id, "context")),
    "reviews.agree": plan("review", lambda t: reviews.agree(t.archive, t.id, Steps(), t.now)),
    "reviews.set_evaluation": plan(
        "review", lambda t: reviews.set_evaluation(t.archive, t.id, date(2026, 4, 1), t.now)
    ),
    "rounds.open_round": plan(
        "ask",
        lambda t: rounds.open_round(
            t.archive, t.id, rounds.Asked("4-6", (beginning.room_layout(t.archive, "rows"),), 30), t.now
        ),
    ),
    "rounds.rounds_of": plan("read_voice", lambda t: rounds.rounds_of(t.archive, t.id)),
    "rounds.round_state": Case("round", "read_voice", lambda t: rounds.round_state(t.archive, t.id, t.now)),
    "rounds.export_round": Case("round", "export", lambda t: rounds.export_round(t.archive, t.id, t.now)),
    "rounds.close_round": Case("round", "ask", lambda t: rounds.close_round(t.archive, t.id, t.now)),
    "rounds.waiting_words": Case("round", "ask", lambda t: rounds.waiting_words(t.archive, t.id)),
    "rounds.let_through": Case("word", "ask", lambda t: rounds.let_through(t.archive, t.id, t.now)),
    "rounds.hold_back": Case("word", "ask", lambda t: rounds.hold_back(t.archive, t.id, t.now)),
    "rounds.reply": Case("round", "ask", lambda t: rounds.reply(t.archive, t.id, Reply("Ro", "Ja"), t.now)),
    "rounds.replies_of": Case("round", "read_voice", lambda t: rounds.replies_of(t.archive, t.id)),
    "rounds.disagreements": Case(
        "round", "read_voice", lambda t: rounds.disagreements(t.archive, t.id, t.now)
    ),
    "rounds.asked_round": Case(
        "round", "read_voice", lambda t: rounds.asked_round(t.archive, t.id, "read_voice")
    ),
    "sharing.candidates": plan("share", lambda t: sharing.candidates(t.archive, t.id)),
    "sharing.list_shares": plan("comment", lambda t: sharing.list_shares(t.archive, t.id)),
    "sharing.share": plan("share", lambda t: sharing.share(t.archive, t.id, t.colleague.id, t.now)),
    "sharing.unshare": plan("share", lambda t: sharing.unshare(t.archive, t.id, t.colleague.id, t.now)),
    "sharing.leave": plan("open", lambda t: sharing.leave(t.archive, t.id, t.now)),
    "sharing.in_library": plan("share", lambda t: sharing.in_library(t.archive, t.id)),
    "sharing.put_in_library": plan("share", lambda t: sharing.put_in_library(t.archive, t.id, t.now)),
    "sharing.students_named": plan("share", lambda t: sharing.students_named(t.archive, t.id)),
    "sharing.take_out": plan("share", lambda t: sharing.take_out(t.archive, t.id, t.now)),
    "substitute.substitute_sheet": plan("export", lambda t: substitute.substitute_sheet(t.archive, t.id)),
    "templates.rename_template": Case(
        "template", "edit", lambda t: templates.rename_template(t.archive, t.id, "Ny", t.now)
    ),
    "templates.export_template": Case(
        "template", "copy", lambda t: templates.export_template(t.archive, t.id)
    ),
    "templates.read_template": Case("template", "open", lambda t: templates.read_template(t.archive, t.id)),
}

# What takes no document: why it needs no line above.
SCHOOL: Final[dict[str, tuple[Action, Callable[[Archive, World, str], object]]]] = {
    "across.across": ("see_across", lambda a, _w, _o: across.across(a)),
    "school.list_people": ("manage_accounts", lambda a, w, _o: school.list_people(a, w.doors, NOW)),
    "school.add_person": (
        "manage_accounts",
        lambda a, w, o: school.add_person(a, w.doors, Wanted(f"ny-{o}", "teacher"), NOW),
    ),
    "school.invite": ("manage_accounts", lambda a, w, o: school.invite(a, w.doors, o, NOW)),
    "school.set_password": (
        "manage_accounts",
        lambda a, w, o: school.set_password(a, w.doors, o, "tolv grønne trapper", NOW),
    ),
    "school.set_role": ("manage_accounts", lambda a, w, o: school.set_role(a, w.doors, o, "coach", NOW)),
    "school.disable": ("manage_accounts", lambda a, w, o: school.disable(a, w.doors, o, NOW)),
    "school.enable": ("manage_accounts", lambda a, w, o: school.enable(a, w.doors, o, NOW)),
    "school.sign_out_everywhere": (
        "manage_accounts",
        lambda a, w, o: school.sign_out_everywhere(a, w.doors, o, NOW),
    ),
    "school.hand_over": (
        "manage_accounts",
        lambda a, w, o: school.hand_over(a, w.doors, o, a.account.id, NOW),
    ),
    "school.read_audit": ("read_audit", lambda a, w, _o: school.read_audit(a, w.doors, Asked())),
}
LISTS: Final[dict[str, Callable[[Archive], Iterable[str]]]] = {
    "plans.list_plans": lambda a: (one.id for one in plans.list_plans(a)),
    "layouts.list_layouts": lambda a: (one.id for one in layouts.list_layouts(a)),
    "templates.list_templates": lambda a: (one.id for one in templates.list_templates(a)),
    "searching.list_documents": lambda a: (
        hit.found.id for kind in KINDS for hit in searching.list_documents(a, kind)
    ),
    "classes.list_classes": lambda a: (one.id for one in classes.list_classes(a)),
    "classes.reminders": lambda a: (one.class_.id for one in classes.reminders(a, date(2026, 7, 30))),
    "classes.plans_without_class": lambda a: (one.id for one in classes.plans_without_class(a)),
    "waiting.waiting": lambda a: (one.plan for one in waiting.waiting(a, NOW)),
}
ELSE: Final = {
    "begins a document or a class of one's own": (
        "plans.new_plan",
        "plans.open_sample",
        "plans.import_plan",
        "layouts.new_layout",
        "layouts.import_layout",
        "templates.new_template",
        "classes.new_class",
        "pictures.keep_underlay",
    ),
    "tells what it is given, and reads nothing": (
        "accounts.plain_name",
        "adults.adults_told",
        "adults.without_told",
        "assigning.*",
        "beginning.usual_class",
        "belonging.lesson_told",
        "belonging.kept_places",
        "substitute.plan_b_told",
        "substitute.plan_b_repaired",
        "substitute.best_of",
        "substitute.sheet_of",
        "substitute.still_open",
        "checking.*",
        "classes.school_year_end",
        "comparing.compare_plans",
        "comparing.side_of",
        "doors.new_token",
        "doors.digest",
        "effects.effect_lines",
        "evidence.option_names",
        "evidence.word_name",
        "evidence.pin_name",
        "evidence.few_text",
        "evidence.place_rows",
        "evidence.proposal_layout",
        "history.version_name",
        "layouts.stored_layout",
        "layouts.layout_text",
        "layouts.parse_layout",
        "passwords.*",
        "permissions.*",
        "pictures.placed_underlay",
        "plans.list_samples",
        "plans.name_change",
        "plans.plan_layout",
        "plans.try_change",
        "plans.with_own_room",
        "repairing.*",
        "repairing_aside.*",
        "rounds.shares_tablets",
        "searching.shelf_of",
        "searching.search",
        "searching.facts_of",
        "sharing.shared_as",
    ),
    "stands before an account, or is used from the terminal and by the administrator's services": (
        "accounts.*",
        "doors.open_doors",
        "inviting.*",
        "limits.*",
        "sessions.*",
    ),
    "is for students, who have a code and no account; tested with the round": ("answering.*",),
    "is for who has the server, from the terminal": ("backup.*", "purging.*"),
    "gives a part of the database to services that ask first": (
        "noting.note",
        "people.people",
        "moving_on.take_back",
        "rounds.voice_store",
        "erasing.forget",
    ),
    "keeps and clears what the process remembers": ("memory.*",),
    "says nothing to who may not hear it, and raises nothing": ("heard.heard",),
}
"""Why a service stands in no table above; ``*`` is for a whole module."""
