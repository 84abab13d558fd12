// The payment waterfall of an incident: what could pay the claimed wages, in the order of DOMAIN 6, each up
// to what it holds, with its legal clock in working days and the article. Figures come from the store
// (Funds), never from a hand. Pure.
#pragma once
#include <optional>
#include <string>
#include <vector>

#include "data/model/dispatch_policy.hpp"
#include "data/model/operations.hpp"

namespace anxin {

// What each source holds for the incident's project; empty: not known (counts as nothing, shown as 未知).
struct Funds {
  std::optional<Fen> account_balance, owner_unsettled, contractor, deposit, emergency;
  std::string owner, general_contractor, subcontractor;  // names, "" unknown
  bool subcontractor_illegal = false;                    // 36-37: unlicensed project
};
struct WaterfallStep {
  MoneySource source{};
  std::optional<Fen> holds;
  Fen pays = 0;
  Day due{};  // last working day within which it pays, from the day of `from`
  std::string basis, basis_en, note, note_en;
};
struct Waterfall {
  Fen claimed = 0, covered = 0;  // covered <= claimed
  bool claim_known = false;
  std::vector<WaterfallStep> steps;
  [[nodiscard]] Fen missing() const { return claimed - covered; }
};
[[nodiscard]] Waterfall waterfall_of(const DispatchPolicy& policy, std::optional<Fen> claimed,
                                     const Funds& funds, Day from);

// Who pays first and by which article of Decree 724: subcontracted 30, unlicensed or illegally subcontracted
// 36-37, owner in arrears 29.
struct LiabilityStep {
  std::string role, name, article, article_en;
  bool first_payer = false;
};
[[nodiscard]] std::vector<LiabilityStep> liability_of(const Funds& funds);

}  // namespace anxin
