"""Rows of rounds and programmes as the frozen values that the rules take."""

from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from surveyapp.models import Programme, Report, Round
from surveyapp.queries.standing import StandingReport
from workflows.calendars import Calendar, LocalMoment
from workflows.reminder_policy import ReminderPolicy, Step
from workflows.reports import Standing, report_phase
from workflows.rounds import RoundPlan
from workflows.states import Phase, ReportState, Trigger
from workflows.windows import Window, extended


def plan_of(round_: Round) -> RoundPlan:
    """The round as it was planned."""
    return RoundPlan(
        opens=LocalMoment(round_.opens_day, round_.opens_time, round_.zone),
        due=LocalMoment(round_.due_day, round_.due_time, round_.zone),
        closes=LocalMoment(round_.closes_day, round_.closes_time, round_.zone),
        opening=Trigger(round_.opening),
        closing=Trigger(round_.closing),
        period_from=round_.period_from,
        cutoff_on=round_.cutoff_on,
        reminders=policy_of(round_),
    )


def window_of(round_: Round | StandingReport) -> Window:
    """When the round takes in reports; the instants are those stored with the plan."""
    return Window(
        opens_at=round_.opens_at,
        due_at=round_.due_at,
        closes_at=round_.closes_at,
        opening=Trigger(round_.opening),
        closing=Trigger(round_.closing),
        opened_at=round_.opened_at,
        closed_at=round_.closed_at,
    )


def phase_of(round_: Round | StandingReport, report: Report | StandingReport, now: datetime) -> Phase:
    """Where the report stands in its window, its own extension and a return with a date included."""
    return report_phase(
        window_of(round_), now, ReportState(report.state), report.extended_at, report.returned_until_at
    )


def due_of(round_: Round | StandingReport, report: Report | StandingReport) -> datetime:
    """The report's due with its extension; the last minute in time, local."""
    return last_minute(extended(round_.due_at, report.extended_at), round_.zone)


def closes_of(round_: Round | StandingReport, report: Report | StandingReport) -> datetime:
    """The report's close with its extension and what a return gave; the last minute, local."""
    closes_at = extended(round_.closes_at, report.extended_at)
    return last_minute(extended(closes_at, report.returned_until_at), round_.zone)


def standing_of(report: Report) -> Standing:
    """The report as counting rules take it."""
    return Standing(
        unit=report.unit_id,
        state=ReportState(report.state),
        extended_until=report.extended_at,
        returned_until=report.returned_until_at,
        handed_in_at=report.handed_in_at,
    )


def policy_of(round_: Round) -> ReminderPolicy:
    """The round's reminders."""
    return ReminderPolicy(
        steps=tuple(
            Step(step["key"], "due", step["offset_days"], step["working_days"])
            for step in round_.reminders["steps"]
        ),
        at=time.fromisoformat(round_.reminders["at"]),
        zone=round_.zone,
    )


def policy_as_data(policy: ReminderPolicy) -> dict[str, Any]:
    """The policy as it is stored with the round."""
    return {
        "at": policy.at.isoformat(timespec="minutes"),
        "steps": [
            {"key": step.key, "offset_days": step.offset_days, "working_days": step.working_days}
            for step in policy.steps
        ],
    }


def calendar_of(programme: Programme) -> Calendar:
    """The working days of the programme."""
    kept = programme.settings.get("holidays", {})
    return Calendar(
        country=kept.get("country", "DE"),
        subdivision=kept.get("subdivision"),
        closing_days=frozenset(date.fromisoformat(day) for day in kept.get("closing_days", ())),
        language=programme.languages[0],
    )


def local_day(now: datetime, zone: str) -> date:
    """The day it is in that zone."""
    return now.astimezone(ZoneInfo(zone)).date()


def last_minute(deadline_at: datetime, zone: str) -> datetime:
    """The last minute in which something is in time, as local time: what people are told."""
    return (deadline_at - timedelta(minutes=1)).astimezone(ZoneInfo(zone))


def words_of_layer(settings: Mapping[str, Any], layer: str = "") -> Mapping[str, Mapping[str, str]]:
    """What a programme with these settings calls the units of a layer: language -> {one, many}."""
    own: Mapping[str, Mapping[str, str]] = settings.get("layer_words", {}).get(layer, {})
    return own or settings.get("unit_words", {})


def unit_word(programme: Programme, language: str, *, layer: str = "", many: bool = False) -> str:
    """What the programme calls its units in that language: those of a layer, or all of them."""
    words = words_of_layer(programme.settings, layer)
    chosen = words.get(language) or words.get(programme.languages[0]) or {"one": "Region", "many": "Regionen"}
    return str(chosen["many" if many else "one"])


def named(names: dict[str, str], language: str) -> str:
    """The name in the language, else the first one there is."""
    return names.get(language) or next(iter(names.values()), "")


def mail_domain(programme: Programme) -> str:
    """The domain of the programme's Message-IDs: that of the address people answer to."""
    return str(programme.settings["contact"]["email"]).rpartition("@")[2]
