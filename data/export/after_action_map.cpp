// The map picture: the map plane of EPSG:4548, so that a metre is as long in every direction.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "data/export/after_action_parts.hpp"
#include "geo/crs.hpp"

namespace anxin {
namespace {

constexpr double kWidth = 720, kHeight = 480;  // of the picture, in its own units
constexpr double kMargin = 0.15;               // of the extent, on each side
constexpr double kLeastExtentM = 2000;

struct Extent {
  double x0 = 1e18, y0 = 1e18, x1 = -1e18, y1 = -1e18;
  void take(MapXY p) {
    x0 = std::min(x0, p.x()), y0 = std::min(y0, p.y());
    x1 = std::max(x1, p.x()), y1 = std::max(y1, p.y());
  }
};

// From the map plane to the picture; north up.
class View {
 public:
  explicit View(const Extent& extent) {
    const double w = std::max(extent.x1 - extent.x0, kLeastExtentM) * (1 + 2 * kMargin);
    const double h = std::max(extent.y1 - extent.y0, kLeastExtentM) * (1 + 2 * kMargin);
    metres_ = std::max(w / kWidth, h / kHeight);
    x0_ = (extent.x0 + extent.x1) / 2 - metres_ * kWidth / 2;
    y1_ = (extent.y0 + extent.y1) / 2 + metres_ * kHeight / 2;
  }
  [[nodiscard]] double metres_per_unit() const { return metres_; }
  [[nodiscard]] std::pair<double, double> at(MapXY p) const {
    return {(p.x() - x0_) / metres_, (y1_ - p.y()) / metres_};
  }
  [[nodiscard]] bool holds(MapXY p) const {
    const auto [x, y] = at(p);
    return x >= 0 && y >= 0 && x <= kWidth && y <= kHeight;
  }
  [[nodiscard]] bool touches(const LonLatBox& box) const {
    Extent e;
    for (const double lon : {box.lower.lon(), box.upper.lon()}) {
      for (const double lat : {box.lower.lat(), box.upper.lat()})
        e.take(to_map(LonLat::of_degrees(lon, lat)));
    }
    return e.x1 >= x0_ && e.x0 <= x0_ + metres_ * kWidth && e.y0 <= y1_ && e.y1 >= y1_ - metres_ * kHeight;
  }

