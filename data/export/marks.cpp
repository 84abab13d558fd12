#include "data/export/marks.hpp"

#include <fmt/format.h>

#include <utility>

namespace anxin {
namespace {

// 2026-11-23T09:42:16+08:00
std::string beijing_time(Instant at) {
  std::string utc_form = to_string(at + kBeijingOffset);
  if (utc_form.ends_with('Z')) utc_form.pop_back();
  return utc_form + "+08:00";
}

}  // namespace

Marks marks_of(const Registry& registry, const RiskTable& risk, const ExportRequest& request) {
  const std::string as_known = beijing_time(request.known.value_or(request.written_at));
  const std::string crs = fmt::format("{} {}", to_string(request.crs), name_zh(request.crs));
  const std::string mark(registry.simulated ? kSimulatedMark : kRealMark);
  Marks marks;
  const auto column = [&](const char* name, const std::string& value) {
    marks.fields.push_back({name, OutField::Type::Text});
    marks.values.emplace_back(value);
  };
  column("as_of", to_string(risk.as_of));
  column("as_known", as_known);
  column("坐标系", crs);
  column("来源", request.source);
  column("标记", mark);
  marks.notes = {{"as_of", to_string(risk.as_of)},
                 {"as_known", as_known},
                 {"written_at", beijing_time(request.written_at)},
                 {"crs", to_string(request.crs)},
                 {"simulated", registry.simulated ? "true" : "false"},
                 {"mark", mark},
                 {"source", request.source},
                 {"rules_digest", risk.rules_digest}};
  return marks;
}

Status check_fits(const Registry& registry, const RiskTable& risk) {
  const std::size_t n = registry.projects();
  if (risk.grade.size() == n && risk.score_milli.size() == n && risk.arrears_fen.size() == n &&
      risk.incomplete.size() == n && risk.age_tenths.size() == n && risk.rules.size() == n)
    return {};
  return fail(ErrorCode::Internal, "风险表与台账不是同一版本。",
              "The risk table was not made from this registry.");
}

}  // namespace anxin
