// Writing polygons out: WKT and WKB. Our own 60 lines rather than GEOS writers because the digits must be the
// shortest that read back to the same double, and because copying vertices into GEOS first costs ten times
// the writing.
#include <fmt/format.h>

#include <bit>
#include <cstdint>
#include <cstring>

#include "geo/polygon.hpp"

namespace anxin {
namespace {

void append(std::string& out, const Ring& ring) {
  out += '(';
  for (std::size_t i = 0; i < ring.size(); ++i)
    fmt::format_to(std::back_inserter(out), "{}{} {}", i ? ", " : "", ring[i].lon(), ring[i].lat());
  out += ')';
}

void put(std::string& out, std::uint32_t v) {
  for (int i = 0; i < 4; ++i) out += static_cast<char>(v >> (8 * i));
}

void put(std::string& out, double value) {
  const auto v = std::bit_cast<std::uint64_t>(value);
  for (int i = 0; i < 8; ++i) out += static_cast<char>(v >> (8 * i));
}

void put(std::string& out, const Ring& ring) {
  put(out, static_cast<std::uint32_t>(ring.size()));
  for (const LonLat p : ring) {
    put(out, p.lon());
    put(out, p.lat());
  }
}

constexpr char kLittleEndian = 1;
constexpr std::uint32_t kPolygon = 3, kMultiPolygon = 6;

}  // namespace

std::string to_wkt(const MultiPolygon& area) {
  if (area.empty()) return "MULTIPOLYGON EMPTY";
  std::string out = "MULTIPOLYGON (";
  for (std::size_t i = 0; i < area.size(); ++i) {
    out += i ? ", (" : "(";
    append(out, area[i].outer);
    for (const Ring& hole : area[i].holes) {
      out += ", ";
      append(out, hole);
    }
    out += ')';
  }
  return out + ')';
}

std::string to_wkb(const MultiPolygon& area) {
  std::string out(1, kLittleEndian);
  put(out, kMultiPolygon);
  put(out, static_cast<std::uint32_t>(area.size()));
  for (const Polygon& polygon : area) {
    out += kLittleEndian;
    put(out, kPolygon);
    put(out, static_cast<std::uint32_t>(1 + polygon.holes.size()));
    put(out, polygon.outer);
    for (const Ring& hole : polygon.holes) put(out, hole);
  }
  return out;
}

}  // namespace anxin
