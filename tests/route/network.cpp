#include "tests/route/network.hpp"

#include <cmath>
#include <limits>
#include <queue>

namespace anxin::test {

SpeedTable example_speeds() {
  SpeedTable t;
  t.rows = {{{90, 0.6, 1.0},
             {70, 0.45, 1.0},
             {45, 0.55, 1.1},
             {35, 0.6, 1.1},
             {28, 0.7, 1.1},
             {40, 0.5, 1.0},
             {20, 0.8, 1.0}}};
  return t;
}

std::vector<RoadSegment> random_roads(std::uint64_t seed, int side) {
  std::mt19937_64 dice(seed);
  const auto share = [&] { return static_cast<double>(dice() >> 11) * 0x1p-53; };
  std::vector<LonLat> at;
  for (int y = 0; y < side; ++y)
    for (int x = 0; x < side; ++x)
      at.push_back(
          LonLat::of_degrees(116.3 + 0.003 * (x + 0.5 * share()), 39.9 + 0.002 * (y + 0.5 * share())));
  std::vector<RoadSegment> roads;
  const auto street = [&](int a, int b) {
    if (share() < 0.15) return;
    const LonLat p = at[static_cast<std::size_t>(a)], q = at[static_cast<std::size_t>(b)];
    RoadSegment s{
        {p, q}, static_cast<RoadKind>(dice() % kRoadKinds), true, true, "road " + std::to_string(dice() % 9)};
    if (share() < 0.3)
      s.line.insert(s.line.begin() + 1,
                    LonLat::of_degrees((p.lon() + q.lon()) / 2 + 0.0002, (p.lat() + q.lat()) / 2));
    if (share() < 0.25) (share() < 0.5 ? s.forward : s.backward) = false;
    roads.push_back(std::move(s));
  };
  for (int y = 0; y < side; ++y)
    for (int x = 0; x < side; ++x) {
      if (x + 1 < side) street(y * side + x, y * side + x + 1);
      if (y + 1 < side) street(y * side + x, y * side + x + side);
    }
  for (int i = 0; i < 3; ++i) {  // meet nothing
    const double lat = 39.85 - 0.01 * i;
    roads.push_back({{LonLat::of_degrees(116.3, lat), LonLat::of_degrees(116.31, lat)},
                     RoadKind::Other,
                     true,
                     true,
                     "island"});
  }
  return roads;
}

std::size_t TwinDijkstra::add_node() {
  out_.emplace_back();
  in_.emplace_back();
  return out_.size() - 1;
}

void TwinDijkstra::add(const TwinArc& arc) {
  out_[arc.from].push_back(arc);
  in_[arc.to].push_back(arc);
}

std::vector<double> TwinDijkstra::run(std::size_t node, const std::vector<std::vector<TwinArc>>& arcs,
                                      bool forward) const {
  std::vector<double> ms(arcs.size(), std::numeric_limits<double>::infinity());
  std::priority_queue<std::pair<double, std::size_t>, std::vector<std::pair<double, std::size_t>>,
                      std::greater<>>
      queue;
  ms[node] = 0;
  queue.emplace(0, node);
  while (!queue.empty()) {
    const auto [when, at] = queue.top();
    queue.pop();
    if (when > ms[at]) continue;
    for (const TwinArc& arc : arcs[at]) {
      const std::size_t next = forward ? arc.to : arc.from;
      if (when + arc.ms >= ms[next]) continue;
      ms[next] = when + arc.ms;
      queue.emplace(ms[next], next);
    }
  }
  return ms;
}

TwinCity::TwinCity(const RoadGraph& graph, TrafficProfile profile, const std::set<ArcId>& closed)
    : graph_(graph), profile_(profile), closed_(closed), twin_(graph.nodes()) {
  for (ArcId a = 0; a < graph.arcs(); ++a)
    if (!closed.contains(a))
      twin_.add(
          {graph.tail(a), graph.head(a), static_cast<double>(graph.cost_ms(a, profile)), graph.metres(a)});
}

// Whole milliseconds up to each end, as an arc's cost is whole: the parts of an arc add up to it.
double TwinCity::part(ArcId arc, double from, double to) const {
  const double cost = graph_.cost_ms(arc, profile_);
  return std::round(cost * to) - std::round(cost * from);
}

std::size_t TwinCity::place(const Snap& snap) {
  const std::size_t node = twin_.add_node();
  constexpr double kSame = 1e-12;  // 1 - (1 - f) is not always f
  const EdgeId edge = graph_.edge(snap.arc);
  const double on_line = graph_.against_line(snap.arc) ? 1 - snap.along : snap.along;
  for (const ArcId arc : {snap.arc, snap.back}) {
    if (arc == kNoArc || closed_.contains(arc)) continue;
    const double along = arc == snap.arc ? snap.along : 1 - snap.along;
    twin_.add({graph_.tail(arc), node, part(arc, 0, along), 0});
    twin_.add({node, graph_.head(arc), part(arc, along, 1), 0});
    for (const OnEdge& other : on_edge_[edge]) {
      const double theirs = graph_.against_line(arc) ? 1 - other.along : other.along;
      if (theirs <= along + kSame) twin_.add({other.node, node, part(arc, theirs, along), 0});
      if (theirs >= along - kSame) twin_.add({node, other.node, part(arc, along, theirs), 0});
    }
  }
  on_edge_[edge].push_back({node, on_line});
  return node;
}

Snap random_snap(const RoadGraph& graph, std::mt19937_64& dice) {
  Snap s;
  s.arc = static_cast<ArcId>(dice() % graph.arcs());
  s.back = graph.reverse(s.arc);
  s.along = static_cast<double>(dice() % 1001) / 1000.0;
  s.walk_m = static_cast<double>(dice() % 300);
  std::vector<LonLat> line;
  graph.append_part(s.arc, 0, s.along, line);
  s.at = line.back();
  return s;
}

}  // namespace anxin::test
