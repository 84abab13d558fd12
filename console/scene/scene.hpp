// What the map shows, as flat lists: no GL, no ImGui. Built by pure code from the registry, the risk table
// and the camera; dumped as text in tests; drawn by console/render. Static lists are on the map plane
// relative to `origin` in float metres (exact to 1 cm over Beijing); labels are placed for one camera.
#pragma once
#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "console/scene/camera.hpp"
#include "console/scene/style.hpp"
#include "data/model/assess.hpp"
#include "data/model/base_map.hpp"
#include "data/model/coverage.hpp"
#include "data/model/registry.hpp"

namespace anxin {

struct SceneXY {
  float x = 0, y = 0;
  bool operator==(const SceneXY&) const = default;
};

struct FillVertex {
  SceneXY at;
  std::uint8_t area;
};  // triangles; colour by area through Scene::area_colour
struct SceneLine {
  LineKind kind;
  std::uint32_t first, count;
};  // into Scene::line_points

// One project's symbol: 12 bytes. In the order of the registry; depth comes from grade or state, never from
// the row order.
struct Symbol {
  SceneXY at;
  Grade grade;
  std::uint8_t credit : 3;
  std::uint8_t shown : 1;
  std::uint8_t dimmed : 1;
  std::uint8_t state : 3 = 0;  // coloured by one safeguard: 1 + SafeguardState; 0: by risk
  std::uint16_t ring = 0;      // 1 + the ring's states in its order, 2 bits each, first lowest; 0: no ring
  bool operator==(const Symbol&) const = default;
};
[[nodiscard]] std::uint16_t packed_ring(const std::array<SafeguardState, kRingSafeguards>&);
[[nodiscard]] std::array<SafeguardState, kRingSafeguards> unpacked_ring(std::uint16_t);

// The parts that do not depend on the camera; `*_revision` moves when its list changed.
struct Scene {
  MapXY origin;
  std::vector<FillVertex> fills;
  std::vector<SceneLine> lines;
  std::vector<SceneXY> line_points;
  std::vector<Colour32> area_colour;  // one a district
  std::vector<Symbol> symbols;
  std::uint64_t base_revision = 0, colour_revision = 0, symbol_revision = 0;
};

// Where a name goes. A district's name is centred on `at` with its fact below; a road's name is turned by
// `angle_deg`, or stacked one character under the other.
enum class LabelKind : std::uint8_t { District, Road };
struct Label {
  std::string text, note;  // name and one fact (重大 18 / 1,008)
  Pixel at;                // centre of the name
  float em_px = 16;        // at the camera's UI scale, already multiplied
  bool bold = true;
  LabelKind kind = LabelKind::District;
  float angle_deg = 0;  // clockwise on the screen, within +-55
  bool stacked = false;
};

[[nodiscard]] Scene build_base(const BaseMap&);
// Symbols for every project: grade from `risk` (Unknown without), `shown` 0/1 from the mask (empty: all
// shown). The revision moves only when a symbol differs from what was there.
// With coverage: coloured by the state of one safeguard (hidden states are not shown), rings of seven.
struct SymbolStates {
  const Coverage* coverage = nullptr;  // of this registry
  std::optional<Safeguard> coloured_by;
  std::array<bool, 4> hidden{};  // by SafeguardState
  bool dimmed = false;           // all of them, under what the dispatch view is about
};
void set_symbols(Scene&, const Registry&, const RiskTable*, const std::vector<std::uint8_t>& mask,
                 const SymbolStates& states = {});
// By the share of severe projects, or by the gap of one safeguard to its target: one share 0-1 an area, NaN:
// no data.
enum class AreaTheme : std::uint8_t { SevereShare, Gap };
void set_area_colours(Scene&, const Style&, const std::vector<double>& share,
                      AreaTheme theme = AreaTheme::SevereShare);
[[nodiscard]] float symbol_radius(ScaleBand, Grade);  // px at 1x
[[nodiscard]] float symbol_radius(ScaleBand, const Symbol&);
// Rings of seven are drawn below 1:25,000, in place of the symbol: radii at 1x (UX 4.3).
inline constexpr double kRingScale = 25'000;
inline constexpr float kRingInner = 9, kRingOuter = 14;
[[nodiscard]] bool rings_shown(const Camera&);
// Which symbol lies on top: low 0, unknown 1, middle 2, high 3, severe 4; by state: not applicable 0, yes 1,
// unknown 2, no 4.
[[nodiscard]] int draw_rank(Grade);
[[nodiscard]] int draw_rank(const Symbol&);
// Whether the credit rings of UX 4.2 are drawn round a symbol: severe ones at middle scale, all at near
// scale.
[[nodiscard]] bool credit_rings_shown(ScaleBand, Grade);
// Width on the screen at 1x; 0: not drawn at this scale (UX 1.5).
[[nodiscard]] float line_width(ScaleBand, LineKind);
[[nodiscard]] Colour32 line_colour(const Style&, LineKind);

// What is written at an anchor: its name as the reader's language has it (empty: the anchor's own) and one
// fact.
struct AnchorText {
  std::string name, fact;
  friend bool operator==(const AnchorText&, const AnchorText&) = default;
};

// Labels that do not collide, most important first: district names, their facts where there is room, then
// road names below 1:60,000. `texts` are parallel to the anchors. Positions along a road hang on the road,
// not on the view.
[[nodiscard]] std::vector<Label> place_labels(const BaseMap&, const Camera&,
                                              const std::vector<AnchorText>& texts);
// The screen box that a label takes, halo included: x, y, w, h.
[[nodiscard]] PixelRect box_of(const Label&);

[[nodiscard]] std::string dump(const Scene&, std::size_t at_most_symbols = 50);  // text golden
[[nodiscard]] std::string dump(const std::vector<Label>&);

// What lies under the pointer: symbols within radius + 4 px (min 10 px), worse grade first, then nearest.
[[nodiscard]] std::vector<Index> pick(const Registry&, const Scene&, const Camera&, Pixel at);

}  // namespace anxin
