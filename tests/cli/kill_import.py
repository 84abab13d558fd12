#!/usr/bin/python3
"""500 times kill -9 at a random moment of an import: the store is as before or as after, never between, and verifies.

    kill_import.py PROGRAM [TIMES]
"""
import os
import random
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time

ROWS = 3000


def write_csv(path):
    rng = random.Random(1)
    with open(path, "w", encoding="utf-8") as out:
        out.write("项目编号,项目名称,监管单位,经度,纬度,行业,投资,状态\n")
        for i in range(ROWS):
            lon, lat = 116.30 + rng.random() * 0.15, 39.86 + rng.random() * 0.12
            out.write(f"P-110105-{i:05d},测试工程{i}号,朝阳区,{lon:.6f},{lat:.6f},房建,社会,在建\n")


def counts(store):
    with sqlite3.connect(f"file:{store}?mode=ro", uri=True) as db:
        quick = db.execute("PRAGMA quick_check").fetchone()[0]
        projects = db.execute("SELECT count(*) FROM project").fetchone()[0]
        records = db.execute("SELECT count(*) FROM journal").fetchone()[0]
    return quick, projects, records


def main():
    program = sys.argv[1]
    times = int(sys.argv[2]) if len(sys.argv) > 2 else 500
    seed = random.randrange(1 << 30)
    rng = random.Random(seed)
    print(f"seed {seed}")
    with tempfile.TemporaryDirectory() as folder:
        csv, base, store = f"{folder}/p.csv", f"{folder}/base.anxin", f"{folder}/s.anxin"
        write_csv(csv)
        subprocess.run([program, "demo", base, "--projects", "0"], check=True, stdout=subprocess.DEVNULL)
        before = counts(base)
        command = [program, "import", "projects", csv, "--store", store, "--crs", "cgcs2000"]

        def fresh():
            for suffix in ("", "-wal", "-shm", ".head"):
                if os.path.exists(store + suffix):
                    os.remove(store + suffix)
                if os.path.exists(base + suffix):
                    shutil.copy(base + suffix, store + suffix)

        fresh()
        start = time.monotonic()
        whole = subprocess.run(command, capture_output=True, text=True)
        span = time.monotonic() - start
        if whole.returncode != 0:
            print(whole.stdout, whole.stderr)
            return 1
        after = counts(store)
        if after[1] != ROWS:
            print(f"the whole import left {after[1]} of {ROWS} rows")
            return 1
        outcomes = {"before": 0, "after": 0}
        for i in range(times):
            fresh()
            process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True)
            try:
                process.wait(timeout=rng.random() * span * 1.15)
            except subprocess.TimeoutExpired:
                os.killpg(process.pid, signal.SIGKILL)
                process.wait()
            found = counts(store)
            if found == before:
                outcomes["before"] += 1
            elif found == after:
                outcomes["after"] += 1
            else:
                print(f"kill {i}: found {found}, neither {before} nor {after}")
                return 1
            if i % 10 == 0:
                verified = subprocess.run([program, "verify", "--store", store], capture_output=True, text=True)
                if verified.returncode != 0:
                    print(f"kill {i}: {verified.stdout}{verified.stderr}")
                    return 1
        print(outcomes)
        if times >= 100 and min(outcomes.values()) == 0:
            print("every kill fell on the same side: nothing was proven")
            return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
