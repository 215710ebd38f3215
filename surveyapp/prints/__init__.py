"""Documents on paper: frozen values in, the bytes of a PDF out.

Nothing here asks the database, the web or the clock. The typesetter is Typst; what people wrote reaches its
templates as JSON and is never part of their source.
"""
