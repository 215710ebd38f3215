"""The demo's start page, and the door through which one enters as somebody of the office."""

from typing import cast
from uuid import UUID

from flask import Blueprint, Flask, current_app, g, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from surveyapp.config import Settings
from surveyapp.services import entrance
from surveyapp.services.tour import tour
from surveyapp.web.cookies import set_key
from surveyapp.web.demo.tour import stops
from surveyapp.web.staff.desk import COOKIE

demo = Blueprint("demo", __name__)


def open_demo(app: Flask) -> None:
    """Add the demo's pages, its start page in the place of the ordinary one."""
    app.register_blueprint(demo)
    app.view_functions["site.start"] = start


def start() -> str:
    """List whom to sign in as, what to look at, and the coordinators with a report to write."""
    settings = cast("Settings", current_app.extensions["settings"])
    doors = entrance.staff_doors(g.session)
    return render_template(
        "demo/start.html",
        staff=doors,
        stops=stops(tour(g.session, g.now), doors),
        reports=entrance.report_doors(g.session, settings.link_key.encode(), g.now),
    )


@demo.post("/demo/staff/<uuid:account_id>")
def enter(account_id: UUID) -> Response:
    """Sign in as somebody of the invented office, without a password; a stop of the tour may be named."""
    key = entrance.enter_as_staff(g.session, account_id, g.now)
    wanted = request.form.get("stop", "")
    found = stops(tour(g.session, g.now), entrance.staff_doors(g.session)) if wanted else ()
    address = next((stop.address for stop in found if stop.key == wanted), url_for("staff.programmes"))
    answer = redirect(address, 303)
    set_key(answer, COOKIE, key)
    return answer
