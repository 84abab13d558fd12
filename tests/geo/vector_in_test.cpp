// What other people's vector files may and may not do to us.
#include "geo/io/vector_in.hpp"

#include <sys/stat.h>

#include "geo/geodesy.hpp"
#include "tests/tools/support.hpp"

namespace anxin::test {
namespace {

constexpr const char* kTwoPoints = R"({"type":"FeatureCollection","features":[
 {"type":"Feature","properties":{"项目编号":"P-1","due":12.5,"open":true,"start":"2018-03-05","n":null,
  "big":123456789012345},
  "geometry":{"type":"Point","coordinates":[116.4,39.9]}},
 {"type":"Feature","properties":{"项目编号":"P-2"},"geometry":null}]})";

std::string polygon_file(const std::string& crs = "") {
  return "{\"type\":\"FeatureCollection\"," + crs +
         R"("features":[{"type":"Feature","properties":{},"geometry":{"type":"Polygon","coordinates":
         [[[116,39],[117,39],[117,40],[116,40],[116,39]]]}}]})";
}

void expect_refused(const std::filesystem::path& file, const std::string& in_sentence,
                    const VectorLimits& limits = {}) {
  testing::internal::CaptureStderr();
  const auto layer = read_vector(file, VectorFormat::GeoJson, limits);
  EXPECT_EQ(testing::internal::GetCapturedStderr(), "") << "GDAL must not print";
  ASSERT_FALSE(layer) << file;
  EXPECT_NE(layer.error().code, ErrorCode::Internal);
  EXPECT_NE(layer.error().en.find(in_sentence), std::string::npos) << layer.error().en;
  EXPECT_TRUE(layer.error().zh.ends_with("。")) << layer.error().zh;
  EXPECT_EQ(layer.error().en.find('\n'), std::string::npos);
}

}  // namespace

TEST(VectorIn, GivesFieldsAsTextAndPointsAsNumbers) {
  Scratch scratch;
  write_file(scratch / "a.geojson", kTwoPoints);
  const auto layer = read_vector(scratch / "a.geojson");
  ASSERT_TRUE(layer) << layer.error().en;
  EXPECT_EQ(layer->fields, (std::vector<std::string>{"项目编号", "due", "open", "start", "n", "big"}));
  ASSERT_EQ(layer->features.size(), 2u);
  const auto& v = layer->features[0].values;
  EXPECT_EQ(v[0], "P-1");
  EXPECT_EQ(v[1], "12.5");
  EXPECT_EQ(v[2], "true");
  EXPECT_EQ(v[3], "2018-03-05") << "dates stay as written";
  EXPECT_EQ(v[4], std::nullopt);
  EXPECT_EQ(v[5], "123456789012345");
  ASSERT_TRUE(layer->features[0].point);
  EXPECT_EQ(layer->features[0].point->x, 116.4);
  EXPECT_EQ(layer->features[1].values[1], std::nullopt);
  EXPECT_FALSE(layer->features[1].point);
  EXPECT_TRUE(layer->features[1].wkb.empty());
  EXPECT_EQ(layer->features[1].number, 2u);
  EXPECT_EQ(layer->crs->kind, Crs::Kind::Wgs84);
}

TEST(VectorIn, StatedCoordinateSystemsAreReported) {
  Scratch scratch;
  write_file(scratch / "a.geojson",
             polygon_file(R"("crs":{"type":"name","properties":{"name":"urn:ogc:def:crs:EPSG::4490"}},)"));
  EXPECT_EQ(read_vector(scratch / "a.geojson")->crs->kind, Crs::Kind::Cgcs2000);
  write_file(scratch / "b.geojson",
             polygon_file(R"("crs":{"type":"name","properties":{"name":"urn:ogc:def:crs:EPSG::4548"}},)"));
  EXPECT_EQ(read_vector(scratch / "b.geojson")->crs->epsg, 4548);
  write_file(scratch / "c.geojson", polygon_file(R"("crs":null,)"));
  EXPECT_FALSE(read_vector(scratch / "c.geojson")->crs);
}

TEST(VectorIn, AreasAreReadInAnySystem) {
  Scratch scratch;
  write_file(scratch / "a.geojson", polygon_file());
  const auto area = read_area(scratch / "a.geojson");
  ASSERT_TRUE(area) << area.error().en;
  EXPECT_EQ((*area)[0].outer.size(), 5u);
  const auto gcj = read_area(scratch / "a.geojson", *parse_crs("gcj02"));
  ASSERT_TRUE(gcj);
  EXPECT_GT(distance((*gcj)[0].outer[0], LonLat::of_degrees(116, 39)), Metres::of(100));
  write_file(
      scratch / "p.geojson",
      R"({"type":"FeatureCollection","crs":{"type":"name","properties":{"name":"urn:ogc:def:crs:EPSG::4548"}},
   "features":[{"type":"Feature","properties":{},"geometry":{"type":"MultiPolygon","coordinates":
   [[[[440000,4410000],[450000,4410000],[450000,4420000],[440000,4410000]]]]}}]})");
  const auto plane = read_area(scratch / "p.geojson");
  ASSERT_TRUE(plane) << plane.error().en;
  EXPECT_NEAR(area_m2(*plane) / 1e6, 50, 0.1);
}

