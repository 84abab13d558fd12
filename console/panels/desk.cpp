#include "console/panels/desk.hpp"

#include "console/panels/cache.hpp"
#include "console/panels/closing.hpp"
#include "console/panels/command_bar.hpp"
#include "console/panels/dispatch_run.hpp"
#include "console/panels/dispatch_view.hpp"
#include "console/panels/gathering.hpp"
#include "console/panels/import_panel.hpp"
#include "console/panels/keys.hpp"
#include "console/panels/map_marks.hpp"
#include "console/panels/replay_panel.hpp"
#include "console/panels/unit_panel.hpp"
#include "console/panels/view_history.hpp"
#include "console/panels/wall.hpp"

namespace anxin {
namespace {

void draw_dispatch(const Frame& frame, PanelContext& ctx, const Layout& l) {
  draw_dispatch_left(frame, ctx, l);
  draw_dispatch_right(frame, ctx, l);
  draw_incident_strip(frame, ctx, l);
  draw_ticker(frame, ctx, l);
}

// Where the left column becomes a drawer it begins shut and the legend folded, since either would cover half
// of the map; both are as they were where there is room again.
void settle_drawer(PanelContext& ctx, bool narrow) {
  Tools& tools = ctx.state.tools;
  if (narrow == tools.narrow) return;
  if (narrow) tools.left_when_wide = ctx.view.left_panel, tools.legend_when_wide = ctx.view.legend_open;
  ctx.view.left_panel = !narrow && tools.left_when_wide;
  ctx.view.legend_open = !narrow && tools.legend_when_wide;
  tools.narrow = narrow;
}

}  // namespace

void draw_desk(const Frame& frame, PanelContext& ctx) {
  if (ctx.state.tools.map_alone) {
    const ImVec2 paper = ImGui::GetIO().DisplaySize;
    ctx.camera.view = {0, 0, paper.x, paper.y};
    return camera_from_view(ctx);
  }
  if (ctx.view.wall) return draw_wall(frame, ctx);
  const ImVec2 window = ImGui::GetIO().DisplaySize;
  PanelState& st = ctx.state;
  st.next_frame_s = 0;
  Layout l = layout_of(ctx.view, window.x, window.y, frame.exercise);
  settle_drawer(ctx, l.narrow);
  l = layout_of(ctx.view, window.x, window.y, frame.exercise);
  ctx.camera.view = {l.map.x0, l.map.y0, l.map.w(), l.map.h()};
  camera_from_view(ctx);
  step_camera(ctx);
  take_dropped(ctx);
  hear_outcome(frame, ctx);
  handle_keys(frame, ctx);
  advance_replay(frame, ctx);
  if (st.fit_requested) {
    st.fit_requested = false;
    act(frame, ctx, Verb::Fit);
  }
  l = layout_of(ctx.view, window.x, window.y, frame.exercise);  // a key may have hidden a column
  ctx.camera.view = {l.map.x0, l.map.y0, l.map.w(), l.map.h()};

  st.row_hovered = kNone;
  st.hovered_unit.clear();
  const bool map_shown = ctx.view.tab != ViewTab::Clauses, dispatch = ctx.view.tab == ViewTab::Dispatch;
  if (map_shown) {
    draw_map(frame, ctx, l);
    dispatch ? draw_dispatch_plates(frame, ctx, l) : draw_plates(frame, ctx, l);
  }
  draw_top_bar(frame, ctx, l);
  draw_exercise(frame, ctx, l);
  if (dispatch) {
    draw_dispatch(frame, ctx, l);
  } else if (map_shown) {
    draw_left_column(frame, ctx, l);
    draw_inspector(frame, ctx, l);
  } else {
    draw_clauses(frame, ctx, l);
  }
  if (!dispatch) draw_scrubber(frame, ctx, l);
  if (map_shown) draw_stack_list(frame, ctx, l);
  draw_notices(frame, ctx, l);
  draw_states(frame, ctx, l);
  draw_shortcuts(ctx, l);
  if (map_shown) {
    draw_project_menu(frame, ctx, l);
    draw_ground_menu(frame, ctx, l);
    draw_marks(frame, ctx, l);
    draw_intake(frame, ctx, l);
    draw_closing(frame, ctx, l);
    if (dispatch) draw_attainment_plate(frame, ctx, l);
    draw_unit_panel(frame, ctx, l);
  }
  draw_command_bar(frame, ctx, l);
  if (ctx.view.selected != st.asked) {
    st.asked = ctx.view.selected;
    ctx.outbox.asks.emplace_back(SelectProject{st.asked});
  }
}

}  // namespace anxin
