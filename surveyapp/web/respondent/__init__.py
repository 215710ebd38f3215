"""Pages of those who fill in a report: a link leads here, no password does."""
