// Who builds what, where, when and for whom, before any money moves: sites, contractors and owners of the
// simulated city. Months are month_index, days are days since 1970-01-01 in Beijing, positions are millionths
// of a degree (exact integers).
#pragma once
#include <cstdint>
#include <string>
#include <vector>

#include "data/demo/demo.hpp"
#include "data/demo/random.hpp"

namespace anxin::demo {

inline constexpr std::uint32_t kNobody = 0xFFFFFFFF;
inline constexpr int kWarmUp =
    8;  // months of cash flow before the first written month, so that it starts mid-stream
inline constexpr int kBanks = 27;  // feeds; a bank decides whose rows fail together
inline constexpr std::int64_t kUnit = std::int64_t{1} << 32;  // 1.0 of the two calibration factors

struct Site {
  std::uint32_t contractor = 0, owner = 0, subcontractor = kNobody;
  std::uint8_t unit = 0, district = 0;  // indices into the pack's supervising units and districts
  std::int32_t township = -1;           // index into the pack's townships
  Sector sector = Sector::Housing;
  Funding funding = Funding::Private;
  ProjectStatus status = ProjectStatus::Active;
  SafeguardState account = SafeguardState::Yes;  // in the end: on the anchor day, or while it was being built
  bool unlicensed = false;
  std::uint8_t pay_day = 0;  // 0 not agreed
  std::int32_t lon_e6 = 0, lat_e6 = 0;
  std::int32_t start_day = 0, agreed_finish_day = 0;
  std::int32_t start_month = 0, end_month = 0;       // first and last month with people on the site
  std::int32_t account_from = 0, account_until = 0;  // [from, until): dedicated account is yes
  std::int32_t base_heads = 1;
  std::int64_t wage_fen = 0;                      // a month and head, before calibration
  std::uint32_t number = 0;                       // in its unit, from 1
  std::uint32_t name_number = 0;                  // in its township and sector, from 0
  std::int32_t extra_month = 0, extra_heads = 0;  // calibration of registrations
};

struct Contractor {
  std::uint32_t first = 0, count = 0;  // its sites
  std::int32_t strength = 0;           // net earnings, thousandths of the monthly wage bill
  Credit credit = Credit::Unknown;
  std::uint8_t pay_day = 15;
};

struct Owner {
  std::uint8_t unit = 0;
  bool government = false;
  std::int32_t quality = 0;  // mean liquidity, thousandths
};

// One month of the calendar: what season does to work and money. Index t = month - first_month of the City.
struct MonthMark {
  std::int32_t work = 1000;    // heads on site, thousandths of the usual
  std::int32_t due = 1000;     // wages due for a head: the year's balance before Spring Festival
  std::int32_t suppliers = 0;  // what suppliers collect from contractors, thousandths of the wage bill
};

struct City {
  DemoOptions options;
  std::int32_t anchor_day = 0;
  std::int32_t anchor_month = 0;
  std::int32_t window_month = 0;  // first month that has rows
  std::int32_t first_month = 0;   // window_month - kWarmUp
  std::vector<Site> sites;        // of contractor 0, of contractor 1 ...
  std::vector<Contractor> contractors;
  std::vector<Owner> owners;
  std::uint32_t subcontractors = 0;
  std::vector<std::int16_t> liquidity;  // owner-major, one per month from first_month
  std::vector<MonthMark> marks;
  int number_width = 4;
  std::int64_t head_factor = kUnit;  // calibration of heads
  [[nodiscard]] int steps() const { return static_cast<int>(marks.size()); }
};

[[nodiscard]] City plan_city(const Pack& pack, const DemoOptions& options);
// `total` split by `weight`, exactly: floors, then one each to the largest remainders (ties: the first).
[[nodiscard]] std::vector<std::int64_t> largest_remainder(const std::vector<double>& weight,
                                                          std::int64_t total);

[[nodiscard]] std::int32_t days(Day d);
[[nodiscard]] Day day_at(std::int32_t days);
// The day on which wages of `month` are to be paid (data/model/assess.hpp).
[[nodiscard]] std::int32_t pay_date_of(const Site& site, std::int32_t month);

// People on the site in a month, at least 1; 0 outside its life.
[[nodiscard]] std::int32_t heads_of(const City& city, std::uint32_t site, std::int32_t month);

// Which part of a project-month's feeds arrived.
enum class Feed : std::uint8_t { Full, NoRow, NoHeads, NoBank };
[[nodiscard]] Feed feed_of(const City& city, std::uint32_t site, std::int32_t month);

// First and last month of the site that has a row: in the window, worked in, pay date not after the anchor.
// Empty: last < first.
struct MonthSpan {
  std::int32_t first = 0, last = -1;
};
[[nodiscard]] MonthSpan rows_of(const City& city, const Site& site);

[[nodiscard]] SafeguardState account_on(const Site& site, std::int32_t day);

}  // namespace anxin::demo
