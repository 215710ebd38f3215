"""Refusals and failures as pages: what happened, what is safe, what to do, whom to ask, what was typed."""

from flask import Flask, Response, make_response, render_template
from werkzeug.exceptions import HTTPException, SecurityError

from surveyapp import refusal_words
from surveyapp.web import letterhead
from surveyapp.web.languages import language, say
from surveyapp.web.requests import abandon
from surveyapp.web.typed import typed_texts
from workflows.refusals import Refused

PAGE_OF_STATUS = {
    400: "form",
    403: "forbidden",
    404: "not_found",
    405: "not_found",
    409: "changed",
    410: "gone",
    413: "too_large",
    429: "too_many",
    500: "broken",
    503: "unavailable",
}
"""Which page (`error.<page>.title` and so on) a status gets; others take `form` or, from 500 on, `broken`."""

PAGE_OF_REFUSAL = {
    "link.unknown": ("link", 404),
    "link.revoked": ("link", 404),
    "report.unknown": ("not_found", 404),
    "round.unknown": ("not_found", 404),
    "programme.unknown": ("not_found", 404),
    "mail.unknown": ("not_found", 404),
    "mail_text.unknown": ("not_found", 404),
    "person.unknown": ("not_found", 404),
    "term.unknown": ("not_found", 404),
    "revision.unknown": ("not_found", 404),
    "act.unknown": ("not_found", 404),
    "note.unknown": ("not_found", 404),
    "unit.unknown": ("not_found", 404),
    "recommendation.unknown": ("not_found", 404),
    "agreement.unknown": ("not_found", 404),
    "goal.unknown": ("not_found", 404),
    "seat.unknown": ("not_found", 404),
    "institution.unknown": ("not_found", 404),
    "code_list.unknown": ("not_found", 404),
    "code_list.no_code": ("not_found", 404),
    "code_list.no_questionnaire": ("not_found", 404),
    "session.gone": ("session", 403),
    "role.missing": ("forbidden", 403),
}
"""Which page and status a refusal gets; every other one is 409: it does not fit the state of things.

An unknown link and a revoked one are the same to whoever holds it.
"""

_KEPT_HEADERS = ("Allow", "Retry-After")


def answer_failures(app: Flask) -> None:
    """Answer every refusal and failure with a designed page. Nothing that the request did is kept."""
    app.register_error_handler(Refused, _refused)
    app.register_error_handler(HTTPException, _failed)
    app.register_error_handler(SecurityError, _wrong_host)


def error_page(page: str, status: int, *, happened: str = "", error: Exception | None = None) -> Response:
    """The designed page; `happened` replaces the page's own sentence about what happened."""
    abandon()
    typed = typed_texts(error)
    html = render_template(
        "errors/error.html",
        title=say(f"error.{page}.title"),
        happened=happened or say(f"error.{page}.happened"),
        safe=say("error.safe_typed") if typed else say(f"error.{page}.safe"),
        to_do=say(f"error.{page}.to_do"),
        typed=typed,
    )
    return make_response(html, status)


def reason(refused: Refused) -> str:
    """The sentence of a refusal in the reader's language; "" when its code has none."""
    return refusal_words.sentence(refused, language(), letterhead.current().zone)


def _refused(refused: Refused) -> Response:
    page, status = PAGE_OF_REFUSAL.get(refused.code, ("changed", 409))
    return error_page(page, status, happened=reason(refused))


def _failed(error: HTTPException) -> Response:
    status = error.code or 500
    page = PAGE_OF_STATUS.get(status, "form" if status < 500 else "broken")
    answer = error_page(page, status, error=error)
    given = error.get_response().headers
    for name in _KEPT_HEADERS:
        if name in given:
            answer.headers[name] = given[name]
    return answer


def _wrong_host(_error: SecurityError) -> Response:
    # No page: without a host that is ours no address on it could be made.
    abandon()
    return Response("Unknown host.\n", 400, mimetype="text/plain")


def unavailable_page(_error: Exception) -> Response:
    """Say that the database cannot be had just now, and that trying again is worth it."""
    answer = error_page("unavailable", 503)
    answer.headers["Retry-After"] = "30"
    return answer


def changed_page(_error: Exception) -> Response:
    """Say that somebody else has been faster."""
    return error_page("changed", 409)
