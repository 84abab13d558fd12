// The record tables of one batch: complaints, orders, blacklist, incidents, feeds and what they delivered.
// One way for all: find the row of the key, compare, keep what is replaced, write, digest. What differs
// stands in one RecordTable a row.
#include <fmt/format.h>

#include "data/store/batch_writer.hpp"
#include "data/store/in_order.hpp"
#include "data/store/words.hpp"

namespace anxin {
namespace {

// Numbers of what a row names, 0 for what it does not name or only this dry batch would add.
struct Numbers {
  std::int64_t project = 0, feed = 0;
};

void bind_day(Statement& s, int at, const std::optional<Day>& day) {
  if (day) {
    s.bind(at, day_number(*day));
  } else {
    s.bind_null(at);
  }
}

bool in_range(Day day) { return day_number(day) >= 0 && day_number(day) <= kMaxDay; }
bool in_range(const std::optional<Day>& day) { return !day || in_range(*day); }

std::optional<Day> day_column(const Statement& s, int column) {
  if (s.is_null(column)) return std::nullopt;
  return day_at(s.integer(column));
}

// Of each row: its name in the statements and in a sentence, how many parameters its key has, what is
// refused, how key and content are bound (content from parameter `at` on), and whether the row found is the
// same.
template <class Row>
struct RecordTable;

template <>
struct RecordTable<ComplaintRow> {
  static constexpr std::string_view kFind = "complaint_find", kAdd = "complaint_add",
                                    kKeep = "complaint_keep", kChange = "complaint_change";
  static constexpr int kKeys = 1;
  static auto key(const ComplaintRow& r) { return std::tie(r.id); }
  static std::string name(const ComplaintRow& r) { return r.id; }
  static bool is_sound(const ComplaintRow& r) {
    return !r.id.empty() && r.persons >= 0 && in_range(r.received) && in_range(r.closed) &&
           (!r.closed || *r.closed >= r.received);
  }
  static void bind_key(Statement& s, const ComplaintRow& r, const Numbers&) { s.bind(1, r.id); }
  static void bind_content(Statement& s, int at, const ComplaintRow& r, const Numbers& n) {
    s.bind(at, n.project).bind(at + 1, day_number(r.received)).bind(at + 2, r.persons);
    bind_optional(s, at + 3, r.claimed_fen);
    s.bind(at + 4, static_cast<int>(r.channel));
    bind_day(s, at + 5, r.closed);
  }
  static bool same(const Statement& s, const ComplaintRow& r, const Numbers& n) {
    return s.integer(0) == n.project && s.integer(1) == day_number(r.received) && s.integer(2) == r.persons &&
           s.optional_integer(3) == r.claimed_fen && s.integer(4) == static_cast<int>(r.channel) &&
           day_column(s, 5) == r.closed;
  }
};

template <>
struct RecordTable<OrderRow> {
  static constexpr std::string_view kFind = "rectification_order_find", kAdd = "rectification_order_add",
                                    kKeep = "rectification_order_keep",
                                    kChange = "rectification_order_change";
  static constexpr int kKeys = 1;
  static auto key(const OrderRow& r) { return std::tie(r.id); }
  static std::string name(const OrderRow& r) { return r.id; }
  static bool is_sound(const OrderRow& r) {
    return !r.id.empty() && in_range(r.issued) && in_range(r.due) && in_range(r.closed) &&
           r.due >= r.issued && (!r.closed || *r.closed >= r.issued);
  }
  static void bind_key(Statement& s, const OrderRow& r, const Numbers&) { s.bind(1, r.id); }
  static void bind_content(Statement& s, int at, const OrderRow& r, const Numbers& n) {
    s.bind(at, n.project).bind(at + 1, day_number(r.issued)).bind(at + 2, day_number(r.due));
    bind_day(s, at + 3, r.closed);
    s.bind(at + 4, r.subject);
  }
  static bool same(const Statement& s, const OrderRow& r, const Numbers& n) {
    return s.integer(0) == n.project && s.integer(1) == day_number(r.issued) &&
           s.integer(2) == day_number(r.due) && day_column(s, 3) == r.closed && s.text(4) == r.subject;
  }
};

template <>
struct RecordTable<BlacklistRow> {
  static constexpr std::string_view kFind = "blacklist_find", kAdd = "blacklist_add",
                                    kKeep = "blacklist_keep", kChange = "blacklist_change";
  static constexpr int kKeys = 2;
  static auto key(const BlacklistRow& r) { return std::tie(r.uscc, r.listed); }
  static std::string name(const BlacklistRow& r) { return r.uscc; }
  static bool is_sound(const BlacklistRow& r) {
    return !r.uscc.empty() && in_range(r.listed) && in_range(r.removed) && in_range(r.published) &&
           (!r.removed || *r.removed >= r.listed);
  }
  static void bind_key(Statement& s, const BlacklistRow& r, const Numbers&) {
    s.bind(1, r.uscc).bind(2, day_number(r.listed));
  }
  static void bind_content(Statement& s, int at, const BlacklistRow& r, const Numbers&) {
    bind_day(s, at, r.removed);
    bind_day(s, at + 1, r.published);
  }
  static bool same(const Statement& s, const BlacklistRow& r, const Numbers&) {
    return day_column(s, 0) == r.removed && day_column(s, 1) == r.published;
  }
};

template <>
struct RecordTable<IncidentRow> {
  static constexpr std::string_view kFind = "incident_find", kAdd = "incident_add", kKeep = "incident_keep",
                                    kChange = "incident_change";
  static constexpr int kKeys = 1;
  static auto key(const IncidentRow& r) { return std::tie(r.id); }
  static std::string name(const IncidentRow& r) { return r.id; }
  static bool is_sound(const IncidentRow& r) {
    return !r.id.empty() && r.persons >= 0 && in_range(r.reported) && in_range(r.closed) &&
           (!r.closed || *r.closed >= r.reported);
  }
  static void bind_key(Statement& s, const IncidentRow& r, const Numbers&) { s.bind(1, r.id); }
  static void bind_content(Statement& s, int at, const IncidentRow& r, const Numbers& n) {
    s.bind(at, n.project).bind(at + 1, day_number(r.reported)).bind(at + 2, r.persons);
    bind_day(s, at + 3, r.closed);
  }
  static bool same(const Statement& s, const IncidentRow& r, const Numbers& n) {
    return s.integer(0) == n.project && s.integer(1) == day_number(r.reported) && s.integer(2) == r.persons &&
           day_column(s, 3) == r.closed;
  }
};

template <>
struct RecordTable<FeedRow> {
  static constexpr std::string_view kFind = "feed_find", kAdd = "feed_add", kKeep = "feed_keep",
                                    kChange = "feed_change";
  static constexpr int kKeys = 1;
  static auto key(const FeedRow& r) { return std::tie(r.id); }
  static std::string name(const FeedRow& r) { return r.id; }
  static bool is_sound(const FeedRow& r) { return !r.id.empty() && r.stale_after_s > 0; }
  static void bind_key(Statement& s, const FeedRow& r, const Numbers&) { s.bind(1, r.id); }
  static void bind_content(Statement& s, int at, const FeedRow& r, const Numbers&) {
    s.bind(at, r.name).bind(at + 1, r.owner).bind(at + 2, static_cast<int>(r.kind));
    s.bind(at + 3, r.stale_after_s);
  }
  static bool same(const Statement& s, const FeedRow& r, const Numbers&) {
    return s.text(1) == r.name && s.text(2) == r.owner && s.integer(3) == static_cast<int>(r.kind) &&
           s.integer(4) == r.stale_after_s;
  }
};

// What has no content is never changed.
template <>
struct RecordTable<FeedArrivalRow> {
  static constexpr std::string_view kFind = "feed_arrival_find", kAdd = "feed_arrival_add", kKeep = {},
                                    kChange = {};
  static constexpr int kKeys = 2;
  static auto key(const FeedArrivalRow& r) { return std::tie(r.feed, r.arrived_at); }
  static std::string name(const FeedArrivalRow& r) { return r.feed; }
  static bool is_sound(const FeedArrivalRow& r) { return in_range(day_of(r.arrived_at)); }
  static void bind_key(Statement& s, const FeedArrivalRow& r, const Numbers& n) {
    s.bind(1, n.feed).bind(2, r.arrived_at.time_since_epoch().count());
  }
  static void bind_content(Statement&, int, const FeedArrivalRow&, const Numbers&) {}
  static bool same(const Statement&, const FeedArrivalRow&, const Numbers&) { return true; }
};

template <>
struct RecordTable<ProjectFeedRow> {
  static constexpr std::string_view kFind = "project_feed_find", kAdd = "project_feed_add", kKeep = {},
                                    kChange = {};
  static constexpr int kKeys = 1;
  static auto key(const ProjectFeedRow& r) { return std::tie(r.project, r.feed, r.valid_from); }
  static std::string name(const ProjectFeedRow& r) { return r.project; }
  static bool is_sound(const ProjectFeedRow& r) { return in_range(r.valid_from); }
  static void bind_key(Statement& s, const ProjectFeedRow& r, const Numbers& n) {
    s.bind(1, month_key(n.project, n.feed, day_number(r.valid_from)));
  }
  static void bind_content(Statement&, int, const ProjectFeedRow&, const Numbers&) {}
  static bool same(const Statement&, const ProjectFeedRow&, const Numbers&) { return true; }
};

}  // namespace

Result<std::int64_t> BatchWriter::feed_number(const std::string& id) {
  const Result<Statement*> find = statement("feed_find");
  if (!find) return std::unexpected(find.error());
  const Result<bool> found = (*find)->bind(1, id).next();
  if (!found) return std::unexpected(found.error());
  if (*found) {
    const std::int64_t number = (*find)->integer(0);
    (*find)->reset();
    if (number <= kMaxMonth) return number;
    return fail(ErrorCode::BadInput, "数据源超过 4095 个。", "There are more than 4095 feeds.");
  }
  if (dry_ && new_feeds_.contains(id)) return 0;
  return fail(ErrorCode::BadInput, fmt::format("数据引用了不存在的数据源 {}。", id),
              fmt::format("The data name an unknown feed {}.", id));
}

template <class Row>
Status BatchWriter::write_record(const Row& row, std::int64_t project, std::int64_t feed) {
  using Table = RecordTable<Row>;
  if (!Table::is_sound(row)) {
    return fail(
        ErrorCode::BadInput, fmt::format("记录“{}”缺少编号，或日期、人数超出范围。", Table::name(row)),
        fmt::format("Record \"{}\" has no number, or a day or count out of range.", Table::name(row)));
  }
  const Numbers numbers{project, feed};
  const Result<Statement*> find = statement(Table::kFind);
  if (!find) return std::unexpected(find.error());
  Table::bind_key(**find, row, numbers);
  const Result<bool> found = (*find)->next();
  if (!found) return std::unexpected(found.error());
  const bool equal = *found && Table::same(**find, row, numbers);
  (*find)->reset();
  if (equal) {
    ++result_.unchanged;
    return {};
  }
  ++(*found ? result_.changed : result_.added);
  digest_.add(row);
  if (dry_) return {};
  const Result<Statement*> write = statement(*found ? Table::kChange : Table::kAdd);
  if (!write) return std::unexpected(write.error());
  Table::bind_key(**write, row, numbers);
  (*write)->bind(Table::kKeys + 1, batch_);
  Table::bind_content(**write, Table::kKeys + 2, row, numbers);
  if (*found) {
    const Result<Statement*> keep = statement(Table::kKeep);
    if (!keep) return std::unexpected(keep.error());
    Table::bind_key(**keep, row, numbers);
    if (Status kept = (*keep)->bind(Table::kKeys + 1, batch_).run(); !kept) return kept;
  }
  return (*write)->run();
}

template <class Row>
Status BatchWriter::write_rows(const std::vector<Row>& rows) {
  std::string project, feed;
  std::int64_t project_at = 0, feed_at = 0;
  for (const std::uint32_t i : in_order(rows, RecordTable<Row>::key, result_.unchanged)) {
    if constexpr (requires { rows[i].project; }) {
      if (project_at == 0 || project != rows[i].project) {
        const Result<std::int64_t> number = project_number(rows[i].project);
        if (!number) return std::unexpected(number.error());
        project = rows[i].project;
        project_at = *number;
      }
    }
    if constexpr (requires { rows[i].feed; }) {
      if (feed_at == 0 || feed != rows[i].feed) {
        const Result<std::int64_t> number = feed_number(rows[i].feed);
        if (!number) return std::unexpected(number.error());
        feed = rows[i].feed;
        feed_at = *number;
      }
    }
    if (Status done = write_record(rows[i], project_at, feed_at); !done) return done;
    advance();
  }
  return {};
}

Status BatchWriter::write_records(const Batch& batch) {
  if (dry_) {
    for (const FeedRow& row : batch.feeds) new_feeds_.insert(row.id);
  }
  Status done = write_rows(batch.complaints);
  if (done) done = write_rows(batch.orders);
  if (done) done = write_rows(batch.blacklist);
  if (done) done = write_rows(batch.incidents);
  if (done) done = write_rows(batch.feeds);
  if (done) done = write_rows(batch.arrivals);
  if (done) done = write_rows(batch.project_feeds);
  return done;
}

}  // namespace anxin
