"""The whole questionnaire on paper, to be read and talked over before the form is filled in."""

from collections.abc import Iterator, Sequence
from typing import Any

from forms.questionnaire import CarryOver, Choice, Question, RowsFrom
from forms.texts import Text
from surveyapp.prints.conditions import codes_in, condition_in_words
from surveyapp.prints.mastheads import drawn_masthead, period, without_places
from surveyapp.prints.sheets import QuestionnaireSheet, Table
from surveyapp.prints.tables import drawn_table
from surveyapp.prints.typesetting import typeset
from surveyapp.wording import day_in_words, listed, moment_in_words, say, short_day

_CHOOSING = {"single", "multiple"}
_LONG_LIST = 8


def questionnaire_pdf(sheet: QuestionnaireSheet, language: str) -> bytes:
    """The questionnaire as PDF/UA-1 on A4, last answers beside the questions. Equal in, equal out."""
    return typeset("questionnaire", _Reading(sheet, language).drawn(), language)


class _Reading:
    """One questionnaire in one language; long lists of choices are printed once and then referred to."""

    def __init__(self, sheet: QuestionnaireSheet, language: str) -> None:
        self._sheet = sheet
        self._language = language
        self._printed: dict[tuple[str, ...], str] = {}

    def drawn(self) -> dict[str, Any]:
        """Everything that the template takes."""
        head, questionnaire = self._sheet.masthead, self._sheet.questionnaire
        return {
            **drawn_masthead(head, self._words(questionnaire.title), self._language),
            "lead": self._say("prints.read.lead"),
            "facts": [{"name": name, "text": text} for name, text in self._facts()],
            "sections": [
                {
                    "code": section.label_code,
                    "title": self._words(section.title),
                    "questions": [
                        self._question(question)
                        for question in questionnaire.in_section(section.key)
                        if question.type != "computed"
                    ],
                }
                for section in questionnaire.sections
            ],
            "foot": self._say("prints.read.foot"),
        }

    def _facts(self) -> Iterator[tuple[str, str]]:
        head = self._sheet.masthead
        yield self._say("prints.period"), period(head, self._language)
        yield self._say("prints.cutoff"), day_in_words(head.cutoff_on, self._language)
        yield self._say("prints.read.due"), moment_in_words(self._sheet.due_at, self._language, head.zone)

    def _question(self, question: Question) -> dict[str, Any]:
        asked = question.text_first_round if self._sheet.is_first_round else None
        return {
            "code": question.label_code,
            "question": without_places(self._words(asked or question.text)),
            "required": self._say("prints.read.required") if question.required else "",
            "hints": [hint for hint in self._hints(question) if hint],
            "body": self._body(question),
            "last": self._last(question),
        }

    def _hints(self, question: Question) -> Iterator[str]:
        questionnaire = self._sheet.questionnaire
        if question.relevant is not None:
            yield condition_in_words(question, questionnaire, self._language)
        yield self._words(question.help)
        if question.type == "multiple":
            yield self._say("prints.read.several")
        if question.choice_filter is not None:
            codes = codes_in(question.choice_filter, question, questionnaire)
            yield self._say("prints.choices_depend", codes=listed(codes, self._language)) if codes else ""
        if question.carry_over is not CarryOver.NONE and not self._sheet.is_first_round:
            yield self._say(f"prints.carry_over.{question.carry_over}")

    def _body(self, question: Question) -> dict[str, Any]:
        if question.has_rows:
            return {
                "kind": "fields",
                "lead": self._say("prints.read.fields"),
                "table": self._fields(question),
            }
        if question.type == "grid":
            return self._grid(question)
        if question.type in _CHOOSING:
            return self._choices(question)
        if question.type == "note":
            return {"kind": "nothing"}
        return {"kind": "lines" if question.type == "long_text" else "line", "label": self._format(question)}

    def _choices(self, question: Question) -> dict[str, Any]:
        offered = self._offered(question)
        before = self._printed_before(offered, question.label_code)
        if before:
            return {"kind": "words", "text": before}
        return {
            "kind": "choices",
            "round": question.type == "single",
            "choices": [self._choice(choice) for choice in offered],
        }

    def _printed_before(self, offered: Sequence[Choice], code: str) -> str:
        """A reference to the question where the same long list stands; "" for a short or a new one."""
        codes = tuple(choice.code for choice in offered)
        before = self._printed.setdefault(codes, code)
        if before == code or len(codes) < _LONG_LIST:
            return ""
        return self._say("prints.read.same_choices", code=before)

    def _choice(self, choice: Choice) -> dict[str, Any]:
        note = self._say("prints.read.exclusive") if choice.exclusive else ""
        return {"label": self._words(choice.label), "note": note, "open": choice.other is not None}

    def _grid(self, question: Question) -> dict[str, Any]:
        offered = self._offered(question)
        heads = [self._words(choice.label) for choice in offered] or [self._format(question)]
        return {"kind": "grid", "heads": heads, "rows": self._grid_rows(question), "round": bool(offered)}

    def _grid_rows(self, question: Question) -> list[str]:
        if isinstance(question.rows, RowsFrom):
            roster = self._sheet.questionnaire.question_by_key[question.rows.roster]
            return [self._say("prints.read.each_row", code=roster.label_code)]
        return [self._words(row.label) for row in question.rows or ()]

    def _fields(self, question: Question) -> dict[str, Any]:
        """What is asked for each row: a table of field, answer and whether it must stand."""
        heads = (
            self._say("prints.read.field"),
            self._say("prints.read.answer"),
            self._say("prints.read.needed"),
        )
        rows = tuple(
            (
                self._words(inner.text),
                self._field(inner, question.label_code),
                self._say("prints.yes") if inner.required else "",
            )
            for inner in question.fields
            if inner.type != "note"
        )
        return drawn_table(Table(heads, rows), "", self._language) | {"note": ""}

    def _field(self, inner: Question, code: str) -> str:
        if inner.type not in _CHOOSING:
            return self._format(inner)
        offered = self._offered(inner)
        return self._printed_before(offered, code) or " / ".join(self._words(each.label) for each in offered)

    def _format(self, question: Question) -> str:
        kind = question.cell.type if question.cell else question.type
        unit = question.cell.unit if question.cell else question.unit
        words = self._say(f"prints.format.{kind}")
        return f"{words} ({unit})" if unit else words

    def _last(self, question: Question) -> dict[str, Any] | None:
        last = self._sheet.last
        found = last.answers.get(question.key) if last is not None else None
        if last is None or found is None:
            return None
        told = {"title": self._say("prints.last", cutoff_on=short_day(last.cutoff_on, self._language))}
        if isinstance(found, Table):
            return {**told, "table": drawn_table(found, self._sheet.masthead.left_empty, self._language)}
        return {**told, "text": found}

    def _offered(self, question: Question) -> tuple[Choice, ...]:
        cutoff_on = self._sheet.masthead.cutoff_on
        return tuple(choice for choice in question.choices if choice.is_offered_on(cutoff_on))

    def _words(self, text: Text | None) -> str:
        return text.in_(self._language, *self._sheet.questionnaire.languages) if text else ""

    def _say(self, key: str, **facts: str) -> str:
        return say(key, self._language, None, **facts)
