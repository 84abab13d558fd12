// anxin coverage as a person meets it: figures that add up, lists as long as their figures, refusals.
#include <gtest/gtest.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "tests/tools/support.hpp"

namespace anxin {
namespace {

using nlohmann::json;
using test::run_program;

class CoverageCommand : public ::testing::Test {
 protected:
  static void SetUpTestSuite() {
    scratch_ = new test::Scratch;
    store_ = (*scratch_ / "city.anxin").string();
    const auto made = run_program({"demo", store_, "--projects", "300", "--months", "6"});
    ASSERT_EQ(made.exit_code, 0) << made.err;
  }
  static void TearDownTestSuite() { delete scratch_; }
  static json ask(std::vector<std::string> words) {
    words.insert(words.begin(), "coverage");
    words.insert(words.end(), {"--store", store_, "--json"});
    const auto run = run_program(words);
    EXPECT_EQ(run.exit_code, 0) << run.err;
    return json::parse(run.out, nullptr, false);
  }
  static int refusal(std::vector<std::string> words) {
    words.insert(words.begin(), "coverage");
    words.insert(words.end(), {"--store", store_});
    const auto run = run_program(words);
    EXPECT_EQ(std::ranges::count(run.err, '\n'), 1) << run.err;
    return run.exit_code;
  }
  static int total(const json& cell) {
    return cell["yes"].get<int>() + cell["no"].get<int>() + cell["not_applicable"].get<int>() +
           cell["unknown"].get<int>();
  }
  static test::Scratch* scratch_;
  static std::string store_;
};
test::Scratch* CoverageCommand::scratch_ = nullptr;
std::string CoverageCommand::store_;

TEST_F(CoverageCommand, GivesTenSafeguardsOverSeventeenUnitsWithTheirDenominators) {
  const json c = ask({});
  EXPECT_EQ(c["as_of"], "2026-11-23");
  EXPECT_EQ(c["simulated"], true);
  EXPECT_TRUE(c.contains("as_known"));
  ASSERT_EQ(c["safeguards"].size(), 10U);
  for (const json& s : c["safeguards"]) {
    const bool firms = s["safeguard"] == "wage_deposit" || s["safeguard"] == "labour_officer" ||
                       s["safeguard"] == "officer_assessed";
    EXPECT_EQ(s["counted_over"], firms ? "enterprises" : "projects");
    ASSERT_EQ(s["supervising_units"].size(), 17U);
    int sum = 0;
    for (const json& u : s["supervising_units"]) {
      sum += total(u);
      const int denominator = total(u) - u["not_applicable"].get<int>();
      if (denominator == 0) {
        EXPECT_TRUE(u["share"].is_null());
      } else {
        EXPECT_DOUBLE_EQ(u["share"], u["yes"].get<double>() / denominator);
      }
    }
    if (firms) {
      EXPECT_LT(total(s["city"]), sum) << "a firm in two units is one firm of the city";
    } else {
      EXPECT_EQ(total(s["city"]), 300);
      EXPECT_EQ(sum, 300);
    }
  }
}

TEST_F(CoverageCommand, BySectorCountsTheSameProjects) {
  const json units = ask({}), sectors = ask({"--by", "sector"});
  ASSERT_EQ(sectors["safeguards"][0]["sectors"].size(), 8U);
  int sum = 0;
  for (const json& s : sectors["safeguards"][0]["sectors"]) sum += total(s);
  EXPECT_EQ(sum, 300);
  EXPECT_EQ(units["safeguards"][3]["city"], sectors["safeguards"][3]["city"]);
}

TEST_F(CoverageCommand, ListsExactlyWhoStandsBehindEveryFigureOfAUnit) {
  const json c = ask({});
  for (const json& s : c["safeguards"]) {
    const json& unit = s["supervising_units"][2];
    for (const char* state : {"yes", "no", "not_applicable", "unknown"}) {
      const std::string list = s["safeguard"].get<std::string>() + ":" + state;
      const json found = ask({"--list", list, "--unit", unit["supervising_unit"].get<std::string>()});
      const json& rows = found[s["counted_over"].get<std::string>()];
      EXPECT_EQ(rows.size(), unit[state].get<std::size_t>()) << list;
      for (const json& row : rows) EXPECT_TRUE(row.contains(s["counted_over"] == "projects" ? "id" : "uscc"));
    }
  }
}

TEST_F(CoverageCommand, AsOfAndAsKnownAnswerForThatDay) {
  const json today = ask({}), before = ask({"--as-of", "2026-08-01"});
  EXPECT_EQ(before["as_of"], "2026-08-01");
  EXPECT_NE(before["safeguards"][0]["city"], today["safeguards"][0]["city"]);
  const json known = ask({"--as-known", "2000-01-01"});
  EXPECT_EQ(known["as_of"], "2000-01-01") << "the day itself when no other is asked for";
  for (const json& s : known["safeguards"]) {
    EXPECT_EQ(total(s["city"]), 0) << "nothing was known then";
    EXPECT_TRUE(s["city"]["share"].is_null());
  }
  EXPECT_EQ(ask({"--as-known", "2000-01-01", "--as-of", "2026-08-01"})["as_of"], "2026-08-01");
}

TEST_F(CoverageCommand, TextSaysShareTruncatedInBothLanguages) {
  const auto zh = run_program({"coverage", "--store", store_, "--language", "zh"});
  EXPECT_NE(zh.out.find("实名制"), std::string::npos);
  EXPECT_NE(zh.out.find("模拟数据"), std::string::npos);
  EXPECT_NE(zh.out.find("家企业"), std::string::npos);
  const auto en = run_program({"coverage", "--store", store_, "--language", "en", "--by", "sector"});
  EXPECT_NE(en.out.find("real_name"), std::string::npos);
  EXPECT_NE(en.out.find("housing"), std::string::npos);
}

TEST_F(CoverageCommand, MistakesAreRefusedInOneSentence) {
  EXPECT_EQ(refusal({"--by", "owner"}), 2);
  EXPECT_EQ(refusal({"--list", "real_name"}), 2);
  EXPECT_EQ(refusal({"--list", "charm:no"}), 2);
  EXPECT_EQ(refusal({"--list", "real_name:maybe"}), 2);
  EXPECT_EQ(refusal({"--list", "real_name:no", "--unit", "上海市"}), 1);
  EXPECT_EQ(refusal({"--list", "real_name:no", "--sector", "mining"}), 2);
  EXPECT_EQ(refusal({"--unit", "110105"}), 2);
  EXPECT_EQ(refusal({"--as-known", "yesterday"}), 2);
}

}  // namespace
}  // namespace anxin
