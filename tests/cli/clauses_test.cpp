// anxin clauses as a person meets it: 33 clauses, figures that equal those of coverage, refusals.
#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <nlohmann/json.hpp>

#include "tests/tools/support.hpp"

namespace anxin {
namespace {

using nlohmann::json;
using test::run_program;

class ClausesCommand : public ::testing::Test {
 protected:
  static void SetUpTestSuite() {
    scratch_ = new test::Scratch;
    store_ = (*scratch_ / "city.anxin").string();
    const auto made = run_program({"demo", store_, "--projects", "300", "--months", "36"});
    ASSERT_EQ(made.exit_code, 0) << made.err;
  }
  static void TearDownTestSuite() { delete scratch_; }
  static json ask(std::vector<std::string> words) {
    words.insert(words.end(), {"--store", store_, "--json"});
    const auto run = run_program(words);
    EXPECT_EQ(run.exit_code, 0) << run.err;
    return json::parse(run.out, nullptr, false);
  }
  static std::map<std::string, json> by_id(const json& answer) {
    std::map<std::string, json> out;
    for (const json& c : answer["clauses"]) out[c["id"].get<std::string>()] = c;
    return out;
  }
  static int refusal(std::vector<std::string> words) {
    words.insert(words.begin(), "clauses");
    words.insert(words.end(), {"--store", store_});
    const auto run = run_program(words);
    EXPECT_EQ(std::ranges::count(run.err, '\n'), 1) << run.err;
    EXPECT_TRUE(run.out.empty());
    return run.exit_code;
  }
  static test::Scratch* scratch_;
  static std::string store_;
};
test::Scratch* ClausesCommand::scratch_ = nullptr;
std::string ClausesCommand::store_;

TEST_F(ClausesCommand, GivesThirtyThreeClausesInThePlansOrderWithItsWords) {
  const json answer = ask({"clauses"});
  EXPECT_EQ(answer["as_of"], "2026-11-23");
  EXPECT_EQ(answer["simulated"], true);
  EXPECT_EQ(answer["issued"], "2018-04-09");
  ASSERT_EQ(answer["clauses"].size(), 33U);
  EXPECT_EQ(answer["clauses"][0]["id"], "O1");
  EXPECT_EQ(answer["clauses"][32]["id"], "R2");
  for (const json& c : answer["clauses"]) {
    for (const char* key : {"title", "text", "unit_of_count", "target", "due"})
      EXPECT_FALSE(c[key].get<std::string>().empty()) << c["id"] << key;
    EXPECT_EQ(c["figures"].empty(), c["answered_by"] == "no_record") << c["id"];
    EXPECT_EQ(c["figures"].empty(), c.contains("reading")) << c["id"];
    for (const json& f : c["figures"]) EXPECT_FALSE(f.contains("supervising_units"));
  }
  const auto clauses = by_id(answer);
  EXPECT_TRUE(clauses.at("G8")["lead"].empty());
  EXPECT_EQ(clauses.at("G8")["flags"][0]["zh"], "无牵头单位");
  EXPECT_EQ(clauses.at("G6")["flags"][0]["code"], "wording_differs");
  EXPECT_EQ(clauses.at("S7")["lead"][1]["today"], "市市场监管局");
  EXPECT_EQ(clauses.at("G4")["reading"], "2017-12 到期，待证明；暂无记录");
  EXPECT_EQ(clauses.at("S1")["steps"].size(), 2U);
  EXPECT_EQ(
      clauses.at("S1")["figures"][0]["target"],
      (json{{"by", "2018-12-31"}, {"permille", 950}, {"count", nullptr}, {"basic", true}, {"past", true}}));
  EXPECT_EQ(clauses.at("S6")["figures"].size(), 2U);
}

TEST_F(ClausesCommand, FiguresOfSafeguardsAreThoseOfCoverageForCityAndSeventeenUnits) {
  std::map<std::string, json> coverage;
  const json asked = ask({"coverage"}), answer = ask({"clauses", "--by", "supervising_unit"});
  for (const json& s : asked["safeguards"]) coverage[s["safeguard"].get<std::string>()] = s;
  const auto same = [](const json& ours, const json& cell) {
    EXPECT_EQ(ours["numerator"], cell["yes"]);
    EXPECT_EQ(ours["unknown"], cell["unknown"]);
    EXPECT_EQ(ours["denominator"].get<int>(),
              cell["yes"].get<int>() + cell["no"].get<int>() + cell["unknown"].get<int>());
  };
  int figures = 0;
  for (const json& c : answer["clauses"]) {
    for (const json& f : c["figures"]) {
      ASSERT_EQ(f["supervising_units"].size(), 17U) << c["id"];
      if (f["safeguard"].is_null()) continue;
      ++figures;
      const json& safeguard = coverage.at(f["safeguard"].get<std::string>());
      EXPECT_EQ(f["counted_over"], safeguard["counted_over"]);
      same(f["city"], safeguard["city"]);
      for (std::size_t u = 0; u < 17; ++u) {
        EXPECT_EQ(f["supervising_units"][u]["supervising_unit"],
                  safeguard["supervising_units"][u]["supervising_unit"]);
        same(f["supervising_units"][u], safeguard["supervising_units"][u]);
      }
    }
  }
  EXPECT_EQ(figures, 10) << "G3 S3 G6 S1 G7 S2 G8 S5, and S6 twice";
}

TEST_F(ClausesCommand, UnitsOfProjectsAddUpToTheCity) {
  const auto clauses = by_id(ask({"clauses", "--by", "supervising_unit"}));
  for (const char* id : {"G2", "O2"}) {
    const json& figure = clauses.at(id)["figures"][0];
    for (const char* key : {"numerator", "denominator", "unknown", "projects_in_arrears", "arrears_fen"}) {
      std::int64_t sum = 0;
      for (const json& unit : figure["supervising_units"]) sum += unit[key].get<std::int64_t>();
      EXPECT_EQ(sum, figure["city"][key].get<std::int64_t>()) << id << key;
    }
  }
  const json& o2 = clauses.at("O2")["figures"][0]["city"];
  EXPECT_EQ(o2["denominator"], 300);
  EXPECT_GT(o2["projects_in_arrears"], 0);
  const json& years = clauses.at("O1")["figures"][0]["city"]["years"];
  for (std::size_t y = 0; y < years.size(); ++y) {
    int sum = 0;
    for (const json& unit : clauses.at("O1")["figures"][0]["supervising_units"])
      sum += unit["years"][y]["persons"].get<int>();
    EXPECT_EQ(sum, years[y]["persons"].get<int>());
  }
  EXPECT_EQ(years.back()["year"], 2026);
  EXPECT_EQ(years.back()["complete"], false);
  EXPECT_GT(years.back()["persons"], 0);
}

TEST_F(ClausesCommand, ATargetWhoseDayIsPastIsToProveAndNobodyIsCountedBeforeTheFirstSite) {
  const auto reading = [&](const char* as_of) {
    return ask({"clauses", "--clause", "G2", "--as-of", as_of})["clauses"][0]["figures"][0]["city"];
  };
  EXPECT_EQ(reading("2017-12-31")["outcome"], "nobody") << "no site of the store was active that day";
  EXPECT_EQ(reading("2025-06-30")["outcome"], "to_prove");
  EXPECT_TRUE(reading("2026-11-23")["reading"].get<std::string>().starts_with("2017-12 到期，待证明"));
}

TEST_F(ClausesCommand, OneClauseAndOneUnitAreTheSameFigures) {
  const auto all = by_id(ask({"clauses", "--by", "supervising_unit"}));
  const json one = ask({"clauses", "--clause", "O2", "--unit", "110105"});
  ASSERT_EQ(one["clauses"].size(), 1U);
  const json& units = one["clauses"][0]["figures"][0]["supervising_units"];
  ASSERT_EQ(units.size(), 1U);
  const json& of_all = all.at("O2")["figures"][0]["supervising_units"];
  EXPECT_NE(std::ranges::find(of_all, units[0]), of_all.end());
}

TEST_F(ClausesCommand, TextSaysTheSilenceOfThePlanInBothLanguages) {
  const auto zh = run_program({"clauses", "--store", store_, "--language", "zh"});
  for (const char* word : {"模拟数据", "牵头 原文未指定", "暂无记录", "2017-12 到期，待证明",
                           "表述不一（全覆盖 / 基本全覆盖）", "（现市市场监管局）", "非完整年度，不评判"})
    EXPECT_NE(zh.out.find(word), std::string::npos) << word;
  const auto en = run_program(
      {"clauses", "--store", store_, "--language", "en", "--by", "supervising_unit", "--clause", "G8"});
  EXPECT_NE(en.out.find("the plan names none"), std::string::npos);
  EXPECT_NE(en.out.find("110105"), std::string::npos);
}

TEST_F(ClausesCommand, MistakesAreRefusedInOneSentence) {
  EXPECT_EQ(refusal({"--by", "owner"}), 2);
  EXPECT_EQ(refusal({"--clause", "G10"}), 1);
  EXPECT_EQ(refusal({"--clause", "g2"}), 1);
  EXPECT_EQ(refusal({"--unit", "上海市"}), 1);
  EXPECT_EQ(refusal({"--as-known", "yesterday"}), 2);
  EXPECT_EQ(refusal({"--as-of", "31.12.2017"}), 2);
}

}  // namespace
}  // namespace anxin
