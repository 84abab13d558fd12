// Two square districts, one road, three anchors and eight projects made by hand, small enough to check by
// eye.
#pragma once
#include <memory>

#include "console/scene/scene.hpp"
#include "data/model/registry.hpp"

namespace anxin::test {

[[nodiscard]] BaseMap little_base();
// Projects P-1 to P-8 in a row, 1 km apart, 500 m north of the origin of the base map; grades by little_risk.
[[nodiscard]] Registry little_registry();
[[nodiscard]] RiskTable little_risk();  // D C B A unknown A D B
[[nodiscard]] Camera camera_on(MapXY centre, double metres_per_px);

}  // namespace anxin::test
