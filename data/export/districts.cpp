#include <algorithm>
#include <array>

#include "data/export/export.hpp"
#include "data/export/marks.hpp"
#include "geo/geodesy.hpp"

namespace anxin {
namespace {

using Type = OutField::Type;

struct Tally {
  std::int64_t projects = 0, in_arrears = 0, arrears_fen = 0;
  std::array<std::int64_t, kGrades> by_grade{};
};

// One tally a supervising unit's number; projects outside every polygon are in none.
std::vector<Tally> tallies(const Registry& registry, const RiskTable& risk) {
  std::vector<Tally> out(256);
  for (std::size_t i = 0; i < registry.projects(); ++i) {
    Tally& t = out[registry.district[i]];
    ++t.projects;
    ++t.by_grade[static_cast<std::size_t>(risk.grade[i])];
    t.in_arrears += risk.arrears_fen[i] > 0;
    t.arrears_fen += risk.arrears_fen[i];
  }
  return out;
}

Tally tally_of(const District& district, const Registry& registry, const std::vector<Tally>& all) {
  for (std::size_t i = 0; i < registry.unit_code.size(); ++i)
    if (registry.unit_code[i] == district.code) return all[i];
  return {};
}

}  // namespace

Result<ExportSummary> export_districts(const Registry& registry, const RiskTable& risk, const Pack& pack,
                                       const ExportRequest& request) {
  if (const Status fits = check_fits(registry, risk); !fits) return std::unexpected(fits.error());
  const Marks marks = marks_of(registry, risk.as_of, risk.rules_digest, request);
  OutLayer layer{"district",
                 {{"district", Type::Text},
                  {"区", Type::Text, "dist_zh"},
                  {"name_en", Type::Text},
                  {"项目数", Type::Integer, "projects"},
                  {"重大_D", Type::Integer, "grade_d"},
                  {"高_C", Type::Integer, "grade_c"},
                  {"中_B", Type::Integer, "grade_b"},
                  {"低_A", Type::Integer, "grade_a"},
                  {"未知", Type::Integer, "unknown"},
                  {"欠薪项目数", Type::Integer, "in_arrears"},
                  {"欠薪_分", Type::Integer, "arrear_fen"},
                  {"面积_平方公里", Type::Real, "area_km2"}},
                 OutGeometry::Area,
                 request.crs,
                 marks.notes};
  layer.fields.insert(layer.fields.end(), marks.fields.begin(), marks.fields.end());
  auto writer = VectorWriter::create(request.out, layer);
  if (!writer) return std::unexpected(writer.error());
  const std::vector<Tally> all = tallies(registry, risk);
  for (const District& district : pack.districts) {
    const Tally t = tally_of(district, registry, all);
    std::vector<OutValue> values{district.code, district.name, district.name_en, t.projects};
    for (const Grade grade : {Grade::D, Grade::C, Grade::B, Grade::A, Grade::Unknown})
      values.emplace_back(t.by_grade[static_cast<std::size_t>(grade)]);
    values.emplace_back(t.in_arrears);
    values.emplace_back(t.arrears_fen);
    values.emplace_back(area_m2(district.shape) / 1e6);
    values.insert(values.end(), marks.values.begin(), marks.values.end());
    if (const Status added = (*writer)->add(values, district.shape); !added)
      return std::unexpected(added.error());
  }
  if (const Status finished = (*writer)->finish(); !finished) return std::unexpected(finished.error());
  return ExportSummary{pack.districts.size()};
}

}  // namespace anxin
