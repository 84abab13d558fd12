#!/usr/bin/python3
"""Dispatch in the real window under Xvfb: from the alarm to every function sent by A, Enter, Enter; an intake by the keyboard; another
incident by the mouse. After each step the store is asked by the command line, which is another program run.

    dispatch_day.py PROGRAM
"""
import json
import pathlib
import subprocess
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "tools"))
from desk import Console, Display, Home  # noqa: E402

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
    on_screen = desk.state()["incident"]["advised"]
    check([part["response_unit"] for part in advised["set"]] == on_screen, "the screen advises what the command line recommends")
    desk.picture(SHOTS / "dispatch-1-advice.png")
    desk.key("Return")
    desk.until(lambda s: s["incident"]["state"] == "dispatched", "Enter sends them")
    shown = ask(program, store, "incident", "show", incident)
    sent = sorted(a["response_unit"] for a in shown["assignments"])
    check(sent == sorted(on_screen) and len(sent) + len(advised["missing"]) == wanted,
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
            check(desk.close() in (0, -15), "closing ends well")
            verified = ask(program, store, "verify")
            check(verified["ok"], "the journal's chain and the tables stand")
    finally:
        display.close()
    print("dispatch day: all well")


main()
