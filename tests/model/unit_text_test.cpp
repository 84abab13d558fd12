#include "data/model/unit_text.hpp"

#include <gtest/gtest.h>

#include <bit>
#include <random>

#include "tests/model/dispatch_facts.hpp"

namespace anxin::test {
namespace {

using Shifts = std::vector<DutyShift>;
constexpr int kHour = 60;

Shifts read(std::string_view text) {
  const auto shifts = parse_shifts(text);
  EXPECT_TRUE(shifts) << text << ": " << (shifts ? "" : shifts.error().en);
  return shifts.value_or(Shifts{{0, -1, -1}});
}

TEST(Shifts, AreReadAsOfficesWriteThem) {
  EXPECT_EQ(read("周一至周五 08:00-18:00；周六、周日 09:00-17:00"),
            (Shifts{{0x1F, 8 * kHour, 18 * kHour}, {0x60, 9 * kHour, 17 * kHour}}));
  EXPECT_EQ(read("Mon-Fri 08:00-18:00; Sat, Sun 09:00-17:00"),
            (Shifts{{0x1F, 8 * kHour, 18 * kHour}, {0x60, 9 * kHour, 17 * kHour}}));
  EXPECT_EQ(read("每天 18:00-次日08:00"), (Shifts{{0x7F, 18 * kHour, 8 * kHour}}));
  EXPECT_EQ(read("18：00－08：00"), (Shifts{{0x7F, 18 * kHour, 8 * kHour}})) << "full width, 次日 left out";
  EXPECT_EQ(read("工作日 8:00至12:00、13:00至17:30"),
            (Shifts{{0x1F, 8 * kHour, 12 * kHour}, {0x1F, 13 * kHour, 17 * kHour + 30}}));
  EXPECT_EQ(read("周一、三、五 全天"), (Shifts{{0x15, 0, 24 * kHour}}));
  EXPECT_EQ(read("周五至周一 08:00-09:00"), (Shifts{{0x71, 8 * kHour, 9 * kHour}}));
  EXPECT_EQ(read("星期天 00:00-24:00\n"), (Shifts{{0x40, 0, 24 * kHour}}));
  EXPECT_EQ(read("全天"), Shifts{});
  EXPECT_EQ(read("all day"), Shifts{});
  EXPECT_EQ(read(""), Shifts{});
}

TEST(Shifts, WhatIsNoRosterIsRefusedByItsPart) {
  for (const char* text :
       {"周一", "周八 08:00-18:00", "08:00", "8-18", "25:00-26:00", "08:60-09:00", "24:00-08:00",
        "08:00-次日09:00", "周一 08:00-18:00 班长", "周一至 08:00-18:00", "周一、08:00-18:00", "两班倒",
        "周 08:00-18:00", "08:00-18:00、", "108:00-18:00", "08:000-18:00"}) {
    const auto shifts = parse_shifts(text);
    ASSERT_FALSE(shifts) << text;
    EXPECT_EQ(shifts.error().code, ErrorCode::BadInput);
    EXPECT_NE(shifts.error().zh.find(text), std::string::npos) << shifts.error().zh;
  }
  std::string many;
  for (std::size_t i = 0; i <= kMostShifts; ++i) many += "周一 08:00-09:00；";
  EXPECT_FALSE(parse_shifts(many));
  const auto person = parse_shifts("周一 13912345678");
  ASSERT_FALSE(person);
  EXPECT_EQ(person.error().zh.find("13912345678"), std::string::npos) << "a person's number is not repeated";
}

TEST(Shifts, WrittenOnesAreReadBackTheSame) {
  EXPECT_EQ(shifts_text(read("周一,周二,周三,周六 8:00-9:00,10:00-11:00;周日 全天"), false),
            "周一至周三、周六 08:00-09:00、10:00-11:00；周日 00:00-24:00");
  EXPECT_EQ(shifts_text(Shifts{{0x7F, 0, 0}}, true), "Daily 00:00-next 00:00");
  EXPECT_EQ(shifts_text(Shifts{}, false), "全天");
  constexpr unsigned kSeed = 20261128;
  std::mt19937 random(kSeed);
  for (int round = 0; round < 5000; ++round) {
    Shifts shifts(random() % 5);
    for (DutyShift& s : shifts) {
      s.weekdays = static_cast<std::uint8_t>(1 + random() % 0x7F);
      s.from_minute = static_cast<std::int32_t>(random() % 1440);
      s.to_minute = static_cast<std::int32_t>(random() % 1441);
      ASSERT_TRUE(is_valid(s));
    }
    for (const bool english : {false, true}) {
      const std::string text = shifts_text(shifts, english);
      const auto again = parse_shifts(text);
      ASSERT_TRUE(again) << "seed " << kSeed << ": " << text;
      ASSERT_EQ(*again, shifts) << "seed " << kSeed << ": " << text;
    }
  }
}

TEST(UnitText, FunctionsAreOneToThreeByNameOrCode) {
  const auto bits = [](Function a, Function b) {
    return static_cast<std::uint8_t>(1U << static_cast<unsigned>(a) | 1U << static_cast<unsigned>(b));
  };
  EXPECT_EQ(parse_functions("牵头、调解").value(), bits(Function::Lead, Function::Mediation));
  EXPECT_EQ(parse_functions("lead/legal aid").value(), bits(Function::Lead, Function::LegalAid));
  EXPECT_EQ(parse_functions("公安；Legal_Aid").value(), bits(Function::Order, Function::LegalAid));
  EXPECT_EQ(functions_text(bits(Function::Lead, Function::LegalAid), false), "牵头、法援");
  EXPECT_EQ(functions_text(bits(Function::Lead, Function::LegalAid), true), "lead, legal aid");
  for (const char* text : {"", "、", "牵头、秩序、行业、属地", "宣传", "牵头 秩序"})
    EXPECT_FALSE(parse_functions(text)) << text;
  for (unsigned set = 1; set < 1U << kFunctions; ++set) {
    if (std::popcount(set) > 3) continue;
    for (const bool english : {false, true})
      EXPECT_EQ(parse_functions(functions_text(static_cast<std::uint8_t>(set), english)).value(), set);
  }
}

TEST(UnitText, SectorsAreReadBackAndNoneMeansAll) {
  EXPECT_EQ(parse_sectors("").value(), 0);
  for (unsigned set = 0; set < 1U << kSectors; ++set)
    for (const bool english : {false, true})
      EXPECT_EQ(parse_sectors(sectors_text(static_cast<std::uint8_t>(set), english)).value(), set);
  EXPECT_FALSE(parse_sectors("房建、养殖"));
}

TEST(UnitText, APostHasALandlineOrAShortNumberAndNoPersonsNumber) {
  for (const char* phone : {"", "110", "12345", "010-55500001", "(010) 5550 0001 转 12", "+86 10 55500001",
                            "０１０－５５５００００１", "010-55500001/55500002"})
    EXPECT_TRUE(is_post_phone(phone)) << phone;
  for (const char* phone :
       {"13912345678", "139-1234-5678", "+86 13912345678", "问门卫", "12", "010-5550000a"})
    EXPECT_FALSE(is_post_phone(phone)) << phone;
}

TEST(EnrollingMany, IsOneRecordOfWhatIsNewAndNothingTheSecondTime) {
  Desk desk;
  EnrollUnits wish{{response_unit("U-1", Function::Lead), response_unit("U-2", Function::Order)}};
  const auto facts = desk.ask(wish);
  ASSERT_TRUE(facts) << facts.error().en;
  EXPECT_EQ(facts->size(), 2U);
  desk.tell(wish);
  EXPECT_TRUE(desk.ask(wish)->empty()) << "as they are";
  wish.units[1].people += 1;
  const auto changed = desk.ask(wish);
  ASSERT_EQ(changed->size(), 1U);
  EXPECT_EQ(std::get<UnitEnrolled>(changed->front()).unit.id, "U-2");
}

TEST(EnrollingMany, IsRefusedWholeWhenOneIsOrWhenOneIsThereTwice) {
  const Desk desk;
  ResponseUnit bad = response_unit("U-2", Function::Order);
  bad.functions = 0;
  EXPECT_FALSE(desk.ask(EnrollUnits{{response_unit("U-1", Function::Lead), bad}}));
  const ResponseUnit one = response_unit("U-1", Function::Lead);
  const auto twice = desk.ask(EnrollUnits{{one, one}});
  ASSERT_FALSE(twice);
  EXPECT_NE(twice.error().zh.find("两次"), std::string::npos);
  ResponseUnit mobile = one;
  mobile.post_phone = "13912345678";
  EXPECT_FALSE(desk.ask(EnrollUnit{mobile}));
  mobile.post_phone = "问门卫";
  const auto words = desk.ask(EnrollUnit{mobile});
  ASSERT_FALSE(words);
  EXPECT_NE(words.error().zh.find("固定电话"), std::string::npos);
}

TEST(EnrollingAnew, NeverTakesBackANewerPosition) {
  Desk desk;
  const ResponseUnit read = response_unit("U-1", Function::Lead);
  desk.tell(EnrollUnit{read});
  desk.tell(ReportPosition{"U-1", LonLat::of_degrees(116.5, 39.95)});
  ResponseUnit edited = read;  // as a form read it before the report
  edited.people = 9;
  desk.tell(EnrollUnit{edited});
  const ResponseUnit& now = *desk.world.unit("U-1");
  EXPECT_EQ(now.people, 9);
  ASSERT_TRUE(now.position);
  EXPECT_DOUBLE_EQ(now.position->lon(), 116.5);
}

ReportIncident case_of(std::string number, std::int32_t persons) {
  ReportIncident report = report_of(persons);
  report.source = {IncidentSource::Hotline12345, std::move(number), {}};
  return report;
}

TEST(ReportingMany, EachFollowsTheOneBefore) {
  Desk desk;
  ReportIncident before = case_of("A1", 6);
  before.reported = kNine - std::chrono::hours(3);  // no longer taken for the same gathering
  desk.tell(ReportIncidents{{before, case_of("A2", 60)}});
  ASSERT_EQ(desk.world.incidents->size(), 2U);
  EXPECT_EQ(desk.records.size(), 1U);
  const Incident& second = desk.world.incidents->rbegin()->second;
  EXPECT_EQ(second.id, "I-20261123-002");
  const auto repeat = 1U << static_cast<unsigned>(Modifier::RepeatAtSite);
  EXPECT_EQ(second.level.modifiers & repeat, repeat) << "the first of the file is on record";
}

TEST(ReportingMany, TheSameCaseTwiceRefusesThemAll) {
  Desk desk;
  const auto twice = desk.ask(ReportIncidents{{case_of("A1", 6), case_of("A1", 60)}});
  ASSERT_FALSE(twice);
  EXPECT_NE(twice.error().zh.find("已记入 I-20261123-001"), std::string::npos) << twice.error().zh;
  desk.tell(ReportIncidents{{case_of("A1", 6)}});
  EXPECT_FALSE(desk.ask(ReportIncidents{{case_of("A2", 6), case_of("A1", 6)}}));
}

TEST(IncidentOfACase, IsFoundBySourceAndNumberAndACancelledOneOnlyWhenAskedFor) {
  Desk desk;
  desk.tell(ReportIncidents{{case_of("A1", 6)}});
  const SourceReport same{IncidentSource::Hotline12345, "A1", {}}, other{IncidentSource::Police110, "A1", {}};
  ASSERT_NE(incident_of_case(desk.world, same, false), nullptr);
  EXPECT_EQ(incident_of_case(desk.world, other, true), nullptr);
  EXPECT_EQ(incident_of_case(desk.world, {IncidentSource::Hotline12345, "", {}}, true), nullptr);
  desk.tell(CancelIncident{"I-20261123-001", "误报"});
  EXPECT_EQ(incident_of_case(desk.world, same, false), nullptr);
  EXPECT_NE(incident_of_case(desk.world, same, true), nullptr);
}

}  // namespace
}  // namespace anxin::test
