// Travel times and routes on a RoadGraph: one destination and many starts (the job: one incident, U units),
// one route, and the times to all nodes within a limit. Exact: shortest by time under the profile, arcs of
// the closures left out, the walk at both ends counted. Closures need no preparation: they hold for the
// search they are given to.
//
// Thread: one RouteSearch a thread (it is a workspace of 20 bytes a node); the graph is shared. After the
// first searches nothing is allocated but the answers. The graph must outlive it.
#pragma once
#include <functional>
#include <span>
#include <vector>

#include "geo/route/bucket_queue.hpp"
#include "geo/route/closures.hpp"
#include "geo/route/graph.hpp"
#include "geo/route/snap.hpp"

namespace anxin {

struct UnitReach {
  std::size_t index = 0;         // of the start
  std::int64_t duration_ms = 0;  // walk, drive, walk
  double distance_m = 0;         // driven
  double walk_m = 0;             // both walks
};

struct Route {
  std::vector<LonLat> geometry;  // of the drive, from the start's point on the road to the destination's
  std::vector<ArcId> arcs;       // the first and the last may be driven in part
  double distance_m = 0, walk_m = 0;
  std::int64_t duration_ms = 0;
};

struct NodeTime {
  NodeId node;
  std::uint32_t ms;
};

enum class ReachDirection : std::uint8_t { From, To };

class RouteSearch {
 public:
  explicit RouteSearch(const RoadGraph& graph);

  // Reverse search from the destination over starting points, in ascending travel time (ties by index);
  // `visit` returns false to stop. Starts that cannot get there are not visited. A snap made without the
  // closures may lie on a closed road: it is not left there. Snap again with them to walk to the next open
  // road.
  void to_destination(const Snap& destination, std::span<const Snap> starts, TrafficProfile profile,
                      const Closures* closures, const std::function<bool(const UnitReach&)>& visit);
  // The path of a start met by the last to_destination; an empty Route for one that was not.
  [[nodiscard]] Route route_of(std::size_t start_index) const;
  // NotFound when there is no way.
  [[nodiscard]] Result<Route> route(const Snap& from, const Snap& to, TrafficProfile profile,
                                    const Closures* closures = nullptr);
  // Every node that can be reached from (or from which one gets to) the place within the limit, its walk
  // counted; in no order. Valid until the next search.
  [[nodiscard]] std::span<const NodeTime> times(const Snap& place, ReachDirection direction,
                                                std::int64_t limit_ms, TrafficProfile profile,
                                                const Closures* closures = nullptr);
  [[nodiscard]] const RoadGraph& graph() const { return *graph_; }

 private:
  struct Label {
    std::uint32_t ms = kNoArc;
    ArcId parent = kNoArc;  // the arc by which the path goes on; the destination's own arc where it ends
  };
  struct Exit {  // how a start gets onto the network: at a node, after so long
    NodeId node;
    std::uint32_t start;
    std::uint32_t ms;
    ArcId arc;
  };
  struct Best {
    std::uint32_t ms = kNoArc;
    ArcId arc = kNoArc;
    bool direct = false;  // on the destination's own edge, without a node between
    bool met = false;
  };
  struct Candidate {
    std::uint32_t ms, start;
  };

  template <bool kReverse, bool kClosed, class Settled>
  void run(const Snap& place, std::uint32_t limit, TrafficProfile profile, const Closures* closures,
           const Settled& settled);
  template <bool kReverse, class Settled>
  void search(const Snap& place, std::uint32_t limit, TrafficProfile profile, const Closures* closures,
              const Settled& settled);
  void begin();
  void seed(NodeId node, std::uint64_t ms, ArcId parent);
  void lay_exits(const Snap& destination, std::span<const Snap> starts, TrafficProfile profile,
                 const Closures* closures);
  void lay_direct(std::uint32_t start, const Snap& from, const Snap& to, TrafficProfile profile,
                  const Closures* closures);
  void offer(std::uint32_t start, std::uint64_t ms, ArcId arc, bool direct);
  bool tell(std::uint64_t before, const std::function<bool(const UnitReach&)>& visit);
  [[nodiscard]] double metres_from(NodeId node);
  [[nodiscard]] double metres_of(std::size_t start);
  [[nodiscard]] double along(const Snap& snap, ArcId arc) const;

  const RoadGraph* graph_;
  BucketQueue queue_;
  std::vector<Label> labels_;
  std::vector<NodeId> touched_;
  std::vector<double> metres_;           // from a node to the destination; below 0: not known yet
  std::vector<std::uint64_t> has_exit_;  // a bit a node
  std::vector<Exit> exits_;              // by node
  std::vector<NodeId> met_nodes_;        // with exits, settled in the current bucket
  std::vector<Candidate> candidates_;    // a heap
  std::vector<Best> best_;
  std::vector<Snap> starts_;
  std::vector<NodeId> path_;
  std::vector<NodeTime> times_;
  std::size_t told_ = 0;
  Snap destination_;
};

}  // namespace anxin
