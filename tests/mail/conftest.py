"""What tests of mail may ask for beyond the common fixtures."""

import pytest

from tests.mail.cast import founded


@pytest.fixture
def household(session_factory):
    return founded(session_factory)