 private:
  double metres_ = 1, x0_ = 0, y1_ = 0;
};

std::string path_of(const View& view, const std::vector<LonLat>& line) {
  std::string d;
  for (const LonLat p : line) {
    const auto [x, y] = view.at(to_map(p));
    d += fmt::format("{}{:.1f} {:.1f}", d.empty() ? "M" : "L", x, y);
  }
  return d;
}

std::string text_at(double x, double y, std::string_view what, int size, bool bold = false) {
  // A white edge keeps the words readable on lines.
  return fmt::format(
      "<text x=\"{:.1f}\" y=\"{:.1f}\" font-size=\"{}\"{} stroke=\"white\" stroke-width=\"3\" "
      "paint-order=\"stroke\" fill=\"black\">{}</text>\n",
      x, y, size, bold ? " font-weight=\"bold\"" : "", what);
}

std::string districts(const AfterAction& page, const View& view) {
  std::string out;
  for (const District& d : page.pack.districts) {
    if (!view.touches(bounding_box(d.shape))) continue;
    const auto simple = simplify(d.shape, Metres::of(view.metres_per_unit()));
    std::string path;
    for (const Polygon& polygon : simple ? *simple : d.shape) {
      path += path_of(view, polygon.outer) + "Z";
      for (const Ring& hole : polygon.holes) path += path_of(view, hole) + "Z";
    }
    out += "<path d=\"" + path + "\" fill=\"none\" stroke=\"gray\" stroke-width=\"1\"/>\n";
    const MapXY label = to_map(d.label_at);
    if (!view.holds(label)) continue;
    const auto [x, y] = view.at(label);
    out += text_at(x, y, escape_html(page.english() ? d.name_en : d.name), 12);
  }
  return out;
}

std::string units(const AfterAction& page, const View& view) {
  std::string ways, marks;
  for (const Assignment* a : page.assignments) {
    const auto from = page.came_from.find(a->id);
    if (from == page.came_from.end()) continue;
    const auto given = page.request.ways.find(a->id);
    const bool by_road = given != page.request.ways.end() && given->second.size() > 1;
    const std::vector<LonLat> line =
        by_road ? given->second : std::vector<LonLat>{from->second.at, page.incident->at};
    ways +=
        fmt::format("<path d=\"{}\" fill=\"none\" stroke=\"black\" stroke-width=\"{}\"{}/>\n",
                    path_of(view, line), by_road ? "1.6" : "0.8", by_road ? "" : " stroke-dasharray=\"4 4\"");
    const auto [x, y] = view.at(to_map(from->second.at));
    marks += from->second.at_base
                 ? fmt::format(
                       "<rect x=\"{:.1f}\" y=\"{:.1f}\" width=\"8\" height=\"8\" fill=\"white\" "
                       "stroke=\"black\" stroke-width=\"1.5\"/>\n",
                       x - 4, y - 4)
                 : fmt::format(
                       "<circle cx=\"{:.1f}\" cy=\"{:.1f}\" r=\"4.5\" fill=\"white\" stroke=\"black\" "
                       "stroke-width=\"1.5\"/>\n",
                       x, y);
    marks += text_at(x + 7, y + 4, AfterAction::number(*a), 11, true);
  }
  return ways + marks;
}

// The longest of 1, 2, 5 times a power of ten within a quarter of the width.
double scale_bar_m(const View& view) {
  const double most = view.metres_per_unit() * kWidth / 4;
  const double power = std::pow(10, std::floor(std::log10(most)));
  for (const double step : {5.0, 2.0}) {
    if (step * power <= most) return step * power;
  }
  return power;
}

std::string furniture(const View& view) {
  const double metres = scale_bar_m(view), length = metres / view.metres_per_unit();
  const double x = 14, y = kHeight - 14;
  std::string out = fmt::format(
      "<path d=\"M{0:.1f} {1:.1f}v-6M{0:.1f} {1:.1f}h{2:.1f}v-6\" fill=\"none\" stroke=\"black\" "
      "stroke-width=\"2\"/>\n",
      x, y, length);
  out +=
      text_at(x + length + 6, y,
              metres >= 1000 ? fmt::format("{:.0f} km", metres / 1000) : fmt::format("{:.0f} m", metres), 11);
  out += "<path d=\"M700 40l-6 0l6 -26l6 26z\" fill=\"black\"/>\n" + text_at(696, 54, "N", 12, true);
  return out;
}

}  // namespace

std::string map_picture(const AfterAction& page) {
  Extent extent;
  extent.take(to_map(page.incident->at));
  for (const auto& [id, place] : page.came_from) extent.take(to_map(place.at));
  for (const auto& [id, way] : page.request.ways) {
    for (const LonLat p : way) extent.take(to_map(p));
  }
  const View view(extent);
  const auto [x, y] = view.at(to_map(page.incident->at));
  const std::string title = page.say("位置图", "Map");
  std::string out = fmt::format(
      "<svg viewBox=\"0 0 {0:.0f} {1:.0f}\" width=\"{0:.0f}\" height=\"{1:.0f}\" role=\"img\" "
      "aria-label=\"{2}\">\n"
      "<rect x=\"0\" y=\"0\" width=\"{0:.0f}\" height=\"{1:.0f}\" fill=\"white\" stroke=\"black\" "
      "stroke-width=\"2\"/>\n",
      kWidth, kHeight, title);
  out += districts(page, view) + units(page, view);
  out += fmt::format(
      "<path d=\"M{0:.1f} {1:.1f}l9 9l-9 9l-9 -9z\" fill=\"black\" stroke=\"white\" stroke-width=\"1.5\"/>\n",
      x, y - 9);
  out += text_at(x + 12, y + 4, escape_html(page.incident->id), 12, true) + furniture(view) + "</svg>\n";
  return out + "<p>" +
         page.say(
             "◆ 事件；□ 驻地、○ 派出时位置，编号同“到场单位”表；实线为道路路线，虚线为直线连接、非路线。"
             "EPSG:4548（CGCS2000 三度带，中央经线 117°E），上为北。区界经简化，仅供示意。",
             "◆ incident; □ base, ○ position when sent, numbered as in the table of units; full line: way by "
             "road, broken line: straight, not a way. EPSG:4548 (CGCS2000 3-degree zone, CM 117E), north up. "
             "District lines are simplified.") +
         "</p>\n";
}

}  // namespace anxin
