"""Settings: what is read, what is derived, and that every fault is named at once and no secret ever."""

import re
import stat
from pathlib import Path

import pytest

from surveyapp.config import Mode, SettingsFaults, SmtpTls, read_settings
from surveyapp.variables import VARIABLES

KEY = "k" * 32
OTHER_KEY = "o" * 32
PRODUCTION = {
    "SURVEYAPP_MODE": "production",
    "SURVEYAPP_SECRET_KEY": KEY,
    "SURVEYAPP_LINK_KEY": OTHER_KEY,
    "SURVEYAPP_PUBLIC_BASE_URL": "https://berichte.example.org/",
}
DOCUMENT = Path(__file__).parents[1] / "docs" / "operators" / "settings.md"


def faults_of(environ):
    with pytest.raises(SettingsFaults) as caught:
        read_settings(environ)
    return caught.value.faults


def test_production_derives_what_was_left_open_from_its_address():
    settings = read_settings(PRODUCTION)

    assert settings.mode is Mode.PRODUCTION
    assert settings.public_base_url == "https://berichte.example.org"
    assert settings.trusted_hosts == ("berichte.example.org",)
    assert settings.mail_domain == "berichte.example.org"
    assert settings.database_url == f"sqlite:///{Path('var').absolute()}/turnus.sqlite3"
    assert settings.smtp_host is None
    assert (settings.smtp_port, settings.smtp_tls) == (587, SmtpTls.STARTTLS)
    assert (settings.host, settings.port, settings.proxy_hops) == ("127.0.0.1", 8000, 0)
    assert settings.max_request_bytes == 2_000_000


def test_production_names_everything_that_it_needs_and_nobody_gave():
    assert faults_of({}) == (
        "SURVEYAPP_SECRET_KEY is not set; production needs a key of at least 32 characters.",
        "SURVEYAPP_LINK_KEY is not set; production needs a key of at least 32 characters.",
        (
            "SURVEYAPP_PUBLIC_BASE_URL is not set; production needs"
            " https://HOST (http:// on the loopback only), with no path."
        ),
    )


def test_a_command_that_serves_nothing_needs_no_keys_and_signs_with_none_that_lasts():
    first, second = read_settings({}, serving=False), read_settings({}, serving=False)

    keys = {first.secret_key, first.link_key, second.secret_key, second.link_key}
    assert len(keys) == 4
    assert min(map(len, keys)) >= 32
    assert first.mode is Mode.PRODUCTION


def test_an_empty_variable_counts_as_not_set():
    settings = read_settings({**PRODUCTION, "SURVEYAPP_PORT": " ", "SURVEYAPP_SMTP_HOST": ""})

    assert settings.port == 8000
    assert settings.smtp_host is None


def test_faults_of_every_kind_are_named_at_once():
    assert faults_of(
        {
            **PRODUCTION,
            "SURVEYAPP_PORT": "http",
            "SURVEYAPP_LOG_LEVEL": "loud",
            "SURVEYAPP_LINK_KEY": KEY,
            "SURVEYAPP_SMTP_USER": "turnus",
            "SURVEYAPP_DATBASE_URL": "sqlite:///x",
        }
    ) == (
        "SURVEYAPP_DATBASE_URL is not a setting.",
        "SURVEYAPP_PORT: 'http' is not a port from 1 to 65535.",
        "SURVEYAPP_LOG_LEVEL: 'loud' is not debug, info, warning or error.",
        "SURVEYAPP_LINK_KEY must not be the same key as SURVEYAPP_SECRET_KEY.",
        "SURVEYAPP_SMTP_USER and SURVEYAPP_SMTP_PASSWORD are given together or not at all.",
        "SURVEYAPP_SMTP_USER is set, but SURVEYAPP_SMTP_HOST names no mail server.",
    )


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("MODE", "prod"),
        ("PUBLIC_BASE_URL", "http://berichte.example.org"),
        ("PUBLIC_BASE_URL", "https://berichte.example.org/turnus"),
        ("PUBLIC_BASE_URL", "https://berichte.example.org:99999"),
        ("TRUSTED_HOSTS", "berichte.example.org, *"),
        ("PROXY_HOPS", "-1"),
        ("MAX_REQUEST_BYTES", "1"),
        ("HOST", "not a host"),
        ("PORT", "0"),
        ("PORT", "١٢"),
        ("SMTP_HOST", "mail..example.org"),
        ("SMTP_TLS", "ssl"),
        ("MAIL_DOMAIN", "@example.org"),
    ],
)
def test_a_wrong_value_is_refused_with_the_variable_the_value_and_what_is_expected(name, text):
    (fault,) = faults_of({**PRODUCTION, f"SURVEYAPP_{name}": text})

    assert fault == f"SURVEYAPP_{name}: {text!r} is not {VARIABLES[name.lower()].expected}."


