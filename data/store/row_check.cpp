#include "data/store/row_check.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <string>
#include <tuple>
#include <unordered_map>
#include <utility>

#include "data/store/sql.hpp"
#include "data/store/words.hpp"

namespace anxin {
namespace {

using Digests = std::map<std::int64_t, RowDigest>;  // by batch
using Keys = std::vector<std::pair<std::int64_t, std::string>>;

template <class Take>
Status each(SpatialiteStore& store, std::string_view name, Take take) {
  const Result<Statement*> rows = store.statement(name);
  if (!rows) return std::unexpected(rows.error());
  while (true) {
    const Result<bool> row = (*rows)->next();
    if (!row) return std::unexpected(row.error());
    if (!*row) return {};
    take(std::as_const(**rows));
  }
}

Result<Keys> keys(SpatialiteStore& store, std::string_view name) {
  Keys out;
  const Status done =
      each(store, name, [&](const Statement& s) { out.emplace_back(s.integer(0), std::string(s.text(1))); });
  if (!done) return std::unexpected(done.error());
  return out;
}

Status add_months(SpatialiteStore& store, const Keys& projects, Digests& digests) {
  const Result<Statement*> rows = store.statement("rows_months");
  if (!rows) return std::unexpected(rows.error());
  ProjectMonthRow month;
  for (const auto& [pkid, id] : projects) {
    month.project = id;
    (*rows)->bind(1, pkid);
    while (true) {
      const Result<bool> row = (*rows)->next();
      if (!row) return std::unexpected(row.error());
      if (!*row) break;
      const std::int64_t key = (*rows)->integer(0);
      month.month = month_at(static_cast<int>(month_key_month(key)) + MonthColumns::kMonthBase);
      month.valid_from = day_at(key_day(key));
      month_figures_at(**rows, 2, month);
      digests[(*rows)->integer(1)].add(month);
    }
  }
  return {};
}

Status add_safeguards(SpatialiteStore& store, const Keys& subjects, bool of_enterprise, Digests& digests) {
  const Result<Statement*> rows = store.statement("rows_safeguards");
  if (!rows) return std::unexpected(rows.error());
  for (const auto& [pkid, code] : subjects) {
    const std::int64_t from = safeguard_key(of_enterprise, pkid, Safeguard::RealName, 0);
    (*rows)->bind(1, from).bind(2, from + (std::int64_t{1} << 20) - 1);
    while (true) {
      const Result<bool> row = (*rows)->next();
      if (!row) return std::unexpected(row.error());
      if (!*row) break;
      const std::int64_t key = (*rows)->integer(0);
      digests[(*rows)->integer(1)].add(SafeguardRow{code, of_enterprise, safeguard_key_safeguard(key),
                                                    static_cast<SafeguardState>((*rows)->integer(2)),
                                                    day_at(key_day(key)), optional_at<Fen>(**rows, 3)});
    }
  }
  return {};
}

// Ids by number, for rows that name a project or feed.
class Names {
 public:
  explicit Names(const Keys& keys) {
    for (const auto& [number, id] : keys) names_.emplace(number, id);
  }
  std::string operator[](std::int64_t number) const {
    const auto found = names_.find(number);
    return found == names_.end() ? std::string() : std::string(found->second);
  }

