// Small networks from a seed, and the slow twin of the search: a plain Dijkstra over a plain list of arcs
// that shares no code with geo/route.
#pragma once
#include <cstdint>
#include <map>
#include <optional>
#include <random>
#include <set>
#include <vector>

#include "geo/route/search.hpp"

namespace anxin::test {

SpeedTable example_speeds();

// A patch of grid with jitter, missing streets, one-way streets, bends and a few roads that meet nothing.
std::vector<RoadSegment> random_roads(std::uint64_t seed, int side);

struct TwinArc {
  std::size_t from, to;
  double ms, metres;
};

// std::priority_queue over (time, node); times to or from one node.
class TwinDijkstra {
 public:
  explicit TwinDijkstra(std::size_t nodes) : out_(nodes), in_(nodes) {}
  std::size_t add_node();
  void add(const TwinArc& arc);
  [[nodiscard]] std::vector<double> to(std::size_t node) const { return run(node, in_, false); }
  [[nodiscard]] std::vector<double> from(std::size_t node) const { return run(node, out_, true); }

 private:
  [[nodiscard]] std::vector<double> run(std::size_t node, const std::vector<std::vector<TwinArc>>& arcs,
                                        bool forward) const;
  std::vector<std::vector<TwinArc>> out_, in_;
};

// The network of the segments with a place put onto an arc of the graph as a node of its own: the twin of
// Snap. `closed` are arcs of the graph.
class TwinCity {
 public:
  TwinCity(const RoadGraph& graph, TrafficProfile profile, const std::set<ArcId>& closed = {});
  // The twin's node of a snap: joined to the ends of its edge by parts of its arcs, and to other snaps on it.
  std::size_t place(const Snap& snap);
  [[nodiscard]] std::vector<double> to(std::size_t node) const { return twin_.to(node); }
  [[nodiscard]] std::vector<double> from(std::size_t node) const { return twin_.from(node); }

 private:
  struct OnEdge {
    std::size_t node;
    double along;  // the edge's line
  };
  [[nodiscard]] double part(ArcId arc, double from, double to) const;
  const RoadGraph& graph_;
  TrafficProfile profile_;
  std::set<ArcId> closed_;
  TwinDijkstra twin_;
  std::map<EdgeId, std::vector<OnEdge>> on_edge_;
};

Snap random_snap(const RoadGraph& graph, std::mt19937_64& dice);

}  // namespace anxin::test
