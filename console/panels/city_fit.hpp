// The camera that shows the whole city as large as its shape allows beside the plates on the map (UX 3.1): no
// part of it lies under a plate. Where that would make it less than half of what fits the view, the plates
// give in and the city fills the view. Pure; a few milliseconds, for a first view or a key, not for each
// frame.
#pragma once
#include <span>

#include "console/panels/widgets.hpp"

namespace anxin {

// `camera` gives the view and the UI scale; `margin` is kept from the view's edges, pixels of the window.
[[nodiscard]] Camera fit_beside(Camera camera, const BaseMap& base, std::span<const Box> plates,
                                float margin);

}  // namespace anxin
