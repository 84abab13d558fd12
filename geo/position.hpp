// Positions and lengths as types that cannot be mixed up: degrees on the ellipsoid, metres on the map plane,
// metres of length. LonLat is always CGCS2000 (EPSG:4490; equal to WGS-84 within centimetres and treated as
// equal). Foreign datums (GCJ-02, BD-09, other EPSG codes) exist only at the edges and have no type here: see
// geo/crs.hpp.
#pragma once
#include <cmath>
#include <compare>

namespace anxin {

// A length. Made by a factory that says the unit; read by a member that says the unit.
class Metres {
 public:
  constexpr Metres() = default;
  static constexpr Metres of(double m) { return Metres(m); }
  static constexpr Metres of_km(double km) { return Metres(km * 1000.0); }
  [[nodiscard]] constexpr double value() const { return m_; }
  friend constexpr auto operator<=>(Metres, Metres) = default;
  friend constexpr Metres operator+(Metres a, Metres b) { return Metres(a.m_ + b.m_); }
  friend constexpr Metres operator-(Metres a, Metres b) { return Metres(a.m_ - b.m_); }
  friend constexpr Metres operator*(Metres a, double k) { return Metres(a.m_ * k); }

 private:
  constexpr explicit Metres(double m) : m_(m) {}
  double m_ = 0;
};

// A position in degrees, longitude first, CGCS2000. Range: lon [-180, 180], lat [-90, 90]; is_valid says so.
class LonLat {
 public:
  constexpr LonLat() = default;
  static constexpr LonLat of_degrees(double lon, double lat) { return LonLat(lon, lat); }
  [[nodiscard]] constexpr double lon() const { return lon_; }
  [[nodiscard]] constexpr double lat() const { return lat_; }
  [[nodiscard]] bool is_valid() const {
    return std::isfinite(lon_) && std::isfinite(lat_) && std::abs(lon_) <= 180 && std::abs(lat_) <= 90;
  }
  friend constexpr bool operator==(LonLat, LonLat) = default;

 private:
  constexpr LonLat(double lon, double lat) : lon_(lon), lat_(lat) {}
  double lon_ = 0, lat_ = 0;
};

// A position on the map plane in metres, EPSG:4548 (CGCS2000 3-degree Gauss-Kruger, CM 117E): x east (false
// easting 500,000), y north. What the screen draws in. Lengths in answers are ellipsoidal (geo/geodesy.hpp),
// not from here.
class MapXY {
 public:
  constexpr MapXY() = default;
  static constexpr MapXY of_metres(double x, double y) { return MapXY(x, y); }
  [[nodiscard]] constexpr double x() const { return x_; }
  [[nodiscard]] constexpr double y() const { return y_; }
  friend constexpr bool operator==(MapXY, MapXY) = default;

 private:
  constexpr MapXY(double x, double y) : x_(x), y_(y) {}
  double x_ = 0, y_ = 0;
};

}  // namespace anxin
