"""The chapter on money: every sum to the won, so that it can be laid beside the budget."""

from collections import Counter

from bongsu.planning.money.won import per
from bongsu.planning.papers.blocks import Block, chapter, lead, part, table
from bongsu.planning.papers.facts import PaperFacts
from bongsu.planning.papers.words import FUNDS, MOUNTS, NONE
from bongsu.planning.words import FundKind, Mount


def money_chapter(facts: PaperFacts) -> Block:
    funds = facts.version.plan.funds
    rows = [
        [
            one.code,
            FUNDS[FundKind(one.kind)],
            f"{_paid_sites(facts, one.code)}",
            f"{one.won:,}",
            f"{one.used:,}",
            f"{one.won - one.used:,}",
        ]
        for one in funds
    ]
    granted, used = sum(one.won for one in funds), sum(one.used for one in funds)
    total = ["합계", "", f"{len(facts.sites)}", f"{granted:,}", f"{used:,}", f"{granted - used:,}"]
    head = ("재원", "구분", "개소", "배정액(원)", "계획액(원)", "남는 금액(원)")
    return chapter(
        "재원별 계획",
        table(head, (0, 30, 16, 32, 32, 32), rows, numbers=(2, 3, 4, 5), total=total),
        lead(
            "한 개소를 두 재원이 함께 내면 두 재원에 각각 세므로, 재원별 개소의 합이 전체보다 클 수 있다."
        ),
        part("설치 형태별"),
        _by_mount(facts),
        lead(_unit_words(facts)),
    )


def _paid_sites(facts: PaperFacts, code: str) -> int:
    return sum(one.paid.get(code, 0) > 0 for one in facts.sites)


def _by_mount(facts: PaperFacts) -> Block:
    sites: Counter[Mount] = Counter(one.mount for one in facts.sites)
    cameras: Counter[Mount] = Counter()
    won: Counter[Mount] = Counter()
    for one in facts.sites:
        cameras[one.mount] += len(one.headings)
        won[one.mount] += one.won
    rows = [
        [MOUNTS[one], f"{sites[one]}", f"{cameras[one]}", f"{won[one]:,}"]
        for one in Mount
        if sites[one]
    ]
    total = ["합계", f"{sites.total()}", f"{cameras.total()}", f"{won.total():,}"]
    head = ("설치 형태", "개소", "대수", "금액(원)")
    return table(head, (0, 20, 20, 40), rows, numbers=(1, 2, 3), total=total)


def _unit_words(facts: PaperFacts) -> str:
    won = sum(one.won for one in facts.sites)
    a_site = per(won, len(facts.sites))
    a_camera = per(won, sum(len(one.headings) for one in facts.sites))
    return f"개소당 {_won(a_site)}, 카메라 한 대당 {_won(a_camera)}."


def _won(won: int | None) -> str:
    return NONE if won is None else f"{won:,}원"
