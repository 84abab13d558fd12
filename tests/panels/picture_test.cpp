// Pictures of the desk screen for people's eyes, written only where ANXIN_PANELS_PICTURES names a folder;
// without it only that every size and theme can be drawn.
#include <fmt/format.h>

#include <cstdlib>

#include "tests/panels/dispatch_scene.hpp"
#include "tests/panels/import_states.hpp"
#include "tests/panels/screen.hpp"
#include "tests/tools/support.hpp"

namespace anxin::test {
namespace {

void picture(Screen& screen, const std::string& name) {
  for (int i = 0; i < 3; ++i) screen.frame();
  EXPECT_FALSE(screen.audit.entries.empty());
  const char* folder = std::getenv("ANXIN_PANELS_PICTURES");
  if (folder != nullptr) screen.save(std::filesystem::path(folder) / (name + ".ppm"));
}

void zoom_in(Screen& screen) {
  screen.frame();
  const MapXY at = small_city().registry->xy[0];
  screen.view.camera_x = at.x();
  screen.view.camera_y = at.y();
  screen.view.metres_per_px = 40;
}

}  // namespace

TEST(Picture, DeskAndLaptopAndBigScreenAreDrawnInBothThemesAndLanguages) {
  struct Case {
    float w, h, scale;
    int theme;
    const char* language;
    bool selected;
    const char* name;
  };
  for (const Case& c :
       {Case{1920, 1080, 1, 0, "zh", true, "desk-dark"}, Case{1920, 1080, 1, 1, "zh", true, "desk-light"},
        Case{1920, 1080, 1, 0, "zh", false, "desk-none"}, Case{1280, 800, 1, 0, "zh", true, "laptop-dark"},
        Case{1920, 1080, 1, 0, "en", true, "desk-en"}, Case{1280, 800, 1, 1, "en", true, "laptop-en"},
        Case{3840, 2160, 2, 0, "zh", true, "big"}}) {
    Screen screen(c.w, c.h, c.scale);
    screen.view.theme = static_cast<std::uint8_t>(c.theme);
    screen.view.language = c.language;
    if (c.selected) {
      screen.view.selected = std::string(small_city().registry->id[0]);
      zoom_in(screen);
    }
    picture(screen, c.name);
  }
}

TEST(Picture, EveryStateHasItsScreen) {
  {
    Screen screen(1920, 1080);
    screen.change = [](Frame& f) {
      f.world = {};
      f.summary = nullptr;
      f.detail = nullptr;
      f.load = {LoadState::Loading, "正在读项目", "Reading projects", 3200, 7764, {}};
    };
    picture(screen, "state-loading");
    screen.change = [](Frame& f) {
      f.world = {};
      f.summary = nullptr;
      f.load = {LoadState::Failed,
                "",
                "",
                0,
                0,
                Error{ErrorCode::Store, "数据库被占用，换一个席位。", "The store is busy."}};
    };
    picture(screen, "state-failed");
    screen.change = [](Frame& f) {
      f.world.registry = std::make_shared<Registry>();
      f.world.risk = nullptr;
      f.summary = std::make_shared<Summary>();
    };
    picture(screen, "state-empty");
  }
  Screen screen(1920, 1080);
  screen.view.filters.sectors = 1;
  screen.view.filters.credits = 1;
  screen.view.filters.grade_hidden[0] = true;
  screen.view.selected = std::string(small_city().registry->id[4]);
  screen.change = [](Frame& f) { f.stale = true; };
  picture(screen, "state-stale-filtered");
  screen.change = [](Frame& f) {
    f.notices = {{"空间索引缺项。已重建。", "The spatial index lacks entries. It was rebuilt."}};
  };
  screen.view.filters = {};
  picture(screen, "state-notice");
  screen.change = {};
  screen.view.selected = std::string(small_city().registry->id[1]);
  screen.key(301);
  picture(screen, "shortcuts");
}

TEST(Picture, CommandBarSetAndMenuAreDrawnInBothThemesAndLanguages) {
  for (const bool laptop : {false, true}) {
    for (const bool english : {false, true}) {
      Screen screen(laptop ? 1280 : 1920, laptop ? 800 : 1080);
      screen.view.theme = english ? 1 : 0;
      screen.view.language = english ? "en" : "zh";
      const std::string tail =
          fmt::format("-{}-{}", laptop ? "laptop" : "desk", english ? "en-light" : "zh-dark");
      screen.key('/');
      screen.type("cy");
      picture(screen, "command" + tail);
      screen.state.tools.command.line.set("/");
      picture(screen, "command-verbs" + tail);
      screen.state.tools.command.line.set("/risk q");
      screen.key(257);
      picture(screen, "command-refused" + tail);
      screen.key(256);
      const PixelRect& m = screen.camera.view;
      screen.key('B');
      screen.drag(m.x + m.w * 0.3F, m.y + m.h * 0.3F, m.x + m.w * 0.6F, m.y + m.h * 0.6F);
      picture(screen, "set" + tail);
      screen.key('B', false, true);
      for (const auto& [x, y] : {std::pair{0.2F, 0.3F}, {0.7F, 0.2F}, {0.6F, 0.6F}})
        screen.click(m.x + m.w * x, m.y + m.h * y);
      screen.state.tools.menu = {0, {m.x + m.w * 0.4F, m.y + m.h * 0.35F}};
      picture(screen, "menu" + tail);
    }
  }
}

TEST(Picture, DispatchIsDrawnInItsStates) {
  struct Case {
    const char* name;
    float w, h, scale;
    int theme;
    const char* language;
    std::function<void(DispatchMoment&)> change;
    int key;
  };
  const auto none = [](DispatchMoment&) {};
  for (const Case& c :
       {Case{"dispatch", 1920, 1080, 1, 0, "zh", none, 0},
        Case{"dispatch-light-en", 1920, 1080, 1, 1, "en", none, 0},
        Case{"dispatch-laptop", 1280, 800, 1, 0, "zh", none, 0},
        Case{"dispatch-new", 1920, 1080, 1, 0, "zh", make_new, 0},
        Case{"dispatch-level", 1920, 1080, 1, 0, "zh", none, 'U'},
        Case{"dispatch-intake", 1920, 1080, 1, 0, "zh", none, 'N'},
        Case{"dispatch-drill", 1920, 1080, 1, 0, "zh",
             [](DispatchMoment& s) { s.exercise = true, s.roads = false, s.advice.reset(); }, 0},
        Case{"dispatch-empty", 1920, 1080, 1, 1, "zh",
             [](DispatchMoment& s) { s = crowded_scene(0, IncidentLevel::I); }, 0}}) {
    Screen screen(c.w, c.h, c.scale);
    DispatchMoment scene = dispatch_scene();
    c.change(scene);
    screen.view.theme = static_cast<std::uint8_t>(c.theme);
    screen.view.language = c.language;
    screen.view.tab = ViewTab::Dispatch;
    screen.view.selected_incident = kGathering;
    screen.change = [&](Frame& f) { scene.put(f); };
    zoom_in(screen);
    if (c.key != 0) screen.key(c.key);
    picture(screen, c.name);
  }
}

TEST(Picture, UnitsAndTheirFileAreDrawnInBothThemesAndLanguages) {
  for (const bool laptop : {false, true}) {
    for (const bool english : {false, true}) {
      Screen screen(laptop ? 1280 : 1920, laptop ? 800 : 1080);
      DispatchMoment scene = dispatch_scene();
      screen.view.theme = english ? 1 : 0;
      screen.view.language = english ? "en" : "zh";
      const std::string tail =
          fmt::format("-{}-{}", laptop ? "laptop" : "desk", english ? "en-light" : "zh-dark");
      const auto units = std::make_shared<const ImportState>(import_units());
      screen.change = [&](Frame& f) { f.import = units; };
      picture(screen, "import-units" + tail);
      screen.view.tab = ViewTab::Dispatch;
      screen.change = [&](Frame& f) { scene.put(f); };
      screen.frame();
      screen.key('U', false, true);
      picture(screen, "units" + tail);
      screen.key(257);
      picture(screen, "unit" + tail);
      screen.key(256);
      const Pixel fresh = screen.find(english ? "New unit" : "新编力量");
      screen.click(fresh.x, fresh.y);
      picture(screen, "unit-new" + tail);
    }
  }
}

}  // namespace anxin::test
