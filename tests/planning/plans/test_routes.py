"""A year's plan over HTTP: computed, kept, chosen, and its sites step by step."""

from datetime import date

import msgspec
import pytest

from bongsu.audit.kinds import TrailKind
from bongsu.audit.list_trail import list_trail
from bongsu.audit.store import Only
from bongsu.planning.config import Limits
from tests.planning.plans.office import CONFIG, HEAD, PLANNER, Office


async def trail_of(office: Office, kind: TrailKind) -> list[dict[str, object]]:
    rows = await list_trail(office.house.database, limit=50, only=Only(kind=kind))
    return [msgspec.json.decode(row.body) for row in rows]


async def test_a_drawn_plan_is_kept_as_a_version_with_its_configuration(office: Office) -> None:
    run = await office.draw()
    assert (run["state"], run["version"]) == ("done", 1)
    (plan,) = await office.ask("CPO", "plans")
    assert plan["name"] == CONFIG.name
    (row,) = plan["versions"]
    path = f"plans/{run['plan_id']}/versions/1"
    version = await office.ask("AUDITOR", path)
    assert version["config"]["funds"][0]["won"] == 60_000_000
    assert len(version["plan"]["sites"]) == row["summary"]["sites"] > 0
    assert row["summary"]["won"] == sum(site["won"] for site in version["plan"]["sites"])
    assert len(version["inputs_digest"]) == 64
    (drawn,) = await trail_of(office, TrailKind.DRAW_PLAN)
    assert drawn["plan"] == run["plan_id"]


async def test_its_candidates_are_told_to_those_who_plan_and_lie_in_no_version(
    office: Office,
) -> None:
    """A list of what nobody watches: neither the version nor, by that, any paper holds it."""
    run = await office.draw()
    path = f"plans/{run['plan_id']}/versions/1"
    version = await office.ask("AUDITOR", path)
    assert await office.ask(PLANNER, f"{path}/candidates") == await office.ask(
        HEAD, f"{path}/candidates"
    )
    told = await office.ask(PLANNER, f"{path}/candidates")
    assert len(told["ids"]) == version["plan"]["candidates"]
    assert told["chosen"] == [site["candidate_id"] for site in version["plan"]["sites"]]
    others = set(told["ids"]) - set(told["chosen"])
    assert not any(one in msgspec.json.encode(version).decode() for one in others)
    await office.ask("AUDITOR", f"{path}/candidates", expects=403)
    await office.ask(PLANNER, f"plans/{run['plan_id']}/versions/2/candidates", expects=404)


async def test_computations_are_seen_by_the_head_too_newest_first(office: Office) -> None:
    assert await office.ask(HEAD, "runs") == []
    first, second = await office.draw(), await office.draw()
    seen = await office.ask(HEAD, "runs")
    assert [one["run_id"] for one in seen] == [second["run_id"], first["run_id"]]
    assert seen == await office.ask(PLANNER, "runs")


async def test_an_edit_is_a_new_version_and_the_old_one_stays(office: Office) -> None:
    first = await office.draw()
    before = await office.ask(PLANNER, f"plans/{first['plan_id']}/versions/1")
    edited = msgspec.structs.replace(CONFIG, limits=Limits(sites_max=1))
    second = await office.draw(edited, plan_id=first["plan_id"])
    assert (second["plan_id"], second["version"]) == (first["plan_id"], 2)
    (plan,) = await office.ask(PLANNER, "plans")
    assert [one["version"] for one in plan["versions"]] == [2, 1]
    assert await office.ask(PLANNER, f"plans/{first['plan_id']}/versions/1") == before


async def test_a_score_is_there_for_the_map_and_the_next_replaces_it(office: Office) -> None:
    assert await office.ask(HEAD, "score") is None
    asked = {"kind": "score", "config": msgspec.to_builtins(CONFIG)}
    await office.ask(PLANNER, "runs", asked, 201)
    await office.desk.runs.idle()
    shown = await office.ask(HEAD, "score")
    assert shown["config"]["name"] == CONFIG.name
    assert {"code", "ring", "parts", "reasons"} <= shown["scored"]["cells"][0].keys()


