// The wall clock and the monotonic clock as the desk reads them: the only place in the desk that asks what
// time it is.
#pragma once
#include <cstdint>

#include "data/model/time.hpp"

namespace anxin {

[[nodiscard]] Instant wall_clock();         // UTC, whole seconds
[[nodiscard]] std::int64_t monotonic_ns();  // for spans only

}  // namespace anxin
