"""Browsers without a screen that post to the forms, and what came of it."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from flask.testing import FlaskClient
from werkzeug.datastructures import MultiDict
from werkzeug.test import TestResponse

from forms.answers import Address, Answer
from surveyapp.services import report_views
from surveyapp.services.report_views import ReportView
from tests.a11y.stage import BASE_URL, Fields, Stage, token_of
from tests.a11y.world import REPORTED


@dataclass
class Visitor:
    """A browser that holds the stage's cookies."""

    stage: Stage

    @cached_property
    def client(self) -> FlaskClient:
        return self.stage.client()

    @cached_property
    def token(self) -> str:
        """The token against forged posts, fetched once as a page would hold it."""
        return token_of(self.get("/contact").text)

    def get(self, path: str) -> TestResponse:
        return self.client.get(path, base_url=BASE_URL)

    def post(self, path: str, fields: Fields, **further: object) -> TestResponse:
        data: MultiDict[str, str] = MultiDict({"csrf_token": self.token, **fields})
        return self.client.post(path, base_url=BASE_URL, data=data, **further)


class Coordinator(Visitor):
    """Somebody at a report."""

    def report(self) -> ReportView:
        """The report as it stands."""
        with self.stage.sessions() as session:
            writer = self.stage.writer(session, REPORTED)
            return report_views.load(session, writer.programme_id, writer.report_id, self.stage.now)

    def answer(self, name: str) -> Answer | None:
        """What the draft holds under "key" or "key:row"."""
        return self.report().answers.get(Address(*name.split(":", 1)))

    def type(self, section: str, texts: Mapping[str, str | list[str]], **further: object) -> TestResponse:
        """Save texts in a section, by names without "q:", as a page would that has just been opened."""
        revisions = self.report().revisions
        fields: dict[str, str | list[str]] = {"_act": "save"}
        for name, text in texts.items():
            fields[f"q:{name}"] = text
            fields[f"v:q:{name}"] = str(revisions.get(Address(*name.split(":", 1)), 0))
        return self.post(f"/report/section/{section}", fields, **further)

    def page_of(self, section: str) -> "OpenPage":
        """A section opened now, to be posted later."""
        path = f"/report/section/{section}"
        return OpenPage(self, path, token_of(self.get(path).text), self.report().revisions)


@dataclass
class OpenPage:
    """A page that has been open for a while: its token, and what it has seen."""

    visitor: Visitor
    path: str
    token: str
    revisions: Mapping[Address, int]

    def post(self, texts: Mapping[str, str]) -> TestResponse:
        """Save texts as this page would."""
        fields = {"csrf_token": self.token, "_act": "save"}
        for name, text in texts.items():
            fields |= {f"q:{name}": text, f"v:q:{name}": str(self.revisions.get(Address(name), 0))}
        return self.visitor.post(self.path, fields)


class Office(Visitor):
    """Somebody of the office."""
