"""`bongsu plan`: its commands are loaded when they are called; a solver takes a second to load."""

import importlib

import click

# name → module and command, and what `--help` says; one without words is for the node alone
COMMANDS = {
    "siting": ("bongsu.cli.plan.siting:siting", "Where the next cameras go, out of a plan.toml."),
    "replacement": (
        "bongsu.cli.plan.replacement:replacement",
        "Which old cameras go first, for what money.",
    ),
    "mclp": ("bongsu.cli.plan.mclp:mclp", "The plain covering problem, from a public instance."),
    "work": ("bongsu.cli.plan.work:work_command", ""),
}


class LazyPlan(click.Group):
    """Knows its commands by name."""

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
            formatter.write_dl([(name, text) for name, (_, text) in COMMANDS.items() if text])


@click.group(cls=LazyPlan)
def plan() -> None:
    """Plans of new and replaced cameras."""
