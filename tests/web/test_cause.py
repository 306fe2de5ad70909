from planner.catalogue.base import Words
from planner.catalogue.message import Message
from planner.participation.model import Barrier, Cell, OptionVerdict, StudentPath, Verdict
from planner.web.cause import Names, cause, places
from planner.web.speech import Speech

NAMES = Names(
    {"work": "Værksteder", "end": "Slut"}, {("work", "bars"): "<b>Stænger</b>"}, {"shop": "Værkstedet"}
)
DANISH = Speech("da")


def said(text: str) -> Message:
    return Message(Words(da=text, en=text))


def barrier(**facts: object) -> Barrier:
    given = {
        "prerequisite": "low_noise",
        "place": "zone:shop",
        "message": said("Her er for meget lyd."),
        "remedies": (said("Sænk stemmen."),),
        "sureness": "norm",
        "source": Words(da="DS 490", en="DS 490"),
        "value": 67.14,
        "limit": 55.0,
        "unit": "dB",
    }
    return Barrier(**{**given, **facts})  # type: ignore[arg-type]


def shown(*options: OptionVerdict, path: StudentPath | None = None) -> str:
    cell = Cell("A1", "work", min(option.verdict for option in options), options)
    return cause(cell, path, NAMES, DANISH)


def test_the_cause_says_sentence_facts_remedies_source_and_sureness() -> None:
    html = shown(OptionVerdict("bars", "shop", Verdict.NOT_POSSIBLE, (barrier(),)))
    assert "Her er for meget lyd." in html
    assert "Her: <strong>67 dB</strong>" in html
    assert "Grænse: <strong>55 dB</strong>" in html
    assert "<li>Sænk stemmen.</li>" in html
    assert "Hvor sikkert: norm · Kilde: DS 490" in html


def test_text_from_people_stays_text() -> None:
    html = shown(OptionVerdict("bars", "shop", Verdict.AS_PLANNED))
    assert "&lt;b&gt;Stænger&lt;/b&gt; – Værkstedet" in html
    assert "Her står intet i vejen." in html


def test_the_best_way_comes_first_and_is_open() -> None:
    html = shown(
        OptionVerdict("bars", "shop", Verdict.NOT_POSSIBLE, (barrier(),)),
        OptionVerdict(
            "cards", None, Verdict.UNKNOWN, gaps=(barrier(value=None, message=said("Noter stemmen.")),)
        ),
    )
    first, second = html.split("<details")[1:]
    assert first.startswith(" open>")
    assert "Noter stemmen." in first
    assert "Sænk stemmen." not in first
    assert "Skriv ind" in first
    assert "cards, ingen zone noteret" in first
    assert second.startswith(">")


def test_no_sentence_is_said_twice_in_one_way() -> None:
    other = barrier(message=said("Her er for langt."), value=None)
    gap = barrier(value=None, message=said("Noter stemmen."))
    html = shown(
        OptionVerdict("bars", "shop", Verdict.NOT_POSSIBLE, (barrier(), barrier(), other), (gap, gap))
    )
    assert html.count("Her er for meget lyd.") == 1
    assert html.count("Sænk stemmen.") == 1
    assert html.count("Noter stemmen.") == 1
    assert html.count("Det kan hjælpe") == 1
    assert "Her er for langt." in html


def test_an_unlimited_fact_and_no_fact_are_said_as_such() -> None:
    assert "Grænse" not in shown(OptionVerdict("bars", "shop", Verdict.NOT_POSSIBLE, (barrier(limit=None),)))
    assert "p-fact" not in shown(OptionVerdict("bars", "shop", Verdict.NOT_POSSIBLE, (barrier(value=None),)))
    metres = barrier(value=0.62, limit=0.77, unit="m")
    assert "0,62 m" in shown(OptionVerdict("bars", "shop", Verdict.NOT_POSSIBLE, (metres,)))


def test_the_way_through_the_lesson_says_where_it_breaks_and_the_choices() -> None:
    broken = StudentPath(
        "A1", complete=False, breaks_at="end", narrowest=None, choices={"work": 2, "end": 0}, in_community={}
    )
    html = shown(OptionVerdict("bars", "shop", Verdict.AS_PLANNED), path=broken)
    assert "Vejen gennem lektionen brydes i Slut." in html
    assert "Værksteder: <strong>2</strong>" in html
    whole = StudentPath("A1", complete=True, breaks_at=None, narrowest=None, choices={}, in_community={})
    assert "Der er en vej gennem hele lektionen." in shown(
        OptionVerdict("bars", "shop", Verdict.AS_PLANNED), path=whole
    )
    nowhere = StudentPath("A1", complete=False, breaks_at=None, narrowest=None, choices={}, in_community={})
    assert "Der er ingen vej gennem hele lektionen." in shown(
        OptionVerdict("bars", "shop", Verdict.AS_PLANNED), path=nowhere
    )


def test_the_places_of_a_cell_are_its_best_way_and_what_stands_in_it() -> None:
    option = OptionVerdict("bars", "shop", Verdict.NOT_POSSIBLE, (barrier(place="door:D1"), barrier()))
    assert places(Cell("A1", "work", Verdict.NOT_POSSIBLE, (option,))) == ("zone:shop", "door:D1")
    assert places(Cell("A1", "work", Verdict.NOT_POSSIBLE, ())) == ()
