"""The chapter on dates: where a chosen plan's sites stand, and what is late."""

from bongsu.planning.papers.blocks import Block, chapter, facts, items, table
from bongsu.planning.papers.facts import PaperFacts
from bongsu.planning.papers.words import NONE, percent
from bongsu.planning.plans.progress import ORDER
from bongsu.planning.plans.state_words import words_of
from bongsu.planning.plans.views import PlannedSiteView
from bongsu.planning.words import SiteState


def way_chapter(paper: PaperFacts) -> Block | None:
    """None as long as the plan is not chosen."""
    way = paper.way
    if way is None:
        return None
    reached = [_reached(paper, state) for state in ORDER]
    return chapter(
        "일정과 공정률",
        facts(
            (
                ("공정률", f"{percent(way.progress)} (계획 {percent(way.planned_progress)})"),
                ("기한", f"{way.deadline}" if way.deadline else NONE),
                (
                    "개소",
                    f"{len(paper.walking)}개소 가운데 준공 {way.accepted}, 제외 {way.rejected}, 지연 {way.late}",
                ),
                ("기준일", f"{way.today}"),
            )
        ),
        table(
            ("단계", "예정일", "마친 개소", "마지막 처리일"),
            (0, 52, 26, 40),
            reached,
            numbers=(2,),
        ),
        items([one.ko for one in way.told]) if way.told else None,
    )


def _reached(paper: PaperFacts, state: SiteState) -> list[str]:
    steps = [one for site in paper.walking for one in site.steps if one.state is state]
    planned = sorted({one.planned_on for one in steps if one.planned_on})
    done = sorted(one.done_on for one in steps if one.done_on)
    between = f"{planned[0]} – {planned[-1]}" if len(planned) > 1 else ""
    return [
        words_of(state)[0],
        between or (f"{planned[0]}" if planned else NONE),
        f"{sum(_has_reached(one, state) for one in paper.walking)}",
        f"{done[-1]}" if done else NONE,
    ]


def _has_reached(site: PlannedSiteView, state: SiteState) -> bool:
    return ORDER.index(site.state) >= ORDER.index(state)
