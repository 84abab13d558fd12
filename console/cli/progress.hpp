// One line of progress on a terminal: share, rate and time left; nothing when standard error is no terminal.
// One thread.
#pragma once
#include <cstddef>
#include <cstdint>
#include <string>

namespace anxin {

class ProgressLine {
 public:
  // `what` names the work; `unit` what is counted ("" shows only the share).
  ProgressLine(std::string what, std::string unit, bool english);
  ~ProgressLine();  // clears the line
  void show(std::size_t done, std::size_t total);

 private:
  std::string what_, unit_;
  bool english_, terminal_, shown_ = false;
  std::int64_t started_ns_, last_ns_ = 0;
};

// "3.2 s", "4 min 10 s".
[[nodiscard]] std::string span_text(double seconds);

}  // namespace anxin
