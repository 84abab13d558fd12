#!/usr/bin/python3
"""The real window under Xvfb, as a person uses it: open, hover, click a red project, read the inspector, filter, zoom, pan, undo, theme,
search, gather, close and reopen where it was. The program's own state is asserted, against `anxin risk` and `anxin explain`; positions on the
screen come from PROJ's cs2cs, not from the program. Screenshots are kept in build/shots/window.

    desk_day.py PROGRAM
"""
import json
import pathlib
import subprocess
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "tools"))
from desk import Console, Display, Home, on_screen, to_plane, word, written  # noqa: E402

ROOT = pathlib.Path(__file__).resolve().parents[2]
SHOTS = ROOT / "build/shots/window"


def ask(program, store, *words):
    done = subprocess.run([program, *words, "--store", store, "--json"], capture_output=True, text=True, check=True)
    return json.loads(done.stdout)


def lonely_red(state, risk):
    """A red project with no other within 18 px, clear of plates and edges: a click there can mean only it."""
    projects = risk["projects"]
    plane = to_plane([(p["lon"], p["lat"]) for p in projects])
    pixels = [on_screen(state, e, n) for e, n in plane]
    view = state["map"]
    for p, (x, y) in zip(projects, pixels):
        if p["grade"] != "D":
            continue
        left, top = x - view["x"], y - view["y"]
        right, bottom = view["w"] - left, view["h"] - top
        under_plate = top < 70 or bottom < 20 or (left < 310 and bottom < 300) or (right < 70 and top < 200) or (
            right < 260 and bottom < 240)
        if under_plate or left < 20 or right < 20:
            continue
        if sum(abs(x - ox) < 18 and abs(y - oy) < 18 for ox, oy in pixels) == 1:
            return p, x, y
    raise AssertionError("no red project stands alone on this screen")


def check(condition, sentence):
    if not condition:
        raise AssertionError(sentence)
    print("  ok:", sentence)


def find_and_gather(program, store, desk, risk):
    """The command bar by keys alone, then a box over the middle of the map, its totals against the command line."""
    desk.key("slash")
    desk.until(lambda s: s["command"]["open"] and s["command"]["line"] == "", "/ opens the command bar, empty")
    desk.type("cyq")
    desk.until(lambda s: s["command"]["candidates"][:1] == ["朝阳区"], "cyq finds 朝阳区")
    desk.picture(SHOTS / "5-command.png")
    desk.key("Return")
    state = desk.until(lambda s: s["selected_unit"] == "110105" and not s["command"]["open"] and s["idle"], "Enter frames it")
    desk.key("slash")
    desk.type("/risk x")
    desk.key("Return")
    desk.until(lambda s: s["command"]["line"] == "/risk x" and "no grade" in s["command"]["refusal"], "a wrong line stays with its reason")
    desk.key("Escape")
    state = desk.until(lambda s: not s["command"]["open"], "Escape closes the bar")
    view = state["map"]
    x0, y0 = view["x"] + view["w"] * 0.4, view["y"] + view["h"] * 0.3
    x1, y1 = view["x"] + view["w"] * 0.7, view["y"] + view["h"] * 0.6
    shown = [p for p in risk["projects"] if p["sector"] == "housing"]
    if state["counts"]["shown"] != len(shown):
        shown = [p for p in risk["projects"] if p["sector"] != "housing"]
    pixels = [on_screen(state, e, n) for e, n in to_plane([(p["lon"], p["lat"]) for p in shown])]
    inside = [p["id"] for p, (x, y) in zip(shown, pixels) if x0 < x < x1 and y0 < y < y1]
    desk.key("b")
    desk.drag(x0, y0, x1, y1)
    state = desk.until(lambda s: s["set"]["count"] > 0 and s["idle"], "B and a drag gather projects")
    edge = [p["id"] for p, (x, y) in zip(shown, pixels) if min(abs(x - x0), abs(x - x1), abs(y - y0), abs(y - y1)) < 1.5]
    check(set(state["set"]["ids"]) ^ set(inside) <= set(edge), f"{len(inside)} projects, those that PROJ puts in the box")
    desk.picture(SHOTS / "5-set.png")
    desk.key("z")
    desk.until(lambda s: s["set"]["count"] == 0 and s["idle"], "Z lets the set go")


