#!/usr/bin/python3
"""A day's work in the real window under Xvfb: a GB18030 file with GCJ-02 points is let fall on the window, looked at, written; the filter, the
search, another day, an export; then the import is taken back. After each step the store itself is asked, by SQLite and by the command line.
The points come from GCJ-02's published formula as written here, not from the program.

    import_day.py PROGRAM
"""
import csv
import hashlib
import json
import math
import pathlib
import sqlite3
import subprocess
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "tools"))
from desk import Console, Display, Home, word, written  # noqa: E402
from xdnd import drop  # noqa: E402

ROOT = pathlib.Path(__file__).resolve().parents[2]
SHOTS = ROOT / "build/shots/window"
DISTRICTS = {"110105": "朝阳区", "110106": "丰台区", "110108": "海淀区", "110112": "通州区", "110115": "大兴区"}
NEW, OLD = 300, 40  # rows that are accepted; of them under way since 2018


def check(condition, sentence):
    if not condition:
        raise AssertionError(sentence)
    print("  ok:", sentence)


def gcj02(lon, lat):
    """The published offset of GCJ-02."""
    a, ee, pi = 6378245.0, 0.00669342162296594323, math.pi
    x, y = lon - 105, lat - 35
    waves = lambda t, parts: sum(amplitude * math.sin(t * factor * pi) for amplitude, factor in parts) * 2 / 3  # noqa: E731
    north = (-100 + 2 * x + 3 * y + 0.2 * y * y + 0.1 * x * y + 0.2 * math.sqrt(abs(x)) + waves(x, ((20, 6), (20, 2)))
             + waves(y, ((20, 1), (40, 1 / 3))) + waves(y, ((160, 1 / 12), (320, 1 / 30))))
    east = (300 + x + 2 * y + 0.1 * x * x + 0.1 * x * y + 0.1 * math.sqrt(abs(x)) + waves(x, ((20, 6), (20, 2)))
            + waves(x, ((20, 1), (40, 1 / 3))) + waves(x, ((150, 1 / 12), (300, 1 / 30))))
    root = 1 - ee * math.sin(math.radians(lat)) ** 2
    return (lon + math.degrees(east / (a / math.sqrt(root) * math.cos(math.radians(lat)))),
            lat + math.degrees(north / (a * (1 - ee) / (root * math.sqrt(root)))))


def ask(program, store, *words):
    done = subprocess.run([program, *words, "--store", store, "--json"], capture_output=True, text=True, check=True)
    return json.loads(done.stdout)


def in_store(store, question, *values):
    with sqlite3.connect(f"file:{store}?mode=ro", uri=True) as base:
        return base.execute(question, values).fetchall()


def new_projects(store):
    return {row[0]: row[1:] for row in in_store(store, "SELECT 编号, 名称 FROM project WHERE 编号 LIKE 'P-%-9____'")}


def write_file(program, store, file):
    """NEW projects beside ones that the store has; one row without a place in the city."""
    known = [p for p in ask(program, store, "risk")["projects"] if p["supervising_unit"] in DISTRICTS]
    known.sort(key=lambda p: hashlib.sha256(p["id"].encode()).digest())  # spread over the districts
    rows, places = [["项目编号", "工程名称", "所在区", "经度", "纬度", "合同额(万元)", "开工日期", "竣工日期", "行业", "项目状态"]], {}
    for n, p in enumerate(known[:NEW]):
        key = f"P-{p['supervising_unit']}-{90000 + n}"
        lon, lat = gcj02(p["lon"], p["lat"])
        places[key] = (p["lon"], p["lat"])
        rows.append([key, f"新开{n + 1}标段", DISTRICTS[p["supervising_unit"]], f"{lon:.7f}", f"{lat:.7f}", "1,200.5",
                     "2018-03-01" if n < OLD else "2026-03-01", "2027-12-31", "房建", "在建"])
    rows.append(["P-110105-99999", "没有位置", "朝阳区", "16.47", "39.9", "1", "2026-03-01", "2027-12-31", "房建", "在建"])
    with open(file, "w", encoding="gb18030", newline="") as out:
        csv.writer(out).writerows(rows)
    return places


def metres_apart(a, b):
    return math.hypot((a[0] - b[0]) * 111320 * math.cos(math.radians(a[1])), (a[1] - b[1]) * 110990)


def take_in(program, store, desk, display, file, places):
    before = in_store(store, "SELECT count(*) FROM project")[0][0]
    drop(display.name, [file])
    state = desk.until(lambda s: s["import"]["stage"] == "ready" and s["idle"], "a file let fall on the window is previewed")
    seen = state["import"]
    check(seen["source"] == file.name and seen["kind"] == "projects" and seen["encoding"] == "GB18030", "name, kind and encoding are found")
    check(seen["crs"] == "gcj02", "the points are known for GCJ-02 by the districts of their rows")
    check((seen["accepted"], seen["rejected"], seen["added"]) == (NEW, 1, NEW), f"{NEW} rows are new, one is refused")
    check(new_projects(store) == {}, "the store is as it was")
    desk.picture(SHOTS / "i1-preview.png")
    desk.key("Return")
    state = desk.until(lambda s: s["import"]["stage"] == "done" and s["counts"]["total"] > 0 and s["settled"], "Enter writes it")
    check(len(new_projects(store)) == NEW, "SQLite counts the new projects")
    check(in_store(store, "SELECT count(*) FROM project")[0][0] == before + NEW, "and no other changed")
    listed = {p["id"]: (p["lon"], p["lat"]) for p in ask(program, store, "risk")["projects"]}
    worst = max(metres_apart(places[key], listed[key]) for key in places)
    check(worst < 1, f"each lies where it was before GCJ-02 moved it (worst {worst:.2f} m)")
    check(ask(program, store, "verify")["ok"], "the journal's chain is whole")
    desk.picture(SHOTS / "i2-written.png")
    desk.key("Return")
    desk.until(lambda s: s["import"]["stage"] == "" and s["idle"], "Enter closes it")
    return state["import"]["batch"]


