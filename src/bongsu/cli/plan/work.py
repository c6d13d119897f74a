"""`bongsu plan work`, for the node alone: one question on standard input, lines of answers on standard output."""

import os
import sys

import click

from bongsu.planning.worker.child import stopped_by_signals, work, yield_to_others


@click.command("work", hidden=True)
@click.option("--memory-mib", default=3072)
@click.option("--niceness", default=10)
def work_command(memory_mib: int, niceness: int) -> None:
    """See planning/worker/messages.py."""
    yield_to_others(niceness, memory_mib)
    # what a library prints, in C too, is no answer
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    with stopped_by_signals() as stop:
        work(sys.stdin.buffer, answers, stop)
