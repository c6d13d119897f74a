"""`bongsu backup` and `bongsu restore` as an operator calls them: exit codes, one JSON object, one complaint."""

import json
from pathlib import Path

import pytest

from tests.cli.test_commands import run


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("backup") / "node"
    organisation = ("SEONGBUK", "--name-ko", "성북구", "--name-en", "Seongbuk", "--kind", "centre")
    made = run("people", "add-organisation", *organisation, "--data-dir", str(folder))
    assert made.returncode == 0, made.stderr
    return folder


def test_there_and_back(folder: Path, tmp_path: Path) -> None:
    out = tmp_path / "node.tar"
    made = run("backup", "--data-dir", str(folder), "--out", str(out))
    assert made.returncode == 0, made.stderr
    said = json.loads(made.stdout)
    assert "secrets in the clear" in made.stderr
    again = str(tmp_path / "again")
    done = run("restore", str(out), "--data-dir", again, "--manifest", said["manifest"])
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["origin"] == 2
    verified = run("audit", "verify", "--data-dir", again, "--json")
    assert json.loads(verified.stdout)["ok"] is True


def test_sealed_there_and_back(folder: Path, tmp_path: Path) -> None:
    secret = tmp_path / "passphrase"
    secret.write_text("four words on a hill\n")
    out, again = str(tmp_path / "sealed"), str(tmp_path / "again")
    sealed = ("--passphrase-file", str(secret))
    made = run("backup", "--data-dir", str(folder), "--out", out, *sealed)
    assert (made.returncode, "in the clear" in made.stderr) == (0, False), made.stderr
    refused = run("restore", out, "--data-dir", again)
    assert (refused.returncode, refused.stdout) == (2, "")
    assert "passphrase_missing [passphrase_file]" in refused.stderr
    assert run("restore", out, "--data-dir", again, *sealed).returncode == 0


def test_what_goes_wrong_is_one_line_and_exit_code_2(folder: Path, tmp_path: Path) -> None:
    short = tmp_path / "short"
    short.write_text("short\n")
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "file").write_text("mine")
    out = str(tmp_path / "node.tar")
    for arguments, code in (
        (("backup", "--data-dir", str(tmp_path / "none"), "--out", out), "no_node [data_dir]"),
        (("backup", "--data-dir", str(folder), "--out", str(short)), "already_there [out]"),
        (
            ("backup", "--data-dir", str(folder), "--out", out, "--passphrase-file", str(short)),
            "invalid [passphrase_file]",
        ),
        (("restore", str(short), "--data-dir", str(tmp_path / "new")), "backup_damaged"),
        (
            ("restore", str(short), "--data-dir", str(tmp_path / "full")),
            "folder_in_use [data_dir]",
        ),
    ):
        said = run(*arguments)
        assert (said.returncode, said.stdout) == (2, ""), arguments
        assert code in said.stderr
        assert len(said.stderr.strip().splitlines()) == 1
