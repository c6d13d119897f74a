"""The only place that reads the environment: `BONGSU_<CONTEXT>_<FIELD>` fills a context's frozen `Settings`."""

import os
from collections.abc import Mapping
from typing import TypeVar

import msgspec

from bongsu.kernel.failures import Failure, Kind

S = TypeVar("S", bound=msgspec.Struct)


class BadSetting(Failure):
    """An environment variable does not fit its setting."""

    kind = Kind.INVALID
    code = "bad_setting"


def load(shape: type[S], context: str, environment: Mapping[str, str] | None = None) -> S:
    """Builds `shape` from its defaults and the environment. Raises `BadSetting` naming the variable."""
    source = os.environ if environment is None else environment
    given: dict[str, str] = {}
    for name in shape.__struct_fields__:
        variable = f"BONGSU_{context}_{name}".upper()
        if variable in source:
            given[name] = source[variable]
    try:
        return msgspec.convert(given, shape, strict=False)
    except msgspec.ValidationError as cause:
        raise BadSetting(f"BONGSU_{context.upper()}_…: {cause}", field=context) from cause


def set_by_hand() -> tuple[str, ...]:
    """The names, without their values, of this program's variables in the environment."""
    return tuple(sorted(name for name in os.environ if name.startswith("BONGSU_")))


def child_environment(values: Mapping[str, str]) -> dict[str, str]:
    """This process's environment with `values` on top, for a child process."""
    return {**os.environ, **values}


def environment_without_ours() -> dict[str, str]:
    """For a child that needs none of our settings: passwords and tokens stay here."""
    return {name: value for name, value in os.environ.items() if not name.startswith("BONGSU_")}
