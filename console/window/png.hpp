// A picture as a PNG file. Lossless; written beside its name first and then renamed, so that a half-written
// file never has the name.
#pragma once
#include <filesystem>

#include "console/render/canvas.hpp"

namespace anxin {

[[nodiscard]] Status write_png(const std::filesystem::path& file, const Picture& picture);

}  // namespace anxin
