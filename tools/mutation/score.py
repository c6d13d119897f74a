"""Prints what `mutmut run` has found in a folder: killed of all for each module, then each survivor's change."""

import json
import subprocess
import sys
from pathlib import Path

LEAST_PERCENT = 90.0
SURVIVED, NO_TESTS = 0, 33


def say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def main(folder: Path) -> int:
    killed_in_all, in_all, left = 0, 0, []
    for meta in sorted((folder / "mutants").rglob("*.meta")):
        codes: dict[str, int | None] = json.loads(meta.read_text())["exit_code_by_key"]
        judged = {name: code for name, code in codes.items() if code is not None}
        if not judged:
            continue
        survivors = [name for name, code in judged.items() if code in {SURVIVED, NO_TESTS}]
        killed = len(judged) - len(survivors)
        module = meta.relative_to(folder / "mutants" / "src").with_suffix("")
        say(f"{killed}/{len(judged)} {100 * killed / len(judged):.1f} % {module}")
        killed_in_all, in_all = killed_in_all + killed, in_all + len(judged)
        left += survivors
    mutmut = str(Path(sys.executable).parent / "mutmut")
    for name in left:
        subprocess.run([mutmut, "show", name], cwd=folder, check=False)  # noqa: S603 (our own tool)
    score = 100 * killed_in_all / in_all if in_all else 0.0
    say(f"{killed_in_all}/{in_all} {score:.1f} %")
    return int(score < LEAST_PERCENT)


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
