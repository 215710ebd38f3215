"""Serving the pages with granian."""

import os

import click

from surveyapp.cli.context import here

THREADS = 2
"""Requests under way at once: more only take the interpreter from each other, and all become slower."""


@click.command("serve")
@click.option("--host", help="The address to listen on; by default SURVEYAPP_HOST.")
@click.option("--port", type=int, help="The port; by default SURVEYAPP_PORT.")
@click.option(
    "--with-ticks", is_flag=True, help="Run the clock's ticks in the same process; then start no worker."
)
def command(host: str | None, port: int | None, with_ticks: bool) -> None:
    """Serve the pages in one process. Run `surveyapp worker` beside it, or say --with-ticks."""
    found = here(serving=True)
    serve(host or found.settings.host, port or found.settings.port, with_ticks=with_ticks)


def serve(host: str, port: int, *, with_ticks: bool) -> None:
    """Serve until a signal ends it. The server's own access log stays off: addresses hold tokens."""
    from granian import Granian  # heavy: the command line stays quick
    from granian.constants import Interfaces  # as above

    os.environ["SURVEYAPP_PORT"] = str(port)
    target = "surveyapp.single:app" if with_ticks else "surveyapp.wsgi:app"
    Granian(
        target,
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        workers=1,
        blocking_threads=THREADS,
        websockets=False,
        log_access=False,
    ).serve()
