#include "console/window/atlas.hpp"

#include <gtest/gtest.h>

#include <algorithm>

#include "console/window/fonts.hpp"
#include "tests/tools/support.hpp"

namespace anxin {
namespace {

AtlasWish wish(const std::string& text) {
  const auto fonts = find_fonts();
  EXPECT_TRUE(fonts) << fonts.error().en;
  return {*fonts, 1, characters_of(text)};
}

const FontAtlas::Glyph* find(const FontAtlas::Face& face, char32_t c) {
  const auto at =
      std::find_if(face.glyphs.begin(), face.glyphs.end(), [c](const auto& g) { return g.c == c; });
  return at == face.glyphs.end() ? nullptr : &*at;
}

TEST(Atlas, AFourteenPixelFaceHasFourteenPixelCharactersAndATwentyPixelLine) {
  const auto atlas = build_atlas(wish("汉"));
  ASSERT_TRUE(atlas);
  const FontAtlas::Face& body = atlas->faces[3];
  EXPECT_NEAR(body.size, 20.27, 0.01);
  EXPECT_EQ(find(body, U'汉')->advance, 14);
  EXPECT_EQ(find(body, U'7')->advance, 8);
  EXPECT_EQ(find(body, U'7')->advance, find(body, U'1')->advance) << "columns of figures line up";
}

TEST(Atlas, HoldsTheRareCharacterOfHaidianAndTheMarks) {
  const auto atlas = build_atlas(wish("海淀区"));
  ASSERT_TRUE(atlas);
  for (const char32_t c : U"淀□≥Ⅳ—") {
    if (c != 0) {
      EXPECT_NE(find(atlas->faces[0], c), nullptr) << static_cast<unsigned>(c);
    }
  }
  EXPECT_EQ(find(atlas->faces[8], U'淀'), nullptr) << "the face of figures holds figures only";
}

TEST(Atlas, GlyphsDoNotOverlapInThePicture) {
  const auto atlas = build_atlas(wish("安薪指挥台重大风险"));
  ASSERT_TRUE(atlas);
  std::vector<int> owner(atlas->pixels.size(), -1);
  int n = 0;
  for (const auto& face : atlas->faces) {
    for (const auto& g : face.glyphs) {
      ++n;
      for (int y = 0; y < static_cast<int>(g.y1 - g.y0); ++y) {
        for (int x = 0; x < static_cast<int>(g.x1 - g.x0); ++x) {
          int& o = owner[static_cast<std::size_t>((g.v + y) * atlas->w + g.u + x)];
          ASSERT_EQ(o, -1) << static_cast<unsigned>(g.c);
          o = n;
        }
      }
    }
  }
  EXPECT_EQ(atlas->pixels[static_cast<std::size_t>(atlas->w) + 1], 255) << "the white texel";
}

TEST(Atlas, TheCacheGivesTheSameAtlasAndADamagedFileIsMadeAnew) {
  const test::Scratch scratch;
  const AtlasWish w = wish("北京");
  const auto built = load_atlas(w, scratch.folder());
  ASSERT_TRUE(built);
  const auto kept = load_atlas(w, scratch.folder());
  ASSERT_TRUE(kept);
  EXPECT_EQ(kept->pixels, built->pixels);
  const std::string whole = atlas_bytes(*built, 7);
  EXPECT_TRUE(atlas_from_bytes(whole, 7));
  EXPECT_FALSE(atlas_from_bytes(whole, 8)) << "of another wish";
  for (const std::size_t n : {std::size_t{0}, std::size_t{3}, whole.size() / 2, whole.size() - 1}) {
    EXPECT_FALSE(atlas_from_bytes(whole.substr(0, n), 7)) << n;
  }
  for (const auto& file : std::filesystem::directory_iterator(scratch.folder()))
    test::write_file(file.path(), "not an atlas");
  const auto again = load_atlas(w, scratch.folder());
  ASSERT_TRUE(again);
  EXPECT_EQ(again->pixels, built->pixels);
}

TEST(Atlas, AnotherCharacterOrScaleIsAnotherKey) {
  AtlasWish a = wish("北"), b = wish("北京"), c = wish("北");
  c.ui_scale = 2;
  EXPECT_NE(atlas_key(a), atlas_key(b));
  EXPECT_NE(atlas_key(a), atlas_key(c));
}

TEST(Atlas, AMissingFontIsOneSentence) {
  const auto atlas = build_atlas({{"/nowhere/a.ttc", "/nowhere/b.ttc", 2}, 1, U"a"});
  ASSERT_FALSE(atlas);
  EXPECT_NE(atlas.error().en.find("fonts-noto-cjk"), std::string::npos);
}

}  // namespace
}  // namespace anxin
