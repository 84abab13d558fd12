// The planned city as rows: DemoCity, and the figures it is held to.
#include <algorithm>
#include <numeric>

#include "data/demo/calibrate.hpp"
#include "data/demo/demo.hpp"
#include "data/demo/names.hpp"
#include "data/demo/plan.hpp"
#include "data/demo/records.hpp"
#include "data/demo/safeguards.hpp"

namespace anxin {

using namespace demo;

struct DemoCity::Impl {
  City city;
  Money money;
  std::vector<std::string> unit_codes, unit_names, district_codes, townships;
};

namespace {

constexpr std::int64_t kPublishedProjects = 7764;
constexpr std::int64_t kPublishedAccounts = 6975;
constexpr Fen kPublishedPaid = 34'368'000'000'00;
constexpr std::int64_t kPublishedRegistrations = 5'850'000;
constexpr int kMonthsOfRegistrations = 36;  // months over which the cumulative figure is spread

// value * n / d, rounded half up.
std::int64_t proportion(std::int64_t value, std::int64_t n, std::int64_t d) {
  return static_cast<std::int64_t>((static_cast<__int128>(value) * n * 2 + d) /
                                   (static_cast<__int128>(2) * d));
}

EnterpriseRow enterprise(Business business, std::uint32_t index, Credit credit) {
  return {enterprise_uscc(business, index), enterprise_name(business, index), credit};
}

Credit credit_of_other(std::uint64_t seed, Business business, std::uint32_t index) {
  Random dice = stream(seed, Stream::Names, mix(static_cast<std::uint64_t>(business), index));
  const std::int64_t way = dice.below(100);
  return way < 20   ? Credit::A
         : way < 68 ? Credit::B
         : way < 88 ? Credit::C
         : way < 92 ? Credit::D
                    : Credit::Unknown;
}

Business business_of(const Owner& owner) {
  return owner.government ? Business::GovernmentOwner : Business::Owner;
}

void add_enterprises(const City& city, Batch& batch) {
  const std::uint64_t seed = city.options.seed;
  batch.enterprises.reserve(city.contractors.size() + city.owners.size() + city.subcontractors);
  for (std::uint32_t i = 0; i < city.contractors.size(); ++i)
    batch.enterprises.push_back(enterprise(Business::Contractor, i, city.contractors[i].credit));
  for (std::uint32_t i = 0; i < city.owners.size(); ++i) {
    const Business business = business_of(city.owners[i]);
    batch.enterprises.push_back(enterprise(business, i, credit_of_other(seed, business, i)));
  }
  if (city.sites.empty()) return;
  for (std::uint32_t i = 0; i < city.subcontractors; ++i)
    batch.enterprises.push_back(enterprise(Business::Labour, i, credit_of_other(seed, Business::Labour, i)));
}

Fen contract_of(const City& city, const Site& site, std::int64_t factor) {
  const std::int64_t months = std::clamp((site.agreed_finish_day - site.start_day) / 30, 3, 60);
  __int128 labour = static_cast<__int128>(site.base_heads) * city.head_factor * site.wage_fen * months;
  labour = (labour >> 32) * factor >> 32;
  const Fen price = static_cast<Fen>(labour * 4);          // labour is a quarter of the price
  return std::max<Fen>(1, price / 1'000'000) * 1'000'000;  // whole 万元
}

ProjectRow project_row(const DemoCity::Impl& impl, std::uint32_t index) {
  const City& city = impl.city;
  const Site& site = city.sites[index];
  ProjectRow row;
  row.id = project_id(impl.unit_codes[site.unit], site.number, city.number_width);
  const bool has_town = site.township >= 0;
  row.township = has_town ? impl.townships[static_cast<std::size_t>(site.township)] : std::string{};
  row.name =
      project_name(has_town ? row.township : impl.unit_names[site.unit], site.sector, site.name_number);
  row.supervising_unit = impl.unit_codes[site.unit];
  row.district = impl.district_codes[site.district];
  row.sector = site.sector;
  row.funding = site.funding;
  row.status = site.status;
  row.unlicensed = site.unlicensed;
  row.at = LonLat::of_degrees(site.lon_e6 / 1e6, site.lat_e6 / 1e6);
  row.start = day_at(site.start_day);
  row.finish = day_at(site.agreed_finish_day);
  if (site.pay_day != 0) row.pay_day = site.pay_day;
  if (scaled(mix(city.options.seed, index, 0x434F4E54), 100) < 97)
    row.contract_fen = contract_of(city, site, impl.money.factor);
  row.owner = enterprise_uscc(business_of(city.owners[site.owner]), site.owner);
  row.general_contractor = enterprise_uscc(Business::Contractor, site.contractor);
  if (site.subcontractor != kNobody)
    row.subcontractor = enterprise_uscc(Business::Labour, site.subcontractor);
  return row;
}

// The one or two versions of a project-month: as it stood on the pay date, and as it stands since arrears
// were paid.
void add_month(const City& city, std::uint32_t index, const std::string& id, std::int32_t month,
               const SiteMonth& of, Fen extra, std::int64_t factor, std::vector<ProjectMonthRow>& out) {
  const Feed feed = feed_of(city, index, month);
  if (feed == Feed::NoRow) return;
  ProjectMonthRow row;
  row.project = id;
  row.month = month_at(month);
  row.valid_from = day_at(pay_date_of(city.sites[index], month));
  const Fen due = scaled_due(of, factor) + extra;
  const Fen paid = of.paid_day == 0 ? 0 : scaled_paid(of, factor) + extra;
  row.due_fen = due;
  if (feed != Feed::NoHeads) row.attended = of.heads;
  if (feed != Feed::NoBank) {
    row.paid_fen = paid;
    if (feed != Feed::NoHeads)
      row.paid_heads =
          paid == due ? of.heads : static_cast<std::int32_t>(static_cast<__int128>(of.heads) * paid / due);
    if (of.has_account) {
      row.inflow_fen = static_cast<Fen>((static_cast<__int128>(of.inflow) * factor) >> 32);
      row.balance_fen = static_cast<Fen>((static_cast<__int128>(of.balance) * factor) >> 32);
    }
    if (of.paid_day != 0) row.last_payroll = day_at(of.paid_day);
  }
  out.push_back(row);
  if (of.settled_day == 0 || feed == Feed::NoBank) return;
  row.valid_from = day_at(of.settled_day);
  row.paid_fen = due;
  if (feed != Feed::NoHeads) row.paid_heads = of.heads;
  row.last_payroll = day_at(of.settled_day);
  out.push_back(std::move(row));
}

}  // namespace

DemoFigures published_figures(const DemoOptions& options) {
  const auto n = static_cast<std::int64_t>(options.projects);
  DemoFigures figures;
  figures.active_projects = n;
  figures.dedicated_accounts = proportion(kPublishedAccounts, n, kPublishedProjects);
  figures.paid_through_accounts_fen =
      proportion(kPublishedPaid, n * std::min(options.months, 12), kPublishedProjects * 12);
  figures.registrations =
      proportion(kPublishedRegistrations, n * options.months, kPublishedProjects * kMonthsOfRegistrations);
  return figures;
}

DemoCity::DemoCity(std::unique_ptr<const Impl> impl) : impl_(std::move(impl)) {}
DemoCity::DemoCity(DemoCity&&) noexcept = default;
DemoCity& DemoCity::operator=(DemoCity&&) noexcept = default;
DemoCity::~DemoCity() = default;

Result<DemoCity> DemoCity::plan(const Pack& pack, const DemoOptions& options) {
  if (options.projects > 1'000'000)
    return fail(ErrorCode::Usage, "模拟城市的项目数须在 0 到 1000000 之间。",
                "The number of projects must lie between 0 and 1000000.");
  if (options.months < 0 || options.months > 120)
    return fail(ErrorCode::Usage, "模拟城市的月数须在 0 到 120 之间。",
                "The number of months must lie between 0 and 120.");
  double weight = 0;
  for (const auto& [code, sites] : pack.site_weight) weight += sites;
  if (pack.districts.empty() || !(weight > 0))
    return fail(ErrorCode::BadInput, "数据包没有区界或工地权重，无法生成模拟城市。",
                "The data pack has no district shapes or no site weights, so no city can be made from it.");
  auto impl = std::make_unique<Impl>();
  impl->city = plan_city(pack, options);
  calibrate_heads(impl->city);
  impl->money = calibrate_money(impl->city);
  for (const SupervisingUnit& unit : pack.supervising_units) {
    impl->unit_codes.push_back(unit.code);
    impl->unit_names.push_back(unit.short_name);
  }
  for (const District& district : pack.districts) impl->district_codes.push_back(district.code);
  for (const Township& town : pack.townships) impl->townships.push_back(town.name);
  return DemoCity(std::move(impl));
}

std::size_t DemoCity::projects() const { return impl_->city.sites.size(); }
std::size_t DemoCity::chunks() const { return impl_->money.chunks.size() - 1; }

Batch DemoCity::chunk(std::size_t chunk_index) const {
  const City& city = impl_->city;
  const ChunkStart& from = impl_->money.chunks[chunk_index];
  const ChunkStart& to = impl_->money.chunks[chunk_index + 1];
  Batch batch;
  if (chunk_index == 0) add_enterprises(city, batch);
  if (chunk_index == 0 && !city.sites.empty()) add_feeds(city, batch);
  if (from.contractor == to.contractor) return batch;
  const std::uint32_t first_site = city.contractors[from.contractor].first;
  const Contractor& last = city.contractors[to.contractor - 1];
  const std::uint32_t end_site = last.first + last.count;

  // Cash flow by contractor, kept by site, so that rows can come out in the order of ids.
  struct Kept {
    SiteMonth of;
    Fen extra;
  };
  std::vector<Kept> kept;
  std::vector<std::size_t> begin(end_site - first_site);
  std::int64_t counted = from.rows_before;
  Ledger ledger;
  for (std::uint32_t c = from.contractor; c < to.contractor; ++c) {
    const Contractor& contractor = city.contractors[c];
    run_cash_flow(city, c, ledger);
    add_listing(city, c, enterprise_uscc(Business::Contractor, c), ledger, batch);
    for (std::uint32_t k = 0; k < contractor.count; ++k) {
      const std::uint32_t site = contractor.first + k;
      begin[site - first_site] = kept.size();
      const MonthSpan span = rows_of(city, city.sites[site]);
      for (std::int32_t month = span.first; month <= span.last; ++month) {
        const SiteMonth& of =
            ledger.months[static_cast<std::size_t>(k) * static_cast<std::size_t>(city.steps()) +
                          static_cast<std::size_t>(month - city.first_month)];
        Fen extra = 0;
        if (counts_as_through_account(city, site, month, of))
          extra = impl_->money.extra_each + (counted++ < impl_->money.extra_rows ? 1 : 0);
        kept.push_back({of, extra});
      }
    }
  }

  std::vector<std::uint32_t> order(end_site - first_site);
  std::iota(order.begin(), order.end(), first_site);
  std::ranges::sort(order, {},
                    [&](std::uint32_t i) { return std::pair{city.sites[i].unit, city.sites[i].number}; });
  std::vector<SiteMonth> months_of;
  batch.projects.reserve(order.size());
  batch.months.reserve(kept.size() + kept.size() / 16);
  batch.safeguards.reserve(order.size() * 8);
  for (const std::uint32_t site : order) {
    batch.projects.push_back(project_row(*impl_, site));
    const std::string& id = batch.projects.back().id;
    const MonthSpan span = rows_of(city, city.sites[site]);
    for (std::int32_t month = span.first; month <= span.last; ++month) {
      const Kept& of = kept[begin[site - first_site] + static_cast<std::size_t>(month - span.first)];
      add_month(city, site, id, month, of.of, of.extra, impl_->money.factor, batch.months);
    }
    add_project_safeguards(city, site, id, batch.safeguards);
    months_of.clear();
    for (std::int32_t month = span.first; month <= span.last; ++month)
      months_of.push_back(kept[begin[site - first_site] + static_cast<std::size_t>(month - span.first)].of);
    add_site_records(city, site, id, span.first, months_of, impl_->money.factor, batch);
  }
  for (std::uint32_t c = from.contractor; c < to.contractor; ++c)
    add_contractor_safeguards(city, c, enterprise_uscc(Business::Contractor, c), batch.safeguards);
  return batch;
}

Result<Batch> make_demo_batch(const Pack& pack, const DemoOptions& options) {
  DemoOptions whole = options;
  whole.chunk_projects = SIZE_MAX;
  Result<DemoCity> city = DemoCity::plan(pack, whole);
  if (!city) return std::unexpected(std::move(city.error()));
  return city->chunk(0);
}

}  // namespace anxin
