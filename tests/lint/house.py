#!/usr/bin/python3
"""Checks the house: layers, outside libraries, folder READMEs, colours, packages, wording. Exit 1 with a sentence a fault.

Each rule is a function that yields sentences; `--self-test` plants one fault a rule in a copy of the tree and demands that
the rule finds it (a detector that has never fired is not a detector).
"""
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

SOURCE = (".cpp", ".hpp")
CODE_FOLDERS = ("geo", "data", "console")

# DESIGN 2: outside names and the layers (or files) in which they may stand. What is not listed is free.
OUTSIDE = [
    (r"\bImGui::|#include\s*[<\"]imgui", {"panels", "window"}),
    (r"\bgl[A-Z][A-Za-z0-9]*\s*\(|#include\s*<epoxy/gl", {"render"}),
    (r"\bsqlite3_|\bPQ[a-z]+\(|#include\s*<(sqlite3|spatialite)", {"db"}),
    (r"#include\s*[<\"](gdal|ogr|cpl_)|\b(OGR|GDAL)[A-Z]\w*\s*\(", {"geo_io"}),
    (r"#include\s*<(osmium|protozero)/", {"geo_io"}),
    (r"#include\s*<proj\.h>|#include\s*<geodesic\.h>|#include\s*<geos_c\.h>|#include\s*<unicode/", {"geo"}),
    (r"#include\s*<GLFW/|#include\s*<EGL/|#include\s*<epoxy/egl|#include\s*<fontconfig/", {"window"}),
    (r"#include\s*<openssl/", {"data/db/digest.cpp"}),
    (r"std::thread\b|std::jthread\b|#include\s*<thread>", {"desk", "gateway"}),
    (r"system_clock::now", {"desk", "gateway", "cli"}),
    (r"\bfork\s*\(\)|\bexecv|#include\s*<seccomp", {"data/ingest/child.cpp"}),
]


def layers(root):
    """name -> (folder, uses), read from the add_layer declarations."""
    found = {}
    for folder in CODE_FOLDERS:
        for cmake in sorted((root / folder).rglob("CMakeLists.txt")):
            for match in re.finditer(r"add_layer\((\w+)([^)]*)\)", cmake.read_text()):
                name, rest = match.groups()
                uses = re.search(r"USES\s+(.*?)(?:EXTERNAL|$)", rest, re.S)
                words = set(uses.group(1).split()) if uses else set()
                old = found.get(name, (cmake.parent, set()))
                found[name] = (cmake.parent, old[1] | words)
    return found


def sources(root):
    for folder in CODE_FOLDERS:
        for path in sorted((root / folder).rglob("*")):
            if path.suffix in SOURCE:
                yield path


def layer_of(path, known):
    best = None
    for name, (folder, _) in known.items():
        if folder in path.parents and (best is None or len(folder.parts) > len(known[best][0].parts)):
            best = name
    return best


def reachable(name, known):
    """The layers a layer may include: those it names and what stands in their own public use."""
    return {name} | known[name][1]


def check_layers(root):
    known = layers(root)
    for path in sources(root):
        mine = layer_of(path, known)
        if mine is None:  # console/main.cpp
            continue
        for number, line in enumerate(path.read_text().splitlines(), 1):
            match = re.match(r'\s*#include\s*"((?:geo|data|console)/[^"]+)"', line)
            if not match:
                continue
            other = layer_of(root / match.group(1), known)
            if other and other not in reachable(mine, known):
                yield f"{path.relative_to(root)}:{number}: {mine} may not include {other} ({match.group(1)})"


def check_outside(root):
    known = layers(root)
    for path in sources(root):
        mine, relative = layer_of(path, known), str(path.relative_to(root))
        for number, line in enumerate(path.read_text().splitlines(), 1):
            code = line.split("//")[0]
            for pattern, allowed in OUTSIDE:
                if re.search(pattern, code) and mine not in allowed and relative not in allowed:
                    yield f"{relative}:{number}: {mine or 'main'} may not name this library ({code.strip()[:60]})"


def check_headers(root):
    for path in sources(root):
        text = path.read_text()
        if path.suffix == ".hpp":
            if not text.startswith("//"):
                yield f"{path.relative_to(root)}: the first line does not say what this header is"
            if "#pragma once" not in text:
                yield f"{path.relative_to(root)}: no #pragma once"
        for number, line in enumerate(text.splitlines(), 1):
            if re.search(r"\bTODO\b|\bFIXME\b|^\s*#if 0", line):
                yield f"{path.relative_to(root)}:{number}: unfinished work without an issue"


def tracked(root):
    listed = subprocess.run(["git", "-C", str(root), "ls-files", "-co", "--exclude-standard"], capture_output=True, text=True)
    if listed.returncode == 0 and listed.stdout:
        return [root / name for name in listed.stdout.splitlines() if (root / name).is_file()]
    return [p for p in root.rglob("*") if p.is_file()]


