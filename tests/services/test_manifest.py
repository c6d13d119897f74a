"""`service.toml`: no service without a law, no personal data without an end."""

import pytest

from bongsu.kernel.failures import Invalid
from bongsu.services.manifest import QUALITY, NoLegalBasis, NoRetention, read_manifest
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
