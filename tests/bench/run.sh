#!/usr/bin/env bash
# ./dev bench: speed and memory, five runs each, all printed, as ratios against a bound or a peer measured in the same run.
#     ./dev bench [frames|start|space|operations|find|days|import|route ...]     (default: all)
#     ./dev bench million      1,000,000 projects (5 minutes to make, 2 GB)
#     ./dev bench --peers      MapLibre GL JS, PostGIS and ogr2ogr beside us
set -uo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
export LIBGL_ALWAYS_SOFTWARE=1
program=$PWD/build/anxin
folder=$PWD/build/bench
mkdir -p "$folder"
cmake --build build/release --target anxin bench_store bench_operations bench_frames bench_find bench_recompute bench_route bench_advise >/dev/null || exit 70
city=$folder/city.anxin
large=$folder/city-200k.anxin
million=$folder/city-1m.anxin
[ -f "$city" ] || "$program" demo "$city"
[ -f "$large" ] || "$program" demo "$large" --projects 200000
status=0
wanted=${*:-frames start space operations find days import route}
for what in $wanted; do
  printf '\n\033[1m%s\033[0m\n' "$what"
  case "$what" in
    frames)
      build/release/tests/bench/bench_frames "$city" || status=1
      build/release/tests/bench/bench_frames "$large" || status=1
      build/release/tests/bench/bench_frames "$city" dispatch 16 || status=1
      ;;
    start)
      /usr/bin/python3 tests/bench/start.py "$program" "$city" 1.0 350 || status=1
      /usr/bin/python3 tests/bench/start.py "$program" "$large" 2.5 700 || status=1
      ;;
    space) build/release/tests/bench/bench_store "$large" || status=1 ;;
    route)
      network=../shared/data/roads/beijing-roads.osm.pbf
      [ -f "$network" ] || { echo "route: $network is not there; on the made city only"; network=; }
      build/release/tests/bench/bench_route $network || status=1
      build/release/tests/bench/bench_advise data/packs/beijing $network || status=1
      ;;
    operations) build/release/tests/bench/bench_operations "$folder" || status=1 ;;
    find) build/release/tests/bench/bench_find data/packs/beijing || status=1 ;;
    days)
      build/release/tests/bench/bench_recompute "$city" 30 || status=1
      build/release/tests/bench/bench_recompute "$large" 1000 || status=1
      build/release/tests/bench/bench_frames "$city" scrub 33 || status=1
      ;;
    million)
      [ -f "$million" ] || "$program" demo "$million" --projects 1000000
      build/release/tests/bench/bench_frames "$million" 1920x1080 33 || status=1
      build/release/tests/bench/bench_frames "$million" 3840x2160 50 || status=1
      build/release/tests/bench/bench_recompute "$million" 5000 150 || status=1
      ;;
    import) /usr/bin/python3 tests/bench/import_peer.py "$program" "$folder" || status=1 ;;
    --peers)
      /usr/bin/python3 tests/bench/peers/peers.py "$program" build/release/tests/bench "$large" build/peers || status=1
      /usr/bin/python3 tests/bench/peers/pgrouting.py build/release/tests/bench build/peers || status=1
      ;;
    *) echo "bench: unknown part '$what'"; exit 2 ;;
  esac
done
exit $status
