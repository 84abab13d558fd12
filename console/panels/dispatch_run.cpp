#include "console/panels/dispatch_run.hpp"

#include <algorithm>
#include <cmath>

#include "console/panels/desk.hpp"
#include "console/panels/dispatch_forms.hpp"
#include "console/panels/dispatch_words.hpp"
#include "console/panels/unit_panel.hpp"
#include "console/panels/view_history.hpp"

namespace anxin {
namespace {

constexpr double kAnswer_s = 5;  // a command without an answer may be sent anew

std::string say(Lang lang, std::string_view key) { return std::string(tr(lang, key)); }

std::string why_not_send(const Frame& frame, PanelContext& ctx, const Incident& i, Lang lang) {
  if (i.state == IncidentState::Reported) return say(lang, "why.confirm_first");
  const FunctionCounts missing = missing_of(i, parts_of(board_of(frame, ctx), i.id));
  if (total_of(missing) == 0) return say(lang, "why.all_sent");
  const Advice* advice = advice_of(frame, ctx);
  if (advice == nullptr) return say(lang, "why.advice_making");
  if (!is_current(frame, *advice)) return say(lang, "advice.stale");
  if (advice->error) return lang == Lang::En ? advice->error->en : advice->error->zh;
  if (advice->set.empty()) return say(lang, "why.nobody");
  return {};
}

std::string why_not_confirm(const Frame& frame, const Incident& i, Lang lang) {
  if (i.state != IncidentState::Reported) return say(lang, "why.confirmed");
  if (i.claimed_by.empty()) return say(lang, "why.claim_first");
  if (i.claimed_by != frame.seat) return tr_with(lang, "why.other_seat", i.claimed_by);
  return {};
}

std::string why_not_claim(const Frame& frame, const Incident& i, Deed deed, Lang lang) {
  if (i.claimed_by == frame.seat && !frame.seat.empty()) return say(lang, "why.claimed");
  if (deed == Deed::Claim && !i.claimed_by.empty()) return tr_with(lang, "why.other_seat", i.claimed_by);
  if (deed == Deed::TakeOver && i.claimed_by.empty()) return say(lang, "why.claim_first");
  return {};
}

bool disputed(const Incident& i) { return i.dispute && !i.dispute->settled; }

bool on_scene_any(const Frame& frame, PanelContext& ctx, const Incident& i) {
  const auto& parts = parts_of(board_of(frame, ctx), i.id);
  return std::ranges::any_of(parts, [](const Assignment* a) { return a->state == AssignmentState::OnScene; });
}

bool offered_any(const Frame& frame, PanelContext& ctx, const Incident& i) {
  const auto& parts = parts_of(board_of(frame, ctx), i.id);
  return std::ranges::any_of(parts, [](const Assignment* a) { return a->state == AssignmentState::Offered; });
}

std::string why_not_of(const Frame& frame, PanelContext& ctx, const Incident& i, Deed deed, Lang lang) {
  switch (deed) {
    case Deed::Claim:
    case Deed::TakeOver:
      return why_not_claim(frame, i, deed, lang);
    case Deed::Confirm:
      return why_not_confirm(frame, i, lang);
    case Deed::Send:
      return why_not_send(frame, ctx, i, lang);
    case Deed::Recall:
      return offered_any(frame, ctx, i) ? std::string() : say(lang, "why.nobody_offered");
    case Deed::Reinforce:
      return i.state == IncidentState::Reported ? say(lang, "why.confirm_first") : std::string();
    case Deed::RollCall:
      return on_scene_any(frame, ctx, i) ? std::string() : say(lang, "why.nobody_there");
    case Deed::Resolve:
      return i.state == IncidentState::Resolved ? say(lang, "why.resolved") : std::string();
    case Deed::Dispute:
      return disputed(i) ? say(lang, "why.disputed") : std::string();
    case Deed::Settle:
      return disputed(i) ? std::string() : say(lang, "why.not_disputed");
    case Deed::Close:
      return i.state == IncidentState::Resolved ? std::string() : say(lang, "why.resolve_first");
    default:
      return {};
  }
}

void clear_sent(PanelContext& ctx) {
  DispatchPanel& panel = ctx.state.tools.dispatch;
  panel.told.reset();
  panel.sent_id.clear();
  panel.sent_from = SentFrom::Nowhere;
}

// Along the ended ones, as the board lists them.
void step_ended(const Board& board, PanelContext& ctx, int by) {
  const auto n = static_cast<std::ptrdiff_t>(board.ended.size());
  if (n == 0) return;
  const auto here = std::ranges::find_if(
      board.ended, [&](const Incident* i) { return i->id == ctx.view.selected_incident; });
  const std::ptrdiff_t at = here == board.ended.end() ? 0 : here - board.ended.begin() + by;
  show_incident(ctx, board.ended[static_cast<std::size_t>(std::clamp<std::ptrdiff_t>(at, 0, n - 1))]->id);
}

DispatchUnits::Part part_of(const AdvisedUnit& u) { return {u.unit, u.function, u.duration_s, u.distance_m}; }

}  // namespace

std::string why_not(const Frame& frame, PanelContext& ctx, Deed deed, Lang lang) {
  if (deed == Deed::Page) return say(lang, "why.no_pages");
  if (!frame.live()) return say(lang, "why.past");
  if (frame.world.operations == nullptr) return say(lang, "why.reading");
  if (deed == Deed::New) return {};
  if (deed == Deed::Merge) {
    const std::size_t n = ctx.state.tools.dispatch.picked.size();
    return n < 2 ? say(lang, "why.pick_two") : std::string();
  }
  const Incident* i = selected_incident(frame, ctx);
  if (i == nullptr) return say(lang, "why.select");
  if (!i->open()) return tr_with(lang, "why.ended", tr(lang, incident_state_key(*i)));
  return why_not_of(frame, ctx, *i, deed, lang);
}

std::string why_not(const Frame& frame, PanelContext& ctx, Deed deed) {
  return why_not(frame, ctx, deed, lang_of(ctx.view.language));
}

Deed next_deed(const Frame& frame, PanelContext& ctx) {
  const Incident* i = selected_incident(frame, ctx);
  if (i == nullptr || i->state != IncidentState::Reported) return Deed::Send;
  if (i->claimed_by.empty()) return Deed::Claim;
  return i->claimed_by == frame.seat ? Deed::Confirm : Deed::TakeOver;
}

void run_next(const Frame& frame, PanelContext& ctx) {
  const Incident* i = selected_incident(frame, ctx);
  if (i == nullptr) return step_incident(frame, ctx, 1);
  const Deed deed = next_deed(frame, ctx);
  if (!why_not(frame, ctx, deed).empty()) return;  // the reason stands under the button
  if (deed == Deed::Claim) return send(frame, ctx, ClaimIncident{i->id, {}}, SentFrom::Table);
  if (deed == Deed::TakeOver) return open_form(frame, ctx, DispatchForm::TakeOver);
  if (deed == Deed::Confirm) return send(frame, ctx, ConfirmIncident{i->id}, SentFrom::Table);
  send_set(frame, ctx);
}

const Advice* advice_of(const Frame& frame, const PanelContext& ctx) {
  const Advice* advice = frame.advice.get();
  return advice != nullptr && advice->incident == ctx.view.selected_incident ? advice : nullptr;
}

bool is_current(const Frame& frame, const Advice& advice) {
  return frame.world.operations != nullptr && advice.revision == frame.world.operations->revision;
}

// The id is this seat's, of this moment of the desk's clock and of this run's: a simulated clock begins anew
// at every start, the monotonic one does not.
void send(const Frame& frame, PanelContext& ctx, OperationCommand command, SentFrom from) {
  DispatchPanel& panel = ctx.state.tools.dispatch;
  const bool on_its_way = !panel.sent_id.empty() && ctx.seconds - panel.sent_s < kAnswer_s;
  if (on_its_way && from != panel.sent_from) return;
  if (on_its_way && command.index() == panel.sent_kind && !std::holds_alternative<MergeIncident>(command))
    return;  // a key held, or pressed twice
  panel.sent_s = ctx.seconds;
  panel.sent_kind = command.index();
  panel.sent_id = fmt::format("{}/{}/{:x}/{}", frame.seat, to_string(frame.now),
                              static_cast<std::uint64_t>(std::llround(ctx.seconds * 1e6)), ++panel.counter);
  panel.sent_from = from;
  panel.told.reset();
  ctx.outbox.commands.emplace_back(RunOperation{panel.sent_id, std::move(command)});
}

void send_set(const Frame& frame, PanelContext& ctx) {
  const Advice* advice = advice_of(frame, ctx);
  if (advice == nullptr || !why_not(frame, ctx, Deed::Send).empty()) return;
  DispatchUnits order{advice->incident, {}};
  for (const AdvisedUnit& u : advice->set) order.parts.push_back(part_of(u));
  send(frame, ctx, std::move(order), SentFrom::Table);
}

void send_one(const Frame& frame, PanelContext& ctx, std::size_t place) {
  const Advice* advice = advice_of(frame, ctx);
  if (advice == nullptr || place >= advice->set.size() || !why_not(frame, ctx, Deed::Send).empty()) return;
  send(frame, ctx, DispatchUnits{advice->incident, {part_of(advice->set[place])}}, SentFrom::Table);
}

void recall_offered(const Frame& frame, PanelContext& ctx) {
  if (!why_not(frame, ctx, Deed::Recall).empty()) return;
  send(frame, ctx, RecallOffered{ctx.view.selected_incident, std::string(tr(Lang::Zh, "recall.reason"))},
       SentFrom::Table);
}

void start_roll_call(const Frame& frame, PanelContext& ctx) {
  if (!why_not(frame, ctx, Deed::RollCall).empty()) return;
  send(frame, ctx, StartRollCall{ctx.view.selected_incident}, SentFrom::Foot);
}

bool unacknowledged(const Incident& i) { return i.open() && (i.claimed_by.empty() || i.alarm_open); }

void acknowledge(const Frame& frame, PanelContext& ctx) {
  if (!frame.live() || frame.world.operations == nullptr) return;
  const Incident* i = selected_incident(frame, ctx);
  if (i == nullptr || !unacknowledged(*i)) {
    const Board& board = board_of(frame, ctx);
    const auto it =
        std::ranges::find_if(board.open, [](const BoardRow& r) { return unacknowledged(*r.incident); });
    if (it == board.open.end()) return;
    i = it->incident;
  }
  show_incident(ctx, i->id);
  if (i->claimed_by.empty()) return send(frame, ctx, ClaimIncident{i->id, {}}, SentFrom::Table);
  send(frame, ctx, AcknowledgeAlarm{i->id}, SentFrom::Table);
}

void show_incident(PanelContext& ctx, const std::string& id) {
  show_tab(ctx, ViewTab::Dispatch);
  if (ctx.view.selected_incident == id) return;
  remember_view(ctx);
  ctx.view.selected_incident = id;
  ctx.view.chosen.clear();
  DispatchPanel& panel = ctx.state.tools.dispatch;
  if (panel.incident != id) close_form(ctx);
  panel.others_of.clear();
  panel.why_open = panel.all_log = false;
  if (panel.told) clear_sent(ctx);
}

void step_incident(const Frame& frame, PanelContext& ctx, int by) {
  const Board& board = board_of(frame, ctx);
  if (ctx.state.tools.dispatch.ended_shown) return step_ended(board, ctx, by);
  if (board.open.empty()) return;
  std::size_t at = board.position(ctx.view.selected_incident);
  if (at >= board.open.size()) {
    at = 0;
  } else {
    const std::size_t last = board.open.size() - 1;
    at = by > 0 ? std::min(at + 1, last) : at == 0 ? 0 : at - 1;
  }
  show_incident(ctx, board.open[at].incident->id);
}

void choose_unit(PanelContext& ctx, Function function, std::string_view instead_of, std::string_view unit) {
  auto& chosen = ctx.view.chosen;
  const auto it = std::ranges::find_if(
      chosen, [&](const ViewState::ChosenUnit& c) { return c.function == function && c.unit == instead_of; });
  if (it != chosen.end()) {
    it->unit = unit;
  } else {
    chosen.push_back({function, std::string(unit)});
  }
  ctx.state.tools.dispatch.others_of.clear();
}

void hear_outcome(const Frame& frame, PanelContext& ctx) {
  DispatchPanel& panel = ctx.state.tools.dispatch;
  if (panel.sent_id.empty() || !frame.outcome || frame.outcome->command_id != panel.sent_id) return;
  panel.told = frame.outcome;
  panel.sent_id.clear();
  if (panel.told->refused) return;
  if (panel.form == DispatchForm::Merge) panel.picked.clear();
  if (panel.sent_from == SentFrom::Foot) close_form(ctx);
  if (panel.sent_from == SentFrom::Closing) ctx.state.tools.closing = {};
  if (panel.sent_from == SentFrom::Units) hear_units(ctx);
  if (panel.sent_from == SentFrom::Intake) {
    ctx.state.tools.intake = {};
    const auto told = panel.told;
    if (!told->incident.empty()) show_incident(ctx, told->incident);
  }
}

float outcome_height(const Kit& k, SentFrom from, float width) {
  const DispatchPanel& panel = k.ctx.state.tools.dispatch;
  if (!panel.told || panel.sent_from != from) return 0;
  const std::string& text = k.lang == Lang::En ? panel.told->en : panel.told->zh;
  return text.empty() ? 0 : k.wrapped_height(Type::Meta, width - k.px(12), text) + k.px(10);
}

float draw_outcome(const Kit& k, SentFrom from, float x0, float x1, float y) {
  const float h = outcome_height(k, from, x1 - x0);
  if (h <= 0) return 0;
  const CommandOutcome& told = *k.ctx.state.tools.dispatch.told;
  const std::string& text = k.lang == Lang::En ? told.en : told.zh;
  if (told.refused) k.fill({x0, y + k.px(3), x0 + k.px(3), y + h - k.px(3)}, k.c.text);
  k.wrapped(Type::Meta, x0 + k.px(12), y + k.px(5) + k.line_height(Type::Meta) / 2, x1 - x0 - k.px(12),
            told.refused ? k.c.text : k.c.text3, text);
  return h;
}

}  // namespace anxin
