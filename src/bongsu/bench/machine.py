"""What the figures were taken on: enough to compare two runs, nothing that names a person or a host."""

import os
import platform
from collections.abc import Iterable
from importlib.metadata import version
from pathlib import Path

_CPU_FACTS = Path("/proc/cpuinfo")
_MEMORY_FACTS = Path("/proc/meminfo")


def machine(browser: str = "") -> dict[str, str | int | float | None]:
    """For a report's `machine`. `browser` as it names itself, when one was used."""
    return {
        "cpu": _fact(_CPU_FACTS, "model name") or platform.machine(),
        "cores": os.cpu_count(),
        "amx": "yes" if "amx_tile" in _fact(_CPU_FACTS, "flags").split() else "no",
        "memory_mib": _memory_mib(),
        "load_1min": round(os.getloadavg()[0], 2),
        "system": f"{platform.system()} {platform.release()}",
        "python": platform.python_version(),
        "av": version("av"),
        "browser": browser or None,
    }


def _fact(file: Path, name: str) -> str:
    return found(file.read_text().splitlines(), name) if file.exists() else ""


def found(lines: Iterable[str], name: str) -> str:
    """The first value of `name` in lines of `name: value`."""
    for line in lines:
        key, _, value = line.partition(":")
        if key.strip() == name:
            return value.strip()
    return ""


def _memory_mib() -> int | None:
    words = _fact(_MEMORY_FACTS, "MemTotal").split()
    return int(words[0]) // 1024 if words else None
