// Planted damage of every kind: each found and named by verify, the spatial index repaired at open.
#include <fmt/format.h>
#include <gtest/gtest.h>

#include <filesystem>

#include "data/store/spatial_index.hpp"
#include "data/store/spatialite_store.hpp"
#include "tests/store/sample.hpp"
#include "tests/tools/support.hpp"

namespace anxin::test {
namespace {

class Verify : public ::testing::Test {
 protected:
  void SetUp() override {
    auto store = create_store(file_, sample_info());
    ASSERT_TRUE(store) << store.error().en;
    for (int n = 1; n <= 5; ++n) {
      ASSERT_TRUE((*store)->commit({}, sample_batch(30 * n, 1, 1), origin_at(n, fmt::format("c{}", n))));
    }
    Batch changed;
    changed.projects = {project_row(3, LonLat::of_degrees(116.9, 39.9))};
    changed.months = {month_row(3, 1, 1, 1)};
    ASSERT_TRUE((*store)->commit({}, changed, origin_at(6, "c6")));
    ASSERT_TRUE((*store)->undo(6, origin_at(7, "c7")));
  }
  void damage(const std::string& script) {
    auto database = Database::open(file_, {});
    ASSERT_TRUE(database);
    const Status done = database->run(script);
    ASSERT_TRUE(done) << done.error().en;
  }
  // All faults in English, one a line; empty when all is well.
  std::string faults() {
    auto store = open_store(file_, OpenMode::ReadOnly);
    if (!store) return store.error().en;
    const auto report = (*store)->verify();
    if (!report) return report.error().en;
    EXPECT_EQ(report->ok, report->faults_en.empty());
    EXPECT_EQ(report->faults_en.size(), report->faults_zh.size());
    std::string all;
    for (const std::string& fault : report->faults_en) all += fault + "\n";
    return all;
  }
  void expect_found(const std::string& script, const std::string& words) {
    damage(script);
    EXPECT_NE(faults().find(words), std::string::npos) << script << " gave:\n" << faults();
  }
  Scratch scratch_;
  std::filesystem::path file_ = scratch_ / "city.anxin";
};

TEST_F(Verify, FindsNothingInASoundStore) {
  EXPECT_EQ(faults(), "");
  const auto report = (*open_store(file_))->verify();
  EXPECT_EQ(report->records, 8U);
  EXPECT_EQ(report->head.size(), 64U);
}

TEST_F(Verify, NamesAFlippedRecord) {
  expect_found(
      "UPDATE journal SET canonical = CAST(replace(canonical, 'rows', 'rowz') AS BLOB) WHERE revision = 3",
      "Journal record 3 does not match its digest.");
}

TEST_F(Verify, NamesADeletedRecord) {
  expect_found("DELETE FROM journal WHERE revision = 4", "Journal record 4 is missing");
}

TEST_F(Verify, NamesAnInsertedRecord) {
  expect_found(
      "UPDATE journal SET revision = 8 WHERE revision = 7;"
      "INSERT INTO journal SELECT 7, canonical, digest FROM journal WHERE revision = 6",
      "Journal record 7 does not match its digest.");
}

TEST_F(Verify, NamesReorderedRecords) {
  expect_found(
      "UPDATE journal SET revision = 99 WHERE revision = 2; UPDATE journal SET revision = 2 WHERE revision = "
      "3;"
      "UPDATE journal SET revision = 3 WHERE revision = 99",
      "Journal record 2 does not match its digest.");
}

TEST_F(Verify, NamesACutTailByTheHeadOutside) {
  damage(
      "DELETE FROM journal WHERE revision = 7; DELETE FROM batch WHERE batch = 7;"
      "UPDATE project SET since = 1 WHERE since = 7");
  EXPECT_NE(faults().find("The journal's tail was cut: the head outside names record 7."), std::string::npos)
      << faults();
  const auto store = open_store(file_);
  ASSERT_TRUE(store);
  EXPECT_FALSE((*store)->notices().empty());
}

TEST_F(Verify, NamesAChainForgedWholeByTheHeadOutside) {
  const std::string head = read_file(head_path(file_));
  write_file(head_path(file_), "7 " + std::string(64, 'a') + "\n");
  EXPECT_NE(faults().find("Journal record 7 does not match the head outside."), std::string::npos);
  write_file(head_path(file_), "nonsense");
  EXPECT_NE(faults().find("cannot be understood"), std::string::npos);
  std::filesystem::remove(head_path(file_));
  EXPECT_NE(faults().find("no head file"), std::string::npos);
  write_file(head_path(file_), head);
  EXPECT_EQ(faults(), "");
}

TEST_F(Verify, NamesRowsEditedBehindTheJournalsBack) {
  expect_found("UPDATE project_month SET paid_fen = 1 WHERE key = (SELECT max(key) FROM project_month)",
               "Batch 5 holds rows that do not match the journal's digest.");
}

TEST_F(Verify, NamesRowsRemovedOrReplacedRowsEdited) {
  expect_found("DELETE FROM safeguard WHERE key = (SELECT max(key) FROM safeguard)", "should have");
  expect_found("UPDATE project_version SET 名称 = 'x' WHERE batch = 6",
               "Batch 6 holds rows that do not match");
}

TEST_F(Verify, NamesABatchEntryThatTheJournalDoesNotKnow) {
  expect_found("UPDATE batch SET source = 'x' WHERE batch = 2",
               "The entry of batch 2 does not match the journal.");
}

// The marks stand in tables that any SQLite shell can edit; record 0 tells what the store was made as.
TEST_F(Verify, NamesADrillMarkPutInLater) {
  expect_found("INSERT INTO exercise (one) VALUES (1)", "The drill mark does not match journal record 0.");
}

TEST_F(Verify, NamesADrillMarkTakenOut) {
  StoreInfo info = sample_info();
  info.exercise = true;
  file_ = scratch_ / "drill.anxin";
  ASSERT_TRUE(create_store(file_, info));
  EXPECT_EQ(faults(), "") << "a drill's store as it was made";
  expect_found("DELETE FROM exercise", "The drill mark does not match journal record 0.");
}

TEST_F(Verify, TellsAMarkFromADistrictThatWasMoved) {
  damage("UPDATE store SET simulated = 1 - simulated");
  EXPECT_EQ(faults(), "The mark of simulated data does not match journal record 0.\n");
  damage("UPDATE store SET simulated = 1 - simulated; UPDATE district SET 英文名 = 英文名 || 'x'");
  EXPECT_EQ(faults(), "Pack, anchor, districts or supervising units do not match journal record 0.\n");
}

TEST_F(Verify, NamesAProjectWhoseGeometryIsElsewhere) {
  expect_found("UPDATE project SET geometry = MakePoint(116.3, 39.6, 4490) WHERE pkid = 9",
               "The geometry of project P-110105-00008 does not match");
}

TEST_F(Verify, DamagedIndexEntriesAreFoundAtOpenAndRebuiltWithANotice) {
  for (const char* script :
       {"DELETE FROM idx_project_geometry WHERE pkid = 5",
        "UPDATE idx_project_geometry SET xmin = 100, xmax = 100 WHERE pkid = 6",
        "INSERT INTO idx_project_geometry VALUES (9999, 116, 116, 39, 39)",
        "UPDATE idx_project_geometry_node SET data = zeroblob(1228) WHERE nodeno = 1",
        "UPDATE idx_project_geometry_node SET data = CAST(substr(data, 1, 40) AS BLOB) WHERE nodeno = 2",
        "DELETE FROM idx_project_geometry_node WHERE nodeno = 3"}) {
    damage(script);
    EXPECT_NE(faults().find("spatial index"), std::string::npos) << script << " gave: " << faults();
    {
      const auto store = open_store(file_);
      ASSERT_TRUE(store) << script << ": " << store.error().en;
      ASSERT_EQ((*store)->notices().size(), 1U) << script;
      EXPECT_NE((*store)->notices()[0].en.find("It was rebuilt."), std::string::npos);
      EXPECT_EQ((*store)->near_k(LonLat::of_degrees(116.4, 39.8), 1000)->size(), 150U);
    }
    EXPECT_EQ(faults(), "") << script;
  }
}

TEST_F(Verify, AnIndexPackedWholeIsSoundAndKeepsUpWithSingleEdits) {
  Scratch scratch;
  auto store = create_spatialite(scratch / "large.anxin", sample_info(), {});
  ASSERT_TRUE(store);
  std::unique_ptr<Store> s = std::move(*store);
  const Batch large = sample_batch(9000, 0, 3);
  ASSERT_TRUE(s->commit({}, large, origin_at(1, "")));
  Batch edits;
  for (int n = 0; n < 300; ++n) {
    edits.projects.push_back(project_row(n * 29, LonLat::of_degrees(116.1 + n * 0.002, 39.6)));
    edits.projects.push_back(project_row(20000 + n, LonLat::of_degrees(116.1 + n * 0.002, 39.7)));
  }
  ASSERT_TRUE(s->commit({}, edits, origin_at(2, "")));
  EXPECT_TRUE(s->verify()->ok) << s->verify()->faults_en.front();
  EXPECT_EQ(s->near_k(LonLat::of_degrees(116.4, 39.8), 20000)->size(), 9300U);
  ASSERT_TRUE(s->undo(2, origin_at(3, "")));
  ASSERT_TRUE(s->undo(1, origin_at(4, "")));
  EXPECT_TRUE(s->verify()->ok) << s->verify()->faults_en.front();
  EXPECT_TRUE(s->near_k(LonLat::of_degrees(116.4, 39.8), 5)->empty());
  ASSERT_TRUE(s->commit({}, large, origin_at(5, "")));
  EXPECT_TRUE(s->verify()->ok) << s->verify()->faults_en.front();
}

}  // namespace
}  // namespace anxin::test
