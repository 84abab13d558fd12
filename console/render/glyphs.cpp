#include "console/render/glyphs.hpp"

#include <fmt/format.h>
#include <ft2build.h>

#include <algorithm>
#include <cmath>
#include FT_FREETYPE_H
#include FT_GLYPH_H
#include FT_STROKER_H

namespace anxin {

struct Glyphs::Library {
  FT_Library library = nullptr;
  FT_Face regular = nullptr, bold = nullptr;
  FT_Stroker stroker = nullptr;
  ~Library() {
    if (stroker != nullptr) FT_Stroker_Done(stroker);
    if (regular != nullptr) FT_Done_Face(regular);
    if (bold != nullptr) FT_Done_Face(bold);
    if (library != nullptr) FT_Done_FreeType(library);
  }
};

Glyphs::Glyphs() : library_(std::make_unique<Library>()), pixels_(std::size_t{kWidth} * 256) {}
Glyphs::Glyphs(Glyphs&&) noexcept = default;
Glyphs& Glyphs::operator=(Glyphs&&) noexcept = default;
Glyphs::~Glyphs() = default;

Result<Glyphs> Glyphs::open(const MapFonts& fonts) {
  Glyphs out;
  Library& l = *out.library_;
  if (FT_Init_FreeType(&l.library) != 0 || FT_Stroker_New(l.library, &l.stroker) != 0) {
    return fail(ErrorCode::Internal, "字体引擎 FreeType 无法启动。",
                "The font engine FreeType does not start.");
  }
  const auto face = [&](const std::filesystem::path& file, FT_Face* to) {
    return FT_New_Face(l.library, file.c_str(), fonts.face, to) == 0;
  };
  for (const auto& [file, to] : {std::pair{fonts.regular, &l.regular}, std::pair{fonts.bold, &l.bold}}) {
    if (!face(file, to)) {
      return fail(
          ErrorCode::BadInput, fmt::format("字体文件无法使用：{}。请安装 fonts-noto-cjk。", file.string()),
          fmt::format("The font file cannot be used: {}. Please install fonts-noto-cjk.", file.string()));
    }
  }
  return out;
}

const Glyph& Glyphs::glyph(char32_t c, float em_px, bool bold, float halo_px) {
  const Key key{c, static_cast<int>(std::lround(em_px * 64)), bold,
                static_cast<int>(std::lround(halo_px * 64))};
  const auto known = known_.find(key);
  if (known != known_.end()) return known->second;
  Glyph& glyph = known_[key];
  ++revision_;
  FT_Face face = bold ? library_->bold : library_->regular;
  FT_Glyph shape = nullptr;
  if (FT_Set_Char_Size(face, 0, key.em_64, 72, 72) != 0 || FT_Load_Char(face, c, FT_LOAD_NO_HINTING) != 0 ||
      FT_Get_Glyph(face->glyph, &shape) != 0) {
    return glyph;
  }
  glyph.advance = static_cast<float>(face->glyph->advance.x) / 64.0f;
  if (key.halo_64 > 0) {
    FT_Stroker_Set(library_->stroker, key.halo_64, FT_STROKER_LINECAP_ROUND, FT_STROKER_LINEJOIN_ROUND, 0);
    FT_Glyph_StrokeBorder(&shape, library_->stroker, 0, 1);
  }
  if (FT_Glyph_To_Bitmap(&shape, FT_RENDER_MODE_NORMAL, nullptr, 1) == 0) {
    const auto* picture = reinterpret_cast<FT_BitmapGlyph>(shape);
    glyph.w = static_cast<int>(picture->bitmap.width);
    glyph.h = static_cast<int>(picture->bitmap.rows);
    glyph.left = static_cast<float>(picture->left);
    glyph.top = static_cast<float>(picture->top);
    place(glyph, picture->bitmap.buffer, picture->bitmap.pitch);
  }
  FT_Done_Glyph(shape);
  return glyph;
}

void Glyphs::place(Glyph& glyph, const std::uint8_t* rows, int pitch) {
  if (glyph.w <= 0 || glyph.h <= 0 || glyph.w + 2 > kWidth) return;
  if (pen_x_ + glyph.w + 1 > kWidth) {
    pen_x_ = 1;
    pen_y_ += line_h_ + 1;
    line_h_ = 0;
  }
  while (pen_y_ + glyph.h + 1 > height()) pixels_.resize(pixels_.size() * 2);
  glyph.x = pen_x_, glyph.y = pen_y_;
  for (int y = 0; y < glyph.h; ++y) {
    std::copy_n(rows + std::ptrdiff_t{y} * pitch, glyph.w,
                pixels_.begin() + std::ptrdiff_t{pen_y_ + y} * kWidth + pen_x_);
  }
  pen_x_ += glyph.w + 1;
  line_h_ = std::max(line_h_, glyph.h);
}

std::u32string code_points(std::string_view utf8) {
  std::u32string out;
  for (std::size_t i = 0; i < utf8.size();) {
    const auto lead = static_cast<unsigned char>(utf8[i]);
    const std::size_t n = lead < 0x80 ? 1 : lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : lead >= 0xC0 ? 2 : 0;
    if (n == 0 || i + n > utf8.size()) {
      out.push_back(U'\uFFFD');
      ++i;
      continue;
    }
    char32_t c = n == 1 ? lead : lead & (0x7Fu >> n);
    for (std::size_t k = 1; k < n; ++k) c = (c << 6) | (static_cast<unsigned char>(utf8[i + k]) & 0x3Fu);
    out.push_back(c);
    i += n;
  }
  return out;
}

}  // namespace anxin
