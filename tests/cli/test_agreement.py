"""`bongsu agreement`: a text answers its own examples in lines and in JSON; keys, signatures, drafts."""

import asyncio
import json
from importlib.resources import files
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from bongsu.cli.agreement import agreement
from bongsu.kernel.clock import SystemClock
from bongsu.kernel.database import Database
from bongsu.kernel.failures import Failure, Invalid
from bongsu.sharing.agreements.seongbuk import POLICE_SEONGBUK, SEONGBUK_2023_08
from bongsu.sharing.document import canonical_bytes
from bongsu.sharing.keeping.failures import SignatureWrong
from bongsu.sharing.keeping.keys import add_key
from bongsu.sharing.keeping.signing import is_signed

TEXT = files("bongsu.sharing").joinpath("agreements", "seongbuk-2023-08.toml").read_text("utf-8")


def run(*arguments: str) -> Result:
    return CliRunner().invoke(agreement, list(arguments))


@pytest.fixture
def text(tmp_path: Path) -> Path:
    path = tmp_path / "agreement.toml"
    path.write_text(TEXT, "utf-8")
    return path


def test_a_sound_text_answers_its_examples(text: Path) -> None:
    done = run("check", str(text))
    assert done.exit_code == 0, done.output
    assert "C0 ROBBERY at 길음1동 → 성북경찰서: allow by clause 3.2" in done.output.splitlines()
    said = json.loads(run("check", str(text), "--json").output)
    assert said["passed"]
    assert said["problems"] == []
    assert len(said["examples"]) == len(SEONGBUK_2023_08.examples)


def test_a_wrong_example_fails_and_says_what_was_expected(text: Path) -> None:
    text.write_text(TEXT.replace('expect = "ask"', 'expect = "allow"', 1), "utf-8")
    done = run("check", str(text))
    assert done.exit_code == 1
    assert "ask by clause 3.2 — expected allow by clause 3.2" in done.output
    assert json.loads(run("check", str(text), "--json").output)["passed"] is False


def test_a_problem_is_named_and_no_example_is_run(text: Path) -> None:
    text.write_text(TEXT.replace("radius_m = 300", "radius_m = 3000", 1), "utf-8")
    done = run("check", str(text), "--json")
    assert done.exit_code == 1
    said = json.loads(done.output)
    assert [one["field"] for one in said["problems"]] == ["clauses[0].radius_m"]
    assert said["examples"] == []


def test_a_key_is_made_once_and_signs_the_canonical_bytes(text: Path, tmp_path: Path) -> None:
    key = tmp_path / "party.pem"
    made = json.loads(run("keygen", str(key)).output)
    assert key.stat().st_mode & 0o777 == 0o600
    assert isinstance(run("keygen", str(key)).exception, Failure)
    signed = json.loads(run("sign", str(text), "--key", str(key)).output)
    assert signed["key_id"] == made["key_id"]
    assert is_signed(made["public_key"], signed["signature"], canonical_bytes(SEONGBUK_2023_08))


def test_a_text_is_added_once_as_a_draft(text: Path, tmp_path: Path) -> None:
    node = ("--data-dir", str(tmp_path / "node"))
    assert json.loads(run("add", str(text), *node).output)["version"] == 1
    assert isinstance(run("add", str(text), *node).exception, Failure)
    (kept,) = json.loads(run("list", *node).output)
    assert (kept["agreement_id"], kept["state"], kept["signed_by"]) == ("SB-2023-08", "draft", [])


def test_a_signature_is_kept_in_the_node_when_its_key_is_known(text: Path, tmp_path: Path) -> None:
    key, folder = tmp_path / "party.pem", tmp_path / "node"
    made = json.loads(run("keygen", str(key)).output)
    node = ("--data-dir", str(folder))
    run("add", str(text), *node)
    asked = ("sign", str(text), "--key", str(key), *node)
    assert isinstance(run(*asked, "--organisation", POLICE_SEONGBUK).exception, SignatureWrong)
    assert isinstance(run(*asked).exception, Invalid)
    know_key(folder, POLICE_SEONGBUK, made["public_key"])
    signed = json.loads(run(*asked, "--organisation", POLICE_SEONGBUK).output)
    assert signed["key_id"] == made["key_id"]
    (kept,) = json.loads(run("list", *node).output)
    assert (kept["state"], kept["signed_by"]) == ("signing", [POLICE_SEONGBUK])


def know_key(folder: Path, organisation: str, public_key: str) -> None:
    """As the head of the centre does in the console."""

    async def add() -> None:
        database = Database(f"sqlite+aiosqlite:///{folder}/node.db")
        async with database.work() as work:
            await add_key(work, organisation, public_key, "per_head", SystemClock().now())
        await database.close()

    asyncio.run(add())
