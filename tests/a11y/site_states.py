"""States of the public pages, and of refusals and failures."""

from flask import abort
from sqlalchemy.exc import OperationalError

from tests.a11y.registry import State, at
from tests.a11y.stage import Stage, Visit
from tests.a11y.world import CLOSED, REPORTED

TYPED = {"q:message": "Ein Absatz, den niemand verlieren möchte.", "q:meetings_n": "4"}


def door(stage: Stage) -> Visit:
    with stage.at_work() as session:
        return Visit(f"/z/{stage.writer(session).token}")


def session_gone_with_text(_stage: Stage) -> Visit:
    return Visit("/report/section/c", TYPED)


def forged(stage: Stage) -> Visit:
    stage.enter()
    return Visit("/report/section/c", TYPED, forged=True)


def forbidden(stage: Stage) -> Visit:
    stage.sign_in("lena")
    return Visit("/staff/olov-hessen/rounds/new")


def wrong_method(_stage: Stage) -> Visit:
    return Visit("/contact", TYPED)


def too_late_to_hand_in(stage: Stage) -> Visit:
    stage.enter()
    stage.now = CLOSED
    return Visit("/report/submit", {})


def too_large(stage: Stage) -> Visit:
    stage.enter()
    stage.app.config["MAX_CONTENT_LENGTH"] = 2000
    return Visit("/report/section/c", {"q:message": "lang " * 500}, origin="/report/section/c")


def too_many(stage: Stage) -> Visit:
    stage.fail("site.contact", lambda: abort(429))
    return Visit("/contact")


def broken(stage: Stage) -> Visit:
    def fail() -> None:
        raise RuntimeError("unforeseen")

    stage.enter(REPORTED)
    stage.fail("respondent.overview", fail)
    return Visit("/report")


def unavailable(stage: Stage) -> Visit:
    def fail(key: str) -> None:
        raise OperationalError(f"SELECT {key}", {}, Exception("locked"))

    stage.enter(REPORTED)
    stage.fail("respondent.save", fail)
    return Visit("/report/section/c", TYPED, origin="/report")


SITE_STATES = (
    State("start", at("/"), mode="development"),
    State("start of the demo", at("/"), quick=True),
    State("start of the demo, English", at("/"), language="en"),
    State("accessibility", at("/accessibility")),
    State("accessibility, English", at("/accessibility"), language="en"),
    State("contact", at("/contact")),
    State("door", door),
    State("door, English", door, language="en"),
    State("nothing here", at("/nothing-here"), 404),
    State("unknown link", at("/z/" + "A" * 43), 404),
    State("unknown link, English", at("/z/" + "A" * 43), 404, "en"),
    State("session gone", at("/report"), 403),
    State("session gone with typed text", session_gone_with_text, 403, quick=True),
    State("forged", forged, 400),
    State("forbidden", forbidden, 403),
    State("wrong method", wrong_method, 405),
    State("too late to hand in", too_late_to_hand_in, 409),
    State("too large", too_large, 413),
    State("too many", too_many, 429),
    State("broken", broken, 500),
    State("unavailable with typed text", unavailable, 503),
)
