// A seat's incidents at a real store: a closure across the best way changes the advice at once and is in the
// journal; how well clocks were kept follows the period; an alarm sounds until a seat takes it up.
#include <gtest/gtest.h>

#include "console/desk/attainment_table.hpp"
#include "console/desk/session.hpp"
#include "data/demo/demo.hpp"
#include "geo/crs.hpp"
#include "tests/desk/seat.hpp"

namespace anxin {
namespace {

class DispatchSeat : public test::Seat {
 protected:
  void SetUp() override {
    make_city(120, 8);
    auto o = options();
    o.now = DemoOptions{}.anchor + std::chrono::minutes(60);
    sit_down(std::move(o));
    view_.tab = ViewTab::Dispatch;
  }
  // Carries it out and waits for all that follows from it.
  Frame told(OperationCommand command) {
    Outbox outbox;
    outbox.commands.emplace_back(RunOperation{"test/" + std::to_string(++counter_), std::move(command)});
    session_->handle(outbox, view_);
    session_->wait_ready();
    return session_->frame();
  }
  Frame shown() {
    session_->handle({}, view_);
    session_->wait_ready();
    return session_->frame();
  }
  // A new gathering at 双井, confirmed and selected.
  Frame gathering(int persons) {
    ReportIncident wish;
    wish.at = LonLat::of_degrees(116.47, 39.92);
    wish.place = "双井 安置房";
    wish.persons = persons;
    wish.sector = Sector::Housing;
    const Frame f = told(wish);
    EXPECT_FALSE(f.outcome->refused) << f.outcome->en;
    view_.selected_incident = f.outcome->incident;
    return told(ConfirmIncident{view_.selected_incident});
  }
  ViewState view_;
  int counter_ = 0;
};

TEST_F(DispatchSeat, AClosureAcrossTheBestWayChangesTheNextAdviceAndLiftingItBringsItBack) {
  const Frame before = gathering(42);
  ASSERT_TRUE(before.advice && !before.advice->error) << (before.advice ? before.advice->error->en : "none");
  ASSERT_FALSE(before.advice->set.empty());
  const AdvisedUnit* far = nullptr;
  for (const AdvisedUnit& u : before.advice->set)
    if (far == nullptr || u.duration_s > far->duration_s) far = &u;
  ASSERT_GE(far->route.size(), 3U);
  const LonLat on = from_map(far->route[far->route.size() / 2]);
  const auto corner = [&](double x, double y) { return LonLat::of_degrees(on.lon() + x, on.lat() + y); };
  constexpr double kHalf = 0.002;
  DrawClosure wish;
  wish.area = {{{corner(-kHalf, -kHalf), corner(kHalf, -kHalf), corner(kHalf, kHalf), corner(-kHalf, kHalf),
                 corner(-kHalf, -kHalf)},
                {}}};
  wish.reason = "管线抢修";
  wish.until = before.now + std::chrono::hours(2);
  const Frame closed = told(wish);
  ASSERT_FALSE(closed.outcome->refused) << closed.outcome->en;
  ASSERT_TRUE(closed.advice);
  EXPECT_EQ(closed.advice->revision, closed.world.operations->revision) << "it is the advice of now";
  bool same = closed.advice->set.size() == before.advice->set.size();
  for (std::size_t n = 0; same && n < closed.advice->set.size(); ++n) {
    const AdvisedUnit &a = before.advice->set[n], &b = closed.advice->set[n];
    same = a.unit == b.unit && a.duration_s == b.duration_s && a.route == b.route;
  }
  EXPECT_FALSE(same) << "another unit or another way";
  EXPECT_GE(closed.advice->complete_s, before.advice->complete_s) << "less road is never sooner";
  for (const AdvisedUnit& u : closed.advice->set)
    for (const MapXY at : u.route) {
      const LonLat p = from_map(at);
      EXPECT_FALSE(std::abs(p.lon() - on.lon()) < kHalf && std::abs(p.lat() - on.lat()) < kHalf) << u.unit;
    }
  ASSERT_EQ(closed.world.operations->closures->size(), 1U);
  const std::string id = closed.world.operations->closures->begin()->first;
  {
    const auto store = open_store(file_, OpenMode::ReadOnly);
    ASSERT_TRUE(store) << store.error().en;
    const auto records = (*store)->operation_records(0);
    ASSERT_TRUE(records);
    const auto* drawn = std::get_if<ClosureDrawn>(&records->back().changes.front());
    ASSERT_TRUE(drawn) << "in the journal";
    EXPECT_EQ(drawn->closure.reason, "管线抢修");
  }
  const Frame lifted = told(LiftClosure{id, {}});
  EXPECT_EQ(lifted.advice->complete_s, before.advice->complete_s);
  EXPECT_EQ(lifted.advice->set.front().unit, before.advice->set.front().unit);
  EXPECT_TRUE(told(LiftClosure{id, {}}).outcome->refused) << "it is over already";
}

TEST_F(DispatchSeat, AttainmentIsOfThePeriodThatTheViewAsksFor) {
  const Frame today = shown();
  ASSERT_TRUE(today.attainment);
  EXPECT_EQ(today.attainment->period, AttainmentPeriod::Today);
  EXPECT_EQ(today.attainment->rows.size(), 18U) << "the city and 17 supervising units";
  view_.kept_over = AttainmentPeriod::Days30;
  const Frame month = shown();
  ASSERT_TRUE(month.attainment);
  EXPECT_EQ(month.attainment->period, AttainmentPeriod::Days30);
  EXPECT_EQ(to_string(month.attainment->from), "2026-10-25");
  EXPECT_EQ(month.attainment, shown().attainment) << "nothing changed: not made anew";
}

TEST(AttainmentPeriods, BeginOnTheirFirstDay) {
  const Day today = *parse_day("2026-11-23");
  EXPECT_EQ(to_string(first_day_of(AttainmentPeriod::Today, today)), "2026-11-23");
  EXPECT_EQ(to_string(first_day_of(AttainmentPeriod::Days7, today)), "2026-11-17");
  EXPECT_EQ(to_string(first_day_of(AttainmentPeriod::Days30, today)), "2026-10-25");
  EXPECT_EQ(to_string(first_day_of(AttainmentPeriod::Quarter, today)), "2026-10-01");
  EXPECT_EQ(to_string(first_day_of(AttainmentPeriod::Quarter, *parse_day("2026-03-31"))), "2026-01-01");
}

TEST_F(DispatchSeat, ANewGatheringOfManySoundsUntilASeatTakesItUp) {
  ReportIncident wish;
  wish.at = LonLat::of_degrees(116.47, 39.92);
  wish.place = "双井 安置房";
  wish.persons = 120;
  wish.sector = Sector::Housing;
  const Frame rings = told(wish);
  const std::string id = rings.outcome->incident;
  EXPECT_EQ(rings.alarm.incident, id);
  EXPECT_EQ(rings.alarm.kind, AlarmKind::NewI);
  EXPECT_NE(told(ClaimIncident{id, {}}).alarm.incident, id);
}

}  // namespace
}  // namespace anxin
