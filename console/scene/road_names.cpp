// The network's stretches joined into whole roads by name, so that names can be written along them: a stretch
// between two junctions is shorter than most names.
#include <algorithm>
#include <cmath>
#include <tuple>
#include <unordered_map>
#include <utility>

#include "console/scene/road_lines.hpp"

namespace anxin {
namespace {

constexpr std::uint8_t kLeastClass = 3;  // secondary: smaller roads stay without a name

// A position to the decimetre: stretches meet where they share a vertex.
std::uint64_t place_of(MapXY at) {
  const auto part = [](double v) { return static_cast<std::uint32_t>(std::lround(v * 10)); };
  return std::uint64_t{part(at.x())} << 32 | part(at.y());
}

// UX 5: Chinese names only.
bool is_chinese(const std::string& name) {
  const auto latin = [](char c) { return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z'); };
  return !name.empty() && static_cast<unsigned char>(name.front()) >= 0x80 &&
         std::none_of(name.begin(), name.end(), latin);
}

// The stretches of one name.
class Joining {
 public:
  Joining(const RoadNet& net, std::vector<std::uint32_t> rows) : net_(net), rows_(std::move(rows)) {
    used_.assign(rows_.size(), false);
    for (std::uint32_t i = 0; i < rows_.size(); ++i) {
      ends_.emplace(place_of(point(i, true)), i);
      ends_.emplace(place_of(point(i, false)), i);
    }
  }

  void join(std::vector<std::vector<MapXY>>& out) {
    for (std::uint32_t i = 0; i < rows_.size(); ++i) {
      if (used_[i]) continue;
      used_[i] = true;
      std::vector<MapXY> line = points(i, true);
      extend(line);
      std::reverse(line.begin(), line.end());
      extend(line);
      out.push_back(std::move(line));
    }
  }

 private:
  [[nodiscard]] const RoadNet::Stretch& stretch(std::uint32_t i) const { return net_.stretches[rows_[i]]; }
  [[nodiscard]] MapXY point(std::uint32_t i, bool first) const {
    const RoadNet::Stretch& s = stretch(i);
    return net_.points[first ? s.first : s.first + s.count - 1];
  }
  [[nodiscard]] std::vector<MapXY> points(std::uint32_t i, bool forward) const {
    const auto from = net_.points.begin() + stretch(i).first;
    std::vector<MapXY> out(from, from + stretch(i).count);
    if (!forward) std::reverse(out.begin(), out.end());
    return out;
  }

  // Goes on at the end by the stretch that turns least, and never back on itself.
  void extend(std::vector<MapXY>& line) {
    for (;;) {
      const MapXY end = line.back(), before = line[line.size() - 2];
      const double dx = end.x() - before.x(), dy = end.y() - before.y();
      double best = 0;  // cosine of the turn: less than a right angle
      std::vector<MapXY> next;
      std::uint32_t taken = 0;
      const auto [from, to] = ends_.equal_range(place_of(end));
      for (auto it = from; it != to; ++it) {
        if (used_[it->second]) continue;
        std::vector<MapXY> on = points(it->second, place_of(point(it->second, true)) == place_of(end));
        const double ex = on[1].x() - on[0].x(), ey = on[1].y() - on[0].y();
        const double cosine = (dx * ex + dy * ey) / std::max(1e-9, std::hypot(dx, dy) * std::hypot(ex, ey));
        if (cosine > best) best = cosine, next = std::move(on), taken = it->second;
      }
      if (next.empty()) return;
      used_[taken] = true;
      line.insert(line.end(), next.begin() + 1, next.end());
    }
  }

  const RoadNet& net_;
  std::vector<std::uint32_t> rows_;
  std::vector<bool> used_;
  std::unordered_multimap<std::uint64_t, std::uint32_t> ends_;
};

}  // namespace

std::vector<BaseMap::Road> named_roads(const RoadNet& net) {
  // By class and name: a road is named where it is largest first.
  std::vector<std::tuple<std::uint8_t, std::uint32_t, std::uint32_t>> order;
  for (std::uint32_t i = 0; i < net.stretches.size(); ++i) {
    const RoadNet::Stretch& s = net.stretches[i];
    if (s.name == 0 || s.name >= net.names.size() || s.road_class > kLeastClass || s.count < 2 ||
        std::size_t{s.first} + s.count > net.points.size())
      continue;
    order.emplace_back(s.road_class, s.name, i);
  }
  std::erase_if(order, [&](const auto& entry) { return !is_chinese(net.names[std::get<1>(entry)]); });
  std::sort(order.begin(), order.end());
  std::vector<BaseMap::Road> out;
  for (std::size_t i = 0; i < order.size();) {
    const auto [road_class, name, first] = order[i];
    std::vector<std::uint32_t> rows;
    for (; i < order.size() && std::get<0>(order[i]) == road_class && std::get<1>(order[i]) == name; ++i)
      rows.push_back(std::get<2>(order[i]));
    std::vector<std::vector<MapXY>> lines;
    Joining(net, std::move(rows)).join(lines);
    const LineKind kind = road_class == 0   ? LineKind::Motorway
                          : road_class == 1 ? LineKind::Trunk
                                            : LineKind::Primary;
    for (auto& line : lines) out.push_back({kind, net.names[name], std::move(line)});
  }
  return out;
}

}  // namespace anxin
