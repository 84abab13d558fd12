#include "data/demo/records.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "data/model/assess.hpp"

namespace anxin::demo {
namespace {

constexpr int kComplaintOf1000 = 330;   // months unpaid after three days that somebody complains about
constexpr int kInspectionOf1000 = 300;  // months unpaid after two weeks that an inspection meets
constexpr int kGatheringOf1000 = 90;    // months unpaid after six weeks that end at the gate
constexpr int kListingDays = 120;       // a month unpaid for so long may bring its contractor on the list
constexpr int kListingOf1000 = 20;
constexpr int kQuarterDays = 90;  // in one of eight a feed was silent for some days

struct Unpaid {
  std::int32_t since = 0, until = INT32_MAX;  // pay date; day on which the rest was paid
  std::int32_t heads = 0;                     // without (all of) their wages, at least 1
  Fen fen = 0;
};

bool is_unpaid(const SiteMonth& of, std::int32_t pay_date, const City& city) {
  return of.heads > 0 && of.due > 0 && of.paid < of.due && pay_date < city.anchor_day;
}

Unpaid unpaid_of(const SiteMonth& of, std::int32_t pay_date, std::int64_t factor) {
  Unpaid u;
  u.since = pay_date;
  if (of.settled_day != 0) u.until = of.settled_day;
  const Fen rest = of.due - of.paid;
  u.heads = std::max(1, static_cast<std::int32_t>(static_cast<__int128>(of.heads) * rest / of.due));
  u.fen = static_cast<Fen>((static_cast<__int128>(rest) * factor) >> 32);
  return u;
}

std::int32_t days_between(Random& dice, int low, int high) {
  return static_cast<std::int32_t>(dice.between(low, high));
}

// The day on which it is closed, when that has come by the anchor.
std::optional<Day> closed_by(const City& city, std::int32_t day) {
  return day <= city.anchor_day ? std::optional(day_at(day)) : std::nullopt;
}
std::optional<Day> closed_after_payment(const City& city, const Unpaid& u, std::int32_t earliest,
                                        std::int32_t delay) {
  if (u.until == INT32_MAX) return std::nullopt;
  return closed_by(city, std::max(u.until, earliest) + delay);
}

// Heads who speak up or gather: some of those unpaid.
std::int32_t some_of(Random& dice, std::int32_t heads, int low_percent, int high_percent) {
  return std::max(1, heads * days_between(dice, low_percent, high_percent) / 100);
}

void add_complaint(const City& city, const std::string& id, const std::string& number, const Unpaid& u,
                   Random& dice, Batch& out) {
  const std::int32_t received = u.since + days_between(dice, 3, 40);
  const std::int32_t persons = some_of(dice, u.heads, 5, 60);
  const std::int64_t way = dice.below(100);
  const std::int32_t delay = days_between(dice, 1, 10);
  if (received > city.anchor_day || received >= u.until) return;
  ComplaintRow row{"TS" + number, id, day_at(received), persons, {}, Channel::Other, {}};
  row.claimed_fen = static_cast<Fen>(static_cast<__int128>(u.fen) * persons / u.heads);
  row.channel = way < 45   ? Channel::Hotline12345
                : way < 70 ? Channel::Platform
                : way < 85 ? Channel::Visit
                : way < 95 ? Channel::StreetOffice
                           : Channel::Police110;
  row.closed = closed_after_payment(city, u, received, delay);
  out.complaints.push_back(std::move(row));
}

void add_order(const City& city, const std::string& id, const std::string& number, const Unpaid& u,
               Random& dice, Batch& out) {
  const std::int32_t issued = u.since + days_between(dice, 14, 45);
  const std::int32_t delay = days_between(dice, 1, 8);
  if (issued > city.anchor_day || issued >= u.until) return;
  out.orders.push_back({"ZG" + number, id, day_at(issued), day_at(issued + 15),
                        closed_after_payment(city, u, issued, delay), "限期支付拖欠工资"});
}

void add_incident(const City& city, const std::string& id, const std::string& number, const Unpaid& u,
                  Random& dice, Batch& out) {
  const std::int32_t reported = u.since + days_between(dice, 42, 90);
  const std::int32_t persons = std::max(5, some_of(dice, u.heads, 10, 70));
  const std::int32_t closed = reported + days_between(dice, 0, 6);
  if (reported > city.anchor_day || reported >= u.until || u.heads < 5) return;
  out.incidents.push_back(
      {"SJ" + number, id, day_at(reported), std::min(persons, u.heads), closed_by(city, closed)});
}

void add_links(const City& city, std::uint32_t index, const std::string& id, Batch& out) {
  const Site& site = city.sites[index];
  const auto link = [&](std::string feed, std::int32_t from) {
    if (from <= city.anchor_day) out.project_feeds.push_back({id, std::move(feed), day_at(from)});
  };
  if (site.account_from != INT32_MAX && account_on(site, site.account_from) == SafeguardState::Yes)
    link(fmt::format("bank-{:02}", bank_of(city, index) + 1), site.account_from);
  const std::int64_t platform = scaled(mix(city.options.seed ^ 0x504C4154, index), kPlatforms);
  link(fmt::format("real-name-{}", platform + 1), site.start_day);
}

}  // namespace

std::uint32_t bank_of(const City& city, std::uint32_t site) {
  const std::uint64_t of_site = mix(city.options.seed ^ 0x46454544, site);
  return static_cast<std::uint32_t>(scaled(mix(of_site, 7), kBanks));
}

void add_site_records(const City& city, std::uint32_t index, const std::string& id, std::int32_t first_month,
                      std::span<const SiteMonth> months, std::int64_t factor, Batch& out) {
  const Site& site = city.sites[index];
  for (std::size_t i = 0; i < months.size(); ++i) {
    const std::int32_t month = first_month + static_cast<std::int32_t>(i);
    const std::int32_t pay = pay_date_of(site, month);
    if (!is_unpaid(months[i], pay, city)) continue;
    // Dice of the site and month: what other sites do moves nothing here.
    Random dice = stream(city.options.seed, Stream::Records, mix(index, static_cast<std::uint64_t>(month)));
    const Unpaid u = unpaid_of(months[i], pay, factor);
    const std::string number = fmt::format("{}-{:04}{:02}", id.substr(1), month / 12, month % 12 + 1);
    if (dice.chance(kComplaintOf1000)) add_complaint(city, id, number + "-1", u, dice, out);
    if (dice.chance(kComplaintOf1000 / 3)) add_complaint(city, id, number + "-2", u, dice, out);
    if (dice.chance(kInspectionOf1000)) add_order(city, id, number, u, dice, out);
    if (dice.chance(kGatheringOf1000)) add_incident(city, id, number, u, dice, out);
  }
  add_links(city, index, id, out);
}

void add_listing(const City& city, std::uint32_t index, const std::string& uscc, const Ledger& ledger,
                 Batch& out) {
  const Contractor& contractor = city.contractors[index];
  std::int32_t listed = INT32_MAX;
  for (std::uint32_t k = 0; k < contractor.count; ++k) {
    const Site& site = city.sites[contractor.first + k];
    const MonthSpan span = rows_of(city, site);
    for (std::int32_t month = span.first; month <= span.last; ++month) {
      const SiteMonth& of =
          ledger.months[static_cast<std::size_t>(k) * static_cast<std::size_t>(city.steps()) +
                        static_cast<std::size_t>(month - city.first_month)];
      const std::int32_t pay = pay_date_of(site, month);
      if (!is_unpaid(of, pay, city)) continue;
      Random dice = stream(city.options.seed, Stream::Records,
                           mix(contractor.first + k, static_cast<std::uint64_t>(month), 0x4C495354));
      const std::int32_t day = pay + kListingDays + days_between(dice, 0, 30);
      if (!dice.chance(kListingOf1000) || day > city.anchor_day) continue;
      if (of.settled_day == 0 || of.settled_day > day) listed = std::min(listed, day);
    }
  }
  if (listed == INT32_MAX) return;
  BlacklistRow row{uscc, day_at(listed), {}, closed_by(city, listed + 20)};
  const Day three_years = add_months(row.listed, 36);
  if (days(three_years) <= city.anchor_day) row.removed = three_years;
  out.blacklist.push_back(std::move(row));
}

void add_feeds(const City& city, Batch& out) {
  const std::int64_t anchor = city.options.anchor.time_since_epoch().count();
  // Daily since the first month that has rows, so that coverage can be asked as of any day of them.
  const std::int64_t first = city.anchor_day - days(first_day(month_at(city.window_month)));
  for (int n = 0; n < kBanks + kPlatforms; ++n) {
    const bool bank = n < kBanks;
    const int number = bank ? n + 1 : n - kBanks + 1;
    const std::string id = bank ? fmt::format("bank-{:02}", number) : fmt::format("real-name-{}", number);
    const std::string owner =
        bank ? fmt::format("代发银行{:02}", number) : fmt::format("实名制平台{}", number);
    const std::int64_t hours = bank ? 36 : 48;
    out.feeds.push_back({id, owner + (bank ? "代发流水" : "考勤"), owner,
                         bank ? FeedKind::Bank : FeedKind::RealName, hours * 3600});
    Random dice = stream(city.options.seed, Stream::Records, mix(0x46454544, static_cast<std::uint64_t>(n)));
    // Two banks and a platform have gone silent, some days ago.
    const bool silent = n == 4 || n == 17 || n == kBanks + 1;
    const std::int64_t quiet = silent ? dice.between(3, 9) : 0;
    std::int64_t back = 0;  // the last day on which it delivers again
    for (std::int64_t day = first; day >= quiet; --day) {
      if ((day + 3 * n) % kQuarterDays == 0 && day > kQuarterDays && dice.chance(125))
        back = day - dice.between(3, 9);
      if (day > back && back > 0) continue;
      back = 0;
      const std::int64_t late = dice.between(600, 18'000);  // before the anchor's time of day
      out.arrivals.push_back({id, Instant{std::chrono::seconds{anchor - day * 86400 - late}}});
    }
  }
}

}  // namespace anxin::demo
