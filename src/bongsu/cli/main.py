"""The command `bongsu`: commands are loaded when they are called, failures become one line and an exit code."""

import importlib
import os
import resource
import sys

import click

from bongsu.cli.speech import say, to_standard_error
from bongsu.kernel.failures import Failure

# name → module and command; nothing of them is imported for `bongsu --help`
COMMANDS = {
    "run": ("bongsu.cli.run:run", "Run this node, or one role of it."),
    "demo": ("bongsu.cli.demo:demo", "One district with simulated cameras and scripted calls."),
    "demo-city": ("bongsu.cli.demo_city:demo_city", "A hub and its districts: 70,000 cameras."),
    "import": ("bongsu.cli.imports:imports", "Read published files into the registry."),
    "registry": ("bongsu.cli.registry:registry", "Count sites and cameras."),
    "people": ("bongsu.cli.people:people", "Add people and partner systems."),
    "agreement": ("bongsu.cli.agreement:agreement", "Check, sign and add agreements."),
    "peer": ("bongsu.cli.peer:peer", "Link this centre with others: invite, join, revoke."),
    "bus-token": ("bongsu.cli.bus_token:bus_token", "What a process on another machine is given."),
    "audit": ("bongsu.cli.audit:audit", "Prove the trail."),
    "backup": ("bongsu.cli.backup:backup", "Everything this node needs, in one file."),
    "restore": ("bongsu.cli.backup:restored", "A node again, out of a backup."),
    "database": ("bongsu.cli.database:database", "Move to PostgreSQL, or back."),
    "doctor": ("bongsu.cli.doctor.command:doctor", "Is this node well, and hard to attack."),
    "simulate": (
        "bongsu.cli.simulate:simulate",
        "Cameras and partners' systems that are not there.",
    ),
    "bench": ("bongsu.cli.bench:bench", "Measure, beside the plain alternative."),
    "monitor": ("bongsu.cli.monitor:monitor", "How well the machine sees, held against truth."),
    "plan": ("bongsu.cli.plan.group:plan", "New cameras, replacements: proven plans."),
    "openapi": ("bongsu.cli.openapi:openapi", "Print the HTTP API's description."),
}


class Lazy(click.Group):
    """Knows its commands by name and loads one when it is called."""

    def list_commands(self, _ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, _ctx: click.Context, name: str) -> click.Command | None:
        if name not in COMMANDS:
            return None
        module, _, attribute = COMMANDS[name][0].partition(":")
        command: click.Command = getattr(importlib.import_module(module), attribute)
        return command

    def format_commands(self, _ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl([(name, text) for name, (_, text) in COMMANDS.items()])


@click.group(cls=Lazy, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="bongsu")
def cli() -> None:
    """봉수: a city's CCTV control centres as one safety net."""
    to_standard_error()


def main() -> None:
    """Entry point. A named failure is an answer: its sentence on standard error, exit code 2."""
    # database, keys and journals are nobody else's on this machine to read
    os.umask(0o077)
    # a fallen process leaves neither keys nor pictures on the disk
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    try:
        ended = cli(standalone_mode=False)
    except Failure as failure:
        place = f" [{failure.field}]" if failure.field else ""
        say(f"{failure.code}{place}: {failure.detail}")
        sys.exit(2)
    except click.ClickException as wrong:
        wrong.show()
        sys.exit(2)
    except (click.Abort, KeyboardInterrupt):
        sys.exit(130)
    if isinstance(ended, int):
        # `Context.exit`, for --help and its like
        sys.exit(ended)
