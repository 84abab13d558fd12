#include "data/model/coverage.hpp"

#include <algorithm>

#include "data/model/assess.hpp"

namespace anxin {
namespace {

constexpr std::array kOfEnterprise{Safeguard::WageDeposit, Safeguard::LabourOfficer,
                                   Safeguard::OfficerAssessed};
constexpr std::size_t kProjectSectors = kSectors;

std::int32_t number(Day d) { return static_cast<std::int32_t>(d.time_since_epoch().count()); }
std::size_t slot(Safeguard s) { return static_cast<std::size_t>(s); }

using States = std::array<SafeguardState, kSafeguards>;

// Every safeguard of one subject as its rows hold on `today`, in one pass.
States states_at(const SafeguardColumns& c, Index subject, std::int32_t today) {
  States out;
  out.fill(SafeguardState::Unknown);
  if (c.first.size() < std::size_t{subject} + 2) return out;
  for (std::size_t row = c.first[subject]; row < c.first[subject + 1]; ++row) {
    if (c.valid_from[row] <= today) out[slot(c.safeguard[row])] = c.state[row];
  }
  return out;
}

// Days since the epoch of the pay dates of the last months for each agreed pay day: asked for every project.
class PayDates {
 public:
  PayDates(Day as_of, int window) : window_(window), current_(month_index(month_of(as_of))) {
    for (int day = 0; day <= 31; ++day) {
      const auto agreed = day == 0 ? std::nullopt : std::optional<int>(day);
      latest_due_[static_cast<std::size_t>(day)] = anxin::latest_due_month(agreed, as_of);
      for (int back = 0; back <= window + 1; ++back)
        dates_.push_back(number(pay_date(current_ - back, agreed)));
    }
  }
  [[nodiscard]] int latest_due(std::uint8_t day) const { return latest_due_[day]; }
  [[nodiscard]] std::int32_t of(int month, std::uint8_t day) const {
    const int back = current_ - month;
    if (back > window_ + 1)  // of a project finished long ago
      return number(pay_date(month, day == 0 ? std::nullopt : std::optional<int>(day)));
    return dates_[static_cast<std::size_t>(day * (window_ + 2) + back)];
  }

 private:
  int window_, current_;
  std::array<int, 32> latest_due_{};
  std::vector<std::int32_t> dates_;
};

// The rows of one month, [begin, end) ascending by valid_from, judged as of `today`.
SafeguardState month_kept(const MonthColumns& c, std::size_t begin, std::size_t end, std::int32_t pay_date,
                          std::int32_t today) {
  while (end > begin && c.valid_from[end - 1] > today) --end;
  if (end == begin || c.due_fen[end - 1] == kUnknownFen) return SafeguardState::Unknown;
  const std::size_t row = end - 1;
  const Fen due = c.due_fen[row];
  if (due == 0) return SafeguardState::Yes;
  if (c.paid_fen[row] == kUnknownFen) return SafeguardState::Unknown;
  if (c.paid_fen[row] < due) return SafeguardState::No;
  if (c.last_payroll[row] != kUnknownDay && c.last_payroll[row] <= pay_date) return SafeguardState::Yes;
  std::size_t then = end;
  while (then > begin && c.valid_from[then - 1] > pay_date) --then;
  if (then > begin && c.paid_fen[then - 1] != kUnknownFen && c.paid_fen[then - 1] >= due)
    return SafeguardState::Yes;
  return c.last_payroll[row] == kUnknownDay ? SafeguardState::Unknown : SafeguardState::No;
}

SafeguardState monthly_pay_at(const Registry& r, Index project, int window, const PayDates& dates,
                              std::int32_t today) {
  if (r.months == nullptr || r.months->first.size() < std::size_t{project} + 2)
    return SafeguardState::Unknown;
  const MonthColumns& c = *r.months;
  const std::uint8_t pay_day = r.pay_day[project];
  int latest = dates.latest_due(pay_day);
  const std::size_t begin = c.first[project];
  std::size_t end = c.first[project + 1], first = begin;
  while (first < end && c.valid_from[first] > today) ++first;
  if (first == end) {
    const bool not_yet = r.start[project] != kUnknownDay &&
                         month_index(month_of(Day{std::chrono::days{r.start[project]}})) > latest;
    return not_yet ? SafeguardState::NotApplicable : SafeguardState::Unknown;
  }
  const int first_month = c.month[first] + MonthColumns::kMonthBase;
  if (r.status_on(project, Day{std::chrono::days{today}}) ==
      ProjectStatus::Finished) {  // expects no month after its last row
    std::size_t last = end;
    while (c.valid_from[last - 1] > today) --last;
    latest = std::min(latest, c.month[last - 1] + MonthColumns::kMonthBase);
  }
  if (first_month > latest) return SafeguardState::NotApplicable;
  bool unknown = pay_day == 0;
  for (int month = latest; month >= std::max(first_month, latest - window + 1); --month) {
    const int stored = month - MonthColumns::kMonthBase;
    while (end > begin && c.month[end - 1] > stored) --end;
    std::size_t from = end;
    while (from > begin && c.month[from - 1] == stored) --from;
    const SafeguardState kept = month_kept(c, from, end, dates.of(month, pay_day), today);
    if (kept == SafeguardState::No) return SafeguardState::No;
    unknown = unknown || kept == SafeguardState::Unknown;
    end = from;
  }
  return unknown ? SafeguardState::Unknown : SafeguardState::Yes;
}

// Bit FeedKind: the feed of that kind which holds for the project is stale.
class Silence {
 public:
  Silence(const Records& records, Instant moment) : records_(records) {
    stale_.reserve(records.feeds.size());
    for (std::size_t feed = 0; feed < records.feeds.size(); ++feed) {
      const auto latest = records.feeds.latest_arrival(feed, moment);
      stale_.push_back(!latest || (moment - *latest).count() > records.feeds.stale_after_s[feed]);
    }
  }
  [[nodiscard]] std::uint8_t of(Index project, Day as_of) const {
    if (stale_.empty()) return 0;
    std::uint8_t bits = 0;
    for (int kind = 0; kind < kFeedKinds; ++kind) {
      const Index feed = records_.feed_of(project, static_cast<FeedKind>(kind), as_of);
      if (feed != kNone && stale_[feed]) bits |= static_cast<std::uint8_t>(1U << kind);
    }
    return bits;
  }

