// The payment waterfall of an incident: what could pay the claimed wages, in the order of DOMAIN 6, each up
// to what it holds, with its legal clock in working days and the article. Figures come from the store
// (Funds), never from a hand. Not an order to pay: who is liable is liability_of, who pays is decided by
// people. Pure; any thread.
#pragma once
#include <optional>
#include <string>
#include <vector>

#include "data/model/dispatch_policy.hpp"
#include "data/model/operations.hpp"

namespace anxin {

// What each source holds for the incident's project; empty: not known (counts as nothing, shown as 未知). An
// overdrawn account holds nothing.
struct Funds {
  std::optional<Fen> account_balance, owner_unsettled, contractor, deposit, emergency;
  std::string owner, general_contractor, subcontractor;  // names, "" unknown
  bool subcontractor_illegal = false;                    // 36-37: unlicensed project
  [[nodiscard]] std::optional<Fen> of(MoneySource source) const;
};
struct WaterfallStep {
  MoneySource source{};
  std::optional<Fen> holds;
  Fen pays = 0;  // 0 when it is not known what it holds, or nothing is left to pay
  Day due{};     // last working day within which it pays, from the day of `from`
  std::string basis, basis_en, note, note_en;
};
struct Waterfall {
  Fen claimed = 0, covered = 0;  // covered <= claimed; claimed is 0 when it is not known
  bool claim_known = false;
  std::vector<WaterfallStep>
      steps;  // one for every term of the policy, in its order, those that pay nothing too
  [[nodiscard]] Fen missing() const { return claimed - covered; }
  // Some source that is not known could cover what is missing.
  [[nodiscard]] bool missing_may_be_less() const;
};
[[nodiscard]] Waterfall waterfall_of(const DispatchPolicy& policy, std::optional<Fen> claimed,
                                     const Funds& funds, Day from);

// Who is liable, who pays first, and by which article of Decree 724: the owner within what it has not settled
// 29; the general contractor for its subcontractor 30, for its own workers 16; unlicensed works or a
// subcontractor without standing 36-37. Exactly one pays first: by 36-37 the owner; else the owner whose
// unsettled progress payment is known to be more than nothing; else the general contractor. A party whose
// name is not known stands with an empty name; a subcontractor only when there is one.
struct LiabilityStep {
  std::string role, role_en, name, article, article_en;  // role: 建设单位, 施工总承包, 分包
  bool first_payer = false;
};
[[nodiscard]] std::vector<LiabilityStep> liability_of(const Funds& funds);

}  // namespace anxin
