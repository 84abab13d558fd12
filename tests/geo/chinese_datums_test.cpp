#include <random>

#include "geo/crs.hpp"
#include "geo/geodesy.hpp"
#include "tests/geo/coordinates.hpp"

namespace anxin::test {
namespace {

Crs crs_word(const std::string& word) {
  return *parse_crs(word == "GCJ02" ? "gcj02" : word == "BD09" ? "bd09" : "wgs84");
}

// Rows of published_vectors.csv: any of the three datums into any other.
std::size_t check_published(const std::vector<Row>& rows) {
  std::size_t checked = 0;
  for (const Row& row : rows) {
    if (row.at("source").starts_with("REJECT")) continue;
    const auto middle = to_cgcs2000({number(row, "in_lon"), number(row, "in_lat")}, crs_word(row.at("from")));
    const auto out = middle ? from_cgcs2000(*middle, crs_word(row.at("to")))
                            : Result<RawXY>{std::unexpected(middle.error())};
    EXPECT_TRUE(out);
    const double tolerance = number(row, "tolerance_deg");
    EXPECT_NEAR(out->x, number(row, "out_lon"), tolerance) << row.at("source");
    EXPECT_NEAR(out->y, number(row, "out_lat"), tolerance) << row.at("source");
    ++checked;
  }
  return checked;
}

void expect_near(RawXY a, double x, double y, double tolerance, const std::string& what) {
  EXPECT_NEAR(a.x, x, tolerance) << what;
  EXPECT_NEAR(a.y, y, tolerance) << what;
}

void check_beijing(const std::vector<Row>& rows, const std::string& suffix) {
  for (const Row& row : rows) {
    const RawXY wgs{number(row, "wgs_lon"), number(row, "wgs_lat")};
    const RawXY gcj{number(row, "gcj_lon" + suffix), number(row, "gcj_lat" + suffix)};
    const RawXY bd{number(row, "bd_lon" + suffix), number(row, "bd_lat" + suffix)};
    expect_near(wgs84_to_gcj02(wgs), gcj.x, gcj.y, 5e-14, row.at("name"));
    expect_near(gcj02_to_bd09(gcj), bd.x, bd.y, 5e-14, row.at("name"));
    expect_near(gcj02_to_wgs84(gcj), wgs.x, wgs.y, 1e-12, row.at("name"));
    expect_near(bd09_to_gcj02(bd), gcj.x, gcj.y, 1e-12, row.at("name"));
  }
}

}  // namespace

TEST(ChineseDatums, AgreeWithBothPublishedPackagesOverBeijing) {
  const auto rows = rows_of(fixture("coords/beijing.csv"));
  ASSERT_EQ(rows.size(), 23u);
  check_beijing(rows, "");
}

TEST(ChineseDatums, AgreeWithThePublishedVectorsInTheRepository) {
  EXPECT_EQ(check_published(rows_of(fixture("coords/published.csv"))), 2u);
}

TEST(ChineseDatums, AgreeWithEverySharedVectorThatIsNotRejected) {
  ANXIN_NEEDS_SHARED_DATA("coords/published_vectors.csv");
  EXPECT_EQ(check_published(rows_of(shared_data() / "coords/published_vectors.csv")), 9u);
}

TEST(ChineseDatums, AgreeWithEverySharedBeijingVector) {
  ANXIN_NEEDS_SHARED_DATA("coords/beijing_vectors_prcoords_vs_coordtransform.csv");
  const auto rows = rows_of(shared_data() / "coords/beijing_vectors_prcoords_vs_coordtransform.csv");
  ASSERT_EQ(rows.size(), 23u);
  check_beijing(rows, "_prcoords");
  check_beijing(rows, "_coordtransform");
  for (const Row& row : rows)  // their inverse stops at 1e-8 or so: ours is nearer to the truth than theirs
    expect_near(gcj02_to_wgs84({number(row, "gcj_lon_prcoords"), number(row, "gcj_lat_prcoords")}),
                number(row, "wgs_lon_roundtrip_prcoords_bored"),
                number(row, "wgs_lat_roundtrip_prcoords_bored"), 2e-8, row.at("name"));
}

TEST(ChineseDatums, InversesReturnWithin1e9DegreesAllOverChina) {
  std::mt19937_64 random(20261123);
  std::uniform_real_distribution<double> lon(74.5, 134.5), lat(4.5, 53.0);
  double worst = 0;
  for (int i = 0; i < 100'000; ++i) {
    const RawXY p{lon(random), lat(random)};
    const RawXY gcj = wgs84_to_gcj02(p);
    const RawXY back = gcj02_to_wgs84(gcj), back_bd = bd09_to_gcj02(gcj02_to_bd09(gcj));
    worst = std::max({worst, std::abs(back.x - p.x), std::abs(back.y - p.y), std::abs(back_bd.x - gcj.x),
                      std::abs(back_bd.y - gcj.y)});
  }
  EXPECT_LE(worst, 1e-9) << "seed 20261123";
  RecordProperty("worst_deg_e15", std::to_string(worst * 1e15));
}

// The one-step inverse that most libraries use is what this test must be able to tell from ours.
TEST(ChineseDatums, OneStepInverseIsFoundWrongByTheSameMeasure) {
  const RawXY p{116.3913, 39.9055}, gcj = wgs84_to_gcj02(p), again = wgs84_to_gcj02(gcj);
  const RawXY one_step{2 * gcj.x - again.x, 2 * gcj.y - again.y};
  EXPECT_GT(std::abs(one_step.x - p.x), 1e-9);
}

TEST(ChineseDatums, OutsideChinaNothingMoves) {
  for (const RawXY p : {RawXY{-74.0, 40.7}, RawXY{0, 0}, RawXY{139.7, 35.7}, RawXY{116.4, -39.9}}) {
    expect_near(wgs84_to_gcj02(p), p.x, p.y, 0, "gcj");
    expect_near(gcj02_to_wgs84(p), p.x, p.y, 0, "wgs");
    expect_near(gcj02_to_bd09(p), p.x, p.y, 0, "bd");
    expect_near(bd09_to_gcj02(p), p.x, p.y, 0, "back");
  }
}

TEST(ChineseDatums, Gcj02OverBeijingIsHalfAKilometreEast) {
  const RawXY gcj = wgs84_to_gcj02({116.3913, 39.9055});
  const Metres shift = distance(LonLat::of_degrees(116.3913, 39.9055), LonLat::of_degrees(gcj.x, gcj.y));
  EXPECT_GT(shift, Metres::of(500));
  EXPECT_LT(shift, Metres::of(600));
}

}  // namespace anxin::test
