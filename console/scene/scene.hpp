// What the map shows, as flat lists: no GL, no ImGui. Built by pure code from the registry, the risk table and the camera; dumped as
// text in tests; drawn by console/render. Static lists are on the map plane relative to `origin` in float metres (exact to 1 cm over
// Beijing); labels are placed for one camera.
#pragma once
#include <cstdint>
#include <string>
#include <vector>

#include "console/scene/camera.hpp"
#include "console/scene/style.hpp"
#include "data/model/assess.hpp"
#include "data/model/base_map.hpp"
#include "data/model/registry.hpp"

namespace anxin {

struct SceneXY { float x = 0, y = 0; };

struct FillVertex { SceneXY at; std::uint8_t area; };         // triangles; colour by area through Scene::area_colour
struct SceneLine { LineKind kind; std::uint32_t first, count; };                          // into Scene::line_points

// One project's symbol: 12 bytes. In the order of the registry; depth comes from the grade, never from the row order.
struct Symbol { SceneXY at; Grade grade; std::uint8_t credit; std::uint8_t shown; std::uint8_t dimmed; };

// The parts that do not depend on the camera; `*_revision` moves when its list changed.
struct Scene {
  MapXY origin;
  std::vector<FillVertex> fills;
  std::vector<SceneLine> lines;
  std::vector<SceneXY> line_points;
  std::vector<Colour32> area_colour;      // one a district
  std::vector<Symbol> symbols;
  std::uint64_t base_revision = 0, colour_revision = 0, symbol_revision = 0;
};

struct Label {
  std::string text, note;                 // name and one fact (重大 18 / 1,008)
  Pixel at;                               // centre of the name
  float em_px = 16;
  bool bold = true;
};

[[nodiscard]] Scene build_base(const BaseMap&);
// Symbols for every project: grade from `risk` (Unknown without), `shown` 0/1 from the mask (empty: all shown).
void set_symbols(Scene&, const Registry&, const RiskTable*, const std::vector<std::uint8_t>& mask);
void set_area_colours(Scene&, const Style&, const std::vector<double>& severe_share);  // one share a district, NaN: no data
[[nodiscard]] float symbol_radius(ScaleBand, Grade);          // px at 1x

// Labels that do not collide, most important first; `facts` are parallel to the anchors.
[[nodiscard]] std::vector<Label> place_labels(const BaseMap&, const Camera&, const std::vector<std::string>& facts);
[[nodiscard]] std::string dump(const Scene&, std::size_t at_most_symbols = 50);  // text golden

// What lies under the pointer: symbols within radius + 4 px (min 10 px), worse grade first, then nearest.
[[nodiscard]] std::vector<Index> pick(const Registry&, const Scene&, const Camera&, Pixel at);

}  // namespace anxin
