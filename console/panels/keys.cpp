#include "console/panels/keys.hpp"

#include <imgui.h>

#include <algorithm>
#include <array>

#include "console/panels/cache.hpp"
#include "console/panels/desk.hpp"
#include "console/panels/view_history.hpp"

namespace anxin {
namespace {

constexpr int kF1 = 290, kF12 = 301, kEscape = 256, kBackspace = 259;

constexpr std::array<Shortcut, 13> kTable{{
    {kF1, false, false, Verb::ViewRisk, "F1", "verb.view_risk"},
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
      break;  // the only view of this issue
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
    const bool repeats =
        s.verb == Verb::Next || s.verb == Verb::Previous || s.verb == Verb::Undo || s.verb == Verb::Redo;
    if (io.KeyCtrl == s.ctrl && io.KeyShift == s.shift && !io.KeyAlt && ImGui::IsKeyPressed(s.key, repeats)) {
      act(frame, ctx, s.verb);
    }
  }
}

}  // namespace anxin
