// Every project of a registry at once: one buffer of facts, no heap per project. What a site says of the
// other sites of its contractor is counted on the way and added at the end.
#include <algorithm>

#include "data/model/verdict.hpp"

namespace anxin {
namespace {

RiskTable empty_table(const Registry& registry, const RuleBook& rules, Day as_of) {
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
  return table;
}

// Sites of each contractor whose oldest arrears are older than W16's months.
class Contagion {
 public:
  Contagion(const Registry& registry, const RuleBook& rules)
      : registry_(registry),
        rules_(rules),
        owes_(registry.projects()),
        sites_(registry.enterprise_uscc.size()) {}

  void count(Index project, const Payroll& payroll, Day as_of) {
    const Index contractor = registry_.general_contractor[project];
    if (contractor == kNone || payroll.oldest_arrears == nullptr ||
        as_of <= add_months(payroll.oldest_pay_date, rules_.w16_months))
      return;
    owes_[project] = 1;
    ++sites_[contractor];
  }

  // W16 by other sites, as judge_records.cpp has it; it adds an orange warning and changes no term.
  void add_to(RiskTable& table) const {
    const Rule* rule = rules_.find(RuleId::W16);
    if (rule == nullptr) return;
    const Grade grade = rule->colour == Colour::Red      ? Grade::D
                        : rule->colour == Colour::Orange ? Grade::C
                                                         : Grade::B;
    for (std::size_t i = 0; i < owes_.size(); ++i) {
      const Index contractor = registry_.general_contractor[i];
      if (contractor == kNone ||
          registry_.status_on(static_cast<Index>(i), table.as_of) == ProjectStatus::Finished)
        continue;
      if (sites_[contractor] - owes_[i] < rules_.w16_sites) continue;
      table.rules[i] = static_cast<RuleBits>(table.rules[i] | bit(RuleId::W16));
      Grade& own = table.grade[i];
      own = own == Grade::Unknown ? grade : std::max(own, grade);
    }
  }

 private:
  const Registry& registry_;
  const RuleBook& rules_;
  std::vector<std::uint8_t> owes_;
  std::vector<std::int32_t> sites_;
};

}  // namespace

RiskTable assess_all(const Registry& registry, const RuleBook& rules, Day as_of) {
  RiskTable table = empty_table(registry, rules, as_of);
  Contagion contagion(registry, rules);
  const bool flags = rules.find(RuleId::W8) != nullptr;
  ProjectFacts facts;
  for (std::size_t i = 0; i < registry.projects(); ++i) {
    const auto project = static_cast<Index>(i);
    read_facts(registry, project, as_of, facts);
    facts.months_before.clear();
    const Payroll payroll = read_payroll(facts, facts.months, as_of);
    Verdict verdict = judge(facts, payroll, rules, as_of);
    if (flags && is_red(verdict)) {  // few are: only they need the month before
      read_months(registry, project, add_months(as_of, -1), facts.months_before);
      verdict = judge(facts, payroll, rules, as_of);
    }
    score(facts, payroll, rules, verdict);
    contagion.count(project, payroll, as_of);
    table.grade[i] = verdict.grade;
    table.incomplete[i] = verdict.incomplete_rules != 0 ? 1 : 0;
    table.score_milli[i] = verdict.score_milli;
    table.arrears_fen[i] = payroll.arrears_fen;
    table.age_tenths[i] = static_cast<std::int16_t>(std::min(payroll.age_tenths, 32767));
    table.rules[i] = verdict.fired_rules;
  }
  contagion.add_to(table);
  return table;
}

}  // namespace anxin
