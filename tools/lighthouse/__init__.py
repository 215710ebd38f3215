"""Lighthouse over the pages of a report, run by hand; its packages are installed when it is first used."""
