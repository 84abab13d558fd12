#!/usr/bin/python3
"""Dispatch in the real window under Xvfb: from the alarm to every function sent by A, Enter, Enter; an intake by the keyboard; another
incident from its card to its units' recall by the mouse, and an intake from the map. After each step the store is asked by the command line, which is another program run.

    dispatch_day.py PROGRAM
"""
import json
import pathlib
import subprocess
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "tools"))
from desk import Console, Display, Home, all_written, on_screen, to_plane, word, written  # noqa: E402

SHOTS = pathlib.Path(__file__).resolve().parents[2] / "build/shots/window"
SEAT = "市指挥中心 01 席"


def ask(program, store, *words):
    done = subprocess.run([program, *words, "--store", store, "--json"], capture_output=True, text=True, check=True)
    return json.loads(done.stdout)


def check(condition, sentence):
    if not condition:
        raise AssertionError(sentence)
    print("  ok:", sentence)


def from_alarm_to_sent(program, store, desk):
    """UX 16.6: three keys, no mouse."""
    desk.key("F3")
    desk.until(lambda s: s["tab"] == "dispatch", "F3 shows the dispatch view")
    desk.key("a")
    state = desk.until(lambda s: s["incident"]["claimed_by"] == SEAT, "A takes up the gravest that nobody has")
    incident = state["incident"]["id"]
    check(ask(program, store, "incident", "show", incident)["claimed_by"] == SEAT, f"the store says that {incident} is this seat's")
    desk.key("Return")
    desk.until(lambda s: s["incident"]["state"] == "confirmed" and s["incident"]["advised"], "Enter confirms it; advice follows")
    shown = ask(program, store, "incident", "show", incident)
    check(shown["state"] == "confirmed" and shown["plan"], "the store has its plan")
    wanted = sum(part["count"] for part in shown["plan"])
    advised = ask(program, store, "recommend", "--incident", incident)
    shown_units = desk.state()["incident"]["advised"]
    check([part["response_unit"] for part in advised["set"]] == shown_units, "the screen advises what the command line recommends")
    desk.picture(SHOTS / "dispatch-1-advice.png")
    desk.key("Return")
    desk.until(lambda s: s["incident"]["state"] == "dispatched", "Enter sends them")
    shown = ask(program, store, "incident", "show", incident)
    sent = sorted(a["response_unit"] for a in shown["assignments"])
    check(sent == sorted(shown_units) and len(sent) + len(advised["missing"]) == wanted,
          f"one order of {len(sent)} units, the plan's {wanted} places less those nobody can fill")
    desk.picture(SHOTS / "dispatch-2-sent.png")
    return incident


def intake_by_keys(program, store, desk):
    before = {i["id"] for i in ask(program, store, "incident", "list", "--all")["incidents"]}
    desk.key("n")
    desk.type("chaoyang road")
    desk.key("Return")  # nothing is called so: the middle of the map under that name
    desk.type("23")
    desk.key("Return")
    desk.until(lambda s: s["incident"]["id"] not in before and s["incident"]["state"] == "reported", "N, a name, a number, Enter: reported")
    made = [i for i in ask(program, store, "incident", "list", "--all")["incidents"] if i["id"] not in before]
    check(len(made) == 1 and made[0]["persons"] == 23 and made[0]["place"] == "chaoyang road", "the store has one incident more, as typed")
    desk.picture(SHOTS / "dispatch-3-intake.png")


def click_on(desk, text, what, within=None, begins=False):
    state = desk.until(lambda s: written(s, text, within, begins), what)
    desk.click(*written(state, text, within, begins))


