#include "geo/crs.hpp"

#include <fmt/format.h>
#include <proj.h>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <memory>
#include <unordered_map>

namespace anxin {
namespace {

// A CRS is used up to this far outside its area of use: EPSG:4548 ends at 115.5 E, Beijing at 115.4 E.
constexpr double kMarginDeg = 3.0;
constexpr double kReturnUnits = 0.01;  // a plane position must return to itself this well, in its own unit

struct Transform {
  std::unique_ptr<PJ, PJ* (*)(PJ*)> pj{nullptr,
                                       proj_destroy};  // EPSG:n -> EPSG:4490, easting or longitude first
  double west = -180, south = -90, east = 180, north = 90;
  bool geographic = false;

  [[nodiscard]] bool covers(LonLat at) const {
    if (at.lat() < south - kMarginDeg || at.lat() > north + kMarginDeg) return false;
    const double lo = west - kMarginDeg;
    const double width = east + kMarginDeg - lo + (east < west ? 360.0 : 0.0);
    double offset = std::fmod(at.lon() - lo, 360.0);
    if (offset < 0) offset += 360.0;
    return offset <= width;
  }
};

// One thread's PROJ: a quiet context without network and the transformations it has used.
class ThreadProj {
 public:
  ThreadProj() : context_(proj_context_create(), proj_context_destroy) {
    proj_log_level(context_.get(), PJ_LOG_NONE);
    proj_context_set_enable_network(context_.get(), 0);
  }

  const Transform* find(int epsg) {
    const auto known = transforms_.find(epsg);
    if (known != transforms_.end()) return known->second.pj ? &known->second : nullptr;
    if (transforms_.size() > 256) transforms_.clear();
    const Transform& made = transforms_.emplace(epsg, make(epsg)).first->second;
    return made.pj ? &made : nullptr;
  }

 private:
  Transform make(int epsg) {
    Transform t;
    PJ_CONTEXT* c = context_.get();
    const std::string name = fmt::format("EPSG:{}", epsg);
    const std::unique_ptr<PJ, PJ* (*)(PJ*)> crs(proj_create(c, name.c_str()), proj_destroy);
    if (!crs) return t;
    const PJ_TYPE type = proj_get_type(crs.get());
    t.geographic = type == PJ_TYPE_GEOGRAPHIC_2D_CRS;
    if (!t.geographic && type != PJ_TYPE_PROJECTED_CRS) return t;
    double w = 0, s = 0, e = 0, n = 0;
    if (proj_get_area_of_use(c, crs.get(), &w, &s, &e, &n, nullptr) && w > -1000) {
      t.west = w, t.south = s, t.east = e, t.north = n;
    }
    const std::unique_ptr<PJ, PJ* (*)(PJ*)> raw(proj_create_crs_to_crs(c, name.c_str(), "EPSG:4490", nullptr),
                                                proj_destroy);
    if (raw) t.pj.reset(proj_normalize_for_visualization(c, raw.get()));
    return t;
  }

