#include "console/render/dispatch_painter.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace anxin {
namespace {

constexpr std::size_t kFew = 64;  // up to so many changed rectangles are redrawn one by one
// Px at 1x.
constexpr float kCasing = 8, kRoute = 4, kDot = 2.4f, kDotGap = 7, kOtherRoute = 1.6f, kStart = 4,
                kStartLine = 2;
constexpr float kHatchEvery = 12, kHatchLine = 1.2f, kClosureEvery = 8, kClosureLine = 1.6f, kClosureEdge = 2,
                kClosedRoad = 5, kClosedOn = 8, kClosedOff = 7;
constexpr float kCordonLine = 1.6f, kCordonOn = 7, kCordonOff = 5;
constexpr float kPlateEm = 12, kStrongEm = 14, kPlateCorner = 3;
constexpr float kUncoveredShare = 0.34f, kClosureShare = 0.6f,
                kOtherShare = 0.45f;  // of the ink, mixed to land
constexpr float kLeastSquared = 1;    // px: points nearer than one are left out

MapPoint to_px(SceneXY at, double metres_per_px) {
  return {static_cast<float>(at.x / metres_per_px), static_cast<float>(at.y / metres_per_px)};
}
// The whole pixel of a mark, as for a project's symbol.
MapPoint pixel_of(SceneXY at, double metres_per_px) {
  const auto inverse = static_cast<float>(1.0 / metres_per_px);
  return {std::floor(at.x * inverse), std::floor(at.y * inverse)};
}

template <class Points>
void to_px(const Points& from, double metres_per_px, std::vector<MapPoint>& out) {
  out.clear();
  for (std::size_t i = 0; i < from.size(); ++i) {
    const MapPoint p = to_px(from[i], metres_per_px);
    if (!out.empty() && i + 1 < from.size()) {
      const float dx = p.x - out.back().x, dy = p.y - out.back().y;
      if (dx * dx + dy * dy < kLeastSquared) continue;
    }
    out.push_back(p);
  }
}

PixelBox box_round(float x, float y, float reach_x, float reach_y) {
  return {static_cast<int>(std::floor(x - reach_x)), static_cast<int>(std::floor(y - reach_y)),
          static_cast<int>(std::ceil(x + reach_x)) + 1, static_cast<int>(std::ceil(y + reach_y)) + 1};
}

// FNV-1a over what decides a mark's pixels.
class Looks {
 public:
  template <class T>
  Looks& add(T value) {
    const auto* bytes = reinterpret_cast<const unsigned char*>(&value);
    return bytes_of(bytes, sizeof(T));
  }
  Looks& text(std::string_view s) {
    return bytes_of(reinterpret_cast<const unsigned char*>(s.data()), s.size());
  }
  [[nodiscard]] std::uint64_t value() const { return hash_; }

 private:
  Looks& bytes_of(const unsigned char* bytes, std::size_t n) {
    for (std::size_t i = 0; i < n; ++i) hash_ = (hash_ ^ bytes[i]) * 1099511628211ull;
    return *this;
  }
  std::uint64_t hash_ = 14695981039346656037ull;
};

}  // namespace

Status DispatchPainter::create(const MapFonts& fonts) {
  auto glyphs = Glyphs::open(fonts);
  if (!glyphs) return std::unexpected(glyphs.error());
  glyphs_ = std::move(*glyphs);
  return {};
}

