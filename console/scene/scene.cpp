#include "console/scene/scene.hpp"

#include <algorithm>
#include <array>
#include <cmath>

namespace anxin {
namespace {

SceneXY relative(MapXY at, MapXY origin) {
  return {static_cast<float>(at.x() - origin.x()), static_cast<float>(at.y() - origin.y())};
}

void add_line(Scene& scene, LineKind kind, const std::vector<MapXY>& line) {
  if (line.size() < 2) return;
  scene.lines.push_back(
      {kind, static_cast<std::uint32_t>(scene.line_points.size()), static_cast<std::uint32_t>(line.size())});
  for (const MapXY at : line) scene.line_points.push_back(relative(at, scene.origin));
}

bool same(const Symbol& a, const Symbol& b) {
  return a.at.x == b.at.x && a.at.y == b.at.y && a.grade == b.grade && a.credit == b.credit &&
         a.shown == b.shown && a.dimmed == b.dimmed;
}

}  // namespace

Scene build_base(const BaseMap& base) {
  Scene scene;
  scene.origin =
      MapXY::of_metres((base.lower.x() + base.upper.x()) / 2, (base.lower.y() + base.upper.y()) / 2);
  for (std::size_t area = 0; area < base.areas.size(); ++area) {
    for (const MapXY at : base.areas[area].triangles) {
      scene.fills.push_back({relative(at, scene.origin), static_cast<std::uint8_t>(area)});
    }
  }
  for (const LineKind kind : {LineKind::Primary, LineKind::Trunk, LineKind::Motorway}) {
    for (const BaseMap::Road& road : base.roads) {
      if (road.kind == kind) add_line(scene, kind, road.line);
    }
  }
  for (const BaseMap::Area& area : base.areas) {
    for (const auto& ring : area.rings) add_line(scene, LineKind::DistrictLine, ring);
  }
  for (const auto& ring : base.city) add_line(scene, LineKind::CityLine, ring);
  scene.area_colour.assign(base.areas.size(), 0);
  scene.base_revision = 1;
  return scene;
}

void set_symbols(Scene& scene, const Registry& registry, const RiskTable* risk,
                 const std::vector<std::uint8_t>& mask) {
  const std::size_t n = registry.projects();
  bool changed = scene.symbols.size() != n || scene.symbol_revision == 0;
  scene.symbols.resize(n);
  for (std::size_t i = 0; i < n; ++i) {
    Symbol s{};
    s.at = relative(registry.xy[i], scene.origin);
    s.grade = risk != nullptr && i < risk->grade.size() ? risk->grade[i] : Grade::Unknown;
    s.credit = static_cast<std::uint8_t>(registry.credit_of(static_cast<Index>(i)));
    s.shown = mask.empty() || (i < mask.size() && mask[i] != 0) ? 1 : 0;
    if (!same(scene.symbols[i], s)) {
      scene.symbols[i] = s;
      changed = true;
    }
  }
  if (changed) ++scene.symbol_revision;
}

void set_area_colours(Scene& scene, const Style& style, const std::vector<double>& severe_share) {
  std::vector<Colour32> colours(scene.area_colour.size(), style.land);
  for (std::size_t i = 0; i < colours.size() && i < severe_share.size(); ++i) {
    if (!std::isfinite(severe_share[i])) continue;
    const auto above = std::upper_bound(style.risk_breaks.begin(), style.risk_breaks.end(),
                                        static_cast<float>(severe_share[i]));
    colours[i] = style.risk_ramp[static_cast<std::size_t>(above - style.risk_breaks.begin())];
  }
  if (colours == scene.area_colour) return;
  scene.area_colour = std::move(colours);
  ++scene.colour_revision;
}

float symbol_radius(ScaleBand band, Grade grade) {
  static constexpr std::array<std::array<float, 5>, 3> kRadius{{
      // low, middle, high, severe, unknown (UX 4.1)
      {2.0f, 2.8f, 4.0f, 5.0f, 2.8f},   // city
      {2.3f, 3.4f, 5.0f, 6.5f, 3.2f},   // middle
      {7.0f, 8.0f, 9.0f, 10.0f, 8.0f},  // near
  }};
  return kRadius[static_cast<std::size_t>(band)][static_cast<std::size_t>(grade)];
}

int draw_rank(Grade grade) {
  static constexpr std::array<int, 5> kRank{0, 2, 3, 4, 1};  // A, B, C, D, Unknown
  return kRank[static_cast<std::size_t>(grade)];
}

bool credit_rings_shown(ScaleBand band, Grade grade) {
  return band == ScaleBand::Near || (band == ScaleBand::Middle && grade == Grade::D);
}

float line_width(ScaleBand band, LineKind kind) {
  const auto of = [band](float city, float middle, float near) {
    return band == ScaleBand::City ? city : band == ScaleBand::Middle ? middle : near;
  };
  switch (kind) {
    case LineKind::Primary:
      return of(0, 1.3f, 2.6f);
    case LineKind::Trunk:
      return of(1.0f, 2.2f, 3.6f);
    case LineKind::Motorway:
      return of(1.2f, 2.4f, 4.0f);
    case LineKind::DistrictLine:
      return 1.4f;
    case LineKind::CityLine:
      return 2.0f;
  }
  return 0;
}

Colour32 line_colour(const Style& style, LineKind kind) {
  switch (kind) {
    case LineKind::Primary:
      return style.road[2];
    case LineKind::Trunk:
      return style.road[1];
    case LineKind::Motorway:
      return style.road[0];
    case LineKind::DistrictLine:
      return style.district_line;
    case LineKind::CityLine:
      return style.city_line;
  }
  return style.line;
}

std::vector<Index> pick(const Registry& registry, const Scene& scene, const Camera& camera, Pixel at) {
  const ScaleBand band = band_of(camera);
  const float ui = camera.ui_scale;
  const auto reach_px = [&](Grade grade) { return std::max(symbol_radius(band, grade) + 4.0f, 10.0f) * ui; };
  const float widest = reach_px(Grade::D);
  const MapXY under = camera.to_map(at);
  struct Hit {
    Index project;
    int rank;
    double away;
  };
  std::vector<Hit> hits;
  for (const Index i : registry.grid.within(under, Metres::of(widest * camera.metres_per_px))) {
    if (i >= scene.symbols.size() || scene.symbols[i].shown == 0) continue;
    const Grade grade = scene.symbols[i].grade;
    const double away = std::hypot(registry.xy[i].x() - under.x(), registry.xy[i].y() - under.y());
    if (away <= reach_px(grade) * camera.metres_per_px) hits.push_back({i, draw_rank(grade), away});
  }
  std::sort(hits.begin(), hits.end(), [](const Hit& a, const Hit& b) {
    return a.rank != b.rank ? a.rank > b.rank : a.away != b.away ? a.away < b.away : a.project < b.project;
  });
  std::vector<Index> out;
  out.reserve(hits.size());
  for (const Hit& hit : hits) out.push_back(hit.project);
  return out;
}

}  // namespace anxin