  std::unique_ptr<PJ_CONTEXT, PJ_CONTEXT* (*)(PJ_CONTEXT*)> context_;
  std::unordered_map<int, Transform> transforms_;
};

const Transform* transform_of(int epsg) {
  thread_local ThreadProj proj;
  return proj.find(epsg);
}

std::unexpected<Error> unknown_epsg(int epsg) {
  return fail(
      ErrorCode::BadInput, fmt::format("坐标系 EPSG:{} 不存在，或不是平面/经纬度坐标系。", epsg),
      fmt::format(
          "EPSG:{} does not exist or is neither a projected nor a geographic system in two dimensions.",
          epsg));
}

std::unexpected<Error> out_of_range(RawXY at, const Crs& crs) {
  return fail(ErrorCode::BadInput,
              fmt::format("坐标 {}, {} 超出坐标系 {} 的范围。", at.x, at.y, to_string(crs)),
              fmt::format("The coordinates {}, {} are outside the range of {}.", at.x, at.y, to_string(crs)));
}

bool in_degrees(RawXY p) { return std::abs(p.x) <= 180 && std::abs(p.y) <= 90; }

RawXY undo_chinese_datum(RawXY at, Crs::Kind kind) {
  if (kind == Crs::Kind::Bd09) at = bd09_to_gcj02(at);
  if (kind == Crs::Kind::Gcj02 || kind == Crs::Kind::Bd09) at = gcj02_to_wgs84(at);
  return at;
}

}  // namespace

Result<Crs> parse_crs(std::string_view word) {
  std::string w(word);
  std::ranges::transform(w, w.begin(),
                         [](unsigned char c) { return c >= 'A' && c <= 'Z' ? char(c + 32) : char(c); });
  if (w == "wgs84" || w == "wgs-84") return Crs{Crs::Kind::Wgs84, 4326};
  if (w == "cgcs2000") return Crs{Crs::Kind::Cgcs2000, 4490};
  if (w == "gcj02" || w == "gcj-02") return Crs{Crs::Kind::Gcj02, 0};
  if (w == "bd09" || w == "bd-09") return Crs{Crs::Kind::Bd09, 0};
  if (w.starts_with("epsg:")) {
    int code = 0;
    const auto [end, fault] = std::from_chars(w.data() + 5, w.data() + w.size(), code);
    if (fault == std::errc{} && end == w.data() + w.size() && code > 0) {
      if (code == 4326) return Crs{Crs::Kind::Wgs84, 4326};
      if (code == 4490) return Crs{Crs::Kind::Cgcs2000, 4490};
      if (!transform_of(code)) return unknown_epsg(code);
      return Crs{Crs::Kind::Epsg, code};
    }
  }
  return fail(
      ErrorCode::Usage,
      fmt::format("不认识坐标系“{}”，可用 wgs84、cgcs2000、gcj02、bd09 或 EPSG:代码。", word),
      fmt::format("Unknown coordinate system \"{}\"; use wgs84, cgcs2000, gcj02, bd09 or EPSG:code.", word));
}

std::string to_string(const Crs& crs) {
  switch (crs.kind) {
    case Crs::Kind::Wgs84:
      return "wgs84";
    case Crs::Kind::Cgcs2000:
      return "cgcs2000";
    case Crs::Kind::Gcj02:
      return "gcj02";
    case Crs::Kind::Bd09:
      return "bd09";
    case Crs::Kind::Epsg:
      break;
  }
  return fmt::format("EPSG:{}", crs.epsg);
}

std::string_view name_zh(const Crs& crs) {
  switch (crs.kind) {
    case Crs::Kind::Wgs84:
      return "WGS-84";
    case Crs::Kind::Cgcs2000:
      return "CGCS2000 国家大地坐标系";
    case Crs::Kind::Gcj02:
      return "GCJ-02 火星坐标（高德、腾讯）";
    case Crs::Kind::Bd09:
      return "BD-09 百度坐标";
    case Crs::Kind::Epsg:
      break;
  }
  return crs.epsg == 4548 ? "CGCS2000 三度带高斯投影（中央经线 117°E）" : "EPSG 坐标系";
}

bool is_geographic(const Crs& crs) {
  if (crs.kind != Crs::Kind::Epsg) return true;
  const Transform* t = transform_of(crs.epsg);
  return t && t->geographic;
}

Result<LonLat> to_cgcs2000(RawXY at, const Crs& from) {
  if (!std::isfinite(at.x) || !std::isfinite(at.y)) return out_of_range(at, from);
  if (from.kind != Crs::Kind::Epsg) {
    if (!in_degrees(at)) return out_of_range(at, from);
    const RawXY p = undo_chinese_datum(at, from.kind);
    return LonLat::of_degrees(p.x, p.y);
  }
  const Transform* t = transform_of(from.epsg);
  if (!t) return unknown_epsg(from.epsg);
  if (t->geographic && !in_degrees(at)) return out_of_range(at, from);
  const PJ_COORD p = proj_trans(t->pj.get(), PJ_FWD, proj_coord(at.x, at.y, 0, 0));
  const LonLat result = LonLat::of_degrees(p.xy.x, p.xy.y);
  if (!result.is_valid() || !t->covers(result)) return out_of_range(at, from);
  // Cylindrical projections wrap: x = 1e308 would come back as some longitude. What does not return to itself
  // was no position.
  const PJ_COORD back = proj_trans(t->pj.get(), PJ_INV, p);
  if (!t->geographic && !(std::hypot(back.xy.x - at.x, back.xy.y - at.y) <= kReturnUnits))
    return out_of_range(at, from);
  return result;
}

Result<RawXY> from_cgcs2000(LonLat at, const Crs& to) {
  const RawXY in{at.lon(), at.lat()};
  if (!at.is_valid()) return out_of_range(in, Crs{});
  if (to.kind == Crs::Kind::Gcj02) return wgs84_to_gcj02(in);
  if (to.kind == Crs::Kind::Bd09) return gcj02_to_bd09(wgs84_to_gcj02(in));
  if (to.kind != Crs::Kind::Epsg) return in;
  const Transform* t = transform_of(to.epsg);
  if (!t) return unknown_epsg(to.epsg);
  if (!t->covers(at)) return out_of_range(in, to);
  const PJ_COORD p = proj_trans(t->pj.get(), PJ_INV, proj_coord(in.x, in.y, 0, 0));
  if (!std::isfinite(p.xy.x) || !std::isfinite(p.xy.y)) return out_of_range(in, to);
  return RawXY{p.xy.x, p.xy.y};
}

}  // namespace anxin