std::vector<DispatchPainter::Item> DispatchPainter::items_of(const DispatchScene& scene) const {
  const PlacedDispatch& placed = scene.placed;
  const double m = placed.metres_per_px;
  const float ui = placed.ui;
  std::vector<Item> out;
  out.reserve(placed.units.size() + placed.incidents.size() + placed.plates.size());
  for (const PlacedUnit& p : placed.units) {
    const UnitMark& mark = scene.marks.units[p.row];
    const MapPoint at = pixel_of(mark.at, m);
    const float half = unit_half(mark, p.small), reach = (half + 9) * ui;
    out.push_back({Looks().add(at.x + p.dx).add(at.y + p.dy).add(mark.look).add(mark.sign).add(half).value(),
                   box_round(at.x + p.dx, at.y + p.dy, reach, reach)});
  }
  for (const PlacedIncident& p : placed.incidents) {
    const IncidentMark& mark = scene.marks.incidents[p.row];
    const MapPoint at = pixel_of(mark.at, m);
    const float half = incident_half(p.small), reach = (half + kSelectedMore + 5) * ui;
    out.push_back({Looks().add(at.x).add(at.y).add(mark.level).add(mark.selected).add(half).value(),
                   box_round(at.x, at.y, reach, reach)});
  }
  for (const Plate& plate : placed.plates) {
    const MapPoint at = pixel_of(plate.at, m);
    out.push_back(
        {Looks().text(plate.text).add(at.x + plate.dx).add(at.y + plate.dy).add(plate.strong).value(),
         box_round(at.x + plate.dx, at.y + plate.dy, plate.w / 2 + 2, plate.h / 2 + 2)});
  }
  for (const RouteMark& route : scene.marks.routes) {
    Looks looks;
    looks.add(route.under_way).add(route.of_selected);
    float x0 = 1e9f, y0 = 1e9f, x1 = -1e9f, y1 = -1e9f;
    for (const SceneXY at : route.line) {
      looks.add(at.x).add(at.y);
      const MapPoint p = to_px(at, m);
      x0 = std::min(x0, p.x), x1 = std::max(x1, p.x), y0 = std::min(y0, p.y), y1 = std::max(y1, p.y);
    }
    const float more = (kCasing / 2 + 2) * ui;
    out.push_back(
        {looks.value(), box_round((x0 + x1) / 2, (y0 + y1) / 2, (x1 - x0) / 2 + more, (y1 - y0) / 2 + more)});
  }
  if (scene.marks.cordon) {
    const CordonMark& cordon = *scene.marks.cordon;
    const MapPoint at = to_px(cordon.at, m);
    const float reach = static_cast<float>(cordon.radius_m / m) + 3 * ui;
    out.push_back({Looks().add(at.x).add(at.y).add(cordon.radius_m).add(cordon.level).value(),
                   box_round(at.x, at.y, reach, reach)});
  }
  std::sort(out.begin(), out.end(), [](const Item& a, const Item& b) { return a.looks < b.looks; });
  return out;
}

DispatchPainter::Change DispatchPainter::update(const DispatchScene* scene) {
  Change change;
  if (scene == nullptr) {
    change.many = !held_.empty();
    held_.clear();
    held_scale_ = 0, marks_revision_ = placed_revision_ = 0;
    return change;
  }
  if (scene->marks_revision == marks_revision_ && scene->placed_revision == placed_revision_) return change;
  marks_revision_ = scene->marks_revision, placed_revision_ = scene->placed_revision;
  std::vector<Item> now = items_of(*scene);
  change.many = scene->placed.metres_per_px != held_scale_;
  const auto before = [](const Item& a, const Item& b) { return a.looks < b.looks; };
  std::vector<Item> differ;
  if (!change.many) {
    std::set_symmetric_difference(held_.begin(), held_.end(), now.begin(), now.end(),
                                  std::back_inserter(differ), before);
    change.many = differ.size() > kFew;
  }
  if (!change.many) {
    for (const Item& item : differ) change.boxes.push_back(item.box);
  }
  held_ = std::move(now);
  held_scale_ = scene->placed.metres_per_px;
  return change;
}

void DispatchPainter::paint_ground(PaintBuffer& buffer, const DispatchScene& scene, const Projection& to,
                                   ScaleBand band, const Style& style, float ui) {
  std::vector<std::vector<MapPoint>> rings;
  const auto rings_px = [&](const HatchedArea& area) {
    rings.resize(area.rings.size());
    for (std::size_t i = 0; i < rings.size(); ++i) to_px(area.rings[i], to.metres_per_px, rings[i]);
  };
  for (const HatchedArea& area : scene.uncovered) {
    rings_px(area);
    buffer.hatch(rings, kHatchLine * ui, kHatchEvery * ui, mix(style.land, style.text2, kUncoveredShare));
  }
  if (scene.roads) paint_roads(buffer, scene, to, band, style, ui);
  for (const ClosureMark& closure : scene.closures) {
    rings_px(closure.area);
    if (!rings.empty()) {
      const Colour32 stripes = mix(style.land, style.text, kClosureShare);
      buffer.hatch(rings, kClosureLine * ui, kClosureEvery * ui, stripes);
    }
    paint_closure(buffer, closure, to, style, ui);
  }
}

