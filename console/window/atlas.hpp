// The font atlas of the interface: every glyph that the panels may need in the ten sizes of UX 2, as one
// grey picture and tables. Made by FreeType off the screen's thread, kept on disk by font files, scale and
// characters. Plain values, no ImGui and no GL, so that a job may build it (ImGui's own builder shares a
// counter with the screen's thread). console/window/imgui_fonts.hpp hands it to ImGui. Any thread.
#pragma once
#include <array>
#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "console/render/glyphs.hpp"

namespace anxin {

struct FontAtlas {
  struct Glyph {
    std::uint32_t c = 0;
    float x0 = 0, y0 = 0, x1 = 0, y1 = 0;  // px from the pen at the top of the line
    float advance = 0;
    std::uint16_t u = 0, v = 0;  // texel of the upper left corner
  };
  struct Face {
    float size = 0, ascent = 0, descent = 0;  // px; size is the line, 1.448 em
    std::vector<Glyph> glyphs;                // ascending c
  };
  static constexpr std::size_t kFaces = 10;  // in the order of Fonts (console/panels/panels.hpp)
  int w = 0, h = 0;
  std::array<Face, kFaces> faces;
  std::vector<std::uint8_t> pixels;  // w * h; the 2 x 2 texels at (1, 1) are white
};

struct AtlasWish {
  MapFonts fonts;
  float ui_scale = 1;
  std::u32string characters;  // ascending, each once
  bool wall = false;          // the wall's sizes (UX 2)
};

// The characters of `text`, those every screen needs (ASCII and marks) included, ascending and each once.
[[nodiscard]] std::u32string characters_of(const std::string& text);

[[nodiscard]] Result<FontAtlas> build_atlas(const AtlasWish& wish);
// From the cache folder when it is there and whole, else built and written there. A folder that cannot be
// written is no fault.
[[nodiscard]] Result<FontAtlas> load_atlas(const AtlasWish& wish, const std::filesystem::path& cache_folder);

// For tests: the file's bytes and back; nothing when the bytes are not whole.
[[nodiscard]] std::string atlas_bytes(const FontAtlas& atlas, std::uint64_t key);
[[nodiscard]] Result<FontAtlas> atlas_from_bytes(const std::string& bytes, std::uint64_t key);
// What an atlas depends on, as one number.
[[nodiscard]] std::uint64_t atlas_key(const AtlasWish& wish);

}  // namespace anxin
