#include "console/scene/road_lines.hpp"

#include <algorithm>
#include <cmath>

namespace anxin {
namespace {

constexpr float kCell = 1'000;  // metres; neighbours of one cell share a run
constexpr std::uint32_t kRunStretches = 48;
constexpr std::uint8_t kRamp = 5, kOther = 6;

// Of the six rows of UX 1.5: a ramp is drawn as a secondary road, what is left as a residential one.
std::size_t look_of(std::uint8_t road_class) {
  return road_class == kRamp ? 3 : road_class >= kOther ? 5 : road_class;
}

SceneXY relative(MapXY at, MapXY origin) {
  return {static_cast<float>(at.x() - origin.x()), static_cast<float>(at.y() - origin.y())};
}

bool usable(const RoadNet& net, const RoadNet::Stretch& s) {
  return s.count >= 2 && std::size_t{s.first} + s.count <= net.points.size();
}

// Cells of the whole network, row by row.
struct Cells {
  float x = 0, y = 0;
  std::size_t columns = 1, lines = 1;
  [[nodiscard]] std::size_t of(SceneXY at) const {
    const auto step = [](float v, std::size_t n) {
      return std::min(n - 1, static_cast<std::size_t>(std::max(0.0f, v / kCell)));
    };
    return step(at.y - y, lines) * columns + step(at.x - x, columns);
  }
};

Cells cells_of(const RoadNet& net, MapXY origin) {
  Cells cells;
  if (net.points.empty()) return cells;
  SceneXY upper = relative(net.points.front(), origin);
  cells.x = upper.x, cells.y = upper.y;
  for (const MapXY p : net.points) {
    const SceneXY at = relative(p, origin);
    cells.x = std::min(cells.x, at.x), cells.y = std::min(cells.y, at.y);
    upper.x = std::max(upper.x, at.x), upper.y = std::max(upper.y, at.y);
  }
  cells.columns = static_cast<std::size_t>((upper.x - cells.x) / kCell) + 1;
  cells.lines = static_cast<std::size_t>((upper.y - cells.y) / kCell) + 1;
  return cells;
}

// Rows of the network in drawing order: smallest class first, then by cell; a counting sort.
std::vector<std::uint32_t> drawing_order(const RoadNet& net, MapXY origin,
                                         std::vector<std::uint32_t>& bucket_of) {
  const Cells cells = cells_of(net, origin);
  const std::size_t a_class = cells.columns * cells.lines;
  bucket_of.assign(net.stretches.size(), 0);
  std::vector<std::uint32_t> first(a_class * kRoadClasses + 1, 0);
  std::size_t taken = 0;
  for (std::size_t i = 0; i < net.stretches.size(); ++i) {
    const RoadNet::Stretch& s = net.stretches[i];
    if (!usable(net, s)) continue;
    const auto rank = static_cast<std::size_t>(kRoadClasses - 1 - std::min<int>(s.road_class, kOther));
    bucket_of[i] = static_cast<std::uint32_t>(rank * a_class +
                                              cells.of(relative(net.points[s.first + s.count / 2], origin)));
    ++first[bucket_of[i] + 1];
    ++taken;
  }
  for (std::size_t i = 1; i < first.size(); ++i) first[i] += first[i - 1];
  std::vector<std::uint32_t> order(taken);
  for (std::size_t i = 0; i < net.stretches.size(); ++i) {
    if (usable(net, net.stretches[i])) order[first[bucket_of[i]]++] = static_cast<std::uint32_t>(i);
  }
  return order;
}

}  // namespace

RoadLines build_roads(const RoadNet& net, MapXY origin) {
  RoadLines out;
  std::vector<std::uint32_t> bucket_of;
  const std::vector<std::uint32_t> order = drawing_order(net, origin, bucket_of);
  out.stretches.reserve(order.size());
  out.points.reserve(net.points.size());
  std::uint32_t bucket = 0;
  for (const std::uint32_t row : order) {
    const RoadNet::Stretch& s = net.stretches[row];
    const auto road_class = static_cast<std::uint8_t>(std::min<int>(s.road_class, kOther));
    if (out.runs.empty() || out.runs.back().road_class != road_class || bucket_of[row] != bucket ||
        out.runs.back().count >= kRunStretches) {
      out.runs.push_back(
          {road_class, static_cast<std::uint32_t>(out.stretches.size()), 0, {1e9f, 1e9f}, {-1e9f, -1e9f}});
      bucket = bucket_of[row];
    }
    RoadLines::Run& run = out.runs.back();
    ++run.count;
    out.stretches.push_back({static_cast<std::uint32_t>(out.points.size()), s.count, row});
    for (std::uint32_t i = s.first; i < s.first + s.count; ++i) {
      const SceneXY at = relative(net.points[i], origin);
      run.lower = {std::min(run.lower.x, at.x), std::min(run.lower.y, at.y)};
      run.upper = {std::max(run.upper.x, at.x), std::max(run.upper.y, at.y)};
      out.points.push_back(at);
    }
  }
  return out;
}

std::vector<std::uint8_t> bands_of(const ReachBands& reach, std::size_t stretches) {
  if (reach.stretch_s.size() != stretches) return {};
  std::vector<std::uint8_t> out(stretches, 0);
  const std::size_t bands = std::min<std::size_t>(reach.limits_s.size(), kTimeBands);
  for (std::size_t i = 0; i < stretches; ++i) {
    if (reach.stretch_s[i] < 0) continue;
    for (std::size_t band = 0; band < bands && out[i] == 0; ++band) {
      if (reach.stretch_s[i] <= reach.limits_s[band]) out[i] = static_cast<std::uint8_t>(band + 1);
    }
  }
  return out;
}

float road_width(ScaleBand band, std::uint8_t road_class) {
  static constexpr std::array<std::array<float, 6>, 3> kWidth{{
      {1.2f, 1.0f, 0, 0, 0, 0},              // city
      {2.4f, 2.2f, 1.3f, 1.0f, 0, 0},        // middle
      {4.0f, 3.6f, 2.6f, 2.0f, 1.2f, 0.8f},  // near
  }};
  return kWidth[static_cast<std::size_t>(band)][look_of(road_class)];
}

Colour32 road_colour(const Style& style, std::uint8_t road_class) { return style.road[look_of(road_class)]; }

float time_band_width(ScaleBand band, std::uint8_t road_class, int time_band) {
  static constexpr std::array<float, kTimeBands> kWidth{2.4f, 2.0f, 1.7f};
  if (time_band < 1 || time_band > kTimeBands) return 0;
  const std::size_t smallest = band == ScaleBand::City ? 3 : band == ScaleBand::Middle ? 4 : 5;
  if (look_of(road_class) > smallest) return 0;
  return kWidth[static_cast<std::size_t>(time_band - 1)];
}

}  // namespace anxin
