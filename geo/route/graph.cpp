#include "geo/route/graph.hpp"

#include <algorithm>
#include <cmath>

namespace anxin {
namespace {

std::unexpected<Error> damaged() {
  return fail(ErrorCode::BadInput, "路网数据前后不一致，不使用。",
              "The road data contradict themselves and are not used.");
}

// 0 = first, ascending, last = size of what it points into.
bool are_rows(const std::vector<std::uint32_t>& first, std::size_t rows, std::size_t size) {
  return first.size() == rows + 1 && first.front() == 0 && first.back() == size &&
         std::ranges::is_sorted(first);
}

bool all_below(const std::vector<std::uint32_t>& values, std::size_t bound) {
  return std::ranges::all_of(values, [bound](std::uint32_t v) { return v < bound; });
}

bool is_on_earth(RoadPoint p) {
  constexpr std::int32_t kDegree = 10'000'000;
  return p.lon_e7 >= -180 * kDegree && p.lon_e7 <= 180 * kDegree && p.lat_e7 >= -90 * kDegree &&
         p.lat_e7 <= 90 * kDegree;
}

bool sizes_agree(const RoadTables& t) {
  const std::size_t arcs = t.tail.size(), edges = t.edge_arc.size();
  return !t.node_at.empty() && arcs > 0 && arcs < (1U << 31) && t.head.size() == arcs &&
         t.cost.size() == arcs && t.edge.size() == arcs && t.out.size() == arcs &&
         t.edge_metres.size() == edges && t.edge_name.size() == edges &&
         are_rows(t.in_first, t.node_at.size(), arcs) && are_rows(t.out_first, t.node_at.size(), arcs) &&
         are_rows(t.shape_first, t.shape_edge.size(), t.shape.size()) && !t.name_first.empty() &&
         are_rows(t.name_first, t.name_first.size() - 1, t.names.size());
}

bool values_are_in_range(const RoadTables& t) {
  const std::size_t nodes = t.node_at.size(), arcs = t.tail.size(), edges = t.edge_arc.size();
  return all_below(t.tail, nodes) && all_below(t.out, arcs) && all_below(t.edge_arc, arcs) &&
         all_below(t.edge_name, t.name_first.size() - 1) && all_below(t.shape_edge, edges) &&
         std::ranges::adjacent_find(t.shape_edge, std::greater_equal<>()) == t.shape_edge.end() &&
         std::ranges::all_of(t.edge, [edges](std::uint32_t e) { return (e >> 1) < edges; }) &&
         std::ranges::all_of(t.cost,
                             [](std::uint32_t c) {
                               return (c >> RoadGraph::kKindShift) < kRoadKinds &&
                                      (c & ((1U << RoadGraph::kKindShift) - 1)) > 0;
                             }) &&
         std::ranges::all_of(t.edge_metres, [](float m) { return std::isfinite(m) && m >= 0 && m < 1e7F; }) &&
         std::ranges::all_of(t.node_at, is_on_earth) && std::ranges::all_of(t.shape, is_on_earth) &&
         std::ranges::all_of(t.factor, [](const auto& row) {
           return std::ranges::all_of(row, [](std::uint32_t f) { return f >= 32'768 && f <= 20 * 65'536; });
         });
}

// Every arc stands with its head and, once, with its tail; an edge's arcs join the same two ends.
bool arcs_agree(const RoadTables& t) {
  for (NodeId v = 0; v < t.node_at.size(); ++v) {
    for (ArcId a = t.in_first[v]; a < t.in_first[v + 1]; ++a)
      if (t.head[a] != v) return false;
    for (std::uint32_t i = t.out_first[v]; i < t.out_first[v + 1]; ++i)
      if (t.tail[t.out[i]] != v) return false;
  }
  std::vector<bool> seen(t.tail.size(), false);
  for (const ArcId a : t.out) {
    if (seen[a]) return false;
    seen[a] = true;
  }
  const auto ends = [&](ArcId a) {
    return (t.edge[a] & 1) != 0 ? std::pair{t.head[a], t.tail[a]} : std::pair{t.tail[a], t.head[a]};
  };
  for (EdgeId e = 0; e < t.edge_arc.size(); ++e)
    if ((t.edge[t.edge_arc[e]] >> 1) != e) return false;
  for (ArcId a = 0; a < t.tail.size(); ++a)
    if (ends(a) != ends(t.edge_arc[t.edge[a] >> 1])) return false;
  return true;
}

void widen(RoadBox& box, RoadPoint p) {
  box.lower = {std::min(box.lower.lon_e7, p.lon_e7), std::min(box.lower.lat_e7, p.lat_e7)};
  box.upper = {std::max(box.upper.lon_e7, p.lon_e7), std::max(box.upper.lat_e7, p.lat_e7)};
}

void lay_blocks(RoadTables& t) {
  t.block.clear();
  t.block.reserve((t.edge_arc.size() + RoadGraph::kEdgesPerBlock - 1) / RoadGraph::kEdgesPerBlock);
  std::size_t row = 0;
  for (EdgeId e = 0; e < t.edge_arc.size(); ++e) {
    const ArcId arc = t.edge_arc[e];
    if (e % RoadGraph::kEdgesPerBlock == 0)
      t.block.push_back({t.node_at[t.tail[arc]], t.node_at[t.tail[arc]]});
    widen(t.block.back(), t.node_at[t.tail[arc]]);
    widen(t.block.back(), t.node_at[t.head[arc]]);
    if (row >= t.shape_edge.size() || t.shape_edge[row] != e) continue;
    for (std::uint32_t i = t.shape_first[row]; i < t.shape_first[row + 1]; ++i)
      widen(t.block.back(), t.shape[i]);
    ++row;
  }
}

template <class T>
std::size_t bytes_of(const std::vector<T>& v) {
  return v.capacity() * sizeof(T);
}

}  // namespace

std::string_view code(RoadKind kind) {
  constexpr std::array<std::string_view, kRoadKinds> kCodes{"motorway", "trunk", "primary", "secondary",
                                                            "tertiary", "ramp",  "other"};
  return kCodes[static_cast<std::size_t>(kind)];
}

RoadGraph::RoadGraph(RoadTables tables) : t_(std::move(tables)) {
  lay_blocks(t_);
  for (std::size_t p = 0; p < kTrafficProfiles; ++p) {
    for (std::size_t k = 0; k < kRoadKinds; ++k) factors_[p][k] = t_.factor[k][p];
    for (const std::uint32_t word : t_.cost)
      longest_ms_[p] = std::max(longest_ms_[p], scaled(word, factors_[p]));
  }
}

Result<RoadGraph> RoadGraph::of_tables(RoadTables tables) {
  if (!sizes_agree(tables) || !values_are_in_range(tables) || !arcs_agree(tables)) return damaged();
  return RoadGraph(std::move(tables));
}

std::size_t RoadGraph::bytes() const {
  return sizeof *this + bytes_of(t_.node_at) + bytes_of(t_.in_first) + bytes_of(t_.out_first) +
         bytes_of(t_.tail) + bytes_of(t_.head) + bytes_of(t_.cost) + bytes_of(t_.edge) + bytes_of(t_.out) +
         bytes_of(t_.edge_arc) + bytes_of(t_.edge_metres) + bytes_of(t_.edge_name) + bytes_of(t_.shape_edge) +
         bytes_of(t_.shape_first) + bytes_of(t_.shape) + bytes_of(t_.name_first) + bytes_of(t_.names) +
         bytes_of(t_.block);
}

std::string_view RoadGraph::name(EdgeId edge) const {
  const std::uint32_t n = t_.edge_name[edge];
  return {t_.names.data() + t_.name_first[n], t_.name_first[n + 1] - t_.name_first[n]};
}

ArcId RoadGraph::reverse(ArcId arc) const {
  const std::uint32_t wanted = t_.edge[arc] ^ 1U;
  for (ArcId a = t_.in_first[t_.tail[arc]]; a < t_.in_first[t_.tail[arc] + 1]; ++a)
    if (t_.edge[a] == wanted) return a;
  return kNoArc;
}

void RoadGraph::line(EdgeId edge, std::vector<LonLat>& out) const {
  const ArcId arc = t_.edge_arc[edge];
  const bool against = against_line(arc);
  out.clear();
  out.push_back(at(against ? head(arc) : tail(arc)));
  const auto found = std::ranges::lower_bound(t_.shape_edge, edge);
  if (found != t_.shape_edge.end() && *found == edge) {
    const auto row = static_cast<std::size_t>(found - t_.shape_edge.begin());
    for (std::uint32_t i = t_.shape_first[row]; i < t_.shape_first[row + 1]; ++i)
      out.push_back(t_.shape[i].lon_lat());
  }
  out.push_back(at(against ? tail(arc) : head(arc)));
}

namespace {

void append_unless_last(LonLat p, std::vector<LonLat>& out) {
  if (out.empty() || out.back() != p) out.push_back(p);
}

LonLat between(LonLat a, LonLat b, double f) {
  return LonLat::of_degrees(a.lon() + (b.lon() - a.lon()) * f, a.lat() + (b.lat() - a.lat()) * f);
}

}  // namespace

void RoadGraph::append_part(ArcId arc, double from, double to, std::vector<LonLat>& out) const {
  std::vector<LonLat> whole;
  line(edge(arc), whole);
  if (against_line(arc)) std::ranges::reverse(whole);
  // Lengths in degrees with the longitude narrowed: only their ratios count, over some kilometres at most.
  const double narrow = std::cos(whole.front().lat() * 0.017453292519943295);
  std::vector<double> sum{0};
  for (std::size_t i = 1; i < whole.size(); ++i)
    sum.push_back(sum.back() + std::hypot((whole[i].lon() - whole[i - 1].lon()) * narrow,
                                          whole[i].lat() - whole[i - 1].lat()));
  const double low = from * sum.back(), high = to * sum.back();
  const auto point = [&](double s) {
    const auto next = static_cast<std::size_t>(std::ranges::lower_bound(sum, s) - sum.begin());
    if (next == 0 || next >= sum.size()) return next == 0 ? whole.front() : whole.back();
    return between(whole[next - 1], whole[next], (s - sum[next - 1]) / (sum[next] - sum[next - 1]));
  };
  append_unless_last(from <= 0 ? whole.front() : point(low), out);
  for (std::size_t i = 1; i + 1 < whole.size(); ++i)
    if (sum[i] > low && sum[i] < high) append_unless_last(whole[i], out);
  append_unless_last(to >= 1 ? whole.back() : point(high), out);
}

}  // namespace anxin
