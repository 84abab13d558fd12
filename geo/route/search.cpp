#include "geo/route/search.hpp"

#include <algorithm>
#include <cmath>

namespace anxin {
namespace {

// 2^11 ms: about a quarter of a city arc. Narrower buckets are more often empty, wider ones settle nodes
// twice.
constexpr int kBucketShift = 11;
constexpr std::uint64_t kLongest = kNoArc - 1;  // of a label: 49 days

// The cost of the part of an arc up to a fraction; the rest is the whole less this, so that both add up.
std::uint32_t part_ms(std::uint32_t cost, double fraction) {
  return static_cast<std::uint32_t>(std::llround(static_cast<double>(cost) * std::clamp(fraction, 0.0, 1.0)));
}

bool is_open(ArcId arc, const Closures* closures) {
  return arc != kNoArc && (!closures || !closures->has(arc));
}

bool later(const std::uint32_t a_ms, const std::uint32_t a_start, const std::uint32_t b_ms,
           const std::uint32_t b_start) {
  return a_ms != b_ms ? a_ms > b_ms : a_start > b_start;
}

}  // namespace

RouteSearch::RouteSearch(const RoadGraph& graph)
    : graph_(&graph),
      labels_(graph.nodes()),
      metres_(graph.nodes(), -1),
      has_exit_((graph.nodes() + 63) / 64, 0) {}

void RouteSearch::begin() {
  for (const NodeId v : touched_) {
    labels_[v] = {};
    metres_[v] = -1;
  }
  touched_.clear();
  for (const Exit& e : exits_) has_exit_[e.node / 64] = 0;
  exits_.clear();
  candidates_.clear();
  best_.clear();
  starts_.clear();
  told_ = 0;
}

void RouteSearch::seed(NodeId node, std::uint64_t ms, ArcId parent) {
  if (ms > kLongest || ms >= labels_[node].ms) return;
  if (labels_[node].ms == kNoArc) touched_.push_back(node);
  labels_[node] = {static_cast<std::uint32_t>(ms), parent};
  queue_.push(node, static_cast<std::uint32_t>(ms));
}

double RouteSearch::along(const Snap& snap, ArcId arc) const {
  return arc == snap.arc ? snap.along : 1 - snap.along;
}

// Settles bucket after bucket. `settled(end)` is called when no time before `end` can change any more; it
// gives false to stop. In a reverse search a label is the time from the node to the place.
template <bool kReverse, bool kClosed, class Settled>
void RouteSearch::run(const Snap& place, std::uint32_t limit, TrafficProfile profile,
                      const Closures* closures, const Settled& settled) {
  const RoadTables& t = graph_->tables();
  const RoadGraph::Factors& factors = graph_->factors(profile);
  queue_.reset(graph_->longest_arc_ms(profile), kBucketShift);
  for (const ArcId arc : {place.arc, place.back}) {
    if (!is_open(arc, closures)) continue;
    const std::uint32_t cost = graph_->cost_ms(arc, profile), upto = part_ms(cost, along(place, arc));
    const auto walk = static_cast<std::uint64_t>(walk_ms(place.walk_m));
    if (const std::uint64_t ms = walk + (kReverse ? upto : cost - upto); ms <= limit)
      seed(kReverse ? graph_->tail(arc) : graph_->head(arc), ms, arc);
  }
  if (queue_.empty()) return;
  std::uint32_t bucket = kNoArc;
  for (const NodeId v : touched_) bucket = std::min(bucket, queue_.bucket_of(labels_[v].ms));
  NodeId node = 0;
  std::uint32_t ms = 0;
  for (; !queue_.empty(); ++bucket) {
    while (queue_.pop(bucket, node, ms)) {
      if (labels_[node].ms != ms) continue;  // found a shorter way meanwhile
      if (kReverse && ((has_exit_[node / 64] >> (node % 64)) & 1U) != 0) met_nodes_.push_back(node);
      const std::uint32_t end = kReverse ? t.in_first[node + 1] : t.out_first[node + 1];
      for (std::uint32_t i = kReverse ? t.in_first[node] : t.out_first[node]; i < end; ++i) {
        const ArcId arc = kReverse ? i : t.out[i];
        if (kClosed && closures->has(arc)) continue;
        const std::uint32_t next = ms + RoadGraph::scaled(t.cost[arc], factors);
        Label& label = labels_[kReverse ? t.tail[arc] : t.head[arc]];
        if (next >= label.ms || next > limit || next < ms) continue;
        const NodeId to = kReverse ? t.tail[arc] : t.head[arc];
        if (label.ms == kNoArc) touched_.push_back(to);
        label = {next, arc};
        queue_.push(to, next);
      }
    }
    if (!settled(queue_.end_of(bucket))) return;
  }
}

template <bool kReverse, class Settled>
void RouteSearch::search(const Snap& place, std::uint32_t limit, TrafficProfile profile,
                         const Closures* closures, const Settled& settled) {
  if (closures) {
    run<kReverse, true>(place, limit, profile, closures, settled);
  } else {
    run<kReverse, false>(place, limit, profile, closures, settled);
  }
}

void RouteSearch::offer(std::uint32_t start, std::uint64_t ms, ArcId arc, bool direct) {
  Best& best = best_[start];
  if (ms > kLongest || ms >= best.ms) return;
  best.ms = static_cast<std::uint32_t>(ms);
  best.arc = arc;
  best.direct = direct;
  candidates_.push_back({best.ms, start});
  std::ranges::push_heap(candidates_, [](const Candidate& a, const Candidate& b) {
    return later(a.ms, a.start, b.ms, b.start);
  });
}

// A start on the destination's edge, behind it in a direction that is open: no node lies between.
void RouteSearch::lay_direct(std::uint32_t start, const Snap& from, const Snap& to, TrafficProfile profile,
                             const Closures* closures) {
  for (const ArcId arc : {from.arc, from.back}) {
    if (!is_open(arc, closures) || (arc != to.arc && arc != to.back)) continue;
    const double begin = along(from, arc), end = along(to, arc);
    if (begin > end) continue;
    const std::uint32_t cost = graph_->cost_ms(arc, profile);
    offer(start,
          static_cast<std::uint64_t>(walk_ms(from.walk_m) + walk_ms(to.walk_m)) + part_ms(cost, end) -
              part_ms(cost, begin),
          arc, true);
  }
}

void RouteSearch::lay_exits(const Snap& destination, std::span<const Snap> starts, TrafficProfile profile,
                            const Closures* closures) {
  destination_ = destination;
  starts_.assign(starts.begin(), starts.end());
  best_.assign(starts.size(), {});
  for (std::uint32_t s = 0; s < starts.size(); ++s) {
    const Snap& from = starts[s];
    lay_direct(s, from, destination, profile, closures);
    for (const ArcId arc : {from.arc, from.back}) {
      if (!is_open(arc, closures)) continue;
      const std::uint32_t cost = graph_->cost_ms(arc, profile);
      const std::uint64_t ms =
          static_cast<std::uint64_t>(walk_ms(from.walk_m)) + cost - part_ms(cost, along(from, arc));
      if (ms <= kLongest) exits_.push_back({graph_->head(arc), s, static_cast<std::uint32_t>(ms), arc});
    }
  }
  std::ranges::sort(exits_, {}, &Exit::node);
  for (const Exit& e : exits_) has_exit_[e.node / 64] |= std::uint64_t{1} << (e.node % 64);
}

// Tells of the starts whose time is before `before`, ascending; false when the visitor has enough or all are
// told.
bool RouteSearch::tell(std::uint64_t before, const std::function<bool(const UnitReach&)>& visit) {
  while (!candidates_.empty() && candidates_.front().ms < before) {
    const Candidate c = candidates_.front();
    std::ranges::pop_heap(candidates_, [](const Candidate& a, const Candidate& b) {
      return later(a.ms, a.start, b.ms, b.start);
    });
    candidates_.pop_back();
    Best& best = best_[c.start];
    if (best.met || best.ms != c.ms) continue;
    best.met = true;
    ++told_;
    if (!visit({c.start, best.ms, metres_of(c.start), starts_[c.start].walk_m + destination_.walk_m}))
      return false;
  }
  return told_ < starts_.size();
}

void RouteSearch::to_destination(const Snap& destination, std::span<const Snap> starts,
                                 TrafficProfile profile, const Closures* closures,
                                 const std::function<bool(const UnitReach&)>& visit) {
  begin();
  lay_exits(destination, starts, profile, closures);
  bool more = !starts.empty();
  const auto settled = [&](std::uint64_t end) {
    for (const NodeId node : met_nodes_) {
      const auto [first, last] = std::ranges::equal_range(exits_, node, {}, &Exit::node);
      for (auto e = first; e != last; ++e)
        offer(e->start, std::uint64_t{labels_[node].ms} + e->ms, e->arc, false);
    }
    met_nodes_.clear();
    return more = tell(end, visit);
  };
  met_nodes_.clear();
  if (more) search<true>(destination, kLongest, profile, closures, settled);
  if (more) tell(kNoArc, visit);
}

// From a node along its path to the destination; every node on the way is remembered, as paths join.
double RouteSearch::metres_from(NodeId node) {
  path_.clear();
  double metres = -1;
  for (NodeId v = node;;) {
    if (metres_[v] >= 0) {
      metres = metres_[v];
      break;
    }
    const ArcId arc = labels_[v].parent;
    if (arc == destination_.arc || arc == destination_.back) {
      metres = metres_[v] = graph_->metres(arc) * along(destination_, arc);
      break;
    }
    path_.push_back(v);
    v = graph_->head(arc);
  }
  for (auto v = path_.rbegin(); v != path_.rend(); ++v)
    metres = metres_[*v] = metres + graph_->metres(labels_[*v].parent);
  return metres;
}

double RouteSearch::metres_of(std::size_t start) {
  const Best& best = best_[start];
  const double length = graph_->metres(best.arc), from = along(starts_[start], best.arc);
  if (best.direct) return length * (along(destination_, best.arc) - from);
  return length * (1 - from) + metres_from(graph_->head(best.arc));
}

Route RouteSearch::route_of(std::size_t start_index) const {
  Route out;
  if (start_index >= best_.size() || !best_[start_index].met) return out;
  const Best& best = best_[start_index];
  const Snap& start = starts_[start_index];
  const double from = along(start, best.arc);
  out.duration_ms = best.ms;
  out.walk_m = start.walk_m + destination_.walk_m;
  out.arcs.push_back(best.arc);
  if (best.direct) {
    const double to = along(destination_, best.arc);
    graph_->append_part(best.arc, from, to, out.geometry);
    out.distance_m = graph_->metres(best.arc) * (to - from);
    return out;
  }
  graph_->append_part(best.arc, from, 1, out.geometry);
  out.distance_m = graph_->metres(best.arc) * (1 - from);
  for (NodeId v = graph_->head(best.arc);;) {
    const ArcId arc = labels_[v].parent;
    const bool last = arc == destination_.arc || arc == destination_.back;
    const double to = last ? along(destination_, arc) : 1;
    out.arcs.push_back(arc);
    graph_->append_part(arc, 0, to, out.geometry);
    out.distance_m += graph_->metres(arc) * to;
    if (last) return out;
    v = graph_->head(arc);
  }
}

Result<Route> RouteSearch::route(const Snap& from, const Snap& to, TrafficProfile profile,
                                 const Closures* closures) {
  bool met = false;
  to_destination(to, std::span(&from, 1), profile, closures, [&](const UnitReach&) {
    met = true;
    return false;
  });
  if (!met)
    return fail(ErrorCode::NotFound, "没有可通行的路线：起点或终点被封闭的道路隔开了。",
                "There is no way: closed roads cut off the start or the destination.");
  return route_of(0);
}

std::span<const NodeTime> RouteSearch::times(const Snap& place, ReachDirection direction,
                                             std::int64_t limit_ms, TrafficProfile profile,
                                             const Closures* closures) {
  begin();
  destination_ = place;
  times_.clear();
  const auto limit =
      static_cast<std::uint32_t>(std::clamp<std::int64_t>(limit_ms, 0, static_cast<std::int64_t>(kLongest)));
  const auto go_on = [](std::uint64_t) { return true; };
  if (direction == ReachDirection::To) {
    search<true>(place, limit, profile, closures, go_on);
  } else {
    search<false>(place, limit, profile, closures, go_on);
  }
  met_nodes_.clear();
  for (const NodeId v : touched_) times_.push_back({v, labels_[v].ms});
  return times_;
}

}  // namespace anxin
