// Where marks stand at one scale: which are whole and which small, units round their incident, plates clear
// of each other; and what lies under the pointer. Greedy, most important first, for the whole city, so that
// no mark changes while the map is panned.
#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>
#include <unordered_set>

#include "console/scene/dispatch.hpp"
#include "console/scene/taken.hpp"

namespace anxin {
namespace {

// Px at 1x.
constexpr float kUnitHalf = 11, kIdleHalf = 9, kSmallUnitHalf = 3.5f;
constexpr float kIncidentHalf = 12, kSmallIncidentHalf = 5.5f;
constexpr float kIdleRoom = 8;  // an idle unit is whole only where this much stays free round it
constexpr float kPlateEm = 12, kStrongEm = 14, kPlatePad = 8, kPlateH = 22, kStrongH = 26, kPlateGap = 6;
constexpr float kHitMore = 4, kHitLeast = 10;
// Where units on the scene stand round their diamond, y north.
constexpr std::array<Pixel, 8> kSlots{
    {{-30, -28}, {30, -28}, {-30, 28}, {30, 28}, {0, -42}, {-56, -28}, {56, -28}, {0, 42}}};

PixelRect round_box(float x, float y, float half) { return {x - half, y - half, 2 * half, 2 * half}; }

// How much a unit must be seen: those of the selected incident first.
int importance(const UnitMark& unit) {
  if (unit.of_selected) return 4;
  switch (unit.look) {
    case UnitLook::OnScene:
      return 3;
    case UnitLook::UnderWay:
    case UnitLook::Advised:
      return 2;
    case UnitLook::Lost:
    case UnitLook::Standby:
      return unit.look == UnitLook::Lost ? 1 : 0;
  }
  return 0;
}

class Placing {
 public:
  Placing(const DispatchScene& scene, const Camera& camera) : marks_(scene.marks), closures_(scene.closures) {
    out_.metres_per_px = camera.metres_per_px;
    out_.ui = camera.ui_scale;
    out_.band = band_of(camera);
  }

  PlacedDispatch place(const std::vector<Label>& names, const Camera& names_camera) {
    place_incidents();
    place_units();
    // Names of districts keep their room: a plate goes beside them. Those of roads lie below.
    const float cx = names_camera.view.x + names_camera.view.w / 2,
                cy = names_camera.view.y + names_camera.view.h / 2;
    for (const Label& name : names) {
      if (name.kind == LabelKind::Road) continue;
      PixelRect box = box_of(name);
      box.y = -(box.y - cy) - box.h;
      box.x -= cx;
      taken_.add(box);
    }
    place_plates();
    place_reasons();
    return std::move(out_);
  }

 private:
  // Of the map, y north.
  [[nodiscard]] Pixel px(SceneXY at) const {
    return {static_cast<float>(std::floor(at.x / out_.metres_per_px)),
            static_cast<float>(std::floor(at.y / out_.metres_per_px))};
  }

  // Gravest first, each whole where it covers none placed before, the selected one always. Drawn the other
  // way round, small ones of a level first: nothing milder lies over anything graver.
  void place_incidents() {
    const auto& incidents = marks_.incidents;
    std::vector<std::uint32_t> order(incidents.size());
    std::iota(order.begin(), order.end(), 0u);
    std::stable_sort(order.begin(), order.end(), [&](std::uint32_t a, std::uint32_t b) {
      const IncidentMark &m = incidents[a], &n = incidents[b];
      return m.selected != n.selected ? m.selected : m.level < n.level;
    });
    whole_.assign(order.size(), false);
    for (const std::uint32_t row : order) {
      const IncidentMark& mark = incidents[row];
      const Pixel at = px(mark.at);
      const float half = (kIncidentHalf + (mark.selected ? kSelectedMore + 2 : 0)) * out_.ui;
      const bool small = !mark.selected && taken_.meets(round_box(at.x, at.y, half));
      taken_.add(round_box(at.x, at.y, small ? kSmallIncidentHalf * out_.ui : half));
      whole_[row] = !small;
      out_.incidents.push_back({row, small});
    }
    std::reverse(out_.incidents.begin(), out_.incidents.end());
    std::stable_sort(out_.incidents.begin(), out_.incidents.end(),
                     [&](const PlacedIncident& a, const PlacedIncident& b) {
                       const IncidentLevel m = incidents[a.row].level, n = incidents[b.row].level;
                       if (m != n) return m > n;
                       if (a.small != b.small) return a.small;
                       return !incidents[a.row].selected && incidents[b.row].selected;
                     });
  }

