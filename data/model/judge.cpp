// The five rules over one project's payroll and safeguards, and the grade that follows.
#include <algorithm>

#include "data/model/verdict.hpp"

namespace anxin {
namespace {

struct Bench {
  const ProjectFacts& facts;
  const Payroll& payroll;
  const RuleBook& rules;
  Day as_of;
  Verdict& verdict;
};

void lacks(const Bench& b, RuleId id) {
  b.verdict.incomplete_rules =
      static_cast<std::uint8_t>(b.verdict.incomplete_rules | 1U << static_cast<unsigned>(id));
}

void fires(const Bench& b, const Fired& fired) {
  b.verdict.fired_rules =
      static_cast<std::uint8_t>(b.verdict.fired_rules | 1U << static_cast<unsigned>(fired.rule));
  b.verdict.fired[static_cast<std::size_t>(b.verdict.fired_count++)] = fired;
}

double days_between(Day from, Day to) { return static_cast<double>((to - from).count()); }

// Common to W1, W4, W7: without rows or an agreed pay day they lack data.
void check_basis(const Bench& b, RuleId id) {
  if (!b.payroll.any_row || !b.facts.pay_day) lacks(b, id);
}

// Was there a payroll in [first day of M, D]? Empty: not known.
std::optional<bool> payroll_since(const Bench& b, Day month_begin) {
  if (b.payroll.last_payroll && *b.payroll.last_payroll >= month_begin) return true;
  const MonthFacts* row = b.payroll.latest;
  if (row == nullptr) return std::nullopt;
  if (row->last_payroll) return false;
  if (!row->paid_fen) return std::nullopt;
  return *row->paid_fen > 0;
}

void judge_w1(const Bench& b, const Rule& rule) {
  check_basis(b, rule.id);
  if (!b.payroll.something_due) return;
  const Day month_begin = first_day(month_at(b.payroll.latest_due));
  const std::optional<bool> paid = payroll_since(b, month_begin);
  if (paid == true) return;
  const MonthFacts* row = b.payroll.latest;
  if (row == nullptr || !row->attended) return lacks(b, rule.id);
  if (*row->attended == 0) return;
  if (!paid) return lacks(b, rule.id);
  const double unpaid_days = b.payroll.last_payroll
                                 ? days_between(*b.payroll.last_payroll, b.as_of)
                                 : days_between(first_day(month_at(b.payroll.first)), b.as_of) + 1;
  fires(b, {rule.id, rule.colour, unpaid_days, "days", days_between(month_begin, b.as_of), row->valid_from});
}

void judge_w4(const Bench& b, const Rule& rule) {
  check_basis(b, rule.id);
  if (!b.payroll.something_due) return;
  const MonthFacts* row = b.payroll.latest;
  if (row == nullptr || !row->attended) return lacks(b, rule.id);
  const std::int64_t attended = *row->attended;
  if (attended == 0) return;
  if (!row->paid_heads) return lacks(b, rule.id);
  const std::int64_t unpaid = attended - *row->paid_heads;
  if (unpaid * 1000 <= b.rules.w4_permille * attended) return;
  fires(b, {rule.id, rule.colour, static_cast<double>(unpaid) / static_cast<double>(attended), "share",
            b.rules.w4_permille / 1000.0, row->valid_from});
}

double exact_months(Day from, Day as_of, int age_tenths) {
  const int whole = age_tenths / 10;
  const Day lower = add_months(from, whole);
  return whole + days_between(lower, as_of) / days_between(lower, add_months(from, whole + 1));
}

void judge_w7(const Bench& b, const Rule& rule) {
  check_basis(b, rule.id);
  if (b.payroll.gap_unknown) lacks(b, rule.id);
  if (b.payroll.oldest_arrears == nullptr) return;
  const Day from = b.payroll.oldest_pay_date;
  Colour colour = Colour::Yellow;
  int beyond = 0;
  if (b.as_of > add_months(from, b.rules.w7_orange_months)) {
    colour = Colour::Orange;
    beyond = b.rules.w7_orange_months;
  }
  if (b.as_of > add_months(from, b.rules.w7_red_months)) {
    colour = Colour::Red;
    beyond = b.rules.w7_red_months;
  }
  fires(b, {rule.id, colour, exact_months(from, b.as_of, b.payroll.age_tenths), "months",
            static_cast<double>(beyond), b.payroll.newest_arrears_row});
}

void judge_safeguards(const Bench& b, const Rule& rule, std::initializer_list<SafeguardState> states) {
  if (b.facts.status != ProjectStatus::Active) return;
  const auto missing = std::ranges::count(states, SafeguardState::No);
  if (std::ranges::count(states, SafeguardState::Unknown) > 0) lacks(b, rule.id);
  if (missing > 0) fires(b, {rule.id, rule.colour, static_cast<double>(missing), "missing", 0, b.as_of});
}

void judge_rule(const Bench& b, const Rule& rule) {
  switch (rule.id) {
    case RuleId::W1:
      return judge_w1(b, rule);
    case RuleId::W4:
      return judge_w4(b, rule);
    case RuleId::W7:
      return judge_w7(b, rule);
    case RuleId::W10:
      return judge_safeguards(b, rule, {b.facts.notice_board});
    case RuleId::W15:
      return judge_safeguards(b, rule, {b.facts.dedicated_account, b.facts.wage_deposit});
  }
}

Grade grade_of(const Verdict& verdict) {
  Colour gravest = Colour::None;
  for (int i = 0; i < verdict.fired_count; ++i)
    gravest = std::max(gravest, verdict.fired[static_cast<std::size_t>(i)].colour);
  switch (gravest) {
    case Colour::Red:
      return Grade::D;
    case Colour::Orange:
      return Grade::C;
    case Colour::Yellow:
      return Grade::B;
    case Colour::None:
      break;
  }
  return verdict.incomplete_rules == 0 ? Grade::A : Grade::Unknown;
}

}  // namespace

Verdict judge(const ProjectFacts& facts, const Payroll& payroll, const RuleBook& rules, Day as_of) {
  Verdict verdict;
  const Bench bench{facts, payroll, rules, as_of, verdict};
  for (const Rule& rule : rules.rules) judge_rule(bench, rule);
  verdict.grade = grade_of(verdict);
  return verdict;
}

bool is_milder(Grade after, Grade before) {
  if (after == Grade::Unknown) return false;
  return before == Grade::Unknown ? after == Grade::A : after < before;
}

Assessment assess(const ProjectFacts& facts, const RuleBook& rules, Day as_of) {
  const Payroll payroll = read_payroll(facts, as_of);
  Verdict verdict = judge(facts, payroll, rules, as_of);
  score(facts, payroll, rules, verdict);
  Assessment a;
  a.grade = verdict.grade;
  a.incomplete = verdict.incomplete_rules != 0;
  a.fired.assign(verdict.fired.begin(), verdict.fired.begin() + verdict.fired_count);
  std::ranges::stable_sort(a.fired, [](const Fired& x, const Fired& y) {
    return x.colour != y.colour ? x.colour > y.colour : x.rule < y.rule;
  });
  a.term_milli = verdict.term_milli;
  a.score_milli = verdict.score_milli;
  a.arrears_fen = payroll.arrears_fen;
  a.arrears_months = payroll.arrears_months;
  a.age_tenths = payroll.age_tenths;
  a.incomplete_rules = verdict.incomplete_rules;
  return a;
}

}  // namespace anxin
