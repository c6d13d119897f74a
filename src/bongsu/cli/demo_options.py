"""What `bongsu demo` and `bongsu demo-city` may both be told."""

from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar  # Any: a command takes whatever click gives it

import click

from bongsu.cli.where import shared_folder
from bongsu.demo.run import DemoOptions

Command = TypeVar("Command", bound=Callable[..., Any])


def takes_demo_options(port_help: str, made: str) -> Callable[[Command], Command]:
    """The options of a command; `made` says what is synthetic: district or city."""

    def decorated(command: Command) -> Command:
        for option in reversed(_options(port_help, made)):
            command = option(command)
        return command

    return decorated


def _options(port_help: str, made: str) -> tuple[Callable[[Command], Command], ...]:
    return (
        click.option("--port", type=int, default=8600, help=port_help),
        click.option(
            "--data-dir",
            type=click.Path(path_type=Path),
            help="Kept there; else forgotten at the end.",
        ),
        click.option("--calls/--no-calls", default=True, help="Play the scripted calls."),
        click.option(
            "--synthetic",
            is_flag=True,
            help=f"A synthetic {made} even where real data lies beside us.",
        ),
        click.option("--drawn", is_flag=True, help="Drawn scenes even where clips lie beside us."),
        click.option(
            "--second-factors",
            is_flag=True,
            help="Ask outside organisations for one, as a real node does.",
        ),
    )


def demo_options(*, synthetic: bool, drawn: bool, **given: Any) -> DemoOptions:
    """As click gives them."""
    shared = None if synthetic else shared_folder()
    return DemoOptions(shared=shared, cameras_from_clips=not drawn, **given)
