// Distances from a point to edges, for snapping and for closures; for this folder only. A plane around the
// point (radii of curvature of the ellipsoid there): within 0.1 % up to 20 km. Thread: any.
#pragma once
#include <functional>

#include "geo/route/graph.hpp"

namespace anxin {

class LocalPlane {
 public:
  explicit LocalPlane(LonLat centre);
  struct XY {
    double x, y;
  };  // metres from the centre
  [[nodiscard]] XY of(LonLat at) const {
    return {(at.lon() - centre_.lon()) * x_m_, (at.lat() - centre_.lat()) * y_m_};
  }
  [[nodiscard]] LonLat back(XY at) const {
    return LonLat::of_degrees(centre_.lon() + at.x / x_m_, centre_.lat() + at.y / y_m_);
  }
  // From the centre to the box; 0 inside.
  [[nodiscard]] double to_box(const RoadBox& box) const;

 private:
  LonLat centre_;
  double x_m_, y_m_;  // metres a degree
};

struct NearestOnLine {
  double metres = 0;  // from the plane's centre
  double along = 0;   // fraction of the line's length
  LonLat at;
};
// `line` has at least one point.
[[nodiscard]] NearestOnLine nearest_on(const std::vector<LonLat>& line, const LocalPlane& plane);

void each_edge_within(const RoadGraph& graph, LonLat at, Metres radius,
                      const std::function<void(EdgeId)>& visit);

}  // namespace anxin
