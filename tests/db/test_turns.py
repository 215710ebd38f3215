"""Turns at writing: in order, given up in time, never lost."""

from concurrent.futures import ThreadPoolExecutor
from threading import Event, Thread

import pytest
from sqlalchemy import text

from surveyapp.db import make_engine, upgrade
from surveyapp.db.turns import Turns


def test_turns_come_in_the_order_of_asking() -> None:
    turns = Turns()
    assert turns.take(1)
    came: list[int] = []
    waiting = []
    for number in range(5):
        asked = Event()
        waiting.append(
            Thread(
                target=lambda n=number, e=asked: (e.set(), turns.take(5), came.append(n), turns.give_back())
            )
        )
        waiting[-1].start()
        asked.wait()
        while len(turns._waiting) <= number:
            pass

    turns.give_back()
    for thread in waiting:
        thread.join()

    assert came == [0, 1, 2, 3, 4]


def test_who_gives_up_waiting_leaves_the_queue_to_the_others() -> None:
    turns = Turns()
    assert turns.take(0)

    assert not turns.take(0.01)

    turns.give_back()
    assert turns.take(0)


@pytest.mark.one_engine
def test_a_transaction_that_fails_gives_its_turn_back(engine_url: str) -> None:
    engine = make_engine(engine_url)

    for _ in range(2):
        with pytest.raises(RuntimeError), engine.begin():
            raise RuntimeError("in the middle")
    with engine.begin() as connection:
        assert connection.execute(text("SELECT 1")).scalar_one() == 1
    engine.dispose()


def test_many_writers_of_one_process_all_get_their_turn(tmp_path) -> None:
    engine = make_engine(f"sqlite:///{tmp_path / 'turns.sqlite3'}")
    upgrade(engine)

    def count(_: int) -> None:
        with engine.begin() as connection:
            found = connection.execute(text("SELECT count(*) FROM heartbeat")).scalar_one()
            connection.execute(
                text("INSERT INTO heartbeat (name, at) VALUES (:name, '2027-01-01')"), {"name": str(found)}
            )

    with ThreadPoolExecutor(12) as pool:
        list(pool.map(count, range(240)))

    with engine.connect() as connection:
        assert connection.execute(text("SELECT count(*) FROM heartbeat")).scalar_one() == 240
    engine.dispose()
