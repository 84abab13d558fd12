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

Marks marks_of(const Registry& registry, Day as_of, const std::string& rules_digest,
               const ExportRequest& request) {
  const std::string as_known = beijing_time(request.known.value_or(request.written_at));
  const std::string crs = fmt::format("{} {}", to_string(request.crs), name_zh(request.crs));
  const std::string mark(registry.simulated ? kSimulatedMark : kRealMark);
  Marks marks;
  const auto column = [&](const char* name, const char* short_name, const std::string& value) {
    marks.fields.push_back({name, OutField::Type::Text, short_name});
    marks.values.emplace_back(value);
  };
  column("as_of", "as_of", to_string(as_of));
  column("as_known", "as_known", as_known);
  column("坐标系", "crs", crs);
  column("来源", "source", request.source);
  column("标记", "mark", mark);
  marks.notes = {{"as_of", to_string(as_of)},
                 {"as_known", as_known},
                 {"written_at", beijing_time(request.written_at)},
                 {"crs", to_string(request.crs)},
                 {"simulated", registry.simulated ? "true" : "false"},
                 {"mark", mark},
                 {"source", request.source}};
  if (!rules_digest.empty()) marks.notes["rules_digest"] = rules_digest;
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
