"""Pages for everybody: start, accessibility, contact, language, and the two questions of a supervisor."""
