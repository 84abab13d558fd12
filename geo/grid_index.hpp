// A uniform grid over points on the map plane for what a frame asks sixty times a second: in a box, within a
// radius, k nearest. Immutable after build, read on any thread. Answers are indices into the array it was
// built from, and plane distances (EPSG:4548); ellipsoidal answers come from the store.
#pragma once
#include <cstdint>
#include <span>
#include <vector>

#include "geo/position.hpp"

namespace anxin {

class GridIndex {
 public:
  GridIndex() = default;
  // Cells hold about `per_cell` points on average. O(n).
  static GridIndex build(std::span<const MapXY> points, double per_cell = 8);

  struct Box {
    double x0 = 0, y0 = 0, x1 = 0, y1 = 0;
  };
  // Appends the indices of points inside the closed box, ascending within a cell, cells in row order.
  void in_box(const Box& box, std::vector<std::uint32_t>& out) const;
  // Points within `radius` of `at` (closed), ascending by distance, ties by index.
  [[nodiscard]] std::vector<std::uint32_t> within(MapXY at, Metres radius) const;
  // The k nearest, ascending by distance, ties by index; fewer when there are fewer points.
  [[nodiscard]] std::vector<std::uint32_t> nearest(MapXY at, std::size_t k) const;

  [[nodiscard]] std::size_t size() const { return items_.size(); }
  [[nodiscard]] Box bounds() const { return bounds_; }
  [[nodiscard]] std::size_t bytes() const;

 private:
  std::vector<std::uint32_t> first_, items_;
  std::vector<MapXY> points_;  // in the order of items_
  Box bounds_;
  double cell_ = 1;
  int columns_ = 0, rows_ = 0;
};

}  // namespace anxin
