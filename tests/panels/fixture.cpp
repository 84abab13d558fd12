#include "tests/panels/fixture.hpp"

#include <fmt/format.h>

#include <random>

#include "console/desk/base_map.hpp"
#include "console/desk/summary.hpp"
#include "geo/crs.hpp"
#include "tests/tools/support.hpp"

namespace anxin::test {
namespace {

constexpr Day kToday = Day(std::chrono::days(20780));  // 2026-11-23
constexpr Fen kWan = 1'000'000;
constexpr std::size_t kProjects = 240;

std::int32_t number(Day d) { return static_cast<std::int32_t>(d.time_since_epoch().count()); }

struct Plan {
  int unpaid = 0;  // newest due months without pay
  Fen due = 46'2 * kWan / 10;
  bool board = true, months = true, account = true;
};

Plan plan_of(std::size_t i, std::mt19937& dice) {
  if (i == 0) return {3};
  if (i == 1) return {0, 46 * kWan, true, true, false};
  if (i == 2) return {0, 46 * kWan, false};
  if (i == 3) return {};
  if (i == 4) return {0, 46 * kWan, true, false};
  const auto roll = static_cast<int>(dice() % 100);
  if (roll < 5) return {3 + roll % 2};
  if (roll < 14) return {0, 46 * kWan, true, true, false};
  if (roll < 16) return {1};
  if (roll < 34) return {0, 46 * kWan, false};
  if (roll < 39) return {0, 46 * kWan, true, false};
  return {};
}

void add_months(MonthColumns& m, const Plan& plan) {
  const int now = month_index(month_of(kToday));
  for (int month = now - 13; plan.months && month <= now; ++month) {
    const bool due_yet = pay_date(month, 25) < kToday;
    const int before_last = (pay_date(now - 1, 25) < kToday ? now - 1 : now - 2) - month;
    const bool paid = !due_yet || before_last >= plan.unpaid;
    const bool half = !paid && before_last + 1 == plan.unpaid && plan.unpaid > 2;
    m.month.push_back(static_cast<std::int16_t>(month - MonthColumns::kMonthBase));
    m.valid_from.push_back(number(last_day(month_at(month))));
    m.attended.push_back(120);
    m.paid_heads.push_back(!due_yet ? 0 : paid ? 120 : half ? 60 : 0);
    m.due_fen.push_back(plan.due);
    m.paid_fen.push_back(!due_yet ? 0 : paid ? plan.due : half ? plan.due / 2 : 0);
    m.inflow_fen.push_back(plan.due);
    m.balance_fen.push_back(21'4 * kWan / 10);
    m.last_payroll.push_back(paid && due_yet ? number(pay_date(month, 25)) : kUnknownDay);
  }
}

void add_safeguards(SafeguardColumns& c, std::initializer_list<std::pair<Safeguard, SafeguardState>> rows,
                    Fen amount) {
  for (const auto& [safeguard, state] : rows) {
    c.safeguard.push_back(safeguard);
    c.state.push_back(state);
    c.valid_from.push_back(number(kToday) - 400);
    c.amount_fen.push_back(safeguard == Safeguard::WageDeposit ? amount : kUnknownFen);
  }
  c.first.push_back(static_cast<std::uint32_t>(c.state.size()));
}

void add_enterprises(Registry& r) {
  for (int i = 0; i < 30; ++i) {
    r.enterprise_uscc.push_back(fmt::format("91110000{:09}X", i));
    r.enterprise_name.push_back(fmt::format("北京模拟建设集团第{}工程有限公司", i + 1));
    r.enterprise_credit.push_back(static_cast<Credit>(i % 5));
    add_safeguards(r.enterprise_safeguards,
                   {{Safeguard::WageDeposit, SafeguardState::Yes},
                    {Safeguard::LabourOfficer, i % 3 == 2 ? SafeguardState::Unknown : SafeguardState::Yes}},
                   180 * kWan);
  }
}

void add_project(Registry& r, MonthColumns& m, std::size_t i, std::size_t unit, LonLat at, const Plan& plan) {
  r.id.push_back(fmt::format("P-{}-{:04}", r.unit_code[unit], i));
  r.name.push_back(i == 0 ? std::string(kLongName) : fmt::format("模拟安置房项目{}标段", i));
  r.township.push_back("金盏乡");
  r.unit.push_back(static_cast<std::uint8_t>(unit));
  r.district.push_back(static_cast<std::uint8_t>(unit));
  r.sector.push_back(static_cast<Sector>(i % kSectors));
  r.funding.push_back(static_cast<Funding>(i % 3));
  r.status.push_back(ProjectStatus::Active);
  r.unlicensed.push_back(i % 40 == 0);
  r.at.push_back(at);
  r.xy.push_back(to_map(at));
  r.start.push_back(number(kToday) - 500);
  r.finish.push_back(number(kToday) + 300);
  r.pay_day.push_back(25);
  r.contract_fen.push_back(12'000 * kWan);
  r.owner.push_back(static_cast<Index>(i % 30));
  r.general_contractor.push_back(static_cast<Index>((i + 2) % 30));
  r.subcontractor.push_back(i % 7 == 6 ? kNone : static_cast<Index>((i + 13) % 30));
  add_safeguards(r.project_safeguards,
                 {{Safeguard::RealName, SafeguardState::Yes},
                  {Safeguard::DedicatedAccount, plan.account ? SafeguardState::Yes : SafeguardState::No},
                  {Safeguard::BankPayroll, i == 0       ? SafeguardState::No
                                           : i % 9 == 5 ? SafeguardState::NotApplicable
                                                        : SafeguardState::Yes},
                  {Safeguard::NoticeBoard, plan.board ? SafeguardState::Yes : SafeguardState::No}},
                 0);
  add_months(m, plan);
  m.first.push_back(static_cast<std::uint32_t>(m.month.size()));
}

std::shared_ptr<const Registry> make_registry(const Pack& pack) {
  auto r = std::make_shared<Registry>();
  auto m = std::make_shared<MonthColumns>();
  r->revision = 7;
  r->simulated = true;
  m->first.push_back(0);
  r->project_safeguards.first.push_back(0);
  r->enterprise_safeguards.first.push_back(0);
  for (const SupervisingUnit& u : pack.supervising_units) {
    r->unit_code.push_back(u.code);
    r->unit_name.push_back(u.name);
  }
  add_enterprises(*r);
  std::mt19937 dice(20261123);
  // Ids ascend, as the registry promises.
  std::vector<std::size_t> units;
  for (std::size_t i = 0; i < kProjects; ++i)
    units.push_back(i < 7 ? 0 : i * r->unit_code.size() / kProjects);
  for (std::size_t i = 0; i < kProjects; ++i) {
    const LonLat centre = pack.supervising_units[units[i]].label_at;
    const auto shift = [&] { return (static_cast<double>(dice() % 2000) / 1000 - 1) * 0.12; };
    LonLat at = LonLat::of_degrees(centre.lon() + shift(), centre.lat() + shift());
    if (i < 5) at = LonLat::of_degrees(116.40 + 0.02 * static_cast<double>(i), 39.91);
    if (i == 5 || i == 6) at = LonLat::of_degrees(116.35, 39.95);
    add_project(*r, *m, i, units[i], at, plan_of(i, dice));
  }
  r->grid = GridIndex::build(r->xy);
  r->months = m;
  return r;
}

}  // namespace

Frame City::frame(const ViewState& view) const {
  Frame f;
  f.world = {registry, risk, risk, risk, coverage, nullptr, 7};
  f.today = kToday;
  f.timeline = timeline;
  f.pack = pack;
  f.base = base;
  f.load.state = f.months.state = LoadState::Ready;
  f.as_of = kToday;
  f.now = start_of(kToday) + std::chrono::hours(9) + std::chrono::minutes(42) + std::chrono::seconds(16);
  f.simulated = true;
  f.store_name = "beijing.anxin";
  f.summary = std::make_shared<Summary>(
      summarise(*registry, risk.get(), risk.get(), risk.get(), filters_in_force(view), kToday));
  f.can_find = true;
  if (!view.set.empty())
    f.set = std::make_shared<SelectionSet>(select_set(*registry, risk.get(), f.summary->mask, view.set));
  if (const Index i = registry->find_project(view.selected); i != kNone) {
    auto d = std::make_shared<ProjectDetail>();
    d->project = i;
    d->facts = facts_of(*registry, i, kToday);
    d->assessment = assess(d->facts, pack->rules, kToday);
    d->counterfactual = counterfactual(d->facts, pack->rules, kToday);
    d->history = {
        {f.now - std::chrono::hours(24), "import", "导入月度表：10 月实发 0，应发 46.2 万元",
         "months imported: due CNY 0.46 million, paid 0", 3},
        {f.now - std::chrono::hours(24 * 30), "import", "导入项目表：新增", "projects imported: new", 1}};
    f.detail = d;
  }
  return f;
}

const City& small_city() {
  static const City city = [] {
    City c;
    c.pack = std::make_shared<Pack>(load_pack(pack_dir()).value());
    c.base = std::make_shared<BaseMap>(base_map_of(*c.pack).value());
    c.registry = make_registry(*c.pack);
    c.risk = std::make_shared<RiskTable>(assess_all(*c.registry, c.pack->rules, kToday));
    c.coverage = std::make_shared<Coverage>(
        coverage_of(*c.registry, c.pack->coverage, kToday, start_of(kToday) + std::chrono::hours(9)));
    Timeline weeks;
    for (std::size_t i = 0; i < Timeline::kWeeks; ++i) {
      weeks.day.push_back(kToday - std::chrono::days(7 * (Timeline::kWeeks - 1 - i)));
      weeks.severe.push_back(static_cast<std::int32_t>(i));
    }
    c.timeline = std::make_shared<Timeline>(std::move(weeks));
    c.search = std::make_shared<SearchIndex>(SearchIndex::build(*c.registry, *c.pack));
    c.scene = build_base(*c.base);
    set_symbols(c.scene, *c.registry, c.risk.get(), {});
    return c;
  }();
  return city;
}

std::shared_ptr<const Registry> strewn_registry(std::size_t n, unsigned seed) {
  auto r = std::make_shared<Registry>();
  std::mt19937_64 dice(seed);
  std::uniform_real_distribution<double> x(400'000, 560'000), y(4'360'000, 4'540'000);
  for (std::size_t i = 0; i < n; ++i) {
    r->id.push_back(fmt::format("P-{:08}", i));
    r->xy.push_back(MapXY::of_metres(x(dice), y(dice)));
    r->sector.push_back(static_cast<Sector>(dice() % kSectors));
    r->funding.push_back(static_cast<Funding>(dice() % 3));
    r->status.push_back(dice() % 10 == 0 ? ProjectStatus::Finished : ProjectStatus::Active);
    r->general_contractor.push_back(kNone);
  }
  return r;
}

}  // namespace anxin::test
