"""Every address is listed here with its methods and its guard; one that nobody listed fails the build."""

import pytest
from flask import abort

from tests.support.web import BASE_URL

pytestmark = pytest.mark.one_engine

EVERYBODY = "everybody"
STAFF = "staff"
LINK = "link"  # a personal link, or the session that it opened

# endpoint -> (address, methods, guard); whatever is not for everybody turns strangers away.
ROUTES = {
    "site.start": ("/", "GET", EVERYBODY),
    "site.accessibility": ("/accessibility", "GET", EVERYBODY),
    "site.contact": ("/contact", "GET", EVERYBODY),
    "site.language": ("/language", "POST", EVERYBODY),
    "link.door": ("/z/<token>", "GET", LINK),
    "link.enter": ("/z/<token>", "POST", LINK),
    "respondent.overview": ("/report", "GET", LINK),
    "respondent.section": ("/report/section/<key>", "GET", LINK),
    "respondent.save": ("/report/section/<key>", "POST", LINK),
    "respondent.check": ("/report/check", "GET", LINK),
    "respondent.submit": ("/report/submit", "POST", LINK),
    "respondent.reply": ("/report/replies", "POST", LINK),
    "respondent.receipt": ("/report/receipt", "GET", LINK),
    "respondent.read": ("/report/read", "GET", LINK),
    "respondent.receipt_pdf": ("/report/receipt.pdf", "GET", LINK),
    "respondent.read_pdf": ("/report/read.pdf", "GET", LINK),
    "respondent.last": ("/report/last", "GET", LINK),
    "respondent.calendar": ("/report/due.ics", "GET", LINK),
    "saving.save": ("/report/save", "POST", LINK),
    "respondent.language": ("/report/language", "POST", LINK),
    "respondent.leave": ("/report/leave", "POST", LINK),
    "staff.sign_in": ("/staff/sign-in", "GET POST", EVERYBODY),
    "staff.programmes": ("/staff", "GET", STAFF),
    "staff.sign_out": ("/staff/sign-out", "POST", STAFF),
    "staff.language": ("/staff/language", "POST", STAFF),
    "staff.rounds": ("/staff/<programme>", "GET", STAFF),
    "staff.plan": ("/staff/<programme>/rounds/new", "GET POST", STAFF),
    "staff.board": ("/staff/<programme>/rounds/<round_>", "GET", STAFF),
    "staff.save_view": ("/staff/<programme>/rounds/<round_>/views", "POST", STAFF),
    "staff.delete_view": (
        "/staff/<programme>/rounds/<round_>/views/<uuid:view_id>/delete",
        "POST",
        STAFF,
    ),
    "staff.questionnaires": ("/staff/<programme>/questionnaires", "GET", STAFF),
    "staff.versions": ("/staff/<programme>/questionnaires/<questionnaire>/compare", "GET POST", STAFF),
    "staff.follow_up": ("/staff/<programme>/rounds/<round_>/summary/follow-up", "GET", STAFF),
    "staff.chase": ("/staff/<programme>/rounds/<round_>/chase", "GET", STAFF),
    "staff.chase_csv": ("/staff/<programme>/rounds/<round_>/chase.csv", "GET", STAFF),
    "staff.chase_xlsx": ("/staff/<programme>/rounds/<round_>/chase.xlsx", "GET", STAFF),
    "staff.round_plan": ("/staff/<programme>/rounds/<round_>/plan", "GET POST", STAFF),
    "staff.withdraw_round": ("/staff/<programme>/rounds/<round_>/withdraw", "GET POST", STAFF),
    "staff.open_round": ("/staff/<programme>/rounds/<round_>/open", "GET POST", STAFF),
    "staff.close_round": ("/staff/<programme>/rounds/<round_>/close", "GET POST", STAFF),
    "staff.report": ("/staff/<programme>/rounds/<round_>/reports/<unit>", "GET", STAFF),
    "staff.return_report": ("/staff/<programme>/rounds/<round_>/reports/<unit>/return", "POST", STAFF),
    "staff.settle": (
        "/staff/<programme>/rounds/<round_>/reports/<unit>/notes/<uuid:note_id>/settle",
        "POST",
        STAFF,
    ),
    "staff.phone": ("/staff/<programme>/rounds/<round_>/reports/<unit>/phone", "POST", STAFF),
    "staff.changes": ("/staff/<programme>/rounds/<round_>/reports/<unit>/changes", "GET", STAFF),
    "staff.conflicts": ("/staff/<programme>/rounds/<round_>/conflicts", "GET", STAFF),
    "staff.settle_conflict": (
        "/staff/<programme>/rounds/<round_>/reports/<unit>/conflicts",
        "POST",
        STAFF,
    ),
    "staff.act": ("/staff/<programme>/rounds/<round_>/acts/<act>", "GET POST", STAFF),
    "staff.act_done": ("/staff/<programme>/rounds/<round_>/acts/<act>/<uuid:event_id>", "GET", STAFF),
    "staff.units": ("/staff/<programme>/units", "GET", STAFF),
    "staff.unit": ("/staff/<programme>/units/<unit>", "GET", STAFF),
    "staff.unit_register": ("/staff/<programme>/units/<unit>/register", "GET", STAFF),
    "staff.add_seat": ("/staff/<programme>/units/<unit>/seats/new", "GET POST", STAFF),
    "staff.change_seat": ("/staff/<programme>/units/<unit>/seats/<uuid:membership_id>", "GET POST", STAFF),
    "staff.add_agreement": ("/staff/<programme>/units/<unit>/agreements/new", "GET POST", STAFF),
    "staff.change_agreement": (
        "/staff/<programme>/units/<unit>/agreements/<uuid:agreement_id>",
        "GET POST",
        STAFF,
    ),
    "staff.add_goal": (
        "/staff/<programme>/units/<unit>/agreements/<uuid:agreement_id>/goals/new",
        "GET POST",
        STAFF,
    ),
    "staff.change_goal": (
        "/staff/<programme>/units/<unit>/agreements/<uuid:agreement_id>/goals/<uuid:goal_id>",
        "GET POST",
        STAFF,
    ),
    "staff.recommendations": ("/staff/<programme>/recommendations", "GET", STAFF),
    "staff.recommend": ("/staff/<programme>/recommendations/new", "GET POST", STAFF),
    "staff.recommendation": ("/staff/<programme>/recommendations/<uuid:recommendation_id>", "GET", STAFF),
    "staff.reword": ("/staff/<programme>/recommendations/<uuid:recommendation_id>/edit", "GET POST", STAFF),
    "staff.withdraw_recommendation": (
        "/staff/<programme>/recommendations/<uuid:recommendation_id>/withdraw",
        "POST",
        STAFF,
    ),
    "staff.institutions": ("/staff/<programme>/institutions", "GET", STAFF),
    "staff.import_institutions": ("/staff/<programme>/institutions/import", "GET POST", STAFF),
    "staff.export_institutions": ("/staff/<programme>/institutions/<table>.csv", "GET", STAFF),
    "staff.add_institution": ("/staff/<programme>/institutions/new", "GET POST", STAFF),
    "staff.institution": ("/staff/<programme>/institutions/<uuid:institution_id>", "GET POST", STAFF),
    "staff.merge_institutions": (
        "/staff/<programme>/institutions/<uuid:one_id>/merge/<uuid:other_id>",
        "GET POST",
        STAFF,
    ),
    "staff.merge_people": (
        "/staff/<programme>/people/<uuid:one_id>/merge/<uuid:other_id>",
        "GET POST",
        STAFF,
    ),
    "staff.codes": ("/staff/<programme>/codes", "GET", STAFF),
    "staff.code_list": ("/staff/<programme>/codes/<list_>", "GET", STAFF),
    "staff.add_code": ("/staff/<programme>/codes/<list_>/new", "GET POST", STAFF),
    "staff.code": ("/staff/<programme>/codes/<list_>/<code>", "GET POST", STAFF),
    "staff.delete_code": ("/staff/<programme>/codes/<list_>/<code>/delete", "POST", STAFF),
    "staff.renew_questionnaire": (
        "/staff/<programme>/codes/<list_>/questionnaires/<questionnaire>",
        "GET POST",
        STAFF,
    ),
    "staff.people": ("/staff/<programme>/people", "GET", STAFF),
    "staff.add_person": ("/staff/<programme>/people/new", "GET POST", STAFF),
    "staff.import_people": ("/staff/<programme>/people/import", "GET POST", STAFF),
    "staff.export_people": ("/staff/<programme>/people/<table>.csv", "GET", STAFF),
    "staff.person": ("/staff/<programme>/people/<uuid:person_id>", "GET", STAFF),
    "staff.correct_person": ("/staff/<programme>/people/<uuid:person_id>/edit", "GET POST", STAFF),
    "staff.send_again": ("/staff/<programme>/people/<uuid:person_id>/send", "GET POST", STAFF),
    "staff.add_post": ("/staff/<programme>/people/<uuid:person_id>/terms/new", "GET POST", STAFF),
    "staff.change_post": (
        "/staff/<programme>/people/<uuid:person_id>/terms/<uuid:term_id>",
        "GET POST",
        STAFF,
    ),
    "staff.hand_over": (
        "/staff/<programme>/people/<uuid:person_id>/terms/<uuid:term_id>/hand-over",
        "GET POST",
        STAFF,
    ),
    "staff.mails": ("/staff/<programme>/mails", "GET", STAFF),
    "staff.mail": ("/staff/<programme>/mails/<uuid:mail_id>", "GET", STAFF),
    "staff.mail_act": ("/staff/<programme>/mails/<uuid:mail_id>/<act>", "GET POST", STAFF),
    "staff.mail_texts": ("/staff/<programme>/mail-texts", "GET", STAFF),
    "staff.mail_text": ("/staff/<programme>/mail-texts/<kind>/<code>", "GET POST", STAFF),
    "staff.log": ("/staff/<programme>/log", "GET", STAFF),
    "staff.log_file": ("/staff/<programme>/log.csv", "GET", STAFF),
    "staff.search": ("/staff/<programme>/search", "GET", STAFF),
    "staff.own_units": ("/staff/<programme>/own", "GET", STAFF),
    "staff.reading": ("/staff/<programme>/rounds/<round_>/readings/<unit>", "GET", STAFF),
    "staff.comment": ("/staff/<programme>/rounds/<round_>/readings/<unit>/comments", "POST", STAFF),
    "staff.release": ("/staff/<programme>/rounds/<round_>/summary/release", "POST", STAFF),
    "staff.summary": ("/staff/<programme>/rounds/<round_>/summary", "GET", STAFF),
    "staff.summary_text": ("/staff/<programme>/rounds/<round_>/summary.txt", "GET", STAFF),
    "staff.summary_json": ("/staff/<programme>/rounds/<round_>/summary.json", "GET", STAFF),
    "staff.summary_csv": ("/staff/<programme>/rounds/<round_>/summary.csv", "GET", STAFF),
    "staff.summary_xlsx": ("/staff/<programme>/rounds/<round_>/summary.xlsx", "GET", STAFF),
    "staff.answers_csv": ("/staff/<programme>/rounds/<round_>/answers.csv", "GET", STAFF),
    "staff.chart_svg": ("/staff/<programme>/rounds/<round_>/summary/charts/<chart>.svg", "GET", STAFF),
    "staff.chart_png": ("/staff/<programme>/rounds/<round_>/summary/charts/<chart>.png", "GET", STAFF),
    "staff.figure": ("/staff/<programme>/rounds/<round_>/summary/figures/<key>/<kind>", "GET", STAFF),
    "staff.matrix": ("/staff/<programme>/rounds/<round_>/summary/matrix", "GET", STAFF),
    "staff.unit_sheet": ("/staff/<programme>/rounds/<round_>/summary/units/<unit>", "GET", STAFF),
    "supervision.healthz": ("/healthz", "GET", EVERYBODY),
    "supervision.readyz": ("/readyz", "GET", EVERYBODY),
    "static": ("/static/<path:filename>", "GET", EVERYBODY),
    "module": ("/modules/<mark>/<path:filename>", "GET", EVERYBODY),
}

