"""A small closed-loop load driver for one machine: c connections, each doing one act after the other."""

from benchmarks.load.driver import Bounds, LoadRun, drive
from benchmarks.load.wire import Act, Reply, UnexpectedReply, get, post

__all__ = ["Act", "Bounds", "LoadRun", "Reply", "UnexpectedReply", "drive", "get", "post"]
