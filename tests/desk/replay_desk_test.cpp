// A replay at a seat with a real store: every moment is what the journal told by then, nothing is written
// meanwhile, and what happens meanwhile is there on return. Playback by seconds that are given.
#include "console/desk/replay_desk.hpp"

#include <gtest/gtest.h>

#include "console/desk/session.hpp"
#include "data/demo/demo.hpp"
#include "data/model/operation_about.hpp"
#include "tests/desk/seat.hpp"
#include "tests/tools/course.hpp"

namespace anxin {
namespace {

using std::chrono::minutes;
using std::chrono::seconds;

const Instant kStart{std::chrono::sys_days{std::chrono::year{2026} / 11 / 23}};
const std::vector<ReplayMoment> kMoments{
    {kStart, 1}, {kStart + seconds(30), 2}, {kStart + minutes(10), 3}, {kStart + minutes(60), 4}};

TEST(ReplayTime, GoesAsManyTimesAsFastAndStopsAtTheEnd) {
  const Instant until = kStart + minutes(60);
  const auto at = [&](double s, ReplaySpeed speed) { return played_to(kMoments, until, kStart, s, speed); };
  EXPECT_EQ(at(2.9, ReplaySpeed::Real), kStart + seconds(2));
  EXPECT_EQ(at(2.95, ReplaySpeed::Ten), kStart + seconds(29));
  EXPECT_EQ(at(2.5, ReplaySpeed::Sixty), kStart + seconds(150));
  EXPECT_EQ(at(2.5, ReplaySpeed::SixHundred), kStart + seconds(1500));
  EXPECT_EQ(at(1e300, ReplaySpeed::SixHundred), until);
  for (const ReplaySpeed speed : {ReplaySpeed::Real, ReplaySpeed::SixHundred, ReplaySpeed::Events}) {
    EXPECT_EQ(at(0, speed), kStart);
    EXPECT_EQ(at(-5, speed), kStart) << "a clock that went back plays nothing";
  }
}

TEST(ReplayTime, EventByEventIsAMomentASecond) {
  const auto at = [&](double s) {
    return played_to(kMoments, kStart + minutes(90), kStart + seconds(1), s, ReplaySpeed::Events);
  };
  EXPECT_EQ(at(0.9), kStart + seconds(1));
  EXPECT_EQ(at(1), kStart + seconds(30));
  EXPECT_EQ(at(2), kStart + minutes(10));
  EXPECT_EQ(at(99), kStart + minutes(60)) << "the last moment, not the present";
}

TEST(ReplayTime, StepsHoldAtTheEnds) {
  EXPECT_EQ(stepped(kMoments, kStart, 1), kStart + seconds(30));
  EXPECT_EQ(stepped(kMoments, kStart + seconds(31), -1), kStart + seconds(30));
  EXPECT_EQ(stepped(kMoments, kStart + seconds(30), -1), kStart);
  EXPECT_EQ(stepped(kMoments, kStart, -1), kStart);
  EXPECT_EQ(stepped(kMoments, kStart - minutes(5), 1), kStart);
  EXPECT_EQ(stepped(kMoments, kStart + minutes(61), 1), kStart + minutes(61));
  EXPECT_EQ(stepped(kMoments, kStart + minutes(61), -1), kStart + minutes(60));
  EXPECT_EQ(stepped({}, kStart, 1), kStart);
}

// So long that snapshots are given up: still every state is that of its prefix, and a step back is bounded.
TEST(Replay, OfALongJournalKeepsFewSnapshotsAndTheTruth) {
  test::Course course(kStart);
  course.enroll("110105", LonLat::of_degrees(116.44, 39.92));
  const std::size_t many = Replay::kSnapshotEvery * Replay::kMostSnapshots * 2 + 100;
  while (course.records.size() < many) {
    course.later(1);
    const double k = static_cast<double>(course.records.size());
    course.wish(ReportPosition{"U-110105-LEAD-1", LonLat::of_degrees(116.4, 39.9 + 1e-6 * k)});
  }
  Replay replay(std::span(course.records).first(100));
  EXPECT_EQ(replay.after(many)->revision, course.records[99].revision) << "no more is known yet";
  replay.extend(course.records);
  (void)replay.after(many);
  for (const std::size_t count : {many - 1, many / 2 + 17, std::size_t{131}, std::size_t{7}, many - 70}) {
    const std::size_t before = replay.steps();
    const auto state = replay.after(count);
    EXPECT_LE(replay.steps() - before, 4 * Replay::kSnapshotEvery);
    Operations slow;
    for (std::size_t i = 0; i < count; ++i) slow = evolve(std::move(slow), course.records[i]);
    EXPECT_EQ(state->revision, slow.revision);
    EXPECT_EQ(*state->units, *slow.units);
  }
}

// A simulated city with its day of incidents.
class ReplayAtADesk : public test::Seat {
 protected:
  void SetUp() override {
    make_city(120, 3);
    auto o = options();
    o.now = DemoOptions{}.anchor + minutes(1);
    o.keep_risk = false;  // nothing by itself: the tests write
    change(o);
    sit_down(std::move(o));
    for (const auto& [id, i] : *session_->frame().world.operations->incidents)
      if (i.open() && !i.reports.empty()) incident_ = id;
    ASSERT_FALSE(incident_.empty()) << "the day has an incident under way";
    view_.tab = ViewTab::Dispatch;
    view_.selected_incident = incident_;
    show({});
  }
  virtual void change(DeskSession::Options&) {}
  // Replays at this moment; nothing: the present.
  Frame show(std::optional<Instant> at) {
    view_.replay.reset();
    if (at) view_.replay = ReplayWish{incident_, *at};
    session_->handle({}, view_);
    session_->wait_ready();
    return session_->frame();
  }
  std::shared_ptr<const CommandOutcome> write(const std::string& id) {
    Outbox outbox;
    outbox.commands.emplace_back(RunOperation{id, AppendLog{incident_, "核对名册"}});
    session_->handle(outbox, view_);
    session_->wait_ready();
    return session_->frame().outcome;
  }
  std::vector<OperationRecord> journal() const {
    const auto store = open_store(file_, OpenMode::ReadOnly);
    if (!store) throw std::runtime_error(store.error().en);
    auto records = (*store)->operation_records(0);
    if (!records) throw std::runtime_error(records.error().en);
    return std::move(*records);
  }
  std::string incident_;
  ViewState view_;
};

TEST_F(ReplayAtADesk, EachMomentIsWhatTheJournalToldByThen) {
  const std::vector<OperationRecord> records = journal();
  const Frame first = show(Instant{});
  ASSERT_TRUE(first.replay);
  EXPECT_EQ(first.now, first.replay->from) << "before the first moment it is the first";
  EXPECT_EQ(first.world.operations->incident(incident_)->state, IncidentState::Reported);
  const auto moments = *first.replay->moments;
  ASSERT_GT(moments.size(), 8U);
  std::size_t log = 0;
  for (std::size_t m = 0; m < moments.size(); m += 3) {
    const Frame f = show(moments[m].at);
    Operations slow;
    for (const OperationRecord& r : records)
      if (r.at <= moments[m].at) slow = evolve(std::move(slow), r);
    ASSERT_TRUE(f.replay);
    EXPECT_EQ(f.now, moments[m].at);
    EXPECT_FALSE(f.live());
    EXPECT_EQ(f.world.operations->revision, slow.revision);
    EXPECT_EQ(*f.world.operations->units, *slow.units) << "positions and states included";
    EXPECT_EQ(*f.world.operations->incidents, *slow.incidents);
    EXPECT_EQ(*f.world.operations->assignments, *slow.assignments);
    ASSERT_TRUE(f.incident);
    EXPECT_GE(f.incident->history.size(), log) << "the log only grows";
    EXPECT_LE(f.incident->history.front().at, moments[m].at);
    log = f.incident->history.size();
    EXPECT_FALSE(f.advice) << "what was advised then is not on record";
  }
}

TEST_F(ReplayAtADesk, BetweenTwoMomentsOnlyTheClockMoves) {
  const Frame first = show(Instant{});
  const auto moments = *first.replay->moments;
  std::size_t wide = 1;  // a gap
  while (wide + 1 < moments.size() && moments[wide + 1].at - moments[wide].at < seconds(3)) ++wide;
  const Frame a = show(moments[wide].at), b = show(moments[wide].at + seconds(1));
  EXPECT_EQ(b.now - a.now, seconds(1));
  if (moments[wide].records == b.replay->moments->at(wide).records)
    EXPECT_EQ(a.world.operations->revision, b.world.operations->revision);
}

TEST_F(ReplayAtADesk, AWishIsRefusedMeanwhileAndCarriedOutAfterwards) {
  show(Instant{});
  const std::size_t before = journal().size();
  const auto refused = write("w-1");
  ASSERT_TRUE(refused);
  EXPECT_TRUE(refused->refused);
  EXPECT_EQ(refused->zh, "历史视图不可写入：按 End 回到实时再试。") << "the sentence of every past view";
  EXPECT_EQ(journal().size(), before);
  show({});
  const auto done = write("w-2");
  ASSERT_TRUE(done);
  EXPECT_FALSE(done->refused) << done->en;
  EXPECT_EQ(journal().size(), before + 1);
}

TEST_F(ReplayAtADesk, WhatAnotherSeatDoesMeanwhileIsThereOnReturnAndToldOfBefore) {
  show(Instant{});
  {
    auto store = open_store(file_);
    ASSERT_TRUE(store);
    auto other = Operator::open(**store, pack_);
    ASSERT_TRUE(other);
    ReportIncident wish;
    wish.at = LonLat::of_degrees(116.47, 39.86);
    wish.place = "十八里店";
    wish.persons = 120;
    wish.sector = Sector::Housing;
    const auto done = other->carry_out(wish, {"02 席", "r-1", DemoOptions{}.anchor + minutes(1)});
    ASSERT_TRUE(done) << done.error().en;
  }
  const std::size_t known = session_->frame().present->incidents->size();
  session_->look_for_other_writers();
  session_->wait_ready();
  const Frame meanwhile = session_->frame();
  ASSERT_TRUE(meanwhile.replay);
  EXPECT_EQ(meanwhile.present->incidents->size(), known + 1) << "the present goes on";
  EXPECT_EQ(meanwhile.now, meanwhile.replay->from);
  EXPECT_LT(meanwhile.world.operations->incidents->size(), known) << "the moment shown does not";
  const Frame live = show({});
  EXPECT_TRUE(live.live());
  EXPECT_FALSE(live.replay);
  EXPECT_EQ(live.world.operations->incidents->size(), known + 1);
  EXPECT_EQ(live.incident->incident, incident_);
}

TEST_F(ReplayAtADesk, AnIncidentThatTheJournalDoesNotKnowIsNotReplayed) {
  incident_ = "I-20991231-001";
  EXPECT_FALSE(show(Instant{}).replay);
}

TEST_F(ReplayAtADesk, NothingLaterThanTheDesksClockIsShown) {
  const Frame f = show(DemoOptions{}.anchor + std::chrono::hours(9));
  EXPECT_EQ(f.now, DemoOptions{}.anchor + minutes(1));
  EXPECT_EQ(f.now, f.clock);
}

class ReplayAtADeskThatWrites : public ReplayAtADesk {
 protected:
  void change(DeskSession::Options& options) override {
    options.keep_risk = true;
    options.now = DemoOptions{}.anchor + std::chrono::hours(2);
  }
};

// Clocks are no wish of a person: that somebody looks at the past must not stop an escalation.
TEST_F(ReplayAtADeskThatWrites, ClocksRunOnMeanwhile) {
  show(Instant{});
  const std::size_t before = journal().size();
  session_->look_for_other_writers();
  session_->wait_ready();
  EXPECT_GT(journal().size(), before);
  EXPECT_TRUE(session_->frame().replay);
}

}  // namespace
}  // namespace anxin
