"""A shell on the league's office, whose reports have entered registers and contradict them."""

import time_machine

from tests.services.register_cast import accepting

PROGRAMME = ("--programme", "bund")
NOW = accepting(2026)


def run(shell, *words):
    """Run a command in the year after the last round."""
    with time_machine.travel(NOW, tick=False):
        return shell.run(*words)


def refused(shell, *words):
    """What a command says that is refused."""
    done = run(shell, *words)
    assert (done.exit_code, done.stdout) == (1, "")
    return done.stderr.splitlines()
