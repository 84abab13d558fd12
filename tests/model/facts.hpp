// Facts for the model's tests: the rule book of the pack in numbers, a project in good order, rows in a line,
// and seeded disorder around every boundary. Shares nothing with the engine but its types.
#pragma once
#include <random>

#include "data/model/assess.hpp"

namespace anxin::test {

inline Day day(int y, unsigned m, unsigned d) {
  return std::chrono::local_days{std::chrono::year{y} / std::chrono::month{m} / std::chrono::day{d}};
}
inline int month(int y, int m) { return y * 12 + m - 1; }

inline RuleBook book() {
  RuleBook b;
  const auto rule = [&](RuleId id, Colour colour) {
    Rule r;
    r.id = id;
    r.colour = colour;
    r.sentence_zh = "规则" + std::string(code(id));
    r.sentence_en = "Rule " + std::string(code(id));
    b.rules.push_back(r);
  };
  using enum RuleId;
  for (const RuleId id : {W1, W3, W4, W7, W8, W9, W10, W11, W13, W14, W15, W16, W17, W18}) {
    const bool red = id == W1 || id == W4 || id == W7 || id == W8 || id == W9 || id == W14;
    rule(id, red ? Colour::Red : id == W3 || id == W10 ? Colour::Yellow : Colour::Orange);
  }
  b.spring_festivals = {day(2026, 2, 17), day(2027, 2, 6), day(2028, 1, 26)};
  b.weight = {35, 25, 20, 12, 8};
  return b;
}

inline MonthFacts row(int m, int attended, int paid_heads, Fen due, Fen paid, Day payroll) {
  MonthFacts f;
  f.month = m;
  f.attended = attended;
  f.paid_heads = paid_heads;
  f.due_fen = due;
  f.paid_fen = paid;
  f.last_payroll = payroll;
  f.valid_from = payroll;
  f.inflow_fen = due;
  f.balance_fen = 0;
  return f;
}

// Pay day 15, paid in full and on the day for 2026-08, 09 and 10; as of 2026-11-23 month M is 10.
inline ProjectFacts in_order() {
  ProjectFacts f;
  f.pay_day = 15;
  f.dedicated_account = f.wage_deposit = f.notice_board = SafeguardState::Yes;
  f.contract_fen = 10'000'000'000;
  f.months = {row(month(2026, 8), 100, 100, 60'000'000, 60'000'000, day(2026, 9, 15)),
              row(month(2026, 9), 100, 100, 60'000'000, 60'000'000, day(2026, 10, 15)),
              row(month(2026, 10), 100, 100, 60'000'000, 60'000'000, day(2026, 11, 15))};
  return f;
}
inline const Day kToday = day(2026, 11, 23);

inline bool lacks(const Assessment& a, RuleId id) {
  return (a.incomplete_rules >> static_cast<int>(id) & 1) != 0;
}
inline Colour colour(const Assessment& a, RuleId id) {
  for (const Fired& f : a.fired) {
    if (f.rule == id) return f.colour;
  }
  return Colour::None;
}

// Facts from a seed in which every rule fires, is spared and lacks data often, near its limits.
class Disorder {
 public:
  explicit Disorder(std::uint32_t seed) : random_(seed) {}
  int below(int n) { return static_cast<int>(random_() % static_cast<std::uint32_t>(n)); }
  bool one_in(int n) { return below(n) == 0; }
  SafeguardState state() { return static_cast<SafeguardState>(one_in(3) ? below(4) : 1); }

