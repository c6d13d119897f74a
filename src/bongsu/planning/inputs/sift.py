"""Collects the rows of one file that cannot be used, by reason: a district's own file is then refused with all of them
named, a published one is taken without them."""

from dataclasses import dataclass, field

from bongsu.planning.failures import PlanRefused
from bongsu.planning.inputs.values import LeftOut
from bongsu.planning.words import Told

SHOWN_ROWS = 20
_SHOWN_REASONS = 20


@dataclass(frozen=True, slots=True)
class Why:
    """A reason, the field that is to blame, and whether it is anybody's fault."""

    field: str
    told: Told
    is_fault: bool = True


PLACE = "lat, lon"
NO_PLACE = Why(PLACE, Told("좌표가 없습니다", "no coordinates"))
NO_NUMBER = Why(PLACE, Told("좌표가 숫자가 아닙니다", "coordinates are no numbers"))
OUT_OF_KOREA = Why(
    PLACE, Told("우리나라 밖의 좌표입니다", "coordinates lie outside of Korea"), is_fault=True
)
SWAPPED = Why(PLACE, Told("위도와 경도가 뒤바뀌었습니다", "latitude and longitude are swapped"))
MENDED = Why(
    PLACE,
    Told(
        "위도와 경도가 뒤바뀐 행: 값의 범위로 바로잡아 썼습니다",
        "latitude and longitude were swapped: used as their values say",
    ),
    is_fault=False,
)
ELSEWHERE = Why(PLACE, Told("자치구 밖의 행입니다", "lies outside of the district"), is_fault=False)
SHORT_ROW = Why(
    "", Told("칸 수가 머리글과 다릅니다", "has another number of cells than the header")
)
PERSONAL = Why(
    "code",
    Told(
        "개인의 번호(휴대전화·주민등록번호)로 보이는 값이 있습니다",
        "a value looks like a number of a person (mobile, resident registration)",
    ),
)
REPEATED = Why("", Told("같은 행이 되풀이됩니다", "the same row stands there again"))


@dataclass(slots=True)
class Sift:
    """`is_own`: the district's own file, which somebody can mend."""

    layer: str
    file: str
    is_own: bool = False
    _rows: dict[Why, list[int]] = field(default_factory=dict)

    def leave_out(self, row: int, why: Why) -> None:
        self._rows.setdefault(why, []).append(row)

    def close(self) -> tuple[LeftOut, ...]:
        """Raises `PlanRefused` where an own file has a fault."""
        faults = [why for why in self._rows if why.is_fault]
        if self.is_own and faults:
            raise PlanRefused(
                *(self._told(why) for why in faults[:_SHOWN_REASONS]),
                field=f"{self.layer}.{faults[0].field}".rstrip("."),
            )
        return tuple(
            LeftOut(
                self.layer,
                self.file,
                why.field,
                self._told(why),
                len(rows),
                tuple(sorted(rows)[:SHOWN_ROWS]),
                why.is_fault,
            )
            for why, rows in self._rows.items()
        )

    def _told(self, why: Why) -> Told:
        rows = self._rows[why]
        named = ", ".join(str(row) for row in sorted(rows)[:SHOWN_ROWS])
        more_ko = f" 외 {len(rows) - SHOWN_ROWS}행" if len(rows) > SHOWN_ROWS else ""
        more_en = f" and {len(rows) - SHOWN_ROWS} more" if len(rows) > SHOWN_ROWS else ""
        where = f" ({why.field})" if why.field else ""
        return Told(
            f"{self.file} {named}행{more_ko}{where}: {why.told.ko}",
            f"{self.file}, row {named}{more_en}{where}: {why.told.en}",
        )
