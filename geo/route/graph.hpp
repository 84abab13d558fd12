// The road network as an immutable directed graph for searches of travel time: nodes in spatial order, arcs
// in both directions as compressed rows, a cost in milliseconds an arc and profile, and the line, name and
// class of every edge. Turn-free: a turn costs nothing and none is forbidden. Costs are advice from one table
// of speeds, never a promise. Not for drawing the map (data/packs has that).
//
// Thread: immutable after build; share as shared_ptr<const RoadGraph>. Positions are kept to 1e-7 degrees (1
// cm).
#pragma once
#include <array>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "geo/error.hpp"
#include "geo/polygon.hpp"
#include "geo/position.hpp"

namespace anxin {

using NodeId = std::uint32_t;
using ArcId = std::uint32_t;
using EdgeId = std::uint32_t;  // one stretch of road; has one arc, or two that run against each other
inline constexpr std::uint32_t kNoArc = 0xFFFFFFFF;  // no arc, no node, no edge, no time

enum class RoadKind : std::uint8_t { Motorway, Trunk, Primary, Secondary, Tertiary, Ramp, Other };
inline constexpr std::size_t kRoadKinds = 7;
[[nodiscard]] std::string_view code(RoadKind);  // motorway ... other, as in speeds.toml

// Free: no traffic. Peak: morning and evening. Night.
enum class TrafficProfile : std::uint8_t { Free, Peak, Night };
inline constexpr std::size_t kTrafficProfiles = 3;

struct SpeedTable {
  struct Row {
    double kmh = 30, peak_factor = 1, night_factor = 1;  // factors of kmh; 0.05 to 2
  };
  std::array<Row, kRoadKinds> rows{};
};

// What readers give: a stretch of road of any length. Stretches meet where they share a vertex, in the middle
// too (a bridge shares none with the road below).
struct RoadSegment {
  std::vector<LonLat> line;
  RoadKind road_class = RoadKind::Other;
  bool forward = true, backward = true;  // may be driven along the line, against it
  std::string name;                      // empty when it has none
};

struct BuildReport {
  std::size_t segments = 0;      // taken, of those given
  std::size_t islands = 0;       // parts that cannot be reached, or cannot be left again
  std::size_t island_nodes = 0;  // their nodes, dropped
  double island_metres = 0;      // their roads, dropped
};

// A position in 1e-7 degrees.
struct RoadPoint {
  std::int32_t lon_e7 = 0, lat_e7 = 0;
  [[nodiscard]] LonLat lon_lat() const { return LonLat::of_degrees(lon_e7 * 1e-7, lat_e7 * 1e-7); }
  friend constexpr auto operator<=>(RoadPoint, RoadPoint) = default;
};
struct RoadBox {
  RoadPoint lower, upper;
};

// The graph's tables as they lie in memory and in the file. For geo/route only; others ask RoadGraph.
struct RoadTables {
  std::vector<RoadPoint> node_at;
  std::vector<std::uint32_t> in_first, out_first;  // nodes + 1
  std::vector<NodeId> tail, head;                  // by arc; arcs are ordered by head
  std::vector<std::uint32_t> cost;                 // kind << 28 | milliseconds when free
  std::vector<std::uint32_t> edge;                 // edge << 1 | runs against the edge's line
  std::vector<ArcId> out;                          // arcs ordered by tail
  std::vector<ArcId> edge_arc;                     // one arc of the edge
  std::vector<float> edge_metres;
  std::vector<std::uint32_t> edge_name;
  std::vector<EdgeId> shape_edge;          // edges with vertices between their ends, ascending
  std::vector<std::uint32_t> shape_first;  // where those begin in `shape`; one more at the end
  std::vector<RoadPoint> shape;
  std::vector<std::uint32_t> name_first;  // into `names`; one more at the end; name 0 is empty
  std::vector<char> names;
  std::vector<RoadBox>
      block;  // around kEdgesPerBlock consecutive edges; made from the others, not in the file
  std::array<std::array<std::uint32_t, kTrafficProfiles>, kRoadKinds> factor{};  // of the cost, in 1/65536
};

class RoadGraph {
 public:
  static constexpr std::uint32_t kEdgesPerBlock = 32;
  // Drops what is not strongly connected with the largest part and says how much in `report`. BadInput when
  // nothing is left.
  [[nodiscard]] static Result<RoadGraph> build(std::span<const RoadSegment> segments,
                                               const SpeedTable& speeds, BuildReport* report = nullptr);
  // BadInput when a table points outside another: nothing that passes can make a search read elsewhere.
  [[nodiscard]] static Result<RoadGraph> of_tables(RoadTables tables);

  [[nodiscard]] std::size_t nodes() const { return t_.node_at.size(); }
  [[nodiscard]] std::size_t arcs() const { return t_.tail.size(); }
  [[nodiscard]] std::size_t edges() const { return t_.edge_arc.size(); }
  [[nodiscard]] std::size_t bytes() const;
  [[nodiscard]] const RoadTables& tables() const { return t_; }

  [[nodiscard]] LonLat at(NodeId node) const { return t_.node_at[node].lon_lat(); }
  [[nodiscard]] NodeId tail(ArcId arc) const { return t_.tail[arc]; }
  [[nodiscard]] NodeId head(ArcId arc) const { return t_.head[arc]; }
  [[nodiscard]] EdgeId edge(ArcId arc) const { return t_.edge[arc] >> 1; }
  [[nodiscard]] bool against_line(ArcId arc) const { return (t_.edge[arc] & 1) != 0; }
  [[nodiscard]] RoadKind kind(ArcId arc) const { return static_cast<RoadKind>(t_.cost[arc] >> kKindShift); }
  [[nodiscard]] double metres(ArcId arc) const { return t_.edge_metres[edge(arc)]; }
  [[nodiscard]] std::string_view name(EdgeId edge) const;
  // At least 1.
  [[nodiscard]] std::uint32_t cost_ms(ArcId arc, TrafficProfile profile) const {
    return scaled(t_.cost[arc], factors(profile));
  }
  [[nodiscard]] std::uint32_t longest_arc_ms(TrafficProfile profile) const {
    return longest_ms_[static_cast<std::size_t>(profile)];
  }
  // The arc of the same edge in the other direction; kNoArc on a one-way road.
  [[nodiscard]] ArcId reverse(ArcId arc) const;
  // The edge's line, ends included, in its own direction.
  void line(EdgeId edge, std::vector<LonLat>& out) const;
  // The arc's line between two fractions of its length, `from` <= `to`, appended; a point that is already the
  // last is not repeated.
  void append_part(ArcId arc, double from, double to, std::vector<LonLat>& out) const;

  // The inner loop of a search: cost word and the profile's factors.
  static constexpr int kKindShift = 28;
  using Factors = std::array<std::uint32_t, 16>;
  [[nodiscard]] const Factors& factors(TrafficProfile profile) const {
    return factors_[static_cast<std::size_t>(profile)];
  }
  static std::uint32_t scaled(std::uint32_t word, const Factors& factors) {
    constexpr std::uint32_t kMilliseconds = (1U << kKindShift) - 1;
    return static_cast<std::uint32_t>(
        (std::uint64_t{word & kMilliseconds} * factors[word >> kKindShift] + 32'768) >> 16);
  }

 private:
  explicit RoadGraph(RoadTables tables);
  RoadTables t_;
  std::array<Factors, kTrafficProfiles> factors_{};
  std::array<std::uint32_t, kTrafficProfiles> longest_ms_{};
};

}  // namespace anxin
