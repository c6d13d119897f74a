"""A PostgreSQL of our own for one test or one run of them, started and asked by its own programs."""

import io
import os
import pwd
import shutil
import subprocess
import sysconfig
from dataclasses import dataclass
from pathlib import Path

from alembic.operations import Operations
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory

from bongsu.kernel.migrate import configuration

WITHIN_S = 60


def programs() -> Path | None:
    """The folder of initdb, pg_ctl and psql, or None."""
    found = shutil.which("initdb")
    if found and (Path(found).resolve().parent / "psql").exists():
        return Path(found).resolve().parent
    debian = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    return debian[-1].parent if debian else None


def may_run() -> bool:
    """initdb refuses root: then the account `postgres` is needed."""
    if sysconfig.get_platform().startswith("win"):
        return False
    if os.getuid() != 0:
        return True
    return shutil.which("runuser") is not None and "postgres" in {p.pw_name for p in pwd.getpwall()}


@dataclass(frozen=True)
class PostgreSql:
    """One cluster in `folder`, reached over a socket in the same folder."""

    bin: Path
    folder: Path

    def _run(self, program: str, *arguments: str, said: str | None = None) -> str:
        line = [str(self.bin / program), *arguments]
        if os.getuid() == 0:
            line = ["runuser", "-u", "postgres", "--", *line]
        done = subprocess.run(
            line, input=said, capture_output=True, text=True, timeout=WITHIN_S, check=False, cwd="/"
        )
        assert done.returncode == 0, done.stderr
        return done.stdout

    def start(self) -> None:
        if os.getuid() == 0:
            shutil.chown(self.folder, "postgres")
        data = str(self.folder / "data")
        options = ["--auth=trust", "--no-sync", "-E", "UTF8", "--locale=C"]
        self._run("initdb", "-D", data, "-U", "bongsu", *options)
        self.start_again()

    def start_again(self) -> None:
        data, log = str(self.folder / "data"), str(self.folder / "log")
        # a test's rows need not outlive the machine
        fast = "-c fsync=off -c synchronous_commit=off -c autovacuum=off"
        quiet = f"-c listen_addresses= {fast} -k {self.folder}"
        self._run("pg_ctl", "-D", data, "-l", log, "-o", quiet, "-w", "start")

    def stop(self) -> None:
        self._run("pg_ctl", "-D", str(self.folder / "data"), "-m", "immediate", "-w", "stop")

    def create(self, database: str) -> None:
        self.sql("postgres", f"CREATE DATABASE {database}")

    def sql(self, database: str, statements: str) -> str:
        """Rows as `a|b` lines; a failing statement fails the test with PostgreSQL's own words."""
        where = ["-h", str(self.folder), "-U", "bongsu", "-d", database]
        return self._run("psql", *where, "-XAtq", "-v", "ON_ERROR_STOP=1", said=statements)

    def schema(self, database: str) -> list[str]:
        """The whole schema as pg_dump writes it, in an order that does not depend on the history."""
        dumped = self._run(
            "pg_dump", "-h", str(self.folder), "-U", "bongsu", "-s", "--no-comments", database
        )
        lines = (line.strip().rstrip(",") for line in dumped.splitlines())
        return sorted(line for line in lines if line and not line.startswith(("--", "\\", "SET ")))


def as_sql(direction: str) -> str:
    """The statements of all revisions for PostgreSQL, as Alembic writes them without a connection."""
    script = ScriptDirectory.from_config(configuration("sqlite://"))
    revisions = list(script.walk_revisions())
    if direction == "upgrade":
        revisions.reverse()
    said = io.StringIO()
    options = {"as_sql": True, "output_buffer": said}
    context = MigrationContext.configure(dialect_name="postgresql", opts=options)
    with Operations.context(context):
        for revision in revisions:
            getattr(revision.module, direction)()
    return said.getvalue()
