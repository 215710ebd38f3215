"""The demo: an invented programme's reports, filled through the same services as a coordinator's clicks."""
