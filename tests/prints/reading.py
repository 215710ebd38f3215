"""What a program reads out of a PDF."""

import io
import re

import page
import pypdf


def words_of(pdf):
    """The text of all pages without white space and hyphens, which come and go where lines break."""
    return squeezed("".join(each.extract_text() for each in pypdf.PdfReader(io.BytesIO(pdf)).pages))


def squeezed(text):
    """A text as `words_of` gives it."""
    return re.sub(r"[\s\u200b\u00ad\u2010-]", "", text)


def faults_of(pdf):
    """What the checker has to say against the file as PDF/UA-1."""
    return [str(failure) for failure in page.validate_pdf_bytes(pdf, profile="ua1").failures]


def facts_of(pdf):
    """(title, language, number of pages, tagged)."""
    read = pypdf.PdfReader(io.BytesIO(pdf))
    root = read.trailer["/Root"]
    return read.metadata.title, root["/Lang"], len(read.pages), bool(root["/MarkInfo"]["/Marked"])
