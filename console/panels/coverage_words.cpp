#include "console/panels/coverage_words.hpp"

#include <array>

#include "data/model/format.hpp"

namespace anxin {

std::string_view safeguard_key(Safeguard s) {
  constexpr std::array<std::string_view, kSafeguards> kKeys{
      "safeguard.real_name",         "safeguard.monthly_pay",      "safeguard.dedicated_account",
      "safeguard.wage_deposit",      "safeguard.bank_payroll",     "safeguard.labour_officer",
      "safeguard.notice_board",      "safeguard.officer_assessed", "safeguard.payment_guarantee",
      "safeguard.process_settlement"};
  return kKeys[static_cast<std::size_t>(s)];
}

std::string_view state_key(SafeguardState s) {
  constexpr std::array<std::string_view, 4> kKeys{"state.no", "state.yes", "state.not_applicable",
                                                  "state.unknown"};
  return kKeys[static_cast<std::size_t>(s)];
}

std::string_view counted_over_key(Safeguard s) {
  return counted_over(s) == CountedOver::Projects ? "over.projects" : "over.enterprises";
}

SafeguardTarget target_of(const Pack& pack, Safeguard safeguard, Day as_of) {
  SafeguardTarget target;
  for (const Clause& clause : pack.clauses) {
    std::vector<TargetStep> steps;
    for (const TargetStep& step : clause.steps) {
      if (step.safeguard == safeguard) steps.push_back(step);
    }
    if (steps.empty() || steps.size() < target.steps.size()) continue;
    target.clause = &clause;  // of two that say as much the later one: it names who does it
    target.steps = std::move(steps);
  }
  if (const TargetStep* step = step_toward(target.steps, safeguard, as_of)) {
    target.permille = step->permille;
    target.basic = step->basic;
    target.by = step->by;
    return target;
  }
  for (const LegalTarget& law : pack.legal_targets) {
    if (law.safeguard != safeguard) continue;
    target.law = &law;
    target.permille = law.permille;
  }
  return target;
}

namespace {

std::string step_text(Lang lang, const TargetStep& step) {
  if (step.basic) return std::string(tr(lang, "target.basic"));
  return step.permille == 1000 ? std::string(tr(lang, "target.full"))
                               : format_share(step.permille / 1000.0, 0);
}

std::string steps_text(Lang lang, const SafeguardTarget& target) {
  std::string out;
  for (const TargetStep& step : target.steps) {
    if (!out.empty()) out += " → ";
    out += step_text(lang, step);
  }
  return out;
}

}  // namespace

std::string target_text(Lang lang, const SafeguardTarget& target) {
  if (target.law != nullptr)
    return lang == Lang::Zh ? target.law->basis : std::string(tr(lang, "target.law"));
  const std::string steps = steps_text(lang, target);
  return steps.empty() ? steps : tr_with(lang, "target", steps);
}

std::string short_target_text(Lang lang, const SafeguardTarget& target) {
  if (target.law != nullptr) {  // 《…条例》第三十四条: the article alone
    const auto end = target.law->basis.find("》");
    const std::string article =
        end == std::string::npos ? target.law->basis : target.law->basis.substr(end + 3);
    return lang == Lang::Zh ? tr_with(lang, "target.article", article)
                            : std::string(tr(lang, "target.law_short"));
  }
  if (lang == Lang::Zh || target.steps.size() < 2) return steps_text(lang, target);
  return step_text(lang, target.steps.back());
}

std::string lead_text(Lang lang, const Pack& pack, const SafeguardTarget& target) {
  if (target.clause == nullptr) return {};
  if (target.clause->lead.empty()) return std::string(tr(lang, "lead.none"));
  std::string names;
  for (const std::string& code : target.clause->lead) {
    for (const MemberUnit& unit : pack.member_units) {
      if (unit.code != code) continue;
      if (!names.empty()) names += "、";
      names += unit.name;
      if (!unit.today.empty()) names += tr_with(lang, "lead.today", unit.today);
    }
  }
  return tr_with(lang, "lead", names);
}

std::string last_step_text(Lang lang, const SafeguardTarget& target) {
  if (target.law != nullptr || target.steps.empty()) return {};
  return target.steps.back().basic ? std::string(tr(lang, "target.basic_short"))
                                   : step_text(lang, target.steps.back());
}

std::string gap_text(Lang lang, const CoverageCell& cell, int permille, bool brief) {
  const std::optional<std::int64_t> gap = permille > 0 ? cell.gap_tenths(permille) : std::nullopt;
  if (!gap) return {};
  if (*gap == 0) return std::string(tr(lang, "gap.none"));
  return tr_with(lang, brief ? "gap.short" : "gap", format_tenths(*gap));
}

}  // namespace anxin
