#include "console/window/atlas.hpp"

#include <fmt/format.h>
#include <ft2build.h>
#include <unistd.h>

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstring>
#include <fstream>
#include FT_FREETYPE_H

#include "console/panels/panels.hpp"

namespace anxin {
namespace {

// UX 2: key, note, meta, body, body bold, tab, brand, title, figure, hero.
struct Role {
  bool bold, figures_only;
};
constexpr std::array<Role, FontAtlas::kFaces> kRoles{{{false, false},
                                                      {false, false},
                                                      {false, false},
                                                      {false, false},
                                                      {true, false},
                                                      {true, false},
                                                      {true, false},
                                                      {true, false},
                                                      {true, true},
                                                      {true, true}}};
constexpr float kLineOfEm = 1.448f, kAscentOfEm = 1.16f, kShiftOfEm = 0.066f;
constexpr const char32_t* kAlways = U"—…·×−≤≥→ⅠⅡⅢⅣ《》□℃、。，：；（）“”";
constexpr const char32_t* kFigures = U"0123456789,.:%+−—/ 万亿元个家月日时分秒天□";
constexpr int kWidth = 2048, kPad = 1;
constexpr std::uint32_t kMagic = 'A' | 'X' << 8 | 'F' << 16 | '1' << 24, kVersion = 3;

struct Hash {
  std::uint64_t value = 14695981039346656037ull;  // FNV-1a
  void add(const void* bytes, std::size_t n) {
    const auto* p = static_cast<const unsigned char*>(bytes);
    for (std::size_t i = 0; i < n; ++i) value = (value ^ p[i]) * 1099511628211ull;
  }
};

// A font file by its size and its ends: reading all 19 MB of it would cost as much as the cache saves.
void add_file(Hash& hash, const std::filesystem::path& file) {
  std::error_code none;
  const std::uint64_t size = std::filesystem::file_size(file, none);
  hash.add(&size, sizeof size);
  std::ifstream in(file, std::ios::binary);
  char block[16384];
  in.read(block, sizeof block);
  hash.add(block, static_cast<std::size_t>(in.gcount()));
  in.clear();
  in.seekg(-static_cast<std::streamoff>(sizeof block), std::ios::end);
  in.read(block, sizeof block);
  hash.add(block, static_cast<std::size_t>(in.gcount()));
}

struct Library {
  FT_Library library = nullptr;
  FT_Face regular = nullptr, bold = nullptr;
  ~Library() {
    if (regular != nullptr) FT_Done_Face(regular);
    if (bold != nullptr) FT_Done_Face(bold);
    if (library != nullptr) FT_Done_FreeType(library);
  }
};

// Shelves of glyphs, left to right, then down.
struct Shelves {
  FontAtlas& atlas;
  int x = 4, y = 1, height = 3;  // after the white corner
  std::pair<int, int> place(int w, int h) {
    if (x + w + kPad > atlas.w) {
      x = kPad;
      y += height + kPad;
      height = 0;
    }
    while (y + h + kPad > atlas.h) {
      atlas.h *= 2;
      atlas.pixels.resize(static_cast<std::size_t>(atlas.w) * static_cast<std::size_t>(atlas.h));
    }
    const std::pair<int, int> at{x, y};
    x += w + kPad;
    height = std::max(height, h);
    return at;
  }
};

void draw_face(FT_Face ft, float role_em, float ui, const std::u32string& characters, Shelves& shelves,
               FontAtlas::Face& out) {
  const float em = std::round(role_em * ui);
  out.size = em * kLineOfEm;
  out.ascent = std::round(em * kAscentOfEm);
  out.descent = out.ascent - out.size;
  const float shift = -std::round(kShiftOfEm * em);
  FT_Set_Char_Size(ft, 0, static_cast<FT_F26Dot6>(em * 64), 72, 72);
  for (const char32_t c : characters) {
    const FT_UInt index = FT_Get_Char_Index(ft, c);
    if (index == 0 || FT_Load_Glyph(ft, index, FT_LOAD_RENDER | FT_LOAD_TARGET_NORMAL) != 0) continue;
    const FT_Bitmap& picture = ft->glyph->bitmap;
    FontAtlas::Glyph g;
    g.c = c;
    g.advance = std::round(static_cast<float>(ft->glyph->advance.x) / 64.0f);
    const int w = static_cast<int>(picture.width), h = static_cast<int>(picture.rows);
    if (w > 0 && h > 0) {
      const auto [x, y] = shelves.place(w, h);
      g.u = static_cast<std::uint16_t>(x), g.v = static_cast<std::uint16_t>(y);
      g.x0 = static_cast<float>(ft->glyph->bitmap_left);
      g.y0 = out.ascent - static_cast<float>(ft->glyph->bitmap_top) + shift;
      g.x1 = g.x0 + static_cast<float>(w), g.y1 = g.y0 + static_cast<float>(h);
      for (int row = 0; row < h; ++row) {
        std::memcpy(shelves.atlas.pixels.data() +
                        static_cast<std::size_t>(y + row) * static_cast<std::size_t>(shelves.atlas.w) +
                        static_cast<std::size_t>(x),
                    picture.buffer + std::ptrdiff_t{row} * picture.pitch, static_cast<std::size_t>(w));
      }
    }
    out.glyphs.push_back(g);
  }
}

class Writer {
 public:
  template <class T>
  void put(const T& value) {
    bytes.append(reinterpret_cast<const char*>(&value), sizeof value);
  }
  template <class T>
  void list(const std::vector<T>& values) {
    put(static_cast<std::uint32_t>(values.size()));
    bytes.append(reinterpret_cast<const char*>(values.data()), values.size() * sizeof(T));
  }
  std::string bytes;
};

class Reader {
 public:
  explicit Reader(const std::string& bytes) : bytes_(bytes) {}
  template <class T>
  bool get(T& value) {
    if (bytes_.size() - at_ < sizeof value) return false;
    std::memcpy(&value, bytes_.data() + at_, sizeof value);
    at_ += sizeof value;
    return true;
  }
  template <class T>
  bool list(std::vector<T>& values) {
    std::uint32_t n = 0;
    if (!get(n) || (bytes_.size() - at_) / sizeof(T) < n) return false;
    values.resize(n);
    std::memcpy(values.data(), bytes_.data() + at_, n * sizeof(T));
    at_ += n * sizeof(T);
    return true;
  }
  [[nodiscard]] bool at_end() const { return at_ == bytes_.size(); }

