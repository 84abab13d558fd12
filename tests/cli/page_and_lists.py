#!/usr/bin/python3
"""What a person takes along: `anxin page` read by poppler, `anxin export` of every list read by GDAL and Python's own zip and XML, each figure
against the command that answers the same question.

    page_and_lists.py PROGRAM
"""
import csv
import json
import os
import pathlib
import re
import subprocess
import sys
import tempfile
import xml.etree.ElementTree
import zipfile


def check(condition, sentence):
    if not condition:
        raise AssertionError(sentence)
    print("  ok:", sentence)


def run(*words, code=0):
    done = subprocess.run([str(w) for w in words], capture_output=True, text=True, env=dict(os.environ, LIBGL_ALWAYS_SOFTWARE="1"))
    if done.returncode != code:
        raise AssertionError(f"{words} ended with {done.returncode}, not {code}: {done.stderr or done.stdout}")
    return done.stdout + done.stderr


def ask(program, store, *words):
    return json.loads(run(program, *words, "--store", store, "--json"))


def pages(program, store, folder):
    risk = ask(program, store, "risk")
    coverage = ask(program, store, "coverage")
    account = next(s for s in coverage["safeguards"] if s["safeguard"] == "dedicated_account")
    for language, title, mark, unit in (("zh", "项目欠薪风险", "模拟数据", "朝阳区"), ("en", "Arrears risk by project", "Simulated data", "Chaoyang")):
        pdf = folder / f"risk-{language}.pdf"
        run(program, "page", "--store", store, "--language", language, "--out", pdf)
        text = run("pdftotext", "-layout", pdf, "-")
        for word in (title, mark, unit, "2026-11-23", "EPSG:4548", "1:", "km"):
            check(word in text, f"{language}: “{word}” can be read from the page")
        severe = sum(p["grade"] == "D" for p in risk["projects"])
        check(re.search(rf"(重大|Severe)\D+{severe}\b", text), f"{language}: {severe} severe projects, as `anxin risk` says")
        fonts = run("pdffonts", pdf).splitlines()[2:]
        check(fonts and all("Noto" in line and re.search(r"\byes +yes +yes\b", line) for line in fonts), f"{language}: type is embedded, as a subset")
        size = re.search(r"Page size: +([\d.]+) x ([\d.]+)", run("pdfinfo", pdf))
        check(abs(float(size[1]) - 841.9) < 0.5 and abs(float(size[2]) - 595.3) < 0.5, f"{language}: A4, landscape")
    pdf = folder / "coverage.pdf"
    run(program, "page", "--store", store, "--language", "zh", "--view", "coverage", "--safeguard", "dedicated_account", "--paper", "A3", "--out", pdf)
    text = run("pdftotext", "-layout", pdf, "-").replace(",", "")
    missing = sum(u["no"] for u in account["supervising_units"])
    check(re.search(rf"否\D+{missing}\b", text), f"{missing} projects without an account, as `anxin coverage` says")
    run(program, "page", "--store", store, "--out", folder / "none" / "a.pdf", code=3)
    check(not (folder / "none").exists(), "a page that cannot be written leaves nothing")


def sheet_rows(file):
    """The first sheet of a workbook by zip and XML alone."""
    space = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
    with zipfile.ZipFile(file) as book:
        check(book.testzip() is None, f"{file.name} is a sound archive")
        for name in book.namelist():
            xml.etree.ElementTree.fromstring(book.read(name))
        tree = xml.etree.ElementTree.fromstring(book.read("xl/worksheets/sheet1.xml"))
    rows = []
    for row in tree.iter(f"{space}row"):
        rows.append(["".join(t.text or "" for t in c.iter(f"{space}t")) or (c.findtext(f"{space}v") or "") for c in row.iter(f"{space}c")])
    return [dict(zip(rows[0], cells)) for cells in rows[1:]]


def lists(program, store, folder):
    coverage = ask(program, store, "coverage")
    run(program, "export", "coverage", "--store", store, "--out", folder / "coverage.xlsx")
    rows = sheet_rows(folder / "coverage.xlsx")
    for s in coverage["safeguards"]:
        for unit in s["supervising_units"]:
            code = unit["supervising_unit"]
            (row,) = [r for r in rows if r["safeguard"] == s["safeguard"] and r["supervising_unit"] == code] or [None]
            if row is None or [int(row[k]) for k in ("是", "否", "不适用", "未知")] != [unit[k] for k in ("yes", "no", "not_applicable", "unknown")]:
                raise AssertionError(f"{s['safeguard']} of {code}: {row} is not {unit}")
    check(len(rows) == 180, "every figure of the coverage table is that of `anxin coverage`: ten safeguards, the city and 17 units")

    run(program, "export", "clauses", "--store", store, "--out", folder / "clauses.csv")
    with open(folder / "clauses.csv", encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    wanted = ask(program, store, "clauses")["clauses"]
    check([r["编号"] for r in rows if r["编号"] not in ("S6",)] == [c["id"] for c in wanted if c["id"] != "S6"], "all 33 clauses in the plan's order")
    without = {c["id"] for c in wanted if not c["figures"]}
    check({r["编号"] for r in rows if r["进度"] == "暂无记录"} == without and all(r["分子"] == "" for r in rows if r["编号"] in without),
          "a clause without records says 暂无记录 and has no number")

    run(program, "export", "projects", "--safeguard", "real_name", "--state", "no", "--unit", "朝阳区", "--store", store, "--out", folder / "no.shp")
    info = run("ogrinfo", "-al", "-so", folder / "no.shp")
    real = next(s for s in coverage["safeguards"] if s["safeguard"] == "real_name")
    count = next(u["no"] for u in real["supervising_units"] if u["supervising_unit"] == "110105")
    check(f"Feature Count: {count}" in info, f"{count} projects of 朝阳区 without real-name management, read by ogrinfo")
    check("模拟数据" in (folder / "no.txt").read_text(encoding="utf-8-sig"), "and the notes beside it say that they are simulated")
    said = run(program, "export", "projects", "--safeguard", "wage_deposit", "--store", store, "--out", folder / "x.csv", code=2)
    check("enterprises" in said and not (folder / "x.csv").exists(), "a safeguard counted over enterprises is refused for projects, with what to ask instead")
    run(program, "export", "units", "--store", store, "--out", folder / "u.shp", code=2)
    check(not list(folder.glob("u.*")), "a table without places is refused as a Shapefile")


def main():
    program = sys.argv[1]
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        store = folder / "city.anxin"
        run(program, "demo", store, "--projects", "1500")
        pages(program, store, folder)
        lists(program, store, folder)
    print("page and lists: all well")
    return 0


if __name__ == "__main__":
    sys.exit(main())
