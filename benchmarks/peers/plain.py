"""The plain baseline: Flask, WTForms and SQLAlchemy as their guides show them, one page, one commit.

It checks a link, guards against forged posts, shows what was answered and last round's answers beside it. It
has no sessions, languages, drafts, revisions or mails. PLAIN_DATABASE_URL says where its rows are.
"""

import os

from flask import Flask, abort, redirect, render_template
from flask_wtf import FlaskForm
from sqlalchemy import select
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response
from wtforms import Field, IntegerField, RadioField, SelectMultipleField, StringField, TextAreaField, widgets
from wtforms.validators import Length, NumberRange, Optional

from benchmarks.peers.rows import LAST_ROUND, THIS_ROUND, Answer, Submission, Unit, keep, make_engine
from benchmarks.questions import CHOICES, QUESTIONS, Asked, Kind


def _field(asked: Asked) -> Field:
    match asked.kind:
        case Kind.ONE:
            return RadioField(asked.text, choices=list(CHOICES.items()), validators=[Optional()])
        case Kind.MANY:
            return SelectMultipleField(
                asked.text,
                choices=list(CHOICES.items()),
                option_widget=widgets.CheckboxInput(),
                widget=widgets.ListWidget(prefix_label=False),
            )
        case Kind.NUMBER:
            return IntegerField(asked.text, validators=[Optional(), NumberRange(0, 10**9)])
        case Kind.SHORT:
            return StringField(asked.text, validators=[Length(max=300)])
        case Kind.LONG:
            return TextAreaField(asked.text, validators=[Length(max=5000)])


ReportForm = type("ReportForm", (FlaskForm,), {asked.key: _field(asked) for asked in QUESTIONS})
KINDS = {asked.key: asked.kind for asked in QUESTIONS}

app = Flask(__name__)
app.config.update(SECRET_KEY="not secret: invented answers only", SESSION_COOKIE_SAMESITE="Lax")
engine = make_engine(os.environ["PLAIN_DATABASE_URL"])


@app.route("/f/<token>", methods=["GET", "POST"])
def report(token: str) -> str | Response:
    with Session(engine) as session:
        unit = session.scalar(select(Unit).where(Unit.token == token)) or abort(404)
        form = ReportForm(data=_data(_answers(session, unit, THIS_ROUND)))
        if form.validate_on_submit():
            keep(session, unit.id, THIS_ROUND, {key: _texts(form[key].data) for key in KINDS})
            session.commit()
            return redirect("/done", 303)
        return render_template("form.html", form=form, unit=unit, last=_answers(session, unit, LAST_ROUND))


@app.get("/done")
def done() -> str:
    return "stored"


def _answers(session: Session, unit: Unit, round_: str) -> dict[str, str]:
    """What the unit handed in last in the round."""
    newest = (
        select(Submission.id)
        .where(Submission.unit_id == unit.id, Submission.round == round_)
        .order_by(Submission.id.desc())
        .limit(1)
        .scalar_subquery()
    )
    rows = session.scalars(select(Answer).where(Answer.submission_id == newest))
    return {row.key: row.value for row in rows}


def _data(found: dict[str, str]) -> dict[str, object]:
    """The answers as the fields take them."""
    data: dict[str, object] = {}
    for key, value in found.items():
        match KINDS[key]:
            case Kind.MANY:
                data[key] = value.split()
            case Kind.NUMBER:
                data[key] = int(value) if value else None
            case _:
                data[key] = value
    return data


def _texts(value: object) -> tuple[str, ...]:
    if isinstance(value, list):
        return tuple(value)
    return ("" if value is None else str(value),)
