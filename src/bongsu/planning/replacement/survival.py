"""Fits the fleet's lifetime: Weibull, right censored, left truncated (a camera is in no list before the log began).

Only the child process imports this: lifelines brings pandas."""

import warnings

import numpy as np
import pandas as pd
from lifelines import WeibullAFTFitter, WeibullFitter
from lifelines.exceptions import ConvergenceError

from bongsu.planning.config import Replacement
from bongsu.planning.replacement.fleet import Fleet
from bongsu.planning.replacement.lifetime import assumed, properties
from bongsu.planning.replacement.listed import Lifetime

EVENTS_PER_FACTOR = 15
"""With fewer failures on either side of a property its factor is noise."""
CLEARLY = 10.0
"""AIC by which a factor must explain the failures better."""


def fit(fleet: Fleet, config: Replacement) -> Lifetime:
    """The configured assumption when fewer than `failures_min` failed under observation, or when nothing fits."""
    usable = fleet.usable
    failures = int((fleet.failed & usable).sum())
    nothing = assumed(config, failures, int(usable.sum()))
    if failures < config.failures_min:
        return nothing
    try:
        plain = _plain(fleet)
    except ConvergenceError:
        return nothing
    return _with_factors(fleet, plain) or plain[0]


def _plain(fleet: Fleet) -> tuple[Lifetime, float]:
    usable = fleet.usable
    fitter = WeibullFitter()
    fitter.fit(fleet.left[usable], fleet.failed[usable], entry=fleet.entered[usable])
    summary = fitter.summary
    low, high = summary["coef lower 95%"], summary["coef upper 95%"]
    lifetime = Lifetime(
        fitted=True,
        failures=int((fleet.failed & usable).sum()),
        cameras=int(usable.sum()),
        shape=float(fitter.rho_),
        shape_low=float(low["rho_"]),
        shape_high=float(high["rho_"]),
        scale_years=float(fitter.lambda_),
        scale_low=float(low["lambda_"]),
        scale_high=float(high["lambda_"]),
    )
    return lifetime, float(fitter.AIC_)


def _with_factors(fleet: Fleet, plain: tuple[Lifetime, float]) -> Lifetime | None:
    """None when the properties explain nothing, or too little."""
    usable = fleet.usable
    failed = fleet.failed & usable
    told = {
        name: has
        for name, has in properties(fleet).items()
        if min((failed & has).sum(), (failed & ~has).sum()) >= EVENTS_PER_FACTOR
    }
    if not told:
        return None
    table = pd.DataFrame(
        {"left": fleet.left, "failed": fleet.failed, "entered": fleet.entered}
        | {name: has.astype(float) for name, has in told.items()}
    )[usable]
    fitter = WeibullAFTFitter()
    try:
        with warnings.catch_warnings():
            # it warns of each step of its own search
            warnings.simplefilter("ignore")
            fitter.fit(table, duration_col="left", event_col="failed", entry_col="entered")
    except ConvergenceError:
        return None
    better = float(plain[1] - fitter.AIC_)
    return _read(fitter, tuple(told), plain[0]) if better >= CLEARLY else None


def _read(fitter: WeibullAFTFitter, told: tuple[str, ...], plain: Lifetime) -> Lifetime:
    """lifelines keeps logarithms: of the scale by property, and of the shape."""
    summary = fitter.summary
    scale, shape = summary.loc[("lambda_", "Intercept")], summary.loc[("rho_", "Intercept")]
    ends = ("coef", "coef lower 95%", "coef upper 95%")
    scale_years, scale_low, scale_high = (float(np.exp(scale[end])) for end in ends)
    wear, wear_low, wear_high = (float(np.exp(shape[end])) for end in ends)
    return Lifetime(
        fitted=True,
        failures=plain.failures,
        cameras=plain.cameras,
        shape=wear,
        shape_low=wear_low,
        shape_high=wear_high,
        scale_years=scale_years,
        scale_low=scale_low,
        scale_high=scale_high,
        factors={name: float(np.exp(summary.loc[("lambda_", name)]["coef"])) for name in told},
    )
