#include "geo/polygon.hpp"

#include <geos_c.h>

#include <algorithm>
#include <cstring>
#include <thread>

#include "geo/crs.hpp"
#include "geo/geodesy.hpp"
#include "tests/geo/shapes.hpp"
#include "tests/tools/support.hpp"

namespace anxin::test {
namespace {

double plane_area_m2(const std::vector<MapXY>& t) {
  double sum = 0;
  for (std::size_t i = 0; i + 2 < t.size(); i += 3)
    sum += std::abs((t[i + 1].x() - t[i].x()) * (t[i + 2].y() - t[i].y()) -
                    (t[i + 2].x() - t[i].x()) * (t[i + 1].y() - t[i].y())) /
           2;
  return sum;
}

double plane_area_m2(const Ring& ring) {
  double sum = 0;
  const MapXY origin = to_map(ring[0]);
  for (std::size_t i = 1; i < ring.size(); ++i) {
    const MapXY a = to_map(ring[i - 1]), b = to_map(ring[i]);
    sum += (a.x() - origin.x()) * (b.y() - origin.y()) - (b.x() - origin.x()) * (a.y() - origin.y());
  }
  return std::abs(sum) / 2;
}

std::string hex(const char* digits) {
  std::string out;
  for (; *digits; digits += 2) out += static_cast<char>(std::stoi(std::string(digits, 2), nullptr, 16));
  return out;
}

}  // namespace

TEST(Polygon, ValidAreasHaveNoFault) {
  EXPECT_EQ(validity_fault({}), "");
  EXPECT_EQ(validity_fault(district_like(1)), "");
}

TEST(Polygon, FaultsAreNamedWithTheirPlace) {
  const Ring bow{at(116, 39), at(117, 40), at(117, 39), at(116, 40), at(116, 39)};
  EXPECT_EQ(validity_fault({{bow, {}}}), "Self-intersection at 116.5 39.5");
  EXPECT_NE(validity_fault({{box(116, 39, 117, 40), {box(118, 39, 119, 40)}}}), "");
  EXPECT_NE(validity_fault({{{at(116, 39), at(117, 39), at(117, 40), at(116, 40)}, {}}}).find("not closed"),
            std::string::npos);
  EXPECT_NE(validity_fault({{{at(116, 39), at(117, 39), at(116, 39)}, {}}}).find("at least 4"),
            std::string::npos);
  EXPECT_NE(validity_fault({{box(116, 39, NAN, 40), {}}}), "");
  EXPECT_NE(validity_fault({{box(0, 0, 1e308, 1), {}}}), "");
  EXPECT_NE(validity_fault({{box(116, 39, 117, 40), {}}, {box(116.5, 39.5, 117.5, 40.5), {}}}), "")
      << "overlapping parts";
}

TEST(Polygon, TrianglesCoverTheAreaExactly) {
  for (std::uint64_t seed = 1; seed <= 5; ++seed) {
    const MultiPolygon area = district_like(seed);
    const auto triangles = triangulate(area);
    ASSERT_TRUE(triangles);
    ASSERT_EQ(triangles->vertices.size() % 3, 0u);
    double expected = 0;
    for (const Polygon& p : area) {
      expected += plane_area_m2(p.outer);
      for (const Ring& hole : p.holes) expected -= plane_area_m2(hole);
    }
    EXPECT_NEAR(plane_area_m2(triangles->vertices) / expected, 1, 1e-9) << "seed " << seed;
    // Each centroid is inside: with the sum of the areas, that means no triangle lies over another or over a
    // hole.
    const PreparedArea inside(area);
    for (std::size_t i = 0; i < triangles->vertices.size(); i += 3) {
      const auto& v = triangles->vertices;
      const MapXY c = MapXY::of_metres((v[i].x() + v[i + 1].x() + v[i + 2].x()) / 3,
                                       (v[i].y() + v[i + 1].y() + v[i + 2].y()) / 3);
      EXPECT_TRUE(inside.contains(from_map(c)));
    }
  }
}

TEST(Polygon, InvalidAreasAreNotTriangulated) {
  const auto refused = triangulate({{{at(116, 39), at(117, 40), at(117, 39), at(116, 40), at(116, 39)}, {}}});
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, ErrorCode::BadInput);
  EXPECT_NE(refused.error().en.find("Self-intersection"), std::string::npos);
  EXPECT_TRUE(triangulate({})->vertices.empty());
}

TEST(Polygon, WkbRoundTripsToTheLastBit) {
  const MultiPolygon area = district_like(7);
  const auto back = multi_polygon_from_wkb(to_wkb(area));
  ASSERT_TRUE(back);
  ASSERT_EQ(back->size(), area.size());
  for (std::size_t i = 0; i < area.size(); ++i) {
    EXPECT_EQ((*back)[i].outer, area[i].outer);
    EXPECT_EQ((*back)[i].holes, area[i].holes);
  }
}

