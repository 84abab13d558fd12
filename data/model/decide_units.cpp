#include <fmt/format.h>

#include <algorithm>
#include <bit>

#include "data/model/deciding.hpp"

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
  constexpr std::int32_t kMinutesADay = 24 * 60;
  const bool shifts_ok = std::ranges::all_of(unit.shifts, [](const DutyShift& s) {
    return (s.weekdays & 0x7F) != 0 && s.weekdays <= 0x7F && s.from_minute >= 0 &&
           s.from_minute < kMinutesADay && s.to_minute >= 0 && s.to_minute <= kMinutesADay;
  });
  if (!shifts_ok)
    return refuse(fmt::format("{} 的班次无效。", called(unit)),
                  fmt::format("A duty shift of {} is not valid.", called(unit)));
  return {};
}

}  // namespace

Facts decide_on(const Deciding& d, const EnrollUnit& c) {
  const ResponseUnit& unit = c.unit;
  if (auto ok = check_shape(unit); !ok) return std::unexpected(ok.error());
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
  return Facts{{UnitEnrolled{unit}}};
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
