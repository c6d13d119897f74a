"""Puts planning's desks together for the node."""

from collections.abc import Mapping
from typing import Any  # Any: what the application's routes stand on

from bongsu.kernel.settings import load
from bongsu.planning.config import PlanConfig
from bongsu.planning.failures import PlanRefused
from bongsu.planning.inputs.values import Inputs
from bongsu.planning.money.desk import MoneyDesk
from bongsu.planning.plans.desk import PlanDesk
from bongsu.planning.plans.site_desk import SiteDesk
from bongsu.planning.replacement.desk import ReplacementDesk
from bongsu.planning.settings import PlanningSettings
from bongsu.planning.words import Told
from bongsu.planning.worker.call import ChildCall

_NOT_YET = Told("자료 수집이 아직 없습니다.", "Nothing gathers the inputs yet.")


def planning_state(
    state: Mapping[str, Any], districts: tuple[str, ...], centre: str
) -> Mapping[str, Any]:
    """`plan_desk`, `site_desk`, `money_desk`, `replacement_desk`. The desk's `runs` is a part of the node."""
    settings = load(PlanningSettings, "planning")
    database, clock = state["database"], state["clock"]

    async def gather(config: PlanConfig) -> Inputs:
        raise PlanRefused(_NOT_YET, field="inputs")

    plans = PlanDesk(database, clock, districts, gather, ChildCall(settings), settings)
    return {
        "plan_desk": plans,
        "money_desk": MoneyDesk(database, clock),
        "replacement_desk": ReplacementDesk(database, clock, plans.runs),
        "site_desk": SiteDesk(database, clock, state["agreements"], centre),
    }
