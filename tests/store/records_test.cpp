// Complaints, orders, blacklist, incidents and feeds: what every Store does with them, and a store of the
// format before them.
#include <fmt/format.h>

#include "data/store/spatialite_store.hpp"
#include "data/store/sql.hpp"
#include "tests/store/contract.hpp"
#include "tests/store/sample_operations.hpp"

namespace anxin::test {
namespace {

using namespace std::chrono;
namespace fs = std::filesystem;

constexpr int kProjects = 20;
constexpr std::size_t kFeedRows = 2 + 12 + 2 * kProjects;

class RecordsContract : public StoreContract {
 protected:
  void put_both() {
    put(sample_batch(kProjects, 0, 1), "", 1);
    put(sample_records(kProjects), "", 2);
  }
};

void expect_equal(const Records& a, const Records& b) {
  const auto same_text = [](const Strings& x, const Strings& y) {
    ASSERT_EQ(x.size(), y.size());
    for (std::size_t i = 0; i < x.size(); ++i) EXPECT_EQ(x[i], y[i]) << i;
  };
  EXPECT_EQ(a.complaints.first, b.complaints.first);
  same_text(a.complaints.id, b.complaints.id);
  EXPECT_EQ(a.complaints.received, b.complaints.received);
  EXPECT_EQ(a.complaints.persons, b.complaints.persons);
  EXPECT_EQ(a.complaints.claimed_fen, b.complaints.claimed_fen);
  EXPECT_EQ(a.complaints.channel, b.complaints.channel);
  EXPECT_EQ(a.complaints.closed, b.complaints.closed);
  EXPECT_EQ(a.orders.first, b.orders.first);
  same_text(a.orders.id, b.orders.id);
  same_text(a.orders.subject, b.orders.subject);
  EXPECT_EQ(a.orders.issued, b.orders.issued);
  EXPECT_EQ(a.orders.due, b.orders.due);
  EXPECT_EQ(a.orders.closed, b.orders.closed);
  EXPECT_EQ(a.incidents.first, b.incidents.first);
  same_text(a.incidents.id, b.incidents.id);
  EXPECT_EQ(a.incidents.reported, b.incidents.reported);
  EXPECT_EQ(a.incidents.persons, b.incidents.persons);
  EXPECT_EQ(a.incidents.closed, b.incidents.closed);
  EXPECT_EQ(a.blacklist.kept, b.blacklist.kept);
  EXPECT_EQ(a.blacklist.first, b.blacklist.first);
  EXPECT_EQ(a.blacklist.listed, b.blacklist.listed);
  EXPECT_EQ(a.blacklist.removed, b.blacklist.removed);
  EXPECT_EQ(a.blacklist.published, b.blacklist.published);
  same_text(a.feeds.id, b.feeds.id);
  same_text(a.feeds.name, b.feeds.name);
  same_text(a.feeds.owner, b.feeds.owner);
  EXPECT_EQ(a.feeds.kind, b.feeds.kind);
  EXPECT_EQ(a.feeds.stale_after_s, b.feeds.stale_after_s);
  EXPECT_EQ(a.feeds.first_arrival, b.feeds.first_arrival);
  EXPECT_EQ(a.feeds.arrived_at, b.feeds.arrived_at);
  EXPECT_EQ(a.project_feeds.first, b.project_feeds.first);
  EXPECT_EQ(a.project_feeds.feed, b.project_feeds.feed);
  EXPECT_EQ(a.project_feeds.valid_from, b.project_feeds.valid_from);
}

Records records_of(Store& store) {
  const auto registry = store.load_registry();
  EXPECT_TRUE(registry) << registry.error().en;
  auto history = store.load_history(**registry);
  EXPECT_TRUE(history) << history.error().en;
  return std::move(history->records);
}

TEST_P(RecordsContract, ColumnsHoldEveryFieldInTheirOrder) {
  put_both();
  MemoryStore twin(sample_info());
  ASSERT_TRUE(twin.commit({}, sample_batch(kProjects, 0, 1), origin_at(1, ""), {}));
  ASSERT_TRUE(twin.commit({}, sample_records(kProjects), origin_at(2, ""), {}));
  const auto r = registry();
  expect_equal(r->records, records_of(twin));
  // By hand: project 6 has C-6 of day 6 after the day-0 complaint C-6-2, and order O-6 open.
  const Records& held = r->records;
  const std::size_t c = held.complaints.first[6];
  ASSERT_EQ(held.complaints.first[7] - c, 2U);
  EXPECT_EQ(held.complaints.id[c], "C-6-2");
  EXPECT_EQ(held.complaints.id[c + 1], "C-6");
  EXPECT_EQ(held.complaints.persons[c + 1], 7);
  EXPECT_EQ(held.complaints.claimed_fen[c], 5'000'00);
  EXPECT_EQ(held.orders.closed[held.orders.first[6]], kUnknownDay);
  EXPECT_EQ(held.orders.subject[held.orders.first[7]], "设置告示牌");
  ASSERT_EQ(held.feeds.size(), 2U);
  EXPECT_EQ(held.feeds.id[0], "bank-01");
  EXPECT_EQ(held.feeds.latest_arrival(0, Instant{seconds{1'519'900'000}}), Instant{seconds{1'519'900'000}});
  EXPECT_EQ(held.feeds.latest_arrival(0, Instant{seconds{1'519'899'999}}), Instant{seconds{1'519'860'000}});
  EXPECT_FALSE(held.feeds.latest_arrival(0, Instant{seconds{1'500'000'000}}));
}

TEST_P(RecordsContract, BlacklistHoldsFromListingToTheDayOfRemoval) {
  put_both();
  const auto r = registry();
  const Day listed{local_days{year{2018} / 3 / 1}};
  ASSERT_TRUE(r->records.blacklist.kept);
  EXPECT_EQ(r->records.blacklist.size(), 2U) << "a third enterprise is known to no table";
  EXPECT_FALSE(r->records.blacklist.is_listed(0, listed - days{1}));
  EXPECT_TRUE(r->records.blacklist.is_listed(0, listed));
  EXPECT_TRUE(r->records.blacklist.is_listed(0, listed + days{899}));
  EXPECT_FALSE(r->records.blacklist.is_listed(0, listed + days{900}));
  EXPECT_TRUE(r->records.blacklist.is_listed(0, listed - days{31}));
  EXPECT_FALSE(r->records.blacklist.is_listed(0, listed - days{30}));
  EXPECT_FALSE(r->records.blacklist.is_listed(1, listed));
}

TEST_P(RecordsContract, TheLaterFeedOfAKindHoldsForAProject) {
  put_both();
  const auto r = registry();
  const Day first{local_days{year{2018} / 3 / 1}};
  const Records& held = r->records;
  EXPECT_EQ(held.feed_of(1, FeedKind::Bank, first), 0U);
  EXPECT_EQ(held.feed_of(1, FeedKind::Bank, first - days{301}), kNone);
  EXPECT_EQ(held.feed_of(1, FeedKind::RealName, first), kNone);
  EXPECT_EQ(held.feed_of(4, FeedKind::RealName, first - days{4}), 1U);
  EXPECT_EQ(held.feed_of(4, FeedKind::RealName, first - days{5}), kNone);
}

TEST_P(RecordsContract, RowsEqualToWhatIsStoredCountAsUnchangedAndEachFieldAsAChange) {
  put_both();
  const Batch batch = sample_records(kProjects);
  const std::size_t rows =
      batch.complaints.size() + batch.orders.size() + 3 + batch.incidents.size() + kFeedRows;
  const BatchResult again = put(batch, "again");
  EXPECT_EQ(again.batch, 0);
  EXPECT_EQ(again.unchanged, rows);
  const auto changes = [&](auto alter) {
    Batch one = sample_records(kProjects);
    alter(one);
    const BatchResult seen = store_->preview(one).value_or(BatchResult{});
    const BatchResult done = put(one);
    EXPECT_EQ(done.changed, 1U);
    EXPECT_EQ(done.added, 0U);
    EXPECT_EQ(seen.digest, done.digest);
    put(batch);
  };
  changes([](Batch& b) { b.complaints[0].received += days{1}; });
  changes([](Batch& b) { b.complaints[0].persons += 1; });
  changes([](Batch& b) { b.complaints[0].claimed_fen = 1; });
  changes([](Batch& b) { b.complaints[0].channel = Channel::Other; });
  changes([](Batch& b) { b.complaints[0].closed = b.complaints[0].received; });
  changes([](Batch& b) { b.complaints[0].project = project_id(1); });
  changes([](Batch& b) { b.orders[0].due += days{1}; });
  changes([](Batch& b) { b.orders[0].subject = "其他"; });
  changes([](Batch& b) { b.orders[0].closed = b.orders[0].due; });
  changes([](Batch& b) { b.blacklist[0].removed.reset(); });
  changes([](Batch& b) { b.blacklist[2].published = b.blacklist[2].listed; });
  changes([](Batch& b) { b.incidents[0].persons = 99; });
  changes([](Batch& b) { b.incidents[0].closed.reset(); });
  changes([](Batch& b) { b.feeds[0].owner = "另一家"; });
  changes([](Batch& b) { b.feeds[1].stale_after_s = 1; });
  const auto report = store_->verify();
  ASSERT_TRUE(report);
  EXPECT_TRUE(report->ok) << report->faults_en.front();
}

TEST_P(RecordsContract, ABadRecordRefusesTheWholeBatch) {
  put(sample_batch(kProjects, 0, 1));
  const Day day{days{17600}};
  std::vector<Batch> bad(12);
  bad[0].complaints = {{"C-1", "nobody", day, 1, {}, Channel::Other, {}}};
  bad[1].complaints = {{"", project_id(1), day, 1, {}, Channel::Other, {}}};
  bad[2].complaints = {{"C-1", project_id(1), day, -1, {}, Channel::Other, {}}};
  bad[3].complaints = {{"C-1", project_id(1), day, 1, {}, Channel::Other, day - days{1}}};
  bad[4].orders = {{"O-1", project_id(1), day, day - days{1}, {}, "x"}};
  bad[5].orders = {{"O-1", "nobody", day, day, {}, "x"}};
  bad[6].blacklist = {{"", day, {}, {}}};
  bad[7].blacklist = {{uscc_of(1), day, day - days{1}, {}}};
  bad[8].incidents = {{"I-1", "nobody", day, 5, {}}};
  bad[9].feeds = {{"f", "f", "f", FeedKind::Bank, 0}};
  bad[10].arrivals = {{"nobody", Instant{seconds{1'520'000'000}}}};
  bad[11].project_feeds = {{project_id(1), "nobody", day}};
  for (std::size_t i = 0; i < bad.size(); ++i) {
    const auto refused = store_->commit({}, bad[i], origin_at(5, ""));
    ASSERT_FALSE(refused) << i;
    EXPECT_EQ(refused.error().code, ErrorCode::BadInput) << i;
    EXPECT_FALSE(store_->preview(bad[i])) << i;
  }
  EXPECT_EQ(store_->revision(), 1U);
}

TEST_P(RecordsContract, UndoTakesRecordsBackAndWhatWasKnownStays) {
  put_both();
  Batch later;
  later.complaints = {{"C-6", project_id(6), Day{days{17600}}, 40, {}, Channel::Other, {}}};
  later.arrivals = {{"bank-01", Instant{seconds{1'519'999'000}}}};
  later.feeds = {{"bank-02", "二号", "二号", FeedKind::Bank, 1}};
  const BatchResult third = put(later, "", 3);
  EXPECT_EQ(third.changed, 1U);
  EXPECT_EQ(third.added, 2U);
  const auto refused = store_->undo(2, origin_at(4, ""));
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, ErrorCode::Refused);
  ASSERT_TRUE(store_->undo(third.batch, origin_at(4, "")));
  MemoryStore twin(sample_info());
  ASSERT_TRUE(twin.commit({}, sample_batch(kProjects, 0, 1), origin_at(1, ""), {}));
  ASSERT_TRUE(twin.commit({}, sample_records(kProjects), origin_at(2, ""), {}));
  const Records before = records_of(twin);
  expect_equal(registry()->records, before);
  expect_equal(registry(origin_at(2, "").at)->records, before);
  EXPECT_EQ(registry(origin_at(3, "").at)->records.feeds.size(), 3U);
  EXPECT_EQ(registry(origin_at(1, "").at)->records.feeds.size(), 0U);
  EXPECT_FALSE(registry(origin_at(1, "").at)->records.blacklist.kept);
  EXPECT_FALSE(store_->undo(1, origin_at(5, ""))) << "records hang on its projects";
  ASSERT_TRUE(store_->undo(2, origin_at(5, "")));
  EXPECT_EQ(registry()->records.complaints.size(), 0U);
  EXPECT_EQ(put(sample_records(kProjects), "", 6).batch, 6);
  expect_equal(registry()->records, before);
  EXPECT_TRUE(store_->verify()->ok);
}

TEST_P(RecordsContract, HistoryNamesTheBatchOfARecord) {
  put_both();
  const auto history = *store_->history(project_id(6), 10);
  ASSERT_EQ(history.size(), 2U);
  EXPECT_EQ(history[0].batch, 2);
}

INSTANTIATE_TEST_SUITE_P(Stores, RecordsContract, kStores, store_name);

TEST(Records, EditedBehindTheJournalsBackAreNamed) {
  const Scratch scratch;
  auto store = create_spatialite(scratch / "city.anxin", sample_info(), {});
  ASSERT_TRUE(store);
  ASSERT_TRUE((*store)->commit({}, sample_batch(kProjects, 0, 1), origin_at(0, ""), {}));
  ASSERT_TRUE((*store)->commit({}, sample_records(kProjects), origin_at(1, ""), {}));
  ASSERT_TRUE((*store)->verify()->ok);
  for (const auto& [edit, back] :
       {std::pair{"UPDATE complaint SET persons = persons + 1 WHERE id = 'C-6'",
                  "UPDATE complaint SET persons = persons - 1 WHERE id = 'C-6'"},
        std::pair{"UPDATE rectification_order SET due = due + 1 WHERE id = 'O-6'",
                  "UPDATE rectification_order SET due = due - 1 WHERE id = 'O-6'"},
        std::pair{"UPDATE blacklist SET removed = removed + 1", "UPDATE blacklist SET removed = removed - 1"},
        std::pair{"UPDATE incident SET persons = 0 WHERE id = 'I-5'",
                  "UPDATE incident SET persons = 12 WHERE id = 'I-5'"},
        std::pair{"UPDATE feed SET stale_after_s = 1 + stale_after_s",
                  "UPDATE feed SET stale_after_s = stale_after_s - 1"},
        std::pair{"UPDATE feed_arrival SET arrived_at = arrived_at + 1",
                  "UPDATE feed_arrival SET arrived_at = arrived_at - 1"},
        std::pair{"UPDATE project_feed SET key = key + 1 WHERE project = 6",
                  "UPDATE project_feed SET key = key - 1 WHERE project = 6"}}) {
    ASSERT_TRUE((*store)->database().run(edit)) << edit;
    const auto report = (*store)->verify();
    EXPECT_FALSE(report->ok) << edit;
    EXPECT_NE(report->faults_en.empty() ? "" : report->faults_en.front(), "") << edit;
    ASSERT_TRUE((*store)->database().run(back)) << back;
    EXPECT_TRUE((*store)->verify()->ok) << back;
  }
}

// A store as the format before wrote it.
void make_format_1(const fs::path& file) {
  {
    auto store = create_store(file, sample_info());
    ASSERT_TRUE(store);
    ASSERT_TRUE((*store)->commit({}, sample_batch(kProjects, 2, 1), origin_at(0, "")));
  }
  auto database = Database::open(file, {});
  ASSERT_TRUE(database);
  std::string script = without_operations();
  for (const char* table : {"complaint", "rectification_order", "blacklist", "incident", "feed",
                            "feed_arrival", "project_feed"}) {
    script += fmt::format("DROP TABLE {0}; DROP TABLE {0}_version;", table);
  }
  ASSERT_TRUE(database->run(script + "PRAGMA user_version = 1"));
}

std::int64_t format_of(const fs::path& file) {
  auto database = Database::open(file, {.read_only = true});
  return database ? database->integer("PRAGMA user_version").value_or(-1) : -1;
}

TEST(Migration, AStoreOfFormat1OpenedForWritingTakesRecords) {
  const Scratch scratch;
  make_format_1(scratch / "city.anxin");
  ASSERT_EQ(format_of(scratch / "city.anxin"), 1);
  auto store = open_store(scratch / "city.anxin");
  ASSERT_TRUE(store) << store.error().en;
  EXPECT_EQ(format_of(scratch / "city.anxin"), 3);
  EXPECT_EQ((*(*store)->load_registry())->projects(), static_cast<std::size_t>(kProjects));
  ASSERT_TRUE((*store)->commit({}, sample_records(kProjects), origin_at(1, "")));
  EXPECT_EQ(records_of(**store).feeds.size(), 2U);
  EXPECT_TRUE((*store)->verify()->ok);
  EXPECT_TRUE(open_store(scratch / "city.anxin")) << "the second opening has nothing to do";
}

TEST(Migration, AStoreOfFormat1OpenedReadOnlyIsReadWholeAndLeftAsItIs) {
  const Scratch scratch;
  make_format_1(scratch / "city.anxin");
  {
    auto store = open_store(scratch / "city.anxin", OpenMode::ReadOnly);
    ASSERT_TRUE(store) << store.error().en;
    const auto r = (*store)->load_registry();
    ASSERT_TRUE(r) << r.error().en;
    EXPECT_EQ((*r)->projects(), static_cast<std::size_t>(kProjects));
    EXPECT_EQ(records_of(**store).complaints.size(), 0U);
    EXPECT_TRUE((*store)->history(project_id(1), 3));
    EXPECT_TRUE((*store)->verify()->ok);
    EXPECT_FALSE((*store)->commit({}, sample_records(kProjects), origin_at(1, "")));
  }
  EXPECT_EQ(format_of(scratch / "city.anxin"), 1);
}

TEST(Migration, AFailureHalfWayLeavesFormat1) {
  const Scratch scratch;
  make_format_1(scratch / "city.anxin");
  {
    auto database = Database::open(scratch / "city.anxin", {});
    ASSERT_TRUE(database->run("CREATE TABLE project_feed (x)"));  // in the way of the last table but one
  }
  const auto refused = open_store(scratch / "city.anxin");
  ASSERT_FALSE(refused);
  EXPECT_EQ(format_of(scratch / "city.anxin"), 1);
  auto database = Database::open(scratch / "city.anxin", {});
  EXPECT_EQ(*database->integer("SELECT count(*) FROM sqlite_schema WHERE name = 'complaint'"), 0);
}

TEST(Migration, EveryColumnSaysWhatItIs) {
  std::string_view text = sql_file("0002_records.sql");
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
