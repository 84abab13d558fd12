// How well the clocks were kept, by percentile, never a mean (UX 15.18): the block of the left column, and
// the plate with every supervising unit; which seats hold incidents and how many units stand ready.
#include <algorithm>
#include <array>
#include <cmath>

#include "console/panels/dispatch_view.hpp"
#include "console/panels/keys.hpp"
#include "data/model/format.hpp"

namespace anxin {
namespace {

constexpr int kEnter = 257, kKeypadEnter = 335, kEscape = 256, kRight = 262, kLeft = 263, kDown = 264,
              kUp = 265, kSpace = 32;
constexpr std::array kShown{ClockKind::Acknowledge,  ClockKind::LeadDispatched, ClockKind::Accept,
                            ClockKind::FirstOnScene, ClockKind::AllFunctions,   ClockKind::FirstReport};
constexpr std::array<std::string_view, kAttainmentPeriods> kPeriods{"period.today", "period.week",
                                                                    "period.month", "period.quarter"};

// Of the unit chosen here, else the one that the view frames, else the whole city.
std::string unit_shown(const ViewState& view) { return view.kept_unit.value_or(view.selected_unit); }

std::string unit_name(const Frame& frame, const Kit& k, const std::string& unit) {
  return unit.empty() ? std::string(k.tr("period.city")) : unit_short_of(frame, k.lang, unit);
}

// Null while those of another period are still on the screen's side.
const AttainmentTable* table_of(const Frame& frame, const ViewState& view) {
  const AttainmentTable* table = frame.attainment.get();
  return table != nullptr && table->period == view.kept_over ? table : nullptr;
}

std::int64_t figure_of(const ViewState& view, const Attainment& a) {
  return view.kept_95 ? a.p95_s : a.p90_s;
}

// 全市 · 今日 · 90 分位
std::string basis_text(const Kit& k, const Frame& frame) {
  const ViewState& view = k.ctx.view;
  return fmt::format("{} · {} · {}", unit_name(frame, k, unit_shown(view)),
                     k.tr(kPeriods[static_cast<std::size_t>(view.kept_over)]),
                     tr_with(k.lang, "period.percentile", view.kept_95 ? 95 : 90));
}

// Right edges of the columns, as wide as their widest figure in this language; the counts go where there is
// no room for all.
struct Columns {
  float value, limit, counts, word;
  bool with_counts;
};
Columns columns_of(const Kit& k, float x0, float x1) {
  constexpr float kGap = 8;
  float label = 0;
  for (const ClockKind kind : kShown) label = std::max(label, k.width(Type::Meta, k.tr(clock_key(kind))));
  const float gap = k.px(kGap), value = k.width(Type::BodyBold, span_text(k.lang, 539)),
              limit = k.width(Type::Note, fmt::format("≤ {}", span_text(k.lang, 3600))),
              counts = k.width(Type::Note, "99/999"),
              word = std::max(k.width(Type::Meta, k.tr("kept")), k.width(Type::Meta, k.tr("not_kept")));
  const bool all = label + value + limit + counts + word + 4 * gap <= x1 - x0;
  Columns c{0, 0, x1 - word - gap, x1, all};
  c.limit = all ? c.counts - counts - gap : c.counts;
  c.value = c.limit - limit - gap;
  return c;
}

void draw_kept(const Kit& k, const Attainment* a, ClockKind kind, const Columns& c, float x0, float y) {
  k.text(Type::Meta, x0, y, k.c.text2, k.tr(clock_key(kind)));
  if (a == nullptr) {
    k.text(Type::Body, c.value, y, k.c.text3, kNotApplicable, Align::Right);
    return;
  }
  const std::int64_t figure = figure_of(k.ctx.view, *a);
  const bool kept = figure <= a->limit_s;
  const Colour32 ink = kept ? k.c.text : level_text_colour(k.c, IncidentLevel::II, k.c.panel);
  k.text(Type::BodyBold, c.value, y, ink, span_text(k.lang, figure), Align::Right);
  k.text(Type::Note, c.limit, y, k.c.text3, fmt::format("≤ {}", span_text(k.lang, a->limit_s)), Align::Right);
  k.text(Type::Meta, c.word, y, kept ? k.c.text2 : ink, k.tr(kept ? "kept" : "not_kept"), Align::Right);
  if (c.with_counts)
    k.text(Type::Note, c.counts, y, k.c.text3, fmt::format("{}/{}", a->breached, a->counted), Align::Right);
}

// A unit that is framed elsewhere is followed from then on.
void follow_framed(PanelContext& ctx) {
  DispatchPanel& panel = ctx.state.tools.dispatch;
  if (panel.kept_followed == ctx.view.selected_unit) return;
  panel.kept_followed = ctx.view.selected_unit;
  ctx.view.kept_unit.reset();
}

// The units as rows: the city first.
std::vector<std::string> units_of(const Frame& frame) {
  std::vector<std::string> out{""};
  if (frame.pack)
    for (const SupervisingUnit& unit : frame.pack->supervising_units) out.push_back(unit.code);
  return out;
}

void step_period(ViewState& view, int by) {
  const int n = (static_cast<int>(view.kept_over) + by + kAttainmentPeriods) % kAttainmentPeriods;
  view.kept_over = static_cast<AttainmentPeriod>(n);
}

// 33 分 未达, under it 超时 9/210 where rows are tall.
void draw_cell(const Kit& k, const Attainment* a, const Box& b, Colour32 ground, bool tall) {
  const float x1 = b.x1 - k.px(6), line = tall ? b.y0 + k.px(12) : b.cy();
  if (a == nullptr) {
    k.text(Type::Meta, x1, b.cy(), k.c.text3, kNotApplicable, Align::Right);
    return;
  }
  const std::int64_t figure = figure_of(k.ctx.view, *a);
  const bool kept = figure <= a->limit_s;
  const Colour32 ink = kept ? k.c.text : level_text_colour(k.c, IncidentLevel::II, ground);
  const float w = std::max(k.width(Type::Note, k.tr("kept")), k.width(Type::Note, k.tr("not_kept")));
  k.text(Type::Note, x1, line, kept ? k.c.text2 : ink, k.tr(kept ? "kept" : "not_kept"), Align::Right);
  k.text_in(kept ? Type::Meta : Type::BodyBold, x1 - w - k.px(8), line, b.w() - w - k.px(16), ink,
            span_text(k.lang, figure), Align::Right);
  if (tall)
    k.text(Type::Note, x1, b.y0 + k.px(28), k.c.text2,
           tr_with(k.lang, "period.late", a->breached, a->counted), Align::Right);
}

// 今日 近 7 日 近 30 日 本季, then 90 and 95.
void draw_choices(const Kit& k, float x, float y) {
  ViewState& view = k.ctx.view;
  for (std::size_t p = 0; p < kPeriods.size(); ++p) {
    const std::string_view word = k.tr(kPeriods[p]);
    const float w = chip_width(k, word);
    const bool on = view.kept_over == static_cast<AttainmentPeriod>(p);
    if (toggle_chip(k, kPeriods[p], x, y, w, word, on).clicked)
      view.kept_over = static_cast<AttainmentPeriod>(p);
    if (on) k.frame(box_at(x, y - k.px(11), w, k.px(22)), k.c.text, 1.2F, 3);
    x += w + k.px(4);
  }
  x += k.px(16);
  for (const bool high : {false, true}) {
    const std::string word = tr_with(k.lang, "period.percentile", high ? 95 : 90);
    const float w = chip_width(k, word);
    const bool on = view.kept_95 == high;
    if (toggle_chip(k, high ? "p95" : "p90", x, y, w, word, on).clicked) view.kept_95 = high;
    if (on) k.frame(box_at(x, y - k.px(11), w, k.px(22)), k.c.text, 1.2F, 3);
    x += w + k.px(4);
  }
}

// A row a unit, a column a clock; a click shows the unit in the left column.
void draw_units_table(const Kit& k, const Frame& frame, const Box& b, float row_h) {
  DispatchPanel& panel = k.ctx.state.tools.dispatch;
  const AttainmentTable* table = table_of(frame, k.ctx.view);
  const float name_w = k.px(k.lang == Lang::En ? 132 : 96), w = (b.w() - name_w) / kShown.size();
  const auto cell_x = [&](std::size_t n) { return b.x0 + name_w + w * static_cast<float>(n); };
  for (std::size_t n = 0; n < kShown.size(); ++n)
    k.text_in(Type::Note, cell_x(n) + w - k.px(6), b.y0 + k.px(10), w - k.px(12), k.c.text2,
              k.tr(clock_key(kShown[n])), Align::Right);
  float y = b.y0 + k.px(24);
  const auto units = units_of(frame);
  panel.kept_row = std::min(panel.kept_row, units.size() - 1);
  for (std::size_t row = 0; row < units.size(); ++row, y += row_h) {
    const Box line{b.x0 - k.px(8), y, b.x1 + k.px(4), y + row_h};
    const Hit h = k.hit(Brief("unit {}", units[row]), line);
    const bool chosen = units[row] == unit_shown(k.ctx.view), marked = row == panel.kept_row;
    const Colour32 ground = chosen || h.hovered ? k.c.hover : k.c.panel;
    if (chosen || h.hovered) k.fill(line, k.c.hover);
    if (marked) k.fill({line.x0, line.y0 + 1, line.x0 + k.px(3), line.y1 - 1}, k.c.text);
    k.rule(line.x0, line.x1, line.y0, k.c.line);
    k.text_in(row == 0 ? Type::BodyBold : Type::Meta, b.x0, line.cy(), name_w - k.px(8), k.c.text,
              unit_name(frame, k, units[row]));
    for (std::size_t n = 0; n < kShown.size() && table != nullptr; ++n)
      draw_cell(k, table->find(units[row], kShown[n]), {cell_x(n), line.y0, cell_x(n) + w, line.y1}, ground,
                row_h >= k.px(34));
    if (!h.clicked) continue;
    panel.kept_row = row;
    k.ctx.view.kept_unit = units[row];
  }
}

// Whether alarms sound at this seat; a click turns them off and on.
void draw_sound(const Kit& k, const Frame& frame, float x1, float y) {
  if (k.ctx.state.tools.sound == SoundDevice::None) {
    k.text(Type::Note, x1, y, k.c.text3, k.tr("sound.none"), Align::Right);
    return;
  }
  float w = 0;
  const bool muted = k.ctx.view.muted;
  if (word_button(k, "sound", x1, y, k.tr(muted ? "sound.muted" : "sound.on"), w, Align::Right).clicked)
    act(frame, k.ctx, Verb::Mute);
}

}  // namespace

float draw_attainment(const Kit& k, const Frame& frame, float x0, float x1, float y) {
  follow_framed(k.ctx);
  section_head(k, x0, x1, y + k.px(12), "attainment", basis_text(k, frame));
  y += k.px(36);
  const Columns columns = columns_of(k, x0, x1);
  const AttainmentTable* table = table_of(frame, k.ctx.view);
  for (const ClockKind kind : kShown) {
    draw_kept(k, table == nullptr ? nullptr : table->find(unit_shown(k.ctx.view), kind), kind, columns, x0,
              y);
    y += k.px(23);
  }
  float w = 0;
  const float cap_w = k.px(24);
  key_cap(k, x1 - k.px(18), y + k.px(2), cap_of(Verb::Attainment));
  if (word_button(k, "attainment", x1 - cap_w, y + k.px(2), k.tr("attainment.open"), w, Align::Right).clicked)
    act(frame, k.ctx, Verb::Attainment);
  k.text_in(Type::Note, x0, y + k.px(2), x1 - x0 - w - cap_w - k.px(10), k.c.text3,
            k.tr("attainment.example"));
  return y + k.px(14);
}

bool attainment_keys(const Frame& frame, PanelContext& ctx) {
  DispatchPanel& panel = ctx.state.tools.dispatch;
  if (!panel.kept_open || ctx.view.tab != ViewTab::Dispatch || ImGui::GetIO().KeyCtrl) return false;
  const auto units = units_of(frame);
  const std::size_t last = units.size() - 1;
  const auto pressed = [](int key) { return ImGui::IsKeyPressed(key, true); };
  if (pressed(kEscape) || ImGui::IsKeyPressed('S', false)) {
    panel.kept_open = false;
  } else if (pressed(kEnter) || pressed(kKeypadEnter)) {
    ctx.view.kept_unit = units[std::min(panel.kept_row, last)];
  } else if (pressed(kSpace)) {
    ctx.view.kept_95 = !ctx.view.kept_95;
  } else if (pressed(kRight)) {
    step_period(ctx.view, 1);
  } else if (pressed(kLeft)) {
    step_period(ctx.view, -1);
  } else if (pressed(kDown) || pressed('J')) {
    panel.kept_row = std::min(panel.kept_row + 1, last);
  } else if (pressed(kUp) || pressed('K')) {
    panel.kept_row -= panel.kept_row > 0 ? 1 : 0;
  } else {
    return false;
  }
  return true;
}

void draw_attainment_plate(const Frame& frame, PanelContext& ctx, const Layout& l) {
  constexpr float kColumn = 128, kLeast = 17, kMost = 38, kAround = 132;
  DispatchPanel& panel = ctx.state.tools.dispatch;
  if (!panel.kept_open) return;
  const Kit m(ctx);
  const ImVec2 window = ImGui::GetIO().DisplaySize;
  const auto rows = static_cast<float>(units_of(frame).size());
  const float w = std::min(m.px(kColumn * kShown.size() + 140), window.x - m.px(24));
  const float room = window.y - l.top.y1 - m.px(24 + kAround);
  const float row_h = std::floor(std::clamp(room / rows, m.px(kLeast), m.px(kMost)));
  const float h = m.px(kAround) + row_h * rows;
  const float top = std::max(l.top.y1 + m.px(12), std::round((l.top.y1 + window.y - h) / 2));
  const Box b = box_at(std::round((window.x - w) / 2), top, std::round(w), std::round(h));
  begin_plate(m, "##attainment", b);
  ImGui::SetWindowFocus();
  const Kit k(ctx);
  const float x0 = b.x0 + k.px(20), x1 = b.x1 - k.px(20);
  const std::string since =
      frame.attainment ? tr_with(k.lang, "period.since", to_string(frame.attainment->from)) : std::string();
  section_head(k, x0, x1 - close_width(k) - k.px(16), b.y0 + k.px(22), "attainment", since);
  if (close_mark(k, "close_attainment", x1, b.y0 + k.px(22)).clicked) panel.kept_open = false;
  draw_choices(k, x0, b.y0 + k.px(52));
  draw_units_table(k, frame, {x0, b.y0 + k.px(68), x1, b.y1}, row_h);
  const float foot = b.y1 - k.px(18);
  const float keys = k.text(Type::Note, x1, foot, k.c.text3, k.tr("period.keys"), Align::Right);
  k.text_in(Type::Note, x0, foot, x1 - x0 - keys - k.px(12), k.c.text3, k.tr("attainment.example"));
  ImGui::End();
}

float draw_on_duty(const Kit& k, const Frame& frame, float x0, float x1, float y) {
  const Board& board = board_of(frame, k.ctx);
  section_head(k, x0, x1, y + k.px(12), "on_duty");
  draw_sound(k, frame, x1, y + k.px(12));
  y += k.px(36);
  const auto seat_row = [&](std::string_view seat, std::string_view word) {
    const float w = k.text(Type::Meta, x1, y, k.c.text, word, Align::Right);
    k.text_in(Type::Meta, x0, y, x1 - x0 - w - k.px(10), k.c.text2, seat);
    y += k.px(23);
  };
  const auto of = board.claims.find(frame.seat);
  const std::size_t mine = of == board.claims.end() ? 0 : of->second;
  seat_row(frame.seat.empty() ? k.tr("on_duty.this") : std::string_view(frame.seat),
           tr_with(k.lang, "on_duty.mine", mine));
  std::size_t others = 0;
  for (const auto& [seat, n] : board.claims) {
    if (seat == frame.seat || ++others > 1) continue;
    seat_row(seat, tr_with(k.lang, "on_duty.claims", n));
  }
  std::size_t on = 0, ready = 0;
  for (const UnitRow& row : board.units) {
    if (!on_duty(*row.unit, frame.now)) continue;
    ++on;
    ready += row.held == nullptr && row.unit->state == UnitReadiness::Ready ? 1 : 0;
  }
  // The way to the units: their row, and its key beside the name.
  const Box row{x0 - k.px(8), y - k.px(11), x1 + k.px(8), y + k.px(11)};
  const Hit h = k.hit("units", row);
  if (h.hovered) k.fill(row, k.c.hover);
  if (h.clicked) act(frame, k.ctx, Verb::Units);
  key_cap(k, x0 + k.width(Type::Meta, k.tr("on_duty.units")) + k.px(8), y, cap_of(Verb::Units));
  seat_row(k.tr("on_duty.units"), tr_with(k.lang, "on_duty.ready", ready, on));
  return y;
}

}  // namespace anxin
