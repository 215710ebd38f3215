"""A sketch of the reachable: one skeleton, values as JSON beside it, one document, one durable commit.

It checks a link and a token against forged posts, and nothing else: no session, language, page of errors,
draft, revision or mail. PLAIN_DATABASE_URL names the rows of the plain application.
"""

import hmac
import json
import os
import sqlite3
import threading
from html import escape
from typing import Any

from flask import Flask, Response, abort, request
from sqlalchemy import make_url

from benchmarks.peers.rows import LAST_ROUND, THIS_ROUND
from benchmarks.questions import CHOICES, QUESTIONS, Asked, Kind

KEY = b"not secret: invented answers only"
URL = make_url(os.environ["PLAIN_DATABASE_URL"])
ON_SQLITE = URL.get_backend_name() == "sqlite"
MARK = "?" if ON_SQLITE else "%s"
UNIT = f"SELECT id, name FROM unit WHERE token = {MARK}"
DOCUMENTS = f"SELECT round, answers FROM document WHERE unit_id = {MARK} ORDER BY id"
KEEP = f"INSERT INTO document (unit_id, round, answers) VALUES ({MARK}, {MARK}, {MARK})"
_own = threading.local()


def connection() -> Any:
    """This thread's connection, in which each statement is its own durable commit."""
    if not hasattr(_own, "connection"):
        _own.connection = _sqlite() if ON_SQLITE else _postgresql()
    return _own.connection


def _sqlite() -> sqlite3.Connection:
    opened = sqlite3.connect(str(URL.database), isolation_level=None, timeout=30)
    opened.execute("PRAGMA journal_mode=WAL")
    opened.execute("PRAGMA synchronous=FULL")
    return opened


def _postgresql() -> Any:
    import psycopg  # noqa: PLC0415  # not wanted beside SQLite

    host = str(URL.query["host"])
    return psycopg.connect(
        host=host, user=URL.username, dbname=URL.database, autocommit=True, prepare_threshold=0
    )


def _control(asked: Asked) -> str:
    if asked.kind is Kind.LONG:
        return f'<textarea name="{asked.key}"></textarea>'
    if asked.kind in {Kind.ONE, Kind.MANY}:
        box = "radio" if asked.kind is Kind.ONE else "checkbox"
        return "".join(
            f'<label><input type="{box}" name="{asked.key}" value="{code}">{label}</label>'
            for code, label in CHOICES.items()
        )
    return f'<input name="{asked.key}">'


HEAD = b'<!doctype html><html lang="de"><head><meta charset="utf-8"><title>Bericht</title></head><body><h1>'
FORM = (
    '</h1><form method="post">'
    + "".join(f"<fieldset><legend>{each.text}</legend>{_control(each)}</fieldset>" for each in QUESTIONS)
    + '<input type="hidden" name="csrf_token" value="'
).encode()

app = Flask(__name__)


def _token(token: str) -> str:
    return hmac.digest(KEY, token.encode(), "sha256").hex()


@app.get("/f/<token>")
def report(token: str) -> Response:
    unit = connection().execute(UNIT, (token,)).fetchone() or abort(404)
    found = dict(connection().execute(DOCUMENTS, (unit[0],)).fetchall())
    values = f'{{"now": {found.get(THIS_ROUND, "{}")}, "last": {found.get(LAST_ROUND, "{}")}}}'
    parts = (
        *(HEAD, escape(unit[1]).encode(), FORM, _token(token).encode()),
        b'"><button>Abgeben</button></form><script type="application/json" id="values">',
        values.replace("<", "\\u003c").encode(),
        b"</script></body></html>",
    )
    return Response(b"".join(parts), mimetype="text/html")


@app.post("/f/<token>")
def keep(token: str) -> Response:
    if not hmac.compare_digest(request.form.get("csrf_token", ""), _token(token)):
        abort(400)
    unit = connection().execute(UNIT, (token,)).fetchone() or abort(404)
    document = json.dumps({asked.key: _checked(asked) for asked in QUESTIONS}, ensure_ascii=False)
    connection().execute(KEEP, (unit[0], THIS_ROUND, document))
    return Response(status=303, headers={"Location": "/done"})


def _checked(asked: Asked) -> object:
    if asked.kind is Kind.MANY:
        codes = request.form.getlist(asked.key)
        return codes if CHOICES.keys() >= set(codes) else abort(422)
    text = request.form.get(asked.key, "")
    if asked.kind is Kind.ONE:
        return text if not text or text in CHOICES else abort(422)
    if asked.kind is Kind.NUMBER:
        return int(text) if text.isdecimal() else abort(422)
    return text if len(text) <= 5000 else abort(422)
