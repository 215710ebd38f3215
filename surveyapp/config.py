"""Settings from the environment: read once at the start, with every fault named at once."""

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from secrets import token_urlsafe
from typing import Any
from urllib.parse import urlsplit

from surveyapp.keys import KeyFault, kept_key
from surveyapp.variables import LOOPBACK, PREFIX, VARIABLES, LogLevel, Mode, SmtpTls

__all__ = ["LogLevel", "Mode", "Settings", "SettingsFaults", "SmtpTls", "read_settings"]

KEYS = ("secret_key", "link_key")


@dataclass(frozen=True)
class Settings:
    """How this instance runs. Without `smtp_host` mails are kept and never said to be sent."""

    mode: Mode
    instance_folder: Path
    database_url: str = field(repr=False)  # it may hold a password
    secret_key: str = field(repr=False)  # signs cookies
    link_key: str = field(repr=False)  # signs access links; a new one kills every link sent before
    public_base_url: str  # scheme and host as people see them, no slash at the end
    trusted_hosts: tuple[str, ...]
    proxy_hops: int  # how many proxies in front may speak for the visitor
    max_request_bytes: int
    host: str
    port: int
    smtp_host: str | None
    smtp_port: int
    smtp_user: str | None
    smtp_password: str | None = field(repr=False)
    smtp_tls: SmtpTls
    mail_domain: str  # of Message-IDs and of senders that a programme does not name
    log_level: LogLevel


class SettingsFaults(Exception):
    """The environment is not right; `faults` holds a sentence for each thing, none of them with a secret."""

    def __init__(self, faults: tuple[str, ...]) -> None:
        super().__init__("\n".join(faults))
        self.faults = faults


def read_settings(environ: Mapping[str, str] | None = None, *, serving: bool = True) -> Settings:
    """Read the variables with the prefix SURVEYAPP_ (an empty one counts as unset).

    Raises SettingsFaults with all faults. In demo and development the two keys are made once and kept in the
    instance folder; in production they and the public address must be given. A command that serves no page
    and sends no mail (`serving` False) does without: its keys are thrown away, what they sign opens nothing.
    """
    given = _given(os.environ if environ is None else environ)
    faults = _unknown(given)
    values = _read(given, faults)
    faults += _missing(given, values) if serving else []
    faults += _contradictions(given, values)
    if not faults:
        _complete(values)
        _make_keys(values, faults, kept=values["mode"] is not Mode.PRODUCTION)
    if faults:
        raise SettingsFaults(tuple(faults))
    return Settings(**values)


def _given(environ: Mapping[str, str]) -> dict[str, str]:
    """What was said, by the variable's key, `port` for SURVEYAPP_PORT."""
    return {
        name.removeprefix(PREFIX).lower(): text.strip()
        for name, text in environ.items()
        if name.startswith(PREFIX) and text.strip()
    }


def _unknown(given: Mapping[str, str]) -> list[str]:
    return [f"{PREFIX}{key.upper()} is not a setting." for key in sorted(given) if key not in VARIABLES]


def _read(given: Mapping[str, str], faults: list[str]) -> dict[str, Any]:
    """Read each variable or its default; what cannot be read becomes a fault and None."""
    values: dict[str, Any] = dict.fromkeys(VARIABLES)
    for key, variable in VARIABLES.items():
        text = given.get(key, variable.default)
        try:
            values[key] = variable.read(text) if text else None
        except ValueError:
            faults.append(variable.fault(text))
    return values


def _missing(given: Mapping[str, str], values: Mapping[str, Any]) -> list[str]:
    """Production makes up nothing: its keys and its address are said."""
    if values["mode"] is not Mode.PRODUCTION:
        return []
    needed = [VARIABLES[key] for key in (*KEYS, "public_base_url") if key not in given]
    return [f"{variable.full_name} is not set; production needs {variable.expected}." for variable in needed]


def _contradictions(given: Mapping[str, str], values: Mapping[str, Any]) -> list[str]:
    faults = []
    if "secret_key" in given and given["secret_key"] == given.get("link_key"):
        faults.append("SURVEYAPP_LINK_KEY must not be the same key as SURVEYAPP_SECRET_KEY.")
    if ("smtp_user" in given) != ("smtp_password" in given):
        faults.append("SURVEYAPP_SMTP_USER and SURVEYAPP_SMTP_PASSWORD are given together or not at all.")
    if "smtp_user" in given and "smtp_host" not in given:
        faults.append("SURVEYAPP_SMTP_USER is set, but SURVEYAPP_SMTP_HOST names no mail server.")
    in_the_clear = values["smtp_tls"] is SmtpTls.NONE and values["smtp_host"] not in LOOPBACK
    if "smtp_password" in given and in_the_clear:
        faults.append("SURVEYAPP_SMTP_TLS is none, so the password would travel in the clear.")
    return faults


def _complete(values: dict[str, Any]) -> None:
    """Derive what was left open from what was said."""
    base_url = values["public_base_url"] or f"http://127.0.0.1:{values['port']}"
    host = urlsplit(base_url).hostname
    database = values["instance_folder"].absolute() / "turnus.sqlite3"
    values["public_base_url"] = base_url
    values["trusted_hosts"] = values["trusted_hosts"] or (host,)
    values["mail_domain"] = values["mail_domain"] or host
    values["database_url"] = values["database_url"] or f"sqlite:///{database}"


def _make_keys(values: dict[str, Any], faults: list[str], *, kept: bool) -> None:
    """Make the keys that nobody gave; those that are not kept live as long as the process."""
    for key in KEYS:
        if values[key] is None:
            try:
                values[key] = kept_key(values["instance_folder"], key) if kept else token_urlsafe(48)
            except KeyFault as fault:
                faults.append(str(fault))
