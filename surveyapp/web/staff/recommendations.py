"""Recommendations of the controlling body: given, reworded, withdrawn, and what came of them."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from flask import g, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from surveyapp.services import advice_views, boards, people_lists, recommendations
from surveyapp.services.boards import programme_at
from surveyapp.services.round_values import local_day
from surveyapp.web.errors import reason
from surveyapp.web.languages import language, say
from surveyapp.web.requests import abandon
from surveyapp.web.staff import desk
from workflows.refusals import Refused

Answer = Response | str | tuple[str, int]


def overview(programme: str) -> str:
    """All recommendations by round."""
    found = programme_at(g.session, programme)
    listed = advice_views.all_advice(g.session, found, language(), g.now)
    rounds = dict.fromkeys((each.round_slug, each.round_name.in_(language())) for each in listed)
    return render_template(
        "staff/recommendations.html",
        rounds=[(slug, name, [each for each in listed if each.round_slug == slug]) for slug, name in rounds],
    )


def one(programme: str, recommendation_id: UUID) -> str:
    """One recommendation with the answers of all units, round by round."""
    return _one(programme, recommendation_id)


def give(programme: str) -> Answer:
    """Recommend something after a round, to one unit or to all."""
    found = programme_at(g.session, programme)
    cards = boards.cards(g.session, found, g.now)
    begun = [card for card in cards if card.state != "planned"]
    usual = {"round": begun[0].slug if begun else "", "unit": request.args.get("unit", "")}
    units = people_lists.unit_choices(g.session, found, local_day(g.now, found.zone))
    rounds = [(card.slug, card.name.in_(language())) for card in begun]
    page: dict[str, Any] = {
        "advice": None,
        "rounds": rounds,
        "units": [("", say("advice.all_units")), *units],
        "codes": found.languages,
    }
    if request.method != "POST":
        return render_template("staff/recommendation_form.html", **page, typed=usual, faults={})
    if request.form.get("round", "") not in dict(rounds):
        return _refused_form(page, {"round": [say("people.fault.choose")]})
    try:
        target = boards.round_at(g.session, found, request.form["round"])
        unit_id = request.form.get("unit") or None
        actor_id = desk.current().member.actor_id
        texts = _texts(found.languages)
        recommendations.recommend(g.session, actor_id, found, target, unit_id, texts, g.now)
    except Refused as refused:
        return _refused(page, refused, found.languages[0])
    return redirect(url_for("staff.recommendations", programme=programme), 303)


def reword(programme: str, recommendation_id: UUID) -> Answer:
    """Say it in other words, as long as nobody has answered."""
    found = programme_at(g.session, programme)
    advice = advice_views.advice_at(g.session, found, recommendation_id, language(), g.now)
    page = {"advice": advice, "rounds": [], "units": [], "codes": found.languages}
    if request.method != "POST":
        typed = {f"text_{code}": advice.texts.wordings.get(code, "") for code in found.languages}
        return render_template("staff/recommendation_form.html", **page, typed=typed, faults={})
    actor_id = desk.current().member.actor_id
    try:
        texts = _texts(found.languages)
        recommendations.reword(g.session, actor_id, found, recommendation_id, texts, g.now)
    except Refused as refused:
        return _refused(page, refused, found.languages[0])
    way = url_for("staff.recommendation", programme=programme, recommendation_id=recommendation_id)
    return redirect(way, 303)


def withdraw(programme: str, recommendation_id: UUID) -> Answer:
    """Put it before nobody any more."""
    found = programme_at(g.session, programme)
    actor_id = desk.current().member.actor_id
    recommendations.withdraw(g.session, actor_id, found, recommendation_id, g.now)
    way = url_for("staff.recommendation", programme=programme, recommendation_id=recommendation_id)
    return redirect(way, 303)


def _one(programme: str, recommendation_id: UUID) -> str:
    found = programme_at(g.session, programme)
    return render_template(
        "staff/recommendation.html",
        advice=advice_views.advice_at(g.session, found, recommendation_id, language(), g.now),
        codes=found.languages,
    )


def _texts(languages: Sequence[str]) -> dict[str, str]:
    return {code: request.form.get(f"text_{code}", "") for code in languages}


def _refused(page: dict[str, Any], refused: Refused, first: str) -> Answer:
    sentence = reason(refused) or ""
    abandon()
    if refused.code == "recommendation.no_text":
        return _refused_form(page, {f"text_{first}": [sentence]})
    if refused.code == "unit.unknown":
        return _refused_form(page, {"unit": [sentence]})
    if refused.code == "recommendation.answered":
        shown = {**page, "typed": request.form, "faults": {}, "refusal": sentence}
        return render_template("staff/recommendation_form.html", **shown), 409
    raise refused


def _refused_form(page: dict[str, Any], faults: dict[str, list[str]]) -> Answer:
    shown = {**page, "typed": request.form, "faults": faults}
    return render_template("staff/recommendation_form.html", **shown), 422
