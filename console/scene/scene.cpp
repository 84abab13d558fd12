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

std::uint16_t packed_ring(const std::array<SafeguardState, kRingSafeguards>& states) {
  unsigned out = 0;
  for (std::size_t i = 0; i < states.size(); ++i) out |= static_cast<unsigned>(states[i]) << (2 * i);
  return static_cast<std::uint16_t>(out + 1);
}

std::array<SafeguardState, kRingSafeguards> unpacked_ring(std::uint16_t ring) {
  std::array<SafeguardState, kRingSafeguards> out{};
  for (std::size_t i = 0; i < out.size(); ++i) {
    out[i] = static_cast<SafeguardState>(static_cast<unsigned>(ring - 1) >> (2 * i) & 3u);
  }
  return out;
}

void set_symbols(Scene& scene, const Registry& registry, const RiskTable* risk,
                 const std::vector<std::uint8_t>& mask, const SymbolStates& states) {
  const std::size_t n = registry.projects();
  const Coverage* coverage =
      states.coverage != nullptr && states.coverage->counted.size() == n ? states.coverage : nullptr;
  bool changed = scene.symbols.size() != n || scene.symbol_revision == 0;
  scene.symbols.resize(n);
  for (std::size_t i = 0; i < n; ++i) {
    Symbol s{};
    s.at = relative(registry.xy[i], scene.origin);
    s.grade = risk != nullptr && i < risk->grade.size() ? risk->grade[i] : Grade::Unknown;
    s.credit = static_cast<std::uint8_t>(registry.credit_of(static_cast<Index>(i))) & 7u;
    s.dimmed = states.dimmed ? 1 : 0;
    s.shown = mask.empty() || (i < mask.size() && mask[i] != 0) ? 1 : 0;
    if (states.coloured_by) {  // without coverage nothing is known
      const SafeguardState state =
          coverage != nullptr ? coverage->of(*states.coloured_by)[i] : SafeguardState::Unknown;
      s.state = (1u + static_cast<unsigned>(state)) & 7u;
      if (states.hidden[static_cast<std::size_t>(state)]) s.shown = 0;
    }
    if (coverage != nullptr) {
      std::array<SafeguardState, kRingSafeguards> ring{};
      for (std::size_t r = 0; r < ring.size(); ++r) ring[r] = coverage->state[r][i];
      s.ring = packed_ring(ring);
    }
    if (scene.symbols[i] == s) continue;
    scene.symbols[i] = s;
    changed = true;
  }
  if (changed) ++scene.symbol_revision;
}

void set_area_colours(Scene& scene, const Style& style, const std::vector<double>& share, AreaTheme theme) {
  const auto& breaks = theme == AreaTheme::Gap ? style.gap_breaks : style.risk_breaks;
  const auto& ramp = theme == AreaTheme::Gap ? style.gap_ramp : style.risk_ramp;
  std::vector<Colour32> colours(scene.area_colour.size(), style.land);
  for (std::size_t i = 0; i < colours.size() && i < share.size(); ++i) {
    if (!std::isfinite(share[i])) continue;
    const auto above = std::upper_bound(breaks.begin(), breaks.end(), static_cast<float>(share[i]));
    colours[i] = ramp[static_cast<std::size_t>(above - breaks.begin())];
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

float symbol_radius(ScaleBand band, const Symbol& symbol) {
  static constexpr std::array<std::array<float, 4>, 3> kRadius{{
      // no, yes, not applicable, unknown (UX 4.4: missing large, covered small)
      {4.0f, 2.0f, 1.6f, 2.8f},  // city
      {5.0f, 2.6f, 2.0f, 3.4f},  // middle
      {9.0f, 6.5f, 5.0f, 8.0f},  // near
  }};
  if (symbol.dimmed != 0) return symbol_radius(ScaleBand::City, symbol.grade);
  if (symbol.state == 0) return symbol_radius(band, symbol.grade);
  return kRadius[static_cast<std::size_t>(band)][symbol.state - 1u];
}

bool rings_shown(const Camera& camera) { return camera.scale_denominator() < kRingScale; }

int draw_rank(Grade grade) {
  static constexpr std::array<int, 5> kRank{0, 2, 3, 4, 1};  // A, B, C, D, Unknown
  return kRank[static_cast<std::size_t>(grade)];
}

int draw_rank(const Symbol& symbol) {
  static constexpr std::array<int, 4> kRank{4, 1, 0, 2};  // no, yes, not applicable, unknown
  return symbol.state == 0 ? draw_rank(symbol.grade) : kRank[symbol.state - 1u];
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
  const bool rings = rings_shown(camera);
  const auto reach_px = [&](const Symbol& symbol) {
    const float radius = rings && symbol.ring != 0 ? kRingOuter : symbol_radius(band, symbol);
    return std::max(radius + 4.0f, 10.0f) * ui;
  };
  const float widest = (std::max(symbol_radius(band, Grade::D), kRingOuter) + 4.0f) * ui;
  const MapXY under = camera.to_map(at);
  struct Hit {
    Index project;
    int rank;
    double away;
  };
  std::vector<Hit> hits;
  for (const Index i : registry.grid.within(under, Metres::of(widest * camera.metres_per_px))) {
    if (i >= scene.symbols.size() || scene.symbols[i].shown == 0) continue;
    const double away = std::hypot(registry.xy[i].x() - under.x(), registry.xy[i].y() - under.y());
    if (away <= reach_px(scene.symbols[i]) * camera.metres_per_px)
      hits.push_back({i, draw_rank(scene.symbols[i]), away});
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
