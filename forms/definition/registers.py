"""Which register a list belongs to: what its fields mean there, and which question asks what changed."""

from collections.abc import Mapping
from dataclasses import dataclass

from forms.definition.entry import Entry
from forms.definition.pairing import Asked
from forms.questionnaire import Binding, Question, RegisterKind, SelfReport

WORDS: Mapping[RegisterKind, Mapping[str, str]] = {
    RegisterKind.PERSON: {
        "name": "text",
        "email": "text",
        "share": "single",
        "institution_type": "single",
        "department": "single",
        "since": "month",
    },
    RegisterKind.INSTITUTION: {
        "name": "text",
        "institution_type": "single",
        "seat": "single",
        "level": "single",
        "since": "month",
        "until": "month",
    },
}
"""What each register keeps of a row, and the type of the field that it is read from."""

ROLES = ("coordinator", "deputy")


def read_binding(entry: Entry, fields: tuple[Question, ...]) -> Binding | None:
    """What binds a roster to its register."""
    kind = entry.member("of", RegisterKind) if isinstance(entry.value, dict) else None
    words = WORDS.get(kind, {}) if kind else {}
    own = ("role", "asked") if kind is RegisterKind.PERSON else ("asked",)
    if not entry.is_table(("of", "name"), (*words, *own) if words else tuple(entry.value or ())):
        return None
    if kind is None:
        return None
    role = entry.text("role", ROLES[0])
    if role not in ROLES:
        entry.at("role").fault(f"'{role}' is no post; one of {', '.join(ROLES)}")
    found = {word: entry.text(word) for word in words if entry.has(word)}
    types = {field.key: field.type for field in fields}
    for word, key in found.items():
        if key not in types:
            entry.at(word).fault(f"there is no field '{key}' in these rows")
        elif types[key] != words[word]:
            entry.at(word).fault(f"'{word}' is read from a field of type {words[word]}, not {types[key]}")
    asked = _read_self_report(entry.at("asked")) if entry.has("asked") else None
    return Binding(kind, found, role if kind is RegisterKind.PERSON else "", asked)


def _read_self_report(entry: Entry) -> SelfReport | None:
    if not entry.is_table(("item", "unchanged"), ("counts", "kinds", "unseen")):
        return None
    return SelfReport(
        item=entry.text("item"),
        unchanged=_texts(entry, "unchanged"),
        counts=_texts(entry, "counts"),
        kinds=entry.text("kinds"),
        unseen=_texts(entry, "unseen"),
    )


def _texts(entry: Entry, step: str) -> tuple[str, ...]:
    return tuple(text for place in entry.entries(step) if (text := place.own_text()))


@dataclass(frozen=True, slots=True)
class BindingRules:
    """What a roster's register may name: items of the document, and codes of their choices."""

    questions: Mapping[str, Question]

    def check(self, asked: Asked) -> None:
        """Note every fault of the question that asks whether the roster of one item changed."""
        binding = asked.question.binding
        if binding is None or binding.asked is None:
            return
        entry, said = asked.entry.at("register").at("asked"), binding.asked
        self._check_codes(entry, "item", said.item, "unchanged", said.unchanged)
        if said.kinds:
            self._check_codes(entry, "kinds", said.kinds, "unseen", said.unseen)
        elif said.unseen:
            entry.at("unseen").fault("kinds of change stand here, but no 'kinds' names their question")
        for place, word in enumerate(said.counts):
            if word not in binding.fields or word in {"name", "email"}:
                entry.at("counts").at(place).fault(f"'{word}' is no fact that this register is given")

    def _check_codes(
        self, entry: Entry, step: str, key: str, codes_step: str, codes: tuple[str, ...]
    ) -> None:
        question = self.questions.get(key)
        if question is None or not question.choices:
            entry.at(step).fault(f"there is no item '{key}' with choices")
            return
        for place, code in enumerate(codes):
            if code not in question.choice_by_code:
                entry.at(codes_step).at(place).fault(f"'{code}' is none of the choices of '{key}'")
