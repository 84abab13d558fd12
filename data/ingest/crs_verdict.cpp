#include "data/ingest/crs_verdict.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>
#include <set>

#include "geo/geodesy.hpp"

namespace anxin {
namespace {

// What kind of numbers a position is made of.
enum class Range : std::uint8_t {
  Degrees,
  SwappedDegrees,
  Metres,
  SwappedMetres,
  Zone39,
  Zone20,
  WebMercator,
  Other
};
constexpr std::size_t kRanges = 8;

bool between(double v, double low, double high) { return v >= low && v <= high; }

Range range_of(RawXY p, const CityIndex& city) {
  constexpr double kMargin = 0.3;  // degrees: wider than any datum moves a point
  const double west = city.lower().lon() - kMargin, east = city.upper().lon() + kMargin;
  const double south = city.lower().lat() - kMargin, north = city.upper().lat() + kMargin;
  const auto is_degrees = [&](double x, double y) {
    return between(x, west, east) && between(y, south, north);
  };
  const auto is_northing = [&](double y) { return between(y, south * 110'900, north * 111'200); };
  if (is_degrees(p.x, p.y)) return Range::Degrees;
  if (is_degrees(p.y, p.x)) return Range::SwappedDegrees;
  if (between(p.x, 300e3, 700e3) && is_northing(p.y)) return Range::Metres;
  if (between(p.y, 300e3, 700e3) && is_northing(p.x)) return Range::SwappedMetres;
  if (between(p.x, 39.3e6, 39.7e6) && is_northing(p.y)) return Range::Zone39;
  if (between(p.x, 20.3e6, 20.7e6) && is_northing(p.y)) return Range::Zone20;
  if (between(p.x, 12.7e6, 13.2e6) && between(p.y, 4.7e6, 5.1e6)) return Range::WebMercator;
  return Range::Other;
}

std::unexpected<Error> ask(std::string zh, std::string en) {
  return fail(ErrorCode::BadInput, std::move(zh), std::move(en));
}

struct Hypothesis {
  Crs crs;
  double log10_likelihood = 0;
  double fit = 0;  // claims met, share
};

// ln of the likelihood of a point that is named as a known place, up to a constant shared by all hypotheses.
double place_log10(LonLat at, const Place& place, bool named_exactly) {
  const double sigma = named_exactly ? 150 : 400, weight = named_exactly ? 0.6 : 0.3;
  constexpr double kBroadM = 3000;
  const double d = distance(at, place.at).value();
  const double near =
      weight / (2 * std::numbers::pi * sigma * sigma) * std::exp(-d * d / (2 * sigma * sigma));
  const double broad = (1 - weight) / (std::numbers::pi * kBroadM * kBroadM);
  return std::log10(near + broad);
}

double share_inside(const CityIndex& city, int district, LonLat at) {
  constexpr double kBoundaryErrorM = 110;
  constexpr std::array<std::array<double, 2>, 5> kProbes{{{0, 0}, {1, 0}, {-1, 0}, {0, 1}, {0, -1}}};
  int inside = 0;
  for (const auto& [east, north] : kProbes)
    inside += city.in_district(district, nudge(at, east * kBoundaryErrorM, north * kBoundaryErrorM));
  return inside / 5.0;
}

const Place* place_named(std::string_view name, const CityIndex& city) {
  const Place* best = nullptr;
  for (const auto& place : city.pack().places)
    if (place.name.size() >= 6 && name.find(place.name) != std::string_view::npos &&
        (!best || place.name.size() > best->name.size()))
      best = &place;
  return best;
}

struct Evidence {
  ClaimedPosition row;
  const Place* place = nullptr;
};

// Rows that can say something, each position once, evenly spaced through the file.
std::vector<Evidence> evidence_of(std::span<const ClaimedPosition> rows, const CityIndex& city, Range range) {
  std::vector<Evidence> all;
  std::set<std::pair<double, double>> seen;
  const std::size_t stride = std::max<std::size_t>(1, rows.size() / kRowsWeighed);
  for (std::size_t i = 0; i < rows.size(); i += stride) {
    const auto& row = rows[i];
    if (range_of(row.at, city) != range) continue;
    const Place* place = place_named(row.name, city);
    if ((row.district == CityIndex::kOutside && !place) || !seen.emplace(row.at.x, row.at.y).second) continue;
    all.push_back({row, place});
  }
  return all;
}

void weigh(Hypothesis& h, std::span<const Evidence> evidence, const CityIndex& city) {
  double met = 0, claims = 0, log10_sum = 0;
  for (const auto& [row, place] : evidence) {
    const auto at = to_cgcs2000(row.at, h.crs);
    if (row.district != CityIndex::kOutside) {
      const double inside = at ? share_inside(city, row.district, *at) : 0;
      log10_sum += std::log10(kClaimError + (1 - 2 * kClaimError) * inside);
      met += inside;
      claims += 1;
    }
    if (place && at) log10_sum += place_log10(*at, *place, row.name == place->name);
  }
  h.log10_likelihood = kTemper * log10_sum;
  h.fit = claims > 0 ? met / claims : 1;
}

std::string ratio_text(double log10_ratio) {
  if (log10_ratio >= 6) return fmt::format("10^{:.0f}:1", std::floor(log10_ratio));
  return fmt::format("{:.0f}:1", std::floor(std::pow(10, log10_ratio)));
}

// As people write it: GCJ-02 for gcj02; EPSG:4548 stays.
std::string label(std::string_view word) {
  constexpr std::array<std::pair<std::string_view, std::string_view>, 4> kLabels{
      {{"wgs84", "WGS-84"}, {"cgcs2000", "CGCS2000"}, {"gcj02", "GCJ-02"}, {"bd09", "BD-09"}}};
  for (const auto& [code, name] : kLabels)
    if (word == code) return std::string(name);
  return std::string(word);
}
std::string label(const Crs& crs) { return label(to_string(crs)); }

constexpr std::string_view kSayZh = "请用 --crs wgs84、cgcs2000、gcj02、bd09 或 EPSG:n 说明";
constexpr std::string_view kSayEn = "say it with --crs wgs84, cgcs2000, gcj02, bd09 or EPSG:n";

Result<CrsVerdict> decide(CrsVerdict v, const Hypothesis& best, const CrsQuestion& question) {
  const std::optional<Crs>& declared = question.declared;
  const std::string likely = label(v.best), second = label(v.next);
  const double needed = std::log10(kRatioToDecide);
  const auto same = [](const Crs& a, const Crs& b) {  // WGS-84 and CGCS2000 are within centimetres
    const auto earth = [](const Crs& c) {
      return c.kind == Crs::Kind::Wgs84 || c.kind == Crs::Kind::Cgcs2000;
    };
    return a == b || (earth(a) && earth(b));
  };
  if (declared) {
    if (v.log10_ratio >= needed && !same(best.crs, *declared) && best.fit >= kLeastFit)
      return ask(
          fmt::format("{}写的是 {}，但各行填写的区表明坐标是 {}（似然比 {}）；{}。", question.declared_by,
                      label(*declared), likely, ratio_text(v.log10_ratio), kSayZh),
          fmt::format("{} says {}, but the districts that the rows claim speak for {} ({}); {}.",
                      question.declared_by_en, label(*declared), likely, ratio_text(v.log10_ratio), kSayEn));
    v.crs = *declared;
    v.source = CrsSource::Declared;
    v.zh = fmt::format("坐标系按{}取 {}。", question.declared_by, label(*declared));
    v.en = fmt::format("The datum is {}, as {} says.", label(*declared), question.declared_by_en);
    return v;
  }
  if (v.rows_weighed == 0)
    return ask(fmt::format("无法判断坐标系：没有一行同时有坐标和可核对的监管单位或地名；{}。", kSayZh),
               fmt::format("The datum cannot be judged: no row has a position together with a supervising "
                           "unit or a known place; {}.",
                           kSayEn));
  if (best.fit < kLeastFit)
    return ask(
        fmt::format(
            "无法判断坐标系：按最可能的 {}，也只有 {:.0f}% 的行落在填写的区内；请核对坐标和监管单位，或{}。",
            likely, best.fit * 100, kSayZh),
        fmt::format("The datum cannot be judged: even as {} only {:.0f}% of the rows lie in the district "
                    "they claim; check both, or {}.",
                    likely, best.fit * 100, kSayEn));
  if (v.log10_ratio < needed)
    return ask(
        fmt::format("无法判断坐标系：{} 行可核对，最像 {}，与 {} 的似然比约 {}，不到 {:.0f}:1；{}。",
                    v.rows_weighed, likely, second, ratio_text(v.log10_ratio), kRatioToDecide, kSayZh),
        fmt::format("The datum cannot be judged: of {} rows that can be checked {} fits best, about {} over "
                    "{}, below {:.0f}:1; {}.",
                    v.rows_weighed, likely, ratio_text(v.log10_ratio), second, kRatioToDecide, kSayEn));
  v.crs = best.crs;
  v.source = CrsSource::Weighed;
  v.zh = fmt::format("坐标系判断为 {}：{} 行可核对，与 {} 的似然比 {}。", likely, v.rows_weighed, second,
                     ratio_text(v.log10_ratio));
  v.en = fmt::format("The datum is judged to be {}: {} rows could be checked, {} over {}.", likely,
                     v.rows_weighed, ratio_text(v.log10_ratio), second);
  return v;
}

Range main_range(std::span<const ClaimedPosition> rows, const CityIndex& city) {
  std::array<std::size_t, kRanges> count{};
  for (const auto& row : rows)
    if (std::isfinite(row.at.x) && std::isfinite(row.at.y))
      ++count[static_cast<std::size_t>(range_of(row.at, city))];
  count[static_cast<std::size_t>(Range::Other)] = 0;  // rows of their own fault
  const auto most = std::ranges::max_element(count);
  return *most == 0 ? Range::Other : static_cast<Range>(most - count.begin());
}

CrsVerdict settled(const Crs& crs, CrsSource source, std::string zh, std::string en) {
  CrsVerdict v;
  v.crs = crs;
  v.source = source;
  v.best = to_string(crs);
  v.zh = std::move(zh);
  v.en = std::move(en);
  return v;
}

std::vector<Hypothesis> hypotheses_for(Range range) {
  std::vector<Hypothesis> all;
  if (range == Range::Metres)
    for (const int epsg : {4548, 32650}) all.push_back({{Crs::Kind::Epsg, epsg}});
  else
    all = {{{Crs::Kind::Wgs84, 4326}}, {{Crs::Kind::Gcj02, 0}}, {{Crs::Kind::Bd09, 0}}};
  for (auto& h : all)
    if (const auto same = parse_crs(to_string(h.crs))) h.crs = *same;
  return all;
}

}  // namespace

std::string_view code(CrsSource source) {
  constexpr std::array<std::string_view, 4> kCodes{"asked", "declared", "weighed", "no_positions"};
  return kCodes[static_cast<std::size_t>(source)];
}

Result<CrsVerdict> judge_crs(std::span<const ClaimedPosition> rows, const CityIndex& city,
                             const CrsQuestion& question) {
  if (question.asked)
    return settled(*question.asked, CrsSource::Asked,
                   fmt::format("坐标系按指定取 {}。", label(*question.asked)),
                   fmt::format("The datum is {}, as you said.", label(*question.asked)));
  const Range range = main_range(rows, city);
  switch (range) {
    case Range::Other:  // every row is rejected for its own fault, whatever the datum
      return settled(question.declared.value_or(Crs{}), CrsSource::NoPositions, "没有可用的坐标。",
                     "There is no usable position.");
    case Range::SwappedDegrees:
      return ask(
          "经度和纬度写反了：经度列是 39–41、纬度列是 115–117；请用 --map 列名=lon 和 --map 列名=lat 改正。",
          "Longitude and latitude are swapped: mend it with --map COLUMN=lon and --map COLUMN=lat.");
    case Range::SwappedMetres:
      return ask("两列坐标写反了：测量坐标的 X 是北坐标；请用 --map X=lat 和 --map Y=lon 改正。",
                 "The two coordinates are swapped: a surveyor's X is the northing; mend it with --map X=lat "
                 "and --map Y=lon.");
    case Range::WebMercator:
      if (question.declared) break;
      return ask(fmt::format("坐标像网络墨卡托（米），可能基于 GCJ-02，无法判断；{}。", kSayZh),
                 fmt::format("The positions look like web Mercator metres, perhaps of GCJ-02; {}.", kSayEn));
    case Range::Zone39:
      if (question.declared) break;
      return settled({Crs::Kind::Epsg, 4527}, CrsSource::Declared, "坐标带有 39 带号，按 EPSG:4527 处理。",
                     "The eastings carry zone number 39: EPSG:4527.");
    case Range::Zone20:
      if (question.declared) break;
      return settled({Crs::Kind::Epsg, 4498}, CrsSource::Declared, "坐标带有 20 带号，按 EPSG:4498 处理。",
                     "The eastings carry zone number 20: EPSG:4498.");
    default:
      break;
  }
  const auto evidence = evidence_of(rows, city, range);
  auto hypotheses = hypotheses_for(range);
  const bool comparable = range == Range::Degrees || range == Range::Metres;
  if (comparable)
    for (auto& h : hypotheses) weigh(h, evidence, city);
  std::ranges::sort(hypotheses, std::ranges::greater{}, &Hypothesis::log10_likelihood);
  CrsVerdict v;
  v.rows_weighed = comparable ? evidence.size() : 0;
  v.log10_ratio = hypotheses[0].log10_likelihood - hypotheses[1].log10_likelihood;
  v.best = to_string(hypotheses[0].crs);
  v.next = to_string(hypotheses[1].crs);
  return decide(std::move(v), hypotheses[0], question);
}

Value<PlacedPosition> place(RawXY raw, const Crs& crs, const CityIndex& city) {
  if (!std::isfinite(raw.x) || !std::isfinite(raw.y)) return std::unexpected(Fault::NotFinite);
  if (raw.x == 0 && raw.y == 0) return std::unexpected(Fault::NullIsland);
  const auto at = to_cgcs2000(raw, crs);
  if (at && at->is_valid()) {
    if (const int district = city.district_at(*at); district != CityIndex::kOutside)
      return PlacedPosition{*at, district};
    if (city.near_city(*at)) return PlacedPosition{*at, CityIndex::kOutside};
  }
  const Range range = range_of(raw, city);
  if (range == Range::SwappedDegrees || range == Range::SwappedMetres)
    return std::unexpected(Fault::SwappedAxes);
  return std::unexpected(at && at->is_valid() ? Fault::OutsideCity : Fault::OutOfRange);
}

}  // namespace anxin
