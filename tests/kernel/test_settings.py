"""Settings come from the environment by name, and a wrong one names itself before anything starts."""

import inspect

import msgspec
import pytest

from bongsu.identity.settings import IdentitySettings
from bongsu.kernel.settings import BadSetting, child_environment, load
from bongsu.media.settings import MediaSettings
from bongsu.registry.settings import RegistrySettings
from bongsu.roles.settings import NodeSettings

SHAPES = {
    "identity": IdentitySettings,
    "media": MediaSettings,
    "node": NodeSettings,
    "registry": RegistrySettings,
}


class Lantern(msgspec.Struct, frozen=True, kw_only=True):
    wicks: int = 1
    tall_m: float = 2.5
    lit: bool = False
    colour: str = "red"
    spare: int | None = None


@pytest.mark.parametrize(
    ("variable", "text", "value"),
    [
        ("WICKS", "5", Lantern(wicks=5)),
        ("TALL_M", "3", Lantern(tall_m=3.0)),
        ("LIT", "true", Lantern(lit=True)),
        ("LIT", "1", Lantern(lit=True)),
        ("LIT", "false", Lantern(lit=False)),
        ("LIT", "0", Lantern(lit=False)),
        ("COLOUR", "5", Lantern(colour="5")),
        ("COLOUR", "", Lantern(colour="")),
        ("COLOUR", "붉은", Lantern(colour="붉은")),
        ("SPARE", "null", Lantern(spare=None)),
        ("SPARE", "2", Lantern(spare=2)),
        ("UNKNOWN", "x", Lantern()),
    ],
)
def test_text_becomes_what_the_setting_is(variable: str, text: str, value: Lantern) -> None:
    assert load(Lantern, "lantern", {f"BONGSU_LANTERN_{variable}": text}) == value


@pytest.mark.parametrize(
    ("variable", "text"),
    [("WICKS", ""), ("WICKS", "1.5"), ("TALL_M", "high"), ("LIT", "maybe"), ("SPARE", "x")],
)
def test_what_does_not_fit_names_itself(variable: str, text: str) -> None:
    with pytest.raises(BadSetting) as failure:
        load(Lantern, "lantern", {f"BONGSU_LANTERN_{variable}": text})
    assert variable.lower() in failure.value.detail
    assert "BONGSU_LANTERN" in failure.value.detail
    assert failure.value.field == "lantern"


@pytest.mark.parametrize(("context", "shape"), SHAPES.items())
def test_every_default_works_on_one_machine(context: str, shape: type[msgspec.Struct]) -> None:
    assert load(shape, context, {}) == shape()


@pytest.mark.parametrize(("context", "shape"), SHAPES.items())
def test_every_setting_says_when_to_change_it(context: str, shape: type[msgspec.Struct]) -> None:
    """Under its field, or by its name above all of them."""
    lines = inspect.getsource(shape).splitlines()
    for name in shape.__struct_fields__:
        (line,) = [n for n, text in enumerate(lines) if text.startswith(f"    {name}: ")]
        said = f"`{name}`: " in (shape.__doc__ or "")
        assert said or lines[line + 1].strip().startswith('"""'), f"{context}.{name}"


def test_only_the_contexts_own_variables_count() -> None:
    environment = {"BONGSU_OTHER_WICKS": "9", "WICKS": "9", "BONGSU_WICKS": "9"}
    assert load(Lantern, "lantern", environment) == Lantern()


def test_a_child_inherits_what_is_not_said_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BONGSU_LANTERN_WICKS", "2")
    monkeypatch.setenv("BONGSU_LANTERN_COLOUR", "blue")
    child = child_environment({"BONGSU_LANTERN_WICKS": "3"})
    assert load(Lantern, "lantern", child) == Lantern(wicks=3, colour="blue")
    assert load(Lantern, "lantern") == Lantern(wicks=2, colour="blue"), "its own stays"
