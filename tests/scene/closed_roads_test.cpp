// Closures as the map shows them and as a pointer finds them, against places known by construction.
#include "console/scene/closed_roads.hpp"

#include <gtest/gtest.h>

#include "geo/crs.hpp"

namespace anxin {
namespace {

const Instant kNow{std::chrono::seconds(1'795'000'000)};
const LonLat kPlace = LonLat::of_degrees(116.46, 39.86);
const MapXY kOrigin = to_map(kPlace);

MapXY beside(double x, double y) { return MapXY::of_metres(kOrigin.x() + x, kOrigin.y() + y); }

// 广渠路 along y = 0 in pieces of 100 m at x = 0, 1000, 5000; a nameless street at y = 30; 小街, a
// residential one, at y = -40.
RoadNet streets() {
  RoadNet net;
  net.names = {"", "广渠路", "小街"};
  const auto add = [&](double x, double y, std::uint8_t road_class, std::uint32_t name) {
    net.stretches.push_back({static_cast<std::uint32_t>(net.points.size()), 2, road_class, name});
    net.points.push_back(beside(x, y));
    net.points.push_back(beside(x + 100, y));
  };
  for (const double x : {0.0, 1'000.0, 5'000.0}) add(x, 0, 2, 1);
  add(0, 30, 2, 0);
  add(0, -40, 6, 2);
  return net;
}

class ClosedRoads : public ::testing::Test {
 protected:
  Closure& closure(const char* id) {
    Closure& c = table_[id];
    c.id = c.reason = id;
    c.from = kNow - std::chrono::hours(1), c.until = kNow + std::chrono::hours(1);
    return c;
  }
  void square(const char* id, double x0, double y0, double x1, double y1) {
    const auto at = [](double x, double y) { return from_map(beside(x, y)); };
    closure(id).area = {{{at(x0, y0), at(x1, y0), at(x1, y1), at(x0, y1), at(x0, y0)}, {}}};
  }
  void road(const char* id, const char* name, double x) {
    closure(id).road = name;
    closure(id).road_at = from_map(beside(x, 0));
  }
  [[nodiscard]] Operations operations() const {
    Operations o;
    o.closures = std::make_shared<const std::map<std::string, Closure>>(table_);
    return o;
  }
  [[nodiscard]] DispatchScene shown() const {
    DispatchScene scene;
    set_ground(scene, nullptr, {}, {}, closures_of(operations(), kNow, &net_, kOrigin));
    return scene;
  }
  static Camera camera() {
    Camera c;
    c.centre = kOrigin;
    c.metres_per_px = 5;
    c.view = {0, 0, 1000, 1000};
    return c;
  }
  RoadNet net_ = streets();
  std::map<std::string, Closure> table_;
};

TEST_F(ClosedRoads, AreShownWhileTheyHoldByAreaOrByAllStretchesOfTheRoadSoNear) {
  square("area", 100, 0, 200, 100);
  road("road", "广渠路", 900);
  square("lifted", 0, 0, 10, 10);
  table_["lifted"].lifted = kNow;
  road("nowhere", "无此路", 0);
  const Operations o = operations();
  const auto marks = closures_of(o, kNow, &net_, kOrigin);
  ASSERT_EQ(marks.size(), 2U);
  EXPECT_EQ(marks[0].id, "area");
  EXPECT_EQ(marks[0].area.rings.size(), 1U);
  ASSERT_EQ(marks[1].roads.size(), 2U) << "the one at 5 km is too far";
  EXPECT_NEAR(marks[1].roads[0][0].x, 1'000, 0.01) << "the nearest first";
  EXPECT_NEAR(marks[1].roads[1][0].x, 0, 0.01);
  EXPECT_EQ(closures_of(o, kNow, nullptr, kOrigin).size(), 1U) << "without roads only areas";
  EXPECT_TRUE(closures_of(o, kNow + std::chrono::hours(2), &net_, kOrigin).empty());
}

TEST_F(ClosedRoads, TheNearestNamedRoadThatIsDrawnIsPicked) {
  const RoadLines lines = build_roads(net_, kOrigin);
  const auto near = [&](ScaleBand band, double x, double y) {
    return road_near(lines, net_, kOrigin, band, beside(x, y), 60);
  };
  const auto road = near(ScaleBand::Near, 50, 20);
  ASSERT_TRUE(road);
  EXPECT_EQ(road->name, "广渠路") << "the nameless street is nearer";
  EXPECT_NEAR(road->away_m, 20, 0.01);
  EXPECT_NEAR(road->at.y(), kOrigin.y(), 0.01);
  EXPECT_EQ(near(ScaleBand::Near, 50, -35)->name, "小街");
  EXPECT_EQ(near(ScaleBand::Middle, 50, -35)->name, "广渠路") << "residential streets are not drawn there";
  EXPECT_FALSE(near(ScaleBand::Near, 50, 200));
}

TEST_F(ClosedRoads, ARoadIsFoundByAPartOfItsNameNearestTheAskedPlace) {
  const auto road = road_named(net_, "广渠", beside(5'200, 10));
  ASSERT_TRUE(road);
  EXPECT_EQ(road->name, "广渠路");
  EXPECT_NEAR(road->at.x() - kOrigin.x(), 5'100, 0.01);
  EXPECT_FALSE(road_named(net_, "朝阳路", kOrigin));
  EXPECT_FALSE(road_named(net_, " ", kOrigin));
}

TEST_F(ClosedRoads, AClosureIsFoundWithinItsAreaOrBesideItsRoadAndNotElsewhere) {
  square("area", 200, 200, 600, 600);
  road("road", "广渠路", 50);
  const DispatchScene scene = shown();
  const Camera c = camera();
  const auto at = [&](double x, double y) {
    return pick_closure(scene, c, kOrigin, c.to_screen(beside(x, y)));
  };
  EXPECT_EQ(at(400, 400), "area");
  EXPECT_EQ(at(50, 30), "road") << "six pixels off";
  EXPECT_EQ(at(50, 60), "") << "twelve pixels off";
  EXPECT_EQ(at(900, 400), "");
}

}  // namespace
}  // namespace anxin
