"""Where the time of one page, one save and one handing in goes: `python -m benchmarks.profile [--seconds S]`.

The real application runs in this process, on SQLite, without a server; every millisecond a timer looks at
what is being done. Unlike a tracing profiler it makes many small calls no dearer than they are.
"""

import argparse
import signal
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType

from flask.testing import FlaskClient
from sqlalchemy import Engine, event
from werkzeug.test import TestResponse

from benchmarks.acts import COOKIE, SAVE_PATH, SAVED_CODE, SAVED_KEY, SECTION_PATH, SUBMIT_PATH
from benchmarks.processes import HOST, load_average, working_folder
from benchmarks.product.building import Built, Visitor, build
from benchmarks.questions import QUESTIONS, answers
from benchmarks.sides import product_environ
from benchmarks.tables import figure, table
from forms.web_form import mark
from surveyapp.app import create_app
from surveyapp.clock import now
from surveyapp.config import read_settings
from surveyapp.db import make_engine, make_session_factory
from surveyapp.web.requests import Application

PORT = 8000
EVERY_S = 0.001
UNTOUCHED_ROUNDS = 2
LAYERS = (
    ("sqlalchemy", "SQLAlchemy"),
    ("pysqlite3", "SQLAlchemy"),
    ("surveyapp/db", "SQLAlchemy"),
    ("surveyapp/models", "SQLAlchemy"),
    ("forms", "forms: rules of the questionnaire"),
    ("workflows", "workflows"),
    ("surveyapp/services", "surveyapp.services"),
    ("surveyapp/queries", "surveyapp.services"),
    ("surveyapp/mail", "surveyapp.mail"),
    ("surveyapp/web", "surveyapp.web"),
    ("surveyapp/wording", "wording, Babel"),
    ("babel", "wording, Babel"),
    ("jinja2", "templates"),
    ("markupsafe", "templates"),
    ("<template>", "templates"),
    ("surveyapp/templates", "templates"),
    ("wtforms", "WTForms"),
    ("flask", "Flask, Werkzeug, tokens"),
    ("flask_wtf", "Flask, Werkzeug, tokens"),
    ("werkzeug", "Flask, Werkzeug, tokens"),
    ("itsdangerous", "Flask, Werkzeug, tokens"),
)
DRIVER_CALLS = frozenset({"do_execute", "do_executemany", "do_commit", "do_begin", "fetchall", "fetchone"})
"""Where SQLAlchemy hands over to the driver; time in there is the database's."""

STEPS = 24
"""How many functions of our own are listed, the dearest first."""


class Sampler:
    """Counts, look by look, the layer that is at work and the functions of ours that it works for."""

    def __init__(self) -> None:
        self.looks = 0
        self.layers: Counter[str] = Counter()
        self.functions: Counter[str] = Counter()

    def look(self, _signal: int, frame: FrameType | None) -> None:
        self.looks += 1
        layer = ""
        seen: set[str] = set()
        while frame is not None:
            file = frame.f_code.co_filename
            layer = layer or layer_of(file, frame.f_code.co_name)
            if name := _ours(file, frame.f_code.co_qualname):
                seen.add(name)
            frame = frame.f_back
        self.layers[layer or "other"] += 1
        self.functions.update(seen)

    @contextmanager
    def looking(self) -> Iterator[None]:
        """Look every millisecond of the wall clock while the body runs."""
        before = signal.signal(signal.SIGALRM, self.look)
        signal.setitimer(signal.ITIMER_REAL, EVERY_S, EVERY_S)
        try:
            yield
        finally:
            signal.setitimer(signal.ITIMER_REAL, 0)
            signal.signal(signal.SIGALRM, before)


def layer_of(file: str, function: str) -> str:
    """The layer of a function; "" for one of the standard library, whose time goes to its caller."""
    if function in DRIVER_CALLS and "sqlalchemy" in file:
        return "the database itself"
    path = "/" + file.rpartition("site-packages/")[2]
    for place, name in LAYERS:
        if f"/{place}/" in path or f"/{place}.py" in path or file == place:
            return name
    return ""


def _ours(file: str, function: str) -> str:
    if "site-packages" in file:
        return ""
    for package in ("surveyapp", "forms", "workflows"):
        _, found, rest = file.partition(f"/{package}/")
        if found and "<" not in function:
            return f"{package}.{rest.removesuffix('.py').replace('/', '.')}.{function}"
    return ""


