"""The shape of the house that no linter knows: sizes, names, who may know what (house-style §1, §3, §5)."""

import ast
import re
import statistics
import subprocess
import warnings
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from tests.shared_folder import ROOT

PACKAGE = ROOT / "src" / "bongsu"
LONGEST_FILE, LONGEST_FUNCTION = 400, 40
# §1.4: a list of data may be long, with its reason in the file
LISTS_OF_DATA = {"tests/web/door_rows.py"}
VAGUE = {"utils", "util", "helpers", "helper", "common", "misc", "manager", "base"}
# §20: the outbox relay, supervisors of owned tasks, the plug-in loader; each logs and counts
CATCHES_ALL = {
    "federation/link/parts.py",
    "federation/catalogue/follow.py",
    "federation/catalogue/push.py",
    "federation/catalogue/versions.py",
    "federation/exchange/courier.py",
    "kernel/outbox.py",
    "kernel/waking.py",
    "federation/crossing/part.py",
    "media/camera.py",
    "media/parts.py",
    "monitoring/detectors/load.py",
    "monitoring/pictures/taps.py",
    "monitoring/worker/part.py",
    "monitoring/worker/pool.py",
    "planning/plans/runs.py",
    "registry/listen.py",
    "registry/refresh.py",
    "services/plugins.py",
}
KNOWS_SQL = {
    "kernel/copy_database.py",
    "kernel/database.py",
    "kernel/migrate.py",
    "kernel/outbox.py",
}
# a host that packages come from, or a path that exists on one machine only
REGISTRY = re.compile(
    r"https?://[\w.-]*(?:pypi|pythonhosted|npmjs|yarnpkg|nexus|artifactory)[\w.-]*"
)
MACHINE = re.compile(r"(?<![\w.$}~-])/(?:home|root|work|Users|mnt|srv)/[\w.-]+")
TEXT = {
    ".py",
    ".ts",
    ".tsx",
    ".css",
    ".md",
    ".toml",
    ".json",
    ".sh",
    ".lock",
    ".txt",
    ".html",
    ".csv",
}


