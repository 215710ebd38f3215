"""Answers and findings in words, wherever no whole section is drawn."""

from forms.answer_types.registry import answer_type, part_of
from forms.answers import Address, Answer, Answers, Origin
from forms.findings import UNREADABLE, Finding
from forms.questionnaire import Questionnaire
from forms.variables import clean, question_of, show


def words_of(questionnaire: Questionnaire, address: Address, text: str, language: str) -> str:
    """What a field's text says to people: labels for codes; the text itself where it cannot be read."""
    item = question_of(questionnaire, address.key)
    if item is None:
        return text
    answer: Answer = clean(item, address, text, language, Origin.TYPED)
    return show(item, address, answer, language) or text


def sentence_of(questionnaire: Questionnaire, answers: Answers, finding: Finding, language: str) -> str:
    """A finding's words; for what cannot be read those of its type, which say how to write it."""
    item = questionnaire.question_by_key[finding.address.item]
    answer = answers.get(finding.address)
    if finding.code == UNREADABLE and answer is not None:
        part = part_of(finding.address.key, item)
        return answer_type(item).message(answer, item, part).in_(language)
    return finding.message.in_(language)
