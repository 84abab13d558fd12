// Wishes carried out at a real store: once, in turn, durable, and as they were known at any moment.
#include "console/desk/operator.hpp"

#include <gtest/gtest.h>

#include <algorithm>

#include "data/demo/demo.hpp"
#include "data/model/operation_json.hpp"
#include "tests/tools/support.hpp"

namespace anxin {
namespace {

namespace fs = std::filesystem;

std::shared_ptr<const Pack> beijing() {
  static const auto pack = [] {
    auto loaded = load_pack(test::pack_dir());
    if (!loaded) ADD_FAILURE() << loaded.error().en;
    return std::make_shared<const Pack>(loaded ? std::move(*loaded) : Pack{});
  }();
  return pack;
}

Instant after_anchor(std::int64_t seconds) { return DemoOptions{}.anchor + std::chrono::seconds(seconds); }

ReportIncident gathering(const std::string& place, bool exercise = false) {
  ReportIncident wish;
  wish.at = LonLat::of_degrees(116.47, 39.86);
  wish.place = place;
  wish.persons = 12;
  wish.sector = Sector::Housing;
  wish.exercise = exercise;
  return wish;
}

std::string incident_of_report(const Result<OperationRecord>& record) {
  if (!record) {
    ADD_FAILURE() << record.error().en;
    return {};
  }
  for (const OperationChange& change : record->changes) {
    if (const auto* reported = std::get_if<IncidentReported>(&change)) return reported->incident.id;
  }
  ADD_FAILURE() << "no incident was reported";
  return {};
}

void expect_same(const OperationRecord& a, const OperationRecord& b) {
  EXPECT_EQ(a.revision, b.revision);
  EXPECT_EQ(a.at, b.at);
  EXPECT_EQ(a.seat, b.seat);
  EXPECT_EQ(a.command_id, b.command_id);
  EXPECT_EQ(to_json(a.changes), to_json(b.changes));
}

void expect_same(const Operations& a, const Operations& b) {
  EXPECT_EQ(a.revision, b.revision);
  EXPECT_EQ(*a.units, *b.units);
  EXPECT_EQ(*a.incidents, *b.incidents);
  EXPECT_EQ(*a.assignments, *b.assignments);
  EXPECT_EQ(*a.fund, *b.fund);
  ASSERT_EQ(a.closures->size(), b.closures->size());
  for (const auto& [id, closure] : *a.closures) {
    ASSERT_TRUE(b.closures->contains(id)) << id;
    const Closure& other = b.closures->at(id);
    EXPECT_EQ(closure.road, other.road);
    EXPECT_EQ(closure.road_at, other.road_at);
    EXPECT_EQ(closure.reason, other.reason);
    EXPECT_EQ(closure.from, other.from);
    EXPECT_EQ(closure.until, other.until);
    EXPECT_EQ(closure.lifted, other.lifted);
  }
}

// A simulated city with units, funds and its day's incidents, made once; each test has a copy of it.
class OperatorAtAStore : public ::testing::Test {
 protected:
  static void SetUpTestSuite() {
    made_ = new test::Scratch;
    DemoOptions options;
    options.projects = 200;
    options.months = 12;
    const auto made = make_demo_store(*made_ / "city.anxin", *beijing(), options);
    ASSERT_TRUE(made) << made.error().en;
  }
  static void TearDownTestSuite() { delete made_; }
  void SetUp() override {
    for (const auto& entry : fs::directory_iterator(made_->folder()))
      fs::copy_file(entry.path(), scratch_ / entry.path().filename().string());
  }
  std::unique_ptr<Store> open() const {
    auto store = open_store(file_);
    if (!store) ADD_FAILURE() << store.error().en;
    return store ? std::move(*store) : nullptr;
  }
  static Operator operator_of(Store& store) {
    auto desk = Operator::open(store, beijing());
    if (!desk) throw std::runtime_error(desk.error().en);
    return std::move(*desk);
  }

