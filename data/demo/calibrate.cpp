#include "data/demo/calibrate.hpp"

#include <algorithm>

namespace anxin::demo {
namespace {

std::int64_t scale(std::int64_t value, std::int64_t factor) {
  return static_cast<std::int64_t>((static_cast<__int128>(value) * factor) >> 32);
}

struct Registrations {
  std::int64_t count = 0;
  std::int64_t sites = 0;  // with at least one row with known heads
};

// With `deal`, heads are added in the last known month of each site until `missing` registrations are made
// up.
Registrations registrations(City& city, bool deal, std::int64_t missing, std::int64_t sites) {
  Registrations sum;
  for (std::uint32_t i = 0; i < city.sites.size(); ++i) {
    Site& site = city.sites[i];
    const MonthSpan span = rows_of(city, site);
    std::int64_t before = 0, stayed_of_last = 0, last_heads = 0;
    std::int32_t last = -1;
    for (std::int32_t month = span.first; month <= span.last; ++month) {
      const Feed feed = feed_of(city, i, month);
      if (feed == Feed::NoRow || feed == Feed::NoHeads) continue;
      const std::int64_t heads = heads_of(city, i, month);
      sum.count += registrations_in(heads, before);
      stayed_of_last = before * 2 / 3;
      before = last_heads = heads;
      last = month;
    }
    if (last < 0) continue;
    if (deal) {
      const std::int64_t more = missing / sites + (sum.sites < missing % sites ? 1 : 0);
      if (more > 0) {
        site.extra_month = last;
        site.extra_heads =
            static_cast<std::int32_t>(more + std::max<std::int64_t>(0, stayed_of_last - last_heads));
      }
    }
    ++sum.sites;
  }
  return sum;
}

}  // namespace

void calibrate_heads(City& city) {
  const std::int64_t target = published_figures(city.options).registrations;
  Registrations now = registrations(city, false, 0, 0);
  if (now.sites == 0 || target == 0) return;
  // The count follows the factor almost in proportion; three steps, then down until it does not exceed the
  // target.
  for (int i = 0; i < 3 || now.count > target; ++i) {
    city.head_factor = static_cast<std::int64_t>(static_cast<__int128>(city.head_factor) * target /
                                                 std::max<std::int64_t>(1, now.count));
    if (i >= 3) city.head_factor -= city.head_factor / 256 + 1;
    city.head_factor = std::max<std::int64_t>(city.head_factor, 0);
    now = registrations(city, false, 0, 0);
    if (city.head_factor == 0) break;  // one head everywhere is already more than the target
  }
  if (now.count < target) registrations(city, true, target - now.count, now.sites);
}

Fen scaled_due(const SiteMonth& month, std::int64_t factor) {
  return std::max<Fen>(1, scale(month.due, factor));
}

Fen scaled_paid(const SiteMonth& month, std::int64_t factor) {
  const Fen due = scaled_due(month, factor);
  if (month.paid == month.due) return due;
  return std::min(scale(month.paid, factor), due - 1);
}

std::int32_t last_payroll_of(const SiteMonth& month) {
  return month.settled_day != 0 ? month.settled_day : month.paid_day;
}

bool counts_as_through_account(const City& city, std::uint32_t index, std::int32_t month,
                               const SiteMonth& of) {
  const std::int32_t day = last_payroll_of(of);
  if (day == 0 || day > city.anchor_day || day <= days(add_months(day_at(city.anchor_day), -12)))
    return false;
  const Feed feed = feed_of(city, index, month);
  return feed != Feed::NoRow && feed != Feed::NoBank &&
         account_on(city.sites[index], day) == SafeguardState::Yes;
}

Money calibrate_money(const City& city) {
  Money money;
  const auto contractors = static_cast<std::uint32_t>(city.contractors.size());
  Ledger ledger;
  // Sum and number of the rows that count; notes where chunks begin.
  const auto pass = [&](std::vector<ChunkStart>* chunks) {
    Fen sum = 0;
    std::int64_t rows = 0;
    std::size_t sites_in_chunk = 0;
    if (chunks) chunks->assign(1, ChunkStart{});
    for (std::uint32_t c = 0; c < contractors; ++c) {
      const Contractor& contractor = city.contractors[c];
      if (chunks && sites_in_chunk > 0 && sites_in_chunk + contractor.count > city.options.chunk_projects) {
        chunks->push_back({c, rows});
        sites_in_chunk = 0;
      }
      sites_in_chunk += contractor.count;
      run_cash_flow(city, c, ledger);
      for (std::uint32_t k = 0; k < contractor.count; ++k) {
        const MonthSpan span = rows_of(city, city.sites[contractor.first + k]);
        for (std::int32_t month = span.first; month <= span.last; ++month) {
          const SiteMonth& of =
              ledger.months[static_cast<std::size_t>(k) * static_cast<std::size_t>(city.steps()) +
                            static_cast<std::size_t>(month - city.first_month)];
          if (!counts_as_through_account(city, contractor.first + k, month, of)) continue;
          sum += of.settled_day != 0 ? scaled_due(of, money.factor) : scaled_paid(of, money.factor);
          ++rows;
        }
      }
    }
    if (chunks) chunks->push_back({contractors, rows});
    return std::pair{sum, rows};
  };

  const Fen target = published_figures(city.options).paid_through_accounts_fen;
  const Fen uncalibrated = pass(nullptr).first;
  if (uncalibrated > 0 && target > 0)
    money.factor = static_cast<std::int64_t>((static_cast<__int128>(target) << 32) / uncalibrated);
  const auto [sum, rows] = pass(&money.chunks);
  if (rows > 0 && target > sum) {
    money.extra_each = (target - sum) / rows;
    money.extra_rows = (target - sum) % rows;
  }
  return money;
}

}  // namespace anxin::demo
