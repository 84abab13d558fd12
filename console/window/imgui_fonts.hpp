// Hands a finished FontAtlas to the current ImGui context. UI thread, outside an ImGui frame.
#pragma once
#include "console/panels/panels.hpp"
#include "console/window/atlas.hpp"

namespace anxin {

// `texture`: the GL name under which the atlas' pixels were uploaded. Fonts handed out before are gone
// afterwards.
void install_fonts(const FontAtlas& atlas, unsigned texture, Fonts& fonts);
// Before ImGui's OpenGL back end is set up: a picture of one pixel, so that it neither builds nor uploads an
// atlas of its own.
void install_no_fonts();

}  // namespace anxin