@pytest.mark.parametrize("name", ["DATABASE_URL", "SECRET_KEY", "LINK_KEY"])
def test_a_wrong_secret_is_refused_and_not_repeated(name):
    (fault,) = faults_of({**PRODUCTION, f"SURVEYAPP_{name}": "mysql://hush"})

    assert fault == f"SURVEYAPP_{name}: its value (not shown) is not {VARIABLES[name.lower()].expected}."


def test_no_secret_stands_in_the_printed_settings():
    settings = read_settings(
        {
            **PRODUCTION,
            "SURVEYAPP_DATABASE_URL": "postgresql://turnus:hush-db@db.example.org/turnus",
            "SURVEYAPP_SMTP_HOST": "mail.example.org",
            "SURVEYAPP_SMTP_USER": "turnus",
            "SURVEYAPP_SMTP_PASSWORD": "hush-smtp",
        }
    )

    assert not re.search(f"{KEY}|{OTHER_KEY}|hush", repr(settings))


@pytest.mark.parametrize(("host", "refused"), [("mail.example.org", True), ("127.0.0.1", False)])
def test_a_password_travels_in_the_clear_on_the_loopback_only(host, refused):
    environ = {
        **PRODUCTION,
        "SURVEYAPP_SMTP_HOST": host,
        "SURVEYAPP_SMTP_USER": "turnus",
        "SURVEYAPP_SMTP_PASSWORD": "hush",
        "SURVEYAPP_SMTP_TLS": "none",
    }

    if refused:
        assert faults_of(environ) == (
            "SURVEYAPP_SMTP_TLS is none, so the password would travel in the clear.",
        )
    else:
        assert read_settings(environ).smtp_tls is SmtpTls.NONE


def test_a_demo_makes_its_keys_once_and_keeps_them_for_its_owner_only(tmp_path):
    environ = {"SURVEYAPP_MODE": "demo", "SURVEYAPP_INSTANCE_FOLDER": str(tmp_path / "instance")}

    first, second = read_settings(environ), read_settings(environ)

    assert (first.secret_key, first.link_key) == (second.secret_key, second.link_key)
    assert first.secret_key != first.link_key
    assert min(len(first.secret_key), len(first.link_key)) >= 32
    kept = sorted((tmp_path / "instance").iterdir())
    assert [(file.name, stat.S_IMODE(file.stat().st_mode)) for file in kept] == [
        ("link_key", 0o600),
        ("secret_key", 0o600),
    ]


def test_a_kept_key_that_others_may_read_is_refused(tmp_path):
    (tmp_path / "secret_key").write_text(KEY)
    (tmp_path / "secret_key").chmod(0o644)

    (fault,) = faults_of({"SURVEYAPP_MODE": "demo", "SURVEYAPP_INSTANCE_FOLDER": str(tmp_path)})

    path = tmp_path / "secret_key"
    assert fault == f"{path} may be read by others than its owner: `chmod 600 {path}`."


def test_wrong_settings_leave_no_keys_behind(tmp_path):
    faults_of(
        {
            "SURVEYAPP_MODE": "demo",
            "SURVEYAPP_INSTANCE_FOLDER": str(tmp_path / "instance"),
            "SURVEYAPP_PORT": "x",
        }
    )

    assert not (tmp_path / "instance").exists()


def test_the_operators_page_tells_each_variable_as_the_code_has_it():
    rows = re.findall(r"^\| `(\w+)` \| (.+?) \| (?:`(.+?)`)? ?\| .+ \|$", DOCUMENT.read_text(), re.MULTILINE)

    assert rows == [
        (variable.full_name, variable.expected, variable.default) for variable in VARIABLES.values()
    ]