def morning(program, store, display, home):
    risk = ask(program, store, "risk")
    desk = Console(program, store, display, home)
    state = desk.until(lambda s: s.get("settled"), "everything is there")
    desk.picture(SHOTS / "1-open.png")
    for grade in ("A", "B", "C", "D", "unknown"):
        counted = sum(p["grade"] == grade for p in risk["projects"])
        check(state["counts"]["grades"][grade] == counted, f"{counted} projects of grade {grade}, as the command line says")

    project, x, y = lonely_red(state, risk)
    desk.move(x, y)
    desk.until(lambda s: s["hovered"] == project["id"], "hovering rings the project")
    desk.picture(SHOTS / "2-hover.png")
    desk.click(x, y)
    state = desk.until(lambda s: s["selected"] == project["id"] and s["detail"]["id"] == project["id"], "a click selects it")
    desk.picture(SHOTS / "3-selected.png")
    why = ask(program, store, "explain", project["id"])
    check(state["detail"]["grade"] == why["grade"] == "D", "the inspector's grade is the engine's")
    check(state["detail"]["rules"] == [w["rule"] for w in why["warnings"]], "the inspector's rules are those that fired")

    before = state["camera"]
    desk.wheel(x, y, 3)
    state = desk.until(lambda s: s["camera"]["metres_per_px"] < before["metres_per_px"] * 0.6, "the wheel zooms")
    east, north = to_plane([(project["lon"], project["lat"])])[0]
    moved = on_screen(state, east, north)
    check(abs(moved[0] - x) < 1.5 and abs(moved[1] - y) < 1.5, "the point under the pointer stays under it")
    for _ in range(3):  # notches that a busy machine spreads over more than 400 ms are more than one step
        now = state["camera"]["metres_per_px"]
        desk.key("z")
        state = desk.until(lambda s: s["camera"]["metres_per_px"] > now * 1.2 and s["idle"], "Z takes a zoom back")
        if abs(state["camera"]["metres_per_px"] - before["metres_per_px"]) < 1e-6:
            break
    check(abs(state["camera"]["metres_per_px"] - before["metres_per_px"]) < 1e-6, "Z takes the whole zoom back")

    view = state["map"]
    middle = (view["x"] + view["w"] / 2, view["y"] + view["h"] / 2)
    desk.drag(*middle, middle[0] + 120, middle[1] + 40)
    state = desk.until(lambda s: abs(s["camera"]["x"] - before["x"]) > 60 * before["metres_per_px"], "a drag pans")
    check(state["selected"] == project["id"], "a drag does not change the selection")
    desk.key("f")
    desk.until(lambda s: abs(s["camera"]["x"] - before["x"]) < 2000, "F fits the city")

    everything = state["counts"]["shown"]
    desk.click(*written(state, word("sector.housing")))
    state = desk.until(lambda s: s["counts"]["shown"] != everything and s["idle"], "a chip narrows the filter")
    desk.picture(SHOTS / "4-filtered.png")
    housing = sum(p["sector"] == "housing" for p in risk["projects"])
    check(state["counts"]["shown"] in (housing, everything - housing), "the filter counts what the command line counts")
    kept = state["counts"]["shown"]

    find_and_gather(program, store, desk, risk)
    desk.key("ctrl+t")
    state = desk.until(lambda s: s["theme"] == "light", "Ctrl+T turns the theme")
    desk.picture(SHOTS / "5-light.png")
    check(desk.close() == 0, "closing ends well")
    return project["id"], kept, state["camera"]


def afternoon(program, store, display, home, selected, shown, camera):
    desk = Console(program, store, display, home)
    state = desk.until(lambda s: s.get("settled") and s["counts"]["shown"] == shown, "reopened with the filter of before")
    check(state["theme"] == "light", "the theme is where it was")
    check(state["selected"] == selected, "the selection is where it was")
    check(abs(state["camera"]["x"] - camera["x"]) < 1 and abs(state["camera"]["metres_per_px"] / camera["metres_per_px"] - 1) < 1e-6,
          "the camera is where it was")
    desk.key("BackSpace")
    desk.until(lambda s: s["counts"]["shown"] == s["counts"]["total"], "Backspace clears the filter")
    desk.key("Escape")
    desk.until(lambda s: s["selected"] == "", "Escape clears the selection")
    desk.picture(SHOTS / "6-reopened.png")
    check(desk.close() == 0, "closing ends well")


def on_the_wall(program, store, display, home):
    kept = [f.read_bytes() for f in pathlib.Path(home).rglob("window.json")]
    wall = Console(program, store, display, home, ("--wall",))
    wall.until(lambda s: s.get("settled"), "the wall's window opens and shows everything")
    wall.picture(SHOTS / "7-wall.png")
    check(wall.close() == 0, "and closes well")
    check([f.read_bytes() for f in pathlib.Path(home).rglob("window.json")] == kept, "the desk's own window is as it was left")


def damaged_state(program, store, display, home):
    state_file = next(pathlib.Path(home).rglob("window.json"))
    state_file.write_text("{ not json")
    desk = Console(program, store, display, home)
    desk.until(lambda s: s.get("settled"), "a damaged window state is ignored")
    check(desk.close() == 0, "and the console works")


def main():
    program = sys.argv[1]
    display = Display()
    try:
        with Home() as home:
            store = f"{home}/city.anxin"
            subprocess.run([program, "demo", store], check=True, stdout=subprocess.DEVNULL)
            kept = morning(program, store, display, home)
            afternoon(program, store, display, home, *kept)
            on_the_wall(program, store, display, home)
            damaged_state(program, store, display, home)
    finally:
        display.close()
    print("desk day: all well")
    return 0


if __name__ == "__main__":
    sys.exit(main())
