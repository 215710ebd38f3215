"""A section as a form of HTML: what its fields are called, what they hold, and what a post of them says."""

from forms.web_form.carried import is_confirmed, taken_over
from forms.web_form.names import (
    SAME,
    SEEN,
    address_of,
    field_name,
    mark,
    same_name,
    seen_name,
    unanswered_name,
)
from forms.web_form.section_form import Entry, FormData, SectionForm, field_text

__all__ = [
    "SAME",
    "SEEN",
    "Entry",
    "FormData",
    "SectionForm",
    "address_of",
    "field_name",
    "field_text",
    "is_confirmed",
    "mark",
    "same_name",
    "seen_name",
    "taken_over",
    "unanswered_name",
]
