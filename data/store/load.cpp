// The registry out of the tables, in bulk: ids ascending, as known now or at a moment.
#include <fmt/format.h>

#include "data/store/load_rows.hpp"
#include "data/store/sql.hpp"
#include "data/store/words.hpp"
#include "geo/crs.hpp"

namespace anxin {
namespace {

std::int32_t day_column(std::string_view text) {
  const std::optional<Day> day = day_from_text(text);
  return day ? static_cast<std::int32_t>(day_number(*day)) : kUnknownDay;
}

std::uint8_t unit_column(const CodeTable& units, std::string_view code) {
  const Index found = units.find(code);
  return found == kNone ? std::uint8_t{255} : static_cast<std::uint8_t>(found);
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
Index party(Registry& r, CodeTable& enterprises, std::string_view uscc) {
  if (uscc.empty()) return kNone;
  if (const Index found = enterprises.find(uscc); found != kNone) return found;
  const auto index = static_cast<Index>(r.enterprise_uscc.size());
  r.enterprise_uscc.push_back(uscc);
  enterprises.insert(index);
  r.enterprise_name.push_back("");
  r.enterprise_credit.push_back(Credit::Unknown);
  return index;
}

void add_project(Registry& r, const CodeTable& units, CodeTable& enterprises, const Statement& s) {
  r.id.push_back(s.text(1));
  r.name.push_back(s.text(2));
  r.unit.push_back(unit_column(units, s.text(3)));
  r.district.push_back(unit_column(units, s.text(4)));
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
  r.owner.push_back(party(r, enterprises, s.text(16)));
  r.general_contractor.push_back(party(r, enterprises, s.text(17)));
  r.subcontractor.push_back(party(r, enterprises, s.text(18)));
}

Status load_enterprises(SpatialiteStore& store, Registry& r, const std::optional<std::int64_t>& batch) {
  const Result<Statement*> rows = now_or_known(store, "load_enterprises", "load_enterprises_known", batch);
  if (!rows) return std::unexpected(rows.error());
  return each(**rows, [&](const Statement& s) {
    r.enterprise_uscc.push_back(s.text(1));
    r.enterprise_name.push_back(s.text(2));
    r.enterprise_credit.push_back(static_cast<Credit>(s.integer(3)));
    return true;
  });
}

// In table order first; should the ids not ascend, again in the ids' order.
Status load_projects(SpatialiteStore& store, Registry& r, const std::optional<std::int64_t>& batch,
                     const Progress& progress) {
  const Result<std::int64_t> total = store.database().integer(sql("project_count"));
  if (!total) return std::unexpected(total.error());
  reserve(r, static_cast<std::size_t>(*total));
  for (const std::string_view now : {"load_projects", "load_projects_sorted"}) {
    const Result<Statement*> rows = now_or_known(store, now, "load_projects_known", batch);
    if (!rows) return std::unexpected(rows.error());
    const CodeTable units(r.unit_code);
    CodeTable enterprises(r.enterprise_uscc);
    bool ascending = true;
    const Status done = each(**rows, [&](const Statement& s) {
      const std::size_t n = r.id.size();
      if (n > 0 && s.text(1) <= r.id[n - 1]) ascending = false;
      if (!ascending) return false;
      add_project(r, units, enterprises, s);
      if (progress && n % kProgressStep == 0) progress(n, static_cast<std::size_t>(*total));
      return true;
    });
    if (!done || ascending) return done;
    Registry fresh;
    fresh.revision = r.revision;
    fresh.simulated = r.simulated;
    fresh.anchor = r.anchor;
    fresh.status_day = r.status_day;
    fresh.unit_code = std::move(r.unit_code);
    fresh.unit_name = std::move(r.unit_name);
    fresh.enterprise_uscc = std::move(r.enterprise_uscc);
    fresh.enterprise_name = std::move(r.enterprise_name);
    fresh.enterprise_credit = std::move(r.enterprise_credit);
    r = std::move(fresh);
    reserve(r, static_cast<std::size_t>(*total));
  }
  return fail(ErrorCode::Store, "存储中有重复的项目编号，请运行 anxin verify。",
              "A project id stands twice in the store; run anxin verify.");
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
  const Result<std::int64_t> newest = database_.integer(sql("newest_batch_at"));
  if (!newest) return std::unexpected(newest.error());
  registry->status_day = day_of(known.value_or(Instant{std::chrono::seconds{*newest}}));
  std::optional<std::int64_t> batch;
  if (known) {
    const Result<std::int64_t> found = batch_known(*this, *known);
    if (!found) return std::unexpected(found.error());
    batch = *found;
  }
  for (const AreaRow& unit : info_.supervising_units) {
    registry->unit_code.push_back(unit.code);
    registry->unit_name.push_back(unit.name);
  }
  Status done = load_enterprises(*this, *registry, batch);
  if (done) done = load_projects(*this, *registry, batch, progress);
  if (!done) return std::unexpected(done.error());
  registry->grid = GridIndex::build(registry->xy);
  if (progress) progress(registry->projects(), registry->projects());
  return registry;
}

}  // namespace anxin
