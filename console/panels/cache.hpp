// What panels have worked out from the Frame and keep until its pointers change: counts in view, the
// ranking's order, the list of projects to check first, the figures of the selected project, the inset's
// outline. Nothing here is worth remembering.
#pragma once
#include <array>
#include <memory>
#include <optional>
#include <vector>

#include "console/panels/board_rows.hpp"
#include "console/panels/panels.hpp"
#include "console/panels/project_figures.hpp"
#include "console/panels/view_counts.hpp"

namespace anxin {

struct PanelCache {
  ViewCounts counts;
  Board board;

  const Summary* ranking_of = nullptr;
  SortKey ranking_sort{};
  std::vector<std::size_t> ranking;  // positions in Summary::units
  std::array<float, 6>
      ranking_columns{};  // right edge of each column after the name, UX pixels from the left edge; [0] name
  float ranking_scale = 0, ranking_width = 0;
  bool ranking_zh = true;

  const Summary* priority_of = nullptr;
  const RiskTable* priority_risk = nullptr;
  std::string priority_unit;
  std::vector<Index> priority;

  const ProjectDetail* figures_of = nullptr;
  const Registry* figures_registry = nullptr;
  const MonthColumns* figures_months = nullptr;
  Day figures_day{};
  ProjectFigures figures;

  struct CoverageList {  // what the list behind a figure was made for
    const Coverage* coverage = nullptr;
    Safeguard safeguard{};
    SafeguardState state{};
    std::optional<std::size_t> unit;
    friend bool operator==(const CoverageList&, const CoverageList&) = default;
  };
  CoverageList coverage_list_of;
  std::vector<Index> coverage_list;

  const Registry* extent_of = nullptr;
  std::string extent_unit;
  MapXY extent_lower, extent_upper;
  bool extent_known = false;

  std::size_t inset_areas = 0;  // areas the inset was made from
  float inset_w = 0;
  std::vector<std::vector<Pixel>> inset;  // relative to the inset's corner
};

[[nodiscard]] PanelCache& cache_of(PanelContext&);

// Projects at medium or above that the filters let through, gravest first, then by score; at most 60, of the
// framed unit if one is.
[[nodiscard]] const std::vector<Index>& priority_list(const Frame&, PanelContext&);
// The rectangle of a unit: its district's polygon, else (BDA) its projects. False without either.
[[nodiscard]] bool unit_extent(const Frame&, PanelContext&, const std::string& unit_code, MapXY& lower,
                               MapXY& upper);

}  // namespace anxin
