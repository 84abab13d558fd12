#include "console/panels/keys.hpp"

#include <imgui.h>

#include <algorithm>
#include <array>

#include "console/panels/cache.hpp"
#include "console/panels/desk.hpp"
#include "console/panels/view_history.hpp"

namespace anxin {
namespace {

constexpr int kF1 = 290, kF2 = 291, kF12 = 301, kEscape = 256, kBackspace = 259, kSpace = 32, kRight = 262,
              kLeft = 263, kHome = 268, kEnd = 269;

constexpr std::array<Shortcut, 29> kTable{{
    {kF1, false, false, Verb::ViewRisk, "F1", "verb.view_risk"},
    {kF2, false, false, Verb::ViewCoverage, "F2", "verb.view_coverage"},
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
    {'J', false, false, Verb::Next, "J", "verb.next"},
    {'K', false, false, Verb::Previous, "K", "verb.previous"},
    {kEscape, false, false, Verb::Escape, "Esc", "verb.escape"},
    {kBackspace, false, false, Verb::Clear, "Backspace", "verb.clear"},
    {'V', false, false, Verb::Legend, "V", "verb.legend"},
    {'B', true, false, Verb::Left, "Ctrl+B", "verb.left"},
    {'I', true, false, Verb::Inspector, "Ctrl+I", "verb.inspector"},
    {'T', true, false, Verb::Theme, "Ctrl+T", "verb.theme"},
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

// One step back: shortcut table, list of a stack, notice, selection, framed unit.
void escape(const Frame& frame, PanelContext& ctx) {
  if (ctx.state.help_open) {
    ctx.state.help_open = false;
  } else if (!ctx.state.stack_list.empty()) {
    ctx.state.stack_list.clear();
  } else if (dismiss_notice(frame, ctx.state)) {
    return;
  } else if (!ctx.view.selected.empty()) {
    select_project(ctx, {});
  } else if (!ctx.view.selected_unit.empty()) {
    remember_view(ctx);
    ctx.view.selected_unit.clear();
  }
}

// Along the list of projects to check first, in its order.
void step_priority(const Frame& frame, PanelContext& ctx, int by) {
  if (frame.world.registry == nullptr) return;
  const auto& list = priority_list(frame, ctx);
  if (list.empty()) return;
  const Index now = frame.world.registry->find_project(ctx.view.selected);
  const auto it = std::find(list.begin(), list.end(), now);
  std::size_t at = 0;
  if (it != list.end()) {
    const auto here = static_cast<std::size_t>(it - list.begin());
    if ((by < 0 && here == 0) || (by > 0 && here + 1 == list.size())) return;
    at = by > 0 ? here + 1 : here - 1;
  }
  select_project(ctx, frame.world.registry->id[list[at]]);
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
  switch (verb) {
    case Verb::ViewRisk:
      show_tab(ctx, ViewTab::Risk);
      break;
    case Verb::ViewCoverage:
      show_tab(ctx, ViewTab::Coverage);
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
      ctx.view.left_panel = !ctx.view.left_panel;
      break;
    case Verb::Inspector:
      ctx.view.inspector = !ctx.view.inspector;
      break;
    case Verb::Legend:
      ctx.view.legend_open = !ctx.view.legend_open;
      break;
    case Verb::Clear:
      if (ctx.view.filters == Filters{}) break;
      remember_view(ctx);
      ctx.view.filters = Filters{};
      break;
    case Verb::Next:
      step_priority(frame, ctx, 1);
      break;
    case Verb::Previous:
      step_priority(frame, ctx, -1);
      break;
    case Verb::Help:
      ctx.state.help_open = !ctx.state.help_open;
      break;
  }
}

void handle_keys(const Frame& frame, PanelContext& ctx) {
  const ImGuiIO& io = ImGui::GetIO();
  if (io.WantTextInput) return;
  for (const Shortcut& s : kTable) {
    const bool repeats = s.verb == Verb::Next || s.verb == Verb::Previous || s.verb == Verb::Undo ||
                         s.verb == Verb::Redo || (s.verb >= Verb::DayBack && s.verb <= Verb::WeekOn);
    if (io.KeyCtrl == s.ctrl && io.KeyShift == s.shift && !io.KeyAlt && ImGui::IsKeyPressed(s.key, repeats)) {
      act(frame, ctx, s.verb);
    }
  }
}

}  // namespace anxin
