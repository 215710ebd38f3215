"""The door to the database: engines, transactions, the schema, and what is checked before the start."""

from surveyapp.db.engines import UnsafeSettings, make_engine
from surveyapp.db.preconditions import WrongSettings, check_settings, refuse_wrong_settings
from surveyapp.db.schema import BrokenReferences, current_head, current_revision, downgrade, upgrade
from surveyapp.db.sessions import make_session_factory, transaction

__all__ = [
    "BrokenReferences",
    "UnsafeSettings",
    "WrongSettings",
    "check_settings",
    "current_head",
    "current_revision",
    "downgrade",
    "make_engine",
    "make_session_factory",
    "refuse_wrong_settings",
    "transaction",
    "upgrade",
]
