"""The compiled file once more, as it stands in its source: for tests, which would wait seconds for the compiler."""

import importlib.util
from types import ModuleType
from typing import Any

import numba

from bongsu.planning.mclp import kernel


def plain_kernel() -> ModuleType:
    """Loaded anew with compiling switched off; the package's own copy stays as it is."""
    spec = importlib.util.spec_from_file_location("plain_kernel", kernel.__file__)
    if spec is None or spec.loader is None:
        raise AssertionError("the kernel's source is not where the package is")
    module = importlib.util.module_from_spec(spec)
    switches: Any = numba.config
    before = switches.DISABLE_JIT
    switches.DISABLE_JIT = True
    try:
        spec.loader.exec_module(module)
    finally:
        switches.DISABLE_JIT = before
    return module


PLAIN = plain_kernel()
