"""`make setup`: leaves `.venv/bin/surveyapp` and all that the tests need; a second call does nothing."""

import argparse
import fcntl
import sys
from pathlib import Path

from tools.browser import install_browser
from tools.kern import install_kern
from tools.python_packages import install_packages, install_project
from tools.steps import SetupError, say


def main() -> int:
    """Set this checkout up; returns the exit code and says in one line what is missing, if anything is."""
    parser = argparse.ArgumentParser(prog="setup", description="Set this checkout up.")
    parser.add_argument("--without-browser", action="store_true", help="enough to run, not to test")
    wanted = parser.parse_args()
    # Two calls at once in one checkout wait for each other; this file serves as the lock.
    with Path(__file__).open() as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        try:
            install_packages()
            install_project()
            install_kern()
            if not wanted.without_browser:
                install_browser()
        except SetupError as error:
            say(str(error))
            return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
