"""The driver against servers with planted delays and faults. Bounds are those that sleeping guarantees."""

import threading
import time
from itertools import count, repeat

import pytest

from benchmarks.load import Bounds, drive, get
from benchmarks.load.wire import Reply, UnexpectedReply, cut, post
from tests.support.serving import live_server

__all__ = ["live_server"]

DELAY_S = 0.05


def slow(_environ, start_response):
    time.sleep(DELAY_S)
    start_response("200 OK", [("Content-Length", "5")])
    return [b"hello"]


def address_of(url):
    host, _, port = url.removeprefix("http://").partition(":")
    return host, int(port)


def visits(path="/", code=200, needle=b""):
    def act():
        reply = yield get(path, "127.0.0.1")
        reply.expect(code, needle)

    return lambda _number: (act() for _ in repeat(None))


def test_a_planted_delay_is_measured_in_times_and_rate(live_server):
    run = drive(address_of(live_server(slow)), visits(needle=b"hello"), 4, Bounds(30, acts=20))

    assert (len(run.times), run.failures) == (20, {})
    assert min(run.times) >= DELAY_S
    assert run.milliseconds(50) >= DELAY_S * 1000
    assert run.rate <= 4 / DELAY_S


def test_one_stall_among_many_quick_answers_shows_at_the_end_of_the_times(live_server):
    numbers = count(1)

    def stalling(environ, start_response):
        if next(numbers) == 40:
            time.sleep(4 * DELAY_S)
        start_response("200 OK", [("Content-Length", "0")])
        return []

    run = drive(address_of(live_server(stalling)), visits(), 1, Bounds(30, acts=60))

    assert run.milliseconds(100) >= 4 * DELAY_S * 1000
    assert sum(each >= 4 * DELAY_S for each in run.times) == 1


def test_wrong_answers_are_counted_by_their_reason_and_have_no_time(live_server):
    numbers = count(1)
    lock = threading.Lock()

    def failing(_environ, start_response):
        with lock:
            fails = next(numbers) % 5 == 0
        start_response("500 No" if fails else "200 OK", [("Content-Length", "0")])
        return []

    run = drive(address_of(live_server(failing)), visits(), 3, Bounds(30, acts=50))

    assert (len(run.times), dict(run.failures)) == (40, {"500 instead of 200": 10})


def test_a_body_that_lacks_what_it_should_hold_is_a_failure(live_server):
    run = drive(address_of(live_server(slow)), visits(needle=b"other"), 1, Bounds(30, acts=2))

    assert dict(run.failures) == {"200 without other": 2}


def test_no_act_begins_after_the_seconds_are_over(live_server):
    began = time.perf_counter()

    run = drive(address_of(live_server(slow)), visits(), 2, Bounds(3 * DELAY_S))

    assert len(run.times) <= 2 * 3
    assert run.elapsed <= time.perf_counter() - began


def test_a_connection_without_acts_ends_at_once(live_server):
    run = drive(address_of(live_server(slow)), lambda _number: iter(()), 3, Bounds(30))

    assert (run.times, run.failures) == ([], {})


def test_nothing_but_the_loopback_is_driven():
    with pytest.raises(ValueError, match="loopback"):
        drive(("192.0.2.1", 80), visits(), 1, Bounds(1))


@pytest.mark.parametrize(
    ("received", "expected"),
    [
        (b"HTTP/1.1 200 OK\r\nContent-Len", None),
        (b"HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\nab", None),
        (b"HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\nab", (200, b"ab")),
        (b"HTTP/1.1 204 No Content\r\nDate: x\r\n\r\n", (204, b"")),
    ],
)
def test_an_answer_is_cut_out_when_all_of_it_is_there(received, expected):
    reply = cut(received)

    assert (reply and (reply.code, reply.body)) == expected


def test_an_answer_without_a_length_is_refused():
    with pytest.raises(ValueError, match="length"):
        cut(b"HTTP/1.1 200 OK\r\nDate: x\r\n\r\nab")


def test_cookies_and_marks_are_read_from_an_answer():
    head = b"HTTP/1.1 200 OK\r\nSet-Cookie: a=1; Path=/\r\nset-cookie: b=x=y; HttpOnly"
    reply = Reply(200, head, b'<input name="t" value="42">')

    assert reply.cookies == {"a": "1", "b": "x=y"}
    assert reply.between(b'name="t" value="', b'"') == b"42"


def test_a_mark_that_is_missing_is_an_unexpected_answer():
    with pytest.raises(UnexpectedReply, match="no token"):
        Reply(200, b"", b"").between(b"token", b'"')


def test_a_post_tells_its_length_and_its_cookies():
    sent = post("/x", "127.0.0.1:1", [("a", "ä b"), ("a", "2")], {"k": "v"})

    head, _, body = sent.partition(b"\r\n\r\n")
    assert body == b"a=%C3%A4+b&a=2"
    assert {b"POST /x HTTP/1.1", b"Cookie: k=v", b"Content-Length: 14"} <= set(head.split(b"\r\n"))
