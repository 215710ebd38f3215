"""What visitors do at each side: open the page, save one field, open and answer and hand in."""

from collections.abc import Callable, Iterator, Sequence
from itertools import count, cycle

from benchmarks.load import Act, Reply, UnexpectedReply, get, post
from benchmarks.peers.rows import BEGUN_UNITS, token
from benchmarks.product.building import Visitor, drafted_answers, last_answers
from benchmarks.product.folder import SECTION
from benchmarks.questions import QUESTIONS, Texts, answers
from forms.web_form import mark

SECTION_PATH = f"/report/section/{SECTION}"
SAVE_PATH = "/report/save"
"""Where a page saves one field while somebody types; the section's form is posted to its own address."""

SAVED_CODE = 200
SUBMIT_PATH = "/report/submit"
COOKIE = "turnus-report"
SAVED_KEY = "q26"
"""The short text that is saved again and again."""

_TOKEN = b'name="csrf_token" type="hidden" value="', b'name="csrf_token" value="'
_UNTOUCHED = mark(0, "")


def token_in(reply: Reply) -> str:
    """The token against forged posts that the page holds."""
    for before in _TOKEN:
        if before in reply.body:
            return reply.between(before, b'"').decode()
    raise UnexpectedReply("no token in the page")


def says(host: str) -> Callable[[int], Iterator[Act]]:
    """Ask the side that only says hello."""
    request = get("/", host)

    def act() -> Act:
        (yield request).expect(200, b"hello")

    return lambda _number: (act() for _ in count())


def opens(host: str) -> Callable[[int], Iterator[Act]]:
    """Open the peers' page of units that have answers, one unit after the other."""
    requests = [get(f"/f/{token(unit)}", host) for unit in range(BEGUN_UNITS)]
    return _opening(requests, [_marks(answers(unit + 2), answers(unit + 1)) for unit in range(BEGUN_UNITS)])


def opens_section(host: str, visitors: Sequence[Visitor]) -> Callable[[int], Iterator[Act]]:
    """Open the section of reports that have answers, each with its own session."""
    requests = [get(SECTION_PATH, host, {COOKIE: visitor.key}) for visitor in visitors]
    return _opening(
        requests, [_marks(drafted_answers(each.unit), last_answers(each.unit)) for each in visitors]
    )


def _opening(
    requests: Sequence[bytes], marks: Sequence[tuple[bytes, bytes]]
) -> Callable[[int], Iterator[Act]]:
    def act(request: bytes, now: bytes, last: bytes) -> Act:
        (yield request).expect(200, now).expect(200, last)

    def acts(number: int) -> Iterator[Act]:
        pages = list(zip(requests, marks, strict=True))
        for request, (now, last) in cycle(pages[number:] + pages[:number]):
            yield act(request, now, last)

    return acts


def _marks(now: Texts, last: Texts) -> tuple[bytes, bytes]:
    """Texts that only this unit's page holds: of its answers, and of its last round's."""
    key = QUESTIONS[-1].key
    return now[key][0].encode(), last[key][0].encode()


class Saving:
    """Saves of one field, each connection at a report of its own; remembers what was acknowledged."""

    def __init__(self, host: str, visitors: Sequence[Visitor], turn: int) -> None:
        self.host = host
        self.visitors = visitors
        self.turn = turn
        self.cookies = [{COOKIE: visitor.key} for visitor in visitors]
        self.seen: dict[int, tuple[str, int]] = {}  # by connection: the page's token, the field's writes
        self.kept: dict[int, tuple[str, int]] = {}  # by unit: the text last acknowledged, its number

    def looks(self, number: int) -> Iterator[Act]:
        """Open the page once, as a browser has before it saves."""
        yield self._look(number)

    def saves(self, number: int) -> Iterator[Act]:
        """Save; each save waits for the answer to the one before."""
        for step in count(1):
            yield self._save(number, f"Stand {self.turn}.{step}")

    def _look(self, number: int) -> Act:
        cookies = self.cookies[number]
        reply = (yield get(SECTION_PATH, self.host, cookies)).expect(200)
        cookies.update(reply.cookies)
        writes = reply.between(f'name="v:q:{SAVED_KEY}" value="'.encode(), b"-")
        self.seen[number] = token_in(reply), int(writes)

    def _save(self, number: int, text: str) -> Act:
        csrf, writes = self.seen[number]
        fields = [("csrf_token", csrf), (f"v:q:{SAVED_KEY}", str(writes)), (f"q:{SAVED_KEY}", text)]
        (yield post(SAVE_PATH, self.host, fields, self.cookies[number])).expect(SAVED_CODE, b'"mark"')
        self.seen[number] = csrf, writes + 1
        self.kept[self.visitors[number].unit] = text, writes + 1


def hands_in(host: str, units: Sequence[int]) -> Callable[[int], Iterator[Act]]:
    """At the peers: open the page, post all answers; each unit once, shared out by turns."""
    left = iter(units)

    def act(unit: int) -> Act:
        path = f"/f/{token(unit)}"
        reply = (yield get(path, host)).expect(200)
        fields = [("csrf_token", token_in(reply)), *_fields(answers(unit), "")]
        (yield post(path, host, fields, reply.cookies)).expect(303)

    return lambda _number: (act(unit) for unit in left)


def hands_in_report(host: str, visitors: Sequence[Visitor]) -> Callable[[int], Iterator[Act]]:
    """At the product: open the section, post all answers, hand in; each report once."""
    left = iter(visitors)

    def act(visitor: Visitor) -> Act:
        cookies = {COOKIE: visitor.key}
        reply = (yield get(SECTION_PATH, host, cookies)).expect(200)
        cookies |= reply.cookies
        csrf = ("csrf_token", token_in(reply))
        marks = [(f"v:q:{asked.key}", _UNTOUCHED) for asked in QUESTIONS]
        fields = [csrf, ("_act", "next"), *marks, *_fields(answers(visitor.unit), "q:")]
        (yield post(SECTION_PATH, host, fields, cookies)).expect(303, b"/report/check")
        (yield post(SUBMIT_PATH, host, [csrf], cookies)).expect(303, b"/report/receipt")

    return lambda _number: (act(visitor) for visitor in left)


def _fields(texts: Texts, prefix: str) -> list[tuple[str, str]]:
    return [(f"{prefix}{key}", text) for key, several in texts.items() for text in several]
