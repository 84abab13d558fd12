// Where the two faces of the interface lie: Noto Sans CJK SC, Regular and Bold, as fontconfig knows them.
#pragma once
#include "console/render/glyphs.hpp"

namespace anxin {

// Refused with one sentence naming the package when either is not installed.
[[nodiscard]] Result<MapFonts> find_fonts();

}  // namespace anxin
