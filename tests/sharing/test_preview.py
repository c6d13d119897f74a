"""An agreement in words: every limit that the machine keeps is in the sentence that a lawyer signs, in both languages."""

from dataclasses import replace
from datetime import date

import pytest

from bongsu.sharing.agreement import Agreement, Clause, ClauseKind, Pilot, Stage
from bongsu.sharing.agreements.seongbuk import POLICE_SEONGBUK, SEONGBUK_2023_08
from bongsu.sharing.clause_sentence import clause_sentence, recipients, span
from bongsu.sharing.names import Names, dong_names, with_subject, with_topic
from bongsu.sharing.preview import preview

NAMES = Names(
    {"P112_DISPATCH": ("112 긴급출동", "112 dispatch")},
    {"P112_DISPATCH": {"ROBBERY": ("강도", "Robbery"), "MURDER": ("살인", "Murder")}},
)
CLAUSE = replace(
    SEONGBUK_2023_08.clauses[1],
    number="3.2",
    service="P112_DISPATCH",
    recipients=frozenset({POLICE_SEONGBUK}),
    categories=frozenset({"ROBBERY"}),
    by_itself=frozenset({"C0"}),
    with_approval=frozenset({"C2"}),
    legal_bases=frozenset({"PIPA18-2-3"}),
    to_vehicles=False,
)


def said(**changes: object) -> tuple[str, str]:
    clause: Clause = replace(CLAUSE, **changes)  # type: ignore[arg-type] # by name
    return clause_sentence(SEONGBUK_2023_08, clause, NAMES)


@pytest.mark.parametrize(
    ("seconds", "korean", "english"),
    [
        (0, "0초", "0 s"),
        (45, "45초", "45 s"),
        (60, "1분", "1 min"),
        (90, "1분 30초", "1 min 30 s"),
        (1800, "30분", "30 min"),
        (3600, "1시간", "1 h"),
        (3661, "1시간 1분 1초", "1 h 1 min 1 s"),
    ],
)
def test_a_span_is_said_without_empty_parts(seconds: int, korean: str, english: str) -> None:
    assert span(seconds) == (korean, english)


@pytest.mark.parametrize(
    ("change", "korean", "english"),
    [
        ({"radius_m": 250.0}, "반경 250 m", "within 250 m"),
        ({"max_cameras": 4}, "카메라 4대까지", "up to 4 cameras"),
        ({"ttl_s": 900}, "15분(연장", "for 15 min"),
        ({"renewals": 7}, "(연장 7회)", "at most 7 times"),
        ({"to_vehicles": True}, "출동 차량을 포함하여", "also to vehicles sent"),
        ({"hours": ("22:00-06:00",)}, "22:00-06:00에 한하여", "only at 22:00-06:00"),
        ({"legal_bases": frozenset({"PIPA18-2-7"})}, "근거 PIPA18-2-7", "Grounds: PIPA18-2-7"),
        ({"categories": frozenset({"MURDER"})}, "살인 신고에", "for Murder"),
        ({"by_itself": frozenset({"C1"})}, "코드1은 승인 없이", "by itself"),
        ({"approve_within_s": 30}, "승인(30초 이내)", "(within 30 s)"),
        (
            {"approver_roles": frozenset({"CPO"})},
            "개인정보보호책임자 승인",
            "the privacy officer approves",
        ),
        ({"number": "12.3"}, "제12조제3항", "Clause 12.3"),
    ],
)
def test_every_limit_is_in_the_sentence(
    change: dict[str, object], korean: str, english: str
) -> None:
    sentence = said(**change)
    assert korean in sentence[0]
    assert english in sentence[1]
    assert said() != sentence, "another limit is another sentence"


def test_without_vehicles_none_is_named() -> None:
    assert "출동 차량" not in said()[0]
    assert "vehicles sent" not in said()[1]


def test_looking_back_is_said_to_be_recordings() -> None:
    korean, english = said(kind=ClauseKind.LOOKBACK, lookback_s=90)
    assert "최근 1분 30초 녹화영상을 보여 준다" in korean
    assert "recordings of the last 1 min 30 s" in english
    assert "실시간" not in korean


def test_a_ban_says_what_it_does_not_limit_as_all() -> None:
    empty: frozenset[str] = frozenset()
    korean, english = said(
        kind=ClauseKind.FORBID,
        service="",
        recipients=empty,
        categories=empty,
        by_itself=empty,
        with_approval=empty,
        purposes=empty,
    )
    assert korean == (
        "제3조제2항 누구에게 모든 목적 카메라의 영상은 어떤 협약으로도 제공하지 않는다."
    )
    assert "to anybody no picture of any cameras is lent" in english


def test_a_ban_names_each_limit_that_it_has() -> None:
    korean, english = said(kind=ClauseKind.FORBID, hours=("09:00-10:00",))
    for words in (
        "성북경찰서에게",
        "112 긴급출동로",
        "강도 신고에",
        "코드0",
        "코드2",
        "09:00-10:00",
    ):
        assert words in korean
    for words in ("Robbery", "112 dispatch", "09:00-10:00", "whatever else is agreed"):
        assert words in english


