// What the map shows of incidents and dispatch (UX 4.5, 4.6, 4.9, 5): roads with their time bands, closures,
// districts left without a function, routes, units, incidents, the cordon; as flat lists, no GL. Built by
// pure code from the published tables; placed for one scale of the whole city, so that panning moves nothing;
// drawn by console/render. Positions are metres from the scene's origin. Any thread.
#pragma once
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "console/scene/road_lines.hpp"
#include "console/scene/scene.hpp"
#include "data/model/operations.hpp"

namespace anxin {

enum class UnitLook : std::uint8_t { Standby, Advised, UnderWay, OnScene, Lost };
// What stands in a unit's square: 人 警 建 街 会 法 财 in the order of Function, then 交 水 of other sectors.
enum class UnitSign : std::uint8_t {
  Lead,
  Order,
  Housing,
  Territory,
  Mediation,
  LegalAid,
  Funds,
  Transport,
  Water
};
inline constexpr int kUnitSigns = 9;
[[nodiscard]] std::string_view sign_text(UnitSign);
[[nodiscard]] UnitSign sign_of(const ResponseUnit& unit, Function function);
inline constexpr std::uint32_t kNoIncident = 0xFFFFFFFF;

struct UnitMark {
  std::string id;
  SceneXY at;
  UnitLook look = UnitLook::Standby;
  UnitSign sign = UnitSign::Lead;
  bool of_selected = false;              // sent or advised to the selected incident
  std::uint32_t incident = kNoIncident;  // into DispatchMarks::incidents: on its scene
  std::string label;                     // 朝阳一队 6 分; empty: none
  friend bool operator==(const UnitMark&, const UnitMark&) = default;
};
struct IncidentMark {
  std::string id, place;
  SceneXY at;
  IncidentLevel level = IncidentLevel::IV;
  bool selected = false;
  friend bool operator==(const IncidentMark&, const IncidentMark&) = default;
};
struct RouteMark {
  std::vector<SceneXY> line;  // from the unit to the place
  bool under_way = false;     // else advised
  bool of_selected = false;
  friend bool operator==(const RouteMark&, const RouteMark&) = default;
};
struct CordonMark {
  SceneXY at;
  float radius_m = 0;
  IncidentLevel level = IncidentLevel::IV;
  friend bool operator==(const CordonMark&, const CordonMark&) = default;
};
// Units by id, incidents by id.
struct DispatchMarks {
  std::vector<UnitMark> units;
  std::vector<IncidentMark> incidents;
  std::vector<RouteMark> routes;
  std::optional<CordonMark> cordon;
  friend bool operator==(const DispatchMarks&, const DispatchMarks&) = default;
};

// Areas drawn with stripes: rings, holes among them, even-odd.
struct HatchedArea {
  std::vector<std::vector<SceneXY>> rings;
  friend bool operator==(const HatchedArea&, const HatchedArea&) = default;
};
struct ClosureMark {
  std::string id;
  HatchedArea area;                         // by area
  std::vector<std::vector<SceneXY>> roads;  // by road: its stretches
  SceneXY at;                               // where the reason is written
  std::string reason;
  friend bool operator==(const ClosureMark&, const ClosureMark&) = default;
};

// A unit or an incident at one scale. `small`: where marks pile up, the milder and the idle ones give way; of
// small units of one look at one place one is drawn.
struct PlacedUnit {
  std::uint32_t row = 0;
  float dx = 0, dy = 0;  // from its place, px, y north: units on the scene stand round the diamond
  bool small = false;
  friend bool operator==(const PlacedUnit&, const PlacedUnit&) = default;
};
struct PlacedIncident {
  std::uint32_t row = 0;
  bool small = false;
  friend bool operator==(const PlacedIncident&, const PlacedIncident&) = default;
};
// A name on a plate; its middle is `dx`, `dy` px (y north) from `at`.
struct Plate {
  std::string text;
  SceneXY at;
  float dx = 0, dy = 0, w = 0, h = 0;
  bool strong = false;  // the selected incident's
  friend bool operator==(const Plate&, const Plate&) = default;
};
// In drawing order.
struct PlacedDispatch {
  std::vector<PlacedUnit> units;
  std::vector<PlacedIncident> incidents;
  std::vector<Plate> plates;
  double metres_per_px = 0;
  float ui = 1;
  ScaleBand band = ScaleBand::City;
  friend bool operator==(const PlacedDispatch&, const PlacedDispatch&) = default;
};

struct DispatchScene {
  std::shared_ptr<const RoadLines> roads;  // null: none
  std::vector<std::uint8_t> time_band;     // parallel to RoadNet::stretches; empty: not shown
  std::vector<HatchedArea> uncovered;
  std::vector<ClosureMark> closures;
  std::uint64_t ground_revision = 1;  // of all above
  DispatchMarks marks;
  std::uint64_t marks_revision = 1;
  PlacedDispatch placed;
  std::uint64_t placed_revision = 1;
};

// The way of a unit, as the desk publishes it.
struct WaySource {
  std::string unit;
  Function function{};
  const std::vector<MapXY>* route = nullptr;
  std::int64_t duration_s = 0;
};
struct DispatchSource {
  const Operations* operations = nullptr;
  Instant now{};
  std::int64_t position_stale_s = 0;
  std::string selected;              // incident
  std::vector<WaySource> advised;    // to the selected incident
  std::vector<WaySource> under_way;  // `unit` is the assignment here
  MapXY origin;
  bool english = false;
};
// How far a cordon reaches round an incident: an example, as the policy's other figures.
inline constexpr float kCordonM = 300;
// Open incidents; units on duty and ready, or engaged. A unit whose last position is too old is Lost, at that
// position.
[[nodiscard]] DispatchMarks marks_of(const DispatchSource& source);
[[nodiscard]] std::vector<HatchedArea> hatched(const BaseMap& base, const std::vector<std::string>& codes,
                                               MapXY origin);
// Travel time (UX 12): `6 分`, under a minute `< 1 分`.
[[nodiscard]] std::string minutes_text(std::int64_t seconds, bool english);

// Puts in what is new; a revision moves only when something differs.
void set_ground(DispatchScene& scene, std::shared_ptr<const RoadLines> roads,
                std::vector<std::uint8_t> time_band, std::vector<HatchedArea> uncovered,
                std::vector<ClosureMark> closures);
void set_marks(DispatchScene& scene, DispatchMarks marks);  // new ones are nowhere until they are placed
// Sizes, slots and plates for the scale of `camera`, plates clear of `names` (placed for `names_camera`).
void place_marks(DispatchScene& scene, const Camera& camera, const std::vector<Label>& names,
                 const Camera& names_camera);

// The boxes of units and incidents that are drawn whole, where place_labels counts for `names_camera` (of the
// scale they were placed for).
[[nodiscard]] std::vector<PixelRect> mark_boxes(const DispatchScene& scene, const Camera& names_camera);
// place_labels, the names of districts clear of these boxes: moved up to kNameMoves px at 1x, and only where
// that is not enough over them: a district never loses its name to a unit. Where so many px are more than
// kNameStaysWithinM on the ground they lie over them at once: a name must not stand in another district.
inline constexpr float kNameMoves = 72;
inline constexpr double kNameStaysWithinM = 3000;
[[nodiscard]] std::vector<Label> place_labels_beside(const BaseMap&, const Camera&,
                                                     const std::vector<AnchorText>& texts,
                                                     std::span<const PixelRect> marks);

// Px at 1x: half sides of a unit's square, half diagonals of an incident's diamond.
[[nodiscard]] float unit_half(const UnitMark& unit, bool small);
[[nodiscard]] float incident_half(bool small);
inline constexpr float kSelectedMore = 7;  // the outer diamond, beyond the inner one
[[nodiscard]] Colour32 level_colour(const Style& style, IncidentLevel level);
[[nodiscard]] Colour32 level_ink(const Style& style, IncidentLevel level);

// What lies under the pointer: within the symbol and 4 px (min 10 px); graver first, then nearest.
struct DispatchPick {
  std::vector<std::string> incidents, units;
};
[[nodiscard]] DispatchPick pick_dispatch(const DispatchScene& scene, const Camera& camera, MapXY origin,
                                         Pixel at);

[[nodiscard]] std::string dump(const DispatchScene& scene);  // text golden

}  // namespace anxin