def work_with_it(program, store, desk):
    state = desk.state()
    desk.click(*written(state, word("sector.housing")))
    state = desk.until(lambda s: s["counts"]["shown"] != state["counts"]["shown"] and s["idle"], "a chip narrows the filter")
    projects = ask(program, store, "risk")["projects"]
    housing = sum(p["sector"] == "housing" for p in projects)
    check(state["counts"]["shown"] in (housing, len(projects) - housing), "by what the command line counts, new ones included")
    desk.key("BackSpace")
    desk.until(lambda s: s["counts"]["shown"] == s["counts"]["total"] and s["idle"], "Backspace clears it")
    desk.key("slash")
    desk.type("cyq")
    desk.until(lambda s: s["command"]["candidates"][:1] == ["朝阳区"], "cyq finds 朝阳区")
    desk.key("Return")
    desk.until(lambda s: s["selected_unit"] == "110105" and s["idle"], "Enter frames it")
    revision = in_store(store, "SELECT max(batch) FROM batch")[0][0]
    desk.key("slash")
    desk.type("/asof 2018-12-31")
    desk.key("Return")
    state = desk.until(lambda s: s["as_of"] == "2018-12-31" and not s["live"] and s["idle"], "/asof shows 2018-12-31")
    then = ask(program, store, "risk", "--as-of", "2018-12-31")["projects"]
    check(OLD <= state["counts"]["total"] == len(then), f"{len(then)} active projects, as the command line says of that day")
    desk.picture(SHOTS / "i3-2018.png")
    desk.key("End")
    desk.until(lambda s: s["live"] and s["settled"], "End brings the present day back")
    check(in_store(store, "SELECT max(batch) FROM batch")[0][0] == revision, "looking wrote nothing to the journal")


def write_out(program, store, desk):
    folder = pathlib.Path(store).parent
    before = set(folder.glob("*-list-*.csv"))
    desk.key("slash")
    desk.type("/export")
    desk.key("Return")
    desk.until(lambda s: set(folder.glob("*-list-*.csv")) - before, "/export writes a file beside the store")
    (file,) = set(folder.glob("*-list-*.csv")) - before
    text = file.read_text(encoding="utf-8-sig")
    check("模拟数据" in text, "marked as simulated data")
    written = {row[0] for row in csv.reader(text.splitlines()) if row}
    known = {p["id"] for p in ask(program, store, "risk")["projects"]}
    desk.key("ctrl+p")
    desk.until(lambda s: any(folder.glob("*-page-*.pdf")), "Ctrl+P writes a page beside the store")
    (page,) = folder.glob("*-page-*.pdf")
    words = subprocess.run(["pdftotext", "-layout", page, "-"], capture_output=True, text=True, check=True).stdout
    check("模拟数据" in words and "朝阳区" in words, "its words can be read")
    (picture,) = folder.glob("*-page-*.png")
    check(picture.read_bytes().startswith(b"\x89PNG"), "and the picture of the screen beside it")
    check(known <= written and len(written & set(new_projects(store))) == NEW, f"it has all {len(known)} projects, the new ones among them")


def take_back(program, store, desk, batch):
    desk.key("Escape")
    desk.key("ctrl+o")
    undo, sure = word("import.undo"), word("import.undo_sure")
    state = desk.until(lambda s: s["import"]["stage"] == "looking" and written(s, undo) and s["idle"], "Ctrl+O lists the batches")
    desk.picture(SHOTS / "i4-batches.png")
    desk.click(*written(state, undo))
    state = desk.until(lambda s: written(s, sure) and s["idle"], "one click asks again")
    check(len(new_projects(store)) == NEW, "and has changed nothing")
    desk.click(*written(state, sure))
    desk.until(lambda s: new_projects(store) == {}, "the second takes it back")
    check(in_store(store, "SELECT count(*) FROM batch WHERE undoes = ?", batch) == [(1,)], "the batch is marked as taken back")
    check(ask(program, store, "verify")["ok"], "the journal's chain is whole")
    left = len(ask(program, store, "risk")["projects"])
    desk.until(lambda s: s["counts"]["total"] == left and s["settled"], "the screen counts what is left")
    desk.key("Escape")
    desk.until(lambda s: s["import"]["stage"] == "", "Esc closes it")


def main():
    program = sys.argv[1]
    display = Display()
    try:
        with Home() as home:
            store = f"{home}/city.anxin"
            subprocess.run([program, "demo", store], check=True, stdout=subprocess.DEVNULL)
            file = pathlib.Path(home) / "在建项目 2026-11.csv"
            places = write_file(program, store, file)
            desk = Console(program, store, display, home)
            desk.until(lambda s: s.get("settled"), "everything is there")
            batch = take_in(program, store, desk, display, file, places)
            work_with_it(program, store, desk)
            write_out(program, store, desk)
            take_back(program, store, desk, batch)
            check(desk.close() == 0, "closing ends well")
    finally:
        display.close()
    print("import day: all well")
    return 0


if __name__ == "__main__":
    sys.exit(main())
