// anxin journal: the operations of a store as sentences and as JSON.
#include <gtest/gtest.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "data/model/operation_json.hpp"
#include "data/store/store.hpp"
#include "tests/tools/support.hpp"

namespace anxin {
namespace {

using nlohmann::json;
using test::run_program;

class JournalCommand : public ::testing::Test {
 protected:
  static Instant at(std::int64_t second) { return Instant{std::chrono::seconds{1'795'000'000 + second}}; }
  void SetUp() override {
    ASSERT_EQ(run_program({"demo", store_, "--projects", "0"}).exit_code, 0);
    auto store = open_store(store_);
    ASSERT_TRUE(store) << store.error().en;
    first_ = (*store)->revision() + 1;
    ResponseUnit unit;
    unit.id = "U-1", unit.name = "朝阳一队", unit.functions = 1, unit.people = 4;
    unit.base = LonLat::of_degrees(116.4, 39.9);
    Incident incident;
    incident.id = "I-1", incident.place = "十八里店", incident.persons = 42, incident.at = unit.base;
    incident.level.level = IncidentLevel::III;
    incident.sources = {{IncidentSource::Hotline12345, "A1", at(0)}};
    Incident other = incident;
    other.id = "I-2";
    Assignment assignment;
    assignment.id = "I-1/1", assignment.incident = "I-1", assignment.unit = "U-1", assignment.order = "D-1";
    carry_out(**store, {UnitEnrolled{unit}, IncidentReported{incident}, IncidentReported{other}}, 0);
    carry_out(**store, {IncidentConfirmed{"I-1", "plan-iii", {1}}}, 60);
    carry_out(**store, {UnitsDispatched{"D-1", "I-1", {assignment}}}, 120);
    carry_out(**store,
              {AssignmentStepped{"I-1/1", AssignmentState::Accepted, AckChannel::Phone, "马上到", ""},
               LogAppended{"I-2", "待核实"}},
              180);
  }
  static void carry_out(Store& store, const std::vector<OperationChange>& changes, std::int64_t second) {
    const auto done =
        store.commit_operations(store.revision(), changes, {at(second), "值班一席", "", "operations", ""});
    ASSERT_TRUE(done) << done.error().en;
  }
  test::Run journal(std::vector<std::string> words) {
    words.insert(words.begin(), "journal");
    words.insert(words.end(), {"--store", store_});
    return run_program(words);
  }
  test::Scratch scratch_;
  std::string store_ = (scratch_ / "city.anxin").string();
  Revision first_ = 0;
};

TEST_F(JournalCommand, PrintsOneSentenceAChangeInEitherLanguage) {
  const auto zh = journal({});
  ASSERT_EQ(zh.exit_code, 0) << zh.err;
  for (const char* line :
       {"2026-11-18 19:06:40  值班一席  登记处置力量 朝阳一队（U-1）：牵头，4 人\n",
        "接报 I-1 十八里店：42 人，Ⅲ 级，来源 12345热线\n", "确认 I-1，预案 plan-iii：牵头 1\n",
        "I-1 派单 D-1：朝阳一队 牵头\n", "朝阳一队（I-1/1） 已接单，电话 “马上到”\n", "I-2 记录：待核实\n"}) {
    EXPECT_NE(zh.out.find(line), std::string::npos) << line << " not in\n" << zh.out;
  }
  EXPECT_EQ(std::ranges::count(zh.out, '\n'), 7);
  const auto en = journal({"--language", "en"});
  EXPECT_NE(en.out.find("Reported I-1 十八里店: 42 persons, Level III, by 12345 hotline\n"),
            std::string::npos)
      << en.out;
  EXPECT_NE(en.out.find("朝阳一队 (I-1/1) accepted, by telephone '马上到'\n"), std::string::npos) << en.out;
}

TEST_F(JournalCommand, JsonHoldsTheChangesAsTheJournalKeepsThem) {
  const auto run = journal({"--json"});
  ASSERT_EQ(run.exit_code, 0) << run.err;
  const json all = json::parse(run.out);
  EXPECT_EQ(all["simulated"], false);
  ASSERT_EQ(all["records"].size(), 4U);
  const json& third = all["records"][2];
  EXPECT_EQ(third["revision"], first_ + 2);
  EXPECT_EQ(third["at"], to_string(at(120)));
  EXPECT_EQ(third["changes"][0]["change"], "UnitsDispatched");
  EXPECT_EQ(third["changes"][0]["assignments"][0]["unit"], "U-1");
  EXPECT_EQ(third["sentences"][0]["en"], "Dispatched to I-1 by D-1: 朝阳一队 lead");
  EXPECT_TRUE(changes_from_json(third["changes"].dump()));
}

TEST_F(JournalCommand, AsksForOneIncidentAndASpanOfTime) {
  const auto of = [&](std::vector<std::string> words) {
    words.push_back("--json");
    const auto run = journal(words);
    EXPECT_EQ(run.exit_code, 0) << run.err;
    std::string kinds;
    const json all = json::parse(run.out);
    for (const json& record : all["records"]) {
      for (const json& change : record["changes"]) kinds += change["change"].get<std::string>() + " ";
    }
    return kinds;
  };
  EXPECT_EQ(of({"--incident", "I-1"}),
            "IncidentReported IncidentConfirmed UnitsDispatched AssignmentStepped ");
  EXPECT_EQ(of({"--incident", "I-2"}), "IncidentReported LogAppended ");
  EXPECT_EQ(of({"--from", to_string(at(120))}), "UnitsDispatched AssignmentStepped LogAppended ");
  EXPECT_EQ(of({"--to", to_string(at(60)), "--incident", "I-1"}), "IncidentReported IncidentConfirmed ");
  EXPECT_EQ(of({"--from", "2026-11-18", "--to", "2026-11-18", "--incident", "I-2"}),
            "IncidentReported LogAppended ");
  EXPECT_EQ(of({"--to", "2026-11-17"}), "");
  EXPECT_EQ(of({"--from", "2026-11-19"}), "");
}

TEST_F(JournalCommand, RefusesUnknownIncidentsAndTimesAndWritesNothing) {
  const auto unknown = journal({"--incident", "I-9"});
  EXPECT_EQ(unknown.exit_code, 1);
  EXPECT_NE(unknown.err.find("没有事件 I-9。"), std::string::npos) << unknown.err;
  const auto wrong = journal({"--from", "yesterday", "--language", "en"});
  EXPECT_EQ(wrong.exit_code, 2);
  EXPECT_NE(wrong.err.find("--from 'yesterday' is not a time"), std::string::npos) << wrong.err;
  EXPECT_EQ(journal({"--to", "24:00"}).exit_code, 2);
  EXPECT_EQ((*open_store(store_, OpenMode::ReadOnly))->revision(), first_ + 3);
  EXPECT_EQ(run_program({"verify", "--store", store_}).exit_code, 0);
}

}  // namespace
}  // namespace anxin
