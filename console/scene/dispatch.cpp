// From the published tables to marks on the map.
#include "console/scene/dispatch.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <unordered_map>
#include <utility>

#include "geo/crs.hpp"

namespace anxin {
namespace {

SceneXY relative(MapXY at, MapXY origin) {
  return {static_cast<float>(at.x() - origin.x()), static_cast<float>(at.y() - origin.y())};
}

std::vector<SceneXY> relative(const std::vector<MapXY>& line, MapXY origin) {
  std::vector<SceneXY> out;
  out.reserve(line.size());
  for (const MapXY at : line) out.push_back(relative(at, origin));
  return out;
}

Function first_function(const ResponseUnit& unit) {
  for (int i = 0; i < kFunctions; ++i) {
    if ((unit.functions >> i & 1) != 0) return static_cast<Function>(i);
  }
  return Function::Lead;
}

UnitLook look_of(const Assignment& assignment) {
  if (assignment.state == AssignmentState::OnScene) return UnitLook::OnScene;
  return assignment.state == AssignmentState::EnRoute ? UnitLook::UnderWay : UnitLook::Advised;
}

// Builds the marks of one moment; the tables are walked once.
class Marks {
 public:
  explicit Marks(const DispatchSource& source) : source_(source) {}

  DispatchMarks build() {
    add_incidents();
    for (const auto& [id, assignment] : *source_.operations->assignments) {
      if (assignment.live()) engaged_[assignment.unit] = &assignment;
    }
    for (const WaySource& way : source_.under_way) under_way_[way.unit] = &way;
    for (const WaySource& way : source_.advised) advised_[way.unit] = &way;
    for (const auto& [id, unit] : *source_.operations->units) add_unit(unit);
    add_routes();
    return std::move(out_);
  }

 private:
  void add_incidents() {
    for (const auto& [id, incident] : *source_.operations->incidents) {
      if (!incident.open() || !incident.at.is_valid()) continue;
      IncidentMark mark{id, incident.place, relative(to_map(incident.at), source_.origin),
                        incident.level.level, id == source_.selected};
      if (mark.selected) out_.cordon = CordonMark{mark.at, kCordonM, mark.level};
      incident_row_[id] = static_cast<std::uint32_t>(out_.incidents.size());
      out_.incidents.push_back(std::move(mark));
    }
  }

  void add_unit(const ResponseUnit& unit) {
    const auto held = engaged_.find(unit.id);
    const Assignment* assignment = held == engaged_.end() ? nullptr : held->second;
    const auto advice = advised_.find(unit.id);
    const bool on_call = unit.state == UnitReadiness::Ready && on_duty(unit, source_.now);
    if (assignment == nullptr && !on_call) return;
    const UnitPlace place = place_of(unit, source_.now, source_.position_stale_s);
    UnitMark mark{unit.id,
                  relative(to_map(place.at), source_.origin),
                  UnitLook::Standby,
                  sign_of(unit, first_function(unit)),
                  false,
                  kNoIncident,
                  {}};
    const WaySource* way = nullptr;
    if (assignment != nullptr) {
      mark.look = look_of(*assignment);
      mark.sign = sign_of(unit, assignment->function);
      mark.of_selected = assignment->incident == source_.selected;
      const auto row = incident_row_.find(assignment->incident);
      if (mark.look == UnitLook::OnScene && row != incident_row_.end()) {
        mark.incident = row->second;
        mark.at = out_.incidents[row->second].at;
      }
      const auto moving = under_way_.find(assignment->id);
      if (moving != under_way_.end() && mark.look != UnitLook::OnScene) way = moving->second;
    } else if (advice != advised_.end()) {
      way = advice->second;
      mark.look = UnitLook::Advised;
      mark.sign = sign_of(unit, way->function);
      mark.of_selected = true;
    }
    if (place.age_s && *place.age_s > source_.position_stale_s && mark.look != UnitLook::OnScene) {
      mark.look = UnitLook::Lost;
      if (unit.position) mark.at = relative(to_map(*unit.position), source_.origin);
    }
    if (way != nullptr)
      mark.label = fmt::format("{} {}", unit.short_name, minutes_text(way->duration_s, source_.english));
    out_.units.push_back(std::move(mark));
  }

