"""The limit of saving: durable commits of one row, on connections that the product's engine opens."""

import threading
import time
from typing import Any

from sqlalchemy import Engine

from benchmarks.load import LoadRun
from surveyapp.db import make_engine

_TABLE = "CREATE TABLE IF NOT EXISTS one_row_commit (id INTEGER, text VARCHAR)"
_TEXT = "Stand " * 40


def commit_rows(url: str, connections: int, seconds: float) -> LoadRun:
    """Insert and commit one row after the other on so many connections, a thread each.

    The driver's own calls are used, without SQLAlchemy's: BEGIN IMMEDIATE, INSERT, COMMIT on SQLite.
    """
    engine = make_engine(url)
    with engine.begin() as connection:
        connection.exec_driver_sql(_TABLE)
    run = LoadRun(connections)
    cpu, began = time.process_time(), time.perf_counter()
    threads = [
        threading.Thread(target=_commit, args=(engine, number, began + seconds, run.times))
        for number in range(connections)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    run.elapsed = time.perf_counter() - began
    run.client_cpu = time.process_time() - cpu
    engine.dispose()
    return run


def _commit(engine: Engine, number: int, until: float, times: list[float]) -> None:
    connection: Any = engine.raw_connection()
    cursor = connection.cursor()
    on_sqlite = engine.dialect.name == "sqlite"
    mark = "?" if on_sqlite else "%s"
    insert = f"INSERT INTO one_row_commit (id, text) VALUES ({mark}, {mark})"
    began = time.perf_counter()
    while began < until:
        if on_sqlite:
            cursor.execute("BEGIN IMMEDIATE")
        cursor.execute(insert, (number, _TEXT))
        connection.commit()
        ended = time.perf_counter()
        times.append(ended - began)
        began = ended
    connection.close()
