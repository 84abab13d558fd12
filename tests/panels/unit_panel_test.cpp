// The response units at the desk: found, edited, enrolled, retired by keys and clicks; each fault in a
// sentence before anything is sent; off on a past day.
#include "console/panels/unit_panel.hpp"

#include <gtest/gtest.h>

#include <algorithm>

#include "data/model/unit_text.hpp"
#include "geo/crs.hpp"
#include "tests/panels/dispatch_seat.hpp"

namespace anxin::test {
namespace {

constexpr int kEnter = 257, kEscape = 256;
constexpr std::string_view kUnit = "U-110105-MED-1";  // free, by the advice of the scene

class Units : public DispatchSeat {
 protected:
  Units() {
    screen.view.selected_incident.clear();
    settle();
    screen.key('U', false, true);
    screen.frame();
  }
  [[nodiscard]] UnitPanel& panel() { return screen.state.tools.units; }
  void open(std::string_view unit) {
    screen.type(unit);
    screen.frame();
    screen.key(kEnter);
    screen.frame();
    ASSERT_TRUE(panel().editing);
    ASSERT_EQ(panel().unit, unit);
  }
  // The entry of that label as if typed anew.
  void write(std::string_view label, std::string_view text) {
    const auto entries = unit_entries(Lang::Zh, panel().unit.empty());
    const auto at = std::ranges::find(entries, label, &FormEntry::label);
    ASSERT_NE(at, entries.end()) << label;
    panel().fields.lines[static_cast<std::size_t>(at - entries.begin())].set(text);
    screen.frame();
    screen.frame();
  }
  // What stands in a sentence when the form cannot be sent; and that Enter then sends nothing.
  void refused(std::string_view sentence) {
    EXPECT_TRUE(screen.shows(sentence)) << sentence;
    screen.key(kEnter);
    EXPECT_TRUE(screen.sent.commands.empty()) << sentence;
  }
};

TEST_F(Units, ShiftUListsThemFoundByATypedWordAndEscCloses) {
  ASSERT_TRUE(panel().open);
  EXPECT_TRUE(screen.shows("处置力量"));
  const ResponseUnit& unit = scene.operations.units->at(std::string(kUnit));
  screen.type("med-1");
  screen.frame();
  screen.frame();
  EXPECT_TRUE(screen.shows(unit.name));
  screen.type("zzzz");
  screen.frame();
  screen.frame();
  EXPECT_TRUE(screen.shows("没有相符的处置力量"));
  screen.key(kEscape);
  EXPECT_FALSE(panel().open);
}

TEST_F(Units, TheRowOfUnitsOnDutyOpensThemToo) {
  screen.key(kEscape);
  ASSERT_FALSE(panel().open);
  screen.frame();
  click("在岗单位");
  EXPECT_TRUE(panel().open);
}

TEST_F(Units, WhatIsChangedIsSentAsTheWholeUnit) {
  open(kUnit);
  write("值班电话", "010-55500077");
  write("班次", "工作日 08:00-18:00");
  screen.key(kEnter);
  ASSERT_TRUE(sent<EnrollUnit>());
  ResponseUnit expected = scene.operations.units->at(std::string(kUnit));
  expected.post_phone = "010-55500077";
  expected.shifts = {{0x1F, 480, 1080}};
  EXPECT_EQ(sent<EnrollUnit>()->unit, expected)
      << "all else as it was, the position of its base to the last digit";
  answer(false, "登记处置力量");
  EXPECT_FALSE(panel().editing) << "back in the list";
  EXPECT_TRUE(screen.shows("登记处置力量"));
}

TEST_F(Units, WhatTheDeskRefusesStandsUnderTheForm) {
  open(kUnit);
  write("车辆", "面包车");
  screen.key(kEnter);
  answer(true, "数据没有打开，不能写入。");
  EXPECT_TRUE(panel().editing);
  EXPECT_TRUE(screen.shows("数据没有打开，不能写入。"));
}

TEST_F(Units, AStateAloneOrAPositionAloneIsAFactOfItsOwn) {
  open(kUnit);
  const auto entries = unit_entries(Lang::Zh, false);
  const auto state =
      static_cast<std::size_t>(std::ranges::find(entries, "状态", &FormEntry::label) - entries.begin());
  panel().fields.bits[state] = 2;
  screen.frame();
  screen.frame();
  refused("停用须写原因");
  write("原因", "车辆年检");
  screen.key(kEnter);
  ASSERT_TRUE(sent<SetUnitState>());
  EXPECT_EQ(sent<SetUnitState>()->state, UnitReadiness::OutOfService);
  EXPECT_EQ(sent<SetUnitState>()->reason, "车辆年检");
  answer(false, "停用");
  screen.sent = {};
  panel().filter.set("");
  open(kUnit);
  write("当前位置", "116.50000 E  39.95000 N");
  screen.key(kEnter);
  ASSERT_TRUE(sent<ReportPosition>());
  EXPECT_DOUBLE_EQ(sent<ReportPosition>()->at.lat(), 39.95);
}

TEST_F(Units, EveryFieldIsCheckedWithOneSentenceBeforeAnythingIsSent) {
  open(kUnit);
  refused("没有要更新的内容");
  const auto wrong = [&](std::string_view label, std::string_view text, std::string_view sentence) {
    const auto entries = unit_entries(Lang::Zh, false);
    const auto at =
        static_cast<std::size_t>(std::ranges::find(entries, label, &FormEntry::label) - entries.begin());
    const std::string before = panel().fields.lines.at(at).text;
    write(label, text);
    refused(sentence);
    write(label, before);
  };
  wrong("名称", "", "须写名称");
  wrong("人数", "六", "人数写数字");
  wrong("值班电话", "13912345678", "电话须是固定电话或短号，不写手机");
  wrong("驻地", "39.92, 116.48", "驻地写 经度, 纬度，或在地图上右击");
  wrong("当前位置", "某处", "当前位置写 经度, 纬度");
  wrong("班次", "两班倒",
        "班次“两班倒”无法识别，应如 周一至周五 08:00-18:00；周六、周日 09:00-17:00，或 全天。");
  panel().fields.bits[2] = 0;
  screen.frame();
  screen.frame();
  refused("选一至三项职能");
}

TEST_F(Units, ANewOneNeedsAnIdThatIsFreeAndItsBaseIsTakenFromTheMap) {
  click("新编力量");
  ASSERT_TRUE(panel().editing);
  refused("写编号：不含空格，至多 64 字节");
  write("编号", kUnit);
  refused("已有 U-110105-MED-1，请换编号");
  write("编号", "U-9");
  write("名称", "九队");
  panel().fields.bits[3] = 0b1;
  screen.frame();
  screen.frame();
  refused("驻地写 经度, 纬度，或在地图上右击");
  const MapXY at = to_map(LonLat::of_degrees(116.48, 39.92));
  set_unit_base(panel(), from_map(at));
  screen.frame();
  screen.frame();
  screen.key(kEnter);
  ASSERT_TRUE(sent<EnrollUnit>());
  const ResponseUnit& unit = sent<EnrollUnit>()->unit;
  EXPECT_EQ(std::tuple(unit.id, unit.name, unit.short_name, unit.functions),
            std::tuple("U-9", "九队", "九队", std::uint8_t{1}));
  EXPECT_NEAR(unit.base.lon(), 116.48, 1e-5);
  EXPECT_TRUE(unit.supervising_unit.empty()) << "the desk finds it by the base";
}

TEST_F(Units, ARightClickOnTheMapIsTheBase) {
  open(kUnit);
  const auto before = unit_base(panel());
  const PixelRect& map = screen.camera.view;
  right_click(map.x + 8, map.y + map.h * 0.5F);
  ASSERT_TRUE(unit_base(panel()));
  EXPECT_NE(unit_degrees_text(*unit_base(panel())), unit_degrees_text(*before));
  EXPECT_FALSE(screen.state.tools.ground.open);
}

TEST_F(Units, RetiringNeedsAReasonTwoClicksAndAUnitThatIsFree) {
  open(kUnit);
  EXPECT_TRUE(screen.shows("不能撤编：先写原因"));
  write("原因", "编制撤销");
  click("撤编");
  EXPECT_FALSE(sent<RetireUnit>());
  click("再点一次撤编");
  ASSERT_TRUE(sent<RetireUnit>());
  EXPECT_EQ(sent<RetireUnit>()->unit, kUnit);
  EXPECT_EQ(sent<RetireUnit>()->reason, "编制撤销");
}

TEST_F(Units, AnEngagedOneIsNotRetired) {
  const auto held = std::ranges::find_if(*scene.operations.assignments,
                                         [](const auto& entry) { return entry.second.live(); });
  ASSERT_NE(held, scene.operations.assignments->end());
  open(held->second.unit);
  EXPECT_TRUE(screen.shows("不能撤编：正在 " + held->second.incident + " 中"));
}

TEST_F(Units, OnAPastDayNothingIsSentAndTheFormSaysWhy) {
  open(kUnit);
  past = true;
  write("值班电话", "010-55500077");
  refused("历史视图不可改动力量");
}

TEST_F(Units, EscGoesBackToTheListAndThenCloses) {
  open(kUnit);
  screen.key(kEscape);
  EXPECT_FALSE(panel().editing);
  EXPECT_TRUE(panel().open);
  screen.key(kEscape);
  EXPECT_FALSE(panel().open);
  EXPECT_EQ(screen.view.tab, ViewTab::Dispatch);
}

TEST(TypedPosition, IsDegreesLongitudeFirstAndNothingElse) {
  for (const char* text :
       {"116.48, 39.92", "116.48 39.92", "116.48000 E  39.92000 N", "１１６．４８，３９．９２"}) {
    const auto at = typed_position(text);
    ASSERT_TRUE(at) << text;
    EXPECT_DOUBLE_EQ(at->lon(), 116.48);
    EXPECT_DOUBLE_EQ(at->lat(), 39.92);
  }
  for (const char* text : {"", "116.48", "39.92, 116.48", "500000, 4400000", "116.48, 39.92, 5",
                           "116.48,39.92m", "nan, nan", "1e2, 39"})
    EXPECT_FALSE(typed_position(text)) << text;
}

}  // namespace
}  // namespace anxin::test
