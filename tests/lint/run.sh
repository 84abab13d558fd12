#!/usr/bin/env bash
# ./dev lint: the house rules, formatting, clang-tidy, contrast of the style tokens.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
status=0
/usr/bin/python3 tests/lint/house.py || status=1
/usr/bin/python3 tests/lint/contrast.py || status=1
git ls-files '*.cpp' '*.hpp' | xargs clang-format-19 --dry-run -Werror 2>/tmp/anxin-format.txt || {
  status=1
  grep -c 'error:' /tmp/anxin-format.txt | sed 's/$/ places are not formatted; run .\/dev format/'
}
rm -f /tmp/anxin-format.txt
if [ "${1:-}" != "--quick" ]; then
  [ -f build/tidy/compile_commands.json ] || cmake -S . -B build/tidy -G Ninja -DCMAKE_BUILD_TYPE=Debug \
    -DCMAKE_CXX_COMPILER=clang++-19 -DBUILD_TESTING=OFF >/dev/null
  git ls-files 'geo/*.cpp' 'data/*.cpp' 'console/*.cpp' | xargs -P 2 -n 4 clang-tidy-19 -p build/tidy --quiet 2>/dev/null || status=1
fi
[ $status -eq 0 ] && echo "lint: clean"
exit $status
