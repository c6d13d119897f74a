"""Puts planning's desks together for the node."""

from collections.abc import Mapping
from typing import Any  # Any: what the application's routes stand on

from bongsu.kernel.settings import load
from bongsu.planning.config import PlanConfig
from bongsu.planning.inputs.from_node import gather as gather_inputs
from bongsu.planning.inputs.values import Inputs
from bongsu.planning.layers.import_layer import LayerDesk
from bongsu.planning.money.desk import MoneyDesk
from bongsu.planning.papers.desk import PaperDesk
from bongsu.planning.papers.table_desk import TableDesk
from bongsu.planning.plans.desk import PlanDesk
from bongsu.planning.plans.site_desk import SiteDesk
from bongsu.planning.replacement.desk import ReplacementDesk
from bongsu.planning.requests.for_planning import for_planning
from bongsu.planning.requests.settings import RequestSettings
from bongsu.planning.settings import PlanningSettings
from bongsu.planning.worker.call import ChildCall


def planning_state(
    state: Mapping[str, Any], districts: tuple[str, ...], centre: str
) -> Mapping[str, Any]:
    """The desks by their names in the routes. `plan_desk.runs` is a part of the node."""
    settings = load(PlanningSettings, "planning")
    database, clock = state["database"], state["clock"]

    async def gather(config: PlanConfig) -> Inputs:
        return await gather_inputs(database, config, for_planning)

    plans = PlanDesk(database, clock, districts, gather, ChildCall(settings), settings)
    sites = SiteDesk(database, clock, state["agreements"], centre)
    money, replacement = MoneyDesk(database, clock), ReplacementDesk(database, clock, plans.runs)
    department = load(RequestSettings, "requests").department_ko
    return {
        "plan_desk": plans,
        "paper_desk": PaperDesk(database, clock, plans, sites, centre, department),
        "money_desk": money,
        "replacement_desk": replacement,
        "table_desk": TableDesk(database, clock, replacement, money),
        "layer_desk": LayerDesk(database, clock, districts),
        "site_desk": sites,
    }
