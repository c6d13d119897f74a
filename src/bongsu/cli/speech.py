"""Where commands speak: answers on standard output, progress and logs on standard error."""

import io
import logging
import sys
from contextlib import suppress

import click
import msgspec
import structlog


class _Heard(io.StringIO):
    """Standard error, whether it takes the line or not: a log on a full disk must not end what the line tells of."""

    def write(self, text: str) -> int:
        with suppress(OSError):
            sys.stderr.write(text)
        return len(text)

    def flush(self) -> None:
        with suppress(OSError):
            sys.stderr.flush()


def to_standard_error() -> None:
    """Logs are events with fields, one line each, on standard error."""
    logging.basicConfig(stream=sys.stderr, level=logging.WARNING, format="%(name)s: %(message)s")
    structlog.configure(
        processors=[
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.processors.format_exc_info,
            structlog.processors.LogfmtRenderer(
                key_order=["timestamp", "level", "event"], bool_as_flag=False
            ),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(logging.INFO),
        logger_factory=structlog.PrintLoggerFactory(file=_Heard()),
    )


def say(line: str) -> None:
    """Progress or a complaint, for people."""
    click.echo(line, err=True)


def answer(value: object) -> None:
    """One JSON object on standard output, at once."""
    click.echo(msgspec.json.encode(value).decode())
    sys.stdout.flush()
