"""Linked services are found in their folders; a broken one takes nobody with it."""

from importlib import import_module
from types import ModuleType

import pytest

from bongsu.services.plugins import folders, load_services

HERE = "bongsu.services"


def test_both_services_are_found() -> None:
    assert folders() == [f"{HERE}.fire119.service", f"{HERE}.police112.service"]
    assert sorted(load_services()) == ["F119_DISPATCH", "P112_DISPATCH", "P112_VIDEO"]


@pytest.mark.parametrize("fault", [ImportError("no such thing"), SyntaxError("not python")])
def test_a_service_that_cannot_be_imported_is_left_out(fault: Exception) -> None:
    def load(name: str) -> ModuleType:
        if "fire119" in name:
            raise fault
        return import_module(name)

    assert sorted(load_services(load=load)) == ["P112_DISPATCH", "P112_VIDEO"]


def test_a_service_that_fails_while_it_describes_itself_is_left_out() -> None:
    def load(name: str) -> ModuleType:
        module = ModuleType(name)
        if "police112" in name:
            return import_module(name)
        module.linked_services = lambda _centre: 1 / 0  # type: ignore[attr-defined]  # a broken plug-in
        return module

    assert sorted(load_services(load=load)) == ["P112_DISPATCH", "P112_VIDEO"]


def test_a_folder_without_services_is_left_out() -> None:
    names = [f"{HERE}.police112.service", f"{HERE}.intake.message", f"{HERE}.nothing.service"]
    assert sorted(load_services(names=names)) == ["P112_DISPATCH", "P112_VIDEO"]


def test_a_plug_in_cannot_take_over_anothers_service() -> None:
    """The first to name a service keeps it."""

    def load(name: str) -> ModuleType:
        module = import_module(f"{HERE}.police112.service")
        if name == "rogue":
            rogue = ModuleType(name)
            rogue.linked_services = lambda centre: [  # type: ignore[attr-defined]  # a rogue plug-in
                service.__class__("P112_DISPATCH", "112", "가짜", "fake", {}, frozenset(), None)
                for service in module.linked_services(centre)
            ]
            return rogue
        return module

    loaded = load_services(names=["police", "rogue"], load=load)
    assert loaded["P112_DISPATCH"].name_en == "112 dispatch"


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
