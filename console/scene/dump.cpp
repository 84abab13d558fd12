// A scene as text, for goldens and for a person who debugs: one thing a line, metres rounded to decimetres.
#include <fmt/format.h>

#include <array>

#include "console/scene/dispatch.hpp"
#include "console/scene/scene.hpp"

namespace anxin {
namespace {

constexpr std::array<const char*, 5> kLineNames{"primary", "trunk", "motorway", "district_line", "city_line"};

constexpr std::array<const char*, kRoadClasses> kRoadNames{"motorway", "trunk", "primary", "secondary",
                                                           "tertiary", "ramp",  "other"};
constexpr std::array<const char*, 5> kLookNames{"standby", "advised", "under_way", "on_scene", "lost"};

std::string dump_ground(const DispatchScene& scene) {
  std::string out;
  if (scene.roads) {
    std::array<std::size_t, kRoadClasses> of_class{};
    for (const RoadLines::Run& run : scene.roads->runs) of_class[run.road_class] += run.count;
    out += fmt::format("roads {}", scene.roads->stretches.size());
    for (std::size_t i = 0; i < of_class.size(); ++i) {
      if (of_class[i] > 0) out += fmt::format(" {} {}", kRoadNames[i], of_class[i]);
    }
    out += "\n";
  }
  std::array<std::size_t, kTimeBands + 1> in_band{};
  for (const std::uint8_t band : scene.time_band) ++in_band[band];
  if (!scene.time_band.empty())
    out += fmt::format("time bands {} {} {} beyond {}\n", in_band[1], in_band[2], in_band[3], in_band[0]);
  for (const HatchedArea& area : scene.uncovered)
    out += fmt::format("uncovered {} rings\n", area.rings.size());
  for (const ClosureMark& closure : scene.closures) {
    out += fmt::format("closure {} {:.1f} {:.1f} {}\n", closure.reason, closure.at.x, closure.at.y,
                       closure.roads.empty() ? "area" : "road");
  }
  return out;
}

std::string colour_text(Colour32 c) {
  return fmt::format("rgb({},{},{})", c & 0xFF, (c >> 8) & 0xFF, (c >> 16) & 0xFF);
}

}  // namespace

std::string dump(const Scene& scene, std::size_t at_most_symbols) {
  std::string out = fmt::format("origin {:.1f} {:.1f}\nfills {} triangles\n", scene.origin.x(),
                                scene.origin.y(), scene.fills.size() / 3);
  for (std::size_t i = 0; i < scene.area_colour.size(); ++i) {
    out += fmt::format("area {} {}\n", i, colour_text(scene.area_colour[i]));
  }
  for (const SceneLine& line : scene.lines) {
    const SceneXY a = scene.line_points[line.first], b = scene.line_points[line.first + line.count - 1];
    out += fmt::format("line {} {} points {:.1f} {:.1f} to {:.1f} {:.1f}\n",
                       kLineNames[static_cast<std::size_t>(line.kind)], line.count, a.x, a.y, b.x, b.y);
  }
  std::array<std::size_t, kGrades> shown{};
  for (const Symbol& s : scene.symbols) shown[static_cast<std::size_t>(s.grade)] += s.shown;
  out += fmt::format("symbols {} shown A {} B {} C {} D {} unknown {}\n", scene.symbols.size(), shown[0],
                     shown[1], shown[2], shown[3], shown[4]);
  for (std::size_t i = 0; i < scene.symbols.size() && i < at_most_symbols; ++i) {
    const Symbol& s = scene.symbols[i];
    out += fmt::format(
        "symbol {} {:.1f} {:.1f} {} credit {}{}{}{}\n", i, s.at.x, s.at.y, code(s.grade),
        code(static_cast<Credit>(s.credit)), s.shown != 0 ? "" : " hidden", s.dimmed != 0 ? " dimmed" : "",
        s.state != 0 ? fmt::format(" {}", code(static_cast<SafeguardState>(s.state - 1))) : std::string());
  }
  return out;
}

std::string dump(const std::vector<Label>& labels) {
  std::string out;
  for (const Label& label : labels) {
    out += fmt::format(
        "label {} {:.0f} {:.0f} em {:.0f}{}{}{}\n", label.text, label.at.x, label.at.y, label.em_px,
        label.angle_deg != 0 ? fmt::format(" turned {:.0f}", label.angle_deg) : "",
        label.stacked ? " stacked" : "", label.note.empty() ? "" : fmt::format(" | {}", label.note));
  }
  return out;
}

std::string dump(const DispatchScene& scene) {
  std::string out = dump_ground(scene);
  const DispatchMarks& marks = scene.marks;
  if (marks.cordon) {
    out += fmt::format("cordon {:.1f} {:.1f} radius {:.0f} m {}\n", marks.cordon->at.x, marks.cordon->at.y,
                       marks.cordon->radius_m, code(marks.cordon->level));
  }
  for (const RouteMark& route : marks.routes) {
    out += fmt::format("route {}{} {} points {:.1f} {:.1f} to {:.1f} {:.1f}\n",
                       route.under_way ? "under_way" : "advised", route.of_selected ? " selected" : "",
                       route.line.size(), route.line.front().x, route.line.front().y, route.line.back().x,
                       route.line.back().y);
  }
  for (const PlacedUnit& placed : scene.placed.units) {
    const UnitMark& unit = marks.units[placed.row];
    out += fmt::format("unit {} {} {} {:.1f} {:.1f}{}{}{}\n", unit.id, sign_text(unit.sign),
                       kLookNames[static_cast<std::size_t>(unit.look)], unit.at.x, unit.at.y,
                       placed.dx != 0 || placed.dy != 0
                           ? fmt::format(" beside {:.0f} {:.0f}", placed.dx, placed.dy)
                           : std::string(),
                       unit.of_selected ? " selected" : "", placed.small ? " small" : "");
  }
  for (const PlacedIncident& placed : scene.placed.incidents) {
    const IncidentMark& incident = marks.incidents[placed.row];
    out += fmt::format("incident {} {} {:.1f} {:.1f}{}{}\n", incident.id, code(incident.level), incident.at.x,
                       incident.at.y, incident.selected ? " selected" : "", placed.small ? " small" : "");
  }
  for (const Plate& plate : scene.placed.plates) {
    out += fmt::format("plate {} {:.1f} {:.1f} beside {:.0f} {:.0f} size {:.0f} {:.0f}{}\n", plate.text,
                       plate.at.x, plate.at.y, plate.dx, plate.dy, plate.w, plate.h,
                       plate.strong ? " strong" : "");
  }
  return out;
}

}  // namespace anxin
