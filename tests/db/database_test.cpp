#include "data/db/database.hpp"

#include <gtest/gtest.h>

#include "data/db/geometry_blob.hpp"
#include "tests/tools/support.hpp"

namespace anxin::test {
namespace {

Database open_new(const std::filesystem::path& file) {
  Result<Database> database = Database::open(file, {.create = true});
  EXPECT_TRUE(database) << database.error().en;
  return std::move(*database);
}

TEST(Database, ValuesComeBackAsTheyWereBound) {
  const Scratch scratch;
  Database database = open_new(scratch / "a.db");
  ASSERT_TRUE(database.run("CREATE TABLE t (i INTEGER, r REAL, s TEXT, b BLOB, n INTEGER)"));
  Statement insert = *database.prepare("INSERT INTO t VALUES (?1, ?2, ?3, ?4, ?5)");
  const std::string bytes("a\0b", 3);
  insert.bind(1, INT64_MIN).bind(2, 0.1).bind(3, std::string_view("朝阳")).bind_blob(4, bytes).bind_null(5);
  ASSERT_TRUE(insert.run());
  Statement rows = *database.prepare("SELECT * FROM t");
  ASSERT_TRUE(*rows.next());
  EXPECT_EQ(rows.integer(0), INT64_MIN);
  EXPECT_EQ(rows.real(1), 0.1);
  EXPECT_EQ(rows.text(2), "朝阳");
  EXPECT_EQ(rows.blob(3), bytes);
  EXPECT_TRUE(rows.is_null(4));
  EXPECT_FALSE(rows.optional_integer(4));
  EXPECT_FALSE(*rows.next());
}

TEST(Database, AnUncommittedTransactionLeavesNothing) {
  const Scratch scratch;
  Database database = open_new(scratch / "a.db");
  ASSERT_TRUE(database.run("CREATE TABLE t (i)"));
  {
    Result<Transaction> transaction = Transaction::begin(database);
    ASSERT_TRUE(transaction);
    ASSERT_TRUE(database.run("INSERT INTO t VALUES (1)"));
  }
  EXPECT_EQ(*database.integer("SELECT count(*) FROM t"), 0);
  Result<Transaction> transaction = Transaction::begin(database);
  ASSERT_TRUE(database.run("INSERT INTO t VALUES (1)"));
  ASSERT_TRUE(transaction->commit());
  EXPECT_EQ(*database.integer("SELECT count(*) FROM t"), 1);
}

TEST(Database, ASecondWriterIsToldThatTheFileIsBusy) {
  const Scratch scratch;
  Database first = open_new(scratch / "a.db");
  ASSERT_TRUE(first.run("CREATE TABLE t (i)"));
  Database second = *Database::open(scratch / "a.db", {.spatial = false, .busy_timeout_ms = 0});
  const Result<Transaction> held = Transaction::begin(first);
  ASSERT_TRUE(held);
  const Result<Transaction> refused = Transaction::begin(second);
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, ErrorCode::Store);
  EXPECT_NE(refused.error().en.find("locked by another program"), std::string::npos);
}

TEST(Database, MissingFilesFoldersAndForeignFilesAreRefusedInASentence) {
  const Scratch scratch;
  EXPECT_FALSE(Database::open(scratch / "none.db", {}));
  const Result<Database> folder = Database::open(scratch.folder(), {});
  ASSERT_FALSE(folder);
  EXPECT_NE(folder.error().en.find("is a folder"), std::string::npos);
  write_file(scratch / "text.db", std::string(5000, 'x'));
  Database text = *Database::open(scratch / "text.db", {.spatial = false});
  const auto read = text.integer("SELECT count(*) FROM sqlite_schema");
  ASSERT_FALSE(read);
  EXPECT_NE(read.error().en.find("not a store"), std::string::npos);
}

TEST(Database, AValueThatBreaksACheckIsBadInputAndAWrongStatementIsOurFault) {
  const Scratch scratch;
  Database database = open_new(scratch / "a.db");
  ASSERT_TRUE(database.run("CREATE TABLE t (i CHECK (i > 0))"));
  EXPECT_EQ(database.run("INSERT INTO t VALUES (-1)").error().code, ErrorCode::BadInput);
  EXPECT_EQ(database.run("SELEC 1").error().code, ErrorCode::Internal);
  EXPECT_FALSE(database.prepare("SELECT * FROM nowhere"));
}

TEST(Database, ReadOnlyRefusesToWrite) {
  const Scratch scratch;
  (void)open_new(scratch / "a.db").run("CREATE TABLE t (i)");
  Database reader = *Database::open(scratch / "a.db", {.read_only = true});
  const Status refused = reader.run("INSERT INTO t VALUES (1)");
  ASSERT_FALSE(refused);
  EXPECT_NE(refused.error().en.find("read-only"), std::string::npos);
}

std::string hex(std::string_view bytes) {
  static constexpr char kDigits[] = "0123456789ABCDEF";
  std::string out;
  for (const char c : bytes) {
    out.push_back(kDigits[static_cast<unsigned char>(c) >> 4]);
    out.push_back(kDigits[static_cast<unsigned char>(c) & 15]);
  }
  return out;
}

MultiPolygon two_squares() {
  const auto p = [](double x, double y) { return LonLat::of_degrees(x, y); };
  const Ring outer{p(116, 39), p(117, 39), p(117, 40), p(116, 40), p(116, 39)};
  const Ring hole{p(116.2, 39.2), p(116.2, 39.4), p(116.4, 39.4), p(116.4, 39.2), p(116.2, 39.2)};
  const Ring far{p(118, 39), p(118.5, 39), p(118.5, 39.5), p(118, 39)};
  return {{outer, {hole}}, {far, {}}};
}

TEST(GeometryBlob, IsByteForByteWhatSpatiaLiteWrites) {
  const Scratch scratch;
  Database database = open_new(scratch / "a.db");
  const PointBlob point = point_blob(LonLat::of_degrees(116.4, 39.9));
  EXPECT_EQ(*database.text("SELECT hex(MakePoint(116.4, 39.9, 4490))"), hex({point.data(), point.size()}));
  EXPECT_EQ(*database.text("SELECT hex(GeomFromText('MULTIPOLYGON(((116 39,117 39,117 40,116 40,116 39),"
                           "(116.2 39.2,116.2 39.4,116.4 39.4,116.4 39.2,116.2 39.2)),"
                           "((118 39,118.5 39,118.5 39.5,118 39)))', 4490))"),
            hex(area_blob(two_squares())));
}

TEST(GeometryBlob, ReadsBackAndRefusesWhatIsDamaged) {
  const std::string blob = area_blob(two_squares());
  const Result<MultiPolygon> area = area_from_blob(blob);
  ASSERT_TRUE(area);
  EXPECT_EQ((*area)[0].holes, two_squares()[0].holes);
  EXPECT_EQ((*area)[1].outer, two_squares()[1].outer);
  for (std::size_t n = 0; n < blob.size(); n += 3) EXPECT_FALSE(area_from_blob(blob.substr(0, n)));
  std::string many = blob;
  many[43] = many[44] = many[45] = '\x7F';
  EXPECT_FALSE(area_from_blob(many)) << "a count that cannot be";
  EXPECT_FALSE(point_from_blob(blob));
  const PointBlob point = point_blob(LonLat::of_degrees(116.4, 39.9));
  EXPECT_EQ(*point_from_blob({point.data(), point.size()}), LonLat::of_degrees(116.4, 39.9));
}

}  // namespace
}  // namespace anxin::test
