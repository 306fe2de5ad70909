"""Random problems of placing a class, from a few students to year groups; one seed gives one problem."""

from collections.abc import Iterator
from dataclasses import dataclass
from random import Random

import numpy as np

from planner.catalogue.message import Message
from planner.participation.assignment.model import Journey, Option, PhaseOf, Problem
from planner.participation.assignment.noise import Sounds


@dataclass(frozen=True)
class Size:
    """How large a problem is and how much its places exceed its students (``room``, as a share).

    ``closed`` is the chance that an option is not open to a student, ``asks`` the chance that a student asks
    for something of their own. ``checked`` closes options that are too loud with the class spread
    evenly, as the check of a plan does.
    """

    students: int = 3
    phases: int = 2
    activities: int = 2
    zones: int = 2
    uses: tuple[int, int] = (1, 1)
    room: float = 1.0
    closed: float = 0.3
    asks: float = 0.35
    checked: bool = False


CLASS = Size(28, 6, 4, 6, (1, 3), 1.25, 0.2, 0.12, checked=True)


def random_class(seed: int, size: Size = Size()) -> Problem:
    """Return a problem with every kind of condition, most of them for few students."""
    return _Draw(Random(seed), size).problem()  # noqa: S311 – repeatable tests, no secrets


class _Draw:
    """Draws one problem."""

    def __init__(self, random: Random, size: Size) -> None:
        self.random, self.size = random, size
        self.zones = tuple(f"z{n}" for n in range(size.zones))
        self.options = tuple(o for t in range(size.phases) for o in self._options(t))

    def _options(self, phase: int) -> list[Option]:
        found = []
        for n in range(self.size.activities):
            id_ = f"a{phase}{n}"
            groups = self.random.choice([(None, None), (None, 4), (2, None), (2, 3), (1, 5)])
            fields = {"adult": self.random.choice(["L", "P", None]), "apart": self.random.random() < 0.15}
            uses = self.random.randint(*self.size.uses)
            found += [
                Option(phase, id_, id_, zone, zone, least=groups[0], most=groups[1], **fields)  # type: ignore[arg-type]
                for zone in sorted(self.random.sample(self.zones, uses))
            ]
        return found

    def problem(self) -> Problem:
        count, phases = self.size.students, range(self.size.phases)
        costs = [self._costs() for _ in range(count)]
        capacity = self._capacity()
        sounds = tuple(self._sounds(t) for t in phases)
        quiet = dict(self._quiet(costs))
        if self.size.checked:
            quiet = self._checked(costs, quiet, capacity, sounds)
        return Problem(
            tuple(PhaseOf(f"p{t}", f"P{t}", 10.0) for t in phases),
            tuple(f"S{s}" for s in range(count)),
            self.options,
            tuple(costs),
            capacity=capacity,
            together=self._peers(0.4),
            asunder=tuple((s, p, tuple(phases)) for s, (p, *_) in self._peers(0.6) if s < p),
            wishes=self._peers(1.2),
            beside=frozenset((s, o) for s in range(count) if self._asks() for o in costs[s]),
            quiet=quiet,
            sounds=sounds,
            journeys=tuple(self._journey(s) for s in range(count) if self._asks()),
            blocked=tuple(self._blocked() for _ in range(count)),
            closed=dict(self._closed(costs)),
        )

    def _quiet(self, costs: list[dict[int, int]]) -> Iterator[tuple[tuple[int, int], float]]:
        for s, open_ in enumerate(costs):
            if self._asks():
                limit = self.random.choice([50.0, 54.0, 58.0])
                yield from (((s, o), limit) for o in open_)

    def _checked(
        self,
        costs: list[dict[int, int]],
        quiet: dict[tuple[int, int], float],
        capacity: dict[tuple[int, str], int],
        sounds: tuple[Sounds, ...],
    ) -> dict[tuple[int, int], float]:
        """Close what is too loud with everyone spread evenly; 3 dB more is what an estimate can tell.

        Who would have nowhere left to be brings headphones.
        """
        for t, heard in enumerate(sounds):
            places = {o: capacity[t, self.options[o].place] for o in heard.options}
            spread = {
                o: max(1, round(self.size.students * n / sum(places.values()))) for o, n in places.items()
            }
            levels = heard.levels(spread)
            for s, open_ in enumerate(costs):
                asked = [o for o in open_ if (s, o) in quiet and o in places]
                loud = [o for o in asked if levels[self.options[o].place] > quiet[s, o] + 3]
                for o in loud:
                    if len(loud) == len(asked):
                        costs[s][o], quiet[s, o] = 1, quiet[s, o] + 20
                    else:
                        del costs[s][o]
        return {(s, o): limit + 3 for (s, o), limit in quiet.items() if o in costs[s]}

    def _closed(self, costs: list[dict[int, int]]) -> Iterator[tuple[tuple[int, int], tuple[Message, ...]]]:
        for s, open_ in enumerate(costs):
            for t in range(self.size.phases):
                if not any(self.options[o].phase == t for o in open_):
                    yield (s, t), ()

    def _asks(self) -> bool:
        return self.random.random() < self.size.asks

    def _costs(self) -> dict[int, int]:
        open_ = [o for o in range(len(self.options)) if self.random.random() >= self.size.closed]
        return {o: self.random.choice([0, 0, 0, 1, 2]) for o in open_}

    def _capacity(self) -> dict[tuple[int, str], int]:
        places: dict[tuple[int, str], int] = {}
        for t in range(self.size.phases):
            used = sorted({option.place for option in self.options if option.phase == t})
            each = self.size.room * self.size.students / len(used)
            places |= {(t, zone): max(1, round(each * self.random.uniform(0.7, 1.3))) for zone in used}
        return places

    def _peers(self, share: float) -> tuple[tuple[int, tuple[int, ...]], ...]:
        found = []
        for s in range(self.size.students):
            if self.random.random() < share * self.size.asks:
                others = [p for p in range(self.size.students) if p != s]
                chosen = self.random.sample(others, min(len(others), self.random.randint(1, 2)))
                found.append((s, tuple(sorted(chosen))))
        return tuple(entry for entry in found if entry[1])

    def _sounds(self, phase: int) -> Sounds:
        options = tuple(o for o, option in enumerate(self.options) if option.phase == phase)
        at = [self.zones.index(self.options[o].place) for o in options]
        decay = np.array([[-25.0 if a == b else -33.0 for b in self.zones] for a in self.zones])
        reach = 10.0 ** (decay / 10)
        power = np.array([self.random.choice([55.0, 62.0, 68.0, 74.0]) for _ in options])
        scaled = np.array([self.random.random() < 0.8 for _ in options])
        slope = np.array([self.random.choice([0.0, 0.3, 0.5]) for _ in options])
        return Sounds(options, power, scaled, slope, reach[at][:, at], reach[at], self.zones, 45.0)

    def _journey(self, student: int) -> Journey:
        kind, limit = self.random.choice(
            [
                ("fixed_place", 0.0),
                ("few_moves", 0.0),
                ("few_moves", 2.0),
                ("move_often", 10.0),
                ("move_often", 20.0),
            ]
        )
        free = frozenset(o for o in range(len(self.options)) if self.random.random() < 0.2)
        counts = tuple(
            t for t in range(self.size.phases) if kind == "move_often" or self.random.random() < 0.8
        )
        return Journey(student, kind, limit, free, counts)  # type: ignore[arg-type]

    def _blocked(self) -> frozenset[tuple[int, str, str]]:
        if not self._asks():
            return frozenset()
        pairs = [
            (t, a, b) for t in range(1, self.size.phases) for a in self.zones for b in self.zones if a != b
        ]
        return frozenset(pair for pair in pairs if self.random.random() < 0.25)
