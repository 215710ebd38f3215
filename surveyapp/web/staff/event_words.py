"""Events in words: what happened, about what, and the facts that are worth a line."""

from datetime import date

from surveyapp import wording
from surveyapp.services.log_entries import About, Entry
from surveyapp.web.languages import language, say

NEVER_ENDS = date.max.isoformat()
FIELDS = ("name", "email", "phone", "language")


def event_words(action: str) -> str:
    """An event in words; its bare name where there are none."""
    key = f"event.{action}"
    return say(key) if wording.has_wording(key, language()) else action


def who_words(entry: Entry) -> str:
    """Who acted: the name, else what kind of actor it was."""
    return entry.who or say(f"log.actor.{entry.actor_kind}")


def about_words(about: About) -> str:
    """What an event is about, in one line; "" where nothing is left to name."""
    parts = [about.unit_name, about.person, about.mail]
    if about.round_name is not None:
        parts.append(about.round_name.in_(language()))
    return " · ".join(part for part in parts if part)


def facts_in_words(entry: Entry) -> str:
    """The facts of an event that say more than its name; "" where there are none."""
    details, told = entry.details, []
    if fields := [field for field in details.get("fields", ()) if field in FIELDS]:
        told.append(wording.listed([say(f"people.field.{field}") for field in fields], language()))
    if "revision" in details:
        told.append(say("log.fact.revision", number=details["revision"]))
    if "choice" in details:
        code, label, list_ = (str(details[name]) for name in ("choice", "label", "list"))
        told.append(say("log.fact.choice", label=label, code=code, list=list_))
    if entry.action == "questionnaire.renewed":
        told.append(
            say("log.fact.version", questionnaire=details["questionnaire"], version=details["version"])
        )
    role = f"log.role.{details.get('role')}"  # of an account; posts have roles of their own, told elsewhere
    if wording.has_wording(role, language()):
        told.append(say(role))
    if "on" in details:
        told.append(say("log.fact.on", day=_day(details["on"])))
    elif details.get("until") and details["until"] != NEVER_ENDS and "person" in details:
        told.append(say("log.fact.until", day=_day(details["until"])))
    if "reason" in details:
        key = f"log.reason.{details['reason']}"
        told.append(say(key) if wording.has_wording(key, language()) else str(details["reason"]))
    return ", ".join(told)


def _day(text: str) -> str:
    try:
        return wording.short_day(date.fromisoformat(text), language())
    except ValueError:
        return text