  MonthFacts month_row(int m, std::optional<int> pay_day, bool troubled) {
    MonthFacts f;
    f.month = m;
    const int attended = one_in(9) ? 0 : 1 + below(60);
    const Fen due = one_in(9) ? 0 : 1 + below(3'000'000);
    const int kind = troubled ? below(6) : 5;
    const Fen paid = kind == 0   ? 0
                     : kind == 1 ? std::max<Fen>(0, due - 1)
                     : kind == 2 ? due / 2
                                 : due + below(2);
    f.attended = attended;
    f.paid_heads = kind == 0   ? 0
                   : kind == 3 ? attended * 9 / 10
                   : kind == 4 ? std::max(0, attended * 9 / 10 - 1)
                               : attended;
    f.due_fen = due;
    f.paid_fen = paid;
    f.valid_from = pay_date(m, pay_day) + std::chrono::days{below(9) - 3};
    if (paid > 0 && !one_in(20)) f.last_payroll = f.valid_from - std::chrono::days{below(3)};
    if (one_in(25)) f.attended.reset();
    if (one_in(25)) f.paid_heads.reset();
    if (one_in(40)) f.due_fen.reset();
    if (one_in(40)) f.paid_fen.reset();
    f.inflow_fen = one_in(4) || (troubled && one_in(2)) ? 0 : due;
    f.balance_fen =
        kind < 3 && one_in(2) ? std::max<Fen>(0, (due + 1) / 2 - paid - below(2)) : below(1'000'000);
    if (one_in(25)) f.inflow_fen.reset();
    if (one_in(25)) f.balance_fen.reset();
    return f;
  }

  // Orders, complaints, the contractor and its other sites, near every limit of W9, W14 and W16.
  void records(ProjectFacts& f, Day as_of) {
    const auto near = [&](int span) { return as_of - std::chrono::days{below(span) - 3}; };
    f.unlicensed = one_in(6);
    f.contractor_known = !one_in(12);
    f.contractor_blacklisted = f.contractor_known && one_in(12);
    for (int n = one_in(3) ? 1 + below(2) : 0; n > 0; --n) {
      OrderFacts order{near(40) - std::chrono::days{10}, {}, {}};
      order.due = order.issued + std::chrono::days{10 + below(20)};
      if (one_in(2)) order.closed = std::max(order.issued, near(12));
      f.orders.push_back(order);
    }
    for (int n = one_in(3) ? 1 + below(3) : 0; n > 0; --n) f.complaints.push_back({near(40), 1 + below(9)});
    for (int n = one_in(3) ? below(4) : 0; n > 0; --n)
      f.other_sites_owe_since.push_back(as_of - std::chrono::days{20 + below(25)});
    f.orders_kept = !one_in(20) || !f.orders.empty();
    f.complaints_kept = !one_in(20) || !f.complaints.empty();
    f.blacklist_kept = !one_in(20) || f.contractor_blacklisted;
  }

  ProjectFacts project(Day as_of) {
    ProjectFacts f;
    f.status = one_in(5) ? static_cast<ProjectStatus>(below(3)) : ProjectStatus::Active;
    if (!one_in(12)) f.pay_day = one_in(3) ? 28 + below(4) : 1 + below(31);
    f.dedicated_account = state();
    f.wage_deposit = state();
    f.notice_board = state();
    if (!one_in(4)) f.contract_fen = Fen{below(2'000'000'000)} * 7 + 1;
    const int last = month_index(month_of(as_of)) - below(3) + (one_in(4) ? 1 : 0);
    const int count = one_in(30) ? 0 : 1 + below(7);
    const bool troubled = !one_in(3);
    for (int m = last - count + 1; m <= last; ++m) {
      if (!one_in(25)) f.months.push_back(month_row(m, f.pay_day, troubled && !one_in(3)));
    }
    std::erase_if(f.months, [&](const MonthFacts& m) { return m.valid_from > as_of; });
    f.months_before = f.months;
    std::erase_if(f.months_before, [&](const MonthFacts& m) { return m.valid_from > add_months(as_of, -1); });
    if (one_in(3)) f.account_since = as_of - std::chrono::days{below(120)};
    records(f, as_of);
    return f;
  }

 private:
  std::mt19937 random_;
};

}  // namespace anxin::test
