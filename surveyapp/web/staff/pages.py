"""All addresses of the office on one page, each with its methods and what a person must be allowed to do."""

from collections.abc import Callable
from typing import Any, NamedTuple

from flask import Blueprint, g, request
from werkzeug.wrappers import Response

from surveyapp.web.staff import (
    acts,
    answers_matrix,
    board,
    changes,
    chase,
    code_pages,
    conflict_pages,
    desk,
    follow_up,
    institution_files,
    institution_pages,
    log,
    mail_texts,
    mails,
    opening,
    people,
    people_files,
    person_form,
    phone,
    planning,
    post_form,
    recommendations,
    reports,
    rounds,
    search,
    signing_in,
    summary,
    summary_files,
    unit_readers,
    unit_register,
    unit_sheet,
    units,
    versions,
)
from workflows.permissions import Action

staff = Blueprint("staff", __name__, url_prefix="/staff")


class Page(NamedTuple):
    """One address. `action` None asks for a signed-in person only."""

    address: str
    name: str
    view: Callable[..., Any]
    methods: str
    action: Action | None


ROUND = "/<programme>/rounds/<round_>"
REPORT = f"{ROUND}/reports/<unit>"
READING = f"{ROUND}/readings/<unit>"
CHART = f"{ROUND}/summary/charts/<chart>"

QUESTIONNAIRES = "/<programme>/questionnaires"
VERSIONS = f"{QUESTIONNAIRES}/<questionnaire>"

PERSON = "/<programme>/people/<uuid:person_id>"
TERM = f"{PERSON}/terms/<uuid:term_id>"

ADVICE = "/<programme>/recommendations"
ADVICE_ONE = f"{ADVICE}/<uuid:recommendation_id>"
UNIT = "/<programme>/units/<unit>"
AGREEMENT = f"{UNIT}/agreements/<uuid:agreement_id>"
INSTITUTIONS = "/<programme>/institutions"
CODES = "/<programme>/codes"
CODE_LIST = f"{CODES}/<list_>"
CODE = f"{CODE_LIST}/<code>"
RENEWAL = f"{CODE_LIST}/questionnaires/<questionnaire>"
PAIR = "<uuid:one_id>/merge/<uuid:other_id>"

