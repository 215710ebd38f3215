"""Some laws ask for the application, as the pages' tests do."""

from tests.support.web import app, client, settings

__all__ = ["app", "client", "settings"]
