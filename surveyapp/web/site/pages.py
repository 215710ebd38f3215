"""All addresses that need no session."""

from flask import Blueprint, current_app, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from surveyapp.web.languages import choose, same_site_path

SIGN_IN = "staff.sign_in"

site = Blueprint("site", __name__)


@site.get("/")
def start() -> str:
    """Say what this is and where to go on. The demo puts a page of its own in this place."""
    sign_in = url_for(SIGN_IN) if SIGN_IN in current_app.view_functions else ""
    return render_template("site/start.html", sign_in=sign_in)


@site.get("/accessibility")
def accessibility() -> str:
    """The statement on accessibility, with the way to report a barrier."""
    return render_template("site/accessibility.html")


@site.get("/contact")
def contact() -> str:
    """Whom to ask, and who runs this website."""
    return render_template("site/contact.html")


@site.post("/language")
def language() -> Response:
    """Remember the language that the reader has chosen, and go back to the page they came from."""
    answer = redirect(same_site_path(request.form.get("next", "/")), 303)
    choose(answer, request.form.get("language", ""))
    return answer
