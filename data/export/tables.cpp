// The tables behind the screens without places of their own: supervising units, coverage, clauses,
// enterprises.
#include <functional>

#include "data/export/export.hpp"
#include "data/export/marks.hpp"

namespace anxin {
namespace {

using Type = OutField::Type;

// Rows of a table, each value of its field's type, then the marks.
class Table {
 public:
  Table(std::string name, std::vector<OutField> fields, const Marks& marks, const ExportRequest& request)
      : marks_(marks),
        layer_{std::move(name), std::move(fields), OutGeometry::None, request.crs, marks.notes} {
    layer_.fields.insert(layer_.fields.end(), marks.fields.begin(), marks.fields.end());
  }
  Status open(const std::filesystem::path& out) {
    auto writer = VectorWriter::create(out, layer_);
    if (!writer) return std::unexpected(writer.error());
    writer_ = std::move(*writer);
    return {};
  }
  Status row(std::vector<OutValue> values) {
    values.insert(values.end(), marks_.values.begin(), marks_.values.end());
    ++rows_;
    return writer_->add(values);
  }
  Result<ExportSummary> finish() {
    if (const Status done = writer_->finish(); !done) return std::unexpected(done.error());
    return ExportSummary{rows_};
  }

 private:
  const Marks& marks_;
  OutLayer layer_;
  std::unique_ptr<VectorWriter> writer_;
  std::size_t rows_ = 0;
};

OutValue text(std::string_view s) { return s.empty() ? OutValue{} : OutValue{std::string(s)}; }
OutValue count(std::size_t n) { return OutValue{static_cast<std::int64_t>(n)}; }
template <class T>
OutValue maybe(const std::optional<T>& n) {
  return n ? OutValue{static_cast<std::int64_t>(*n)} : OutValue{};
}
OutValue percent(const std::optional<double>& share) { return share ? OutValue{*share * 100} : OutValue{}; }

}  // namespace

Result<ExportSummary> export_units(const Registry& registry, const RiskTable& risk,
                                   const ExportRequest& request) {
  if (const Status fits = check_fits(registry, risk); !fits) return std::unexpected(fits.error());
  const Marks marks = marks_of(registry, risk.as_of, risk.rules_digest, request);
  Table table("supervising_unit",
              {{"supervising_unit", Type::Text},
               {"监管单位", Type::Text},
               {"在建项目", Type::Integer},
               {"重大_D", Type::Integer},
               {"高_C", Type::Integer},
               {"中_B", Type::Integer},
               {"低_A", Type::Integer},
               {"未知", Type::Integer},
               {"欠薪项目数", Type::Integer},
               {"欠薪_分", Type::Integer}},
              marks, request);
  if (const Status opened = table.open(request.out); !opened) return std::unexpected(opened.error());
  for (std::size_t u = 0; u < registry.unit_code.size(); ++u) {
    std::array<std::int64_t, kGrades> by_grade{};
    std::int64_t projects = 0, in_arrears = 0, fen = 0;
    for (Index i = 0; i < registry.projects(); ++i) {
      if (registry.unit[i] != u || registry.status_on(i, risk.as_of) != ProjectStatus::Active) continue;
      ++projects;
      ++by_grade[static_cast<std::size_t>(risk.grade[i])];
      in_arrears += risk.arrears_fen[i] > 0;
      fen += risk.arrears_fen[i];
    }
    std::vector<OutValue> row{text(registry.unit_code[u]), text(registry.unit_name[u]), OutValue{projects}};
    for (const Grade g : {Grade::D, Grade::C, Grade::B, Grade::A, Grade::Unknown})
      row.emplace_back(by_grade[static_cast<std::size_t>(g)]);
    row.emplace_back(in_arrears);
    row.emplace_back(fen);
    if (const Status added = table.row(std::move(row)); !added) return std::unexpected(added.error());
  }
  return table.finish();
}

Result<ExportSummary> export_coverage(const Registry& registry, const Coverage& coverage,
                                      const ExportRequest& request) {
  const Marks marks = marks_of(registry, coverage.as_of, {}, request);
  Table table("coverage",
              {{"safeguard", Type::Text},
               {"保障制度", Type::Text},
               {"计数对象", Type::Text},
               {"supervising_unit", Type::Text},
               {"监管单位", Type::Text},
               {"是", Type::Integer},
               {"否", Type::Integer},
               {"不适用", Type::Integer},
               {"未知", Type::Integer},
               {"覆盖率_百分", Type::Real}},
              marks, request);
  if (const Status opened = table.open(request.out); !opened) return std::unexpected(opened.error());
  for (int s = 0; s < kSafeguards; ++s) {
    const auto safeguard = static_cast<Safeguard>(s);
    const auto line = [&](OutValue unit, OutValue name, const CoverageCell& cell) {
      return table.row({text(code(safeguard)), text(name_zh(safeguard)),
                        text(counted_over(safeguard) == CountedOver::Projects ? "项目" : "企业"),
                        std::move(unit), std::move(name), count(cell.yes), count(cell.no),
                        count(cell.not_applicable), count(cell.unknown), percent(cell.share())});
    };
    const auto slot = static_cast<std::size_t>(s);
    Status added = line({}, text("全市"), coverage.city[slot]);
    for (std::size_t u = 0; added && u < registry.unit_code.size(); ++u)
      added = line(text(registry.unit_code[u]), text(registry.unit_name[u]), coverage.by_unit[slot][u]);
    if (!added) return std::unexpected(added.error());
  }
  return table.finish();
}

Result<ExportSummary> export_clauses(const Registry& registry, const ClauseTable& clauses,
                                     const ExportRequest& request) {
  const Marks marks = marks_of(registry, clauses.as_of, {}, request);
  Table table("clause",
              {{"编号", Type::Text},
               {"条款", Type::Text},
               {"条款原文", Type::Text},
               {"目标", Type::Text},
               {"到期", Type::Text},
               {"计数对象", Type::Text},
               {"保障制度", Type::Text},
               {"分子", Type::Integer},
               {"分母", Type::Integer},
               {"未知", Type::Integer},
               {"进度", Type::Text},
               {"牵头", Type::Text}},
              marks, request);
  if (const Status opened = table.open(request.out); !opened) return std::unexpected(opened.error());
  for (const ClauseRow& row : clauses.rows) {
    const Clause& c = row.clause;
    std::string lead;
    for (const Office& office : c.lead_offices) lead += (lead.empty() ? "" : "、") + office.name;
    const auto line = [&](OutValue safeguard, OutValue numerator, OutValue denominator, OutValue unknown,
                          std::string reading) {
      return table.row({text(c.id), text(c.title), text(c.text), text(c.target), text(c.due),
                        text(c.unit_of_count), std::move(safeguard), std::move(numerator),
                        std::move(denominator), std::move(unknown), text(reading),
                        text(lead.empty() ? "原文未指定" : lead)});
    };
    Status added;
    if (row.figures.empty()) added = line({}, {}, {}, {}, "暂无记录");
    for (const ClauseFigure& f : row.figures) {
      if (!added) break;
      added = line(f.safeguard ? text(name_zh(*f.safeguard)) : OutValue{}, maybe(f.city.numerator),
                   maybe(f.city.denominator), OutValue{f.city.unknown}, reading_zh(f.target, f.city));
    }
    if (!added) return std::unexpected(added.error());
  }
  return table.finish();
}

Result<ExportSummary> export_enterprises(const Registry& registry, Day as_of, const ExportRequest& request) {
  const Marks marks = marks_of(registry, as_of, {}, request);
  Table table("enterprise",
              {{"统一社会信用代码", Type::Text},
               {"名称", Type::Text},
               {"信用", Type::Text},
               {"在建项目", Type::Integer}},
              marks, request);
  if (const Status opened = table.open(request.out); !opened) return std::unexpected(opened.error());
  std::vector<std::int64_t> projects(registry.enterprise_uscc.size());
  for (Index i = 0; i < registry.projects(); ++i)
    if (registry.general_contractor[i] != kNone && registry.status_on(i, as_of) == ProjectStatus::Active)
      ++projects[registry.general_contractor[i]];
  const std::size_t total = request.only ? request.only->size() : projects.size();
  for (std::size_t n = 0; n < total; ++n) {
    const Index e = request.only ? (*request.only)[n] : static_cast<Index>(n);
    const Status added = table.row({text(registry.enterprise_uscc[e]), text(registry.enterprise_name[e]),
                                    text(code(registry.enterprise_credit[e])), OutValue{projects[e]}});
    if (!added) return std::unexpected(added.error());
  }
  return table.finish();
}

}  // namespace anxin
