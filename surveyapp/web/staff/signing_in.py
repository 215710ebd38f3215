"""Signing in and out, and the language of the person."""

from flask import g, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from surveyapp import wording
from surveyapp.services import accounts
from surveyapp.web.cookies import drop_key, read_key, set_key
from surveyapp.web.languages import choose, same_site_path
from surveyapp.web.staff import desk

Answer = Response | str | tuple[str, int]


def sign_in() -> Answer:
    """The page that asks for address and password; whoever is signed in goes on."""
    if request.method == "POST":
        return _try()
    if desk.member() is not None:
        return redirect(_onward(), 303)
    return render_template("staff/sign_in.html", way_on=_onward(), email="", why_not=None)


def _try() -> Answer:
    email = request.form.get("email", "").strip()
    tried = accounts.sign_in(g.session, email, request.form.get("password", ""), g.now)
    if tried.key is None:
        page = render_template("staff/sign_in.html", way_on=_onward(), email=email, why_not=tried.why_not)
        return page, 422
    answer = redirect(_onward(), 303)
    set_key(answer, desk.COOKIE, tried.key)
    return answer


def _onward() -> str:
    """Where to go after signing in: back to the page that was asked for, if it is one of this site."""
    way = same_site_path(request.values.get("next", ""))
    return url_for("staff.programmes") if way == "/" else way


def sign_out() -> Response:
    """End this browser's session."""
    key = read_key(request, desk.COOKIE)
    if key is not None:
        accounts.sign_out(g.session, key, g.now)
    answer = redirect(url_for("staff.sign_in"), 303)
    drop_key(answer, desk.COOKIE)
    return answer


def language() -> Response:
    """Remember the language in this browser and with the person, and go back."""
    code = request.form.get("language", "")
    answer = redirect(same_site_path(request.form.get("next", "/")), 303)
    choose(answer, code)
    if code in wording.languages():
        accounts.choose_language(g.session, desk.current().member.account_id, code)
    return answer
