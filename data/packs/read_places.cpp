// Where things are: districts.geojson, roads.toml, places.csv.
#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <set>

#include "data/packs/fields.hpp"
#include "data/packs/pack_files.hpp"
#include "data/packs/rows_csv.hpp"
#include "geo/geodesy.hpp"

namespace anxin::packs {
namespace {

const double* number_in(const Value& v, double& room) {
  if (const auto* real = v.as<double>()) return real;
  const auto* whole = v.as<std::int64_t>();
  if (!whole) return nullptr;
  room = static_cast<double>(*whole);
  return &room;
}

// [lon, lat], or a fault of `field`.
LonLat position(const Value& item, std::string_view field, Faults& faults) {
  const auto* pair = item.as<List>();
  double a = 0, b = 0;
  const double* lon = pair && pair->size() == 2 ? number_in((*pair)[0], a) : nullptr;
  const double* lat = lon ? number_in((*pair)[1], b) : nullptr;
  if (!lat) {
    faults.add(item.line, field, "应为 [经度, 纬度]", "should be [longitude, latitude]");
    return {};
  }
  const auto at = LonLat::of_degrees(*lon, *lat);
  if (!at.is_valid())
    faults.add(item.line, field, "经纬度超出范围", "the longitude or latitude is out of range");
  return at;
}

Ring ring(const Value& item, Faults& faults) {
  constexpr std::string_view kField = "geometry.coordinates";
  Ring out;
  const auto* points = item.as<List>();
  if (!points) {
    faults.add(item.line, kField, "环应为坐标列表", "a ring should be a list of positions");
    return out;
  }
  for (const auto& p : *points) out.push_back(position(p, kField, faults));
  if (out.size() < 4 || !(out.front() == out.back())) {
    faults.add(item.line, kField, "环应闭合且不少于 4 点",
               "a ring should be closed and have 4 positions or more");
  }
  return out;
}

MultiPolygon shape(const Value& geometry, Faults& faults) {
  Fields f(geometry, "geometry", faults);
  const auto type = f.text("type");
  if (type != "MultiPolygon") f.refuse("type", "应为 MultiPolygon", "should be MultiPolygon");
  MultiPolygon out;
  for (const auto& part : f.list("coordinates")) {
    const auto* rings = part.as<List>();
    if (!rings || rings->empty()) {
      faults.add(part.line, "geometry.coordinates", "面应为环的列表", "a polygon should be a list of rings");
      return out;
    }
    Polygon polygon;
    polygon.outer = ring(rings->front(), faults);
    for (std::size_t i = 1; i < rings->size(); ++i) polygon.holes.push_back(ring((*rings)[i], faults));
    out.push_back(std::move(polygon));
  }
  f.done();
  if (out.empty()) f.refuse("coordinates", "没有面", "there is no polygon");
  return out;
}

District district(const Value& feature, Faults& faults) {
  Fields f(feature, "feature", faults);
  if (f.text("type") != "Feature") f.refuse("type", "应为 Feature", "should be Feature");
  Fields p(f.table("properties"), "properties", faults);
  District d;
  d.code = p.text("code");
  d.name = p.text("name");
  d.name_en = p.text("name_en");
  const double lon = p.number("label_lon", -180, 180), lat = p.number("label_lat", -90, 90);
  d.label_at = LonLat::of_degrees(lon, lat);
  p.done();
  const auto& geometry = f.table("geometry");
  if (faults.none()) d.shape = shape(geometry, faults);
  f.done();
  if (!faults.none()) return d;
  if (const auto wrong = validity_fault(d.shape); !wrong.empty()) {
    f.refuse("geometry", fmt::format("{} 的边界无效（{}）", d.name, wrong),
             fmt::format("{} has an invalid outline ({})", d.name_en, wrong));
  } else if (!PreparedArea(d.shape).contains(d.label_at)) {
    faults.add(p.line("label_lon"), "properties.label_lon", fmt::format("{} 的注记点不在界内", d.name),
               fmt::format("the label of {} is not inside it", d.name_en));
  }
  return d;
}

std::optional<double> parse_number(const std::string& cell) {
  double v = 0;
  const auto [end, error] = std::from_chars(cell.data(), cell.data() + cell.size(), v);
  if (error != std::errc{} || end != cell.data() + cell.size() || !std::isfinite(v)) return std::nullopt;
  return v;
}

std::optional<RoadClass> road_class_of(const std::string& word) {
  if (word == "motorway") return RoadClass::Motorway;
  if (word == "trunk") return RoadClass::Trunk;
  if (word == "primary") return RoadClass::Primary;
  return std::nullopt;
}

struct Plane {
  double x, y;
};

// One span of a centripetal Catmull-Rom curve (Barry and Goldman 1988; Yuksel et al. 2011), from b (s = 0) to
// c (s = 1).
Plane on_span(const Plane (&p)[4], double s) {
  double t[4] = {0, 0, 0, 0};
  for (int i = 1; i < 4; ++i) {
    t[i] = t[i - 1] + std::max(1e-9, std::sqrt(std::hypot(p[i].x - p[i - 1].x, p[i].y - p[i - 1].y)));
  }
  const double at = t[1] + s * (t[2] - t[1]);
  const auto mix = [at](Plane a, Plane b, double ta, double tb) {
    const double k = (at - ta) / (tb - ta);
    return Plane{a.x + k * (b.x - a.x), a.y + k * (b.y - a.y)};
  };
  const auto a1 = mix(p[0], p[1], t[0], t[1]), a2 = mix(p[1], p[2], t[1], t[2]),
             a3 = mix(p[2], p[3], t[2], t[3]);
  const auto b1 = mix(a1, a2, t[0], t[2]), b2 = mix(a2, a3, t[1], t[3]);
  return mix(b1, b2, t[1], t[2]);
}

}  // namespace

std::vector<LonLat> smooth(const std::vector<LonLat>& waypoints, bool closed, Metres step) {
  const auto n = static_cast<long>(waypoints.size());
  if (n < 3) return waypoints;
  const double squeeze =
      std::cos(waypoints.front().lat() * std::acos(-1.0) / 180);  // longitude to the scale of latitude
  const auto at = [&](long i) {
    if (closed) {
      i = (i + n) % n;
    } else if (i < 0 || i >= n) {  // beyond an open end: the neighbour mirrored at the end
      const auto end = waypoints[i < 0 ? 0 : n - 1], inner = waypoints[i < 0 ? 1 : n - 2];
      return Plane{(2 * end.lon() - inner.lon()) * squeeze, 2 * end.lat() - inner.lat()};
    }
    return Plane{waypoints[i].lon() * squeeze, waypoints[i].lat()};
  };
  std::vector<LonLat> out;
  for (long i = 0; i < (closed ? n : n - 1); ++i) {
    const auto from = waypoints[i], to = waypoints[(i + 1) % n];
    const Plane p[4] = {at(i - 1), at(i), at(i + 1), at(i + 2)};
    const int pieces = std::clamp(static_cast<int>(distance(from, to).value() / step.value()), 1, 1000);
    out.push_back(from);
    for (int k = 1; k < pieces; ++k) {
      const auto q = on_span(p, static_cast<double>(k) / pieces);
      out.push_back(LonLat::of_degrees(q.x / squeeze, q.y));
    }
  }
  out.push_back(closed ? waypoints.front() : waypoints.back());
  return out;
}

Result<std::vector<District>> read_districts(std::string_view text, const std::string& file, Lines& lines) {
  const auto root = parse_json(text, file);
  if (!root) return std::unexpected(root.error());
  Faults faults(file);
  Fields top(*root, "", faults);
  if (top.text("type") != "FeatureCollection")
    top.refuse("type", "应为 FeatureCollection", "should be FeatureCollection");
  std::vector<District> out;
  lines.clear();
  for (const auto& item : top.list("features")) {
    auto d = district(item, faults);
    if (!out.empty() && out.back().code >= d.code) {
      faults.add(item.line, "properties.code", "代码应升序且不重复", "codes should ascend without repeats");
    }
    if (!faults.none()) break;
    lines.push_back(item.line);
    out.push_back(std::move(d));
  }
  top.done();
  if (!faults.none()) return std::unexpected(*faults.first());
  return out;
}

Result<std::vector<MapRoad>> read_roads(std::string_view text, const std::string& file) {
  const auto root = parse_toml(text, file);
  if (!root) return std::unexpected(root.error());
  Faults faults(file);
  Fields top(*root, "", faults);
  std::vector<MapRoad> out;
  std::set<std::string> names;
  for (const auto& item : top.list("road")) {
    Fields f(item, "road", faults);
    MapRoad road;
    road.name = f.text("name");
    const auto road_class = road_class_of(f.text("class"));
    if (!road_class)
      f.refuse("class", "应为 motorway、trunk 或 primary", "should be motorway, trunk or primary");
    const bool closed = f.flag("closed");
    std::vector<LonLat> waypoints;
    for (const auto& p : f.list("line")) waypoints.push_back(position(p, "road.line", faults));
    if (waypoints.size() < (closed ? 4u : 2u) || waypoints.size() > 10000) {
      f.refuse("line", "点数过少或过多", "has too few or too many positions");
    }
    if (!names.insert(road.name).second) f.refuse("name", "道路名重复", "the road is given twice");
    f.done();
    if (!faults.none()) break;
    road.road_class = *road_class;
    road.line = smooth(waypoints, closed, Metres::of(150));
    out.push_back(std::move(road));
  }
  top.done();
  if (!faults.none()) return std::unexpected(*faults.first());
  return out;
}

Result<std::vector<Place>> read_places(std::string_view text, const std::string& file) {
  const auto rows = parse_rows(text, file, {"name", "lon", "lat", "kind", "source"});
  if (!rows) return std::unexpected(rows.error());
  Faults faults(file);
  std::vector<Place> out;
  std::set<std::string> names;
  for (const auto& row : *rows) {
    const auto lon = parse_number(row.cells[1]), lat = parse_number(row.cells[2]);
    if (!lon || std::abs(*lon) > 180) faults.add(row.line, "lon", "应为度数", "should be degrees");
    if (!lat || std::abs(*lat) > 90) faults.add(row.line, "lat", "应为度数", "should be degrees");
    if (!names.insert(row.cells[0]).second)
      faults.add(row.line, "name", "地点重复", "the place is given twice");
    if (!faults.none()) return std::unexpected(*faults.first());
    out.push_back({row.cells[0], LonLat::of_degrees(*lon, *lat)});
  }
  return out;
}

}  // namespace anxin::packs
