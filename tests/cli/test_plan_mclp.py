"""`bongsu plan mclp`: one object or a line for people, and exit code 2 with the file's line for what is no instance."""

import os
import signal
import time
from pathlib import Path

import msgspec
import pytest

from bongsu.bench.planning.streets import as_text, street_instance
from bongsu.cli.plan import mclp as under_test
from bongsu.planning.mclp.solve import MclpResult, solve_mclp
from tests.cli.called import Call


@pytest.fixture
def restored() -> object:
    """Signal handlers as they were."""
    before = {one: signal.getsignal(one) for one in (signal.SIGINT, signal.SIGTERM)}
    yield None
    for number, handler in before.items():
        signal.signal(number, handler)


pytestmark = pytest.mark.usefixtures("restored")


@pytest.fixture
def instance(tmp_path: Path) -> Path:
    file = tmp_path / "streets.txt"
    file.write_text(as_text(street_instance(2, 60), "Streets"), encoding="utf-8")
    return file


def ask(call: Call, instance: Path, *more: str) -> tuple[int, str, str]:
    said = call("plan", "mclp", str(instance), "--radius", "400", "--sites", "3", *more)
    return said.code, said.out, said.err


def test_json_is_one_object_with_all_that_is_promised(call: Call, instance: Path) -> None:
    code, out, _ = ask(call, instance, "--json", "--time-limit", "20")
    report = msgspec.json.decode(out)
    streets = street_instance(2, 60)
    expected = solve_mclp(streets.lat, streets.lon, streets.demand, 400.0, 3)
    assert code == 0
    assert report["name"] == "Streets"
    assert report["objective"] == report["bound"] == expected.objective
    assert report["sites"] == expected.sites.tolist()
    assert (report["gap"], report["proof"]) == (0.0, "optimal")
    assert report["cpu_s"] > 0.0
    assert report["wall_s"] > 0.0


def test_a_process_that_has_long_been_at_work_has_its_time_all_the_same(
    call: Call, instance: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    given: list[float] = []

    def noted(*arguments: object, time_limit_s: float, **named: object) -> MclpResult:
        given.append(time_limit_s)
        return solve_mclp(*arguments, time_limit_s=time_limit_s, **named)  # type: ignore[arg-type, misc]  # passed on

    monkeypatch.setattr(under_test, "solve_mclp", noted)
    monkeypatch.setattr(time, "process_time", lambda: 900.0)
    ask(call, instance, "--json", "--time-limit", "200")
    assert given[0] > 100.0


def test_without_json_people_are_told(call: Call, instance: Path) -> None:
    code, out, _ = ask(call, instance)
    assert code == 0
    assert "covers " in out
    assert "with 3 sites" in out
    assert "(gap 0.000%, optimal)" in out


def test_an_instance_without_demand_is_answered(call: Call, tmp_path: Path) -> None:
    streets = street_instance(2, 9)
    text = as_text(streets, "Nobody").split("DEMAND_SECTION")[0]
    file = tmp_path / "nobody.txt"
    file.write_text(text + "DEMAND_SECTION\n" + "0\n" * 9 + "EOF\n", encoding="utf-8")
    code, out, _ = ask(call, file)
    assert (code, "covers 0 of 0" in out) == (0, True)


def test_another_edge_weight_type_is_refused_by_name(call: Call, instance: Path) -> None:
    instance.write_text(instance.read_text().replace("COORD\n", "EUC_2D\n", 1))
    code, out, err = ask(call, instance, "--json")
    assert (code, out) == (2, "")
    assert "bad_instance [line 3]: EDGE_WEIGHT_TYPE EUC_2D" in err


@pytest.mark.parametrize(
    ("arguments", "named"),
    [
        (("plan", "mclp"), "INSTANCE"),
        (("plan", "mclp", "nowhere.txt", "--radius", "4", "--sites", "1"), "nowhere.txt"),
        (("plan", "mclp", ".", "--radius", "4", "--sites", "1"), "directory"),
        (("plan", "mclp", "{file}", "--sites", "1"), "--radius"),
        (("plan", "mclp", "{file}", "--radius", "4"), "--sites"),
        (("plan", "mclp", "{file}", "--radius", "-1", "--sites", "1"), "--radius"),
        (("plan", "mclp", "{file}", "--radius", "far", "--sites", "1"), "--radius"),
        (("plan", "mclp", "{file}", "--radius", "nan", "--sites", "1"), "radius"),
        (("plan", "mclp", "{file}", "--radius", "4", "--sites", "0"), "--sites"),
        (("plan", "mclp", "{file}", "--radius", "4", "--sites", "1.5"), "--sites"),
        (
            ("plan", "mclp", "{file}", "--radius", "4", "--sites", "1", "--time-limit", "0"),
            "--time-limit",
        ),
    ],
)
def test_wrong_use_is_named(
    call: Call, instance: Path, arguments: tuple[str, ...], named: str
) -> None:
    said = call(*(one.replace("{file}", str(instance)) for one in arguments))
    assert (said.code, said.out) == (2, "")
    assert named in said.err


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_gives_the_best_so_far(
    call: Call, instance: Path, monkeypatch: pytest.MonkeyPatch, number: signal.Signals
) -> None:
    def signalled(*arguments: object, **named: object) -> MclpResult:
        os.kill(os.getpid(), number)
        return solve_mclp(*arguments, **named)  # type: ignore[arg-type]  # passed on as they came

    monkeypatch.setattr(under_test, "solve_mclp", signalled)
    code, out, _ = ask(call, instance, "--json")
    report = msgspec.json.decode(out)
    assert (code, report["proof"], len(report["sites"])) == (0, "stopped", 3)
    assert report["objective"] <= report["bound"]
