// A form at the foot of an incident's column: its keys and its drawing.
#include <cmath>

#include "console/panels/dispatch_forms.hpp"
#include "console/panels/dispatch_words.hpp"
#include "console/panels/keys.hpp"

namespace anxin {
namespace {

constexpr float kTitle = 34, kButtons = 44;

void send_form(const Frame& frame, PanelContext& ctx) {
  if (!fault_of(frame, ctx, lang_of(ctx.view.language)).empty()) return;  // it stands under the form
  for (OperationCommand& command : commands_of(frame, ctx))
    send(frame, ctx, std::move(command), SentFrom::Foot);
}

float notes_height(const Kit& k, const FormSpec& spec, float width) {
  float h = 0;
  for (const std::string& note : spec.notes) h += k.wrapped_height(Type::Meta, width, note) + k.px(2);
  return h > 0 ? h + k.px(6) : 0;
}

}  // namespace

bool dispatch_form_keys(const Frame& frame, PanelContext& ctx) {
  DispatchPanel& panel = ctx.state.tools.dispatch;
  if (panel.form == DispatchForm::None || ctx.view.tab != ViewTab::Dispatch) return false;
  const FormSpec spec = spec_of(frame, ctx, lang_of(ctx.view.language));
  const FormKey key = form_keys(panel.fields, spec.entries);
  if (key == FormKey::Leave) close_form(ctx);
  if (key == FormKey::Send) send_form(frame, ctx);
  return !ImGui::GetIO().KeyCtrl;
}

float form_height(const Kit& k, const Frame& frame, float width) {
  const FormSpec spec = spec_of(frame, k.ctx, k.lang);
  return k.px(kTitle) + notes_height(k, spec, width) + fields_height(k, spec.entries, width) +
         k.px(kButtons) + k.px(22) + outcome_height(k, SentFrom::Foot, width) + k.px(6);
}

void draw_form(const Kit& k, const Frame& frame, float x0, float x1, float y) {
  DispatchPanel& panel = k.ctx.state.tools.dispatch;
  const FormSpec spec = spec_of(frame, k.ctx, k.lang);
  k.text(Type::BodyBold, x0, y + k.px(17), k.c.text, spec.title);
  if (close_mark(k, "close_form", x1, y + k.px(17)).clicked) return close_form(k.ctx);
  y += k.px(kTitle);
  for (const std::string& note : spec.notes)
    y += k.wrapped(Type::Meta, x0, y + k.line_height(Type::Meta) / 2, x1 - x0, k.c.text2, note) + k.px(2);
  if (!spec.notes.empty()) y += k.px(6);
  y += draw_fields(k, panel.fields, spec.entries, x0, x1, y);
  const std::string fault = fault_of(frame, k.ctx, k.lang);
  const Box main = box_at(x0, y + k.px(4), x1 - x0, k.px(36));
  if (!fault.empty()) {
    button_off(k, main, spec.send, cap_of(Verb::Primary));
  } else if (keyed_button(k, "send_form", main, spec.send, cap_of(Verb::Primary), true).clicked) {
    send_form(frame, k.ctx);
  }
  y += k.px(kButtons);
  k.text_in(Type::Note, x0, y + k.px(10), x1 - x0, k.c.text3,
            fault.empty() ? k.tr("form.keys") : std::string_view(fault));
  draw_outcome(k, SentFrom::Foot, x0, x1, y + k.px(22));
}

}  // namespace anxin
