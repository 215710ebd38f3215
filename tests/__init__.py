"""Tests mirror the tree; what they share is in `tests.support` and in conftest.py."""
