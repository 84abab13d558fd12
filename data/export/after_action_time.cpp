// The time line: the incident's milestones above, a bar for each assignment below, one axis of Beijing time.
#include <fmt/format.h>

#include <algorithm>

#include "data/export/after_action_parts.hpp"

namespace anxin {
namespace {

constexpr double kLeft = 150, kRight = 700, kLane = 18, kTop = 64;

class Axis {
 public:
  Axis(Instant from, Instant to) : from_(from), to_(std::max(to, from + std::chrono::minutes(1))) {}
  [[nodiscard]] double x(Instant at) const {
    const double share = static_cast<double>((std::clamp(at, from_, to_) - from_).count()) /
                         static_cast<double>((to_ - from_).count());
    return kLeft + share * (kRight - kLeft);
  }
  // Whole steps of the clock, at most ten.
  [[nodiscard]] std::vector<Instant> ticks() const {
    std::int64_t step = 60;
    for (const std::int64_t s : {60, 300, 600, 1800, 3600, 7200, 21600, 43200, 86400}) {
      step = s;
      if ((to_ - from_).count() / step <= 10) break;
    }
    while ((to_ - from_).count() / step > 10) step *= 2;
    std::vector<Instant> ticks;
    const std::int64_t first = (from_.time_since_epoch().count() + step - 1) / step * step;
    for (Instant t{std::chrono::seconds(first)}; t <= to_; t += std::chrono::seconds(step))
      ticks.push_back(t);
    return ticks;
  }

 private:
  Instant from_, to_;
};

std::string text_at(double x, double y, std::string_view what, const char* anchor = "start") {
  return fmt::format("<text x=\"{:.1f}\" y=\"{:.1f}\" font-size=\"10\" text-anchor=\"{}\">{}</text>\n", x, y,
                     anchor, what);
}

std::string bar(double x0, double x1, double y, double height, const char* fill) {
  return fmt::format(
      "<rect x=\"{:.1f}\" y=\"{:.1f}\" width=\"{:.1f}\" height=\"{:.1f}\" fill=\"{}\" stroke=\"black\" "
      "stroke-width=\"0.8\"/>\n",
      x0, y - height / 2, std::max(x1 - x0, 0.5), height, fill);
}

// Offered: a line; accepted and on the way: hollow; on the scene: filled; ended without coming: a cross.
std::string lane(const AfterAction& page, const Axis& axis, const Assignment& a, double y) {
  const Instant ended = a.ended.value_or(page.until());
  const Instant left = a.accepted ? *a.accepted : a.en_route.value_or(a.on_scene.value_or(ended));
  std::string out = text_at(4, y + 4, AfterAction::number(a) + " " + page.name(a.function));
  out += fmt::format("<path d=\"M{:.1f} {:.1f}H{:.1f}\" stroke=\"black\" stroke-width=\"1.5\"/>\n",
                     axis.x(a.offered), y, axis.x(left));
  if (a.accepted || a.en_route) out += bar(axis.x(left), axis.x(a.on_scene.value_or(ended)), y, 6, "white");
  if (a.on_scene) out += bar(axis.x(*a.on_scene), axis.x(ended), y, 10, "gray");
  if (!a.on_scene && a.ended) {
    out += fmt::format("<path d=\"M{0:.1f} {1:.1f}l8 8m0 -8l-8 8\" stroke=\"black\" stroke-width=\"1.5\"/>\n",
                       axis.x(ended) - 4, y - 4);
  }
  return out;
}

// Milestones, names staggered over three rows so that close ones do not cover each other.
std::string milestones(const AfterAction& page, const Axis& axis, double bottom) {
  const Incident& i = *page.incident;
  const std::vector<std::pair<std::optional<Instant>, std::string>> marks = {
      {i.reported, page.say("报告", "reported")},    {i.claimed, page.say("认领", "claimed")},
      {i.confirmed, page.say("核实", "confirmed")},  {i.dispatched, page.say("派出", "sent")},
      {i.first_on_scene, page.say("首到", "first")}, {i.all_on_scene, page.say("到齐", "all")},
      {i.resolved, page.say("平息", "resolved")},    {i.ended, page.say("结束", "ended")}};
  std::string out;
  int row = 0;
  for (const auto& [at, word] : marks) {
    if (!at) continue;
    const double x = axis.x(*at), y = 14 + 15 * (row++ % 3);
    out += fmt::format(
        "<path d=\"M{0:.1f} {1:.1f}V{2:.1f}\" stroke=\"black\" stroke-width=\"0.6\" "
        "stroke-dasharray=\"2 2\"/>\n",
        x, y + 2, bottom);
    out += text_at(x + 2, y, word + " " + time_text(*at, page.day()), x > kRight - 90 ? "end" : "start");
  }
  for (const SituationReport& r : i.reports) {
    out +=
        fmt::format("<circle cx=\"{:.1f}\" cy=\"{:.1f}\" r=\"3\" fill=\"black\"/>\n", axis.x(r.at), kTop - 6);
  }
  return out;
}

}  // namespace

std::string time_line(const AfterAction& page) {
  const Axis axis(page.incident->reported, page.until());
  const double bottom = kTop + kLane * static_cast<double>(page.assignments.size()) + 8, height = bottom + 24;
  std::string out = fmt::format(
      "<svg viewBox=\"0 0 720 {0:.0f}\" width=\"720\" height=\"{0:.0f}\" role=\"img\" "
      "aria-label=\"{1}\">\n",
      height, page.say("时间线", "Time line"));
  out += fmt::format("<path d=\"M{:.1f} {:.1f}H{:.1f}\" stroke=\"black\" stroke-width=\"1\"/>\n", kLeft,
                     bottom, kRight);
  for (const Instant t : axis.ticks()) {
    out += fmt::format("<path d=\"M{0:.1f} {1:.1f}v4\" stroke=\"black\" stroke-width=\"1\"/>\n", axis.x(t),
                       bottom);
    out += text_at(axis.x(t), bottom + 15, time_text(t).substr(11, 5), "middle");
  }
  double y = kTop + kLane / 2;
  for (const Assignment* a : page.assignments) {
    out += lane(page, axis, *a, y);
    y += kLane;
  }
  out += milestones(page, axis, bottom) + "</svg>\n";
  return out + "<p>" +
         page.say("细线：待接单；空心：在途；灰色：在场；叉：未到场即结束；圆点：现场续报。时刻为 UTC+8。",
                  "Thin: offered; hollow: on the way; grey: on the scene; cross: ended without coming; dots: "
                  "reports "
                  "from the scene. Times are UTC+8.") +
         "</p>\n";
}

}  // namespace anxin
