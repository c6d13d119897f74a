"""`bongsu plan siting`: a plan out of one file, with its proven gap. Exit code 0: a plan, 1: the answer is no, 2: wrong."""

import sys
from pathlib import Path

import click
import msgspec

from bongsu.cli.speech import answer, say
from bongsu.planning.failures import PlanImpossible, PlanRefused, StoppedWithoutResult
from bongsu.planning.inputs.from_files import read
from bongsu.planning.plans.draw_up import draw_up
from bongsu.planning.plans.drawn import DrawnPlan
from bongsu.planning.plans.geojson import sites_geojson
from bongsu.planning.read_config import read_config
from bongsu.planning.worker.child import Heard, stopped_by_signals
from bongsu.planning.worker.messages import Progress, Refused

_NO, _WRONG, _BROKEN_OFF = 1, 2, 130


@click.command("siting")
@click.option("--config", "config_file", required=True, type=click.Path(path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="The whole plan as one JSON object.")
@click.option("--geojson", "geojson_file", type=click.Path(path_type=Path), help="Its sites.")
@click.option("--curve", "with_curve", is_flag=True, help="Also what other budgets would bring.")
def siting(config_file: Path, as_json: bool, geojson_file: Path | None, with_curve: bool) -> None:
    """Where the next cameras go. Ctrl-C ends the search; the best plan so far is the answer."""
    try:
        config = read_config(config_file)
        inputs = read(config, config_file.parent)
        with stopped_by_signals() as stop:
            plan = draw_up(config, inputs, Heard(_show), stop, with_curve=with_curve)
    except PlanRefused as no:
        if as_json:
            answer(Refused(no.field or "", no.told))
        for one in no.told:
            say(f"[{no.field}] {one.ko} / {one.en}")
        sys.exit(_NO if isinstance(no, PlanImpossible) else _WRONG)
    except StoppedWithoutResult as stopped:
        say(stopped.detail)
        sys.exit(_BROKEN_OFF)
    if geojson_file is not None:
        _write(geojson_file, plan)
    if as_json:
        answer(plan)
    else:
        _tell(plan)


def _write(file: Path, plan: DrawnPlan) -> None:
    try:
        file.write_bytes(msgspec.json.encode(sites_geojson(plan)))
    except OSError as cause:
        raise click.UsageError(f"--geojson {file}: {cause.strerror}") from cause


def _show(said: Progress) -> None:
    gap = "" if said.gap is None else f", gap {100 * said.gap:.3f} %"
    say(f"{100 * said.share:3.0f} % {said.step}{gap}")


def _tell(plan: DrawnPlan) -> None:
    """For people; `--json` says all of it."""
    cameras = sum(len(one.headings) for one in plan.sites)
    click.echo(f"{len(plan.sites)} sites, {cameras} cameras, {plan.candidates} candidates")
    click.echo(f"gap {100 * plan.gap:.3f} % ({plan.proof}), {plan.cpu_s:.1f} CPU s")
    for fund in plan.funds:
        click.echo(f"{fund.code}: {fund.used:,} of {fund.won:,} won")
    for covered in plan.coverage:
        click.echo(f"{covered.name}: {100 * covered.before:.1f} % -> {100 * covered.after:.1f} %")
    for other in plan.beside:
        more = "" if other.more is None else f" ({100 * other.more:+.1f} % ours)"
        click.echo(f"{other.name}: {other.sites} sites, {other.won:,} won{more}")
    for one in plan.sites:
        click.echo(f"{one.candidate_id} {one.dong_name} {one.mount.value} {one.won:,}")
    for warning in plan.warnings:
        say(f"{warning.ko} / {warning.en}")
