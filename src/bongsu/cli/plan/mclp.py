"""`bongsu plan mclp`: the plain maximal covering problem of the literature, from a file in its public text form."""

import signal
import time
from pathlib import Path
from types import FrameType

import click

from bongsu.cli.speech import answer, say
from bongsu.planning.mclp.read import read_instance
from bongsu.planning.mclp.solve import MclpResult, solve_mclp, spent_s

_SAID_EVERY_S = 5.0
_LOADING_S = 3.0


class _Signals:
    """Asked to end: by ^C, or by whoever started us."""

    def __init__(self) -> None:
        self._asked = False
        # handlers of our own: a shell's `&` makes a child ignore SIGINT
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, self._ask)

    def _ask(self, _number: int, _frame: FrameType | None) -> None:
        self._asked = True

    def came(self) -> bool:
        return self._asked


class _Progress:
    """A line now and then on standard error."""

    def __init__(self) -> None:
        self._next = time.monotonic() + _SAID_EVERY_S

    def __call__(self, objective: int, bound: float) -> None:
        if time.monotonic() >= self._next:
            self._next = time.monotonic() + _SAID_EVERY_S
            say(f"objective {objective}, bound {bound:.0f}")


@click.command()
@click.argument("instance", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option(
    "--radius",
    "radius_m",
    required=True,
    type=click.FloatRange(min=0.0),
    help="Metres within which a site covers a point.",
)
@click.option("--sites", required=True, type=click.IntRange(min=1), help="How many are chosen.")
@click.option(
    "--time-limit",
    "time_limit_s",
    default=60.0,
    show_default=True,
    type=click.FloatRange(min=0.0, min_open=True),
    help="Seconds on the clock.",
)
@click.option("--seed", default=1, show_default=True, type=click.IntRange(min=0))
@click.option("--json", "as_json", is_flag=True, help="One object on standard output.")
def mclp(
    instance: Path, radius_m: float, sites: int, time_limit_s: float, seed: int, *, as_json: bool
) -> None:
    """The SITES points of INSTANCE that together cover the most demand, with a proven bound."""
    # what loading took counts towards the limit; what this process may have done long before does not
    begun = time.monotonic() - min(time.process_time(), _LOADING_S)
    signals = _Signals()
    points = read_instance(instance.read_bytes())
    left_s = max(0.01, time_limit_s - (time.monotonic() - begun))
    result = solve_mclp(
        points.lat,
        points.lon,
        points.demand,
        radius_m,
        sites,
        time_limit_s=left_s,
        seed=seed,
        progress=_Progress(),
        stop=signals.came,
    )
    if as_json:
        answer(_report(result, points.name, time.monotonic() - begun))
    else:
        click.echo(_words(result, sum(points.demand.tolist())))


def _report(result: MclpResult, name: str, wall_s: float) -> dict[str, object]:
    return {
        "name": name,
        "objective": result.objective,
        "bound": result.bound,
        "gap": result.gap,
        "sites": result.sites.tolist(),
        "cpu_s": round(spent_s(), 3),
        "wall_s": round(wall_s, 3),
        "proof": result.proof,
    }


def _words(result: MclpResult, everything: int) -> str:
    share = result.objective / everything if everything else 0.0
    return (
        f"covers {result.objective} of {everything} ({share:.2%}) with {len(result.sites)} sites; "
        f"no choice covers more than {result.bound:.0f} (gap {result.gap:.3%}, {result.proof})\n"
        f"sites: {' '.join(map(str, result.sites.tolist()))}"
    )
