#!/usr/bin/python3
"""Import of 100 k project rows from CSV, validated, indexed, journalled, beside ogr2ogr of the same file in the same run.

    import_peer.py PROGRAM FOLDER [ROWS] [RUNS]
"""
import os
import random
import statistics
import subprocess
import sys
import time


def write_csv(path, rows):
    rng = random.Random(7)
    with open(path, "w", encoding="utf-8") as out:
        out.write("项目编号,项目名称,监管单位,lon,lat,行业,投资,状态,约定发薪日,合同价款(万元)\n")
        for i in range(rows):
            lon, lat = 116.30 + rng.random() * 0.15, 39.86 + rng.random() * 0.12
            out.write(f"P-110105-{i:06d},朝阳区测试工程{i}号,朝阳区,{lon:.6f},{lat:.6f},房建,社会,在建,{1 + i % 28},{100 + i % 9000}.5\n")


def remove(path):
    for suffix in ("", "-wal", "-shm", "-journal", ".head"):
        if os.path.exists(path + suffix):
            os.remove(path + suffix)


def timed(command):
    start = time.monotonic()
    done = subprocess.run(command, capture_output=True, text=True)
    if done.returncode != 0:
        sys.exit(f"{' '.join(command)}\n{done.stdout}{done.stderr}")
    return time.monotonic() - start


def main():
    program, folder = sys.argv[1], sys.argv[2]
    rows = int(sys.argv[3]) if len(sys.argv) > 3 else 100_000
    runs = int(sys.argv[4]) if len(sys.argv) > 4 else 5
    csv, store, peer = f"{folder}/projects.csv", f"{folder}/import.anxin", f"{folder}/peer.sqlite"
    write_csv(csv, rows)
    ours, theirs = [], []
    import_words = [program, "import", "projects", csv, "--store", store, "--crs", "cgcs2000",
                    "--map", "lon=lon", "--map", "lat=lat"]
    peer_words = ["ogr2ogr", "-f", "SQLite", "-dsco", "SPATIALITE=YES", peer, csv, "-oo", "X_POSSIBLE_NAMES=lon", "-oo",
                  "Y_POSSIBLE_NAMES=lat", "-oo", "AUTODETECT_TYPE=YES", "-a_srs", "EPSG:4490"]
    for _ in range(runs):
        remove(store)
        subprocess.run([program, "demo", store, "--projects", "0"], check=True, stdout=subprocess.DEVNULL)
        ours.append(timed(import_words))
        remove(peer)
        theirs.append(timed(peer_words))
    print("  ours   ", " ".join(f"{t:.2f}" for t in ours), "s   $ anxin " + " ".join(import_words[1:3]) + " ...")
    print("  ogr2ogr", " ".join(f"{t:.2f}" for t in theirs), "s   $ " + " ".join(os.path.basename(w) for w in peer_words))
    ratio = statistics.median(ours) / statistics.median(theirs)
    print(f"import {rows} rows: {statistics.median(ours):.2f} s, ogr2ogr {statistics.median(theirs):.2f} s, "
          f"ratio {ratio:.2f} (bound 1.00) {'ok' if ratio <= 1 else 'OVER'}")
    return 0 if ratio <= 1 else 1


if __name__ == "__main__":
    sys.exit(main())
