#!/usr/bin/python3
"""Makes ../districts.geojson from echarts-4.9.0-beijing.json. Same input, same bytes.

    /usr/bin/python3 make_districts.py [OUT]        (OUT: default ../districts.geojson; "-" is standard output)

The source (npm echarts@4.9.0, map/json/province/beijing.json, Apache-2.0) is GCJ-02, quantised to 1/1024 degree, and its
16 polygons overlap and leave gaps along their common borders. Steps:
  1. decode as echarts does (pairs of characters, zigzag deltas from encodeOffsets, scale 1024);
  2. in the exact integer grid of the source: node all outlines, polygonize, give every face to one district
     (faces that one district claims: to it; slivers that several or none claim: to the claimant or neighbour with the
     longest common border), fill every hole that the city does not have;
  3. take half a quantum off both axes: the encoder of echarts rounds up (Math.ceil), so its values lie 1/2048 degree too
     far east and north on average. Against an independent outline this takes the median from 54 m to 33 m;
  4. GCJ-02 -> WGS-84 by iteration (the public formula, inverted to 1e-12 degrees), equal to CGCS2000 within centimetres;
  5. round to 1e-6 degree (0.1 m), orient as RFC 7946 asks, check, write.
Shared vertices stay shared through all steps, so neighbours have identical borders and nothing overlaps.
Needs Debian's python3-shapely and python3-numpy.
"""
import json
import math
import pathlib
import sys

import numpy as np
from shapely.geometry import LinearRing, LineString, MultiPolygon, Polygon
from shapely.ops import polygonize, unary_union
from shapely.validation import explain_validity

HERE = pathlib.Path(__file__).resolve().parent
SOURCE = HERE / "echarts-4.9.0-beijing.json"
SCALE = 1024
HALF_QUANTUM = 0.5
LARGEST_SLIVER = 30.0  # square quanta (one is about 0.009 km2): a face without one clear owner may not be larger

# code: (name_en, label_lon, label_lat). The anchor is where the name stands on the map of the whole city: by hand, for a
# centroid puts 通州 and 大兴 on their neighbours' names and 房山 and 门头沟 among empty mountains.
DISTRICTS = {
    "110101": ("Dongcheng", 116.4165, 39.9450),
    "110102": ("Xicheng", 116.3600, 39.8820),
    "110105": ("Chaoyang", 116.5200, 40.0150),
    "110106": ("Fengtai", 116.2900, 39.8180),
    "110107": ("Shijingshan", 116.1750, 39.9450),
    "110108": ("Haidian", 116.2400, 40.0350),
    "110109": ("Mentougou", 115.8000, 39.9900),
    "110111": ("Fangshan", 115.8700, 39.7300),
    "110112": ("Tongzhou", 116.7300, 39.8300),
    "110113": ("Shunyi", 116.7200, 40.1500),
    "110114": ("Changping", 116.1900, 40.2050),
    "110115": ("Daxing", 116.4100, 39.6300),
    "110116": ("Huairou", 116.5600, 40.6100),
    "110117": ("Pinggu", 117.1300, 40.2100),
    "110118": ("Miyun", 116.9900, 40.5300),
    "110119": ("Yanqing", 116.1600, 40.5300),
}


def decode(text, offset):
    """One ring of echarts' UTF8Encoding: absolute integer pairs in quanta."""
    x, y = offset
    ring = []
    for i in range(0, len(text), 2):
        dx, dy = ord(text[i]) - 64, ord(text[i + 1]) - 64
        x += (dx >> 1) ^ -(dx & 1)
        y += (dy >> 1) ^ -(dy & 1)
        ring.append((x, y))
    return ring


def read_source():
    """{code: (name, [ring, ...])}; the source has outer rings only."""
    out = {}
    for feature in json.loads(SOURCE.read_text(encoding="utf-8"))["features"]:
        geometry = feature["geometry"]
        if geometry["type"] == "Polygon":
            parts = [(geometry["coordinates"], geometry["encodeOffsets"])]
        else:
            parts = list(zip(geometry["coordinates"], geometry["encodeOffsets"]))
        rings = [decode(text, offset) for texts, offsets in parts for text, offset in zip(texts, offsets)]
        out[feature["id"]] = (feature["properties"]["name"], rings)
    return out


