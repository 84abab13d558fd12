// Glyphs of the map's labels: drawn by FreeType once each, with and without a halo, into one small grey
// picture that becomes a texture. Not for panels (they have ImGui's atlas). Faces are opened from their
// files, which the system maps: no copy of a font is held. Thread: one.
#pragma once
#include <cstdint>
#include <filesystem>
#include <map>
#include <memory>
#include <string_view>
#include <vector>

#include "geo/error.hpp"

namespace anxin {

struct MapFonts {
  std::filesystem::path regular, bold;  // Noto Sans CJK .ttc
  int face = 2;                         // SC within the collection
};

struct Glyph {
  int x = 0, y = 0, w = 0, h = 0;  // texels in the atlas
  float left = 0, top = 0;         // from the pen on the baseline to the upper left corner, px, y up
  float advance = 0;
};

class Glyphs {
 public:
  static Result<Glyphs> open(const MapFonts& fonts);
  Glyphs(Glyphs&&) noexcept;
  Glyphs& operator=(Glyphs&&) noexcept;
  ~Glyphs();

  // halo_px 0: the glyph itself. A character that the face lacks gives its box (.notdef).
  [[nodiscard]] const Glyph& glyph(char32_t c, float em_px, bool bold, float halo_px);
  [[nodiscard]] int width() const { return kWidth; }
  [[nodiscard]] int height() const { return static_cast<int>(pixels_.size()) / kWidth; }
  [[nodiscard]] const std::vector<std::uint8_t>& pixels() const { return pixels_; }
  [[nodiscard]] std::uint64_t revision() const { return revision_; }  // moves when a glyph was added

 private:
  struct Library;
  struct Key {
    char32_t c;
    int em_64;
    bool bold;
    int halo_64;
    friend auto operator<=>(const Key&, const Key&) = default;
  };
  Glyphs();
  void place(Glyph& glyph, const std::uint8_t* rows, int pitch);

  static constexpr int kWidth = 1024;
  std::unique_ptr<Library> library_;
  std::map<Key, Glyph> known_;
  std::vector<std::uint8_t> pixels_;
  int pen_x_ = 1, pen_y_ = 1, line_h_ = 0;
  std::uint64_t revision_ = 0;
};

// Code points of UTF-8; what is not UTF-8 gives U+FFFD.
[[nodiscard]] std::u32string code_points(std::string_view utf8);

}  // namespace anxin
