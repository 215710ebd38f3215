"""What a change of posts comes to, told before it is made: links that die, drafts that stay, newcomers."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy.orm import Session

from forms.texts import Text
from surveyapp.models import Person, Programme
from surveyapp.queries import access as access_queries
from surveyapp.services.newcomers import open_reports
from surveyapp.services.people_lists import names_of_units
from surveyapp.services.round_values import local_day
from workflows.states import ReportState


@dataclass(frozen=True, slots=True)
class ReportTouched:
    """An open report of the unit: what is in it, and whether the leaver has a link to it that holds."""

    round_slug: str
    round_name: Text
    state: ReportState
    answered: int
    askable: int
    edited_at: datetime | None
    leaver_has_link: bool


@dataclass(frozen=True, slots=True)
class Consequences:
    """A change at a unit on a day: `leaver` and `newcomer` are names, "" where there is none.

    `comes_later` says that the day lies ahead: links then hold until it, and mails go on it.
    """

    unit_name: str
    on: date
    comes_later: bool
    leaver: str
    newcomer: str
    newcomer_has_address: bool
    reports: tuple[ReportTouched, ...]


def consequences(
    session: Session,
    programme: Programme,
    unit_id: str,
    on: date,
    now: datetime,
    leaver: Person | None = None,
    newcomer: tuple[str, str] = ("", ""),
) -> Consequences:
    """What follows for the unit's open reports; `newcomer` is a name and an address. Nothing is changed."""
    today = local_day(now, programme.zone)
    linked = set()
    if leaver is not None:
        own = access_queries.links_of_person(session, programme.id, leaver.id)
        linked = {report.id for link, report, _ in own if link.revoked_at is None}
    name, address = newcomer
    return Consequences(
        unit_name=names_of_units(session, programme, today).get(unit_id, unit_id),
        on=on,
        comes_later=on > today,
        leaver=leaver.name if leaver else "",
        newcomer=name,
        newcomer_has_address=bool(address),
        reports=tuple(
            ReportTouched(
                round_.slug,
                Text(round_.names),
                ReportState(report.state),
                report.answered_n,
                report.askable_n,
                report.edited_at,
                report.id in linked,
            )
            for report, round_ in open_reports(session, programme.id, unit_id, now)
        ),
    )
