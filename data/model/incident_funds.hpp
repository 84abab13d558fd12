// What could pay the wages of an incident, from the registry and the fund's ledger: the figures of the
// waterfall (waterfall.hpp), each as of a day. Pure; any thread.
//
//   account_balance   the newest known balance of the dedicated account, while the project has one
//   owner_unsettled   what the owner has not transferred: due minus inflow over the months whose rows know
//                     both, not below zero; absent when none does
//   contractor        never known from records: the general contractor's own money
//   deposit           the general contractor's wage deposit, while it stands
//   emergency         the balance of the responsible supervising unit's fund
#pragma once
#include "data/model/registry.hpp"
#include "data/model/waterfall.hpp"

namespace anxin {

// An incident without a project, or at one that the registry does not hold: the emergency fund alone.
[[nodiscard]] Funds funds_of(const Registry& registry, const Operations& operations, const Incident& incident,
                             Day as_of);

}  // namespace anxin
