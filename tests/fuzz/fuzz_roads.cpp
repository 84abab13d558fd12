// Fuzzes the graph file. The first byte chooses: the bytes as they are, or with their checksums made right,
// so that the checks of the tables are met and not only those of the sums. What passes must carry searches
// inside its tables.
#include <cstdint>
#include <cstdlib>
#include <string>

#include "geo/route/graph_file.hpp"
#include "geo/route/reach.hpp"

namespace {

void must(bool holds) {
  if (!holds) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size < 1) return 0;
  std::string bytes(reinterpret_cast<const char*>(data) + 1, size - 1);
  if (data[0] % 2 == 1) anxin::repair_graph_checksums(bytes);
  const auto graph = anxin::graph_of_bytes(bytes);
  if (!graph) {
    must(!graph.error().zh.empty() && !graph.error().en.empty());
    return 0;
  }
  must(anxin::graph_bytes(*graph) == bytes);
  anxin::RouteSearch search(*graph);
  const auto place = [&](std::uint32_t arc) {
    anxin::Snap s;
    s.arc = arc % static_cast<std::uint32_t>(graph->arcs());
    s.back = graph->reverse(s.arc);
    s.along = 0.25;
    s.at = graph->at(graph->tail(s.arc));
    return s;
  };
  const auto route = search.route(place(data[0]), place(data[0] * 7U + 1), anxin::TrafficProfile::Peak);
  if (route) must(route->distance_m >= 0 && route->duration_ms >= 0 && !route->geometry.empty());
  const int minutes[] = {3};
  const auto areas = anxin::reach_polygons(search, place(data[0]), anxin::ReachDirection::From, minutes,
                                           anxin::TrafficProfile::Free);
  must(areas.has_value());
  const auto snap = anxin::snap_to_road(*graph, graph->at(0));
  must(snap.has_value());
  return 0;
}
