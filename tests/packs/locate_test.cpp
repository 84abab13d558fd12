// Whose a point is.
#include "tests/packs/beijing.hpp"

namespace anxin {
namespace {

using test::beijing;

Jurisdiction at(double lon, double lat) { return locate(beijing(), LonLat::of_degrees(lon, lat)); }

TEST(Locate, KnownPointsLieInTheirDistricts) {
  const std::vector<std::tuple<double, double, std::string>> points{
      {116.3912, 39.9073, "东城区"},    // 天安门
      {116.3833, 39.9033, "西城区"},    // 国家大剧院
      {116.4577, 39.9136, "朝阳区"},    // 光华路
      {116.3097, 39.9909, "海淀区"},    // 北京大学东门
      {116.3397, 39.8296, "丰台区"},    // 马家楼桥
      {116.2210, 39.9060, "石景山区"},  // 八角
      {116.1020, 39.9400, "门头沟区"},  // 门头沟区政府
      {115.9930, 39.7000, "房山区"},    // 周口店以东
      {116.6480, 40.1280, "顺义区"},    // 顺义城区
      {116.2310, 40.2180, "昌平区"},    // 昌平城区
      {116.6260, 40.3200, "怀柔区"},    // 怀柔城区
      {117.1120, 40.1430, "平谷区"},    // 平谷城区
      {116.8370, 40.3760, "密云区"},    // 密云城区
      {115.9690, 40.4560, "延庆区"},    // 延庆城区
      {116.5900, 40.0700, "朝阳区"},    // 首都机场飞地
  };
  for (const auto& [lon, lat, name] : points) {
    const auto j = at(lon, lat);
    EXPECT_EQ(j.district_name, name) << lon << "," << lat;
    EXPECT_EQ(j.rule, "district_polygon");
    EXPECT_EQ(j.supervising_unit, j.district);
    EXPECT_EQ(j.candidates, std::vector<std::string>{j.district});
  }
}

TEST(Locate, APointInDaxingOrTongzhouNamesTheDevelopmentAreaAsASecondCandidate) {
  const auto yizhuang = at(116.5060, 39.7950);
  EXPECT_EQ(yizhuang.district, "110115");
  EXPECT_EQ(yizhuang.supervising_unit, "110115");
  EXPECT_EQ(yizhuang.supervising_unit_name, "大兴区");
  EXPECT_EQ(yizhuang.rule, "bda_boundary_not_installed");
  EXPECT_EQ(yizhuang.candidates, (std::vector<std::string>{"110115", "BDA"}));
  const auto tongzhou = at(116.6600, 39.9080);
  EXPECT_EQ(tongzhou.rule, "bda_boundary_not_installed");
  EXPECT_EQ(tongzhou.candidates, (std::vector<std::string>{"110112", "BDA"}));
}

TEST(Locate, OutsideTheCityAndNonsenseAnswerOutside) {
  for (const auto& [lon, lat] : std::vector<std::pair<double, double>>{{117.2, 39.13},
                                                                       {116.70, 39.52},
                                                                       {116.98, 39.95},
                                                                       {0, 0},
                                                                       {NAN, 39.9},
                                                                       {116.4, INFINITY},
                                                                       {39.9, 116.4}}) {
    const auto j = at(lon, lat);
    EXPECT_EQ(j.rule, "outside") << lon << "," << lat;
    EXPECT_EQ(j.district, "");
    EXPECT_TRUE(j.candidates.empty());
  }
}

TEST(Locate, EveryPointOfTheCityHasOneDistrictAndTheCommonBorderGoesToTheLowerCode) {
  for (std::size_t i = 0; i < beijing().districts.size(); ++i) {
    const auto& ring = beijing().districts[i].shape[0].outer;
    for (std::size_t k = 0; k < ring.size(); k += 37) {
      const auto j = locate(beijing(), ring[k]);
      EXPECT_LE(j.district, beijing().districts[i].code);
      EXPECT_NE(j.district, "");
    }
  }
}

TEST(Locate, APackPutTogetherByHandAnswersTheSame) {
  auto pack = beijing();
  pack.areas.clear();
  EXPECT_EQ(locate(pack, LonLat::of_degrees(116.5060, 39.7950)).rule, "bda_boundary_not_installed");
  EXPECT_EQ(locate(pack, LonLat::of_degrees(117.2, 39.13)).rule, "outside");
}

}  // namespace
}  // namespace anxin
