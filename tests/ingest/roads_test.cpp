// Road networks through the limited child: OpenStreetMap XML and PBF, line layers; tags to directions; what
// is refused.
#include "data/ingest/roads.hpp"

#include <gtest/gtest.h>

#include <fstream>

#include "geo/geodesy.hpp"
#include "tests/tools/support.hpp"

namespace anxin {
namespace {

constexpr const char* kOsm = R"(<?xml version="1.0"?><osm version="0.6" generator="hand">
 <node id="1" lat="39.90" lon="116.40"/><node id="2" lat="39.90" lon="116.41"/><node id="3" lat="39.91" lon="116.41"/>
 <way id="10"><nd ref="1"/><nd ref="2"/><tag k="highway" v="primary"/><tag k="name" v="长安街"/></way>
 <way id="11"><nd ref="2"/><nd ref="3"/><tag k="highway" v="residential"/><tag k="oneway" v="-1"/></way>
 <way id="12"><nd ref="3"/><nd ref="1"/><tag k="highway" v="motorway_link"/><tag k="oneway" v="yes"/></way>
 <way id="13"><nd ref="1"/><nd ref="2"/><nd ref="3"/><nd ref="1"/><tag k="highway" v="tertiary"/><tag k="junction" v="roundabout"/></way>
 <way id="14"><nd ref="1"/><nd ref="3"/><tag k="highway" v="service"/><tag k="access" v="private"/></way>
 <way id="15"><nd ref="1"/><nd ref="99"/><tag k="highway" v="service"/></way>
 <way id="16"><nd ref="1"/><nd ref="2"/><tag k="building" v="yes"/></way>
 <way id="17"><nd ref="1"/><nd ref="2"/><tag k="highway" v="footway"/></way></osm>)";

class RoadIntake : public testing::Test {
 protected:
  std::filesystem::path file(const std::string& name, const std::string& bytes) {
    test::write_file(scratch_ / name, bytes);
    return scratch_ / name;
  }
  std::string refusal(const std::filesystem::path& path, const RoadIntakeOptions& options = {}) {
    const auto read = read_roads(path, options);
    return read ? std::to_string(read->roads.size()) + " roads" : read.error().en;
  }
  test::Scratch scratch_;
};

TEST_F(RoadIntake, OsmXmlComesThroughTheChildWithClassesDirectionsAndNames) {
  const auto read = read_roads(file("a.osm", kOsm), {});
  ASSERT_TRUE(read) << read.error().en;
  ASSERT_EQ(read->roads.size(), 4U);
  EXPECT_EQ(read->closed, 1U);
  EXPECT_EQ(read->broken, 1U);
  const auto& r = read->roads;
  EXPECT_EQ(r[0].name, "长安街");
  EXPECT_EQ(r[0].road_class, RoadKind::Primary);
  EXPECT_TRUE(r[0].forward && r[0].backward);
  EXPECT_TRUE(!r[1].forward && r[1].backward);
  EXPECT_EQ(r[2].road_class, RoadKind::Ramp);
  EXPECT_TRUE(r[2].forward && !r[2].backward);
  EXPECT_TRUE(r[3].forward && !r[3].backward);
  ASSERT_EQ(r[3].line.size(), 4U);
  EXPECT_LT(distance(r[3].line[2], LonLat::of_degrees(116.41, 39.91)).value(), 0.02);
}

TEST_F(RoadIntake, TheTestNetworkComesThroughTheChildAsItIsReadWithoutIt) {
  ANXIN_NEEDS_SHARED_DATA("roads/beijing-roads.osm.pbf");
  const auto pbf = test::shared_data() / "roads/beijing-roads.osm.pbf";
  const auto through = read_roads(pbf, {});
  ASSERT_TRUE(through) << through.error().en;
  const auto direct = read_osm_roads(test::read_file(pbf), OsmFormat::Pbf);
  ASSERT_TRUE(direct);
  ASSERT_EQ(through->roads.size(), direct->roads.size());
  for (std::size_t i = 0; i < direct->roads.size(); ++i) {
    const RoadSegment &a = through->roads[i], &b = direct->roads[i];
    ASSERT_TRUE(a.name == b.name && a.road_class == b.road_class && a.forward == b.forward &&
                a.backward == b.backward && a.line.size() == b.line.size())
        << i;
    for (std::size_t k = 0; k < a.line.size(); ++k) ASSERT_LT(distance(a.line[k], b.line[k]).value(), 0.02);
  }
}

TEST_F(RoadIntake, ALineLayerNeedsAClassColumnAndMayStateOneWay) {
  const auto layer = [](const std::string& field) {
    return R"({"type":"FeatureCollection","features":[
      {"type":"Feature","properties":{")" +
           field +
           R"(":"secondary","oneway":"F","name":"a"},"geometry":{"type":"LineString","coordinates":[[116.4,39.9],[116.41,39.9]]}},
      {"type":"Feature","properties":{")" +
           field +
           R"(":"支路","oneway":"T"},"geometry":{"type":"MultiLineString","coordinates":[[[116.4,39.9],[116.41,39.9]],[[116.5,39.9],[116.51,39.9]]]}},
      {"type":"Feature","properties":{")" +
           field +
           R"(":"cycleway"},"geometry":{"type":"LineString","coordinates":[[116.4,39.9],[116.41,39.9]]}},
      {"type":"Feature","properties":{")" +
           field + R"(":"primary"},"geometry":{"type":"Point","coordinates":[116.4,39.9]}}]})";
  };
  for (const char* field : {"highway", "fclass", "道路等级"}) {
    const auto read = read_roads(file("r.geojson", layer(field)), {});
    ASSERT_TRUE(read) << read.error().en;
    ASSERT_EQ(read->roads.size(), 3U);
    EXPECT_TRUE(read->roads[0].forward && !read->roads[0].backward);
    EXPECT_TRUE(!read->roads[1].forward && read->roads[1].backward);
    EXPECT_EQ(read->roads[2].road_class, RoadKind::Tertiary);
  }
  EXPECT_NE(refusal(file("r.geojson", layer("colour"))).find("no column of road classes"), std::string::npos);
  RoadIntakeOptions gcj;
  gcj.crs = Crs{Crs::Kind::Gcj02, 0};
  const auto moved = read_roads(file("r.geojson", layer("highway")), gcj);
  ASSERT_TRUE(moved) << moved.error().en;
  EXPECT_GT(distance(moved->roads[0].line[0], LonLat::of_degrees(116.4, 39.9)).value(), 300);
}