TURNED_AWAY = {302, 303, 401, 403, 404}


def listed(app):
    """What the application answers to: (endpoint, address, methods)."""
    return {
        (rule.endpoint, rule.rule, " ".join(sorted(rule.methods - {"HEAD", "OPTIONS"})))
        for rule in app.url_map.iter_rules()
    }


def expected():
    return {(endpoint, address, methods) for endpoint, (address, methods, _) in ROUTES.items()}


def open_to_strangers(app, client, guarded):
    """Those of the guarded endpoints that answer a stranger with anything but being turned away."""
    app.config["WTF_CSRF_METHODS"] = set()  # a refused token would hide a missing guard
    found = set()
    for rule in app.url_map.iter_rules():
        for method in rule.methods & {"GET", "POST", "PUT", "PATCH", "DELETE"}:
            answer = client.open(address(app, rule), method=method, base_url=BASE_URL)
            if rule.endpoint in guarded and answer.status_code not in TURNED_AWAY:
                found.add((rule.endpoint, method))
    return found


def address(app, rule):
    """An address of the rule with something in each place."""
    somethings = {"UUIDConverter": "00000000-0000-7000-8000-000000000000", "IntegerConverter": 1}
    values = {
        name: somethings.get(type(converter).__name__, "x") for name, converter in rule._converters.items()
    }
    return app.url_map.bind("turnus.example").build(rule.endpoint, values, method=min(rule.methods))


