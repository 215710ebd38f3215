"""Verbs: one function is one thing that a person or the clock does.

It takes session, actor and now, and never commits.
"""
