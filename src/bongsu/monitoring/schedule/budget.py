"""How much processor time may be spent now: so many core-seconds a second, and what a step costs by what it has cost."""

_SMOOTHED = 0.1


class Budget:
    """Filled evenly, spent as wished; `burst_s` of it may lie unused. What was spent beyond it is paid back first."""

    def __init__(self, cores: float, burst_s: float = 0.5) -> None:
        self.cores = cores
        self._burst_s = burst_s
        self._most_s = cores * burst_s
        self._left_s = self._most_s
        self._filled_at: float | None = None

    def fill(self, now: float) -> None:
        if self._filled_at is not None and now > self._filled_at:
            more_s = (now - self._filled_at) * self.cores
            self._left_s = min(self._most_s, self._left_s + more_s)
        self._filled_at = now if self._filled_at is None else max(now, self._filled_at)

    def allot(self, cores: float) -> None:
        """So many from now on."""
        self.cores, self._most_s = cores, cores * self._burst_s
        self._left_s = min(self._left_s, self._most_s)

    def has(self, cpu_s: float) -> bool:
        """One that costs more than ever lies here is paid for afterwards, else it would never be done."""
        return self._left_s >= min(cpu_s, self._most_s)

    def spend(self, cpu_s: float) -> None:
        """Less than nothing gives back."""
        self._left_s = min(self._most_s, self._left_s - cpu_s)

    def in_s(self, cpu_s: float) -> float:
        """In how many seconds that much will be there."""
        short_s = min(cpu_s, self._most_s) - self._left_s
        return max(0.0, short_s / self.cores) if self.cores > 0 else float("inf")


class Costs:
    """Smoothed seconds of processor time by step."""

    def __init__(self, expected: dict[str, float] | None = None) -> None:
        self._expected = dict(expected or {})
        self._seen: dict[str, float] = {}

    def see(self, step: str, cpu_s: float) -> None:
        before = self._seen.get(step)
        self._seen[step] = cpu_s if before is None else before + _SMOOTHED * (cpu_s - before)

    def of(self, step: str) -> float:
        """As measured, else as expected."""
        return self._seen.get(step, self._expected.get(step, 0.0))

    def measured(self) -> dict[str, float]:
        return dict(self._seen)
