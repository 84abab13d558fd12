// What an imported record does to risk and coverage, seen through the program; and workbooks, good and
// hostile.
#include <gtest/gtest.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "tests/tools/support.hpp"

namespace anxin {
namespace {

using nlohmann::json;
using test::run_program;

const std::string kNow = "2026-11-23T09:00:00+08:00";

class ImportRecords : public ::testing::Test {
 protected:
  void SetUp() override {
    store_ = (scratch_ / "s.anxin").string();
    ASSERT_EQ(run_program({"demo", store_, "--projects", "0"}).exit_code, 0);
    take("projects",
         "项目编号,项目名称,监管单位,经度,纬度,行业,状态,开工日期,约定发薪日,施工总承包统一社会信用代码\n"
         "P-1,金盏再生水厂改造,朝阳区,116.572,40.008,水务,在建,2018-03-05,25,91350100M000100Y43\n",
         {"--crs", "wgs84"});
    take("enterprises", "统一社会信用代码,企业名称\n91350100M000100Y43,某建筑公司\n");
  }
  test::Run import(const std::string& kind, const std::string& path,
                   std::vector<std::string> more = {}) const {
    std::vector<std::string> words{"import", kind, path, "--store", store_, "--json", "--now", kNow};
    words.insert(words.end(), more.begin(), more.end());
    return run_program(words);
  }
  json take(const std::string& kind, const std::string& bytes, std::vector<std::string> more = {}) {
    test::write_file(scratch_ / (kind + ".csv"), bytes);
    const auto run = import(kind, (scratch_ / (kind + ".csv")).string(), std::move(more));
    EXPECT_EQ(run.exit_code, 0) << kind << run.err << run.out;
    return json::parse(run.out, nullptr, false);
  }
  void undo(const json& done) {
    const auto run = run_program(
        {"import", "--undo", std::to_string(done["batch"].get<int>()), "--store", store_, "--now", kNow});
    EXPECT_EQ(run.exit_code, 0) << run.err;
    EXPECT_EQ(run_program({"verify", "--store", store_}).exit_code, 0);
  }
  [[nodiscard]] json explain() const {
    return json::parse(run_program({"explain", "P-1", "--store", store_, "--json", "--now", kNow}).out,
                       nullptr, false);
  }
  [[nodiscard]] bool fires(const std::string& rule) const {
    const auto text = run_program({"explain", "P-1", "--store", store_, "--now", kNow}).out;
    return text.find("\n  " + rule + " ") != std::string::npos;
  }
  // The state of one safeguard of the only project.
  [[nodiscard]] std::string covered(const std::string& safeguard) const {
    const auto run = run_program({"coverage", "--store", store_, "--json", "--now", kNow});
    const json all = json::parse(run.out, nullptr, false);
    for (const json& s : all["safeguards"])
      if (s["safeguard"] == safeguard)
        for (const auto* state : {"yes", "no", "not_applicable", "unknown"})
          if (s["city"][state] == 1) return state;
    return run.err;
  }
  test::Scratch scratch_;
  std::string store_;
};

TEST_F(ImportRecords, AComplaintOfTenPersonsRaisesW14UntilItIsUndone) {
  EXPECT_FALSE(fires("W14"));
  const std::string rows = "投诉编号,项目编号,投诉日期,涉及人数,渠道\nC-1,P-1,2026-11-10,12,12345热线\n";
  const json done = take("complaints", rows);
  EXPECT_EQ(done["added"], 1);
  EXPECT_TRUE(fires("W14"));
  EXPECT_EQ(explain()["grade"], "D");
  const json again = take("complaints", rows);
  EXPECT_EQ(again["unchanged"], 1);
  EXPECT_EQ(again["batch"], 0) << "the same file twice has one effect";
  undo(done);
  EXPECT_FALSE(fires("W14"));
}

TEST_F(ImportRecords, AnOverdueOrderRaisesW9AndAClosedOneDoesNot) {
  const std::string head = "文书编号,项目编号,下达日期,整改期限,销号日期\n";
  const json done = take("orders", head + "Z-1,P-1,2026-10-01,2026-10-15,\n");
  EXPECT_TRUE(fires("W9"));
  take("orders", head + "Z-1,P-1,2026-10-01,2026-10-15,2026-10-14\n");
  EXPECT_FALSE(fires("W9"));
  EXPECT_EQ(run_program({"import", "--undo", std::to_string(done["batch"].get<int>()), "--store", store_})
                .exit_code,
            1)
      << "a later batch touched the order";
}

TEST_F(ImportRecords, SafeguardsClearW10AndW15) {
  const json bad = take("safeguards",
                        "项目编号,统一社会信用代码,保障制度,落实情况,数据日期\n"
                        "P-1,,告示牌,否,2026-09-01\nP-1,,工资专户,否,2026-09-01\n"
                        ",91350100M000100Y43,工资保证金,否,2026-09-01\n");
  EXPECT_EQ(bad["added"], 3);
  EXPECT_TRUE(fires("W10"));
  EXPECT_TRUE(fires("W15"));
  const json good = take("safeguards",
                         "项目编号,统一社会信用代码,保障制度,落实情况,数据日期\n"
                         "P-1,,告示牌,是,2026-11-01\nP-1,,工资专户,是,2026-11-01\n"
                         ",91350100M000100Y43,工资保证金,是,2026-11-01\n");
  EXPECT_FALSE(fires("W10"));
  EXPECT_FALSE(fires("W15"));
  EXPECT_EQ(covered("notice_board"), "yes");
  undo(good);
  EXPECT_TRUE(fires("W10"));
}

TEST_F(ImportRecords, AStaleFeedTurnsYesIntoUnknown) {
  take("safeguards", "项目编号,保障制度,落实情况,数据日期\nP-1,银行代发,是,2026-01-01\n");
  EXPECT_EQ(covered("bank_payroll"), "yes");
  const std::string head =
      "数据源编号,数据源名称,运行单位,数据源类型,过期小时数,最近到达时间,项目编号,数据日期\n";
  take("feeds", head + "bank-1,某行代发,某行,银行代发,48,2026-11-22 08:00,P-1,2026-01-01\n");
  EXPECT_EQ(covered("bank_payroll"), "yes") << "fresh";
  const auto fresh =
      run_program({"coverage", "--store", store_, "--json", "--now", "2026-12-23T09:00:00+08:00"});
  const json later = json::parse(fresh.out, nullptr, false);
  for (const json& s : later["safeguards"]) {
    if (s["safeguard"] == "bank_payroll") {
      EXPECT_EQ(s["city"]["unknown"], 1) << "nothing arrived for a month";
    }
  }
}

TEST_F(ImportRecords, APartyChangesItsProjectAndUndoGivesItBack) {
  const json done =
      take("enterprises",
           "统一社会信用代码,企业名称,项目编号,参建角色\n91350100M000100Y43,某建筑公司,P-1,建设单位\n");
  EXPECT_EQ(done["changed"], 1);
  EXPECT_EQ(done["unchanged"], 1);
  undo(done);
}

TEST_F(ImportRecords, AWorkbookOfAClerkGoesInAndComesBackAndHostileOnesExitWithThree) {
  const auto made =
      test::run_command({"python3", (test::source_dir() / "tests/ingest/foreign_files.py").string(),
                         scratch_.folder().string()});
  ASSERT_EQ(made.exit_code, 0) << made.err;
  const auto at = [&](const std::string& name) { return (scratch_ / name).string(); };
  for (const std::string name :
       {"bomb.xlsx", "nested.zip", "xxe.xlsx", "xxe.kml", "laughs.xlsx", "columns.xlsx", "mixed.gpkg",
        "half.shp", "duplicate.xlsx", "formula.xlsx", "scientific.xlsx"}) {
    const auto run = run_program({"import", "projects", at(name), "--store", store_, "--crs", "wgs84"});
    EXPECT_EQ(run.exit_code, 3) << name << run.err;
    EXPECT_EQ(std::ranges::count(run.err, '\n'), 1) << name << ": " << run.err;
    EXPECT_EQ(run.out, "") << name;
  }
  EXPECT_EQ(run_program({"verify", "--store", store_}).exit_code, 0);
  const auto run = import("projects", at("good.xlsx"), {"--crs", "cgcs2000"});
  ASSERT_EQ(run.exit_code, 0) << run.err;
  const json done = json::parse(run.out);
  EXPECT_EQ(done["layer"], "台账");
  EXPECT_EQ(done["added"], 1);
  EXPECT_EQ(done["changed"], 1) << "nothing of the hostile files was stored: P-1 is the one of SetUp";
  undo(done);
  EXPECT_EQ(import("projects", at("good.xlsx"), {"--crs", "cgcs2000", "--layer", "别的"}).exit_code, 3);
}

}  // namespace
}  // namespace anxin
