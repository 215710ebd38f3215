"""The command line: the same services as the pages, acting as the operator or as a named person."""