TEST_F(RoadIntake, WhatIsNoRoadNetworkIsRefusedInOneSentence) {
  EXPECT_NE(refusal(file("a.osm", "<osm><way></osm>")).find("cannot be read"), std::string::npos);
  EXPECT_NE(refusal(file("a.osm.pbf", "not a pbf at all")).find("cannot be read"), std::string::npos);
  EXPECT_NE(
      refusal(file("a.osm", R"(<!DOCTYPE x [<!ENTITY a "b">]><osm version="0.6"/>)")).find("cannot be read"),
      std::string::npos);
  EXPECT_EQ(refusal(file("b.osm", R"(<osm version="0.6"></osm>)")),
            "The file holds no road that cars may use.");
  EXPECT_NE(refusal(file("a.csv", "x")).find("not known for roads"), std::string::npos);
  EXPECT_NE(refusal(file("a.osm.bz2", "x")).find("unpack it"), std::string::npos);
  EXPECT_FALSE(read_roads(scratch_ / "absent.osm", {}).has_value());
  RoadIntakeOptions narrow;
  narrow.limits.file_bytes = 10;
  EXPECT_NE(refusal(file("a.osm", kOsm), narrow).find("larger"), std::string::npos);
}

TEST_F(RoadIntake, AnAnswerThatNoChildOfOursSendsIsNotBelieved) {
  const auto believed = [](const std::vector<std::array<std::string_view, 5>>& rows) {
    SheetReader reader;
    SheetWriter writer([&](std::string_view bytes) { return reader.feed(bytes).has_value(); });
    SheetHead head;
    head.columns = {"class", "forward", "backward", "name", "line"};
    EXPECT_TRUE(writer.hello() && writer.head(head));
    std::uint32_t line = 0;
    for (const auto& row : rows) EXPECT_TRUE(writer.row(++line, RowShape::Whole, row));
    EXPECT_TRUE(writer.finish());
    return roads_of_sheet(reader.take().value()).has_value();
  };
  constexpr std::array<std::string_view, 5> kFirst{"left_out", "0", "0", "", ""};
  constexpr std::string_view kLine = "1164000000 399000000 1164100000 399000000";
  EXPECT_TRUE(believed({kFirst, {"0", "1", "0", "x", kLine}}));
  EXPECT_FALSE(believed({}));
  EXPECT_FALSE(believed({{"0", "1", "0", "x", kLine}}));
  EXPECT_FALSE(believed({kFirst, {"7", "1", "0", "x", kLine}}));
  EXPECT_FALSE(believed({kFirst, {"-1", "1", "0", "x", kLine}}));
  EXPECT_FALSE(believed({kFirst, {"0", "1", "0", "x", "1164000000 399000000"}}));
  EXPECT_FALSE(believed({kFirst, {"0", "1", "0", "x", "1164000000 399000000 1164000000"}}));
  EXPECT_FALSE(believed({kFirst, {"0", "1", "0", "x", "1164000000 399000000 99999999999 0"}}));
  EXPECT_FALSE(believed({kFirst, {"0", "", "0", "x", kLine}}));
}

// OSM's words for a car, one by one.
TEST(RoadTags, DirectionsAndAccessFollowTheMostParticularWord) {
  const auto judged = [](RoadTags tags) {
    RoadUse use;
    const RoadVerdict v = judge_road(tags, use);
    if (v == RoadVerdict::NoRoad) return std::string("none");
    if (v == RoadVerdict::Closed) return std::string("closed");
    return std::string(use.forward ? "F" : "") + (use.backward ? "B" : "");
  };
  EXPECT_EQ(judged({.highway = "primary"}), "FB");
  EXPECT_EQ(judged({.highway = "motorway"}), "F");  // implied
  EXPECT_EQ(judged({.highway = "motorway", .oneway = "no"}), "FB");
  EXPECT_EQ(judged({.highway = "motorway_link"}), "FB");
  EXPECT_EQ(judged({.highway = "primary", .oneway = "yes"}), "F");
  EXPECT_EQ(judged({.highway = "primary", .oneway = "-1"}), "B");
  EXPECT_EQ(judged({.highway = "primary", .oneway = "reversible"}), "closed");
  EXPECT_EQ(judged({.highway = "primary", .junction = "roundabout"}), "F");
  EXPECT_EQ(judged({.highway = "primary", .oneway = "-1", .junction = "roundabout"}), "B");
  EXPECT_EQ(judged({.highway = "service", .access = "no"}), "closed");
  EXPECT_EQ(judged({.highway = "service", .access = "no", .motor_vehicle = "yes"}), "FB");
  EXPECT_EQ(judged({.highway = "service", .access = "yes", .motorcar = "no"}), "closed");
  EXPECT_EQ(judged({.highway = "service", .access = "permissive"}), "FB");
  EXPECT_EQ(judged({.highway = "footway"}), "none");
  EXPECT_EQ(judged({.highway = "residential", .area = "yes"}), "none");
  EXPECT_EQ(judged({}), "none");
}

}  // namespace
}  // namespace anxin
