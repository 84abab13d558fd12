// 事件时间线: the strip at the foot of the dispatch view. From the report on: limits as dashed ticks, what
// was done as filled dots, what is expected as hollow ones, now as a line.
#include <algorithm>
#include <array>
#include <cmath>

#include "console/panels/dispatch_view.hpp"
#include "console/panels/incident_axis.hpp"
#include "console/panels/keys.hpp"
#include "console/panels/replay_panel.hpp"
#include "data/model/format.hpp"

namespace anxin {
namespace {

// Until the last limit or moment, at least 75 minutes, in whole quarters.
StripAxis axis_of(const Box& box, const Incident& i, const std::vector<StripMoment>& moments,
                  const std::vector<Clock>* clocks, Instant now) {
  constexpr std::int64_t kQuarter = 900, kLeast = 5 * kQuarter;
  const Instant end = i.ended.value_or(now);
  std::int64_t span = (end - i.reported).count() + kQuarter / 2;
  for (const StripMoment& m : moments) span = std::max(span, (m.at - i.reported).count() + kQuarter / 2);
  if (clocks != nullptr)
    for (const Clock& c : *clocks)
      if (!c.done) span = std::max(span, (c.deadline - i.reported).count() + kQuarter / 2);
  span = std::max(kLeast, (span + kQuarter - 1) / kQuarter * kQuarter);
  return {box, i.reported, span};
}

void draw_limits(const Kit& k, const StripAxis& a, const std::vector<Clock>& clocks) {
  LabelRow row(k, a.box, a.box.y0 + k.px(9));
  constexpr std::array kShown{ClockKind::FirstOnScene, ClockKind::AllFunctions, ClockKind::FirstReport,
                              ClockKind::NextReport, ClockKind::Dispute};
  for (const ClockKind kind : kShown) {
    for (const Clock& c : clocks) {
      if (c.kind != kind || c.state == ClockState::Void || !a.has(c.deadline)) continue;
      if (kind == ClockKind::NextReport && c.done) continue;
      const float x = a.x(c.deadline), w = std::max(1.0F, std::round(k.s));
      for (float y = a.box.y0 + k.px(16); y < a.box.cy(); y += k.px(5))
        k.fill({x, y, x + w, std::min(y + k.px(3), a.box.cy())}, k.c.text2);
      row.add(x, k.c.text2, tr_with(k.lang, "strip.limit", k.tr(clock_key(kind))));
    }
  }
}

}  // namespace

void draw_incident_strip(const Frame& frame, PanelContext& ctx, const Layout& l) {
  if (ctx.view.replay) return draw_replay_strip(frame, ctx, l);
  if (l.scrubber.h() <= 0) return;
  begin_region(Kit(ctx), "##strip", l.scrubber, false);
  const Kit k(ctx);
  const Box& b = l.scrubber;
  k.rule(b.x0, b.x1, b.y0, k.c.line);
  const Incident* i = selected_incident(frame, ctx);
  const float x0 = b.x0 + k.px(16);
  float left = b.x0 + k.px(360);
  k.text(Type::BodyBold, x0, b.y0 + k.px(22), k.c.text, k.tr("strip"));
  if (i == nullptr) {
    k.text_in(Type::Meta, x0, b.y0 + k.px(46), left - x0, k.c.text3, k.tr("strip.none"));
    ImGui::End();
    return;
  }
  const Instant now = i->ended.value_or(frame.now);
  const std::string elapsed = fmt::format("T+ {}", format_elapsed(now - i->reported));
  const float w =
      k.text(Type::Brand, x0, b.y0 + k.px(46), level_text_colour(k.c, i->level.level, k.c.panel), elapsed);
  const std::string since = tr_with(k.lang, "strip.since", clock_time(i->reported, frame.today));
  const std::string_view word = k.tr("replay"), cap = cap_of(Verb::Replay);
  const float button_w = std::round(k.width(Type::BodyBold, word) + k.px(52)), since_x = x0 + w + k.px(12);
  left = std::max(left, since_x + k.width(Type::Note, since) + k.px(40) + button_w);
  const Box button = box_at(left - k.px(24) - button_w, b.cy() - k.px(17), button_w, k.px(34));
  if (keyed_button(k, "replay", button, word, cap, false).clicked) act(frame, ctx, Verb::Replay);
  k.text(Type::Note, since_x, b.y0 + k.px(46), k.c.text2, since);
  const bool known = frame.incident && frame.incident->incident == i->id;
  const std::vector<Clock>* clocks = known ? &frame.incident->clocks : nullptr;
  const std::vector<StripMoment> moments = strip_moments(k, frame, *i);
  const StripAxis axis =
      axis_of({left, b.y0 + k.px(2), b.x1 - k.px(40), b.y1}, *i, moments, clocks, frame.now);
  draw_strip_axis(k, axis, now);
  if (clocks != nullptr) draw_limits(k, axis, *clocks);
  draw_strip_moments(k, axis, moments);
  ImGui::End();
}

}  // namespace anxin
