#!/usr/bin/python3
"""Ours beside programs that are not ours, on the same projects, machine and rasteriser, in one run: `./dev bench --peers`.

    peers.py PROGRAM BENCHES STORE FOLDER     BENCHES holds bench_frames, bench_store, bench_recompute; FOLDER takes what is made

MapLibre GL JS in Chromium draws the projects and districts (neither panels nor labels); PostGIS answers what bench_store asks the store
and counts by unit and grade; ogr2ogr imports a file. A ratio below 1: ours is faster. Over 1 exits non-zero.
"""
import csv
import json
import os
import pathlib
import re
import shutil
import statistics
import subprocess
import sys

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE))
import postgis  # noqa: E402

SIZE, FRAMES, RUNS = "1920x1080", 60, 5


def said(command, bench=False, **more):
    """What the command printed. A bench of ours may end with 1: a bound was passed, which its own part of the bench reports."""
    done = subprocess.run([str(word) for word in command], capture_output=True, text=True, **more)
    if done.returncode != 0 and not (bench and done.returncode == 1):
        sys.exit(f"{' '.join(map(str, command))}\n{done.stdout[-2000:]}{done.stderr[-2000:]}")
    return done.stdout


def ours(text, name):
    """The median a bench of ours printed."""
    found = re.search(rf"^{re.escape(name)}[^:]*: ([\d.]+) (ms|s|MB)", text, re.M)
    if not found:
        sys.exit(f"peers: no line '{name}' in\n{text}")
    return float(found[1])


def quantile(values, share):
    values = sorted(values)
    return values[min(len(values) - 1, int(share * len(values)))]


def median_of_runs(runs, share):
    return statistics.median(quantile(run, share) for run in runs)


class Table:
    def __init__(self):
        self.over = 0

    def row(self, what, mine, peer, theirs, unit="ms"):
        ratio = mine / theirs
        self.over += ratio > 1
        print(f"{what}: ours {mine:.2f} {unit}, {peer} {theirs:.2f} {unit}, ratio {ratio:.3f} {'ok' if ratio <= 1 else 'OVER'}", flush=True)


def install_modules(folder):
    for name in ("package.json", "package-lock.json", ".npmrc"):
        shutil.copy(HERE / name, folder / name)
    if not (folder / "node_modules" / ".package-lock.json").exists():
        said(["npm", "ci", "--silent", "--no-fund", "--no-audit"], cwd=folder)


def export(program, store, folder):
    points = folder / "points.csv"
    said([program, "export", "projects", "--store", store, "--out", points, "--crs", "wgs84", "--all"])
    said([program, "export", "districts", "--store", store, "--out", folder / "districts.geojson", "--crs", "wgs84"])
    with open(points, encoding="utf-8-sig") as rows:
        features = [{"type": "Feature", "properties": {"grade": row["grade"]},
                     "geometry": {"type": "Point", "coordinates": [float(row["lon"]), float(row["lat"])]}}
                    for row in csv.DictReader(rows)
                    if row["status"] == "active"]
    (folder / "projects.geojson").write_text(json.dumps({"type": "FeatureCollection", "features": features}))
    return points, len(features)


def drawing(program, benches, store, folder, table):
    print(f"\nMapLibre GL JS, {SIZE}, {FRAMES} frames of panning and of zooming, {RUNS} starts of Chromium", flush=True)
    peer = json.loads(said(["node", HERE / "maplibre.mjs", folder, SIZE, FRAMES, RUNS]))
    if "llvmpipe" not in peer["renderer"]:
        sys.exit(f"peers: Chromium drew with {peer['renderer']}, not with our rasteriser; nothing to compare.")
    print(f"  MapLibre GL JS {peer['version']} on {peer['renderer']}; {peer['seen']} projects in sight, all tiles there in "
          f"{peer['whole']} of {FRAMES * RUNS} frames of panning")
    for name in ("pan", "zoom"):
        print(f"  {name} runs ", " ".join(f"{quantile(run, 0.5):.0f}" for run in peer[name]), "ms; p95",
              " ".join(f"{quantile(run, 0.95):.0f}" for run in peer[name]))
    print("  first whole picture ", " ".join(f"{ms:.0f}" for ms in peer["first_ms"]), "ms")
    frames = said([benches / "bench_frames", store], bench=True)
    start = said([sys.executable, HERE.parent / "start.py", program, store, "1000", "100000"], bench=True)
    table.row("pan, median", ours(frames, "pan median"), "MapLibre", median_of_runs(peer["pan"], 0.5))
    table.row("pan, p95", ours(frames, "pan p95"), "MapLibre", median_of_runs(peer["pan"], 0.95))
    table.row("zoom, median", ours(frames, "zoom median"), "MapLibre", median_of_runs(peer["zoom"], 0.5))
    table.row("zoom, p95", ours(frames, "zoom p95"), "MapLibre", median_of_runs(peer["zoom"], 0.95))
    table.row("first whole picture, from the start of the program (the page: from its request)", ours(start, "first frame") * 1000, "MapLibre",
              statistics.median(peer["first_ms"]))


def asking(benches, store, points, table):
    peer = postgis.measure(points)
    print(f"\n{peer['version']}, rows sent to psql over a local socket", flush=True)
    store_says = said([benches / "bench_store", store], bench=True)
    sums = said([benches / "bench_recompute", store, "100000", "100000"], bench=True)
    for name, text, line in (("near 3 km", store_says, "near 3 km"), ("10 nearest", store_says, "10 nearest"),
                             ("aggregates", sums, "aggregates by unit and grade")):
        runs, rows = peer[name]
        print(f"  {name} runs ", " ".join(f"{ms:.3f}" for ms in runs), f"ms, {rows} rows")
        table.row(name if name != "aggregates" else "sums by unit and grade, filtered", ours(text, line), "PostGIS", statistics.median(runs))
    mine, theirs = int(re.search(r"rows returned in all: (\d+)", store_says)[1]) / 5, peer["near 3 km"][1] + peer["10 nearest"][1]
    print(f"  rows of near and nearest: ours {mine:.0f}, PostGIS {theirs} (plane of EPSG:4548 against the ellipsoid)")
    if abs(mine - theirs) > 0.002 * theirs:
        sys.exit("peers: the two did not answer the same question.")


def main():
    program, benches, store, folder = sys.argv[1], pathlib.Path(sys.argv[2]), sys.argv[3], pathlib.Path(sys.argv[4])
    folder.mkdir(parents=True, exist_ok=True)
    os.environ["LIBGL_ALWAYS_SOFTWARE"] = "1"
    table = Table()
    install_modules(folder)
    points, count = export(program, store, folder)
    print(f"{pathlib.Path(store).name}: {count} active projects")
    drawing(program, benches, store, folder, table)
    asking(benches, store, points, table)
    print("\nogr2ogr", flush=True)
    imported = subprocess.run([sys.executable, HERE.parent / "import_peer.py", program, folder])
    return 0 if table.over == 0 and imported.returncode == 0 else 1


if __name__ == "__main__":
    sys.exit(main())
