"""Words that every report needs, for documents that do not bring their own."""

from collections.abc import Mapping

from forms.answers import Decision, Missing
from forms.texts import Text

MISSING: Mapping[str, Text] = {
    Missing.NOT_SHOWN: Text({"de": "nicht gestellt (Filterführung)", "en": "not asked (routing)"}),
    Missing.NOT_IN_VERSION: Text(
        {"de": "nicht gestellt (in dieser Fassung nicht enthalten)", "en": "not asked (not in this version)"}
    ),
    Missing.CANNOT_JUDGE: Text({"de": "kann ich nicht beurteilen", "en": "cannot judge"}),
    Missing.EMPTY: Text({"de": "keine Angabe", "en": "left empty"}),
    Missing.NO_REPORT: Text({"de": "kein Bericht", "en": "no report"}),
}

DECISIONS: Mapping[str, Text] = {
    Decision.STILL: Text({"de": "weiterhin", "en": "still"}),
    Decision.CHANGED: Text({"de": "geändert", "en": "changed"}),
    Decision.LEFT: Text({"de": "ausgeschieden", "en": "left"}),
    Decision.NEW: Text({"de": "neu", "en": "new"}),
}
