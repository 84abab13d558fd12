// The command bar: the grammar line by line in both languages, then the bar as a person uses it.
#include <gtest/gtest.h>

#include "console/panels/command_line.hpp"
#include "console/panels/keys.hpp"
#include "console/panels/lang.hpp"
#include "tests/panels/screen.hpp"

namespace anxin::test {
namespace {

constexpr int kEnter = 257, kTab = 258, kBackspace = 259, kLeft = 263, kDown = 264, kUp = 265, kEscape = 256;

// A line that is understood, as one row of text to compare: verb|text|at|grades|safeguard|day minute|level
// state theme
std::string understood(std::string_view line) {
  const auto c = parse_command(line);
  if (!c) return "refused: " + c.error().en;
  std::string out = c->verb ? std::string(word_of(*c->verb)) : std::string("search");
  if (!c->text.empty()) out += " text=" + c->text;
  if (c->at) out += fmt::format(" at={:.5f},{:.5f}", c->at->lon(), c->at->lat());
  for (const Grade g : c->grades) out += fmt::format(" grade={}", code(g));
  if (c->safeguard) out += fmt::format(" safeguard={}", code(*c->safeguard));
  if (c->day) out += " day=" + to_string(*c->day);
  if (c->minute) out += fmt::format(" minute={}", *c->minute);
  if (c->level != 0) out += fmt::format(" level={}", c->level);
  if (c->verb == LineVerb::State) out += fmt::format(" state={}", static_cast<int>(c->state));
  if (c->theme != ThemeWish::Turn) out += c->theme == ThemeWish::Dark ? " dark" : " light";
  return out;
}

class Bar : public ::testing::Test {
 protected:
  Bar() : screen(1920, 1080) { screen.frame(); }
  void open() {
    screen.key('/');
    ASSERT_TRUE(bar().open);
  }
  void enter(std::string_view line) {
    open();
    screen.type(line);
    screen.key(kEnter);
    screen.frame();
  }
  const CommandBar& bar() const { return screen.state.tools.command; }
  std::string reason(const char* language = "en") const {
    if (!bar().refusal) return {};
    return language == std::string_view("en") ? bar().refusal->en : bar().refusal->zh;
  }
  static const Registry& registry() { return *small_city().registry; }
  Screen screen;
};

}  // namespace

TEST(CommandLine, EveryVerbIsUnderstood) {
  for (const auto& [line, means] : std::initializer_list<std::pair<const char*, const char*>>{
           {"cyq", "search text=cyq"},
           {"  金盏  ", "search text=金盏"},
           {"/q cyq", "q text=cyq"},
           {"/p P-110105-0417", "p text=P-110105-0417"},
           {"/i", "i"},
           {"/i I-20261123-004", "i text=I-20261123-004"},
           {"/u cy1 cf", "u text=cy1 state=0"},
           {"/u cy1 到场", "u text=cy1 state=1"},
           {"/u cy1 WC", "u text=cy1 state=2"},
           {"/s all", "s text=all"},
           {"/lv 2 \"核实 50 人以上\"", "lv text=核实 50 人以上 level=2"},
           {"/lv 4 “误报”", "lv text=误报 level=4"},
           {"/cov 专户", "cov safeguard=dedicated_account"},
           {"/cov wage", "cov safeguard=wage_deposit"},
           {"/cov 1", "cov safeguard=real_name"},
           {"/cov 0", "cov"},
           {"/risk d,c", "risk grade=D grade=C"},
           {"/risk 重大、未知", "risk grade=D grade=unknown"},
           {"/risk u", "risk grade=unknown"},
           {"/risk all", "risk"},
           {"/asof 2026-01-20 09:00", "asof day=2026-01-20 minute=540"},
           {"/asof 2026-01-20", "asof day=2026-01-20"},
           {"/asof now", "asof"},
           {"/go 116.39 39.91", "go text=116.39 39.91 at=116.39000,39.91000"},
           {"/go 金盏", "go text=金盏"},
           {"/add", "add"},
           {"/log 已到现场 等待", "log text=已到现场 等待"},
           {"/lock", "lock"},
           {"/fit", "fit"},
           {"/theme", "theme"},
           {"/theme light", "theme light"},
           {"/th 深", "theme dark"},
           {"/export", "export"},
           {"/drill", "drill"},
           {"/close", "close"},
           {"/close 建国路", "close text=建国路"},
           {"/lift 01", "lift text=01"},
           {"/h", "help"},
           {"／ｒｉｓｋ　ｄ，ｃ", "risk grade=D grade=C"},
           {"/RISK D", "risk grade=D"}})
    EXPECT_EQ(understood(line), means) << line;
}

TEST(CommandLine, WhatIsWrongIsSaidInBothLanguages) {
  for (const auto& [line, part] :
       std::initializer_list<std::pair<const char*, const char*>>{{"/", "A command follows"},
                                                                  {"/zzz", "no command /zzz"},
                                                                  {"/l", "lv, /log, /lock"},
                                                                  {"/q", "Name a district"},
                                                                  {"/p ", "Name a project"},
                                                                  {"/u cy1", "Write /u"},
                                                                  {"/u cy1 xx", "Write /u"},
                                                                  {"/s", "Name a unit"},
                                                                  {"/lv 5 x", "1 to 4"},
                                                                  {"/lv 2", "needs its reason"},
                                                                  {"/lv", "1 to 4"},
                                                                  {"/cov 保", "wage_deposit"},
                                                                  {"/cov 工资保证", "safeguard"},
                                                                  {"/cov", "safeguard"},
                                                                  {"/risk", "Name the grades"},
                                                                  {"/risk d,q", "no grade 'q'"},
                                                                  {"/asof", "2026-01-20"},
                                                                  {"/asof 2026-02-30", "2026-01-20"},
                                                                  {"/asof 2026-01-20 25:00", "2026-01-20"},
                                                                  {"/asof 2026-01-20 09:00 x", "2026-01-20"},
                                                                  {"/go", "Give coordinates"},
                                                                  {"/go 39.91 116.39", "Longitude"},
                                                                  {"/go 116 E 39 E", "once each"},
                                                                  {"/log", "Write what"},
                                                                  {"/fit now", "takes nothing"},
                                                                  {"/theme blue", "dark or light"},
                                                                  {"/lv 2 \"open", "quotation mark"}}) {
    const auto c = parse_command(line);
    if (std::string_view(line) == "/cov 保") {
      EXPECT_TRUE(c) << "only one safeguard has 保 in its name";
      continue;
    }
    ASSERT_FALSE(c) << line << " was understood: " << understood(line);
    EXPECT_NE(c.error().en.find(part), std::string::npos) << line << ": " << c.error().en;
    EXPECT_FALSE(c.error().zh.empty());
    EXPECT_NE(c.error().zh, c.error().en);
  }
}

TEST(CommandLine, CoordinatesAreReadAsPeopleWriteThem) {
  for (const char* text :
       {"116.572 40.008", "116.57200 E  40.00800 N", "116.572,40.008", "116.572，40.008", "N40.008 E116.572",
        "40.008N 116.572E", "东经116.572 北纬40.008", "116.572° 40.008°", "E 116.572 N 40.008"}) {
    const auto at = parse_coordinates(text);
    ASSERT_TRUE(at && *at) << text;
    EXPECT_NEAR((*at)->lon(), 116.572, 1e-9) << text;
    EXPECT_NEAR((*at)->lat(), 40.008, 1e-9) << text;
  }
  for (const char* text : {"金盏", "116.572", "116.5 40.0 3", "P-110105-0417", "E", "116 40 N N", ""})
    EXPECT_FALSE(parse_coordinates(text)) << text;
  for (const char* text : {"40.008 116.572", "200 10", "116 E 40 E", "nan 40"}) {
    const auto at = parse_coordinates(text);
    EXPECT_TRUE(!at || !*at) << text;
  }
}

TEST(CommandLine, ABrokenLineNeverDoesMoreThanRefuse) {
  std::string bytes;
  for (unsigned seed = 1; seed < 4000; ++seed) {
    bytes.clear();
    for (unsigned n = seed, k = 0; k < seed % 23; ++k, n = n * 1664525 + 1013904223) {
      constexpr std::string_view kPieces = "/\"qlvcovrisk go.,0123456789ENen \xE4\xB8\xAD\xFF\t“";
      bytes += kPieces[n / 65536 % kPieces.size()];
    }
    (void)parse_command(bytes);
    (void)parse_command("/go " + bytes);
    (void)parse_command("/risk " + bytes);
  }
}

TEST(CommandLine, EveryVerbHasItsNameInBothLanguages) {
  for (const LineVerbWord& v : line_verbs()) {
    for (const Lang lang : {Lang::Zh, Lang::En}) {
      const std::string key = fmt::format("cmd.{}", v.word);
      EXPECT_NE(tr(lang, key), key);
    }
  }
}

TEST(LineEditor, MovesAndErasesWholeCharacters) {
  LineEditor line;
  line.insert("朝阳a");
  line.left();
  line.left();
  EXPECT_EQ(line.caret, 3u);
  EXPECT_TRUE(line.erase_before());
  EXPECT_EQ(line.text, "阳a");
  EXPECT_FALSE(line.erase_before());
  EXPECT_TRUE(line.erase_after());
  EXPECT_EQ(line.text, "a");
  line.insert("\n\tb\x7F");
  EXPECT_EQ(line.text, "ba");
  line.right();
  line.right();
  EXPECT_FALSE(line.erase_after());
  line.insert(std::string(5000, 'x'));
  EXPECT_EQ(line.text, "ba");
}

TEST_F(Bar, SlashOpensItWithoutTypingASlashAndEscapeClosesItAndNothingElse) {
  screen.view.selected = std::string(registry().id[0]);
  ImGui::GetIO().AddInputCharactersUTF8("/");
  open();
  EXPECT_EQ(bar().line.text, "");
  screen.key(kEscape);
  EXPECT_FALSE(bar().open);
  EXPECT_EQ(screen.view.selected, registry().id[0]);
}

TEST_F(Bar, WhileItIsOpenKeysAreLettersAndNotShortcuts) {
  open();
  screen.key('F', false, false);
  screen.key('T', true, false);
  EXPECT_EQ(screen.view.theme, 0);
  screen.type("f");
  EXPECT_EQ(bar().line.text, "f");
}

TEST_F(Bar, PinyinInitialsFrameTheDistrict) {
  enter("cyq");
  EXPECT_EQ(screen.view.selected_unit, "110105");
  EXPECT_FALSE(bar().open);
  ASSERT_EQ(screen.view.command_lines.size(), 1u);
  EXPECT_EQ(screen.view.command_lines[0], "cyq");
}

TEST_F(Bar, ATownshipIsFramedWithItsDistrict) {
  enter("/q 长辛店");
  EXPECT_EQ(screen.view.selected_unit, "110106");
}

TEST_F(Bar, AProjectIsFoundByItsCodeSelectedAndCentred) {
  const std::string id(registry().id[37]);
  enter(id);
  EXPECT_EQ(screen.view.selected, id);
  EXPECT_NEAR(screen.view.camera_x, registry().xy[37].x(), 1);
  EXPECT_LE(screen.camera.scale_denominator(), 50'001);
}

TEST_F(Bar, AnEnterpriseListsTheProjectsItContracts) {
  enter("模拟建设集团第7工程");
  std::size_t contracted = 0;
  for (std::size_t i = 0; i < registry().projects(); ++i)
    contracted +=
        registry().enterprise_name[registry().general_contractor[i]] == "北京模拟建设集团第7工程有限公司";
  EXPECT_GT(contracted, 0u);
  EXPECT_EQ(screen.view.set.added.size(), contracted);
  EXPECT_TRUE(screen.shows("所选项目"));
}

TEST_F(Bar, ArrowsMarkAnotherCandidateAndAClickRunsOne) {
  open();
  screen.type("区");
  ASSERT_EQ(bar().candidates.size(), kMostFindings);
  screen.key(kDown);
  screen.key(kDown);
  screen.key(kUp);
  EXPECT_EQ(bar().marked, 1u);
  screen.key(kUp);
  screen.key(kUp);
  EXPECT_EQ(bar().marked, kMostFindings - 1);
  const CommandCandidate third = bar().candidates[2];
  for (const auto& e : std::vector(screen.audit.entries)) {
    if (e.window == "##command" && e.text == third.title) screen.click((e.x0 + e.x1) / 2, (e.y0 + e.y1) / 2);
  }
  EXPECT_FALSE(bar().open);
  EXPECT_EQ(screen.view.selected_unit, third.finding->code);
}

TEST_F(Bar, VerbsAreOfferedByTheirBeginningAndCompletedByEnterAndTab) {
  open();
  screen.type("/ri");
  ASSERT_EQ(bar().candidates.size(), 1u);
  screen.key(kEnter);
  EXPECT_EQ(bar().line.text, "/risk ");
  screen.type("d");
  screen.key(kEnter);
  EXPECT_TRUE(screen.view.filters.grade_hidden[static_cast<std::size_t>(Grade::A)]);
  EXPECT_FALSE(screen.view.filters.grade_hidden[static_cast<std::size_t>(Grade::D)]);
  open();
  screen.type("/g");
  screen.key(kTab);
  EXPECT_EQ(bar().line.text, "/go ");
}

TEST_F(Bar, CommandsActOnTheView) {
  enter("/theme light");
  EXPECT_EQ(screen.view.theme, 1);
  enter("/theme");
  EXPECT_EQ(screen.view.theme, 0);
  enter("/go 116.39 39.91");
  EXPECT_NEAR(screen.camera.scale_denominator(), 50'000, 1);
  enter("/risk all");
  EXPECT_EQ(screen.view.filters, Filters{});
  enter("主题");
  EXPECT_EQ(screen.view.theme, 1);
  enter("/help");
  EXPECT_TRUE(screen.state.help_open);
  open();
  screen.type("/export");
  ImGui::GetIO().KeysDown[kEnter] = true;
  screen.frame();
  ImGui::GetIO().KeysDown[kEnter] = false;
  ASSERT_EQ(screen.outbox.asks.size(), 1u);
  EXPECT_TRUE(std::holds_alternative<ExportList>(screen.outbox.asks[0]));
}

TEST(CommandLine, ExportTakesWhatAndFormatInEitherOrder) {
  const auto both = parse_command("/export xlsx 覆盖");
  ASSERT_TRUE(both);
  EXPECT_EQ(both->what, ExportWhat::Coverage);
  EXPECT_EQ(both->format, ExportFormat::Xlsx);
  const auto bare = parse_command("/export");
  ASSERT_TRUE(bare);
  EXPECT_FALSE(bare->what);
  EXPECT_FALSE(bare->format);
  EXPECT_EQ(parse_command("/export districts shp")->what, ExportWhat::Districts);
  for (const char* line :
       {"/export pdf", "/export csv xlsx", "/export 覆盖 条款", "/export coverage geojson"})
    EXPECT_FALSE(parse_command(line)) << line;
}

TEST_F(Bar, ExportWithoutAWordIsWhatTheViewShows) {
  for (const auto& [tab, what] :
       {std::pair{ViewTab::Risk, ExportWhat::Projects}, std::pair{ViewTab::Coverage, ExportWhat::Coverage},
        std::pair{ViewTab::Clauses, ExportWhat::Clauses}}) {
    screen.view.tab = tab;
    open();
    screen.type("/export xlsx");
    ImGui::GetIO().KeysDown[kEnter] = true;
    screen.frame();
    ImGui::GetIO().KeysDown[kEnter] = false;
    ASSERT_FALSE(screen.outbox.asks.empty());
    const auto* wish = std::get_if<ExportList>(&screen.outbox.asks.back());
    ASSERT_NE(wish, nullptr);
    EXPECT_EQ(wish->what, what);
    EXPECT_EQ(wish->format, ExportFormat::Xlsx);
    screen.frame();
  }
}

TEST_F(Bar, ARefusedLineStaysWithItsReasonUnderIt) {
  enter("/risk q");
  EXPECT_TRUE(bar().open);
  EXPECT_EQ(bar().line.text, "/risk q");
  EXPECT_NE(reason().find("no grade 'q'"), std::string::npos);
  screen.frame();
  EXPECT_TRUE(screen.shows(bar().refusal->zh));
  EXPECT_TRUE(screen.view.command_lines.empty());
  screen.key(kBackspace);
  EXPECT_FALSE(bar().refusal) << "the reason goes with the line that it was of";
  screen.key(kEscape);
  enter("/go 39.91 116.39");
  EXPECT_NE(reason("zh").find("先写经度"), std::string::npos);
  screen.key(kEscape);
  enter("/go 2.35 48.85");
  EXPECT_NE(reason("zh").find("不在本市地图范围内"), std::string::npos);
  screen.key(kEscape);
  enter("没有这样的地方");
  EXPECT_NE(reason("zh").find("没有找到"), std::string::npos);
}

TEST_F(Bar, VerbsWhoseViewIsMissingSayWhatIsMissing) {
  for (const char* line : {"/add", "/lock", "/drill"}) {
    enter(line);
    EXPECT_TRUE(bar().open) << line;
    EXPECT_NE(reason().find("not in this version"), std::string::npos) << line << reason();
    EXPECT_NE(reason("zh").find("尚未装入"), std::string::npos) << line;
    screen.key(kEscape);
  }
  EXPECT_TRUE(screen.view.command_lines.empty());
}

TEST_F(Bar, NumbersOfPeopleAreRefusedUnsearchedAndForgotten) {
  for (const char* line :
       {"13800138000", "/log 电话 138-0013-8000", "11010519491231002X", "6222020200000001236"}) {
    open();
    screen.outbox = {};
    screen.type(line);
    for (const Ask& ask : screen.outbox.asks) EXPECT_FALSE(std::holds_alternative<Find>(ask)) << line;
    screen.key(kEnter);
    if (std::string_view(line) == "6222020200000000000" && !bar().refusal)
      continue;  // not a valid card number
    EXPECT_NE(reason("zh").find("不得输入个人身份信息"), std::string::npos) << line;
    EXPECT_EQ(bar().line.text, "");
    screen.key(kEscape);
  }
  EXPECT_TRUE(screen.view.command_lines.empty());
}

TEST_F(Bar, UpBringsBackWhatWasEnteredAtThisSeat) {
  enter("cyq");
  enter("/theme light");
  enter("/theme light");
  open();
  screen.key(kUp);
  EXPECT_EQ(bar().line.text, "/theme light");
  screen.key(kUp);
  EXPECT_EQ(bar().line.text, "cyq");
  screen.key(kUp);
  EXPECT_EQ(bar().line.text, "cyq");
  screen.key(kDown);
  EXPECT_EQ(bar().line.text, "/theme light");
  screen.key(kDown);
  EXPECT_EQ(bar().line.text, "");
}

TEST_F(Bar, GOpensItForCoordinatesAndAClickOnTheFieldOpensIt) {
  screen.key('G');
  EXPECT_TRUE(bar().open);
  EXPECT_EQ(bar().line.text, "/go ");
  screen.key(kEscape);
  const Pixel field = screen.find("命令或搜索：项目、企业、区、拼音首字母");
  screen.click(field.x, field.y);
  EXPECT_TRUE(bar().open);
  screen.click(900, 600);
  EXPECT_FALSE(bar().open) << "a click elsewhere closes it";
}

TEST_F(Bar, EnterBeforeTheAnswerWaitsForIt) {
  bool ready = false;
  screen.change = [&](Frame& f) {
    if (!ready) f.found = nullptr;
  };
  open();
  screen.type("cyq");
  screen.key(kEnter);
  EXPECT_TRUE(bar().open);
  EXPECT_EQ(screen.view.selected_unit, "");
  ready = true;
  screen.frame();
  EXPECT_EQ(screen.view.selected_unit, "110105");
}

TEST_F(Bar, EveryShortcutStandsInTheTableOnceAndIsDrawn) {
  screen.key(301);
  for (const Shortcut& s : shortcuts()) {
    EXPECT_TRUE(screen.shows(tr(Lang::Zh, s.name))) << s.name;
    EXPECT_TRUE(screen.shows(s.cap)) << s.cap;
    for (const Shortcut& other : shortcuts())
      EXPECT_TRUE(&s == &other || s.key != other.key || s.ctrl != other.ctrl || s.shift != other.shift)
          << s.cap;
  }
}

}  // namespace anxin::test
