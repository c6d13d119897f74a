"""`bongsu monitor evaluate`: a clip through the deployed path, held against truth. Exit code 0: done, 2: wrong use."""

import importlib.metadata
import signal
import sys
import time
from datetime import UTC, datetime
from pathlib import Path
from types import FrameType

import click

from bongsu.bench.figures import Beside, Promise, Reading, Readings, Report, figures_of, percentile
from bongsu.bench.machine import machine
from bongsu.cli.speech import answer, say
from bongsu.media.failures import BadPicture
from bongsu.monitoring.detectors.detector import About, Runtime
from bongsu.monitoring.detectors.load import load_detector
from bongsu.monitoring.detectors.measured import Measured
from bongsu.monitoring.detectors.measured import note as keep_note
from bongsu.monitoring.evaluate.clip import LEAST_SCORE, Held, Seen, Stopped, hold_against, look_at
from bongsu.monitoring.evaluate.truth import read_truth

_BROKEN_OFF = 130
_PROMISES = {
    "ap50": Promise("", better="higher"),
    "precision": Promise("", better="higher"),
    "recall": Promise("", better="higher"),
    "mota": Promise("", better="higher"),
    "idf1": Promise("", better="higher"),
    "cpu_per_picture": Promise("ms"),
    "people_per_picture": Promise("people"),
}
_NO_TRUTH = "no truth was given"


@click.group()
def monitor() -> None:
    """Selective monitoring: how well the machine sees."""


class _Signals:
    """Asked to end: by ^C, or by whoever started us."""

    def __init__(self) -> None:
        self._asked = False
        # handlers of our own: a shell's `&` makes a child ignore SIGINT
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, self._ask)

    def _ask(self, _number: int, _frame: FrameType | None) -> None:
        self._asked = True

    def goes_on(self) -> bool:
        return not self._asked


@monitor.command()
@click.argument("clip", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option(
    "--truth",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    help="True boxes, as MOTChallenge's gt.txt.",
)
@click.option("--detector", default="", help="By name; left out: the best one installed.")
@click.option("--device", default="CPU", show_default=True, help="In OpenVINO's words.")
@click.option(
    "--precision",
    default="",
    type=click.Choice(["", "bf16", "f16", "f32"]),
    help="Left out: what the device does best.",
)
@click.option(
    "--every",
    default=1,
    show_default=True,
    type=click.IntRange(min=1),
    help="Look at each N-th picture only.",
)
@click.option("--note", is_flag=True, help="Keep the result among those that the console shows.")
@click.option("--json", "as_json", is_flag=True, help="One object on standard output.")
def evaluate(
    clip: Path,
    truth: Path | None,
    detector: str,
    device: str,
    precision: str,
    every: int,
    *,
    note: bool,
    as_json: bool,
) -> None:
    """How well people are found and followed in CLIP."""
    if note and truth is None:
        raise click.UsageError("--note needs --truth")
    signals, begun = _Signals(), time.monotonic()
    # a bad file of truth is said before minutes are spent
    rows = read_truth(truth) if truth else ()
    eyes = load_detector(detector, Runtime(device=device, precision=precision))
    say(f"detector {eyes.about.name}, {eyes.about.precision} on {eyes.about.device}")
    try:
        seen = look_at(clip, eyes, every, signals.goes_on)
    except Stopped:
        sys.exit(_BROKEN_OFF)
    except BadPicture as cause:
        raise click.BadParameter(cause.detail, param_hint="'CLIP'") from cause
    held = hold_against(seen, rows) if rows else None
    if held:
        _warn_of_another_length(seen, held)
    report = _report(seen, held, eyes.about, time.monotonic() - begun)
    if note and held:
        keep_note(_measured(clip, seen, held, eyes.about))
    if as_json:
        answer(report)
    else:
        _tell(report)


def _warn_of_another_length(seen: Seen, held: Held) -> None:
    pictures = len(seen.people) * seen.every
    if held.truth_pictures + seen.every <= pictures:
        say(
            f"the truth ends at picture {held.truth_pictures}, the clip at {pictures}: "
            "whoever is found after that counts as false"
        )


def _cpu(seen: Seen) -> float:
    """The median: a picture that the machine was busy with something else in is no measure."""
    return round(percentile(seen.cpu_ms, 50), 2)


def _beside(seen: Seen, about: About) -> Beside:
    return {
        "detector": about.name,
        "digest": about.digest,
        "device": about.device,
        "precision": about.precision,
        "input_width": seen.input_width,
        "input_height": seen.input_height,
        "pictures": len(seen.people),
        "every": seen.every,
        "resolutions": seen.sizes,
    }


def _report(seen: Seen, held: Held | None, about: About, took_s: float) -> Report:
    return Report(
        bench="monitor evaluate",
        quick=False,
        at=datetime.now(UTC).isoformat(timespec="seconds"),
        took_s=round(took_s, 2),
        machine=machine(),
        figures=figures_of(_PROMISES, _readings(seen, held, about)),
    )


def _readings(seen: Seen, held: Held | None, about: About) -> Readings:
    beside = _beside(seen, about)
    known: Readings = {
        "cpu_per_picture": Reading(
            _cpu(seen), {**beside, "p95": round(percentile(seen.cpu_ms, 95), 2)}
        ),
        "people_per_picture": Reading(
            seen.things.get("person", 0.0), {**beside, "least_score": LEAST_SCORE, **seen.things}
        ),
    }
    if held is None:
        names = ("ap50", "precision", "recall", "mota", "idf1")
        return {**{name: Reading(None, why=_NO_TRUTH) for name in names}, **known}
    return {**_against(held, beside), **known}


def _against(held: Held, beside: Beside) -> Readings:
    boxes, tracks = held.boxes, held.tracks
    at: Beside = {**beside, "least_score": boxes.least_score, "objects": boxes.objects}
    followed: Beside = {**beside, "switches": tracks.switches, "tracks": tracks.tracks}
    followed["truth_tracks"] = tracks.truth_tracks
    return {
        "ap50": _reading(boxes.ap50, {**beside, "interpolation": "COCO, 101 recalls"}),
        "precision": _reading(boxes.precision, at),
        "recall": _reading(boxes.recall, at),
        "mota": _reading(tracks.mota, followed),
        "idf1": _reading(tracks.idf1, followed),
    }


def _reading(value: float | None, beside: Beside) -> Reading:
    if value is None:
        return Reading(None, beside, why="nothing was there to find, or nothing was found")
    return Reading(round(value, 4), beside)


def _measured(clip: Path, seen: Seen, held: Held, about: About) -> Measured:
    return Measured(
        detector=about.name,
        digest=about.digest,
        clip=clip.name,
        input=f"{seen.input_width}×{seen.input_height}",
        precision_of_numbers=about.precision,
        pictures=len(seen.people),
        every=seen.every,
        ap50=round(held.boxes.ap50 or 0.0, 4),
        precision=round(held.boxes.precision or 0.0, 4),
        recall=round(held.boxes.recall or 0.0, 4),
        least_score=held.boxes.least_score,
        mota=None if held.tracks.mota is None else round(held.tracks.mota, 4),
        idf1=None if held.tracks.idf1 is None else round(held.tracks.idf1, 4),
        cpu_ms=_cpu(seen),
        build=importlib.metadata.version("bongsu"),
    )


def _tell(report: Report) -> None:
    """For people; `--json` says all of it."""
    for figure in report.figures:
        value = "–" if figure.value is None else f"{figure.value:g} {figure.unit}".rstrip()
        click.echo(f"{figure.name:<20} {value}" + (f"  ({figure.why})" if figure.why else ""))