def test_recipients_come_in_the_order_of_the_parties_and_strangers_last() -> None:
    order = [party.organisation for party in SEONGBUK_2023_08.parties]
    everybody = replace(CLAUSE, recipients=frozenset({*order, "A.STRANGER"}))
    korean, _ = recipients(SEONGBUK_2023_08, everybody)
    places = [korean.index(party.name_ko) for party in SEONGBUK_2023_08.parties]
    assert places == sorted(places)
    assert korean.endswith("A.STRANGER")


def test_a_word_without_a_name_is_shown_as_it_is() -> None:
    korean, english = clause_sentence(SEONGBUK_2023_08, CLAUSE, Names())
    assert "P112_DISPATCH" in korean
    assert "ROBBERY" in english


def test_clauses_come_by_number_and_not_by_letter() -> None:
    clauses = tuple(replace(CLAUSE, number=number) for number in ("10.1", "3.10", "3.2"))
    korean, _ = preview(replace(SEONGBUK_2023_08, clauses=clauses), NAMES)
    items = [line for line in korean.splitlines() if line.startswith("- 제")]
    assert [item.split()[1] for item in items] == ["제3조제2항", "제3조제10항", "제10조제1항"]


def both(**changes: object) -> tuple[str, str]:
    text: Agreement = replace(SEONGBUK_2023_08, **changes)  # type: ignore[arg-type] # by name
    return preview(text, NAMES)


def test_title_parties_and_who_signs_are_in_it() -> None:
    korean, english = both()
    assert korean.splitlines()[0] == SEONGBUK_2023_08.title_ko
    assert english.splitlines()[0] == SEONGBUK_2023_08.title_en
    for party in SEONGBUK_2023_08.parties:
        assert f"- {party.name_ko} ({party.organisation}), 서명 {party.signatory_ko}" in korean


@pytest.mark.parametrize(
    ("change", "korean", "english"),
    [
        ({"stage": Stage.PILOT}, "시범운영으로 효력이", "in force as pilot"),
        ({"stage": Stage.FULL}, "본격 운영으로 효력이", "in force as full operation"),
        ({"review_due": date(2030, 5, 1)}, "재검토 기한은 2030-05-01", "reviewed by 2030-05-01"),
        ({"area": frozenset({"11305"})}, "강북구 안에 적용한다", "Seoul time, in Gangbuk-gu"),
        ({"area": frozenset({"1129066000"})}, "길음1동 안에 적용한다", "in 길음1동"),
        ({"area": frozenset({"1111051500"})}, "1111051500 안에", "in 1111051500"),
        ({"approve_within_s": 75}, "1분 15초 안에", "within 1 min 15 s"),
        ({"centre_phone": "02-000-1111"}, "전화 02-000-1111", "telephone is 02-000-1111"),
        ({"may_record": True}, "녹화는 허용", "recording is allowed"),
        ({"may_record": False}, "녹화는 금지", "recording is forbidden"),
        ({"may_ptz": True}, "카메라 회전은 허용", "turning cameras is allowed"),
        ({"retention_at_recipient": "none"}, "보관하지 않는다", "keeps nothing"),
        ({"retention_at_recipient": "30 days"}, "보관: 30 days", "keeps: 30 days"),
        ({"version": 4}, "제4판", "version 4"),
    ],
)
def test_what_holds_for_the_whole_text_is_said(
    change: dict[str, object], korean: str, english: str
) -> None:
    found = both(**change)
    assert korean in found[0]
    assert english in found[1]


def test_a_pilots_limits_have_a_heading_of_their_own_and_dongs_their_names() -> None:
    limits = Pilot(("22:00-06:00",), frozenset({"1129066000"}), 3, 40, date(2027, 1, 31))
    korean, english = both(stage=Stage.PILOT, pilot=limits)
    assert "## 시범운영 범위" in korean
    assert f"22:00-06:00, {dong_names()['1129066000']}에서, 하루 3건, 모두 40건까지" in korean
    assert "3 calls a day and 40 in all. Its report is due on 2027-01-31" in english
    assert "## 시범운영 범위" not in both()[0]


def test_both_languages_have_the_same_parts() -> None:
    korean, english = both()
    marks = [
        [line[:2] if line[:1] in "#-" else "" for line in text.splitlines()[1:]]
        for text in (korean, english)
    ]
    assert marks[0] == marks[1]


@pytest.mark.parametrize(
    ("korean", "said"),
    [
        ("코드0", "코드0은"),
        ("코드1", "코드1은"),
        ("코드0·코드2", "코드0·코드2는"),
        ("코드3", "코드3은"),
        ("코드4", "코드4는"),
        ("모든 신고", "모든 신고는"),
        ("긴급출동", "긴급출동은"),
        ("C", "C는"),
    ],
)
def test_the_particle_is_the_one_that_is_spoken(korean: str, said: str) -> None:
    assert with_topic(korean) == said


def test_who_approves_has_its_particle() -> None:
    assert with_subject("관제팀장") == "관제팀장이"
    assert with_subject("관제팀장·운영책임자") == "관제팀장·운영책임자가"
