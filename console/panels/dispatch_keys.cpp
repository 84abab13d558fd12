#include "console/panels/dispatch_keys.hpp"

#include "console/panels/closing.hpp"
#include "console/panels/replay_panel.hpp"
#include "console/panels/unit_panel.hpp"

namespace anxin {

void act_on_incident(const Frame& frame, PanelContext& ctx, Verb verb) {
  const Registry* r = frame.world.registry.get();
  const bool here = ctx.view.tab == ViewTab::Dispatch;
  DispatchPanel& panel = ctx.state.tools.dispatch;
  switch (verb) {
    case Verb::NewIncident:
      if (why_not(frame, ctx, Deed::New).empty()) open_intake(frame, ctx, kNone);
      break;
    case Verb::MakeIncident: {
      const Index i = r != nullptr ? r->find_project(ctx.view.selected) : kNone;
      if (i != kNone && why_not(frame, ctx, Deed::New).empty()) open_intake(frame, ctx, i);
      break;
    }
    case Verb::Acknowledge:
      acknowledge(frame, ctx);
      break;
    case Verb::Raise:
      if (here) open_form(frame, ctx, DispatchForm::Level);
      break;
    case Verb::Reinforce:
      if (here) open_form(frame, ctx, DispatchForm::Reinforce);
      break;
    case Verb::Recall:
      if (here) recall_offered(frame, ctx);
      break;
    case Verb::AppendLog:
      if (here) open_form(frame, ctx, DispatchForm::Log);
      break;
    case Verb::Why:
      if (here) panel.why_open = !panel.why_open;
      break;
    case Verb::Bands:
      if (here) ctx.view.bands_shown = !ctx.view.bands_shown;
      break;
    case Verb::CloseArea:
      if (here) arm_closing(frame, ctx, MapTool::ClosedArea);
      break;
    case Verb::CloseRoad:
      if (here) arm_closing(frame, ctx, MapTool::ClosedRoad);
      break;
    case Verb::Mute:
      ctx.view.muted = !ctx.view.muted;
      break;
    case Verb::Attainment:
      if (here) panel.kept_open = !panel.kept_open;
      break;
    case Verb::Units:
      open_units(frame, ctx);
      break;
    default:  // M: off, its reason stands at the foot
      break;
  }
}

bool dispatch_escape(PanelContext& ctx) {
  if (ctx.view.tab != ViewTab::Dispatch) return false;
  DispatchPanel& panel = ctx.state.tools.dispatch;
  if (ctx.view.replay) {
    end_replay(ctx);
  } else if (!panel.others_of.empty()) {
    panel.others_of.clear();
  } else if (!panel.picked.empty()) {
    panel.picked.clear();
  } else if (!ctx.view.selected_incident.empty()) {
    show_incident(ctx, {});
  } else {
    return false;
  }
  return true;
}

}  // namespace anxin
