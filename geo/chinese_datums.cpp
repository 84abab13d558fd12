// GCJ-02 and BD-09. Sources: the formulas as published in prcoords (CC0) and coordtransform (MIT), which
// agree to the last bit; the inverses are ours, by iteration, because the common one-step inverse 2x - f(x)
// is off by up to 0.5 m.
#include <cmath>
#include <numbers>

#include "geo/crs.hpp"

namespace anxin {
namespace {

using std::numbers::pi;

// The ellipsoid written into the formula (Krasovsky 1940), not the Earth of geo/geodesy.hpp.
constexpr double kKrasovskyM = 6378245.0;
constexpr double kKrasovskyE2 = 0.00669342162296594323;
constexpr double kBaiduPi = pi * 3000.0 / 180.0;
constexpr double kBaiduLon = 0.0065, kBaiduLat = 0.006;

bool applies(RawXY p) { return p.x > 73.66 && p.x < 135.05 && p.y > 3.86 && p.y < 53.55; }

double shift_lat(double x, double y) {
  double r = -100.0 + 2.0 * x + 3.0 * y + 0.2 * y * y + 0.1 * x * y + 0.2 * std::sqrt(std::abs(x));
  r += (20.0 * std::sin(6.0 * x * pi) + 20.0 * std::sin(2.0 * x * pi)) * 2.0 / 3.0;
  r += (20.0 * std::sin(y * pi) + 40.0 * std::sin(y / 3.0 * pi)) * 2.0 / 3.0;
  return r + (160.0 * std::sin(y / 12.0 * pi) + 320.0 * std::sin(y * pi / 30.0)) * 2.0 / 3.0;
}

double shift_lon(double x, double y) {
  double r = 300.0 + x + 2.0 * y + 0.1 * x * x + 0.1 * x * y + 0.1 * std::sqrt(std::abs(x));
  r += (20.0 * std::sin(6.0 * x * pi) + 20.0 * std::sin(2.0 * x * pi)) * 2.0 / 3.0;
  r += (20.0 * std::sin(x * pi) + 40.0 * std::sin(x / 3.0 * pi)) * 2.0 / 3.0;
  return r + (150.0 * std::sin(x / 12.0 * pi) + 300.0 * std::sin(x / 30.0 * pi)) * 2.0 / 3.0;
}

RawXY gcj_formula(RawXY p) {
  const double radians = p.y / 180.0 * pi;
  const double sine = std::sin(radians);
  const double w2 = 1 - kKrasovskyE2 * sine * sine;
  const double w = std::sqrt(w2);
  const double d_lat =
      shift_lat(p.x - 105.0, p.y - 35.0) * 180.0 / (kKrasovskyM * (1 - kKrasovskyE2) / (w2 * w) * pi);
  const double d_lon =
      shift_lon(p.x - 105.0, p.y - 35.0) * 180.0 / (kKrasovskyM / w * std::cos(radians) * pi);
  return {p.x + d_lon, p.y + d_lat};
}

RawXY baidu_formula(RawXY p) {
  const double z = std::sqrt(p.x * p.x + p.y * p.y) + 0.00002 * std::sin(p.y * kBaiduPi);
  const double theta = std::atan2(p.y, p.x) + 0.000003 * std::cos(p.x * kBaiduPi);
  return {z * std::cos(theta) + kBaiduLon, z * std::sin(theta) + kBaiduLat};
}

// p with f(p) == q by fixed point: f(p) - p changes by at most 0.4 % of a step in GCJ-02 and 0.2 % in BD-09,
// so that each turn gains two digits or more; eight turns reach the last bit. Twenty are allowed and never
// needed.
RawXY inverse(RawXY (*formula)(RawXY), RawXY q) {
  RawXY p = q;
  for (int turn = 0; turn < 20; ++turn) {
    const RawXY image = formula(p);
    const double dx = q.x - image.x, dy = q.y - image.y;
    p.x += dx;
    p.y += dy;
    if (std::abs(dx) < 1e-13 && std::abs(dy) < 1e-13) break;
  }
  return p;
}

}  // namespace

RawXY wgs84_to_gcj02(RawXY p) { return applies(p) ? gcj_formula(p) : p; }
RawXY gcj02_to_wgs84(RawXY p) { return applies(p) ? inverse(gcj_formula, p) : p; }
RawXY gcj02_to_bd09(RawXY p) { return applies(p) ? baidu_formula(p) : p; }
RawXY bd09_to_gcj02(RawXY p) { return applies(p) ? inverse(baidu_formula, p) : p; }

}  // namespace anxin
