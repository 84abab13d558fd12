// Response units and incidents, which leave as wishes for the desk: each happy row beside its refusals.
#include <fmt/format.h>
#include <gtest/gtest.h>

#include "data/ingest/ingest.hpp"
#include "data/model/unit_text.hpp"
#include "tests/tools/support.hpp"

namespace anxin {
namespace {

const Pack& pack() {
  static const Pack loaded = load_pack(test::pack_dir()).value_or(Pack{});
  return loaded;
}

class CommandsIn : public testing::Test {
 protected:
  Result<Intake> take(IntakeKind kind, const std::string& bytes, const std::string& name = "in.csv") {
    test::write_file(scratch_ / name, bytes);
    options_.knows_project = [](std::string_view id) { return id == "P-1"; };
    options_.project_named = [](std::string_view wanted) {
      return wanted == "金盏再生水厂改造" ? std::optional<std::string>("P-1") : std::nullopt;
    };
    return read_intake(kind, scratch_ / name, options_, pack());
  }
  // The code of the fault that rejects the one row, or "accepted".
  std::string fault(IntakeKind kind, const std::string& head, const std::string& row) {
    const auto intake = take(kind, head + "\n" + row + "\n");
    if (!intake) return intake.error().en;
    EXPECT_EQ(intake->accepted + intake->rejected.size(), intake->rows);
    return intake->rejected.empty() ? "accepted" : std::string(kind_of(intake->rejected[0].fault).code);
  }
  IntakeOptions options_;
  test::Scratch scratch_;
};

const std::string kUnitHead =
    "编号,队伍名称,简称,成员单位,监管单位,职能,负责行业,经度(CGCS2000),纬度(CGCS2000),人数,车辆,值班电话,"
    "替补岗位,替补电话,班次,状态,停用原因";
const std::string kUnit =
    "U-1,朝阳区人社局 监察一队,朝阳一队,市人社局,朝阳区,牵头、调解,房建/市政,116.486,39.921,6人,执法车,"
    "010-55500001,监察二岗,55500002,周一至周五 08:00-18:00；周六、周日 09:00-17:00,停用,车辆年检";

TEST_F(CommandsIn, AUnitIsReadWithEverythingThatARosterSays) {
  const auto intake = take(IntakeKind::ResponseUnits, kUnitHead + "\n" + kUnit + "\n");
  ASSERT_TRUE(intake) << intake.error().en;
  ASSERT_EQ(intake->units.size(), 1u) << intake->rejected[0].en;
  const ResponseUnit& u = intake->units[0].unit;
  EXPECT_EQ(std::tuple(u.id, u.name, u.short_name), std::tuple("U-1", "朝阳区人社局 监察一队", "朝阳一队"));
  EXPECT_EQ(std::tuple(u.member_unit, u.supervising_unit), std::tuple("hrss", "110105"));
  EXPECT_EQ(functions_text(u.functions, false), "牵头、调解");
  EXPECT_EQ(sectors_text(u.sectors, false), "房建、市政");
  EXPECT_NEAR(u.base.lon(), 116.486, 1e-9);
  EXPECT_EQ(std::tuple(u.people, u.vehicle), std::tuple(6, "执法车"));
  EXPECT_EQ(std::tuple(u.post_phone, u.deputy_post, u.deputy_phone),
            std::tuple("010-55500001", "监察二岗", "55500002"));
  EXPECT_EQ(shifts_text(u.shifts, false), "周一至周五 08:00-18:00；周六、周日 09:00-17:00");
  EXPECT_EQ(std::tuple(u.state, u.state_reason), std::tuple(UnitReadiness::OutOfService, "车辆年检"));
  EXPECT_EQ(intake->units[0].from.line, 2u);
  EXPECT_EQ(intake->units[0].from.cells.size(), intake->header.size());
  ASSERT_TRUE(intake->crs);
  EXPECT_EQ(intake->crs->source, CrsSource::Declared);
}

TEST_F(CommandsIn, EnglishHeadersAndWordsAreTheSameUnit) {
  options_.crs = Crs{Crs::Kind::Cgcs2000, 4490};
  const auto intake = take(IntakeKind::ResponseUnits,
                           "unit_id,name,functions,lon,lat,shifts,state\n"
                           "U-1,First team,lead/legal aid,116.486,39.921,Mon-Fri 08:00-18:00,ready\n");
  ASSERT_TRUE(intake) << intake.error().en;
  ASSERT_EQ(intake->units.size(), 1u) << intake->rejected[0].en;
  EXPECT_EQ(intake->units[0].unit.short_name, "First team");
  EXPECT_EQ(intake->units[0].unit.supervising_unit, "110105") << "of its base";
  EXPECT_EQ(intake->units[0].unit.functions, 0b100001);
}

TEST_F(CommandsIn, GcjPositionsOfUnitsAreBroughtToCgcs2000) {
  const auto intake = take(IntakeKind::ResponseUnits,
                           "编号,名称,职能,经度(GCJ-02),纬度(GCJ-02)\nU-1,一队,牵头,116.4922,39.9223\n");
  ASSERT_TRUE(intake) << intake.error().en;
  ASSERT_EQ(intake->units.size(), 1u);
  EXPECT_NEAR(intake->units[0].unit.base.lon(), 116.486, 0.0005);
  EXPECT_NEAR(intake->units[0].unit.base.lat(), 39.921, 0.0005);
}

TEST_F(CommandsIn, AUnitsCellThatCannotBeReadRejectsTheRowWithItsReason) {
  const auto with = [&](const std::string& old, const std::string& now) {
    std::string row = kUnit;
    row.replace(row.find(old), old.size(), now);
    return fault(IntakeKind::ResponseUnits, kUnitHead, row);
  };
  EXPECT_EQ(with("U-1", ""), "missing_required");
  EXPECT_EQ(with("牵头、调解", ""), "missing_required");
  EXPECT_EQ(with("牵头、调解", "牵头、宣传"), "bad_functions");
  EXPECT_EQ(with("牵头、调解", "牵头、秩序、行业、属地"), "bad_functions");
  EXPECT_EQ(with("房建/市政", "养殖"), "word_not_known");
  EXPECT_EQ(with("市人社局", "市气象局"), "unknown_member");
  EXPECT_EQ(with(",朝阳区,", ",某区,"), "unknown_unit");
  EXPECT_EQ(with("116.486", "126.486"), "outside_city");
  EXPECT_EQ(with("116.486", ""), "missing_required");
  EXPECT_EQ(with("6人", "六人"), "bad_integer");
  EXPECT_EQ(with("010-55500001", "问门卫"), "bad_phone");
  EXPECT_EQ(with("010-55500001", "13912345678"), "personal_data") << "a person's, not a post's";
  EXPECT_EQ(with("周一至周五 08:00-18:00；", "两班倒；"), "bad_shifts");
  EXPECT_EQ(with("停用,", "休眠,"), "word_not_known");
  EXPECT_EQ(with("车辆年检", ""), "missing_required") << "out of service needs a reason";
  EXPECT_EQ(with("停用,车辆年检", "可用,"), "accepted");
  EXPECT_EQ(with("010-55500001", "12345"), "accepted") << "a short number";
}

TEST_F(CommandsIn, AFileWithAPersonsColumnIsRefusedWhole) {
  for (const char* column : {"联系人", "队长姓名", "值班手机"}) {
    const auto intake =
        take(IntakeKind::ResponseUnits,
             fmt::format("编号,名称,职能,经度,纬度,{}\nU-1,一队,牵头,116.486,39.921,甲\n", column));
    ASSERT_FALSE(intake) << column;
    EXPECT_NE(intake.error().zh.find("个人信息"), std::string::npos) << column;
  }
}

TEST_F(CommandsIn, TheSameUnitTwiceInAFileIsRejectedTheSecondTime) {
  const auto intake = take(IntakeKind::ResponseUnits, kUnitHead + "\n" + kUnit + "\n" + kUnit + "\n");
  ASSERT_TRUE(intake);
  EXPECT_EQ(intake->units.size(), 1u);
  ASSERT_EQ(intake->rejected.size(), 1u);
  EXPECT_EQ(intake->rejected[0].fault, Fault::DuplicateKey);
  EXPECT_EQ(intake->rejected[0].line, 3u);
}

TEST_F(CommandsIn, ColumnsThatTheFileDoesNotHaveLeaveTheKnownUnitAsItIs) {
  ResponseUnit known;
  known.id = "U-1";
  known.name = "旧名", known.short_name = "旧";
  known.supervising_unit = "110106";
  known.vehicle = "执法车";
  known.post_phone = "010-55500001";
  known.shifts = {{0x1F, 480, 1080}};
  known.position = LonLat::of_degrees(116.5, 39.9);
  known.position_at = Instant{};
  options_.response_unit = [&](std::string_view id) {
    return id == "U-1" ? std::optional(known) : std::nullopt;
  };
  options_.crs = Crs{Crs::Kind::Cgcs2000, 4490};
  const auto intake =
      take(IntakeKind::ResponseUnits, "编号,名称,职能,经度,纬度,值班电话\nU-1,新名,牵头,116.486,39.921,\n");
  ASSERT_TRUE(intake) << intake.error().en;
  ResponseUnit expected = known;
  expected.name = "新名";
  expected.functions = 1;
  expected.base = intake->units.at(0).unit.base;
  expected.post_phone = "";  // the column is there, and blank
  EXPECT_EQ(intake->units[0].unit, expected);
}

TEST_F(CommandsIn, AGeoJsonOfUnitsCarriesItsPositions) {
  const auto intake = take(
      IntakeKind::ResponseUnits,
      R"({"type":"FeatureCollection","crs":{"type":"name","properties":{"name":"urn:ogc:def:crs:EPSG::4490"}},)"
      R"("features":[{"type":"Feature","properties":{"编号":"U-1","名称":"一队","职能":"秩序"},)"
      R"("geometry":{"type":"Point","coordinates":[116.486,39.921]}}]})",
      "units.geojson");
  ASSERT_TRUE(intake) << intake.error().en;
  ASSERT_EQ(intake->units.size(), 1u) << intake->rejected[0].en;
  EXPECT_NEAR(intake->units[0].unit.base.lat(), 39.921, 1e-9);
}

const std::string kIncidentHead =
    "案件编号,来源,项目编号,地点,经度(CGCS2000),纬度(CGCS2000),监管单位,行业,涉及人数,用人单位数,涉及金额("
    "万元),"
    "开始时间,报告时间,极端行为,升级情形";
const std::string kIncident =
    "20261123-0417,12345热线,,双井 安置房二期,116.486,39.921,朝阳区,房建,56人,2,138.6,2026-11-23 08:40,"
    "2026/11/23 9:05,爬塔吊,敏感区域、堵路";

TEST_F(CommandsIn, AnIncidentIsReadWithEverythingThatIsReported) {
  const auto intake = take(IntakeKind::Incidents, kIncidentHead + "\n" + kIncident + "\n");
  ASSERT_TRUE(intake) << intake.error().en;
  ASSERT_EQ(intake->incidents.size(), 1u) << intake->rejected[0].en;
  const ReportIncident& r = intake->incidents[0].report;
  EXPECT_EQ(std::tuple(r.source.source, r.source.case_number),
            std::tuple(IncidentSource::Hotline12345, "20261123-0417"));
  EXPECT_EQ(std::tuple(r.place, r.supervising_unit, r.sector),
            std::tuple("双井 安置房二期", "110105", Sector::Housing));
  EXPECT_FALSE(r.project);
  EXPECT_EQ(std::tuple(r.persons, r.employers, r.claimed_fen), std::tuple(56, 2, Fen{138'600'000}));
  EXPECT_EQ(r.began, parse_instant("2026-11-23 08:40"));
  EXPECT_EQ(r.reported, parse_instant("2026-11-23 09:05"));
  EXPECT_EQ(r.extreme, ExtremeAct::TowerCrane);
  EXPECT_EQ(r.modifiers, 0b11);
}

TEST_F(CommandsIn, AnIncidentIsPlacedByItsProjectAPositionOrANameInThatOrder) {
  const std::string head = "case,source,project,place,persons";
  auto intake = take(IntakeKind::Incidents, head + "\nA1,police_110,P-1,北门,12\n");
  ASSERT_TRUE(intake) << intake.error().en;
  EXPECT_EQ(intake->incidents.at(0).report.project, "P-1");
  EXPECT_EQ(intake->incidents.at(0).report.place, "北门") << "the row's words for it";
  EXPECT_FALSE(intake->crs) << "no columns of positions, no datum to judge";
  intake = take(IntakeKind::Incidents, head + "\nA1,110,,金盏再生水厂改造,12\n");
  EXPECT_EQ(intake->incidents.at(0).report.project, "P-1") << "by its name";
  const Place& known = pack().places.at(0);
  intake = take(IntakeKind::Incidents, head + "\nA1,110,," + known.name + ",12\n");
  ASSERT_TRUE(intake->incidents.at(0).report.at) << "by the pack's places";
  EXPECT_EQ(*intake->incidents[0].report.at, known.at);
  EXPECT_EQ(fault(IntakeKind::Incidents, head, "A1,110,,某处,12"), "place_not_found");
  EXPECT_EQ(fault(IntakeKind::Incidents, head, "A1,110,,,12"), "missing_required");
  EXPECT_EQ(fault(IntakeKind::Incidents, head, "A1,110,P-9,,12"), "unknown_project");
}

TEST_F(CommandsIn, AnIncidentsCellThatCannotBeReadRejectsTheRowWithItsReason) {
  const auto with = [&](const std::string& old, const std::string& now) {
    std::string row = kIncident;
    row.replace(row.find(old), old.size(), now);
    return fault(IntakeKind::Incidents, kIncidentHead, row);
  };
  EXPECT_EQ(with("20261123-0417", ""), "missing_required") << "by it the row is known again";
  EXPECT_EQ(with("20261123-0417", "2.02611E+15"), "scientific_notation");
  EXPECT_EQ(with("12345热线", "听说"), "word_not_known");
  EXPECT_EQ(with("56人", ""), "missing_required");
  EXPECT_EQ(with("56人", "很多"), "bad_integer");
  EXPECT_EQ(with("138.6", "一大笔"), "bad_money");
  EXPECT_EQ(with("2026-11-23 08:40", "昨天"), "bad_time");
  EXPECT_EQ(with("爬塔吊", "静坐"), "word_not_known");
  EXPECT_EQ(with("敏感区域、堵路", "敏感区域、下雨"), "word_not_known");
  EXPECT_EQ(with("116.486", ""), "missing_required") << "half a position";
  EXPECT_EQ(with("双井 安置房二期", "王某 13912345678"), "personal_data");
  EXPECT_EQ(with("朝阳区", "某区"), "unknown_unit");
}

TEST_F(CommandsIn, TheSameCaseOfAnotherSourceIsAnotherRow) {
  const auto intake = take(IntakeKind::Incidents,
                           "case,source,project,persons\nA1,110,P-1,5\nA1,12345,P-1,5\nA1,110,P-1,9\n");
  ASSERT_TRUE(intake) << intake.error().en;
  EXPECT_EQ(intake->incidents.size(), 2u);
  ASSERT_EQ(intake->rejected.size(), 1u);
  EXPECT_EQ(intake->rejected[0].fault, Fault::DuplicateKey);
}

TEST_F(CommandsIn, AFileOfIncidentsThatCannotSayWhereIsRefused) {
  auto intake = take(IntakeKind::Incidents, "案件编号,涉及人数\nA1,5\n");
  ASSERT_FALSE(intake);
  EXPECT_NE(intake.error().zh.find("地点"), std::string::npos) << intake.error().zh;
  intake = take(IntakeKind::Incidents, "案件编号,涉及人数,经度\nA1,5,116.4\n");
  ASSERT_FALSE(intake);
  EXPECT_NE(intake.error().zh.find("纬度"), std::string::npos) << intake.error().zh;
}

TEST(LikelyKind, UnitsAndIncidentsAreKnownByTheirHeaders) {
  const auto kind = [](std::vector<std::string> header) { return likely_kind(header, false); };
  EXPECT_EQ(kind({"编号", "名称", "职能", "经度", "纬度", "值班电话", "班次"}), IntakeKind::ResponseUnits);
  EXPECT_EQ(kind({"案件编号", "来源", "地点", "涉及人数", "报告时间", "极端行为"}), IntakeKind::Incidents);
  EXPECT_EQ(kind({"投诉编号", "项目编号", "投诉日期", "涉及人数", "渠道"}), IntakeKind::Complaints);
  EXPECT_EQ(kind({"编号", "名称", "经度", "纬度", "监管单位"}), IntakeKind::Projects);
}

TEST(IntakeKindWords, BothSpellingsOfUnitsAreKnown) {
  for (const char* word : {"units", "response-units", "response_units"})
    EXPECT_EQ(parse_intake_kind(word), IntakeKind::ResponseUnits) << word;
  EXPECT_EQ(parse_intake_kind("incidents"), IntakeKind::Incidents);
  EXPECT_FALSE(parse_intake_kind("unit"));
}

}  // namespace
}  // namespace anxin
