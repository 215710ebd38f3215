"""Who owes what, and when: pure rules over frozen values. `now` is always handed in, ids are text."""
