// The right column of the dispatch view (UX 6.6): the selected incident from its head to its log, and the
// foot with its actions; without one, what the keys do.
#include <algorithm>
#include <cmath>

#include "console/panels/chip_flow.hpp"
#include "console/panels/dispatch_forms.hpp"
#include "console/panels/dispatch_run.hpp"
#include "console/panels/dispatch_view.hpp"
#include "console/panels/import_panel.hpp"
#include "console/panels/keys.hpp"
#include "console/panels/view_history.hpp"
#include "data/model/format.hpp"

namespace anxin {
namespace {

std::string sources_text(Lang lang, const Incident& i) {
  std::string out;
  for (const SourceReport& s : i.sources) {
    if (!out.empty()) out += " + ";
    out += tr(lang, source_key(s.source));
  }
  return out.empty() ? std::string(kNotApplicable) : out;
}

std::string modifiers_text(Lang lang, const Incident& i) {
  std::string out;
  const std::uint8_t all = i.modifiers | i.level.modifiers;
  for (int m = 0; m < kModifiers; ++m) {
    if ((all >> m & 1) == 0) continue;
    if (!out.empty()) out += lang == Lang::En ? ", " : "、";
    out += tr(lang, modifier_key(static_cast<Modifier>(m)));
  }
  return out.empty() ? std::string(tr(lang, "modifier.none")) : out;
}

// 管辖争议 朝阳区、丰台区 余 23:10, while it is open.
std::string dispute_text(const Kit& k, const Frame& frame, const JurisdictionDispute& dispute) {
  constexpr std::size_t kMostNamed = 3;
  std::string units;
  if (dispute.candidates.size() > kMostNamed)
    units = tr_with(k.lang, "dispute.units", dispute.candidates.size());
  for (const std::string& code : dispute.candidates) {
    if (dispute.candidates.size() > kMostNamed) break;
    if (!units.empty()) units += k.lang == Lang::En ? ", " : "、";
    units += unit_short_of(frame, k.lang, code);
  }
  const seconds left = dispute.due - frame.now;
  const bool late = left < seconds(0);
  return tr_with(k.lang, late ? "dispute.late" : "dispute.left", units, format_elapsed(late ? -left : left));
}

void add_chips(ChipFlow& chips, const Kit& k, const Frame& frame, const Incident& i) {
  if (i.exercise) chips.add(k.tr("exercise.chip"), ChipLook::Filled, k.c.text, k.c.panel);
  std::string level =
      fmt::format("{}  {}", level_text(k.lang, i.level.level), persons_text(k.lang, i.persons));
  if (i.level.by_hand) level += fmt::format("  {}", k.tr("level.by_hand"));
  chips.add(level, ChipLook::Plain);
  chips.add(k.tr(incident_state_key(i)), ChipLook::Plain);
  if (i.extreme != ExtremeAct::None) chips.add(k.tr(extreme_key(i.extreme)), ChipLook::Outline);
  chips.add(modifiers_text(k.lang, i), ChipLook::Plain);
  chips.add(tr_with(k.lang, "incident.employers", i.employers), ChipLook::Plain);
  chips.add(tr_with(k.lang, "incident.sources", sources_text(k.lang, i)), ChipLook::Plain);
  chips.add(unit_short_of(frame, k.lang, i.supervising_unit), ChipLook::Plain);
  if (i.dispute && !i.dispute->settled) chips.add(dispute_text(k, frame, *i.dispute), ChipLook::Outline);
}

// One tile: what, its limit, how long it took or runs, a word and a bar.
void draw_tile(const Kit& k, const Incident& i, const Clock* clock, ClockKind kind, const Box& b,
               Instant now) {
  k.fill(b, k.c.raised, 2);
  const float x0 = b.x0 + k.px(9), x1 = b.x1 - k.px(9), top = b.y0 + k.px(15), mid = b.y0 + k.px(37);
  k.text(Type::Note, x0, top, k.c.text2, k.tr(clock_key(kind)));
  const Box track{x0, b.y1 - k.px(11), x1, b.y1 - k.px(7)};
  k.fill(track, k.c.map);
  if (clock == nullptr) {
    k.text(Type::Brand, x0, mid, k.c.text3, kNotApplicable);
    k.text(Type::Note, x1, mid, k.c.text3, k.tr("clock.waits"), Align::Right);
    return;
  }
  const ClockNow state = clock_now(*clock, now);
  const Colour32 level = level_text_colour(k.c, i.level.level, k.c.raised);
  const bool over = state.late;
  const std::string_view word = k.tr(over ? "clock.over" : state.running ? "clock.running" : "clock.done");
  const float value_w = k.text(Type::Brand, x0, mid, k.c.text, format_elapsed(state.age));
  // A long figure in a narrow tile sends its word up, where the limit stands.
  const bool below = value_w + k.px(6) + k.width(Type::Note, word) <= x1 - x0;
  k.text(Type::Note, x1, below ? mid + k.px(1) : top,
         over            ? k.c.text
         : state.running ? level
                         : k.c.text3,
         word, Align::Right);
  const std::string limit = limit_text(clock->limit_s()), most = fmt::format("≤ {}", limit);
  const float room = x1 - x0 - k.width(Type::Note, k.tr(clock_key(kind))) - k.px(4);
  if (below)
    k.text(Type::Note, x1, top, k.c.text3, k.width(Type::Note, most) <= room ? most : limit, Align::Right);
  const Colour32 fill = over            ? k.c.risk[static_cast<std::size_t>(Grade::D)]
                        : state.running ? level_colour(k.c, i.level.level)
                                        : k.c.text3;
  k.fill({track.x0, track.y0, track.x0 + track.w() * state.share, track.y1}, fill);
  if (state.running) k.frame(b, k.c.text, 1.2F, 2);
}

const IncidentDetail* detail_of(const Frame& frame, const Incident& i) {
  return frame.incident && frame.incident->incident == i.id ? frame.incident.get() : nullptr;
}

// Of several offers the one that matters: the oldest still running, else the longest.
const Clock* clock_of(const IncidentDetail* detail, ClockKind kind, Instant now) {
  const Clock* best = nullptr;
  if (detail == nullptr) return best;
  for (const Clock& c : detail->clocks) {
    if (c.kind != kind || c.state == ClockState::Void) continue;
    if (best == nullptr) {
      best = &c;
      continue;
    }
    const ClockNow a = clock_now(c, now), b = clock_now(*best, now);
    if (a.running != b.running ? a.running : a.age > b.age) best = &c;
  }
  return best;
}

// What else runs: 首报 余 12:10 · 续报 超时 03:00.
std::string other_clocks(const Kit& k, const Frame& frame, const IncidentDetail* detail) {
  std::string out;
  for (const ClockKind kind : {ClockKind::FirstReport, ClockKind::NextReport, ClockKind::Dispute}) {
    const Clock* clock = clock_of(detail, kind, frame.now);
    if (clock == nullptr || clock->done) continue;
    const ClockNow state = clock_now(*clock, frame.now);
    const seconds left = clock->deadline - frame.now;
    if (!out.empty()) out += " · ";
    out += tr_with(k.lang, state.late ? "clock.late_by" : "clock.left", k.tr(clock_key(kind)),
                   format_elapsed(state.late ? -left : left));
  }
  return out;
}

void draw_none(const Kit& k, const Frame& frame, float x0, float x1, float& y) {
  k.text(Type::Title, x0, y + k.px(28), k.c.text, k.tr("dispatch.none"));
  y += k.px(56);
  y += k.wrapped(Type::Meta, x0, y, x1 - x0, k.c.text2,
                 k.tr(frame.world.operations == nullptr ? "board.reading" : "dispatch.none_how"));
  y += k.px(12);
  for (const Verb verb : {Verb::Next, Verb::Acknowledge, Verb::NewIncident, Verb::Primary}) {
    const Brief word("dispatch.key{}", static_cast<int>(verb == Verb::Next          ? 0
                                                        : verb == Verb::Acknowledge ? 1
                                                        : verb == Verb::NewIncident ? 2
                                                                                    : 3));
    const float w = key_cap(k, x0, y, cap_of(verb));
    k.text_in(Type::Meta, x0 + std::max(w, k.px(40)) + k.px(10), y, x1 - x0 - k.px(70), k.c.text2,
              k.tr(word));
    y += k.px(28);
  }
}

void draw_incident(const Kit& k, const Frame& frame, const Incident& i, float x0, float x1, float& y) {
  y = draw_incident_head(k, frame, i, x0, x1, y) + k.px(10);
  y = draw_clocks(k, frame, i, x0, x1, y) + k.px(8);
  y = draw_duplicates(k, frame, i, x0, x1, y);
  y = draw_dispatch_table(k, frame, i, x0, x1, y);
  y = draw_advice_notes(k, frame, i, x0, x1, y) + k.px(6);
  y = draw_roll_call(k, frame, i, x0, x1, y);
  k.rule(x0 - k.px(16), x1 + k.px(16), y, k.c.line);
  y = draw_waterfall(k, frame, i, x0, x1, y + k.px(4)) + k.px(6);
  k.rule(x0 - k.px(16), x1 + k.px(16), y, k.c.line);
  y = draw_incident_log(k, frame, i, x0, x1, y + k.px(4));
}

}  // namespace

float draw_incident_head(const Kit& k, const Frame& frame, const Incident& i, float x0, float x1, float y) {
  const float line = y + k.px(18);
  if (close_mark(k, "close", x1, line).clicked) show_incident(k.ctx, {});
  std::string facts = fmt::format("{}  {}", k.tr("incident"), i.id);
  if (i.began) facts += "  " + tr_with(k.lang, "incident.began", clock_time(*i.began, frame.today));
  facts += "  " + tr_with(k.lang, "incident.reported_at", clock_time(i.reported, frame.today));
  k.text_in(Type::Note, x0, line, x1 - x0 - close_width(k) - k.px(10), k.c.text3, facts);
  incident_mark(k, x0 + k.px(14), y + k.px(47), 14, i.level.level);
  const float used =
      k.wrapped(Type::Title, x0 + k.px(40), y + k.px(47), x1 - x0 - k.px(40), k.c.text, i.place);
  ChipFlow chips(k, x0, x1, y + k.px(47) + used - k.line_height(Type::Title) + k.px(33));
  add_chips(chips, k, frame, i);
  return chips.bottom();
}

float draw_clocks(const Kit& k, const Frame& frame, const Incident& i, float x0, float x1, float y) {
  const IncidentDetail* detail = detail_of(frame, i);
  const Clock* lead = clock_of(detail, ClockKind::LeadDispatched, frame.now);
  // Before the level stands nothing is to be sent: the clock that runs is that of being taken up.
  const ClockKind first = lead == nullptr ? ClockKind::Acknowledge : ClockKind::LeadDispatched;
  const float gap = k.px(6), w = std::floor((x1 - x0 - 3 * gap) / 4), h = k.px(66);
  float x = x0;
  for (const ClockKind kind : {first, ClockKind::Accept, ClockKind::FirstOnScene, ClockKind::AllFunctions}) {
    draw_tile(k, i, clock_of(detail, kind, frame.now), kind, box_at(std::round(x), y, w, h), frame.now);
    x += w + gap;
  }
  y += h;
  const std::string others = other_clocks(k, frame, detail);
  if (others.empty()) return y;
  k.text_in(Type::Note, x0, y + k.px(14), x1 - x0, k.c.text2, others);
  return y + k.px(24);
}

void draw_dispatch_right(const Frame& frame, PanelContext& ctx, const Layout& l) {
  if (l.right.w() <= 0) return;
  if (frame.import) return draw_import(frame, ctx, l);
  const Incident* i = selected_incident(frame, ctx);
  const Kit m(ctx);
  const float width = l.right.w() - m.px(32);
  const float foot_h = i == nullptr ? 0 : dispatch_foot_height(frame, ctx, width);
  const Box foot{l.right.x0, std::round(l.right.y1 - foot_h), l.right.x1, l.right.y1};
  const Box body{l.right.x0, l.right.y0, l.right.x1, foot.y0};
  begin_region(m, "##right", body, true);
  const Kit k(ctx);
  const float x0 = body.x0 + k.px(16), x1 = body.x1 - k.px(16), top = ImGui::GetCursorScreenPos().y;
  float y = top;
  if (!frame.live() && frame.load.state == LoadState::Ready) {
    chip(k, x0, y + k.px(20), as_of_text(frame, k.lang), ChipLook::Filled, k.c.text, k.c.panel);
    y += k.px(34);
  }
  if (i != nullptr) {
    draw_incident(k, frame, *i, x0, x1, y);
  } else {
    draw_none(k, frame, x0, x1, y);
  }
  ImGui::SetCursorScreenPos({body.x0, top});
  ImGui::Dummy({1, y + k.px(12) - top});
  k.fill({body.x0, body.y0, body.x0 + std::max(1.0F, std::round(k.s)), body.y1}, k.c.line);
  ImGui::End();
  if (i != nullptr) draw_dispatch_foot(frame, ctx, foot);
}

}  // namespace anxin
