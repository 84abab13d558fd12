// The rules over one project's payroll and safeguards, and the grade that follows; those over records, sites
// and the calendar stand in judge_records.cpp.
#include <algorithm>

#include "data/model/bench.hpp"

namespace anxin {
namespace {

// Common to W1, W3, W4, W7, W13: without rows or an agreed pay day they lack data.
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

// W3 and W4: heads of M that were not paid, of how many; empty: the rule neither fires nor (any more) lacks.
std::optional<std::pair<std::int64_t, std::int64_t>> unpaid_heads(const Bench& b, RuleId id) {
  check_basis(b, id);
  if (!b.payroll.something_due) return std::nullopt;
  const MonthFacts* row = b.payroll.latest;
  if (row == nullptr || !row->attended || (*row->attended > 0 && !row->paid_heads)) {
    lacks(b, id);
    return std::nullopt;
  }
  if (*row->attended == 0) return std::nullopt;
  return std::pair{std::int64_t{*row->attended} - *row->paid_heads, std::int64_t{*row->attended}};
}

void judge_w3(const Bench& b, const Rule& rule) {
  const auto heads = unpaid_heads(b, rule.id);
  if (!heads || heads->first <= 0) return;
  fires(b, {rule.id, rule.colour, static_cast<double>(heads->first), "persons", 0,
            b.payroll.latest->valid_from});
}

void judge_w4(const Bench& b, const Rule& rule) {
  const auto heads = unpaid_heads(b, rule.id);
  if (!heads || heads->first * 1000 <= b.rules.w4_permille * heads->second) return;
  fires(b, {rule.id, rule.colour, static_cast<double>(heads->first) / static_cast<double>(heads->second),
            "share", b.rules.w4_permille / 1000.0, b.payroll.latest->valid_from});
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
  fires(b, {rule.id, colour, exact_months(from, b.as_of), "months", static_cast<double>(beyond),
            b.payroll.newest_arrears_row});
}

// W13, part one: fires, does not, or not known.
std::optional<bool> is_uncovered(const Bench& b) {
  const MonthFacts& row = *b.payroll.latest;
  if (!row.due_fen) return std::nullopt;
  if (*row.due_fen == 0) return false;
  const std::optional<bool> account = had_account(b.facts, pay_date(row.month, b.facts.pay_day));
  if (account == false) return false;
  if (!account || !row.balance_fen || !row.paid_fen) return std::nullopt;
  return (*row.balance_fen + *row.paid_fen) * 1000 < b.rules.w13_cover_permille * *row.due_fen;
}

// Was the paid rate of a month below the limit? A missing row is not known.
std::optional<bool> is_paid_short(const Bench& b, const MonthFacts* row) {
  if (row == nullptr || !row->due_fen) return std::nullopt;
  if (*row->due_fen == 0) return false;
  if (!row->paid_fen) return std::nullopt;
  return *row->paid_fen * 1000 < b.rules.w13_paid_permille * *row->due_fen;
}

void judge_w13(const Bench& b, const Rule& rule) {
  if (!b.payroll.any_row || !b.facts.pay_day) lacks(b, rule.id);
  if (!b.payroll.something_due) return;
  const MonthFacts* row = b.payroll.latest;
  if (row == nullptr) return lacks(b, rule.id);
  const auto share = [&](Fen part) { return static_cast<double>(part) / static_cast<double>(*row->due_fen); };
  const std::optional<bool> uncovered = is_uncovered(b);
  if (uncovered == true) {
    return fires(b, {rule.id, rule.colour, share(*row->balance_fen + *row->paid_fen), "share",
                     b.rules.w13_cover_permille / 1000.0, row->valid_from});
  }
  const bool two = b.payroll.first < b.payroll.latest_due;
  const std::optional<bool> now = is_paid_short(b, row),
                            before = two ? is_paid_short(b, b.payroll.previous) : false;
  if (now == true && before == true) {
    return fires(b, {rule.id, rule.colour, share(*row->paid_fen), "share", b.rules.w13_paid_permille / 1000.0,
                     std::max(row->valid_from, b.payroll.previous->valid_from)});
  }
  if (!uncovered || (now != false && before != false)) lacks(b, rule.id);
}

void judge_w11(const Bench& b, const Rule& rule) {
  if (b.facts.dedicated_account != SafeguardState::Yes) {
    if (b.facts.dedicated_account == SafeguardState::Unknown) lacks(b, rule.id);
    return;
  }
  check_basis(b, rule.id);
  if (!b.payroll.something_due) return;
  const Untransferred run = untransferred(b.facts, b.payroll);
  if (!run.months.empty()) {
    const Day from = pay_date(run.months.back(), b.facts.pay_day);
    if (b.as_of > add_months(from, b.rules.w11_months)) {
      const auto row = std::ranges::find(b.payroll.months, run.months.front(), &MonthFacts::month);
      return fires(b, {rule.id, rule.colour, exact_months(from, b.as_of), "months",
                       static_cast<double>(b.rules.w11_months), row->valid_from});
    }
  }
  if (run.unknown) lacks(b, rule.id);
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
    case RuleId::W3:
      return judge_w3(b, rule);
    case RuleId::W4:
      return judge_w4(b, rule);
    case RuleId::W7:
      return judge_w7(b, rule);
    case RuleId::W10:
      return judge_safeguards(b, rule, {b.facts.notice_board});
    case RuleId::W11:
      return judge_w11(b, rule);
    case RuleId::W13:
      return judge_w13(b, rule);
    case RuleId::W15:
      return judge_safeguards(b, rule, {b.facts.dedicated_account, b.facts.wage_deposit});
    case RuleId::W9:
    case RuleId::W14:
    case RuleId::W16:
    case RuleId::W17:
      return judge_records(b, rule);
    case RuleId::W8:
    case RuleId::W18:
      return;  // rest on what the others say: after them
  }
}

// W8: was any rule red a month before, over the rows valid then? Only these can be red.
bool was_red(const ProjectFacts& facts, const RuleBook& rules, Day then) {
  Verdict verdict;
  const Payroll payroll = read_payroll(facts, facts.months_before, then);
  const Bench bench{facts, payroll, rules, then, verdict};
  for (const RuleId id : {RuleId::W1, RuleId::W4, RuleId::W7, RuleId::W9, RuleId::W14}) {
    if (const Rule* rule = rules.find(id)) judge_rule(bench, *rule);
  }
  return is_red(verdict);
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
  if (const Rule* lift = rules.find(RuleId::W18)) lift_yellow(bench, *lift);
  if (const Rule* flag = rules.find(RuleId::W8);
      flag != nullptr && is_red(verdict) && was_red(facts, rules, add_months(as_of, -1))) {
    fires(bench, {flag->id, flag->colour, 1, "fact", 0, as_of});
  }
  verdict.grade = grade_of(verdict);
  return verdict;
}

bool is_red(const Verdict& verdict) {
  return std::any_of(verdict.fired.begin(), verdict.fired.begin() + verdict.fired_count,
                     [](const Fired& f) { return f.colour == Colour::Red; });
}

bool Assessment::joint_enforcement() const {
  return std::ranges::any_of(fired, [](const Fired& f) { return f.rule == RuleId::W8; });
}

bool is_milder(Grade after, Grade before) {
  if (after == Grade::Unknown) return false;
  return before == Grade::Unknown ? after == Grade::A : after < before;
}

Assessment assess(const ProjectFacts& facts, const RuleBook& rules, Day as_of) {
  const Payroll payroll = read_payroll(facts, facts.months, as_of);
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
  a.no_record_rules = verdict.no_record_rules;
  return a;
}

}  // namespace anxin
