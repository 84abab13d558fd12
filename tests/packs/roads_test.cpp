// Ring roads and radials: named, smooth, on the ground where an independent map has them.
#include <fmt/format.h>

#include <algorithm>
#include <cstdlib>
#include <cstring>
#include <set>

#include "data/packs/pack_files.hpp"
#include "data/packs/value.hpp"
#include "geo/geodesy.hpp"
#include "tests/packs/beijing.hpp"
#include "tests/packs/near_line.hpp"

namespace anxin {
namespace {

using test::beijing;

const MapRoad& road(const std::string& name) {
  return *std::ranges::find(beijing().roads, name, &MapRoad::name);
}

double length_km(const MapRoad& r) {
  double m = 0;
  for (std::size_t i = 0; i + 1 < r.line.size(); ++i) m += distance(r.line[i], r.line[i + 1]).value();
  return m / 1000;
}

TEST(Roads, TheFiveRingsAreClosedAndHaveTheirPublishedLengths) {
  const std::map<std::string, double> published{
      {"二环路", 32.7}, {"三环路", 48.3}, {"四环路", 65.3}, {"五环路", 98.6}, {"六环路", 187.6}};
  for (const auto& [name, km] : published) {
    EXPECT_EQ(road(name).line.front(), road(name).line.back()) << name;
    EXPECT_NEAR(length_km(road(name)) / km, 1, 0.03) << name;
  }
}

TEST(Roads, MainRadialsAreThere) {
  std::set<std::string> names;
  for (const auto& r : beijing().roads) names.insert(r.name);
  for (const auto* name : {"长安街", "京藏高速", "京承高速", "京哈高速", "京沪高速", "京开高速", "京港澳高速",
                           "京昆高速", "京新高速", "机场高速", "京通快速路"}) {
    EXPECT_TRUE(names.contains(name)) << name;
  }
}

// Smooth enough for the map: no vertex farther than 400 m from the next, no turn sharper than 60 degrees.
TEST(Roads, RingsAreSmooth) {
  for (const auto* name : {"二环路", "三环路", "四环路", "五环路", "六环路"}) {
    const auto& line = road(name).line;
    for (std::size_t i = 1; i + 1 < line.size(); ++i) {
      EXPECT_LT(distance(line[i], line[i + 1]).value(), 400) << name;
      const double turn = azimuth_deg(line[i], line[i + 1]) - azimuth_deg(line[i - 1], line[i]);
      EXPECT_LT(std::abs(std::remainder(turn, 360.0)), 60)
          << name << " " << line[i].lon() << "," << line[i].lat();
    }
  }
}

// Every trunk road and motorway of the independent map.
const test::NearLine& oracle() {
  static const test::NearLine lines = [] {
    test::NearLine out;
    const auto path = test::shared_data() / "roads/trunk-motorway-2026.geojson.gz";
    const auto text = test::run_command({"gzip", "-dc", path.string()}).out;
    // Positions are all that is wanted: every "[[lon,lat],...]" of the file.
    constexpr std::string_view kKey = "\"coordinates\":";
    for (auto at = text.find(kKey); at != std::string::npos; at = text.find(kKey, at + 1)) {
      const auto end = text.find("]]", at);
      std::vector<LonLat> line;
      const char* p = text.c_str() + at + kKey.size();
      while (p < text.c_str() + end) {
        p += std::strspn(p, "[], \n");
        char* next = nullptr;
        const double lon = std::strtod(p, &next);
        const double lat = std::strtod(next + std::strspn(next, ", "), const_cast<char**>(&p));
        line.push_back(LonLat::of_degrees(lon, lat));
      }
      out.add(line);
    }
    return out;
  }();
  return lines;
}

std::vector<double> distances(const std::vector<LonLat>& line) {
  std::vector<double> out;
  for (const auto p : test::sampled(line, 100)) out.push_back(oracle().distance(p));
  return out;
}

TEST(Roads, LieWithin150MetresOfAnIndependentMapAtP90) {
  ANXIN_NEEDS_SHARED_DATA("roads/trunk-motorway-2026.geojson.gz");
  for (const auto& r : beijing().roads) {
    const auto d = distances(r.line);
    EXPECT_LE(test::quantile(d, 0.9), 150) << r.name;
    EXPECT_LE(test::quantile(d, 0.5), 60) << r.name;
    RecordProperty("p90_m_" + std::to_string(&r - beijing().roads.data()),
                   fmt::format("{} {:.0f} max {:.0f}", r.name, test::quantile(d, 0.9), test::quantile(d, 1)));
  }
}

TEST(Roads, ARingMovedByTheGcjShiftWouldBeFarFromIt) {
  ANXIN_NEEDS_SHARED_DATA("roads/trunk-motorway-2026.geojson.gz");
  auto line = road("三环路").line;
  for (auto& p : line) p = LonLat::of_degrees(p.lon() + 0.0062, p.lat() + 0.0014);
  EXPECT_GT(test::quantile(distances(line), 0.9), 150);
}

TEST(Smooth, KeepsWaypointsAndStraightLines) {
  const std::vector<LonLat> waypoints{LonLat::of_degrees(116.0, 40.0), LonLat::of_degrees(116.1, 40.0),
                                      LonLat::of_degrees(116.2, 40.0), LonLat::of_degrees(116.2, 40.1)};
  const auto open = packs::smooth(waypoints, false, Metres::of(500));
  for (const auto& w : waypoints) EXPECT_NE(std::ranges::find(open, w), open.end());
  EXPECT_EQ(open.front(), waypoints.front());
  EXPECT_EQ(open.back(), waypoints.back());
  const auto straight = packs::smooth({waypoints[0], waypoints[1], waypoints[2]}, false, Metres::of(500));
  for (const auto& p : straight) EXPECT_NEAR(p.lat(), 40.0, 1e-12);
  const auto closed = packs::smooth(waypoints, true, Metres::of(500));
  EXPECT_EQ(closed.front(), closed.back());
  EXPECT_EQ(packs::smooth({waypoints[0], waypoints[1]}, false, Metres::of(500)).size(), 2u);
}

// An independent, named map of the inner city of 2012 is not needed here: crossings of the pack's own roads.
TEST(Places, InterchangesStandWhereTheirRoadsCross) {
  const std::vector<std::tuple<std::string, std::string, std::string>> crossings{
      {"国贸桥", "三环路", "长安街"},     {"四惠桥", "四环路", "长安街"},
      {"健翔桥", "四环路", "京藏高速"},   {"六里桥", "三环路", "京港澳高速"},
      {"上清桥", "五环路", "京藏高速"},   {"来广营桥", "五环路", "京承高速"},
      {"四元桥", "四环路", "机场高速"},   {"五元桥", "五环路", "机场高速"},
      {"远通桥", "五环路", "京通快速路"}, {"马家楼桥", "四环路", "京开高速"},
      {"双源桥", "六环路", "京开高速"},   {"百葛桥", "六环路", "京藏高速"},
      {"酸枣岭桥", "六环路", "京承高速"}, {"大羊坊桥", "五环路", "京沪高速"},
      {"宛平桥", "五环路", "京港澳高速"}};
  for (const auto& [name, a, b] : crossings) {
    const auto place = std::ranges::find(beijing().places, name, &Place::name);
    ASSERT_NE(place, beijing().places.end()) << name;
    for (const auto& r : {a, b}) {
      test::NearLine line;
      line.add(road(r).line);
      EXPECT_LE(line.distance(to_map(place->at)), 150) << name << " from " << r;
    }
  }
}

TEST(Places, AreManyDistinctAndInTheCity) {
  EXPECT_GE(beijing().places.size(), 60u);
  std::set<std::string> names;
  for (const auto& p : beijing().places) {
    EXPECT_TRUE(names.insert(p.name).second) << p.name;
    EXPECT_NE(locate(beijing(), p.at).district, "") << p.name;
  }
}

}  // namespace
}  // namespace anxin
