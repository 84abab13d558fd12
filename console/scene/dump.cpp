// A scene as text, for goldens and for a person who debugs: one thing a line, metres rounded to decimetres.
#include <fmt/format.h>

#include <array>

#include "console/scene/scene.hpp"

namespace anxin {
namespace {

constexpr std::array<const char*, 5> kLineNames{"primary", "trunk", "motorway", "district_line", "city_line"};

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

}  // namespace anxin