  void place_units() {
    std::vector<std::uint32_t> order(marks_.units.size());
    std::iota(order.begin(), order.end(), 0u);
    std::stable_sort(order.begin(), order.end(), [&](std::uint32_t a, std::uint32_t b) {
      return importance(marks_.units[a]) > importance(marks_.units[b]);
    });
    std::vector<std::uint8_t> slots_used(marks_.incidents.size(), 0);
    for (const std::uint32_t row : order) {
      const UnitMark& unit = marks_.units[row];
      PlacedUnit placed{row, 0, 0, false};
      bool slotted = false;
      if (unit.look == UnitLook::OnScene && unit.incident < marks_.incidents.size() &&
          whole_[unit.incident] && (out_.band != ScaleBand::City || unit.of_selected)) {
        std::uint8_t& used = slots_used[unit.incident];
        if (used < kSlots.size()) {
          placed.dx = kSlots[used].x * out_.ui, placed.dy = kSlots[used].y * out_.ui;
          ++used;
          slotted = true;
        }
      }
      const Pixel at = px(unit.at);
      const bool idle = importance(unit) < 2;
      const float half = (unit_half(unit, false) + (idle ? kIdleRoom : 1)) * out_.ui;
      const PixelRect box = round_box(at.x + placed.dx, at.y + placed.dy, half);
      const bool must = unit.of_selected && (slotted || unit.look != UnitLook::OnScene);
      placed.small = !must && ((idle && out_.band == ScaleBand::City) || taken_.meets(box));
      if (placed.small) {
        placed.dx = placed.dy = 0;
        if (!first_of_its_place(unit, at)) continue;
      } else {
        taken_.add(round_box(at.x + placed.dx, at.y + placed.dy, half));
      }
      out_.units.push_back(placed);
    }
    std::reverse(out_.units.begin(), out_.units.end());
    std::stable_partition(out_.units.begin(), out_.units.end(), [](const PlacedUnit& p) { return p.small; });
  }

  // Small squares of one look that would lie on each other are one.
  bool first_of_its_place(const UnitMark& unit, Pixel at) {
    const float cell = 2 * kSmallUnitHalf * out_.ui;
    const auto of = [&](float v) { return static_cast<std::int64_t>(std::floor(v / cell)); };
    return small_.insert((of(at.y) * 1'000'003 + of(at.x)) * 8 + static_cast<std::int64_t>(unit.look)).second;
  }

  void place_plates() {
    for (auto placed = out_.incidents.rbegin(); placed != out_.incidents.rend(); ++placed) {
      const IncidentMark& mark = marks_.incidents[placed->row];
      if (mark.place.empty() || (!mark.selected && (placed->small || out_.band != ScaleBand::Near))) continue;
      const float beside = kIncidentHalf + (mark.selected ? kSelectedMore + 2 : 0);
      add_plate(mark.place, mark.at, {0, 0}, beside, mark.selected, mark.selected);
    }
    for (auto placed = out_.units.rbegin(); placed != out_.units.rend(); ++placed) {
      const UnitMark& unit = marks_.units[placed->row];
      if (unit.label.empty() || placed->small) continue;
      if (!unit.of_selected && out_.band == ScaleBand::City) continue;
      add_plate(unit.label, unit.at, {placed->dx, placed->dy}, unit_half(unit, false), false, false);
    }
  }

  // Why a road is closed, where the stripes are wide enough to be read as such.
  void place_reasons() {
    if (out_.band == ScaleBand::City) return;
    for (const ClosureMark& closure : closures_) {
      if (!closure.reason.empty()) add_plate(closure.reason, closure.at, {0, 0}, 4, false, false);
    }
  }

  // Right, left, above or below its mark, where there is room; `must`: on the right whatever is there.
  void add_plate(const std::string& text, SceneXY mark, Pixel shift, float beside, bool strong, bool must) {
    const float ui = out_.ui;
    Plate plate{text, mark, 0, 0, 0, 0, strong};
    plate.w = std::round(text_width(text, (strong ? kStrongEm : kPlateEm) * ui) + 2 * kPlatePad * ui);
    plate.h = std::round((strong ? kStrongH : kPlateH) * ui);
    const float away_x = std::round((beside + kPlateGap) * ui + plate.w / 2),
                away_y = std::round((beside + kPlateGap) * ui + plate.h / 2);
    const Pixel at = px(mark);
    const std::array<Pixel, 4> ways{{{away_x, 0}, {-away_x, 0}, {0, away_y}, {0, -away_y}}};
    for (const Pixel way : ways) {
      plate.dx = shift.x + way.x, plate.dy = shift.y + way.y;
      const PixelRect box{at.x + plate.dx - plate.w / 2, at.y + plate.dy - plate.h / 2, plate.w, plate.h};
      if (!must && taken_.meets(box)) continue;
      taken_.add(box);
      out_.plates.push_back(std::move(plate));
      return;
    }
  }

