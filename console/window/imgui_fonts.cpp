#include "console/window/imgui_fonts.hpp"

#include <imgui.h>

#include <cstdint>

namespace anxin {
namespace {

constexpr ImWchar kBox = 0x25A1, kEllipsis = 0x2026;  // □ stands for a missing glyph

}  // namespace

void install_no_fonts() {
  ImFontAtlas& atlas = *ImGui::GetIO().Fonts;
  atlas.Flags = ImFontAtlasFlags_NoMouseCursors | ImFontAtlasFlags_NoBakedLines;
  atlas.TexWidth = atlas.TexHeight = 1;
  atlas.TexPixelsRGBA32 = static_cast<unsigned*>(IM_ALLOC(sizeof(unsigned)));
  *atlas.TexPixelsRGBA32 = 0xFFFFFFFFu;
  atlas.TexReady = true;
}

void install_fonts(const FontAtlas& from, unsigned texture, Fonts& fonts) {
  ImGuiIO& io = ImGui::GetIO();
  ImFontAtlas& atlas = *io.Fonts;
  io.FontDefault = nullptr;
  atlas.ClearFonts();
  atlas.ClearTexData();
  const auto w = static_cast<float>(from.w), h = static_cast<float>(from.h);
  atlas.TexWidth = from.w, atlas.TexHeight = from.h;
  atlas.TexUvScale = {1 / w, 1 / h};
  atlas.TexUvWhitePixel = {1.5f / w, 1.5f / h};
  atlas.SetTexID(reinterpret_cast<ImTextureID>(static_cast<std::intptr_t>(texture)));
  ImFont** const roles[] = {&fonts.key11,         &fonts.note12,     &fonts.meta13,       &fonts.body14,
                            &fonts.body14_bold,   &fonts.tab15_bold, &fonts.brand16_bold, &fonts.title20_bold,
                            &fonts.figure22_bold, &fonts.hero32_bold};
  static_assert(std::size(roles) == FontAtlas::kFaces);
  for (std::size_t i = 0; i < FontAtlas::kFaces; ++i) {
    const FontAtlas::Face& face = from.faces[i];
    ImFont* font = IM_NEW(ImFont);
    font->ContainerAtlas = &atlas;
    font->FontSize = face.size;
    font->Ascent = face.ascent;
    font->Descent = face.descent;
    font->FallbackChar = kBox;
    font->EllipsisChar = kEllipsis;
    font->DotChar = '.';
    font->Glyphs.reserve(static_cast<int>(face.glyphs.size()) + 1);
    for (const FontAtlas::Glyph& g : face.glyphs) {
      const auto u = static_cast<float>(g.u), v = static_cast<float>(g.v);
      font->AddGlyph(nullptr, static_cast<ImWchar>(g.c), g.x0, g.y0, g.x1, g.y1, u / w, v / h,
                     (u + g.x1 - g.x0) / w, (v + g.y1 - g.y0) / h, g.advance);
    }
    font->BuildLookupTable();
    atlas.Fonts.push_back(font);
    *roles[i] = font;
  }
  io.FontDefault = fonts.body14;
  atlas.TexReady = true;
}

}  // namespace anxin
