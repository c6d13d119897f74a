"""`service.toml`: no service without a law, no personal data without an end."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bongsu.kernel.failures import Invalid
from bongsu.services.manifest import KEPT, QUALITY, NoLegalBasis, NoRetention, read_manifest
from bongsu.services.plugins import find_services

LAW = """
[[legal_basis]]
code = "PIPA18-2-3"
law_ko = "개인정보 보호법 제18조제2항제3호"
law_en = "PIPA art. 18(2)3"
"""
HELD = """
[[personal_data]]
what_ko = "위치"
what_en = "place"
where = "incidents"
kept = "{kept}"
destroyed_ko = "종료 시"
destroyed_en = "at the end"
"""
HEAD = """
codes = ["X"]
name_ko = "가"
name_en = "x"
partner_ko = "나"
partner_en = "y"
purposes = []
"""


def test_a_whole_one_is_read() -> None:
    told = read_manifest((HEAD + LAW + HELD.format(kept="P30D")).encode())
    assert (told.codes, told.legal_basis[0].code) == (["X"], "PIPA18-2-3")
    assert list(told.standing()) == list(QUALITY)
    assert {one.state for one in told.standing().values()} == {"open"}


def test_without_a_law_it_is_refused() -> None:
    with pytest.raises(NoLegalBasis) as refused:
        read_manifest((HEAD + HELD.format(kept="P30D")).encode())
    assert refused.value.field == "legal_basis"


def test_without_a_word_on_personal_data_it_is_refused() -> None:
    with pytest.raises(NoRetention) as refused:
        read_manifest((HEAD + LAW).encode())
    assert refused.value.field == "personal_data"
    assert read_manifest((HEAD + "holds_no_personal_data = true\n" + LAW).encode())


@pytest.mark.parametrize("kept", ["P1Y", "P30D", "PT24H", "P1DT12H", "incident"])
def test_an_end_is_a_length_of_time(kept: str) -> None:
    assert read_manifest((HEAD + LAW + HELD.format(kept=kept)).encode())


@pytest.mark.parametrize("kept", ["forever", "30 days", "P", "PT", "P30", "P1DT", "30D"])
def test_what_is_no_end_is_refused_by_its_field(kept: str) -> None:
    with pytest.raises(NoRetention) as refused:
        read_manifest((HEAD + LAW + HELD.format(kept=kept)).encode())
    assert refused.value.field == "personal_data[0].kept"


@pytest.mark.parametrize(
    ("text", "field"),
    [
        ("codes = ", "service.toml"),
        ("\xff", "service.toml"),
        (HEAD.replace('["X"]', "[]") + LAW, "codes"),
        (HEAD + LAW + 'kept = "x"', "legal_basis[0]"),
    ],
)
def test_what_cannot_be_read_is_refused_with_its_place(text: str, field: str) -> None:
    with pytest.raises(Invalid) as refused:
        read_manifest(text.encode("latin-1", "replace") if "\xff" in text else text.encode())
    assert refused.value.field == field


@pytest.mark.parametrize("one", find_services().loaded, ids=lambda one: one.name)
def test_ours_name_what_proves_each_rule_that_is_done(one: object) -> None:
    manifest = one.manifest  # type: ignore[attr-defined]  # a Loaded
    for rule, quality in manifest.standing().items():
        assert quality.state != "exempt" or quality.by, rule


WHOLE = HEAD + LAW + HELD.format(kept="P30D")
NEEDED = {
    "": ("codes", "name_ko", "name_en", "partner_ko", "partner_en", "purposes"),
    "legal_basis[0]": ("code", "law_ko", "law_en"),
    "personal_data[0]": ("what_ko", "what_en", "where", "kept", "destroyed_ko", "destroyed_en"),
}
LINES = [(within, name) for within, names in NEEDED.items() for name in names]


def without(within: str, name: str) -> str:
    """The whole one without this line of that part."""
    heads = ["", "[[legal_basis]]", "[[personal_data]]"]
    parts = WHOLE.replace("[[", "§[[").split("§")
    at = list(NEEDED).index(within)
    assert parts[at].lstrip().startswith(heads[at])
    kept = [
        line for line in parts[at].splitlines(keepends=True) if not line.startswith(f"{name} =")
    ]
    parts[at] = "".join(kept)
    return "".join(parts)


@pytest.mark.parametrize(("within", "name"), LINES)
def test_a_line_that_is_missing_is_named_with_its_place(within: str, name: str) -> None:
    with pytest.raises(Invalid, match=f"`{name}`") as refused:
        read_manifest(without(within, name).encode())
    assert refused.value.field == (within or "service.toml")


@pytest.mark.parametrize(
    ("added", "field"),
    [
        ('name_ko = ""', "name_ko"),
        (f'name_ko = "{"가" * 401}"', "name_ko"),
        ("name_ko = 7", "name_ko"),
        ('codes = [""]', "codes[0]"),
        (f'codes = ["{"X" * 41}"]', "codes[0]"),
        ('codes = "X"', "codes"),
        ("purposes = [1]", "purposes[0]"),
        ('holds_no_personal_data = "no"', "holds_no_personal_data"),
    ],
)
def test_a_line_that_says_something_else_is_refused_by_its_field(added: str, field: str) -> None:
    name = added.partition(" =")[0]
    with pytest.raises(Invalid) as refused:
        read_manifest(f"{added}\n{without('', name)}".encode())
    assert refused.value.field == field


@pytest.mark.parametrize(
    ("quality", "field"),
    [
        ('[quality.panel]\nstate = "nearly"', "quality[...].state"),
        ("[quality.panel]\nby = 'x'", "quality[...]"),
        ('[quality.beauty]\nstate = "done"', "quality"),
        ('[quality.panel]\nstate = "done"\nsince = "x"', "quality[...]"),
    ],
)
def test_a_rule_is_done_exempt_or_open(quality: str, field: str) -> None:
    with pytest.raises(Invalid) as refused:
        read_manifest(f"{WHOLE}\n{quality}".encode())
    assert refused.value.field == field
    assert " - at " not in refused.value.detail


def test_what_is_said_of_a_rule_stands_and_the_others_are_open() -> None:
    told = read_manifest(f'{WHOLE}\n[quality.panel]\nstate = "exempt"\nby = "no room"'.encode())
    standing = told.standing()
    assert (standing["panel"].state, standing["panel"].by) == ("exempt", "no room")
    assert {standing[rule].state for rule in QUALITY if rule != "panel"} == {"open"}


parts = st.integers(0, 99)


@given(parts, parts, parts, parts, parts, parts)
def test_every_length_of_iso_8601_is_an_end(
    years: int, months: int, days: int, hours: int, minutes: int, seconds: int
) -> None:
    date = "".join(f"{n}{unit}" for n, unit in ((years, "Y"), (months, "M"), (days, "D")) if n)
    time = "".join(f"{n}{unit}" for n, unit in ((hours, "H"), (minutes, "M"), (seconds, "S")) if n)
    kept = f"P{date}{'T' + time if time else ''}"
    assert bool(KEPT.fullmatch(kept)) is (kept != "P")


@given(st.text("PT0123456789YMDHS", max_size=8))
def test_what_is_an_end_begins_with_p_and_ends_with_a_unit(kept: str) -> None:
    if KEPT.fullmatch(kept):
        assert kept[0] == "P"
        assert kept[-1] in "YMDHS"
