"""The clock's ticks in a process of their own."""

import click

from surveyapp.cli.context import here
from surveyapp.scheduler import blocking


@click.command("worker")
@click.option("--once", is_flag=True, help="Run each tick once and end.")
def command(once: bool) -> None:
    """Run the clock's ticks: open and close rounds, claim reminders, hand mails over. Several may run."""
    jobs = here(serving=True).jobs()
    jobs.scan()
    jobs.deliver()
    if not once:
        blocking(jobs.scan, jobs.deliver).start()
