// Gathering projects: box, polygon and Ctrl click against counting one by one; the list, the menu, rows by
// keys.
#include <gtest/gtest.h>

#include <algorithm>

#include "console/panels/keys.hpp"
#include "data/model/format.hpp"
#include "tests/panels/screen.hpp"

namespace anxin::test {
namespace {

constexpr int kEnter = 257, kTab = 258, kBackspace = 259, kEscape = 256;

class Gather : public ::testing::Test {
 protected:
  Gather() : screen(1920, 1080) {
    screen.frame();
    look_at(0, 60);
  }
  void look_at(Index i, double metres_per_px) {
    screen.view.camera_x = registry().xy[i].x();
    screen.view.camera_y = registry().xy[i].y();
    screen.view.metres_per_px = metres_per_px;
    screen.frame();
  }
  // The projects whose symbols lie in the rectangle of the screen, counted one by one.
  std::vector<Index> in_box(float x0, float y0, float x1, float y1) const {
    std::vector<Index> out;
    for (Index i = 0; i < registry().projects(); ++i) {
      const Pixel p = screen.camera.to_screen(registry().xy[i]);
      if (p.x > x0 && p.x < x1 && p.y > y0 && p.y < y1) out.push_back(i);
    }
    return out;
  }
  std::vector<Index> members() const {
    const Frame f = small_city().frame(screen.view);
    if (!f.set) return {};
    std::vector<Index> out = f.set->projects;
    std::ranges::sort(out);
    return out;
  }
  void right_click(float x, float y) {
    screen.move_to(x, y);
    screen.move_to(x, y);
    ImGui::GetIO().MouseDown[1] = true;
    screen.frame();
    ImGui::GetIO().MouseDown[1] = false;
    screen.frame();
  }
  void ctrl_click(Index i) {
    const Pixel p = screen.camera.to_screen(registry().xy[i]);
    ImGui::GetIO().KeyCtrl = true;
    screen.click(p.x, p.y);
    ImGui::GetIO().KeyCtrl = false;
  }
  const Gathering& tool() const { return screen.state.tools.gathering; }
  static const Registry& registry() { return *small_city().registry; }
  static std::string id(Index i) { return std::string(registry().id[i]); }
  Screen screen;
};

}  // namespace

TEST_F(Gather, BoxAfterBHoldsWhatLiesInItAndTheMapDoesNotMove) {
  const Camera before = screen.camera;
  screen.key('B');
  EXPECT_EQ(tool().tool, MapTool::Box);
  screen.drag(600, 300, 1300, 900);
  EXPECT_TRUE(screen.camera == before);
  EXPECT_EQ(tool().tool, MapTool::None);
  const auto expected = in_box(600, 300, 1300, 900);
  ASSERT_GT(expected.size(), 5u);
  EXPECT_EQ(members(), expected);
  screen.frame();
  Fen arrears = 0;
  for (const Index i : expected) arrears += small_city().risk->arrears_fen[i];
  EXPECT_TRUE(screen.shows("所选项目"));
  EXPECT_TRUE(screen.shows(format_count(static_cast<std::int64_t>(expected.size()))));
  EXPECT_EQ(small_city().frame(screen.view).set->arrears_fen, arrears);
}

TEST_F(Gather, ShiftDragIsABoxAndFiltersLimitIt) {
  screen.view.filters.sectors = 1;
  screen.frame();
  ImGui::GetIO().KeyShift = true;
  screen.drag(1300, 900, 600, 300);
  ImGui::GetIO().KeyShift = false;
  auto expected = in_box(600, 300, 1300, 900);
  std::erase_if(expected, [](Index i) { return registry().sector[i] != static_cast<Sector>(0); });
  ASSERT_FALSE(expected.empty());
  EXPECT_EQ(members(), expected);
}

TEST_F(Gather, AClickWithTheBoxArmedOrWithShiftDrawsNothing) {
  screen.key('B');
  screen.click(700, 500);
  EXPECT_TRUE(screen.view.set.empty());
  EXPECT_EQ(tool().tool, MapTool::Box);
  screen.key(kEscape);
  EXPECT_EQ(tool().tool, MapTool::None);
  ImGui::GetIO().KeyShift = true;
  screen.click(700, 500);
  ImGui::GetIO().KeyShift = false;
  EXPECT_TRUE(screen.view.set.empty());
  EXPECT_FALSE(tool().pressed);
}

TEST_F(Gather, PolygonIsClickedClosedByEnterAndBackspaceDropsACorner) {
  screen.key('B', false, true);
  ASSERT_EQ(tool().tool, MapTool::Polygon);
  screen.key(kEnter);
  EXPECT_EQ(tool().tool, MapTool::Polygon) << "too few corners to close";
  for (const auto& [x, y] : {std::pair{700.0F, 300.0F}, {1300.0F, 300.0F}, {500.0F, 700.0F}})
    screen.click(x, y);
  EXPECT_EQ(tool().corners.size(), 3u);
  screen.key(kBackspace);
  EXPECT_EQ(tool().corners.size(), 2u);
  EXPECT_EQ(screen.view.filters, Filters{});
  screen.click(1300, 900);
  screen.click(700, 900);
  screen.key(kEnter);
  EXPECT_EQ(tool().tool, MapTool::None);
  EXPECT_EQ(members(), in_box(700, 300, 1300, 900));
}

TEST_F(Gather, PolygonIsClosedByADoubleClickAndLeftByEscape) {
  screen.key('B', false, true);
  screen.click(600, 300);
  screen.click(1300, 300);
  screen.click(900, 900);
  ImGui::GetIO().MouseDown[0] = true;  // the second click of a double click
  ImGui::GetIO().MouseClickedTime[0] = ImGui::GetTime();
  ImGui::GetIO().MouseClickedPos[0] = ImGui::GetIO().MousePos;
  screen.frame();
  ImGui::GetIO().MouseDown[0] = false;
  screen.frame();
  EXPECT_EQ(screen.view.set.ring.size(), 3u);
  screen.key('B', false, true);
  screen.click(600, 300);
  screen.key(kEscape);
  EXPECT_EQ(tool().tool, MapTool::None);
  EXPECT_EQ(screen.view.set.ring.size(), 3u) << "leaving a tool keeps the set";
}

TEST_F(Gather, CtrlClickAddsAndTakesOutAndUndoBringsBack) {
  look_at(0, 10);
  ctrl_click(0);
  ctrl_click(1);
  EXPECT_EQ(members(), (std::vector<Index>{0, 1}));
  EXPECT_EQ(screen.view.selected, "") << "a Ctrl click selects nothing";
  ctrl_click(0);
  EXPECT_EQ(members(), (std::vector<Index>{1}));
  screen.key('Z');
  EXPECT_EQ(members(), (std::vector<Index>{0, 1}));
  screen.key(kEscape);
  EXPECT_TRUE(screen.view.set.empty());
  screen.frame();
  EXPECT_FALSE(screen.shows("所选项目"));
}

TEST_F(Gather, CtrlClickTakesAProjectOutOfABox) {
  screen.key('B');
  screen.drag(500, 150, 1400, 1000);
  auto expected = in_box(500, 150, 1400, 1000);
  ASSERT_EQ(std::ranges::count(expected, 0u), 1);
  look_at(0, 10);
  ctrl_click(0);
  std::erase(expected, 0u);
  EXPECT_EQ(members(), expected);
  ctrl_click(0);
  EXPECT_EQ(members().size(), expected.size() + 1);
}

TEST_F(Gather, ALongListAsksBeforeItIsOpenedAndEnterOpensIt) {
  screen.change = [](Frame& f) {
    if (!f.set) return;
    auto many = std::make_shared<SelectionSet>(*f.set);
    while (many->projects.size() <= kAskBeyond) many->projects.push_back(many->projects.front());
    f.set = many;
  };
  screen.key('B');
  screen.drag(600, 300, 1300, 900);
  screen.frame();
  EXPECT_TRUE(screen.shows("打开清单"));
  const auto rows = [&] {
    return std::ranges::count_if(screen.audit.entries, [](const auto& e) {
      return e.window == "##left" && e.text.starts_with("P-1");
    });
  };
  EXPECT_EQ(rows(), 0);
  screen.key(kEnter);
  EXPECT_FALSE(screen.shows("打开清单"));
  EXPECT_GT(rows(), 5);
}

TEST_F(Gather, ExportOfTheSetIsAskedForAndTheTourSaysWhyItCannotBe) {
  screen.key('B');
  screen.drag(600, 300, 1300, 900);
  screen.frame();
  EXPECT_TRUE(screen.shows("加入检查"));
  EXPECT_TRUE(std::ranges::any_of(screen.audit.entries, [](const auto& e) {
    return e.text.find("不可用：检查视图") != std::string::npos;
  }));
  const Pixel at = screen.find("导出清单");
  screen.move_to(at.x, at.y);
  screen.move_to(at.x, at.y);
  ImGui::GetIO().MouseDown[0] = true;
  screen.frame();
  ImGui::GetIO().MouseDown[0] = false;
  screen.frame();
  ASSERT_EQ(screen.outbox.asks.size(), 1u);
  EXPECT_TRUE(std::holds_alternative<ExportList>(screen.outbox.asks[0]));
}

TEST_F(Gather, JAndKWalkTheSetAndEnterCentres) {
  screen.key('B');
  screen.drag(600, 300, 1300, 900);
  const auto list = small_city().frame(screen.view).set->projects;
  ASSERT_GT(list.size(), 2u);
  screen.key('J');
  EXPECT_EQ(screen.view.selected, id(list[0]));
  screen.key('J');
  EXPECT_EQ(screen.view.selected, id(list[1]));
  screen.key('K');
  screen.key('K');
  EXPECT_EQ(screen.view.selected, id(list[0]));
  screen.key(kEnter);
  EXPECT_NEAR(screen.view.camera_x, registry().xy[list[0]].x(), 1e-6);
}

TEST_F(Gather, TabTurnsToTheTableWhoseRowsJAndEnterFrame) {
  screen.key(kTab);
  screen.key('J');
  const std::string first = screen.state.tools.unit_row;
  EXPECT_FALSE(first.empty());
  EXPECT_EQ(screen.view.selected, "");
  screen.key('J');
  EXPECT_NE(screen.state.tools.unit_row, first);
  screen.key(kEnter);
  EXPECT_EQ(screen.view.selected_unit, screen.state.tools.unit_row);
  screen.key(kTab);
  screen.key('J');
  EXPECT_NE(screen.view.selected, "");
}

TEST_F(Gather, RightClickOpensTheMenuOfTheProjectAndEachVerbActs) {
  look_at(0, 10);
  const Pixel p = screen.camera.to_screen(registry().xy[0]);
  right_click(p.x, p.y);
  ASSERT_EQ(screen.state.tools.menu.project, 0u);
  EXPECT_TRUE(screen.shows("建立事件"));
  Pixel row = screen.find("加入或移出所选");
  screen.click(row.x, row.y);
  EXPECT_EQ(members(), (std::vector<Index>{0}));
  EXPECT_EQ(screen.state.tools.menu.project, kNone);
  screen.key(kEscape);
  right_click(p.x, p.y);
  row = screen.find("选中");
  screen.click(row.x, row.y);
  EXPECT_EQ(screen.view.selected, id(0));
  right_click(p.x, p.y);
  screen.key(kEscape);
  EXPECT_EQ(screen.state.tools.menu.project, kNone);
  EXPECT_EQ(screen.view.selected, id(0)) << "Esc closes the menu first";
  right_click(500, 700);
  EXPECT_EQ(screen.state.tools.menu.project, kNone) << "no menu of the bare map";
}

}  // namespace anxin::test
