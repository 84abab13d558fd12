// Projects, districts and the tables of the screens written out as .gpkg, .geojson, .shp, .csv or .xlsx in
// any CRS: what an office takes away to its
// own maps and sheets. Every row carries its day, its source, its CRS and the mark (模拟数据 when the store
// is simulated), because rows get copied out of files. Columns are code words and Chinese names side by side;
// money in fen; a null cell means "not known". No head-counts and no persons. Text that a spreadsheet would
// run as a formula is defused in CSV (geo/io/csv_out.hpp). The file appears whole or not at all. Pure on its
// inputs but for the file; any thread. Errors: Usage for an unknown extension, BadInput when the file cannot
// be written or a position lies outside the CRS.
#pragma once
#include <cstddef>
#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "data/model/assess.hpp"
#include "data/model/clauses.hpp"
#include "data/model/registry.hpp"
#include "data/packs/pack.hpp"
#include "geo/crs.hpp"

namespace anxin {

struct ExportRequest {
  std::filesystem::path out;
  Crs crs;                       // of the geometry and of the columns lon, lat (x, y for a plane CRS)
  Instant written_at{};          // "now"
  std::optional<Instant> known;  // the registry is as known then; absent: as known at written_at
  std::string source;            // where the figures come from: the store's file name
  std::optional<std::vector<Index>> only;  // projects, enterprises: these, in this order; absent: all, by id
};

struct ExportSummary {
  std::size_t rows = 0;
};

using ExportProgress = std::function<void(std::size_t done, std::size_t total)>;

// Layer `project`, points: id, 名称, supervising_unit, 监管单位, district, 区, 街道乡镇, sector, 行业,
// funding, 投资, status, 状态, 三无工程, grade, 等级, 得分 (0-100), 数据不全 (0/1), 触发规则 (W1 W7),
// 欠薪_分, 欠薪月数 (age of the oldest, months), 合同额_分, 约定发薪日, 开工日期, 竣工日期, 建设单位,
// 施工总承包, 分包, 总包信用, lon, lat and the columns of every export (below).
[[nodiscard]] Result<ExportSummary> export_projects(const Registry& registry, const RiskTable& risk,
                                                    const ExportRequest& request,
                                                    const ExportProgress& progress = {});

// Layer `district`, areas: district, 区, name_en, 项目数 and its split 重大_D 高_C 中_B 低_A 未知,
// 欠薪项目数, 欠薪_分, 面积_平方公里. Counted by the polygon that holds the project, so BDA's projects count
// where they stand.
[[nodiscard]] Result<ExportSummary> export_districts(const Registry& registry, const RiskTable& risk,
                                                     const Pack& pack, const ExportRequest& request);

// Tables without places (.csv, .xlsx, .gpkg). Active projects by supervising unit and grade; every safeguard
// of the city and of each unit; the clauses with their figures (暂无记录 where there is none); enterprises.
[[nodiscard]] Result<ExportSummary> export_units(const Registry& registry, const RiskTable& risk,
                                                 const ExportRequest& request);
[[nodiscard]] Result<ExportSummary> export_coverage(const Registry& registry, const Coverage& coverage,
                                                    const ExportRequest& request);
[[nodiscard]] Result<ExportSummary> export_clauses(const Registry& registry, const ClauseTable& clauses,
                                                   const ExportRequest& request);
[[nodiscard]] Result<ExportSummary> export_enterprises(const Registry& registry, Day as_of,
                                                       const ExportRequest& request);

// The columns of every export: as_of (civil day in Beijing), as_known (UTC+8), 坐标系, 来源, 标记.
inline constexpr std::string_view kSimulatedMark = "模拟数据 · 内部使用";
inline constexpr std::string_view kRealMark = "内部使用";

}  // namespace anxin
