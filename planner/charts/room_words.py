"""What the room plan says in words: tooltips, and the whole room for those who do not see the drawing."""

from collections.abc import Iterable, Mapping

from planner.catalogue.base import Language
from planner.catalogue.loader import load_catalogue
from planner.locale import gettext, ngettext
from planner.room.facts import RoomFacts, Route, ZoneFacts
from planner.room.layout import Door, Layout, Room, Step, Zone
from planner.room.spots import spot_words


def number(value: float, digits: int, language: Language) -> str:
    """Write a number with the decimal sign of the language."""
    text = f"{value:.{digits}f}"
    return text.replace(".", ",") if language == "da" else text


def metres(value: float, language: Language) -> str:
    """Write a length in metres with centimetres."""
    return f"{number(value, 2, language)} m"


def places_text(zone: ZoneFacts, language: Language) -> str:
    """Say how many students a zone holds, and whether that is an estimate."""
    if zone.places_estimated:
        return gettext("about {places} (estimate)", language).format(places=zone.places)
    return str(zone.places)


def way_in_text(route: Route, language: Language) -> str:
    """Say the narrowest spot of the way in and what stands there."""
    if route.clear_m <= 0:
        return gettext("no way in", language)
    width = metres(route.clear_m, language)
    if route.narrowest is None:
        return width
    return f"{width} {spot_words(route.narrowest, load_catalogue()).text(language)}"


def door_text(door: Door, language: Language) -> str:
    """Say the clear width of a door, and its threshold where it has one."""
    width = metres(door.clear_m, language)
    if door.threshold_m <= 0:
        return width
    return gettext("{width}, threshold {height}", language).format(
        width=width, height=metres(door.threshold_m, language)
    )


def step_text(step: Step, language: Language) -> str:
    """Say how high a step is and whether a ramp leads over it."""
    height = metres(step.rise_m, language)
    return gettext("{height}, with a ramp", language).format(height=height) if step.ramp else height


def use_name(table: str, use: str, language: Language) -> str:
    """Name the use of a zone or room."""
    return load_catalogue().words[table][use].text(language)


def kind_name(kind: str, language: Language) -> str:
    """Name a kind of furniture; one that the catalogue does not have by its id."""
    known = load_catalogue().furniture.get(kind)
    return known.name.text(language) if known else kind


def place_names(layout: Layout, language: Language) -> Mapping[str, str]:
    """Return the name of every place of a layout by its id with kind, such as ``zone:cave``."""
    names = {f"room:{room.id}": room.name for room in layout.rooms}
    names |= {f"zone:{zone.id}": zone.name for zone in layout.zones}
    names |= {
        f"furniture:{item.id}": f"{kind_name(item.kind, language)} {item.id}" for item in layout.furniture
    }
    for kind, word in _fixed_kinds(language).items():
        names |= {f"{kind}:{item.id}": f"{word} {item.id}" for item in getattr(layout, f"{kind}s")}
    return names


def _fixed_kinds(language: Language) -> dict[str, str]:
    return {
        "door": gettext("Door", language),
        "window": gettext("Window", language),
        "board": gettext("Board", language),
        "step": gettext("Step", language),
        "wall": gettext("Wall", language),
    }


def room_description(layout: Layout, facts: RoomFacts | None, language: Language) -> str:
    """Describe the rooms in sentences, for a screen reader: sizes, doors, boards and every zone.

    Without facts the zones are named with their use only.
    """
    boards = len(layout.boards)
    sentences = [f"{layout.name}."]
    sentences += [_room_sentence(room, language) for room in layout.rooms]
    sentences += [_doors_sentence(layout.doors, language)]
    sentences += [ngettext("One board.", "{n} boards.", boards, language).format(n=boards)]
    sentences += [_zone_sentence(zone, facts, language) for zone in layout.zones]
    return " ".join(sentences)


def _room_sentence(room: Room, language: Language) -> str:
    xs, ys = [x for x, _ in room.outline], [y for _, y in room.outline]
    return gettext("{room}: {use}, {width} by {depth}.", language).format(
        room=room.name,
        use=use_name("room_use", room.use, language),
        width=metres(max(xs) - min(xs), language),
        depth=metres(max(ys) - min(ys), language),
    )


def _doors_sentence(doors: Iterable[Door], language: Language) -> str:
    widths = [f"{door.id} {door_text(door, language)}" for door in doors]
    if not widths:
        return gettext("No doors.", language)
    return ngettext("One door: {doors}.", "{n} doors: {doors}.", len(widths), language).format(
        n=len(widths), doors="; ".join(widths)
    )


def _zone_sentence(zone: Zone, facts: RoomFacts | None, language: Language) -> str:
    use = use_name("zone_use", zone.use, language)
    known = facts.zones.get(zone.id) if facts else None
    if known is None:
        return f"{zone.name}: {use}."
    return gettext("{zone}: {use}, places: {places}, {area} m², narrowest way in: {way}.", language).format(
        zone=zone.name,
        use=use,
        places=places_text(known, language),
        area=number(known.area_m2, 1, language),
        way=way_in_text(known.entrance, language),
    )
