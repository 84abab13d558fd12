// A dispute over jurisdiction and its settling; how well clocks were kept, by period, percentile and unit;
// the state of the sound: what is shown and what is sent.
#include <gtest/gtest.h>

#include <algorithm>

#include "tests/panels/dispatch_seat.hpp"

namespace anxin::test {
namespace {

constexpr int kEnter = 257, kEscape = 256, kTab = 258, kRight = 262, kDown = 264, kSpace = 32;

class Jurisdiction : public DispatchSeat {
 protected:
  Jurisdiction() {
    screen.change = [this](Frame& f) {
      scene.put(f);
      f.now = now;
      table.period = screen.view.kept_over;
      f.attainment = std::make_shared<AttainmentTable>(table);
    };
    settle();
  }
  void dispute() {
    scene.edit(kGathering, [this](Incident& i) {
      i.dispute = JurisdictionDispute{{"110105", "110112"}, "工地跨区", now, now + std::chrono::hours(2), {}};
    });
    settle();
  }
  AttainmentTable table = *scene.attainment;
  Instant now = *parse_instant("2026-11-23 09:42:16");
};

TEST_F(Jurisdiction, ADisputeNeedsTwoUnitsAndAReason) {
  click("管辖争议");
  settle();
  EXPECT_TRUE(screen.shows("至少选两个监管单位")) << "the present one alone is ticked";
  screen.type("工地跨区");
  screen.key(kEnter);
  EXPECT_FALSE(sent<DisputeJurisdiction>());
  screen.key(kTab);
  screen.key(kSpace);  // the first of the pack: 东城
  screen.key(kEnter);
  ASSERT_TRUE(sent<DisputeJurisdiction>());
  EXPECT_EQ(sent<DisputeJurisdiction>()->incident, kGathering);
  EXPECT_EQ(sent<DisputeJurisdiction>()->reason, "工地跨区");
  EXPECT_EQ(sent<DisputeJurisdiction>()->candidates, (std::vector<std::string>{"110101", "110105"}));
}

TEST_F(Jurisdiction, UnitsBeyondTheNinthAreTickedWithArrowsAndSpace) {
  click("管辖争议");
  settle();
  screen.type("工地跨区");
  screen.key(kTab);
  for (int n = 0; n < 16; ++n) screen.key(kRight);
  screen.key(kSpace);
  screen.key(kEnter);
  ASSERT_TRUE(sent<DisputeJurisdiction>());
  EXPECT_EQ(sent<DisputeJurisdiction>()->candidates.back(), "BDA");
}

TEST_F(Jurisdiction, AnOpenDisputeShowsItsClockInTheHeadAndIsSettledByChoice) {
  dispute();
  EXPECT_TRUE(screen.shows("管辖争议 朝阳区、通州区 余 2:00:00"));
  now += std::chrono::minutes(121);
  settle();
  EXPECT_TRUE(screen.shows("管辖争议 朝阳区、通州区 超时 01:00"));
  click("指定管辖");
  settle();
  screen.key(kTab);
  screen.key('2');
  screen.key(kEnter);
  ASSERT_TRUE(sent<SettleJurisdiction>());
  EXPECT_EQ(sent<SettleJurisdiction>()->supervising_unit, "110112") << "the parties stand first";
}

TEST_F(Jurisdiction, AUnitThatIsNoPartyNeedsAReasonToBeNamed) {
  dispute();
  click("指定管辖");
  settle();
  screen.key(kTab);
  screen.key('3');
  screen.key(kEnter);
  EXPECT_FALSE(sent<SettleJurisdiction>());
  EXPECT_TRUE(screen.shows("指定争议各方以外的单位须写理由"));
}

TEST_F(Jurisdiction, ASettledDisputeIsNoLongerInTheHead) {
  dispute();
  scene.edit(kGathering, [this](Incident& i) { i.dispute->settled = now; });
  settle();
  EXPECT_FALSE(screen.shows("管辖争议 朝阳区、通州区 余 2:00:00"));
  EXPECT_FALSE(screen.shows("指定管辖"));
}

TEST_F(Jurisdiction, AttainmentShowsThePercentileOfTheUnitInWords) {
  EXPECT_TRUE(screen.shows("全市 · 今日 · 90 分位"));
  EXPECT_TRUE(screen.shows("42 秒"));
  screen.key('S');
  settle();
  EXPECT_TRUE(screen.shows("← → 期间  空格 90/95  ↑ ↓ Enter 选区  Esc 关闭"));
  screen.key(kSpace);
  screen.key(kRight);
  settle();
  EXPECT_TRUE(screen.view.kept_95);
  EXPECT_EQ(screen.view.kept_over, AttainmentPeriod::Days7);
  for (int n = 0; n < 3; ++n) screen.key(kDown);
  screen.key(kEnter);
  screen.key(kEscape);
  settle();
  ASSERT_TRUE(screen.view.kept_unit);
  EXPECT_EQ(*screen.view.kept_unit, "110105") << "the third of the pack";
  EXPECT_TRUE(screen.shows("朝阳区 · 近 7 日 · 95 分位"));
  EXPECT_TRUE(screen.shows("1 分 11 秒"));
  EXPECT_TRUE(screen.shows("未达"));
  EXPECT_FALSE(screen.shows("33 分")) << "that is the city's";
}

TEST_F(Jurisdiction, AttainmentFollowsTheDistrictThatTheViewFrames) {
  screen.view.selected_unit = "110105";
  settle();
  EXPECT_TRUE(screen.shows("朝阳区 · 今日 · 90 分位"));
  screen.view.kept_unit = "";
  settle();
  EXPECT_TRUE(screen.shows("全市 · 今日 · 90 分位")) << "chosen by hand";
  screen.view.selected_unit = "110112";
  settle();
  EXPECT_TRUE(screen.shows("通州区 · 今日 · 90 分位")) << "another is framed: followed again";
}

TEST_F(Jurisdiction, AttainmentOfAnotherPeriodIsNotShownAsThisOnes) {
  screen.change = [this](Frame& f) {
    scene.put(f);
    f.now = now;
    f.attainment = std::make_shared<AttainmentTable>(table);  // of today
  };
  screen.view.kept_over = AttainmentPeriod::Quarter;
  settle();
  EXPECT_TRUE(screen.shows("全市 · 本季 · 90 分位"));
  EXPECT_FALSE(screen.shows("42 秒"));
}

TEST_F(Jurisdiction, TheSoundIsTurnedOffAndOnAndItsDeviceIsNamedWhereThereIsNone) {
  click("声音 开");
  settle();
  EXPECT_TRUE(screen.view.muted);
  EXPECT_TRUE(screen.shows("静音"));
  screen.key('A', false, true);
  settle();
  EXPECT_FALSE(screen.view.muted);
  screen.state.tools.sound = SoundDevice::None;
  settle();
  EXPECT_TRUE(screen.shows("无声音设备"));
  EXPECT_FALSE(screen.shows("声音 开"));
}

TEST(Board, ACardThatMovesInTheBoardIsBroughtIntoViewAgain) {
  DispatchMoment scene = crowded_scene(40, IncidentLevel::IV);
  Screen screen{1920, 1080};
  screen.view.tab = ViewTab::Dispatch;
  screen.view.selected_incident = "I-20261123-000";
  screen.change = [&](Frame& f) { scene.put(f); };
  for (int n = 0; n < 3; ++n) screen.frame();
  scene.edit("I-20261123-000", [](Incident& i) {
    i.claimed_by = kSeat, i.state = IncidentState::Confirmed;  // what waits to be confirmed stands above
  });
  for (int n = 0; n < 3; ++n) screen.frame();
  ASSERT_EQ(screen.state.tools.dispatch.brought_at, 39U);
  const auto& entries = screen.audit.entries;
  EXPECT_TRUE(std::ranges::any_of(entries, [](const auto& e) { return e.text == "待派单" && e.y1 < 900; }));
}

}  // namespace
}  // namespace anxin::test
