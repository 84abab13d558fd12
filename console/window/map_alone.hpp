// The map without panels, for a page: drawn exactly, in the light theme, into the screen's canvas, which is
// stale as a whole afterwards. UI thread, the context current.
#pragma once
#include "console/page/page.hpp"
#include "console/window/screen.hpp"

namespace anxin {

[[nodiscard]] Result<PageMap> map_alone(DeskScreen&, const Frame&, int w, int h);

}  // namespace anxin
