"""The public text form: what is read, and which line is named when it is not."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bongsu.bench.planning.streets import as_text, street_instance
from bongsu.planning.mclp.read import MOST_BYTES, BadInstance, read_instance

PLAIN = """NAME : Corner
TYPE : MCLP
EDGE_WEIGHT_TYPE : COORD
DIMENSION : 3
NODE_COORD_SECTION
40.6899138 -074.0453133
40.7140465 -073.9861951
40.7123064 -073.9858950
DEMAND_SECTION
2
988
1344
EOF
"""


def read(text: str) -> tuple[list[float], list[float], list[int]]:
    points = read_instance(text.encode())
    return points.lat.tolist(), points.lon.tolist(), points.demand.tolist()


def fault(text: str | bytes) -> tuple[str | None, str]:
    with pytest.raises(BadInstance) as raised:
        read_instance(text.encode() if isinstance(text, str) else text)
    return raised.value.field, raised.value.detail


def numbered(first: int) -> str:
    text = PLAIN
    for k, begin in enumerate(("40.6899", "40.7140", "40.7123")):
        text = text.replace(begin, f"{first + k} {begin}")
    return text


def changed(old: str, new: str) -> str:
    assert old in PLAIN
    return PLAIN.replace(old, new, 1)


def test_the_plain_form_is_read() -> None:
    assert read(PLAIN) == (
        [40.6899138, 40.7140465, 40.7123064],
        [-74.0453133, -73.9861951, -73.9858950],
        [2, 988, 1344],
    )
    assert read_instance(PLAIN.encode()).name == "Corner"


@pytest.mark.parametrize(
    "text",
    [
        PLAIN.replace(" : ", ":"),
        PLAIN.replace(" : ", ": "),
        PLAIN.replace("\n", "\r\n"),
        PLAIN.replace("\n", "\r"),
        PLAIN.replace("\n", "\n\n"),
        PLAIN.replace(" -0", "\t-0"),
        changed("NODE_COORD_SECTION", "NODE_COORD_SECTION\t"),
        changed("NODE_COORD_SECTION", "NODE_COORD_SECTION :"),
        changed("TYPE : MCLP", "COMMENT : made : by hand\nTYPE : MCLP\nCOMMENT: twice"),
        changed("NAME : Corner\nTYPE : MCLP\n", ""),
        changed("EOF\n", ""),
        changed("EOF", "EOF\nwhat comes after is not ours"),
        "\ufeff" + PLAIN,
        changed("988", "+988"),
        numbered(0),
        numbered(1),
        changed("\n2\n988\n1344", "\n1 2\n2 988\n3 1344"),
        numbered(1).replace("\n2\n988\n1344", "\n1 2\n2 988\n3 1344"),
    ],
)
def test_other_hands_write_the_same(text: str) -> None:
    assert read(text) == read(PLAIN)


FAULTS: list[tuple[str | bytes, str, str]] = [
    ("", "line 1", "NODE_COORD_SECTION is missing"),
    ("\n\n", "line 1", "NODE_COORD_SECTION is missing"),
    (changed("COORD\n", "EUC_2D\n"), "line 3", "EUC_2D"),
    (changed("COORD\n", "GEO\n"), "line 3", "GEO"),
    (changed(" : COORD\n", " :\n"), "line 3", "(empty)"),
    (changed("DIMENSION : 3\n", ""), "line 4", "DIMENSION is missing"),
    (changed("EDGE_WEIGHT_TYPE : COORD\n", ""), "line 4", "EDGE_WEIGHT_TYPE is missing"),
    (changed("DIMENSION : 3", "DIMENSION : many"), "line 4", "no whole number: many"),
    (changed("DIMENSION : 3", "DIMENSION : 3.0"), "line 4", "no whole number: 3.0"),
    (changed("DIMENSION : 3", "DIMENSION : 0"), "line 4", "DIMENSION is 0"),
    (changed("DIMENSION : 3", "DIMENSION : -3"), "line 4", "DIMENSION is -3"),
    (changed("DIMENSION : 3", "DIMENSION : 99999999999"), "line 4", "DIMENSION is"),
    (changed("DIMENSION : 3", "DIMENSION : " + "9" * 5_000), "line 4", "no whole number"),
    (changed("DIMENSION : 3", "DIMENSION : 3\nDIMENSION : 3"), "line 5", "said twice"),
    (changed("DIMENSION : 3", "DIMENSION : 4"), "line 9", "holds 3 of 4"),
    (changed("DIMENSION : 3", "DIMENSION : 2"), "line 8", "more lines"),
    (changed("1344\n", ""), "line 12", "holds 2 of 3"),
    (changed("1344\nEOF\n", ""), "line 11", "holds 2 of 3"),
    (changed("EOF", "17\nEOF"), "line 13", "more lines"),
    (changed("DEMAND_SECTION\n2\n988\n1344\n", ""), "line 9", "DEMAND_SECTION is missing"),
    (changed("EOF", "DEMAND_SECTION\n1\n2\n3\nEOF"), "line 13", "there twice"),
    (changed("DEMAND_SECTION", "NODE_COORD_SECTION"), "line 9", "there twice"),
    (changed("40.7140465", "north"), "line 7", "not a number: north"),
    (changed("40.7140465", "nan"), "line 7", "not a number: nan"),
    (changed("40.7140465", "inf"), "line 7", "not a number: inf"),
    (changed("40.7140465", "4_0.7"), "line 7", "not a number: 4_0.7"),
    (changed("40.7140465", "40,7140465"), "line 7", "not a number: 40,7140465"),
    (changed("40.7140465", "٤٠"), "line 7", "not a number"),
    (changed("40.7140465", "1e999"), "line 7", "not within ±90"),
    (changed("40.7140465 ", "126.9"), "line 7", "expected latitude and longitude"),
    (changed("40.7140465", "1 2 40.7"), "line 7", "expected latitude and longitude"),
    (changed("40.7140465", "7 40.7"), "line 7", "index 7"),
    (changed("40.6899138", "a 40.7"), "line 6", "expected an index"),
    (changed("40.7140465 -073.9861951", "126.9 37.5"), "line 7", "swapped?"),
    (changed("40.7140465", "91"), "line 7", "latitude 91"),
    (changed("-073.9861951", "-181"), "line 7", "longitude -181"),
    (changed("988", "-1"), "line 11", "demand -1 is negative"),
    (changed("988", "9.5"), "line 11", "whole number of demand, found 9.5"),
    (changed("988", "many"), "line 11", "whole number of demand, found many"),
    (changed("988", "1 2 3"), "line 11", "whole number of demand"),
    (changed("988", "9" * 18), "line 11", "is more than"),
    (changed("988", "9" * 4_000), "line 11", "whole number of demand"),
    (changed("988", str(2**50)), "line 9", "all demand together"),
    (changed("TYPE : MCLP", "WINGS : 2"), "line 2", "WINGS : 2"),
    (changed("TYPE : MCLP", "just words"), "line 2", "just words"),
    ("\x00\x01" * 500, "line 1", "no known key"),
    (b"NAME : x\nTYPE : \xff\xfe\n", "line 2", "not UTF-8"),
    (PLAIN.encode("utf-16"), "line 1", "not UTF-8"),
]


@pytest.mark.parametrize(("text", "line", "why"), FAULTS)
def test_a_fault_is_named_with_its_line(text: str | bytes, line: str, why: str) -> None:
    field, detail = fault(text)
    assert (field, why in detail) == (line, True), detail


def test_a_complaint_never_repeats_a_whole_file() -> None:
    assert len(fault("x" * 1_000_000)[1]) < 200


def test_a_file_of_gigabytes_is_refused_unread() -> None:
    assert fault(b"\n" * (MOST_BYTES + 1))[0] == "file"


def is_named(data: bytes) -> bool:
    """Read, or refused with the place."""
    try:
        return len(read_instance(data).lat) > 0
    except BadInstance as refused:
        return bool(refused.field)


@given(st.binary(max_size=300))
@settings(max_examples=200, deadline=None)
def test_whatever_comes_is_read_or_refused(data: bytes) -> None:
    assert is_named(data)


@given(st.text(alphabet="NAMEDIOS_CR: 0123456789.-\n\t\r", max_size=200), st.integers(0, 260))
@settings(max_examples=200, deadline=None)
def test_an_instance_that_was_scribbled_on_is_read_or_refused(text: str, at: int) -> None:
    assert is_named((PLAIN[:at] + text + PLAIN[at + len(text) :]).encode())


def test_made_streets_survive_writing_and_reading() -> None:
    streets = street_instance(3, 120)
    points = read_instance(as_text(streets, "Made").encode())
    assert points.name == "Made"
    assert (points.lat == streets.lat).all()
    assert (points.lon == streets.lon).all()
    assert (points.demand == streets.demand).all()
