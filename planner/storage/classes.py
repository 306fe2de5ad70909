"""The classes whose plans are kept together: name, owner and when they end."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from secrets import token_hex

from sqlalchemy import Engine, func, select, update
from sqlalchemy.orm import Session

from planner.errors import NotFoundError
from planner.locale import mark
from planner.storage.database import writing
from planner.storage.tables import ClassRow, DocumentRow


@dataclass(frozen=True, slots=True)
class StoredClass:
    """A class; ``plans`` counts its plans, those taken off the lists included."""

    id: str
    owner: str
    name: str
    ends: date
    created: datetime
    plans: int


class ClassStore:
    """The classes in a database."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def add(self, owner: str, name: str, ends: date, now: datetime) -> str:
        """Keep a new class and return its id."""
        row = ClassRow(id=token_hex(8), owner=owner, name=name, ends=ends, created=now)
        with writing(self._engine) as session:
            session.add(row)
            session.flush()
            return row.id

    def class_(self, class_id: str) -> StoredClass:
        """Return a class; NotFoundError where there is none."""
        found = self._classes(ids=(class_id,))
        if not found:
            raise NotFoundError(mark("This does not exist."))
        return found[0]

    def classes(self, owner: str) -> tuple[StoredClass, ...]:
        """Return the classes of an account, the one that ends first before the others."""
        return self._classes(owner=owner)

    def ended(self, before: date) -> tuple[StoredClass, ...]:
        """Return everybody's classes that ended before a day."""
        return tuple(one for one in self._classes() if one.ends < before)

    def change(self, class_id: str, name: str, ends: date) -> None:
        """Give a class another name and another end; NotFoundError where there is none."""
        changed = update(ClassRow).where(ClassRow.id == class_id).values(name=name, ends=ends)
        with writing(self._engine) as session:
            if session.connection().execute(changed).rowcount != 1:
                raise NotFoundError(mark("This does not exist."))

    def put(self, document: str, class_id: str | None) -> None:
        """Say which class a plan is for; None takes it out of its class."""
        placed = update(DocumentRow).where(DocumentRow.id == document).values(class_id=class_id)
        with writing(self._engine) as session:
            session.execute(placed)

    def class_of(self, document: str) -> str | None:
        """Return the class of a plan; None where it has none."""
        with Session(self._engine) as session:
            return session.scalar(select(DocumentRow.class_id).where(DocumentRow.id == document))

    def plans(self, class_id: str, owner: str) -> tuple[str, ...]:
        """Return an account's plans of a class, those taken off the lists included, the oldest first."""
        query = (
            select(DocumentRow.id)
            .where(DocumentRow.class_id == class_id, DocumentRow.owner == owner)
            .order_by(DocumentRow.created, DocumentRow.id)
        )
        with Session(self._engine) as session:
            return tuple(session.scalars(query))

    def _classes(
        self, *, owner: str | None = None, ids: Iterable[str] | None = None
    ) -> tuple[StoredClass, ...]:
        number = (
            select(func.count())
            .where(DocumentRow.class_id == ClassRow.id)
            .correlate(ClassRow)
            .scalar_subquery()
        )
        query = select(ClassRow, number).order_by(ClassRow.ends, ClassRow.name, ClassRow.id)
        if owner is not None:
            query = query.where(ClassRow.owner == owner)
        if ids is not None:
            query = query.where(ClassRow.id.in_(tuple(ids)))
        with Session(self._engine) as session:
            return tuple(
                StoredClass(row.id, row.owner, row.name, row.ends, row.created, plans)
                for row, plans in session.execute(query)
            )
