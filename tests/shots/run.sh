#!/usr/bin/env bash
# ./dev shots: every screen in every theme, size and language to build/shots, and the pictures of the READMEs to assets/pictures.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
program=$PWD/build/anxin
out=$PWD/build/shots
export LIBGL_ALWAYS_SOFTWARE=1
mkdir -p "$out" assets/pictures
store=$out/city.anxin
empty=$out/empty.anxin
[ -f "$store" ] || "$program" demo "$store"
[ -f "$empty" ] || "$program" demo "$empty" --projects 0

gravest=$("$program" risk --store "$store" --unit 朝阳区 --json |
  /usr/bin/python3 -c 'import json,sys; print(json.load(sys.stdin)["projects"][0]["id"])')
unknown=$("$program" risk --store "$store" --grade unknown --json |
  /usr/bin/python3 -c 'import json,sys; print(json.load(sys.stdin)["projects"][0]["id"])')

file=$out/在建项目-2026年11月.csv  # a file of an office, for the preview
"$program" risk --store "$store" --json | /usr/bin/python3 -c '
import csv, json, sys
projects = [p for p in json.load(sys.stdin)["projects"] if p["supervising_unit"] != "BDA"][::9]
out = csv.writer(open(sys.argv[1], "w", encoding="gb18030", newline=""))
out.writerow(["项目编号", "工程名称", "所在区", "经度(WGS-84)", "纬度(WGS-84)", "合同额(万元)", "开工日期", "备注"])
for n, p in enumerate(projects):
    day = "2024-13-01" if n % 300 == 7 else "2024-03-01"
    key = "P-%s-%05d" % (p["supervising_unit"], 90000 + n)
    out.writerow([key, "新开%d标段" % (n + 1), p["supervising_unit_name"], p["lon"], p["lat"], 1200 + n, day, "例行"])
' "$file"

workbook=$out/各区报送-2026年11月.xlsx  # the same in two sheets, and a third that is another register
rm -f "$workbook"
/usr/bin/python3 - "$file" "$out" <<'PY'
import csv, sys
rows = list(csv.reader(open(sys.argv[1], encoding="gb18030")))
for name, part in (("朝阳区", "110105"), ("海淀区", "110108")):
    with open(f"{sys.argv[2]}/{name}.csv", "w", encoding="utf-8", newline="") as out:
        csv.writer(out).writerows([rows[0]] + [r for r in rows[1:] if part in r[0]])
with open(f"{sys.argv[2]}/企业名录.csv", "w", encoding="utf-8", newline="") as out:
    csv.writer(out).writerows([["统一社会信用代码", "企业名称"], ["91110105MA00ABCD1X", "某建筑公司"]])
PY
for name in 朝阳区 海淀区 企业名录; do
  update=(); [ -f "$workbook" ] && update=(-update)
  ogr2ogr -f XLSX "${update[@]}" "$workbook" "$out/$name.csv" -nln "$name"
done

shot() {  # shot NAME STORE SIZE THEME LANGUAGE [more...]
  local name=$1 from=$2 size=$3 theme=$4 language=$5; shift 5
  "$program" snapshot --store "$from" --size "$size" --theme "$theme" --language "$language" --out "$out/$name.png" "$@"
  echo "$out/$name.png"
}

# Of the simulated day: the gravest incident under way, and one whose plan is still to be sent.
state_of() { "$program" incident list --store "$store" --json | /usr/bin/python3 -c '
import json, sys
found = [i for i in json.load(sys.stdin)["incidents"] if i["state"] == sys.argv[1]]
print(min(found, key=lambda i: len(i["level"]["level"]))["id"])' "$1"; }
under_way=$(state_of on_scene)
to_send=$(state_of confirmed)

for size in 1920x1080 1280x800 2560x1440 3840x2160; do
  scale=1
  [ "$size" = 3840x2160 ] && scale=2
  for theme in dark light; do
    for language in zh en; do
      shot "risk-$size-$theme-$language" "$store" "$size" "$theme" "$language" --ui-scale "$scale" --select "$gravest"
    done
    shot "risk-$size-$theme-nothing-selected" "$store" "$size" "$theme" zh --ui-scale "$scale"
    for language in zh en; do
      shot "coverage-$size-$theme-$language" "$store" "$size" "$theme" "$language" --ui-scale "$scale" --view coverage --safeguard dedicated_account
    done
    for language in zh en; do
      shot "clauses-$size-$theme-$language" "$store" "$size" "$theme" "$language" --ui-scale "$scale" --view clauses
      shot "import-$size-$theme-$language" "$store" "$size" "$theme" "$language" --ui-scale "$scale" --import "$file"
      shot "dispatch-$size-$theme-$language" "$store" "$size" "$theme" "$language" --ui-scale "$scale" --view dispatch --incident "$under_way" --scale 60000
      shot "dispatch-to-send-$size-$theme-$language" "$store" "$size" "$theme" "$language" --ui-scale "$scale" --view dispatch --incident "$to_send" --scale 60000
    done
    shot "history-$size-$theme" "$store" "$size" "$theme" zh --ui-scale "$scale" --as-of 2026-02-10
    shot "empty-$size-$theme" "$empty" "$size" "$theme" zh --ui-scale "$scale"
    shot "dispatch-empty-$size-$theme" "$empty" "$size" "$theme" zh --ui-scale "$scale" --view dispatch
  done
done
for language in zh en; do
  for size in 1920x1080 3840x2160 7680x2160; do
    shot "wall-$size-$language" "$store" "$size" dark "$language" --wall
  done
  shot "wall-history-$language" "$store" 3840x2160 dark "$language" --wall --as-of 2026-02-10
done
shot wall-fine-pitch "$store" 3840x2160 dark zh --wall --pitch 0.317
for scale in 0.75 1.25 1.5; do
  shot "risk-scale-$scale" "$store" 1920x1080 dark zh --ui-scale "$scale" --select "$gravest"
done
for scale in 1.5 2; do
  shot "risk-1280x800-scale-$scale" "$store" 1280x800 dark zh --ui-scale "$scale" --select "$gravest"
done
shot import-sheets-dark "$store" 1920x1080 dark zh --import "$workbook"
shot import-sheets-laptop "$store" 1280x800 light en --import "$workbook"
shot risk-colour-aid-light "$store" 1920x1080 light zh --colour-aid --select "$gravest" --scale 150000
shot risk-colour-aid "$store" 1920x1080 dark zh --colour-aid --select "$gravest" --scale 150000
shot risk-near "$store" 1920x1080 dark zh --select "$gravest" --scale 40000
shot risk-middle "$store" 1920x1080 light zh --select "$gravest" --scale 150000
shot risk-unknown "$store" 1920x1080 dark zh --select "$unknown"
shot coverage-near "$store" 1920x1080 dark zh --view coverage --safeguard real_name --select "$gravest" --scale 20000
for language in zh en; do
  "$program" page --store "$store" --language "$language" --out "$out/page-risk-$language.pdf"
  "$program" page --store "$store" --language "$language" --view coverage --safeguard dedicated_account --out "$out/page-coverage-$language.pdf"
done
cp "$out/import-sheets-dark.png" assets/pictures/desk-import-dark.png
cp "$out/dispatch-to-send-1920x1080-dark-zh.png" assets/pictures/desk-dispatch-dark.png
cp "$out/coverage-1920x1080-dark-zh.png" assets/pictures/desk-coverage-dark.png
cp "$out/risk-1920x1080-dark-zh.png" assets/pictures/desk-risk-dark.png
cp "$out/risk-1920x1080-light-zh.png" assets/pictures/desk-risk-light.png
