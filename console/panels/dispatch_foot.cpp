// The foot of an incident's column: its actions with their keys and, where one is off, why; or the form that
// one of them opened.
#include <algorithm>
#include <array>
#include <cmath>
#include <optional>

#include "console/panels/dispatch_forms.hpp"
#include "console/panels/dispatch_run.hpp"
#include "console/panels/dispatch_view.hpp"
#include "console/panels/keys.hpp"

namespace anxin {
namespace {

struct Action {
  Deed deed;
  std::string_view word;
  std::optional<Verb> verb;
  DispatchForm form;
};
constexpr std::array<Action, 4> kButtons{
    {{Deed::Level, "action.level", Verb::Raise, DispatchForm::Level},
     {Deed::Reinforce, "action.reinforce", Verb::Reinforce, DispatchForm::Reinforce},
     {Deed::Page, "action.page", Verb::Page, DispatchForm::None},
     {Deed::Close, "action.close", std::nullopt, DispatchForm::Close}}};
// Shown only where they can be done: an action that does not apply is no button that is off.
constexpr std::array<Action, 7> kWords{
    {{Deed::Report, "action.report", std::nullopt, DispatchForm::Report},
     {Deed::RollCall, "action.roll_call", std::nullopt, DispatchForm::None},
     {Deed::Update, "action.update", std::nullopt, DispatchForm::Update},
     {Deed::Dispute, "action.dispute", std::nullopt, DispatchForm::Dispute},
     {Deed::Settle, "action.settle", std::nullopt, DispatchForm::Settle},
     {Deed::Resolve, "action.resolve", std::nullopt, DispatchForm::Resolve},
     {Deed::Cancel, "action.cancel", std::nullopt, DispatchForm::Cancel}}};

constexpr float kWordsRow = 28, kButtonsRow = 46, kReason = 17;

// 结案：先标记处置完成. One line a button that is off.
std::vector<std::string> reasons(const Frame& frame, PanelContext& ctx, Lang lang) {
  std::vector<std::string> out;
  std::string common;
  for (const Action& a : kButtons) {
    const std::string why = why_not(frame, ctx, a.deed, lang);
    if (why.empty()) continue;
    if (a.deed != Deed::Page && why == common) continue;  // the same for all: said once
    if (a.deed != Deed::Page) common = why;
    out.push_back(tr_with(lang, "action.off", tr(lang, a.word), why));
  }
  return out;
}

void run_action(const Frame& frame, PanelContext& ctx, const Action& a) {
  if (a.deed == Deed::RollCall) return start_roll_call(frame, ctx);
  open_form(frame, ctx, a.form);
}

void draw_words(const Kit& k, const Frame& frame, float x0, float y) {
  float x = x0;
  for (const Action& a : kWords) {
    if (!why_not(frame, k.ctx, a.deed).empty()) continue;
    float w = 0;
    if (word_button(k, a.word, x, y, k.tr(a.word), w).clicked) run_action(frame, k.ctx, a);
    x += w + k.px(k.lang == Lang::En ? 12 : 20);
  }
}

void draw_buttons(const Kit& k, const Frame& frame, float x0, float x1, float y) {
  const float gap = k.px(6);
  float words = 0;
  std::array<float, kButtons.size()> w{};
  for (std::size_t n = 0; n < kButtons.size(); ++n) {
    const Action& a = kButtons[n];
    w[n] = k.width(Type::BodyBold, k.tr(a.word)) + (a.verb ? k.px(26) : 0);
    words += w[n];
  }
  const float room =
      (x1 - x0 - gap * static_cast<float>(kButtons.size() - 1) - words) / static_cast<float>(kButtons.size());
  float x = x0;
  for (std::size_t n = 0; n < kButtons.size(); ++n) {
    const Action& a = kButtons[n];
    const Box b = box_at(std::round(x), y, std::round(w[n] + room), k.px(34));
    const std::string_view cap = a.verb ? cap_of(*a.verb) : std::string_view();
    if (!why_not(frame, k.ctx, a.deed).empty()) {
      button_off(k, b, k.tr(a.word), cap);
    } else if (keyed_button(k, a.word, b, k.tr(a.word), cap, false).clicked) {
      run_action(frame, k.ctx, a);
    }
    x += w[n] + room + gap;
  }
}

bool form_open(const PanelContext& ctx) {
  const DispatchPanel& panel = ctx.state.tools.dispatch;
  return panel.form != DispatchForm::None && panel.incident == ctx.view.selected_incident;
}

bool any_word(const Frame& frame, PanelContext& ctx) {
  return std::ranges::any_of(kWords, [&](const Action& a) { return why_not(frame, ctx, a.deed).empty(); });
}

}  // namespace

float dispatch_foot_height(const Frame& frame, PanelContext& ctx, float width) {
  const Kit k(ctx);
  if (form_open(ctx)) return std::round(form_height(k, frame, width) + k.px(10));
  const auto lines = static_cast<float>(reasons(frame, ctx, k.lang).size());
  return std::round(k.px(12) + (any_word(frame, ctx) ? k.px(kWordsRow) : 0) + k.px(kButtonsRow) +
                    lines * k.px(kReason) + outcome_height(k, SentFrom::Foot, width));
}

void draw_dispatch_foot(const Frame& frame, PanelContext& ctx, const Box& foot) {
  begin_region(Kit(ctx), "##dispatch_foot", foot, false);
  const Kit k(ctx);
  const float x0 = foot.x0 + k.px(16), x1 = foot.x1 - k.px(16);
  k.rule(foot.x0, foot.x1, foot.y0, k.c.line);
  k.fill({foot.x0, foot.y0, foot.x0 + std::max(1.0F, std::round(k.s)), foot.y1}, k.c.line);
  float y = foot.y0 + k.px(8);
  if (form_open(ctx)) {
    draw_form(k, frame, x0, x1, y - k.px(4));
    ImGui::End();
    return;
  }
  y += draw_outcome(k, SentFrom::Foot, x0, x1, y);
  if (any_word(frame, ctx)) {
    draw_words(k, frame, x0, y + k.px(12));
    y += k.px(kWordsRow);
  }
  draw_buttons(k, frame, x0, x1, y);
  y += k.px(kButtonsRow - 4);
  for (const std::string& why : reasons(frame, ctx, k.lang)) {
    k.text_in(Type::Note, x0, y + k.px(6), x1 - x0, k.c.text3, why);
    y += k.px(kReason);
  }
  ImGui::End();
}

}  // namespace anxin
