// Two languages, whole (UX 9: Ctrl+Shift+L): no key missing on either side, and no Chinese on an English
// screen but the names of the data and of its sources.
#include <gtest/gtest.h>

#include "console/panels/figures_text.hpp"
#include "console/panels/lang.hpp"
#include "tests/panels/dispatch_scene.hpp"
#include "tests/panels/screen.hpp"

namespace anxin::test {
namespace {

bool has_chinese(std::string_view text) {
  for (std::size_t i = 0; i + 2 < text.size(); ++i) {
    const auto a = static_cast<unsigned char>(text[i]);
    if (a >= 0xE3 && a <= 0xE9 && text.substr(i, 3) != "、") return true;
  }
  return false;
}

// The proper names of the data: projects, enterprises, townships, feeds, law and member units of the pack.
std::string proper_names() {
  std::string all;
  const City& city = small_city();
  const Registry& r = *city.registry;
  for (const Strings* names : {&r.name, &r.enterprise_name, &r.township, &r.records.feeds.name})
    for (std::size_t i = 0; i < names->size(); ++i) all += std::string((*names)[i]) + "\n";
  for (const Clause& c : city.pack->clauses) all += c.text + "\n" + c.title + "\n";
  for (const MemberUnit& u : city.pack->member_units) all += u.name + "\n" + u.today + "\n";
  for (const Township& t : city.pack->townships) all += t.name + "\n";
  return all;
}

// What is Chinese in `text` once the names are taken out of it.
bool foreign(std::string text, const std::string& names) {
  std::string run;  // each run of Chinese must be part of a name
  const auto known = [&] { return run.empty() || names.find(run) != std::string::npos; };
  for (std::size_t i = 0; i < text.size();) {
    const auto lead = static_cast<unsigned char>(text[i]);
    const std::size_t n = lead < 0x80 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
    const std::string one = text.substr(i, n);
    i += n;
    if (has_chinese(one)) {
      run += one;
      continue;
    }
    if (!known()) return true;
    run.clear();
  }
  return !known();
}

TEST(Language, HasEveryKeyOnBothSides) {
  const auto zh = lang_keys(Lang::Zh), en = lang_keys(Lang::En);
  EXPECT_EQ(zh, en);
  EXPECT_GT(en.size(), 300u);
  for (const std::string_view key : en) {
    EXPECT_TRUE(!has_chinese(tr(Lang::En, key))) << key;
  }
}

TEST(Language, EnglishScreensWriteNoChineseButNames) {
  const std::string names = proper_names();
  for (const bool wall : {false, true}) {
    for (const ViewTab tab : {ViewTab::Risk, ViewTab::Coverage}) {
      Screen screen(wall ? 3840 : 1920, wall ? 2160 : 1080, wall ? kWallScale : 1, wall);
      screen.view.language = "en";
      screen.view.tab = tab;
      if (tab == ViewTab::Coverage) screen.view.coloured_by = screen.view.safeguard;
      for (const int selected : {-1, 0, 1, 2, 3, 4}) {
        screen.view.selected =
            selected < 0 ? "" : std::string(small_city().registry->id[static_cast<std::size_t>(selected)]);
        screen.frame();
        screen.frame();
        EXPECT_GT(screen.audit.entries.size(), 40u);
        for (const auto& e : screen.audit.entries) {
          std::string text = e.text;
          if (text.ends_with("…")) text.resize(text.size() - std::string_view("…").size());
          EXPECT_FALSE(foreign(text, names)) << (wall ? "wall " : "desk ") << e.window << ": " << e.text;
        }
      }
    }
  }
  EXPECT_TRUE(foreign("Why 为何红色", names));
}

TEST(Language, TheEnglishDispatchViewWritesNoChineseButNames) {
  const std::string names = proper_names() + dispatch_names();
  Screen screen(1920, 1080);
  DispatchMoment scene = dispatch_scene();
  screen.view.language = "en";
  screen.view.tab = ViewTab::Dispatch;
  screen.view.selected_incident = kGathering;
  screen.change = [&](Frame& f) { scene.put(f); };
  for (const int key : {0, int('U'), 256, int('N')}) {
    if (key != 0) screen.key(key);
    screen.frame();
    screen.frame();
    for (const auto& e : screen.audit.entries) {
      std::string text = e.text;
      if (text.ends_with("…")) text.resize(text.size() - std::string_view("…").size());
      EXPECT_FALSE(foreign(text, names)) << e.window << ": " << e.text;
    }
  }
}

TEST(Language, TurnsByItsKeyAndBack) {
  Screen screen(1920, 1080);
  screen.frame();
  EXPECT_EQ(screen.view.language, "zh");
  screen.key('L', true, true);
  EXPECT_EQ(screen.view.language, "en");
  screen.frame();
  EXPECT_TRUE(screen.shows("Districts"));
  screen.key('L', true, true);
  EXPECT_EQ(screen.view.language, "zh");
}

TEST(Language, WritesMoneyInItsOwnUnits) {
  EXPECT_EQ(money_text(474'200'000, Lang::Zh), "474.2 万元");
  EXPECT_EQ(money_text(474'200'000, Lang::En), "CNY 4.74 million");
  EXPECT_EQ(money_text(99, Lang::En), "CNY 0.00 million");
  EXPECT_EQ(money_text(-474'900'000, Lang::En), "CNY −4.74 million");
  EXPECT_EQ(money_of_city(26'296'999'999, Lang::Zh).figure, "26,296");
  EXPECT_EQ(money_of_city(26'296'999'999, Lang::En).figure, "262.9");
  EXPECT_EQ(money_of_city(343'799'999'999, Lang::Zh).figure, "34.37");
  EXPECT_EQ(money_of_city(343'799'999'999, Lang::En).figure, "3.43");
  EXPECT_TRUE(money_of_city(343'799'999'999, Lang::En).yi);
}

TEST(Scale, StepsWithinItsBoundsAndBackToOne) {
  Screen screen(1920, 1080);
  screen.frame();
  screen.key('=', true);
  EXPECT_FLOAT_EQ(screen.view.ui_scale, 1.1F);
  for (int i = 0; i < 12; ++i) screen.key('=', true);
  EXPECT_FLOAT_EQ(screen.view.ui_scale, 2);
  for (int i = 0; i < 20; ++i) screen.key('-', true);
  EXPECT_FLOAT_EQ(screen.view.ui_scale, 0.75F);
  screen.key('0', true);
  EXPECT_FLOAT_EQ(screen.view.ui_scale, 1);
}

TEST(Grades, HiddenInTheLegendHideNothingWhereTheMapTellsOfASafeguard) {
  ViewState view;
  view.filters.grade_hidden[0] = true;
  view.filters.sectors = 1;
  EXPECT_EQ(filters_in_force(view), view.filters);
  view.coloured_by = Safeguard::RealName;
  EXPECT_FALSE(filters_in_force(view).grade_hidden[0]);
  EXPECT_EQ(filters_in_force(view).sectors, 1u);
}

}  // namespace
}  // namespace anxin::test
