#!/usr/bin/env bash
# Runs each fuzzer of build/fuzz for FUZZ_SECONDS (default 60) on a copy of its corpus. A crash fails the run and leaves its input in
# build/fuzz/crashes/. Inputs that only widen coverage stay in build/fuzz/found/NAME; worth keeping? copy it to tests/fuzz/corpus.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
seconds=${FUZZ_SECONDS:-60}
mkdir -p build/fuzz/crashes
failed=0
shopt -s nullglob
programs=(build/fuzz/tests/fuzz/fuzz_*)
for program in "${programs[@]}"; do
  [ -x "$program" ] && [ -f "$program" ] || continue
  name=${program##*/fuzz_}
  mkdir -p "build/fuzz/found/$name"
  dictionary=()
  [ -f "tests/fuzz/$name.dict" ] && dictionary=(-dict="tests/fuzz/$name.dict")
  printf '%s: %s s\n' "$name" "$seconds" >&2
  "$program" -max_total_time="$seconds" -timeout=20 -rss_limit_mb=3000 -max_len=65536 -print_final_stats=0 -verbosity=0 \
    -artifact_prefix="build/fuzz/crashes/$name-" "${dictionary[@]}" "build/fuzz/found/$name" "tests/fuzz/corpus/$name" \
    >"build/fuzz/$name.log" 2>&1 || { failed=1; printf '%s: CRASH, see build/fuzz/%s.log\n' "$name" "$name" >&2; tail -20 "build/fuzz/$name.log" >&2; }
done
exit $failed
