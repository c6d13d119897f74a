"""Where each fixed camera of the chosen sites looks: sites first, then headings, exact by one small model."""

from dataclasses import dataclass

import numpy as np
from scipy import sparse

from bongsu.planning.siting.failures import FaultyInstance
from bongsu.planning.siting.highs import Effort, Model, search
from bongsu.planning.siting.instance import Floats, Ints
from bongsu.planning.siting.prepare import fingerprints
from bongsu.planning.words import Told

EFFORT = Effort(gap=1e-6, time_s=10.0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Facing:
    """Rows are (site, bearing); `cameras` [sites]: how many of its bearings a site takes. Targets already seen weigh 0."""

    weight: Floats
    site: Ints
    cameras: Ints
    cover_start: Ints
    cover_target: Ints


@dataclass(frozen=True, slots=True)
class Faced:
    """`rows`: the chosen (site, bearing), ascending."""

    rows: Ints
    objective: float
    bound: float


def headings(facing: Facing, effort: Effort = EFFORT) -> Faced:
    offered = np.bincount(facing.site, minlength=len(facing.cameras))
    short = np.flatnonzero(offered[: len(facing.cameras)] < facing.cameras)
    if len(short) or len(offered) > len(facing.cameras):
        raise FaultyInstance(
            Told("cameras: 방위보다 카메라가 많습니다", "cameras: more than a site has bearings"),
            field="cameras",
            rows=tuple(short.tolist()),
        )
    cover, weight = _shared(facing)
    scale = float(weight.max(initial=0.0)) or 1.0
    found = search(_model(facing, cover, weight / scale), effort)
    assert found.value is not None  # as many bearings as cameras: always possible
    rows = np.flatnonzero(found.value[: len(facing.site)] > 0.5).astype(np.int64)
    seen = np.zeros(cover.shape[1], dtype=bool)
    seen[cover[rows].indices] = True
    objective = float(weight[seen].sum())
    return Faced(rows, objective, max(objective, found.bound * scale))


def _shared(facing: Facing) -> tuple[sparse.csr_array, Floats]:
    """Targets worth something that the very same bearings see are one."""
    full = sparse.csr_array(
        (np.ones(len(facing.cover_target)), facing.cover_target, facing.cover_start),
        shape=(len(facing.site), len(facing.weight)),
    )
    full.sum_duplicates()
    full.data[:] = 1.0
    columns = sparse.csc_array(full)
    seen = np.flatnonzero((np.diff(columns.indptr) > 0) & (facing.weight > 0))
    columns = sparse.csc_array(columns[:, seen])
    marks = fingerprints(columns.T.tocsr(), np.random.default_rng(3))
    _, first, group = np.unique(marks, return_index=True, return_inverse=True)
    weight = np.bincount(group, facing.weight[seen], minlength=len(first)).astype(np.float64)
    return sparse.csr_array(columns[:, first]), weight


def _model(facing: Facing, cover: sparse.csr_array, weight: Floats) -> Model:
    rows, targets = cover.shape
    at_site = sparse.csr_array(
        (np.ones(rows), (facing.site, np.arange(rows))), shape=(len(facing.cameras), rows)
    )
    table = sparse.block_array(
        [[at_site, None], [-sparse.csr_array(cover.T), sparse.eye_array(targets)]], format="csr"
    )
    cameras = facing.cameras.astype(np.float64)
    return Model(
        gain=np.concatenate([np.zeros(rows), weight]),
        most=np.ones(rows + targets),
        rows=table,
        low=np.concatenate([cameras, np.full(targets, -np.inf)]),
        high=np.concatenate([cameras, np.zeros(targets)]),
        whole=np.arange(rows + targets) < rows,
    )
