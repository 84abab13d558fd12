// The replay of an incident as a person drives it: keys, speeds, what is off meanwhile, what is heard of the
// present, the ways back; and how ended incidents are found to be replayed.
#include <gtest/gtest.h>

#include <algorithm>

#include "console/panels/replay_panel.hpp"
#include "tests/panels/dispatch_seat.hpp"

namespace anxin::test {
namespace {

constexpr int kSpace = 32, kRight = 262, kLeft = 263, kHome = 268, kEnd = 269, kEnter = 257, kEscape = 256,
              kF1 = 290;
const Instant kReported = *parse_instant("2026-11-23 09:11"),
              kPresent = *parse_instant("2026-11-23 09:42:16");

class ReplayPanels : public DispatchSeat {
 protected:
  ReplayPanels() {
    screen.change = [this](Frame& f) {
      scene.put(f);
      put_replay(f, screen.view, later);
    };
    settle();
  }
  void begin() {
    screen.key('H');
    settle();
    ASSERT_TRUE(screen.view.replay);
  }
  [[nodiscard]] Instant at() const { return std::max(screen.view.replay->at, kReported); }
  [[nodiscard]] bool shows_in(std::string_view text, std::string_view window) const {
    return std::ranges::any_of(screen.audit.entries, [&](const TextAudit::Entry& e) {
      return e.text == text && e.window == window;
    });
  }
  std::string later;
};

TEST_F(ReplayPanels, HBeginsAtTheFirstMomentAtRest) {
  begin();
  EXPECT_EQ(screen.view.replay->incident, kGathering);
  EXPECT_TRUE(screen.shows("11-23 09:11:00"));
  EXPECT_TRUE(screen.shows("60×"));
  settle();
  EXPECT_EQ(at(), kReported);
}

TEST_F(ReplayPanels, TheButtonOfTheStripBeginsItToo) {
  click("重放");
  EXPECT_TRUE(screen.view.replay);
}

TEST_F(ReplayPanels, WithoutASelectedIncidentNothingIsReplayed) {
  screen.view.selected_incident.clear();
  settle();
  screen.key('H');
  EXPECT_FALSE(screen.view.replay);
}

TEST_F(ReplayPanels, PlaybackFollowsTheSecondsThatAreGivenAndNoOthers) {
  begin();
  screen.seconds = 100;
  screen.key(kSpace);
  const double began = screen.state.tools.dispatch.replay.play_from_s;
  ASSERT_GE(began, 100);
  screen.seconds = began + 10 - 1.0 / 60;
  screen.frame();
  EXPECT_EQ(at(), kReported + std::chrono::seconds(600)) << "ten seconds at sixty times";
  EXPECT_GT(screen.state.next_frame_s, screen.seconds) << "and the next frame is asked for";
  screen.key(kSpace);  // at rest where it was
  const Instant rested = at();
  screen.seconds += 1000;
  settle();
  EXPECT_EQ(at(), rested);
  screen.key(kSpace);
  screen.seconds += 1000;
  settle();
  EXPECT_EQ(at(), kPresent) << "the present is the end";
  EXPECT_LT(screen.state.tools.dispatch.replay.play_from_s, 0);
  screen.key(kSpace);
  EXPECT_LT(at(), kPresent) << "from the end playback begins anew";
}

TEST_F(ReplayPanels, HGoesThroughTheFiveSpeedsAndChangesNothingAtRest) {
  begin();
  for (const char* speed : {"600×", "逐条", "1×", "10×", "60×"}) {
    screen.key('H');
    settle();
    EXPECT_TRUE(screen.shows(speed)) << speed;
    EXPECT_EQ(at(), kReported);
  }
}

TEST_F(ReplayPanels, EventByEventIsAMomentASecond) {
  begin();
  screen.key('H');
  screen.key('H');
  screen.seconds = 50;
  screen.key(kSpace);
  screen.seconds = screen.state.tools.dispatch.replay.play_from_s + 2.5;
  screen.frame();
  EXPECT_EQ(at(), kReported + std::chrono::minutes(8));
}

TEST_F(ReplayPanels, ArrowsStepFromEventToEventWithShiftByTheMinute) {
  begin();
  screen.key(kRight);
  EXPECT_EQ(at(), kReported + std::chrono::minutes(1));
  screen.key(kRight);
  EXPECT_EQ(at(), kReported + std::chrono::minutes(8));
  screen.key(kRight, false, true);
  EXPECT_EQ(at(), kReported + std::chrono::minutes(9));
  screen.key(kLeft);
  EXPECT_EQ(at(), kReported + std::chrono::minutes(8)) << "back to the event just passed";
  screen.key(kHome);
  EXPECT_EQ(at(), kReported);
  screen.key(kLeft);
  EXPECT_EQ(at(), kReported) << "the first moment holds";
}

TEST_F(ReplayPanels, EndAndEscapeGoBackToThePresentAndKeepTheIncident) {
  for (const int key : {kEnd, kEscape}) {
    begin();
    screen.key(key);
    settle();
    EXPECT_FALSE(screen.view.replay);
    EXPECT_EQ(screen.view.selected_incident, kGathering);
    EXPECT_TRUE(screen.shows("事件时间线"));
  }
  begin();
  click("返回实时");
  EXPECT_FALSE(screen.view.replay);
}

TEST_F(ReplayPanels, AnotherViewOrNoSelectionEndsIt) {
  begin();
  screen.key(kF1);
  settle();
  EXPECT_FALSE(screen.view.replay);
  screen.view.tab = ViewTab::Dispatch;
  settle();
  begin();
  screen.view.selected_incident.clear();
  settle();
  EXPECT_FALSE(screen.view.replay);
}

TEST_F(ReplayPanels, TheTimeLineFollowsTheIncidentSelected) {
  begin();
  screen.key('J');
  settle();
  ASSERT_TRUE(screen.view.replay);
  EXPECT_NE(screen.view.selected_incident, kGathering);
  EXPECT_EQ(screen.view.replay->incident, screen.view.selected_incident);
}

TEST_F(ReplayPanels, EveryHeadSaysTheMomentAndTheClockStaysTheDesks) {
  begin();
  screen.key(kRight);
  settle();
  for (const char* window : {"##left", "##header", "##right", "##top"})
    EXPECT_TRUE(shows_in("重放 11-23 09:12:00", window)) << window;
  EXPECT_TRUE(shows_in("09:42:16", "##top"));
}

TEST_F(ReplayPanels, NothingIsSentAndTheScreenSaysWhy) {
  begin();
  screen.sent.commands.clear();
  for (const int key : {kEnter, int{'A'}, int{'N'}, int{'U'}, int{'R'}, int{'L'}}) screen.key(key);
  EXPECT_TRUE(screen.sent.commands.empty());
  EXPECT_FALSE(screen.state.tools.intake.open);
  EXPECT_EQ(screen.state.tools.dispatch.form, DispatchForm::None);
  settle();
  EXPECT_TRUE(screen.shows("历史视图不可派单"));
}

TEST_F(ReplayPanels, ANewGraveIncidentIsToldOfAndOneClickLeadsToIt) {
  later = kGathering;  // known now, not then
  scene.edit(kGathering, [](Incident& i) { i.claimed_by.clear(); });
  screen.view.selected_incident = "I-20261123-005";
  settle();
  begin();
  std::string line;
  for (const TextAudit::Entry& e : screen.audit.entries)
    if (e.text.starts_with("有新事件：Ⅱ")) line = e.text;
  ASSERT_FALSE(line.empty());
  click(line);
  EXPECT_FALSE(screen.view.replay);
  EXPECT_EQ(screen.view.selected_incident, kGathering);
}

TEST_F(ReplayPanels, WithoutOneNothingIsSaid) {
  begin();
  EXPECT_TRUE(std::ranges::none_of(screen.audit.entries,
                                   [](const auto& e) { return e.text.starts_with("有新事件"); }));
}

TEST_F(ReplayPanels, TheCommandBarReplaysTheIncidentItNames) {
  screen.key('/');
  screen.type("/replay 005");
  screen.key(kEnter);
  settle();
  ASSERT_TRUE(screen.view.replay);
  EXPECT_EQ(screen.view.selected_incident, "I-20261123-005");
  screen.key(kEnd);
  screen.key('/');
  screen.type("/replay 999");
  screen.key(kEnter);
  EXPECT_FALSE(screen.view.replay);
  EXPECT_TRUE(screen.state.tools.command.refusal) << "and says that there is none";
}

TEST_F(ReplayPanels, AnEndedIncidentIsFoundOnTheBoardAndByItsNumber) {
  scene.edit("I-20261123-005", [](Incident& i) {
    i.state = IncidentState::Closed;
    i.ended = i.reported + std::chrono::minutes(20);
  });
  settle();
  const auto said = std::ranges::find_if(screen.audit.entries, [](const TextAudit::Entry& e) {
    return e.text.starts_with("已结 ") && e.text.ends_with(" 起");
  });
  ASSERT_NE(said, screen.audit.entries.end());
  click(std::string(said->text));
  EXPECT_TRUE(screen.state.tools.dispatch.ended_shown);
  screen.view.selected_incident.clear();
  for (int n = 0; n < 9 && screen.view.selected_incident != "I-20261123-005"; ++n) screen.key('J');
  EXPECT_EQ(screen.view.selected_incident, "I-20261123-005") << "J walks along the ended ones";
  screen.key('H');
  settle();
  EXPECT_TRUE(screen.view.replay) << "ended ones are replayed, too";
  screen.key(kEnd);
  screen.view.selected_incident.clear();
  screen.key('/');
  screen.type("/i 005");
  screen.key(kEnter);
  EXPECT_EQ(screen.view.selected_incident, "I-20261123-005");
}

TEST(ReplayOnALaptop, TheStripIsThereWhileItIsReplayedAlone) {
  Screen screen(1280, 800);
  const DispatchMoment scene = dispatch_scene();
  screen.view.tab = ViewTab::Dispatch;
  screen.view.selected_incident = kGathering;
  screen.change = [&](Frame& f) { scene.put(f), put_replay(f, screen.view); };
  screen.frame();
  EXPECT_FALSE(screen.shows("返回实时"));
  screen.key('H');
  screen.frame();
  EXPECT_TRUE(screen.shows("返回实时"));
  EXPECT_TRUE(screen.shows("11-23 09:11:00"));
}

}  // namespace
}  // namespace anxin::test
