"""Linked services are found in their folders; a broken one takes nobody with it."""

import sys
from importlib import import_module
from pathlib import Path
from types import ModuleType

import pytest

from bongsu.services import plugins
from bongsu.services.plugins import find_services, folders, load_services

HERE = "bongsu.services"
POLICE = f"{HERE}.police112.service"
FIRE = f"{HERE}.fire119.service"
NAME = "bees_of_others.service"
TOML = """
codes = ["BEEHIVE"]
name_ko = "벌집 제거"
name_en = "Bees"
partner_ko = "양봉협회"
partner_en = "Beekeepers"
purposes = ["crime_prevention"]
holds_no_personal_data = true
[[legal_basis]]
code = "BEE1"
law_ko = "양봉법 제1조"
law_en = "Bee act"
"""
CODE = """
from bongsu.incidents.service import LinkedService
from bongsu.services.folder import ServiceFolder
from bongsu.sharing.jurisdiction import Outside


def folder(centre):
    one = LinkedService("BEEHIVE", "BEES", "벌집", "Bees", {}, frozenset(), lambda shares: Outside())
    return ServiceFolder(linked=(one,))
"""


@pytest.fixture
def outside(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A package of somebody else, on the path."""
    folder = tmp_path / "bees_of_others"
    folder.mkdir()
    (folder / "__init__.py").touch()
    (folder / "service.toml").write_text(TOML)
    (folder / "service.py").write_text(CODE)
    monkeypatch.syspath_prepend(str(tmp_path))
    for module in (NAME, NAME.partition(".")[0]):
        monkeypatch.delitem(sys.modules, module, raising=False)
    return folder


def codes(*names: str) -> list[str]:
    return sorted(find_services(names=names).linked)


def test_every_folder_with_a_manifest_is_found() -> None:
    assert {POLICE, FIRE} <= set(folders())
    assert {"F119_DISPATCH", "P112_DISPATCH", "P112_VIDEO"} <= set(load_services())
    assert find_services().left_out == {}


def test_a_door_for_all_of_them_is_no_service() -> None:
    assert not any("intake" in name or "shared" in name for name in folders())


def test_a_folder_of_somebody_else_is_a_service_like_ours(outside: Path) -> None:
    assert codes(POLICE, NAME) == ["BEEHIVE", "P112_DISPATCH", "P112_LIFE", "P112_VIDEO"]


def test_others_are_found_by_their_entry_point(
    outside: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Entry:
        value = NAME

    monkeypatch.setattr(plugins, "entry_points", lambda group: [Entry()] if group else [])
    assert NAME in folders()
    assert "BEEHIVE" in load_services()


@pytest.mark.parametrize("fault", [ImportError("no such thing"), SyntaxError("not python")])
def test_a_service_that_cannot_be_imported_is_left_out_and_said(fault: Exception) -> None:
    def load(name: str) -> ModuleType:
        if "fire119" in name:
            raise fault
        return import_module(name)

    found = find_services(names=[POLICE, FIRE], load=load)
    assert sorted(found.linked) == ["P112_DISPATCH", "P112_LIFE", "P112_VIDEO"]
    assert list(found.left_out) == [FIRE]
    assert type(fault).__name__ in found.left_out[FIRE]


@pytest.mark.parametrize(
    ("file", "old", "new", "why"),
    [
        ("service.py", "return ServiceFolder", "return 1 / 0 or ServiceFolder", "ZeroDivision"),
        ("service.py", '"BEEHIVE"', '"HORNETS"', "OtherCodes"),
        ("service.toml", "[[legal_basis]]", "[[grounds]]", "grounds"),
        ("service.toml", "holds_no_personal_data = true", "", "NoRetention"),
        ("service.toml", 'codes = ["BEEHIVE"]', "codes = []", "Invalid"),
        ("service.toml", "name_ko", "name", "Invalid"),
        ("service.toml", "codes", "codes = = 1\n#", "service.toml"),
    ],
)
def test_a_folder_that_does_not_keep_the_rules_is_left_out(
    outside: Path, file: str, old: str, new: str, why: str
) -> None:
    text = (outside / file).read_text()
    assert old in text
    (outside / file).write_text(text.replace(old, new))
    found = find_services(names=[POLICE, NAME])
    assert sorted(found.linked) == ["P112_DISPATCH", "P112_LIFE", "P112_VIDEO"]
    assert why in found.left_out[NAME]


def test_a_folder_without_services_is_left_out() -> None:
    assert codes(POLICE, f"{HERE}.intake.message", f"{HERE}.nothing.service") == [
        "P112_DISPATCH",
        "P112_LIFE",
        "P112_VIDEO",
    ]


def test_a_plug_in_cannot_take_over_anothers_service(outside: Path) -> None:
    """The first to name a service keeps it."""
    for file in ("service.py", "service.toml"):
        text = (outside / file).read_text()
        (outside / file).write_text(text.replace("BEEHIVE", "F119_DISPATCH"))
    found = find_services(names=[FIRE, NAME])
    assert found.linked["F119_DISPATCH"].name_en == "119 dispatch"
    assert "TwiceNamed" in found.left_out[NAME]


@pytest.mark.parametrize("code", sorted(load_services()))
def test_every_service_has_words_and_judges_every_place(code: str) -> None:
    service = load_services()[code]
    assert service.name_ko
    assert service.name_en.isascii()
    for korean, english in service.categories.values():
        assert korean
        assert english.isascii()
    for shares in (None, {}, {"1129052500": 1.0}, {"9999999999": 1.0}):
        assert service.competent(shares) is not None
    assert service.category_name("UNKNOWN") == ("UNKNOWN", "UNKNOWN")