def check_readmes(root):
    """A folder of ours has a README that names every file in it and no file that is not there."""
    folders = {}
    for path in tracked(root):
        relative = path.relative_to(root)
        if len(relative.parts) > 1 and relative.parts[0] in (*CODE_FOLDERS, "shaders", "assets", "tests"):
            folders.setdefault(path.parent, set()).add(path.name)
    deep = re.compile(r"/(corpus|goldens|boundaries|twins|lang|style)(/|$)")
    for folder, names in sorted(folders.items()):
        relative = folder.relative_to(root)
        if deep.search("/" + str(relative)) or str(relative).startswith("tests/data"):
            continue
        if "README.md" not in names:
            yield f"{relative}: has no README.md"
            continue
        text = (folder / "README.md").read_text()
        for name in sorted(names - {"README.md", "CMakeLists.txt"}):
            stem = re.sub(r"\.(hpp|cpp)$", "", name)
            if name not in text and f"{stem}.*" not in text and f"{stem}.hpp/.cpp" not in text and f"{{{stem}" not in text:
                yield f"{relative}/README.md: does not name {name}"
        for token in re.findall(r"`([\w./-]+\.(?:hpp|cpp|sql|py|sh|toml|csv|geojson|glsl|json))`", text):
            near = [folder / token, root / token]
            if not any(p.exists() for p in near) and not any(p.name == pathlib.Path(token).name for p in tracked(root)):
                yield f"{relative}/README.md: names {token}, which is not there"


def check_colours(root):
    for path in tracked(root):
        relative = str(path.relative_to(root))
        if not relative.startswith(("console/", "shaders/")) or path.suffix not in (".cpp", ".hpp", ".glsl"):
            continue
        for number, line in enumerate(path.read_text().splitlines(), 1):
            if re.search(r'"#[0-9A-Fa-f]{6}"|\b0x[0-9A-Fa-f]{6}(?:[0-9A-Fa-f]{2})?\b', line) and not re.search(
                    r"0x00FFFFFFu?|0xFF000000u?|0xFFFFFFFFu?|0x0+\b", line):
                yield f"{relative}:{number}: a colour literal outside assets/style"


def check_packages(root):
    script = (root / "dev").read_text()
    listed = set()
    for block in re.findall(r"packages_\w+=\((.*?)\)", script, re.S):
        listed |= set(block.split())
    for readme in ("README.md", "README.zh-CN.md"):
        path = root / readme
        if not path.exists():
            yield f"{readme}: is missing"
            continue
        named = set(re.findall(r"`([a-z0-9.+-]+)`", path.read_text()))
        for package in sorted(listed - named):
            yield f"{readme}: does not say what the package {package} is for"


def check_words(root):
    """Nothing in the repository names this machine or where it was written."""
    for path in tracked(root):
        if path.suffix in (".png", ".pbf", ".gz", ".webp"):
            continue
        try:
            text = path.read_text()
        except UnicodeDecodeError:
            continue
        for number, line in enumerate(text.splitlines(), 1):
            if re.search(r"/work/(main|shared|\.library)|/root/|/home/\w+/", line) and path.name != "house.py":
                yield f"{path.relative_to(root)}:{number}: a path of one machine"


def check_top_level(root):
    allowed = {"CMakeLists.txt", "console", "geo", "data", "shaders", "assets", "tests", "README.md", "README.zh-CN.md", "LICENSE",
               "NOTICE", "CHANGELOG.md", "CMakePresets.json", "dev", ".clang-format", ".clang-tidy", ".gitignore", ".ci"}
    for name in sorted({p.relative_to(root).parts[0] for p in tracked(root)} - allowed):
        if name != ".git":
            yield f"{name}: does not belong at the top level"


RULES = [check_layers, check_outside, check_headers, check_readmes, check_colours, check_packages, check_words, check_top_level]

PLANTS = {  # rule -> (file, text appended)
    "check_layers": ("geo/crs.hpp", '#include "data/store/store.hpp"\n'),
    "check_outside": ("data/model/rules.hpp", "inline void f() { ImGui::Text(); }\n"),
    "check_headers": ("geo/crs.hpp", "// TODO\n"),
    "check_readmes": ("geo/README.md", "`gone.hpp`\n"),
    "check_colours": ("console/scene/camera.hpp", "inline int c = 0xF2545B;\n"),
    "check_packages": ("dev", "packages_more=(left-pad)\n"),
    "check_words": ("README.md", "/root/" + "x\n"),
    "check_top_level": ("stray.txt", "x\n"),
}


def self_test(root):
    faults = []
    with tempfile.TemporaryDirectory() as folder:
        copy = pathlib.Path(folder) / "tree"
        for path in tracked(root):
            target = copy / path.relative_to(root)
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(path, target)
        for rule in RULES:
            name, text = PLANTS[rule.__name__]
            target = copy / name
            before = target.read_text() if target.exists() else None
            clean = set(rule(copy))
            target.write_text((before or "") + text)
            if not set(rule(copy)) - clean:
                faults.append(f"{rule.__name__} did not find the fault planted in {name}")
            if before is None:
                target.unlink()
            else:
                target.write_text(before)
    return faults


def main():
    root = pathlib.Path(__file__).resolve().parents[2]
    faults = self_test(root) if "--self-test" in sys.argv else [f for rule in RULES for f in rule(root)]
    for fault in faults:
        print(fault)
    print(f"house: {len(RULES)} rules, {len(faults)} faults")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
