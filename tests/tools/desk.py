"""A real console window under Xvfb, driven by xdotool, with the program's own state (ANXIN_STATE_DUMP) to assert on."""
import json
import os
import pathlib
import shutil
import subprocess
import tempfile
import time

WORDS = json.loads((pathlib.Path(__file__).resolve().parents[2] / "assets/lang/zh.json").read_text(encoding="utf-8"))
DEADLINE_S = 90  # how long a state may take before the test gives up; no claim depends on it


class Display:
    """An Xvfb of its own, on a display number that X chooses."""

    def __init__(self, size="1920x1080"):
        read, write = os.pipe()
        self.process = subprocess.Popen(
            ["Xvfb", "-displayfd", str(write), "-screen", "0", f"{size}x24", "-nolisten", "tcp"],
            pass_fds=(write,), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        os.close(write)
        with os.fdopen(read) as answer:
            self.name = ":" + answer.readline().strip()

    def close(self):
        self.process.terminate()
        self.process.wait()


class Console:
    """One run of `anxin console` on a store; state() is the newest that the program wrote."""

    def __init__(self, program, store, display, home, words=()):
        self.home = pathlib.Path(home)
        self.dump = self.home / "state.json"
        if self.dump.exists():
            self.dump.unlink()
        self.environment = dict(os.environ, DISPLAY=display.name, ANXIN_STATE_DUMP=str(self.dump), LIBGL_ALWAYS_SOFTWARE="1",
                                XDG_STATE_HOME=str(self.home / "state"), XDG_CACHE_HOME=str(self.home / "cache"))
        self.environment.pop("WAYLAND_DISPLAY", None)
        self.started = time.monotonic()
        self.log = open(self.home / "console.log", "ab")
        self.process = subprocess.Popen([program, "console", "--store", store, *words], env=self.environment,
                                        stdout=self.log, stderr=self.log)

    def state(self):
        try:
            return json.loads(self.dump.read_text())
        except (FileNotFoundError, json.JSONDecodeError):
            return {}

    def until(self, claim, what):
        """The first state for which claim(state) holds."""
        end = time.monotonic() + DEADLINE_S
        while time.monotonic() < end:
            state = self.state()
            if state and claim(state):
                return state
            if self.process.poll() is not None:
                raise AssertionError(f"{what}: the console ended with {self.process.returncode}\n"
                                     + (self.home / "console.log").read_text()[-2000:])
            time.sleep(0.005)
        last = {key: value for key, value in self.state().items() if key != "texts"}
        raise AssertionError(f"{what}: not within {DEADLINE_S} s; the state is {last}")

    def xdo(self, *words):
        subprocess.run(["xdotool", *map(str, words)], env=self.environment, check=True, stdout=subprocess.DEVNULL)

    def move(self, x, y):
        self.xdo("mousemove", round(x), round(y))

    def click(self, x, y):
        self.xdo("mousemove", round(x), round(y), "click", 1)

    def right_click(self, x, y):
        self.xdo("mousemove", round(x), round(y), "click", 3)

    def key(self, name):
        self.xdo("key", name)

    def type(self, text):
        self.xdo("type", "--delay", "30", text)

    def wheel(self, x, y, notches):
        self.xdo("mousemove", round(x), round(y), "click", "--repeat", abs(notches), "--delay", "30", 4 if notches > 0 else 5)

    def drag(self, x0, y0, x1, y1):
        self.xdo("mousemove", round(x0), round(y0), "mousedown", 1)
        for step in range(1, 9):
            self.xdo("mousemove", round(x0 + (x1 - x0) * step / 8), round(y0 + (y1 - y0) * step / 8))
        self.xdo("mouseup", 1)

    def picture(self, file):
        pathlib.Path(file).parent.mkdir(parents=True, exist_ok=True)
        subprocess.run(["import", "-window", "root", str(file)], env=self.environment, check=True)

    def close(self):
        """As a person closes a window; the program saves its state and ends."""
        self.process.terminate()
        code = self.process.wait(timeout=DEADLINE_S)
        self.log.close()
        return code


def to_plane(points):
    """Degrees (EPSG:4490) to the map plane (EPSG:4548) by PROJ's own program; gives (east, north)."""
    text = "\n".join(f"{lat} {lon}" for lon, lat in points) + "\n"
    done = subprocess.run(["cs2cs", "-f", "%.4f", "EPSG:4490", "EPSG:4548"], input=text, capture_output=True, text=True, check=True)
    plane = []
    for line in done.stdout.splitlines():
        north, east = line.split()[:2]
        plane.append((float(east), float(north)))
    return plane


def on_screen(state, east, north):
    view, camera = state["map"], state["camera"]
    return (view["x"] + view["w"] / 2 + (east - camera["x"]) / camera["metres_per_px"],
            view["y"] + view["h"] / 2 - (north - camera["y"]) / camera["metres_per_px"])


def word(key):
    """The Chinese word of the interface behind a key."""
    return WORDS[key]


def all_written(state, text, within=None, begins=False):
    """The middles of all places where this is written (or something that begins so), inside (x0, y0, x1, y1) if given, in drawing order."""
    found = []
    for t in state["texts"]:
        x, y = t["x"] + t["w"] / 2, t["y"] + t["h"] / 2
        here = within is None or (within[0] <= x < within[2] and within[1] <= y < within[3])
        if here and (t["text"].startswith(text) if begins else t["text"] == text):
            found.append((x, y))
    return found


def written(state, text, within=None, begins=False):
    """The first of them; None when it is not written."""
    return next(iter(all_written(state, text, within, begins)), None)


class Home(tempfile.TemporaryDirectory):
    """A folder for one desk: state, cache, store."""

    def copy_of(self, store):
        target = f"{self.name}/store.anxin"
        for suffix in ("", ".head", ".roads"):
            if os.path.exists(store + suffix):
                shutil.copy(store + suffix, target + suffix)
        return target
