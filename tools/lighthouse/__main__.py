"""`python -m tools.lighthouse ADDRESS`: Lighthouse's accessibility and best practices of a report's pages.

ADDRESS is the personal link of a report that has been handed in and may still be corrected, since only such a
one has all four pages; the demo's first page lists some. Each page is looked at as on a telephone and as on a
desk. Prints a line for each, and what keeps it below 100; ends with 1 when anything does. A page with planted
faults is looked at first: where none is found, no other finding counts.
"""

import json
import os
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPSConnection
from http.cookies import SimpleCookie
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Thread
from typing import Any
from urllib.parse import urlsplit

from tools.browser import COMMAND, FLAGS
from tools.node_packages import find_npm, install_node_packages
from tools.steps import SetupError, run

FOLDER = Path(__file__).parent
CATEGORIES = ("accessibility", "best-practices")
PAGES = ("/report", "/report/section/a", "/report/section/c", "/report/check", "/report/receipt")
SCREENS: Mapping[str, tuple[str, ...]] = {"telephone": (), "desk": ("--preset=desktop",)}
FULL = 100


@dataclass(frozen=True, slots=True)
class Scores:
    """What Lighthouse gives a page: 0 to 100 for each category, and the audits that cost something."""

    of: Mapping[str, int]
    faults: tuple[str, ...]


def main(address: str) -> int:
    """Look at every page; gives the number of the process' end."""
    install_node_packages(FOLDER)
    look_at_planted_faults()
    cookie = enter(address)
    origin = address.split("/z/", 1)[0]
    print(f"{'':30}{'':10}" + "".join(f"{name:>16}" for name in CATEGORIES))
    least = FULL
    for page in PAGES:
        for screen, choice in SCREENS.items():
            scores = scores_of(audit(origin + page, cookie, choice), origin + page)
            print(
                f"{page:30}{screen:10}" + "".join(f"{scores.of[name]:16}" for name in CATEGORIES), flush=True
            )
            for fault in scores.faults:
                print(f"    {fault}")
            least = min(least, *scores.of.values())
    return 0 if least == FULL else 1


class Planted(BaseHTTPRequestHandler):
    """Serves a page on which each category finds something."""

    def do_GET(self) -> None:
        """Send the page; http.server names this method."""
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        self.end_headers()
        self.wfile.write(b"<title>x</title><img src=/x><input><script>throw new Error('planted')</script>")

    def log_message(self, *_words: object) -> None:
        """Say nothing about it."""


def look_at_planted_faults() -> None:
    """SetupError unless both categories find what is planted for them."""
    server = HTTPServer(("127.0.0.1", 0), Planted)
    Thread(target=server.serve_forever, daemon=True).start()
    address = f"http://127.0.0.1:{server.server_port}/"
    blind = [name for name, score in scores_of(audit(address, "", ()), address).of.items() if score == FULL]
    server.shutdown()
    if blind:
        raise SetupError(f"planted faults are not found by {', '.join(blind)}")


def enter(address: str) -> str:
    """Press the button behind a personal link; gives the cookies. SetupError where the link does not hold."""
    place = urlsplit(address)
    kind = HTTPSConnection if place.scheme == "https" else HTTPConnection
    connection = kind(place.netloc)
    connection.request("POST", place.path)
    answer = connection.getresponse()
    given = SimpleCookie()
    for line in answer.headers.get_all("Set-Cookie", []):
        given.load(line)
    connection.close()
    if not given:
        raise SetupError(f"no way in through {address}: the server answers {answer.status}")
    return "; ".join(f"{name}={morsel.value}" for name, morsel in given.items())


def audit(address: str, cookie: str, choice: tuple[str, ...]) -> dict[str, Any]:
    """Lighthouse's own report about one page."""
    _npm, path = find_npm()
    with TemporaryDirectory() as folder:
        headers, report = Path(folder) / "headers.json", Path(folder) / "report.json"
        headers.write_text(json.dumps({"Cookie": cookie}))
        run(
            *("node", FOLDER / "node_modules" / "lighthouse" / "cli" / "index.js", address),
            *(f"--only-categories={','.join(CATEGORIES)}", f"--extra-headers={headers}"),
            *("--output=json", f"--output-path={report}", "--quiet", "--no-enable-error-reporting"),
            f"--chrome-flags={' '.join(('--headless', *FLAGS))}",
            *choice,
            environment={
                "CHROME_PATH": str(COMMAND),
                "PATH": path,
                "TMPDIR": os.environ.get("TMPDIR", folder),
            },
        )
        found: dict[str, Any] = json.loads(report.read_text())
        return found


def scores_of(report: Mapping[str, Any], asked: str) -> Scores:
    """A report in short. SetupError where another page than the one asked for has answered."""
    if urlsplit(report["finalDisplayedUrl"]).path != urlsplit(asked).path:
        raise SetupError(
            f"{asked} leads to {report['finalDisplayedUrl']}: is the report handed in, and open?"
        )
    found = {name: report["categories"][name] for name in CATEGORIES}
    scores = {name: round(FULL * (each["score"] or 0)) for name, each in found.items()}
    return Scores(scores, tuple(_faults(report["audits"], found)))


def _faults(audits: Mapping[str, Any], categories: Mapping[str, Any]) -> Iterator[str]:
    for category in categories.values():
        for reference in category["auditRefs"]:
            found = audits[reference["id"]]
            if reference["weight"] and found["score"] is not None and found["score"] < 1:
                yield f"{found['id']}: {found['title']}"
                for item in found.get("details", {}).get("items", []):
                    yield f"    {json.dumps(item, ensure_ascii=False)[:300]}"


if __name__ == "__main__":
    if len(sys.argv) != 2 or "/z/" not in sys.argv[1]:
        sys.exit("usage: python -m tools.lighthouse ADDRESS   (a personal link: …/z/…)")
    try:
        sys.exit(main(sys.argv[1]))
    except SetupError as error:
        sys.exit(f"lighthouse: {error}")
