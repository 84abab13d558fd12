// What a rule is judged with, and the ways in which it answers. Private to this folder: judge.cpp and
// judge_records.cpp.
#pragma once
#include "data/model/verdict.hpp"

namespace anxin {

struct Bench {
  const ProjectFacts& facts;
  const Payroll& payroll;
  const RuleBook& rules;
  Day as_of;
  Verdict& verdict;
};

inline void lacks(const Bench& b, RuleId id) {
  b.verdict.incomplete_rules = static_cast<RuleBits>(b.verdict.incomplete_rules | bit(id));
}

inline void fires(const Bench& b, const Fired& fired) {
  b.verdict.fired_rules = static_cast<RuleBits>(b.verdict.fired_rules | bit(fired.rule));
  b.verdict.fired[static_cast<std::size_t>(b.verdict.fired_count++)] = fired;
}

inline double days_between(Day from, Day to) { return static_cast<double>((to - from).count()); }
// Calendar months from `from` to `as_of`, with the fraction of the last.
[[nodiscard]] double exact_months(Day from, Day as_of);

// W9, W14, W16, W17.
void judge_records(const Bench& b, const Rule& rule);
// W18, after every rule that can be yellow.
void lift_yellow(const Bench& b, const Rule& rule);

}  // namespace anxin
