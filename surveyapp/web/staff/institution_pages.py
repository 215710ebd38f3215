"""Institutions in the browser: the register, one institution's form, and two entries made one."""

from datetime import date, timedelta
from typing import Any
from uuid import UUID

from flask import g, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from surveyapp.services import (
    institutions,
    merging,
    people_lists,
    person_sheets,
    register_sheets,
    register_words,
)
from surveyapp.services.boards import programme_at
from surveyapp.services.institutions import Details, Wanted
from surveyapp.services.round_values import local_day
from surveyapp.web.errors import reason
from surveyapp.web.languages import language, say
from surveyapp.web.requests import abandon
from surveyapp.web.staff import desk
from workflows.refusals import Refused

Answer = Response | str | tuple[str, int]

FIELD = {"institution.no_name": "name", "unit.unknown": "unit", "code.unknown": "type"}


def overview(programme: str) -> str:
    """All institutions, filtered as the address says."""
    found = programme_at(g.session, programme)
    asked = request.args
    wanted = Wanted(
        asked.get("q", "").strip(), asked.get("type", ""), asked.get("unit", ""), asked.get("alike") == "1"
    )
    return render_template(
        "staff/institutions.html",
        register=institutions.listed(g.session, found, wanted, language(), g.now),
        wanted=wanted,
        types=register_words.types_of_institution(g.session, found, language()),
        units=_units(found),
        **open_days(),
    )


def open_days() -> dict[str, Any]:
    """What templates need to say half-open days."""
    return {"one_day": timedelta(days=1), "ever": date.min, "still": date.max}


def add(programme: str) -> Answer:
    """Take an institution in."""
    found = programme_at(g.session, programme)
    page = {**_choices(found), "known": None}
    if request.method != "POST":
        return render_template("staff/institution_form.html", **page, typed={}, faults={})
    try:
        actor_id = desk.current().member.actor_id
        institutions.add_institution(g.session, actor_id, found, _details(), g.now)
    except Refused as refused:
        return _refused(refused, page)
    return redirect(url_for("staff.institutions", programme=programme), 303)


def correct(programme: str, institution_id: UUID) -> Answer:
    """One institution: what is known, what may be the same, and its form."""
    found = programme_at(g.session, programme)
    known = institutions.institution_at(g.session, found, institution_id, language(), g.now)
    corrections = register_sheets.corrections_of(g.session, found, institution_id, language(), g.now)
    page = {**_choices(found, known.type_code), "known": known, "corrections": corrections, **open_days()}
    if request.method != "POST":
        typed = {"name": known.name, "type": known.type_code, "unit": known.unit_id}
        return render_template("staff/institution_form.html", **page, typed=typed, faults={})
    try:
        actor_id = desk.current().member.actor_id
        institutions.correct_institution(g.session, actor_id, found, institution_id, _details(), g.now)
    except Refused as refused:
        return _refused(refused, page)
    return redirect(url_for("staff.institutions", programme=programme), 303)


def merge_institutions(programme: str, one_id: UUID, other_id: UUID) -> Answer:
    """Two entries side by side with what refers to them; a post keeps one of them."""
    found = programme_at(g.session, programme)
    pair = [
        institutions.institution_at(g.session, found, each, language(), g.now) for each in (one_id, other_id)
    ]
    keys = {str(each.institution_id): each.key for each in pair}
    page = {"kind": "institution", "pair": pair, "ids": list(keys), **open_days()}
    return _merge(
        page, keys, merging.merge_institutions, found, url_for("staff.institutions", programme=programme)
    )


def merge_people(programme: str, one_id: UUID, other_id: UUID) -> Answer:
    """The same for two people of the register."""
    found = programme_at(g.session, programme)
    sheets = [person_sheets.sheet(g.session, found, each, g.now) for each in (one_id, other_id)]
    keys = {str(each): sheet.key for each, sheet in zip((one_id, other_id), sheets, strict=True)}
    page = {"kind": "person", "pair": [sheet.line for sheet in sheets], "ids": list(keys), **open_days()}
    return _merge(page, keys, merging.merge_people, found, url_for("staff.people", programme=programme))


def _merge(page: dict[str, Any], keys: dict[str, str], merge: Any, found: Any, onward: str) -> Answer:
    if request.method != "POST":
        return render_template("staff/merge.html", **page, back=onward, typed={}, faults={})
    keep = request.form.get("keep", "")
    faults = {} if keep in keys else {"keep": say("people.fault.choose")}
    if not faults:
        gone = next((key for each, key in keys.items() if each != keep), keys[keep])
        actor_id = desk.current().member.actor_id
        try:
            merge(g.session, actor_id, found, keys[keep], gone, request.form.get("reason", ""), g.now)
        except Refused as refused:
            sentence = reason(refused) or ""
            abandon()
            shown = {**page, "back": onward, "typed": request.form}
            if refused.code == "merge.no_reason":
                return render_template("staff/merge.html", **shown, faults={"reason": sentence}), 422
            return render_template("staff/merge.html", **shown, faults={}, refusal=sentence), 409
        return redirect(onward, 303)
    shown = {**page, "back": onward, "typed": request.form}
    return render_template("staff/merge.html", **shown, faults=faults), 422


def _choices(found: Any, stood: str = "") -> dict[str, Any]:
    """What can be chosen for an institution that has the type `stood`."""
    today = local_day(g.now, found.zone)
    types = register_words.types_offered(g.session, found, language(), today, stood)
    return {"types": types, "units": _units(found)}


def _units(found: Any) -> Any:
    return people_lists.unit_choices(g.session, found, local_day(g.now, found.zone))


def _details() -> Details:
    typed = request.form
    return Details(typed.get("name", ""), typed.get("type", ""), typed.get("unit", ""))


def _refused(refused: Refused, page: dict[str, Any]) -> Answer:
    where, sentence = FIELD.get(refused.code), reason(refused) or ""
    if where is None:
        raise refused
    abandon()
    shown = {**page, "typed": request.form, "faults": {where: [sentence]}}
    return render_template("staff/institution_form.html", **shown), 422
