#include "data/ingest/ingest.hpp"

#include <gtest/gtest.h>

#include <algorithm>

#include "tests/ingest/identities.hpp"
#include "tests/tools/support.hpp"

namespace anxin {
namespace {

const Pack& pack() {
  static const Pack loaded = load_pack(test::pack_dir()).value_or(Pack{});
  return loaded;
}

constexpr std::string_view kHead =
    "项目编号,项目名称,监管单位,经度,纬度,行业,开工日期,竣工日期,发薪日,合同价(万元),"
    "施工总承包统一社会信用代码,工资专户\n";
constexpr std::string_view kGoodRow =
    "P-110105-0417,某住宅楼,朝阳区,116.4431,39.9219,房建,2018年3月5日,2019.12,每月15日,\"1,234.5\","
    "91350100M000100Y43,是\n";

class Ingest : public testing::Test {
 protected:
  std::filesystem::path file(const std::string& bytes, const std::string& name = "in.csv") {
    test::write_file(scratch_ / name, bytes);
    return scratch_ / name;
  }
  Result<Intake> projects(const std::string& bytes, IntakeOptions options = {},
                          const std::string& name = "in.csv") {
    if (!options.crs) options.crs = Crs{};
    return read_intake(IntakeKind::Projects, file(bytes, name), options, pack());
  }
  // The sentence that the file as a whole is refused with.
  std::string refusal(const std::string& bytes, const std::string& name = "in.csv") {
    const auto intake = projects(bytes, {}, name);
    return intake ? "accepted" : intake.error().en;
  }
  // The reason of the one row after the header.
  std::string reason(const std::string& row) {
    const auto intake = projects(std::string(kHead) + row);
    if (!intake) return intake.error().en;
    return intake->rejected.empty() ? "accepted" : intake->rejected[0].en;
  }
  test::Scratch scratch_;
};

TEST_F(Ingest, AProjectRowBecomesExactValues) {
  IntakeOptions options;
  options.data_date = *parse_day("2026-11-23");
  const auto intake = projects(std::string(kHead) + std::string(kGoodRow), options);
  ASSERT_TRUE(intake) << intake.error().en;
  ASSERT_EQ(intake->batch.projects.size(), 1u) << intake->rejected[0].en;
  const auto& p = intake->batch.projects[0];
  EXPECT_EQ(p.id, "P-110105-0417");
  EXPECT_EQ(p.name, "某住宅楼");
  EXPECT_EQ(p.supervising_unit, "110105");
  EXPECT_EQ(p.district, "110105");
  EXPECT_EQ(p.sector, Sector::Housing);
  EXPECT_EQ(p.at, LonLat::of_degrees(116.4431, 39.9219));
  EXPECT_EQ(p.start, parse_day("2018-03-05"));
  EXPECT_EQ(p.finish, parse_day("2019-12-31"));
  EXPECT_EQ(p.pay_day, 15);
  EXPECT_EQ(p.contract_fen, 1'234'500'000);
  EXPECT_EQ(p.general_contractor, "91350100M000100Y43");
  ASSERT_EQ(intake->batch.safeguards.size(), 1u);
  EXPECT_EQ(intake->batch.safeguards[0].state, SafeguardState::Yes);
  EXPECT_EQ(intake->batch.safeguards[0].valid_from, *parse_day("2026-11-23"));
  EXPECT_EQ(intake->rows, 1u);
  EXPECT_EQ(intake->accepted, 1u);
  EXPECT_EQ(intake->counts[static_cast<std::size_t>(Fault::DayAssumed)], 1u);
}

TEST_F(Ingest, EveryEncodingOfAnOfficeGivesTheSameRows) {
  const std::string text = std::string(kHead) + std::string(kGoodRow);
  const auto gb = encode_gb18030(text);
  ASSERT_TRUE(gb);
  std::string utf16 = "\xFF\xFE";
  for (std::size_t i = 0; i < text.size();) {  // all characters here are below U+10000
    const auto c = static_cast<unsigned char>(text[i]);
    const int n = c < 0x80 ? 1 : c < 0xE0 ? 2 : 3;
    unsigned u = n == 1 ? c : n == 2 ? c & 0x1Fu : c & 0x0Fu;
    for (int k = 1; k < n; ++k)
      u = u << 6 | (static_cast<unsigned char>(text[i + static_cast<std::size_t>(k)]) & 0x3Fu);
    utf16 += static_cast<char>(u & 0xFF);
    utf16 += static_cast<char>(u >> 8);
    i += static_cast<std::size_t>(n);
  }
  for (const auto& [bytes, encoding] :
       std::vector<std::pair<std::string, Encoding>>{{text, Encoding::Utf8},
                                                     {"\xEF\xBB\xBF" + text, Encoding::Utf8Bom},
                                                     {*gb, Encoding::Gb18030},
                                                     {utf16, Encoding::Utf16Le}}) {
    const auto intake = projects(bytes);
    ASSERT_TRUE(intake) << name(encoding) << ": " << intake.error().en;
    EXPECT_EQ(intake->encoding, encoding);
    ASSERT_EQ(intake->batch.projects.size(), 1u);
    EXPECT_EQ(intake->batch.projects[0].name, "某住宅楼");
  }
}

TEST_F(Ingest, AnEncodingThatIsNeitherIsRefused) {
  EXPECT_NE(refusal("\xB6\xB5\xA5\xD8,caf\xE9\xFF\n1,2\n"), "accepted");
  EXPECT_NE(refusal(std::string("id,name\n1,\xFF\xFF\xFF\n")), "accepted");
}

TEST_F(Ingest, BrokenFilesAreRefusedInOneSentence) {
  EXPECT_EQ(refusal(""), "The file \"in.csv\" is empty.");
  EXPECT_EQ(refusal("\n\n"), "The file is empty: it has no header.");
  EXPECT_EQ(refusal(std::string(kHead) + "\"P-1,x\n"), "Line 2: a quote opens here and is never closed.");
  std::string wide;
  for (int i = 0; i < 100'000; ++i) wide += "c" + std::to_string(i) + ",";
  EXPECT_EQ(refusal(wide + "\n"), "Line 1: more than 1000 columns; this is no table.");
  EXPECT_EQ(refusal("PK\x03\x04zzzz"), "This is a spreadsheet, not CSV; save it as CSV UTF-8.");
  EXPECT_EQ(refusal("项目编号,名称,名称,经度,纬度\n"),
            "The header \"名称\" stands twice (columns 2 and 3); keep one.");
  EXPECT_NE(refusal("<OGRVRTDataSource><OGRVRTLayer name=\"x\"/></OGRVRTDataSource>", "x.geojson")
                .find("cannot be read as GeoJSON"),
            std::string::npos);
  EXPECT_NE(refusal("{\"type\":\"FeatureCollection\",\"features\":[{\"type\"", "x.geojson")
                .find("cannot be read as GeoJSON"),
            std::string::npos);
  EXPECT_EQ(refusal("x", "x.xlsx"), "The archive is damaged or cut short; nothing was imported.");
}

TEST_F(Ingest, NamesThatAreNoFileAreRefused) {
  const auto sentence = [&](const std::filesystem::path& f) {
    return read_intake(IntakeKind::Projects, f, {}, pack()).error().en;
  };
  EXPECT_EQ(sentence(scratch_.folder()), "This is a directory; name a file.");
  EXPECT_NE(sentence("/vsicurl/http://127.0.0.1/a.csv").find("no /vsi paths"), std::string::npos);
  EXPECT_NE(sentence("https://127.0.0.1/a.geojson").find("no addresses"), std::string::npos);
  EXPECT_EQ(sentence(scratch_ / "absent.csv"), "There is no file \"absent.csv\".");
}

TEST_F(Ingest, EachBadRowIsRejectedWithItsReason) {
  EXPECT_EQ(reason(std::string(kGoodRow)), "accepted");
  EXPECT_EQ(reason("P-1,某楼,朝阳区,116.4\n"),
            "the row has fewer cells than the header; the file may be truncated.");
  EXPECT_EQ(reason("P-1,某楼,朝阳区,NaN,39.9,,,,,,,\n"), "经度: the coordinate \"NaN\" is not finite.");
  EXPECT_EQ(reason("P-1,某楼,朝阳区,1e308,39.9,,,,,,,\n").substr(0, 14), "the coordinate");
  EXPECT_EQ(reason("P-1,某楼,朝阳区,0,0,,,,,,,\n"), "the position is 0,0, which means none was given.");
  EXPECT_EQ(reason("P-1,某楼,朝阳区,39.92,116.44,,,,,,,\n"), "longitude and latitude are swapped.");
  EXPECT_EQ(reason("P-1,某楼,朝阳区,121.47,31.23,,,,,,,\n"), "the position is outside the city.");
  EXPECT_EQ(reason("1.10105E+17,某楼,朝阳区,116.44,39.92,,,,,,,\n"),
            "项目编号: a spreadsheet turned the code into \"1.10105E+17\"; set the column to text and export "
            "again.");
  EXPECT_EQ(reason("P-1,某楼,浦东区,116.44,39.92,,,,,,,\n"),
            "监管单位: the supervising unit \"浦东区\" is not in the data pack.");
  EXPECT_EQ(reason("P-1,,朝阳区,116.44,39.92,,,,,,,\n"), "项目名称: a required value is missing.");
  EXPECT_EQ(reason("P-1,某楼,朝阳区,116.44,39.92,,18.3.5,,,,,\n"),
            "开工日期: the year of \"18.3.5\" has fewer than four digits; write it in full.");
  EXPECT_EQ(reason("P-1,某楼,朝阳区,116.44,39.92,,,,32,,,\n"), "发薪日: the pay day \"32\" is not 1 to 31.");
  EXPECT_EQ(reason("P-1,某楼,朝阳区,116.44,39.92,,,,,0.0000001,,\n"),
            "合同价(万元): the amount \"0.0000001\" is finer than one fen and cannot be kept exactly.");
}

TEST_F(Ingest, WhatHasAnHonestUnknownIsAcceptedWithARemark) {
  const auto intake =
      projects(std::string(kHead) + "P-1,某楼,海淀区,116.4431,39.9219,造船,,,,,某某公司,也许\n");
  ASSERT_TRUE(intake);
  ASSERT_EQ(intake->accepted, 1u);
  const auto count = [&](Fault f) { return intake->counts[static_cast<std::size_t>(f)]; };
  EXPECT_EQ(count(Fault::UnknownWord), 2u);
  EXPECT_EQ(count(Fault::PartyNotACode), 1u);
  EXPECT_EQ(count(Fault::DistrictDiffers), 1u);
  EXPECT_EQ(intake->batch.projects[0].supervising_unit, "110108");
  EXPECT_EQ(intake->batch.projects[0].district, "110105");
  EXPECT_EQ(intake->batch.projects[0].general_contractor, "");
  EXPECT_EQ(intake->batch.safeguards[0].state, SafeguardState::Unknown);
}

TEST_F(Ingest, TheDistrictSupervisesWhereTheRowNamesNone) {
  const auto intake =
      projects("id,name,lon,lat\nA,甲,116.4431,39.9219\nB,乙,116.34,39.73\nA,丙,116.4431,39.9219\n");
  ASSERT_TRUE(intake) << intake.error().en;
  ASSERT_EQ(intake->batch.projects.size(), 2u);
  EXPECT_EQ(intake->batch.projects[0].supervising_unit, "110105");
  EXPECT_EQ(intake->batch.projects[1].supervising_unit, "110115");
  EXPECT_EQ(intake->counts[static_cast<std::size_t>(Fault::BdaUndetermined)], 1u);
  ASSERT_EQ(intake->rejected.size(), 1u);
  EXPECT_EQ(intake->rejected[0].line, 4u);
  EXPECT_EQ(intake->rejected[0].en, "id: an earlier row has the same key: A.");
}

TEST_F(Ingest, AFewRowsWithoutADatumAreAskedAbout) {
  const auto intake =
      read_intake(IntakeKind::Projects, file(std::string(kHead) + std::string(kGoodRow)), {}, pack());
  ASSERT_FALSE(intake);
  EXPECT_EQ(intake.error().code, ErrorCode::BadInput);
  EXPECT_NE(intake.error().zh.find("无法判断坐标系"), std::string::npos);
  EXPECT_NE(intake.error().zh.find("--crs"), std::string::npos);
}

TEST_F(Ingest, GeoJsonComesInWithItsOwnDatum) {
  const std::string point =
      R"j({"type":"Feature","properties":{"项目编号":"P-1","名称":"某楼","合同价(万元)":12.5},)j"
      R"j("geometry":{"type":"Point","coordinates":[116.4431,39.9219]}})j";
  const std::string nothing =
      R"j({"type":"Feature","properties":{"项目编号":"P-2","名称":"乙"},"geometry":null})j";
  const std::string line = R"j({"type":"Feature","properties":{"项目编号":"P-3","名称":"丙"},)j"
                           R"j("geometry":{"type":"LineString","coordinates":[[116.4,39.9],[116.5,39.9]]}})j";
  const std::string body = R"j("features":[)j" + point + "," + nothing + "," + line + "]}";
  const std::string head = R"j({"type":"FeatureCollection",)j";
  const std::string crs = R"j("crs":{"type":"name","properties":{"name":"urn:ogc:def:crs:EPSG::4490"}},)j";
  const auto intake = read_intake(IntakeKind::Projects, file(head + crs + body, "p.geojson"), {}, pack());
  ASSERT_TRUE(intake) << intake.error().en;
  EXPECT_EQ(intake->crs->source, CrsSource::Declared);
  ASSERT_EQ(intake->batch.projects.size(), 1u);
  EXPECT_EQ(intake->batch.projects[0].contract_fen, 12'500'000);
  ASSERT_EQ(intake->rejected.size(), 2u);
  EXPECT_EQ(intake->rejected[0].fault, Fault::MissingRequired);
  EXPECT_EQ(intake->rejected[1].fault, Fault::NotAPoint);
  const auto silent = read_intake(IntakeKind::Projects, file(head + body, "q.geojson"), {}, pack());
  EXPECT_FALSE(silent) << "a GeoJSON without a crs member proves no datum";
}

TEST_F(Ingest, EnterprisesAndMonthsComeIn) {
  const auto enterprises =
      read_intake(IntakeKind::Enterprises,
                  file("统一社会信用代码,企业名称,信用等级,工资保证金,保证金金额(万元)\n"
                       "91350100m000100y43,甲公司,B,是,30\n91350100M000100Y44,乙公司,A,否,\n"),
                  {}, pack());
  ASSERT_TRUE(enterprises) << enterprises.error().en;
  ASSERT_EQ(enterprises->batch.enterprises.size(), 1u);
  EXPECT_EQ(enterprises->batch.enterprises[0].uscc, "91350100M000100Y43");
  EXPECT_EQ(enterprises->batch.safeguards[0].amount_fen, 30'000'000);
  EXPECT_EQ(enterprises->rejected[0].fault, Fault::BadUscc);

  const auto amount_alone =
      read_intake(IntakeKind::Enterprises,
                  file("统一社会信用代码,企业名称,保证金金额(元)\n91350100M000100Y43,甲,5\n"), {}, pack());
  ASSERT_TRUE(amount_alone) << amount_alone.error().en;
  ASSERT_EQ(amount_alone->batch.safeguards.size(), 1u);
  EXPECT_EQ(amount_alone->batch.safeguards[0].state, SafeguardState::Yes);

  IntakeOptions options;
  options.data_date = *parse_day("2019-01-20");
  options.knows_project = [](std::string_view id) { return id == "P-1"; };
  const auto months =
      read_intake(IntakeKind::ProjectMonths,
                  file("项目编号,月份,出勤人数,发薪人数,应发工资(元),实发工资(元),最近发薪日期\n"
                       "P-1,2018年12月,120,118,\"600,000.01\",590000,2019/1/15\n"
                       "P-2,2018.12,1,1,1,1,\nP-1,201812,1,1,1,1,\nP-1,2018-11,,,,,\n"),
                  options, pack());
  ASSERT_TRUE(months) << months.error().en;
  ASSERT_EQ(months->batch.months.size(), 2u);
  EXPECT_EQ(months->batch.months[0].due_fen, 60'000'001);
  EXPECT_EQ(to_string(months->batch.months[0].month), "2018-12");
  EXPECT_EQ(to_string(months->batch.months[0].valid_from), "2019-01-20");
  EXPECT_FALSE(months->batch.months[1].due_fen.has_value());
  ASSERT_EQ(months->rejected.size(), 2u);
  EXPECT_EQ(months->rejected[0].fault, Fault::UnknownProject);
  EXPECT_EQ(months->rejected[1].fault, Fault::DuplicateKey);
}

TEST_F(Ingest, RejectsAreWholeNumberedAndDefused) {
  const auto intake = projects("id,name,lon,lat\n\"=1+1,x\",甲,0,0\nB,乙,1,2,3\n");
  ASSERT_TRUE(intake) << intake.error().en;
  const auto text = rejects_text(*intake);
  EXPECT_EQ(text,
            "\xEF\xBB\xBFid,name,lon,lat,,行号,原因\r\n"
            "\"'=1+1,x\",甲,0,0,,2,\"坐标为 0,0，等于没有填写。\"\r\n"
            "B,乙,1,2,3,3,这一行的列数比表头多。\r\n")
      << "the reason of the first row holds a comma and stands in quotes";
}

TEST_F(Ingest, ARejectsFileComesBackInAfterMending) {
  const auto first = projects("id,name,lon,lat\nA,甲,0,0\nB,乙,116.44,39.92\n");
  ASSERT_TRUE(first);
  ASSERT_TRUE(write_rejects(*first, scratch_ / "rejects.csv"));
  auto text = test::read_file(scratch_ / "rejects.csv");
  text.replace(text.find(",0,0,"), 5, ",116.44,39.92,");
  const auto again = projects(text);
  ASSERT_TRUE(again) << again.error().en;
  EXPECT_EQ(again->accepted, 1u);
  EXPECT_FALSE(write_rejects(*first, scratch_ / "no-such-folder" / "r.csv"));
}

// Everything that leaves the intake, as one text.
std::string everything(const Intake& intake) {
  std::string all = rejects_text(intake) + intake.source;
  for (const auto& h : intake.header) all += h + "\n";
  for (const auto& r : intake.remarks) all += r.zh + r.en + "\n";
  for (const auto& r : intake.rejected) all += r.zh + r.en + "\n";
  for (const auto& p : intake.batch.projects)
    all += p.id + "|" + p.name + "|" + p.township + "|" + p.general_contractor + "|" + p.owner + "\n";
  if (intake.crs) all += intake.crs->zh + intake.crs->en;
  return all;
}

TEST_F(Ingest, NoPersonsNumberComesThroughAnyColumn) {
  constexpr unsigned kSeed = 42;
  std::mt19937 random(kSeed);
  std::vector<std::string> planted;
  std::string text = "项目编号,项目名称,监管单位,街道,经度,纬度,开工日期,合同价(元),建设单位,备注\n";
  constexpr std::size_t kColumns = 10;
  for (int i = 0; i < 3000; ++i) {
    std::vector<std::string> cells{
        "P-" + std::to_string(i), "某楼", "朝阳区", "", "116.44", "39.92", "2018-3-5", "100", "", ""};
    const int kind = static_cast<int>(random() % 3);
    planted.push_back(kind == 0   ? test::id_number(random)
                      : kind == 1 ? test::mobile(random)
                                  : test::bank_card(random));
    auto& cell = cells[random() % kColumns];
    cell = random() % 2 ? planted.back() : "见" + planted.back() + "。";
    for (std::size_t c = 0; c < kColumns; ++c) text += cells[c] + (c + 1 < kColumns ? "," : "\n");
  }
  const auto intake = projects(text);
  ASSERT_TRUE(intake) << intake.error().en;
  EXPECT_EQ(intake->accepted, 0u);
  EXPECT_EQ(intake->counts[static_cast<std::size_t>(Fault::PersonalData)], 3000u);
  const auto all = everything(*intake);
  for (const auto& number : planted) EXPECT_EQ(all.find(number), std::string::npos) << "seed " << kSeed;
}

TEST_F(Ingest, NumbersInHeadersAndFileNamesAreMaskedToo) {
  const auto intake = projects("id,name,lon,lat,13800138000\nA,甲,116.44,39.92,\n", {}, "13800138000.csv");
  ASSERT_TRUE(intake) << intake.error().en;
  EXPECT_EQ(everything(*intake).find("13800138000"), std::string::npos);
  EXPECT_EQ(intake->source, "13*********.csv");
}

TEST_F(Ingest, ADroppedColumnIsNotKeptAnywhere) {
  IntakeOptions options;
  options.map = {{"工人姓名", "-"}};
  const auto intake = projects("id,name,lon,lat,工人姓名\nA,甲,0,0,某某某\n", options);
  ASSERT_TRUE(intake) << intake.error().en;
  EXPECT_EQ(everything(*intake).find("某某某"), std::string::npos);
}

TEST_F(Ingest, ProgressRunsToItsEnd) {
  std::string text = "id,name,lon,lat\n";
  for (int i = 0; i < 60'000; ++i) text += "P" + std::to_string(i) + ",甲,116.44,39.92\n";
  IntakeOptions options;
  options.crs = Crs{};
  std::size_t last = 0, calls = 0;
  const auto intake = read_intake(IntakeKind::Projects, file(text), options, pack(), [&](IntakeProgress p) {
    EXPECT_GE(p.done, last);
    EXPECT_LE(p.done, p.total);
    last = p.done;
    ++calls;
  });
  ASSERT_TRUE(intake) << intake.error().en;
  EXPECT_EQ(intake->accepted, 60'000u);
  EXPECT_EQ(last, 1000u);
  EXPECT_GT(calls, 3u);
}

}  // namespace
}  // namespace anxin