  static test::Scratch* made_;
  test::Scratch scratch_;
  fs::path file_ = scratch_ / "city.anxin";
};
test::Scratch* OperatorAtAStore::made_ = nullptr;

TEST_F(OperatorAtAStore, TheSameCommandIdTwiceHasOneEffectAndOneAnswer) {
  const auto store = open(), other_store = open();
  ASSERT_TRUE(store && other_store);
  Operator desk = operator_of(*store), other = operator_of(*other_store);
  const std::string id =
      incident_of_report(desk.carry_out(gathering("十八里店"), {"01 席", "r-1", after_anchor(0)}));
  const auto once = desk.carry_out(AppendLog{id, "已通知街道"}, {"01 席", "l-1", after_anchor(10)});
  ASSERT_TRUE(once) << once.error().en;
  const Revision head = store->revision();
  const auto again = desk.carry_out(AppendLog{id, "已通知街道"}, {"01 席", "l-1", after_anchor(99)});
  const auto elsewhere = other.carry_out(AppendLog{id, "已通知街道"}, {"01 席", "l-1", after_anchor(99)});
  ASSERT_TRUE(again && elsewhere);
  expect_same(*once, *again);
  expect_same(*once, *elsewhere);
  EXPECT_EQ(store->revision(), head);
  EXPECT_EQ(desk.operations()->incident(id)->log.size(), 1u);
  EXPECT_EQ(other.operations()->incident(id)->log.size(), 1u) << "brought up to date by the answer";
  // Another id is another wish.
  ASSERT_TRUE(desk.carry_out(AppendLog{id, "已通知街道"}, {"01 席", "l-2", after_anchor(100)}));
  EXPECT_EQ(desk.operations()->incident(id)->log.size(), 2u);
}

TEST_F(OperatorAtAStore, OfTwoSeatsTheFirstClaimWinsAndTheSecondIsToldWhoHasIt) {
  const auto first_store = open(), second_store = open();
  ASSERT_TRUE(first_store && second_store);
  Operator first = operator_of(*first_store);
  const std::string id =
      incident_of_report(first.carry_out(gathering("十八里店"), {"01 席", "r-1", after_anchor(0)}));
  Operator second = operator_of(*second_store);
  ASSERT_NE(second.operations()->incident(id), nullptr);

  const auto won = first.carry_out(ClaimIncident{id, ""}, {"01 席", "c-1", after_anchor(10)});
  ASSERT_TRUE(won) << won.error().en;
  EXPECT_LT(second.operations()->revision, first.operations()->revision) << "it is behind";
  const auto lost = second.carry_out(ClaimIncident{id, ""}, {"02 席", "c-2", after_anchor(11)});
  ASSERT_FALSE(lost);
  EXPECT_EQ(lost.error().code, ErrorCode::Refused);
  EXPECT_EQ(lost.error().zh, id + " 已由 01 席 认领；接管须写明理由。");
  expect_same(*second.operations(), *first.operations());
  ASSERT_EQ(second.records().size(), first.records().size());
  expect_same(second.records().back(), *won);

  // With a reason it takes over, and the first hears of it.
  ASSERT_TRUE(second.carry_out(ClaimIncident{id, "01 席换班"}, {"02 席", "c-3", after_anchor(12)}));
  EXPECT_EQ(first.operations()->incident(id)->claimed_by, "01 席");
  EXPECT_TRUE(first.catch_up().value_or(false));
  EXPECT_EQ(first.operations()->incident(id)->claimed_by, "02 席");
  const auto nothing = first.catch_up();
  ASSERT_TRUE(nothing);
  EXPECT_FALSE(*nothing) << "nothing since";
}

TEST_F(OperatorAtAStore, ARefusedCommandLeavesRevisionAndOperationsAlone) {
  const auto store = open();
  ASSERT_TRUE(store);
  Operator desk = operator_of(*store);
  const std::string id =
      incident_of_report(desk.carry_out(gathering("十八里店"), {"01 席", "r-1", after_anchor(0)}));
  const Revision head = store->revision();
  const auto before = desk.operations();
  const std::size_t records = desk.records().size();
  ReportIncident unknown_project;
  unknown_project.project = "P-000000-0000";
  unknown_project.persons = 3;
  const OperationCommand wishes[] = {ClaimIncident{"I-20261123-999", ""},
                                     ResolveIncident{"I-20261123-999", "x"},
                                     DispatchUnits{id, {{"U-110105-LEAD-1", Function::Lead, 0, 0}}},
                                     CloseIncident{id, Conclusion::NoArrears, {}, ""},
                                     MoveFund{"110105", FundMove::Drawn, 900'000'000'000, id, "x"},
                                     LiftClosure{"C-20261123-01", "x"},
                                     unknown_project};
  int n = 0;
  for (const OperationCommand& wish : wishes) {
    const std::string command = "refused-" + std::to_string(n++);
    const auto refused = desk.carry_out(wish, {"01 席", command, after_anchor(60)});
    ASSERT_FALSE(refused) << command;
    EXPECT_TRUE(refused.error().zh.ends_with("。")) << "one sentence: " << refused.error().zh;
    EXPECT_EQ(store->revision(), head) << command;
    EXPECT_EQ(desk.operations(), before) << command;
    EXPECT_EQ(desk.records().size(), records) << command;
    const auto answer = store->operation_answer(command);
    ASSERT_TRUE(answer) << answer.error().en;
    EXPECT_FALSE(*answer) << "a refusal uses no id up";
  }
  // The same id is free for a wish that can be carried out.
  EXPECT_TRUE(desk.carry_out(ClaimIncident{id, ""}, {"01 席", "refused-0", after_anchor(61)}));
}

TEST_F(OperatorAtAStore, WhenNothingIsDueNothingIsJournalled) {
  const auto store = open();
  ASSERT_TRUE(store);
  Operator desk = operator_of(*store);
  ASSERT_TRUE(desk.carry_out(AdvanceClocks{}, {"01 席", "a-1", after_anchor(7200)}));
  const Revision head = store->revision();
  const auto idle = desk.carry_out(AdvanceClocks{}, {"01 席", "a-2", after_anchor(7200)});
  ASSERT_TRUE(idle) << idle.error().en;
  EXPECT_TRUE(idle->changes.empty());
  EXPECT_EQ(store->revision(), head);
}

TEST_F(OperatorAtAStore, AnIncidentAtAProjectTakesPlaceAndSupervisingUnitFromTheStore) {
  const auto store = open();
  ASSERT_TRUE(store);
  Operator desk = operator_of(*store);
  const auto registry = store->load_registry();
  ASSERT_TRUE(registry) << registry.error().en;
  ReportIncident wish;
  wish.project = (*registry)->id[0];
  wish.persons = 8;
  const std::string id = incident_of_report(desk.carry_out(wish, {"01 席", "p-1", after_anchor(0)}));
  const Incident* incident = desk.operations()->incident(id);
  ASSERT_NE(incident, nullptr);
  EXPECT_EQ(incident->at, (*registry)->at[0]);
  EXPECT_EQ(incident->supervising_unit, (*registry)->unit_code[(*registry)->unit[0]]);
  EXPECT_NE(incident->place.find((*registry)->name[0]), std::string::npos) << incident->place;
}

TEST_F(OperatorAtAStore, OperationsAfterReopeningEqualThoseBefore) {
  Operations before;
  std::vector<OperationRecord> records;
  {
    const auto store = open();
    ASSERT_TRUE(store);
    Operator desk = operator_of(*store);
    ASSERT_FALSE(desk.operations()->units->empty());
    const std::string id =
        incident_of_report(desk.carry_out(gathering("十八里店"), {"01 席", "r-1", after_anchor(0)}));
    int n = 0;
    const auto wish = [&](const OperationCommand& command) {
      const std::string name = "w-" + std::to_string(n++);
      const auto done = desk.carry_out(command, {"01 席", name, after_anchor(60 * n)});
      EXPECT_TRUE(done) << name << ": " << done.error().en;
    };
    wish(ConfirmIncident{id});
    const auto lead = std::ranges::find_if(*desk.operations()->units, [&](const auto& entry) {
      return entry.second.functions == 1 && desk.operations()->available(entry.second, after_anchor(120));
    });
    ASSERT_NE(lead, desk.operations()->units->end());
    wish(DispatchUnits{id, {{lead->first, Function::Lead, 600, 5200.5}}});
    wish(StepAssignment{id + "/1", AssignmentState::OnScene, AckChannel::Radio, "已到", ""});
    wish(ReportSituation{id, "", 14, "平稳"});
    wish(ReportPosition{lead->first, LonLat::of_degrees(116.46, 39.87)});
    wish(MoveFund{"110105", FundMove::Drawn, 5'000'00, id, "垫付"});
    wish(DrawClosure{{}, "二环路", LonLat::of_degrees(116.434, 39.92), "施工", {}, after_anchor(9000)});
    before = *desk.operations();
    records = desk.records();
  }
  const auto store = open();
  ASSERT_TRUE(store);
  const Operator desk = operator_of(*store);
  expect_same(*desk.operations(), before);
  ASSERT_EQ(desk.records().size(), records.size());
  for (std::size_t i = 0; i < records.size(); ++i) expect_same(desk.records()[i], records[i]);
  EXPECT_EQ(desk.operations()->closures->size(), 1u);
}

TEST_F(OperatorAtAStore, OperationsAtAMomentAreThePrefixKnownThen) {
  const auto store = open();
  ASSERT_TRUE(store);
  Operator desk = operator_of(*store);
  const std::string id =
      incident_of_report(desk.carry_out(gathering("十八里店"), {"01 席", "r-1", after_anchor(0)}));
  ASSERT_TRUE(desk.carry_out(AppendLog{id, "一"}, {"01 席", "l-1", after_anchor(30)}));
  ASSERT_TRUE(desk.carry_out(AppendLog{id, "二"}, {"02 席", "l-2", after_anchor(30)}))
      << "of the same second";
  const auto& records = desk.records();
  ASSERT_GT(records.size(), 10u) << "the city's day";
  const std::size_t stride = std::max<std::size_t>(1, records.size() / 12);
  std::vector<Instant> moments{after_anchor(29), after_anchor(30), after_anchor(86'400), records.front().at,
                               records.front().at - std::chrono::seconds(1)};
  for (std::size_t i = 0; i < records.size(); i += stride) {
    moments.push_back(records[i].at);
    moments.push_back(records[i].at - std::chrono::seconds(1));
  }
  for (const Instant moment : moments) {
    SCOPED_TRACE(to_string(moment));
    Operations prefix;
    for (const OperationRecord& record : records)
      if (record.at <= moment) prefix = evolve(prefix, record);
    const auto then = operations_at(*store, moment);
    ASSERT_TRUE(then) << then.error().en;
    expect_same(*then, prefix);
  }
  EXPECT_EQ(operations_at(*store, after_anchor(29))->incident(id)->log.size(), 0u);
  EXPECT_EQ(operations_at(*store, after_anchor(30))->incident(id)->log.size(), 2u);
  EXPECT_TRUE(operations_at(*store, records.front().at - std::chrono::seconds(1))->units->empty());
}

TEST_F(OperatorAtAStore, AnExerciseIsRefusedInALiveStoreAndARealIncidentInOneOfDrills) {
  const auto live = open();
  ASSERT_TRUE(live);
  Operator desk = operator_of(*live);
  const Revision head = live->revision();
  const auto exercise = desk.carry_out(gathering("演练点", true), {"01 席", "e-1", after_anchor(0)});
  ASSERT_FALSE(exercise);
  EXPECT_EQ(exercise.error().code, ErrorCode::Refused);
  EXPECT_EQ(exercise.error().zh, "演练事件只能记入演练库。");
  EXPECT_EQ(live->revision(), head);

  DemoOptions empty;
  empty.projects = 0;
  StoreInfo info = demo_store_info(*beijing(), empty);
  info.exercise = true;
  const auto drills = create_store(scratch_ / "drill.anxin", info);
  ASSERT_TRUE(drills) << drills.error().en;
  Operator trainer = operator_of(**drills);
  const auto real = trainer.carry_out(gathering("十八里店"), {"01 席", "e-1", after_anchor(0)});
  ASSERT_FALSE(real);
  EXPECT_EQ(real.error().zh, "演练库不能记入真实事件。");
  EXPECT_TRUE(trainer.carry_out(gathering("演练点", true), {"01 席", "e-2", after_anchor(0)}));
}

}  // namespace
}  // namespace anxin
