"""Takes the addresses of donation pages out of an npm lock file: lock files carry hashes and no URLs."""

import json
import sys
from pathlib import Path


def main(path: Path) -> None:
    lock = json.loads(path.read_text(encoding="utf-8"))
    for package in lock["packages"].values():
        package.pop("funding", None)
    path.write_text(json.dumps(lock, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
