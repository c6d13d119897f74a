"""Why there is no plan, or none with a single site: which limits conflict, and the least that would have to give way."""

from dataclasses import replace

import numpy as np

from bongsu.planning.candidates.find import Found
from bongsu.planning.config import PlanConfig
from bongsu.planning.failures import PlanImpossible
from bongsu.planning.siting.infeasible import explain
from bongsu.planning.siting.instance import Between, Instance
from bongsu.planning.siting.limit_words import Labels


def impossible(instance: Instance, found: Found, config: PlanConfig) -> PlanImpossible:
    """Of an instance that has no plan."""
    labels = Labels(
        funds=[fund.code for fund in config.funds],
        sites=[one.candidate_id for one in found.candidates],
    )
    conflict = explain(instance, labels)
    return PlanImpossible(*conflict.told, field=", ".join(conflict.together) or "limits")


def with_a_site(instance: Instance) -> Instance:
    """A share of no sites is kept by no site at all: what hinders the first one is the answer then."""
    one = Between("limits.sites", np.ones(len(instance.cost)), least=1.0)
    others = tuple(limit for limit in instance.limits if limit.name != one.name)
    return replace(instance, limits=(*others, one))