class _Visits:
    """The application in this process, visited by the coordinators of the benchmark."""

    def __init__(self, app: Application, built: Built) -> None:
        self.app = app
        self.built = built
        self.untouched = [visitor for round_ in built.untouched for visitor in round_]
        self.saves = 0

    def client(self, visitor: Visitor) -> FlaskClient:
        client = self.app.test_client()
        client.set_cookie(COOKIE, visitor.key, domain=HOST)
        return client

    def token(self, client: FlaskClient) -> str:
        page = self._sent(client.get(SECTION_PATH, base_url=f"http://{HOST}"), 200).text
        return page.partition('name="csrf_token"')[2].partition('value="')[2].partition('"')[0]

    def open(self) -> Callable[[], None]:
        client = self.client(self.built.begun[0])
        return lambda: self._get(client)

    def look(self) -> Callable[[], None]:
        """Open reports that nobody has opened since they last changed, each once."""
        clients = (self.client(visitor) for visitor in self.untouched[len(self.untouched) // 2 :])
        return lambda: self._get(next(clients))

    def save(self) -> Callable[[], None]:
        client = self.client(self.built.begun[1])
        token = self.token(client)

        def save() -> None:
            self.saves += 1
            fields = {
                "csrf_token": token,
                f"v:q:{SAVED_KEY}": str(self.saves),
                f"q:{SAVED_KEY}": f"Stand {self.saves}",
            }
            self._post(client, SAVE_PATH, fields, SAVED_CODE)

        return save

    def answer(self) -> Callable[[], None]:
        visitors = iter(self.untouched[: len(self.untouched) // 2])

        def answer() -> None:
            visitor = next(visitors)
            client = self.client(visitor)
            texts = answers(visitor.unit)
            fields: dict[str, str | list[str]] = {"csrf_token": self.token(client)}
            fields |= {f"v:q:{asked.key}": mark(0, "") for asked in QUESTIONS}
            fields |= {f"q:{key}": list(several) for key, several in texts.items()}
            self._post(client, SECTION_PATH, fields)
            self.answered.append((client, str(fields["csrf_token"])))

        self.answered: list[tuple[FlaskClient, str]] = []
        return answer

    def submit(self) -> Callable[[], None]:
        def submit() -> None:
            client, token = self.answered.pop()
            self._post(client, SUBMIT_PATH, {"csrf_token": token})

        return submit

    def _get(self, client: FlaskClient) -> None:
        self._sent(client.get(SECTION_PATH, base_url=f"http://{HOST}"), 200)

    def _post(self, client: FlaskClient, path: str, fields: object, code: int = 303) -> None:
        self._sent(client.post(path, data=fields, base_url=f"http://{HOST}"), code)

    @staticmethod
    def _sent(answer: TestResponse, code: int) -> TestResponse:
        if answer.status_code != code:
            raise RuntimeError(f"{answer.request.path}: {answer.status}")
        return answer


def main() -> None:
    """Build, visit, print."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.profile")
    parser.add_argument("--seconds", type=float, default=5.0, help="how long each act is looked at")
    wanted = parser.parse_args()
    print(f"load average: {load_average()}")
    with working_folder() as folder:
        url = f"sqlite:///{folder / 'product.sqlite3'}"
        built = build(url, folder / "programme", UNTOUCHED_ROUNDS)
        visits, engine = _application(folder, url, built)
        half = len(visits.untouched) // 2
        _show("open a section again (GET)", visits.open(), engine, wanted.seconds)
        _show("open a section for the first time (GET)", visits.look(), engine, wanted.seconds, half)
        _show("save one field (POST)", visits.save(), engine, wanted.seconds)
        _show("open, then save 40 answers (GET and POST)", visits.answer(), engine, wanted.seconds, half)
        _show("hand in (POST)", visits.submit(), engine, wanted.seconds, len(visits.answered))
        engine.dispose()


def _application(folder: Path, url: str, built: Built) -> tuple[_Visits, Engine]:
    settings = read_settings(product_environ(folder, url, PORT))
    engine = make_engine(url)
    app = create_app(settings, session_factory=make_session_factory(engine), clock=now)
    return _Visits(app, built), engine


def _show(title: str, act: Callable[[], None], engine: Engine, seconds: float, most: int = 10**6) -> None:
    """Do the act until time or acts are over, and print what it cost. The first one is not counted."""
    statements: Counter[str] = Counter()
    act()

    def note(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        statements[" ".join(statement.split())[:70]] += 1

    event.listen(engine, "before_cursor_execute", note)
    sampler, done, began, cpu = Sampler(), 0, time.perf_counter(), time.process_time()
    with sampler.looking():
        while done < most - 1 and time.perf_counter() - began < seconds:
            act()
            done += 1
    each_ms = [
        figure(took / done * 1000) for took in (time.perf_counter() - began, time.process_time() - cpu)
    ]
    event.remove(engine, "before_cursor_execute", note)
    print(f"\n{title}: {each_ms[0]} ms, of it {each_ms[1]} ms of a core; {done} times\n")
    print(table(("layer at work", "%"), _parts(sampler.layers, sampler.looks)))
    print("\n" + table(("in or below", "%"), _parts(sampler.functions, sampler.looks)))
    print(f"\n{figure(statements.total() / done)} statements each time")
    for statement, times in statements.most_common(30):
        print(f"  {times / done:5.1f}  {statement}")


def _parts(counted: Counter[str], looks: int) -> list[tuple[str, str]]:
    return [(name, f"{100 * times / looks:.1f}") for name, times in counted.most_common(STEPS)]


if __name__ == "__main__":
    main()
