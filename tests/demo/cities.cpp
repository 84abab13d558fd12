#include "tests/demo/cities.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <tuple>

#include "data/db/digest.hpp"
#include "tests/tools/support.hpp"

namespace anxin::test {
namespace {

template <class T>
std::string text(const std::optional<T>& value) {
  return value ? fmt::format("{}", *value) : "?";
}
std::string text(const std::optional<Day>& value) { return value ? to_string(*value) : "?"; }

}  // namespace

const Pack& beijing() {
  static const Pack pack = [] {
    Result<Pack> loaded = load_pack(pack_dir());
    if (loaded) return *loaded;
    ADD_FAILURE() << loaded.error().en;
    return Pack{};
  }();
  return pack;
}

const Batch& city_of(std::size_t projects, std::uint64_t seed, int months) {
  static std::map<std::tuple<std::size_t, std::uint64_t, int>, Batch> made;
  const auto key = std::tuple{projects, seed, months};
  const auto found = made.find(key);
  if (found != made.end()) return found->second;
  DemoOptions options;
  options.projects = projects;
  options.seed = seed;
  options.months = months;
  Result<Batch> batch = make_demo_batch(beijing(), options);
  if (!batch) ADD_FAILURE() << batch.error().en;
  return made[key] = batch.value_or(Batch{});
}

Day anchor_day() { return day_of(DemoOptions{}.anchor); }

std::string digest_of(const Batch& batch) {
  Sm3 digest;
  for (const EnterpriseRow& r : batch.enterprises)
    digest.update(fmt::format("{}|{}|{}\n", r.uscc, r.name, code(r.credit)));
  for (const ProjectRow& r : batch.projects)
    digest.update(fmt::format("{}|{}|{}|{}|{}|{}|{}|{}|{}|{:.7f}|{:.7f}|{}|{}|{}|{}|{}|{}|{}\n", r.id, r.name,
                              r.supervising_unit, r.district, r.township, code(r.sector), code(r.funding),
                              code(r.status), r.unlicensed, r.at.lon(), r.at.lat(), text(r.start),
                              text(r.finish), text(r.pay_day), text(r.contract_fen), r.owner,
                              r.general_contractor, r.subcontractor));
  for (const ProjectMonthRow& r : batch.months)
    digest.update(fmt::format("{}|{}|{}|{}|{}|{}|{}|{}|{}|{}\n", r.project, to_string(r.month),
                              to_string(r.valid_from), text(r.attended), text(r.paid_heads), text(r.due_fen),
                              text(r.paid_fen), text(r.inflow_fen), text(r.balance_fen),
                              text(r.last_payroll)));
  for (const SafeguardRow& r : batch.safeguards)
    digest.update(fmt::format("{}|{}|{}|{}|{}|{}\n", r.subject, r.of_enterprise, code(r.safeguard),
                              code(r.state), to_string(r.valid_from), text(r.amount_fen)));
  for (const ComplaintRow& r : batch.complaints)
    digest.update(fmt::format("{}|{}|{}|{}|{}|{}|{}\n", r.id, r.project, to_string(r.received), r.persons,
                              text(r.claimed_fen), code(r.channel), text(r.closed)));
  for (const OrderRow& r : batch.orders)
    digest.update(fmt::format("{}|{}|{}|{}|{}|{}\n", r.id, r.project, to_string(r.issued), to_string(r.due),
                              text(r.closed), r.subject));
  for (const IncidentRow& r : batch.incidents)
    digest.update(
        fmt::format("{}|{}|{}|{}|{}\n", r.id, r.project, to_string(r.reported), r.persons, text(r.closed)));
  for (const BlacklistRow& r : batch.blacklist)
    digest.update(
        fmt::format("{}|{}|{}|{}\n", r.uscc, to_string(r.listed), text(r.removed), text(r.published)));
  for (const FeedRow& r : batch.feeds)
    digest.update(fmt::format("{}|{}|{}|{}|{}\n", r.id, r.name, r.owner, code(r.kind), r.stale_after_s));
  for (const FeedArrivalRow& r : batch.arrivals)
    digest.update(fmt::format("{}|{}\n", r.feed, to_string(r.arrived_at)));
  for (const ProjectFeedRow& r : batch.project_feeds)
    digest.update(fmt::format("{}|{}|{}\n", r.project, r.feed, to_string(r.valid_from)));
  return to_hex(digest.finish());
}

FactsOf::FactsOf(const Batch& batch) : batch_(batch) {
  std::size_t month = 0, safeguard = 0;
  for (const ProjectRow& project : batch.projects) {
    first_month_.push_back(month);
    first_safeguard_.push_back(safeguard);
    while (month < batch.months.size() && batch.months[month].project == project.id) ++month;
    while (safeguard < batch.safeguards.size() && batch.safeguards[safeguard].subject == project.id)
      ++safeguard;
  }
  for (const SafeguardRow& row : batch.safeguards)
    if (row.of_enterprise && row.safeguard == Safeguard::WageDeposit)
      deposits_.emplace_back(row.subject, row.state);
  std::ranges::stable_sort(deposits_, {}, &std::pair<std::string, SafeguardState>::first);
  for (const OrderRow& row : batch.orders) orders_.emplace(row.project, &row);
  for (const ComplaintRow& row : batch.complaints) complaints_.emplace(row.project, &row);
  for (const BlacklistRow& row : batch.blacklist)
    if (row.listed <= anchor_day() && (!row.removed || *row.removed > anchor_day())) listed_.insert(row.uscc);
  for (std::size_t i = 0; i < batch.projects.size(); ++i) {
    const ProjectRow& project = batch.projects[i];
    for (const MonthFacts& month : months(i, anchor_day())) {
      const Day pay = pay_date(month.month, project.pay_day);
      if (pay >= anchor_day() || !month.due_fen || !month.paid_fen || *month.paid_fen >= *month.due_fen)
        continue;
      owing_.emplace(project.general_contractor, std::pair{i, pay});
      break;
    }
  }
}

std::vector<MonthFacts> FactsOf::months(std::size_t index, Day as_of) const {
  std::vector<MonthFacts> out;
  for (std::size_t i = first_month_[index];
       i < batch_.months.size() && batch_.months[i].project == batch_.projects[index].id; ++i) {
    const ProjectMonthRow& row = batch_.months[i];
    if (row.valid_from > as_of) continue;
    MonthFacts month{month_index(row.month), row.attended,   row.paid_heads, row.due_fen,    row.paid_fen,
                     row.last_payroll,       row.valid_from, row.inflow_fen, row.balance_fen};
    if (!out.empty() && out.back().month == month.month) out.pop_back();
    out.push_back(month);
  }
  return out;
}

ProjectFacts FactsOf::operator()(std::size_t index) const {
  const ProjectRow& project = batch_.projects[index];
  ProjectFacts facts;
  facts.status = project.status;
  facts.pay_day = project.pay_day;
  facts.contract_fen = project.contract_fen;
  facts.months = months(index, anchor_day());
  facts.months_before = months(index, add_months(anchor_day(), -1));
  facts.unlicensed = project.unlicensed;
  facts.contractor_known = !project.general_contractor.empty();
  facts.contractor_blacklisted = listed_.contains(project.general_contractor);
  facts.orders_kept = !batch_.orders.empty();
  facts.complaints_kept = !batch_.complaints.empty();
  facts.blacklist_kept = !batch_.blacklist.empty();
  for (auto [at, end] = orders_.equal_range(project.id); at != end; ++at)
    facts.orders.push_back({at->second->issued, at->second->due, at->second->closed});
  for (auto [at, end] = complaints_.equal_range(project.id); at != end; ++at)
    facts.complaints.push_back({at->second->received, at->second->persons});
  for (auto [at, end] = owing_.equal_range(project.general_contractor); at != end; ++at)
    if (at->second.first != index) facts.other_sites_owe_since.push_back(at->second.second);
  for (std::size_t i = first_safeguard_[index];
       i < batch_.safeguards.size() && batch_.safeguards[i].subject == project.id; ++i) {
    const SafeguardRow& row = batch_.safeguards[i];
    if (row.safeguard == Safeguard::DedicatedAccount) {
      if (row.state != SafeguardState::Yes) facts.account_since.reset();
      if (row.state == SafeguardState::Yes && !facts.account_since) facts.account_since = row.valid_from;
      facts.dedicated_account = row.state;
    }
    if (row.safeguard == Safeguard::NoticeBoard) facts.notice_board = row.state;
  }
  const auto [low, high] = std::ranges::equal_range(deposits_, project.general_contractor, {},
                                                    &std::pair<std::string, SafeguardState>::first);
  if (low != high) facts.wage_deposit = std::prev(high)->second;
  return facts;
}

}  // namespace anxin::test
