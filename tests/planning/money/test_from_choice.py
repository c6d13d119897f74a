"""From the head's choice of a plan to the purses: nothing is typed twice, and it adds up."""

from tests.planning.plans.office import CONFIG, office_in
from tests.web.house import House


async def test_the_choice_fills_the_years_purses_to_the_won(house: House) -> None:
    async with office_in(house) as office:
        sites = await office.chosen()
        said = await office.ask("SITE_PLANNER", f"money?year={CONFIG.year}")
    (purse,) = said["purses"]
    assert (purse["purse"]["code"], purse["purse"]["won"]) == ("구비", 60_000_000)
    planned = sum(site["drawn"]["won"] for site in sites)
    assert purse["balance"]["planned"] == planned == said["planned"]["won"] > 0
    assert said["planned"]["sites"] == len(sites)
    assert said["planned"]["cameras"] == sum(len(site["drawn"]["headings"]) for site in sites)
    assert said["faults"] == []
    assert {line["line"]["site_id"] for line in said["lines"]} == {
        site["planned_site_id"] for site in sites
    }
