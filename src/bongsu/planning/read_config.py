"""A plan's configuration out of its file: TOML, or JSON as the console sends it. A fault is named by its field."""

import re
import tomllib
from pathlib import Path

import msgspec

from bongsu.planning.config import PlanConfig
from bongsu.planning.failures import PlanRefused
from bongsu.planning.words import Told

_PLACE = re.compile(r"^(?P<said>.*) - at `\$\.?(?P<path>[^`]*)`$", re.DOTALL)
_NAMED = re.compile(r"`(?P<name>[^`]+)`")
_MISSING, _UNKNOWN = "Object missing required field", "Object contains unknown field"


def read_config(file: Path) -> PlanConfig:
    """Raises `PlanRefused` with the field, `config` where the file itself is at fault."""
    try:
        data = file.read_bytes()
    except OSError as cause:
        raise _refused(
            "config", f"{file}: 읽을 수 없습니다({cause.strerror}).", f"{file}: {cause.strerror}."
        ) from cause
    return config_of(data, is_json=file.suffix == ".json")


def config_of(data: bytes, *, is_json: bool) -> PlanConfig:
    """Raises `PlanRefused`."""
    try:
        said = msgspec.json.decode(data) if is_json else tomllib.loads(data.decode("utf-8-sig"))
    except (msgspec.DecodeError, tomllib.TOMLDecodeError, UnicodeDecodeError) as cause:
        kind = "JSON" if is_json else "TOML"
        raise _refused("config", f"{kind}이 아닙니다: {cause}", f"No {kind}: {cause}") from cause
    try:
        return msgspec.convert(said, PlanConfig)
    except msgspec.ValidationError as cause:
        raise _fault(str(cause)) from cause


def _fault(message: str) -> PlanRefused:
    placed = _PLACE.match(message)
    said, path = (placed["said"], placed["path"]) if placed else (message, "")
    named = _NAMED.search(said)
    name = named["name"] if named else ""
    if said.startswith(_MISSING):
        field = _joined(path, name)
        return _refused(field, f"{field}: 빠졌습니다.", f"{field}: is missing.")
    if said.startswith(_UNKNOWN):
        field = _joined(path, name)
        return _refused(field, f"{field}: 모르는 항목입니다.", f"{field}: is unknown.")
    return _refused(path or "config", f"{path}: 맞지 않는 값입니다({said}).", f"{path}: {said}.")


def _joined(path: str, name: str) -> str:
    return f"{path}.{name}" if path else name


def _refused(field: str, ko: str, en: str) -> PlanRefused:
    return PlanRefused(Told(ko, en), field=field)
