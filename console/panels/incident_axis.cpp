#include "console/panels/incident_axis.hpp"

#include <algorithm>
#include <cmath>

#include "data/model/format.hpp"

namespace anxin {
namespace {

std::string function_word(const Kit& k, const Assignment& a, std::string_view key) {
  return tr_with(k.lang, key, k.tr(function_key(a.function)));
}

}  // namespace

float StripAxis::x(Instant at) const {
  const double share = static_cast<double>((at - from).count()) / static_cast<double>(span_s);
  return box.x0 + box.w() * static_cast<float>(std::clamp(share, 0.0, 1.0));
}

Instant StripAxis::at(float x) const {
  const double share = std::clamp(static_cast<double>((x - box.x0) / box.w()), 0.0, 1.0);
  return from + seconds(std::llround(share * static_cast<double>(span_s)));
}

void LabelRow::add(float x, Colour32 ink, std::string_view text) {
  const float w = k_.width(Type::Note, text);
  const float left = std::clamp(x - w / 2, box_.x0, std::max(box_.x0, box_.x1 - w));
  for (const auto& [from, to] : taken_)
    if (left < to + k_.px(8) && from < left + w + k_.px(8)) return;
  taken_.emplace_back(left, left + w);
  k_.text(Type::Note, left, y_, ink, text);
}

std::vector<StripMoment> strip_moments(const Kit& k, const Frame& frame, const Incident& i) {
  std::vector<StripMoment> out;
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

void draw_strip_axis(const Kit& k, const StripAxis& a, Instant now) {
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

void draw_strip_moments(const Kit& k, const StripAxis& a, const std::vector<StripMoment>& moments) {
  LabelRow row(k, a.box, a.box.y0 + k.px(22));
  const float y = a.box.cy();
  for (const StripMoment& m : moments) {
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

}  // namespace anxin
