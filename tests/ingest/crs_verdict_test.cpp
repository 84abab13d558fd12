#include "data/ingest/crs_verdict.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <map>
#include <random>

#include "tests/tools/support.hpp"

namespace anxin {
namespace {

const Pack& pack() {
  static const Pack loaded = [] {
    auto p = load_pack(test::pack_dir());
    if (!p) ADD_FAILURE() << p.error().en;
    return p ? std::move(*p) : Pack{};
  }();
  return loaded;
}

const CityIndex& city() {
  static const CityIndex index(pack());
  return index;
}

// Points of the city in its true datum, each claiming its own district; a share of claims is wrong, as in
// life.
struct Truth {
  std::vector<LonLat> at;
  std::vector<int> claimed;
};

Truth sites(std::size_t n, unsigned seed, bool inner = false, double wrong = 0.01) {
  std::mt19937 random(seed);
  const auto unit = [&] { return std::uniform_real_distribution<double>(0, 1)(random); };
  Truth out;
  const LonLat low = inner ? LonLat::of_degrees(116.2, 39.82) : city().lower(),
               high = inner ? LonLat::of_degrees(116.55, 40.03) : city().upper();
  while (out.at.size() < n) {
    const auto at = LonLat::of_degrees(low.lon() + unit() * (high.lon() - low.lon()),
                                       low.lat() + unit() * (high.lat() - low.lat()));
    const int district = city().district_at(at);
    if (district == CityIndex::kOutside) continue;
    out.at.push_back(at);
    out.claimed.push_back(unit() < wrong ? static_cast<int>(random() % pack().districts.size()) : district);
  }
  return out;
}

std::vector<ClaimedPosition> written_in(const Truth& truth, const Crs& crs) {
  std::vector<ClaimedPosition> rows;
  for (std::size_t i = 0; i < truth.at.size(); ++i)
    rows.push_back({*from_cgcs2000(truth.at[i], crs), truth.claimed[i], "工程"});
  return rows;
}

const Crs kWgs84{Crs::Kind::Wgs84, 4326}, kGcj02{Crs::Kind::Gcj02, 0}, kBd09{Crs::Kind::Bd09, 0};

// Names may differ in Crs::epsg; the words do not.
Crs crs(std::string_view word) { return *parse_crs(word); }

TEST(CrsVerdict, NeverWrongAboveTheRatioAndRefusesBelow) {
  std::map<std::size_t, int> decided;
  for (const auto word : {"wgs84", "gcj02", "bd09", "EPSG:4548"})
    for (const std::size_t n : {5u, 50u, 500u})
      for (unsigned seed = 1; seed <= 8; ++seed) {
        const auto rows = written_in(sites(n, seed * 1000 + static_cast<unsigned>(n), true), crs(word));
        const auto verdict = judge_crs(rows, city(), {});
        if (verdict) {
          EXPECT_GE(verdict->log10_ratio, std::log10(kRatioToDecide));
          EXPECT_EQ(to_string(verdict->crs), word) << n << " rows, seed " << seed << ": " << verdict->en;
        } else {
          EXPECT_EQ(verdict.error().code, ErrorCode::BadInput);
          EXPECT_NE(verdict.error().en.find("--crs"), std::string::npos) << verdict.error().en;
        }
        if (verdict) ++decided[n];
        if (n == 5) {
          EXPECT_FALSE(verdict) << word << " seed " << seed;
        }
      }
  RecordProperty("decided_of_32_at_50", decided[50]);
  RecordProperty("decided_of_32_at_500", decided[500]);
  EXPECT_GE(decided[500], 28) << "of 32 files of 500 rows";
}

TEST(CrsVerdict, AWholeCityOfRowsIsDecidedToo) {
  for (const auto word : {"wgs84", "gcj02", "bd09"}) {
    const auto verdict = judge_crs(written_in(sites(4000, 5), crs(word)), city(), {});
    ASSERT_TRUE(verdict) << word << verdict.error().en;
    EXPECT_EQ(to_string(verdict->crs), word);
    EXPECT_EQ(verdict->source, CrsSource::Weighed);
  }
}

TEST(CrsVerdict, KnownPlacesSettleAFewRows) {
  ASSERT_GE(pack().places.size(), 4U) << "the pack names too few places to settle anything";
  for (const auto word : {"wgs84", "gcj02", "bd09"}) {
    std::vector<ClaimedPosition> rows;
    for (const auto& place : pack().places)
      rows.push_back({*from_cgcs2000(place.at, crs(word)), city().district_at(place.at), place.name});
    const auto verdict = judge_crs(rows, city(), {});
    ASSERT_TRUE(verdict) << word << ": " << verdict.error().en;
    EXPECT_EQ(to_string(verdict->crs), word);
  }
}

TEST(CrsVerdict, WhatWasSaidSettlesItUnlessTheRowsContradict) {
  const auto few = written_in(sites(5, 3), kGcj02);
  EXPECT_FALSE(judge_crs(few, city(), {}));
  const auto asked = judge_crs(few, city(), {kGcj02, {}, "", ""});
  ASSERT_TRUE(asked);
  EXPECT_EQ(asked->source, CrsSource::Asked);
  const auto declared = judge_crs(few, city(), {{}, crs("EPSG:4490"), "文件的 crs ", "the file's crs"});
  ASSERT_TRUE(declared);
  EXPECT_EQ(declared->source, CrsSource::Declared);
  EXPECT_EQ(declared->zh, "坐标系按文件的 crs 取 CGCS2000。");
  EXPECT_EQ(declared->en, "The datum is CGCS2000, as the file's crs says.") << "no Chinese in it";
  const auto many = written_in(sites(1000, 4, true), kGcj02);
  EXPECT_TRUE(judge_crs(many, city(), {{}, kGcj02, "表头", "the header"}));
  const auto contradicted = judge_crs(many, city(), {{}, kWgs84, "表头", "the header"});
  ASSERT_FALSE(contradicted);
  EXPECT_NE(contradicted.error().en.find(
                "the header says WGS-84, but the districts that the rows claim speak for GCJ-02"),
            std::string::npos)
      << contradicted.error().en;
}

TEST(CrsVerdict, SwappedAxesAreSaid) {
  auto rows = written_in(sites(50, 6), kWgs84);
  for (auto& row : rows) std::swap(row.at.x, row.at.y);
  EXPECT_EQ(judge_crs(rows, city(), {}).error().en,
            "Longitude and latitude are swapped: mend it with --map COLUMN=lon and --map COLUMN=lat.");
  auto metres = written_in(sites(50, 6), crs("EPSG:4548"));
  for (auto& row : metres) std::swap(row.at.x, row.at.y);
  EXPECT_NE(judge_crs(metres, city(), {}).error().en.find("surveyor's X is the northing"), std::string::npos);
}

TEST(CrsVerdict, ZoneNumbersSettleMetres) {
  const auto rows = written_in(sites(3, 6), crs("EPSG:4527"));
  const auto verdict = judge_crs(rows, city(), {});
  ASSERT_TRUE(verdict) << verdict.error().en;
  EXPECT_EQ(to_string(verdict->crs), "EPSG:4527");
}

TEST(CrsVerdict, WrongClaimsDecideNothing) {
  auto truth = sites(500, 9);
  for (std::size_t i = 0; i < truth.claimed.size(); ++i)
    truth.claimed[i] = static_cast<int>(i % pack().districts.size());
  const auto verdict = judge_crs(written_in(truth, kWgs84), city(), {});
  ASSERT_FALSE(verdict);
  EXPECT_NE(verdict.error().en.find("of the rows lie in the district they claim"), std::string::npos)
      << verdict.error().en;
  for (int& claim : truth.claimed) claim = CityIndex::kOutside;
  EXPECT_NE(
      judge_crs(written_in(truth, kWgs84), city(), {}).error().en.find("no row has a position together"),
      std::string::npos);
}

TEST(CrsVerdict, OnePositionManyTimesIsOneWitness) {
  auto one = written_in(sites(1, 12, true, 0), kGcj02);
  const std::vector<ClaimedPosition> many(1000, one[0]);
  const auto verdict = judge_crs(many, city(), {});
  EXPECT_FALSE(verdict);
}

TEST(CrsVerdict, AStrayPositionIsItsRowsOwnFault) {
  const auto fault = [](double x, double y) { return place({x, y}, kWgs84, city()).error(); };
  EXPECT_EQ(fault(NAN, 39.9), Fault::NotFinite);
  EXPECT_EQ(fault(1e308, 39.9), Fault::OutOfRange);
  EXPECT_EQ(fault(0, 0), Fault::NullIsland);
  EXPECT_EQ(fault(39.9, 116.4), Fault::SwappedAxes);
  EXPECT_EQ(fault(121.47, 31.23), Fault::OutsideCity);
  EXPECT_TRUE(place({116.3913, 39.9073}, kWgs84, city()));
}

}  // namespace
}  // namespace anxin