def tracked() -> list[Path]:
    listed = subprocess.run(
        ["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=False, timeout=20
    )
    if listed.returncode:
        pytest.skip("not a git checkout: tracked files are unknown")
    paths = (ROOT / name for name in listed.stdout.decode().split("\0") if name)
    return [path for path in paths if path.is_file()]


def modules(folder: Path = PACKAGE) -> list[Path]:
    return [path for path in sorted(folder.rglob("*.py")) if "node_modules" not in path.parts]


def name_of(path: Path) -> str:
    return path.relative_to(PACKAGE).as_posix()


def is_migration(path: Path) -> bool:
    return "migrations" in path.parts


def lines_of(path: Path) -> int:
    return len(path.read_text().splitlines())


@cache
def parsed(path: Path) -> ast.Module:
    return ast.parse(path.read_text())


@pytest.fixture(autouse=True, scope="module")
def parsed_once() -> Iterator[None]:
    """By the first who asks; held no longer than this file's tests run."""
    yield
    parsed.cache_clear()


def imported(path: Path) -> set[str]:
    """The first words of everything that the module imports."""
    found = set()
    for node in ast.walk(parsed(path)):
        if isinstance(node, ast.Import):
            found |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found.add(node.module.split(".")[0])
    return found


def functions(path: Path) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    for node in ast.walk(parsed(path)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


def test_no_file_is_longer_than_400_lines() -> None:
    written = [
        path
        for path in tracked()
        if path.suffix in {".py", ".ts", ".tsx", ".css", ".sh"} and not is_migration(path)
    ]
    written = [path for path in written if path.name not in {"schema.ts"}]  # generated
    long = {str(p.relative_to(ROOT)): lines_of(p) for p in written if lines_of(p) > LONGEST_FILE}
    long = {name: lines for name, lines in long.items() if name not in LISTS_OF_DATA}
    assert long == {}


def test_half_of_the_files_are_short() -> None:
    sizes = [lines_of(path) for path in modules() if path.name != "__init__.py"]
    assert statistics.median(sizes) <= 100


def test_no_function_is_longer_than_40_lines() -> None:
    long = {}
    for path in modules():
        if is_migration(path):
            continue
        for one in functions(path):
            length = (one.end_lineno or one.lineno) - one.lineno + 1
            if length > LONGEST_FUNCTION:
                long[f"{name_of(path)}:{one.name}"] = length
    assert long == {}


def test_nothing_has_a_vague_name() -> None:
    places = [*PACKAGE.rglob("*.py"), *(ROOT / "console" / "src").rglob("*")]
    parts = {part.split(".")[0] for path in places for part in path.relative_to(ROOT).parts}
    named = {part for part in parts if part in VAGUE and part != "base"}
    assert named == set()
    assert [p for p in PACKAGE.rglob("*") if p.stem == "base" and p.suffix in {".py", ""}] == []


def test_only_routes_and_web_know_litestar() -> None:
    knows = [name_of(path) for path in modules() if "litestar" in imported(path)]
    allowed = re.compile(r"^web/|(^|/)routes\.py$|/routes/")
    assert [name for name in knows if not allowed.search(name)] == []


def test_only_tables_stores_and_the_kernel_know_sqlalchemy() -> None:
    knows = [name_of(path) for path in modules() if {"sqlalchemy", "alembic"} & imported(path)]
    allowed = re.compile(r"(^|/)(tables|store)\.py$|^kernel/(migrations|dialects)/")
    assert [name for name in knows if not allowed.search(name) and name not in KNOWS_SQL] == []


def test_rules_know_neither_clock_nor_disk_nor_network() -> None:
    waits = {"asyncio", "aiohttp", "socket", "pathlib", "os", "time", "sqlalchemy", "litestar"}
    impure = {name_of(p): imported(p) & waits for p in modules() if p.name == "rules.py"}
    assert {name: found for name, found in impure.items() if found} == {}


def test_only_the_settings_read_the_environment() -> None:
    reads = [name_of(p) for p in modules() if re.search(r"os\.(environ|getenv)", p.read_text())]
    assert reads == ["kernel/settings.py"]


def test_everything_is_caught_only_where_the_house_style_says() -> None:
    catches = {
        name_of(path)
        for path in modules()
        for node in ast.walk(parsed(path))
        if isinstance(node, ast.ExceptHandler)
        and (node.type is None or ast.unparse(node.type) == "Exception")
    }
    assert catches <= CATCHES_ALL, catches - CATCHES_ALL


def test_no_import_hides_in_a_function_or_under_type_checking() -> None:
    hidden = {
        f"{name_of(path)}:{one.name}"
        for path in modules()
        for one in functions(path)
        for node in ast.walk(one)
        if isinstance(node, ast.Import | ast.ImportFrom)
    }
    assert hidden == set()
    assert [name_of(path) for path in modules() if "TYPE_CHECKING" in path.read_text()] == []


def test_no_todo_without_its_issue() -> None:
    bare = re.compile(r"\b(TODO|FIXME|XXX|HACK)\b(?!\s*\(?#\d)")
    code = [p for p in tracked() if p.suffix in {".py", ".ts", ".tsx", ".css", ".sh"}]
    mine = Path(__file__)
    assert [
        str(p.relative_to(ROOT)) for p in code if p != mine and bare.search(p.read_text())
    ] == []


def test_no_tracked_file_names_a_registry_or_a_machines_path() -> None:
    found = {}
    for path in tracked():
        if path == Path(__file__) or (path.suffix not in TEXT and path.name != "Makefile"):
            continue
        text = path.read_text(errors="replace")
        if said := REGISTRY.findall(text) + MACHINE.findall(text):
            found[str(path.relative_to(ROOT))] = said[:3]
    assert found == {}


def test_every_context_says_in_ten_lines_what_it_is() -> None:
    contexts = [folder for folder in sorted(PACKAGE.iterdir()) if (folder / "__init__.py").exists()]
    assert len(contexts) >= 12
    for folder in contexts:
        readme = folder / "README.md"
        assert readme.exists(), f"{folder.name} has no README.md"
        assert 3 <= lines_of(readme) <= 60, folder.name


def test_every_module_says_what_it_is_for() -> None:
    silent = [
        name_of(path)
        for path in modules()
        if path.read_text().strip()
        and not is_migration(path)
        and not ast.get_docstring(parsed(path))
    ]
    assert silent == []


def test_tests_are_no_smaller_than_code() -> None:
    def of(paths: list[Path]) -> int:
        return sum(lines_of(path) for path in paths if not is_migration(path))

    code, tests = of(modules()), of(modules(ROOT / "tests"))
    shown = f"{tests} lines of tests, {code} lines of code"
    if tests < code:
        warnings.warn(shown, stacklevel=1)
    assert tests >= 0.7 * code, shown


def test_the_console_asks_nobody_outside() -> None:
    """Scripts, fonts and pictures come from the node; addresses in the sources are namespaces only."""
    sources = [p for p in tracked() if (ROOT / "console" / "src") in p.parents]
    allowed = {"http://www.w3.org"}
    found = {
        str(path.relative_to(ROOT)): set(
            re.findall(r"(?:https?|wss?)://[\w.-]+\.\w+", path.read_text())
        )
        for path in sources
        if path.suffix in TEXT
    }
    # RFC 2606: a name under .example is nobody's
    found = {
        name: {one for one in said - allowed if not one.endswith(".example")}
        for name, said in found.items()
    }
    assert {name: said for name, said in found.items() if said} == {}


def test_nothing_waits_in_a_way_that_swallows_a_cancellation() -> None:
    """`asyncio.wait_for` of CPython 3.11 does (gh-86296); `asyncio.timeout` does not."""
    waiting = [
        path for path in PACKAGE.rglob("*.py") if "asyncio.wait_for(" in path.read_text("utf-8")
    ]
    assert waiting == []
