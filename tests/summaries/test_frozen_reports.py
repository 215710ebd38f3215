"""What was handed in, frozen and laid out as cells, is counted as it was answered."""

from dataclasses import asdict

from forms.answers import Address, Answer, Missing
from forms.revision import FrozenReport, cells
from surveyapp.summaries.answers_table import Cell, ReportRow, build
from surveyapp.summaries.summary import summarise
from tests.summaries.scenario import ROUND_2010, questionnaire


def report(unit, answers, rows):
    told = {
        Address(*address) if isinstance(address, tuple) else Address(address): (
            Answer(missing=value) if isinstance(value, Missing) else Answer(raw=str(value), value=value)
        )
        for address, value in answers.items()
    }
    frozen = FrozenReport("olov_report", 1, questionnaire().hash, unit, "2010", told, rows)
    return [Cell(unit, **asdict(cell)) for cell in cells(questionnaire(), frozen)]


def test_a_filled_a_vacant_and_a_missing_report_are_counted_together():
    filled = report(
        "giessen",
        {
            ("rekos.decision", "p1"): "still",
            ("rekos.institution_type", "p1"): "ihk",
            ("rekos.decision", "p2"): "left",
            ("rekos.institution_type", "p2"): "kreishandwerkerschaft",
            "coordinator_changed": "no",
            "practice_changed": "yes",
            "practice_kinds": ("W3", "W1"),
            "meetings_n": 6,
            ("attendance", "m1"): "always",
            ("attendance", "m2"): Missing.NOT_SHOWN,
        },
        {"rekos": ("p1", "p2"), "attendance": ("m1", "m2")},
    )
    vacant = report("hanau", {"coordinator_changed": "vacant", "meetings_n": Missing.EMPTY}, {"rekos": ()})
    units = ("hanau", "giessen", "vogelsbergkreis")
    owed = [ReportRow(unit, unit, "", owing=True, handed_in=unit != "vogelsbergkreis") for unit in units]

    summary = summarise(questionnaire(), build(filled + vacant, owed), round=ROUND_2010)

    assert summary.figure("coordinator_changed", "flag_count").units == ("hanau",)
    persons = summary.figure("rekos", "persons_by")
    assert (persons.value, persons.respondents, persons.units) == (1, 2, ("giessen",))
    assert summary.figure("meetings_n", "numeric_change").measures["median"] == 6
    assert summary.figure("meetings_n", "numeric_change").missing[Missing.EMPTY] == ("hanau",)
    assert summary.figure("attendance", "ordinal_shift").base == 1
    assert summary.paragraph["de"][2].text == (
        "In einer von 2 Regionen, die berichtet haben, wurde die Arbeitsweise verändert "
        "(Erhöhung der Frequenz der Treffen; Zusammenarbeit mit einer angrenzenden Region); "
        "Angaben dazu in 1 von 2 Berichten."
    )
