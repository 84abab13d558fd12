// Files we write, read back by an independent process (ogrinfo of gdal-bin) and by our own reader.
#include "geo/io/vector_out.hpp"

#include "geo/io/csv_out.hpp"
#include "geo/io/vector_in.hpp"
#include "tests/geo/shapes.hpp"
#include "tests/tools/support.hpp"

namespace anxin::test {
namespace {

OutLayer points(const std::string& crs) {
  return {"project",
          {{"id", OutField::Type::Text},
           {"名称", OutField::Type::Text},
           {"欠薪_分", OutField::Type::Integer},
           {"得分", OutField::Type::Real}},
          OutGeometry::Point,
          *parse_crs(crs),
          {{"crs", crs}, {"mark", "模拟数据"}}};
}

Status write_points(const std::filesystem::path& file, const std::string& crs) {
  auto writer = VectorWriter::create(file, points(crs));
  if (!writer) return std::unexpected(writer.error());
  const std::vector<OutValue> a{"P-1", "=海淀, \"一\"期", std::int64_t{-123456789012345}, 57.125};
  const std::vector<OutValue> b{"P-2", OutValue{}, OutValue{}, OutValue{}};
  if (const Status s = (*writer)->add(a, at(116.3913, 39.9055)); !s) return s;
  if (const Status s = (*writer)->add(b, at(116.5, 40.0)); !s) return s;
  return (*writer)->finish();
}

bool holds(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }

std::string ogrinfo(const std::filesystem::path& file) {
  return run_command({"ogrinfo", "-al", "-mdd", "all", file.string()}).out;
}

}  // namespace

TEST(VectorOut, GeoPackageIsReadByAnotherProcess) {
  Scratch scratch;
  const auto done = write_points(scratch / "a.gpkg", "cgcs2000");
  ASSERT_TRUE(done) << done.error().en;
  const std::string text = ogrinfo(scratch / "a.gpkg");
  EXPECT_TRUE(holds(text, "Layer name: project")) << text;
  EXPECT_TRUE(holds(text, "Feature Count: 2"));
  EXPECT_TRUE(holds(text, "ID[\"EPSG\",4490]"));
  EXPECT_TRUE(holds(text, "欠薪_分 (Integer64) = -123456789012345"));
  EXPECT_TRUE(holds(text, "名称 (String) = =海淀, \"一\"期")) << "not a sheet: nothing is defused";
  EXPECT_TRUE(holds(text, "得分 (Real) = 57.125"));
  EXPECT_TRUE(holds(text, "POINT (116.3913 39.9055)"));
  EXPECT_TRUE(holds(text, "名称 (String) = (null)"));
  EXPECT_TRUE(holds(text, "mark=模拟数据"));
}

TEST(VectorOut, GeoJsonInDegreesIsRfc7946) {
  Scratch scratch;
  for (const char* crs : {"wgs84", "cgcs2000"}) {
    ASSERT_TRUE(write_points(scratch / "a.geojson", crs));
    const std::string bytes = read_file(scratch / "a.geojson");
    EXPECT_FALSE(holds(bytes, "\"crs\":{\"type")) << bytes;
    EXPECT_TRUE(holds(bytes, "模拟数据"));
    const auto layer = read_vector(scratch / "a.geojson");
    ASSERT_TRUE(layer);
    EXPECT_EQ(layer->features.size(), 2u);
    EXPECT_EQ(layer->features[0].values[2], "-123456789012345");
    EXPECT_NEAR(layer->features[0].point->x, 116.3913, 1e-9);
  }
}

TEST(VectorOut, GeoJsonInAPlaneStatesItsSystem) {
  Scratch scratch;
  ASSERT_TRUE(write_points(scratch / "a.geojson", "EPSG:4548"));
  const auto layer = read_vector(scratch / "a.geojson");
  ASSERT_TRUE(layer);
  EXPECT_EQ(layer->crs->epsg, 4548);
  EXPECT_NEAR(layer->features[0].point->x, to_map(at(116.3913, 39.9055)).x(), 1e-3);
}

TEST(VectorOut, ObfuscatedDatumsStateNoSystemAndAreMarked) {
  Scratch scratch;
  for (const char* crs : {"gcj02", "bd09"}) {
    const auto expected = *from_cgcs2000(at(116.3913, 39.9055), *parse_crs(crs));
    ASSERT_TRUE(write_points(scratch / "a.gpkg", crs));
    const std::string text = ogrinfo(scratch / "a.gpkg");
    EXPECT_FALSE(holds(text, "EPSG\",4326")) << text;
    EXPECT_FALSE(holds(text, "EPSG\",4490")) << text;
    EXPECT_TRUE(holds(text, std::string("crs=") + crs));
    ASSERT_TRUE(write_points(scratch / "a.geojson", crs));
    const auto layer = read_vector(scratch / "a.geojson");
    ASSERT_TRUE(layer);
    EXPECT_NEAR(layer->features[0].point->x, expected.x, 1e-9);
    EXPECT_NEAR(layer->features[0].point->y, expected.y, 1e-9);
    EXPECT_FALSE(layer->crs);
    EXPECT_TRUE(holds(read_file(scratch / "a.geojson"), std::string("\"anxin\":{\"crs\":\"") + crs + "\""));
  }
}

TEST(VectorOut, AreasRoundTripThroughEveryFormat) {
  Scratch scratch;
  const MultiPolygon area = district_like(2);
  for (const char* name : {"a.gpkg", "a.geojson", "a.csv"}) {
    auto writer = VectorWriter::create(
        scratch / name, {"district", {{"code", {}}}, OutGeometry::Area, *parse_crs("cgcs2000"), {}});
    ASSERT_TRUE(writer);
    ASSERT_TRUE((*writer)->add(std::vector<OutValue>{"110105"}, area));
    ASSERT_TRUE((*writer)->finish());
    const auto run =
        run_command({"ogr2ogr", "-f", "GeoJSON", "-lco", "COORDINATE_PRECISION=12", "-lco", "RFC7946=NO",
                     (scratch / (std::string(name) + ".back.geojson")).string(), (scratch / name).string(),
                     "-oo", "GEOM_POSSIBLE_NAMES=wkt", "-oo", "KEEP_GEOM_COLUMNS=NO"});
    const auto back = read_area(scratch / (std::string(name) + ".back.geojson"), *parse_crs("cgcs2000"));
    ASSERT_TRUE(back) << name << run.err << back.error().en;
    ASSERT_EQ(back->size(), area.size()) << name;
    const PreparedArea ours(area), theirs(*back);
    std::mt19937_64 random(5);
    std::uniform_real_distribution<double> lon(116.05, 117.05), lat(39.55, 40.25);
    for (int i = 0; i < 2000; ++i) {
      const LonLat p = at(lon(random), lat(random));
      ASSERT_EQ(ours.contains(p), theirs.contains(p)) << name;
    }
  }
}

TEST(VectorOut, CsvIsUtf8WithBomQuotedAndDefused) {
  Scratch scratch;
  ASSERT_TRUE(write_points(scratch / "a.csv", "wgs84"));
  EXPECT_EQ(read_file(scratch / "a.csv"),
            "\xEF\xBB\xBFid,名称,欠薪_分,得分\r\n"
            "P-1,\"'=海淀, \"\"一\"\"期\",-123456789012345,57.125\r\n"
            "P-2,,,\r\n");
}

TEST(CsvOut, FormulaStartsAreDefusedAndNothingElse) {
  for (const char* bad : {"=1+1", "+86", "-2+3", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "＝1", "＋1", "－1",
                          "＠A", " =1", "　＝1", "\u00A0@x"})
    EXPECT_EQ(defused(bad), "'" + std::string(bad));
  for (const char* good : {"", "海淀", "1+1", "a=b", "'=1", "（＝）", "P-1", "～", " x"})
    EXPECT_EQ(defused(good), good);
}

TEST(CsvOut, CellsAreQuotedOnlyWhenTheyMust) {
  const auto cell = [](const char* text) {
    std::string line;
    append_csv_cell(line, text);
    return line;
  };
  EXPECT_EQ(cell("海淀"), "海淀");
  EXPECT_EQ(cell("a,b"), "\"a,b\"");
  EXPECT_EQ(cell("a;=b"), "\"a;=b\"");
  EXPECT_EQ(cell("a\"b"), "\"a\"\"b\"");
  EXPECT_EQ(cell("a\nb"), "\"a\nb\"");
  EXPECT_EQ(cell(" a"), "\" a\"");
}

TEST(VectorOut, AFileAppearsWholeOrNotAtAll) {
  Scratch scratch;
  for (const char* name : {"a.gpkg", "a.geojson", "a.csv"}) {
    write_file(scratch / name, "the old file");
    {
      auto writer = VectorWriter::create(scratch / name, points("wgs84"));
      ASSERT_TRUE(writer);
      ASSERT_TRUE((*writer)->add(std::vector<OutValue>{"P-1", "x", std::int64_t{1}, 1.0}, at(116, 39)));
    }  // never finished
    EXPECT_EQ(read_file(scratch / name), "the old file");
    auto writer = VectorWriter::create(scratch / name, points("EPSG:4548"));
    ASSERT_TRUE(writer);
    EXPECT_FALSE((*writer)->add(std::vector<OutValue>{"P-1", "x", std::int64_t{1}, 1.0}, at(10, 50)))
        << "outside the system";
    writer->reset();
    EXPECT_EQ(read_file(scratch / name), "the old file");
    ASSERT_TRUE(write_points(scratch / name, "wgs84"));
    EXPECT_NE(read_file(scratch / name), "the old file");
  }
  std::size_t left = 0;
  for ([[maybe_unused]] const auto& entry : std::filesystem::directory_iterator(scratch.folder())) ++left;
  EXPECT_EQ(left, 3u) << "nothing temporary stays";
}

TEST(VectorOut, PlacesThatCannotBeWrittenAreRefused) {
  Scratch scratch;
  std::filesystem::create_directory(scratch / "folder.csv");
  for (const std::filesystem::path& bad :
       {scratch / "no/such/folder/a.gpkg", scratch / "folder.csv", std::filesystem::path("/vsimem/a.gpkg"),
        std::filesystem::path("/proc/a.csv"), std::filesystem::path("http://127.0.0.1/a.csv")}) {
    testing::internal::CaptureStderr();
    const auto done = write_points(bad, "wgs84");
    EXPECT_EQ(testing::internal::GetCapturedStderr(), "");
    ASSERT_FALSE(done) << bad;
    EXPECT_EQ(done.error().code, ErrorCode::BadInput) << bad;
  }
  EXPECT_EQ(write_points(scratch / "a.xls", "wgs84").error().code, ErrorCode::Usage);
  EXPECT_EQ(write_points(scratch / "a", "wgs84").error().code, ErrorCode::Usage);
}

TEST(VectorOut, AFullDiskIsSaidAndLeavesNothing) {
  // A limit on the size of files stands for the full disk: writes past it fail.
  const auto run = run_command({"sh", "-c",
                                "ulimit -f 8; trap '' XFSZ; exec \"$0\" "
                                "--gtest_filter=VectorOut.DISABLED_ManyRows --gtest_also_run_disabled_tests",
                                std::filesystem::read_symlink("/proc/self/exe").string()});
  EXPECT_EQ(run.exit_code, 0) << run.out << run.err;
}

// Run by the test above, in a process that may write 4 KiB a file.
TEST(VectorOut, DISABLED_ManyRows) {
  Scratch scratch;
  for (const char* name : {"a.gpkg", "a.geojson", "a.csv"}) {
    Status status;
    {
      auto writer = VectorWriter::create(scratch / name, points("wgs84"));
      if (!writer) {
        status = std::unexpected(writer.error());
      } else {
        for (int i = 0; i < 20'000 && status; ++i)
          status = (*writer)->add(std::vector<OutValue>{"P-1", "x", std::int64_t{i}, 1.0}, at(116, 39));
        if (status) status = (*writer)->finish();
      }
    }
    EXPECT_FALSE(status) << name;
    EXPECT_FALSE(std::filesystem::exists(scratch / name)) << name;
  }
  EXPECT_TRUE(std::filesystem::is_empty(scratch.folder()));
}

}  // namespace anxin::test
