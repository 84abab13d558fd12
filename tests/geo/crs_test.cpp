#include "geo/crs.hpp"

#include <proj.h>

#include <chrono>
#include <memory>
#include <random>
#include <thread>

#include "geo/geodesy.hpp"
#include "tests/tools/support.hpp"

namespace anxin::test {
namespace {

// PROJ itself, with a pipeline that says what it does, as the oracle.
class Oracle {
 public:
  explicit Oracle(const char* definition) : pj_(proj_create(context_.get(), definition), proj_destroy) {}
  RawXY operator()(double x, double y, PJ_DIRECTION direction = PJ_FWD) {
    const PJ_COORD c = proj_trans(pj_.get(), direction, proj_coord(x, y, 0, 0));
    return {c.xy.x, c.xy.y};
  }

 private:
  std::unique_ptr<PJ_CONTEXT, PJ_CONTEXT* (*)(PJ_CONTEXT*)> context_{proj_context_create(),
                                                                     proj_context_destroy};
  std::unique_ptr<PJ, PJ* (*)(PJ*)> pj_;
};

constexpr const char* kGaussKruger117 =
    "+proj=pipeline +step +proj=unitconvert +xy_in=deg +xy_out=rad "
    "+step +proj=tmerc +algo=poder_engsager +lat_0=0 +lon_0=117 +k=1 +x_0=500000 +y_0=0 +ellps=GRS80";

Result<LonLat> from(const char* word, double x, double y) { return to_cgcs2000({x, y}, *parse_crs(word)); }

}  // namespace

TEST(MapPlane, AgreesWithProjWithin100MicrometresOverBeijing) {
  Oracle proj(kGaussKruger117);
  double worst_m = 0, worst_deg = 0;
  for (double lon = 115.2; lon <= 117.8; lon += 0.02) {
    for (double lat = 39.2; lat <= 41.3; lat += 0.02) {
      const MapXY ours = to_map(LonLat::of_degrees(lon, lat));
      const RawXY theirs = proj(lon, lat);
      worst_m = std::max({worst_m, std::abs(ours.x() - theirs.x), std::abs(ours.y() - theirs.y)});
      const LonLat back = from_map(MapXY::of_metres(theirs.x, theirs.y));
      worst_deg = std::max({worst_deg, std::abs(back.lon() - lon), std::abs(back.lat() - lat)});
    }
  }
  EXPECT_LT(worst_m, 1e-4);
  EXPECT_LT(worst_deg, 1e-9);  // 0.1 mm
  RecordProperty("worst_nanometres", std::to_string(worst_m * 1e9));
}

TEST(MapPlane, AgreesWithEpsg4548) {
  for (const auto& [lon, lat] :
       {std::pair{116.3913, 39.9055}, {115.4234, 39.97}, {117.505, 40.65}, {117.0, 40.0}}) {
    const LonLat p = LonLat::of_degrees(lon, lat);
    const auto proj = from_cgcs2000(p, *parse_crs("EPSG:4548"));
    ASSERT_TRUE(proj);
    EXPECT_NEAR(proj->x, to_map(p).x(), 1e-4);
    EXPECT_NEAR(proj->y, to_map(p).y(), 1e-4);
  }
}

TEST(MapPlane, CentralMeridianIsStraightAndTrue) {
  EXPECT_NEAR(to_map(LonLat::of_degrees(117, 40)).x(), 500000, 1e-9);
  EXPECT_NEAR(to_map(LonLat::of_degrees(117, 0)).y(), 0, 1e-9);
  // True to scale along it: the plane's northing is the meridian arc.
  EXPECT_NEAR(to_map(LonLat::of_degrees(117, 40)).y(),
              distance(LonLat::of_degrees(117, 0), LonLat::of_degrees(117, 40)).value(), 1e-6);
}

TEST(MapPlane, RoundTripsFarOutsideBeijing) {
  for (double lon = 107; lon <= 127; lon += 2.5)
    for (double lat = -60; lat <= 80; lat += 7) {
      const LonLat back = from_map(to_map(LonLat::of_degrees(lon, lat)));
      EXPECT_NEAR(back.lon(), lon, 1e-11);
      EXPECT_NEAR(back.lat(), lat, 1e-11);
    }
}

TEST(Crs, WordsAreReadAndWritten) {
  for (const char* word : {"wgs84", "cgcs2000", "gcj02", "bd09", "EPSG:4548", "EPSG:3857", "EPSG:32650"})
    EXPECT_EQ(to_string(*parse_crs(word)), word);
  EXPECT_EQ(parse_crs("GCJ02")->kind, Crs::Kind::Gcj02);
  EXPECT_EQ(parse_crs("gcj-02")->kind, Crs::Kind::Gcj02);
  EXPECT_EQ(parse_crs("epsg:4326")->kind, Crs::Kind::Wgs84);
  EXPECT_EQ(parse_crs("EPSG:4490")->kind, Crs::Kind::Cgcs2000);
}

TEST(Crs, UnknownWordsAndCodesAreRefused) {
  for (const char* word :
       {"", "mars", "EPSG:", "EPSG:-1", "EPSG:4548x", "EPSG:99999999999999", "+proj=longlat", "4548"})
    EXPECT_EQ(parse_crs(word).error().code, ErrorCode::Usage) << word;
  EXPECT_EQ(parse_crs("EPSG:999999").error().code, ErrorCode::BadInput);
  EXPECT_EQ(parse_crs("EPSG:4479").error().code, ErrorCode::BadInput) << "geocentric";
  EXPECT_EQ(parse_crs("EPSG:5737").error().code, ErrorCode::BadInput) << "heights";
  EXPECT_TRUE(parse_crs("EPSG:999999").error().zh.ends_with("。"));
  EXPECT_TRUE(parse_crs("EPSG:999999").error().en.ends_with("."));
}

TEST(Crs, EastingOrLongitudeComesFirstWhateverTheAuthoritySays) {
  const auto p = from("EPSG:4548", 447984.0, 4418900.0);
  ASSERT_TRUE(p);
  EXPECT_NEAR(p->lon(), 116.39, 0.01);
  EXPECT_NEAR(p->lat(), 39.91, 0.01);
  Oracle mercator(
      "+proj=pipeline +step +proj=unitconvert +xy_in=deg +xy_out=rad +step +proj=webmerc +ellps=WGS84");
  const RawXY m = mercator(116.3913, 39.9055);
  const auto q = from("EPSG:3857", m.x, m.y);
  ASSERT_TRUE(q);
  EXPECT_NEAR(q->lon(), 116.3913, 1e-9);
  EXPECT_NEAR(q->lat(), 39.9055, 1e-9);
}

TEST(Crs, AnyEpsgCodeAgreesWithItsPublishedParameters) {
  struct Case {
    const char* word;
    const char* pipeline;
  };
  for (const auto& [word, projection] :
       {Case{"EPSG:32650", "+proj=utm +zone=50 +ellps=WGS84"},
        Case{"EPSG:4508", "+proj=tmerc +lat_0=0 +lon_0=111 +k=1 +x_0=500000 +y_0=0 +ellps=GRS80"},
        Case{"EPSG:4527", "+proj=tmerc +lat_0=0 +lon_0=117 +k=1 +x_0=39500000 +y_0=0 +ellps=GRS80"},
        Case{"EPSG:4547", "+proj=tmerc +lat_0=0 +lon_0=114 +k=1 +x_0=500000 +y_0=0 +ellps=GRS80"}}) {
    Oracle oracle(
        ("+proj=pipeline +step +proj=unitconvert +xy_in=deg +xy_out=rad +step " + std::string(projection))
            .c_str());
    const LonLat p = LonLat::of_degrees(115.6, 39.7);
    const auto ours = from_cgcs2000(p, *parse_crs(word));
    ASSERT_TRUE(ours) << word;
    const RawXY theirs = oracle(115.6, 39.7);
    EXPECT_NEAR(ours->x, theirs.x, 1e-3) << word;
    EXPECT_NEAR(ours->y, theirs.y, 1e-3) << word;
    const auto back = to_cgcs2000(*ours, *parse_crs(word));
    ASSERT_TRUE(back) << word;
    EXPECT_LT(distance(*back, p), Metres::of(1e-3)) << word;
  }
}

TEST(Crs, AnIndependentProgramTransformsTheSame) {
  const auto run = run_command({"gdaltransform", "-s_srs", "EPSG:4490", "-t_srs", "EPSG:4548", "-output_xy"},
                               "116.3913 39.9055\n");
  ASSERT_EQ(run.exit_code, 0) << "gdaltransform (package gdal-bin) is missing or failed: " << run.err;
  double x = 0, y = 0;
  ASSERT_EQ(std::sscanf(run.out.c_str(), "%lf %lf", &x, &y), 2) << run.out;
  const MapXY ours = to_map(LonLat::of_degrees(116.3913, 39.9055));
  EXPECT_NEAR(ours.x(), x, 1e-4);
  EXPECT_NEAR(ours.y(), y, 1e-4);
}

TEST(Crs, Wgs84AndCgcs2000AreTheSameNumbers) {
  EXPECT_EQ(*from("wgs84", 116.1234567890123, 39.9), LonLat::of_degrees(116.1234567890123, 39.9));
  EXPECT_EQ(*from("EPSG:4490", 116.1234567890123, 39.9), LonLat::of_degrees(116.1234567890123, 39.9));
}

TEST(Crs, PositionsThatAreNotFiniteOrOutOfRangeAreRefused) {
  for (const char* word : {"wgs84", "cgcs2000", "gcj02", "bd09", "EPSG:4548", "EPSG:3857"})
    for (const RawXY bad :
         {RawXY{NAN, 39.9}, RawXY{116.4, INFINITY}, RawXY{1e308, 39.9}, RawXY{1e308, -1e308}}) {
      const auto p = to_cgcs2000(bad, *parse_crs(word));
      ASSERT_FALSE(p) << word;
      EXPECT_EQ(p.error().code, ErrorCode::BadInput);
    }
  EXPECT_FALSE(from("wgs84", 39.9, 116.4)) << "swapped";
  EXPECT_FALSE(from("EPSG:4548", 4418900.0, 447984.0)) << "swapped";
  EXPECT_FALSE(from("EPSG:4548", 116.4, 39.9)) << "degrees where metres are";
  EXPECT_FALSE(from_cgcs2000(LonLat::of_degrees(NAN, 0), Crs{}));
  EXPECT_FALSE(from_cgcs2000(LonLat::of_degrees(10, 50), *parse_crs("EPSG:4548")));
}

TEST(Crs, WesternBeijingIsInsideEpsg4548ThoughItsAreaOfUseEndsEastOfIt) {
  EXPECT_TRUE(from_cgcs2000(LonLat::of_degrees(115.42, 39.97), *parse_crs("EPSG:4548")));
}

TEST(Crs, ManyThreadsGiveTheAnswersOfOne) {
  const std::array words{"EPSG:4548", "EPSG:32650", "EPSG:3857", "gcj02", "bd09"};
  const auto work = [&] {
    std::vector<double> out;
    for (int i = 0; i < 200; ++i)
      for (const char* word : words) {
        const auto p =
            from_cgcs2000(LonLat::of_degrees(115.5 + i * 0.009, 39.5 + i * 0.007), *parse_crs(word));
        out.push_back(p ? p->x + p->y : NAN);
      }
    return out;
  };
  const auto alone = work();
  std::array<std::vector<double>, 4> results;
  std::vector<std::jthread> threads;
  for (auto& r : results) threads.emplace_back([&r, &work] { r = work(); });
  threads.clear();
  for (const auto& r : results) EXPECT_EQ(r, alone);
}

}  // namespace anxin::test
