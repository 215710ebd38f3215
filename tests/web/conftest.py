"""The pages' tests ask for the application; so do some laws."""

from tests.support.web import app, client, post, settings

__all__ = ["app", "client", "post", "settings"]
