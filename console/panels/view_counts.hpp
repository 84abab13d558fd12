// How many projects of each grade (or of each state of a safeguard) lie in a rectangle of the map plane:
// exact, from the data and not from what was drawn. Sums over a grid answer the inside, single points the
// edge: 20 microseconds among 200,000. Prepared when registry, grades or filters change (O(projects)). Not
// for questions on the ellipsoid (the store's SQL).
#pragma once
#include <array>
#include <cstdint>
#include <vector>

#include "console/desk/frame.hpp"

namespace anxin {

class ViewCounts {
 public:
  using Counts = std::array<std::uint32_t, kGrades>;

  // Counts what `filters` let through of what is on the map (active on `as_of`), whether its legend row is
  // hidden or not: by grade (Unknown without a table of that length), or by the state of one safeguard.
  void prepare(const Registry& registry, const RiskTable* risk, const Filters& filters, Day as_of);
  void prepare(const Registry& registry, const std::vector<SafeguardState>& states, const Filters& filters,
               Day as_of);
  // Points in the closed rectangle.
  [[nodiscard]] Counts in_box(MapXY lower, MapXY upper) const;

 private:
  void arrange(const Registry& registry);
  template <class ClassOf>
  void count(const Registry& registry, const void* classes, const Filters& filters, Day as_of,
             const ClassOf& class_of);
  [[nodiscard]] std::size_t cell_number(int row, int column) const {
    return static_cast<std::size_t>(row) * static_cast<std::size_t>(columns_) +
           static_cast<std::size_t>(column);
  }
  void add_cell(std::size_t cell, MapXY lower, MapXY upper, Counts& counts) const;

  const Registry* registry_ = nullptr;
  const void* classes_ = nullptr;  // what gave the classes
  Filters filters_;
  Day as_of_{};
  double x0_ = 0, y0_ = 0, cell_ = 1;
  int columns_ = 0, rows_ = 0;
  std::vector<std::uint32_t> first_, order_;  // cell -> range of order_
  std::vector<MapXY> at_;                     // in the order of order_
  std::vector<std::uint8_t> class_;           // in the order of order_; kGrades: not counted
  std::vector<Counts> sums_;                  // two-dimensional prefix sums, (columns + 1) x (rows + 1)
};

}  // namespace anxin
