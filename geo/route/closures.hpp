// Roads that may not be driven for now: a set of arcs, made from polygons or from a road by its name, an
// argument of every search. A search with it costs what one without it costs; nothing is prepared. Not stored
// here. Thread: a value; not to be changed while a search uses it.
#pragma once
#include <string_view>
#include <vector>

#include "geo/route/graph.hpp"

namespace anxin {

class Closures {
 public:
  explicit Closures(const RoadGraph& graph) : graph_(&graph), bits_((graph.arcs() + 63) / 64, 0) {}

  // Both directions of every edge that touches the area (its boundary counts). Gives how many edges were
  // added. The area must be valid (validity_fault).
  std::size_t add_area(const MultiPolygon& area);
  // Both directions of every edge of this name within `radius` of `near`. NotFound when there is none.
  Result<std::size_t> add_road(std::string_view name, LonLat near, Metres radius);
  void add(ArcId arc) { bits_[arc / 64] |= std::uint64_t{1} << (arc % 64); }
  void add_edge(EdgeId edge);

  [[nodiscard]] bool has(ArcId arc) const { return ((bits_[arc / 64] >> (arc % 64)) & 1U) != 0; }
  [[nodiscard]] std::size_t arcs() const;

 private:
  const RoadGraph* graph_;
  std::vector<std::uint64_t> bits_;
};

}  // namespace anxin