def gcj02_shift(lon, lat):
    """What GCJ-02 adds to WGS-84 at a WGS-84 position, in degrees (Krasovsky 1940 ellipsoid, as the formula has it)."""
    a, ee, pi = 6378245.0, 0.00669342162296594323, math.pi
    x, y = lon - 105.0, lat - 35.0
    wave = (20.0 * math.sin(6.0 * x * pi) + 20.0 * math.sin(2.0 * x * pi)) * 2.0 / 3.0
    dlat = -100.0 + 2.0 * x + 3.0 * y + 0.2 * y * y + 0.1 * x * y + 0.2 * math.sqrt(abs(x)) + wave
    dlat += (20.0 * math.sin(y * pi) + 40.0 * math.sin(y / 3.0 * pi)) * 2.0 / 3.0
    dlat += (160.0 * math.sin(y / 12.0 * pi) + 320.0 * math.sin(y * pi / 30.0)) * 2.0 / 3.0
    dlon = 300.0 + x + 2.0 * y + 0.1 * x * x + 0.1 * x * y + 0.1 * math.sqrt(abs(x)) + wave
    dlon += (20.0 * math.sin(x * pi) + 40.0 * math.sin(x / 3.0 * pi)) * 2.0 / 3.0
    dlon += (150.0 * math.sin(x / 12.0 * pi) + 300.0 * math.sin(x / 30.0 * pi)) * 2.0 / 3.0
    rad = lat / 180.0 * pi
    magic = 1.0 - ee * math.sin(rad) ** 2
    root = math.sqrt(magic)
    return dlon * 180.0 / (a / root * math.cos(rad) * pi), dlat * 180.0 / (a * (1.0 - ee) / (magic * root) * pi)


def to_wgs84(qx, qy):
    """Quanta -> GCJ-02 -> WGS-84, rounded to 1e-6 degree."""
    lon, lat = (qx - HALF_QUANTUM) / SCALE, (qy - HALF_QUANTUM) / SCALE
    x, y = lon, lat
    for _ in range(50):
        dx, dy = gcj02_shift(x, y)
        nx, ny = lon - dx, lat - dy
        done = abs(nx - x) < 1e-12 and abs(ny - y) < 1e-12
        x, y = nx, ny
        if done:
            break
    return round(x, 6), round(y, 6)


def parts_of(geometry):
    return list(geometry.geoms) if hasattr(geometry, "geoms") else [geometry]


def common_border(face, area):
    return face.boundary.intersection(area.boundary).length


def assign_faces(claims):
    """Nodes the claimed outlines and gives every face one owner: {code: geometry in quanta}, and what was found."""
    areas = {code: unary_union([Polygon(ring).buffer(0) for ring in rings]) for code, (_, rings) in claims.items()}
    noded = unary_union([LineString(ring) for _, rings in claims.values() for ring in rings])
    faces = sorted(polygonize(noded), key=lambda f: f.representative_point().coords[0])
    owned = {code: [] for code in claims}
    slivers, overlap, gap = [], 0.0, 0.0
    for face in faces:
        inside = face.representative_point()
        owners = [code for code, area in areas.items() if area.contains(inside)]
        if len(owners) == 1:
            owned[owners[0]].append(face)
            continue
        overlap, gap = (overlap + face.area, gap) if owners else (overlap, gap + face.area)
        slivers.append((face, owners))
    bodies = {}
    for code, own in owned.items():  # crumbs that hang on their owner by a point, or by nothing, are slivers too
        bodies[code] = [part for part in parts_of(unary_union(own)) if part.area > LARGEST_SLIVER]
        slivers += [(part, []) for part in parts_of(unary_union(own)) if part.area <= LARGEST_SLIVER]
    largest = max(face.area for face, _ in slivers)
    if largest > LARGEST_SLIVER:
        raise SystemExit(f"a face of {largest:.1f} square quanta has no clear owner")
    dropped = 0.0
    slivers.sort(key=lambda item: (-item[0].area, item[0].representative_point().coords[0]))
    while slivers:
        rest = []
        for face, owners in slivers:
            border = {c: sum(common_border(face, b) for b in bodies[c]) for c in (owners or sorted(bodies))}
            best = max(border, key=lambda c: border[c])
            if border[best] > 0:
                bodies[best].append(face)
            else:
                rest.append((face, owners))
        if len(rest) == len(slivers):  # loops of the city's own outline that touch it in a point only
            dropped = sum(face.area for face, _ in rest)
            rest = []
        slivers = rest
    found = {"faces": len(faces), "overlap": overlap, "gap": gap, "largest": largest, "dropped": dropped}
    return {code: unary_union(parts) for code, parts in bodies.items()}, found


