"""All addresses of the pages that a personal link leads to."""

from flask import Blueprint

from surveyapp.web.respondent import files, link, pages, questions, sections, submitting, visits

links = Blueprint("link", __name__)
links.add_url_rule("/z/<token>", "door", link.door, methods=["GET"])
links.add_url_rule("/z/<token>", "enter", link.enter, methods=["POST"])

# The page of a link is the same for everybody and sets no cookie, so it holds no token against forged posts;
# `enter` looks at where the post comes from instead.
links.record_once(lambda state: state.app.extensions["csrf"].exempt(link.enter))

respondent = Blueprint("respondent", __name__, url_prefix="/report")
respondent.before_request(visits.begin)
respondent.add_url_rule("", "overview", pages.overview, methods=["GET"])
respondent.add_url_rule("/section/<key>", "section", sections.section, methods=["GET"])
respondent.add_url_rule("/section/<key>", "save", sections.save, methods=["POST"])
respondent.add_url_rule("/check", "check", submitting.check, methods=["GET"])
respondent.add_url_rule("/replies", "reply", questions.reply, methods=["POST"])
respondent.add_url_rule("/submit", "submit", submitting.submit, methods=["POST"])
respondent.add_url_rule("/receipt", "receipt", submitting.receipt, methods=["GET"])
respondent.add_url_rule("/receipt.pdf", "receipt_pdf", files.receipt, methods=["GET"])
respondent.add_url_rule("/last", "last", submitting.last_report, methods=["GET"])
respondent.add_url_rule("/due.ics", "calendar", files.calendar, methods=["GET"])
respondent.add_url_rule("/read.pdf", "read_pdf", files.questions, methods=["GET"])
respondent.add_url_rule("/read", "read", pages.read, methods=["GET"])
respondent.add_url_rule("/language", "language", pages.choose_language, methods=["POST"])
respondent.add_url_rule("/leave", "leave", pages.leave, methods=["POST"])
