// Closing roads from the map: by area and by road, what is asked and what is sent, lifting, refusals beside.
#include <gtest/gtest.h>

#include <algorithm>

#include "console/panels/closing.hpp"
#include "console/scene/closed_roads.hpp"
#include "geo/crs.hpp"
#include "tests/panels/dispatch_seat.hpp"

namespace anxin::test {
namespace {

constexpr int kEnter = 257, kEscape = 256, kBackspace = 259, kTab = 258;
const Instant kMorning = *parse_instant("2026-11-23 09:42:16");

class Closing : public DispatchSeat {
 protected:
  Closing() {
    screen.view.selected_incident.clear();
    screen.change = [this](Frame& f) {
      scene.put(f);
      f.now = kMorning;
      if (past) f.as_of = f.today - std::chrono::days(30);
    };
    settle();
    const MapXY centre = screen.camera.centre;
    RoadNet net;
    net.names = {"", "建国路"};
    const double half = 300 * screen.camera.metres_per_px;
    net.points = {MapXY::of_metres(centre.x() - half, centre.y()),
                  MapXY::of_metres(centre.x() + half, centre.y())};
    net.stretches = {{0, 2, 0, 1}};
    scene.net = std::make_shared<const RoadNet>(net);
    layers.roads = std::make_shared<const RoadLines>(build_roads(net, screen.scene.origin));
    screen.dispatch = &layers;
    middle = screen.camera.to_screen(centre);
    settle();
    screen.sent = {};
  }
  // Three corners of a field below the middle of the map, clear of every plate.
  void draw_triangle() {
    for (const auto& [dx, dy] : {std::pair{-60.0F, 60.0F}, {60.0F, 60.0F}, {0.0F, 140.0F}})
      screen.click(middle.x + dx, middle.y + dy);
  }
  // In force for three hours, the area round the middle of the map.
  void close_middle(const char* reason) {
    auto table = std::make_shared<std::map<std::string, Closure>>(*scene.operations.closures);
    Closure c;
    c.id = "C-20261123-01", c.reason = reason;
    c.from = kMorning - std::chrono::hours(1), c.until = kMorning + std::chrono::hours(2);
    Ring ring;
    for (const auto& [dx, dy] :
         {std::pair{-80.0F, -80.0F}, {80.0F, -80.0F}, {80.0F, 140.0F}, {-80.0F, 140.0F}, {-80.0F, -80.0F}})
      ring.push_back(from_map(screen.camera.to_map({middle.x + dx, middle.y + dy})));
    c.area = {{ring, {}}};
    (*table)[c.id] = c;
    scene.operations.closures = table;
    scene.edit(kGathering, [](Incident&) {});
    layers.closures = closures_of(scene.operations, kMorning, nullptr, screen.scene.origin);
    settle();
  }
  DispatchScene layers;
  Pixel middle;
};

TEST_F(Closing, AnAreaDrawnByClicksAsksForItsReasonAndIsSentWithItsEnd) {
  screen.key('C');
  EXPECT_EQ(screen.state.tools.gathering.tool, MapTool::ClosedArea);
  draw_triangle();
  EXPECT_TRUE(screen.shows("封闭范围已有 3 点：Enter 闭合，Backspace 退一点，Esc 退出"));
  screen.key(kEnter);
  settle();
  EXPECT_TRUE(screen.view.set.empty()) << "no set of projects";
  EXPECT_TRUE(screen.shows("须写理由"));
  screen.key(kEnter);
  EXPECT_FALSE(sent<DrawClosure>()) << "not without its reason";
  screen.type("管线抢修");
  screen.key(kEnter);
  ASSERT_TRUE(sent<DrawClosure>());
  const DrawClosure& wish = *sent<DrawClosure>();
  EXPECT_EQ(wish.reason, "管线抢修");
  EXPECT_EQ(to_string(wish.until), "2026-11-23T03:42:00Z") << "two hours on, to the minute: 11:42";
  ASSERT_EQ(wish.area.size(), 1U);
  EXPECT_EQ(wish.area[0].outer.size(), 4U) << "closed";
  EXPECT_EQ(wish.area[0].outer.front(), wish.area[0].outer.back());
  EXPECT_EQ(validity_fault(wish.area), "");
  answer(false, "封闭 C-20261123-01");
  EXPECT_FALSE(screen.state.tools.closing.open);
}

TEST_F(Closing, TwoCornersAreNoAreaAndEscapeLeavesTheTool) {
  screen.key('C');
  screen.click(middle.x - 60, middle.y + 60);
  screen.click(middle.x + 60, middle.y + 60);
  screen.key(kEnter);
  EXPECT_FALSE(screen.state.tools.closing.open);
  screen.key(kBackspace);
  EXPECT_EQ(screen.state.tools.gathering.corners.size(), 1U);
  screen.key(kEscape);
  EXPECT_EQ(screen.state.tools.gathering.tool, MapTool::None);
}

TEST_F(Closing, ARoadIsHighlightedUnderThePointerAndClosedByAClick) {
  screen.key('C', false, true);
  screen.move_to(middle.x, middle.y + 200);
  settle();
  EXPECT_TRUE(screen.shows("点选要封闭的道路，Esc 退出"));
  screen.click(middle.x, middle.y + 200);
  EXPECT_FALSE(screen.state.tools.closing.open) << "no road there";
  screen.move_to(middle.x + 20, middle.y + 6);
  settle();
  EXPECT_TRUE(screen.shows("封闭 建国路：点击确认，Esc 退出"));
  screen.click(middle.x + 20, middle.y + 6);
  settle();
  ASSERT_TRUE(screen.state.tools.closing.open);
  screen.type("管线抢修");
  screen.key(kTab);
  for (int n = 0; n < 5; ++n) screen.key(kBackspace);
  screen.type("昨天");
  screen.key(kEnter);
  EXPECT_FALSE(sent<DrawClosure>());
  EXPECT_TRUE(screen.shows("结束时间写作 12:30 或 11-24 08:00，须晚于现在"));
  for (int n = 0; n < 2; ++n) screen.key(kBackspace);
  screen.type("11-24 08:00");
  screen.key(kEnter);
  ASSERT_TRUE(sent<DrawClosure>());
  EXPECT_EQ(sent<DrawClosure>()->road, "建国路");
  ASSERT_TRUE(sent<DrawClosure>()->road_at);
  EXPECT_NEAR(to_map(*sent<DrawClosure>()->road_at).y(), screen.camera.centre.y(), 0.5)
      << "on the road itself";
  EXPECT_TRUE(sent<DrawClosure>()->area.empty());
  EXPECT_EQ(to_string(sent<DrawClosure>()->until), "2026-11-24T00:00:00Z");
}

TEST_F(Closing, ARefusalStandsInThePlateAndTheInputStays) {
  screen.key('C');
  draw_triangle();
  screen.key(kEnter);
  settle();
  screen.type("管线抢修");
  screen.key(kEnter);
  answer(true, "数据库被占用");
  EXPECT_TRUE(screen.state.tools.closing.open);
  EXPECT_TRUE(screen.shows("数据库被占用"));
  EXPECT_TRUE(screen.shows("管线抢修"));
}

TEST_F(Closing, TheMenuOfBareGroundOffersBothAndInAPastDayNeither) {
  right_click(middle.x, middle.y + 120);
  click("封路：画范围");
  EXPECT_EQ(screen.state.tools.gathering.tool, MapTool::ClosedArea);
  screen.key(kEscape);
  past = true;
  settle();
  right_click(middle.x, middle.y + 120);
  EXPECT_TRUE(screen.shows("历史视图不可派单"));
  click("封路：选道路");
  EXPECT_EQ(screen.state.tools.gathering.tool, MapTool::None);
  screen.key('C');
  EXPECT_EQ(screen.state.tools.gathering.tool, MapTool::None);
}

TEST_F(Closing, WithoutRoadsOnlyAnAreaCanBeClosedAndTheMenuSaysWhy) {
  scene.roads = false;
  settle();
  right_click(middle.x, middle.y + 120);
  EXPECT_TRUE(screen.shows("未安装道路数据，不能选道路"));
  screen.key('C', false, true);
  EXPECT_EQ(screen.state.tools.gathering.tool, MapTool::None);
}

TEST_F(Closing, AClosureOnTheMapTellsItsReasonAndIsLiftedThere) {
  close_middle("管线抢修");
  right_click(middle.x, middle.y + 120);  // no project lies there
  EXPECT_TRUE(screen.shows("C-20261123-01  至 11:42"));
  const auto& entries = screen.audit.entries;
  const auto lift = std::find_if(entries.rbegin(), entries.rend(), [&](const auto& e) {
    return e.text == "解除封路" && e.window == "##ground";
  });
  ASSERT_NE(lift, entries.rend());
  screen.click((lift->x0 + lift->x1) / 2, (lift->y0 + lift->y1) / 2);
  ASSERT_TRUE(sent<LiftClosure>());
  EXPECT_EQ(sent<LiftClosure>()->closure, "C-20261123-01");
}

TEST_F(Closing, WhatIsInForceIsListedWithItsCountAndLiftedFromTheList) {
  EXPECT_FALSE(screen.shows("1 处")) << "nothing is closed";
  close_middle("管线抢修");
  EXPECT_TRUE(screen.shows("1 处"));
  EXPECT_TRUE(screen.shows("画出的范围"));
  EXPECT_TRUE(screen.shows("至 11:42"));
  click("解除封路");
  ASSERT_TRUE(sent<LiftClosure>());
  answer(true, "数据库被占用");
  EXPECT_TRUE(screen.shows("数据库被占用")) << "a refusal stands under the list";
}

TEST_F(Closing, TheCommandBarClosesARoadByItsNameAndLiftsByNumber) {
  const auto enter = [&](std::string_view line) {
    screen.key('/');
    settle();
    screen.type(line);
    settle();
    screen.key(kEnter);
    settle();
  };
  enter("/close 建国");
  ASSERT_TRUE(screen.state.tools.closing.open);
  EXPECT_EQ(screen.state.tools.closing.road, "建国路");
  screen.key(kEscape);
  EXPECT_FALSE(screen.state.tools.closing.open);
  enter("/close 长安街");
  EXPECT_FALSE(screen.state.tools.closing.open);
  EXPECT_TRUE(screen.shows("没有名为“长安街”的道路。"));
  screen.key(kEscape);
  screen.key(kEscape);
  close_middle("管线抢修");
  screen.sent = {};
  enter("/lift 01");
  ASSERT_TRUE(sent<LiftClosure>());
  EXPECT_EQ(sent<LiftClosure>()->closure, "C-20261123-01");
}

TEST(ClosureEnd, IsAClockTimeOrADayAndATimeAndNeverPast) {
  const auto text = [](std::string_view typed) {
    const auto at = until_of(typed, kMorning);
    return at ? to_string(*at) : std::string("-");
  };
  EXPECT_EQ(text("11:42"), "2026-11-23T03:42:00Z");
  EXPECT_EQ(text("９：５０"), "2026-11-23T01:50:00Z");
  EXPECT_EQ(text("09:42"), "2026-11-24T01:42:00Z") << "the next time that it is so late";
  EXPECT_EQ(text("11-24 08:00"), "2026-11-24T00:00:00Z");
  EXPECT_EQ(text("01-02 08:00"), "2027-01-02T00:00:00Z") << "over the turn of the year";
  EXPECT_EQ(text("2026-12-01 08:00"), "2026-12-01T00:00:00Z");
  for (const char* wrong : {"", "25:00", "12:61", "noon", "2026-11-22 08:00", "13-01 08:00", "1", "12.30"})
    EXPECT_EQ(text(wrong), "-") << wrong;
}

}  // namespace
}  // namespace anxin::test
