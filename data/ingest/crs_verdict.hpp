// In which datum a file's positions are: what the operator said, what the file says, or what the rows
// themselves betray. GCJ-02 lies about 550 m off WGS-84 in Beijing and BD-09 about 1.2 km: too little to see
// on a point, enough to see on many whose district is claimed. Three kinds of evidence are weighed: the
// district that each row claims, the pack's known places named by rows, and the range of the numbers
// (degrees, swapped degrees, metres). Refuses and asks when the evidence is below kRatioToDecide. Pure; any
// thread.
//
// Likelihood of a row under a datum: kClaimError + (1 - 2 kClaimError) * share of five probes (the point and
// 110 m to each side) that lie in the claimed district. The probes stand for the error of the boundary itself
// (echarts to truth: median 53 m, p90 108 m). Rows at one position count once, at most kRowsWeighed are
// taken, and logarithms are halved because neighbouring rows share the boundary's error. A project named as a
// known place adds a Gaussian of its distance with a broad floor.
#pragma once
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "data/ingest/city.hpp"
#include "data/ingest/values.hpp"
#include "geo/crs.hpp"
#include "geo/error.hpp"

namespace anxin {

// 1,000 to 1: a wrong datum moves every project of a file by half a kilometre and nobody sees it on the map,
// while asking costs the operator one word. With logarithms halved it takes at least four rows that agree on
// a boundary crossing.
inline constexpr double kRatioToDecide = 1000;
inline constexpr double kClaimError = 0.02;  // share of rows whose declared district is simply wrong
inline constexpr double kTemper = 0.5;
inline constexpr std::size_t kRowsWeighed = 4000;
inline constexpr double kLeastFit =
    0.6;  // below this share of claims met under the best datum nothing is decided

struct ClaimedPosition {
  RawXY at;
  int district = CityIndex::kOutside;  // claimed; kOutside: no claim
  std::string_view name;               // of the project; may name a known place
};

enum class CrsSource : std::uint8_t { Asked, Declared, Weighed, NoPositions };
[[nodiscard]] std::string_view code(CrsSource);  // asked, declared, weighed, no_positions

struct CrsVerdict {
  Crs crs;
  CrsSource source = CrsSource::NoPositions;
  double log10_ratio = 0;        // of the best hypothesis over the next; 0 when nothing was weighed
  std::string best, next;        // "gcj02", "wgs84"
  std::size_t rows_weighed = 0;  // with a claim or a known place
  std::string zh, en;            // one sentence for the operator
};

struct CrsQuestion {
  std::optional<Crs> asked;                 // --crs other than auto
  std::optional<Crs> declared;              // by the file's crs member or a header
  std::string declared_by, declared_by_en;  // which, as shown to the operator
};

[[nodiscard]] Result<CrsVerdict> judge_crs(std::span<const ClaimedPosition> rows, const CityIndex& city,
                                           const CrsQuestion& question);

// One position by the verdict: CGCS2000, or the fault that rejects its row (NotFinite, OutOfRange,
// NullIsland, SwappedAxes, OutsideCity when farther than kNearM from every district).
struct PlacedPosition {
  LonLat at;
  int district = CityIndex::kOutside;
};
[[nodiscard]] Value<PlacedPosition> place(RawXY at, const Crs& crs, const CityIndex& city);

}  // namespace anxin
