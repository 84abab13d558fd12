// A lattice of travel times around a place and its outlines; for this folder only. Thread: one.
#pragma once
#include <limits>
#include <vector>

#include "geo/polygon.hpp"
#include "geo/route/near_edges.hpp"

namespace anxin {

class TimeRaster {
 public:
  static constexpr float kNever = std::numeric_limits<float>::infinity();
  using XY = LocalPlane::XY;

  // Covers the box and three cells more on each side; the cell grows until there are at most a million.
  TimeRaster(XY low, XY high, double cell_m);

  // A point of a road, reached after so long.
  void reach(XY at, double ms);
  // A straight piece of road between two points, times linear between them, up to `limit`.
  void reach_line(XY a, XY b, double ms_a, double ms_b, double limit);
  // A node of the network and its time, kNever where it is not reached: holes stay around those over the
  // limit.
  void note_node(XY at, double ms);
  // Spreads every time sideways at walking speed, up to `furthest` metres from the road.
  void walk(double furthest);
  // The area whose time is at most `limit`, in positions of the plane.
  [[nodiscard]] MultiPolygon outline(double limit, const LocalPlane& plane) const;

 private:
  [[nodiscard]] std::vector<float> filled(float limit) const;
  [[nodiscard]] std::size_t index(int x, int y) const {
    return static_cast<std::size_t>(y) * static_cast<std::size_t>(columns_) + static_cast<std::size_t>(x);
  }
  [[nodiscard]] bool is_inside(int x, int y) const { return x >= 0 && y >= 0 && x < columns_ && y < rows_; }
  [[nodiscard]] XY crossing(const std::vector<float>& field, std::size_t edge, float limit) const;

  XY origin_;
  double cell_;
  int columns_, rows_;
  std::vector<float> ms_;      // when
  std::vector<float> walked_;  // metres from the road
  std::vector<float> node_;    // the latest node in this cell; below 0: none
};

}  // namespace anxin
