// The tables beside the journal: what SQL and GIS see of operations, what verify finds in them, and stores of
// the formats before.
#include <fmt/format.h>
#include <gtest/gtest.h>

#include "data/store/spatialite_store.hpp"
#include "data/store/sql.hpp"
#include "tests/store/sample.hpp"
#include "tests/store/sample_operations.hpp"
#include "tests/tools/support.hpp"

namespace anxin::test {
namespace {

namespace fs = std::filesystem;

class OperationTables : public ::testing::Test {
 protected:
  void SetUp() override {
    auto store = create_store(file_, sample_info());
    ASSERT_TRUE(store) << store.error().en;
    std::int64_t second = 0;
    for (const Changes& changes : a_day()) {
      const auto done = (*store)->commit_operations((*store)->revision(), changes,
                                                    origin_at(second, fmt::format("c{}", second)));
      ASSERT_TRUE(done) << done.error().en;
      second += 60;
    }
  }
  std::string ask(const std::string& question) {
    auto database = Database::open(file_, {});
    auto rows = database->prepare(question);
    if (!rows) return rows.error().en;
    std::string out;
    while (rows->next().value_or(false)) out += (out.empty() ? "" : "\n") + std::string(rows->text(0));
    return out;
  }
  std::string faults() {
    auto store = open_store(file_, OpenMode::ReadOnly);
    if (!store) return store.error().en;
    const auto report = (*store)->verify();
    if (!report) return report.error().en;
    std::string all;
    for (const std::string& fault : report->faults_en) all += fault + "\n";
    return all;
  }
  void change(const std::string& script) {
    auto database = Database::open(file_, {});
    const Status done = database->run(script);
    ASSERT_TRUE(done) << script << ": " << done.error().en;
  }
  Scratch scratch_;
  fs::path file_ = scratch_ / "city.anxin";
};

TEST_F(OperationTables, SayWhatTheDayCameTo) {
  EXPECT_EQ(faults(), "");
  EXPECT_EQ(ask("SELECT 编号 || ' ' || 状态 || ' ' || 结案结论 || ' ' || 追回金额_分 FROM incident_case "
                "ORDER BY 编号"),
            incident_id(0) + " 已结案 足额支付 86000000\n" + incident_id(1) + " 已并入  0");
  EXPECT_EQ(ask("SELECT 认领时间 FROM incident_case WHERE 编号 = '" + incident_id(0) + "'"),
            "2018-03-02T14:14:20Z");
  EXPECT_EQ(ask("SELECT 编号 || ' ' || 职能 || ' ' || 状态 FROM response_unit ORDER BY 编号"),
            unit_id(0) + " 牵头、调解 可用\n" + unit_id(1) + " 牵头 可用\n" + unit_id(3) + " 牵头、调解 停用")
      << "unit 2 was retired";
  EXPECT_EQ(ask("SELECT X(geometry) || ' ' || 经度 FROM response_unit WHERE 编号 = '" + unit_id(1) + "'"),
            "116.25 116.25")
      << "where it reported itself";
  EXPECT_EQ(ask("SELECT state || ' ' || coalesce(on_scene, 'never') FROM assignment ORDER BY id"),
            fmt::format("4 {}\n5 never", 1'520'000'000 + 360));
  EXPECT_EQ(ask("SELECT number || ' ' || persons FROM situation_report"), "1 30\n2 12");
  EXPECT_EQ(
      ask("SELECT 编号 FROM road_closure WHERE ST_Contains(geometry, MakePoint(116.15, 39.65, 4490)) = 1"),
      "C-20180302-01");
  EXPECT_EQ(ask("SELECT 解除时间 IS NULL FROM road_closure ORDER BY 编号"), "1\n0");
  EXPECT_EQ(ask("SELECT sum(CASE move WHEN 1 THEN -fen ELSE fen END) FROM fund_entry"), "414000000");
}

TEST_F(OperationTables, TheOutboxHoldsOneRowForEachMessageOfADispatchOrAnEscalation) {
  EXPECT_EQ(ask("SELECT revision || '/' || number || ' ' || post || ' ' || post_telephone || ' ' || "
                "coalesce(sent, 'unsent') FROM outbox ORDER BY revision, number"),
            "5/1 样例监察 0 队 010-55500000 unsent\n5/2 样例监察 1 队 010-55500001 unsent\n"
            "6/1 样例监察 0 队 010-55500000 unsent\n6/2 市指挥中心值班长  unsent");
  EXPECT_EQ(ask("SELECT text FROM outbox WHERE revision = 5 AND number = 1"),
            "派单：I-20180302-000 样例路 0 号，Ⅳ 级，任职能牵头，指派 I-20180302-000/1。");
  change("UPDATE outbox SET sent = 1520009999 WHERE revision = 5 AND number = 1");
  EXPECT_EQ(faults(), "") << "that a message went out is no part of the journal";
}

TEST_F(OperationTables, EveryRowEditedAddedOrRemovedIsNamed) {
  const auto found = [&](const std::string& edit, const std::string& back, const std::string& words) {
    change(edit);
    const std::string what = faults();
    EXPECT_NE(what.find(words), std::string::npos) << edit << " gave:\n" << what;
    change(back);
    EXPECT_EQ(faults(), "") << back;
  };
  const std::string i = incident_id(0);
  found("UPDATE response_unit SET 名称 = 名称 || 'x'", "UPDATE response_unit SET 名称 = rtrim(名称, 'x')",
        "Row U-110105-LEAD-00000 of response_unit holds 样例监察 0 队x in column 2 where the journal says");
  found(
      "UPDATE response_unit SET geometry = MakePoint(116.1, 39.6, 4490) WHERE 编号 = '" + unit_id(1) + "'",
      "UPDATE response_unit SET geometry = MakePoint(116.25, 39.75, 4490) WHERE 编号 = '" + unit_id(1) + "'",
      "Row " + unit_id(1) + " of response_unit");
  found("UPDATE incident_case SET 人数 = 人数 + 1 WHERE 编号 = '" + i + "'",
        "UPDATE incident_case SET 人数 = 人数 - 1 WHERE 编号 = '" + i + "'",
        "Row " + i + " of incident_case");
  found("UPDATE incident_case SET 派单时间 = NULL WHERE 编号 = '" + i + "'",
        "UPDATE incident_case SET 派单时间 = '2018-03-02T14:17:20Z' WHERE 编号 = '" + i + "'",
        "Row " + i + " of incident_case holds NULL");
  found("UPDATE assignment SET state = 3 WHERE id = '" + i + "/1'",
        "UPDATE assignment SET state = 4 WHERE id = '" + i + "/1'",
        "Row " + i + "/1 of assignment holds 3 in column 6 where the journal says 4");
  found("UPDATE situation_report SET persons = 0 WHERE number = 2",
        "UPDATE situation_report SET persons = 12 WHERE number = 2", "Row " + i + "/2 of situation_report");
  found("UPDATE road_closure SET 截止时间 = '2019-01-01T00:00:00Z' WHERE 编号 = 'C-20180302-01'",
        "UPDATE road_closure SET 截止时间 = (SELECT 截止时间 FROM road_closure WHERE 编号 = 'C-20180302-02') "
        "WHERE 编号 = 'C-20180302-01'",
        "Row C-20180302-01 of road_closure");
  found("UPDATE fund_entry SET fen = fen - 1 WHERE number = 2",
        "UPDATE fund_entry SET fen = fen + 1 WHERE number = 2", "Row 2 of fund_entry holds 85999999");
  found("DELETE FROM outbox WHERE revision = 6 AND number = 2",
        "INSERT INTO outbox SELECT 6, 2, assignment, '市指挥中心值班长', '', '逾期未接单，请督促' || "
        "substr(text, 3), "
        "1520000300, NULL FROM outbox WHERE revision = 5 AND number = 2",
        "Row 6/2 of outbox is missing");
  found("UPDATE outbox SET post_telephone = '010-1' WHERE revision = 5 AND number = 1",
        "UPDATE outbox SET post_telephone = '010-55500000' WHERE revision = 5 AND number = 1",
        "Row 5/1 of outbox");
  found("UPDATE operation_record SET seat = 'x' WHERE revision = 3",
        "UPDATE operation_record SET seat = '值班一席' WHERE revision = 3",
        "The entry of operations record 3 does not match the journal.");
  found("INSERT INTO fund_entry VALUES (3, '110105', 0, 5, '', 1, '')",
        "DELETE FROM fund_entry WHERE number = 3", "Row 3 of fund_entry is not what the journal amounts to.");
  change("DELETE FROM operation_record WHERE revision = 4");
  EXPECT_NE(faults().find("The entry of operations record 4"), std::string::npos) << faults();
}

TEST_F(OperationTables, ARecordFlippedInTheJournalIsNamed) {
  change(
      "UPDATE journal SET canonical = CAST(replace(canonical, '86000000', '86000001') AS BLOB) WHERE "
      "revision = 13");
  EXPECT_NE(faults().find("Journal record 13 does not match its digest."), std::string::npos) << faults();
}

TEST_F(OperationTables, ADamagedLayerIndexIsFoundAndRebuiltWithANotice) {
  for (const char* script :
       {"DELETE FROM idx_response_unit_geometry WHERE pkid = 1",
        "UPDATE idx_incident_case_geometry SET xmin = 100, xmax = 100 WHERE pkid = 1",
        "INSERT INTO idx_road_closure_geometry VALUES (99, 116, 116, 39, 39)",
        "UPDATE idx_response_unit_geometry_node SET data = zeroblob(1228) WHERE nodeno = 1"}) {
    change(script);
    EXPECT_NE(faults().find("The spatial index of the layer"), std::string::npos)
        << script << ": " << faults();
    {
      const auto store = open_store(file_);
      ASSERT_TRUE(store) << store.error().en;
      ASSERT_EQ((*store)->notices().size(), 1U) << script;
      EXPECT_NE((*store)->notices()[0].en.find("It was rebuilt."), std::string::npos);
    }
    EXPECT_EQ(faults(), "") << script;
  }
}

TEST_F(OperationTables, OgrinfoSeesTheLayersWithChineseAttributes) {
  const auto seen = run_command({"ogrinfo", "-ro", "-so", "-al", file_.string()});
  ASSERT_EQ(seen.exit_code, 0) << seen.err;
  for (const char* part :
       {"Layer name: response_unit\nGeometry: Point\nFeature Count: 3",
        "Layer name: incident_case\nGeometry: Point\nFeature Count: 2",
        "Layer name: road_closure\nGeometry: Multi Polygon\nFeature Count: 2", "职能: String",
        "报告时间: DateTime", "诉求金额_分: Integer64", "监管单位: String"}) {
    EXPECT_NE(seen.out.find(part), std::string::npos) << part << " not in\n" << seen.out;
  }
  const auto one = run_command({"ogrinfo", "-ro", file_.string(), "incident_case", "-fid", "1"});
  EXPECT_NE(one.out.find("状态 (String) = 已结案"), std::string::npos) << one.out;
  EXPECT_NE(one.out.find("报告时间 (DateTime) = 2018/03/02"), std::string::npos) << one.out;
}

TEST_F(OperationTables, ABackupHoldsTheOperationsAndAnotherSeatGoesOnWithThem) {
  {
    auto store = open_store(file_);
    const Status done = (*store)->backup(scratch_ / "copy.anxin");
    ASSERT_TRUE(done) << done.error().en;
  }
  auto copy = open_store(scratch_ / "copy.anxin"), other = open_store(scratch_ / "copy.anxin");
  ASSERT_TRUE(copy) << copy.error().en;
  EXPECT_EQ((*copy)->operation_records()->size(), a_day().size());
  // Two seats by turns: each has to see what the other wrote before it projects its own.
  for (int n = 0; n < 6; ++n) {
    Store& seat = n % 2 == 0 ? **copy : **other;
    ASSERT_TRUE(seat.commit_operations(seat.revision(),
                                       {SituationReported{incident_id(0), {3 + n, {}, "s", n, ""}}},
                                       origin_at(5000 + n, "")));
  }
  EXPECT_TRUE((*copy)->verify()->ok) << (*copy)->verify()->faults_en.front();
  EXPECT_EQ((*other)->operation_records(a_day().size())->size(), 6U);
}

TEST_F(OperationTables, AValueThatTheTablesRefuseLeavesTheStoreAsBefore) {
  auto store = open_store(file_);
  const Revision before = (*store)->revision();
  const auto refused = (*store)->commit_operations(
      before, {LogAppended{incident_id(0), "x"}, FundMoved{{"110105", FundMove::Raised, 0, "", {}, ""}}},
      origin_at(9000, "bad"));
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, ErrorCode::BadInput);
  EXPECT_EQ((*store)->revision(), before);
  EXPECT_FALSE(*(*store)->operation_answer("bad"));
  EXPECT_TRUE(
      (*store)->commit_operations(before, {LogAppended{incident_id(0), "x"}}, origin_at(9000, "bad")));
  EXPECT_TRUE((*store)->verify()->ok);
}

// A store as the format before wrote it.
void make_format_2(const fs::path& file) {
  {
    auto store = create_store(file, sample_info());
    ASSERT_TRUE(store);
    ASSERT_TRUE((*store)->commit({}, sample_batch(20, 1, 1), origin_at(0, "")));
    ASSERT_TRUE((*store)->commit({}, sample_records(20), origin_at(1, "")));
  }
  auto database = Database::open(file, {});
  const Status done = database->run(without_operations());
  ASSERT_TRUE(done) << done.error().en;
}

std::int64_t format_of(const fs::path& file) {
  auto database = Database::open(file, {.read_only = true});
  return database ? database->integer("PRAGMA user_version").value_or(-1) : -1;
}

TEST(OperationsMigration, AStoreOfFormat2OpenedForWritingTakesOperations) {
  const Scratch scratch;
  make_format_2(scratch / "city.anxin");
  ASSERT_EQ(format_of(scratch / "city.anxin"), 2);
  auto store = open_store(scratch / "city.anxin");
  ASSERT_TRUE(store) << store.error().en;
  EXPECT_EQ(format_of(scratch / "city.anxin"), 3);
  ASSERT_TRUE((*store)->commit_operations(2, opening(3, 2, 5), origin_at(5, "")));
  EXPECT_EQ((*(*store)->load_registry())->projects(), 20U);
  EXPECT_TRUE((*store)->verify()->ok) << (*store)->verify()->faults_en.front();
}

TEST(OperationsMigration, AStoreOfFormat2OpenedReadOnlyHasNoOperationsAndIsLeftAsItIs) {
  const Scratch scratch;
  make_format_2(scratch / "city.anxin");
  {
    auto store = open_store(scratch / "city.anxin", OpenMode::ReadOnly);
    ASSERT_TRUE(store) << store.error().en;
    EXPECT_TRUE((*store)->notices().empty());
    EXPECT_TRUE((*store)->operation_records()->empty());
    EXPECT_FALSE(*(*store)->operation_answer("x"));
    EXPECT_EQ((*(*store)->load_registry())->projects(), 20U);
    EXPECT_TRUE((*store)->verify()->ok) << (*store)->verify()->faults_en.front();
    EXPECT_FALSE((*store)->commit_operations(2, opening(1, 0, 1), origin_at(1, "")));
  }
  EXPECT_EQ(format_of(scratch / "city.anxin"), 2);
}

TEST(OperationsMigration, AFailureHalfWayLeavesFormat2) {
  const Scratch scratch;
  make_format_2(scratch / "city.anxin");
  {
    auto database = Database::open(scratch / "city.anxin", {});
    ASSERT_TRUE(database->run("CREATE TABLE outbox (x)"));  // in the way of the last table
  }
  EXPECT_FALSE(open_store(scratch / "city.anxin"));
  EXPECT_EQ(format_of(scratch / "city.anxin"), 2);
  auto database = Database::open(scratch / "city.anxin", {});
  EXPECT_EQ(*database->integer("SELECT count(*) FROM sqlite_schema WHERE name LIKE '%incident_case%'"), 0);
  EXPECT_EQ(*database->integer("SELECT count(*) FROM geometry_columns"), 3);
}

TEST(OperationsMigration, EveryColumnSaysWhatItIs) {
  std::string_view text = sql_file("0003_operations.sql");
  int columns = 0;
  while (!text.empty()) {
    const std::string line(text.substr(0, text.find('\n')));
    text.remove_prefix(std::min(text.size(), line.size() + 1));
    if (!line.starts_with("  ") || line.find("PRIMARY KEY (") != std::string::npos) continue;
    ++columns;
    EXPECT_NE(line.find("-- "), std::string::npos) << line;
  }
  EXPECT_GT(columns, 80);
}

}  // namespace
}  // namespace anxin::test
