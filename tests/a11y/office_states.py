"""States of the office's pages."""

from sqlalchemy import select

from surveyapp.models import OutgoingMail, Programme
from surveyapp.services import review
from surveyapp.services.drafts import keep_late_note
from surveyapp.services.rounds import follow_the_clock
from surveyapp.services.ticks import operator
from tests.a11y.registry import Builder, State, at
from tests.a11y.report_states import exempt as build_exempt
from tests.a11y.report_states import returned as build_returned
from tests.a11y.stage import Stage, Visit
from tests.a11y.world import BEGUN, CLOSED, HANDED_IN, PROGRAMME, REPORTED

BOARD = f"{PROGRAMME}/rounds/2010"
NEW = f"{PROGRAMME}/rounds/new"


def wrong_password(_stage: Stage) -> Visit:
    fields = {"email": "ines@example.org", "password": "falsch"}
    return Visit("/staff/sign-in", fields, origin="/staff/sign-in")


def locked(stage: Stage) -> Visit:
    visit = wrong_password(stage)
    for _ in range(5):
        stage.answer(visit)
    return visit


def posted(path: str, fields: dict[str, str]) -> Builder:
    def build(stage: Stage) -> Visit:
        stage.sign_in()
        return Visit(path, fields, origin=NEW)

    return build


def report_page(build: Builder | None, unit: str = REPORTED) -> Builder:
    def build_page(stage: Stage) -> Visit:
        if build is not None:
            build(stage)
        stage.sign_in()
        return Visit(f"{BOARD}/reports/{unit}")

    return build_page


def extended(stage: Stage) -> Visit:
    with stage.at_work() as session:
        writer = stage.writer(session, BEGUN)
        who = operator(session, stage.now)
        until = review.LocalMoment(CLOSED.date().replace(day=30), CLOSED.time(), "Europe/Berlin")
        review.extend(session, who, writer.programme_id, writer.report_id, until, stage.now)
    return Visit(BOARD)


def late_note(stage: Stage) -> Visit:
    with stage.at_work() as session:
        writer = stage.writer(session)
        texts = {"q:message": "Kam zu spät."}
        keep_late_note(session, writer.actor_id, writer.programme_id, writer.report_id, texts, CLOSED)
    return Visit(BOARD)


def closed(path: str) -> Builder:
    def build(stage: Stage) -> Visit:
        stage.now = CLOSED
        with stage.at_work() as session:
            follow_the_clock(session, operator(session, CLOSED), CLOSED)
        stage.sign_in()
        return Visit(path)

    return build


def one_mail(stage: Stage) -> Visit:
    stage.sign_in()
    with stage.at_work() as session:
        programme = session.scalars(select(Programme).where(Programme.slug == "olov-hessen")).one()
        mail = session.scalars(
            select(OutgoingMail).where(OutgoingMail.programme_id == programme.id).order_by(OutgoingMail.id)
        ).first()
        assert mail is not None
        return Visit(f"{PROGRAMME}/mails/{mail.id}")


OFFICE_STATES = (
    State("sign in", at("/staff/sign-in"), quick=True),
    State("sign in, English", at("/staff/sign-in"), language="en"),
    State("sign in, wrong", wrong_password, 422),
    State("sign in, locked", locked, 422),
    State("programmes", at("/staff", who="ines")),
    State("rounds, none", at("/staff/elsewhere", who="ines")),
    State("rounds", at(PROGRAMME, who="ines")),
    State("rounds, English", at(PROGRAMME, who="ines"), language="en"),
    State("board, planned", at(f"{PROGRAMME}/rounds/2011", who="ines")),
    State("board, open", at(BOARD, who="ines"), quick=True),
    State("board, open, English", at(BOARD, who="ines"), language="en"),
    State("board, closed", closed(BOARD)),
    State("open", at(f"{PROGRAMME}/rounds/2011/open", who="ines")),
    State("open, refused", posted(f"{BOARD}/open", {}), 409),
    State("close", at(f"{BOARD}/close", who="ines")),
    State("report, untouched", report_page(None)),
    State("report, begun", report_page(None, BEGUN)),
    State("report, extended", report_page(extended, BEGUN)),
    State("report, submitted", report_page(None, HANDED_IN)),
    State("report, submitted, English", report_page(None, HANDED_IN), language="en"),
    State("report, returned", report_page(build_returned)),
    State("report, exempt", report_page(build_exempt)),
    State("report, late note", report_page(late_note)),
    State("report, closed", closed(f"{BOARD}/reports/{BEGUN}")),
    State("report, no note", posted(f"{BOARD}/reports/{HANDED_IN}/return", {"note": ""}), 422),
    State("report, refused", posted(f"{BOARD}/reports/{BEGUN}/return", {"note": "?", "version": "99"}), 409),
    State("mails, none", at("/staff/elsewhere/mails", who="ines")),
    State("mails", at(f"{PROGRAMME}/mails", who="ines")),
    State("mails, none in this state", at(f"{PROGRAMME}/mails?state=bounced", who="ines")),
    State("mail", one_mail),
)
