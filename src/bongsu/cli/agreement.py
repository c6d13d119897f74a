"""`bongsu agreement`: check a text by its own examples, make keys, sign, add, list."""

import asyncio
import sys
from collections.abc import Awaitable, Callable
from pathlib import Path

import click
import msgspec

from bongsu.cli.speech import answer, say
from bongsu.kernel.clock import Clock, SystemClock
from bongsu.kernel.database import Database
from bongsu.kernel.failures import Invalid
from bongsu.kernel.keys import load_or_create_key
from bongsu.kernel.migrate import upgrade
from bongsu.roles.started import settings_in
from bongsu.sharing.agreement import Agreement
from bongsu.sharing.book import AgreementBook
from bongsu.sharing.document import canonical_bytes, digest, read_agreement
from bongsu.sharing.examples import Outcome, run_examples
from bongsu.sharing.keeping.add_signature import add_signature
from bongsu.sharing.keeping.add_version import add_version
from bongsu.sharing.keeping.signing import key_id_of, public_text, sign
from bongsu.sharing.names import dong_names
from bongsu.sharing.problems import problems
from bongsu.sharing.states import state_of

BY = "command line"
_FILE = click.Path(exists=True, dir_okay=False, path_type=Path)


@click.group()
def agreement() -> None:
    """Agreements as texts: check, sign, add."""


def example_line(text: Agreement, one: Outcome) -> str:
    """`C0 ROBBERY at 길음1동 → 성북경찰서: allow by clause 3.2`."""
    example = one.example
    what = " ".join(filter(None, (example.code, example.category)))
    kind = "" if example.kind.value == "live" else f" {example.kind.value} {example.lookback_s} s"
    of = f" of a {example.purpose} camera" if example.purpose else ""
    dong = dong_names().get(example.dong, example.dong)
    by = f" by clause {one.clause}" if one.clause else ""
    why = f" ({one.reason})" if one.reason else ""
    line = f"{what}{kind}{of} at {dong} → {text.name_of(example.organisation)[0]}: {one.answer}{by}{why}"
    return line if one.passed else f"{line} — expected {_expected(one)}"


def _expected(one: Outcome) -> str:
    example = one.example
    by = f" by clause {example.clause}" if example.clause else ""
    return f"{example.expect}{by}" + (f" ({example.reason})" if example.reason else "")


@agreement.command("check")
@click.argument("file", type=_FILE)
@click.option("--json", "as_json", is_flag=True, help="One JSON object instead of lines.")
def check(file: Path, as_json: bool) -> None:
    """Run the text's own examples. Exit code 1 when one fails or the text has a problem."""
    text = read_agreement(file.read_bytes())
    found = problems(text)
    outcomes = () if found else run_examples(text)
    passed = not found and all(one.passed for one in outcomes)
    if as_json:
        answer(_as_json(text, passed, outcomes))
    else:
        for problem in found:
            say(f"{problem.field}: {problem.text_en} / {problem.text_ko}")
        for one in outcomes:
            click.echo(example_line(text, one))
    sys.exit(0 if passed else 1)


def _as_json(text: Agreement, passed: bool, outcomes: tuple[Outcome, ...]) -> object:
    return {
        "agreement_id": text.agreement_id,
        "version": text.version,
        "sha256": digest(text),
        "passed": passed,
        "problems": [msgspec.to_builtins(problem) for problem in problems(text)],
        "examples": [
            {**msgspec.to_builtins(one), "line": example_line(text, one)} for one in outcomes
        ],
    }


@agreement.command("keygen")
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
def keygen(file: Path) -> None:
    """Make a signer's key (Ed25519, PEM, mode 0600); its public half is printed."""
    if file.exists():
        raise Invalid(f"{file} exists already", field="file")
    public = public_text(load_or_create_key(file))
    answer({"key_id": key_id_of(public), "public_key": public})


@agreement.command("sign")
@click.argument("file", type=_FILE)
@click.option("--key", type=_FILE, required=True, help="The signer's private key.")
@click.option("--organisation", help="Whose signature it is; with --data-dir.")
@click.option("--data-dir", help="Keep the signature in this node; its key must be known there.")
def sign_text(file: Path, key: Path, organisation: str | None, data_dir: str | None) -> None:
    """Sign the text's canonical bytes; the console takes what is printed."""
    text = read_agreement(file.read_bytes())
    private = load_or_create_key(key)
    key_id, signature = key_id_of(public_text(private)), sign(private, canonical_bytes(text))
    if data_dir is not None:
        if organisation is None:
            raise Invalid("Whose signature is it?", field="organisation")
        _keep_signature(data_dir, text, organisation, key_id, signature)
    answer(
        {
            "agreement_id": text.agreement_id,
            "version": text.version,
            "sha256": digest(text),
            "key_id": key_id,
            "signature": signature,
        }
    )


def _keep_signature(
    data_dir: str, text: Agreement, organisation: str, key_id: str, signature: str
) -> None:
    async def act(database: Database, clock: Clock) -> object:
        async with AgreementBook().change(database) as work:
            now, of = clock.now(), (text.agreement_id, text.version)
            return await add_signature(work, *of, organisation, key_id, signature, BY, now)

    _acted_on(data_dir, act)


@agreement.command("add")
@click.argument("file", type=_FILE)
@click.option("--data-dir", default="var/node")
def add(file: Path, data_dir: str) -> None:
    """Add the text to a node as a draft. It lends nothing until every party has signed it."""
    text = read_agreement(file.read_bytes())

    async def act(database: Database, clock: Clock) -> object:
        async with AgreementBook().change(database) as work:
            kept = await add_version(work, text, text.centre, BY, clock.now())
        return {
            "agreement_id": kept.agreement_id,
            "version": kept.version,
            "sha256": kept.sha256,
        }

    _on_node(data_dir, act)


@agreement.command("list")
@click.option("--data-dir", default="var/node")
def list_kept(data_dir: str) -> None:
    """Every version and how it stands."""

    async def act(database: Database, clock: Clock) -> object:
        book, now = AgreementBook(), clock.now()
        async with database.read() as connection:
            await book.load(connection)
        return [
            {
                "agreement_id": one.agreement.agreement_id,
                "version": one.agreement.version,
                "state": state_of(one, book.policy(now), now).value,
                "signed_by": sorted(one.signed_by),
                "sha256": digest(one.agreement),
            }
            for one in book.kept.standings
        ]

    _on_node(data_dir, act)


def _on_node(data_dir: str, act: Callable[[Database, Clock], Awaitable[object]]) -> None:
    answer(_acted_on(data_dir, act))


def _acted_on(data_dir: str, act: Callable[[Database, Clock], Awaitable[object]]) -> object:
    async def acted() -> object:
        settings = settings_in(data_dir)
        settings.folder.mkdir(parents=True, exist_ok=True)
        await upgrade(settings.database)
        database = Database(settings.database)
        try:
            return await act(database, SystemClock())
        finally:
            await database.close()

    return asyncio.run(acted())
