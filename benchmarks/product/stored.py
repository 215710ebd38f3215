"""Many stored reports beside the programme's own: other units in earlier rounds of the same series.

Reports, revisions, draft answers and cells are copies of those of one report handed in through the services,
under new ids, by INSERT … SELECT in the database; the references are not checked while they go in. Events,
mails, links and sessions are not multiplied.
"""

import random
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, insert, literal, select

from benchmarks.product.building import LAST
from surveyapp.db import make_engine
from surveyapp.db.engines import UnsafeSettings
from surveyapp.models import Base, Cell, DraftAnswer, Report, Revision, Round, Unit, UnitPeriod

UNITS_BESIDE = 1000
WITH_ANSWERS = 10
"""Every how manieth round brings its draft answers and cells too; the others bring reports and revisions."""


def multiply(url: str, reports: int, units: int = UNITS_BESIDE) -> None:
    """Add so many stored reports, rounded down to whole rounds of so many units, and collect statistics."""
    engine = make_engine(url, unsafe=UnsafeSettings(foreign_keys=False, synchronous="OFF"))
    with engine.begin() as connection:
        if engine.dialect.name == "postgresql":
            connection.exec_driver_sql("SET LOCAL session_replication_role = replica")
        _Multiplying(connection).add(reports // units, units)
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.exec_driver_sql("ANALYZE")
    engine.dispose()


class _Multiplying:
    def __init__(self, connection: Connection) -> None:
        self.connection = connection
        self.ids = random.Random(1)
        self.round = self._one(Round.__table__, Round.slug == LAST)
        self.report = self._one(Report.__table__, Report.round_id == self.round["id"])
        self.revision = self._one(Revision.__table__, Revision.report_id == self.report["id"])
        self.unit = self._one(Unit.__table__, Unit.id == self.report["unit_id"])
        self.period = self._one(UnitPeriod.__table__, UnitPeriod.unit_id == self.report["unit_id"])

    def _one(self, table: Any, where: Any) -> dict[str, Any]:
        return dict(self.connection.execute(select(table).where(where).limit(1)).mappings().one())

    def _id(self, number: int) -> UUID:
        """Ids that rise, as those of rows made one after the other do."""
        return UUID(int=(1_600_000_000_000 + number) << 80 | 7 << 76 | 2 << 62 | self.ids.getrandbits(62))

    def add(self, rounds: int, units: int) -> None:
        names = [f"beside-{number:04}" for number in range(units)]
        self._insert(Unit, [{**self.unit, "id": name, "position": 1000} for name in names])
        self._insert(UnitPeriod, [{**self.period, "unit_id": name, "name": name} for name in names])
        for number in range(rounds):
            self._add_round(number, names)

    def _add_round(self, number: int, names: list[str]) -> None:
        cutoff_on: date = self.round["cutoff_on"] - timedelta(days=number + 1)
        period = {"cutoff_on": cutoff_on, "period_from": cutoff_on}
        new = {**self.round, **period, "id": self._id(number * 10_000), "slug": f"earlier-{number}"}
        self._insert(Round, [new])
        reports = [
            {
                **self.report,
                "id": self._id(number * 10_000 + place),
                "round_id": new["id"],
                "unit_id": name,
            }
            for place, name in enumerate(names, start=1)
        ]
        self._insert(Report, reports)
        self._insert(
            Revision, [{**self.revision, "id": each["id"], "report_id": each["id"]} for each in reports]
        )
        if number % WITH_ANSWERS == 0:
            self._copy(DraftAnswer.__table__, new["id"])
            self._copy(Cell.__table__, new["id"])

    def _insert(self, model: type[Base], rows: list[dict[str, Any]]) -> None:
        self.connection.execute(insert(model), rows)

    def _copy(self, table: Any, round_id: UUID) -> None:
        """The rows of the one report again for every report of the round."""
        report = Report.__table__
        columns = [column.name for column in table.columns]
        taken = {"report_id": report.c.id, "unit_id": report.c.unit_id, "round_id": report.c.round_id}
        chosen = [taken.get(name, table.c[name]) for name in columns]
        rows = (
            select(*chosen)
            .select_from(table)
            .join(report, literal(value=True))
            .where(table.c.report_id == self.report["id"], report.c.round_id == round_id)
            .order_by(report.c.id)
        )
        self.connection.execute(table.insert().from_select(columns, rows))
