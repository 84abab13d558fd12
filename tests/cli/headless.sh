#!/usr/bin/env bash
# The headless build answers on the command line, links no graphics library and says that snapshot is not built in.
set -euo pipefail
program=$1
! ldd "$program" | grep -E 'libGL|libEGL|libglfw|libepoxy'
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
"$program" demo "$folder/a.anxin" --projects 50 --months 6 >/dev/null
"$program" risk --store "$folder/a.anxin" --json | grep -q '"simulated":true'
if "$program" snapshot --store "$folder/a.anxin" --out "$folder/a.png" 2>"$folder/err"; then exit 1; fi
grep -qE 'headless|未包含' "$folder/err"
