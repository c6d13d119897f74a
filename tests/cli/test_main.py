"""What the entry point makes of every way in which a command may end."""

import os
import resource
import sys
import types

import click
import pytest

from bongsu.cli.main import COMMANDS
from bongsu.kernel.failures import Failure, Invalid, Kind
from tests.cli.called import Call


class Gone(Failure):
    kind = Kind.UNAVAILABLE
    code = "gone"


def ends_by(monkeypatch: pytest.MonkeyPatch, ending: BaseException | int | None) -> None:
    """Puts a command `end` beside the others that ends like this."""

    @click.command()
    def end() -> None:
        if isinstance(ending, int):
            sys.exit(ending)
        if ending is not None:
            raise ending

    module = types.ModuleType("tests_ending")
    module.end = end  # type: ignore[attr-defined] # made here
    monkeypatch.setitem(sys.modules, "tests_ending", module)
    monkeypatch.setitem(COMMANDS, "end", ("tests_ending:end", "Ends."))


@pytest.mark.parametrize(
    ("ending", "code", "complaint"),
    [
        (None, 0, ""),
        (0, 0, ""),
        (1, 1, ""),
        (3, 3, ""),
        (Gone("it is not there any more"), 2, "gone: it is not there any more\n"),
        (Invalid("too long", field="name"), 2, "invalid [name]: too long\n"),
        (click.Abort(), 130, ""),
        (KeyboardInterrupt(), 130, "\n"),
        (click.exceptions.Exit(4), 4, ""),
    ],
)
def test_each_ending_has_its_exit_code(
    monkeypatch: pytest.MonkeyPatch,
    call: Call,
    ending: BaseException | int | None,
    code: int,
    complaint: str,
) -> None:
    ends_by(monkeypatch, ending)
    said = call("end")
    assert (said.code, said.out, said.err) == (code, "", complaint)


def test_a_fault_of_ours_is_not_hidden(monkeypatch: pytest.MonkeyPatch, call: Call) -> None:
    ends_by(monkeypatch, ZeroDivisionError("ours"))
    with pytest.raises(ZeroDivisionError):
        call("end")


def test_no_command_leaves_memory_on_the_disk(monkeypatch: pytest.MonkeyPatch, call: Call) -> None:
    ends_by(monkeypatch, None)
    call("end")
    assert resource.getrlimit(resource.RLIMIT_CORE) == (0, 0)


def test_what_a_command_writes_is_nobody_elses_to_read(
    monkeypatch: pytest.MonkeyPatch, call: Call
) -> None:
    seen: list[int] = []

    @click.command()
    def end() -> None:
        seen.append(os.umask(0o077))

    ends_by(monkeypatch, None)
    sys.modules["tests_ending"].end = end  # type: ignore[attr-defined] # made by ends_by
    call("end")
    assert seen == [0o077]


@pytest.mark.parametrize("asked", ["--help", "-h", "--version"])
def test_questions_about_itself_are_answered_on_standard_output(call: Call, asked: str) -> None:
    said = call(asked)
    assert (said.code, said.err) == (0, "")
    assert "bongsu" in said.out


def test_help_says_what_each_command_is_for(call: Call) -> None:
    told = call("--help").out
    for name, (_, text) in COMMANDS.items():
        assert f"{name} " in told
        assert text.split(",")[0] in told
