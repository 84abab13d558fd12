// The months, safeguards and records out of the tables, in bulk, for a registry that is loaded.
#include <algorithm>

#include "data/store/load_records.hpp"
#include "data/store/load_rows.hpp"
#include "data/store/sql.hpp"
#include "data/store/words.hpp"

namespace anxin {
namespace {

// Appends rows in the order of their keys to columns grouped by subject; `place` puts them in the subjects'
// order at the end.
struct SafeguardRows {
  std::vector<Index> subject;
  SafeguardColumns columns;
  void reserve(std::size_t n) {
    subject.reserve(n);
    columns.safeguard.reserve(n);
    columns.state.reserve(n);
    columns.valid_from.reserve(n);
    columns.amount_fen.reserve(n);
  }
};

// Counting sort by `subject`, stable: columns whose rows came in another order than the registry's.
template <class Column>
void permute(std::vector<Column>& column, const std::vector<std::uint32_t>& target) {
  std::vector<Column> sorted(column.size());
  for (std::size_t i = 0; i < column.size(); ++i) sorted[target[i]] = column[i];
  column = std::move(sorted);
}

// first[] of each subject and, when the rows are not in the subjects' order, where each row goes.
std::vector<std::uint32_t> group(const std::vector<Index>& subject, std::size_t subjects,
                                 std::vector<std::uint32_t>& first) {
  first.assign(subjects + 1, 0);
  for (const Index s : subject) ++first[s + 1];
  for (std::size_t i = 0; i < subjects; ++i) first[i + 1] += first[i];
  if (std::is_sorted(subject.begin(), subject.end())) return {};
  std::vector<std::uint32_t> next(first.begin(), first.end() - 1), target(subject.size());
  for (std::size_t i = 0; i < subject.size(); ++i) target[i] = next[subject[i]]++;
  return target;
}

SafeguardColumns placed(SafeguardRows&& rows, std::size_t subjects) {
  const std::vector<std::uint32_t> target = group(rows.subject, subjects, rows.columns.first);
  if (!target.empty()) {
    permute(rows.columns.safeguard, target);
    permute(rows.columns.state, target);
    permute(rows.columns.valid_from, target);
    permute(rows.columns.amount_fen, target);
  }
  return std::move(rows.columns);
}

void add_safeguard(SafeguardRows& rows, Index subject, const Statement& s) {
  const std::int64_t key = s.integer(0);
  rows.subject.push_back(subject);
  rows.columns.safeguard.push_back(safeguard_key_safeguard(key));
  rows.columns.state.push_back(static_cast<SafeguardState>(s.integer(1)));
  rows.columns.valid_from.push_back(static_cast<std::int32_t>(key_day(key)));
  rows.columns.amount_fen.push_back(s.optional_integer(2).value_or(kUnknownFen));
}

void add_month(MonthColumns& m, std::int64_t key, const Statement& s) {
  m.month.push_back(static_cast<std::int16_t>(month_key_month(key)));
  m.valid_from.push_back(static_cast<std::int32_t>(key_day(key)));
  m.attended.push_back(static_cast<std::int32_t>(s.optional_integer(1).value_or(kUnknownHeads)));
  m.paid_heads.push_back(static_cast<std::int32_t>(s.optional_integer(2).value_or(kUnknownHeads)));
  m.due_fen.push_back(s.optional_integer(3).value_or(kUnknownFen));
  m.paid_fen.push_back(s.optional_integer(4).value_or(kUnknownFen));
  m.inflow_fen.push_back(s.optional_integer(5).value_or(kUnknownFen));
  m.balance_fen.push_back(s.optional_integer(6).value_or(kUnknownFen));
  m.last_payroll.push_back(static_cast<std::int32_t>(s.optional_integer(7).value_or(kUnknownDay)));
}

template <class Each>
void each_month_column(MonthColumns& m, Each apply) {
  apply(m.month);
  apply(m.valid_from);
  apply(m.attended);
  apply(m.paid_heads);
  apply(m.due_fen);
  apply(m.paid_fen);
  apply(m.inflow_fen);
  apply(m.balance_fen);
  apply(m.last_payroll);
}

// pkid to index: ids of the registry against those of the tables.
Result<std::vector<Index>> project_indices(SpatialiteStore& store, const Registry& registry,
                                           const std::optional<std::int64_t>& batch) {
  const Result<Statement*> rows = now_or_known(store, "load_keys", "load_keys_known", batch);
  if (!rows) return std::unexpected(rows.error());
  std::vector<Index> project_of;
  Index next = 0;  // usually the ids come in the registry's order
  const Status done = each(**rows, [&](const Statement& s) {
    Index index = next;
    if (index >= registry.projects() || registry.id[index] != s.text(1))
      index = registry.find_project(s.text(1));
    if (index != kNone) {
      set_at(project_of, s.integer(0), index);
      next = index + 1;
    }
    return true;
  });
  if (!done) return std::unexpected(done.error());
  return project_of;
}

Result<std::vector<Index>> enterprise_indices(SpatialiteStore& store, const Registry& registry,
                                              const std::optional<std::int64_t>& batch) {
  const Result<Statement*> rows = now_or_known(store, "load_enterprises", "load_enterprises_known", batch);
  if (!rows) return std::unexpected(rows.error());
  const CodeTable enterprises(registry.enterprise_uscc);
  std::vector<Index> enterprise_of;
  const Status done = each(**rows, [&](const Statement& s) {
    set_at(enterprise_of, s.integer(0), enterprises.find(s.text(1)));
    return true;
  });
  if (!done) return std::unexpected(done.error());
  return enterprise_of;
}

Status load_safeguards(SpatialiteStore& store, const Registry& r, const std::vector<Index>& project_of,
                       const std::optional<std::int64_t>& batch, History& out) {
  const Result<std::vector<Index>> enterprise_of = enterprise_indices(store, r, batch);
  if (!enterprise_of) return std::unexpected(enterprise_of.error());
  const Result<std::int64_t> total = store.database().integer(sql("safeguard_count"));
  if (!total) return std::unexpected(total.error());
  const Result<Statement*> rows = now_or_known(store, "load_safeguards", "load_safeguards_known", batch);
  if (!rows) return std::unexpected(rows.error());
  SafeguardRows of_projects, of_enterprises;
  of_projects.reserve(static_cast<std::size_t>(*total));
  const Status done = each(**rows, [&](const Statement& s) {
    const std::int64_t key = s.integer(0), subject = safeguard_key_subject(key);
    const bool enterprise = safeguard_key_of_enterprise(key);
    const Index index = index_at(enterprise ? *enterprise_of : project_of, subject);
    if (index != kNone) add_safeguard(enterprise ? of_enterprises : of_projects, index, s);
    return true;
  });
  if (!done) return done;
  out.project_safeguards = placed(std::move(of_projects), r.projects());
  out.enterprise_safeguards = placed(std::move(of_enterprises), r.enterprise_uscc.size());
  return {};
}

Status load_months(SpatialiteStore& store, const Registry& r, const std::vector<Index>& project_of,
                   const std::optional<std::int64_t>& batch, const Progress& progress, History& out) {
  const Result<std::int64_t> total = store.database().integer(sql("month_count"));
  if (!total) return std::unexpected(total.error());
  const Result<Statement*> rows = now_or_known(store, "load_months", "load_months_known", batch);
  if (!rows) return std::unexpected(rows.error());
  auto months = std::make_shared<MonthColumns>();
  std::vector<Index> subject;
  subject.reserve(static_cast<std::size_t>(*total));
  each_month_column(*months, [&](auto& column) { column.reserve(static_cast<std::size_t>(*total)); });
  const Status done = each(**rows, [&](const Statement& s) {
    const std::int64_t key = s.integer(0);
    const Index index = index_at(project_of, month_key_project(key));
    if (index == kNone) return true;
    subject.push_back(index);
    add_month(*months, key, s);
    if (progress && subject.size() % kProgressStep == 0)
      progress(subject.size(), static_cast<std::size_t>(*total));
    return true;
  });
  if (!done) return done;
  const std::vector<std::uint32_t> target = group(subject, r.projects(), months->first);
  if (!target.empty()) each_month_column(*months, [&](auto& column) { permute(column, target); });
  if (progress) progress(months->size(), months->size());
  out.months = std::move(months);
  return {};
}

}  // namespace

Result<History> SpatialiteStore::load_history(const Registry& registry, std::optional<Instant> known,
                                              const Progress& progress) {
  const Snapshot snapshot(database_);
  std::optional<std::int64_t> batch;
  if (known) {
    const Result<std::int64_t> found = batch_known(*this, *known);
    if (!found) return std::unexpected(found.error());
    batch = *found;
  }
  const Result<std::vector<Index>> project_of = project_indices(*this, registry, batch);
  if (!project_of) return std::unexpected(project_of.error());
  History history;
  Status done = database_.run(sql("few_pages"));
  if (done) done = load_safeguards(*this, registry, *project_of, batch, history);
  if (done) done = load_months(*this, registry, *project_of, batch, progress, history);
  if (done) done = load_records(*this, registry, *project_of, batch, history.records);
  if (done) done = database_.run(sql("usual_pages"));
  if (!done) return std::unexpected(done.error());
  return history;
}

}  // namespace anxin
