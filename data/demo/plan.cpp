#include "data/demo/plan.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <numeric>

#include "data/demo/ground.hpp"
#include "data/model/assess.hpp"

namespace anxin::demo {
namespace {

// Heads on a site at its height, at 17 equally likely steps: many small sites, a few very large.
constexpr std::array<std::int32_t, 17> kHeads{4,  7,  10, 14,  18,  23,  29,  36,  44,
                                              54, 68, 88, 116, 160, 240, 420, 1300};
// Active sites of one contractor, at 17 equally likely steps.
constexpr std::array<std::int32_t, 17> kSites{1, 1, 1, 1, 2, 2, 2, 3, 3, 4, 4, 5, 6, 8, 11, 16, 34};

template <std::size_t N>
std::int32_t draw(const std::array<std::int32_t, N>& steps, Random& dice) {
  const std::int64_t at = dice.below((static_cast<std::int64_t>(N) - 1) * 1024);
  const auto i = static_cast<std::size_t>(at / 1024);
  return static_cast<std::int32_t>(steps[i] + (steps[i + 1] - steps[i]) * (at % 1024) / 1024);
}

struct SectorMix {
  Sector sector;
  int permille;
  std::int64_t wage_yuan;
};
// Catering is not here: it stands among the sites for which a dedicated account does not apply.
constexpr std::array<SectorMix, 7> kSectorMix{{{Sector::Housing, 560, 6500},
                                               {Sector::Municipal, 165, 6100},
                                               {Sector::Transport, 90, 6700},
                                               {Sector::Water, 60, 6200},
                                               {Sector::RailTransit, 55, 7200},
                                               {Sector::Military, 15, 6400},
                                               {Sector::Other, 55, 5900}}};

std::vector<MonthMark> calendar(const Pack& pack, std::int32_t first_month, int steps) {
  std::vector<MonthMark> marks(static_cast<std::size_t>(steps));
  for (int t = 0; t < steps; ++t) {
    MonthMark& mark = marks[static_cast<std::size_t>(t)];
    const std::int32_t month = first_month + t;
    const auto of_year = static_cast<unsigned>(month_at(month).month());
    mark.work = of_year == 1 ? 820 : of_year == 2 ? 760 : of_year == 12 ? 920 : 1000;
    const std::int32_t pay = days(first_day(month_at(month + 1))) + 19;
    mark.suppliers = -25;  // what is collected before the festival is lent over the year
    for (const SpringFestival& festival : pack.spring_festivals) {
      const std::int32_t festival_month = month_index(month_of(festival.day));
      if (month == festival_month) mark.work = 300;
      if (month == festival_month - 1) mark.work = 720;
      const std::int32_t ahead = days(festival.day) - pay;
      if (ahead < 0 || ahead > 60) continue;
      mark.suppliers = ahead <= 32 ? 210 : 120;
      mark.due = ahead <= 32 ? 1250 : 1080;
    }
  }
  return marks;
}

// Sites by unit: exactly the pack's weights for the active ones.
struct Slots {
  std::vector<std::int64_t> left;
  std::int64_t total = 0;
  std::size_t take(std::int64_t at) {
    std::size_t unit = 0;
    while (at >= left[unit]) at -= left[unit++];
    --left[unit], --total;
    return unit;
  }
  std::size_t take_any(Random& dice) { return take(dice.below(total)); }
};

void plan_owners(City& city, const std::vector<std::int64_t>& sites_of_unit,
                 std::vector<std::uint32_t>& first_owner) {
  const std::size_t units = sites_of_unit.size();
  // Units differ by the quality of their owners: evenly spaced, dealt by the seed. Says nothing about the
  // real district.
  std::vector<std::int32_t> offset(units);
  for (std::size_t u = 0; u < units; ++u)
    offset[u] = units < 2 ? 0
                          : static_cast<std::int32_t>(-130 + 260 * static_cast<std::int64_t>(u) /
                                                                 (static_cast<std::int64_t>(units) - 1));
  Random deal = stream(city.options.seed, Stream::Units);
  for (std::size_t u = units; u > 1; --u)
    std::swap(offset[u - 1], offset[static_cast<std::size_t>(deal.below(static_cast<std::int64_t>(u)))]);

  for (std::size_t u = 0; u < units; ++u) {
    first_owner.push_back(static_cast<std::uint32_t>(city.owners.size()));
    const std::int64_t count = sites_of_unit[u] == 0 ? 0 : std::max<std::int64_t>(1, sites_of_unit[u] / 6);
    for (std::int64_t i = 0; i < count; ++i) {
      Random dice = stream(city.options.seed, Stream::Owners, city.owners.size());
      Owner owner;
      owner.unit = static_cast<std::uint8_t>(u);
      owner.government = dice.chance(430);
      owner.quality =
          static_cast<std::int32_t>(330 + offset[u] + (owner.government ? 60 : 0) + dice.bell(130));
      city.owners.push_back(owner);
    }
  }
  first_owner.push_back(static_cast<std::uint32_t>(city.owners.size()));

  // Liquidity wanders about its mean and forgets a sixth of its distance each month.
  const int steps = city.steps();
  city.liquidity.resize(city.owners.size() * static_cast<std::size_t>(steps));
  for (std::size_t o = 0; o < city.owners.size(); ++o) {
    Random dice = stream(city.options.seed, Stream::Cash, o);
    std::int64_t level = city.owners[o].quality + dice.bell(230);
    for (int t = 0; t < steps; ++t) {
      level += (city.owners[o].quality - level) / 6 + dice.bell(130);
      city.liquidity[o * static_cast<std::size_t>(steps) + static_cast<std::size_t>(t)] =
          static_cast<std::int16_t>(std::clamp<std::int64_t>(level, -2000, 2000));
    }
  }
}

// Life of a site that is active at the anchor, and perhaps of the one before it in the same hands.
void plan_lives(City& city, Site site, Random& dice, bool first) {
  const std::int32_t planned =
      static_cast<std::int32_t>(std::max(dice.between(10, 48), dice.between(10, 48)));
  const std::int32_t age = first ? 20 : static_cast<std::int32_t>(dice.below(planned));
  site.start_month = city.anchor_month - age;
  const std::int32_t month_start = days(first_day(month_at(site.start_month)));
  const std::int32_t latest = age == 0 ? std::min(city.anchor_day - month_start, 27) : 27;
  site.start_day = month_start + static_cast<std::int32_t>(dice.below(latest + 1));
  const std::int32_t slip = dice.chance(120) ? static_cast<std::int32_t>(dice.between(1, 8)) : 0;
  site.agreed_finish_day =
      days(add_months(day_at(site.start_day), std::max(6, (first ? 40 : planned) - slip)));
  site.end_month = city.anchor_month;
  city.sites.push_back(site);

  if (age > 34 || !dice.chance(500)) return;
  Site before = site;
  const std::int32_t lasted = static_cast<std::int32_t>(dice.between(8, 36));
  before.end_month = site.start_month - static_cast<std::int32_t>(dice.between(1, 3));
  before.start_month = before.end_month - lasted;
  if (before.end_month < city.window_month) return;
  before.start_day =
      days(first_day(month_at(before.start_month))) + static_cast<std::int32_t>(dice.below(28));
  const std::int32_t last = days(last_day(month_at(before.end_month)));
  before.agreed_finish_day = last - static_cast<std::int32_t>(dice.below(25));
  before.status = dice.chance(40) ? ProjectStatus::Suspended : ProjectStatus::Finished;
  if (before.status == ProjectStatus::Suspended)
    before.agreed_finish_day += static_cast<std::int32_t>(dice.between(90, 500));
  city.sites.push_back(before);
}

void plan_contractors(City& city, std::vector<std::int64_t> sites_of_unit) {
  Slots slots{std::move(sites_of_unit), static_cast<std::int64_t>(city.options.projects)};
  while (slots.total > 0) {
    const auto index = static_cast<std::uint32_t>(city.contractors.size());
    Random dice = stream(city.options.seed, Stream::Contractors, index);
    Contractor contractor;
    contractor.first = static_cast<std::uint32_t>(city.sites.size());
    contractor.strength = static_cast<std::int32_t>(55 + dice.bell(60));
    const std::int64_t seen = contractor.strength + dice.bell(35);  // credit is strength as the city sees it
    contractor.credit = dice.chance(30) ? Credit::Unknown
                        : seen > 90     ? Credit::A
                        : seen > 15     ? Credit::B
                        : seen > -50    ? Credit::C
                                        : Credit::D;
    constexpr std::array<std::uint8_t, 5> kPayDays{10, 15, 20, 25, 28};
    contractor.pay_day = kPayDays[static_cast<std::size_t>(dice.below(5))];
    const std::int64_t wanted = std::min<std::int64_t>(draw(kSites, dice), slots.total);
    const std::size_t home = slots.take_any(dice);
    for (std::int64_t i = 0; i < wanted; ++i) {
      Site site;
      site.contractor = index;
      if (i == 0) {
        site.unit = static_cast<std::uint8_t>(home);
      } else if (slots.left[home] > 0 && dice.chance(600)) {
        --slots.left[home], --slots.total;
        site.unit = static_cast<std::uint8_t>(home);
      } else {
        site.unit = static_cast<std::uint8_t>(slots.take_any(dice));
      }
      plan_lives(city, site, dice, index == 0 && i == 0);
    }
    contractor.count = static_cast<std::uint32_t>(city.sites.size()) - contractor.first;
    city.contractors.push_back(contractor);
  }
}

// Who has no dedicated account: exactly N - accounts of the active sites, rather those of weak contractors.
void plan_accounts(City& city) {
  std::vector<std::pair<std::int64_t, std::uint32_t>> doubt;
  for (std::uint32_t i = 0; i < city.sites.size(); ++i) {
    Site& site = city.sites[i];
    Random dice = stream(city.options.seed, Stream::Safeguards, i);
    const std::int64_t score = dice.below(1000) - city.contractors[site.contractor].strength;
    if (site.status == ProjectStatus::Active) {
      doubt.emplace_back(-score, i);
    } else if (dice.chance(80)) {
      site.account = SafeguardState::No;
    }
  }
  const auto without = static_cast<std::ptrdiff_t>(static_cast<std::int64_t>(city.options.projects) -
                                                   published_figures(city.options).dedicated_accounts);
  std::nth_element(doubt.begin(), doubt.begin() + without, doubt.end());
  for (std::ptrdiff_t k = 0; k < without; ++k) {
    Site& site = city.sites[doubt[static_cast<std::size_t>(k)].second];
    Random dice =
        stream(city.options.seed, Stream::Safeguards, mix(doubt[static_cast<std::size_t>(k)].second, 1));
    const std::int64_t way = dice.below(100);
    site.account = way < 38   ? SafeguardState::NotApplicable
                   : way < 52 ? SafeguardState::Unknown
                              : SafeguardState::No;
    if (site.account == SafeguardState::NotApplicable) site.sector = Sector::Catering;
  }
}

void plan_account_days(const City& city, Site& site, Random& dice) {
  const std::int32_t life_end =
      site.status == ProjectStatus::Active ? city.anchor_day : days(last_day(month_at(site.end_month)));
  site.account_from = site.account_until = INT32_MAX;
  if (site.account == SafeguardState::No || site.account == SafeguardState::NotApplicable) return;
  const bool late = dice.chance(80);
  site.account_from = std::min(
      life_end, site.start_day + static_cast<std::int32_t>(late ? dice.between(60, 240) : dice.below(30)));
  if (site.account == SafeguardState::Unknown)
    site.account_until =
        std::max(site.account_from, city.anchor_day - static_cast<std::int32_t>(dice.between(20, 120)));
  else if (site.status == ProjectStatus::Finished)
    site.account_until = life_end + static_cast<std::int32_t>(dice.between(60, 150));
}

void plan_details(City& city, const Ground& ground, const std::vector<std::uint32_t>& first_owner) {
  std::vector<std::uint32_t> numbers(first_owner.size(), 0);
  std::map<std::pair<std::int32_t, int>, std::uint32_t> names;
  for (std::uint32_t i = 0; i < city.sites.size(); ++i) {
    Site& site = city.sites[i];
    Random dice = stream(city.options.seed, Stream::Details, i);
    const std::uint32_t low = first_owner[site.unit], count = first_owner[site.unit + 1u] - low;
    site.owner = low + static_cast<std::uint32_t>(std::min(dice.below(count), dice.below(count)));
    site.funding = dice.chance(25)                      ? Funding::Unknown
                   : city.owners[site.owner].government ? Funding::Government
                                                        : Funding::Private;
    site.subcontractor =
        dice.chance(700) ? static_cast<std::uint32_t>(dice.below(city.subcontractors)) : kNobody;
    site.wage_fen = 4'600'00;
    const std::int64_t way = dice.below(1000);
    site.base_heads = std::max<std::int32_t>(1, draw(kHeads, dice));
    if (site.sector != Sector::Catering) {
      std::int64_t sum = 0;
      for (const SectorMix& part : kSectorMix) {
        site.sector = part.sector;
        site.wage_fen = part.wage_yuan * 100;
        sum += part.permille;
        if (sum > way) break;
      }
    } else {
      site.base_heads = std::max<std::int32_t>(1, site.base_heads / 5);
      site.funding = Funding::Private;
    }
    site.wage_fen = site.wage_fen * dice.between(860, 1140) / 1000;
    site.unlicensed = site.account == SafeguardState::No && dice.chance(60);
    site.pay_day = dice.chance(25) ? std::uint8_t{0} : city.contractors[site.contractor].pay_day;
    plan_account_days(city, site, dice);
    const Spot spot = ground.spot(site.unit, dice);
    site.lon_e6 = spot.lon_e6, site.lat_e6 = spot.lat_e6;
    site.district = spot.district, site.township = spot.township;
    site.number = ++numbers[site.unit];
    site.name_number = names[{site.township, static_cast<int>(site.sector)}]++;
  }
  const std::uint32_t most = numbers.empty() ? 0 : *std::ranges::max_element(numbers);
  for (std::uint32_t limit = 10'000; most >= limit && city.number_width < 9; limit *= 10) ++city.number_width;
}

}  // namespace

std::int32_t days(Day d) { return static_cast<std::int32_t>(d.time_since_epoch().count()); }
Day day_at(std::int32_t count) { return Day(std::chrono::days(count)); }

std::vector<std::int64_t> largest_remainder(const std::vector<double>& weight, std::int64_t total) {
  // Weights as thousandths, so that the split is integer arithmetic.
  std::vector<std::int64_t> milli;
  milli.reserve(weight.size());
  for (const double w : weight) milli.push_back(std::llround(w * 1000.0));
  const std::int64_t sum = std::accumulate(milli.begin(), milli.end(), std::int64_t{0});
  std::vector<std::int64_t> share(milli.size(), 0);
  if (sum == 0) return share;
  std::vector<std::pair<std::int64_t, std::size_t>> rest;
  std::int64_t given = 0;
  for (std::size_t i = 0; i < milli.size(); ++i) {
    share[i] = total * milli[i] / sum;
    given += share[i];
    rest.emplace_back(-(total * milli[i] % sum), i);
  }
  std::ranges::sort(rest);
  for (std::int64_t k = 0; k < total - given; ++k) ++share[rest[static_cast<std::size_t>(k)].second];
  return share;
}

std::int32_t pay_date_of(const Site& site, std::int32_t month) {
  return days(pay_date(month, site.pay_day == 0 ? std::nullopt : std::optional<int>(site.pay_day)));
}

std::int32_t heads_of(const City& city, std::uint32_t index, std::int32_t month) {
  const Site& site = city.sites[index];
  if (month < site.start_month || month > site.end_month) return 0;
  const int t = month - city.first_month;
  const std::int64_t age = month - site.start_month;
  const std::int64_t left = site.status == ProjectStatus::Finished ? site.end_month - month : 12;
  std::int64_t profile = std::min<std::int64_t>(1000, 300 + 175 * age);  // builds up in four months
  profile = std::min<std::int64_t>(profile, 250 + 190 * left);           // and down in four
  const std::int64_t jitter =
      900 + scaled(mix(city.options.seed ^ 0x48454144, index, static_cast<std::uint64_t>(month)), 201);
  std::int64_t milli = static_cast<std::int64_t>(site.base_heads) * profile;  // thousandths of a head
  milli = milli * city.marks[static_cast<std::size_t>(t)].work / 1000 * jitter / 1000;
  std::int64_t heads = std::max<std::int64_t>(1, (milli * (city.head_factor >> 12) / 1000) >> 20);
  if (month == site.extra_month) heads += site.extra_heads;
  return static_cast<std::int32_t>(heads);
}

Feed feed_of(const City& city, std::uint32_t index, std::int32_t month) {
  const std::uint64_t seed = city.options.seed ^ 0x46454544;
  const std::uint64_t of_site = mix(seed, index);
  // A bank's feed fails now and then for a quarter of its customers; it is made good within two months.
  const bool is_recent = month >= city.anchor_month - 2;
  const auto bank = static_cast<std::uint64_t>(scaled(mix(of_site, 7), kBanks));
  const std::uint64_t of_bank = mix(seed, bank + 1'000'000'007ull, static_cast<std::uint64_t>(month));
  if (is_recent && of_site % 4 == 0 && scaled(of_bank, 1000) < 40) return Feed::NoBank;
  // Some sites have stopped delivering and not come back; a few lost months that were never delivered.
  const std::int64_t fate = scaled(of_site, 1000);
  if (fate >= 37) return Feed::Full;
  const bool stale = fate < 25;
  const std::int64_t length = 1 + scaled(mix(of_site, 2), stale ? 4 : 6);
  const std::int64_t before = 5 + scaled(mix(of_site, 3), std::max(1, city.options.months));
  const std::int64_t begin = city.anchor_month - (stale ? length : before);
  if (month < begin || month >= begin + length) return Feed::Full;
  const std::int64_t kind = scaled(mix(of_site, 4), 100);
  return kind < 40 ? Feed::NoRow : kind < 75 ? Feed::NoHeads : Feed::NoBank;
}

MonthSpan rows_of(const City& city, const Site& site) {
  MonthSpan span{std::max(site.start_month, city.window_month),
                 std::min(site.end_month, city.anchor_month - 1)};
  while (span.last >= span.first && pay_date_of(site, span.last) > city.anchor_day) --span.last;
  return span;
}

SafeguardState account_on(const Site& site, std::int32_t day) {
  if (site.account == SafeguardState::No || site.account == SafeguardState::NotApplicable)
    return site.account;
  if (day < site.account_from) return SafeguardState::No;
  if (day < site.account_until) return SafeguardState::Yes;
  return site.account == SafeguardState::Unknown ? SafeguardState::Unknown : SafeguardState::NotApplicable;
}

City plan_city(const Pack& pack, const DemoOptions& options) {
  City city;
  city.options = options;
  city.anchor_day = days(day_of(options.anchor));
  city.anchor_month = month_index(month_of(day_of(options.anchor)));
  city.window_month = city.anchor_month - options.months;
  city.first_month = city.window_month - kWarmUp;
  city.marks = calendar(pack, city.first_month, options.months + kWarmUp);
  std::vector<double> weight;
  for (const SupervisingUnit& unit : pack.supervising_units) {
    const auto found = pack.site_weight.find(unit.code);
    weight.push_back(found == pack.site_weight.end() ? 0 : found->second);
  }
  const auto sites_of_unit = largest_remainder(weight, static_cast<std::int64_t>(options.projects));
  std::vector<std::uint32_t> first_owner;
  plan_owners(city, sites_of_unit, first_owner);
  city.subcontractors = static_cast<std::uint32_t>(std::max<std::size_t>(1, options.projects / 3));
  plan_contractors(city, sites_of_unit);
  plan_accounts(city);
  plan_details(city, Ground(pack, options.seed), first_owner);
  return city;
}

}  // namespace anxin::demo
