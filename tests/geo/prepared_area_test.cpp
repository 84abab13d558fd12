// PreparedArea against two slow, obvious twins: GEOS's covers, and a crossing count over every edge.
#include <geos_c.h>

#include "geo/polygon.hpp"
#include "tests/geo/shapes.hpp"
#include "tests/tools/support.hpp"

namespace anxin::test {
namespace {

class GeosTwin {
 public:
  explicit GeosTwin(const MultiPolygon& area) : context_(GEOS_init_r()) {
    GEOSWKTReader* reader = GEOSWKTReader_create_r(context_);
    area_ = GEOSWKTReader_read_r(context_, reader, to_wkt(area).c_str());
    GEOSWKTReader_destroy_r(context_, reader);
  }
  ~GeosTwin() {
    GEOSGeom_destroy_r(context_, area_);
    GEOS_finish_r(context_);
  }
  GeosTwin(const GeosTwin&) = delete;
  bool covers(LonLat p) const {
    GEOSGeometry* point = GEOSGeom_createPointFromXY_r(context_, p.lon(), p.lat());
    const char answer = GEOSCovers_r(context_, area_, point);
    GEOSGeom_destroy_r(context_, point);
    return answer == 1;
  }

 private:
  GEOSContextHandle_t context_;
  GEOSGeometry* area_ = nullptr;
};

bool crossings(const MultiPolygon& area, LonLat p) {
  bool inside = false;
  const auto ring = [&](const Ring& r) {
    for (std::size_t i = 1; i < r.size(); ++i) {
      const LonLat a = r[i - 1], b = r[i];
      if ((a.lat() > p.lat()) != (b.lat() > p.lat()) &&
          p.lon() < (b.lon() - a.lon()) * (p.lat() - a.lat()) / (b.lat() - a.lat()) + a.lon())
        inside = !inside;
    }
  };
  for (const Polygon& polygon : area) {
    ring(polygon.outer);
    for (const Ring& hole : polygon.holes) ring(hole);
  }
  return inside;
}

}  // namespace

TEST(PreparedArea, AgreesWithGeosAndWithAllCrossingsOn10000Points) {
  for (std::uint64_t seed = 1; seed <= 2; ++seed) {
    const MultiPolygon area = district_like(seed);
    const PreparedArea ours(area);
    const GeosTwin twin(area);
    std::mt19937_64 random(seed);
    std::uniform_real_distribution<double> lon(116.05, 117.05), lat(39.55, 40.25);
    for (int i = 0; i < 5'000; ++i) {
      const LonLat p = at(lon(random), lat(random));
      ASSERT_EQ(ours.contains(p), twin.covers(p)) << p.lon() << " " << p.lat() << " seed " << seed;
      ASSERT_EQ(ours.contains(p), crossings(area, p)) << p.lon() << " " << p.lat() << " seed " << seed;
    }
  }
}

TEST(PreparedArea, AgreesWithGeosOnPointsAtAndBesideTheBoundary) {
  const MultiPolygon area = district_like(11);
  const PreparedArea ours(area);
  const GeosTwin twin(area);
  std::mt19937_64 random(11);
  std::uniform_real_distribution<double> share(0, 1);
  const auto probe = [&](const Ring& ring) {
    for (std::size_t i = 1; i < ring.size(); ++i) {
      const double t = share(random);
      const double x = ring[i - 1].lon() + t * (ring[i].lon() - ring[i - 1].lon());
      const double y = ring[i - 1].lat() + t * (ring[i].lat() - ring[i - 1].lat());
      for (const LonLat p :
           {at(x, y), at(std::nextafter(x, 0), y), at(std::nextafter(x, 200), y), at(x, std::nextafter(y, 0)),
            ring[i], at(ring[i].lon(), std::nextafter(ring[i].lat(), 0))})
        ASSERT_EQ(ours.contains(p), twin.covers(p)) << p.lon() << " " << p.lat();
    }
  };
  for (const Polygon& polygon : area) {
    probe(polygon.outer);
    for (const Ring& hole : polygon.holes) probe(hole);
  }
}

TEST(PreparedArea, BoundaryIsInsideAndHolesAreNot) {
  const MultiPolygon area{{box(116, 39, 117, 40), {box(116.25, 39.25, 116.75, 39.75)}}};
  const PreparedArea a(area);
  for (const LonLat p :
       {at(116, 39), at(116.5, 39), at(117, 39.5), at(116, 40), at(116.25, 39.5), at(116.5, 39.75)})
    EXPECT_TRUE(a.contains(p)) << p.lon() << " " << p.lat();
  EXPECT_FALSE(a.contains(at(116.5, 39.5)));
  EXPECT_FALSE(a.contains(at(std::nextafter(116.0, 0), 39.5)));
  EXPECT_EQ(a.lower(), at(116, 39));
  EXPECT_EQ(a.upper(), at(117, 40));
}

TEST(PreparedArea, NothingIsInsideOfNothing) {
  const PreparedArea empty(MultiPolygon{});
  EXPECT_FALSE(empty.contains(at(0, 0)));
  EXPECT_FALSE(PreparedArea({{box(116, 39, 117, 40), {}}}).contains(at(NAN, 39.5)));
}

}  // namespace anxin::test
