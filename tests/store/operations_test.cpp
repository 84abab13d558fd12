// Operations: what every Store does with them, the same on the twin in memory and on SpatiaLite.
#include <fmt/format.h>

#include "data/model/decide.hpp"
#include "data/model/operation_json.hpp"
#include "tests/store/contract.hpp"
#include "tests/store/sample_operations.hpp"

namespace anxin::test {
namespace {

using namespace std::chrono;

class OperationsContract : public StoreContract {
 protected:
  OperationRecord carry_out(const Changes& changes, const std::string& id = "", std::int64_t second = 0) {
    auto record = store_->commit_operations(store_->revision(), changes, origin_at(second, id, "operations"));
    EXPECT_TRUE(record) << record.error().en;
    return record.value_or(OperationRecord{});
  }
  std::vector<OperationRecord> records(Revision after = 0, std::optional<Instant> until = {}) {
    auto found = store_->operation_records(after, until);
    EXPECT_TRUE(found) << found.error().en;
    return found.value_or(std::vector<OperationRecord>());
  }
  void expect_sound() {
    const auto report = store_->verify();
    ASSERT_TRUE(report) << report.error().en;
    EXPECT_TRUE(report->ok) << report->faults_en.front();
  }
};

void expect_same(const OperationRecord& a, const OperationRecord& b) {
  EXPECT_EQ(a.revision, b.revision);
  EXPECT_EQ(a.at, b.at);
  EXPECT_EQ(a.seat, b.seat);
  EXPECT_EQ(a.command_id, b.command_id);
  EXPECT_EQ(to_json(a.changes), to_json(b.changes));
}

TEST_P(OperationsContract, ADayComesBackInItsOrderAndAmountsToTheSame) {
  Operations as_it_went, as_kept;
  for (const Changes& changes : a_day()) as_it_went = evolve(as_it_went, carry_out(changes));
  const auto kept = records();
  ASSERT_EQ(kept.size(), a_day().size());
  for (std::size_t i = 0; i < kept.size(); ++i) {
    EXPECT_EQ(kept[i].revision, i + 1);
    EXPECT_EQ(to_json(kept[i].changes), to_json(a_day()[i])) << i;
    EXPECT_EQ(kept[i].seat, "值班一席");
    as_kept = evolve(as_kept, kept[i]);
  }
  EXPECT_EQ(*as_kept.units, *as_it_went.units);
  EXPECT_EQ(*as_kept.incidents, *as_it_went.incidents);
  EXPECT_EQ(*as_kept.assignments, *as_it_went.assignments);
  EXPECT_EQ(*as_kept.fund, *as_it_went.fund);
  EXPECT_EQ(as_kept.incident(incident_id(0))->state, IncidentState::Closed);
  EXPECT_EQ(as_kept.fund_balance("110105"), 414'000'000);
  expect_sound();
}

TEST_P(OperationsContract, AStaleWriterIsRefusedAndChangesNothing) {
  carry_out(opening(2, 1, 0));
  const auto refused = store_->commit_operations(0, {LogAppended{incident_id(0), "x"}}, origin_at(1, "x"));
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, ErrorCode::Stale);
  const auto ahead = store_->commit_operations(2, {LogAppended{incident_id(0), "x"}}, origin_at(1, "x"));
  ASSERT_FALSE(ahead);
  EXPECT_EQ(ahead.error().code, ErrorCode::Stale);
  EXPECT_EQ(records().size(), 1U);
  EXPECT_FALSE(*store_->operation_answer("x")) << "it was never carried out";
  carry_out({LogAppended{incident_id(0), "x"}}, "x");
  EXPECT_EQ(store_->revision(), 2U);
}

TEST_P(OperationsContract, TheSameCommandTwiceHasOneEffectAndOneAnswer) {
  carry_out(opening(2, 1, 0));
  const OperationRecord first = carry_out({dispatch(0, {0}, 5)}, "cmd-1", 5);
  carry_out({LogAppended{incident_id(0), "以后"}}, "cmd-2", 6);
  // Sent again, late, against an old head and with other words: the first answer.
  const auto again = store_->commit_operations(1, {dispatch(0, {1}, 9, 2)}, origin_at(9, "cmd-1"));
  ASSERT_TRUE(again) << again.error().en;
  expect_same(*again, first);
  EXPECT_EQ(store_->revision(), 3U);
  const auto answer = store_->operation_answer("cmd-1");
  ASSERT_TRUE(answer && *answer);
  expect_same(**answer, first);
  expect_sound();
}

TEST_P(OperationsContract, AnUnknownCommandHasNoAnswerAndACommandWithoutIdNeither) {
  carry_out(opening(1, 0, 0));
  EXPECT_FALSE(*store_->operation_answer("nobody"));
  EXPECT_FALSE(*store_->operation_answer(""));
  carry_out({UnitRetired{unit_id(0), "x"}});
  EXPECT_EQ(records().size(), 2U) << "no id is not the same id";
}

TEST_P(OperationsContract, AnIdBelongsToOneKindOfCommand) {
  put(sample_batch(3, 0, 1), "import-1");
  carry_out(opening(1, 0, 0), "op-1");
  const auto as_operation =
      store_->commit_operations(2, {UnitRetired{unit_id(0), "x"}}, origin_at(1, "import-1"));
  ASSERT_FALSE(as_operation);
  EXPECT_EQ(as_operation.error().code, ErrorCode::Refused);
  const auto as_batch = store_->commit({}, sample_batch(9, 0, 1), origin_at(1, "op-1"));
  ASSERT_FALSE(as_batch);
  EXPECT_EQ(as_batch.error().code, ErrorCode::Refused);
  const auto as_undo = store_->undo(1, origin_at(1, "op-1"));
  ASSERT_FALSE(as_undo);
  EXPECT_EQ(as_undo.error().code, ErrorCode::Refused);
  EXPECT_FALSE(*store_->operation_answer("import-1"));
  EXPECT_EQ(store_->revision(), 2U);
}

TEST_P(OperationsContract, RecordsAfterARevisionAndKnownAtAMoment) {
  carry_out(opening(1, 1, 0), "", 10);
  carry_out({LogAppended{incident_id(0), "a"}}, "", 20);
  carry_out({LogAppended{incident_id(0), "b"}}, "", 15);  // a clock that went back
  carry_out({LogAppended{incident_id(0), "c"}}, "", 40);
  const auto moment = [](std::int64_t second) { return origin_at(second, "").at; };
  EXPECT_EQ(records().size(), 4U);
  EXPECT_EQ(records(2).size(), 2U);
  EXPECT_EQ(records(2).front().revision, 3U);
  EXPECT_EQ(records(4).size(), 0U);
  EXPECT_EQ(records(2).front().at, moment(20)) << "known time never goes back";
  EXPECT_EQ(records(0, moment(9)).size(), 0U);
  EXPECT_EQ(records(0, moment(10)).size(), 1U);
  EXPECT_EQ(records(0, moment(20)).size(), 3U);
  EXPECT_EQ(records(1, moment(39)).size(), 2U);
}

TEST_P(OperationsContract, ImportsAndOperationsShareOneSequence) {
  put(sample_batch(10, 1, 1), "", 1);                             // 1
  carry_out(opening(2, 1, 0), "", 2);                             // 2
  const BatchResult second = put(sample_batch(20, 1, 1), "", 3);  // 3
  carry_out({dispatch(0, {0}, 4)}, "", 4);                        // 4
  EXPECT_EQ(second.batch, 3);
  ASSERT_TRUE(store_->undo(3, origin_at(5, "")));  // 5
  EXPECT_EQ(carry_out({LogAppended{incident_id(0), "x"}}, "", 0).revision, 6U);
  EXPECT_EQ(records().back().at, origin_at(5, "").at) << "not before the undo";
  const auto refused = store_->undo(2, origin_at(7, ""));
  ASSERT_FALSE(refused) << "operations are no batch";
  EXPECT_EQ(refused.error().code, ErrorCode::NotFound);
  EXPECT_EQ(store_->batches()->size(), 3U);
  EXPECT_EQ(registry()->projects(), 10U);
  EXPECT_EQ(registry(origin_at(3, "").at)->projects(), 20U);
  EXPECT_FALSE(store_->commit(5, sample_batch(21, 1, 1), origin_at(8, ""))) << "stale: the head is 6";
  EXPECT_EQ(put(sample_batch(22, 1, 1), "", 0).revision, 7U);
  EXPECT_EQ(store_->batches()->back().at, origin_at(5, "").at);
  expect_sound();
  EXPECT_EQ(store_->verify()->records, 8U);
}

TEST_P(OperationsContract, NothingToDoIsNotJournalled) {
  carry_out(opening(1, 0, 0));
  const OperationRecord nothing = carry_out({}, "tick-1", 3);
  EXPECT_EQ(nothing.revision, 1U);
  EXPECT_EQ(store_->revision(), 1U);
  EXPECT_FALSE(*store_->operation_answer("tick-1"));
  EXPECT_FALSE(store_->commit_operations(0, {}, origin_at(4, ""))) << "stale all the same";
}

TEST_P(OperationsContract, AChangeThatCannotBeKeptRefusesTheWholeCommand) {
  carry_out(opening(1, 1, 0));
  for (const LonLat wrong :
       {LonLat::of_degrees(NAN, 39), LonLat::of_degrees(116, INFINITY), LonLat::of_degrees(39.9, 116.4)}) {
    const auto refused = store_->commit_operations(
        1, {LogAppended{incident_id(0), "x"}, UnitPositionReported{unit_id(0), wrong, {}}},
        origin_at(1, "c"));
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().code, ErrorCode::BadInput);
    EXPECT_NE(refused.error().en.find("Change 2 (UnitPositionReported), field at"), std::string::npos)
        << refused.error().en;
  }
  EXPECT_EQ(records().size(), 1U);
  EXPECT_EQ(store_->revision(), 1U);
}

