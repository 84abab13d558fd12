#!/usr/bin/python3
"""The style tokens keep UX 16.1: text >= 4.5 on its surfaces, decision graphics >= 3.0 (light theme: by keyline), and every pair of
levels stays apart for people with a colour-vision deficiency (CIEDE2000 >= 10 after Machado 2009, severity 1.0)."""
import itertools
import json
import math
import pathlib
import sys

import numpy as np

# Machado, Oliveira, Fernandes 2009, "A Physiologically-based Model for Simulation of Color Vision Deficiency", severity 1.0.
VISION = {
    "normal": np.eye(3),
    "protan": np.array([[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]]),
    "deutan": np.array([[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.011820, 0.042940, 0.968881]]),
    "tritan": np.array([[1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602], [0.004733, 0.691367, 0.303900]]),
}

CONFUSED = {"night": "#40C048", "day": "#407808"}  # greens: to a deutan 5 from the theme's severe, to others 60


def linear(colour):
    channels = [int(colour[i:i + 2], 16) / 255 for i in (1, 3, 5)]
    return np.array([c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels])


def contrast(one, other):
    """WCAG 2.1 contrast ratio."""
    light, dark = sorted((float(linear(c) @ [0.2126, 0.7152, 0.0722]) for c in (one, other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def lab(rgb):
    """CIE L*a*b* (D65) of linear sRGB."""
    to_xyz = np.array([[0.4124564, 0.3575761, 0.1804375], [0.2126729, 0.7151522, 0.0721750], [0.0193339, 0.1191920, 0.9503041]])
    ratio = to_xyz @ np.clip(rgb, 0, 1) / np.array([0.95047, 1.0, 1.08883])
    x, y, z = (t ** (1 / 3) if t > (6 / 29) ** 3 else t / (3 * (6 / 29) ** 2) + 4 / 29 for t in ratio)
    return 116 * y - 16, 500 * (x - y), 200 * (y - z)


def ciede2000(first, second):
    """CIE 142-2001, with the steps named as in Sharma, Wu, Dalal 2005."""
    (l1, a1, b1), (l2, a2, b2) = first, second
    mean_chroma = (math.hypot(a1, b1) + math.hypot(a2, b2)) / 2
    g = 0.5 * (1 - math.sqrt(mean_chroma**7 / (mean_chroma**7 + 25.0**7)))
    a1, a2 = a1 * (1 + g), a2 * (1 + g)
    c1, c2 = math.hypot(a1, b1), math.hypot(a2, b2)
    h1, h2 = math.degrees(math.atan2(b1, a1)) % 360, math.degrees(math.atan2(b2, a2)) % 360
    turn = (h2 - h1 + 180) % 360 - 180 if c1 * c2 else 0.0
    delta_h = 2 * math.sqrt(c1 * c2) * math.sin(math.radians(turn / 2))
    l_mean, c_mean = (l1 + l2) / 2, (c1 + c2) / 2
    h_mean = (h1 + turn / 2) % 360 if c1 * c2 else h1 + h2
    t = (1 - 0.17 * math.cos(math.radians(h_mean - 30)) + 0.24 * math.cos(math.radians(2 * h_mean))
         + 0.32 * math.cos(math.radians(3 * h_mean + 6)) - 0.20 * math.cos(math.radians(4 * h_mean - 63)))
    s_l = 1 + 0.015 * (l_mean - 50) ** 2 / math.sqrt(20 + (l_mean - 50) ** 2)
    s_c, s_h = 1 + 0.045 * c_mean, 1 + 0.015 * c_mean * t
    rotation = (-2 * math.sqrt(c_mean**7 / (c_mean**7 + 25.0**7))
                * math.sin(math.radians(60 * math.exp(-(((h_mean - 275) / 25) ** 2)))))
    dl, dc, dh = (l2 - l1) / s_l, (c2 - c1) / s_c, delta_h / s_h
    return math.sqrt(dl * dl + dc * dc + dh * dh + rotation * dc * dh)


def self_check():
    """Pairs 1, 7 and 17 published by Sharma, Wu, Dalal 2005; and that white stays white for every vision."""
    pairs = [((50, 2.6772, -79.7751), (50, 0, -82.7485), 2.0425), ((50, 0, 0), (50, -1, 2), 2.3669),
             ((50, 2.5, 0), (73, 25, -18), 27.1492)]
    white = all(np.allclose(matrix.sum(axis=1), 1, atol=1e-5) for matrix in VISION.values())
    return white and all(abs(ciede2000(a, b) - want) < 1e-4 for a, b, want in pairs)


def palettes(style):
    """What stands for levels beside each other: grades, states of a safeguard, levels of an incident (UX 1.2, 1.3)."""
    states = {k: v for k, v in style["coverage"].items() if k in ("yes", "no", "not_applicable", "unknown")}
    risk = style["risk"]
    levels = {"I": risk["D"], "II": risk["C"], "III": risk["B"], "IV": style["incident"]["inc_4"]}
    return {"risk": risk, "coverage": states, "incident": levels}


def apart(palette, matrix):
    """The smallest difference between two of a palette as an eye with this matrix sees them, and which two."""
    return min((ciede2000(lab(matrix @ linear(a)), lab(matrix @ linear(b))), one, two)
               for (one, a), (two, b) in itertools.combinations(palette.items(), 2))


def check(style, light):
    surface, faults = style["surface"], []

    def need(name, ratio, least):
        if ratio < least:
            faults.append(f"{style['name']}: {name} has contrast {ratio:.2f}, needs {least}")

    for ink, grounds in {"text": ("panel", "raised", "hover", "map", "land"), "text2": ("panel", "raised", "hover"),
                         "text3": ("panel", "raised", "map")}.items():
        for ground in grounds:
            need(f"{ink} on {ground}", contrast(surface[ink], surface[ground]), 4.5)
    need("primary_text on primary", contrast(surface["primary_text"], surface["primary"]), 4.5)
    for grade, ink in style["risk_ink"].items():
        if grade != "unknown":
            need(f"ink on risk {grade}", contrast(ink, style["risk"][grade]), 4.5)
    for grade, fill in style["risk"].items():
        edge = contrast(style["line"]["keyline"], surface["map"]) if light else contrast(fill, surface["map"])
        need(f"risk {grade} on map", edge, 3.0)
    for state in ("yes", "no", "unknown"):
        need(f"coverage {state} on panel", contrast(style["coverage"][state], surface["panel"]), 3.0)
    need("district line on land", contrast(style["line"]["district"], surface["land"]), 3.0)
    for palette_name, palette in palettes(style).items():
        for vision, matrix in VISION.items():
            least, one, two = apart(palette, matrix)
            if least < 10:
                faults.append(f"{style['name']}: {palette_name} {one} and {two} are {least:.1f} apart for {vision}, need 10")
    return faults


def main():
    root = pathlib.Path(__file__).resolve().parents[2] / "assets/style"
    if not self_check():
        print("contrast: CIEDE2000 does not give the published values")
        return 1
    faults = []
    for name in ("night", "day"):
        style = json.loads((root / f"{name}.json").read_text())
        faults += check(style, name == "day")
        for palette_name, palette in palettes(style).items():
            print(f"{name} {palette_name}: " + ", ".join(f"{v} {apart(palette, m)[0]:.1f}" for v, m in VISION.items()))
        # Planted, must be found: a green that only a deutan takes for the red of severe; text that cannot be seen.
        right = style["risk"]["C"]
        style["risk"]["C"] = CONFUSED[name]
        found = [f for f in check(style, name == "day") if "risk C and D" in f or "risk D and C" in f]
        if not any("deutan" in f for f in found) or any("normal" in f for f in found):
            faults.append(f"{name}: the check does not see with a deutan's eyes")
        style["risk"]["C"] = right
        style["surface"]["text2"] = style["surface"]["panel"]
        if not check(style, name == "day"):
            faults.append(f"{name}: the check does not find invisible text")
    for fault in faults:
        print(fault)
    print(f"contrast: {len(faults)} faults")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
