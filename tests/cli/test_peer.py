"""`bongsu peer`: a hub invites, a district joins by HTTP, both list and revoke; what fails names its field."""

import asyncio
import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import msgspec
import pytest

from bongsu.federation.peers.admit import admit
from bongsu.federation.peers.handshake import JoinAsk
from bongsu.federation.peers.token import JOIN_PATH
from bongsu.kernel.clock import SystemClock
from bongsu.kernel.database import Database
from bongsu.kernel.failures import Failure
from bongsu.roles.peers import peers_desk
from bongsu.roles.settings import NodeSettings
from tests.cli.called import Call, Said

DISTRICT, HUB = "GANGBUK", "SEOUL"


async def admitted(folder: Path, question: bytes) -> tuple[int, bytes]:
    settings = NodeSettings(data_dir=str(folder), centre=HUB)
    database = Database(settings.database)
    try:
        ask = msgspec.json.decode(question, type=JoinAsk)
        said = await admit(peers_desk(settings, database, SystemClock()), ask)
    except Failure as refused:
        problem = {"code": refused.code, "detail": refused.detail, "field": refused.field}
        return 403, msgspec.json.encode(problem)
    finally:
        await database.close()
    return 201, msgspec.json.encode(said)


@pytest.fixture
def hub(tmp_path: Path) -> Iterator[str]:
    """The hub's door on plain HTTP, over the hub's own database."""

    class Door(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            question = self.rfile.read(int(self.headers["Content-Length"]))
            assert self.path == JOIN_PATH
            status, said = asyncio.run(admitted(tmp_path / "hub", question))
            self.send_response(status)
            self.send_header("Content-Length", str(len(said)))
            self.end_headers()
            self.wfile.write(said)

        def log_message(self, *_: object) -> None:
            """Says nothing."""

    server = HTTPServer(("127.0.0.1", 0), Door)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.fixture
def at(call: Call, monkeypatch: pytest.MonkeyPatch) -> Call:
    """`at("SEOUL", "hub", "list")`: a command at one of the centres."""

    def run(centre: str, folder: str, *arguments: str) -> Said:
        monkeypatch.setenv("BONGSU_NODE_CENTRE", centre)
        return call("peer", *arguments, "--data-dir", folder)

    return run


def invited(at: Call, url: str) -> str:
    said = at(HUB, "hub", "invite", DISTRICT, "--url", url, "--link", "127.0.0.1:8603")
    assert said.code == 0, said.err
    token: str = json.loads(said.out)["token"]
    return token


def test_a_district_joins_and_both_list_each_other(at: Call, hub: str) -> None:
    joined = at(DISTRICT, "district", "join", invited(at, hub))
    assert joined.code == 0, joined.err
    assert json.loads(joined.out)["code"] == HUB
    [there] = json.loads(at(HUB, "hub", "list", "--json").out)["peers"]
    [here] = json.loads(at(DISTRICT, "district", "list", "--json").out)["peers"]
    assert (there["code"], there["kind"], there["route"]) == (DISTRICT, "district", "direct")
    assert (here["code"], here["kind"], here["link"]) == (HUB, "hub", "127.0.0.1:8603")
    line = at(DISTRICT, "district", "list").out
    assert line.startswith("SEOUL 서울시 CCTV 안전센터 hub linked since")


def test_an_open_invitation_is_listed_without_its_secret(at: Call, hub: str) -> None:
    token = invited(at, hub)
    said = at(HUB, "hub", "list", "--json")
    [open_one] = json.loads(said.out)["invited"]
    assert (open_one["peer"], open_one["link"]) == (DISTRICT, "127.0.0.1:8603")
    assert token not in said.out
    assert at(HUB, "hub", "list").out.startswith("GANGBUK invited until ")


def test_a_token_used_twice_names_what_is_wrong(at: Call, hub: str) -> None:
    token = invited(at, hub)
    assert at(DISTRICT, "district", "join", token).code == 0
    again = at(DISTRICT, "another", "join", token)
    assert again.code == 2
    assert "join_refused [invitation_id]" in again.err
    assert "used already" in again.err
    assert token not in again.err


def test_a_token_for_another_centre_names_its_field(at: Call, hub: str) -> None:
    said = at("GURO", "district", "join", invited(at, hub))
    assert (said.code, said.out) == (2, "")
    assert "bad_token [code]: the token is for GANGBUK, this is GURO" in said.err


def test_a_revoked_district_needs_a_new_token(at: Call, hub: str) -> None:
    old = invited(at, hub)
    at(DISTRICT, "district", "join", old)
    gone = at(HUB, "hub", "revoke", DISTRICT, "--reason", "stolen machine")
    assert json.loads(gone.out)["revoked_why"] == "stolen machine"
    assert "revoked" in at(HUB, "hub", "list").out
    at(DISTRICT, "district", "revoke", HUB, "--reason", "by the hub")
    assert at(DISTRICT, "district", "join", old).code == 2
    assert at(DISTRICT, "district", "join", invited(at, hub)).code == 0


def test_a_hub_that_is_away_is_an_answer(at: Call, hub: str) -> None:
    token = invited(at, "http://127.0.0.1:9")
    said = at(DISTRICT, "district", "join", token)
    assert said.code == 2
    assert "hub_unreachable [url]" in said.err


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        (("invite", "GANGBUK", "--url", "nowhere", "--link", "h:1"), "url"),
        (("invite", "GANGBUK", "--url", "http://h", "--link", "h"), "link"),
        (("invite", "BUSAN", "--url", "http://h", "--link", "h:1"), "code"),
        (("invite", "GURO", "--url", "http://h", "--link", "h:1", "--hours", "0"), "hours"),
        (("join", "hello"), "token"),
        (("revoke", "GURO", "--reason", "x"), "code"),
        (("revoke", "GURO", "--reason", " "), "reason"),
        (("confirm", "GURO"), "code"),
    ],
)
def test_wrong_words_name_their_field(at: Call, wrong: tuple[str, ...], field: str) -> None:
    said = at(HUB, "hub", *wrong)
    assert said.code == 2
    assert f"[{field}]" in said.err


def test_districts_do_not_invite(at: Call) -> None:
    said = at(DISTRICT, "district", "invite", "GURO", "--url", "http://h", "--link", "h:1")
    assert said.code == 2
    assert "not_the_hub" in said.err


def test_nobody_linked_is_said(at: Call) -> None:
    said = at(DISTRICT, "district", "list")
    assert (said.code, said.out) == (0, "")
    assert "linked with nobody" in said.err
