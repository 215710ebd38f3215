"""Code lists in the browser: what they hold, one code's form, and questionnaires that follow."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from flask import g, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from surveyapp.services import code_lists, code_sheets, list_versions
from surveyapp.services.boards import programme_at
from surveyapp.services.code_lists import CodeWords
from surveyapp.services.code_sheets import SELECTABLE, CodeLine, ListSheet
from surveyapp.web.errors import reason
from surveyapp.web.languages import language, say
from surveyapp.web.requests import abandon
from surveyapp.web.staff import desk
from surveyapp.web.staff.institution_pages import open_days
from surveyapp.web.staff.post_form import Typed
from workflows.refusals import Refused

Answer = Response | str | tuple[str, int]

FIELD = {
    "code_list.days": "last_on",
    "code_list.successor_self": "successor",
    "code_list.successor_unknown": "successor",
    "code_list.successor_circle": "successor",
    "code_list.key": "code",
    "code_list.key_taken": "code",
}
OF_LABELS = {"code_list.no_label", "code_list.placeholder", "code_list.label_taken"}
MOST_SUGGESTED = 12
"""A column with more different texts than this holds remarks and no groups; none are suggested."""


def overview(programme: str) -> str:
    """All lists."""
    found = programme_at(g.session, programme)
    return render_template("staff/code_lists.html", lists=code_sheets.overview(g.session, found, g.now))


def code_list(programme: str, list_: str) -> str:
    """One list with its codes, and how questionnaires stand to it."""
    found = programme_at(g.session, programme)
    sheet = code_sheets.sheet(g.session, found, list_, g.now)
    only_hidden = request.args.get("show") == "hidden" and sheet.can_hide
    kept = code_sheets.list_at(g.session, found, list_)
    return render_template(
        "staff/code_list.html",
        sheet=sheet,
        lines=[line for line in sheet.lines if line.is_hidden or not only_hidden],
        only_hidden=only_hidden,
        n_hidden=sum(line.is_hidden for line in sheet.lines),
        labels={line.code: line.labels for line in sheet.lines},
        followings=list_versions.followings(g.session, found, kept, g.now),
        kept=request.args.get("kept", ""),
        made=request.args.get("made", type=int),
        **open_days(),
    )


def add_code(programme: str, list_: str) -> Answer:
    """Take a code in."""
    found = programme_at(g.session, programme)
    sheet = code_sheets.sheet(g.session, found, list_, g.now)
    last = sheet.lines[-1].code if sheet.lines else ""
    typed = _typed({"after": last, SELECTABLE: code_sheets.OFFERED})
    page = _page(sheet, None, found.languages, typed)
    if request.method != "POST":
        return render_template("staff/code_form.html", **page)
    words = _words(sheet, found.languages, typed)
    if words is None:
        return render_template("staff/code_form.html", **page), 422
    actor_id = desk.current().member.actor_id
    code = typed.values.get("code", "").strip()
    try:
        code_lists.add_code(
            g.session, actor_id, found, list_, code, words, g.now, after=typed.values.get("after")
        )
    except Refused as refused:
        return _refused(refused, page, typed)
    return _done(programme, list_, kept=code)


def code_form(programme: str, list_: str, code: str) -> Answer:
    """One code: its words, days and successor."""
    found = programme_at(g.session, programme)
    sheet = code_sheets.sheet(g.session, found, list_, g.now)
    line = sheet.line(code)
    typed = _typed(_as_typed(sheet, line))
    page = _page(sheet, line, found.languages, typed)
    if request.method != "POST":
        return render_template("staff/code_form.html", **page)
    words = _words(sheet, found.languages, typed)
    if words is None:
        return render_template("staff/code_form.html", **page), 422
    actor_id = desk.current().member.actor_id
    try:
        code_lists.change_code(g.session, actor_id, found, list_, code, words, g.now)
    except Refused as refused:
        return _refused(refused, page, typed)
    return _done(programme, list_, kept=code)


def delete_code(programme: str, list_: str, code: str) -> Answer:
    """Take out a code that nothing refers to."""
    found = programme_at(g.session, programme)
    sheet = code_sheets.sheet(g.session, found, list_, g.now)
    line = sheet.line(code)
    typed = Typed(_as_typed(sheet, line))
    page = _page(sheet, line, found.languages, typed)
    actor_id = desk.current().member.actor_id
    try:
        code_lists.delete_code(g.session, actor_id, found, list_, code, g.now)
    except Refused as refused:
        return _refused(refused, page, typed)
    return _done(programme, list_)


def renew(programme: str, list_: str, questionnaire: str) -> Answer:
    """What a new version of a questionnaire would offer otherwise, and whom that touches; a post makes it."""
    found = programme_at(g.session, programme)
    kept = code_sheets.list_at(g.session, found, list_)
    standing = {
        each.questionnaire_id: each for each in list_versions.followings(g.session, found, kept, g.now)
    }.get(questionnaire)
    if standing is None:
        raise Refused("code_list.no_questionnaire")
    page = {"sheet": code_sheets.sheet(g.session, found, list_, g.now), "standing": standing}
    if request.method != "POST":
        return render_template("staff/code_version.html", **page)
    actor_id = desk.current().member.actor_id
    try:
        made = list_versions.make_version(g.session, actor_id, found, kept, questionnaire, g.now)
        number = made.version
    except Refused as refused:
        sentence = reason(refused)
        abandon()
        return render_template("staff/code_version.html", **page, refusal=sentence), 409
    return _done(programme, list_, made=number)


def _done(programme: str, list_: str, **told: Any) -> Response:
    return redirect(url_for("staff.code_list", programme=programme, list_=list_, **told), 303)


def _typed(usual: dict[str, str]) -> Typed:
    return Typed({**usual, **request.form.to_dict()} if request.method == "POST" else usual)


def _as_typed(sheet: ListSheet, line: CodeLine) -> dict[str, str]:
    """A code as its form says it."""
    return {
        **{f"label_{code}": label for code, label in line.labels.wordings.items()},
        **{f"column_{name}": line.facts.get(name, "") for name in sheet.columns},
        SELECTABLE: code_sheets.HIDDEN if line.is_hidden else code_sheets.OFFERED,
        "from_on": "" if line.from_on == date.min else line.from_on.isoformat(),
        "last_on": "" if line.until_on == date.max else (line.until_on - timedelta(days=1)).isoformat(),
        "successor": line.successor,
    }


def _page(sheet: ListSheet, line: CodeLine | None, languages: Sequence[str], typed: Typed) -> dict[str, Any]:
    others = [each for each in sheet.lines if line is None or each.code != line.code]
    texts = {
        name: sorted({each.facts.get(name, "") for each in sheet.lines} - {""}) for name in sheet.columns
    }
    return {
        "sheet": sheet,
        "line": line,
        "spoken": languages,
        "typed": typed,
        "others": [(each.code, f"{each.labels.in_(language())} ({each.code})") for each in others],
        "suggested": {name: found if len(found) <= MOST_SUGGESTED else [] for name, found in texts.items()},
    }


def _words(sheet: ListSheet, languages: Sequence[str], typed: Typed) -> CodeWords | None:
    """What the form says; None where a day or a choice cannot be read."""
    from_on, last_on = typed.day("from_on", needed=False), typed.day("last_on", needed=False)
    facts = {name: typed.values.get(f"column_{name}", "") for name in sheet.columns}
    if sheet.can_hide:
        facts[SELECTABLE] = typed.values.get(SELECTABLE, "")
        if facts[SELECTABLE] not in {code_sheets.OFFERED, code_sheets.HIDDEN}:
            typed.faults[SELECTABLE] = [say("people.fault.choose")]
    if typed.faults:
        return None
    return CodeWords(
        {code: typed.values.get(f"label_{code}", "") for code in languages},
        from_on or date.min,
        date.max if last_on is None else last_on + timedelta(days=1),
        typed.values.get("successor") or None,
        facts,
    )


def _refused(refused: Refused, page: dict[str, Any], typed: Typed) -> Answer:
    """The form as it was typed, with the sentence at its field, or above where it is about none of them."""
    where, sentence = FIELD.get(refused.code), reason(refused)
    if refused.code in OF_LABELS:
        where = f"label_{refused.facts['language']}"
    abandon()
    if where is None:
        return render_template("staff/code_form.html", **page, refusal=sentence), 409
    typed.faults[where] = [sentence]
    return render_template("staff/code_form.html", **page), 422
