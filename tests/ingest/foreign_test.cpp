// Files of programs that are not ours (foreign_files.py): the good ones give the same rows in every format,
// the hostile ones one sentence each, in bounded memory and without a word over the network.
#include <arpa/inet.h>
#include <gtest/gtest.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>

#include "data/ingest/ingest.hpp"
#include "data/ingest/spreadsheet.hpp"
#include "tests/tools/support.hpp"

namespace anxin {
namespace {

const Pack& pack() {
  static const Pack loaded = load_pack(test::pack_dir()).value_or(Pack{});
  return loaded;
}

class Foreign : public testing::Test {
 protected:
  static void SetUpTestSuite() {
    scratch_ = new test::Scratch;
    listener_ = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof address;
    ASSERT_EQ(bind(listener_, reinterpret_cast<sockaddr*>(&address), size), 0);
    ASSERT_EQ(listen(listener_, 8), 0);
    ASSERT_EQ(getsockname(listener_, reinterpret_cast<sockaddr*>(&address), &size), 0);
    const auto made =
        test::run_command({"python3", (test::source_dir() / "tests/ingest/foreign_files.py").string(),
                           scratch_->folder().string(), std::to_string(ntohs(address.sin_port))});
    ASSERT_EQ(made.exit_code, 0) << made.err;
  }
  static void TearDownTestSuite() {
    close(listener_);
    delete scratch_;
  }
  static Result<Intake> read(const std::string& name, std::optional<Crs> crs = {},
                             const std::string& layer = "") {
    IntakeOptions options;
    options.crs = crs;
    options.layer = layer;
    return read_intake(IntakeKind::Projects, *scratch_ / name, options, pack());
  }
  static std::string refusal(const std::string& name) {
    const auto intake = read(name, Crs{});
    if (intake) return "accepted";
    EXPECT_EQ(intake.error().code, ErrorCode::BadInput) << name;
    EXPECT_EQ(intake.error().en.find('\n'), std::string::npos);
    EXPECT_TRUE(intake.error().zh.ends_with("。")) << intake.error().zh;
    return intake.error().en;
  }
  static void expect_both_projects(const Result<Intake>& intake, const std::string& name) {
    ASSERT_TRUE(intake) << name << ": " << intake.error().en;
    ASSERT_EQ(intake->batch.projects.size(), 2u)
        << name << (intake->rejected.empty() ? "" : ": " + intake->rejected[0].en);
    const ProjectRow &one = intake->batch.projects[0], &two = intake->batch.projects[1];
    EXPECT_EQ(one.id, "P-1") << name;
    EXPECT_EQ(one.name, "金盏再生水厂改造") << name;
    EXPECT_EQ(one.supervising_unit, "110105") << name;
    EXPECT_EQ(one.sector, Sector::Water) << name;
    EXPECT_EQ(one.start, parse_day("2018-03-05")) << name;
    EXPECT_NEAR(one.at.lon(), 116.572, 1e-8) << name;
    EXPECT_NEAR(one.at.lat(), 40.008, 1e-8) << name;
    EXPECT_EQ(two.id, "P-2") << name;
    EXPECT_EQ(two.start, parse_day("2018-03-05")) << name;
  }
  static test::Scratch* scratch_;
  static int listener_;
};
test::Scratch* Foreign::scratch_ = nullptr;
int Foreign::listener_ = -1;

TEST_F(Foreign, EveryFormatGivesTheSameProjects) {
  for (const std::string name :
       {"good.xlsx", "1904.xlsx", "serial.xlsx", "gdal.xlsx", "gdal.ods", "city.kml"})
    expect_both_projects(read(name, Crs{}), name);
  for (const std::string name : {"degrees.gpkg", "metres.gpkg", "utf8.shp", "gbk.shp", "unsaid.shp",
                                 "gbk.zip", "city.gdb", "city.gdb/", "city.gdb.zip"})
    expect_both_projects(read(name), name);
}

TEST_F(Foreign, AStatedSystemIsTakenAtItsWord) {
  const auto metres = read("metres.gpkg");
  ASSERT_TRUE(metres) << metres.error().en;
  ASSERT_TRUE(metres->crs);
  EXPECT_EQ(metres->crs->source, CrsSource::Declared);
  EXPECT_EQ(to_string(metres->crs->crs), "EPSG:4548");
  EXPECT_NE(read("city.kml").error().en.find("--crs"), std::string::npos)
      << "WGS-84 of a KML proves nothing here";
}

TEST_F(Foreign, TheSheetWithTheBestHeaderIsReadAndTitlesAreSkipped) {
  const auto best = read("good.xlsx", Crs{});
  ASSERT_TRUE(best) << best.error().en;
  EXPECT_EQ(best->layer, "台账");
  EXPECT_EQ(best->header[0], "项目编号");
  EXPECT_EQ(best->rows, 2u);
  EXPECT_EQ(best->batch.projects[0].contract_fen, 4'300'500'000);
  EXPECT_EQ(read("good.xlsx", Crs{}, "不存在").error().en, "The file has no \"不存在\"; it has 说明, 台账.");
  EXPECT_NE(read("good.xlsx", Crs{}, "说明").error().en.find("lacks required columns"), std::string::npos);
}

TEST_F(Foreign, TheSheetsOrLayersOfAFileAreToldAndAnyOfThemIsRead) {
  using Names = std::vector<std::string>;
  const auto offered = [](const std::string& name, const std::string& layer) {
    IntakeOptions options;
    if (!name.ends_with(".zip")) options.crs = Crs{};  // those state theirs
    options.layer = layer;
    Names told;
    options.on_layers = [&](const Names& names) { told = names; };
    const auto intake = read_intake(IntakeKind::Projects, *scratch_ / name, options, pack());
    return std::pair(told, intake ? std::to_string(intake->accepted) + " of " + intake->layer
                                  : "refused: " + intake.error().en.substr(0, 32));
  };
  const Names sheets{"说明", "在建", "停工", "企业"};
  EXPECT_EQ(offered("sheets.xlsx", ""), std::pair(sheets, std::string("2 of 在建")));
  EXPECT_EQ(offered("sheets.xlsx", "停工"), std::pair(sheets, std::string("1 of 停工")));
  EXPECT_EQ(offered("sheets.ods", "停工"), std::pair(Names{"在建", "停工"}, std::string("1 of 停工")));
  EXPECT_EQ(offered("layers.gpkg", "停工"), std::pair(Names{"in", "停工"}, std::string("1 of 停工")));
  EXPECT_EQ(offered("datasets.zip", "停工").second, "2 of 停工");
  EXPECT_EQ(offered("datasets.zip", "库").second, "2 of 库") << "a geodatabase, its only layer";
  EXPECT_EQ(offered("small.csv", ""), std::pair(Names{}, offered("small.csv", "").second))
      << "none to choose";
}

TEST_F(Foreign, ARefusalLeavesTheChoiceOfAnotherSheetOrDataset) {
  std::vector<std::string> told;
  IntakeOptions options;
  options.crs = Crs{};
  options.on_layers = [&](const std::vector<std::string>& names) { told = names; };
  EXPECT_FALSE(read_intake(IntakeKind::Projects, *scratch_ / "half-good.xlsx", options, pack()));
  EXPECT_EQ(told, (std::vector<std::string>{"在建", "停工"}));
  told.clear();
  const auto many = read_intake(IntakeKind::Projects, *scratch_ / "datasets.zip", options, pack());
  ASSERT_FALSE(many);
  EXPECT_NE(many.error().en.find("more than one dataset"), std::string::npos);
  std::ranges::sort(told);
  EXPECT_EQ(told, (std::vector<std::string>{"停工", "在建", "库"}));
  options.layer = "停工";
  EXPECT_TRUE(read_intake(IntakeKind::Projects, *scratch_ / "half-good.xlsx", options, pack()));
}

TEST_F(Foreign, AnArchiveWithTheFieldsOfZip64IsReadAndItsLiesAreRefused) {
  expect_both_projects(read("zip64.xlsx", Crs{}), "zip64.xlsx");
  EXPECT_NE(refusal("vast.xlsx").find("unpacks to an absurd size"), std::string::npos);
  EXPECT_NE(refusal("far.xlsx").find("damaged or cut short"), std::string::npos);
}

TEST_F(Foreign, AGeoJsonThatStatesSeveralSystemsIsRefused) {
  for (const std::string name : {"one-crs.geojson", "same-crs.geojson"}) {
    const auto intake = read(name);
    expect_both_projects(intake, name);
    EXPECT_EQ(intake->crs->source, CrsSource::Declared) << name;
  }
  for (const std::string name : {"two-crs.geojson", "feature-crs.geojson"})
    EXPECT_NE(refusal(name).find("states several different coordinate systems"), std::string::npos) << name;
}

TEST_F(Foreign, EveryHostileFileIsRefusedInItsSentence) {
  const std::vector<std::pair<std::string, std::string>> files{
      {"bomb.xlsx", "The archive unpacks to an absurd size (a zip bomb?); nothing was imported."},
      {"lying.xlsx", "The archive unpacks to an absurd size (a zip bomb?); nothing was imported."},
      {"overlap.zip", "The archive unpacks to an absurd size (a zip bomb?); nothing was imported."},
      {"nested.zip", "The archive holds another archive, \"a.shp\"; unpack it first."},
      {"climbing.zip", "The archive has a name that is not allowed"},
      {"encrypted.xlsx", "The archive is encrypted; remove the password and import it again."},
      {"password.xlsx", "The file has a password or is an old .xls by another name"},
      {"cut.xlsx", "The archive is damaged or cut short; nothing was imported."},
      {"two.zip", "The archive holds more than one dataset: a, b; choose one (--layer on the command line)"},
      {"xxe.xlsx", "\"xl/worksheets/sheet0.xml\" declares a DOCTYPE or an ENTITY"},
      {"xxe16.xlsx", "\"xl/worksheets/sheet0.xml\" declares a DOCTYPE or an ENTITY"},
      {"laughs.xlsx", "\"xl/worksheets/sheet0.xml\" declares a DOCTYPE or an ENTITY"},
      {"xxe.kml", "The KML declares a DOCTYPE or an ENTITY"},
      {"laughs.kml", "The KML declares a DOCTYPE or an ENTITY"},
      {"columns.xlsx", "Line 1: more than 1000 columns; this is no table."},
      {"columns.ods", "Line 1: more than 1000 columns; this is no table."},
      {"mixed.gpkg", "One layer mixes several coordinate systems"},
      {"half.shp", "Half a Shapefile: its .shx is missing; keep .shp, .shx, .dbf and .prj together."},
      {"headless.zip", "Half a Shapefile: its .shp is missing; keep .shp, .shx, .dbf and .prj together."},
      {"duplicate.xlsx", "The header \"项目名称\" stands twice (columns 2 and 9); keep one."},
      {"formula.xlsx", "The cell H5 is a formula without its result"},
      {"error.xlsx", "The cell H5 holds the error #DIV/0!; correct it and import again."},
      {"merged.xlsx", "C5:C6 is merged over several rows"},
      {"scientific.xlsx",
       "Column \"项目编号\", row 7: the code became 1.1010520180305E+17 in scientific notation and lost its "
       "last "
       "digits; set the column to text (把该列设为文本), fill it in again and import it."},
      {"nothing.xlsx", "The sheet is empty: it has no header."}};
  for (const auto& [name, sentence] : files)
    EXPECT_EQ(refusal(name).substr(0, sentence.size()), sentence) << name;
  EXPECT_NE(read("scientific.xlsx", Crs{}).error().zh.find("把该列设为文本"), std::string::npos);
}

TEST_F(Foreign, HostileFilesTakeLittleMemoryAndNoNetwork) {
  // What a child of this build takes for the smallest file, sanitizers included, and 160 MB on top.
  std::uint64_t floor = 0;
  test::write_file(*scratch_ / "small.csv", "a,b\n1,2\n");
  ASSERT_TRUE(read_in_child({*scratch_ / "small.csv", "csv", "/proc/self/exe", {}, {}, &floor}));
  for (const std::string name : {"bomb.xlsx", "lying.xlsx", "nested.zip", "overlap.zip", "laughs.xlsx",
                                 "laughs.kml", "xxe.xlsx", "xxe.kml", "columns.xlsx", "columns.ods"}) {
    std::uint64_t peak = 0;
    ChildRequest request{
        *scratch_ / name, std::string(code(*format_of(name))), "/proc/self/exe", {}, {}, &peak};
    EXPECT_FALSE(read_in_child(request)) << name;
    EXPECT_GT(peak, 0u);
    EXPECT_LT(peak, floor + (160u << 20)) << name;
  }
  EXPECT_EQ(accept(listener_, nullptr, nullptr), -1);
  EXPECT_EQ(errno, EAGAIN) << "something asked the attacker's address";
}

TEST(Spreadsheet, SerialDaysAreExactInBothEpochs) {
  EXPECT_EQ(serial_text(43164, SerialDays::From1900), "2018-03-05");
  EXPECT_EQ(serial_text(43164 - 1462, SerialDays::From1904), "2018-03-05");
  EXPECT_EQ(serial_text(43164.5, SerialDays::From1900), "2018-03-05 12:00:00");
  EXPECT_EQ(serial_text(43164.999999, SerialDays::From1900), "2018-03-06") << "rounded to the second";
  EXPECT_EQ(serial_text(59, SerialDays::From1900), "1900-02-28");
  EXPECT_EQ(serial_text(60, SerialDays::From1900), "") << "29 February 1900 never was";
  EXPECT_EQ(serial_text(61, SerialDays::From1900), "1900-03-01");
  EXPECT_EQ(serial_text(-1, SerialDays::From1900), "");
  EXPECT_EQ(serial_text(1e300, SerialDays::From1900), "");
}

TEST(Spreadsheet, AFormatOfDaysIsToldFromOneOfTimesOrNumbers) {
  for (const auto* days :
       {"yyyy-mm-dd", "yyyy\"年\"m\"月\"", "[$-804]m/d/yy", "d-mmm", "m\"月\"d\"日\"", "m\"月\""})
    EXPECT_TRUE(shows_days(days)) << days;
  for (const auto* other : {"General", "0.00", "h:mm:ss", "[h]:mm", "#,##0\"元/day\"", "[Red]0", "@", "0\\d"})
    EXPECT_FALSE(shows_days(other)) << other;
}

TEST(Spreadsheet, NumbersReadAsTheSheetShowsThem) {
  EXPECT_EQ(number_text("0.30000000000000004"), "0.3");
  EXPECT_EQ(number_text("4300.5"), "4300.5");
  EXPECT_EQ(number_text("110105201803050"), "110105201803050");
  EXPECT_EQ(number_text("110105201803050101"), "1.1010520180305E+17");
  EXPECT_EQ(cell_name(0, 1), "A1");
  EXPECT_EQ(cell_name(27, 12), "AB12");
}

TEST(Archive, ADoctypeCutBetweenTwoPiecesIsSeen) {
  DoctypeWatch watch;
  EXPECT_FALSE(watch.feed("<a/><!DOC"));
  EXPECT_TRUE(watch.feed("type x>"));
  DoctypeWatch none;
  EXPECT_FALSE(none.feed("<a>&lt;!DOCTYPE</a>"));
}

}  // namespace
}  // namespace anxin
