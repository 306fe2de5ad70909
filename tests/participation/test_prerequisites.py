"""Each prerequisite: a case that triggers it, a near miss, what is not recorded, and the Danish sentence."""

from dataclasses import dataclass, field
from typing import Any

import pytest
from builders import Raw, activity, board_view, phase, plan, room_facts, route, seat, zone_facts

from planner.catalogue.base import Words
from planner.catalogue.loader import load_catalogue
from planner.participation.check import verdicts
from planner.participation.model import OptionVerdict, Verdict
from planner.participation.rules import known_rules
from planner.room.facts import Narrow, RoomFacts

CATALOGUE = load_catalogue()
LIMITS = CATALOGUE.limits("DK")
NARROW = Narrow(
    (1, 1), (Words(da="reolen", en="the bookcase"), Words(da="væggen", en="the wall")), ("bc", None)
)
LEFT_OUT = object()
FAR_SEAT = (seat(9, 0),)


@dataclass(frozen=True)
class Case:
    """One activity ``Do`` in zone ``Z`` for one student; ``LEFT_OUT`` takes a field away."""

    need: str
    verdict: str
    said: str = ""
    fields: Raw = field(default_factory=dict)
    zone: Raw = field(default_factory=dict)
    others: tuple[Raw, ...] = ()
    student: Raw = field(default_factory=dict)
    lesson: Raw = field(default_factory=dict)
    room: Raw = field(default_factory=dict)
    number: float | None = None


def option_of(case: Case) -> OptionVerdict:
    """Return the verdict on the first option."""
    fields = {**activity("do"), "zones": ["z"], **case.fields}
    task = {key: value for key, value in fields.items() if value is not LEFT_OUT}
    needed: Any = case.need if case.number is None else {"id": case.need, **_number(case)}
    student = {"code": "A1", "prerequisites": [needed], **case.student}
    work = phase("work", task, *case.others, supports=[])
    lesson = {"supports": [], **case.lesson}
    made = plan(work, lesson=lesson, students=[student, {"code": "A2"}])
    zones = [zone_facts("z", **case.zone), *(zone_facts(z) for z in ("y",))]
    facts: RoomFacts = room_facts(*zones, **{"transfer_db": [[-25, -60], [-60, -25]], **case.room})
    cells, _ = verdicts(made, {"work": facts}, CATALOGUE, LIMITS)
    return cells[0].options[0]


def _number(case: Case) -> dict[str, float]:
    return {CATALOGUE.prerequisites[case.need].parameters[0].id: case.number or 0}


def no(need: str, said: str, **case: Any) -> Case:
    return Case(need, "not_possible", said, **case)


def gap(need: str, said: str, **case: Any) -> Case:
    return Case(need, "unknown", said, **case)


def yes(need: str, **case: Any) -> Case:
    return Case(need, "as_planned", **case)


def own(need: str, support: str, **case: Any) -> Case:
    return Case(need, "with_support", student={"supports": [support]}, **case)


def supported(need: str, support: str, said: str, **fields: Any) -> list[Case]:
    """Return the cases of a prerequisite that only a support meets."""
    return [
        no(need, said, fields=fields),
        yes(need, fields={**fields, "supports": [support]}),
        yes(need, fields=fields, lesson={"supports": [support]}),
        own(need, support, fields=fields),
        yes(need, fields={**fields, "kind": "break"}),
    ]