def test_every_address_is_listed_with_its_methods(app):
    assert listed(app) == expected()


def test_an_unlisted_address_is_found(app):
    app.add_url_rule("/forgotten/<uuid:thing>", endpoint="forgotten", view_func=lambda thing: thing)

    assert listed(app) - expected() == {("forgotten", "/forgotten/<uuid:thing>", "GET")}


def test_whatever_is_not_for_everybody_turns_strangers_away(app, client):
    guarded = {endpoint for endpoint, (_, _, guard) in ROUTES.items() if guard != EVERYBODY}

    assert open_to_strangers(app, client, guarded) == set()


def test_a_missing_guard_is_found_behind_each_method(app, client):
    app.add_url_rule("/open/<uuid:thing>", "open", lambda thing: "let in", methods=["GET", "POST"])
    app.add_url_rule("/shut/<int:n>", "shut", lambda n: abort(403), methods=["GET", "POST"])

    assert open_to_strangers(app, client, {"open", "shut"}) == {("open", "GET"), ("open", "POST")}


def test_only_the_door_of_a_link_is_exempt_from_the_check_against_forged_posts(app):
    # Its page sets no cookie, so it holds no token; the view looks at the post's origin instead.
    assert app.csrf._exempt_views == {"surveyapp.web.respondent.link.enter"}
    assert app.csrf._exempt_blueprints == set()


def test_what_everybody_may_post_is_refused_without_the_pages_token(app, client):
    posts = [
        address(app, rule)
        for rule in app.url_map.iter_rules()
        if "POST" in rule.methods and ROUTES[rule.endpoint][2] == EVERYBODY
    ]

    statuses = {path: client.post(path, base_url=BASE_URL).status_code for path in posts}

    assert statuses == {"/language": 400, "/staff/sign-in": 400}
