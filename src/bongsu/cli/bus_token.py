"""`bongsu bus-token`: what a process on another machine is given instead of the bus's own token."""

import click

from bongsu.kernel.bus_users import token_for
from bongsu.kernel.settings import load
from bongsu.roles.bus import NoBus, token_of
from bongsu.roles.bus_users import NAMES
from bongsu.roles.settings import NodeSettings


@click.command("bus-token")
@click.argument("role", type=click.Choice(sorted(NAMES)))
@click.option("--bus-token-file", required=True, help="The bus's own token, mode 0600.")
def bus_token(role: str, bus_token_file: str) -> None:
    """Print the token with which a process of ROLE speaks on the bus, and may say and hear what that role needs."""
    given = load(NodeSettings, "node", {"BONGSU_NODE_BUS_TOKEN_FILE": bus_token_file})
    token = token_of(given)
    if ":" in token:
        raise NoBus("that is a role's token already", field="bus_token_file")
    click.echo(token_for(token, role))
