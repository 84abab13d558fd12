// 事件时间线: the strip at the foot of the dispatch view. From the report on: limits as dashed ticks, what
// was done as filled dots, what is expected as hollow ones, now as a line.
#include <algorithm>
#include <array>
#include <cmath>

#include "console/panels/dispatch_view.hpp"
#include "data/model/format.hpp"

namespace anxin {
namespace {

struct Moment {
  Instant at{};
  std::string label;
  bool expected = false;
  std::optional<IncidentLevel> level;
};

// Seconds since the report along the strip.
struct Axis {
  Box box;
  Instant from{};
  std::int64_t span_s = 0;
  [[nodiscard]] float x(Instant at) const {
    const double share = static_cast<double>((at - from).count()) / static_cast<double>(span_s);
    return box.x0 + box.w() * static_cast<float>(std::clamp(share, 0.0, 1.0));
  }
  [[nodiscard]] bool has(Instant at) const { return at >= from && (at - from).count() <= span_s; }
};

std::string function_word(const Kit& k, const Assignment& a, std::string_view key) {
  return tr_with(k.lang, key, k.tr(function_key(a.function)));
}

std::vector<Moment> moments_of(const Kit& k, const Frame& frame, const Incident& i) {
  std::vector<Moment> out;
  const auto add = [&](std::optional<Instant> at, std::string label) {
    if (at) out.push_back({*at, std::move(label), false, {}});
  };
  if (i.level_set && i.level.by_hand)
    out.push_back({*i.level_set, tr_with(k.lang, "strip.level", level_text(k.lang, i.level.level)), false,
                   i.level.level});
  add(i.dispatched, std::string(k.tr("strip.dispatched")));
  for (const Assignment* a : parts_of(board_of(frame, k.ctx), i.id)) {
    if (a->state == AssignmentState::Accepted || a->state == AssignmentState::EnRoute) {
      const Instant from = a->en_route.value_or(a->accepted.value_or(a->offered));
      out.push_back({std::max(frame.now, from + seconds(a->expected_s)),
                     function_word(k, *a, "strip.expected"),
                     true,
                     {}});
    } else {
      add(a->on_scene, function_word(k, *a, "strip.arrived"));
    }
  }
  if (!i.reports.empty()) add(i.reports.front().at, std::string(k.tr("strip.report")));
  add(i.resolved, std::string(k.tr("strip.resolved")));
  add(i.ended, std::string(k.tr("strip.ended")));
  return out;
}

// Until the last limit or moment, at least 75 minutes, in whole quarters.
Axis axis_of(const Box& box, const Incident& i, const std::vector<Moment>& moments,
             const std::vector<Clock>* clocks, Instant now) {
  constexpr std::int64_t kQuarter = 900, kLeast = 5 * kQuarter;
  const Instant end = i.ended.value_or(now);
  std::int64_t span = (end - i.reported).count() + kQuarter / 2;
  for (const Moment& m : moments) span = std::max(span, (m.at - i.reported).count() + kQuarter / 2);
  if (clocks != nullptr)
    for (const Clock& c : *clocks)
      if (!c.done) span = std::max(span, (c.deadline - i.reported).count() + kQuarter / 2);
  span = std::max(kLeast, (span + kQuarter - 1) / kQuarter * kQuarter);
  return {box, i.reported, span};
}

void draw_axis(const Kit& k, const Axis& a, Instant now) {
  const float y = a.box.cy(), w = std::max(1.0F, std::round(k.s));
  k.fill({a.box.x0, y - w, a.box.x1, y + w}, k.c.line2);
  const float here = a.x(now);
  k.fill({a.box.x0, y - k.px(2), here, y + k.px(2)}, k.c.text2);
  // At most ten ticks with words.
  std::int64_t step = 900;
  while (a.span_s / step > 6) step *= 2;
  for (std::int64_t s = 0; s <= a.span_s; s += step) {
    const float x = a.x(a.from + seconds(s));
    k.fill({x, y + k.px(2), x + w, y + k.px(7)}, k.c.line2);
    const std::string text = s == 0                       ? clock_time(a.from)
                             : s % 3600 == 0 && s >= 7200 ? tr_with(k.lang, "strip.hours", s / 3600)
                                                          : tr_with(k.lang, "strip.minutes", s / 60);
    k.text(Type::Key, x, a.box.y1 - k.px(8), k.c.text3, text, Align::Centre);
  }
  k.fill({here - w, a.box.y0 + k.px(6), here + w, y + k.px(8)}, k.c.text);
}

// Labels in one row that do not meet; what finds no room is left out, its dot stays.
class LabelRow {
 public:
  LabelRow(const Kit& k, const Box& box, float y) : k_(k), box_(box), y_(y) {}
  void add(float x, Colour32 ink, std::string_view text) {
    const float w = k_.width(Type::Note, text);
    const float left = std::clamp(x - w / 2, box_.x0, std::max(box_.x0, box_.x1 - w));
    for (const auto& [from, to] : taken_)
      if (left < to + k_.px(8) && from < left + w + k_.px(8)) return;
    taken_.emplace_back(left, left + w);
    k_.text(Type::Note, left, y_, ink, text);
  }

 private:
  const Kit& k_;
  Box box_;
  float y_;
  std::vector<std::pair<float, float>> taken_;
};

void draw_limits(const Kit& k, const Axis& a, const std::vector<Clock>& clocks) {
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

void draw_moments(const Kit& k, const Axis& a, const std::vector<Moment>& moments) {
  LabelRow row(k, a.box, a.box.y0 + k.px(22));
  const float y = a.box.cy();
  for (const Moment& m : moments) {
    const float x = a.x(m.at);
    const Colour32 ink = m.level ? level_colour(k.c, *m.level) : k.c.move;
    if (m.expected) {
      k.draw->AddCircleFilled({x, y}, k.px(4.5F), k.c.panel);
      k.draw->AddCircle({x, y}, k.px(4.5F), ink, 0, k.px(1.6F));
    } else {
      k.draw->AddCircleFilled({x, y}, k.px(4.5F), ink);
    }
    row.add(x, m.expected ? k.c.text2 : k.c.text, m.label);
  }
}

}  // namespace

void draw_incident_strip(const Frame& frame, PanelContext& ctx, const Layout& l) {
  if (l.scrubber.h() <= 0) return;
  begin_region(Kit(ctx), "##strip", l.scrubber, false);
  const Kit k(ctx);
  const Box& b = l.scrubber;
  k.rule(b.x0, b.x1, b.y0, k.c.line);
  const Incident* i = selected_incident(frame, ctx);
  const float x0 = b.x0 + k.px(16), left = b.x0 + k.px(360);
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
  k.text_in(Type::Note, x0 + w + k.px(12), b.y0 + k.px(46), left - k.px(24) - x0 - w - k.px(12), k.c.text2,
            tr_with(k.lang, "strip.since", clock_time(i->reported, frame.today)));
  const bool known = frame.incident && frame.incident->incident == i->id;
  const std::vector<Clock>* clocks = known ? &frame.incident->clocks : nullptr;
  const std::vector<Moment> moments = moments_of(k, frame, *i);
  const Axis axis = axis_of({left, b.y0 + k.px(2), b.x1 - k.px(40), b.y1}, *i, moments, clocks, frame.now);
  draw_axis(k, axis, now);
  if (clocks != nullptr) draw_limits(k, axis, *clocks);
  draw_moments(k, axis, moments);
  ImGui::End();
}

}  // namespace anxin
