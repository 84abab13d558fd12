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
  rule(RuleId::W1, Colour::Red);
  rule(RuleId::W4, Colour::Red);
  rule(RuleId::W7, Colour::Red);
  rule(RuleId::W10, Colour::Yellow);
  rule(RuleId::W15, Colour::Orange);
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
    return f;
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
    return f;
  }

 private:
  std::mt19937 random_;
};

}  // namespace anxin::test
