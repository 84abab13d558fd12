#include "data/export/export.hpp"

#include <map>
#include <nlohmann/json.hpp>
#include <sstream>

#include "geo/geodesy.hpp"
#include "tests/export/city.hpp"
#include "tests/tools/support.hpp"

namespace anxin::test {
namespace {

using Json = nlohmann::json;

ExportRequest request(const std::filesystem::path& out, const char* crs = "cgcs2000") {
  return {out, *parse_crs(crs), *parse_instant("2018-02-01T01:02:03Z"), {}, "city.anxin", {}};
}

// Long names of a Shapefile's columns, as the text beside it tells them.
std::map<std::string, std::string> long_names(std::filesystem::path file) {
  std::map<std::string, std::string> out;
  std::istringstream lines(read_file(file.replace_extension(".txt")));
  for (std::string line; std::getline(lines, line);)
    if (const auto at = line.find(" = "); at != std::string::npos)
      out[line.substr(0, at)] = line.substr(at + 3, line.size() - at - 4);  // without CR
  return out;
}

// The file as another process reads it: ogr2ogr to GeoJSON with all digits, no change of CRS.
std::vector<Json> read_by_ogr(const Scratch& scratch, const std::filesystem::path& file,
                              const std::string& layer = "project") {
  const auto back = scratch / "back.geojson";
  std::filesystem::remove(back);
  std::vector<std::string> words{
      "ogr2ogr",     "-f",         "GeoJSON", "-lco", "RFC7946=NO", "-lco", "COORDINATE_PRECISION=12",
      back.string(), file.string()};
  if (file.extension() == ".csv") words.insert(words.end(), {"-oo", "AUTODETECT_TYPE=NO"});
  if (file.extension() == ".xlsx")
    words.insert(words.end(), {layer, "--config", "OGR_XLSX_HEADERS", "FORCE"});
  const auto run = run_command(words);
  EXPECT_EQ(run.exit_code, 0) << run.err;
  auto rows = Json::parse(read_file(back)).at("features").get<std::vector<Json>>();
  if (file.extension() != ".shp") return rows;
  const auto names = long_names(file);
  for (Json& row : rows) {
    Json renamed;
    for (const auto& [name, value] : row.at("properties").items()) renamed[names.at(name)] = value;
    row["properties"] = std::move(renamed);
  }
  return rows;
}

std::string cell(const Json& row, const std::string& name) {
  const Json& all = row.at("properties");
  if (!all.contains(name)) return "";  // GDAL leaves an empty cell of a sheet unset
  const Json& v = all.at(name);
  return v.is_null() ? "" : v.is_string() ? v.get<std::string>() : v.dump();
}

double number(const Json& row, const std::string& name) { return std::stod(cell(row, name)); }

// The slow twin: one row against the Registry, column by column. CSV has no null and defuses.
void expect_row(const Json& row, const City& city, Index i, bool csv) {
  const Registry& r = city.registry;
  EXPECT_EQ(cell(row, "id"), r.id[i]);
  const std::string name(r.name[i]);
  const bool formula = i % 6 >= 1 && i % 6 <= 4;
  EXPECT_EQ(cell(row, "名称"), (csv && formula ? "'" : "") + name);
  EXPECT_EQ(cell(row, "supervising_unit"), r.unit[i] == 255 ? "" : r.unit_code[r.unit[i]]);
  EXPECT_EQ(cell(row, "监管单位"), r.unit[i] == 255 ? "" : r.unit_name[r.unit[i]]);
  EXPECT_EQ(cell(row, "district"), r.district[i] == 255 ? "" : r.unit_code[r.district[i]]);
  EXPECT_EQ(cell(row, "区"), r.district[i] == 255 ? "" : r.unit_name[r.district[i]]);
  EXPECT_EQ(cell(row, "行业"), name_zh(r.sector[i]));
  EXPECT_EQ(cell(row, "sector"), code(r.sector[i]));
  EXPECT_EQ(cell(row, "投资"), name_zh(r.funding[i]));
  EXPECT_EQ(cell(row, "状态"), name_zh(r.status[i]));
  EXPECT_EQ(cell(row, "grade"), code(city.risk.grade[i]));
  EXPECT_EQ(cell(row, "等级"), name_zh(city.risk.grade[i]));
  EXPECT_NEAR(number(row, "得分"), city.risk.score_milli[i] / 1000.0, 1e-9);
  EXPECT_EQ(cell(row, "数据不全"), city.risk.incomplete[i] ? "1" : "0");
  EXPECT_EQ(cell(row, "欠薪_分"), std::to_string(city.risk.arrears_fen[i]));
  EXPECT_EQ(cell(row, "合同额_分"),
            r.contract_fen[i] == kUnknownFen ? "" : std::to_string(r.contract_fen[i]));
  EXPECT_EQ(cell(row, "约定发薪日"), r.pay_day[i] == 0 ? "" : std::to_string(r.pay_day[i]));
  EXPECT_EQ(cell(row, "开工日期"),
            r.start[i] == kUnknownDay ? "" : to_string(Day{std::chrono::days{r.start[i]}}));
  EXPECT_EQ(cell(row, "施工总承包"), r.general_contractor[i] == kNone ? "" : "总承包乙");
  EXPECT_EQ(cell(row, "as_of"), "2018-01-31");
  EXPECT_EQ(cell(row, "as_known"), "2018-02-01T09:02:03+08:00");
  EXPECT_EQ(cell(row, "来源"), "city.anxin");
}

}  // namespace

TEST(Export, EveryProjectIsReadBackByAnotherProcessInEveryFormatAndSystem) {
  const City city = make_city(240, true);
  Scratch scratch;
  for (const char* name : {"a.gpkg", "a.geojson", "a.shp", "a.csv", "a.xlsx"}) {
    for (const char* word : {"cgcs2000", "wgs84", "gcj02", "bd09", "EPSG:4548"}) {
      const Crs crs = *parse_crs(word);
      const auto done = export_projects(city.registry, city.risk, request(scratch / name, word));
      ASSERT_TRUE(done) << done.error().en;
      EXPECT_EQ(done->rows, 240u);
      const auto rows = read_by_ogr(scratch, scratch / name);
      ASSERT_EQ(rows.size(), 240u) << name << word;
      const std::string format = std::filesystem::path(name).extension();
      const bool sheet = format == ".csv" || format == ".xlsx";
      for (Index i = 0; i < 240; ++i) {
        expect_row(rows[i], city, i, sheet || format == ".shp");
        const auto at = *from_cgcs2000(city.registry.at[i], crs);
        const bool degrees = is_geographic(crs);
        const double tolerance = degrees ? 2e-9 : 1e-4;  // a DBF keeps nine decimals
        ASSERT_NEAR(number(rows[i], degrees ? "lon" : "x"), at.x, tolerance);
        ASSERT_NEAR(number(rows[i], degrees ? "lat" : "y"), at.y, tolerance);
        EXPECT_TRUE(cell(rows[i], "坐标系").starts_with(word));
        EXPECT_EQ(cell(rows[i], "标记"), "模拟数据 · 内部使用");
        if (sheet) continue;
        ASSERT_NEAR(rows[i].at("geometry").at("coordinates").at(0).get<double>(), at.x, tolerance);
        ASSERT_NEAR(rows[i].at("geometry").at("coordinates").at(1).get<double>(), at.y, tolerance);
      }
    }
  }
}

TEST(Export, OgrinfoSeesTheLayerItsSystemAndItsMark) {
  const City city = make_city(10, true);
  Scratch scratch;
  ASSERT_TRUE(export_projects(city.registry, city.risk, request(scratch / "a.gpkg", "EPSG:4548")));
  const std::string text =
      run_command({"ogrinfo", "-so", "-al", "-mdd", "all", (scratch / "a.gpkg").string()}).out;
  for (const char* part : {"Layer name: project", "Feature Count: 10", "ID[\"EPSG\",4548]", "mark=模拟数据",
                           "as_of=2018-01-31", "欠薪_分: Integer64"})
    EXPECT_NE(text.find(part), std::string::npos) << part << "\n" << text;
}

TEST(Export, RealDataIsNotCalledSimulated) {
  const City city = make_city(3, false);
  Scratch scratch;
  for (const char* name : {"a.gpkg", "a.geojson", "a.shp", "a.csv", "a.xlsx"}) {
    ASSERT_TRUE(export_projects(city.registry, city.risk, request(scratch / name)));
    EXPECT_EQ(read_file(scratch / name).find("模拟"), std::string::npos) << name;
    EXPECT_EQ(cell(read_by_ogr(scratch, scratch / name)[0], "标记"), "内部使用");
  }
}

TEST(Export, NoCellOfTheCsvIsAFormula) {
  const City city = make_city(60, true);
  Scratch scratch;
  ASSERT_TRUE(export_projects(city.registry, city.risk, request(scratch / "a.csv")));
  const std::string bytes = read_file(scratch / "a.csv");
  EXPECT_TRUE(bytes.starts_with("\xEF\xBB\xBF"));
  for (const char* bad : {",=", ",\"=", ",@", ",\"@", ",＋", ",\"＋", ",-1+2"})
    EXPECT_EQ(bytes.find(bad), std::string::npos) << bad;
  EXPECT_NE(bytes.find("\"'=HYPERLINK(\"\"http://x\"\")\""), std::string::npos);
  EXPECT_NE(bytes.find(",'＋地铁,"), std::string::npos);
}

TEST(Export, DistrictsCarryCountsThatAddUp) {
  const City city = make_city(500, true);
  Scratch scratch;
  for (const char* name : {"d.gpkg", "d.geojson", "d.shp", "d.csv", "d.xlsx"}) {
    const auto done = export_districts(city.registry, city.risk, city.pack, request(scratch / name));
    ASSERT_TRUE(done) << done.error().en;
    const auto rows = read_by_ogr(scratch, scratch / name, "district");
    ASSERT_EQ(rows.size(), 2u);
    for (std::size_t d = 0; d < 2; ++d) {
      std::int64_t projects = 0, arrears = 0, owing = 0;
      std::array<int, kGrades> grades{};
      for (Index i = 0; i < 500; ++i) {
        if (city.registry.district[i] != d) continue;
        ++projects;
        ++grades[static_cast<std::size_t>(city.risk.grade[i])];
        arrears += city.risk.arrears_fen[i];
        owing += city.risk.arrears_fen[i] > 0;
      }
      EXPECT_EQ(cell(rows[d], "区"), city.pack.districts[d].name);
      EXPECT_EQ(number(rows[d], "项目数"), projects);
      EXPECT_EQ(number(rows[d], "重大_D"), grades[3]);
      EXPECT_EQ(number(rows[d], "高_C"), grades[2]);
      EXPECT_EQ(number(rows[d], "中_B"), grades[1]);
      EXPECT_EQ(number(rows[d], "低_A"), grades[0]);
      EXPECT_EQ(number(rows[d], "未知"), grades[4]);
      EXPECT_EQ(number(rows[d], "欠薪_分"), arrears);
      EXPECT_EQ(number(rows[d], "欠薪项目数"), owing);
      EXPECT_NEAR(number(rows[d], "面积_平方公里"), area_m2(city.pack.districts[d].shape) / 1e6, 1e-6);
      EXPECT_EQ(cell(rows[d], "标记"), "模拟数据 · 内部使用");
    }
  }
}

TEST(Export, OnlyTheChosenProjectsInTheGivenOrder) {
  const City city = make_city(20, true);
  Scratch scratch;
  ExportRequest r = request(scratch / "a.csv");
  r.only = {7, 3};
  ASSERT_EQ(export_projects(city.registry, city.risk, r)->rows, 2u);
  const auto rows = read_by_ogr(scratch, scratch / "a.csv");
  ASSERT_EQ(rows.size(), 2u);
  EXPECT_EQ(cell(rows[0], "id"), "P-110105-0007");
  EXPECT_EQ(cell(rows[1], "id"), "P-110105-0003");
}

TEST(Export, AnEmptyCityIsAFileWithColumnsAndNoRows) {
  const City city = make_city(0, true);
  Scratch scratch;
  for (const char* name : {"a.gpkg", "a.geojson", "a.shp", "a.csv", "a.xlsx"}) {
    ASSERT_TRUE(export_projects(city.registry, city.risk, request(scratch / name)));
    // GDAL takes a sheet's only row for data, its head or not.
    EXPECT_EQ(read_by_ogr(scratch, scratch / name).size(), std::string(name) == "a.xlsx" ? 1u : 0u) << name;
  }
}

TEST(Export, ARefusedExportLeavesTheOldFileAndNothingElse) {
  City city = make_city(20, true);
  Scratch scratch;
  for (const char* name : {"a.gpkg", "a.geojson", "a.shp", "a.csv", "a.xlsx"}) {
    write_file(scratch / name, "the old file");
    city.registry.at[15] = LonLat::of_degrees(10, 50);  // in no zone of Beijing
    const auto refused = export_projects(city.registry, city.risk, request(scratch / name, "EPSG:4548"));
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().code, ErrorCode::BadInput);
    EXPECT_EQ(read_file(scratch / name), "the old file");
  }
  EXPECT_EQ(export_projects(city.registry, city.risk, request(scratch / "a.kml")).error().code,
            ErrorCode::Usage);
  EXPECT_FALSE(export_projects(city.registry, city.risk, request(scratch / "no/folder/a.csv")));
  EXPECT_EQ(std::distance(std::filesystem::directory_iterator(scratch.folder()), {}), 5);
}

