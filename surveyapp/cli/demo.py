"""The demo: built into a database of its own, served with everything in one process."""

import os
import socket
from datetime import date, datetime
from zoneinfo import ZoneInfo

import click

from surveyapp import clock
from surveyapp.cli.context import database_option, fail, here, refusals_told
from surveyapp.cli.serve import serve
from surveyapp.config import Mode
from surveyapp.db import current_revision, downgrade, transaction, upgrade
from surveyapp.installation import Installation
from surveyapp.services.boards import all_programmes

DEMO_PROGRAMME = "olov-hessen"
DEMO_ZONE = ZoneInfo("Europe/Berlin")


@click.group()
def command() -> None:
    """Build and serve the demo programme. Its people and reports are invented."""
    os.environ["SURVEYAPP_MODE"] = Mode.DEMO


@command.command("build")
@database_option
@click.option(
    "--as-of",
    type=click.DateTime(["%Y-%m-%d"]),
    metavar="DATE",
    help="Build the demo as it stands when this day begins; by default today. Equal for equal days.",
)
@click.option("--fresh", is_flag=True, help="Throw an earlier demo in this database away first.")
@refusals_told
def build_command(database: str | None, as_of: datetime | None, fresh: bool) -> None:
    """Build the demo: the rounds of 2009 and 2010, a closed round and one that is open on the day."""
    found = here(database, checked=False)
    if fresh:
        _throw_away(found)
    upgrade(found.engine)
    if _programmes(found):
        fail("There is a programme in this database already. Say --fresh to build the demo anew.")
    _build(found, as_of.date() if as_of else _today())


@command.command("serve")
@click.option(
    "--port", type=int, help="The port; by default SURVEYAPP_PORT, or a free one when that is taken."
)
@refusals_told
def serve_command(port: int | None) -> None:
    """Serve the demo with pages and ticks in one process; build it first if it is missing."""
    found = here(checked=False, serving=True)
    host = found.settings.host
    chosen = port or _free_port(host, found.settings.port)
    upgrade(found.engine)
    programmes = _programmes(found)
    if not programmes:
        click.echo("Building the demo …")
        _build(found, _today())
    elif programmes != [DEMO_PROGRAMME]:
        fail("This database holds programmes that are not the demo. Name another in SURVEYAPP_DATABASE_URL.")
    click.echo(f"\nTurnus is at http://{host}:{chosen}/ (end it with Ctrl+C)\n")
    serve(host, chosen, with_ticks=True)


def _build(found: Installation, as_of: date) -> None:
    from surveyapp.demo.building import build_demo

    with transaction(found.session_factory) as session:
        built = build_demo(session, as_of, tell=click.echo)
    click.echo(f"The demo stands as of {built.as_of}; its open round is {built.rounds[-1]}.")


def _throw_away(found: Installation) -> None:
    """Empty the database, unless it holds something else than the demo."""
    if current_revision(found.engine) is None:
        return
    if set(_programmes(found)) - {DEMO_PROGRAMME}:
        fail("This database holds programmes that are not the demo; nothing was changed.")
    downgrade(found.engine, "base")


def _programmes(found: Installation) -> list[str]:
    with transaction(found.session_factory) as session:
        return [programme.slug for programme in all_programmes(session)]


def _today() -> date:
    return clock.now().astimezone(DEMO_ZONE).date()


def _free_port(host: str, wanted: int) -> int:
    """The wanted port, or a free one when somebody listens there."""
    for port in (wanted, 0):
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind((host, port))
            except OSError:
                continue
            return int(probe.getsockname()[1])
    return wanted
