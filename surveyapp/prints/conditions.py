"""When a question is asked, in words."""

from forms.expressions import Expression, Reference
from forms.expressions.tree import Binary, Call, Literal, Node
from forms.questionnaire import Question, Questionnaire
from surveyapp.wording import listed, say

_JOINS = {"and": "prints.only_if.and", "or": "prints.only_if.or"}
_IS = {"=": "prints.only_if.is", "!=": "prints.only_if.is_not"}
_WAS = {"=": "prints.only_if.was", "!=": "prints.only_if.was_not"}
_STANDS = {"=": "prints.only_if.unanswered", "!=": "prints.only_if.answered"}


def condition_in_words(question: Question, questionnaire: Questionnaire, language: str) -> str:
    """When a question is asked ("Nur wenn bei A2 „nein“ gewählt ist"), or at least what that depends on.

    Comparisons with a choice, chosen codes and what joins them are told; of anything else only the questions
    that stand in it. "" for a question that is always asked, and where no other question stands in it.
    """
    if question.relevant is None:
        return ""
    told = _told(question.relevant.tree, questionnaire, language)
    if told is not None:
        return say("prints.only_if", language, condition=told)
    codes = codes_in(question.relevant, question, questionnaire)
    return say("prints.depends", language, codes=listed(codes, language)) if codes else ""


def codes_in(condition: Expression, question: Question, questionnaire: Questionnaire) -> list[str]:
    """The codes of the other questions that a condition of `question` refers to, each once."""
    found = (questionnaire.question_by_key.get(each.item) for each in condition.references)
    others = (other for other in found if other is not None and other.key != question.key)
    return list(dict.fromkeys(other.label_code for other in others if other.label_code))


def _told(node: Node, questionnaire: Questionnaire, language: str) -> str | None:
    match node:
        case Binary(operator, left, right) if operator in _JOINS:
            sides = _told(left, questionnaire, language), _told(right, questionnaire, language)
            if sides[0] is None or sides[1] is None:
                return None
            return say(_JOINS[operator], language, left=sides[0], right=sides[1])
        case Binary(operator, Reference() as asked, Literal("")) if operator in _STANDS:
            return say(_STANDS[operator], language, code=_code(asked, questionnaire))
        case Binary(operator, Reference() as asked, Literal(str() as code)) if operator in _IS:
            return _choice_told(_IS[operator], asked, code, questionnaire, language)
        case Binary(operator, Call("last", (Reference() as asked,)), Literal(str() as code)) if (
            operator in _WAS
        ):
            return _choice_told(_WAS[operator], asked, code, questionnaire, language)
        case Call("selected", (Reference() as asked, Literal(str() as code))):
            return _choice_told(_IS["="], asked, code, questionnaire, language)
    return None


def _choice_told(
    key: str, asked: Reference, chosen: str, questionnaire: Questionnaire, language: str
) -> str | None:
    """A sentence about a choice of an item's own; None for a field, a row, or a code of no choice."""
    question = questionnaire.question_by_key.get(asked.variable)
    choice = question.choice_by_code.get(chosen) if question else None
    if question is None or choice is None:
        return None
    answer = choice.label.in_(language, *questionnaire.languages)
    return say(key, language, code=question.label_code, answer=answer)


def _code(asked: Reference, questionnaire: Questionnaire) -> str:
    question = questionnaire.question_by_key.get(asked.item)
    return question.label_code if question else asked.variable
