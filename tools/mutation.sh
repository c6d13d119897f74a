#!/bin/bash
# Mutation score of the sharing rules and of the trail: `bash tools/mutation.sh [sharing|proofs|trail]…` (all without a word).
# Changes a copy of the working tree, never the tree itself. Minutes for the first two, an hour or two for `trail`.
set -euo pipefail
cd "$(dirname "$0")/.."
root=$PWD
copy=$(mktemp -d)
trap 'rm -rf "$copy"' EXIT
# databases of tests lie in memory where the machine has such a folder
[ -d /dev/shm ] && export TMPDIR=/dev/shm
for part in "${@:-sharing proofs trail}"; do
  for one in $part; do
    mkdir "$copy/$one"
    cp -r pyproject.toml README.md src tests "$copy/$one"
    cat "tools/mutation/$one.toml" >> "$copy/$one/pyproject.toml"
    (cd "$copy/$one" && "$root/.venv/bin/mutmut" run --max-children "${JOBS:-1}" > mutmut.log 2>&1) ||
      { tail -40 "$copy/$one/mutmut.log" >&2; exit 1; }
    "$root/.venv/bin/python" tools/mutation/score.py "$copy/$one"
  done
done