TEST(VectorIn, AreasThatAreNoneAreRefused) {
  Scratch scratch;
  write_file(scratch / "points.geojson", kTwoPoints);
  EXPECT_FALSE(read_area(scratch / "points.geojson"));
  write_file(scratch / "none.geojson", polygon_file(R"("crs":null,)"));
  EXPECT_NE(read_area(scratch / "none.geojson").error().en.find("--crs"), std::string::npos);
  write_file(scratch / "bow.geojson",
             R"({"type":"Polygon","coordinates":[[[116,39],[117,40],[117,39],[116,40],[116,39]]]})");
  EXPECT_NE(read_area(scratch / "bow.geojson").error().en.find("Self-intersection"), std::string::npos);
  write_file(scratch / "far.geojson",
             R"({"type":"Polygon","coordinates":[[[116,39],[1e308,40],[117,39],[116,39]]]})");
  EXPECT_EQ(read_area(scratch / "far.geojson").error().code, ErrorCode::BadInput);
  write_file(scratch / "empty.geojson", R"({"type":"FeatureCollection","features":[]})");
  EXPECT_FALSE(read_area(scratch / "empty.geojson"));
}

TEST(VectorIn, NamesThatAreNoOrdinaryFilesAreRefused) {
  Scratch scratch;
  for (const char* name : {"/vsicurl/http://127.0.0.1/a.geojson", "/vsimem/x.geojson",
                           "/VSIZIP/a.zip/b.geojson", "http://127.0.0.1/a.geojson", "https://127.0.0.1/a",
                           "GeoJSON:http://127.0.0.1/a", "", "/tmp/../vsistdin/"})
    EXPECT_EQ(read_vector(name).error().code, ErrorCode::BadInput) << name;
  expect_refused(scratch / "absent.geojson", "no file");
  EXPECT_EQ(read_vector(scratch / "absent.geojson").error().code, ErrorCode::NotFound);
  EXPECT_EQ(read_vector(R"({"type":"Point","coordinates":[1,2]})").error().code, ErrorCode::NotFound)
      << "JSON as a name";
  expect_refused(scratch.folder(), "ordinary file");
  ASSERT_EQ(mkfifo((scratch / "pipe.geojson").c_str(), 0600), 0);
  expect_refused(scratch / "pipe.geojson", "ordinary file");
  std::filesystem::create_symlink("/dev/zero", scratch / "zero.geojson");
  expect_refused(scratch / "zero.geojson", "ordinary file");
}

TEST(VectorIn, OtherFormatsInDisguiseAreNotOpened) {
  Scratch scratch;
  write_file(scratch / "real.csv", "x,y\n116,39\n");
  write_file(scratch / "vrt.geojson", "<OGRVRTDataSource><OGRVRTLayer name=\"real\"><SrcDataSource>" +
                                          (scratch / "real.csv").string() +
                                          "</SrcDataSource></OGRVRTLayer></OGRVRTDataSource>");
  expect_refused(scratch / "vrt.geojson", "cannot be read as GeoJSON");
  write_file(scratch / "kml.geojson",
             "<?xml version=\"1.0\"?><!DOCTYPE k [<!ENTITY e SYSTEM \"file:///etc/passwd\">]><kml/>");
  expect_refused(scratch / "kml.geojson", "cannot be read as GeoJSON");
  write_file(scratch / "topo.geojson", R"({"type":"Topology","objects":{},"arcs":[]})");
  expect_refused(scratch / "topo.geojson", "cannot be read as GeoJSON");
  write_file(scratch / "csv.geojson", "x,y\n116,39\n");
  expect_refused(scratch / "csv.geojson", "cannot be read as GeoJSON");
}

TEST(VectorIn, BrokenFilesEndInOneSentence) {
  Scratch scratch;
  const std::string whole = polygon_file();
  write_file(scratch / "empty.geojson", "");
  expect_refused(scratch / "empty.geojson", "empty");
  for (std::size_t n = 1; n + 1 < whole.size(); n += 13) {
    write_file(scratch / "cut.geojson", whole.substr(0, n));
    EXPECT_FALSE(read_vector(scratch / "cut.geojson")) << n;
  }
  write_file(scratch / "deep.geojson", std::string(100'000, '['));
  expect_refused(scratch / "deep.geojson", "cannot be read");
}

TEST(VectorIn, LimitsHold) {
  Scratch scratch;
  write_file(scratch / "a.geojson", kTwoPoints);
  expect_refused(scratch / "a.geojson", "more features than the limit of 1", {.features = 1});
  expect_refused(scratch / "a.geojson", "more fields than the limit of 2", {.fields = 2});
  expect_refused(scratch / "a.geojson", "larger than the limit", {.file_bytes = 10});
  write_file(scratch / "p.geojson", polygon_file());
  expect_refused(scratch / "p.geojson", "more vertices than the limit of 4", {.vertices = 4});
  EXPECT_TRUE(read_vector(scratch / "p.geojson", VectorFormat::GeoJson, {.vertices = 6}));
}

TEST(VectorIn, PositionsOutOfRangeComeThroughForTheReaderToJudge) {
  Scratch scratch;
  write_file(scratch / "a.geojson",
             R"({"type":"Feature","properties":{},"geometry":{"type":"Point","coordinates":[1e308,39.9]}})");
  const auto layer = read_vector(scratch / "a.geojson");
  ASSERT_TRUE(layer);
  ASSERT_TRUE(layer->features[0].point);
  EXPECT_FALSE(to_cgcs2000(*layer->features[0].point, *layer->crs));
}

}  // namespace anxin::test
