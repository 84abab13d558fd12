#include <fmt/format.h>

#include <algorithm>

#include "data/model/deciding.hpp"

namespace anxin {
namespace {

std::string new_closure_id(const Operations& operations, Instant now) {
  const std::string prefix = fmt::format("C-{}-", compact_day(now));
  int largest = 0;
  for (const auto& [id, closure] : *operations.closures)
    largest = std::max(largest, number_behind(id, prefix));
  return fmt::format("{}{:02}", prefix, next_number(largest));
}

Status check_extent(const DrawClosure& c) {
  if (c.area.empty() == has_no_text(c.road))
    return refuse("须给出区域或道路之一。", "Either an area or a road is needed.");
  if (c.road_at && !c.road_at->is_valid())
    return refuse("位置不是有效的经纬度。", "The position is not a valid one.");
  if (const std::string fault = validity_fault(c.area); !fault.empty())
    return fail(ErrorCode::BadInput, fmt::format("封闭区域无效：{}。", fault),
                fmt::format("The closed area is not valid: {}.", fault));
  return {};
}

// What has been drawn from one unit's fund for an incident and is not repaid.
Fen owed(const Operations& operations, const std::string& supervising_unit, const std::string& incident) {
  Fen sum = 0;
  for (const FundEntry& entry : *operations.fund) {
    if (entry.supervising_unit != supervising_unit || entry.incident != incident) continue;
    if (entry.move == FundMove::Drawn) sum += entry.fen;
    if (entry.move == FundMove::Recovered) sum -= entry.fen;
  }
  return sum;
}

Status check_draw(const Deciding& d, const MoveFund& c) {
  const auto incident = d.open_incident(c.incident);
  if (!incident) return std::unexpected(incident.error());
  const Fen balance = d.operations.fund_balance(c.supervising_unit);
  if (c.fen <= balance) return {};
  return refuse(fmt::format("应急周转金余额 {} 元，不足 {} 元。", yuan_text(balance), yuan_text(c.fen)),
                fmt::format("The emergency fund holds {} yuan, which is less than {}.", yuan_text(balance),
                            yuan_text(c.fen)));
}

Status check_repayment(const Deciding& d, const MoveFund& c) {
  const auto incident = d.incident(c.incident);
  if (!incident) return std::unexpected(incident.error());
  const Fen most = owed(d.operations, c.supervising_unit, c.incident);
  if (c.fen <= most) return {};
  return refuse(
      fmt::format("{} 尚欠应急周转金 {} 元，不能清偿 {} 元。", c.incident, yuan_text(most), yuan_text(c.fen)),
      fmt::format("{} owes the emergency fund {} yuan, so {} cannot be repaid.", c.incident, yuan_text(most),
                  yuan_text(c.fen)));
}

}  // namespace

Facts decide_on(const Deciding& d, const DrawClosure& c) {
  if (auto ok = impersonal({c.road, c.reason}); !ok) return std::unexpected(ok.error());
  if (auto ok = check_extent(c); !ok) return std::unexpected(ok.error());
  const Instant from = c.from.value_or(d.now());
  if (c.until <= from || c.until <= d.now())
    return refuse("封闭的结束时间须晚于开始时间和现在。",
                  "A closure has to end after its beginning and after now.");
  return Facts{{ClosureDrawn{Closure{new_closure_id(d.operations, d.now()), c.area, c.road, c.road_at,
                                     c.reason, from, c.until, std::nullopt}}}};
}

Facts decide_on(const Deciding& d, const LiftClosure& c) {
  const auto it = d.operations.closures->find(c.closure);
  if (it == d.operations.closures->end())
    return fail(ErrorCode::NotFound, fmt::format("没有封闭 {}。", c.closure),
                fmt::format("There is no closure {}.", c.closure));
  if (auto ok = impersonal({c.reason}); !ok) return std::unexpected(ok.error());
  if (it->second.lifted || it->second.until <= d.now())
    return refuse(fmt::format("{} 已解除。", c.closure), fmt::format("{} is over already.", c.closure));
  return Facts{{ClosureLifted{c.closure, c.reason}}};
}

Facts decide_on(const Deciding& d, const MoveFund& c) {
  if (auto ok = d.known_supervising_unit(c.supervising_unit); !ok) return std::unexpected(ok.error());
  if (auto ok = impersonal({c.reason}); !ok) return std::unexpected(ok.error());
  if (c.fen <= 0) return refuse("金额须大于零。", "The amount has to be above zero.");
  if (c.move == FundMove::Drawn)
    if (auto ok = check_draw(d, c); !ok) return std::unexpected(ok.error());
  if (c.move == FundMove::Recovered)
    if (auto ok = check_repayment(d, c); !ok) return std::unexpected(ok.error());
  return Facts{{FundMoved{FundEntry{c.supervising_unit, c.move, c.fen,
                                    c.move == FundMove::Raised ? "" : c.incident, d.now(), c.reason}}}};
}

}  // namespace anxin
