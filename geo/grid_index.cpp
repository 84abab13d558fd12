#include "geo/grid_index.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

namespace anxin {
namespace {

struct Hit {
  double d2;
  std::uint32_t index;
  friend bool operator<(const Hit& a, const Hit& b) {
    return a.d2 < b.d2 || (a.d2 == b.d2 && a.index < b.index);
  }
};

bool is_finite(MapXY p) { return std::isfinite(p.x()) && std::isfinite(p.y()); }

double squared(MapXY a, MapXY b) {
  const double dx = a.x() - b.x(), dy = a.y() - b.y();
  return dx * dx + dy * dy;
}

// The cell of an offset in [0, count); offsets outside, infinite or NaN go to the nearest edge.
int cell_of(double offset, double cell, int count) {
  const double c = std::floor(offset / cell);
  if (!(c > 0)) return 0;
  return c >= count ? count - 1 : static_cast<int>(c);
}

std::vector<std::uint32_t> indices(const std::vector<Hit>& hits) {
  std::vector<std::uint32_t> out;
  out.reserve(hits.size());
  for (const Hit& h : hits) out.push_back(h.index);
  return out;
}

}  // namespace

GridIndex GridIndex::build(std::span<const MapXY> points, double per_cell) {
  GridIndex g;
  std::size_t n = 0;
  constexpr double kInf = std::numeric_limits<double>::infinity();
  Box b{kInf, kInf, -kInf, -kInf};
  for (const MapXY p : points) {
    if (!is_finite(p)) continue;
    ++n;
    b = {std::min(b.x0, p.x()), std::min(b.y0, p.y()), std::max(b.x1, p.x()), std::max(b.y1, p.y())};
  }
  if (n == 0) return g;
  g.bounds_ = b;
  const double w = b.x1 - b.x0, h = b.y1 - b.y0;
  const double cells = std::max(1.0, static_cast<double>(n) / std::max(per_cell, 0.5));
  // A line of points has no area: then the longer side alone gives the cell.
  g.cell_ = std::max(std::sqrt(w * h / cells), std::max(w, h) / std::min(cells, 30000.0));
  if (!(g.cell_ > 0) || !std::isfinite(g.cell_)) g.cell_ = std::max({w, h, 1.0});
  g.columns_ = static_cast<int>(std::min(w / g.cell_, 30000.0)) + 1;
  g.rows_ = static_cast<int>(std::min(h / g.cell_, 30000.0)) + 1;

  const auto slot = [&](MapXY p) {
    return static_cast<std::size_t>(cell_of(p.y() - b.y0, g.cell_, g.rows_)) * g.columns_ +
           cell_of(p.x() - b.x0, g.cell_, g.columns_);
  };
  g.first_.assign(static_cast<std::size_t>(g.columns_) * g.rows_ + 1, 0);
  for (const MapXY p : points)
    if (is_finite(p)) ++g.first_[slot(p) + 1];
  for (std::size_t i = 1; i < g.first_.size(); ++i) g.first_[i] += g.first_[i - 1];
  std::vector<std::uint32_t> next(g.first_.begin(), g.first_.end() - 1);
  g.items_.resize(n);
  g.points_.resize(n);
  for (std::size_t i = 0; i < points.size(); ++i) {
    if (!is_finite(points[i])) continue;
    const std::uint32_t at = next[slot(points[i])]++;
    g.items_[at] = static_cast<std::uint32_t>(i);
    g.points_[at] = points[i];
  }
  return g;
}

void GridIndex::in_box(const Box& box, std::vector<std::uint32_t>& out) const {
  if (items_.empty() ||
      !(box.x0 <= bounds_.x1 && box.x1 >= bounds_.x0 && box.y0 <= bounds_.y1 && box.y1 >= bounds_.y0))
    return;
  const int c0 = cell_of(box.x0 - bounds_.x0, cell_, columns_),
            c1 = cell_of(box.x1 - bounds_.x0, cell_, columns_);
  const int r0 = cell_of(box.y0 - bounds_.y0, cell_, rows_), r1 = cell_of(box.y1 - bounds_.y0, cell_, rows_);
  for (int r = r0; r <= r1; ++r) {
    const std::size_t row = static_cast<std::size_t>(r) * columns_;
    for (std::uint32_t i = first_[row + c0]; i < first_[row + c1 + 1]; ++i) {
      const MapXY p = points_[i];
      if (p.x() >= box.x0 && p.x() <= box.x1 && p.y() >= box.y0 && p.y() <= box.y1) out.push_back(items_[i]);
    }
  }
}

std::vector<std::uint32_t> GridIndex::within(MapXY at, Metres radius) const {
  const double r = radius.value();
  std::vector<Hit> hits;
  if (items_.empty() || !(r >= 0) || !is_finite(at)) return {};
  const double reach =
      r * (1 + 1e-12) + 1e-6;  // a point exactly at the radius must not fall out by a rounding
  const int c0 = cell_of(at.x() - reach - bounds_.x0, cell_, columns_);
  const int c1 = cell_of(at.x() + reach - bounds_.x0, cell_, columns_);
  const int r0 = cell_of(at.y() - reach - bounds_.y0, cell_, rows_);
  const int r1 = cell_of(at.y() + reach - bounds_.y0, cell_, rows_);
  for (int row = r0; row <= r1; ++row) {
    const std::size_t start = static_cast<std::size_t>(row) * columns_;
    for (std::uint32_t i = first_[start + c0]; i < first_[start + c1 + 1]; ++i) {
      const double d2 = squared(points_[i], at);
      if (d2 <= r * r) hits.push_back({d2, items_[i]});
    }
  }
  std::sort(hits.begin(), hits.end());
  return indices(hits);
}

// Square rings of cells around the cell of `at`, until no unvisited cell can hold anything nearer than the
// k-th found. `hits` is a max-heap of at most k.
std::vector<std::uint32_t> GridIndex::nearest(MapXY at, std::size_t k) const {
  std::vector<Hit> hits;
  if (items_.empty() || k == 0 || !is_finite(at)) return {};
  const auto visit = [&](int column, int row) {
    const std::size_t slot = static_cast<std::size_t>(row) * columns_ + column;
    for (std::uint32_t i = first_[slot]; i < first_[slot + 1]; ++i) {
      const Hit hit{squared(points_[i], at), items_[i]};
      if (hits.size() == k) {
        if (!(hit < hits.front())) continue;
        std::pop_heap(hits.begin(), hits.end());
        hits.pop_back();
      }
      hits.push_back(hit);
      std::push_heap(hits.begin(), hits.end());
    }
  };
  const int cx = cell_of(at.x() - bounds_.x0, cell_, columns_),
            cy = cell_of(at.y() - bounds_.y0, cell_, rows_);
  for (int ring = 0; ring < std::max(columns_, rows_); ++ring) {
    const int x0 = cx - ring, x1 = cx + ring, y0 = cy - ring, y1 = cy + ring;
    for (int y = std::max(y0, 0); y <= std::min(y1, rows_ - 1); ++y) {
      const bool whole = y == y0 || y == y1;
      for (int x = std::max(x0, 0); x <= std::min(x1, columns_ - 1);
           x += whole || x == x1 ? 1 : std::max(1, x1 - x))
        if (whole || x == x0 || x == x1) visit(x, y);
    }
    if (hits.size() < k) continue;
    double reach = std::numeric_limits<double>::infinity();  // nothing unvisited is nearer than this
    if (x0 > 0) reach = std::min(reach, at.x() - (bounds_.x0 + x0 * cell_));
    if (x1 < columns_ - 1) reach = std::min(reach, bounds_.x0 + (x1 + 1) * cell_ - at.x());
    if (y0 > 0) reach = std::min(reach, at.y() - (bounds_.y0 + y0 * cell_));
    if (y1 < rows_ - 1) reach = std::min(reach, bounds_.y0 + (y1 + 1) * cell_ - at.y());
    reach -= cell_ * 1e-6;  // a point on a cell's edge may have been rounded into the neighbour
    if (reach > 0 && hits.front().d2 < reach * reach) break;
  }
  std::sort_heap(hits.begin(), hits.end());
  return indices(hits);
}

std::size_t GridIndex::bytes() const {
  return sizeof *this + (first_.capacity() + items_.capacity()) * sizeof(std::uint32_t) +
         points_.capacity() * sizeof(MapXY);
}

}  // namespace anxin