TEST_P(OperationsContract, AnExerciseIsRefusedByAStoreThatIsNotMadeForOne) {
  Changes drill = opening(2, 1, 0), real = drill;
  for (OperationChange& change : drill) {
    if (auto* reported = std::get_if<IncidentReported>(&change)) reported->incident.exercise = true;
  }
  const auto refused = store_->commit_operations(0, drill, origin_at(0, "x"));
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, ErrorCode::Refused);
  EXPECT_TRUE(records().empty());
  carry_out(real, "x");
  EXPECT_EQ(records().size(), 1U);
}

TEST_P(OperationsContract, AKeptAssessmentOutlivesOperationsAndNotAnImport) {
  put(sample_batch(10, 1, 1));
  const auto before = registry();
  RiskTable table;
  table.revision = before->revision;
  table.as_of = Day{days{17600}};
  table.rules_digest = "r";
  table.grade.resize(10), table.incomplete.resize(10), table.score_milli.resize(10);
  table.arrears_fen.resize(10), table.age_tenths.resize(10), table.rules.resize(10);
  ASSERT_TRUE(store_->save_risk(*before, table));
  carry_out(opening(1, 1, 0));
  const auto after = registry();
  EXPECT_EQ(after->revision, 2U);
  const auto kept = store_->load_risk(*after, table.as_of, "r");
  ASSERT_TRUE(kept && *kept);
  EXPECT_EQ((*kept)->revision, 2U);
  put(sample_batch(10, 2, 1));
  EXPECT_FALSE(*store_->load_risk(*registry(), table.as_of, "r"));
}

INSTANTIATE_TEST_SUITE_P(Stores, OperationsContract, kStores, store_name);

}  // namespace
}  // namespace anxin::test
