// What the console is showing, as JSON, for a test that drives the window from outside: with
// ANXIN_STATE_DUMP=FILE in the environment the file is replaced after each drawn frame. Not read by the
// program itself.
#pragma once
#include <cstdint>
#include <string>

#include "console/window/screen.hpp"

namespace anxin {

struct DumpCounts {
  std::uint64_t frames = 0;  // drawn so far
  bool complete = false;     // map, legend, table and inset are there
  bool idle = false;         // nothing is on its way: no job, no animation, the map exact
  int window_w = 0, window_h = 0;
};

// settled: complete, months and changes are there, and the selection's detail. Rectangles and positions in
// window pixels.
[[nodiscard]] std::string state_json(const Frame& frame, DeskScreen& screen, const DumpCounts& counts);

}  // namespace anxin
