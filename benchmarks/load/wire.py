"""HTTP/1.1 as bytes: requests built beforehand, answers cut out of what a connection received."""

from collections.abc import Generator, Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

Act = Generator[bytes, "Reply", None]
"""What one visitor does: yields requests, is sent the answers, raises UnexpectedReply when one is wrong."""

_HEAD_END = b"\r\n\r\n"


class UnexpectedReply(Exception):
    """An answer is not the one that the act needs; the text says which."""


@dataclass(frozen=True, slots=True)
class Reply:
    """One answer: its code, its head as received, its body."""

    code: int
    head: bytes
    body: bytes

    def expect(self, code: int, needle: bytes = b"") -> "Reply":
        """This answer, if it has the code and holds the needle in head or body; else UnexpectedReply."""
        if self.code != code:
            raise UnexpectedReply(f"{self.code} instead of {code}")
        if needle and needle not in self.body and needle not in self.head:
            raise UnexpectedReply(f"{code} without {needle.decode(errors='replace')}")
        return self

    def between(self, before: bytes, after: bytes) -> bytes:
        """What stands in the body between two marks; UnexpectedReply when it is not there."""
        _, found, rest = self.body.partition(before)
        inner, ended, _ = rest.partition(after)
        if not found or not ended:
            raise UnexpectedReply(f"no {before.decode(errors='replace')} in the body")
        return inner

    @property
    def is_last(self) -> bool:
        """Whether the server closes the connection behind it."""
        return self.head.startswith(b"HTTP/1.0") or b"\r\nconnection: close" in self.head.lower()

    @property
    def cookies(self) -> Mapping[str, str]:
        """The cookies that the answer sets."""
        lines = (line.partition(b":") for line in self.head.split(b"\r\n"))
        pairs = [
            value.split(b";", 1)[0].decode().strip()
            for name, _, value in lines
            if name.lower() == b"set-cookie"
        ]
        return dict(pair.split("=", 1) for pair in pairs)


def get(path: str, host: str, cookies: Mapping[str, str] | None = None) -> bytes:
    """A GET as bytes."""
    return _head("GET", path, host, cookies) + b"\r\n"


def post(
    path: str, host: str, fields: Sequence[tuple[str, str]], cookies: Mapping[str, str] | None = None
) -> bytes:
    """A POST of a form as bytes."""
    body = urlencode(fields).encode()
    about = f"Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {len(body)}\r\n\r\n"
    return _head("POST", path, host, cookies) + about.encode() + body


def _head(method: str, path: str, host: str, cookies: Mapping[str, str] | None) -> bytes:
    lines = [f"{method} {path} HTTP/1.1", f"Host: {host}", "Accept: text/html", "Accept-Language: de"]
    if cookies:
        lines.append("Cookie: " + "; ".join(f"{name}={value}" for name, value in cookies.items()))
    return ("\r\n".join(lines) + "\r\n").encode()


def cut(received: bytes) -> Reply | None:
    """The answer, once all of it is there; None before. ValueError where no length is told."""
    head, ended, body = received.partition(_HEAD_END)
    if not ended:
        return None
    code = int(head[9:12])
    length = _length(head, code)
    return Reply(code, head, body) if len(body) >= length else None


def _length(head: bytes, code: int) -> int:
    if code in {204, 304}:
        return 0
    _, found, rest = head.lower().partition(b"\r\ncontent-length:")
    if not found:
        raise ValueError("the answer does not tell its length")
    return int(rest.split(b"\r\n", 1)[0])