_A = Action
PAGES = (
    Page("", "programmes", rounds.programmes, "GET", None),
    Page("/sign-out", "sign_out", signing_in.sign_out, "POST", None),
    Page("/language", "language", signing_in.language, "POST", None),
    Page("/<programme>", "rounds", rounds.rounds, "GET", _A.READ_ROUNDS),
    Page("/<programme>/rounds/new", "plan", planning.plan, "GET POST", _A.PLAN_ROUND),
    Page(ROUND, "board", board.board_page, "GET", _A.READ_BOARD),
    Page(f"{ROUND}/views", "save_view", board.save_view, "POST", _A.READ_BOARD),
    Page(f"{ROUND}/views/<uuid:view_id>/delete", "delete_view", board.delete_view, "POST", _A.READ_BOARD),
    Page(f"{ROUND}/chase", "chase", chase.chase_page, "GET", _A.READ_BOARD),
    Page(f"{ROUND}/chase.csv", "chase_csv", chase.chase_csv, "GET", _A.READ_BOARD),
    Page(f"{ROUND}/chase.xlsx", "chase_xlsx", chase.chase_xlsx, "GET", _A.READ_BOARD),
    Page(f"{ROUND}/plan", "round_plan", planning.round_plan, "GET POST", _A.PLAN_ROUND),
    Page(f"{ROUND}/withdraw", "withdraw_round", planning.withdraw, "GET POST", _A.PLAN_ROUND),
    Page(f"{ROUND}/open", "open_round", opening.open_page, "GET POST", _A.OPEN_ROUND),
    Page(f"{ROUND}/close", "close_round", opening.close_page, "GET POST", _A.CLOSE_ROUND),
    Page(REPORT, "report", reports.report, "GET", _A.READ_REPORT),
    Page(f"{REPORT}/return", "return_report", reports.return_report, "POST", _A.RETURN_REPORT),
    Page(f"{REPORT}/notes/<uuid:note_id>/settle", "settle", reports.settle, "POST", _A.RETURN_REPORT),
    Page(f"{REPORT}/phone", "phone", phone.begin, "POST", _A.EDIT_REPORT),
    Page(f"{REPORT}/changes", "changes", changes.page, "GET", _A.READ_REPORT),
    Page(f"{ROUND}/conflicts", "conflicts", conflict_pages.page, "GET", _A.READ_REPORT),
    Page(f"{REPORT}/conflicts", "settle_conflict", conflict_pages.settle, "POST", _A.RETURN_REPORT),
    Page(f"{ROUND}/acts/<act>", "act", acts.act, "GET POST", _A.READ_BOARD),  # and what the act itself needs
    Page(f"{ROUND}/acts/<act>/<uuid:event_id>", "act_done", acts.done, "GET", _A.READ_BOARD),
    Page(QUESTIONNAIRES, "questionnaires", versions.overview, "GET", _A.PLAN_ROUND),
    Page(f"{VERSIONS}/compare", "versions", versions.compare, "GET POST", _A.PLAN_ROUND),
    Page("/<programme>/units", "units", units.units, "GET", _A.READ_BOARD),
    Page("/<programme>/units/<unit>", "unit", units.unit, "GET", _A.READ_REPORT),
    Page(f"{UNIT}/register", "unit_register", unit_register.page, "GET", _A.READ_REGISTER),
    Page(f"{UNIT}/seats/new", "add_seat", unit_register.add_seat, "GET POST", _A.CHANGE_REGISTER),
    Page(
        f"{UNIT}/seats/<uuid:membership_id>",
        "change_seat",
        unit_register.change_seat,
        "GET POST",
        _A.CHANGE_REGISTER,
    ),
    Page(
        f"{UNIT}/agreements/new",
        "add_agreement",
        unit_register.add_agreement,
        "GET POST",
        _A.CHANGE_REGISTER,
    ),
    Page(AGREEMENT, "change_agreement", unit_register.change_agreement, "GET POST", _A.CHANGE_REGISTER),
    Page(f"{AGREEMENT}/goals/new", "add_goal", unit_register.add_goal, "GET POST", _A.CHANGE_REGISTER),
    Page(
        f"{AGREEMENT}/goals/<uuid:goal_id>",
        "change_goal",
        unit_register.change_goal,
        "GET POST",
        _A.CHANGE_REGISTER,
    ),
    Page(ADVICE, "recommendations", recommendations.overview, "GET", _A.READ_REGISTER),
    Page(f"{ADVICE}/new", "recommend", recommendations.give, "GET POST", _A.CHANGE_REGISTER),
    Page(ADVICE_ONE, "recommendation", recommendations.one, "GET", _A.READ_REGISTER),
    Page(f"{ADVICE_ONE}/edit", "reword", recommendations.reword, "GET POST", _A.CHANGE_REGISTER),
    Page(
        f"{ADVICE_ONE}/withdraw",
        "withdraw_recommendation",
        recommendations.withdraw,
        "POST",
        _A.CHANGE_REGISTER,
    ),
    Page(INSTITUTIONS, "institutions", institution_pages.overview, "GET", _A.READ_REGISTER),
    Page(
        f"{INSTITUTIONS}/import",
        "import_institutions",
        institution_files.take_in,
        "GET POST",
        _A.CHANGE_REGISTER,
    ),
    Page(
        f"{INSTITUTIONS}/<table>.csv",
        "export_institutions",
        institution_files.give_out,
        "GET",
        _A.READ_REGISTER,
    ),
    Page(f"{INSTITUTIONS}/new", "add_institution", institution_pages.add, "GET POST", _A.CHANGE_REGISTER),
    Page(
        f"{INSTITUTIONS}/<uuid:institution_id>",
        "institution",
        institution_pages.correct,
        "GET POST",
        _A.CHANGE_REGISTER,
    ),
    Page(
        f"{INSTITUTIONS}/{PAIR}",
        "merge_institutions",
        institution_pages.merge_institutions,
        "GET POST",
        _A.CHANGE_REGISTER,
    ),
    Page(
        f"/<programme>/people/{PAIR}",
        "merge_people",
        institution_pages.merge_people,
        "GET POST",
        _A.CHANGE_REGISTER,
    ),
    Page(CODES, "codes", code_pages.overview, "GET", _A.READ_REGISTER),
    Page(CODE_LIST, "code_list", code_pages.code_list, "GET", _A.READ_REGISTER),
    Page(f"{CODE_LIST}/new", "add_code", code_pages.add_code, "GET POST", _A.CHANGE_REGISTER),
    Page(CODE, "code", code_pages.code_form, "GET POST", _A.CHANGE_REGISTER),
    Page(f"{CODE}/delete", "delete_code", code_pages.delete_code, "POST", _A.CHANGE_REGISTER),
    Page(RENEWAL, "renew_questionnaire", code_pages.renew, "GET POST", _A.PLAN_ROUND),
    Page("/<programme>/people", "people", people.people_page, "GET", _A.READ_REGISTER),
    Page("/<programme>/people/new", "add_person", person_form.add_page, "GET POST", _A.CHANGE_REGISTER),
    Page("/<programme>/people/import", "import_people", people_files.take_in, "GET POST", _A.CHANGE_REGISTER),
    Page("/<programme>/people/<table>.csv", "export_people", people_files.give_out, "GET", _A.READ_REGISTER),
    Page(PERSON, "person", people.person_page, "GET", _A.READ_REGISTER),
    Page(f"{PERSON}/edit", "correct_person", person_form.correct_page, "GET POST", _A.CHANGE_REGISTER),
    Page(f"{PERSON}/send", "send_again", people.send_page, "GET POST", _A.CHANGE_REGISTER),
    Page(f"{PERSON}/terms/new", "add_post", post_form.add_page, "GET POST", _A.CHANGE_REGISTER),
    Page(TERM, "change_post", post_form.change_page, "GET POST", _A.CHANGE_REGISTER),
    Page(f"{TERM}/hand-over", "hand_over", post_form.hand_over_page, "GET POST", _A.CHANGE_REGISTER),
    Page("/<programme>/mails", "mails", mails.outbox, "GET", _A.READ_MAIL),
    Page("/<programme>/mails/<uuid:mail_id>", "mail", mails.mail, "GET", _A.READ_MAIL),
    Page("/<programme>/mails/<uuid:mail_id>/<act>", "mail_act", mails.act_page, "GET POST", _A.HOLD_MAIL),
    Page("/<programme>/mail-texts", "mail_texts", mail_texts.overview, "GET", _A.WRITE_MAIL_TEXT),
    Page(
        "/<programme>/mail-texts/<kind>/<code>",
        "mail_text",
        mail_texts.text_page,
        "GET POST",
        _A.WRITE_MAIL_TEXT,
    ),
    Page("/<programme>/own", "own_units", unit_readers.own_units, "GET", _A.READ_OWN_UNITS),
    Page(READING, "reading", unit_readers.reading, "GET", _A.READ_HANDED_IN),
    Page(f"{READING}/comments", "comment", unit_readers.comment, "POST", _A.COMMENT_REPORT),
    Page("/<programme>/log", "log", log.page, "GET", _A.READ_EVENTS),
    Page("/<programme>/log.csv", "log_file", log.as_file, "GET", _A.READ_EVENTS),
    Page("/<programme>/search", "search", search.page, "GET", _A.READ_ROUNDS),
    Page(f"{ROUND}/summary", "summary", summary.page, "GET", _A.READ_SUMMARY),
    Page(f"{ROUND}/summary/release", "release", summary.release, "POST", _A.RELEASE_SUMMARY),
    Page(f"{ROUND}/summary.txt", "summary_text", summary_files.as_text_file, "GET", _A.READ_SUMMARY),
    Page(f"{ROUND}/summary.json", "summary_json", summary_files.as_json_file, "GET", _A.READ_SUMMARY),
    Page(f"{ROUND}/summary.csv", "summary_csv", summary_files.as_csv_file, "GET", _A.READ_SUMMARY),
    Page(f"{ROUND}/summary.xlsx", "summary_xlsx", summary_files.as_xlsx_file, "GET", _A.READ_SUMMARY),
    Page(f"{ROUND}/answers.csv", "answers_csv", summary_files.answers_as_csv, "GET", _A.READ_REPORT),
    Page(f"{CHART}.svg", "chart_svg", summary_files.picture_as_svg, "GET", _A.READ_SUMMARY),
    Page(f"{CHART}.png", "chart_png", summary_files.picture_as_png, "GET", _A.READ_SUMMARY),
    Page(f"{ROUND}/summary/figures/<key>/<kind>", "figure", summary.figure_page, "GET", _A.READ_SUMMARY),
    Page(f"{ROUND}/summary/follow-up", "follow_up", follow_up.page, "GET", _A.READ_REPORT),
    Page(f"{ROUND}/summary/matrix", "matrix", answers_matrix.page, "GET", _A.READ_REPORT),
    Page(f"{ROUND}/summary/units/<unit>", "unit_sheet", unit_sheet.page, "GET", _A.READ_REPORT),
)

_ACTIONS = {f"{staff.name}.{page.name}": page.action for page in PAGES}
_OPEN_TO_ALL = f"{staff.name}.sign_in"

staff.add_url_rule("/sign-in", "sign_in", signing_in.sign_in, methods=["GET", "POST"])
for _page in PAGES:
    staff.add_url_rule(_page.address, _page.name, _page.view, methods=_page.methods.split())


@staff.before_request
def guard() -> Response | None:
    """Let nobody to a page that its line above does not let them to."""
    if request.endpoint == _OPEN_TO_ALL:
        return None
    return desk.admit(_ACTIONS[str(request.endpoint)])


@staff.context_processor
def at_desk() -> dict[str, Any]:
    """Templates find who sits here (nobody on an error's page), and whether mails can leave."""
    return {"desk": g.get("desk"), "has_mail_server": desk.has_mail_server()}