TEST(Polygon, WktAndWkbAreWhatGeosWritesAndReads) {
  const MultiPolygon area = district_like(8);
  const GEOSContextHandle_t context = GEOS_init_r();
  GEOSWKTReader* reader = GEOSWKTReader_create_r(context);
  GEOSGeometry* g = GEOSWKTReader_read_r(context, reader, to_wkt(area).c_str());
  ASSERT_NE(g, nullptr);
  GEOSWKBWriter* writer = GEOSWKBWriter_create_r(context);
  GEOSWKBWriter_setByteOrder_r(context, writer, GEOS_WKB_NDR);
  std::size_t size = 0;
  unsigned char* bytes = GEOSWKBWriter_write_r(context, writer, g, &size);
  EXPECT_EQ(to_wkb(area), std::string(reinterpret_cast<char*>(bytes), size));
  GEOSFree_r(context, bytes);
  GEOSWKBWriter_destroy_r(context, writer);
  GEOSGeom_destroy_r(context, g);
  GEOSWKTReader_destroy_r(context, reader);
  GEOS_finish_r(context);
  EXPECT_EQ(to_wkt({}), "MULTIPOLYGON EMPTY");
}

TEST(Polygon, BigEndianPolygonsAreRead) {
  const auto area =
      multi_polygon_from_wkb(hex("00000000030000000100000004"
                                 "00000000000000000000000000000000"
                                 "3FF00000000000000000000000000000"
                                 "3FF00000000000003FF0000000000000"
                                 "00000000000000000000000000000000"));
  ASSERT_TRUE(area);
  EXPECT_EQ((*area)[0].outer, (Ring{at(0, 0), at(1, 0), at(1, 1), at(0, 0)}));
}

TEST(Polygon, DamagedWkbIsRefusedAtEveryLength) {
  const std::string whole = to_wkb(district_like(9));
  for (std::size_t n = 0; n < whole.size(); n += n < 200 ? 1 : 997) {
    const auto cut = multi_polygon_from_wkb(whole.substr(0, n));
    ASSERT_FALSE(cut) << n;
    ASSERT_EQ(cut.error().code, ErrorCode::BadInput);
  }
  EXPECT_FALSE(multi_polygon_from_wkb(hex("0106000000FFFFFFFF"))) << "four thousand million polygons";
  EXPECT_FALSE(multi_polygon_from_wkb(hex("010100000000000000000000000000000000000000"))) << "a point";
  std::string bad = whole;
  const double nan = NAN;
  std::memcpy(bad.data() + 9 + 9 + 4, &nan, 8);
  EXPECT_FALSE(multi_polygon_from_wkb(bad));
}

TEST(Polygon, NeighboursBecomeOneOutline) {
  const MultiPolygon west{{box(116, 39, 116.5, 40), {}}}, east{{box(116.5, 39, 117, 40), {}}},
      apart{{box(118, 39, 119, 40), {}}};
  const auto city = union_of({west, east, apart});
  ASSERT_TRUE(city);
  ASSERT_EQ(city->size(), 2u);
  EXPECT_NEAR(area_m2(*city), area_m2(west) + area_m2(east) + area_m2(apart), 2e5)
      << "geodesics bulge where a vertex went";
  EXPECT_TRUE(PreparedArea(*city).contains(at(116.5, 39.5)));
  EXPECT_TRUE(union_of({})->empty());
  EXPECT_FALSE(union_of({west, {{{at(116, 39), at(117, 40), at(117, 39), at(116, 40), at(116, 39)}, {}}}}));
}

TEST(Polygon, SimplifyKeepsFewerOfTheSameVerticesAndStaysValid) {
  const MultiPolygon area = district_like(3);
  const auto fewer = simplify(area, Metres::of(3000));
  ASSERT_TRUE(fewer);
  EXPECT_EQ(validity_fault(*fewer), "");
  EXPECT_LT((*fewer)[0].outer.size(), area[0].outer.size());
  for (const LonLat p : (*fewer)[0].outer) {
    const bool known =
        std::ranges::any_of(area[0].outer, [&](LonLat q) { return distance(p, q) < Metres::of(1e-3); });
    ASSERT_TRUE(known);
  }
}

TEST(Polygon, BoundingBoxAndAPointInside) {
  const LonLatBox around = bounding_box({{box(116, 39, 117, 40), {}}, {box(114, 41, 115, 42), {}}});
  EXPECT_EQ(around.lower, at(114, 39));
  EXPECT_EQ(around.upper, at(117, 42));
  EXPECT_EQ(bounding_box({}).upper, at(0, 0));
  const MultiPolygon ring{{box(116, 39, 117, 40), {box(116.1, 39.1, 116.9, 39.9)}}};
  EXPECT_TRUE(PreparedArea(ring).contains(*point_inside(ring)));
  EXPECT_FALSE(PreparedArea(ring).contains(at(116.5, 39.5))) << "the centroid would be in the hole";
  EXPECT_FALSE(point_inside({}));
}

TEST(Polygon, ManyThreadsAtOnce) {
  const MultiPolygon area = district_like(4);
  const std::size_t expected = triangulate(area)->vertices.size();
  std::array<std::size_t, 4> got{};
  std::vector<std::jthread> threads;
  for (auto& g : got)
    threads.emplace_back([&] { g = triangulate(area)->vertices.size() + validity_fault(area).size(); });
  threads.clear();
  for (const auto g : got) EXPECT_EQ(g, expected);
}

}  // namespace anxin::test
