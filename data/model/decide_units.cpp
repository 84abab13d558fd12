#include <fmt/format.h>

#include <algorithm>
#include <bit>
#include <set>
#include <utility>

#include "data/model/deciding.hpp"
#include "data/model/personal.hpp"
#include "data/model/unit_text.hpp"

namespace anxin {
namespace {

Status check_shape(const ResponseUnit& unit) {
  if (has_no_text(unit.id) || has_no_text(unit.name))
    return refuse("处置力量须有编号和名称。", "A response unit needs an id and a name.");
  const int functions = std::popcount(unit.functions);
  if (functions < 1 || functions > 3 || (unit.functions >> kFunctions) != 0)
    return refuse(fmt::format("{} 须有一至三项职能。", called(unit)),
                  fmt::format("{} needs one to three functions.", called(unit)));
  if (!unit.base.is_valid() || (unit.position && !unit.position->is_valid()))
    return refuse(fmt::format("{} 的位置不是有效的经纬度。", called(unit)),
                  fmt::format("The position of {} is not a valid one.", called(unit)));
  if (unit.people < 0)
    return refuse(fmt::format("{} 的人数不能为负。", called(unit)),
                  fmt::format("{} cannot have fewer than no people.", called(unit)));
  for (const std::string& phone : {unit.post_phone, unit.deputy_phone})
    if (find_personal(phone) == Personal::None && !is_post_phone(phone))
      return refuse(fmt::format("{} 的电话“{}”不是固定电话或短号。", called(unit), phone),
                    fmt::format("The telephone \"{}\" of {} is neither a landline nor a short number.", phone,
                                called(unit)));
  if (unit.shifts.size() > kMostShifts || !std::ranges::all_of(unit.shifts, is_valid))
    return refuse(fmt::format("{} 的班次无效。", called(unit)),
                  fmt::format("A duty shift of {} is not valid.", called(unit)));
  return {};
}

}  // namespace

Facts decide_on(const Deciding& d, const EnrollUnit& c) {
  ResponseUnit unit = c.unit;
  if (auto ok = check_shape(unit); !ok) return std::unexpected(ok.error());
  if (unit.supervising_unit.empty() && d.context.responsible)
    unit.supervising_unit = d.context.responsible(unit.base).supervising_unit;
  if (auto ok = impersonal({unit.id, unit.name, unit.short_name, unit.member_unit, unit.vehicle,
                            unit.post_phone, unit.deputy_post, unit.deputy_phone, unit.state_reason});
      !ok)
    return std::unexpected(ok.error());
  if (auto ok = d.known_supervising_unit(unit.supervising_unit); !ok) return std::unexpected(ok.error());
  const Assignment* held = d.operations.engagement_of(unit.id);
  if (held != nullptr && ((unit.functions >> static_cast<unsigned>(held->function)) & 1U) == 0)
    return refuse(fmt::format("{} 正在 {} 中担任{}，不能去掉该职能。", called(unit), held->incident,
                              name_zh(held->function)),
                  fmt::format("{} fills {} in {}, which cannot be taken away now.", called(unit),
                              name_en(held->function), held->incident));
  UnitEnrolled fact{unit};
  // Where a unit was last seen is what it reported: who enrols it anew may have read an older report.
  const ResponseUnit* known = d.operations.unit(unit.id);
  if (known != nullptr && known->position_at &&
      (!unit.position_at || *unit.position_at < *known->position_at)) {
    fact.unit.position = known->position;
    fact.unit.position_at = known->position_at;
  }
  return Facts{{std::move(fact)}};
}

Facts decide_on(const Deciding& d, const EnrollUnits& c) {
  std::vector<OperationChange> facts;
  std::set<std::string> ids;
  for (const ResponseUnit& unit : c.units) {
    if (!ids.insert(unit.id).second)
      return refuse(fmt::format("{} 出现了两次。", called(unit)),
                    fmt::format("{} is there twice.", called(unit)));
    Facts one = decide_on(d, EnrollUnit{unit});
    if (!one) return one;
    const ResponseUnit* known = d.operations.unit(unit.id);
    if (known != nullptr && *known == std::get<UnitEnrolled>(one->front()).unit) continue;
    facts.push_back(std::move(one->front()));
  }
  return facts;
}

Facts decide_on(const Deciding& d, const RetireUnit& c) {
  const auto unit = d.unit(c.unit);
  if (!unit) return std::unexpected(unit.error());
  if (auto ok = impersonal({c.reason}); !ok) return std::unexpected(ok.error());
  if (const Assignment* held = d.operations.engagement_of(c.unit); held != nullptr)
    return refuse(fmt::format("{} 正在 {} 中，不能撤编。", called(**unit), held->incident),
                  fmt::format("{} is part of {} and cannot be retired.", called(**unit), held->incident));
  return Facts{{UnitRetired{c.unit, c.reason}}};
}

Facts decide_on(const Deciding& d, const SetUnitState& c) {
  const auto unit = d.unit(c.unit);
  if (!unit) return std::unexpected(unit.error());
  if (auto ok = impersonal({c.reason}); !ok) return std::unexpected(ok.error());
  if (c.state == UnitReadiness::OutOfService)
    if (auto ok = needs_reason(c.reason, "停用", "Taking a unit out of service"); !ok)
      return std::unexpected(ok.error());
  if ((*unit)->state == c.state && (*unit)->state_reason == c.reason)
    return refuse(fmt::format("{} 已是「{}」。", called(**unit), name_zh(c.state)),
                  fmt::format("{} already is {}.", called(**unit), name_en(c.state)));
  return Facts{{UnitStateSet{c.unit, c.state, c.reason}}};
}

Facts decide_on(const Deciding& d, const ReportPosition& c) {
  const auto unit = d.unit(c.unit);
  if (!unit) return std::unexpected(unit.error());
  if (!c.at.is_valid()) return refuse("位置不是有效的经纬度。", "The position is not a valid one.");
  return Facts{{UnitPositionReported{c.unit, c.at, d.now()}}};
}

}  // namespace anxin
