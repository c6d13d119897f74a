"""The measures of accountability at their smallest: each gives its figure, none of them hides a miss."""

from pathlib import Path

import pytest

from bongsu.bench.accountability import run
from bongsu.bench.accountability.promises import PROMISES
from bongsu.bench.accountability.proofs import measure_proofs
from bongsu.bench.accountability.run import FULL, QUICK, AccountabilityBench, decisions_per_s
from bongsu.bench.accountability.tampering import measure_tampering
from bongsu.bench.accountability.throughput import deed, measure_throughput
from bongsu.bench.figures import Reading, Readings, figures_of
from bongsu.kernel.failures import Invalid
from bongsu.kernel.migrate import upgrade


@pytest.fixture
async def prepared(tmp_path: Path) -> Path:
    path = tmp_path / "prepared.db"
    await upgrade(f"sqlite+aiosqlite:///{path}")
    return path


async def test_every_tampering_is_found_in_database_and_export(
    prepared: Path, tmp_path: Path
) -> None:
    found = (await measure_tampering(tmp_path, prepared, attempts=40))["tampering_found"]
    assert (found.value, found.beside["missed"], found.beside["attempts"]) == (1.0, 0, 40)


async def test_a_proof_is_as_large_as_at_a_million_rows_and_proves(prepared: Path) -> None:
    proof = (await measure_proofs(prepared, rows=3000))["proof_bytes"]
    assert proof.value == 16 + 20 * 32
    assert proof.beside["wrong"] == 0
    assert proof.beside["rows"] == 5000


async def test_throughput_says_what_stands_beside_it(prepared: Path) -> None:
    measured = await measure_throughput(prepared, seconds=0.1, requests=50)
    assert measured.keys() == {"trail_rows_per_s", "trail_added_p95"}
    assert measured["trail_rows_per_s"].beside["in_a_group"] == 500
    assert measured["trail_added_p95"].beside["repeats"] == 50


def test_decisions_are_counted(capsys: pytest.CaptureFixture[str]) -> None:
    assert decisions_per_s(400) > 0
    assert capsys.readouterr().out == ""


def test_deeds_name_nobody() -> None:
    assert deed(1).actor.startswith("per_")
    assert deed(1) != deed(2)


def test_the_full_run_is_as_large_as_the_numbers_ask() -> None:
    assert (FULL.tamperings, FULL.rows, FULL.kills) == (10_000, 1_000_000, 200)
    assert QUICK.tamperings < FULL.tamperings


async def test_a_measure_that_fails_costs_its_own_figure_and_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def fails(*_: object, **__: object) -> Readings:
        raise Invalid("the disk is full")

    async def nothing(*_: object, **__: object) -> Readings:
        return {}

    said: list[str] = []
    bench = AccountabilityBench(tmp_path, QUICK, said.append)
    monkeypatch.setattr(run, "measure_proofs", fails)
    monkeypatch.setattr(run, "measure_tampering", nothing)
    monkeypatch.setattr(run, "measure_throughput", nothing)
    monkeypatch.setattr(AccountabilityBench, "_suspension", nothing)
    monkeypatch.setattr(AccountabilityBench, "_oracle", nothing)
    monkeypatch.setattr(AccountabilityBench, "_crashes", nothing)
    await bench.run()
    assert "proofs: the disk is full" in said
    figures = {one.name: one for one in figures_of(PROMISES, bench.measured)}
    assert figures.keys() == PROMISES.keys()
    assert figures["proof_bytes"].met is False
    assert figures["decisions_per_s"].value


def test_a_missed_harm_is_no_met_promise() -> None:
    figures = figures_of(PROMISES, {"tampering_found": Reading(0.9999)})
    assert {one.name: one.met for one in figures}["tampering_found"] is False
