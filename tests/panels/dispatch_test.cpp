// The dispatch view as a seat uses it: keys and clicks to commands, refusals with their sentence, what is off
// and why, alarms that blink within their bounds.
#include <gtest/gtest.h>

#include <algorithm>
#include <set>

#include "console/panels/dispatch_view.hpp"
#include "tests/panels/dispatch_seat.hpp"

namespace anxin::test {
namespace {

constexpr int kEnter = 257, kEscape = 256, kTab = 258, kF3 = 292;

class Dispatch : public DispatchSeat {
 protected:
  // The text drawn last that begins so: lists shorten long names.
  void click_last(std::string_view begin) {
    const auto& entries = screen.audit.entries;
    const auto found = std::find_if(entries.rbegin(), entries.rend(),
                                    [&](const auto& e) { return e.text.starts_with(begin); });
    ASSERT_NE(found, entries.rend()) << begin;
    screen.click((found->x0 + found->x1) / 2, (found->y0 + found->y1) / 2);
  }
  // Of several alike the one farthest right: the word stands in heads and on the strip, too.
  void click_rightmost(std::string_view text) {
    const TextAudit::Entry* best = nullptr;
    for (const auto& e : screen.audit.entries)
      if (e.text == text && (best == nullptr || e.x0 > best->x0)) best = &e;
    ASSERT_NE(best, nullptr) << text;
    screen.click((best->x0 + best->x1) / 2, (best->y0 + best->y1) / 2);
  }
};

TEST_F(Dispatch, FromAlarmToThreeFunctionsSentTakesThreeKeys) {
  make_new(scene);
  screen.view.tab = ViewTab::Risk;
  screen.view.selected_incident.clear();
  settle();
  screen.key('A');
  ASSERT_TRUE(sent<ClaimIncident>());
  EXPECT_EQ(sent<ClaimIncident>()->incident, kGathering) << "the gravest that nobody has";
  EXPECT_EQ(screen.view.selected_incident, kGathering);
  scene.edit(kGathering, [](Incident& i) { i.claimed_by = kSeat; });
  answer(false, "已认领");
  screen.key(kEnter);
  ASSERT_TRUE(sent<ConfirmIncident>());
  scene.edit(kGathering, [](Incident& i) {
    i.state = IncidentState::Confirmed;
    i.plan = {0, 0, 0, 0, 1, 1, 1};
  });
  scene.advice = dispatch_scene().advice;
  answer(false, "已定级");
  screen.key(kEnter);
  ASSERT_TRUE(sent<DispatchUnits>());
  const DispatchUnits& order = *sent<DispatchUnits>();
  EXPECT_EQ(order.incident, kGathering);
  ASSERT_EQ(order.parts.size(), 3u);
  EXPECT_EQ(order.parts[0].unit, "U-110105-MED-1");
  EXPECT_EQ(order.parts[0].function, Function::Mediation);
  EXPECT_EQ(order.parts[0].expected_s, 720);
  std::set<std::string> ids;
  for (const Command& c : screen.sent.commands) ids.insert(std::get<RunOperation>(c).id);
  EXPECT_EQ(ids.size(), 3u) << "every command has an id of its own";
}

TEST_F(Dispatch, AUnitChosenInsteadStandsInTheView) {
  click("换");
  settle();
  click_last("市总工会 法律援助");
  ASSERT_EQ(screen.view.chosen.size(), 1u);
  EXPECT_EQ(screen.view.chosen[0].function, Function::Mediation);
  EXPECT_EQ(screen.view.chosen[0].unit, "U-110105-MED-2");
}

TEST_F(Dispatch, AlternativesSayWhatTheyCost) {
  click("换");
  settle();
  EXPECT_TRUE(screen.shows("全部到齐 17 分，晚 4 分"));
}

TEST_F(Dispatch, OneMissingUnitIsSentByItsOwnButton) {
  click_rightmost("派出");
  ASSERT_TRUE(sent<DispatchUnits>());
  ASSERT_EQ(sent<DispatchUnits>()->parts.size(), 1u);
}

TEST_F(Dispatch, XRecallsWhoeverHasNotAcceptedAndIsOffWhenEverybodyHas) {
  screen.key('X');
  EXPECT_FALSE(sent<RecallOffered>()) << "nobody is waiting to accept";
  EXPECT_FALSE(screen.shows("撤回未接单"));
  scene.edit_assignment(std::string(kGathering) + "/1",
                        [](Assignment& a) { a.state = AssignmentState::Offered; });
  settle();
  EXPECT_TRUE(screen.shows("撤回未接单"));
  screen.key('X');
  ASSERT_TRUE(sent<RecallOffered>());
  EXPECT_EQ(sent<RecallOffered>()->incident, kGathering);
  EXPECT_FALSE(sent<RecallOffered>()->reason.empty());
}

TEST_F(Dispatch, AKeyHeldOrPressedTwiceSendsOnce) {
  screen.key(kEnter);
  screen.key(kEnter);
  EXPECT_EQ(screen.sent.commands.size(), 1u);
}

TEST_F(Dispatch, OutdatedAdviceIsSaidAndNotSent) {
  scene.advice->revision = 405;
  settle();
  EXPECT_TRUE(screen.shows("推荐已过期，正在重算"));
  screen.key(kEnter);
  EXPECT_FALSE(sent<DispatchUnits>());
}

TEST_F(Dispatch, WhileAdviceIsMadeOrNobodyCanOrThereAreNoRoadsTheTableSaysSo) {
  scene.advice.reset();
  settle();
  EXPECT_TRUE(screen.shows("正在计算推荐"));
  scene.roads = false;
  settle();
  EXPECT_TRUE(screen.shows("未安装道路数据，无法计算路程和推荐"));
  EXPECT_TRUE(screen.shows("未安装道路数据，没有时间圈和路程"));
  scene = dispatch_scene();
  scene.advice->set.erase(scene.advice->set.begin());
  scene.advice->missing = {0, 0, 0, 0, 1, 0, 0};
  settle();
  EXPECT_TRUE(screen.shows("无可用单位"));
  EXPECT_TRUE(screen.shows("无人可派：调解"));
  screen.key(kEnter);
  ASSERT_TRUE(sent<DispatchUnits>());
  EXPECT_EQ(sent<DispatchUnits>()->parts.size(), 2u) << "the others go all the same";
}

TEST_F(Dispatch, OnAPastDayNothingIsWrittenAndTheReasonStandsThere) {
  past = true;
  settle();
  EXPECT_TRUE(screen.shows("历史视图不可派单"));
  for (const int key : {int('A'), int('N'), int('U'), int('R'), int('L'), kEnter}) screen.key(key);
  EXPECT_TRUE(screen.sent.commands.empty());
  EXPECT_FALSE(screen.state.tools.intake.open);
}

TEST_F(Dispatch, ARefusalStandsWhereTheCommandWasGivenAndTheInputIsKept) {
  screen.key('L');
  screen.type("到场核实 62 人");
  screen.key(kEnter);
  ASSERT_TRUE(sent<AppendLog>());
  EXPECT_EQ(sent<AppendLog>()->text, "到场核实 62 人");
  answer(true, "数据库被占用");
  EXPECT_TRUE(screen.shows("数据库被占用"));
  EXPECT_EQ(screen.state.tools.dispatch.fields.lines[0].text, "到场核实 62 人");
  screen.key(kEnter);
  EXPECT_EQ(screen.sent.commands.size(), 2u) << "it can be sent again";
  answer(false, "已追加");
  EXPECT_EQ(screen.state.tools.dispatch.form, DispatchForm::None);
}

TEST_F(Dispatch, ALevelByHandNeedsItsReasonAndShowsBothScales) {
  screen.key('U');
  settle();
  EXPECT_TRUE(screen.shows("示例-公安口径：Ⅳ 级"));
  screen.key(kEnter);
  EXPECT_FALSE(sent<SetLevel>());
  EXPECT_TRUE(screen.shows("须写理由"));
  screen.type("持续聚集");
  screen.key(kEnter);
  ASSERT_TRUE(sent<SetLevel>());
  EXPECT_EQ(sent<SetLevel>()->level, IncidentLevel::I) << "one graver than it is";
  EXPECT_EQ(sent<SetLevel>()->reason, "持续聚集");
}

TEST_F(Dispatch, ReinforcementNamesFunctionsByDigits) {
  screen.key('R');
  screen.key('2');
  screen.key('5');
  screen.key(kTab);
  screen.type("人数增加");
  screen.key(kEnter);
  ASSERT_TRUE(sent<RequestReinforcement>());
  EXPECT_EQ(sent<RequestReinforcement>()->more, (FunctionCounts{0, 1, 0, 0, 1, 0, 0}));
}

TEST_F(Dispatch, AReceiptForAUnitNeedsItsWords) {
  click("朝阳区人社局 监察一队");
  settle();
  ASSERT_EQ(screen.state.tools.dispatch.form, DispatchForm::Receipt);
  screen.key(kEnter);
  EXPECT_FALSE(sent<StepAssignment>());
  screen.type("电台报告已到场");
  screen.key(kEnter);
  ASSERT_TRUE(sent<StepAssignment>());
  EXPECT_EQ(sent<StepAssignment>()->to, AssignmentState::OnScene) << "the next step of a unit under way";
  EXPECT_EQ(sent<StepAssignment>()->assignment, std::string(kGathering) + "/1");
  EXPECT_EQ(sent<StepAssignment>()->words, "电台报告已到场");
}

TEST_F(Dispatch, ClosingIsOffUntilResolvedAndThenTakesAmountsBySource) {
  EXPECT_TRUE(screen.shows("结案：先标记处置完成"));
  EXPECT_TRUE(screen.shows("下发手机单：手机页未安装"));
  scene.edit(kGathering, [](Incident& i) { i.state = IncidentState::Resolved; });
  settle();
  click("结案");
  settle();
  ASSERT_EQ(screen.state.tools.dispatch.form, DispatchForm::Close);
  screen.key('2');  // paid in part
  screen.key(kTab);
  screen.type("96.5");
  screen.key(kEnter);
  ASSERT_TRUE(sent<CloseIncident>());
  EXPECT_EQ(sent<CloseIncident>()->conclusion, Conclusion::PaidInPart);
  ASSERT_EQ(sent<CloseIncident>()->recovered.size(), 1u);
  EXPECT_EQ(sent<CloseIncident>()->recovered[0], (Recovered{MoneySource::DedicatedAccount, 96'500'000}));
}

TEST_F(Dispatch, AnIncidentOfAnotherSeatIsTakenOverWithAReason) {
  make_new(scene);
  scene.edit(kGathering, [](Incident& i) { i.claimed_by = "市指挥中心 02 席"; });
  settle();
  screen.key(kEnter);
  settle();
  ASSERT_EQ(screen.state.tools.dispatch.form, DispatchForm::TakeOver);
  screen.type("02 席离席");
  screen.key(kEnter);
  ASSERT_TRUE(sent<ClaimIncident>());
  EXPECT_EQ(sent<ClaimIncident>()->reason, "02 席离席");
}

TEST_F(Dispatch, CardsChosenWithCtrlAreMergedIntoTheEarliest) {
  EXPECT_TRUE(screen.shows("合并：按住 Ctrl 点选两个以上事件"));
  for (const char* place : {"花乡 道路改造二标", "长阳 中学新建工程"}) {
    const Pixel p = screen.find(place);
    ImGui::GetIO().KeyCtrl = true;
    screen.click(p.x, p.y);
    ImGui::GetIO().KeyCtrl = false;
  }
  settle();
  click("合并所选");
  settle();
  screen.type("同一聚集");
  screen.key(kEnter);
  ASSERT_TRUE(sent<MergeIncident>());
  EXPECT_EQ(sent<MergeIncident>()->incident, "I-20261123-005");
  EXPECT_EQ(sent<MergeIncident>()->into, "I-20261123-003");
}

TEST_F(Dispatch, JAndKWalkTheBoardInItsOrder) {
  screen.key('J');
  EXPECT_EQ(screen.view.selected_incident, "I-20261123-005") << "to dispatch comes before under way";
  screen.key('J');
  EXPECT_EQ(screen.view.selected_incident, "I-20261123-003");
  screen.key('K');
  screen.key('K');
  screen.key('K');
  EXPECT_EQ(screen.view.selected_incident, kGathering);
}

TEST_F(Dispatch, F3ShowsItAndEscGoesBackStepByStep) {
  screen.view.tab = ViewTab::Risk;
  screen.key(kF3);
  EXPECT_EQ(screen.view.tab, ViewTab::Dispatch);
  screen.key('L');
  screen.key(kEscape);
  EXPECT_EQ(screen.state.tools.dispatch.form, DispatchForm::None);
  EXPECT_EQ(screen.view.selected_incident, kGathering);
  screen.key(kEscape);
  EXPECT_EQ(screen.view.selected_incident, "");
}

TEST_F(Dispatch, IntakeByKeysAlone) {
  screen.key('N');
  settle();
  ASSERT_TRUE(screen.state.tools.intake.open);
  screen.type("金盏");
  screen.frame();
  screen.key(kEnter);  // takes the first that was found
  EXPECT_EQ(screen.state.tools.intake.fields.focus, 1u);
  screen.type("62");
  screen.key(kTab);
  screen.key('2');  // 110
  screen.key(kTab);
  screen.type("J-77");
  screen.key(kTab);
  screen.key('2');  // tower crane
  screen.key(kTab);
  screen.key('1');
  screen.key('3');
  screen.key(kEnter);
  ASSERT_TRUE(sent<ReportIncident>());
  const ReportIncident& r = *sent<ReportIncident>();
  EXPECT_TRUE(r.project || r.at);
  EXPECT_EQ(r.persons, 62);
  EXPECT_EQ(r.source.source, IncidentSource::Police110);
  EXPECT_EQ(r.source.case_number, "J-77");
  EXPECT_EQ(r.extreme, ExtremeAct::TowerCrane);
  EXPECT_EQ(r.modifiers, 1U << int(Modifier::SensitiveArea) | 1U << int(Modifier::SeveralEmployers));
  answer(false, "已新建", "I-20261123-005");
  EXPECT_FALSE(screen.state.tools.intake.open);
  EXPECT_EQ(screen.view.selected_incident, "I-20261123-005");
}

TEST_F(Dispatch, IntakeWithoutPlaceOrPeopleIsNotSentAndSaysWhy) {
  screen.key('N');
  settle();
  EXPECT_TRUE(screen.shows("先确定地点：写名称，或在地图上右击"));
  screen.key(kEnter);
  EXPECT_TRUE(screen.sent.commands.empty());
}

TEST_F(Dispatch, RightClickOnBareMapMakesAnIncidentThere) {
  const PixelRect& m = screen.camera.view;
  screen.move_to(m.x + 8, m.y + m.h * 0.5F);
  screen.move_to(m.x + 8, m.y + m.h * 0.5F);
  ImGui::GetIO().MouseDown[1] = true;
  screen.frame();
  ImGui::GetIO().MouseDown[1] = false;
  settle();
  ASSERT_TRUE(screen.state.tools.ground.open);
  const MapXY at = screen.state.tools.ground.at;
  // The board's button has the same words; the menu's stands on the map.
  for (const auto& e : screen.audit.entries)
    if (e.window == "##ground" && e.text == "新建事件") {
      screen.click((e.x0 + e.x1) / 2, (e.y0 + e.y1) / 2);
      break;
    }
  settle();
  ASSERT_TRUE(screen.state.tools.intake.open);
  ASSERT_TRUE(screen.state.tools.intake.at);
  EXPECT_EQ(screen.state.tools.intake.at->x(), at.x());
  screen.type("路口");
  screen.key(kEnter);
  screen.type("12");
  screen.key(kEnter);
  ASSERT_TRUE(sent<ReportIncident>());
  EXPECT_EQ(*sent<ReportIncident>()->place, "路口");
  EXPECT_TRUE(sent<ReportIncident>()->at);
}

TEST_F(Dispatch, EMakesAnIncidentAtTheSelectedProject) {
  screen.view.tab = ViewTab::Risk;
  screen.view.selected = std::string(small_city().registry->id[1]);
  settle();
  screen.key('E');
  ASSERT_TRUE(screen.state.tools.intake.open);
  screen.type("8");
  screen.key(kEnter);
  ASSERT_TRUE(sent<ReportIncident>());
  EXPECT_EQ(*sent<ReportIncident>()->project, small_city().registry->id[1]);
}

TEST_F(Dispatch, LettersOfAFormAreNotShortcuts) {
  screen.key('L');
  screen.key('N');
  screen.key('F', false);
  EXPECT_FALSE(screen.state.tools.intake.open);
  EXPECT_EQ(screen.state.tools.dispatch.form, DispatchForm::Log);
}

TEST_F(Dispatch, BandsOfPeopleNeverShowTheirNumber) {
  EXPECT_EQ(persons_text(Lang::Zh, 3), "<5 人");
  EXPECT_EQ(persons_text(Lang::Zh, 5), "5—9 人");
  EXPECT_EQ(persons_text(Lang::Zh, 62), "50—99 人");
  EXPECT_EQ(persons_text(Lang::Zh, 100), "≥ 100 人");
  EXPECT_EQ(persons_text(Lang::Zh, 0), "人数未知");
  for (const auto& e : screen.audit.entries) EXPECT_EQ(e.text.find("62 人"), std::string::npos) << e.text;
}

TEST_F(Dispatch, ABreachedClockSaysSoInWords) {
  scene.incident->clocks[4].deadline = scene.incident->clocks[4].from + std::chrono::seconds(600);
  settle();
  EXPECT_TRUE(screen.shows("超时"));
  EXPECT_TRUE(screen.shows("31:08"));
}

TEST_F(Dispatch, TheTickerHoldsItsLinesTenSecondsAndOpensWhatIsClicked) {
  screen.seconds = 100;
  scene.ticker = std::make_shared<std::vector<TickerLine>>(*scene.ticker);
  settle();
  scene.ticker = std::make_shared<std::vector<TickerLine>>(std::vector<TickerLine>{
      {scene.ticker->front().at, IncidentLevel::III, "I-20261123-005", "丰台区 花乡：已派单", "", 1}});
  settle();
  EXPECT_FALSE(screen.shows("丰台区 花乡：已派单"));
  screen.seconds += 11;
  settle();
  click("丰台区 花乡：已派单");
  EXPECT_EQ(screen.view.selected_incident, "I-20261123-005");
}

TEST_F(Dispatch, FiveHundredIncidentsAreClipped) {
  scene = crowded_scene(500, IncidentLevel::IV);
  screen.view.selected_incident.clear();
  settle();
  std::size_t cards = 0;
  for (const auto& e : screen.audit.entries) cards += e.text == "花乡 道路改造二标" ? 1 : 0;
  EXPECT_GT(cards, 3u);
  EXPECT_LT(cards, 12u);
  EXPECT_TRUE(screen.shows("未结 500 · 今日 500"));
}

TEST_F(Dispatch, AnEmptyBoardAndOneBeingReadSayWhichTheyAre) {
  scene = crowded_scene(0, IncidentLevel::IV);
  settle();
  EXPECT_TRUE(screen.shows("没有未结事件"));
  screen.change = [](Frame& f) { f.seat = kSeat; };
  settle();
  EXPECT_TRUE(screen.shows("事件数据正在读取"));
  screen.key('A');
  screen.key(kEnter);
  EXPECT_TRUE(screen.sent.commands.empty());
}

TEST_F(Dispatch, ADrillIsMarkedUnderTheTopBar) {
  EXPECT_FALSE(screen.shows("演练 DRILL"));
  scene.exercise = true;
  settle();
  EXPECT_TRUE(screen.shows("演练 DRILL"));
}

// UX 16.7: five grave incidents at once, 60 s at 30 frames a second.
TEST(Alarm, OneObjectBlinksAtOneHertzForThirtySecondsAtMost) {
  const DispatchMoment scene = crowded_scene(5, IncidentLevel::I);
  Screen screen(1920, 1080);
  screen.view.tab = ViewTab::Dispatch;
  screen.change = [&](Frame& f) { scene.put(f); };
  screen.seconds = 1000;
  Frame frame = small_city().frame(screen.view);
  scene.put(frame);
  screen.frame();
  const Style& style = style_of(Theme::Dark);
  Fonts fonts;
  std::set<std::string> blinking;
  int changes = 0;
  double first = -1, last = -1;
  bool lit = true;
  for (int n = 0; n < 1800; ++n) {
    const double now = 1000 + n / 30.0;
    Outbox out;
    PanelContext ctx{fonts,        style, screen.scene, *small_city().base, screen.camera, screen.view,
                     screen.state, out,   now};
    const Alarm alarm = alarm_of(frame, ctx);
    blinking.insert(alarm.incident);
    if (alarm.lit != lit) {
      ++changes;
      if (first < 0) first = now;
      last = now;
    }
    lit = alarm.lit;
  }
  EXPECT_EQ(blinking, (std::set<std::string>{"I-20261123-000"}));
  EXPECT_LE(changes, 60) << "two changes a second are one hertz";
  EXPECT_GT(changes, 50);
  EXPECT_LE(last - 1000, 30.1);
  EXPECT_TRUE(lit) << "steady at the end";
}

TEST(Alarm, ASecondLevelBlinksSixSecondsAndAThirdNever) {
  for (const auto& [level, expected] : {std::pair{IncidentLevel::II, 6.1}, {IncidentLevel::III, 0.0}}) {
    const DispatchMoment scene = crowded_scene(1, level);
    Screen screen(1920, 1080);
    Frame frame = small_city().frame(screen.view);
    scene.put(frame);
    Fonts fonts;
    double last = 0;
    for (int n = 1; n < 900; ++n) {
      Outbox out;
      PanelContext ctx{fonts,       style_of(Theme::Dark), screen.scene, *small_city().base, screen.camera,
                       screen.view, screen.state,          out,          1000 + n / 30.0};
      if (!alarm_of(frame, ctx).lit) last = n / 30.0;
    }
    EXPECT_LE(last, expected);
    EXPECT_EQ(last > 0, level == IncidentLevel::II);
  }
}

class DispatchLine : public Dispatch {
 protected:
  void line(std::string_view text) {
    screen.key('/');
    screen.type(text);
    screen.key(kEnter);
  }
  [[nodiscard]] const CommandBar& bar() const { return screen.state.tools.command; }
};

TEST_F(DispatchLine, SendsWhatLacksByTheSecondEnterAndSaysFirstToWhom) {
  line("/s all");
  EXPECT_TRUE(screen.sent.commands.empty());
  EXPECT_NE(bar().armed_says.find("区总工会 调解员岗"), std::string::npos) << bar().armed_says;
  screen.key(kEnter);
  ASSERT_TRUE(sent<DispatchUnits>());
  EXPECT_EQ(sent<DispatchUnits>()->parts.size(), 3u);
  EXPECT_FALSE(bar().open);
}

TEST_F(DispatchLine, TheSecondEnterMustComeWithinFiveSeconds) {
  screen.seconds = 50;
  line("/s 调解");
  screen.seconds += 6;
  screen.key(kEnter);
  EXPECT_TRUE(screen.sent.commands.empty());
  screen.key(kEnter);
  ASSERT_TRUE(sent<DispatchUnits>());
  EXPECT_EQ(sent<DispatchUnits>()->parts.size(), 1u);
}

TEST_F(DispatchLine, StepsAUnitByPinyinInitialsAndNumber) {
  line("/u cy1 dc");
  ASSERT_TRUE(sent<StepAssignment>());
  EXPECT_EQ(sent<StepAssignment>()->to, AssignmentState::OnScene);
  EXPECT_EQ(sent<StepAssignment>()->assignment, std::string(kGathering) + "/1");
  line("/u zzz dc");
  ASSERT_TRUE(bar().refusal);
  EXPECT_NE(bar().refusal->zh.find("没有找到单位"), std::string::npos);
}

TEST_F(DispatchLine, SetsTheLevelAddsToTheLogAndOpensIncidents) {
  line("/lv 1 \"增至 120 人\"");
  EXPECT_FALSE(sent<SetLevel>());
  screen.key(kEnter);
  ASSERT_TRUE(sent<SetLevel>());
  EXPECT_EQ(sent<SetLevel>()->level, IncidentLevel::I);
  answer(false, "已定级");
  line("/log 已与总包见面");
  ASSERT_TRUE(sent<AppendLog>());
  answer(false, "已追加");
  line("/i 花乡");
  EXPECT_EQ(screen.view.selected_incident, "I-20261123-005");
  line("/i new 金盏");
  EXPECT_TRUE(screen.state.tools.intake.open);
}

TEST_F(DispatchLine, OnAPastDayWritesNothing) {
  past = true;
  settle();
  line("/s all");
  ASSERT_TRUE(bar().refusal);
  EXPECT_EQ(bar().refusal->zh, "历史视图不可派单");
  EXPECT_TRUE(screen.sent.commands.empty());
}

}  // namespace
}  // namespace anxin::test