TEST(Export, AWorkbookSaysOnItsSecondSheetWhatItIs) {
  const City city = make_city(5, true);
  Scratch scratch;
  ASSERT_TRUE(export_projects(city.registry, city.risk, request(scratch / "a.xlsx", "gcj02")));
  const std::string text = run_command({"ogrinfo", "-al", (scratch / "a.xlsx").string(), "说明"}).out;
  for (const char* part : {"gcj02", "模拟数据 · 内部使用", "2018-01-31", "city.anxin"})
    EXPECT_NE(text.find(part), std::string::npos) << part << text;
  EXPECT_EQ(run_command({"/usr/bin/python3", "-m", "zipfile", "-t", (scratch / "a.xlsx").string()}).exit_code,
            0)
      << "a sound archive";
}

TEST(Export, AShapefileKeepsItsNamesItsCharactersAndItsNotesBesideIt) {
  const City city = make_city(5, true);
  Scratch scratch;
  ASSERT_TRUE(export_projects(city.registry, city.risk, request(scratch / "a.shp", "EPSG:4548")));
  EXPECT_EQ(read_file(scratch / "a.cpg"), "UTF-8");
  EXPECT_TRUE(std::filesystem::exists(scratch / "a.prj"));
  const std::string notes = read_file(scratch / "a.txt");
  for (const char* part : {"mark: 模拟数据", "as_of: 2018-01-31", "crs: EPSG:4548", "arrear_fen = 欠薪_分"})
    EXPECT_NE(notes.find(part), std::string::npos) << part;
  ASSERT_TRUE(export_projects(city.registry, city.risk, request(scratch / "a.shp", "gcj02")));
  EXPECT_FALSE(std::filesystem::exists(scratch / "a.prj")) << "GCJ-02 has no name; the old one must not stay";
}

