#include "tests/scene/little_city.hpp"

#include <fmt/format.h>

namespace anxin::test {
namespace {

constexpr double kX = 450'000, kY = 4'418'000;  // about Tian'anmen, EPSG:4548

MapXY at(double east, double north) { return MapXY::of_metres(kX + east, kY + north); }

BaseMap::Area square(std::string code, std::string name, double from_east) {
  const MapXY a = at(from_east, -10'000), b = at(from_east + 20'000, -10'000),
              c = at(from_east + 20'000, 10'000), d = at(from_east, 10'000);
  return {std::move(code), std::move(name), {a, b, c, a, c, d}, {{a, b, c, d, a}}};
}

}  // namespace

BaseMap little_base() {
  BaseMap base;
  base.areas = {square("110101", "东城区", -20'000), square("110105", "朝阳区", 0)};
  base.city = {{at(-20'000, -10'000), at(20'000, -10'000), at(20'000, 10'000), at(-20'000, 10'000),
                at(-20'000, -10'000)}};
  base.roads = {{LineKind::Motorway, "京通快速路", {at(-15'000, 0), at(15'000, 0)}},
                {LineKind::Trunk, "二环路", {at(3'000, -9'000), at(3'000, 9'000)}}};
  base.anchors = {{"110101", "东城区", at(-10'000, 0)},
                  {"110105", "朝阳区", at(10'000, 0)},
                  {"BDA", "经济技术开发区", at(10'500, 0)}};
  base.lower = at(-20'000, -10'000), base.upper = at(20'000, 10'000);
  return base;
}

Registry little_registry() {
  Registry r;
  r.enterprise_credit = {Credit::A, Credit::D};
  r.enterprise_name.push_back("甲");
  r.enterprise_name.push_back("乙");
  for (int i = 0; i < 8; ++i) {
    r.id.push_back(fmt::format("P-{}", i + 1));
    r.name.push_back("工程");
    r.xy.push_back(at(i * 1'000, 500));
    r.general_contractor.push_back(i == 0 ? 1 : 0);
    r.status.push_back(ProjectStatus::Active);
  }
  r.grid = GridIndex::build(r.xy);
  return r;
}

RiskTable little_risk() {
  RiskTable t;
  t.grade = {Grade::D, Grade::C, Grade::B, Grade::A, Grade::Unknown, Grade::A, Grade::D, Grade::B};
  return t;
}

Camera camera_on(MapXY centre, double metres_per_px) {
  Camera camera;
  camera.view = {344, 44, 1144, 940};
  camera.centre = centre;
  camera.metres_per_px = metres_per_px;
  return camera;
}

}  // namespace anxin::test
