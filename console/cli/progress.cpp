#include "console/cli/progress.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <cstdio>
#include <utility>

#include "console/desk/clock.hpp"
#include "data/model/format.hpp"

namespace anxin {

ProgressLine::ProgressLine(std::string what, std::string unit, bool english)
    : what_(std::move(what)),
      unit_(std::move(unit)),
      english_(english),
      terminal_(isatty(STDERR_FILENO) == 1),
      started_ns_(monotonic_ns()) {}

ProgressLine::~ProgressLine() {
  if (shown_) std::fputs("\r\033[K", stderr);
}

void ProgressLine::show(std::size_t done, std::size_t total) {
  if (!terminal_ || total == 0) return;
  const std::int64_t now = monotonic_ns();
  if (now - last_ns_ < 100'000'000 && done < total) return;
  last_ns_ = now;
  shown_ = true;
  const double seconds = static_cast<double>(now - started_ns_) / 1e9;
  const double share = static_cast<double>(done) / static_cast<double>(total);
  std::string line = fmt::format("\r\033[K{} {:.0f}%", what_, share * 100);
  if (!unit_.empty() && seconds > 0) {
    line += fmt::format("  {}/s {}",
                        format_count(static_cast<std::int64_t>(static_cast<double>(done) / seconds)), unit_);
  }
  if (share > 0.02) {
    line += fmt::format("  {} {}", english_ ? "left" : "剩余", span_text(seconds * (1 - share) / share));
  }
  std::fputs(line.c_str(), stderr);
  std::fflush(stderr);
}

std::string span_text(double seconds) {
  if (seconds < 60) return fmt::format("{:.1f} s", seconds);
  const int whole = static_cast<int>(seconds);
  return fmt::format("{} min {} s", whole / 60, whole % 60);
}

}  // namespace anxin
