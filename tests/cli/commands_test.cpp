// The program as a person meets it: words in, JSON or a sentence out, an exit code.
#include <gtest/gtest.h>

#include <algorithm>
#include <nlohmann/json.hpp>
#include <set>

#include "geo/geodesy.hpp"
#include "tests/tools/support.hpp"

namespace anxin {
namespace {

using nlohmann::json;
using test::run_program;

// One simulated city of 400 projects, made once.
class Commands : public ::testing::Test {
 protected:
  static void SetUpTestSuite() {
    scratch_ = new test::Scratch;
    store_ = (*scratch_ / "city.anxin").string();
    const auto made = run_program({"demo", store_, "--projects", "400", "--months", "12"});
    ASSERT_EQ(made.exit_code, 0) << made.err;
  }
  static void TearDownTestSuite() { delete scratch_; }
  static json ask(std::vector<std::string> words, int exit_code = 0) {
    words.insert(words.end(), {"--store", store_, "--json"});
    const auto run = run_program(words);
    EXPECT_EQ(run.exit_code, exit_code) << run.err;
    return json::parse(run.out, nullptr, false);
  }
  static test::Scratch* scratch_;
  static std::string store_;
};
test::Scratch* Commands::scratch_ = nullptr;
std::string Commands::store_;

TEST_F(Commands, RiskListsEveryProjectUnderConstructionWithTheDocumentedKeys) {
  const json risk = ask({"risk"});
  EXPECT_EQ(risk["simulated"], true);
  EXPECT_EQ(risk["as_of"], "2026-11-23");
  ASSERT_EQ(risk["projects"].size(), 400u);
  for (const auto& p : risk["projects"]) {
    for (const char* key : {"id", "name", "supervising_unit", "supervising_unit_name", "sector", "grade",
                            "score", "incomplete", "lon", "lat"}) {
      EXPECT_TRUE(p.contains(key)) << key;
    }
    EXPECT_TRUE((std::set<std::string>{"A", "B", "C", "D", "unknown"}).contains(p["grade"]));
    EXPECT_GE(p["score"], 0.0);
    EXPECT_LE(p["score"], 100.0);
  }
}

TEST_F(Commands, RiskAtTheSameDayGivesTheSameAnswerTwice) {
  const auto once = run_program({"risk", "--store", store_, "--json", "--as-of", "2026-09-30"});
  const auto again = run_program({"risk", "--store", store_, "--json", "--as-of", "2026-09-30"});
  EXPECT_EQ(once.out, again.out);
  EXPECT_EQ(json::parse(once.out)["as_of"], "2026-09-30");
}

TEST_F(Commands, ExplainAgreesWithRiskAndItsTermsSumToTheScore) {
  const json risk = ask({"risk"});
  for (const std::size_t pick : {0, 57, 399}) {
    const auto& p = risk["projects"][pick];
    const json why = ask({"explain", p["id"]});
    EXPECT_EQ(why["grade"], p["grade"]);
    EXPECT_EQ(why["score"], p["score"]);
    double sum = 0;
    for (const auto& t : why["terms"]) sum += t["points"].get<double>();
    EXPECT_NEAR(sum, why["score"].get<double>(), 1e-9);
    EXPECT_EQ(why["warnings"].empty(), p["grade"] == "A" || p["grade"] == "unknown");
    EXPECT_TRUE(why["counterfactual"].contains("grade_after"));
  }
}

TEST_F(Commands, FlagsOfRiskAreThoseOfExplain) {
  const json risk = ask({"risk"});
  for (const auto& p : risk["projects"]) {
    ASSERT_TRUE(p["flags"].is_array());
    if (!p["flags"].empty()) {
      EXPECT_EQ(p["grade"], "D");
    }
  }
  const auto& first = risk["projects"][0];
  EXPECT_EQ(ask({"explain", first["id"]})["flags"], first["flags"]);
}

TEST_F(Commands, BacktestOfASimulatedStoreSaysThatItProvesTheCalculationOnly) {
  const json found = ask({"backtest", "--k", "20"});
  EXPECT_EQ(found["simulated"], true);
  EXPECT_EQ(found["as_of"], "2026-08-25");  // 90 days before the anchor
  EXPECT_EQ(found["horizon_days"], 90);
  EXPECT_EQ(found["k"], 20);
  EXPECT_EQ(found["projects"], ask({"risk", "--as-of", "2026-08-25"})["projects"].size())
      << "those active on that day";
  for (const char* key : {"auc", "precision_at_k", "lift", "incidents"})
    EXPECT_TRUE(found.contains(key)) << key;
  EXPECT_NE(found["note"].get<std::string>().find("模拟数据"), std::string::npos);
  EXPECT_EQ(run_program({"backtest", "--k", "0", "--store", store_}).exit_code, 2);
}

TEST_F(Commands, ExplainOfAProjectThatIsNotThereIsRefusedByName) {
  const auto run = run_program({"explain", "P-000000-0000", "--store", store_, "--language", "en"});
  EXPECT_EQ(run.exit_code, 1);
  EXPECT_NE(run.err.find("P-000000-0000"), std::string::npos);
}

TEST_F(Commands, NearEqualsTheBruteForceOverEveryProject) {
  const json all = ask({"risk", "--all"})["projects"];
  const LonLat at = LonLat::of_degrees(116.4, 39.9);
  std::vector<std::pair<double, std::string>> expected;
  for (const auto& p : all) {
    expected.emplace_back(distance(at, LonLat::of_degrees(p["lon"], p["lat"])).value(), p["id"]);
  }
  std::ranges::sort(expected);
  const json ten = ask({"near", "--at", "116.4,39.9", "--k", "10"})["features"];
  ASSERT_EQ(ten.size(), 10u);
  for (std::size_t i = 0; i < 10; ++i) {
    EXPECT_EQ(ten[i]["id"], expected[i].second);
    EXPECT_NEAR(ten[i]["distance_m"].get<double>(), expected[i].first, 1e-3);
  }
  const json close = ask({"near", "--at", "116.4,39.9", "--radius-m", "8000"})["features"];
  const auto inside = std::ranges::count_if(expected, [](const auto& e) { return e.first <= 8000; });
  EXPECT_EQ(static_cast<std::ptrdiff_t>(close.size()), inside);
}

TEST_F(Commands, NearWantsExactlyOneOfRadiusAndCount) {
  EXPECT_EQ(run_program({"near", "--at", "116.4,39.9", "--store", store_}).exit_code, 2);
  EXPECT_EQ(
      run_program({"near", "--at", "116.4,39.9", "--k", "3", "--radius-m", "5", "--store", store_}).exit_code,
      2);
  EXPECT_EQ(run_program({"near", "--at", "somewhere", "--k", "3", "--store", store_}).exit_code, 2);
  EXPECT_EQ(run_program({"near", "--at", "nan,39", "--k", "3", "--store", store_}).exit_code, 2);
}

TEST_F(Commands, WithinAUnitAndWithinItsPolygonAnswerFromTheStore) {
  const json chaoyang = ask({"within", "--unit", "朝阳区"})["features"];
  EXPECT_FALSE(chaoyang.empty());
  EXPECT_EQ(ask({"within", "--unit", "110105"})["features"], chaoyang);
  test::write_file(
      *scratch_ / "box.geojson",
      R"({"type":"Polygon","coordinates":[[[116.3,39.8],[116.5,39.8],[116.5,40.0],[116.3,40.0],[116.3,39.8]]]})");
  const json box = ask({"within", "--polygon", (*scratch_ / "box.geojson").string()})["features"];
  std::set<std::string> expected;
  const json all = ask({"risk", "--all"})["projects"];
  for (const auto& p : all) {
    const double lon = p["lon"], lat = p["lat"];
    if (lon >= 116.3 && lon <= 116.5 && lat >= 39.8 && lat <= 40.0) expected.insert(p["id"]);
  }
  std::set<std::string> found;
  for (const auto& f : box) found.insert(f["id"]);
  EXPECT_EQ(found, expected);
}

TEST_F(Commands, WithinRefusesAnUnknownUnitAndAFileThatIsNoPolygon) {
  EXPECT_EQ(run_program({"within", "--unit", "上海市", "--store", store_}).exit_code, 1);
  test::write_file(*scratch_ / "bad.geojson", R"({"type":"Point","coordinates":[1,2]})");
  EXPECT_EQ(
      run_program({"within", "--polygon", (*scratch_ / "bad.geojson").string(), "--store", store_}).exit_code,
      3);
  EXPECT_EQ(run_program({"within", "--polygon", "/", "--store", store_}).exit_code, 3);
  EXPECT_EQ(run_program({"within", "--store", store_}).exit_code, 2);
}

TEST_F(Commands, LocateNamesTheDistrictAndTheRule) {
  const json centre = ask({"locate", "--at", "116.3975,39.9087"});
  EXPECT_EQ(centre["district_name"], "东城区");
  EXPECT_EQ(centre["rule"], "district_polygon");
  const json daxing = ask({"locate", "--at", "116.50,39.78"});
  EXPECT_EQ(daxing["rule"], "bda_boundary_not_installed");
  EXPECT_EQ(daxing["candidates"].size(), 2u);
  const json outside = ask({"locate", "--at", "121.47,31.23"});
  EXPECT_EQ(outside["rule"], "outside");
  EXPECT_TRUE(outside["district"].is_null());
}

TEST_F(Commands, VerifyFindsTheStoreSound) {
  const json sound = ask({"verify"});
  EXPECT_EQ(sound["ok"], true);
  EXPECT_GE(sound["records"], 1);
}

TEST_F(Commands, EveryUsageMistakeIsOneSentenceAndExitCodeTwo) {
  for (const auto& words :
       std::vector<std::vector<std::string>>{{},
                                             {"fly"},
                                             {"risk", "--grade", "Z", "--store", store_},
                                             {"risk", "--now", "yesterday", "--store", store_},
                                             {"risk", "--as-of", "2026-13-01", "--store", store_},
                                             {"explain", "--store", store_}}) {
    const auto run = run_program(words);
    EXPECT_EQ(run.exit_code, 2) << (words.empty() ? "" : words[0]);
    EXPECT_EQ(std::ranges::count(run.err, '\n'), 1) << run.err;
  }
}

TEST_F(Commands, AStoreThatIsNotOursIsRefusedInOneSentence) {
  test::write_file(*scratch_ / "text.anxin", std::string(8192, 'x'));
  test::write_file(*scratch_ / "empty.anxin", "");
  for (const std::string& name : {(*scratch_ / "text.anxin").string(), (*scratch_ / "empty.anxin").string(),
                                  (*scratch_ / "absent.anxin").string(), scratch_->folder().string()}) {
    const auto run = run_program({"risk", "--store", name});
    EXPECT_EQ(run.exit_code, 4) << name << run.err;
    EXPECT_EQ(std::ranges::count(run.err, '\n'), 1) << run.err;
  }
}

TEST_F(Commands, DemoNeverWritesOverAStoreThatIsThere) {
  const std::string before = test::read_file(store_);
  const auto run = run_program({"demo", store_, "--projects", "3"});
  EXPECT_NE(run.exit_code, 0);
  EXPECT_EQ(test::read_file(store_), before);
}

TEST_F(Commands, BackupIsAStoreThatVerifies) {
  const std::string copy = (*scratch_ / "copy.anxin").string();
  EXPECT_EQ(run_program({"backup", copy, "--store", store_}).exit_code, 0);
  EXPECT_EQ(run_program({"verify", "--store", copy}).exit_code, 0);
  EXPECT_NE(run_program({"backup", copy, "--store", store_}).exit_code, 0)
      << "never over a file that is there";
}

}  // namespace
}  // namespace anxin
