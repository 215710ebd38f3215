"""What a WSGI server loads, `surveyapp.wsgi:app`: built from the environment, on a database in order."""

from surveyapp.app import create_app
from surveyapp.clock import now
from surveyapp.config import read_settings
from surveyapp.db import make_engine, make_session_factory, refuse_wrong_settings
from surveyapp.web.requests import Application


def build() -> Application:
    """Raise SettingsFaults or WrongSettings, with every fault, rather than serve where answers are unsafe."""
    settings = read_settings()
    engine = make_engine(settings.database_url)
    refuse_wrong_settings(engine)
    return create_app(settings, session_factory=make_session_factory(engine), clock=now)


app = build()