def authalic_y(lat):
    """Cylindrical equal-area ordinate on the ellipsoid of CGCS2000, in metres (Snyder 1987, 3-12 and 10-15)."""
    a, f = 6378137.0, 1 / 298.257222101
    e = math.sqrt(f * (2 - f))
    s = np.sin(np.radians(lat))
    q = (1 - e * e) * (s / (1 - (e * s) ** 2) - np.log((1 - e * s) / (1 + e * s)) / (2 * e))
    return a * q / 2


def area_km2(geometry):
    """On the ellipsoid; an edge is straight in the equal-area plane (edges here are short)."""
    def ring_area(ring):
        lon, lat = np.array(ring.coords)[:, 0], np.array(ring.coords)[:, 1]
        x, y = np.radians(lon) * 6378137.0, authalic_y(lat)
        return abs(np.sum(x[:-1] * y[1:] - x[1:] * y[:-1])) / 2e6
    return sum(ring_area(p.exterior) - sum(ring_area(i) for i in p.interiors) for p in parts_of(geometry))


def convert(geometry):
    def ring(r, clockwise):
        out = []
        for q in r.coords[:-1]:
            at = to_wgs84(*q)
            if not out or out[-1] != at:
                out.append(at)
        start = out.index(min(out))  # a canonical first vertex, so that no library version decides it
        out = out[start:] + out[:start]
        out.append(out[0])
        return out[::-1] if LinearRing(out).is_ccw == clockwise else out
    parts = []
    for part in parts_of(geometry):
        outer = ring(part.exterior, False)
        parts.append((outer, sorted(ring(i, True) for i in part.interiors)))
    return sorted(parts)


def check(shapes):
    """Refuses a result that is not a partition of the city: invalid, overlapping, or with holes that no district fills."""
    total = 0.0
    for code, shape in shapes.items():
        if not shape.is_valid:
            raise SystemExit(f"{code}: {explain_validity(shape)}")
        total += area_km2(shape)
    city = unary_union(list(shapes.values()))
    holes = sum(area_km2(Polygon(i)) for p in parts_of(city) for i in p.interiors)
    overlap = total - area_km2(city)
    if overlap + holes > 0.01 or len(parts_of(city)) != 1:
        raise SystemExit(f"not a partition: overlap {overlap:.4f} km2, holes {holes:.4f} km2, {len(parts_of(city))} parts")
    if abs(total - 16410) > 0.005 * 16410:
        raise SystemExit(f"area {total:.1f} km2")
    return total, overlap, holes


def geojson(claims, coordinates):
    """One feature a line, so that an error can name its line."""
    lines = []
    for code in sorted(coordinates):
        name_en, lon, lat = DISTRICTS[code]
        properties = {"code": code, "name": claims[code][0], "name_en": name_en, "label_lon": lon, "label_lat": lat}
        geometry = {"type": "MultiPolygon", "coordinates": [[outer, *holes] for outer, holes in coordinates[code]]}
        feature = {"type": "Feature", "properties": properties, "geometry": geometry}
        lines.append(json.dumps(feature, ensure_ascii=False, separators=(",", ":")))
    return '{"type":"FeatureCollection","features":[\n' + ",\n".join(lines) + "\n]}\n"


def main():
    out = sys.argv[1] if len(sys.argv) > 1 else str(HERE.parent / "districts.geojson")
    claims = read_source()
    owned, found = assign_faces(claims)
    coordinates = {code: convert(geometry) for code, geometry in owned.items()}
    shapes = {code: MultiPolygon([Polygon(o, h) for o, h in parts]) for code, parts in coordinates.items()}
    total, overlap, holes = check(shapes)
    text = geojson(claims, coordinates)
    if out == "-":
        sys.stdout.write(text)
    else:
        pathlib.Path(out).write_text(text, encoding="utf-8")
    print("source: {faces} faces; in square quanta overlap {overlap:.1f}, gap {gap:.1f}, largest sliver {largest:.1f}, "
          "dropped {dropped:.1f}".format(**found), file=sys.stderr)
    print(f"result: {len(shapes)} districts, {total:.1f} km2, overlap {overlap:.6f} km2, holes {holes:.6f} km2",
          file=sys.stderr)


if __name__ == "__main__":
    main()
