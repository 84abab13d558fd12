#include <fmt/format.h>

#include <iterator>

#include "data/export/export.hpp"
#include "data/export/marks.hpp"

namespace anxin {
namespace {

constexpr std::uint8_t kNoUnit = 255;
using Type = OutField::Type;

struct Source {
  const Registry& registry;
  const RiskTable& risk;
};

struct Column {
  const char *name, *short_name;  // the short one for a DBF
  Type type;
  OutValue (*value)(const Source&, Index);
};

OutValue text(std::string_view s) { return s.empty() ? OutValue{} : OutValue{std::string(s)}; }

OutValue day(std::int32_t days) {
  return days == kUnknownDay ? OutValue{} : OutValue{to_string(Day{std::chrono::days{days}})};
}

OutValue enterprise(const Registry& r, Index i) {
  return i == kNone ? OutValue{} : text(r.enterprise_name[i]);
}

OutValue unit(const Strings& words, std::uint8_t i) { return i == kNoUnit ? OutValue{} : text(words[i]); }

OutValue fired(RuleBits bits) {
  std::string words;
  for (int rule = 0; rule < kRules; ++rule)
    if (bits >> rule & 1)
      fmt::format_to(std::back_inserter(words), "{}{}", words.empty() ? "" : " ", code(RuleId(rule)));
  return text(words);
}

constexpr Column kColumns[] = {
    {"id", "id", Type::Text, [](const Source& s, Index i) { return text(s.registry.id[i]); }},
    {"名称", "name", Type::Text, [](const Source& s, Index i) { return text(s.registry.name[i]); }},
    {"supervising_unit", "unit", Type::Text,
     [](const Source& s, Index i) { return unit(s.registry.unit_code, s.registry.unit[i]); }},
    {"监管单位", "unit_zh", Type::Text,
     [](const Source& s, Index i) { return unit(s.registry.unit_name, s.registry.unit[i]); }},
    {"district", "district", Type::Text,
     [](const Source& s, Index i) { return unit(s.registry.unit_code, s.registry.district[i]); }},
    {"区", "dist_zh", Type::Text,
     [](const Source& s, Index i) { return unit(s.registry.unit_name, s.registry.district[i]); }},
    {"街道乡镇", "township", Type::Text,
     [](const Source& s, Index i) { return text(s.registry.township[i]); }},
    {"sector", "sector", Type::Text,
     [](const Source& s, Index i) { return text(code(s.registry.sector[i])); }},
    {"行业", "sector_zh", Type::Text,
     [](const Source& s, Index i) { return text(name_zh(s.registry.sector[i])); }},
    {"funding", "funding", Type::Text,
     [](const Source& s, Index i) { return text(code(s.registry.funding[i])); }},
    {"投资", "funding_zh", Type::Text,
     [](const Source& s, Index i) { return text(name_zh(s.registry.funding[i])); }},
    {"status", "status", Type::Text,
     [](const Source& s, Index i) { return text(code(s.registry.status[i])); }},
    {"状态", "status_zh", Type::Text,
     [](const Source& s, Index i) { return text(name_zh(s.registry.status[i])); }},
    {"三无工程", "unlicensed", Type::Integer,
     [](const Source& s, Index i) { return OutValue{std::int64_t{s.registry.unlicensed[i] != 0}}; }},
    {"grade", "grade", Type::Text, [](const Source& s, Index i) { return text(code(s.risk.grade[i])); }},
    {"等级", "grade_zh", Type::Text, [](const Source& s, Index i) { return text(name_zh(s.risk.grade[i])); }},
    {"得分", "score", Type::Real,
     [](const Source& s, Index i) { return OutValue{s.risk.score_milli[i] / 1000.0}; }},
    {"数据不全", "incomplete", Type::Integer,
     [](const Source& s, Index i) { return OutValue{std::int64_t{s.risk.incomplete[i] != 0}}; }},
    {"触发规则", "rules", Type::Text, [](const Source& s, Index i) { return fired(s.risk.rules[i]); }},
    {"欠薪_分", "arrear_fen", Type::Integer,
     [](const Source& s, Index i) { return OutValue{std::int64_t{s.risk.arrears_fen[i]}}; }},
    {"欠薪月数", "arrear_mon", Type::Real,
     [](const Source& s, Index i) { return OutValue{s.risk.age_tenths[i] / 10.0}; }},
    {"合同额_分", "contr_fen", Type::Integer,
     [](const Source& s, Index i) {
       const Fen fen = s.registry.contract_fen[i];
       return fen == kUnknownFen ? OutValue{} : OutValue{std::int64_t{fen}};
     }},
    {"约定发薪日", "pay_day", Type::Integer,
     [](const Source& s, Index i) {
       const int pay_day = s.registry.pay_day[i];
       return pay_day == 0 ? OutValue{} : OutValue{std::int64_t{pay_day}};
     }},
    {"开工日期", "start", Type::Text, [](const Source& s, Index i) { return day(s.registry.start[i]); }},
    {"竣工日期", "finish", Type::Text, [](const Source& s, Index i) { return day(s.registry.finish[i]); }},
    {"建设单位", "owner", Type::Text,
     [](const Source& s, Index i) { return enterprise(s.registry, s.registry.owner[i]); }},
    {"施工总承包", "contractor", Type::Text,
     [](const Source& s, Index i) { return enterprise(s.registry, s.registry.general_contractor[i]); }},
    {"分包", "subcontr", Type::Text,
     [](const Source& s, Index i) { return enterprise(s.registry, s.registry.subcontractor[i]); }},
    {"总包信用", "credit", Type::Text,
     [](const Source& s, Index i) { return text(code(s.registry.credit_of(i))); }},
};

OutLayer layer_of(const ExportRequest& request, const Marks& marks) {
  OutLayer layer{"project", {}, OutGeometry::Point, request.crs, marks.notes};
  for (const Column& column : kColumns) layer.fields.push_back({column.name, column.type, column.short_name});
  const bool degrees = is_geographic(request.crs);
  layer.fields.push_back({degrees ? "lon" : "x", Type::Real});
  layer.fields.push_back({degrees ? "lat" : "y", Type::Real});
  layer.fields.insert(layer.fields.end(), marks.fields.begin(), marks.fields.end());
  return layer;
}

}  // namespace

Result<ExportSummary> export_projects(const Registry& registry, const RiskTable& risk,
                                      const ExportRequest& request, const ExportProgress& progress) {
  if (const Status fits = check_fits(registry, risk); !fits) return std::unexpected(fits.error());
  const Marks marks = marks_of(registry, risk.as_of, risk.rules_digest, request);
  auto writer = VectorWriter::create(request.out, layer_of(request, marks));
  if (!writer) return std::unexpected(writer.error());
  const Source source{registry, risk};
  const std::size_t total = request.only ? request.only->size() : registry.projects();
  std::vector<OutValue> values;
  for (std::size_t row = 0; row < total; ++row) {
    const Index i = request.only ? (*request.only)[row] : static_cast<Index>(row);
    const auto at = from_cgcs2000(registry.at[i], request.crs);
    if (!at) return std::unexpected(at.error());
    values.clear();
    for (const Column& column : kColumns) values.push_back(column.value(source, i));
    values.emplace_back(at->x);
    values.emplace_back(at->y);
    values.insert(values.end(), marks.values.begin(), marks.values.end());
    if (const Status added = (*writer)->add(values, registry.at[i]); !added)
      return std::unexpected(added.error());
    if (progress && row % 4096 == 0) progress(row, total);
  }
  if (const Status finished = (*writer)->finish(); !finished) return std::unexpected(finished.error());
  if (progress) progress(total, total);
  return ExportSummary{total};
}

}  // namespace anxin
