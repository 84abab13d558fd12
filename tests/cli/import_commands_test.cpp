// Files of response units and of incidents through the program: what goes in, what is rejected and why, that
// a second time changes nothing, and that neither is taken back by batch.
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "tests/tools/support.hpp"

namespace anxin {
namespace {

using nlohmann::json;
using test::run_program;

const std::string kUnits =
    "编号,名称,简称,成员单位,职能,经度(CGCS2000),纬度(CGCS2000),人数,值班电话,班次\n"
    "U-1,朝阳区人社局 监察一队,朝阳一队,市人社局,牵头、调解,116.486,39.921,6,010-55500001,周一至周五 "
    "08:00-18:00\n"
    "U-2,朝阳分局 治安队,治安队,市公安局,秩序,116.487,39.922,8,110,全天\n"
    "U-3,坏的一队,坏,市公安局,秩序,116.487,39.922,8,110,两班倒\n";
const std::string kIncidents =
    "案件编号,来源,项目编号,地点,涉及人数,涉及金额(万元),报告时间\n"
    "A-1,12345热线,P-1,北门,56,138.6,2026-11-23 08:40\n"
    "A-2,110警情,,金盏再生水厂改造,12,,2026-11-23 08:55\n"
    "A-3,12345热线,P-1,,0,,2026-11-23 08:56\n"
    "A-4,12345热线,P-1,,5,,2026-11-24 08:56\n";

class ImportCommands : public ::testing::Test {
 protected:
  void SetUp() override {
    store_ = (scratch_ / "s.anxin").string();
    ASSERT_EQ(run_program({"demo", store_, "--projects", "0"}).exit_code, 0);
    const json units = ask({"unit", "list"});
    for (const json& unit : units["response_units"])
      ASSERT_EQ(say({"unit", "retire", unit["id"], "--reason", "重编"}).exit_code, 0);
    import("projects",
           "项目编号,项目名称,监管单位,经度,纬度,行业,状态\n"
           "P-1,金盏再生水厂改造,朝阳区,116.572,40.008,水务,在建\n",
           0, {"--crs", "wgs84"});
  }
  test::Run say(std::vector<std::string> words) const {
    words.insert(words.end(), {"--store", store_, "--now", "2026-11-23 09:00"});
    return run_program(words);
  }
  json ask(std::vector<std::string> words) const {
    words.push_back("--json");
    const auto run = say(words);
    EXPECT_EQ(run.exit_code, 0) << words[0] << run.err << run.out;
    return json::parse(run.out, nullptr, false);
  }
  json import(const std::string& kind, const std::string& bytes, int exit_code,
              std::vector<std::string> more = {}) {
    test::write_file(scratch_ / (kind + ".csv"), bytes);
    std::vector<std::string> words{"import", kind, (scratch_ / (kind + ".csv")).string(), "--json"};
    words.insert(words.end(), more.begin(), more.end());
    const auto run = say(words);
    EXPECT_EQ(run.exit_code, exit_code) << kind << run.err << run.out;
    return json::parse(run.out, nullptr, false);
  }
  test::Scratch scratch_;
  std::string store_;
};

TEST_F(ImportCommands, UnitsGoInAsOneRecordAndASecondTimeChangesNothing) {
  const auto rejects = (scratch_ / "r.csv").string();
  const json trial = import("units", kUnits, 5, {"--dry-run"});
  EXPECT_EQ(trial["added"], 2);
  EXPECT_TRUE(ask({"unit", "list"})["response_units"].empty()) << "a trial changes nothing";
  const json done = import("units", kUnits, 5, {"--rejects", rejects});
  EXPECT_EQ(std::tuple(done["added"], done["changed"], done["unchanged"], done["rejected"]),
            std::tuple(json(2), json(0), json(0), json(1)));
  EXPECT_EQ(done["rejected_by"]["bad_shifts"], 1);
  EXPECT_NE(test::read_file(rejects).find("两班倒"), std::string::npos);
  const json units = ask({"unit", "list"})["response_units"];
  ASSERT_EQ(units.size(), 2u);
  EXPECT_EQ(units[0]["roster"], "周一至周五 08:00-18:00");
  EXPECT_EQ(units[0]["shifts"][0]["from_minute"], 480);
  EXPECT_EQ(units[0]["member_unit"], "hrss");
  EXPECT_EQ(units[0]["supervising_unit"], "110105");
  EXPECT_EQ(units[1]["available"], true);
  const json again = import("units", kUnits, 5);
  EXPECT_EQ(std::tuple(again["added"], again["changed"], again["unchanged"]),
            std::tuple(json(0), json(0), json(2)));
  EXPECT_EQ(again["revision"], done["revision"]) << "nothing was written";
  std::string more = kUnits;
  more.replace(more.find(",6,"), 3, ",7,");
  const json changed = import("response-units", more, 5);
  EXPECT_EQ(std::tuple(changed["added"], changed["changed"], changed["unchanged"]),
            std::tuple(json(0), json(1), json(1)));
  EXPECT_EQ(changed["revision"], done["revision"].get<int>() + 1) << "one record a file";
  EXPECT_EQ(say({"verify"}).exit_code, 0);
}

TEST_F(ImportCommands, IncidentsAreDecidedAsFromTheKeyboardAndASecondTimeAddNothing) {
  const json done = import("incidents", kIncidents, 5);
  EXPECT_EQ(std::tuple(done["added"], done["unchanged"], done["rejected"]),
            std::tuple(json(2), json(0), json(2)));
  EXPECT_EQ(done["rejected_by"]["refused"], 2) << "by the desk: nobody there; reported tomorrow";
  const json all = ask({"incident", "list"})["incidents"];
  ASSERT_EQ(all.size(), 2u);
  EXPECT_EQ(all[0]["level"]["level"], "II") << "56 persons";
  EXPECT_EQ(all[0]["place"], "北门");
  EXPECT_EQ(all[0]["supervising_unit"], "110105");
  EXPECT_EQ(all[0]["claimed_fen"], 138'600'000);
  EXPECT_EQ(all[0]["sources"][0]["case_number"], "A-1");
  EXPECT_EQ(all[1]["project"], "P-1") << "by the name of its place";
  const json again = import("incidents", kIncidents, 5);
  EXPECT_EQ(std::tuple(again["added"], again["unchanged"], again["rejected"]),
            std::tuple(json(0), json(2), json(2)));
  ASSERT_EQ(say({"incident", "cancel", all[1]["id"], "--reason", "误报"}).exit_code, 0);
  EXPECT_EQ(import("incidents", kIncidents, 5)["unchanged"], 2) << "a cancelled one does not come back";
  EXPECT_EQ(ask({"incident", "list"})["incidents"].size(), 1u);
}

TEST_F(ImportCommands, WhatTheDeskRefusesIsARejectedRowWithItsSentenceAndItsCells) {
  const auto rejects = (scratch_ / "r.csv").string();
  import("incidents", kIncidents, 5, {"--rejects", rejects});
  const std::string text = test::read_file(rejects);
  EXPECT_NE(text.find("A-3"), std::string::npos);
  EXPECT_NE(text.find("人数不能少于 1"), std::string::npos) << text;
  EXPECT_NE(text.find("报告时间不能晚于现在"), std::string::npos) << text;
  EXPECT_EQ(text.find("A-1,"), std::string::npos) << "what went in is not there";
}

TEST_F(ImportCommands, NeitherHasABatchAndTheProgramSaysTheWayBack) {
  test::write_file(scratch_ / "i.csv", kIncidents);
  const auto run = say({"import", "incidents", (scratch_ / "i.csv").string(), "--language", "zh"});
  EXPECT_EQ(run.exit_code, 5) << run.err;
  EXPECT_NE(run.out.find("不能按批次撤销"), std::string::npos) << run.out;
  EXPECT_NE(run.out.find("incident cancel"), std::string::npos);
  EXPECT_EQ(run.out.find("--undo"), std::string::npos);
  const auto named = test::run_command(
      {"sqlite3", store_, "SELECT count(*) FROM journal WHERE instr(canonical, CAST('i.csv' AS BLOB)) > 0"});
  EXPECT_EQ(named.out, "1\n") << "one record, and it names the file; " << named.err;
}

TEST_F(ImportCommands, AUnitsFunctionInUseIsNotTakenAwayByAFile) {
  import("units", kUnits, 5);
  import("incidents", kIncidents, 5);
  const std::string id = ask({"incident", "list"})["incidents"][0]["id"];
  ASSERT_EQ(say({"incident", "confirm", id}).exit_code, 0);
  const auto sent = say({"dispatch", "--incident", id, "--unit", "U-2:order"});
  ASSERT_EQ(sent.exit_code, 0) << sent.err;
  std::string other = kUnits;
  other.replace(other.find(",秩序,"), std::string(",秩序,").size(), ",法援,");
  const json done = import("units", other, 5);
  EXPECT_EQ(done["rejected_by"]["refused"], 1);
  EXPECT_EQ(done["unchanged"], 1);
}

TEST_F(ImportCommands, AUnitIsEnrolledAndEditedByFlagsWithItsRoster) {
  ASSERT_EQ(say({"unit", "enroll", "U-9", "--name", "九队", "--functions", "牵头,法援", "--at",
                 "116.486,39.921", "--shifts", "工作日 08:00-18:00", "--phone", "010-55500009"})
                .exit_code,
            0);
  json unit = ask({"unit", "list"})["response_units"][0];
  EXPECT_EQ(unit["roster"], "周一至周五 08:00-18:00");
  EXPECT_EQ(unit["supervising_unit"], "110105");
  EXPECT_EQ(say({"unit", "enroll", "U-9", "--name", "九队", "--functions", "lead", "--at", "116.486,39.921"})
                .exit_code,
            1)
      << "it is there";
  ASSERT_EQ(say({"unit", "edit", "U-9", "--shifts", "全天", "--people", "12"}).exit_code, 0);
  unit = ask({"unit", "list"})["response_units"][0];
  EXPECT_EQ(std::tuple(unit["roster"], unit["people"], unit["name"]),
            std::tuple(json("全天"), json(12), json("九队")));
  EXPECT_EQ(say({"unit", "edit", "U-9", "--people", "12"}).exit_code, 1) << "nothing would change";
  EXPECT_EQ(say({"unit", "edit", "U-8", "--people", "12"}).exit_code, 1) << "no such unit";
  EXPECT_NE(say({"unit", "edit", "U-9", "--shifts", "两班倒"}).exit_code, 0);
  EXPECT_NE(say({"unit", "edit", "U-9", "--people", "many"}).exit_code, 0);
  EXPECT_NE(say({"unit", "edit", "U-9", "--phone", "13912345678"}).exit_code, 0) << "a person's";
  EXPECT_NE(say({"unit", "edit", "U-9", "--member", "市气象局"}).exit_code, 0);
}

}  // namespace
}  // namespace anxin
