"""The environment's variables: name, default, what each may say; docs/operators/settings.md tells it too."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from ipaddress import ip_address
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

PREFIX = "SURVEYAPP_"
LOOPBACK = frozenset({"127.0.0.1", "::1", "localhost"})
SHORTEST_KEY = 32
_HOST = re.compile(r"(?!-)[a-z0-9-]{1,63}(?<!-)(\.(?!-)[a-z0-9-]{1,63}(?<!-))*")


class Mode(StrEnum):
    """What the application runs for; real people report in production only."""

    PRODUCTION = "production"
    DEMO = "demo"
    DEVELOPMENT = "development"


class SmtpTls(StrEnum):
    """How the way to the mail server is encrypted."""

    NONE = "none"
    STARTTLS = "starttls"
    IMPLICIT = "implicit"


class LogLevel(StrEnum):
    """From which weight on something is logged."""

    DEBUG = "debug"
    INFO = "info"
    WARNING = "warning"
    ERROR = "error"


@dataclass(frozen=True)
class Variable:
    """One variable: how its text is read (ValueError: not understood), and what is expected in words."""

    name: str
    read: Callable[[str], Any]
    expected: str
    default: str = ""  # "": nothing is set
    secret: bool = False  # the value never stands in a message

    @property
    def full_name(self) -> str:
        """The name in the environment."""
        return PREFIX + self.name

    def fault(self, text: str) -> str:
        """Say in a sentence what is wrong with the text, without the text where it is secret."""
        shown = "its value (not shown)" if self.secret else repr(text)
        return f"{self.full_name}: {shown} is not {self.expected}."


def _database_url(text: str) -> str:
    scheme, _, rest = text.partition("://")
    if scheme not in {"sqlite", "postgresql", "postgresql+psycopg"} or not rest.strip("/"):
        raise ValueError(text)
    return text


def _key(text: str) -> str:
    if len(text) < SHORTEST_KEY:
        raise ValueError(text)
    return text


def _base_url(text: str) -> str:
    parts = urlsplit(text)
    host = parts.hostname or ""
    bare = not (parts.path.strip("/") or parts.query or parts.fragment or parts.username)
    encrypted = parts.scheme == "https" or (parts.scheme == "http" and host in LOOPBACK)
    if not (bare and encrypted and host and parts.port != 0):
        raise ValueError(text)
    return f"{parts.scheme}://{parts.netloc}"


def _host(text: str) -> str:
    if not _HOST.fullmatch(text.lower()):
        ip_address(text)
    return text.lower()


def _hosts(text: str) -> tuple[str, ...]:
    return tuple(_host(part.strip()) for part in text.split(","))


def _between(least: int, most: int) -> Callable[[str], int]:
    def read(text: str) -> int:
        if not re.fullmatch(r"[0-9]{1,12}", text) or not least <= int(text) <= most:
            raise ValueError(text)
        return int(text)

    return read


_port = _between(1, 65535)

VARIABLES: Mapping[str, Variable] = {
    variable.name.lower(): variable
    for variable in (
        Variable("MODE", Mode, "production, demo or development", "production"),
        Variable("INSTANCE_FOLDER", Path, "a folder", "var"),
        Variable("DATABASE_URL", _database_url, "sqlite:///FILE or postgresql://...", secret=True),
        Variable("SECRET_KEY", _key, f"a key of at least {SHORTEST_KEY} characters", secret=True),
        Variable("LINK_KEY", _key, f"a key of at least {SHORTEST_KEY} characters", secret=True),
        Variable("PUBLIC_BASE_URL", _base_url, "https://HOST (http:// on the loopback only), with no path"),
        Variable("TRUSTED_HOSTS", _hosts, "one or more host names, with commas between"),
        Variable("PROXY_HOPS", _between(0, 5), "a whole number from 0 to 5", "0"),
        Variable("MAX_REQUEST_BYTES", _between(100_000, 100_000_000), "from 100000 to 100000000", "2000000"),
        Variable("HOST", _host, "a host name or address to listen on", "127.0.0.1"),
        Variable("PORT", _port, "a port from 1 to 65535", "8000"),
        Variable("SMTP_HOST", _host, "the name of a mail server"),
        Variable("SMTP_PORT", _port, "a port from 1 to 65535", "587"),
        Variable("SMTP_USER", str, "a name"),
        Variable("SMTP_PASSWORD", str, "a password", secret=True),
        Variable("SMTP_TLS", SmtpTls, "none, starttls or implicit", "starttls"),
        Variable("MAIL_DOMAIN", _host, "a domain name"),
        Variable("LOG_LEVEL", LogLevel, "debug, info, warning or error", "info"),
    )
}
