"""A PostgreSQL cluster of its own in a temporary folder, socket only, gone afterwards; the questions of bench_store asked of PostGIS.

Called by peers.py. Times are psql's own \\timing: from the question sent to the answer held, connection not counted.
"""
import csv
import math
import os
import pathlib
import pwd
import re
import shutil
import statistics
import subprocess
import tempfile

BIN = pathlib.Path("/usr/lib/postgresql/15/bin")
POINTS = 200


def spiral():
    """The points of bench_store."""
    for i in range(POINTS):
        t = i / POINTS
        yield 116.38 + 0.18 * t * math.cos(40 * t), 39.92 + 0.15 * t * math.sin(40 * t)


class Cluster:
    """Runs as the user postgres when we are root, which PostgreSQL refuses to be."""

    def __enter__(self):
        self.folder = tempfile.mkdtemp(prefix="anxin-peer-")
        self.user = []
        if os.getuid() == 0:
            owner = pwd.getpwnam("postgres")
            os.chown(self.folder, owner.pw_uid, owner.pw_gid)
            self.user = ["runuser", "-u", "postgres", "--"]
        self.run([str(BIN / "initdb"), "-D", f"{self.folder}/data", "-A", "trust", "-E", "UTF8", "--no-locale", "-U", "postgres"])
        self.run([str(BIN / "pg_ctl"), "-D", f"{self.folder}/data", "-w", "-l", f"{self.folder}/log", "-o",
                  f"-c listen_addresses='' -k {self.folder} -c shared_buffers=256MB -c jit=off", "start"])
        return self

    def __exit__(self, *_):
        self.run([str(BIN / "pg_ctl"), "-D", f"{self.folder}/data", "-m", "fast", "-w", "stop"])
        shutil.rmtree(self.folder)

    def run(self, command, text=None):
        done = subprocess.run(self.user + command, input=text, capture_output=True, text=True, cwd="/")
        if done.returncode != 0 or "ERROR" in done.stderr:
            raise SystemExit(f"{' '.join(command)}\n{done.stdout[-2000:]}{done.stderr[-2000:]}")
        return done.stdout

    def sql(self, text):
        return self.run(["psql", "-X", "-q", "-A", "-t", "-h", self.folder, "-U", "postgres"], text)


def fill(cluster, points_csv):
    with open(points_csv, encoding="utf-8-sig") as lines:
        rows = "".join(f"{r['id']}\t{r['supervising_unit']}\t{r['sector']}\t{r['status']}\t{r['grade']}\t{r['lon']}\t{r['lat']}\n" for r in csv.DictReader(lines))
    cluster.sql("CREATE EXTENSION postgis;\n"
                "CREATE TABLE raw (id text, unit text, sector text, status text, grade text, lon float8, lat float8);\n"
                "COPY raw FROM stdin;\n" + rows + "\\.\n"
                "CREATE TABLE project AS SELECT id, unit, sector, status, grade,"
                "  ST_Transform(ST_SetSRID(ST_MakePoint(lon, lat), 4326), 4548) AS at FROM raw ORDER BY ST_GeoHash(ST_MakePoint(lon, lat));\n"
                "CREATE INDEX project_at ON project USING gist (at);\n"
                "VACUUM ANALYZE project;\n")


def timed(cluster, prepare, asks):
    """Five runs of all questions: the median time of each run in ms, and the rows of the last."""
    text = prepare + "\\timing on\n" + "".join(asks)
    runs = []
    for _ in range(6):
        out = cluster.sql(text)
        times = [float(t) for t in re.findall(r"^Time: ([\d.]+) ms", out, re.M)]
        runs.append(statistics.median(times))
        rows = sum(1 for line in out.splitlines() if line and not line.startswith("Time:"))
    return runs[1:], rows  # the first filled the caches


def measure(points_csv):
    """{name: (ms of five runs, rows returned)}"""
    with Cluster() as cluster:
        fill(cluster, points_csv)
        at = "ST_Transform(ST_SetSRID(ST_MakePoint($1, $2), 4326), 4548)"
        arguments = [f"({lon:.9f}, {lat:.9f});\n" for lon, lat in spiral()]
        return {
            "version": cluster.sql("SELECT 'PostgreSQL ' || current_setting('server_version') || ', PostGIS ' || postgis_lib_version();").strip(),
            "near 3 km": timed(cluster, "PREPARE near(float8, float8) AS SELECT id, at <-> p AS d FROM project, (SELECT "
                               f"{at} AS p) q WHERE ST_DWithin(at, p, 3000) ORDER BY d;\n", [f"EXECUTE near{a}" for a in arguments]),
            "10 nearest": timed(cluster, f"PREPARE nearest(float8, float8) AS SELECT id, at <-> {at} AS d FROM project ORDER BY d LIMIT 10;\n",
                                [f"EXECUTE nearest{a}" for a in arguments]),
            "aggregates": timed(cluster, "PREPARE sums AS SELECT unit, grade, count(*) FROM project WHERE status = 'active' AND sector IN ('housing', 'municipal')"
                                " GROUP BY unit, grade;\n", ["EXECUTE sums;\n"] * 5),
        }