 private:
  std::unordered_map<std::int64_t, std::string_view> names_;
};

std::optional<Day> day_column(const Statement& s, int column) {
  if (s.is_null(column)) return std::nullopt;
  return day_at(s.integer(column));
}

// Complaints, orders, blacklist, incidents: in the canonical order as they come.
Status add_cases(SpatialiteStore& store, const Names& project, Digests& digests) {
  Status done = each(store, "rows_complaint", [&](const Statement& s) {
    digests[s.integer(0)].add(ComplaintRow{std::string(s.text(1)), project[s.integer(2)],
                                           day_at(s.integer(3)), static_cast<std::int32_t>(s.integer(4)),
                                           optional_at<Fen>(s, 5), static_cast<Channel>(s.integer(6)),
                                           day_column(s, 7)});
  });
  if (!done) return done;
  done = each(store, "rows_rectification_order", [&](const Statement& s) {
    digests[s.integer(0)].add(OrderRow{std::string(s.text(1)), project[s.integer(2)], day_at(s.integer(3)),
                                       day_at(s.integer(4)), day_column(s, 5), std::string(s.text(6))});
  });
  if (!done) return done;
  done = each(store, "rows_blacklist", [&](const Statement& s) {
    digests[s.integer(0)].add(
        BlacklistRow{std::string(s.text(1)), day_at(s.integer(2)), day_column(s, 3), day_column(s, 4)});
  });
  if (!done) return done;
  return each(store, "rows_incident", [&](const Statement& s) {
    digests[s.integer(0)].add(IncidentRow{std::string(s.text(1)), project[s.integer(2)], day_at(s.integer(3)),
                                          static_cast<std::int32_t>(s.integer(4)), day_column(s, 5)});
  });
}

// Every row of a statement whose parameter 1 is `number`.
template <class Take>
Status each_of(SpatialiteStore& store, std::string_view name, std::int64_t number, Take take) {
  const Result<Statement*> rows = store.statement(name);
  if (!rows) return std::unexpected(rows.error());
  (*rows)->bind(1, number);
  while (true) {
    const Result<bool> row = (*rows)->next();
    if (!row) return std::unexpected(row.error());
    if (!*row) return {};
    take(std::as_const(**rows));
  }
}

Status add_feeds(SpatialiteStore& store, const Keys& projects, Digests& digests) {
  Status done = each(store, "rows_feed", [&](const Statement& s) {
    digests[s.integer(0)].add(FeedRow{std::string(s.text(1)), std::string(s.text(2)), std::string(s.text(3)),
                                      static_cast<FeedKind>(s.integer(4)), s.integer(5)});
  });
  if (!done) return done;
  const Result<Keys> feeds = keys(store, "rows_feed_keys");
  if (!feeds) return std::unexpected(feeds.error());
  for (const auto& [number, id] : *feeds) {
    done = each_of(store, "rows_feed_arrival", number, [&](const Statement& s) {
      digests[s.integer(0)].add(FeedArrivalRow{id, Instant{std::chrono::seconds{s.integer(1)}}});
    });
    if (!done) return done;
  }
  const Names feed(*feeds);
  std::vector<std::tuple<std::string, std::int64_t, std::int64_t>> links;  // feed, day, batch
  for (const auto& [number, id] : projects) {
    links.clear();
    done = each_of(store, "rows_project_feed", number, [&](const Statement& s) {
      links.emplace_back(feed[month_key_month(s.integer(1))], key_day(s.integer(1)), s.integer(0));
    });
    if (!done) return done;
    std::ranges::sort(links);
    for (const auto& [of, day, batch] : links) digests[batch].add(ProjectFeedRow{id, of, day_at(day)});
  }
  return {};
}

Status add_all(SpatialiteStore& store, Digests& digests) {
  Status done = each(store, "rows_enterprises", [&](const Statement& s) {
    digests[s.integer(0)].add(
        EnterpriseRow{std::string(s.text(1)), std::string(s.text(2)), static_cast<Credit>(s.integer(3))});
  });
  if (done) {
    done = each(store, "rows_projects",
                [&](const Statement& s) { digests[s.integer(0)].add(project_at(s, 1)); });
  }
  if (!done) return done;
  const Result<Keys> projects = keys(store, "rows_keys");
  if (!projects) return std::unexpected(projects.error());
  const Result<Keys> enterprises = keys(store, "rows_enterprise_keys");
  if (!enterprises) return std::unexpected(enterprises.error());
  done = add_months(store, *projects, digests);
  if (done) done = add_safeguards(store, *projects, false, digests);
  if (done) done = add_safeguards(store, *enterprises, true, digests);
  if (done) done = add_cases(store, Names(*projects), digests);
  if (done) done = add_feeds(store, *projects, digests);
  return done;
}

}  // namespace

Result<std::vector<StoreNotice>> row_faults(SpatialiteStore& store) {
  Digests digests;
  if (Status done = add_all(store, digests); !done) return std::unexpected(done.error());
  std::vector<StoreNotice> faults;
  const auto fault = [&](std::int64_t batch, std::string_view zh, std::string_view en) {
    faults.push_back({fmt::format("第 {} 批{}。", batch, zh), fmt::format("Batch {} {}.", batch, en)});
  };
  const Status done = each(store, "batch_rows", [&](const Statement& s) {
    if (s.integer(9) != 0) return;
    const std::int64_t batch = s.integer(0);
    const auto expected = static_cast<std::size_t>(s.integer(6) + s.integer(7));
    const auto found = digests.find(batch);
    if (found == digests.end() || found->second.rows() != expected) {
      const std::size_t rows = found == digests.end() ? 0 : found->second.rows();
      fault(batch, fmt::format("的数据应有 {} 行，现有 {} 行", expected, rows),
            fmt::format("should have {} rows and has {}", expected, rows));
    } else if (found->second.finish() != s.text(8)) {
      fault(batch, "的数据与流水中的摘要不符", "holds rows that do not match the journal's digest");
    }
    if (found != digests.end()) digests.erase(found);
  });
  if (!done) return std::unexpected(done.error());
  for (const auto& [batch, digest] : digests) fault(batch, "有数据而无登记", "has rows but no entry");
  return faults;
}

}  // namespace anxin
