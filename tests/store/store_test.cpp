// The SpatiaLite store as a file: kept, refused, read-only, seen by GIS tools, backed up.
#include "data/store/store.hpp"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <cctype>
#include <filesystem>
#include <set>

#include "data/store/spatialite_store.hpp"
#include "data/store/sql.hpp"
#include "tests/store/sample.hpp"
#include "tests/tools/support.hpp"

namespace anxin::test {
namespace {

namespace fs = std::filesystem;

void make(const fs::path& file, int projects = 100, int months = 3) {
  auto store = create_store(file, sample_info());
  ASSERT_TRUE(store) << store.error().en;
  const auto result = (*store)->commit(0, sample_batch(projects, months, 1), origin_at(0, "c1"));
  ASSERT_TRUE(result) << result.error().en;
}

void run(const fs::path& file, const std::string& script) {
  auto database = Database::open(file, {});
  ASSERT_TRUE(database);
  const Status done = database->run(script);
  ASSERT_TRUE(done) << done.error().en;
}

std::string refusal(const fs::path& file, OpenMode mode = OpenMode::ReadWrite) {
  const auto store = open_store(file, mode);
  if (store) return "opened";
  EXPECT_EQ(store.error().code, ErrorCode::Store);
  EXPECT_TRUE(store.error().zh.ends_with("。"));
  EXPECT_EQ(store.error().en.find('\n'), std::string::npos);
  return store.error().en;
}

TEST(Store, KeepsWhatWasCommittedAcrossAReopen) {
  const Scratch scratch;
  make(scratch / "city.anxin");
  const auto store = open_store(scratch / "city.anxin");
  ASSERT_TRUE(store) << store.error().en;
  EXPECT_TRUE((*store)->notices().empty());
  EXPECT_EQ((*store)->revision(), 1U);
  const auto registry = (*store)->load_registry();
  EXPECT_EQ((*registry)->projects(), 100U);
  EXPECT_EQ((*store)->load_history(**registry)->months->size(), 300U);
  EXPECT_TRUE((*store)->verify()->ok);
}

TEST(Store, WritesWithWalAndFullSynchronous) {
  const Scratch scratch;
  auto store = create_spatialite(scratch / "city.anxin", sample_info(), {});
  ASSERT_TRUE(store);
  EXPECT_EQ(*(*store)->database().text("PRAGMA journal_mode"), "wal");
  EXPECT_EQ(*(*store)->database().integer("PRAGMA synchronous"), 2);
}

TEST(Store, RefusesWhatIsNotAStoreOfItsOwnInOneSentence) {
  const Scratch scratch;
  EXPECT_NE(refusal(scratch / "none.anxin").find("does not exist"), std::string::npos);
  EXPECT_NE(refusal(scratch.folder()).find("is a folder"), std::string::npos);
  write_file(scratch / "text.anxin", std::string(9000, 'x'));
  EXPECT_NE(refusal(scratch / "text.anxin").find("is not a store"), std::string::npos);
  write_file(scratch / "empty.anxin", "");
  EXPECT_NE(refusal(scratch / "empty.anxin").find("is not a store"), std::string::npos);
  {
    auto foreign = Database::open(scratch / "other.anxin", {.create = true});
    ASSERT_TRUE(foreign->run("CREATE TABLE t (i)"));
  }
  EXPECT_NE(refusal(scratch / "other.anxin").find("is not a store"), std::string::npos);
  EXPECT_NE(refusal(scratch / "other.anxin", OpenMode::ReadOnly).find("is not a store"), std::string::npos);
  make(scratch / "newer.anxin", 3, 0);
  run(scratch / "newer.anxin", "PRAGMA user_version = 99");
  EXPECT_NE(refusal(scratch / "newer.anxin").find("newer program"), std::string::npos);
  const auto again = create_store(scratch / "newer.anxin", sample_info());
  ASSERT_FALSE(again);
  EXPECT_NE(again.error().en.find("not overwritten"), std::string::npos);
  EXPECT_FALSE(create_store(scratch / "no/such/folder.anxin", sample_info()));
}

TEST(Store, ATruncatedFileIsRefusedOrFoundByVerify) {
  const Scratch scratch;
  make(scratch / "city.anxin");
  fs::resize_file(scratch / "city.anxin", fs::file_size(scratch / "city.anxin") / 2);
  const auto store = open_store(scratch / "city.anxin");
  if (!store) {
    EXPECT_EQ(store.error().code, ErrorCode::Store);
    return;
  }
  const auto report = (*store)->verify();
  EXPECT_TRUE(!report || !report->ok);
}

TEST(Store, TwoWritersMeetOnlyAtTheRevision) {
  const Scratch scratch;
  make(scratch / "city.anxin", 10, 1);
  auto first = open_store(scratch / "city.anxin"), second = open_store(scratch / "city.anxin");
  const auto seen = (*first)->foreign_changes();
  Batch batch;
  batch.projects = {project_row(50, LonLat::of_degrees(116.2, 39.7))};
  ASSERT_TRUE((*second)->commit(1, batch, origin_at(1, "s")));
  EXPECT_NE((*first)->foreign_changes(), seen);
  EXPECT_EQ((*first)->commit(1, batch, origin_at(2, "f")).error().code, ErrorCode::Stale);
  EXPECT_EQ((*first)->near_k(LonLat::of_degrees(116.2, 39.7), 1)->at(0).id, project_id(50));
}

TEST(Store, ReadOnlyReadsEverythingAndWritesNothing) {
  const Scratch scratch;
  make(scratch / "city.anxin", 10, 1);
  {
    auto store = open_store(scratch / "city.anxin", OpenMode::ReadOnly);
    ASSERT_TRUE(store) << store.error().en;
    EXPECT_EQ((*(*store)->load_registry())->projects(), 10U);
    const auto refused = (*store)->commit({}, sample_batch(11, 0, 1), origin_at(1, ""));
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().code, ErrorCode::Store);
    EXPECT_TRUE((*store)->verify()->ok);
  }
  auto immutable = Database::open(scratch / "city.anxin", {.immutable = true});
  ASSERT_TRUE(immutable);
  EXPECT_EQ(*immutable->integer("SELECT count(*) FROM project"), 10);
}

TEST(Store, OgrinfoSeesThreeLayersWithChineseAttributes) {
  const Scratch scratch;
  make(scratch / "city.anxin", 40, 1);
  const auto seen = run_command({"ogrinfo", "-ro", "-so", "-al", (scratch / "city.anxin").string()});
  ASSERT_EQ(seen.exit_code, 0) << seen.err;
  for (const char* part : {"Layer name: project\nGeometry: Point\nFeature Count: 40",
                           "Layer name: district\nGeometry: Multi Polygon",
                           "Layer name: supervising_unit\nGeometry: Multi Polygon",
                           "China Geodetic Coordinate System 2000", "编号: String", "名称: String",
                           "监管单位: String", "行业: String", "开工日期: Date", "合同额_分: Integer64"}) {
    EXPECT_NE(seen.out.find(part), std::string::npos) << part << " not in\n" << seen.out;
  }
  const auto one = run_command({"ogrinfo", "-ro", (scratch / "city.anxin").string(), "project", "-fid", "1"});
  EXPECT_NE(one.out.find(fmt::format("行业 (String) = {}", name_zh(Sector::Housing))), std::string::npos)
      << one.out;
}

TEST(Store, NoColumnMayHoldPersonalData) {
  const Scratch scratch;
  make(scratch / "city.anxin", 3, 1);
  auto database = Database::open(scratch / "city.anxin", {});
  Statement rows = *database->prepare(
      "SELECT t.name, c.name FROM sqlite_schema t JOIN pragma_table_xinfo(t.name) c WHERE t.type IN "
      "('table', 'view')");
  const std::set<std::string> refused = {
      "id_card",   "idcard",   "id_number",   "phone",  "mobile", "tel",    "telephone",
      "bank_card", "worker",   "worker_name", "person", "photo",  "face",   "姓名",
      "身份证",    "身份证号", "手机",        "手机号", "电话",   "银行卡", "工人"};
  const auto is_personal = [&](std::string name) {
    for (char& c : name) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
    return refused.contains(name);
  };
  int columns = 0;
  while (*rows.next()) {
    ++columns;
    EXPECT_FALSE(is_personal(std::string(rows.text(1)))) << rows.text(0) << "." << rows.text(1);
  }
  EXPECT_GT(columns, 100);
  EXPECT_TRUE(is_personal("Phone")) << "the detector fires";
}

TEST(Store, EveryColumnOfTheMigrationSaysWhatItIs) {
  std::string_view text = sql_file("0001_foundation.sql");
  int columns = 0;
  while (!text.empty()) {
    const std::string line(text.substr(0, text.find('\n')));
    text.remove_prefix(std::min(text.size(), line.size() + 1));
    const bool is_column = line.starts_with("  ") && line.size() > 2 && line[2] != ' ' &&
                           line.find("PRIMARY KEY (") == std::string::npos &&
                           line.find("SELECT") == std::string::npos &&
                           line.find("UNION") == std::string::npos;
    if (!is_column) continue;
    ++columns;
    EXPECT_NE(line.find("-- "), std::string::npos) << line;
  }
  EXPECT_GT(columns, 80);
}

TEST(Store, TheSchemaRefusesInfiniteAndOutlandishPositions) {
  const Scratch scratch;
  make(scratch / "city.anxin", 3, 1);
  auto database = Database::open(scratch / "city.anxin", {});
  for (const char* wrong : {"9e999", "-9e999", "181", "NULL", "'east'"}) {
    EXPECT_FALSE(database->run(fmt::format("UPDATE project SET 经度 = {} WHERE pkid = 1", wrong))) << wrong;
  }
  EXPECT_TRUE(database->run("UPDATE project SET 经度 = 116.5 WHERE pkid = 1"));
}

TEST(Store, ABackupIsAVerifiedStoreAndOverwritesNothing) {
  const Scratch scratch;
  make(scratch / "city.anxin", 50, 2);
  auto store = open_store(scratch / "city.anxin");
  const Status done = (*store)->backup(scratch / "copy.anxin");
  ASSERT_TRUE(done) << done.error().en;
  EXPECT_FALSE((*store)->backup(scratch / "copy.anxin"));
  EXPECT_FALSE((*store)->backup(scratch / "no/such/copy.anxin"));
  EXPECT_FALSE(fs::exists(scratch / "copy.anxin.part"));
  auto copy = open_store(scratch / "copy.anxin");
  ASSERT_TRUE(copy) << copy.error().en;
  EXPECT_TRUE((*copy)->notices().empty());
  EXPECT_TRUE((*copy)->verify()->ok);
  EXPECT_EQ((*(*copy)->load_registry())->projects(), 50U);
}

TEST(Store, ADamagedStoreIsNotNamedABackup) {
  const Scratch scratch;
  make(scratch / "city.anxin", 50, 2);
  run(scratch / "city.anxin",
      "UPDATE project_month SET paid_fen = paid_fen + 1 WHERE rowid = (SELECT min(key) FROM project_month)");
  auto store = open_store(scratch / "city.anxin");
  EXPECT_FALSE((*store)->backup(scratch / "copy.anxin"));
  EXPECT_FALSE(fs::exists(scratch / "copy.anxin"));
}

}  // namespace
}  // namespace anxin::test
