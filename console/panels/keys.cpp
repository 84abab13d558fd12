#include "console/panels/keys.hpp"

#include <imgui.h>

#include <algorithm>
#include <array>

#include "console/panels/cache.hpp"
#include "console/panels/closing.hpp"
#include "console/panels/command_bar.hpp"
#include "console/panels/dispatch_keys.hpp"
#include "console/panels/gathering.hpp"
#include "console/panels/import_panel.hpp"
#include "console/panels/lang.hpp"
#include "console/panels/map_marks.hpp"
#include "console/panels/replay_panel.hpp"
#include "console/panels/unit_panel.hpp"
#include "console/panels/view_history.hpp"

namespace anxin {
namespace {

constexpr int kF1 = 290, kF2 = 291, kF3 = 292, kF5 = 294, kF9 = 298, kF12 = 301, kEscape = 256, kEnter = 257,
              kTab = 258, kBackspace = 259, kSpace = 32, kRight = 262, kLeft = 263, kPageUp = 266,
              kPageDown = 267, kHome = 268, kEnd = 269, kPadSubtract = 333, kPadAdd = 334;

constexpr std::array<Shortcut, 64> kTable{{
    {kF1, false, false, Verb::ViewRisk, "F1", "verb.view_risk"},
    {kF2, false, false, Verb::ViewCoverage, "F2", "verb.view_coverage"},
    {kF3, false, false, Verb::ViewDispatch, "F3", "verb.view_dispatch"},
    {kF5, false, false, Verb::ViewClauses, "F5", "verb.view_clauses"},
    {'0', false, false, Verb::ColourRisk, "0", "verb.colour_risk"},
    {'1', false, false, Verb::Colour1, "1", "safeguard.real_name"},
    {'2', false, false, Verb::Colour2, "2", "safeguard.monthly_pay"},
    {'3', false, false, Verb::Colour3, "3", "safeguard.dedicated_account"},
    {'4', false, false, Verb::Colour4, "4", "safeguard.wage_deposit"},
    {'5', false, false, Verb::Colour5, "5", "safeguard.bank_payroll"},
    {'6', false, false, Verb::Colour6, "6", "safeguard.labour_officer"},
    {'7', false, false, Verb::Colour7, "7", "safeguard.notice_board"},
    {kSpace, false, false, Verb::Play, "Space", "verb.play"},
    {kLeft, false, false, Verb::DayBack, "←", "verb.day_back"},
    {kRight, false, false, Verb::DayOn, "→", "verb.day_on"},
    {kLeft, false, true, Verb::WeekBack, "Shift+←", "verb.week_back"},
    {kRight, false, true, Verb::WeekOn, "Shift+→", "verb.week_on"},
    {kHome, false, false, Verb::Start, "Home", "verb.start"},
    {kEnd, false, false, Verb::Live, "End", "verb.live"},
    {'Z', false, false, Verb::Undo, "Z", "verb.undo"},
    {'Z', false, true, Verb::Redo, "Shift+Z", "verb.redo"},
    {'F', false, false, Verb::Fit, "F", "verb.fit"},
    {'/', false, false, Verb::CommandLine, "/", "verb.command"},
    {'G', false, false, Verb::GoTo, "G", "verb.go_to"},
    {'J', false, false, Verb::Next, "J", "verb.next"},
    {'K', false, false, Verb::Previous, "K", "verb.previous"},
    {kTab, false, false, Verb::NextPanel, "Tab", "verb.next_panel"},
    {kEnter, false, false, Verb::Primary, "Enter", "verb.primary"},
    {'B', false, false, Verb::Box, "B", "verb.box"},
    {'B', false, true, Verb::Polygon, "Shift+B", "verb.polygon"},
    {'N', false, false, Verb::NewIncident, "N", "verb.new_incident"},
    {'E', false, false, Verb::MakeIncident, "E", "verb.make_incident"},
    {'A', false, false, Verb::Acknowledge, "A", "verb.acknowledge"},
    {'U', false, false, Verb::Raise, "U", "verb.raise"},
    {'R', false, false, Verb::Reinforce, "R", "verb.reinforce"},
    {'X', false, false, Verb::Recall, "X", "verb.recall"},
    {'M', false, false, Verb::Page, "M", "verb.page"},
    {'L', false, false, Verb::AppendLog, "L", "verb.append_log"},
    {'/', false, true, Verb::Why, "?", "verb.why"},
    {'T', false, false, Verb::Bands, "T", "verb.bands"},
    {'C', false, false, Verb::CloseArea, "C", "verb.close_area"},
    {'C', false, true, Verb::CloseRoad, "Shift+C", "verb.close_road"},
    {'S', false, false, Verb::Attainment, "S", "verb.attainment"},
    {'A', false, true, Verb::Mute, "Shift+A", "verb.mute"},
    {'H', false, false, Verb::Replay, "H", "verb.replay"},
    {'U', false, true, Verb::Units, "Shift+U", "verb.units"},
    {kEscape, false, false, Verb::Escape, "Esc", "verb.escape"},
    {kBackspace, false, false, Verb::Clear, "Backspace", "verb.clear"},
    {'V', false, false, Verb::Legend, "V", "verb.legend"},
    {'B', true, false, Verb::Left, "Ctrl+B", "verb.left"},
    {kF9, false, false, Verb::Drawer, "F9", "verb.drawer"},
    {'I', true, false, Verb::Inspector, "Ctrl+I", "verb.inspector"},
    {'O', true, false, Verb::Import, "Ctrl+O", "verb.import"},
    {kPageDown, false, false, Verb::NextLayer, "PgDn", "verb.next_layer"},
    {kPageUp, false, false, Verb::PreviousLayer, "PgUp", "verb.previous_layer"},
    {'P', true, false, Verb::Print, "Ctrl+P", "verb.print"},
    {'T', true, false, Verb::Theme, "Ctrl+T", "verb.theme"},
    {'L', true, true, Verb::Language, "Ctrl+Shift+L", "verb.language"},
    {'=', true, false, Verb::Larger, "Ctrl +", "verb.larger"},
    {'-', true, false, Verb::Smaller, "Ctrl −", "verb.smaller"},
    {'0', true, false, Verb::ScaleReset, "Ctrl+0", "verb.scale_reset"},
    {'V', false, true, Verb::ColourAid, "Shift+V", "verb.colour_aid"},
    {'L', true, false, Verb::Lock, "Ctrl+L", "verb.lock"},
    {kF12, false, false, Verb::Help, "F12", "verb.help"},
}};

void fit(const Frame& frame, PanelContext& ctx) {
  remember_view(ctx);
  MapXY lower, upper;
  if (unit_extent(frame, ctx, ctx.view.selected_unit, lower, upper)) {
    fit_box(ctx, lower, upper, 48);
  } else if (ctx.base.lower != ctx.base.upper) {
    fit_city(ctx);
  }
}

// Shortcut table, menu, tool, list of a stack: closes the first that is open; true when one was.
bool close_open(PanelContext& ctx) {
  Tools& tools = ctx.state.tools;
  if (ctx.state.help_open) {
    ctx.state.help_open = false;
  } else if (tools.menu.project != kNone) {
    tools.menu = {};
  } else if (tools.gathering.tool != MapTool::None || tools.gathering.pressed) {
    tools.gathering = {};
    tools.gathering.swallow = ImGui::GetIO().MouseDown[0];
  } else if (!ctx.state.stack_list.empty()) {
    ctx.state.stack_list.clear();
  } else if (tools.ground.open) {
    tools.ground = {};
  } else {
    return false;
  }
  return true;
}

// One step back: what is open, notice, drawer, selection, incident, set, framed unit.
void escape(const Frame& frame, PanelContext& ctx) {
  if (close_open(ctx) || dismiss_notice(frame, ctx.state)) return;
  if (ctx.state.tools.narrow && ctx.view.left_panel) {
    ctx.view.left_panel = false;
  } else if (!ctx.view.selected.empty()) {
    select_project(ctx, {});
  } else if (!dispatch_escape(ctx)) {
    if (!ctx.view.set.empty()) return clear_set(ctx);
    if (ctx.view.selected_unit.empty()) return;
    remember_view(ctx);
    ctx.view.selected_unit.clear();
  }
}

// The place before or after `here` of `n`; the first from nowhere, and the ends hold.
std::size_t step_from(std::size_t here, std::size_t n, int by) {
  if (here >= n) return 0;
  if (by < 0) return here == 0 ? 0 : here - 1;
  return std::min(here + 1, n - 1);
}

// One step of the sizes that a person may choose; from between two, to the next.
void step_scale(ViewState& view, int by) {
  if (view.wall) return;  // the wall's size is that of its pixels (UX 2)
  const auto next = by > 0 ? std::ranges::upper_bound(kUiScales, view.ui_scale + 0.01F)
                           : std::ranges::lower_bound(kUiScales, view.ui_scale - 0.01F);
  if (by > 0 && next != kUiScales.end()) view.ui_scale = *next;
  if (by < 0 && next != kUiScales.begin()) view.ui_scale = *std::prev(next);
}

// Along the set, or what to check first, in its order.
void step_projects(const Frame& frame, PanelContext& ctx, int by) {
  const auto list = walked_list(frame, ctx);
  if (list.empty()) return;
  const Index now = frame.world.registry->find_project(ctx.view.selected);
  const auto here = static_cast<std::size_t>(std::ranges::find(list, now) - list.begin());
  const Index next = list[step_from(here, list.size(), by)];
  if (next != now) select_project(ctx, frame.world.registry->id[next]);
}

// Along the table of units, in the order it is drawn.
void step_units(const Frame& frame, PanelContext& ctx, int by) {
  const auto& order = cache_of(ctx).ranking;
  const Strings& codes = frame.world.registry->unit_code;
  std::size_t here = 0;
  while (here < order.size() &&
         (order[here] >= codes.size() || codes[order[here]] != ctx.state.tools.unit_row))
    ++here;
  if (order.empty()) return;
  const std::size_t unit = order[step_from(here, order.size(), by)];
  if (unit < codes.size()) ctx.state.tools.unit_row = std::string(codes[unit]);
}

void step_row(const Frame& frame, PanelContext& ctx, int by) {
  if (frame.world.registry == nullptr) return;
  if (ctx.view.tab == ViewTab::Clauses) return step_clause(frame, ctx, by);
  if (ctx.view.tab == ViewTab::Dispatch) return step_incident(frame, ctx, by);
  if (ctx.state.tools.focus == PanelFocus::Units && ctx.view.set.empty()) {
    step_units(frame, ctx, by);
  } else {
    step_projects(frame, ctx, by);
  }
}

void next_panel(PanelContext& ctx) {
  Tools& tools = ctx.state.tools;
  const bool table = ctx.view.left_panel && ctx.view.set.empty();
  tools.focus = tools.focus == PanelFocus::Projects && table ? PanelFocus::Units : PanelFocus::Projects;
}

// Enter: what is under way is finished; else the marked row of the panel.
void primary(const Frame& frame, PanelContext& ctx) {
  Tools& tools = ctx.state.tools;
  if (draws_polygon(tools.gathering.tool)) return close_polygon(ctx);
  if (ctx.view.tab == ViewTab::Dispatch) return run_next(frame, ctx);
  const Registry* r = frame.world.registry.get();
  if (r == nullptr) return;
  if (!ctx.view.set.empty() && frame.set && frame.set->projects.size() > kAskBeyond &&
      !tools.gathering.opened) {
    tools.gathering.opened = true;
  } else if (tools.focus == PanelFocus::Units && ctx.view.set.empty() && !tools.unit_row.empty()) {
    frame_unit(frame, ctx, tools.unit_row);
  } else if (const Index i = r->find_project(ctx.view.selected); i != kNone) {
    click_project(ctx, *r, i);
  } else {
    step_projects(frame, ctx, 1);
  }
}

}  // namespace

std::span<const Shortcut> shortcuts() { return kTable; }

std::string_view cap_of(Verb verb) {
  for (const Shortcut& s : kTable) {
    if (s.verb == verb) return s.cap;
  }
  return {};
}

void act(const Frame& frame, PanelContext& ctx, Verb verb) {
  if (act_on_replay(frame, ctx, verb)) return;
  switch (verb) {
    case Verb::ViewRisk:
      show_tab(ctx, ViewTab::Risk);
      break;
    case Verb::ViewCoverage:
      show_tab(ctx, ViewTab::Coverage);
      break;
    case Verb::ViewClauses:
      show_tab(ctx, ViewTab::Clauses);
      break;
    case Verb::ViewDispatch:
      show_tab(ctx, ViewTab::Dispatch);
      break;
    case Verb::ColourRisk:
      if (!ctx.view.coloured_by) break;
      remember_view(ctx);
      ctx.view.coloured_by.reset();
      break;
    case Verb::Colour1:
    case Verb::Colour2:
    case Verb::Colour3:
    case Verb::Colour4:
    case Verb::Colour5:
    case Verb::Colour6:
    case Verb::Colour7:
      show_safeguard(ctx, static_cast<Safeguard>(static_cast<int>(verb) - static_cast<int>(Verb::Colour1)));
      break;
    case Verb::Play:
      toggle_play(frame, ctx);
      break;
    case Verb::DayBack:
      step_day(frame, ctx, -1);
      break;
    case Verb::DayOn:
      step_day(frame, ctx, 1);
      break;
    case Verb::WeekBack:
      step_day(frame, ctx, -7);
      break;
    case Verb::WeekOn:
      step_day(frame, ctx, 7);
      break;
    case Verb::Start:
      if (frame.timeline) show_day(ctx, frame.timeline->day.front());
      break;
    case Verb::Live:
      show_day(ctx, {});
      break;
    case Verb::Undo:
      undo_view(ctx);
      break;
    case Verb::Redo:
      redo_view(ctx);
      break;
    case Verb::Fit:
      fit(frame, ctx);
      break;
    case Verb::Escape:
      escape(frame, ctx);
      break;
    case Verb::Theme:
      ctx.view.theme = ctx.view.theme == 0 ? 1 : 0;
      break;
    case Verb::Left:
    case Verb::Drawer:
      ctx.view.left_panel = !ctx.view.left_panel;
      break;
    case Verb::Inspector:
      ctx.view.inspector = !ctx.view.inspector;
      break;
    case Verb::Legend:
      ctx.view.legend_open = !ctx.view.legend_open;
      break;
    case Verb::Clear:
      if (drop_corner(ctx)) break;
      if (ctx.view.filters == Filters{}) break;
      remember_view(ctx);
      ctx.view.filters = Filters{};
      break;
    case Verb::Next:
      step_row(frame, ctx, 1);
      break;
    case Verb::Previous:
      step_row(frame, ctx, -1);
      break;
    case Verb::CommandLine:
      open_command_bar(ctx);
      break;
    case Verb::GoTo:
      open_command_bar(ctx, "/go ");
      break;
    case Verb::NextPanel:
      next_panel(ctx);
      break;
    case Verb::Primary:
      primary(frame, ctx);
      break;
    case Verb::Box:
      arm_tool(ctx, MapTool::Box);
      break;
    case Verb::Polygon:
      arm_tool(ctx, MapTool::Polygon);
      break;
    case Verb::Language:
      ctx.view.language = lang_of(ctx.view.language) == Lang::Zh ? "en" : "zh";
      break;
    case Verb::Larger:
      step_scale(ctx.view, 1);
      break;
    case Verb::Smaller:
      step_scale(ctx.view, -1);
      break;
    case Verb::ScaleReset:
      if (!ctx.view.wall) ctx.view.ui_scale = 1;
      break;
    case Verb::ColourAid:
      ctx.view.colour_aid = !ctx.view.colour_aid;
      break;
    case Verb::Lock:
      if (ctx.view.wall) ctx.view.view_locked = !ctx.view.view_locked;
      break;
    case Verb::Print:
      ctx.state.tools.print = true;
      break;
    case Verb::Import:
      open_import(ctx);
      break;
    case Verb::NewIncident:
    case Verb::MakeIncident:
    case Verb::Acknowledge:
    case Verb::Raise:
    case Verb::Reinforce:
    case Verb::Recall:
    case Verb::Page:
    case Verb::AppendLog:
    case Verb::Why:
    case Verb::Bands:
    case Verb::CloseArea:
    case Verb::CloseRoad:
    case Verb::Mute:
    case Verb::Attainment:
    case Verb::Units:
      act_on_incident(frame, ctx, verb);
      break;
    case Verb::Replay:  // its own: above
      break;
    case Verb::NextLayer:
      step_layer(frame, ctx, 1);
      break;
    case Verb::PreviousLayer:
      step_layer(frame, ctx, -1);
      break;
    case Verb::Help:
      ctx.state.help_open = !ctx.state.help_open;
      break;
  }
}

void handle_keys(const Frame& frame, PanelContext& ctx) {
  const ImGuiIO& io = ImGui::GetIO();
  if (command_keys(frame, ctx) || intake_keys(frame, ctx) || unit_keys(frame, ctx) ||
      closing_keys(frame, ctx) || import_keys(frame, ctx) || dispatch_form_keys(frame, ctx) ||
      attainment_keys(frame, ctx) || io.WantTextInput)
    return;
  // What other keyboards have for Ctrl + and Ctrl −.
  const bool plus = (io.KeyShift && ImGui::IsKeyPressed('=', false)) || ImGui::IsKeyPressed(kPadAdd, false);
  if (io.KeyCtrl && plus) act(frame, ctx, Verb::Larger);
  if (io.KeyCtrl && ImGui::IsKeyPressed(kPadSubtract, false)) act(frame, ctx, Verb::Smaller);
  for (const Shortcut& s : kTable) {
    const bool repeats = s.verb == Verb::Next || s.verb == Verb::Previous || s.verb == Verb::Undo ||
                         s.verb == Verb::Redo || (s.verb >= Verb::DayBack && s.verb <= Verb::WeekOn);
    if (io.KeyCtrl == s.ctrl && io.KeyShift == s.shift && !io.KeyAlt && ImGui::IsKeyPressed(s.key, repeats)) {
      act(frame, ctx, s.verb);
      // What was opened now reads its keys from the next frame on.
      const Tools& tools = ctx.state.tools;
      if (tools.command.open || tools.intake.open || tools.units.open || tools.closing.open ||
          tools.dispatch.form != DispatchForm::None)
        return;
    }
  }
}

}  // namespace anxin
