"""What matters of the processor for a detector: whether it multiplies matrices in hardware (AMX)."""

from functools import cache
from pathlib import Path

_FACTS = Path("/proc/cpuinfo")


@cache
def has_amx(facts: Path = _FACTS) -> bool:
    """False where nothing is known."""
    if not facts.exists():
        return False
    flags = next((line for line in facts.read_text().splitlines() if line.startswith("flags")), "")
    return "amx_bf16" in flags.split() or "amx_int8" in flags.split()
