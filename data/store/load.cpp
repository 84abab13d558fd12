// The registry out of the tables, in bulk: ids ascending, as known now or at a moment; then the months for
// it.
#include <fmt/format.h>

#include <algorithm>
#include <cstring>
#include <unordered_map>

#include "data/store/load_records.hpp"
#include "data/store/spatialite_store.hpp"
#include "data/store/sql.hpp"
#include "data/store/words.hpp"
#include "geo/crs.hpp"

namespace anxin {
namespace {

constexpr std::size_t kProgressStep = 1 << 16;

// One consistent view of several SELECTs; nothing is written.
class Snapshot {
 public:
  explicit Snapshot(Database& database) : database_(database), began_(database.run("BEGIN").has_value()) {}
  ~Snapshot() {
    if (began_) (void)database_.run("COMMIT");
  }
  Snapshot(const Snapshot&) = delete;
  Snapshot& operator=(const Snapshot&) = delete;

 private:
  Database& database_;
  bool began_;
};

struct Hash {
  using is_transparent = void;
  std::size_t operator()(std::string_view s) const { return std::hash<std::string_view>()(s); }
};
using Numbers = std::unordered_map<std::string, Index, Hash, std::equal_to<>>;

// What numbers in the tables become what indices in the registry's columns.
struct Indices {
  Numbers units, enterprises;
  std::vector<Index> enterprise_of, project_of;  // by pkid
};

void set_at(std::vector<Index>& table, std::int64_t pkid, Index index) {
  if (static_cast<std::size_t>(pkid) >= table.size()) {
    table.resize(std::max(static_cast<std::size_t>(pkid) + 1, table.size() * 2), kNone);
  }
  table[static_cast<std::size_t>(pkid)] = index;
}

Index index_at(const std::vector<Index>& table, std::int64_t pkid) {
  return pkid >= 0 && static_cast<std::size_t>(pkid) < table.size() ? table[static_cast<std::size_t>(pkid)]
                                                                    : kNone;
}

std::int32_t day_column(std::string_view text) {
  const std::optional<Day> day = day_from_text(text);
  return day ? static_cast<std::int32_t>(day_number(*day)) : kUnknownDay;
}

std::uint8_t unit_column(const Numbers& units, std::string_view code) {
  const auto found = units.find(code);
  return found == units.end() ? std::uint8_t{255} : static_cast<std::uint8_t>(found->second);
}

// Runs `take` for each row.
template <class Take>
Status each(Statement& rows, Take take) {
  while (true) {
    const Result<bool> row = rows.next();
    if (!row) return std::unexpected(row.error());
    if (!*row) return {};
    if (!take(rows)) {
      rows.reset();
      return {};
    }
  }
}

void reserve(Registry& r, std::size_t n) {
  r.id.reserve(n, n * 14);
  r.name.reserve(n, n * 40);
  r.township.reserve(n, n * 12);
  for (auto* column : {&r.unit, &r.district, &r.unlicensed, &r.pay_day}) column->reserve(n);
  for (auto* column : {&r.start, &r.finish}) column->reserve(n);
  for (auto* column : {&r.owner, &r.general_contractor, &r.subcontractor}) column->reserve(n);
  r.sector.reserve(n);
  r.funding.reserve(n);
  r.status.reserve(n);
  r.at.reserve(n);
  r.xy.reserve(n);
  r.contract_fen.reserve(n);
}

// An enterprise that only a project names has its code and nothing else: it enters after the known ones.
Index party(Registry& r, Numbers& enterprises, std::string_view uscc) {
  if (uscc.empty()) return kNone;
  const auto found = enterprises.find(uscc);
  if (found != enterprises.end()) return found->second;
  const auto index = static_cast<Index>(r.enterprise_uscc.size());
  enterprises.emplace(std::string(uscc), index);
  r.enterprise_uscc.push_back(uscc);
  r.enterprise_name.push_back("");
  r.enterprise_credit.push_back(Credit::Unknown);
  return index;
}

void add_project(Registry& r, Indices& indices, const Statement& s) {
  set_at(indices.project_of, s.integer(0), static_cast<Index>(r.id.size()));
  r.id.push_back(s.text(1));
  r.name.push_back(s.text(2));
  r.unit.push_back(unit_column(indices.units, s.text(3)));
  r.district.push_back(unit_column(indices.units, s.text(4)));
  r.township.push_back(s.text(5));
  r.sector.push_back(from_word<Sector, kSectors>(s.text(6), Sector::Other));
  r.funding.push_back(from_word<Funding, 3>(s.text(7), Funding::Unknown));
  r.status.push_back(from_word<ProjectStatus, 3>(s.text(8), ProjectStatus::Active));
  r.unlicensed.push_back(s.integer(9) != 0 ? 1 : 0);
  r.at.push_back(LonLat::of_degrees(s.real(10), s.real(11)));
  r.xy.push_back(to_map(r.at.back()));
  r.start.push_back(day_column(s.text(12)));
  r.finish.push_back(day_column(s.text(13)));
  r.pay_day.push_back(static_cast<std::uint8_t>(s.integer(14)));
  r.contract_fen.push_back(s.optional_integer(15).value_or(kUnknownFen));
  r.owner.push_back(party(r, indices.enterprises, s.text(16)));
  r.general_contractor.push_back(party(r, indices.enterprises, s.text(17)));
  r.subcontractor.push_back(party(r, indices.enterprises, s.text(18)));
}

// Appends rows in the order of their keys to columns grouped by subject; `place` puts them in the subjects'
// order at the end.
struct SafeguardRows {
  std::vector<Index> subject;
  SafeguardColumns columns;
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

// The batch up to which everything was known at `known`.
Result<std::int64_t> batch_known(SpatialiteStore& store, Instant known) {
  const Result<Statement*> rows = store.statement("known_batch");
  if (!rows) return std::unexpected(rows.error());
  const Result<bool> row = (*rows)->bind(1, known.time_since_epoch().count()).next();
  if (!row) return std::unexpected(row.error());
  const std::int64_t batch = (*rows)->integer(0);
  (*rows)->reset();
  return batch;
}

// The statement for now, or its twin "_known" with the batch bound.
Result<Statement*> now_or_known(SpatialiteStore& store, std::string_view now, std::string_view at,
                                const std::optional<std::int64_t>& batch) {
  Result<Statement*> rows = store.statement(batch ? at : now);
  if (rows && batch) (*rows)->bind(1, *batch);
  return rows;
}

Status load_enterprises(SpatialiteStore& store, Registry& r, Indices& indices,
                        const std::optional<std::int64_t>& batch) {
  const Result<Statement*> rows = now_or_known(store, "load_enterprises", "load_enterprises_known", batch);
  if (!rows) return std::unexpected(rows.error());
  return each(**rows, [&](const Statement& s) {
    const auto index = static_cast<Index>(r.enterprise_uscc.size());
    set_at(indices.enterprise_of, s.integer(0), index);
    indices.enterprises.emplace(std::string(s.text(1)), index);
    r.enterprise_uscc.push_back(s.text(1));
    r.enterprise_name.push_back(s.text(2));
    r.enterprise_credit.push_back(static_cast<Credit>(s.integer(3)));
    return true;
  });
}

// In table order first; should the ids not ascend, again in the ids' order.
Status load_projects(SpatialiteStore& store, Registry& r, Indices& indices,
                     const std::optional<std::int64_t>& batch, const Progress& progress) {
  const Result<std::int64_t> total = store.database().integer(sql("project_count"));
  if (!total) return std::unexpected(total.error());
  reserve(r, static_cast<std::size_t>(*total));
  for (const std::string_view now : {"load_projects", "load_projects_sorted"}) {
    const Result<Statement*> rows = now_or_known(store, now, "load_projects_known", batch);
    if (!rows) return std::unexpected(rows.error());
    bool ascending = true;
    const Status done = each(**rows, [&](const Statement& s) {
      const std::size_t n = r.id.size();
      if (n > 0 && s.text(1) <= r.id[n - 1]) ascending = false;
      if (!ascending) return false;
      add_project(r, indices, s);
      if (progress && n % kProgressStep == 0) progress(n, static_cast<std::size_t>(*total));
      return true;
    });
    if (!done || ascending) return done;
    Registry fresh;
    fresh.revision = r.revision;
    fresh.simulated = r.simulated;
    fresh.anchor = r.anchor;
    fresh.unit_code = std::move(r.unit_code);
    fresh.unit_name = std::move(r.unit_name);
    fresh.enterprise_uscc = std::move(r.enterprise_uscc);
    fresh.enterprise_name = std::move(r.enterprise_name);
    fresh.enterprise_credit = std::move(r.enterprise_credit);
    r = std::move(fresh);
    reserve(r, static_cast<std::size_t>(*total));
    indices.project_of.clear();
  }
  return fail(ErrorCode::Store, "存储中有重复的项目编号，请运行 anxin verify。",
              "A project id stands twice in the store; run anxin verify.");
}

Status load_safeguards(SpatialiteStore& store, Registry& r, const Indices& indices,
                       const std::optional<std::int64_t>& batch) {
  const Result<Statement*> rows = now_or_known(store, "load_safeguards", "load_safeguards_known", batch);
  if (!rows) return std::unexpected(rows.error());
  SafeguardRows of_projects, of_enterprises;
  const Status done = each(**rows, [&](const Statement& s) {
    const std::int64_t key = s.integer(0), subject = safeguard_key_subject(key);
    const bool enterprise = safeguard_key_of_enterprise(key);
    const Index index = index_at(enterprise ? indices.enterprise_of : indices.project_of, subject);
    if (index != kNone) add_safeguard(enterprise ? of_enterprises : of_projects, index, s);
    return true;
  });
  if (!done) return done;
  r.project_safeguards = placed(std::move(of_projects), r.projects());
  r.enterprise_safeguards = placed(std::move(of_enterprises), r.enterprise_uscc.size());
  return {};
}

// pkid to index for months: ids of the registry against those of the tables.
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

}  // namespace

Result<std::shared_ptr<Registry>> SpatialiteStore::load_registry(std::optional<Instant> known,
                                                                 const Progress& progress) {
  const Snapshot snapshot(database_);
  auto registry = std::make_shared<Registry>();
  const Result<Record> record = head();
  if (!record) return std::unexpected(record.error());
  registry->revision = record->revision;
  registry->simulated = info_.simulated;
  registry->anchor = info_.anchor;
  std::optional<std::int64_t> batch;
  if (known) {
    const Result<std::int64_t> found = batch_known(*this, *known);
    if (!found) return std::unexpected(found.error());
    batch = *found;
  }
  Indices indices;
  for (const AreaRow& unit : info_.supervising_units) {
    indices.units.emplace(unit.code, static_cast<Index>(registry->unit_code.size()));
    registry->unit_code.push_back(unit.code);
    registry->unit_name.push_back(unit.name);
  }
  Status done = load_enterprises(*this, *registry, indices, batch);
  if (done) done = load_projects(*this, *registry, indices, batch, progress);
  if (done) done = load_safeguards(*this, *registry, indices, batch);
  if (done) done = load_records(*this, *registry, indices.project_of, batch);
  if (!done) return std::unexpected(done.error());
  registry->grid = GridIndex::build(registry->xy);
  if (progress) progress(registry->projects(), registry->projects());
  return registry;
}

Result<std::shared_ptr<const MonthColumns>> SpatialiteStore::load_months(const Registry& registry,
                                                                         std::optional<Instant> known,
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
  const Result<std::int64_t> total = database_.integer(sql("month_count"));
  if (!total) return std::unexpected(total.error());
  const Result<Statement*> rows = now_or_known(*this, "load_months", "load_months_known", batch);
  if (!rows) return std::unexpected(rows.error());

  auto months = std::make_shared<MonthColumns>();
  std::vector<Index> subject;
  subject.reserve(static_cast<std::size_t>(*total));
  each_month_column(*months, [&](auto& column) { column.reserve(static_cast<std::size_t>(*total)); });
  const Status done = each(**rows, [&](const Statement& s) {
    const std::int64_t key = s.integer(0);
    const Index index = index_at(*project_of, month_key_project(key));
    if (index == kNone) return true;
    subject.push_back(index);
    add_month(*months, key, s);
    if (progress && subject.size() % kProgressStep == 0)
      progress(subject.size(), static_cast<std::size_t>(*total));
    return true;
  });
  if (!done) return std::unexpected(done.error());
  const std::vector<std::uint32_t> target = group(subject, registry.projects(), months->first);
  if (!target.empty()) each_month_column(*months, [&](auto& column) { permute(column, target); });
  if (progress) progress(months->size(), months->size());
  return std::shared_ptr<const MonthColumns>(std::move(months));
}

}  // namespace anxin
