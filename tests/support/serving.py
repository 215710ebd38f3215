"""A real HTTP server in a thread, for tests that need one."""

import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from typing import Any

import pytest
from werkzeug.serving import make_server


@contextmanager
def serving(app: Any, port: int = 0) -> Iterator[str]:
    """Serve a WSGI app on the loopback, on a free port unless one is named; yields its address, no slash."""
    server = make_server("127.0.0.1", port, app, threaded=True)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


@pytest.fixture
def live_server() -> Iterator[Callable[[Any], str]]:
    """`live_server(app)` serves a WSGI app until the test ends and returns its address."""
    with ExitStack() as stack:
        yield lambda app: stack.enter_context(serving(app))
