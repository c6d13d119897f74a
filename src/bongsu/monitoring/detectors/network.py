"""A network on a device, through OpenVINO: the one place that knows the runtime. Never loaded in the node's process."""

from pathlib import Path
from typing import Any

import openvino

from bongsu.monitoring.detectors.detector import DetectorUnavailable, Runtime

_PRECISIONS = {"bf16", "f16", "f32"}


class Networks:
    """Compiles models for one runtime."""

    def __init__(self, runtime: Runtime) -> None:
        if runtime.precision and runtime.precision not in _PRECISIONS:
            raise DetectorUnavailable(f"no such precision: {runtime.precision}", field="precision")
        self._runtime = runtime
        self._core = openvino.Core()

    def read(self, file: Path) -> Any:  # OpenVINO's Model has no types
        try:
            return self._core.read_model(file)
        except RuntimeError as cause:
            raise DetectorUnavailable(f"{file.name} cannot be read") from cause

    def compiled(self, model: Any) -> Any:  # OpenVINO's types are none
        """One request at a time, in its caller's thread count: many cameras share the cores, none of them waits."""
        asked: dict[str, object] = {"PERFORMANCE_HINT": "LATENCY"}
        if self._runtime.device == "CPU":
            asked |= {
                "INFERENCE_NUM_THREADS": max(self._runtime.threads, 1),
                "NUM_STREAMS": 1,
                # else every process pins its one thread to the first core
                "ENABLE_CPU_PINNING": False,
            }
        if self._runtime.precision:
            asked["INFERENCE_PRECISION_HINT"] = self._runtime.precision
        try:
            return self._core.compile_model(model, self._runtime.device, asked)
        except RuntimeError as cause:
            raise DetectorUnavailable(
                f"the device {self._runtime.device} cannot run this detector", field="device"
            ) from cause


def precision_of(compiled: Any) -> str:  # OpenVINO's types are none
    """In which numbers it is computed."""
    try:
        hint = compiled.get_property("INFERENCE_PRECISION_HINT")
    except RuntimeError:
        return "f32"
    name = str(hint.get_type_name())
    return {"bfloat16": "bf16", "float16": "f16"}.get(name, name)