TEST(Export, TablesWithoutPlacesGoToSheetsAndToNoMap) {
  const City city = make_city(60, true);
  Scratch scratch;
  for (const char* name : {"u.csv", "u.xlsx", "u.gpkg"}) {
    ASSERT_TRUE(export_units(city.registry, city.risk, request(scratch / name)));
    const auto rows = read_by_ogr(scratch, scratch / name, "supervising_unit");
    ASSERT_EQ(rows.size(), city.registry.unit_code.size()) << name;
    double projects = 0, grades = 0;
    for (const Json& row : rows) {
      projects += number(row, "在建项目");
      for (const char* grade : {"重大_D", "高_C", "中_B", "低_A", "未知"}) grades += number(row, grade);
      EXPECT_EQ(cell(row, "标记"), "模拟数据 · 内部使用");
    }
    EXPECT_GT(projects, 0);
    EXPECT_EQ(projects, grades);
  }
  for (const char* name : {"u.geojson", "u.shp"}) {
    const auto refused = export_units(city.registry, city.risk, request(scratch / name));
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().code, ErrorCode::Usage);
    EXPECT_FALSE(std::filesystem::exists(scratch / name));
  }
}

TEST(Export, ARiskTableOfAnotherRegistryIsOurOwnFault) {
  const City city = make_city(20, true), other = make_city(19, true);
  Scratch scratch;
  EXPECT_EQ(export_projects(city.registry, other.risk, request(scratch / "a.csv")).error().code,
            ErrorCode::Internal);
  EXPECT_EQ(export_districts(city.registry, other.risk, city.pack, request(scratch / "a.csv")).error().code,
            ErrorCode::Internal);
}

}  // namespace anxin::test
