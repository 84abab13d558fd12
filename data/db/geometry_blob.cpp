#include "data/db/geometry_blob.hpp"

#include <algorithm>
#include <bit>
#include <cstdint>
#include <cstring>
#include <limits>

namespace anxin {
namespace {

static_assert(std::endian::native == std::endian::little, "blobs are written in the machine's order");

constexpr std::int32_t kPoint = 1, kPolygon = 3, kMultiPolygon = 6;
constexpr char kStart = 0, kLittleEndian = 1, kMbrEnd = 0x7C, kEntity = 0x69, kEnd = static_cast<char>(0xFE);
constexpr std::size_t kHeader = 39;  // up to and with the mark after the box

template <class T>
void append(std::string& out, T value) {
  char bytes[sizeof(T)];
  std::memcpy(bytes, &value, sizeof(T));
  out.append(bytes, sizeof(T));
}

// Reads forward; once past the end everything is refused.
class Reader {
 public:
  explicit Reader(std::string_view bytes) : bytes_(bytes) {}
  template <class T>
  T take() {
    T value{};
    if (bytes_.size() < sizeof(T)) {
      good_ = false;
      return value;
    }
    std::memcpy(&value, bytes_.data(), sizeof(T));
    bytes_.remove_prefix(sizeof(T));
    return value;
  }
  // A count whose items need at least `each` bytes.
  std::size_t count(std::size_t each) {
    const auto n = take<std::uint32_t>();
    if (n > bytes_.size() / each) good_ = false;
    return good_ ? n : 0;
  }
  [[nodiscard]] bool good() const { return good_; }

 private:
  std::string_view bytes_;
  bool good_ = true;
};

std::unexpected<Error> damaged() {
  return fail(ErrorCode::Store, "存储中的几何数据已损坏。", "A geometry in the store is damaged.");
}

bool has_header(std::string_view blob, std::int32_t type) {
  if (blob.size() < kHeader + 5 || blob[0] != kStart || blob[1] != kLittleEndian) return false;
  if (blob[kHeader - 1] != kMbrEnd || blob.back() != kEnd) return false;
  std::int32_t found = 0, srid = 0;
  std::memcpy(&found, blob.data() + kHeader, 4);
  std::memcpy(&srid, blob.data() + 2, 4);
  return found == type && srid == kStoreSrid;
}

void append_ring(std::string& out, const Ring& ring) {
  append(out, static_cast<std::uint32_t>(ring.size()));
  for (const LonLat& p : ring) {
    append(out, p.lon());
    append(out, p.lat());
  }
}

Ring take_ring(Reader& in) {
  Ring ring(in.count(16));
  for (LonLat& p : ring) {
    const double lon = in.take<double>();
    p = LonLat::of_degrees(lon, in.take<double>());
  }
  return ring;
}

}  // namespace

PointBlob point_blob(LonLat at) {
  PointBlob blob{};
  const std::int32_t srid = kStoreSrid, type = kPoint;
  const double x = at.lon(), y = at.lat();
  blob[0] = kStart;
  blob[1] = kLittleEndian;
  std::memcpy(&blob[2], &srid, 4);
  for (const std::size_t corner : {6UZ, 22UZ, kHeader + 4}) {
    std::memcpy(&blob[corner], &x, 8);
    std::memcpy(&blob[corner + 8], &y, 8);
  }
  blob[kHeader - 1] = kMbrEnd;
  std::memcpy(&blob[kHeader], &type, 4);
  blob.back() = kEnd;
  return blob;
}

std::string area_blob(const MultiPolygon& area) {
  constexpr double kFar = std::numeric_limits<double>::infinity();
  double x0 = kFar, y0 = kFar, x1 = -kFar, y1 = -kFar;
  for (const Polygon& polygon : area) {
    for (const LonLat& p : polygon.outer) {
      x0 = std::min(x0, p.lon());
      y0 = std::min(y0, p.lat());
      x1 = std::max(x1, p.lon());
      y1 = std::max(y1, p.lat());
    }
  }
  std::string out{kStart, kLittleEndian};
  append(out, std::int32_t{kStoreSrid});
  for (const double v : {x0, y0, x1, y1}) append(out, v);
  out.push_back(kMbrEnd);
  append(out, kMultiPolygon);
  append(out, static_cast<std::uint32_t>(area.size()));
  for (const Polygon& polygon : area) {
    out.push_back(kEntity);
    append(out, kPolygon);
    append(out, static_cast<std::uint32_t>(1 + polygon.holes.size()));
    append_ring(out, polygon.outer);
    for (const Ring& hole : polygon.holes) append_ring(out, hole);
  }
  out.push_back(kEnd);
  return out;
}

Result<LonLat> point_from_blob(std::string_view blob) {
  if (blob.size() != sizeof(PointBlob) || !has_header(blob, kPoint)) return damaged();
  Reader in(blob.substr(kHeader + 4));
  const double lon = in.take<double>();
  return LonLat::of_degrees(lon, in.take<double>());
}

Result<MultiPolygon> area_from_blob(std::string_view blob) {
  if (!has_header(blob, kMultiPolygon)) return damaged();
  Reader in(blob.substr(kHeader + 4));
  MultiPolygon area(in.count(9));
  for (Polygon& polygon : area) {
    if (in.take<char>() != kEntity || in.take<std::int32_t>() != kPolygon) return damaged();
    const std::size_t rings = in.count(4);
    if (rings == 0) return damaged();
    polygon.outer = take_ring(in);
    for (std::size_t i = 1; i < rings; ++i) polygon.holes.push_back(take_ring(in));
  }
  if (!in.good()) return damaged();
  return area;
}

}  // namespace anxin
