#include "data/model/waterfall.hpp"

#include <algorithm>

namespace anxin {
namespace {

LiabilityStep owner_step(const Funds& funds) {
  LiabilityStep out{"建设单位", "owner", funds.owner, "", "", false};
  if (funds.subcontractor_illegal) {
    out.article = "《保障农民工工资支付条例》第三十六条、第三十七条";
    out.article_en = "Decree 724, articles 36 and 37";
  } else {
    out.article = "《保障农民工工资支付条例》第二十九条";
    out.article_en = "Decree 724, article 29";
  }
  return out;
}

LiabilityStep contractor_step(const Funds& funds) {
  LiabilityStep out{"施工总承包", "general contractor", funds.general_contractor, "", "", false};
  if (funds.subcontractor_illegal) {
    out.article = "《保障农民工工资支付条例》第三十六条";
    out.article_en = "Decree 724, article 36";
  } else if (!funds.subcontractor.empty()) {
    out.article = "《保障农民工工资支付条例》第三十条";
    out.article_en = "Decree 724, article 30";
  } else {  // it employs them itself
    out.article = "《保障农民工工资支付条例》第十六条";
    out.article_en = "Decree 724, article 16";
  }
  return out;
}

}  // namespace

std::optional<Fen> Funds::of(MoneySource source) const {
  switch (source) {
    case MoneySource::DedicatedAccount:
      return account_balance;
    case MoneySource::OwnerProgress:
      return owner_unsettled;
    case MoneySource::GeneralContractor:
      return contractor;
    case MoneySource::WageDeposit:
      return deposit;
    case MoneySource::EmergencyFund:
      return emergency;
  }
  return std::nullopt;
}

bool Waterfall::missing_may_be_less() const {
  return missing() > 0 && std::ranges::any_of(steps, [](const WaterfallStep& s) { return !s.holds; });
}

Waterfall waterfall_of(const DispatchPolicy& policy, std::optional<Fen> claimed, const Funds& funds,
                       Day from) {
  Waterfall out;
  out.claim_known = claimed.has_value();
  out.claimed = std::max<Fen>(0, claimed.value_or(0));
  for (const WaterfallTerm& term : policy.waterfall) {
    WaterfallStep step;
    step.source = term.source;
    step.holds = funds.of(term.source);
    step.pays = std::clamp<Fen>(step.holds.value_or(0), 0, out.missing());
    step.due = policy.working_days.after(from, term.working_days);
    step.basis = term.basis;
    step.basis_en = term.basis_en;
    step.note = term.note;
    step.note_en = term.note_en;
    out.covered += step.pays;
    out.steps.push_back(std::move(step));
  }
  return out;
}

std::vector<LiabilityStep> liability_of(const Funds& funds) {
  std::vector<LiabilityStep> out{owner_step(funds), contractor_step(funds)};
  const bool owner_first = funds.subcontractor_illegal || funds.owner_unsettled.value_or(0) > 0;
  out[owner_first ? 0 : 1].first_payer = true;
  if (!funds.subcontractor.empty()) {
    out.push_back({"分包", "subcontractor", funds.subcontractor, "《保障农民工工资支付条例》第三十条",
                   "Decree 724, article 30", false});
  }
  return out;
}

}  // namespace anxin