async def test_what_cannot_be_comes_back_with_field_and_words(office: Office) -> None:
    run = await office.draw(msgspec.structs.replace(CONFIG, limits=Limits(sites_min=30)))
    assert run["state"] == "refused"
    assert "sites" in run["refused"]["field"]
    assert run["refused"]["told"][0]["ko"]
    assert await office.ask(PLANNER, "plans") == []


async def test_a_fault_of_the_configuration_names_its_field(office: Office) -> None:
    asked = {"kind": "draw", "config": msgspec.to_builtins(CONFIG)}
    asked["config"]["prices"]["ptz"] = 0
    answer = await office.ask(PLANNER, "runs", asked, 400)
    assert "prices.ptz" in answer["field"] + answer["detail"]


async def test_another_centres_district_is_not_planned_here(office: Office) -> None:
    asked = {"kind": "draw", "config": msgspec.to_builtins(CONFIG) | {"district": "GR"}}
    answer = await office.ask(PLANNER, "runs", asked, 400)
    assert answer["field"] == "config.district"
    assert answer["told"][0]["ko"].startswith("이 관제센터는")


async def test_a_version_goes_on_only_for_the_same_year(office: Office) -> None:
    run = await office.draw()
    other = msgspec.to_builtins(CONFIG) | {"year": 2028}
    asked = {"kind": "draw", "config": other, "plan_id": run["plan_id"]}
    assert (await office.ask(PLANNER, "runs", asked, 400))["field"] == "config.year"
    asked |= {"plan_id": "plan_x"}
    assert (await office.ask(PLANNER, "runs", asked, 404))["code"] == "unknown_plan"


async def test_the_defaults_are_a_configuration_that_may_be_sent_as_it_is(office: Office) -> None:
    config = await office.ask(HEAD, "defaults")
    assert config["district"] == "SB"
    assert sum(fund["won"] for fund in config["funds"]) == 1_220_000_000
    await office.ask(PLANNER, "runs", {"kind": "score", "config": config}, 201)
    await office.desk.runs.idle()


async def test_a_chosen_plans_sites_begin_their_way_and_the_reason_is_kept(
    office: Office,
) -> None:
    assert await office.ask(PLANNER, "sites") is None
    sites = await office.chosen()
    assert {site["state"] for site in sites} == {"scored"}
    assert all(site["may_become"] == ["field_survey", "rejected"] for site in sites)
    (plan,) = await office.ask(PLANNER, "plans")
    assert (plan["chosen_version"], plan["reason"]) == (1, "점수와 예산에 맞음")
    (chosen,) = await trail_of(office, TrailKind.CHOOSE_PLAN)
    assert chosen["reason"] == "점수와 예산에 맞음"


async def test_with_a_deadline_every_site_has_planned_days_to_begin_with(office: Office) -> None:
    config = msgspec.structs.replace(CONFIG, deadline=date(2027, 10, 31))
    first, *_ = await office.chosen(config)
    planned = {step["state"]: step["planned_on"] for step in first["steps"]}
    assert planned["accepted"] == "2027-10-31"
    assert first["over_days"] == 0


async def test_progress_follows_the_steps_and_the_trail_knows_each(office: Office) -> None:
    first, *_ = await office.chosen()
    await office.step(first, "field_survey")
    shown = await office.ask("AUDITOR", "sites")
    assert 0.05 < shown["progress"] < 0.15
    (step,) = await trail_of(office, TrailKind.STEP_SITE)
    assert (step["state"], step["planned_site"]) == ("field_survey", first["planned_site_id"])


