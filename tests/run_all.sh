#!/usr/bin/env bash
# ./dev test: every claim of the product. Order: house, unit tests under sanitizers, the real program, threads, the headless build.
# Prints what was skipped and why, and ends with one line of counts.
set -uo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
root=$PWD
export LIBGL_ALWAYS_SOFTWARE=1 ASAN_OPTIONS=detect_leaks=0 UBSAN_OPTIONS=print_stacktrace=1
logs=$root/build/logs
mkdir -p "$logs"
passed=0 failed=0 skipped=0
failures=()
started=$SECONDS

step() {  # step NAME COMMAND...: one claim that is a whole command
  local name=$1; shift
  printf '\033[1m[%4ss] %s\033[0m\n' $((SECONDS - started)) "$name"
  if "$@" >"$logs/$name.log" 2>&1; then
    passed=$((passed + 1))
  else
    failed=$((failed + 1)); failures+=("$name")
    tail -n 60 "$logs/$name.log" | sed 's/^/    /'
  fi
}

unit_tests() {  # unit_tests FOLDER [only...]: every GoogleTest program in FOLDER, counted test by test
  local folder=$1 program name log; shift
  for program in "$folder"/test_*; do
    [ -x "$program" ] && [ ! -d "$program" ] || continue
    name=$(basename "$program")
    [ $# -eq 0 ] || [[ " $* " == *" $name "* ]] || continue
    log=$logs/$(basename "$(dirname "$folder")")-$name.log
    printf '\033[1m[%4ss] %s\033[0m\n' $((SECONDS - started)) "$(basename "$(dirname "$folder")")/$name"
    (cd "$folder" && timeout 1500 "./$name") >"$log" 2>&1
    local rc=$?
    local ok bad skip
    ok=$(grep -c '^\[       OK \]' "$log"); bad=$(grep -cE '^\[  FAILED  \] [A-Za-z0-9_/]+\.[A-Za-z0-9_/]+ \(' "$log")
    skip=$(grep -cE '^\[  SKIPPED \] .*\(' "$log")
    [ $rc -ne 0 ] && [ "$bad" -eq 0 ] && bad=1
    passed=$((passed + ok)); failed=$((failed + bad)); skipped=$((skipped + skip))
    if [ "$bad" -gt 0 ]; then
      failures+=("$name")
      grep -E 'Failure|ERROR: AddressSanitizer|runtime error|WARNING: ThreadSanitizer|FAILED' -A 12 "$log" | head -n 80 | sed 's/^/    /'
    fi
    grep -E 'needs \.\./shared/data' "$log" | sort | uniq -c | sed 's/^/    skipped: /'
  done
}

build() {  # build PRESET TARGET...
  local preset=$1; shift
  [ -f "build/$preset/build.ninja" ] || cmake --preset "$preset" >/dev/null
  cmake --build "build/$preset" ${1:+--target "$@"}
}

step house /usr/bin/python3 tests/lint/house.py
step house-detectors /usr/bin/python3 tests/lint/house.py --self-test
step contrast /usr/bin/python3 tests/lint/contrast.py
step build-dev build dev
unit_tests "build/dev/tests"
step build-release build release anxin
for script in tests/cli/*.py tests/window/*.py tests/store/*.py; do
  [ -f "$script" ] && step "$(basename "$(dirname "$script")")-$(basename "$script" .py)" /usr/bin/python3 "$script" "$root/build/anxin"
done
step build-tsan build tsan test_desk
[ -x build/tsan/tests/test_desk ] && unit_tests "build/tsan/tests" test_desk
step build-headless build headless anxin
step headless-snapshot-says-so tests/cli/headless.sh "$root/build/headless/anxin"

printf '\n'
[ ${#failures[@]} -eq 0 ] || printf 'failed: %s\n' "${failures[*]}"
printf 'skipped for want of ../shared/data: %d claims\n' "$skipped"
printf '%d passed, %d failed, %d skipped\n' "$passed" "$failed" "$skipped"
[ "$failed" -eq 0 ]
