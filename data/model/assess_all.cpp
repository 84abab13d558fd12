// Every project of a registry at once: one buffer of facts, no heap per project.
#include <algorithm>

#include "data/model/verdict.hpp"

namespace anxin {

RiskTable assess_all(const Registry& registry, const RuleBook& rules, Day as_of) {
  const std::size_t n = registry.projects();
  RiskTable table;
  table.as_of = as_of;
  table.rules_digest = rules.digest;
  table.revision = registry.revision;
  table.grade.resize(n);
  table.incomplete.resize(n);
  table.score_milli.resize(n);
  table.arrears_fen.resize(n);
  table.age_tenths.resize(n);
  table.rules.resize(n);
  ProjectFacts facts;
  for (std::size_t i = 0; i < n; ++i) {
    read_facts(registry, static_cast<Index>(i), as_of, facts);
    const Payroll payroll = read_payroll(facts, as_of);
    Verdict verdict = judge(facts, payroll, rules, as_of);
    score(facts, payroll, rules, verdict);
    table.grade[i] = verdict.grade;
    table.incomplete[i] = verdict.incomplete_rules != 0 ? 1 : 0;
    table.score_milli[i] = verdict.score_milli;
    table.arrears_fen[i] = payroll.arrears_fen;
    table.age_tenths[i] = static_cast<std::int16_t>(std::min(payroll.age_tenths, 32767));
    table.rules[i] = verdict.fired_rules;
  }
  return table;
}

}  // namespace anxin
