// What a person does at the desk screen and what it does to the view: pointer, keys, filters, legend, table,
// lists.
#include <gtest/gtest.h>

#include <cmath>

#include "console/panels/keys.hpp"
#include "console/panels/lang.hpp"
#include "console/panels/project_figures.hpp"
#include "data/model/format.hpp"
#include "tests/panels/screen.hpp"

namespace anxin::test {
namespace {

class Desk : public ::testing::Test {
 protected:
  Desk() : screen(1920, 1080) {
    screen.frame();
    look_at(0, 10);
  }

  // Centres the map on a project; metres a pixel.
  void look_at(Index i, double metres_per_px) {
    screen.view.camera_x = registry().xy[i].x();
    screen.view.camera_y = registry().xy[i].y();
    screen.view.metres_per_px = metres_per_px;
    screen.frame();
  }
  static const Registry& registry() { return *small_city().registry; }
  static std::string id(Index i) { return std::string(registry().id[i]); }
  Pixel on_screen(Index i) const { return screen.camera.to_screen(registry().xy[i]); }
  void click_symbol(Index i) {
    const Pixel p = on_screen(i);
    screen.click(p.x, p.y);
  }

  Screen screen;
};

}  // namespace

TEST_F(Desk, ClickOnASymbolSelectsItAndAsksForItsDetailWithoutMovingTheMap) {
  const Camera before = screen.camera;
  const Pixel p = on_screen(0);
  screen.move_to(p.x, p.y);
  screen.move_to(p.x, p.y);
  ImGui::GetIO().MouseDown[0] = true;
  screen.frame();
  EXPECT_EQ(screen.view.selected, "");
  ImGui::GetIO().MouseDown[0] = false;
  screen.frame();
  EXPECT_EQ(screen.view.selected, id(0));
  ASSERT_EQ(screen.outbox.asks.size(), 1u);
  EXPECT_EQ(std::get<SelectProject>(screen.outbox.asks[0]).id, id(0));
  screen.frame();
  EXPECT_TRUE(screen.outbox.asks.empty());
  EXPECT_TRUE(screen.camera == before);
}

TEST_F(Desk, ClickOnEmptyMapKeepsTheSelectionAndEscapeClearsIt) {
  click_symbol(0);
  screen.click(500, 500);
  EXPECT_EQ(screen.view.selected, id(0));
  screen.key(256);
  EXPECT_EQ(screen.view.selected, "");
}

TEST_F(Desk, SecondClickCentresAndThirdReturnsToTheExactView) {
  look_at(1, 30);
  const double x = screen.view.camera_x, y = screen.view.camera_y, scale = screen.view.metres_per_px;
  click_symbol(0);
  EXPECT_EQ(screen.view.camera_x, x);
  click_symbol(0);
  EXPECT_NEAR(screen.view.camera_x, registry().xy[0].x(), 1e-6);
  EXPECT_LE(screen.camera.scale_denominator(), 50'000 * 1.000001);
  click_symbol(0);
  EXPECT_EQ(screen.view.camera_x, x);
  EXPECT_EQ(screen.view.camera_y, y);
  EXPECT_EQ(screen.view.metres_per_px, scale);
}

TEST_F(Desk, ProjectsAtOnePlaceAreListedAndNoneIsPickedAtRandom) {
  look_at(5, 5);
  click_symbol(5);
  EXPECT_EQ(screen.view.selected, "");
  EXPECT_TRUE(screen.shows("此处 2 个项目"));
  const Pixel row = screen.find(registry().name[6]);
  screen.click(row.x, row.y);
  EXPECT_EQ(screen.view.selected, id(6));
  EXPECT_FALSE(screen.shows("此处 2 个项目"));
}

TEST_F(Desk, WheelZoomsByAQuarterAndKeepsThePointUnderThePointer) {
  const MapXY under = screen.camera.to_map({700, 400});
  const double scale = screen.view.metres_per_px;
  screen.move_to(700, 400);
  screen.wheel(1);
  EXPECT_NEAR(screen.view.metres_per_px, scale / 1.25, 1e-9);
  const MapXY now = screen.camera.to_map({700, 400});
  EXPECT_NEAR(now.x(), under.x(), 1e-3);
  EXPECT_NEAR(now.y(), under.y(), 1e-3);
}

TEST_F(Desk, WheelOverAPanelDoesNotZoomTheMap) {
  const double scale = screen.view.metres_per_px;
  screen.move_to(100, 400);
  screen.move_to(100, 400);
  screen.wheel(3);
  EXPECT_EQ(screen.view.metres_per_px, scale);
}

TEST_F(Desk, UndoTakesBackABurstOfWheelNotchesAsOneStepAndRedoRestoresIt) {
  screen.seconds = 10;
  const double scale = screen.view.metres_per_px;
  screen.move_to(700, 400);
  for (int i = 0; i < 5; ++i) screen.wheel(1);
  const double zoomed = screen.view.metres_per_px;
  screen.key('Z');
  for (int i = 0; i < 30; ++i) screen.frame();
  EXPECT_NEAR(screen.view.metres_per_px, scale, 1e-9);
  screen.key('Z', false, true);
  for (int i = 0; i < 30; ++i) screen.frame();
  EXPECT_NEAR(screen.view.metres_per_px, zoomed, 1e-9);
}

TEST_F(Desk, UndoKeepsFiftyStepsAndTheFiftyFirstIsForgotten) {
  for (int i = 0; i < 60; ++i) screen.key(i % 2 == 0 ? 'F' : 'F');
  EXPECT_EQ(screen.state.undo.size(), 50u);
}

TEST_F(Desk, DragPansByThePointersWayAndALittleTremblingDoesNot) {
  const double x = screen.view.camera_x, y = screen.view.camera_y, scale = screen.view.metres_per_px;
  screen.drag(900, 520, 902, 521);
  EXPECT_EQ(screen.view.camera_x, x);
  screen.drag(900, 300, 1000, 350);
  EXPECT_NEAR(screen.view.camera_x, x - 100 * scale, 1e-3);
  EXPECT_NEAR(screen.view.camera_y, y + 50 * scale, 1e-3);
  EXPECT_EQ(screen.view.selected, "");
}

TEST_F(Desk, HoverWaits120MillisecondsAndThenNamesTheProjectOnly) {
  screen.seconds = 10;
  const Pixel p = on_screen(0);
  screen.move_to(p.x, p.y);
  screen.frame();
  EXPECT_EQ(screen.state.hovered, kNone);
  EXPECT_GT(screen.state.next_frame_s, 10);
  for (int i = 0; i < 10; ++i) screen.frame();
  EXPECT_EQ(screen.state.hovered, 0u);
  EXPECT_TRUE(screen.shows(kLongName));
  EXPECT_EQ(screen.view.selected, "");
}

TEST_F(Desk, FilterChipsNarrowTheHitsAndBackspaceClearsThem) {
  const Pixel chip = screen.find("房建");
  screen.click(chip.x, chip.y);
  EXPECT_NE(screen.view.filters, Filters{});
  EXPECT_EQ(screen.view.filters.sectors & 1u, 0u);
  const auto shown = small_city().frame(screen.view).summary->shown;
  EXPECT_LT(shown, 240u);
  EXPECT_TRUE(screen.shows("命中 " + format_count(shown) + " / 240"));
  screen.key(259);
  EXPECT_EQ(screen.view.filters, Filters{});
  screen.key('Z');
  EXPECT_NE(screen.view.filters, Filters{});
}

TEST_F(Desk, SwitchingOffTheLastChipOfARowSwitchesAllOnAgain) {
  for (const char* word : {"政府", "社会", "未知"}) {
    const auto before = screen.view.filters.fundings;
    Pixel p{};
    for (const auto& e : screen.audit.entries)
      if (e.text == word && e.window.starts_with("##left") && e.y0 > 600) {
        p = {(e.x0 + e.x1) / 2, (e.y0 + e.y1) / 2};
        break;
      }
    screen.click(p.x, p.y);
    EXPECT_NE(screen.view.filters.fundings, before) << word;
  }
  EXPECT_EQ(screen.view.filters, Filters{});
}

TEST_F(Desk, LegendRowHidesItsGradeAndSaysSo) {
  const Pixel row = screen.find("低 A");
  screen.click(row.x, row.y);
  EXPECT_TRUE(screen.view.filters.grade_hidden[0]);
  EXPECT_TRUE(screen.shows("已隐藏 1 类"));
  screen.click(row.x, row.y);
  EXPECT_FALSE(screen.view.filters.grade_hidden[0]);
}

TEST_F(Desk, LegendFoldsBeforeItCoversTheSelection) {
  EXPECT_TRUE(screen.shows("低 A"));
  screen.view.selected = id(0);
  // The selection under the legend's place, bottom left.
  screen.view.camera_x = registry().xy[0].x() + 400 * 10;
  screen.view.camera_y = registry().xy[0].y() + 400 * 10;
  screen.frame();
  EXPECT_FALSE(screen.shows("低 A"));
  EXPECT_TRUE(screen.shows("图例"));
}

TEST_F(Desk, LegendCountsAreThoseOfTheDataInView) {
  const auto& r = registry();
  std::size_t in_view = 0;
  for (std::size_t i = 0; i < r.projects(); ++i) {
    const Pixel p = screen.camera.to_screen(r.xy[i]);
    const PixelRect& v = screen.camera.view;
    if (p.x >= v.x && p.x <= v.x + v.w && p.y >= v.y && p.y <= v.y + v.h) ++in_view;
  }
  EXPECT_TRUE(screen.shows("视野内 " + format_count(static_cast<std::int64_t>(in_view))));
}

TEST_F(Desk, RowClickFramesTheDistrictAndHeadClickSorts) {
  const Pixel row = screen.find("怀柔区");
  screen.click(row.x, row.y);
  EXPECT_EQ(screen.view.selected_unit, "110116");
  const double x = screen.view.camera_x;
  EXPECT_NE(x, registry().xy[0].x());
  screen.key('Z');
  EXPECT_EQ(screen.view.selected_unit, "");
  EXPECT_EQ(screen.view.camera_x, registry().xy[0].x());
  const Pixel head = screen.find("项目");
  screen.click(head.x, head.y);
  EXPECT_EQ(screen.view.sort, SortKey::Projects);
}

TEST_F(Desk, ColumnsGoAndTheMapFills) {
  screen.key('B', true);
  EXPECT_FALSE(screen.view.left_panel);
  EXPECT_EQ(screen.camera.view.x, 0);
  screen.key('I', true);
  EXPECT_EQ(screen.camera.view.w, 1920);
  EXPECT_EQ(map_rect(screen.view, 1920, 1080).w, 1920);
  screen.key('B', true);
  screen.key('I', true);
  EXPECT_EQ(screen.camera.view.w, 1920 - 344 - 432);
}

// UX 3.3: 1920 pixels at 200 % are 960 of the interface.
TEST_F(Desk, InANarrowWindowTheLeftColumnIsADrawerOverTheMap) {
  screen.view.ui_scale = 2;
  screen.frame();
  screen.frame();
  EXPECT_FALSE(screen.view.left_panel) << "shut at first";
  EXPECT_FALSE(screen.view.legend_open);
  const PixelRect map = screen.camera.view;
  EXPECT_EQ(map.x, 0);
  EXPECT_EQ(map.w, 1920 - 2 * 428);
  EXPECT_FALSE(screen.shows("各区排名"));
  screen.key(298);  // F9
  EXPECT_TRUE(screen.shows("各区排名"));
  EXPECT_EQ(screen.camera.view.x, map.x) << "the map does not move";
  EXPECT_EQ(screen.camera.view.w, map.w);
  screen.key(256);
  EXPECT_FALSE(screen.shows("各区排名")) << "Esc shuts it first";
  const Pixel tab = screen.find("左栏");
  screen.click(tab.x, tab.y);
  EXPECT_TRUE(screen.shows("各区排名"));
  screen.key(298);
  screen.view.ui_scale = 1;
  screen.frame();
  screen.frame();
  EXPECT_TRUE(screen.view.left_panel) << "as it was where there was room";
  EXPECT_TRUE(screen.view.legend_open);
}

TEST(Layout, ABiggerScaleThanTheWindowHoldsIsNotTaken) {
  EXPECT_EQ(fitting_scale(2, 3840, 2160), 2);
  EXPECT_EQ(fitting_scale(2, 1920, 1080), 2);
  EXPECT_EQ(fitting_scale(2, 1280, 800), 1.5F);
  EXPECT_EQ(fitting_scale(1.5F, 1280, 800), 1.5F);
  EXPECT_EQ(fitting_scale(1.3F, 1280, 800), 1.3F) << "a scale between two steps that fits stays";
  EXPECT_EQ(fitting_scale(1, 800, 500), 1);
  EXPECT_EQ(fitting_scale(1.1F, 800, 500), 1);
  EXPECT_EQ(fitting_scale(1, 400, 300), 0.75F) << "the smallest there is";
  EXPECT_EQ(fitting_scale(0.5F, 400, 300), 0.5F);
}

TEST_F(Desk, ThemeKeyTurnsTheThemeAndATypedLetterDoesNot) {
  screen.key('T', true);
  EXPECT_EQ(screen.view.theme, 1);
  screen.key('T');
  EXPECT_EQ(screen.view.theme, 1);
}

TEST_F(Desk, NextAndPreviousStepThroughTheListAndStopAtItsEnds) {
  screen.key('K');
  const std::string first = screen.view.selected;
  EXPECT_FALSE(first.empty());
  screen.key('K');
  EXPECT_EQ(screen.view.selected, first);
  screen.key('J');
  EXPECT_NE(screen.view.selected, first);
  screen.key('K');
  EXPECT_EQ(screen.view.selected, first);
}

TEST_F(Desk, InsetClickMovesTheCameraThere) {
  const double x = screen.view.camera_x;
  screen.click(1920 - 432 - 12 - 140, 1080 - 12 - 32 - 8 - 80);
  EXPECT_LT(screen.view.camera_x, x);
  screen.key('Z');
  EXPECT_EQ(screen.view.camera_x, x);
}

TEST_F(Desk, WhyCardShowsRuleDatumLimitLawAndTheEnginesOwnChange) {
  screen.view.selected = id(0);
  screen.frame();
  EXPECT_TRUE(screen.shows("为何红色"));
  EXPECT_TRUE(screen.shows("W7"));
  const Frame f = small_city().frame(screen.view);
  ASSERT_FALSE(f.detail->counterfactual.acts.empty());
  EXPECT_TRUE(screen.shows("资金"));
  EXPECT_TRUE(screen.shows("未到"));
  screen.view.selected = id(4);
  screen.frame();
  EXPECT_TRUE(screen.shows("为何未知"));
  EXPECT_FALSE(screen.shows("为何红色"));
}

TEST_F(Desk, JointEnforcementIsAFlagUnderTheNameAndNoCause) {
  const auto red_for = [](bool two_months) {
    return [two_months](Frame& f) {
      auto risk = std::make_shared<RiskTable>(*f.world.risk);
      auto detail = std::make_shared<ProjectDetail>(*f.detail);
      risk->rules[0] &= static_cast<RuleBits>(~bit(RuleId::W8));
      std::erase_if(detail->assessment.fired, [](const Fired& fired) { return fired.rule == RuleId::W8; });
      if (two_months) {
        risk->rules[0] |= bit(RuleId::W8);
        detail->assessment.fired.insert(detail->assessment.fired.begin(),
                                        {.rule = RuleId::W8, .colour = Colour::Red, .datum_unit = "fact"});
      }
      f.world.risk = risk;
      f.detail = detail;
    };
  };
  screen.view.selected = id(0);
  screen.change = red_for(true);
  screen.frame();
  EXPECT_TRUE(screen.shows("联合执法"));
  EXPECT_TRUE(screen.shows("W7"));
  EXPECT_FALSE(screen.shows("W8"));
  screen.change = red_for(false);
  screen.frame();
  EXPECT_FALSE(screen.shows("联合执法"));
}

TEST_F(Desk, FailedLoadingOffersToTryAgainAndAsksForIt) {
  screen.change = [](Frame& f) {
    f.world = {};
    f.summary = nullptr;
    f.detail = nullptr;
    f.load = {
        LoadState::Failed, "", "", 0, 0, Error{ErrorCode::Store, "数据库被占用。", "The store is busy."}};
  };
  screen.frame();
  EXPECT_TRUE(screen.shows("E-STORE"));
  const Pixel retry = screen.find("重试");
  screen.move_to(retry.x, retry.y);
  screen.frame();
  ImGui::GetIO().MouseDown[0] = true;
  screen.frame();
  ImGui::GetIO().MouseDown[0] = false;
  screen.frame();
  ASSERT_EQ(screen.outbox.asks.size(), 1u);
  EXPECT_TRUE(std::holds_alternative<Reload>(screen.outbox.asks[0]));
}

void give_two_notices(Frame& f) {
  f.notices = {{"空间索引缺项。已重建。", "The spatial index lacks entries. It was rebuilt."},
               {"存储数据占用。", "There is no head file beside the store."}};
}

TEST_F(Desk, NoticesAreWrittenInEitherLanguageUntilTheirCrossIsClicked) {
  screen.change = give_two_notices;
  screen.frame();
  EXPECT_TRUE(screen.shows("空间索引缺项。已重建。"));
  screen.view.language = "en";
  screen.frame();
  EXPECT_TRUE(screen.shows("The spatial index lacks entries. It was rebuilt."));
  EXPECT_TRUE(screen.shows("There is no head file beside the store."));
  const auto cross = std::find_if(screen.audit.entries.begin(), screen.audit.entries.end(),
                                  [](const auto& e) { return e.window == "##notice1" && e.text == "Esc"; });
  ASSERT_NE(cross, screen.audit.entries.end());
  screen.click((cross->x0 + cross->x1) / 2, (cross->y0 + cross->y1) / 2);
  EXPECT_FALSE(screen.shows("There is no head file beside the store."));
  EXPECT_TRUE(screen.shows("The spatial index lacks entries. It was rebuilt."));
}

TEST_F(Desk, EscapeDismissesNoticesOneByOneBeforeTheSelection) {
  click_symbol(0);
  screen.change = give_two_notices;
  screen.key(256);
  EXPECT_FALSE(screen.shows("空间索引缺项。已重建。"));
  EXPECT_TRUE(screen.shows("存储数据占用。"));
  screen.key(256);
  EXPECT_FALSE(screen.shows("存储数据占用。"));
  EXPECT_EQ(screen.view.selected, id(0));
  screen.key(256);
  EXPECT_EQ(screen.view.selected, "");
}

TEST_F(Desk, ANoticeStepsBelowTheSelectionThatItWouldCover) {
  screen.change = give_two_notices;
  screen.view.selected = id(0);
  // The selection under the first notice's place, top left below the header.
  screen.view.camera_x = registry().xy[0].x() + 400 * 10;
  screen.view.camera_y = registry().xy[0].y() - 420 * 10;
  screen.frame();
  const Pixel at = on_screen(0);
  for (const char* text : {"空间索引缺项。已重建。", "存储数据占用。"})
    EXPECT_GT(screen.find(text).y, at.y + 20) << text;
}

TEST_F(Desk, EmptyStoreSaysHowToImportIntoThisStore) {
  screen.change = [](Frame& f) {
    f.world.registry = std::make_shared<Registry>();
    f.world.risk = nullptr;
    f.summary = std::make_shared<Summary>();
    f.detail = nullptr;
  };
  screen.frame();
  EXPECT_TRUE(screen.shows("没有项目"));
  EXPECT_TRUE(screen.shows("anxin import projects 文件.csv --store beijing.anxin"));
}

TEST_F(Desk, ProjectWithoutMonthsHasNoGoodLookingRibbonAndNoFalseNoGap) {
  screen.view.selected = id(4);
  screen.frame();
  EXPECT_TRUE(screen.shows("缺口未知"));
  EXPECT_FALSE(screen.shows("无缺口"));
  const Frame f = small_city().frame(screen.view);
  const ProjectFigures figures = figures_of(registry(), 4, f.detail->facts, f.as_of);
  EXPECT_EQ(figures.ring[1], SafeguardState::Unknown);
  for (const RibbonCell& cell : figures.ribbon)
    EXPECT_TRUE(cell.state == PayState::Unknown || cell.state == PayState::NotDue);
}

TEST_F(Desk, RibbonTellsFullPartUnpaidAndNotDueApart) {
  screen.view.selected = id(0);
  const Frame f = small_city().frame(screen.view);
  const ProjectFigures figures = figures_of(registry(), 0, f.detail->facts, f.as_of);
  std::map<PayState, int> seen;
  for (const RibbonCell& cell : figures.ribbon) ++seen[cell.state];
  EXPECT_EQ(seen[PayState::NotDue], 2);  // October is due on 25 November, November on 25 December
  EXPECT_EQ(seen[PayState::Unpaid], 2);
  EXPECT_EQ(seen[PayState::Part], 1);
  EXPECT_EQ(seen[PayState::Full], 7);
  EXPECT_EQ(*figures.due_fen - *figures.paid_fen, f.detail->assessment.arrears_fen);
}

TEST(Keys, EveryShortcutHasItsWordsAndNoTwoShareAKey) {
  std::set<std::tuple<int, bool, bool>> seen;
  for (const Shortcut& s : shortcuts()) {
    EXPECT_NE(tr(Lang::Zh, s.name), s.name);
    EXPECT_NE(tr(Lang::En, s.name), s.name);
    EXPECT_TRUE(seen.insert({s.key, s.ctrl, s.shift}).second) << s.cap;
  }
}

TEST(Language, NoKeyIsMissingOnEitherSideAndNoTextIsEmpty) {
  EXPECT_EQ(lang_keys(Lang::Zh), lang_keys(Lang::En));
  for (const auto key : lang_keys(Lang::Zh)) {
    EXPECT_FALSE(tr(Lang::Zh, key).empty()) << key;
    EXPECT_FALSE(tr(Lang::En, key).empty()) << key;
    const auto holes = [](std::string_view s) { return std::count(s.begin(), s.end(), '{'); };
    EXPECT_EQ(holes(tr(Lang::Zh, key)), holes(tr(Lang::En, key))) << key;
  }
}

TEST(Language, EnglishSideHasNoChineseAndAMissingKeyShowsItself) {
  for (const auto key : lang_keys(Lang::En)) {
    for (const char c : tr(Lang::En, key)) EXPECT_LT(static_cast<unsigned char>(c), 0xE3) << key;
  }
  EXPECT_EQ(tr(Lang::Zh, "no.such.key"), "no.such.key");
}

TEST(Language, DomainWordsAreThoseOfTheModel) {
  for (int g = 0; g < 4; ++g) {
    const auto grade = static_cast<Grade>(g);
    const std::string key = std::string("grade.") + static_cast<char>('a' + g);
    EXPECT_EQ(tr(Lang::Zh, key), name_zh(grade));
  }
  for (int s = 0; s < 4; ++s) {
    const auto state = static_cast<SafeguardState>(s);
    EXPECT_EQ(tr(Lang::Zh, "state." + std::string(code(state))), name_zh(state));
  }
}

}  // namespace anxin::test
