// The order in which a batch's rows are written: by key, the later of two equal keys alone. Private to this
// folder. O(n) when they come in order, else O(n log n).
#pragma once
#include <algorithm>
#include <cstdint>
#include <numeric>
#include <vector>

namespace anxin {

// Indices of `rows` in the order of `key`, of equal keys only the last; how many were left out is added to
// `left_out`.
template <class Row, class Key>
std::vector<std::uint32_t> in_order(const std::vector<Row>& rows, Key key, std::size_t& left_out) {
  std::vector<std::uint32_t> order(rows.size());
  std::iota(order.begin(), order.end(), 0U);
  const auto less = [&](std::uint32_t a, std::uint32_t b) { return key(rows[a]) < key(rows[b]); };
  if (!std::is_sorted(order.begin(), order.end(), less)) std::stable_sort(order.begin(), order.end(), less);
  std::size_t kept = 0;
  for (std::size_t i = 0; i < order.size(); ++i) {
    if (i + 1 < order.size() && !less(order[i], order[i + 1])) continue;
    order[kept++] = order[i];
  }
  left_out += order.size() - kept;
  order.resize(kept);
  return order;
}

}  // namespace anxin
