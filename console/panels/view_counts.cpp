#include "console/panels/view_counts.hpp"

#include <algorithm>
#include <cmath>

namespace anxin {

void ViewCounts::arrange(const Registry& r) {
  const std::size_t n = r.projects();
  double x1 = 0, y1 = 0;
  x0_ = y0_ = 0;
  for (std::size_t i = 0; i < n; ++i) {
    const double x = r.xy[i].x(), y = r.xy[i].y();
    x0_ = i == 0 ? x : std::min(x0_, x);
    y0_ = i == 0 ? y : std::min(y0_, y);
    x1 = i == 0 ? x : std::max(x1, x);
    y1 = i == 0 ? y : std::max(y1, y);
  }
  const double side = std::clamp(std::sqrt(static_cast<double>(n) / 8), 1.0, 128.0);
  cell_ = std::max({(x1 - x0_) / side, (y1 - y0_) / side, 1.0});
  columns_ = static_cast<int>((x1 - x0_) / cell_) + 1;
  rows_ = static_cast<int>((y1 - y0_) / cell_) + 1;
  const auto cell_of = [&](MapXY at) {
    return cell_number(static_cast<int>((at.y() - y0_) / cell_), static_cast<int>((at.x() - x0_) / cell_));
  };
  first_.assign(cell_number(rows_, 0) + 1, 0);
  for (const MapXY at : r.xy) ++first_[cell_of(at) + 1];
  for (std::size_t i = 1; i < first_.size(); ++i) first_[i] += first_[i - 1];
  std::vector<std::uint32_t> next(first_.begin(), first_.end() - 1);
  order_.resize(n);
  at_.resize(n);
  for (std::size_t i = 0; i < n; ++i) {
    const std::uint32_t slot = next[cell_of(r.xy[i])]++;
    order_[slot] = static_cast<std::uint32_t>(i);
    at_[slot] = r.xy[i];
  }
}

void ViewCounts::prepare(const Registry& r, const RiskTable* risk, const Filters& filters, Day as_of) {
  const bool graded = risk != nullptr && risk->grade.size() == r.projects();
  count(r, risk, filters, as_of, [&](Index i) { return graded ? risk->grade[i] : Grade::Unknown; });
}

void ViewCounts::prepare(const Registry& r, const std::vector<SafeguardState>& states, const Filters& filters,
                         Day as_of) {
  const bool known = states.size() == r.projects();
  count(r, &states, filters, as_of, [&](Index i) { return known ? states[i] : SafeguardState::Unknown; });
}

template <class ClassOf>
void ViewCounts::count(const Registry& r, const void* classes, const Filters& given, Day as_of,
                       const ClassOf& class_of) {
  Filters filters = given;
  filters.grade_hidden = {};
  if (registry_ == &r && classes_ == classes && filters_ == filters && as_of_ == as_of &&
      order_.size() == r.projects())
    return;
  if (registry_ != &r || order_.size() != r.projects()) arrange(r);
  registry_ = &r;
  classes_ = classes;
  filters_ = filters;
  as_of_ = as_of;
  const auto in = [](std::uint32_t set, auto value) {
    return (set >> static_cast<unsigned>(value) & 1U) != 0;
  };
  class_.resize(order_.size());
  for (std::size_t slot = 0; slot < order_.size(); ++slot) {
    const std::uint32_t i = order_[slot];
    const bool counted = r.status_on(i, as_of) == ProjectStatus::Active && in(filters.sectors, r.sector[i]) &&
                         in(filters.fundings, r.funding[i]) && in(filters.credits, r.credit_of(i));
    class_[slot] = counted ? static_cast<std::uint8_t>(class_of(i)) : static_cast<std::uint8_t>(kGrades);
  }
  const std::size_t stride = static_cast<std::size_t>(columns_) + 1;
  sums_.assign(stride * (static_cast<std::size_t>(rows_) + 1), Counts{});
  for (int row = 0; row < rows_; ++row) {
    Counts line{};
    for (int c = 0; c < columns_; ++c) {
      const std::size_t cell = cell_number(row, c);
      for (std::uint32_t slot = first_[cell]; slot < first_[cell + 1]; ++slot) {
        if (class_[slot] < kGrades) ++line[class_[slot]];
      }
      const std::size_t above = static_cast<std::size_t>(row) * stride + static_cast<std::size_t>(c) + 1;
      for (std::size_t g = 0; g < line.size(); ++g) sums_[above + stride][g] = sums_[above][g] + line[g];
    }
  }
}

void ViewCounts::add_cell(std::size_t cell, MapXY lower, MapXY upper, Counts& counts) const {
  for (std::uint32_t slot = first_[cell]; slot < first_[cell + 1]; ++slot) {
    const MapXY at = at_[slot];
    const bool inside =
        at.x() >= lower.x() && at.x() <= upper.x() && at.y() >= lower.y() && at.y() <= upper.y();
    if (inside && class_[slot] < kGrades) ++counts[class_[slot]];
  }
}

ViewCounts::Counts ViewCounts::in_box(MapXY lower, MapXY upper) const {
  Counts counts{};
  if (order_.empty()) return counts;
  const auto clamp_cell = [](double v, int n) {
    return static_cast<int>(std::clamp(std::floor(v), -1.0, static_cast<double>(n)));
  };
  const int c0 = clamp_cell((lower.x() - x0_) / cell_, columns_),
            c1 = clamp_cell((upper.x() - x0_) / cell_, columns_);
  const int r0 = clamp_cell((lower.y() - y0_) / cell_, rows_),
            r1 = clamp_cell((upper.y() - y0_) / cell_, rows_);
  const int ic0 = std::max(c0 + 1, 0), ic1 = std::min(c1, columns_), ir0 = std::max(r0 + 1, 0),
            ir1 = std::min(r1, rows_);
  const auto edge = [&](int row, int c) {
    if (row < 0 || c < 0 || row >= rows_ || c >= columns_) return;
    if (row >= ir0 && row < ir1 && c >= ic0 && c < ic1) return;  // inside: summed below
    add_cell(cell_number(row, c), lower, upper, counts);
  };
  for (int c = c0; c <= c1; ++c) {
    edge(r0, c);
    if (r1 != r0) edge(r1, c);
  }
  for (int row = r0 + 1; row < r1; ++row) {
    edge(row, c0);
    if (c1 != c0) edge(row, c1);
  }
  if (ic0 < ic1 && ir0 < ir1) {
    const std::size_t stride = static_cast<std::size_t>(columns_) + 1;
    const auto at = [&](int row, int c) -> const Counts& {
      return sums_[static_cast<std::size_t>(row) * stride + static_cast<std::size_t>(c)];
    };
    for (std::size_t g = 0; g < counts.size(); ++g) {
      counts[g] += at(ir1, ic1)[g] - at(ir0, ic1)[g] - at(ir1, ic0)[g] + at(ir0, ic0)[g];
    }
  }
  return counts;
}

}  // namespace anxin
