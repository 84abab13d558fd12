// The line of an incident's time at the foot, as the live strip and a replay draw it: an axis from the report
// on, what was done as filled dots and what is expected as hollow ones, labels that do not meet. Not used
// outside this folder.
#pragma once
#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "console/panels/dispatch_view.hpp"

namespace anxin {

struct StripMoment {
  Instant at{};
  std::string label;
  bool expected = false;
  std::optional<IncidentLevel> level;
};

// Seconds since `from` along the strip.
struct StripAxis {
  Box box;
  Instant from{};
  std::int64_t span_s = 0;
  [[nodiscard]] float x(Instant at) const;
  [[nodiscard]] Instant at(float x) const;  // the nearest second, held within the axis
  [[nodiscard]] bool has(Instant at) const { return at >= from && (at - from).count() <= span_s; }
};

// Labels in one row that do not meet; what finds no room is left out, its dot stays.
class LabelRow {
 public:
  LabelRow(const Kit& k, const Box& box, float y) : k_(k), box_(box), y_(y) {}
  void add(float x, Colour32 ink, std::string_view text);

 private:
  const Kit& k_;
  Box box_;
  float y_;
  std::vector<std::pair<float, float>> taken_;
};

// What is known of the incident in this frame: level, dispatch, arrivals and those expected, reports, end.
[[nodiscard]] std::vector<StripMoment> strip_moments(const Kit&, const Frame&, const Incident&);
// The line, done up to `now`, with at most ten ticks and their words.
void draw_strip_axis(const Kit&, const StripAxis&, Instant now);
void draw_strip_moments(const Kit&, const StripAxis&, const std::vector<StripMoment>&);

}  // namespace anxin