  void add_routes() {
    for (const WaySource& way : source_.advised) add_route(way, false, true);
    for (const WaySource& way : source_.under_way) {
      const Assignment* assignment = nullptr;
      const auto found = source_.operations->assignments->find(way.unit);
      if (found != source_.operations->assignments->end()) assignment = &found->second;
      if (assignment == nullptr || !assignment->live() || assignment->state == AssignmentState::OnScene)
        continue;
      add_route(way, assignment->state == AssignmentState::EnRoute, assignment->incident == source_.selected);
    }
    // Drawn in this order: those of others, advised ones, those under way.
    std::stable_sort(out_.routes.begin(), out_.routes.end(), [](const RouteMark& a, const RouteMark& b) {
      return std::pair(a.of_selected, a.under_way) < std::pair(b.of_selected, b.under_way);
    });
  }

  void add_route(const WaySource& way, bool under_way, bool of_selected) {
    if (way.route == nullptr || way.route->size() < 2) return;
    out_.routes.push_back({relative(*way.route, source_.origin), under_way, of_selected});
  }

  const DispatchSource& source_;
  DispatchMarks out_;
  std::unordered_map<std::string, std::uint32_t> incident_row_;
  std::unordered_map<std::string, const Assignment*> engaged_;             // by unit
  std::unordered_map<std::string, const WaySource*> under_way_, advised_;  // by assignment, by unit
};

}  // namespace

std::string_view sign_text(UnitSign sign) {
  static constexpr std::array<std::string_view, kUnitSigns> kText{"人", "警", "建", "街", "会",
                                                                  "法", "财", "交", "水"};
  return kText[static_cast<std::size_t>(sign)];
}

UnitSign sign_of(const ResponseUnit& unit, Function function) {
  const auto only = [&](Sector sector) { return unit.sectors == 1u << static_cast<unsigned>(sector); };
  if (function == Function::Sector && only(Sector::Transport)) return UnitSign::Transport;
  if (function == Function::Sector && only(Sector::Water)) return UnitSign::Water;
  return static_cast<UnitSign>(function);
}

std::string minutes_text(std::int64_t seconds, bool english) {
  const char* word = english ? "min" : "分";
  if (seconds < 60) return fmt::format("< 1 {}", word);
  return fmt::format("{} {}", (seconds + 30) / 60, word);
}

DispatchMarks marks_of(const DispatchSource& source) {
  return source.operations == nullptr ? DispatchMarks{} : Marks(source).build();
}

std::vector<HatchedArea> hatched(const BaseMap& base, const std::vector<std::string>& codes, MapXY origin) {
  std::vector<HatchedArea> out;
  for (const BaseMap::Area& area : base.areas) {
    if (std::find(codes.begin(), codes.end(), area.code) == codes.end()) continue;
    out.emplace_back();
    for (const auto& ring : area.rings) out.back().rings.push_back(relative(ring, origin));
  }
  return out;
}

void set_ground(DispatchScene& scene, std::shared_ptr<const RoadLines> roads,
                std::vector<std::uint8_t> time_band, std::vector<HatchedArea> uncovered,
                std::vector<ClosureMark> closures) {
  if (roads == scene.roads && time_band == scene.time_band && uncovered == scene.uncovered &&
      closures == scene.closures)
    return;
  scene.roads = std::move(roads), scene.time_band = std::move(time_band);
  scene.uncovered = std::move(uncovered), scene.closures = std::move(closures);
  ++scene.ground_revision;
}

void set_marks(DispatchScene& scene, DispatchMarks marks) {
  if (marks == scene.marks) return;
  scene.marks = std::move(marks);
  scene.placed = {};  // its rows were those of the marks before
  ++scene.marks_revision;
}

}  // namespace anxin
