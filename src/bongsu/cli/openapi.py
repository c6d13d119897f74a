"""`bongsu openapi`: the HTTP API's description, from which the console's client is made."""

import click
import msgspec

from bongsu.incidents.views import FeedMessage, Wish
from bongsu.roles.node import node_routes
from bongsu.web.app import build_app
from bongsu.web.described import with_problems

_PREFIX = "#/components/schemas/"


@click.command()
def openapi() -> None:
    """Print OpenAPI 3.1 as JSON, with the feed's messages among the schemas."""
    click.echo(msgspec.json.format(msgspec.json.encode(description(), order="sorted"), indent=1))


def description() -> dict[str, object]:
    """The routes' own description, and the shapes that cross the WebSocket."""
    schema = with_problems(build_app(node_routes(), {}).openapi_schema.to_schema())
    _, shapes = msgspec.json.schema_components([FeedMessage, Wish], ref_template=_PREFIX + "{name}")
    schema["components"]["schemas"].update(shapes)
    return schema
