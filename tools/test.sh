#!/usr/bin/env bash
# Runs every check in turn, says loudly what could not run, and fails if anything failed.
set -u
mode=${1:-all}
failed=()
missing=()
step() {
  local name=$1; shift
  echo "== $name" >&2
  "$@" || failed+=("$name")
}
find_chromium() { command -v chromium || command -v chromium-browser || command -v google-chrome; }

if [ "$mode" = all ] && ! find_chromium >/dev/null; then
  if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
    echo "== installing chromium" >&2
    (apt-get update && apt-get install -y --no-install-recommends chromium fonts-noto-cjk) >&2 || true
  fi
fi
find_nginx() { PATH="$PATH:/usr/sbin:/usr/local/sbin" command -v nginx; }
if [ "$mode" = all ] && ! find_nginx >/dev/null && [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
  echo "== installing nginx" >&2
  (apt-get update && apt-get install -y --no-install-recommends nginx-light) >&2 || true
fi
[ "$mode" = all ] && ! find_nginx >/dev/null && missing+=("nginx: the reverse proxy's example was not tested")
if [ "$mode" = all ]; then
  if find_chromium >/dev/null; then
    BONGSU_CHROMIUM=$(find_chromium); export BONGSU_CHROMIUM
  else
    missing+=("chromium: no browser test and no bench of first pictures ran")
  fi
fi
find_postgresql() { command -v initdb || ls /usr/lib/postgresql/*/bin/initdb 2>/dev/null; }
if [ "$mode" = all ] && ! find_postgresql >/dev/null && [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
  echo "== installing postgresql" >&2
  (apt-get update && apt-get install -y --no-install-recommends postgresql) >&2 || true
fi
[ "$mode" = all ] && ! find_postgresql >/dev/null && missing+=("postgresql: no context was tested on it, and no move to it")
[ -d "${BONGSU_SHARED_DIR:-../shared}/data" ] || missing+=("../shared: real data and clips were not tested")

# a commit waits for the disk; where memory is plenty, what the tests write lies in it
in_memory() {
  local room free
  room=$(df -k --output=avail /dev/shm 2>/dev/null | tail -n 1)
  free=$(awk '/^MemAvailable/ {print $2}' /proc/meminfo 2>/dev/null)
  [ -w /dev/shm ] && [ "${room:-0}" -gt 3000000 ] && [ "${free:-0}" -gt 6000000 ] && mktemp -d /dev/shm/b.XXXXXX
}
if [ -z "${TMPDIR:-}" ] && folder=$(in_memory); then
  trap 'rm -rf "$folder"' EXIT
  chmod 711 "$folder" # PostgreSQL's own account passes through it
  export TMPDIR=$folder
fi
# compiled once for all tests and for every process they start
unset PYTHONDONTWRITEBYTECODE

step "ruff check" ruff check .
step "ruff format" ruff format --check .
step "mypy" mypy
step "import rules" lint-imports
step "console: types and lint" npm --prefix console run --silent lint
step "console: openapi is current" bash tools/openapi_current.sh
step "console: tests" npm --prefix console run --silent test
selection=()
[ "$mode" = check ] && selection=(-m "not browser")
# one worker more than most machines have cores: a third of the time a test waits for a line, a camera or a server
step "rules and contexts" pytest -q -n 3 --dist loadfile --ignore=tests/journeys --ignore=tests/browser
# the same tests, each on a database of a real server; of tests/web nothing that another folder does not ask as well
if [ "$mode" = all ] && find_postgresql >/dev/null; then
  on_postgresql=(env BONGSU_TEST_DATABASE=postgresql pytest -q -n 3 --dist loadfile)
  step "contexts on PostgreSQL" "${on_postgresql[@]}" tests \
    --ignore=tests/{journeys,browser,web,house,registry_sees,roles,simulate}
fi
# one district for all who walk in it, and beside it those with nodes of their own (tests/one_district.py)
step "journeys and pages" pytest -q -n 2 --dist loadgroup --no-loadscope-reorder \
  tests/journeys tests/browser "${selection[@]}"

for line in "${missing[@]}"; do echo "NOT RUN: $line" >&2; done
if [ "${#failed[@]}" -gt 0 ]; then
  printf 'FAILED: %s\n' "${failed[@]}" >&2
  exit 1
fi
if [ "${BONGSU_NEED_BROWSER:-}" = 1 ] && [[ " ${missing[*]} " == *chromium* ]]; then
  echo "FAILED: browser tests were skipped for want of a browser" >&2
  exit 1
fi
echo "all checks passed" >&2
