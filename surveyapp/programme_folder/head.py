"""programme.yaml: what a programme is called, where and in which languages it works, which lists it keeps."""

import re
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from pathlib import PurePosixPath
from typing import Any, TypeGuard
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import yaml

from surveyapp.programme_folder.addresses import is_address
from surveyapp.programme_folder.tables import Faults
from workflows.calendars import Calendar
from workflows.refusals import Refused

FILE = "programme.yaml"
SLUG = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,59}")
SETTINGS = ("unit_words", "layer_words", "post_words", "holidays", "contact", "sender", "invented")
MAPPINGS = (
    *("names", "unit_words", "layer_words", "post_words"),
    *("holidays", "contact", "sender", "series", "code_lists"),
)
NEEDED = ("slug", "names", "zone", "languages", "layers", "unit_words", "contact")
OPTIONAL = ("layer_words", "post_words", "holidays", "series", "code_lists", "sender", "invented")
_LANGUAGE = re.compile(r"[a-z]{2,3}(?:-[A-Za-z0-9]{2,8})?")

Place = tuple[str, ...]


class Head:
    """What programme.yaml says, with every fault noted. What is wrong reads as if it were left out."""

    def __init__(self, text: str, faults: Faults) -> None:
        self._faults = faults
        self._lines: dict[Place, int] = {}
        self.content = self._parsed(text)
        self.languages = self._words("languages", _LANGUAGE, "language codes such as de")
        self.layers = self._words("layers", SLUG, "kinds of unit such as region")
        if self.content:
            self._check()

    @property
    def settings(self) -> Mapping[str, Any]:
        """What is kept with the programme; days as texts."""
        kept = {name: self.content[name] for name in SETTINGS if name in self.content}
        holidays = dict(kept.get("holidays", {}))
        if "closing_days" in holidays:
            holidays["closing_days"] = [str(day) for day in holidays["closing_days"]]
        return {**kept, "holidays": holidays} if holidays else kept

    @property
    def code_lists(self) -> Iterator[tuple[str, Mapping[str, Any]]]:
        """The code lists whose entries are whole: name and {file, code, labels, names}."""
        for name, entry in self._table("code_lists").items():
            if self._is_code_list(entry):
                yield name, entry

    def _parsed(self, text: str) -> dict[str, Any]:
        if not text:
            return {}  # that the file is missing has been noted
        try:
            node = yaml.compose(text, yaml.SafeLoader)
            content = yaml.safe_load(text)
        except yaml.MarkedYAMLError as error:
            line = error.problem_mark.line + 1 if error.problem_mark else 0
            self._faults.add(FILE, line, f"not readable as YAML: {error.problem}")
            return {}
        except (yaml.YAMLError, ValueError) as error:  # a ValueError: a day that no calendar has
            self._faults.add(FILE, 0, f"not readable as YAML: {error}")
            return {}
        if not isinstance(content, dict) or not isinstance(node, yaml.MappingNode):
            self._faults.add(FILE, 0, "expected a mapping")
            return {}
        self._note_lines(node, ())
        return content

    def _note_lines(self, node: yaml.MappingNode, place: Place) -> None:
        for key, value in node.value:
            here = (*place, str(key.value))
            if here in self._lines:
                self._faults.add(FILE, key.start_mark.line + 1, f"“{key.value}” stands twice")
            self._lines[here] = key.start_mark.line + 1
            if isinstance(value, yaml.MappingNode):
                self._note_lines(value, here)

    def _complain(self, place: Place, reason: str) -> None:
        known = [place[:length] for length in range(len(place), 0, -1) if place[:length] in self._lines]
        self._faults.add(FILE, self._lines[known[0]] if known else 0, reason)

    def _words(self, name: str, pattern: re.Pattern[str], meant: str) -> tuple[str, ...]:
        found = self.content.get(name)
        if not found:
            return ()
        if not isinstance(found, list) or not all(
            isinstance(word, str) and pattern.fullmatch(word) for word in found
        ):
            self._complain((name,), f"“{name}” lists {meant}")
            return ()
        if len(set(found)) < len(found):
            self._complain((name,), f"“{name}” names one twice")
        return tuple(found)

    def _table(self, *place: str) -> Mapping[str, Any]:
        found: Any = self.content
        for step in place:
            found = found.get(step, {}) if isinstance(found, dict) else {}
        return found if isinstance(found, dict) else {}

    def _check(self) -> None:
        for name in NEEDED:
            if not self.content.get(name):
                self._complain((name,), f"“{name}” is missing")
        for name in self.content:
            if name not in {*NEEDED, *OPTIONAL}:
                self._complain((str(name),), f"“{name}” is not known")
        for name in MAPPINGS:
            if self.content.get(name) and not isinstance(self.content[name], dict):
                self._complain((name,), f"“{name}” is expected to be a mapping")
        self._check_slug(("slug",), self.content.get("slug") or "missing")
        self._check_zone()
        self._check_wordings()
        self._check_mailbox("contact", {"name", "phone", "email"})
        self._check_mailbox("sender", {"name", "email"})
        if not isinstance(self.content.get("invented", False), bool):
            self._complain(("invented",), "“invented” is expected to be true or false")
        self._check_holidays()
        for name, entry in self._table("code_lists").items():
            self._check_code_list(name, entry)

    def _check_slug(self, place: Place, slug: object) -> None:
        if not isinstance(slug, str) or not SLUG.fullmatch(slug):
            self._complain(place, f"“{slug}” is no short name: letters, digits, - and _ only, as text")

    def _check_zone(self) -> None:
        zone = self.content.get("zone")
        try:
            if zone:
                ZoneInfo(str(zone))
        except (ZoneInfoNotFoundError, ValueError, OSError):
            self._complain(("zone",), f"the zone “{zone}” is not known, expected one such as Europe/Berlin")

    def _check_wordings(self) -> None:
        self._check_languages(("names",), _is_text, "a text")
        self._check_languages(("unit_words",), _is_pair, "{one: …, many: …}")
        self._check_layer_words()
        self._check_languages(("post_words",), _is_text, "a text")
        for slug in self._table("series"):
            self._check_slug(("series", str(slug)), slug)
            self._check_languages(("series", str(slug)), _is_text, "a text")

    def _check_layer_words(self) -> None:
        for layer in self._table("layer_words"):
            place = ("layer_words", str(layer))
            if layer not in self.layers:
                self._complain(place, f"“{layer}” is not one of “layers”")
            if not self._table(*place):
                self._complain(place, f"“{layer}” is expected to be a mapping")
            self._check_languages(place, _is_pair, "{one: …, many: …}")

    def _check_languages(self, place: Place, fits: Callable[[object], bool], meant: str) -> None:
        """Every language of the programme has a wording at the place, and each wording fits."""
        table = self._table(*place)
        if not table and place[0] != "series":
            return  # left out, or no mapping: noted before
        missing = [language for language in self.languages if language not in table]
        if missing:
            self._complain(place, f"“{place[-1]}” lacks the languages {', '.join(missing)}")
        for language, words in table.items():
            if not fits(words):
                self._complain(
                    (*place, str(language)), f"“{place[-1]}” in {language} is expected to be {meant}"
                )

    def _check_mailbox(self, name: str, known: set[str]) -> None:
        mailbox = self._table(name)
        if not mailbox:
            return  # left out, or no mapping: noted before
        self._check_keys((name,), mailbox, known)
        if not is_address(str(mailbox.get("email", ""))):
            self._complain((name, "email"), f"“{name}” needs an e-mail address")

    def _check_holidays(self) -> None:
        kept = self._table("holidays")
        self._check_keys(("holidays",), kept, {"country", "subdivision", "closing_days"})
        language = self.languages[0] if self.languages else "en"
        try:
            Calendar(str(kept.get("country", "DE")), kept.get("subdivision"), frozenset(), language)
        except Refused:
            self._complain(("holidays",), "no public holidays are known for this country and subdivision")
        days = kept.get("closing_days", [])
        if not isinstance(days, list) or not all(_is_day(day) for day in days):
            self._complain(("holidays", "closing_days"), "“closing_days” lists days such as 2027-12-24")

    def _check_keys(self, place: Place, table: Mapping[str, Any], known: set[str]) -> None:
        for name in table:
            if name not in known:
                self._complain((*place, str(name)), f"“{name}” is not known here")

    def _check_code_list(self, name: str, entry: object) -> None:
        if not self._is_code_list(entry):
            self._complain(("code_lists", name), f"the list “{name}” needs file, code and labels")
            return
        self._check_keys(("code_lists", name), entry, {"file", "code", "labels", "names"})
        if entry.get("names"):
            self._check_languages(("code_lists", name, "names"), _is_text, "a text")
        missing = [language for language in self.languages if language not in entry["labels"]]
        if missing:
            self._complain(("code_lists", name), f"the list “{name}” lacks labels for {', '.join(missing)}")
        path = PurePosixPath(entry["file"])
        if path.is_absolute() or ".." in path.parts:
            self._complain(("code_lists", name), f"the list “{name}” stands outside the folder")

    @staticmethod
    def _is_code_list(entry: object) -> TypeGuard[dict[str, Any]]:
        if not isinstance(entry, dict) or {"file", "code", "labels"} - set(entry):
            return False
        labels = entry["labels"]
        texts = [entry["file"], entry["code"], *(labels.values() if isinstance(labels, dict) else [None])]
        return all(_is_text(text) for text in texts)


def _is_text(words: object) -> bool:
    return isinstance(words, str) and bool(words.strip())


def _is_pair(words: object) -> bool:
    return isinstance(words, dict) and set(words) == {"one", "many"} and all(map(_is_text, words.values()))


def _is_day(day: object) -> bool:
    if isinstance(day, date):
        return True
    try:
        return isinstance(day, str) and date.fromisoformat(day).isoformat() == day
    except ValueError:
        return False