void DispatchPainter::paint_roads(PaintBuffer& buffer, const DispatchScene& scene, const Projection& to,
                                  ScaleBand band, const Style& style, float ui) {
  const RoadLines& roads = *scene.roads;
  const auto inverse = static_cast<float>(1.0 / to.metres_per_px);
  const auto draw = [&](const RoadLines::Stretch& s, float width, Colour32 colour) {
    const SceneXY* p = roads.points.data() + s.first;
    MapPoint last{p[0].x * inverse, p[0].y * inverse};
    for (std::uint32_t i = 1; i < s.count; ++i) {
      const MapPoint next{p[i].x * inverse, p[i].y * inverse};
      const float dx = next.x - last.x, dy = next.y - last.y;
      if (dx * dx + dy * dy < kLeastSquared && i + 1 < s.count) continue;
      buffer.line(last, next, width, colour);
      last = next;
    }
  };
  for (auto& list : banded_) list.clear();
  for (const RoadLines::Run& run : roads.runs) {
    const float width = road_width(band, run.road_class) * ui;
    const bool may_band = !scene.time_band.empty() && time_band_width(band, run.road_class, kTimeBands) > 0;
    if ((width <= 0 && !may_band) ||
        !buffer.meets(run.lower.x * inverse - 4 * ui, run.lower.y * inverse - 4 * ui,
                      run.upper.x * inverse + 4 * ui, run.upper.y * inverse + 4 * ui))
      continue;
    const Colour32 colour = road_colour(style, run.road_class);
    for (std::uint32_t i = run.first; i < run.first + run.count; ++i) {
      const RoadLines::Stretch& s = roads.stretches[i];
      if (width > 0) draw(s, width, colour);
      const std::uint8_t tb = may_band && s.row < scene.time_band.size() ? scene.time_band[s.row] : 0;
      if (tb > 0) banded_[tb - 1].push_back(i);
    }
  }
  for (int tb = kTimeBands; tb >= 1; --tb) {
    const auto index = static_cast<std::size_t>(tb - 1);
    const float width = time_band_width(ScaleBand::Near, 0, tb) * ui;
    for (const std::uint32_t i : banded_[index]) draw(roads.stretches[i], width, style.time_band[index]);
  }
}

void DispatchPainter::paint_closure(PaintBuffer& buffer, const ClosureMark& closure, const Projection& to,
                                    const Style& style, float ui) {
  for (const auto& ring : closure.area.rings) {
    to_px(ring, to.metres_per_px, points_);
    buffer.dashes(points_, kClosureEdge * ui, kClosedOn * ui, kClosedOff * ui / 2, style.text);
  }
  for (const auto& road : closure.roads) {
    to_px(road, to.metres_per_px, points_);
    for (std::size_t i = 0; i + 1 < points_.size(); ++i)
      buffer.line(points_[i], points_[i + 1], (kClosedRoad + 3) * ui, style.map);
    buffer.dashes(points_, kClosedRoad * ui, kClosedOn * ui, kClosedOff * ui, style.text);
  }
}

void DispatchPainter::paint_under(PaintBuffer& buffer, const DispatchScene& scene, const Projection& to,
                                  const Style& style, float ui) const {
  if (!scene.marks.cordon) return;
  const CordonMark& cordon = *scene.marks.cordon;
  const MapPoint at = to_px(cordon.at, to.metres_per_px);
  const auto radius = static_cast<float>(cordon.radius_m / to.metres_per_px);
  if (radius < (incident_half(false) + kSelectedMore + 4) * ui ||
      !buffer.meets(at.x - radius - 2, at.y - radius - 2, at.x + radius + 2, at.y + radius + 2))
    return;
  constexpr float kTurn = 2 * std::numbers::pi_v<float>;
  const auto steps = static_cast<int>(std::max(48.0f, kTurn * radius / 4));
  std::vector<MapPoint> ring;
  for (int i = 0; i <= steps; ++i) {
    const float angle = kTurn * static_cast<float>(i) / static_cast<float>(steps);
    ring.push_back({at.x + radius * std::sin(angle), at.y + radius * std::cos(angle)});
  }
  // A whole number of dashes.
  const float round = kTurn * radius / ui;
  const float stretch =
      round / (std::max(4.0f, std::round(round / (kCordonOn + kCordonOff))) * (kCordonOn + kCordonOff));
  buffer.dashes(ring, kCordonLine * ui, kCordonOn * stretch * ui, kCordonOff * stretch * ui,
                level_colour(style, cordon.level));
}

