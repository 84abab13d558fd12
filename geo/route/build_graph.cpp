// From stretches of road to the tables: vertices that are shared become nodes, stretches are cut there into
// edges, islands fall away, nodes and edges are numbered along a Hilbert curve.
#include <algorithm>
#include <cmath>
#include <numeric>
#include <unordered_map>

#include "geo/geodesy.hpp"
#include "geo/route/graph.hpp"

namespace anxin {
namespace {

using Key = std::uint64_t;

RoadPoint point_of(LonLat at) {
  return {static_cast<std::int32_t>(std::lround(at.lon() * 1e7)),
          static_cast<std::int32_t>(std::lround(at.lat() * 1e7))};
}

Key key_of(RoadPoint p) {
  return (Key{static_cast<std::uint32_t>(p.lon_e7)} << 32) | static_cast<std::uint32_t>(p.lat_e7);
}

struct RawEdge {
  std::uint32_t a = 0, b = 0;  // vertices
  std::uint32_t segment = 0;
  std::uint32_t shape_first = 0, shape_count = 0;
  float metres = 0;
};

struct Raw {
  std::vector<RoadPoint> vertex;  // every distinct position
  std::vector<RawEdge> edges;
  std::vector<RoadPoint> shape;
  std::size_t taken = 0;
};

// The distinct positions, ascending by key.
std::vector<Key> distinct_positions(std::span<const RoadSegment> segments) {
  std::vector<Key> keys;
  for (const auto& s : segments)
    for (const LonLat at : s.line) keys.push_back(key_of(point_of(at)));
  std::ranges::sort(keys);
  const auto rest = std::ranges::unique(keys);
  keys.erase(rest.begin(), rest.end());
  return keys;
}

std::uint32_t index_of(const std::vector<Key>& keys, RoadPoint p) {
  return static_cast<std::uint32_t>(std::ranges::lower_bound(keys, key_of(p)) - keys.begin());
}

// The vertices of a stretch by number, without immediate repetitions; empty when it cannot be driven.
void vertices_of(const RoadSegment& s, const std::vector<Key>& keys, std::vector<std::uint32_t>& out) {
  out.clear();
  if (!s.forward && !s.backward) return;
  for (const LonLat at : s.line) {
    const std::uint32_t v = index_of(keys, point_of(at));
    if (out.empty() || out.back() != v) out.push_back(v);
  }
  if (out.size() < 2) out.clear();
}

Raw cut(std::span<const RoadSegment> segments) {
  const std::vector<Key> keys = distinct_positions(segments);
  Raw raw;
  raw.vertex.reserve(keys.size());
  for (const Key k : keys)
    raw.vertex.push_back({static_cast<std::int32_t>(k >> 32), static_cast<std::int32_t>(k & 0xFFFFFFFF)});
  // A vertex used twice, or at an end, is a node.
  std::vector<std::uint8_t> uses(keys.size(), 0);
  std::vector<std::uint32_t> line;
  for (const auto& s : segments) {
    vertices_of(s, keys, line);
    for (const std::uint32_t v : line) uses[v] = static_cast<std::uint8_t>(std::min(2, uses[v] + 1));
    if (!line.empty()) uses[line.front()] = uses[line.back()] = 2;
  }
  for (std::uint32_t number = 0; number < segments.size(); ++number) {
    vertices_of(segments[number], keys, line);
    raw.taken += line.empty() ? 0 : 1;
    for (std::size_t i = 0, start = 0; i < line.size(); ++i) {
      if (i == start || uses[line[i]] < 2) continue;
      RawEdge e{line[start],
                line[i],
                number,
                static_cast<std::uint32_t>(raw.shape.size()),
                static_cast<std::uint32_t>(i - start - 1),
                0};
      double metres = 0;
      for (std::size_t k = start; k < i; ++k) {
        metres += distance(raw.vertex[line[k]].lon_lat(), raw.vertex[line[k + 1]].lon_lat()).value();
        if (k > start) raw.shape.push_back(raw.vertex[line[k]]);
      }
      e.metres = static_cast<float>(metres);
      raw.edges.push_back(e);
      start = i;
    }
  }
  return raw;
}

struct Rows {
  std::vector<std::uint32_t> first, to;
};

// The drivable directions between vertices, as rows.
Rows directions(const Raw& raw, std::span<const RoadSegment> segments) {
  Rows rows;
  rows.first.assign(raw.vertex.size() + 1, 0);
  const auto each = [&](const auto& visit) {
    for (const auto& e : raw.edges) {
      if (segments[e.segment].forward) visit(e.a, e.b);
      if (segments[e.segment].backward) visit(e.b, e.a);
    }
  };
  each([&](std::uint32_t from, std::uint32_t) { ++rows.first[from + 1]; });
  std::partial_sum(rows.first.begin(), rows.first.end(), rows.first.begin());
  rows.to.resize(rows.first.back());
  std::vector<std::uint32_t> at(rows.first.begin(), rows.first.end() - 1);
  each([&](std::uint32_t from, std::uint32_t to) { rows.to[at[from]++] = to; });
  return rows;
}

// Strongly connected parts (Tarjan 1972, without recursion): the part of each vertex, numbered from 0.
std::vector<std::uint32_t> strong_parts(const Rows& rows) {
  const auto n = static_cast<std::uint32_t>(rows.first.size() - 1);
  std::vector<std::uint32_t> part(n, kNoArc), order(n, kNoArc), low(n, 0),
      next(rows.first.begin(), rows.first.end() - 1);
  std::vector<std::uint32_t> path, waiting;
  std::uint32_t counter = 0, parts = 0;
  const auto enter = [&](std::uint32_t v) {
    order[v] = low[v] = counter++;
    path.push_back(v);
    waiting.push_back(v);
  };
  for (std::uint32_t root = 0; root < n; ++root) {
    if (order[root] != kNoArc) continue;
    enter(root);
    while (!path.empty()) {
      const std::uint32_t v = path.back();
      if (next[v] < rows.first[v + 1]) {
        const std::uint32_t w = rows.to[next[v]++];
        if (order[w] == kNoArc) {
          enter(w);
        } else if (part[w] == kNoArc) {
          low[v] = std::min(low[v], order[w]);
        }
        continue;
      }
      path.pop_back();
      if (!path.empty()) low[path.back()] = std::min(low[path.back()], low[v]);
      if (low[v] != order[v]) continue;
      while (true) {
        const std::uint32_t w = waiting.back();
        waiting.pop_back();
        part[w] = parts;
        if (w == v) break;
      }
      ++parts;
    }
  }
  return part;
}

// Removes the edges outside the largest part and counts what went.
void drop_islands(Raw& raw, std::span<const RoadSegment> segments, BuildReport& report) {
  const std::vector<std::uint32_t> part = strong_parts(directions(raw, segments));
  std::vector<std::uint8_t> is_node(raw.vertex.size(), 0);
  for (const auto& e : raw.edges) is_node[e.a] = is_node[e.b] = 1;
  std::vector<std::uint32_t> size(raw.vertex.size() + 1, 0);
  for (std::size_t v = 0; v < part.size(); ++v)
    if (is_node[v] != 0) ++size[part[v]];
  const auto largest = static_cast<std::uint32_t>(std::ranges::max_element(size) - size.begin());
  for (std::size_t p = 0; p < size.size(); ++p) {
    if (p == largest || size[p] == 0) continue;
    ++report.islands;
    report.island_nodes += size[p];
  }
  std::erase_if(raw.edges, [&](const RawEdge& e) {
    const bool drop = part[e.a] != largest || part[e.b] != largest;
    if (drop) report.island_metres += static_cast<double>(e.metres);
    return drop;
  });
}

// Position along a Hilbert curve of order 16 over the box (Hilbert 1891; the usual rotate-and-flip form).
std::uint32_t hilbert(RoadPoint p, const RoadBox& box) {
  const auto cell = [](std::int64_t v, std::int64_t low, std::int64_t high) {
    return static_cast<std::uint32_t>(high > low ? (v - low) * 65'535 / (high - low) : 0);
  };
  std::uint32_t x = cell(p.lon_e7, box.lower.lon_e7, box.upper.lon_e7);
  std::uint32_t y = cell(p.lat_e7, box.lower.lat_e7, box.upper.lat_e7), d = 0;
  for (std::uint32_t s = 32'768; s > 0; s /= 2) {
    const std::uint32_t rx = (x & s) != 0 ? 1 : 0, ry = (y & s) != 0 ? 1 : 0;
    d += s * s * ((3 * rx) ^ ry);
    if (ry == 0) {
      if (rx == 1) {
        x = 65'535 - x;
        y = 65'535 - y;
      }
      std::swap(x, y);
    }
  }
  return d;
}

void widen(RoadBox& box, RoadPoint p) {
  box.lower.lon_e7 = std::min(box.lower.lon_e7, p.lon_e7);
  box.lower.lat_e7 = std::min(box.lower.lat_e7, p.lat_e7);
  box.upper.lon_e7 = std::max(box.upper.lon_e7, p.lon_e7);
  box.upper.lat_e7 = std::max(box.upper.lat_e7, p.lat_e7);
}

// Nodes of the edges that are left, in spatial order; gives each vertex its node number.
std::vector<NodeId> number_nodes(const Raw& raw, RoadTables& t) {
  std::vector<std::uint32_t> used;
  std::vector<NodeId> node(raw.vertex.size(), kNoArc);
  for (const auto& e : raw.edges) {
    for (const std::uint32_t v : {e.a, e.b}) {
      if (node[v] != kNoArc) continue;
      node[v] = 0;
      used.push_back(v);
    }
  }
  RoadBox box{raw.vertex[used.front()], raw.vertex[used.front()]};
  for (const std::uint32_t v : used) widen(box, raw.vertex[v]);
  std::vector<std::pair<std::uint32_t, std::uint32_t>> order;
  order.reserve(used.size());
  for (const std::uint32_t v : used) order.emplace_back(hilbert(raw.vertex[v], box), v);
  std::ranges::sort(order);
  t.node_at.reserve(order.size());
  for (const auto& [where, v] : order) {
    node[v] = static_cast<NodeId>(t.node_at.size());
    t.node_at.push_back(raw.vertex[v]);
  }
  return node;
}

// Edges in the order of their lower node, so that neighbours lie together too.
void order_edges(Raw& raw, const std::vector<NodeId>& node) {
  std::ranges::stable_sort(raw.edges, [&](const RawEdge& x, const RawEdge& y) {
    const auto of = [&](const RawEdge& e) { return std::minmax(node[e.a], node[e.b]); };
    return of(x) < of(y);
  });
}

std::uint32_t free_ms(double metres, double kmh) {
  constexpr double kMost = (1 << RoadGraph::kKindShift) - 1;
  return static_cast<std::uint32_t>(std::clamp(std::round(metres * 3600.0 / kmh), 1.0, kMost));
}

void lay_arcs(const Raw& raw, std::span<const RoadSegment> segments, const SpeedTable& speeds,
              const std::vector<NodeId>& node, RoadTables& t) {
  struct Arc {
    NodeId tail, head;
    std::uint32_t cost, edge;
  };
  std::vector<Arc> arcs;
  for (EdgeId e = 0; e < raw.edges.size(); ++e) {
    const RawEdge& r = raw.edges[e];
    const RoadSegment& s = segments[r.segment];
    const auto kind = static_cast<std::uint32_t>(s.road_class);
    const std::uint32_t cost =
        (kind << RoadGraph::kKindShift) | free_ms(static_cast<double>(r.metres), speeds.rows[kind].kmh);
    if (s.forward) arcs.push_back({node[r.a], node[r.b], cost, e << 1});
    if (s.backward) arcs.push_back({node[r.b], node[r.a], cost, (e << 1) | 1U});
  }
  std::ranges::sort(arcs, [](const Arc& x, const Arc& y) {
    return std::tie(x.head, x.tail, x.edge) < std::tie(y.head, y.tail, y.edge);
  });
  const std::size_t n = t.node_at.size();
  t.in_first.assign(n + 1, 0);
  t.out_first.assign(n + 1, 0);
  t.edge_arc.assign(raw.edges.size(), kNoArc);
  for (auto* column : {&t.tail, &t.head, &t.cost, &t.edge}) column->reserve(arcs.size());
  for (ArcId a = 0; a < arcs.size(); ++a) {
    t.tail.push_back(arcs[a].tail);
    t.head.push_back(arcs[a].head);
    t.cost.push_back(arcs[a].cost);
    t.edge.push_back(arcs[a].edge);
    ++t.in_first[arcs[a].head + 1];
    ++t.out_first[arcs[a].tail + 1];
    if (ArcId& one = t.edge_arc[arcs[a].edge >> 1]; one == kNoArc) one = a;
  }
  std::partial_sum(t.in_first.begin(), t.in_first.end(), t.in_first.begin());
  std::partial_sum(t.out_first.begin(), t.out_first.end(), t.out_first.begin());
  t.out.resize(arcs.size());
  std::vector<std::uint32_t> at(t.out_first.begin(), t.out_first.end() - 1);
  for (ArcId a = 0; a < arcs.size(); ++a) t.out[at[arcs[a].tail]++] = a;
}

void describe_edges(const Raw& raw, std::span<const RoadSegment> segments, RoadTables& t) {
  std::unordered_map<std::string_view, std::uint32_t> known{{"", 0}};
  t.name_first = {0, 0};
  t.shape_first = {0};
  for (EdgeId e = 0; e < raw.edges.size(); ++e) {
    const RawEdge& r = raw.edges[e];
    const std::string& name = segments[r.segment].name;
    const auto [found, is_new] = known.emplace(name, static_cast<std::uint32_t>(t.name_first.size() - 1));
    if (is_new) {
      t.names.insert(t.names.end(), name.begin(), name.end());
      t.name_first.push_back(static_cast<std::uint32_t>(t.names.size()));
    }
    t.edge_name.push_back(found->second);
    t.edge_metres.push_back(r.metres);
    if (r.shape_count == 0) continue;
    t.shape_edge.push_back(e);
    for (std::uint32_t i = 0; i < r.shape_count; ++i) t.shape.push_back(raw.shape[r.shape_first + i]);
    t.shape_first.push_back(static_cast<std::uint32_t>(t.shape.size()));
  }
}

void shrink(RoadTables& t) {
  for (auto* column : {&t.edge_name, &t.shape_edge, &t.shape_first, &t.name_first}) column->shrink_to_fit();
  t.edge_metres.shrink_to_fit();
  t.shape.shrink_to_fit();
  t.names.shrink_to_fit();
}

}  // namespace

Result<RoadGraph> RoadGraph::build(std::span<const RoadSegment> segments, const SpeedTable& speeds,
                                   BuildReport* report) {
  BuildReport counted;
  Raw raw = cut(segments);
  counted.segments = raw.taken;
  drop_islands(raw, segments, counted);
  if (report) *report = counted;
  if (raw.edges.empty())
    return fail(ErrorCode::BadInput, "没有连成网的道路，建不成路网。",
                "There are no roads that connect; no network can be made.");
  RoadTables t;
  const std::vector<NodeId> node = number_nodes(raw, t);
  order_edges(raw, node);
  lay_arcs(raw, segments, speeds, node, t);
  describe_edges(raw, segments, t);
  shrink(t);
  for (std::size_t k = 0; k < kRoadKinds; ++k) {
    const auto& row = speeds.rows[k];
    const std::array<double, kTrafficProfiles> factor{1.0, row.peak_factor, row.night_factor};
    for (std::size_t p = 0; p < kTrafficProfiles; ++p)
      t.factor[k][p] = static_cast<std::uint32_t>(std::lround(65'536.0 / std::clamp(factor[p], 0.05, 2.0)));
  }
  return RoadGraph(std::move(t));
}

}  // namespace anxin
