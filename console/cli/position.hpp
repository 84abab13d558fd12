// A position written on the command line. Thread: any.
#pragma once
#include <string>

#include "geo/error.hpp"
#include "geo/position.hpp"

namespace anxin {

// LON,LAT in degrees of CGCS2000; `option` stands in the sentence (Usage).
[[nodiscard]] Result<LonLat> parse_position(const std::string& option, const std::string& text);

}  // namespace anxin
