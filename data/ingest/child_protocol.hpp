// What the two sides of the intake child agree on: descriptors, exit codes, the mark in its environment. For
// child.cpp (inside) and child_watch.cpp (outside) only.
#pragma once

namespace anxin {

inline constexpr int kFileFd = 3, kOutFd = 4;
inline constexpr int kExitBadUse = 64, kExitNoSandbox = 65, kExitNoMemory = 66;
inline constexpr const char* kInsideMark = "ANXIN_INTAKE_CHILD";

}  // namespace anxin
