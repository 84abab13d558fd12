#include "console/desk/session.hpp"

#include "console/desk/summary.hpp"

#include <gtest/gtest.h>

#include "data/demo/demo.hpp"
#include "tests/desk/seat.hpp"

namespace anxin {
namespace {

class Session : public test::Seat {
 protected:
  void SetUp() override { make_city(120, 8); }
};

TEST_F(Session, PublishesRegistryMonthsRiskAndTheChanges) {
  DeskSession session(options());
  session.wait_ready();
  const Frame f = session.frame();
  ASSERT_EQ(f.load.state, LoadState::Ready) << (f.load.error ? f.load.error->en : "");
  EXPECT_EQ(f.months.state, LoadState::Ready);
  ASSERT_TRUE(f.world.registry && f.world.registry->months && f.world.risk && f.world.risk_week &&
              f.world.risk_day && f.base);
  EXPECT_EQ(f.summary->total, 120u);
  EXPECT_TRUE(f.summary->week_known);
  EXPECT_TRUE(f.simulated);
  EXPECT_EQ(to_string(f.as_of), "2026-11-23") << "a simulated store's clock starts at its anchor";
}

// Everything the Frame shows of a day comes from that day, and End brings the clock's day back.
TEST_F(Session, AnotherDayIsShownWholeAndTheClocksDayComesBack) {
  DeskSession session(options());
  session.wait_ready();
  const Frame live = session.frame();
  EXPECT_TRUE(live.live());
  ViewState view;
  view.as_of = live.today - std::chrono::days(60);
  session.handle({}, view);
  session.wait_ready();
  const Frame then = session.frame();
  EXPECT_FALSE(then.live());
  EXPECT_EQ(then.as_of, *view.as_of);
  const RiskTable fresh = assess_all(*then.world.registry, pack_->rules, *view.as_of);
  EXPECT_EQ(then.world.risk->grade, fresh.grade);
  EXPECT_EQ(then.world.coverage->as_of, *view.as_of);
  EXPECT_TRUE(then.summary->week_known) << "changes are counted for that day too";
  std::uint32_t active = 0;
  for (Index i = 0; i < then.world.registry->projects(); ++i) {
    active += then.world.registry->status_on(i, *view.as_of) == ProjectStatus::Active ? 1 : 0;
  }
  EXPECT_EQ(then.summary->total, active);
  view.as_of.reset();
  session.handle({}, view);
  session.wait_ready();
  EXPECT_TRUE(session.frame().live());
  EXPECT_EQ(session.frame().world.risk->grade, live.world.risk->grade);
}

// Before the demo's one batch was recorded nothing was known.
TEST_F(Session, AsKnownThenLoadsWhatWasKnownThen) {
  DeskSession session(options());
  session.wait_ready();
  const Day today = session.frame().today;
  ViewState view;
  view.as_of = today - std::chrono::days(1);
  view.then_known = true;
  session.handle({}, view);
  session.wait_ready();
  const Frame before = session.frame();
  EXPECT_TRUE(before.then_known);
  EXPECT_EQ(before.world.registry->projects(), 0u);
  EXPECT_EQ(before.summary->total, 0u);
  view = {};
  session.handle({}, view);
  session.wait_ready();
  EXPECT_EQ(session.frame().summary->total, 120u);
}

TEST_F(Session, TheTimelineCountsWhatTheEngineCountsEachWeek) {
  DeskSession session(options());
  session.wait_ready();
  const Frame f = session.frame();
  ASSERT_TRUE(f.timeline);
  ASSERT_EQ(f.timeline->day.size(), Timeline::kWeeks);
  EXPECT_EQ(f.timeline->day.back(), f.today);
  for (std::size_t i = 0; i < Timeline::kWeeks; ++i) {
    const RiskTable risk = assess_all(*f.world.registry, pack_->rules, f.timeline->day[i]);
    ASSERT_EQ(f.timeline->severe[i], static_cast<std::int32_t>(severe_active(*f.world.registry, risk))) << i;
  }
}

TEST_F(Session, KeptGradesEqualThoseOfTheEngine) {
  DeskSession session(options());
  session.wait_ready();
  const Frame f = session.frame();
  const RiskTable fresh = assess_all(*f.world.registry, pack_->rules, f.as_of);
  EXPECT_EQ(f.world.risk->grade, fresh.grade);
  EXPECT_EQ(f.world.risk->score_milli, fresh.score_milli);
}

TEST_F(Session, SelectionBringsItsDetailAndALaterSelectionReplacesIt) {
  DeskSession session(options());
  session.wait_ready();
  const auto registry = session.frame().world.registry;
  ViewState view;
  view.selected = std::string(registry->id[0]);
  session.handle({}, view);
  view.selected = std::string(registry->id[7]);
  session.handle({}, view);
  session.wait_ready();
  const Frame f = session.frame();
  ASSERT_TRUE(f.detail);
  EXPECT_EQ(f.detail->project, 7u);
  EXPECT_EQ(f.detail->assessment.grade, f.world.risk->grade[7]);
  view.selected.clear();
  session.handle({}, view);
  EXPECT_FALSE(session.frame().detail);
}

TEST_F(Session, AFilterChangesTheSummary) {
  DeskSession session(options());
  session.wait_ready();
  ViewState view;
  view.filters.sectors = 1u << static_cast<int>(Sector::Housing);
  session.handle({}, view);
  session.wait_ready();
  const Frame f = session.frame();
  EXPECT_LT(f.summary->shown, f.summary->total);
  EXPECT_GT(f.summary->shown, 0u);
}

TEST_F(Session, AnotherWritersCommitIsNoticedAndLoaded) {
  DeskSession session(options());
  session.wait_ready();
  const Revision before = session.frame().world.revision;
  auto other = open_store(file_);
  ASSERT_TRUE(other) << other.error().en;
  Batch batch;
  EnterpriseRow enterprise;
  enterprise.uscc = "91110000000000000X";
  enterprise.name = "另一席位导入的企业";
  batch.enterprises.push_back(enterprise);
  Origin origin;
  origin.at = *parse_instant("2026-11-23T02:00:00Z");
  origin.kind = "enterprises";
  origin.command_id = "c-1";
  const auto done = (*other)->commit({}, batch, origin);
  ASSERT_TRUE(done) << done.error().en;
  session.look_for_other_writers();
  session.wait_ready();
  EXPECT_GT(session.frame().world.revision, before);
  EXPECT_EQ(session.frame().load.state, LoadState::Ready);
}

TEST_F(Session, AStoreThatIsNotThereIsAFailedStateWithASentenceAndRetryWorks) {
  auto o = options();
  o.store = scratch_ / "absent.anxin";
  DeskSession session(o);
  session.wait_ready();
  Frame f = session.frame();
  EXPECT_EQ(f.load.state, LoadState::Failed);
  ASSERT_TRUE(f.load.error);
  EXPECT_EQ(f.load.error->code, ErrorCode::Store);
  std::filesystem::copy(file_, scratch_ / "absent.anxin");
  if (std::filesystem::exists(file_.string() + ".head")) {
    std::filesystem::copy(file_.string() + ".head", (scratch_ / "absent.anxin").string() + ".head");
  }
  Outbox outbox;
  outbox.asks.push_back(Reload{});
  session.handle(outbox, {});
  session.wait_ready();
  f = session.frame();
  EXPECT_EQ(f.load.state, LoadState::Ready) << (f.load.error ? f.load.error->en : "");
}

TEST_F(Session, ARebuiltIndexIsANoticeAndASoundStoreHasNone) {
  {
    DeskSession session(options());
    session.wait_ready();
    EXPECT_TRUE(session.frame().notices.empty());
  }
  const auto damaged =
      test::run_command({"sqlite3", file_.string(), "DELETE FROM idx_project_geometry WHERE pkid = 5"});
  ASSERT_EQ(damaged.exit_code, 0) << damaged.err;
  DeskSession session(options());
  session.wait_ready();
  const Frame f = session.frame();
  EXPECT_EQ(f.load.state, LoadState::Ready) << "a notice, not a failure";
  ASSERT_EQ(f.notices.size(), 1U);
  EXPECT_NE(f.notices[0].en.find("It was rebuilt."), std::string::npos) << f.notices[0].en;
  EXPECT_NE(f.notices[0].zh.find("已重建"), std::string::npos) << f.notices[0].zh;
}

TEST_F(Session, AMissingHeadFileIsANotice) {
  std::filesystem::remove(file_.string() + ".head");
  DeskSession session(options());
  session.wait_ready();
  const Frame f = session.frame();
  ASSERT_EQ(f.notices.size(), 1U);
  EXPECT_NE(f.notices[0].en.find("no head file"), std::string::npos) << f.notices[0].en;
}

TEST_F(Session, NowGivenStandsStill) {
  auto o = options();
  o.now = parse_instant("2026-11-20T00:00:00Z");
  DeskSession session(o);
  session.wait_ready();
  EXPECT_EQ(to_string(session.frame().now), "2026-11-20T00:00:00Z");
  EXPECT_EQ(to_string(session.frame().as_of), "2026-11-20");
}

}  // namespace
}  // namespace anxin
