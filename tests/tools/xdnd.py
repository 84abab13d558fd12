"""A source of XDND drops (https://www.freedesktop.org/wiki/Specifications/XDND/): lets files fall on a window of a display, as a file manager
does. Plain Xlib through ctypes.

    drop(display_name, paths)
"""
import ctypes
import pathlib
import time
import urllib.parse

X = ctypes.CDLL("libX11.so.6")
Atom = Window = ctypes.c_ulong
VERSION = 5
CLIENT_MESSAGE, SELECTION_REQUEST, SELECTION_NOTIFY = 33, 30, 31


class ClientMessage(ctypes.Structure):
    _fields_ = [("type", ctypes.c_int), ("serial", ctypes.c_ulong), ("send_event", ctypes.c_int), ("display", ctypes.c_void_p),
                ("window", Window), ("message_type", Atom), ("format", ctypes.c_int), ("data", ctypes.c_long * 5)]


class SelectionRequest(ctypes.Structure):
    _fields_ = [("type", ctypes.c_int), ("serial", ctypes.c_ulong), ("send_event", ctypes.c_int), ("display", ctypes.c_void_p),
                ("owner", Window), ("requestor", Window), ("selection", Atom), ("target", Atom), ("property", Atom), ("time", ctypes.c_ulong)]


class SelectionAnswer(ctypes.Structure):
    _fields_ = [("type", ctypes.c_int), ("serial", ctypes.c_ulong), ("send_event", ctypes.c_int), ("display", ctypes.c_void_p),
                ("requestor", Window), ("selection", Atom), ("target", Atom), ("property", Atom), ("time", ctypes.c_ulong)]


class Event(ctypes.Union):
    _fields_ = [("type", ctypes.c_int), ("client", ClientMessage), ("request", SelectionRequest), ("answer", SelectionAnswer),
                ("pad", ctypes.c_long * 24)]


for name, result, arguments in (
        ("XOpenDisplay", ctypes.c_void_p, [ctypes.c_char_p]), ("XDefaultRootWindow", Window, [ctypes.c_void_p]),
        ("XInternAtom", Atom, [ctypes.c_void_p, ctypes.c_char_p, ctypes.c_int]),
        ("XCreateSimpleWindow", Window, [ctypes.c_void_p, Window] + [ctypes.c_int] * 2 + [ctypes.c_uint] * 3 + [ctypes.c_ulong] * 2),
        ("XSetSelectionOwner", ctypes.c_int, [ctypes.c_void_p, Atom, Window, ctypes.c_ulong]),
        ("XSendEvent", ctypes.c_int, [ctypes.c_void_p, Window, ctypes.c_int, ctypes.c_long, ctypes.POINTER(Event)]),
        ("XNextEvent", ctypes.c_int, [ctypes.c_void_p, ctypes.POINTER(Event)]), ("XPending", ctypes.c_int, [ctypes.c_void_p]),
        ("XFlush", ctypes.c_int, [ctypes.c_void_p]), ("XCloseDisplay", ctypes.c_int, [ctypes.c_void_p]),
        ("XChangeProperty", ctypes.c_int, [ctypes.c_void_p, Window, Atom, Atom, ctypes.c_int, ctypes.c_int, ctypes.c_char_p, ctypes.c_int]),
        ("XQueryTree", ctypes.c_int, [ctypes.c_void_p, Window, ctypes.POINTER(Window), ctypes.POINTER(Window),
                                      ctypes.POINTER(ctypes.POINTER(Window)), ctypes.POINTER(ctypes.c_uint)]),
        ("XGetWindowProperty", ctypes.c_int, [ctypes.c_void_p, Window, Atom, ctypes.c_long, ctypes.c_long, ctypes.c_int, Atom,
                                              ctypes.POINTER(Atom), ctypes.POINTER(ctypes.c_int), ctypes.POINTER(ctypes.c_ulong),
                                              ctypes.POINTER(ctypes.c_ulong), ctypes.POINTER(ctypes.c_void_p)]),
        ("XFree", ctypes.c_int, [ctypes.c_void_p])):
    function = getattr(X, name)
    function.restype, function.argtypes = result, arguments


def _aware_window(display, aware):
    """The top window that takes drops."""
    root, parent, children, count = Window(), Window(), ctypes.POINTER(Window)(), ctypes.c_uint()
    X.XQueryTree(display, X.XDefaultRootWindow(display), root, parent, children, count)
    for i in range(count.value):
        kind, form, items, left, data = Atom(), ctypes.c_int(), ctypes.c_ulong(), ctypes.c_ulong(), ctypes.c_void_p()
        X.XGetWindowProperty(display, children[i], aware, 0, 1, 0, 0, kind, form, items, left, data)
        if data.value:
            X.XFree(data)
        if kind.value != 0:
            return children[i]
    raise AssertionError("no window takes drops")


def drop(display_name, paths, deadline_s=30):
    """Returns when the window has taken the list of files and said that it is done."""
    display = X.XOpenDisplay(display_name.encode())
    assert display, f"no display {display_name}"
    atom = {n: X.XInternAtom(display, n.encode(), 0) for n in (
        "XdndAware", "XdndEnter", "XdndPosition", "XdndStatus", "XdndDrop", "XdndFinished", "XdndSelection", "XdndActionCopy", "text/uri-list")}
    target = _aware_window(display, atom["XdndAware"])
    source = X.XCreateSimpleWindow(display, X.XDefaultRootWindow(display), 0, 0, 1, 1, 0, 0, 0)
    X.XSetSelectionOwner(display, atom["XdndSelection"], source, 0)
    listing = "".join(f"file://{urllib.parse.quote(str(pathlib.Path(p).resolve()))}\r\n" for p in paths).encode()

    def tell(message, *data):
        event = Event()
        event.client.type, event.client.window, event.client.format = CLIENT_MESSAGE, target, 32
        event.client.display, event.client.message_type = display, atom[message]
        event.client.data = (ctypes.c_long * 5)(source, *data, *([0] * (4 - len(data))))
        X.XSendEvent(display, target, 0, 0, event)
        X.XFlush(display)

    tell("XdndEnter", VERSION << 24, atom["text/uri-list"])
    tell("XdndPosition", 0, 700 << 16 | 400, 0, atom["XdndActionCopy"])
    end, event = time.monotonic() + deadline_s, Event()
    try:
        while time.monotonic() < end:
            if not X.XPending(display):
                time.sleep(0.005)
                continue
            X.XNextEvent(display, event)
            if event.type == SELECTION_REQUEST:
                ask = event.request
                X.XChangeProperty(display, ask.requestor, ask.property, ask.target, 8, 0, listing, len(listing))
                answer = Event()
                answer.answer.type, answer.answer.requestor, answer.answer.selection = SELECTION_NOTIFY, ask.requestor, ask.selection
                answer.answer.target, answer.answer.property, answer.answer.time = ask.target, ask.property, ask.time
                X.XSendEvent(display, ask.requestor, 0, 0, answer)
                X.XFlush(display)
            elif event.type == CLIENT_MESSAGE and event.client.message_type == atom["XdndStatus"]:
                assert event.client.data[1] & 1, "the window does not take the drop"
                tell("XdndDrop", 0, 0)
            elif event.type == CLIENT_MESSAGE and event.client.message_type == atom["XdndFinished"]:
                return
        raise AssertionError("the drop was not finished")
    finally:
        X.XCloseDisplay(display)