LOUD = activity("loud", zones=["y"], voice=4, social_form="group")
# A room in which sound stays, and two zones that share theirs; the class is only two.
LIVE: Raw = {"transfer_db": [[-4, -60], [-60, -4]]}
BESIDE: Raw = {"transfer_db": [[-25, -1], [-1, -4]]}
STILL: Raw = {"voice": 0, "social_form": "individual"}
CASES = [
    # step_free: the limit itself and 1 cm below it are met
    no(
        "step_free",
        "Do: Vejen til Z er kun 0,62 m bred mellem reolen og væggen, og eleven skal bruge 0,80 m.",
        zone={"entrance": route(0.62, wheel_narrowest=NARROW)},
    ),
    no(
        "step_free",
        "Do: Vejen til Z er kun 0,62 m bred på det smalleste sted, og eleven skal bruge 0,80 m.",
        zone={"entrance": route(0.62)},
    ),
    no(
        "step_free",
        "Do: Der er trin på alle veje til Z, og eleven skal kunne komme frem uden trin.",
        zone={"entrance": route(wheel_clear_m=0.0, steps=("step:podium",))},
    ),
    no(
        "step_free",
        "Do: Der er ingen vej til Z, som eleven kan komme frem ad.",
        zone={"entrance": route(wheel_clear_m=0.0)},
    ),
    yes("step_free", zone={"entrance": route(0.79)}),
    no(
        "step_free",
        "Do: Vejen til Z er kun 0,80 m bred på det smalleste sted, og eleven skal bruge 0,90 m.",
        zone={"entrance": route(0.80)},
        number=0.9,
    ),
    gap("step_free", "Do: Skriv, hvilken zone aktiviteten foregår i.", fields={"zones": LEFT_OUT}),
    no(
        "turning",
        "Do: I Z er der en fri cirkel på 1,20 m ved pladserne, og eleven skal bruge 1,50 m for at vende.",
        zone={"turning_m": 1.2},
    ),
    no(
        "turning",
        "Do: I Z er der ingen plads, hvor eleven kan komme hen og vende (1,50 m).",
        zone={"turning_m": 0.0},
    ),
    yes("turning", zone={"turning_m": 1.49}),
    gap("turning", "Do: Tegn zonen q ind i indretningen.", fields={"zones": ["q"]}),
    no(
        "reach",
        "Do: Bordet i Z er 1,10 m højt, og eleven skal kunne nå det siddende.",
        zone={"seats": (seat(table_height_m=1.1),)},
    ),
    no(
        "reach",
        "Do: I Z er der ingen pladser ved et bord, og eleven skal kunne nå arbejdet siddende.",
        zone={"seats": (seat(table_height_m=0.0),)},
    ),
    yes("reach", zone={"seats": (seat(table_height_m=1.1), seat(table_height_m=0.76))}),
    gap("reach", "Do: Skriv, hvor højt bordet i Z er.", zone={"seats": (seat(table_height_m=None),)}),
    own("reach", "adjustable_table", zone={"seats": (seat(table_height_m=1.1),)}),
    yes("reach", fields={"kind": "teach"}, zone={"seats": (seat(table_height_m=1.1),)}),
    # see_face: the adult speaks at (1, 0), the zone's middle
    no(
        "see_face",
        "Do: Den nærmeste plads i Z er ca. 8,0 m fra den voksne, der taler, "
        "og eleven skal højst være 3,0 m væk.",
        zone={"seats": FAR_SEAT},
    ),
    no(
        "see_face",
        "Do: Alle pladser i Z vender væk fra den voksne, der taler, og eleven skal kunne se ansigtet.",
        zone={"seats": (seat(2, 0, 0.0),)},
    ),
    no(
        "see_face",
        "Do: Der bliver talt til eleverne, men der er ingen voksen, eleven kan se i ansigtet.",
        fields={"adult": None},
    ),
    yes("see_face", zone={"seats": (seat(4, 0),)}),
    yes("see_face", zone={"seats": FAR_SEAT}, fields={"ways_in": ["text"]}),
    yes("see_face", zone={"seats": FAR_SEAT}, fields={"supports": ["repeated_answers"]}),
    gap("see_face", "Do: Skriv, hvilken voksen der er med.", fields={"adult": LEFT_OUT}),
    gap(
        "see_face",
        "Do: Skriv, hvordan eleverne får stoffet (tale, tekst, billeder …).",
        fields={"ways_in": LEFT_OUT},
    ),
    no(
        "see_board",
        "Do: Den bedste plads i Z er 8,5 m fra tavlen, og eleven skal højst være 8,0 m væk.",
        fields={"display": True},
        zone={"views": (board_view(distance_m=8.5),)},
    ),
    no(
        "see_board",
        "Do: Fra den bedste plads i Z ses kun 22 % af tavlen, og eleven skal kunne se det hele.",
        fields={"display": True},
        zone={"views": (board_view(visible=0.22),)},
    ),
    no(
        "see_board",
        "Do: Fra den bedste plads i Z ses tavlen skråt (21°), og eleven skal have mindst 30°.",
        fields={"display": True},
        zone={"views": (board_view(angle_deg=21.0),)},
    ),
    no(
        "see_board",
        "Do: Alle pladser i Z vender væk fra tavlen, og eleven skal kunne se den.",
        fields={"display": True},
        zone={"views": (board_view(turn_deg=120.0),)},
    ),
    yes("see_board", fields={"display": True}, zone={"views": (board_view(distance_m=8.0),)}),
    yes("see_board", fields={"display": False}, zone={"views": (board_view(visible=0.2),)}),
    own("see_board", "own_screen", fields={"display": True}, zone={"views": (board_view(visible=0.2),)}),
    gap(
        "see_board",
        "Do: Tegn pladserne ind i Z, så udsynet til tavlen kan måles.",
        fields={"display": True},
        zone={"seats": (), "places": 4},
    ),
    gap("see_board", "Do: Skriv, om tavle eller skærm bliver brugt.", fields={"display": LEFT_OUT}),
    no(
        "hear_speech",
        "Do: I Z er tale ca. 13 dB over de andre lyde (skøn), og eleven skal have mindst 15 dB.",
        others=(activity("loud", zones=["z"], voice=4, social_form="group"),),
        room=LIVE,
    ),
    yes("hear_speech"),
    yes("hear_speech", fields={"ways_in": ["text"]}, others=(LOUD,)),
    own("hear_speech", "microphone", others=(activity("loud", zones=["z"], voice=4),), room=LIVE),
    gap(
        "hear_speech",
        "Do: Skriv efterklangstiden for lokalet, så talen i Z kan vurderes.",
        room={"reverberation_s": float("nan"), "transfer_db": float("nan")},
    ),
    gap(
        "hear_speech",
        "Do: Skriv stemme og zone for Still, så talen i Z kan vurderes.",
        others=({k: v for k, v in activity("still", zones=["y"]).items() if k != "voice"},),
        number=0.0,
    ),
    no(
        "low_noise",
        "Do: I Z er der ca. 65 dB, og eleven skal have højst 50 dB – aktiviteten er selv for højlydt.",
        fields={"voice": 3, "social_form": "group"},
        number=50.0,
        room=LIVE,
    ),
    no(
        "low_noise",
        "Do: I Z er der ca. 66 dB, og eleven skal have højst 55 dB – mest lyd kommer fra Loud.",
        fields=STILL,
        others=(LOUD,),
        room=BESIDE,
    ),
    yes("low_noise", fields=STILL),
    own("low_noise", "headphones", fields=STILL, others=(LOUD,), room=BESIDE),
    gap(
        "low_noise",
        "Do: Skriv efterklangstiden for lokalet, så lyden i Z kan vurderes.",
        fields=STILL,
        room={"transfer_db": float("nan")},
    ),
    gap(
        "low_noise", "Do: Skriv stemme og zone for Do, så lyden i Z kan vurderes.", fields={"voice": LEFT_OUT}
    ),
    no(
        "low_visual",
        "Do: 24 % af vejene i rummet går forbi Z, og eleven skal have højst 20 %.",
        zone={"passing": 0.24, "passing_routes": 5},
    ),
    no(
        "low_visual",
        "Do: Alle pladser i Z vender mod tavlen, som Show bruger, og eleven skal have ro for øjnene.",
        zone={"seats": (seat(2, 0),)},
        others=(activity("show", zones=["y"], display=True),),
    ),
    yes("low_visual", zone={"passing": 0.2}),
    yes("low_visual", zone={"passing": 0.5, "screened": True}),
    gap(
        "low_visual",
        "Do: Skriv, om Show bruger tavlen – pladserne i Z vender mod den.",
        zone={"seats": (seat(2, 0),)},
        others=({k: v for k, v in activity("show", zones=["y"]).items() if k != "display"},),
    ),
    no("light", "Do: I Z er der 150 lux, og eleven skal have mindst 300 lux.", zone={"light_lux": 150.0}),
    no("light", "Do: I Z er der 1200 lux, og eleven skal have højst 1000 lux.", zone={"light_lux": 1200.0}),
    yes("light", zone={"light_lux": 300.0}),
    gap("light", "Do: Mål lyset i Z, og skriv det i indretningen.", zone={"light_lux": None}),
    no(
        "low_smell_touch",
        "Do: Her lugter det stærkt, og eleven skal kunne være fri for det.",
        fields={"sensory": ["smell"]},
    ),
    no(
        "low_smell_touch",
        "Do: Her skal man lugte og røre, og eleven skal kunne være fri for begge dele.",
        fields={"sensory": ["touch", "smell"]},
    ),
    yes("low_smell_touch", fields={"sensory": []}),
    gap(
        "low_smell_touch", "Do: Skriv, om man skal lugte eller røre ved noget.", fields={"sensory": LEFT_OUT}
    ),
    no(
        "know_next",
        "Do: Der er ingen synlig plan, og eleven skal kunne se, hvad der skal ske.",
    ),
    no(
        "know_next",
        "Do: Planen mangler svar på ”hvem hjælper”, og eleven skal vide det på forhånd.",
        lesson={"supports": ["visual_schedule"]},
        fields={"adult": None},
    ),
    yes("know_next", lesson={"supports": ["visual_schedule"]}),
    gap(
        "know_next",
        "Do: Skriv svar på ”hvem hjælper” – eleven skal vide det på forhånd.",
        lesson={"supports": ["visual_schedule"]},
        fields={"adult": LEFT_OUT},
    ),
    no(
        "know_help",
        "Do: Der er ingen voksen og intet aftalt signal, og eleven skal vide, hvem der hjælper.",
        fields={"adult": None},
    ),
    yes("know_help"),
    yes("know_help", fields={"adult": None, "supports": ["help_signal"]}),
    own("know_help", "help_card", fields={"adult": None}),
    gap("know_help", "Do: Skriv, hvilken voksen der er med.", fields={"adult": LEFT_OUT}),
    no(
        "break_exit",
        "Do: Indretningen har ingen rolig zone, og eleven skal have et roligt sted at gå hen.",
    ),
    no(
        "break_exit",
        "Do: Z bliver brugt højlydt i denne fase, og eleven skal have et roligt sted at gå hen.",
        zone={"use": "quiet"},
    ),
    yes("break_exit", zone={"use": "quiet"}, fields={"voice": 1}),
    gap(
        "break_exit",
        "Do: Skriv, hvilken stemme der bliver brugt i Z, så det kan siges, om der er roligt.",
        zone={"use": "quiet"},
        fields={"voice": LEFT_OUT},
    ),
    no(
        "read_aloud",
        "Do: Stoffet kommer kun som tekst, og eleven skal kunne få det læst op.",
        fields={"ways_in": ["text"]},
    ),
    yes("read_aloud", fields={"ways_in": ["text", "pictures"]}),
    own("read_aloud", "text_to_speech", fields={"ways_in": ["text"]}),
    gap(
        "read_aloud",
        "Do: Skriv, hvordan eleverne får stoffet (tale, tekst, billeder …).",
        fields={"ways_in": LEFT_OUT},
    ),
    no(
        "write_alt",
        "Do: Man kan kun svare skriftligt, og eleven skal kunne vise det på en anden måde.",
        fields={"ways_out": ["writing"]},
    ),
    yes("write_alt", fields={"ways_out": ["writing", "drawing"]}),
    yes("write_alt", fields={"ways_out": ["writing"], "kind": "teach"}),
    gap(
        "write_alt",
        "Do: Skriv, hvordan eleverne viser, hvad de kan (skrive, tegne, bygge …).",
        fields={"ways_out": LEFT_OUT},
    ),
    no(
        "speak_alt",
        "Do: Man kan kun svare højt foran alle, og eleven skal kunne svare på en anden måde.",
        fields={"ways_out": ["speech_plenary"]},
    ),
    yes("speak_alt", fields={"ways_out": ["speech_plenary", "drawing"]}),
    gap(
        "speak_alt",
        "Do: Skriv, hvordan eleverne viser, hvad de kan (skrive, tegne, bygge …).",
        fields={"ways_out": LEFT_OUT},
    ),
    no(
        "concrete",
        "Do: Der er ingen konkrete materialer, og eleven skal have noget at tage i hånden.",
        fields={"ways_in": ["text"]},
    ),
    yes("concrete", fields={"ways_in": ["objects"]}),
    yes("concrete", fields={"ways_in": ["text"], "supports": ["manipulatives"]}),
    gap(
        "concrete",
        "Do: Skriv, hvordan eleverne får stoffet (tale, tekst, ting …).",
        fields={"ways_in": LEFT_OUT},
    ),
    no(
        "adult_near",
        "Do: Der er ingen voksen på aktiviteten, og eleven skal have en voksen tæt på.",
        fields={"adult": None},
    ),
    no(
        "adult_near",
        "Do: Den voksne har også Other et andet sted, og eleven skal have en voksen tæt på hele fasen.",
        others=(activity("other", zones=["y"]),),
    ),
    yes("adult_near", others=(activity("other", zones=["y"], adult=None),)),
    gap("adult_near", "Do: Skriv, hvilken voksen der er med.", fields={"adult": LEFT_OUT}),
    no(
        "small_group",
        "Do: Grupperne er på op til 6, og eleven skal være i en gruppe på højst 5.",
        fields={"social_form": "group", "group_size": {"max": 6}},
    ),
    no(
        "small_group",
        "Do: Alle er sammen, og eleven skal være i en lille gruppe.",
        fields={"social_form": "whole_class"},
    ),
    no(
        "small_group",
        "Do: Gruppen har ingen øvre grænse, og eleven skal være i en gruppe på højst nogle få.",
        fields={"social_form": "group", "group_size": None},
    ),
    yes("small_group", fields={"social_form": "group", "group_size": {"max": 5}}),
    yes("small_group", fields={"social_form": "pair"}),
    gap("small_group", "Do: Skriv, hvor store grupperne må være.", fields={"social_form": "group"}),
    no(
        "safe_peer",
        "Do: Der er ingen, eleven skal være sammen med, og eleven skal have en tryg makker.",
        student={"with": []},
    ),
    yes("safe_peer", student={"with": ["A2"]}),
    gap("safe_peer", "Do: Skriv, hvem eleven er tryg ved, eller giv alle en fast makker."),
    *supported(
        "warn_change",
        "transition_warning",
        "Do: Der er ingen varsling før skiftet, og eleven skal have besked i god tid.",
    ),
    *supported(
        "see_time",
        "visible_timer",
        "Do: Man kan ikke se, hvor lang tid der er tilbage, og eleven skal kunne følge tiden.",
    ),
    *supported(
        "think_time",
        "think_time",
        "Do: Der er ikke sat tid af til at tænke, og eleven skal have tænketid, før der svares.",
        kind="teach",
    ),
    *supported(
        "chunked",
        "step_list",
        "Do: Opgaven er ikke delt op i trin, og eleven skal kunne tage ét trin ad gangen.",
    ),
    *supported("model", "worked_example", "Do: Der er intet færdigt eksempel, og eleven skal kunne se et."),
    *supported("language", "word_wall", "Do: De vigtige ord er ikke hængt op, og eleven skal kunne se dem."),
    *supported(
        "challenge",
        "open_extension",
        "Do: Der er ingen åben opgave at gå videre med, og eleven skal have en udfordring mere.",
    ),
    *supported(
        "extra_time",
        "continue_later",
        "Do: Opgaven skal være færdig i denne fase, og eleven skal kunne gøre den færdig senere.",
    ),
]
PATH = {"fixed_place", "few_moves", "move_often"}


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.need}-{case.verdict}")
def test_a_prerequisite_is_judged_and_said(case: Case) -> None:
    option = option_of(case)
    said = [barrier.message.text("da") for barrier in (*option.barriers, *option.gaps)]
    assert option.verdict.id == case.verdict, said
    assert case.said in (said or [""])


