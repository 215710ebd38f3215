"""Questionnaires that follow a code list: at once before a round opens, by a new version from then on."""

import shutil
from datetime import UTC, date, datetime

import pytest
from sqlalchemy import select

from forms.texts import Text
from surveyapp.models import Code, Event, QuestionnaireVersion
from surveyapp.programme_folder import read_folder
from surveyapp.services import rounds
from surveyapp.services.code_lists import CodeWords, add_code, change_code
from surveyapp.services.code_sheets import list_at
from surveyapp.services.list_versions import CodeTurn, Turn, followings, make_version
from surveyapp.services.programme_import import import_programme
from surveyapp.services.questionnaires import loaded
from surveyapp.services.ticks import operator
from tests.services.cast import FOLDER, OPENED, TYPING, local, new_round, plan
from workflows.refusals import Refused

KINDS = "institution_types"
MUSEUM = CodeWords({"pt": "Museu", "en": "Museum"})
NEXT_YEAR = plan(
    opens=local(2028, 2, 1, 8, 0),
    due=local(2028, 3, 15, 23, 59),
    closes=local(2028, 3, 31, 23, 59),
    period_from=date(2027, 1, 1),
    cutoff_on=date(2027, 12, 31),
)
IN_A_YEAR = datetime(2028, 2, 1, 11, tzinfo=UTC)
OLD = ["biblioteca", "escola", "ong"]


def act(network, verb, *told, **further):
    with network.work() as session:
        return verb(session, operator(session, TYPING), network.programme(session), *told, TYPING, **further)


def renewed_version(network, questionnaire="leitura"):
    with network.work() as session:
        programme = network.programme(session)
        kept = list_at(session, programme, KINDS)
        return make_version(
            session, operator(session, TYPING), programme, kept, questionnaire, TYPING
        ).version


def following(network):
    with network.work() as session:
        programme = network.programme(session)
        (found,) = followings(session, programme, list_at(session, programme, KINDS), TYPING)
        return found


def offered(network, slug):
    """The codes that the form of a round offers for the kind of an institution."""
    with network.work() as session:
        round_ = network.round(session, slug)
        version = session.get_one(
            QuestionnaireVersion, (round_.programme_id, round_.questionnaire_version_id)
        )
        question = next(each for each in loaded(version).questions if each.key == "pessoas")
        return version.version, [choice.code for choice in question.field_by_key["tipo"].choices]


def planned(network, slug="2027"):
    with network.work() as session:
        actor_id = operator(session, TYPING)
        rounds.plan_round(session, actor_id, network.programme(session), new_round(slug, NEXT_YEAR), TYPING)


def test_a_version_that_no_round_has_opened_follows_at_once(planned_network):
    planned(planned_network)

    act(planned_network, add_code, KINDS, "museu", MUSEUM)

    assert offered(planned_network, "2027") == (1, [*OLD, "museu"])
    found = following(planned_network)
    assert (found.version, found.is_in_use, found.turns) == (1, False, ())
    assert [text.in_("en") for _, text in found.questions]


def test_the_form_of_an_open_round_stays_and_the_page_can_tell(network):
    act(network, add_code, KINDS, "museu", MUSEUM)

    assert offered(network, "2026") == (1, OLD)
    found = following(network)
    assert (found.is_in_use, found.keeping, found.waiting) == (
        True,
        (Text({"pt": "2026", "en": "2026"}),),
        (),
    )
    museum = Text({"pt": "Museu", "en": "Museum"})
    assert found.turns == (CodeTurn("museu", museum, museum, Turn.NEW),)


def test_a_new_version_has_the_list_of_today_and_planned_rounds_take_it(network):
    planned(network)
    act(network, add_code, KINDS, "museu", MUSEUM)
    assert following(network).waiting == (Text({"pt": "2027", "en": "2027"}),)

    number = renewed_version(network)

    assert number == 2
    assert offered(network, "2026") == (1, OLD)
    assert offered(network, "2027") == (2, [*OLD, "museu"])
    found = following(network)
    assert (found.version, found.is_in_use, found.turns, found.waiting) == (2, False, (), ())
    with network.work() as session:
        actions = set(session.scalars(select(Event.action)))
    assert actions >= {"round.plan_changed", "questionnaire.renewed"}


def test_a_round_opened_after_it_asks_the_new_version_and_the_next_change_goes_into_a_third(network):
    planned(network)
    act(network, add_code, KINDS, "museu", MUSEUM)
    renewed_version(network)
    with network.work() as session:
        rounds.open_round(session, operator(session, IN_A_YEAR), network.round(session, "2027"), IN_A_YEAR)

    act(network, change_code, KINDS, "museu", CodeWords({"pt": "Museus", "en": "Museums"}))

    assert offered(network, "2027")[0] == 2
    assert [turn.turn for turn in following(network).turns] == [Turn.RENAMED]
    assert renewed_version(network) == 3