 private:
  const std::string& bytes_;
  std::size_t at_ = 0;
};

std::unexpected<Error> not_whole() {
  return fail(ErrorCode::BadInput, "字形缓存不完整。", "The glyph cache is not whole.");
}

}  // namespace

std::u32string characters_of(const std::string& text) {
  std::u32string all = code_points(text);
  all += kAlways;
  for (char32_t c = 0x20; c < 0x7F; ++c) all.push_back(c);
  for (char32_t c = 0xA0; c <= 0xFF; ++c) all.push_back(c);
  std::sort(all.begin(), all.end());
  all.erase(std::unique(all.begin(), all.end()), all.end());
  std::erase_if(all,
                [](char32_t c) { return c < 0x20 || c > 0xFFFF; });  // ImGui's characters have 16 bits here
  return all;
}

Result<FontAtlas> build_atlas(const AtlasWish& wish) {
  Library l;
  const auto open = [&](const std::filesystem::path& file, FT_Face* to) {
    return FT_New_Face(l.library, file.c_str(), wish.fonts.face, to) == 0;
  };
  if (FT_Init_FreeType(&l.library) != 0 || !open(wish.fonts.regular, &l.regular) ||
      !open(wish.fonts.bold, &l.bold)) {
    return fail(ErrorCode::NotFound, "没有找到字体 Noto Sans CJK SC。请安装 fonts-noto-cjk。",
                "The font Noto Sans CJK SC was not found. Please install fonts-noto-cjk.");
  }
  FontAtlas atlas;
  atlas.w = wish.ui_scale > 1.5f ? 2 * kWidth : kWidth;
  atlas.h = 64;
  atlas.pixels.resize(static_cast<std::size_t>(atlas.w) * static_cast<std::size_t>(atlas.h));
  for (int y = 0; y < 3; ++y)
    std::memset(atlas.pixels.data() + static_cast<std::size_t>(y) * static_cast<std::size_t>(atlas.w), 255,
                3);
  std::u32string figures = kFigures;
  std::sort(figures.begin(), figures.end());
  Shelves shelves{atlas};
  for (std::size_t i = 0; i < kRoles.size(); ++i) {
    draw_face(kRoles[i].bold ? l.bold : l.regular, (wish.wall ? kWallEms : kDeskEms)[i], wish.ui_scale,
              kRoles[i].figures_only ? figures : wish.characters, shelves, atlas.faces[i]);
  }
  atlas.h = shelves.y + shelves.height + kPad;
  atlas.pixels.resize(static_cast<std::size_t>(atlas.w) * static_cast<std::size_t>(atlas.h));
  return atlas;
}

std::uint64_t atlas_key(const AtlasWish& wish) {
  Hash hash;
  hash.add(&kVersion, sizeof kVersion);
  add_file(hash, wish.fonts.regular);
  add_file(hash, wish.fonts.bold);
  hash.add(&wish.fonts.face, sizeof wish.fonts.face);
  hash.add(&wish.ui_scale, sizeof wish.ui_scale);
  hash.add(&wish.wall, sizeof wish.wall);
  hash.add(wish.characters.data(), wish.characters.size() * sizeof(char32_t));
  return hash.value;
}

std::string atlas_bytes(const FontAtlas& atlas, std::uint64_t key) {
  Writer out;
  out.put(kMagic);
  out.put(key);
  out.put(atlas.w);
  out.put(atlas.h);
  for (const FontAtlas::Face& face : atlas.faces) {
    out.put(face.size);
    out.put(face.ascent);
    out.put(face.descent);
    out.list(face.glyphs);
  }
  out.list(atlas.pixels);
  return std::move(out.bytes);
}

Result<FontAtlas> atlas_from_bytes(const std::string& bytes, std::uint64_t key) {
  Reader in(bytes);
  std::uint32_t magic = 0;
  std::uint64_t held_key = 0;
  FontAtlas atlas;
  if (!in.get(magic) || magic != kMagic || !in.get(held_key) || held_key != key || !in.get(atlas.w) ||
      !in.get(atlas.h)) {
    return not_whole();
  }
  for (FontAtlas::Face& face : atlas.faces) {
    if (!in.get(face.size) || !in.get(face.ascent) || !in.get(face.descent) || !in.list(face.glyphs))
      return not_whole();
  }
  if (!in.list(atlas.pixels) || !in.at_end() || atlas.w <= 0 || atlas.h <= 0 || atlas.w > 16384 ||
      atlas.h > 16384 ||
      atlas.pixels.size() != static_cast<std::size_t>(atlas.w) * static_cast<std::size_t>(atlas.h)) {
    return not_whole();
  }
  return atlas;
}

Result<FontAtlas> load_atlas(const AtlasWish& wish, const std::filesystem::path& cache_folder) {
  const std::uint64_t key = atlas_key(wish);
  const std::filesystem::path file = cache_folder / fmt::format("glyphs-{:016x}.bin", key);
  if (std::ifstream in(file, std::ios::binary | std::ios::ate); in) {
    std::string bytes(static_cast<std::size_t>(std::max<std::streamoff>(0, in.tellg())), '\0');
    in.seekg(0);
    in.read(bytes.data(), static_cast<std::streamsize>(bytes.size()));
    if (auto atlas = atlas_from_bytes(bytes, key)) return atlas;
  }
  auto atlas = build_atlas(wish);
  if (!atlas) return atlas;
  std::error_code none;
  std::filesystem::create_directories(cache_folder, none);
  const std::filesystem::path part = file.string() + fmt::format(".{}", getpid());
  const std::string bytes = atlas_bytes(*atlas, key);
  std::ofstream(part, std::ios::binary).write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
  std::filesystem::rename(part, file, none);
  return atlas;
}

}  // namespace anxin
