"""What is kept: under everything it is made of, and not without bound."""

from surveyapp.services.kept import Kept


class Maker:
    """Makes words of keys and counts how often."""

    def __init__(self):
        self.made = []

    def of(self, kept, key):
        def make():
            self.made.append(key)
            return f"of {key}"

        return kept.get(key, make)


def test_a_value_is_made_once_for_its_key():
    kept, maker = Kept(2), Maker()

    found = [maker.of(kept, key) for key in ("a", "a", "b", "a")]

    assert found == ["of a", "of a", "of b", "of a"]
    assert maker.made == ["a", "b"]


def test_beyond_its_bound_what_was_not_used_for_longest_goes():
    kept, maker = Kept(2), Maker()

    for key in ("a", "b", "a", "c", "a", "b"):
        maker.of(kept, key)

    assert maker.made == ["a", "b", "c", "b"]


def test_what_cannot_be_made_is_not_kept():
    kept, maker = Kept(2), Maker()

    def fail():
        raise LookupError

    for _ in range(2):
        try:
            kept.get("a", fail)
        except LookupError:
            maker.made.append("failed")

    assert maker.made == ["failed", "failed"]
    assert maker.of(kept, "a") == "of a"