TURNS = {
    "renamed": (CodeWords({"pt": "Escolas", "en": "Schools"}), Turn.RENAMED),
    "ended": (CodeWords({"pt": "Escola", "en": "School"}, until_on=date(2030, 1, 1)), Turn.ENDED),
    "begun": (CodeWords({"pt": "Escola", "en": "School"}, date(2020, 1, 1)), Turn.CHANGED),
}


@pytest.mark.parametrize("name", TURNS)
def test_what_a_new_version_would_change_is_named(network, name):
    words, turn = TURNS[name]

    act(network, change_code, KINDS, "escola", words)

    assert [(each.code, each.turn) for each in following(network).turns] == [("escola", turn)]


def test_days_that_staff_give_count_though_the_questionnaire_never_named_them(planned_network):
    words = CodeWords({"pt": "Escola", "en": "School"}, until_on=date(2026, 12, 31))

    act(planned_network, change_code, KINDS, "escola", words)

    with planned_network.work() as session:
        version = session.scalars(select(QuestionnaireVersion)).one()
        spec = version.document["lists"]["tipos"]
    assert spec["valid_to"] == "valid_to"
    assert [choice.get("valid_to") for choice in spec["choices"]] == [None, "2026-12-30", None]


def test_nothing_new_makes_no_version(network):
    with pytest.raises(Refused, match=r"^code_list\.nothing_new$"):
        renewed_version(network)
    with pytest.raises(Refused, match=r"^questionnaire\.unknown$"):
        renewed_version(network, "nada")


def test_an_import_takes_a_document_in_use_as_it_was_and_a_new_one_with_the_list_of_today(network, tmp_path):
    folder = shutil.copytree(FOLDER, tmp_path / "folder")
    act(network, add_code, KINDS, "museu", MUSEUM)

    with network.work() as session:
        outcome = import_programme(session, operator(session, TYPING), read_folder(folder), TYPING)
    assert not outcome.changed_anything

    file = folder / "questionnaires" / "leitura.yaml"
    file.write_text(file.read_text("utf-8").replace("version: 1", "version: 2", 1), "utf-8")
    with network.work() as session:
        import_programme(session, operator(session, TYPING), read_folder(folder), TYPING)

    planned(network)
    assert offered(network, "2026") == (1, OLD)
    assert offered(network, "2027") == (2, [*OLD, "museu"])


@pytest.fixture
def choosy(tmp_path):
    """A copy of the folder whose list says what is offered: schools alone."""
    folder = shutil.copytree(FOLDER, tmp_path / "folder")
    table = folder / "lists" / "tipos.csv"
    head, *lines = table.read_text("utf-8").splitlines()
    rows = [f"{line},{'yes' if 'escola,' in line else 'no'}" for line in lines]
    table.write_text("\n".join([f"{head},selectable", *rows, ""]), "utf-8")
    file = folder / "questionnaires" / "leitura.yaml"
    spec = "pt: nome, en: name"
    told = file.read_text("utf-8").replace(f"{spec}}}", f'{spec}, where: {{selectable: "yes"}}}}')
    file.write_text(told, "utf-8")
    return folder


def taken_in(network, folder):
    with network.work() as session:
        import_programme(session, operator(session, TYPING), read_folder(folder), TYPING)


def test_a_change_that_leaves_no_questionnaire_is_refused_and_nothing_is_kept(planned_network, choosy):
    taken_in(planned_network, choosy)
    words = CodeWords({"pt": "Escola", "en": "School"}, facts={"selectable": "no"})

    with pytest.raises(Refused, match=r"^code_list\.unfit$"):
        act(planned_network, change_code, KINDS, "escola", words)

    planned(planned_network)
    assert offered(planned_network, "2027") == (1, ["escola"])


def test_a_list_that_a_version_in_use_cannot_follow_is_told_and_can_be_mended(planned_network, choosy):
    taken_in(planned_network, choosy)
    planned_network.open_round("2026", plan(), OPENED)
    with planned_network.work() as session:
        school = session.scalars(select(Code).where(Code.code == "escola")).one()
        school.facts = {"selectable": "no"}  # as a folder says whose own questionnaire has moved on

    before = following(planned_network)
    words = CodeWords({"pt": "Biblioteca", "en": "Library"}, facts={"selectable": "yes"})
    act(planned_network, change_code, KINDS, "biblioteca", words)
    after = following(planned_network)

    assert (before.fits, before.turns) == (False, ())
    assert (after.fits, [each.turn for each in after.turns]) == (True, [Turn.NEW, Turn.GONE])


def test_a_round_that_the_clock_has_opened_counts_before_it_is_recorded(planned_network):
    planned(planned_network)
    with planned_network.work() as session:
        planned_network.round(session, "2027").opening = "clock"
    with planned_network.work() as session:
        programme = planned_network.programme(session)
        actor_id = operator(session, IN_A_YEAR)
        add_code(session, actor_id, programme, KINDS, "museu", MUSEUM, IN_A_YEAR)

    assert offered(planned_network, "2027") == (1, OLD)
