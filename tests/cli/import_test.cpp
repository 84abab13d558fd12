// An office's file through the program: into the store, back by undo, and every kind of bad file refused in
// one sentence.
#include <gtest/gtest.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "geo/text.hpp"
#include "tests/tools/support.hpp"

namespace anxin {
namespace {

using nlohmann::json;
using test::run_program;

const std::string kProjects =
    "项目编号,项目名称,监管单位,经度,纬度,行业,投资,状态,开工日期,约定发薪日,合同价款(万元)\n"
    "P-110105-9001,金盏再生水厂改造,朝阳区,116.572,40.008,水务,政府,在建,2018年3月5日,25,4300.5\n"
    "P-110108-9002,中关村科研楼,海淀区,116.316,39.984,房建,社会,在建,2018/3/5,15,1200\n"
    "P-BDA-9003,亦庄厂房,经开区,116.505,39.795,房建,社会,在建,2018.3,20,860\n";

class Import : public ::testing::Test {
 protected:
  void SetUp() override {
    store_ = (scratch_ / "s.anxin").string();
    const auto made = run_program({"demo", store_, "--projects", "0"});
    ASSERT_EQ(made.exit_code, 0) << made.err;
  }
  std::string file(const std::string& name, const std::string& bytes) const {
    test::write_file(scratch_ / name, bytes);
    return (scratch_ / name).string();
  }
  test::Run import(const std::string& kind, const std::string& path,
                   std::vector<std::string> more = {}) const {
    std::vector<std::string> words{"import", kind, path, "--store", store_, "--json"};
    words.insert(words.end(), more.begin(), more.end());
    return run_program(words);
  }
  [[nodiscard]] json risk() const {
    return json::parse(run_program({"risk", "--store", store_, "--json"}).out, nullptr, false)["projects"];
  }
  test::Scratch scratch_;
  std::string store_;
};

TEST_F(Import, ProjectsOfAnOfficeBecomeProjectsAndUndoTakesThemBack) {
  const auto run = import("projects", file("p.csv", kProjects), {"--crs", "wgs84"});
  ASSERT_EQ(run.exit_code, 0) << run.err << run.out;
  const json done = json::parse(run.out);
  EXPECT_EQ(done["accepted"], 3);
  EXPECT_EQ(done["rejected"], 0);
  ASSERT_EQ(risk().size(), 3u);
  for (const auto& p : risk()) {
    if (p["id"] == "P-110105-9001") {
      EXPECT_EQ(p["supervising_unit_name"], "朝阳区");
      EXPECT_EQ(p["sector"], "water");
      EXPECT_EQ(p["grade"], "unknown") << "no month is known: missing data never make a project look good";
    }
    if (p["id"] == "P-BDA-9003") {
      EXPECT_EQ(p["supervising_unit"], "BDA");
    }
  }
  const auto again = json::parse(import("projects", file("p.csv", kProjects), {"--crs", "wgs84"}).out);
  EXPECT_EQ(again["unchanged"], 3);
  EXPECT_EQ(again["batch"], 0);
  const auto undo =
      run_program({"import", "--undo", std::to_string(done["batch"].get<int>()), "--store", store_});
  EXPECT_EQ(undo.exit_code, 0) << undo.err;
  EXPECT_EQ(risk().size(), 0u);
  EXPECT_EQ(run_program({"verify", "--store", store_}).exit_code, 0);
}

TEST_F(Import, Gb18030AndGcj02GiveTheSameProjectsAsUtf8AndWgs84) {
  const auto gb = encode_gb18030(kProjects);
  ASSERT_TRUE(gb);
  const auto run = import("projects", file("gb.csv", *gb), {"--crs", "gcj02"});
  ASSERT_EQ(run.exit_code, 0) << run.err;
  EXPECT_EQ(json::parse(run.out)["encoding"], "GB18030");
  for (const auto& p : risk()) {
    if (p["id"] == "P-110105-9001") {
      EXPECT_NEAR(p["lon"].get<double>(), 116.572 - 0.0061, 0.0008)
          << "GCJ-02 lies about 500 m east of the truth";
      EXPECT_EQ(p["name"], "金盏再生水厂改造");
    }
  }
}

TEST_F(Import, FewRowsWithoutADatumAreRefusedWithTheQuestion) {
  const auto run = import("projects", file("p.csv", kProjects));
  EXPECT_EQ(run.exit_code, 3);
  EXPECT_NE(run.err.find("--crs"), std::string::npos) << run.err;
  EXPECT_EQ(risk().size(), 0u);
}

TEST_F(Import, ADryRunChangesNothing) {
  const auto run = import("projects", file("p.csv", kProjects), {"--crs", "wgs84", "--dry-run"});
  ASSERT_EQ(run.exit_code, 0) << run.err;
  EXPECT_EQ(json::parse(run.out)["added"], 3);
  EXPECT_EQ(risk().size(), 0u);
}

TEST_F(Import, RejectedRowsAreWholeInTheRejectsFileWithLineAndReason) {
  const std::string bad = kProjects +
                          "P-110105-9004,坐标缺失,朝阳区,,,房建,社会,在建,2018.3,25,1\n"
                          "P-110105-9005,坐标颠倒,朝阳区,40.008,116.572,房建,社会,在建,2018.3,25,1\n";
  const std::string rejects = (scratch_ / "rejects.csv").string();
  const auto run = import("projects", file("p.csv", bad), {"--crs", "wgs84", "--rejects", rejects});
  EXPECT_EQ(run.exit_code, 5) << run.out << run.err;
  EXPECT_EQ(json::parse(run.out)["rejected"], 2);
  const std::string text = test::read_file(rejects);
  EXPECT_NE(text.find("P-110105-9004,坐标缺失,朝阳区"), std::string::npos);
  EXPECT_NE(text.find("P-110105-9005"), std::string::npos);
  EXPECT_EQ(risk().size(), 3u);
}

TEST_F(Import, MonthsMakeAProjectRedAndTheArithmeticShows) {
  ASSERT_EQ(import("projects", file("p.csv", kProjects), {"--crs", "wgs84"}).exit_code, 0);
  const std::string months =
      "项目编号,月份,出勤人数,实发人数,应发工资(元),实发工资(元)\n"
      "P-110105-9001,2026年7月,40,40,400000.00,400000.00\n"
      "P-110105-9001,2026年8月,40,0,400000.00,0\n"
      "P-110105-9001,2026年9月,40,0,400000.01,0\n";
  const auto run = import("project-months", file("m.csv", months), {"--now", "2026-11-27 09:00"});
  ASSERT_TRUE(run.exit_code == 0) << run.err << run.out;
  const json why = json::parse(
      run_program({"explain", "P-110105-9001", "--store", store_, "--json", "--now", "2026-11-27 09:00"})
          .out);
  EXPECT_EQ(why["grade"], "D");
  // August was due on 09-25, two months and two days ago (red); September on 10-25, one month (orange).
  EXPECT_EQ(why["counterfactual"]["cost_fen"], 40000000) << why.dump(1);
  EXPECT_EQ(why["counterfactual"]["grade_after"], "C");
}

TEST_F(Import, EveryBadFileIsOneSentenceAndItsExitCodeAndNothingIsLost) {
  ASSERT_EQ(import("projects", file("p.csv", kProjects), {"--crs", "wgs84"}).exit_code, 0);
  const std::string wide = [] {
    std::string row;
    for (int i = 0; i < 100000; ++i) row += "c" + std::to_string(i) + ",";
    return row + "\n1\n";
  }();
  const std::vector<std::pair<std::string, std::string>> files = {
      {"empty.csv", ""},
      {"truncated.csv", kProjects.substr(0, 40)},
      {"encoding.csv", "\xff\xfe\xfd\x80\x81,\x90\n\xff,\xff\n"},
      {"wide.csv", wide},
      {"quotes.csv", "项目编号,项目名称\n\"P-1,未闭合\n"},
      {"vrt.geojson", "<OGRVRTDataSource><OGRVRTLayer name=\"a\"/></OGRVRTDataSource>"},
      {"cut.geojson", "{\"type\":\"FeatureCollection\",\"features\":[{"},
      {"duplicate.csv", "项目编号,项目编号,经度,纬度\nP-1,P-1,116,40\n"},
  };
  for (const auto& [name, bytes] : files) {
    const auto run = import("projects", file(name, bytes), {"--crs", "wgs84"});
    EXPECT_EQ(run.exit_code, 3) << name << ": " << run.err;
    EXPECT_EQ(std::ranges::count(run.err, '\n'), 1) << name << ": " << run.err;
  }
  for (const std::string& name :
       {std::string("/vsicurl/http://127.0.0.1/a.geojson"), scratch_.folder().string(),
        (scratch_ / "absent.csv").string(), std::string("http://127.0.0.1/a.csv")}) {
    const auto run = import("projects", name, {"--crs", "wgs84"});
    EXPECT_EQ(run.exit_code, 3) << name << ": " << run.err;
    EXPECT_EQ(std::ranges::count(run.err, '\n'), 1) << name << ": " << run.err;
  }
  EXPECT_EQ(risk().size(), 3u);
  EXPECT_EQ(run_program({"verify", "--store", store_}).exit_code, 0);
}

TEST_F(Import, CoordinatesThatAreNoCoordinatesRejectTheirRow) {
  std::string rows = kProjects.substr(0, kProjects.find('\n') + 1);
  int i = 0;
  for (const std::string xy : {"NaN,40.0", "1e308,40.0", "116.5,-1e308", "0,0", "inf,inf"}) {
    rows +=
        "P-110105-80" + std::to_string(10 + i++) + ",坏坐标,朝阳区," + xy + ",房建,社会,在建,2018.3,25,1\n";
  }
  const auto run = import("projects", file("p.csv", rows), {"--crs", "wgs84"});
  EXPECT_EQ(run.exit_code, 5) << run.err;
  EXPECT_EQ(json::parse(run.out)["rejected"], 5);
  EXPECT_EQ(risk().size(), 0u);
}

TEST_F(Import, WrongWordsAreUsageAndAnUnknownBatchIsRefused) {
  EXPECT_EQ(run_program({"import", "projects", "--store", store_}).exit_code, 2);
  EXPECT_EQ(import("spaceships", file("p.csv", kProjects)).exit_code, 2);
  EXPECT_EQ(run_program({"import", "--undo", "77", "--store", store_}).exit_code, 1);
}

}  // namespace
}  // namespace anxin