def a_new_one_by_mouse(program, store, desk):
    """Tab, card, 认领, 确认定级, 一次派出, 撤回未接单: no key is pressed."""
    click_on(desk, word("tab.risk"), "another view by its tab")
    desk.until(lambda s: s["tab"] == "risk" and s["idle"], "it is shown")
    click_on(desk, word("tab.dispatch"), "the dispatch view by its tab")
    state = desk.until(lambda s: s["tab"] == "dispatch" and s["idle"], "it is shown")
    board = (0, 0, state["map"]["x"], state["window"]["h"])
    new = [i for i in ask(program, store, "incident", "list")["incidents"] if i["state"] == "reported" and not i["claimed_by"]]
    seen = [i for i in new if written(state, i["place"], board) and sum(o["place"] == i["place"] for o in new) == 1]
    check(seen, "the board shows an incident that nobody has")
    incident = seen[0]["id"]
    click_on(desk, seen[0]["place"], "its card", board)
    desk.until(lambda s: s["incident"]["id"] == incident and s["idle"], "a click on its card selects it")
    click_on(desk, word("table.claim"), "the button that claims it")
    desk.until(lambda s: s["incident"]["claimed_by"] == SEAT, "it is this seat's")
    click_on(desk, word("table.confirm").split("{}")[0], "the button that confirms it", begins=True)
    desk.until(lambda s: s["incident"]["state"] == "confirmed" and s["incident"]["advised"], "it is confirmed and advice is there")
    click_on(desk, word("table.send_all").split("{}")[0], "the button that sends", begins=True)
    desk.until(lambda s: s["incident"]["state"] == "dispatched", "the units are sent")
    sent = ask(program, store, "incident", "show", incident)["assignments"]
    check(sent and all(a["state"] == "offered" for a in sent), f"the store has {len(sent)} offers")
    desk.picture(SHOTS / "dispatch-4-sent-by-mouse.png")
    click_on(desk, word("action.recall"), "the button that recalls")
    desk.until(lambda s: s["idle"] and not written(s, word("action.recall")), "it has nothing left to do")
    parts = ask(program, store, "incident", "show", incident)["assignments"]
    check([a["state"] for a in parts] == ["recalled"] * len(sent), "every unit that had not accepted is recalled, and stays in the record")


def bare_ground(state, projects, clear_px=20):
    """A point near the middle of the map, which lies in a district, that no project is drawn near."""
    view = state["map"]
    places = [on_screen(state, e, n) for e, n in to_plane([(p["lon"], p["lat"]) for p in projects])]
    for reach in range(20, 200, 10):
        for dx, dy in ((reach, 0), (-reach, 0), (0, reach), (0, -reach)):
            x, y = view["x"] + view["w"] / 2 + dx, view["y"] + view["h"] / 2 + dy
            if all(abs(px - x) > clear_px or abs(py - y) > clear_px for px, py in places):
                return x, y
    raise AssertionError("no bare ground near the middle of the map")


def intake_by_mouse(program, store, desk):
    before = {i["id"] for i in ask(program, store, "incident", "list", "--all")["incidents"]}
    view = desk.state()["map"]
    x, y = bare_ground(desk.state(), ask(program, store, "risk")["projects"])
    desk.right_click(x, y)
    click_on(desk, word("board.new"), "a right click on the map offers a new incident", (x - 300, y - 120, x + 300, y + 120))
    plate = (view["x"], view["y"], view["x"] + view["w"], view["y"] + view["h"])
    desk.until(lambda s: s["idle"] and written(s, word("intake.send"), plate), "its form")
    click_on(desk, word("field.persons.hint"), "the line for the people", plate)
    desk.type("36")
    state = desk.until(lambda s: written(s, "36", plate) and s["idle"], "the number of people is typed")
    desk.click(*max(all_written(state, word("intake.send"), plate), key=lambda at: at[1]))  # its head has the same words
    desk.until(lambda s: s["incident"]["id"] not in before and s["incident"]["state"] == "reported", "it is reported")
    (made,) = [i for i in ask(program, store, "incident", "list", "--all")["incidents"] if i["id"] not in before]
    check(made["persons"] == 36, "with its people")


def main():
    program = sys.argv[1]
    display = Display()
    try:
        with Home() as folder:
            store = f"{folder}/city.anxin"
            subprocess.run([program, "demo", store, "--projects", "800"], check=True, stdout=subprocess.DEVNULL)
            desk = Console(program, store, display, folder, ["--language", "zh"])
            desk.until(lambda s: s.get("settled"), "everything is there")
            from_alarm_to_sent(program, store, desk)
            intake_by_keys(program, store, desk)
            a_new_one_by_mouse(program, store, desk)
            intake_by_mouse(program, store, desk)
            check(desk.close() in (0, -15), "closing ends well")
            verified = ask(program, store, "verify")
            check(verified["ok"], "the journal's chain and the tables stand")
    finally:
        display.close()
    print("dispatch day: all well")


main()