async def test_a_budget_waits_for_the_hearing(office: Office) -> None:
    first, *_ = await office.chosen()
    await office.step(first, "field_survey")
    hearing = await office.step(first, "hearing")
    refused = await office.step(first, "budgeted", 409)
    assert hearing["budgeted_from"] in refused["detail"]
    (told,) = refused["told"]
    assert told["en"] == refused["detail"]
    assert f"가장 이른 날은 {hearing['budgeted_from']}입니다" in told["ko"]
    await office.wait_days(CONFIG.hearing_days)
    assert (await office.step(first, "budgeted"))["state"] == "budgeted"


async def test_a_planned_day_that_passes_is_said(office: Office) -> None:
    first, *_ = await office.chosen()
    await office.step(first, "field_survey", planned_on=office.today, note="종암서 동행")
    await office.wait_days(3)
    shown = await office.ask(PLANNER, "sites")
    late = next(one for one in shown["sites"] if one["planned_site_id"] == first["planned_site_id"])
    assert (late["late_days"], shown["late"]) == (3, 1)
    assert "현장실사" in late["told"][0]["ko"]
    assert late["steps"][-1]["note"] == "종암서 동행"


async def test_a_rejected_site_counts_no_more(office: Office) -> None:
    first, *rest = await office.chosen()
    await office.step(first, "rejected", 409, on=office.today)
    await office.step(first, "rejected", on=office.today, reason="한전주 사용 불가")
    shown = await office.ask(PLANNER, "sites")
    assert shown["rejected"] == 1
    assert shown["progress"] == pytest.approx(0.05 if rest else 0.0)


async def test_a_step_says_a_day_and_acceptance_has_its_own_door(office: Office) -> None:
    first, *_ = await office.chosen()
    assert (await office.step(first, "field_survey", 409, note="없음"))["field"] == "on"
    assert (await office.step(first, "accepted", 409, on=office.today))["field"] == "state"
    path = f"sites/{first['planned_site_id']}/accept"
    assert (await office.ask(PLANNER, path, {}, 409))["field"] == "state"


async def test_another_choice_carries_on_what_both_have_and_ends_the_rest(office: Office) -> None:
    sites = await office.chosen()
    kept = sites[0]
    await office.step(kept, "field_survey")
    only = kept["drawn"]["candidate_id"]
    others = tuple(site["drawn"]["candidate_id"] for site in sites[1:])
    config = msgspec.structs.replace(
        CONFIG, limits=Limits(sites_max=1), forced=(only,), forbidden=others
    )
    again = {site["planned_site_id"]: site for site in await office.chosen(config)}
    assert again[kept["planned_site_id"]]["state"] == "field_survey"
    gone = await office.ask(PLANNER, "sites")
    assert gone["accepted"] == 0
    chosen = [plan for plan in await office.ask(PLANNER, "plans") if plan["chosen_version"]]
    assert len(chosen) == 1


async def test_a_site_that_is_being_built_is_not_dropped_by_another_choice(
    office: Office,
) -> None:
    sites = await office.chosen()
    await office.step(sites[0], "field_survey")
    await office.step(sites[0], "hearing")
    await office.wait_days(CONFIG.hearing_days)
    for state in ("budgeted", "design", "installed"):
        await office.step(sites[0], state)
    config = msgspec.structs.replace(CONFIG, forbidden=(sites[0]["drawn"]["candidate_id"],))
    run = await office.draw(config)
    path = f"plans/{run['plan_id']}/versions/1/choose"
    refused = await office.ask(HEAD, path, {"reason": "다른 안"}, 409)
    assert refused["code"] == "already_built"
    assert sites[0]["drawn"]["candidate_id"] in refused["detail"]


async def test_a_run_may_be_stopped_and_says_so(office: Office) -> None:
    await office.desk.runs.stop()
    asked = {"kind": "draw", "config": msgspec.to_builtins(CONFIG)}
    run = await office.ask(PLANNER, "runs", asked, 201)
    stopped = await office.ask(PLANNER, f"runs/{run['run_id']}/stop", {})
    assert stopped["state"] == "stopped"
