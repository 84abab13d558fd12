#include "tests/store/memory_store.hpp"

#include <algorithm>
#include <numeric>

#include "data/store/canonical.hpp"
#include "geo/crs.hpp"
#include "geo/geodesy.hpp"

namespace anxin::test {
namespace {

bool same(const EnterpriseRow& a, const EnterpriseRow& b) { return a.name == b.name && a.credit == b.credit; }
bool same(const ProjectRow& a, const ProjectRow& b) {
  return a.name == b.name && a.supervising_unit == b.supervising_unit && a.district == b.district &&
         a.township == b.township && a.sector == b.sector && a.funding == b.funding && a.status == b.status &&
         a.unlicensed == b.unlicensed && a.at == b.at && a.start == b.start && a.finish == b.finish &&
         a.pay_day == b.pay_day && a.contract_fen == b.contract_fen && a.owner == b.owner &&
         a.general_contractor == b.general_contractor && a.subcontractor == b.subcontractor;
}
bool same(const ProjectMonthRow& a, const ProjectMonthRow& b) {
  return a.attended == b.attended && a.paid_heads == b.paid_heads && a.due_fen == b.due_fen &&
         a.paid_fen == b.paid_fen && a.inflow_fen == b.inflow_fen && a.balance_fen == b.balance_fen &&
         a.last_payroll == b.last_payroll;
}
bool same(const SafeguardRow& a, const SafeguardRow& b) {
  return a.state == b.state && a.amount_fen == b.amount_fen;
}

template <class Row>
bool same(const Row& a, const Row& b) {
  return a == b;
}

std::unexpected<Error> bad(const std::string& what) {
  return fail(ErrorCode::BadInput, what + "。", what + ".");
}

std::int32_t number(const std::optional<Day>& day) {
  return day ? static_cast<std::int32_t>(day->time_since_epoch().count()) : kUnknownDay;
}

constexpr std::int64_t kNow = INT64_MAX;

bool is_sound(const ComplaintRow& r) {
  return !r.id.empty() && r.persons >= 0 && r.closed.value_or(r.received) >= r.received;
}
bool is_sound(const OrderRow& r) {
  return !r.id.empty() && r.due >= r.issued && r.closed.value_or(r.issued) >= r.issued;
}
bool is_sound(const BlacklistRow& r) { return !r.uscc.empty() && r.removed.value_or(r.listed) >= r.listed; }
bool is_sound(const IncidentRow& r) {
  return !r.id.empty() && r.persons >= 0 && r.closed.value_or(r.reported) >= r.reported;
}
bool is_sound(const FeedRow& r) { return !r.id.empty() && r.stale_after_s > 0; }
bool is_sound(const FeedArrivalRow&) { return true; }
bool is_sound(const ProjectFeedRow&) { return true; }

}  // namespace

const ProjectRow* MemoryStore::find(const Tables& tables, const std::string& id) {
  const auto found = tables.projects.find(id);
  return found == tables.projects.end() ? nullptr : current<std::string, ProjectRow>(found->second, kNow);
}

Result<BatchResult> MemoryStore::apply(Tables& tables, const Batch& batch,
                                       std::int64_t number_of_batch) const {
  BatchResult result;
  RowDigest digest;
  const auto take = [&]<class Key, class Row>(Table<Key, Row>& table, std::map<Key, Row> rows,
                                              std::size_t offered) {
    result.unchanged += offered - rows.size();
    for (auto& [key, row] : rows) {
      auto& history = table[key];
      const Row* old = current<Key, Row>(history, kNow);
      if (old != nullptr && same(*old, row)) {
        ++result.unchanged;
        continue;
      }
      ++(old != nullptr ? result.changed : result.added);
      digest.add(row);
      history.push_back({number_of_batch, row, number_of_batch});
    }
  };
  std::map<std::string, EnterpriseRow> enterprises;
  for (const auto& row : batch.enterprises) enterprises.insert_or_assign(row.uscc, row);
  std::map<std::string, ProjectRow> projects;
  for (const auto& row : batch.projects) {
    if (!row.at.is_valid() || row.id.empty()) return bad("position or id");
    projects.insert_or_assign(row.id, row);
  }
  take(tables.enterprises, std::move(enterprises), batch.enterprises.size());
  take(tables.projects, std::move(projects), batch.projects.size());
  std::map<std::tuple<std::string, Month, Day>, ProjectMonthRow> months;
  for (const auto& row : batch.months) {
    if (find(tables, row.project) == nullptr) return bad("unknown project " + row.project);
    if (!row.month.ok() || row.month.year() < std::chrono::year{2000}) return bad("month");
    months.insert_or_assign({row.project, row.month, row.valid_from}, row);
  }
  std::map<std::tuple<bool, std::string, Safeguard, Day>, SafeguardRow> safeguards;
  for (const auto& row : batch.safeguards) {
    const auto owner = tables.enterprises.find(row.subject);
    const bool known = row.of_enterprise
                           ? owner != tables.enterprises.end() &&
                                 current<std::string, EnterpriseRow>(owner->second, kNow) != nullptr
                           : find(tables, row.subject) != nullptr;
    if (!known) return bad("unknown subject " + row.subject);
    safeguards.insert_or_assign({row.of_enterprise, row.subject, row.safeguard, row.valid_from}, row);
  }
  take(tables.months, std::move(months), batch.months.size());
  take(tables.safeguards, std::move(safeguards), batch.safeguards.size());
  std::string fault;
  const auto gather = [&]<class Key, class Row>(Table<Key, Row>& table, const std::vector<Row>& rows,
                                                auto key) {
    std::map<Key, Row> kept;
    for (const Row& row : rows) {
      if (!is_sound(row)) fault = "record";
      if constexpr (requires { row.project; }) {
        if (find(tables, row.project) == nullptr) fault = "unknown project " + row.project;
      }
      if constexpr (requires { row.feed; }) {
        const auto feed = tables.feeds.find(row.feed);
        if (feed == tables.feeds.end() || current<std::string, FeedRow>(feed->second, kNow) == nullptr)
          fault = "unknown feed " + row.feed;
      }
      kept.insert_or_assign(Key(key(row)), row);
    }
    take(table, std::move(kept), rows.size());
  };
  const auto id = [](const auto& r) { return r.id; };
  gather(tables.complaints, batch.complaints, id);
  gather(tables.orders, batch.orders, id);
  gather(tables.blacklist, batch.blacklist, [](const auto& r) { return std::tuple(r.uscc, r.listed); });
  gather(tables.incidents, batch.incidents, id);
  gather(tables.feeds, batch.feeds, id);
  gather(tables.arrivals, batch.arrivals, [](const auto& r) { return std::tuple(r.feed, r.arrived_at); });
  gather(tables.project_feeds, batch.project_feeds,
         [](const auto& r) { return std::tuple(r.project, r.feed, r.valid_from); });
  if (!fault.empty()) return bad(fault);
  result.digest = digest.finish();
  return result;
}

Result<BatchResult> MemoryStore::commit(std::optional<Revision> expected, const Batch& batch,
                                        const Origin& origin, const Progress&) {
  const auto answer = answers_.find(origin.command_id);
  if (!origin.command_id.empty() && answer != answers_.end()) return answer->second;
  if (*operation_answer(origin.command_id)) return fail(ErrorCode::Refused, "另一种。", "Another kind.");
  if (expected && *expected != revision_) return fail(ErrorCode::Stale, "过期。", "Stale.");
  Tables next = tables_;
  const auto number_of_batch = static_cast<std::int64_t>(revision_ + 1);
  Result<BatchResult> result = apply(next, batch, number_of_batch);
  if (!result) return result;
  if (result->added + result->changed > 0) {
    tables_ = std::move(next);
    ++revision_;
    result->batch = number_of_batch;
    batches_.push_back({number_of_batch, not_before(origin.at), origin.kind, origin.source,
                        result->added + result->changed, false, result->digest});
    undoes_.push_back(0);
  }
  result->revision = revision_;
  if (!origin.command_id.empty()) answers_[origin.command_id] = *result;
  return result;
}

Result<BatchResult> MemoryStore::preview(const Batch& batch) {
  Tables next = tables_;
  Result<BatchResult> result = apply(next, batch, 0);
  if (result) result->revision = revision_;
  return result;
}

Result<BatchResult> MemoryStore::undo(std::int64_t batch, const Origin& origin) {
  const auto answer = answers_.find(origin.command_id);
  if (!origin.command_id.empty() && answer != answers_.end()) return answer->second;
  if (*operation_answer(origin.command_id)) return fail(ErrorCode::Refused, "另一种。", "Another kind.");
  const auto info = std::ranges::find(batches_, batch, &BatchInfo::batch);
  if (info == batches_.end()) return fail(ErrorCode::NotFound, "没有。", "None.");
  if (info->undone || undoes_[static_cast<std::size_t>(info - batches_.begin())] != 0) {
    return fail(ErrorCode::Refused, "已撤销。", "Undone already.");
  }
  const auto undo_batch = static_cast<std::int64_t>(revision_ + 1);
  Tables next = tables_;
  bool touched = false;
  const auto back = [&](auto& table) {
    for (auto& [key, history] : table) {
      const auto wrote = std::ranges::find_if(history, [&](const auto& w) { return w.batch == batch; });
      if (wrote == history.end()) continue;
      if (history.back().origin != batch) {
        touched = true;
        continue;
      }
      auto before = *wrote;
      if (wrote == history.begin()) {
        before.row.reset();
        before.origin = 0;
      } else {
        before = *std::prev(wrote);
      }
      before.batch = undo_batch;
      history.push_back(before);
    }
  };
  back(next.enterprises);
  back(next.projects);
  back(next.months);
  back(next.safeguards);
  back(next.complaints);
  back(next.orders);
  back(next.blacklist);
  back(next.incidents);
  back(next.feeds);
  back(next.arrivals);
  back(next.project_feeds);
  // Rows of others that would lose their project or enterprise.
  for (const auto& [key, history] : next.months) {
    touched |= history.back().row && find(next, std::get<0>(key)) == nullptr;
  }
  for (const auto& [key, history] : next.safeguards) {
    if (!history.back().row) continue;
    const auto& subject = std::get<1>(key);
    touched |= std::get<0>(key) ? !next.enterprises.at(subject).back().row : find(next, subject) == nullptr;
  }
  const auto hangs = [&](const auto& table) {
    for (const auto& [key, history] : table) {
      const auto& row = history.back().row;
      if (!row) continue;
      if constexpr (requires { row->project; }) touched |= find(next, row->project) == nullptr;
      if constexpr (requires { row->feed; }) touched |= !next.feeds.at(row->feed).back().row;
    }
  };
  hangs(next.complaints);
  hangs(next.orders);
  hangs(next.incidents);
  hangs(next.arrivals);
  hangs(next.project_feeds);
  if (touched) return fail(ErrorCode::Refused, "后来的批次动过。", "Touched by a later batch.");
  tables_ = std::move(next);
  info->undone = true;
  ++revision_;
  BatchResult result;
  result.revision = revision_;
  result.batch = undo_batch;
  result.changed = info->rows;
  result.digest = info->digest;
  batches_.push_back(
      {undo_batch, not_before(origin.at), "undo", origin.source, result.changed, false, result.digest});
  undoes_.push_back(batch);
  if (!origin.command_id.empty()) answers_[origin.command_id] = result;
  return result;
}

Result<std::vector<Store::BatchInfo>> MemoryStore::batches() { return batches_; }

std::int64_t MemoryStore::batch_known(std::optional<Instant> known) const {
  if (!known) return kNow;
  std::int64_t batch = 0;
  for (const BatchInfo& info : batches_) {
    if (info.at <= *known) batch = info.batch;
  }
  return batch;
}

std::vector<const ProjectRow*> MemoryStore::projects_at(std::int64_t batch) const {
  std::vector<const ProjectRow*> out;
  for (const auto& [id, history] : tables_.projects) {
    if (const ProjectRow* row = current<std::string, ProjectRow>(history, batch)) out.push_back(row);
  }
  return out;
}

Result<std::shared_ptr<Registry>> MemoryStore::load_registry(std::optional<Instant> known, const Progress&) {
  const std::int64_t batch = batch_known(known);
  auto r = std::make_shared<Registry>();
  r->revision = revision_;
  r->simulated = info_.simulated;
  r->anchor = info_.anchor;
  std::map<std::string, std::uint8_t> units;
  for (const AreaRow& unit : info_.supervising_units) {
    units[unit.code] = static_cast<std::uint8_t>(r->unit_code.size());
    r->unit_code.push_back(unit.code);
    r->unit_name.push_back(unit.name);
  }
  std::map<std::string, Index> enterprises;
  const auto add_enterprise = [&](const EnterpriseRow& row) {
    enterprises[row.uscc] = static_cast<Index>(r->enterprise_uscc.size());
    r->enterprise_uscc.push_back(row.uscc);
    r->enterprise_name.push_back(row.name);
    r->enterprise_credit.push_back(row.credit);
  };
  for (const auto& [uscc, history] : tables_.enterprises) {
    if (const auto* row = current<std::string, EnterpriseRow>(history, batch)) add_enterprise(*row);
  }
  const auto unit = [&](const std::string& code) {
    return units.contains(code) ? units.at(code) : std::uint8_t{255};
  };
  const auto party = [&](const std::string& uscc) {
    if (uscc.empty()) return kNone;
    if (!enterprises.contains(uscc)) add_enterprise({uscc, "", Credit::Unknown});
    return enterprises.at(uscc);
  };
  std::map<std::string, Index> index;
  for (const ProjectRow* row : projects_at(batch)) {
    index[row->id] = static_cast<Index>(r->id.size());
    r->id.push_back(row->id);
    r->name.push_back(row->name);
    r->township.push_back(row->township);
    r->unit.push_back(unit(row->supervising_unit));
    r->district.push_back(unit(row->district));
    r->sector.push_back(row->sector);
    r->funding.push_back(row->funding);
    r->status.push_back(row->status);
    r->unlicensed.push_back(row->unlicensed ? 1 : 0);
    r->at.push_back(row->at);
    r->xy.push_back(to_map(row->at));
    r->start.push_back(number(row->start));
    r->finish.push_back(number(row->finish));
    r->pay_day.push_back(static_cast<std::uint8_t>(row->pay_day.value_or(0)));
    r->contract_fen.push_back(row->contract_fen.value_or(kUnknownFen));
    r->owner.push_back(party(row->owner));
    r->general_contractor.push_back(party(row->general_contractor));
    r->subcontractor.push_back(party(row->subcontractor));
  }
  r->grid = GridIndex::build(r->xy);
  return r;
}

Result<History> MemoryStore::load_history(const Registry& registry, std::optional<Instant> known,
                                          const Progress&) {
  History out;
  const std::int64_t batch = batch_known(known);
  for (SafeguardColumns* columns : {&out.project_safeguards, &out.enterprise_safeguards}) {
    const bool of_enterprise = columns == &out.enterprise_safeguards;
    const std::size_t subjects = of_enterprise ? registry.enterprise_uscc.size() : registry.id.size();
    columns->first.push_back(0);
    for (std::size_t i = 0; i < subjects; ++i) {
      const std::string subject(of_enterprise ? registry.enterprise_uscc[i] : registry.id[i]);
      for (const auto& [key, history] : tables_.safeguards) {
        if (std::get<0>(key) != of_enterprise || std::get<1>(key) != subject) continue;
        const auto* row =
            current<std::tuple<bool, std::string, Safeguard, Day>, SafeguardRow>(history, batch);
        if (row == nullptr) continue;
        columns->safeguard.push_back(row->safeguard);
        columns->state.push_back(row->state);
        columns->valid_from.push_back(number(row->valid_from));
        columns->amount_fen.push_back(row->amount_fen.value_or(kUnknownFen));
      }
      columns->first.push_back(static_cast<std::uint32_t>(columns->state.size()));
    }
  }
  auto m = std::make_shared<MonthColumns>();
  m->first.push_back(0);
  for (std::size_t i = 0; i < registry.projects(); ++i) {
    for (const auto& [key, history] : tables_.months) {
      if (std::get<0>(key) != registry.id[i]) continue;
      const auto* row = current<std::tuple<std::string, Month, Day>, ProjectMonthRow>(history, batch);
      if (row == nullptr) continue;
      m->month.push_back(static_cast<std::int16_t>(month_index(row->month) - MonthColumns::kMonthBase));
      m->valid_from.push_back(number(row->valid_from));
      m->attended.push_back(row->attended.value_or(kUnknownHeads));
      m->paid_heads.push_back(row->paid_heads.value_or(kUnknownHeads));
      m->due_fen.push_back(row->due_fen.value_or(kUnknownFen));
      m->paid_fen.push_back(row->paid_fen.value_or(kUnknownFen));
      m->inflow_fen.push_back(row->inflow_fen.value_or(kUnknownFen));
      m->balance_fen.push_back(row->balance_fen.value_or(kUnknownFen));
      m->last_payroll.push_back(number(row->last_payroll));
    }
    m->first.push_back(static_cast<std::uint32_t>(m->month.size()));
  }
  out.months = std::move(m);
  out.records = records_at(registry, batch);
  return out;
}

Result<std::optional<RiskTable>> MemoryStore::load_risk(const Registry& registry, Day as_of,
                                                        const std::string& rules_digest) {
  const auto batch_of = [&](Revision revision) {
    std::int64_t batch = 0;
    for (const BatchInfo& info : batches_) {
      if (info.batch <= static_cast<std::int64_t>(revision)) batch = info.batch;
    }
    return batch;
  };
  if (!risk_ || batch_of(risk_->revision) != batch_of(registry.revision) || risk_->as_of != as_of ||
      risk_->rules_digest != rules_digest) {
    return std::optional<RiskTable>();
  }
  std::optional<RiskTable> table = risk_;
  table->revision = registry.revision;
  return table;
}

Status MemoryStore::save_risk(const Registry&, const RiskTable& table) {
  risk_ = table;
  return {};
}

Result<std::vector<Near>> MemoryStore::near_radius(LonLat at, Metres radius) {
  if (!at.is_valid() || !(radius.value() >= 0)) return bad("position or radius");
  std::vector<Near> out;
  for (const ProjectRow* row : projects_at(kNow)) {
    const double metres = distance(at, row->at).value();
    if (metres <= radius.value()) out.push_back({row->id, metres});
  }
  std::ranges::sort(out, [](const Near& a, const Near& b) {
    return std::tie(a.distance_m, a.id) < std::tie(b.distance_m, b.id);
  });
  return out;
}

Result<std::vector<Near>> MemoryStore::near_k(LonLat at, std::size_t k) {
  Result<std::vector<Near>> all = near_radius(at, Metres::of(3e7));
  if (all && all->size() > k) all->resize(k);
  return all;
}

Result<std::vector<std::string>> MemoryStore::within(const MultiPolygon& area) {
  std::vector<std::string> out;
  if (area.empty()) return out;
  if (!validity_fault(area).empty()) return bad("area");
  const PreparedArea prepared(area);
  for (const ProjectRow* row : projects_at(kNow)) {
    if (prepared.contains(row->at)) out.push_back(row->id);
  }
  return out;
}

Result<std::vector<std::string>> MemoryStore::within_unit(const std::string& unit_code) {
  std::vector<std::string> out;
  for (const ProjectRow* row : projects_at(kNow)) {
    if (row->supervising_unit == unit_code) out.push_back(row->id);
  }
  return out;
}

Result<std::vector<std::string>> MemoryStore::districts_at(LonLat at) {
  if (!at.is_valid()) return bad("position");
  std::vector<std::string> out;
  for (const AreaRow& area : info_.districts) {
    if (PreparedArea(area.shape).contains(at)) out.push_back(area.code);
  }
  return out;
}

Result<std::vector<HistoryEntry>> MemoryStore::history(const std::string& project, std::size_t at_most) {
  if (find(tables_, project) == nullptr) return fail(ErrorCode::NotFound, "没有。", "None.");
  std::set<std::int64_t> touched;
  for (const auto& w : tables_.projects.at(project)) touched.insert(w.batch);
  for (const auto& [key, history] : tables_.months) {
    for (const auto& w : history) {
      if (std::get<0>(key) == project && w.row) touched.insert(w.batch);
    }
  }
  for (const auto& [key, history] : tables_.safeguards) {
    for (const auto& w : history) {
      if (!std::get<0>(key) && std::get<1>(key) == project && w.row) touched.insert(w.batch);
    }
  }
  const auto records = [&](const auto& table) {
    for (const auto& [key, history] : table) {
      for (const auto& w : history) {
        if (w.row && w.row->project == project) touched.insert(w.batch);
      }
    }
  };
  records(tables_.complaints);
  records(tables_.orders);
  records(tables_.incidents);
  records(tables_.project_feeds);
  std::vector<HistoryEntry> out;
  for (const BatchInfo& info : batches_) {
    if (touched.contains(info.batch)) out.insert(out.begin(), {info.at, info.kind, "", "", info.batch});
  }
  if (out.size() > at_most) out.resize(at_most);
  return out;
}

Result<VerifyReport> MemoryStore::verify() {
  VerifyReport report;
  report.records = revision_ + 1;
  return report;
}

Status MemoryStore::backup(const std::filesystem::path&) {
  return fail(ErrorCode::Store, "内存存储无法备份。", "A store in memory cannot be backed up.");
}

}  // namespace anxin::test
