"""The node computes no plan itself (decision 012): what a solver needs is never loaded into it."""

import json
import subprocess
import sys

HEAVY = {"highspy", "lifelines", "pandas", "matplotlib", "pyproj", "numba"}
# a process of its own: in this one other tests have loaded solvers
LOADED = "import bongsu.roles.node, json, sys; print(json.dumps(sorted(sys.modules)))"


def test_the_node_loads_no_solver() -> None:
    ran = subprocess.run(
        (sys.executable, "-c", LOADED), capture_output=True, check=True, timeout=60
    )
    assert not HEAVY & set(json.loads(ran.stdout))
