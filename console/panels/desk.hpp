// The parts of the desk screen, one free function each; called by draw_desk in this order. Not used outside
// this folder.
#pragma once
#include "console/panels/layout.hpp"
#include "console/panels/panels.hpp"
#include "console/panels/project_figures.hpp"
#include "console/panels/unit_names.hpp"
#include "console/panels/widgets.hpp"

namespace anxin {

struct SafeguardTarget;  // console/panels/coverage_words.hpp

void draw_map(const Frame&, PanelContext&, const Layout&);     // pointer and marks over the drawn map
void draw_plates(const Frame&, PanelContext&, const Layout&);  // header, tools, legend, inset, scale
void draw_top_bar(const Frame&, PanelContext&, const Layout&);
void draw_left_column(const Frame&, PanelContext&, const Layout&);
void draw_inspector(const Frame&, PanelContext&, const Layout&);
void draw_states(const Frame&, PanelContext&,
                 const Layout&);                    // loading, failed, empty, nothing matches: over the map
void draw_shortcuts(PanelContext&, const Layout&);  // F12
void draw_clauses(const Frame&, PanelContext&,
                  const Layout&);                       // the view of clauses, in place of map and columns
void step_clause(const Frame&, PanelContext&, int by);  // to the row before or after
void draw_scrubber(const Frame&, PanelContext&, const Layout&);  // any day
void draw_notices(const Frame&, PanelContext&, const Layout&);
// The first notice still on the screen goes; false when there is none.
bool dismiss_notice(const Frame&, PanelState&);

// Parts of the left column and the inspector: from y (top) between x0 and x1; they return the y below them.
float draw_tiles(const Kit&, const Frame&, float x0, float x1, float y);
float draw_ranking(const Kit&, const Frame&, float x0, float x1, float y);
// Frames a unit in the table's way: again lets go.
void frame_unit(const Frame&, PanelContext&, std::string_view code);
float draw_filters(const Kit&, const Frame&, float x0, float x1, float y);
float draw_systems(const Kit&, const Frame&, float x0, float x1, float y);    // coverage view, left
float draw_safeguard(const Kit&, const Frame&, float x0, float x1, float y);  // coverage view, right
float draw_why(const Kit&, const Frame&, const ProjectDetail&, float x0, float x1, float y);
float draw_months(const Kit&, const Frame&, const ProjectDetail&, float x0, float x1, float y);
float draw_coverage(const Kit&, const Frame&, float x0, float x1, float y);
float draw_funds(const Kit&, const Frame&, const ProjectDetail&, float x0, float x1, float y);
float draw_liability(const Kit&, const Frame&, Index project, float x0, float x1, float y);
float draw_history(const Kit&, const Frame&, const ProjectDetail&, float x0, float x1, float y);
float draw_priority(const Kit&, const Frame&, float x0, float x1, float y);

// Share as a bar: covered solid, unknown hatched behind it, every step of the target as a tick.
void coverage_bar(const Kit&, const Box&, const CoverageCell&, const SafeguardTarget&);
[[nodiscard]] std::string share_text(const CoverageCell&);  // 92.8%, — over nobody

// The figures of the detail, worked out once.
const ProjectFigures& detail_figures(const Frame&, PanelContext&, const ProjectDetail&);
// The views (F1, F2) and the coverage of one safeguard; a framed unit is let go at the second click.
void show_tab(PanelContext&, ViewTab);
void show_safeguard(PanelContext&, Safeguard);
void frame_unit(const Frame&, PanelContext&, std::string_view code);
// The day shown moves: empty is the clock's. Playing plays from there.
void show_day(PanelContext&, std::optional<Day>);
void step_day(const Frame&, PanelContext&, int days);
void advance_play(const Frame&, PanelContext&);  // as far as time has gone
void toggle_play(const Frame&, PanelContext&);
// 历史 2018-12-31, with 当时所知 where it is as known then; in a replay its moment.
[[nodiscard]] std::string as_of_text(const Frame&, Lang);
// Whether the legend's plate is unfolded; it must not cover the selection.
[[nodiscard]] bool legend_is_open(const Frame&, const PanelContext&, const Layout&);
void draw_legend(const Frame&, PanelContext&, const Layout&);
void draw_inset(const Frame&, PanelContext&, const Layout&);
void draw_map_header(const Frame&, PanelContext&, const Layout&);
void draw_tools(const Frame&, PanelContext&, const Layout&);
void draw_scale(const Frame&, PanelContext&, const Layout&);

}  // namespace anxin
