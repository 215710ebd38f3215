"""The command `surveyapp`. Each group is imported when it is called, so that `--help` answers at once."""

from importlib import import_module

import click

# group -> (module, what it is for)
GROUPS = {
    "db": ("surveyapp.cli.database", "Create and upgrade the database, and check how it is set."),
    "programme": ("surveyapp.cli.programme", "Import a programme's folder and list programmes."),
    "questionnaire": ("surveyapp.cli.questionnaire", "Check a questionnaire before it is used."),
    "staff": ("surveyapp.cli.staff", "Add people of the office who sign in with a password."),
    "round": ("surveyapp.cli.rounds", "Plan, open, close and watch rounds."),
    "report": ("surveyapp.cli.reports", "Read and review reports: remind, extend, return, accept."),
    "people": ("surveyapp.cli.people", "See who holds which post, import people, hand posts over."),
    "register": ("surveyapp.cli.registers", "See and keep the registers, merge, take in and out as CSV."),
    "conflict": ("surveyapp.cli.conflicts", "List contradictions of reports, and settle them."),
    "recommendation": ("surveyapp.cli.recommendations", "Give, reword and withdraw recommendations."),
    "codes": ("surveyapp.cli.codes", "Read code lists, complete and end their codes."),
    "mail": ("surveyapp.cli.mails", "See what goes out, and keep the programme's own texts."),
    "summary": ("surveyapp.cli.summary", "Print what a round says, or write it to files."),
    "serve": ("surveyapp.cli.serve", "Serve the pages."),
    "worker": ("surveyapp.cli.worker", "Run the clock's ticks: open, close, remind, deliver."),
    "demo": ("surveyapp.cli.demo", "Build and serve the demo programme."),
}


class LazyGroup(click.Group):
    """A group whose commands stand in other modules, named `command` there."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002  # click's signature
        """The commands in the order in which an installation needs them."""
        return list(GROUPS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002  # click's signature
        """The command, imported now."""
        if cmd_name not in GROUPS:
            return None
        command = import_module(GROUPS[cmd_name][0]).command
        return command if isinstance(command, click.Command) else None

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002  # as above
        """List the commands without importing them."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, purpose) for name, (_, purpose) in GROUPS.items()])


@click.group(cls=LazyGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="surveyapp", prog_name="surveyapp")
def cli() -> None:
    """Turnus: reporting rounds, from the planned round to the comparative summary.

    Settings come from the environment (SURVEYAPP_...); docs/operators/settings.md lists them.
    """
