"""One wording in several languages."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType


@dataclass(frozen=True, slots=True)
class Text:
    """One wording, by language code ("de", "en")."""

    wordings: Mapping[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        object.__setattr__(self, "wordings", MappingProxyType(dict(self.wordings)))

    def __bool__(self) -> bool:
        return any(self.wordings.values())

    def in_(self, language: str, *fallbacks: str) -> str:
        """The wording in `language`, else in the first of `fallbacks` that has one, else in any, else ""."""
        for code in (language, *fallbacks):
            if self.wordings.get(code):
                return self.wordings[code]
        return next((wording for wording in self.wordings.values() if wording), "")
