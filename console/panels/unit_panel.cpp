// The plate of the response units: the list, the form's frame, their keys.
#include "console/panels/unit_panel.hpp"

#include <algorithm>
#include <cmath>

#include "console/panels/desk.hpp"
#include "console/panels/dispatch_words.hpp"
#include "console/panels/figures_text.hpp"
#include "console/panels/keys.hpp"
#include "console/panels/line_editor.hpp"
#include "data/model/unit_text.hpp"
#include "geo/crs.hpp"
#include "geo/text.hpp"

namespace anxin {
namespace {

constexpr int kEnter = 257, kKeypadEnter = 335, kEscape = 256, kDown = 264, kUp = 265, kPageUp = 266,
              kPageDown = 267;
constexpr std::size_t kRows = 9;
constexpr float kHead = 40, kRow = 40, kField = 30;

// Those whose id, name or telephone holds the typed word.
std::vector<const UnitRow*> listed(const Frame& frame, PanelContext& ctx) {
  const std::string wanted = lower_ascii(fold_width(ctx.state.tools.units.filter.text));
  std::vector<const UnitRow*> out;
  for (const UnitRow& row : board_of(frame, ctx).units) {
    const ResponseUnit& u = *row.unit;
    const auto holds = [&](const std::string& text) {
      return lower_ascii(text).find(wanted) != std::string::npos;
    };
    if (wanted.empty() || holds(u.id) || holds(u.name) || holds(u.short_name) || holds(u.post_phone))
      out.push_back(&row);
  }
  return out;
}

// 停用, 在 I-…, 不在班, 待命.
std::string state_text(const Frame& frame, const UnitRow& row, Lang lang) {
  if (row.held != nullptr) return tr_with(lang, "unit.engaged", row.held->incident);
  if (row.unit->state == UnitReadiness::OutOfService) return std::string(tr(lang, "unit.out"));
  return std::string(tr(lang, on_duty(*row.unit, frame.now) ? "unit.standby" : "unit.off_duty"));
}

// 位置 12 分钟前; 位置未报.
std::string seen_text(const Frame& frame, const ResponseUnit& unit, Lang lang) {
  if (!unit.position_at) return std::string(tr(lang, "unit.not_seen"));
  return tr_with(lang, "unit.seen",
                 span_text(lang, std::max<std::int64_t>(0, (frame.now - *unit.position_at).count())));
}

void send_unit(const Frame& frame, PanelContext& ctx) {
  if (auto command = command_of_unit(frame, ctx)) send(frame, ctx, std::move(*command), SentFrom::Units);
}

void retire(const Frame& frame, PanelContext& ctx) {
  UnitPanel& panel = ctx.state.tools.units;
  if (!fault_of_retiring(frame, ctx, lang_of(ctx.view.language)).empty()) return;
  if (!panel.retire_asked) {
    panel.retire_asked = true;
    return;
  }
  panel.retire_asked = false;
  send(frame, ctx, RetireUnit{panel.unit, unit_reason(panel)}, SentFrom::Units);
}

void list_keys(const Frame& frame, PanelContext& ctx) {
  UnitPanel& panel = ctx.state.tools.units;
  const auto rows = listed(frame, ctx);
  const std::size_t last = rows.empty() ? 0 : rows.size() - 1;
  const auto step = [&](std::size_t by, bool on) {
    panel.marked = on ? std::min(panel.marked + by, last) : panel.marked - std::min(panel.marked, by);
  };
  if (ImGui::IsKeyPressed(kDown, true)) step(1, true);
  if (ImGui::IsKeyPressed(kUp, true)) step(1, false);
  if (ImGui::IsKeyPressed(kPageDown, true)) step(kRows, true);
  if (ImGui::IsKeyPressed(kPageUp, true)) step(kRows, false);
  if (type_into(panel.filter)) panel.marked = 0;
  const bool enter = ImGui::IsKeyPressed(kEnter, false) || ImGui::IsKeyPressed(kKeypadEnter, false);
  if (enter && panel.marked < rows.size()) edit_unit(frame, ctx, rows[panel.marked]->unit->id);
}

void draw_row(const Kit& k, const Frame& frame, const UnitRow& row, const Box& b, bool marked) {
  const ResponseUnit& u = *row.unit;
  const Hit h = k.hit(Brief("unit{}", u.id), b);
  if (marked || h.hovered) k.fill(b, k.c.hover);
  const float x0 = b.x0 + k.px(8), x1 = b.x1 - k.px(8), upper = b.y0 + k.px(12), lower = b.y0 + k.px(29);
  const float state = k.text(Type::Meta, x1, upper, k.c.text2, state_text(frame, row, k.lang), Align::Right);
  k.text_in(Type::BodyBold, x0, upper, x1 - state - k.px(10) - x0, k.c.text, u.name);
  const float seen = k.text(Type::Note, x1, lower, k.c.text2, seen_text(frame, u, k.lang), Align::Right);
  k.text_in(Type::Note, x0, lower, x1 - seen - k.px(10) - x0, k.c.text2,
            fmt::format("{}  {}", u.id, functions_text(u.functions, k.lang == Lang::En)));
  if (h.clicked) edit_unit(frame, k.ctx, u.id);
}

void draw_list(const Kit& k, const Frame& frame, float x0, float x1, float y) {
  UnitPanel& panel = k.ctx.state.tools.units;
  const Box well{x0, y, x1, y + k.px(kField)};
  draw_line(k, well, panel.filter, k.tr("units.filter"));
  k.frame(well, k.c.text2, 1, 3);
  y = well.y1 + k.px(8);
  const auto rows = listed(frame, k.ctx);
  if (!rows.empty()) panel.marked = std::min(panel.marked, rows.size() - 1);
  if (panel.marked < panel.first) panel.first = panel.marked;
  if (panel.marked >= panel.first + kRows) panel.first = panel.marked + 1 - kRows;
  panel.first = std::min(panel.first, rows.size() > kRows ? rows.size() - kRows : 0);
  if (rows.empty())
    k.text_in(Type::Meta, x0, y + k.px(14), x1 - x0, k.c.text2,
              k.tr(panel.filter.text.empty() ? "units.none" : "units.none_named"));
  for (std::size_t i = panel.first; i < std::min(rows.size(), panel.first + kRows); ++i, y += k.px(kRow))
    draw_row(k, frame, *rows[i], {x0 - k.px(8), y, x1 + k.px(8), y + k.px(kRow)}, i == panel.marked);
}

void draw_list_foot(const Kit& k, const Frame& frame, float x0, float x1, float y) {
  const Box fresh = box_at(x0, y, x1 - x0, k.px(36));
  const std::string off = why_not(frame, k.ctx, Deed::New).empty() ? "" : std::string(k.tr("why.units_past"));
  if (!off.empty()) {
    button_off(k, fresh, k.tr("units.new"));
  } else if (button(k, "new_unit", fresh, k.tr("units.new")).clicked) {
    edit_unit(frame, k.ctx, {});
  }
  k.text_in(Type::Note, x0, y + k.px(50), x1 - x0, k.c.text3,
            off.empty() ? k.tr("units.keys") : std::string_view(off));
  draw_outcome(k, SentFrom::Units, x0, x1, y + k.px(62));
}

// What is known of the unit beside what can be changed: which it is, and what it does; where it was seen.
float draw_about(const Kit& k, const Frame& frame, float x0, float x1, float y) {
  const ResponseUnit* u = edited_unit(frame, k.ctx);
  if (u == nullptr) {
    k.text_in(Type::Meta, x0, y + k.px(10), x1 - x0, k.c.text2, k.tr("units.new_how"));
    return k.px(28);
  }
  const Board& board = board_of(frame, k.ctx);
  const auto row = std::ranges::find(board.units, u, &UnitRow::unit);
  float w = 0;
  if (row != board.units.end())
    w = k.text(Type::Meta, x1, y + k.px(10), k.c.text2, state_text(frame, *row, k.lang), Align::Right);
  k.text_in(Type::Meta, x0, y + k.px(10), x1 - x0 - w - k.px(12), k.c.text2,
            fmt::format("{}  {}", u->id, unit_short_of(frame, k.lang, u->supervising_unit)));
  k.text_in(Type::Note, x0, y + k.px(28), x1 - x0, k.c.text3, seen_text(frame, *u, k.lang));
  return k.px(46);
}

void draw_form_foot(const Kit& k, const Frame& frame, float x0, float x1, float y) {
  UnitPanel& panel = k.ctx.state.tools.units;
  const bool fresh = panel.unit.empty();
  const std::string fault = fault_of_unit(frame, k.ctx, k.lang);
  const std::string_view word = k.tr(panel.retire_asked ? "units.retire_sure" : "units.retire");
  const float w = fresh ? 0 : std::round(k.width(Type::BodyBold, word) + k.px(32)), gap = fresh ? 0 : k.px(8);
  const Box main = box_at(x0, y, x1 - x0 - w - gap, k.px(36));
  const std::string_view send_word = k.tr(fresh ? "units.enroll" : "units.save");
  if (!fault.empty()) {
    button_off(k, main, send_word, cap_of(Verb::Primary));
  } else if (keyed_button(k, "send_unit", main, send_word, cap_of(Verb::Primary), true).clicked) {
    send_unit(frame, k.ctx);
  }
  std::string no_retiring;
  if (!fresh) {
    const Box other{x1 - w, y, x1, y + k.px(36)};
    no_retiring = fault_of_retiring(frame, k.ctx, k.lang);
    if (!no_retiring.empty()) {
      panel.retire_asked = false;
      button_off(k, other, word);
    } else if (button(k, "retire_unit", other, word).clicked) {
      retire(frame, k.ctx);
    }
  }
  k.text_in(Type::Note, x0, y + k.px(50), x1 - x0, k.c.text3,
            fault.empty() ? k.tr("form.keys") : std::string_view(fault));
  if (!no_retiring.empty())
    k.text_in(Type::Note, x0, y + k.px(68), x1 - x0, k.c.text3,
              tr_with(k.lang, "units.no_retiring", no_retiring));
  draw_outcome(k, SentFrom::Units, x0, x1, y + k.px(80));
}

float plate_height(const Kit& m, const UnitPanel& panel, const std::vector<FormEntry>& entries, float inner) {
  const float told = outcome_height(m, SentFrom::Units, inner);
  if (!panel.editing) return m.px(kHead + kField + 8 + kRow * kRows + 8 + 62 + 8) + told;
  return m.px(kHead + (panel.unit.empty() ? 28 : 46)) + fields_height(m, entries, inner) + m.px(4 + 80 + 8) +
         told;
}

void draw_form(const Kit& k, const Frame& frame, const std::vector<FormEntry>& entries, float x0, float x1,
               float y) {
  UnitPanel& panel = k.ctx.state.tools.units;
  y += draw_about(k, frame, x0, x1, y);
  y += draw_fields(k, panel.fields, entries, x0, x1, y) + k.px(4);
  draw_form_foot(k, frame, x0, x1, y);
}

void mark_at(const Kit& k, const Box& map, LonLat at, float half) {
  const Pixel p = k.ctx.camera.to_screen(to_map(at));
  const float r = std::round(k.px(half));
  if (map.has({p.x, p.y})) k.frame({p.x - r, p.y - r, p.x + r, p.y + r}, k.c.text, 1.6F);
}

}  // namespace

void open_units(const Frame& frame, PanelContext& ctx) {
  if (frame.world.operations == nullptr) return;
  ctx.state.tools.units = {};
  ctx.state.tools.units.open = true;
  ctx.state.tools.intake = {};
  ctx.state.tools.menu = {};
  ctx.state.tools.ground = {};
  if (ctx.state.tools.dispatch.sent_id.empty()) ctx.state.tools.dispatch.told.reset();
  show_tab(ctx, ViewTab::Dispatch);
}

void edit_unit(const Frame& frame, PanelContext& ctx, const std::string& unit, std::optional<MapXY> at) {
  UnitPanel& panel = ctx.state.tools.units;
  if (!panel.open) open_units(frame, ctx);
  if (!panel.open) return;
  const Lang lang = lang_of(ctx.view.language);
  panel.editing = true;
  panel.unit = unit;
  panel.retire_asked = false;
  begin_fields(panel.fields, unit_entries(lang, unit.empty()), 0);
  if (const ResponseUnit* known = edited_unit(frame, ctx)) fill_unit_fields(panel, *known, lang);
  if (at) set_unit_base(panel, from_map(*at));
  panel.fields.focus = 0;
  if (ctx.state.tools.dispatch.sent_id.empty()) ctx.state.tools.dispatch.told.reset();
}

void close_units(PanelContext& ctx) { ctx.state.tools.units = {}; }

void hear_units(PanelContext& ctx) {
  UnitPanel& panel = ctx.state.tools.units;
  panel.editing = false;
  panel.unit.clear();
  panel.retire_asked = false;
}

bool place_unit(PanelContext& ctx, MapXY at) {
  UnitPanel& panel = ctx.state.tools.units;
  if (!panel.open || !panel.editing) return false;
  set_unit_base(panel, from_map(at));
  return true;
}

bool unit_keys(const Frame& frame, PanelContext& ctx) {
  UnitPanel& panel = ctx.state.tools.units;
  if (!panel.open || ctx.view.tab != ViewTab::Dispatch) return false;
  const ImGuiIO& io = ImGui::GetIO();
  if (!panel.editing) {
    if (!io.KeyCtrl && ImGui::IsKeyPressed(kEscape, false)) {
      close_units(ctx);
      return true;
    }
    if (!io.KeyCtrl) list_keys(frame, ctx);
    return !io.KeyCtrl;
  }
  const FormKey key = form_keys(panel.fields, unit_entries(lang_of(ctx.view.language), panel.unit.empty()));
  if (key == FormKey::Leave) hear_units(ctx);
  if (key == FormKey::Send) send_unit(frame, ctx);
  return !io.KeyCtrl;
}

void draw_unit_panel(const Frame& frame, PanelContext& ctx, const Layout& l) {
  UnitPanel& panel = ctx.state.tools.units;
  if (!panel.open || ctx.view.tab != ViewTab::Dispatch) return;
  const Kit m(ctx);
  const std::vector<FormEntry> entries = unit_entries(m.lang, panel.unit.empty());
  const float w = std::min(m.px(560), l.map.w() - m.px(16)), inner = w - m.px(40);
  const float h = plate_height(m, panel, entries, inner);
  const float top = std::max(l.map.y0 + m.px(4), std::min(l.map.y0 + m.px(56), l.map.y1 - h - m.px(4)));
  const Box b = box_at(std::round(l.map.cx() - w / 2), std::round(top), std::round(w), std::round(h));
  begin_plate(m, "##units", b);
  ImGui::SetWindowFocus();
  const Kit k(ctx);
  const float x0 = b.x0 + k.px(20), x1 = b.x1 - k.px(20), y = b.y0 + k.px(kHead);
  const std::string fact = panel.editing ? std::string()
                                         : tr_with(k.lang, "units.count", listed(frame, ctx).size(),
                                                   board_of(frame, ctx).units.size());
  section_head(k, x0, x1 - close_width(k) - k.px(12), b.y0 + k.px(22),
               !panel.editing       ? "response_units"
               : panel.unit.empty() ? "units.new"
                                    : "units.edit",
               fact);
  if (close_mark(k, "close_units", x1, b.y0 + k.px(22)).clicked) {
    panel.editing ? hear_units(ctx) : close_units(ctx);
  } else if (panel.editing) {
    draw_form(k, frame, entries, x0, x1, y);
  } else {
    draw_list(k, frame, x0, x1, y);
    if (!panel.editing) draw_list_foot(k, frame, x0, x1, y + k.px(kField + 8 + kRow * kRows + 8));
  }
  ImGui::End();
}

void draw_unit_marks(const Frame&, const Kit& k, const Box& map) {
  const UnitPanel& panel = k.ctx.state.tools.units;
  if (!panel.open || !panel.editing) return;
  if (const auto base = unit_base(panel)) mark_at(k, map, *base, 6);
}

}  // namespace anxin
