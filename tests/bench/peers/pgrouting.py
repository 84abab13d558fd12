#!/usr/bin/python3
"""pgr_dijkstraCost beside ours: 200 units ranked for the same incidents on the same ring-and-grid graph.

    pgrouting.py BENCHES FOLDER      BENCHES holds bench_route, bench_advise; FOLDER takes the tables. Exit 1 when ours is less than
                                     300 times faster to the nearest units, or in the whole recommendation.

Both must answer the same milliseconds for every unit. Times of pgRouting are psql's \\timing over a local socket, rows included. It is
asked in its quicker form, one search from the incident over the arcs turned round; from the units it makes a search for each.
"""
import csv
import pathlib
import re
import statistics
import subprocess
import sys

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE))
from postgis import Cluster  # noqa: E402

INCIDENTS, WANTED = 5, 300
PACK = HERE.parents[2] / "data" / "packs" / "beijing"


def said(command):
    """What the command printed; a bench of ours may end with 1: its own part reports which bound was passed."""
    done = subprocess.run([str(word) for word in command], capture_output=True, text=True)
    if done.returncode not in (0, 1):
        sys.exit(f"{command}\n{done.stdout[-2000:]}{done.stderr[-2000:]}")
    return done.stdout


def rank(cluster, units, incident):
    """(ms, {unit: cost})"""
    out = cluster.sql("\\timing on\nSELECT end_vid, agg_cost FROM pgr_dijkstraCost("
                      "'SELECT id, target AS source, source AS target, cost FROM arcs',"
                      f" {incident}::bigint, ARRAY[{','.join(map(str, units))}]::bigint[], directed => true);\n")
    rows = dict(line.split("|") for line in out.splitlines() if "|" in line)
    return float(re.search(r"^Time: ([\d.]+) ms", out, re.M)[1]), {int(k): round(float(v)) for k, v in rows.items()}


def median_of(text, row):
    found = re.search(rf"^{re.escape(row)} median: ([\d.]+) ms", text, re.M)
    if not found:
        sys.exit(f"pgrouting: no row '{row}' in\n{text}")
    return float(found[1])


def main():
    benches, folder = pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2])
    folder.mkdir(parents=True, exist_ok=True)
    said([benches / "bench_route", "--tables", folder])
    with open(folder / "answers.csv") as lines:
        answers = [tuple(map(int, row)) for row in csv.reader(lines)]  # incident, unit, ms
    incidents = list(dict.fromkeys(row[0] for row in answers))[:INCIDENTS]
    units = sorted({row[1] for row in answers})
    with Cluster() as cluster:
        version = cluster.sql("CREATE EXTENSION postgis; CREATE EXTENSION pgrouting; SELECT 'pgRouting ' || pgr_version();").strip()
        cluster.sql("CREATE TABLE arcs (id bigint, source bigint, target bigint, cost float8);\nCOPY arcs FROM stdin (FORMAT csv);\n"
                    + (folder / "arcs.csv").read_text() + "\\.\nVACUUM ANALYZE arcs;\n")
        times = []
        for incident in [incidents[0], *incidents]:  # the first fills the caches
            ms, costs = rank(cluster, units, incident)
            times.append(ms)
            expected = {u: t for i, u, t in answers if i == incident and u != incident}
            wrong = [u for u in expected if costs.get(u) != expected[u]]
            if wrong:
                sys.exit(f"pgrouting: the two disagree for {len(wrong)} units, such as {wrong[0]}: {costs.get(wrong[0])}, ours {expected[wrong[0]]}")
    times = times[1:]
    route, advise = said([benches / "bench_route"]), said([benches / "bench_advise", PACK])
    theirs = statistics.median(times)
    print(f"{version}; runs", " ".join(f"{ms:.0f}" for ms in times), f"ms; {len(units)} units, the same milliseconds on both sides")
    under = 0
    for what, ms, wanted in (
            ("nearest 5 of 200, 5 routes", median_of(route, "ring and grid nearest 5 of 200, 5 routes"), WANTED),
            ("the whole recommendation", median_of(advise, "ring and grid recommendation of seven functions among 200 units, with routes"), WANTED),
            ("all 200 ranked, 5 routes", median_of(route, "ring and grid all 200 ranked, 5 routes"), 0)):
        times_faster = theirs / ms
        under += times_faster < wanted
        verdict = f"wanted {wanted} {'ok' if times_faster >= wanted else 'UNDER'}" if wanted else "for information"
        print(f"{what}: ours {ms:.3f} ms, pgr_dijkstraCost {theirs:.1f} ms (it has no stop: all 200), {times_faster:.0f} times faster, {verdict}", flush=True)
    return 1 if under else 0


if __name__ == "__main__":
    sys.exit(main())
