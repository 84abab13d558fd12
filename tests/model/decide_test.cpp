#include "data/model/decide.hpp"

#include <random>

#include "data/model/operations.hpp"
#include "tests/model/dispatch_facts.hpp"

namespace anxin::test {
namespace {

using std::chrono::seconds;
const std::string kIncident = "I-20261123-001";

TEST(Decide, NumbersGoOnBehindTheLargestAndPastNineHundredNinetyNine) {
  Desk desk;
  auto table = std::make_shared<std::map<std::string, Incident>>();
  for (const char* id : {"I-20261123-002", "I-20261123-999", "I-20261122-1004"}) {
    (*table)[id].id = id;
    (*table)[id].state = IncidentState::Closed;
  }
  desk.world.incidents = table;
  desk.tell(report_of(6));
  EXPECT_NE(desk.world.incident("I-20261123-1000"), nullptr);
  desk.tell(report_of(6));
  EXPECT_NE(desk.world.incident("I-20261123-1001"), nullptr);
}

TEST(Decide, AnIncidentOfTheOtherKindOfStoreCannotBeHandledNorMergedInto) {
  Desk desk;
  desk.tell(report_of(35));
  DecideContext context = desk.context();
  context.exercise_store = true;
  ReportIncident drill = report_of(6);
  EXPECT_FALSE(decide(desk.world, context, drill));
  drill.exercise = true;
  auto facts = decide(desk.world, context, drill);
  ASSERT_TRUE(facts) << facts.error().en;
  desk.keep(std::move(*facts));
  const std::string second = "I-20261123-002";
  ASSERT_TRUE(decide(desk.world, context, ClaimIncident{second}));
  for (const OperationCommand& command :
       {OperationCommand(ClaimIncident{kIncident}), OperationCommand(ConfirmIncident{kIncident}),
        OperationCommand(MergeIncident{second, kIncident, "x"})}) {
    const auto refused = decide(desk.world, context, command);
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().zh, kIncident + " 不是演练事件，不能在此库中处置。");
  }
}

TEST(Decide, AssignmentsStandInTheOrderOfTheirNumbers) {
  Desk desk;
  DispatchUnits order{kIncident, {}};
  for (int i = 1; i <= 11; ++i) {
    const std::string id = "U-" + std::to_string(i);
    desk.tell(EnrollUnit{response_unit(id, Function::Order)});
    order.parts.push_back({id, Function::Order, 600, 4200.5});
  }
  desk.tell(report_of(35));
  desk.tell(ConfirmIncident{kIncident});
  desk.tell(order);
  const auto found = desk.world.assignments_of(kIncident);
  ASSERT_EQ(found.size(), 11U);
  EXPECT_EQ(found[1]->id, kIncident + "/2");
  EXPECT_EQ(found[10]->id, kIncident + "/11");
  EXPECT_EQ(found[10]->unit, "U-11");
  EXPECT_EQ(found[10]->order, kIncident + "/D1");
  EXPECT_EQ(found[10]->expected_s, 600);
  EXPECT_EQ(found[10]->distance_m, 4200.5);
  desk.tell(EnrollUnit{response_unit("U-12", Function::Order)});
  desk.tell(DispatchUnits{kIncident, {{"U-12", Function::Order, 0, 0}}});
  EXPECT_EQ(desk.world.assignment(kIncident + "/12")->order, kIncident + "/D2");
  // Of another incident, whose id this one begins with: none of these.
  EXPECT_TRUE(desk.world.assignments_of("I-20261123-00").empty());
}

TEST(Decide, AnOrderWithAnImpossibleRoadIsRefused) {
  Desk desk;
  desk.tell(EnrollUnit{response_unit("U-1", Function::Lead)});
  desk.tell(report_of(35));
  desk.tell(ConfirmIncident{kIncident});
  for (const auto& [time, metres] :
       {std::pair{std::int64_t{-1}, 0.0}, {0, -1.0}, {0, std::nan("")}, {0, INFINITY}}) {
    const auto facts = desk.ask(DispatchUnits{kIncident, {{"U-1", Function::Lead, time, metres}}});
    ASSERT_FALSE(facts);
    EXPECT_NE(facts.error().zh.find("U-1"), std::string::npos);
  }
}

TEST(Decide, APlanThatThePackLacksIsOurFault) {
  Desk desk;
  desk.tell(report_of(35));
  desk.policy.plans.clear();
  EXPECT_EQ(desk.ask(ConfirmIncident{kIncident}).error().code, ErrorCode::Internal);
}

TEST(Decide, WithoutASeatNobodyClaims) {
  Desk desk;
  desk.tell(report_of(35));
  DecideContext context = desk.context();
  context.seat.clear();
  EXPECT_FALSE(decide(desk.world, context, ClaimIncident{kIncident, ""}));
}

TEST(Decide, IsPureAndRefusalsLeaveNothing) {
  Desk desk;
  desk.tell(report_of(35));
  const Operations before = desk.world;
  EXPECT_TRUE(desk.ask(ConfirmIncident{kIncident}));
  EXPECT_FALSE(desk.ask(ConfirmIncident{"I-x"}));
  EXPECT_EQ(desk.world.incidents, before.incidents);  // the very same table
  const auto once = desk.ask(report_of(7)), again = desk.ask(report_of(7));
  EXPECT_EQ(std::get<IncidentReported>(once->front()).incident,
            std::get<IncidentReported>(again->front()).incident);
}

TEST(Evolve, LeavesTheWorldBeforeAsItWas) {
  Desk desk;
  desk.tell(EnrollUnit{response_unit("U-1", Function::Lead)});
  desk.tell(report_of(35));
  const Operations before = desk.world;
  const auto units = *before.units;
  const auto incidents = *before.incidents;
  desk.tell(ConfirmIncident{kIncident});
  desk.tell(DispatchUnits{kIncident, {{"U-1", Function::Lead, 0, 0}}});
  EXPECT_EQ(*before.units, units);
  EXPECT_EQ(*before.incidents, incidents);
  EXPECT_TRUE(before.assignments->empty());
  EXPECT_EQ(before.revision + 2, desk.world.revision);
  EXPECT_EQ(desk.world.units, before.units);  // not touched, so not copied
  EXPECT_NE(desk.world.incidents, before.incidents);
}

TEST(Evolve, TheSameRecordsGiveTheSameWorld) {
  Desk desk;
  desk.tell(EnrollUnit{response_unit("U-1", Function::Lead)});
  desk.tell(report_of(35));
  desk.tell(ConfirmIncident{kIncident});
  desk.tell(DispatchUnits{kIncident, {{"U-1", Function::Lead, 0, 0}}});
  Operations again;
  for (const OperationRecord& record : desk.records) again = evolve(again, record);
  EXPECT_EQ(*again.incidents, *desk.world.incidents);
  EXPECT_EQ(*again.assignments, *desk.world.assignments);
  EXPECT_EQ(*again.units, *desk.world.units);
}

// However it ends, nobody is called to an incident that is over.
TEST(Evolve, AnOpenAlarmIsOverWithItsIncident) {
  for (const OperationChange& end : std::vector<OperationChange>{
           IncidentClosed{kIncident, Conclusion::PaidInFull, {}, ""}, IncidentCancelled{kIncident, "误报"},
           IncidentMerged{kIncident, "I-20261123-002", "同一事件"}}) {
    Desk desk;
    desk.tell(report_of(35));
    desk.tell(report_of(6));
    desk.tell(ConfirmIncident{kIncident});
    if (std::holds_alternative<IncidentClosed>(end)) desk.tell(ResolveIncident{kIncident, "已付"});
    desk.keep({ClockBreached{kIncident, "first_on_scene"}});
    ASSERT_TRUE(desk.world.incident(kIncident)->alarm_open);
    desk.keep({end});
    EXPECT_FALSE(desk.world.incident(kIncident)->open());
    EXPECT_FALSE(desk.world.incident(kIncident)->alarm_open) << end.index();
  }
}

// Facts about nothing, and facts that the table of states does not allow.
std::vector<OperationChange> facts_about(const std::string& incident, const std::string& assignment) {
  return {UnitRetired{"U-x", ""},
          UnitStateSet{"U-x", UnitReadiness::Ready, ""},
          UnitPositionReported{"U-x", kSite, kNine},
          IncidentClaimed{incident, "02", "", ""},
          SourceAdded{incident, {}},
          IncidentUpdated{incident, 5, {}, {}, {}, {}, {}, {}},
          IncidentLevelSet{incident, {}},
          IncidentConfirmed{incident, "", {}},
          ReinforcementRequested{incident, {}, ""},
          IncidentResolved{incident, "x"},
          IncidentClosed{incident, Conclusion::Referred, {}, ""},
          IncidentCancelled{incident, ""},
          IncidentMerged{incident, "I-y", ""},
          IncidentUnmerged{incident, ""},
          NotADuplicate{incident, "I-y", ""},
          JurisdictionDisputed{incident, {}},
          JurisdictionSettled{incident, "", ""},
          UnitsDispatched{"", incident, {Assignment{}}},
          AssignmentStepped{assignment, AssignmentState::Accepted, AckChannel::Page, "", ""},
          OfferEscalated{assignment, 1, ""},
          ClockBreached{incident, "acknowledge"},
          AlarmAcknowledged{incident},
          RollCallStarted{incident},
          RollCallAnswered{incident, assignment, ""},
          RollCallRetried{incident},
          RollCallMissed{incident, assignment},
          SituationReported{incident, {}},
          LogAppended{incident, ""},
          ClosureLifted{"C-x", ""}};
}

TEST(Evolve, IgnoresFactsAboutWhatIsNotThere) {
  Desk desk;
  desk.tell(report_of(35));
  const Operations before = desk.world;
  desk.keep(facts_about("I-x", "I-x/1"));
  EXPECT_EQ(*desk.world.incidents, *before.incidents);
  EXPECT_EQ(*desk.world.units, *before.units);
  EXPECT_TRUE(desk.world.assignments->empty());
  EXPECT_TRUE(desk.world.closures->empty());
}

TEST(Evolve, IgnoresStepsThatTheTableDoesNotHave) {
  Desk desk;
  desk.tell(report_of(35));
  desk.tell(CancelIncident{kIncident, "误报"});
  const Incident ended = *desk.world.incident(kIncident);
  desk.keep({IncidentConfirmed{kIncident, "II", {}}, IncidentResolved{kIncident, "x"},
             IncidentClosed{kIncident, Conclusion::Referred, {}, ""}, IncidentMerged{kIncident, "I-y", ""},
             IncidentUnmerged{kIncident, ""}, UnitsDispatched{"", kIncident, {Assignment{}}},
             RollCallAnswered{kIncident, "a", ""}, RollCallRetried{kIncident},
             RollCallMissed{kIncident, "a"}});
  EXPECT_EQ(*desk.world.incident(kIncident), ended);
  EXPECT_TRUE(desk.world.assignments->empty());
}

TEST(Evolve, AnyRecordsInAnyOrderAreTakenWithoutFailing) {
  constexpr std::uint32_t kSeed = 20261125;
  std::mt19937 random(kSeed);
  Desk desk;
  desk.tell(EnrollUnit{response_unit("U-1", Function::Lead)});
  desk.tell(report_of(35));
  desk.tell(ConfirmIncident{kIncident});
  desk.tell(DispatchUnits{kIncident, {{"U-1", Function::Lead, 0, 0}}});
  auto facts = facts_about(kIncident, kIncident + "/1");
  for (const OperationRecord& record : desk.records)
    facts.insert(facts.end(), record.changes.begin(), record.changes.end());
  for (int round = 0; round < 300; ++round) {
    std::shuffle(facts.begin(), facts.end(), random);
    const Operations world = evolve({}, {1, kNine, "01", "", facts});
    ASSERT_LE(world.incidents->size(), 1U) << "seed " << kSeed << " round " << round;
  }
}

TEST(OnDuty, AShiftIsOfTheWeekdayOnWhichItBegins) {
  ResponseUnit unit = response_unit("U-1", Function::Lead);
  EXPECT_TRUE(on_duty(unit, kNine));             // no roster: always
  unit.shifts = {{0b0000001, 22 * 60, 6 * 60}};  // Monday night; 2026-11-23 is a Monday
  const auto at = [&](const char* text) { return on_duty(unit, *parse_instant(text)); };
  EXPECT_FALSE(at("2026-11-23 21:59:59"));
  EXPECT_TRUE(at("2026-11-23 22:00"));
  EXPECT_TRUE(at("2026-11-24 05:59:59"));
  EXPECT_FALSE(at("2026-11-24 06:00"));
  EXPECT_FALSE(at("2026-11-23 05:00"));
  EXPECT_FALSE(at("2026-11-24 22:00"));
  unit.shifts = {{0b1000000, 8 * 60, 8 * 60}};  // Sunday, round the clock
  EXPECT_FALSE(at("2026-11-22 07:59:59"));
  EXPECT_TRUE(at("2026-11-22 08:00"));
  EXPECT_TRUE(at("2026-11-23 07:59:59"));
  EXPECT_FALSE(at("2026-11-23 08:00"));
}

TEST(PlaceOf, AnOldPositionIsTheBaseAndStillSaysItsAge) {
  ResponseUnit unit = response_unit("U-1", Function::Lead);
  EXPECT_FALSE(place_of(unit, kNine, 300).age_s);
  unit.position = LonLat::of_degrees(116.5, 39.9);
  unit.position_at = kNine - seconds{300};
  EXPECT_EQ(place_of(unit, kNine, 300).at, *unit.position);
  EXPECT_FALSE(place_of(unit, kNine, 300).at_base);
  const UnitPlace old = place_of(unit, kNine + seconds{1}, 300);
  EXPECT_EQ(old.at, unit.base);
  EXPECT_TRUE(old.at_base);
  EXPECT_EQ(old.age_s, 301);
}

}  // namespace
}  // namespace anxin::test
