// The score's five terms: what ranks projects inside a grade.
#include <algorithm>
#include <bit>
#include <numeric>

#include "data/model/verdict.hpp"

namespace anxin {
namespace {

constexpr std::int64_t kFull = 1000;  // permille

std::int64_t age_permille(const Payroll& p, const RuleBook& rules) {
  return std::min(kFull, p.age_tenths * kFull / (std::int64_t{10} * std::max(1, rules.age_cap_months)));
}

std::int64_t amount_permille(const Payroll& p, const RuleBook& rules) {
  if (p.arrears_fen == 0) return 0;
  const Fen full = p.due_count == 0 ? 0 : p.due_sum_fen / p.due_count * rules.amount_cap_months;
  return full == 0 ? kFull : std::min(kFull, p.arrears_fen * kFull / full);
}

std::int64_t heads_permille(const Payroll& p) {
  const MonthFacts* row = p.latest;
  if (row == nullptr || row->attended.value_or(0) == 0 || !row->paid_heads) return 0;
  return std::max<std::int64_t>(0, std::int64_t{*row->attended} - *row->paid_heads) * kFull / *row->attended;
}

std::int64_t safeguards_permille(const ProjectFacts& facts) {
  if (facts.status != ProjectStatus::Active) return 0;
  const auto states = {facts.dedicated_account, facts.wage_deposit, facts.notice_board};
  return std::ranges::count(states, SafeguardState::No) * kFull / 3;
}

std::int64_t data_permille(const Verdict& verdict, const RuleBook& rules) {
  const auto count = static_cast<std::int64_t>(std::max<std::size_t>(1, rules.rules.size()));
  return std::popcount(verdict.incomplete_rules) * kFull / count;
}

}  // namespace

void score(const ProjectFacts& facts, const Payroll& payroll, const RuleBook& rules, Verdict& verdict) {
  const std::array<std::int64_t, kTerms> permille{age_permille(payroll, rules),
                                                  amount_permille(payroll, rules), heads_permille(payroll),
                                                  safeguards_permille(facts), data_permille(verdict, rules)};
  for (std::size_t i = 0; i < permille.size(); ++i) {
    verdict.term_milli[i] = static_cast<std::int32_t>(rules.weight[i] * permille[i]);
  }
  verdict.score_milli = std::accumulate(verdict.term_milli.begin(), verdict.term_milli.end(), 0);
}

}  // namespace anxin