 private:
  const Records& records_;
  std::vector<bool> stale_;
};

bool is_silent(std::uint8_t stale_feeds, Safeguard s) {
  const auto feed = carried_by(s);
  return feed && (stale_feeds >> static_cast<int>(*feed) & 1) != 0;
}

// In which units and sectors each enterprise is contractor of an active project: unit bits, then sectors.
class Places {
 public:
  explicit Places(const Registry& r)
      : units_(r.unit_code.size() + 1),
        words_((units_ + kProjectSectors + 63) / 64),
        bits_(r.enterprise_uscc.size() * words_) {}
  void add(Index enterprise, std::size_t unit, Sector sector) {
    set(enterprise, unit);
    set(enterprise, units_ + static_cast<std::size_t>(sector));
  }
  [[nodiscard]] bool in_unit(Index e, std::size_t unit) const { return test(e, unit); }
  [[nodiscard]] bool in_sector(Index e, std::size_t sector) const { return test(e, units_ + sector); }

 private:
  void set(Index e, std::size_t bit) { bits_[e * words_ + bit / 64] |= std::uint64_t{1} << bit % 64; }
  [[nodiscard]] bool test(Index e, std::size_t bit) const {
    return (bits_[e * words_ + bit / 64] >> bit % 64 & 1) != 0;
  }
  std::size_t units_, words_;
  std::vector<std::uint64_t> bits_;
};

void count_project(const Registry& r, Index i, Coverage& out, const States& by_rows) {
  for (std::size_t s = 0; s < kSafeguards; ++s) {
    if (counted_over(static_cast<Safeguard>(s)) != CountedOver::Projects) continue;
    const SafeguardState state = out.state[s][i];
    const bool stale = state != by_rows[s];
    out.city[s].count(state, stale);
    out.by_unit[s][unit_slot(r, i)].count(state, stale);
    out.by_sector[s][static_cast<std::size_t>(r.sector[i])].count(state, stale);
  }
}

void count_enterprises(const Registry& r, const std::vector<States>& states, Coverage& out) {
  const std::size_t n = r.enterprise_uscc.size(), units = r.unit_code.size() + 1;
  Places places(r);
  for (Index i = 0; i < r.projects(); ++i) {
    if (out.counted[i] == 0) continue;
    const Index contractor = r.general_contractor[i];
    if (contractor == kNone) {
      ++out.without_contractor;
      continue;
    }
    out.contractor[contractor] = 1;
    places.add(contractor, unit_slot(r, i), r.sector[i]);
  }
  for (Index e = 0; e < n; ++e) {
    if (out.contractor[e] == 0) continue;
    for (const Safeguard s : kOfEnterprise) {
      const SafeguardState state = states[e][slot(s)];
      out.city[slot(s)].count(state);
      for (std::size_t u = 0; u < units; ++u)
        if (places.in_unit(e, u)) out.by_unit[slot(s)][u].count(state);
      for (std::size_t k = 0; k < kProjectSectors; ++k)
        if (places.in_sector(e, k)) out.by_sector[slot(s)][k].count(state);
    }
  }
}

bool in_scope(const Registry& r, Index project, const CoverageScope& scope) {
  return (!scope.unit || unit_slot(r, project) == *scope.unit) &&
         (!scope.sector || r.sector[project] == *scope.sector);
}

}  // namespace

CountedOver counted_over(Safeguard s) {
  return std::ranges::find(kOfEnterprise, s) == kOfEnterprise.end() ? CountedOver::Projects
                                                                    : CountedOver::Enterprises;
}

std::string_view code(CountedOver over) { return over == CountedOver::Projects ? "projects" : "enterprises"; }

std::string_view name_zh(CountedOver over) { return over == CountedOver::Projects ? "个项目" : "家企业"; }

std::optional<FeedKind> carried_by(Safeguard s) {
  switch (s) {
    case Safeguard::DedicatedAccount:
    case Safeguard::BankPayroll:
    case Safeguard::MonthlyPay:
      return FeedKind::Bank;
    case Safeguard::RealName:
      return FeedKind::RealName;
    default:
      return std::nullopt;
  }
}

const TargetStep* step_toward(const std::vector<TargetStep>& steps, Safeguard safeguard, Day as_of) {
  const TargetStep* found = nullptr;
  for (const TargetStep& step : steps) {
    if (step.safeguard != safeguard) continue;
    if (found == nullptr || found->by < as_of) found = &step;
  }
  return found;
}

std::optional<std::int64_t> CoverageCell::gap_tenths(int target_permille) const {
  const std::int64_t whole = denominator();
  if (whole == 0) return {};
  const std::int64_t lacking = target_permille * whole - std::int64_t{yes} * 1000;
  return lacking <= 0 ? 0 : (lacking + whole - 1) / whole;
}

std::optional<double> CoverageCell::share() const {
  if (denominator() == 0) return std::nullopt;
  return static_cast<double>(yes) / denominator();
}

std::uint32_t CoverageCell::of(SafeguardState state) const {
  switch (state) {
    case SafeguardState::Yes:
      return yes;
    case SafeguardState::No:
      return no;
    case SafeguardState::NotApplicable:
      return not_applicable;
    case SafeguardState::Unknown:
      return unknown;
  }
  return 0;
}

void CoverageCell::count(SafeguardState state, bool is_stale) {
  switch (state) {
    case SafeguardState::Yes:
      ++yes;
      return;
    case SafeguardState::No:
      ++no;
      return;
    case SafeguardState::NotApplicable:
      ++not_applicable;
      return;
    case SafeguardState::Unknown:
      ++unknown;
      stale += is_stale ? 1 : 0;
  }
}

std::size_t unit_slot(const Registry& r, Index project) {
  return std::min<std::size_t>(r.unit[project], r.unit_code.size());
}

Instant moment_of(Day as_of, Instant now) {
  if (day_of(now) == as_of) return now;
  return start_of(as_of + std::chrono::days{1}) - std::chrono::seconds{1};
}

SafeguardState monthly_pay(const Registry& registry, Index project, int window_months, Day as_of) {
  return monthly_pay_at(registry, project, window_months, PayDates(as_of, window_months), number(as_of));
}

Coverage coverage_of(const Registry& r, const CoverageTerms& terms, Day as_of, Instant now) {
  const std::size_t n = r.projects(), enterprises = r.enterprise_uscc.size();
  const std::int32_t today = number(as_of);
  Coverage out;
  out.as_of = as_of;
  out.moment = moment_of(as_of, now);
  out.revision = r.revision;
  for (auto& cells : out.by_unit) cells.resize(r.unit_code.size() + 1);
  for (auto& column : out.state) column.resize(n, SafeguardState::Unknown);
  out.counted.resize(n);
  out.stale_feeds.resize(n);
  out.contractor.resize(enterprises);
  std::vector<States> of_enterprise(enterprises);
  for (Index e = 0; e < enterprises; ++e) of_enterprise[e] = states_at(r.enterprise_safeguards, e, today);
  const PayDates dates(as_of, terms.window_months);
  const Silence silence(r.records, out.moment);
  for (Index i = 0; i < n; ++i) {
    States states = states_at(r.project_safeguards, i, today);
    states[slot(Safeguard::MonthlyPay)] = monthly_pay_at(r, i, terms.window_months, dates, today);
    const Index contractor = r.general_contractor[i];
    for (const Safeguard s : kOfEnterprise)
      states[slot(s)] = contractor == kNone ? SafeguardState::Unknown : of_enterprise[contractor][slot(s)];
    out.stale_feeds[i] = silence.of(i, as_of);
    for (std::size_t s = 0; s < kSafeguards; ++s) {
      const bool silent =
          states[s] == SafeguardState::Yes && is_silent(out.stale_feeds[i], static_cast<Safeguard>(s));
      out.state[s][i] = silent ? SafeguardState::Unknown : states[s];
    }
    if (r.status_on(i, as_of) != ProjectStatus::Active) continue;
    out.counted[i] = 1;
    count_project(r, i, out, states);
  }
  count_enterprises(r, of_enterprise, out);
  return out;
}

std::vector<Index> behind(const Coverage& coverage, const Registry& r, Safeguard safeguard,
                          SafeguardState state, const CoverageScope& scope) {
  const bool projects = counted_over(safeguard) == CountedOver::Projects;
  std::vector<Index> found;
  for (Index i = 0; i < r.projects(); ++i) {
    if (coverage.counted[i] == 0 || coverage.of(safeguard)[i] != state || !in_scope(r, i, scope)) continue;
    if (projects) found.push_back(i);
    // The project's column shows the contractor's state; without a contractor nobody is behind it.
    if (!projects && r.general_contractor[i] != kNone) found.push_back(r.general_contractor[i]);
  }
  if (projects) return found;
  std::ranges::sort(found);
  found.erase(std::ranges::unique(found).begin(), found.end());
  return found;
}

}  // namespace anxin
