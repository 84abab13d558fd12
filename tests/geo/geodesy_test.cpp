#include "geo/geodesy.hpp"

#include <cmath>
#include <numbers>
#include <random>

#include "tests/tools/support.hpp"

namespace anxin::test {
namespace {

LonLat at(double lon, double lat) { return LonLat::of_degrees(lon, lat); }

// The slow twin: Vincenty, "Direct and inverse solutions of geodesics on the ellipsoid", Survey Review 23
// (1975), inverse.
double vincenty_m(LonLat p, LonLat q) {
  constexpr double rad = std::numbers::pi / 180, a = kSemiMajorM, f = 1 / kInverseFlattening, b = a * (1 - f);
  const double u1 = std::atan((1 - f) * std::tan(p.lat() * rad)),
               u2 = std::atan((1 - f) * std::tan(q.lat() * rad));
  const double l = (q.lon() - p.lon()) * rad;
  double lambda = l, sin_s = 0, cos_s = 1, sigma = 0, cos2_a = 0, cos_2m = 0;
  for (int i = 0; i < 200; ++i) {
    const double x = std::cos(u2) * std::sin(lambda);
    const double y = std::cos(u1) * std::sin(u2) - std::sin(u1) * std::cos(u2) * std::cos(lambda);
    sin_s = std::hypot(x, y);
    if (sin_s == 0) return 0;
    cos_s = std::sin(u1) * std::sin(u2) + std::cos(u1) * std::cos(u2) * std::cos(lambda);
    sigma = std::atan2(sin_s, cos_s);
    const double sin_a = std::cos(u1) * std::cos(u2) * std::sin(lambda) / sin_s;
    cos2_a = 1 - sin_a * sin_a;
    cos_2m = cos2_a == 0 ? 0 : cos_s - 2 * std::sin(u1) * std::sin(u2) / cos2_a;
    const double c = f / 16 * cos2_a * (4 + f * (4 - 3 * cos2_a));
    const double next =
        l + (1 - c) * f * sin_a * (sigma + c * sin_s * (cos_2m + c * cos_s * (2 * cos_2m * cos_2m - 1)));
    if (std::abs(next - lambda) < 1e-15) break;
    lambda = next;
  }
  const double u = cos2_a * (a * a - b * b) / (b * b);
  const double big_a = 1 + u / 16384 * (4096 + u * (-768 + u * (320 - 175 * u)));
  const double big_b = u / 1024 * (256 + u * (-128 + u * (74 - 47 * u)));
  const double m2 = 2 * cos_2m * cos_2m - 1;
  const double delta =
      big_b * sin_s *
      (cos_2m +
       big_b / 4 * (cos_s * m2 - big_b / 6 * cos_2m * (4 * sin_s * sin_s - 3) * (4 * cos_2m * cos_2m - 3)));
  return b * big_a * (sigma - delta);
}

}  // namespace

// GRS 80 has the same a and 1/f: Moritz, "Geodetic Reference System 1980", J. Geodesy 74 (2000), derived
// constants.
TEST(Geodesy, QuarterMeridianIsThePublishedConstantAndTheAreaTheClosedForm) {
  EXPECT_NEAR(distance(at(117, 0), at(117, 90)).value(), 10001965.7293, 1e-4);
  const MultiPolygon octant{{{at(0, 0), at(90, 0), at(0, 90), at(0, 0)}, {}}};
  // Surface of an ellipsoid of revolution, closed form: 2 pi (a^2 + b^2 atanh(e) / e).
  const double f = 1 / kInverseFlattening, b = kSemiMajorM * (1 - f), e = std::sqrt(f * (2 - f));
  const double surface_m2 = 2 * std::numbers::pi * (kSemiMajorM * kSemiMajorM + b * b * std::atanh(e) / e);
  EXPECT_NEAR(area_m2(octant) / (surface_m2 / 8), 1, 1e-14);
  EXPECT_NEAR(distance(at(116, 0), at(117, 0)).value(), kSemiMajorM * std::numbers::pi / 180, 1e-8);
}

// Karney, "Algorithms for geodesics", J. Geodesy 87 (2013), table 2; on WGS-84, whose flattening moves the
// end by 0.2 mm.
TEST(Geodesy, DirectProblemAgreesWithKarneysPublishedExample) {
  const LonLat end = destination(at(0, 40), 30, Metres::of(10'000'000));
  EXPECT_NEAR(end.lat(), 41.79331020506, 1e-8);
  EXPECT_NEAR(end.lon(), 137.84490004377, 1e-8);
}

TEST(Geodesy, AgreesWithVincentyWithinATenthOfAMillimetre) {
  std::mt19937_64 random(4490);
  std::uniform_real_distribution<double> lon(115.4, 117.6), lat(39.4, 41.1);
  for (int i = 0; i < 20'000; ++i) {
    const LonLat a = at(lon(random), lat(random)), b = at(lon(random), lat(random));
    ASSERT_NEAR(distance(a, b).value(), vincenty_m(a, b), 1e-4) << a.lon() << " " << a.lat() << " seed 4490";
  }
}

TEST(Geodesy, InverseUndoesDirect) {
  std::mt19937_64 random(4548);
  std::uniform_real_distribution<double> azimuth(0, 360), length(1, 200'000);
  const LonLat from = at(116.3913, 39.9055);
  for (int i = 0; i < 2000; ++i) {
    const double a = azimuth(random), m = length(random);
    const LonLat to = destination(from, a, Metres::of(m));
    ASSERT_NEAR(distance(from, to).value(), m, 1e-7);
    ASSERT_NEAR(azimuth_deg(from, to), a, 1e-6 + 1e-3 / m);
  }
}

TEST(Geodesy, TheSamePlaceIsAtDistanceAndAzimuthZero) {
  EXPECT_EQ(distance(at(116.4, 39.9), at(116.4, 39.9)).value(), 0);
  EXPECT_EQ(azimuth_deg(at(116.4, 39.9), at(116.4, 39.9)), 0);
  EXPECT_EQ(length({}).value(), 0);
  EXPECT_EQ(length({at(116.4, 39.9)}).value(), 0);
}

TEST(Geodesy, AzimuthIsClockwiseFromNorthInZeroTo360) {
  EXPECT_DOUBLE_EQ(azimuth_deg(at(116, 39), at(116, 40)), 0);
  EXPECT_NEAR(azimuth_deg(at(116, 0), at(117, 0)), 90, 1e-12);
  EXPECT_DOUBLE_EQ(azimuth_deg(at(116, 40), at(116, 39)), 180);
  EXPECT_NEAR(azimuth_deg(at(117, 0), at(116, 0)), 270, 1e-12);
}

TEST(Geodesy, HolesAreTakenOffWhateverTheDirectionOfTheRings) {
  const Ring outer{at(116, 39), at(117, 39), at(117, 40), at(116, 40), at(116, 39)};
  const Ring inner{at(116.2, 39.2), at(116.4, 39.2), at(116.4, 39.4), at(116.2, 39.4), at(116.2, 39.2)};
  const double whole = area_m2({{outer, {}}}), hole = area_m2({{inner, {}}});
  EXPECT_NEAR(area_m2({{outer, {inner}}}), whole - hole, 1e-3);
  EXPECT_NEAR(area_m2({{Ring(outer.rbegin(), outer.rend()), {inner}}}), whole - hole, 1e-3);
  EXPECT_NEAR(whole / 1e6, 9552, 10);  // 111.0 km by 86.3 and 85.4 km
}

}  // namespace anxin::test
