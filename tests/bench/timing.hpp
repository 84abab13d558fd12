// Time and bounds of benches: wall clock as a user feels it, and beside it the processor's time of this
// thread, which other programs on the machine do not lengthen. Bounds are those of the wall clock.
#pragma once
#include <ctime>

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <cstdio>
#include <string>
#include <vector>

namespace anxin::bench {

inline constexpr std::size_t kRuns = 5;

using Clock = std::chrono::steady_clock;
inline double ms_since(Clock::time_point start) {
  return std::chrono::duration<double, std::milli>(Clock::now() - start).count();
}
inline double thread_ms() {
  timespec t{};
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &t);
  return double(t.tv_sec) * 1e3 + double(t.tv_nsec) / 1e6;
}

inline double quantile(std::vector<double> v, double share) {
  std::ranges::sort(v);
  return v[std::min(v.size() - 1, static_cast<std::size_t>(share * static_cast<double>(v.size())))];
}

inline bool within(const std::string& what, double value, double bound, const char* unit) {
  const bool ok = value <= bound;
  std::printf("%s: %.3f %s, bound %.3f, ratio %.3f %s\n", what.c_str(), value, unit, bound, value / bound,
              ok ? "ok" : "OVER");
  return ok;
}

// A figure that no bound is set for.
inline bool told(const std::string& what, double value, const char* unit) {
  std::printf("%s: %.3f %s, for information\n", what.c_str(), value, unit);
  return true;
}

struct Figures {
  double median = 0, p95 = 0;  // ms: the medians of five runs' medians and 95th percentiles
};

// Five runs over questions 0 to `questions` - 1, all printed; `before(i)` makes ready what is not timed.
template <class Before, class One>
Figures five_runs(const std::string& what, std::size_t questions, const Before& before, const One& one) {
  std::vector<double> medians, tails, busy_medians, busy_tails;
  for (std::size_t run = 0; run <= kRuns; ++run) {
    std::vector<double> times, busy;
    for (std::size_t i = 0; i < questions; ++i) {
      before(i);
      const auto start = Clock::now();
      const double busy_start = thread_ms();
      one(i);
      busy.push_back(thread_ms() - busy_start);
      times.push_back(ms_since(start));
    }
    if (run == 0) continue;  // fills the workspace
    medians.push_back(quantile(times, 0.5)), tails.push_back(quantile(times, 0.95));
    busy_medians.push_back(quantile(busy, 0.5)), busy_tails.push_back(quantile(busy, 0.95));
  }
  std::printf("%s, five runs:", what.c_str());
  for (std::size_t i = 0; i < kRuns; ++i) std::printf(" %.3f/%.3f", medians[i], tails[i]);
  std::printf(" ms (median/p95); processor %.3f/%.3f ms\n", quantile(busy_medians, 0.5),
              quantile(busy_tails, 0.5));
  return {quantile(medians, 0.5), quantile(tails, 0.5)};
}

template <class Before, class One>
bool measure(const std::string& what, std::size_t questions, double median_bound, double p95_bound,
             const Before& before, const One& one) {
  const Figures f = five_runs(what, questions, before, one);
  const bool median_ok = within(what + " median", f.median, median_bound, "ms");
  return within(what + " p95", f.p95, p95_bound, "ms") && median_ok;
}

}  // namespace anxin::bench
