// UX acceptance 4: no label is clipped, covered by another or without its glyph, at desk, laptop and 4K, with
// the longest names.
#include <gtest/gtest.h>

#include "console/panels/unit_names.hpp"
#include "console/panels/wall.hpp"
#include "tests/panels/dispatch_scene.hpp"
#include "tests/panels/import_states.hpp"
#include "tests/panels/screen.hpp"

namespace anxin::test {
namespace {

using Entry = TextAudit::Entry;

struct Size {
  float w, h, scale;
};

bool overlap(const Entry& a, const Entry& b) {
  const float slack = 1.5F;
  return a.window == b.window && a.x0 + slack < b.x1 && b.x0 + slack < a.x1 && a.y0 + slack < b.y1 &&
         b.y0 + slack < a.y1;
}

// Names and sentences of the incidents shown: one of them begins so.
bool is_of_dispatch(std::string_view stem) {
  static const std::string names = "\n" + dispatch_names();
  return names.find("\n" + std::string(stem)) != std::string::npos;
}

// Only what the data names may end in …: projects, enterprises, the store, an entry of the history. The
// interface's own words, its figures and the units of the pack never.
bool may_be_shortened(std::string_view shortened) {
  const std::string_view stem = shortened.substr(0, shortened.size() - std::string_view("…").size());
  const Registry& r = *small_city().registry;
  const auto any_starts = [&](const Strings& names) {
    for (std::size_t i = 0; i < names.size(); ++i)
      if (names[i].starts_with(stem)) return true;
    return false;
  };
  return !stem.empty() && (any_starts(r.name) || any_starts(r.enterprise_name) || stem.starts_with("导入") ||
                           stem.starts_with("beijing") || is_of_dispatch(stem) || is_of_the_file(stem));
}

// Faults of one frame, in words.
std::vector<std::string> faults(const TextAudit& audit) {
  std::vector<std::string> out;
  for (const std::string& text : audit.missing) out.push_back("no glyph: " + text);
  for (std::size_t i = 0; i < audit.entries.size(); ++i) {
    const Entry& e = audit.entries[i];
    if (e.x0 < e.clip_x0 - 0.5F || e.x1 > e.clip_x1 + 0.5F)
      out.push_back("clipped sideways: " + e.text + " in " + e.window);
    if (e.shortened && !may_be_shortened(e.text)) out.push_back("shortened: " + e.text + " in " + e.window);
    if (!e.scrolls && (e.y0 < e.clip_y0 - 0.5F || e.y1 > e.clip_y1 + 0.5F))
      out.push_back("clipped: " + e.text + " in " + e.window);
    if (e.window == "##map") continue;  // marks may lie over each other
    for (std::size_t j = i + 1; j < audit.entries.size(); ++j)
      if (overlap(e, audit.entries[j]))
        out.push_back("on each other: " + e.text + " / " + audit.entries[j].text + " in " + e.window);
  }
  return out;
}

// The same city with the longest unit name of the country's capital everywhere, money and counts of six
// digits.
void stretch(Frame& f) {
  auto pack = std::make_shared<Pack>(*f.pack);
  for (auto& u : pack->supervising_units) {
    u.name = "北京经济技术开发区";
    u.short_name = "经济技术开发区";
    if (u.name_en.size() < std::string_view("Shijingshan").size()) u.name_en = "Shijingshan";
  }
  f.pack = pack;
  auto s = std::make_shared<Summary>(*f.summary);
  for (auto& u : s->units) u.arrears_fen = 999'999LL * 100 * 1'000'000 / 100, u.projects = 1'008;
  s->city.arrears_fen = 999'999LL * 1'000'000;
  s->severe_change_day = 103;
  s->city.projects = 200'000;
  s->city.by_grade[static_cast<std::size_t>(Grade::Unknown)] = 199'999;
  s->city.by_grade[static_cast<std::size_t>(Grade::D)] = 1'008;
  f.summary = s;
}

}  // namespace

TEST(Text, IsNeverClippedOrCoveredAtAnySizeThemeOrLanguage) {
  for (const Size& size :
       {Size{1920, 1080, 1}, Size{1280, 800, 1}, Size{2560, 1440, 1}, Size{3840, 2160, 2}}) {
    for (const char* language : {"zh", "en"}) {
      for (const bool stretched : {false, true}) {
        Screen screen(size.w, size.h, size.scale);
        screen.view.language = language;
        if (stretched) screen.change = stretch;
        for (const int selected : {-1, 0, 1, 2, 3, 4}) {
          screen.view.selected =
              selected < 0 ? "" : std::string(small_city().registry->id[static_cast<std::size_t>(selected)]);
          screen.frame();
          screen.frame();
          for (const std::string& fault : faults(screen.audit))
            ADD_FAILURE() << size.w << " " << language << (stretched ? " stretched " : " ") << selected
                          << ": " << fault;
        }
      }
    }
  }
}

// The coverage view too, and what it says of each safeguard, now and of another day.
TEST(Text, OfTheCoverageViewIsNeverClippedOrCovered) {
  for (const Size& size :
       {Size{1920, 1080, 1}, Size{1280, 800, 1}, Size{2560, 1440, 1}, Size{3840, 2160, 2}}) {
    for (const char* language : {"zh", "en"}) {
      for (const bool then : {false, true}) {
        Screen screen(size.w, size.h, size.scale);
        screen.view.language = language;
        screen.view.tab = ViewTab::Coverage;
        if (then)
          screen.change = [](Frame& f) { f.as_of = f.today - std::chrono::days(90), f.then_known = true; };
        for (int s = 0; s < kSafeguards; ++s) {
          screen.view.safeguard = static_cast<Safeguard>(s);
          screen.view.coloured_by = screen.view.safeguard;
          screen.frame();
          screen.frame();
          for (const std::string& fault : faults(screen.audit))
            ADD_FAILURE() << size.w << " " << language << (then ? " then " : " ") << s << ": " << fault;
        }
      }
    }
  }
}

TEST(Text, OfTheClausesIsNeverClippedOrCovered) {
  const City& city = small_city();
  const auto table = std::make_shared<const ClauseTable>(
      clause_table(*city.registry, city.pack->clauses, city.pack->clause_terms, *city.coverage));
  for (const Size& size : {Size{1920, 1080, 1}, Size{1280, 800, 1}, Size{3840, 2160, 2}}) {
    for (const char* language : {"zh", "en"}) {
      for (const bool then : {false, true}) {
        Screen screen(size.w, size.h, size.scale);
        screen.view.language = language;
        screen.view.tab = ViewTab::Clauses;
        screen.change = [&](Frame& f) {
          f.clauses = table;
          if (then) f.as_of = f.today - std::chrono::days(90), f.then_known = true;
        };
        for (const ClauseRow& row : table->rows) {
          screen.state.tools.clause = row.clause.id;
          screen.frame();
          screen.frame();
          for (const std::string& fault : faults(screen.audit))
            ADD_FAILURE() << size.w << " " << language << " " << row.clause.id << ": " << fault;
        }
      }
    }
  }
}

// Every stage of taking in a file.
TEST(Text, OfAFileBeingTakenInIsNeverClippedOrCovered) {
  for (const Size& size : {Size{1920, 1080, 1}, Size{1280, 800, 1}, Size{3840, 2160, 2}}) {
    for (const char* language : {"zh", "en"}) {
      for (const auto& [what, state] : import_states()) {
        Screen screen(size.w, size.h, size.scale);
        screen.view.language = language;
        for (const bool past : {false, true}) {
          screen.change = [&](Frame& f) {
            f.import = std::make_shared<const ImportState>(state);
            if (past) f.as_of = f.today - std::chrono::days(30);
          };
          for (const int column : {-1, 0, 1}) {
            screen.state.tools.import.open_column = column;
            screen.frame();
            screen.frame();
            for (const std::string& fault : faults(screen.audit))
              ADD_FAILURE() << size.w << " " << language << " " << what << " " << column << ": " << fault;
          }
        }
      }
    }
  }
}

TEST(Text, OfTheCommandBarTheSetAndTheMenuIsNeverClippedOrCovered) {
  for (const Size& size :
       {Size{1920, 1080, 1}, Size{1280, 800, 1}, Size{2560, 1440, 1}, Size{3840, 2160, 2}}) {
    for (const char* language : {"zh", "en"}) {
      const auto look = [&](const char* what, const std::function<void(Screen&)>& arrange) {
        Screen screen(size.w, size.h, size.scale);
        screen.view.language = language;
        screen.frame();
        arrange(screen);
        screen.frame();
        screen.frame();
        for (const std::string& fault : faults(screen.audit))
          ADD_FAILURE() << size.w << " " << language << " " << what << ": " << fault;
      };
      for (const char* line :
           {"", "/", "/l", "cyq", "模拟", "/risk d,c", "/go 116.39 39.91", "/export", "zzzz"}) {
        look(line, [&](Screen& screen) {
          screen.key('/');
          screen.type(line);
        });
      }
      look("refusal", [](Screen& screen) {
        screen.key('/');
        screen.type("/cov x");
        screen.key(257);
      });
      look("set", [](Screen& screen) {
        const auto at = [](double x, double y) { return MapXY::of_metres(x, y); };
        screen.view.set.ring = {at(0, 0), at(1e6, 0), at(1e6, 1e7), at(0, 1e7)};
      });
      look("polygon", [](Screen& screen) { screen.key('B', false, true); });
      look("menu", [](Screen& screen) { screen.state.tools.menu = {0, {screen.camera.view.x + 200, 300}}; });
      look("shortcuts", [](Screen& screen) { screen.key(301); });
    }
  }
}

// Every scale that Ctrl + and Ctrl − reach at every size, the smallest window included: drawn at the largest
// scale that fits (Layout.ABiggerScaleThanTheWindowHoldsIsNotTaken).
TEST(Text, IsNeverClippedAtAnyScaleOfTheInterface) {
  const auto preview = std::make_shared<const ImportState>(import_preview());
  for (const float scale : {0.75F, 1.0F, 1.25F, 1.5F, 2.0F}) {
    for (const auto& [w, h] :
         {std::pair{800.0F, 500.0F}, std::pair{1280.0F, 800.0F}, std::pair{1920.0F, 1080.0F},
          std::pair{2560.0F, 1440.0F}, std::pair{3840.0F, 2160.0F}}) {
      if (fitting_scale(scale, w, h) != scale && scale != 2) continue;  // drawn at a smaller one already
      for (const char* language : {"zh", "en"}) {
        for (const char* view : {"risk", "stretched", "coverage", "import", "set", "drawer", "help"}) {
          const std::string_view what = view;
          Screen screen(w, h, fitting_scale(scale, w, h));
          screen.view.language = language;
          screen.view.colour_aid = true;
          screen.view.selected = std::string(small_city().registry->id[0]);
          if (what == "coverage") screen.view.tab = ViewTab::Coverage;
          if (what == "stretched") screen.change = stretch;
          if (what == "import") screen.change = [&](Frame& f) { f.import = preview; };
          if (what == "set") {
            const auto at = [](double x, double y) { return MapXY::of_metres(x, y); };
            screen.view.set.ring = {at(0, 0), at(1e6, 0), at(1e6, 1e7), at(0, 1e7)};
          }
          screen.frame();
          if (what == "help") screen.key(301);
          if (what == "drawer") screen.key(298);
          screen.frame();
          screen.frame();
          for (const std::string& fault : faults(screen.audit))
            ADD_FAILURE() << w << " at " << scale << " " << language << " " << view << ": " << fault;
        }
      }
    }
  }
}

// The dispatch view: each of its states at every size, in both languages and themes.
TEST(Text, OfTheDispatchViewIsNeverClippedOrCovered) {
  const auto none = [](DispatchMoment&) {};
  struct State {
    const char* name;
    std::function<void(DispatchMoment&)> change;
    std::function<void(Screen&)> act = [](Screen&) {};
  };
  const std::vector<State> states{
      {"sent", none},
      {"new", make_new},
      {"empty", [](DispatchMoment& s) { s = crowded_scene(0, IncidentLevel::I); }},
      {"crowd", [](DispatchMoment& s) { s = crowded_scene(500, IncidentLevel::I); }},
      {"making", [](DispatchMoment& s) { s.advice.reset(); }},
      {"no roads", [](DispatchMoment& s) { s.roads = false, s.advice.reset(); }},
      {"nobody", [](DispatchMoment& s) { s.advice->set.clear(), s.advice->missing = {0, 0, 0, 0, 1, 1, 1}; }},
      {"stale", [](DispatchMoment& s) { s.advice->revision = 1; }},
      {"drill", [](DispatchMoment& s) { s.exercise = true; }},
      {"others", none, [](Screen& s) { s.state.tools.dispatch.others_of = "4/0", s.key('/', false, true); }},
      {"level", none, [](Screen& s) { s.key('U'); }},
      {"reinforce", none, [](Screen& s) { s.key('R'); }},
      {"log", none, [](Screen& s) { s.key('L'); }},
      {"close",
       [](DispatchMoment& s) { s.edit(kGathering, [](Incident& i) { i.state = IncidentState::Resolved; }); },
       [](Screen& s) {
         s.click(s.find(s.view.language == "en" ? "Close" : "结案").x,
                 s.find(s.view.language == "en" ? "Close" : "结案").y);
       }},
      {"intake", none, [](Screen& s) { s.key('N'), s.type("金盏"); }},
      {"replay", none, [](Screen& s) { s.key('H'), s.key(262), s.key(262); }},
      {"replay at an alarm",
       [](DispatchMoment& s) { s.edit(kGathering, [](Incident& i) { i.claimed_by.clear(); }); },
       [](Screen& s) {
         s.key('H');
         for (int n = 0; n < 4; ++n) s.key('H');
       }},
      {"ended",
       [](DispatchMoment& s) {
         for (const char* id : {"I-20261123-005", "I-20261123-006"})
           s.edit(id, [](Incident& i) {
             i.state = IncidentState::Closed, i.ended = i.reported + std::chrono::seconds(900);
           });
       },
       [](Screen& s) { s.state.tools.dispatch.ended_shown = true; }},
      {"some ended",
       [](DispatchMoment& s) {
         s.edit("I-20261123-005", [](Incident& i) { i.state = IncidentState::Closed, i.ended = i.reported; });
       }},
      {"units", none, [](Screen& s) { s.key('U', false, true); }},
      {"unit", none, [](Screen& s) { s.key('U', false, true), s.key(257); }},
      {"new unit", none,
       [](Screen& s) {
         s.key('U', false, true);
         const Pixel p = s.find(s.view.language == "en" ? "New unit" : "新编力量");
         s.click(p.x, p.y);
       }},
      {"none", none, [](Screen& s) { s.view.selected_incident.clear(); }}};
  for (const Size& size : {Size{1920, 1080, 1}, Size{1280, 800, 1}, Size{3840, 2160, 2}}) {
    for (const char* language : {"zh", "en"}) {
      for (const State& state : states) {
        Screen screen(size.w, size.h, size.scale);
        DispatchMoment scene = dispatch_scene();
        state.change(scene);
        screen.view.theme = language[0] == 'e' ? 1 : 0;
        screen.view.language = language;
        screen.view.tab = ViewTab::Dispatch;
        screen.view.selected_incident = kGathering;
        screen.change = [&](Frame& f) { scene.put(f), put_replay(f, screen.view); };
        screen.frame();
        state.act(screen);
        screen.frame();
        screen.frame();
        EXPECT_GT(screen.audit.entries.size(), 30u);
        for (const std::string& fault : faults(screen.audit))
          ADD_FAILURE() << size.w << " " << language << " " << state.name << ": " << fault;
      }
    }
  }
}

TEST(Text, OfTheWallIsNeverClippedOrCovered) {
  for (const auto& [w, h, pitch] :  // the last: a desk screen's pixels, type 1.7 times as large
       {std::tuple{3840.0F, 2160.0F, 0.0F}, std::tuple{1920.0F, 1080.0F, 0.0F},
        std::tuple{7680.0F, 2160.0F, 0.0F}, std::tuple{3840.0F, 2160.0F, 0.317F}}) {
    for (const char* language : {"zh", "en"}) {
      for (const bool then : {false, true}) {
        Screen screen(w, h, wall_ui_scale(w, h, pitch), true);
        screen.view.language = language;
        if (then)
          screen.change = [](Frame& f) { f.as_of = f.today - std::chrono::days(90), f.then_known = true; };
        for (const int s : {0, 1, 2, 5, 6}) {
          screen.view.safeguard = static_cast<Safeguard>(s);
          screen.frame();
          screen.frame();
          for (const std::string& fault : faults(screen.audit))
            ADD_FAILURE() << w << " at " << pitch << " " << language << (then ? " then " : " ") << s << ": "
                          << fault;
        }
      }
    }
  }
}

TEST(Text, UnitsHaveAShortFormForTheTableInBothLanguagesAndTheirWholeNameElsewhere) {
  const Frame f = small_city().frame({});
  const std::size_t bda = f.world.registry->unit_code.size() - 1;
  EXPECT_EQ(unit_short_name(f, Lang::Zh, bda), "经开区");
  EXPECT_EQ(unit_short_name(f, Lang::En, bda), "BDA");
  EXPECT_EQ(unit_full_name(f, Lang::Zh, bda), "北京经济技术开发区");
  EXPECT_EQ(unit_full_name(f, Lang::En, bda), "Beijing E-Town (BDA)");
  EXPECT_EQ(unit_short_name(f, Lang::Zh, 0), "东城区");
  EXPECT_EQ(unit_short_name(f, Lang::En, 0), "Dongcheng");
  SupervisingUnit odd;
  for (const char* name : {"", "()", "Half (open", "Back )to( front"}) {
    odd.name_en = name;
    EXPECT_EQ(short_name_of(odd, Lang::En), name);
  }
}

TEST(Text, AuditSeesATextThatIsClippedAndOneThatIsCovered) {
  TextAudit audit;
  audit.entries.push_back({"wide", "w", 0, 0, 120, 10, 0, 0, 100, 100, false, false});
  audit.entries.push_back({"below", "w", 0, 5, 50, 15, 0, 0, 100, 100, false, false});
  audit.entries.push_back({"1…", "w", 0, 20, 20, 30, 0, 0, 100, 100, false, true});
  EXPECT_EQ(faults(audit).size(), 3u);
}

TEST(Text, ListNamesAreShortenedButTheInspectorWritesTheWholeName) {
  Screen screen(1280, 800);
  screen.view.selected = std::string(small_city().registry->id[0]);
  screen.frame();
  std::string title;
  for (const auto& e : screen.audit.entries)
    if (e.window == "##right" && e.y1 - e.y0 > 15 && e.y0 < 140 &&
        kLongName.find(e.text) != std::string_view::npos)
      title += e.text;
  EXPECT_EQ(title, kLongName);
}

}  // namespace anxin::test