def test_every_prerequisite_has_a_rule_and_cases() -> None:
    assert known_rules() == frozenset(CATALOGUE.prerequisites)
    assert {case.need for case in CASES} | PATH == set(CATALOGUE.prerequisites)


def test_every_sentence_can_be_read_in_both_languages() -> None:
    for case in CASES:
        option = option_of(case)
        for barrier in (*option.barriers, *option.gaps):
            assert barrier.message.text("en").startswith("Do: ")
        for barrier in option.barriers:
            assert barrier.remedies
            assert all(remedy.text("da") and remedy.text("en") for remedy in barrier.remedies)


def test_what_is_not_recorded_asks_to_be_recorded_and_nothing_else() -> None:
    gaps = [gap for case in CASES for gap in option_of(case).gaps]

    assert gaps
    assert all(gap.remedies == () for gap in gaps)


def test_a_level_no_estimate_can_tell_from_the_limit_counts_as_on_it() -> None:
    loud = option_of(no("low_noise", "", fields={"voice": 4}, number=40.0, room=LIVE)).barriers[0]
    assert loud.value is not None

    assert option_of(yes("low_noise", fields={"voice": 4}, number=loud.value - 2.9, room=LIVE)).barriers == ()
    assert option_of(no("low_noise", "", fields={"voice": 4}, number=loud.value - 3.1, room=LIVE)).barriers


def test_a_steps_place_is_the_step() -> None:
    case = no("step_free", "", zone={"entrance": route(wheel_clear_m=0.0, steps=("step:podium",))})
    assert option_of(case).barriers[0].place == "step:podium"


def test_a_number_stands_beside_its_sentence() -> None:
    barrier = option_of(no("low_noise", "", fields={"voice": 4}, number=40.0, room=LIVE)).barriers[0]
    assert (barrier.prerequisite, barrier.place, barrier.limit, barrier.unit) == (
        "low_noise",
        "zone:z",
        40.0,
        "dB",
    )
    assert barrier.value is not None
    assert barrier.value > 40


def test_an_unknown_level_is_not_helped_by_headphones() -> None:
    case = Case("low_noise", "", fields={"voice": LEFT_OUT}, student={"supports": ["headphones"]})
    assert option_of(case).verdict is Verdict.UNKNOWN
