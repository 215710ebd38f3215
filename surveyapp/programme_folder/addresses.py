"""What counts as an e-mail address in a folder."""

LONGEST = 254  # RFC 5321, section 4.5.3.1.3, less the brackets


def is_address(text: str) -> bool:
    """Whether the text is one plain address: a name, an at sign, a domain of several parts."""
    name, at, domain = text.partition("@")
    plain = text.isprintable() and not any(sign in text for sign in ' ,;:<>"()\\')
    parts = domain.split(".")
    return bool(name and at and len(parts) > 1 and all(parts) and "@" not in domain and plain) and (
        len(text) <= LONGEST
    )
