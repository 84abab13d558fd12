#include "tests/model/city.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "data/model/uscc.hpp"

namespace anxin::test {
namespace {

std::string uscc_at(int n) {
  std::string code = fmt::format("91110105MA{:07}", n);
  return code + uscc_check_character(code).value();
}

void add_safeguard(Batch& batch, Disorder& random, const std::string& subject, bool of_enterprise,
                   Safeguard safeguard, SafeguardState state, Day as_of) {
  if (random.one_in(8)) return;
  const Day from = as_of - std::chrono::days{random.below(40)};
  batch.safeguards.push_back({subject, of_enterprise, safeguard, state, from, {}});
  if (random.one_in(3)) {
    batch.safeguards.push_back(
        {subject, of_enterprise, safeguard, random.state(), from - std::chrono::days{30}, {}});
  }
  if (random.one_in(3)) {
    batch.safeguards.push_back(
        {subject, of_enterprise, safeguard, random.state(), as_of + std::chrono::days{9}, {}});
  }
}

void add_records(Batch& batch, const std::string& project, const ProjectFacts& f) {
  for (const OrderFacts& o : f.orders)
    batch.orders.push_back(
        {fmt::format("O-{:05}", batch.orders.size()), project, o.issued, o.due, o.closed, "限期支付"});
  for (const ComplaintFacts& c : f.complaints)
    batch.complaints.push_back({fmt::format("C-{:05}", batch.complaints.size()),
                                project,
                                c.received,
                                c.persons,
                                {},
                                Channel::Hotline12345,
                                {}});
}

void add_month(Batch& batch, Disorder& random, const std::string& project, const MonthFacts& f) {
  ProjectMonthRow m;
  m.project = project;
  m.month = month_at(f.month);
  m.valid_from = f.valid_from;
  m.attended = f.attended;
  m.paid_heads = f.paid_heads;
  m.due_fen = f.due_fen;
  m.paid_fen = f.paid_fen;
  m.last_payroll = f.last_payroll;
  m.inflow_fen = f.inflow_fen;
  m.balance_fen = f.balance_fen;
  batch.months.push_back(m);
  if (!random.one_in(5)) return;
  m.valid_from += std::chrono::days{1 + random.below(20)};  // the rest was paid later
  m.paid_fen = m.due_fen;
  m.paid_heads = m.attended;
  m.last_payroll = m.valid_from;
  batch.months.push_back(m);
}

std::int32_t number(const std::optional<Day>& day) {
  return day ? static_cast<std::int32_t>(day->time_since_epoch().count()) : kUnknownDay;
}

SafeguardColumns columns_of(std::vector<SafeguardRow> rows, const std::map<std::string, Index>& subjects,
                            bool of_enterprise) {
  std::erase_if(rows, [&](const SafeguardRow& r) { return r.of_enterprise != of_enterprise; });
  std::ranges::sort(rows, {}, [&](const SafeguardRow& r) {
    return std::tuple(subjects.at(r.subject), r.safeguard, r.valid_from);
  });
  SafeguardColumns c;
  c.first.assign(subjects.size() + 1, 0);
  for (const SafeguardRow& r : rows) {
    ++c.first[subjects.at(r.subject) + 1];
    c.safeguard.push_back(r.safeguard);
    c.state.push_back(r.state);
    c.valid_from.push_back(number(r.valid_from));
    c.amount_fen.push_back(r.amount_fen.value_or(kUnknownFen));
  }
  for (std::size_t i = 1; i < c.first.size(); ++i) c.first[i] += c.first[i - 1];
  return c;
}

std::shared_ptr<const MonthColumns> columns_of(std::vector<ProjectMonthRow> rows,
                                               const std::map<std::string, Index>& projects) {
  std::ranges::sort(rows, {}, [&](const ProjectMonthRow& r) {
    return std::tuple(projects.at(r.project), r.month, r.valid_from);
  });
  auto c = std::make_shared<MonthColumns>();
  c->first.assign(projects.size() + 1, 0);
  for (const ProjectMonthRow& r : rows) {
    ++c->first[projects.at(r.project) + 1];
    c->month.push_back(static_cast<std::int16_t>(month_index(r.month) - MonthColumns::kMonthBase));
    c->valid_from.push_back(number(r.valid_from));
    c->attended.push_back(r.attended.value_or(kUnknownHeads));
    c->paid_heads.push_back(r.paid_heads.value_or(kUnknownHeads));
    c->due_fen.push_back(r.due_fen.value_or(kUnknownFen));
    c->paid_fen.push_back(r.paid_fen.value_or(kUnknownFen));
    c->inflow_fen.push_back(r.inflow_fen.value_or(kUnknownFen));
    c->balance_fen.push_back(r.balance_fen.value_or(kUnknownFen));
    c->last_payroll.push_back(
        r.last_payroll ? static_cast<std::int32_t>(r.last_payroll->time_since_epoch().count()) : kUnknownDay);
  }
  for (std::size_t i = 1; i < c->first.size(); ++i) c->first[i] += c->first[i - 1];
  return c;
}

// first[] of rows that come in the order of their subjects.
template <class Row, class Subject>
std::vector<std::uint32_t> firsts(const std::vector<Row>& rows, std::size_t subjects, Subject subject) {
  std::vector<std::uint32_t> first(subjects + 1, 0);
  for (const Row& row : rows) ++first[subject(row) + 1];
  for (std::size_t i = 1; i < first.size(); ++i) first[i] += first[i - 1];
  return first;
}

void add_record_columns(const Batch& batch, const std::map<std::string, Index>& projects,
                        const std::map<std::string, Index>& enterprises, Records& out) {
  const auto project = [&](const auto& row) { return projects.at(row.project); };
  out.orders.first = firsts(batch.orders, projects.size(), project);
  for (const OrderRow& o : batch.orders) {
    out.orders.issued.push_back(number(o.issued));
    out.orders.due.push_back(number(o.due));
    out.orders.closed.push_back(number(o.closed));
  }
  out.complaints.first = firsts(batch.complaints, projects.size(), project);
  for (const ComplaintRow& c : batch.complaints) {
    out.complaints.received.push_back(number(c.received));
    out.complaints.persons.push_back(c.persons);
  }
  out.blacklist.kept = !batch.blacklist.empty();
  out.blacklist.first =
      firsts(batch.blacklist, enterprises.size(), [&](const auto& row) { return enterprises.at(row.uscc); });
  for (const BlacklistRow& b : batch.blacklist) {
    out.blacklist.listed.push_back(number(b.listed));
    out.blacklist.removed.push_back(number(b.removed));
  }
}

}  // namespace

Batch disorderly_city(int projects, Day as_of, std::uint32_t seed) {
  Disorder random(seed);
  Batch batch;
  for (int n = 0; n < projects; ++n) {
    const ProjectFacts f = random.project(as_of + std::chrono::days{random.below(5)});
    ProjectRow row;
    row.id = fmt::format("P-110105-{:05}", n);
    row.name = fmt::format("样例工程 {} 号", n);
    row.supervising_unit = row.district = "110105";
    row.status = f.status;
    row.at = LonLat::of_degrees(116.1 + 0.0001 * n, 39.9);
    row.pay_day = f.pay_day;
    row.contract_fen = f.contract_fen;
    row.unlicensed = f.unlicensed;
    const std::string firm = uscc_at(n / 4);  // four sites each
    if (n % 4 == 0) {
      batch.enterprises.push_back({firm, fmt::format("样例建筑 {} 公司", n / 4), Credit::B});
      add_safeguard(batch, random, firm, true, Safeguard::WageDeposit, f.wage_deposit, as_of);
      if (f.contractor_blacklisted) {
        const Day listed = as_of - std::chrono::days{random.below(9)};
        batch.blacklist.push_back({firm, listed, {}, {}});
        if (random.one_in(2)) batch.blacklist.back().removed = listed + std::chrono::days{random.below(12)};
      }
    }
    if (f.contractor_known) row.general_contractor = firm;
    batch.projects.push_back(row);
    add_records(batch, row.id, f);
    add_safeguard(batch, random, row.id, false, Safeguard::DedicatedAccount, f.dedicated_account, as_of);
    add_safeguard(batch, random, row.id, false, Safeguard::NoticeBoard, f.notice_board, as_of);
    for (const MonthFacts& m : f.months) add_month(batch, random, row.id, m);
  }
  return batch;
}

Registry registry_of(const Batch& batch) {
  Registry r;
  std::map<std::string, Index> enterprises, projects;
  for (const EnterpriseRow& e : batch.enterprises) {
    enterprises.emplace(e.uscc, static_cast<Index>(enterprises.size()));
    r.enterprise_uscc.push_back(e.uscc);
    r.enterprise_name.push_back(e.name);
    r.enterprise_credit.push_back(e.credit);
  }
  for (const ProjectRow& p : batch.projects) {
    projects.emplace(p.id, static_cast<Index>(projects.size()));
    r.id.push_back(p.id);
    r.name.push_back(p.name);
    r.status.push_back(p.status);
    r.pay_day.push_back(static_cast<std::uint8_t>(p.pay_day.value_or(0)));
    r.contract_fen.push_back(p.contract_fen.value_or(kUnknownFen));
    r.unlicensed.push_back(p.unlicensed ? 1 : 0);
    const auto contractor = enterprises.find(p.general_contractor);
    r.general_contractor.push_back(contractor == enterprises.end() ? kNone : contractor->second);
  }
  r.project_safeguards = columns_of(batch.safeguards, projects, false);
  r.enterprise_safeguards = columns_of(batch.safeguards, enterprises, true);
  r.months = columns_of(batch.months, projects);
  add_record_columns(batch, projects, enterprises, r.records);
  return r;
}

Registry registry_of_two_units(const Batch& batch) {
  Registry r = registry_of(batch);
  r.unit_code.push_back("110105");
  r.unit_code.push_back("110108");
  for (const ProjectRow& p : batch.projects) {
    r.unit.push_back(p.supervising_unit == "110108" ? 1 : p.supervising_unit == "none" ? 255 : 0);
    r.sector.push_back(p.sector);
    r.funding.push_back(p.funding);
    r.start.push_back(number(p.start));
  }
  return r;
}

}  // namespace anxin::test
