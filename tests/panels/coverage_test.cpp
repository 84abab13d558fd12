// The coverage view and the strip of days: what a person does there and what it does to the view; the figures
// on the screen are those of the calculation.
#include <gtest/gtest.h>

#include "console/panels/coverage_words.hpp"
#include "console/panels/keys.hpp"
#include "data/model/format.hpp"
#include "tests/panels/screen.hpp"

namespace anxin::test {
namespace {

constexpr int kF1 = 290, kF2 = 291, kSpace = 32, kLeft = 263, kRight = 262, kHome = 268, kEnd = 269;

class CoverageView : public ::testing::Test {
 protected:
  CoverageView() : screen(1920, 1080) {
    screen.frame();
    screen.key(kF2);
    screen.frame();
  }
  static const CoverageCell& city(Safeguard s) {
    return small_city().coverage->city[static_cast<std::size_t>(s)];
  }
  Screen screen;
};

}  // namespace

TEST_F(CoverageView, OpensWithF2AndClosesWithF1) {
  EXPECT_EQ(screen.view.tab, ViewTab::Coverage);
  EXPECT_EQ(screen.view.coloured_by, Safeguard::RealName);
  screen.key(kF1);
  EXPECT_EQ(screen.view.tab, ViewTab::Risk);
  EXPECT_FALSE(screen.view.coloured_by);
}

TEST_F(CoverageView, DigitsColourTheMapByOneSafeguardAndZeroByRisk) {
  for (int i = 0; i < kRingSafeguards; ++i) {
    screen.key('1' + i);
    EXPECT_EQ(screen.view.coloured_by, static_cast<Safeguard>(i)) << i;
    EXPECT_EQ(screen.view.safeguard, static_cast<Safeguard>(i));
  }
  screen.key('0');
  EXPECT_FALSE(screen.view.coloured_by);
  EXPECT_EQ(screen.view.tab, ViewTab::Coverage);
}

TEST_F(CoverageView, ShowsOfEverySafeguardWhatTheCalculationSays) {
  for (int i = 0; i < kRingSafeguards; ++i) {
    const auto share = city(static_cast<Safeguard>(i)).share();
    EXPECT_TRUE(screen.shows(share ? format_share(*share) : "—")) << i;
  }
}

TEST_F(CoverageView, ThePlansSilenceOnWhoLeadsIsSaid) {
  screen.key('3');
  screen.frame();
  EXPECT_TRUE(screen.shows("牵头单位：原文未指定")) << "G8 names nobody";
  screen.key('1');
  screen.frame();
  EXPECT_FALSE(screen.shows("牵头单位：原文未指定"));
}

TEST_F(CoverageView, TheListBehindAFigureHasAsManyRowsAsTheFigure) {
  screen.key('1');
  screen.frame();
  const Coverage& c = *small_city().coverage;
  for (const SafeguardState state : {SafeguardState::No, SafeguardState::Yes, SafeguardState::Unknown}) {
    EXPECT_EQ(behind(c, *small_city().registry, Safeguard::RealName, state, {}).size(),
              city(Safeguard::RealName).of(state));
  }
}

TEST_F(CoverageView, AClickOnADistrictFramesItAndASecondLetsGo) {
  const Pixel row = screen.find("海淀区");
  screen.click(row.x, row.y);
  EXPECT_EQ(screen.view.selected_unit, "110108");
  screen.frame();
  const Pixel again = screen.find("海淀区");
  screen.click(again.x, again.y);
  EXPECT_EQ(screen.view.selected_unit, "");
}

TEST_F(CoverageView, TheSymbolsHaveTheStateOfTheSafeguardShownAndUndoBringsTheViewBack) {
  screen.key('1');
  screen.key('5');
  screen.key('Z');
  EXPECT_EQ(screen.view.coloured_by, Safeguard::RealName);
}

TEST(Days, ArrowsStepADayShiftAWeekAndEndIsTheClocksDay) {
  Screen screen(1920, 1080);
  screen.frame();
  const Day today = small_city().frame(screen.view).today;
  screen.key(kLeft);
  EXPECT_EQ(screen.view.as_of, today - std::chrono::days(1));
  screen.key(kLeft, false, true);
  EXPECT_EQ(screen.view.as_of, today - std::chrono::days(8));
  screen.key(kRight, false, true);
  screen.key(kRight);
  EXPECT_FALSE(screen.view.as_of) << "the clock's day is live again";
  screen.key(kRight);
  EXPECT_FALSE(screen.view.as_of) << "there is no tomorrow";
  screen.key(kHome);
  EXPECT_EQ(screen.view.as_of, small_city().timeline->day.front());
  screen.key(kEnd);
  EXPECT_FALSE(screen.view.as_of);
}

TEST(Days, DraggingTheStripSnapsToADayAndIsNeverInTheFuture) {
  Screen screen(1920, 1080);
  screen.frame();
  screen.frame();
  screen.click(1000, 1050);
  ASSERT_TRUE(screen.view.as_of);
  const Day first = *screen.view.as_of;
  screen.click(1100, 1050);
  EXPECT_GT(*screen.view.as_of, first);
  screen.click(1780, 1050);
  EXPECT_FALSE(screen.view.as_of);
}

TEST(Days, PlaybackStepsByTheSpeedAndStopsAtToday) {
  Screen screen(1920, 1080);
  screen.seconds = 100;
  screen.frame();
  const Day today = small_city().frame(screen.view).today;
  screen.key(kLeft, false, true);
  screen.key(kSpace);
  screen.seconds = screen.state.play_from_s + 0.5;  // a week a second
  screen.frame();
  EXPECT_EQ(screen.view.as_of, today - std::chrono::days(7 - 3));
  screen.seconds += 10;
  screen.frame();
  EXPECT_FALSE(screen.view.as_of);
  EXPECT_LT(screen.state.play_from_s, 0);
}

TEST(Days, WhatIsNotNowSaysSo) {
  Screen screen(1920, 1080);
  screen.change = [](Frame& f) { f.as_of = f.today - std::chrono::days(300); };
  screen.frame();
  screen.frame();
  EXPECT_TRUE(screen.shows("历史 2026-01-27"));
  screen.change = {};
  screen.frame();
  screen.frame();
  EXPECT_FALSE(screen.shows("历史 2026-01-27"));
}

}  // namespace anxin::test