void DispatchPainter::paint_route(PaintBuffer& buffer, const RouteMark& route, const Projection& to,
                                  const Style& style, float ui) {
  to_px(route.line, to.metres_per_px, points_);
  float x0 = 1e9f, y0 = 1e9f, x1 = -1e9f, y1 = -1e9f;
  for (const MapPoint p : points_)
    x0 = std::min(x0, p.x), x1 = std::max(x1, p.x), y0 = std::min(y0, p.y), y1 = std::max(y1, p.y);
  const float more = kCasing * ui;
  if (!buffer.meets(x0 - more, y0 - more, x1 + more, y1 + more)) return;
  const auto stroke = [&](float width, Colour32 colour) {
    for (std::size_t i = 0; i + 1 < points_.size(); ++i)
      buffer.line(points_[i], points_[i + 1], width * ui, colour);
  };
  if (!route.of_selected) {
    const Colour32 pale = mix(style.land, style.move, kOtherShare);
    if (route.under_way) return stroke(kOtherRoute, pale);
    return buffer.dashes(points_, kOtherRoute * ui, 0, kDotGap * ui, pale);
  }
  stroke(kCasing, style.map);
  if (!route.under_way) return buffer.dashes(points_, kDot * ui, 0, kDotGap * ui, style.move);
  stroke(kRoute, style.move);
  buffer.circle(points_.front(), (kStart + kStartLine / 2) * ui, 0, style.map);
  buffer.circle(points_.front(), kStart * ui, kStartLine * ui, style.move);
}

void DispatchPainter::paint_plate(PaintBuffer& buffer, const Plate& plate, const Projection& to,
                                  const Style& style, float ui) {
  const MapPoint at = pixel_of(plate.at, to.metres_per_px);
  const float x = at.x + plate.dx, y = at.y + plate.dy;
  const float left = std::round(x - plate.w / 2), low = std::round(y - plate.h / 2);
  if (!buffer.meets(left - 1, low - 1, left + plate.w + 1, low + plate.h + 1)) return;
  buffer.plate({left, low, left + plate.w, low + plate.h, kPlateCorner * ui, std::max(1.0f, std::round(ui))},
               style.panel, plate.strong ? style.text : style.line2);
  buffer.text(*glyphs_, plate.text, (plate.strong ? kStrongEm : kPlateEm) * ui, true,
              {left + plate.w / 2, low + plate.h / 2}, style.text);
}

void DispatchPainter::paint_marks(PaintBuffer& buffer, const DispatchScene& scene, const Projection& to,
                                  const Style& style, float ui) {
  sprites_.use(style, ui);
  for (const RouteMark& route : scene.marks.routes) {
    if (route.line.size() >= 2) paint_route(buffer, route, to, style, ui);
  }
  const auto stamp = [&](SceneXY where, float dx, float dy, const Sprite& sprite) {
    const MapPoint at = pixel_of(where, to.metres_per_px);
    buffer.stamp(sprite, static_cast<int>(std::lround(at.x + dx)), static_cast<int>(std::lround(at.y + dy)));
  };
  for (const PlacedUnit& placed : scene.placed.units) {
    const UnitMark& mark = scene.marks.units[placed.row];
    stamp(mark.at, placed.dx, placed.dy, sprites_.unit(mark, placed.small, *glyphs_));
  }
  for (const PlacedIncident& placed : scene.placed.incidents) {
    const IncidentMark& mark = scene.marks.incidents[placed.row];
    stamp(mark.at, 0, 0, sprites_.incident(mark, placed.small, *glyphs_));
  }
  for (const Plate& plate : scene.placed.plates) paint_plate(buffer, plate, to, style, ui);
}

}  // namespace anxin
