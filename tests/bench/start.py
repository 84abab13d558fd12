#!/usr/bin/python3
"""Start to the complete first frame, resident memory and idle cost of the real window under Xvfb; five starts after a warming one.

    start.py PROGRAM STORE FIRST_FRAME_BOUND_S MEMORY_BOUND_MB
"""
import os
import pathlib
import statistics
import sys
import time

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "tools"))
from desk import Console, Display, Home  # noqa: E402


def resident_mb(pid):
    for line in pathlib.Path(f"/proc/{pid}/status").read_text().splitlines():
        if line.startswith("VmRSS"):
            return int(line.split()[1]) / 1024
    return 0.0


def cpu_seconds(pid):
    fields = pathlib.Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def bounded(name, runs, bound, unit):
    value = statistics.median(runs)
    print("  runs ", " ".join(f"{r:.2f}" for r in runs), unit)
    verdict = "ok" if value <= bound else "OVER"
    print(f"{name}: {value:.2f} {unit}, bound {bound:g} {unit}, ratio {value / bound:.2f} {verdict}")
    return value <= bound


def main():
    program, store, first_bound, memory_bound = sys.argv[1], sys.argv[2], float(sys.argv[3]), float(sys.argv[4])
    display = Display()
    first, memory, idle_cpu, idle_frames = [], [], [], []
    with Home() as home:
        for run in range(6):
            console = Console(program, store, display, home)
            console.until(lambda s: s.get("complete"), "first complete frame")
            first.append(time.monotonic() - console.started)
            console.until(lambda s: s.get("settled"), "months, changes and grades")
            time.sleep(2)  # a measurement, not a test: what an idle desk costs
            before, frames = cpu_seconds(console.process.pid), console.state()["frames"]
            time.sleep(5)
            idle_cpu.append((cpu_seconds(console.process.pid) - before) / 5 * 100)
            idle_frames.append((console.state()["frames"] - frames) / 5)
            memory.append(resident_mb(console.process.pid))
            console.close()
    display.close()
    ok = bounded(f"first frame, {pathlib.Path(store).stem}", first[1:], first_bound, "s")
    ok &= bounded(f"resident memory, {pathlib.Path(store).stem}", memory[1:], memory_bound, "MB")
    ok &= bounded(f"idle core, {pathlib.Path(store).stem}", idle_cpu[1:], 2.0, "%")
    ok &= bounded(f"idle frames a second, {pathlib.Path(store).stem}", idle_frames[1:], 1.2, "1/s")
    return 0 if ok else 1


if __name__ == "__main__":
    sys.exit(main())
