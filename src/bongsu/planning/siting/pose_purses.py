"""Which purse may pay for which option: by origin, mount and dong. A purse that could pay for nothing is named."""

from collections.abc import Sequence

import numpy as np

from bongsu.planning.candidates.candidate import MOUNTS, Candidate, Options
from bongsu.planning.config import Fund, PlanConfig
from bongsu.planning.coverage.covers import Bools
from bongsu.planning.failures import PlanRefused
from bongsu.planning.inputs.values import Dong
from bongsu.planning.words import Told


def may_pay(
    candidates: Sequence[Candidate], options: Options, dongs: Sequence[Dong], config: PlanConfig
) -> Bools:
    """[funds, options]."""
    _refuse_twice(config.funds)
    rows = []
    for number, fund in enumerate(config.funds, start=1):
        field = f"funds[{number}]"
        inside = {dong_index(dongs, name, f"{field}.dongs") for name in fund.dongs}
        by_candidate = np.array(
            [
                (not inside or each.dong in inside)
                and (not fund.origins or bool(set(each.origins) & set(fund.origins)))
                for each in candidates
            ],
            dtype=np.bool_,
        )
        by_mount = np.array([not fund.mounts or each in fund.mounts for each in MOUNTS])
        row = by_candidate[options.candidate] & by_mount[options.mount]
        if fund.won and not row.any():
            raise _pays_nothing(fund, field)
        rows.append(row)
    _refuse_no_money(config, options)
    return np.array(rows, dtype=np.bool_).reshape(len(config.funds), len(options))


def dong_index(dongs: Sequence[Dong], name: str, field: str) -> int:
    """By 10-digit code or by name."""
    for index, dong in enumerate(dongs):
        if name in {dong.code, dong.name}:
            return index
    raise PlanRefused(
        Told(
            f"{field}: 이 자치구에 없는 행정동입니다: {name}",
            f"{field}: no dong of the district: {name}",
        ),
        field=field,
    )


def _refuse_twice(funds: Sequence[Fund]) -> None:
    codes = [fund.code for fund in funds]
    twice = sorted({code for code in codes if codes.count(code) > 1})
    if twice:
        shown = ", ".join(twice)
        raise PlanRefused(
            Told(f"같은 재원 코드가 두 번 있습니다: {shown}", f"a purse is given twice: {shown}"),
            field="funds",
        )


def _pays_nothing(fund: Fund, field: str) -> PlanRefused:
    return PlanRefused(
        Told(
            f"{field}: 재원 {fund.code}을(를) 쓸 수 있는 후보지가 없습니다(출처, 설치 방식, 행정동 조건).",
            f"{field}: purse {fund.code} may pay for no candidate (its origins, mounts or dongs).",
        ),
        field=field,
    )


def _refuse_no_money(config: PlanConfig, options: Options) -> None:
    held, cheapest = sum(fund.won for fund in config.funds), int(options.won.min())
    if held < cheapest:
        raise PlanRefused(
            Told(
                f"재원을 모두 합한 {held:,}원으로는 가장 싼 설치({cheapest:,}원)도 할 수 없습니다.",
                f"All purses together hold {held:,} won; the cheapest site costs {cheapest:,}.",
            ),
            field="funds",
        )