  const DispatchMarks& marks_;
  const std::vector<ClosureMark>& closures_;
  PlacedDispatch out_;
  Taken taken_;  // map px, y north
  std::vector<bool> whole_;
  std::unordered_set<std::int64_t> small_;
};

}  // namespace

float unit_half(const UnitMark& unit, bool small) {
  return small ? kSmallUnitHalf : importance(unit) < 2 ? kIdleHalf : kUnitHalf;
}
float incident_half(bool small) { return small ? kSmallIncidentHalf : kIncidentHalf; }

Colour32 level_colour(const Style& style, IncidentLevel level) {
  static constexpr std::array<Grade, 3> kAs{Grade::D, Grade::C, Grade::B};
  return level == IncidentLevel::IV
             ? style.inc_4
             : style.risk[static_cast<std::size_t>(kAs[static_cast<std::size_t>(level)])];
}
Colour32 level_ink(const Style& style, IncidentLevel level) {
  static constexpr std::array<Grade, 3> kAs{Grade::D, Grade::C, Grade::B};
  return level == IncidentLevel::IV
             ? style.inc_4_ink
             : style.risk_ink[static_cast<std::size_t>(kAs[static_cast<std::size_t>(level)])];
}

std::vector<PixelRect> mark_boxes(const DispatchScene& scene, const Camera& names_camera) {
  const PlacedDispatch& placed = scene.placed;
  const double m = placed.metres_per_px;
  const float cx = names_camera.view.x + names_camera.view.w / 2,
              cy = names_camera.view.y + names_camera.view.h / 2;
  std::vector<PixelRect> boxes;
  const auto add = [&](SceneXY at, float dx, float dy, float half) {
    boxes.push_back(round_box(cx + static_cast<float>(at.x / m) + dx, cy - static_cast<float>(at.y / m) - dy,
                              half * placed.ui));
  };
  for (const PlacedIncident& p : placed.incidents) {
    const IncidentMark& mark = scene.marks.incidents[p.row];
    if (!p.small) add(mark.at, 0, 0, kIncidentHalf + (mark.selected ? kSelectedMore : 0));
  }
  for (const PlacedUnit& p : placed.units) {
    const UnitMark& mark = scene.marks.units[p.row];
    if (!p.small) add(mark.at, p.dx, p.dy, unit_half(mark, false));
  }
  return boxes;
}

void place_marks(DispatchScene& scene, const Camera& camera, const std::vector<Label>& names,
                 const Camera& names_camera) {
  PlacedDispatch placed = Placing(scene, camera).place(names, names_camera);
  if (placed == scene.placed) return;
  scene.placed = std::move(placed);
  ++scene.placed_revision;
}

DispatchPick pick_dispatch(const DispatchScene& scene, const Camera& camera, MapXY origin, Pixel at) {
  const MapXY under = camera.to_map(at);
  const double m = camera.metres_per_px;
  const float ui = camera.ui_scale;
  struct Hit {
    int rank;
    double away;
    const std::string* id;
  };
  const auto away_px = [&](SceneXY mark, float dx, float dy) {
    return std::hypot((under.x() - origin.x() - mark.x) / m - dx, (under.y() - origin.y() - mark.y) / m - dy);
  };
  const auto sorted = [](std::vector<Hit>& hits) {
    std::sort(hits.begin(), hits.end(), [](const Hit& a, const Hit& b) {
      return a.rank != b.rank ? a.rank < b.rank : a.away != b.away ? a.away < b.away : *a.id < *b.id;
    });
    std::vector<std::string> out;
    out.reserve(hits.size());
    for (const Hit& hit : hits) out.push_back(*hit.id);
    return out;
  };
  std::vector<Hit> incidents, units;
  for (const PlacedIncident& placed : scene.placed.incidents) {
    const IncidentMark& mark = scene.marks.incidents[placed.row];
    const double away = away_px(mark.at, 0, 0);
    if (away <= std::max(incident_half(placed.small) + kHitMore, kHitLeast) * ui)
      incidents.push_back({static_cast<int>(mark.level), away, &mark.id});
  }
  for (const PlacedUnit& placed : scene.placed.units) {
    const UnitMark& mark = scene.marks.units[placed.row];
    const double away = away_px(mark.at, placed.dx, placed.dy);
    if (away <= std::max(unit_half(mark, placed.small) + kHitMore, kHitLeast) * ui)
      units.push_back({-importance(mark), away, &mark.id});
  }
  return {sorted(incidents), sorted(units)};
}

}  // namespace anxin
