// The colour tokens of UX 1 for one theme, read from assets/style/night.json and day.json (embedded in this layer). The only way to
// a colour: a hex literal anywhere else fails the lint.
#pragma once
#include <array>
#include <cstdint>
#include <string_view>

namespace anxin {

enum class Theme : std::uint8_t { Dark, Light };

// sRGB with straight alpha, bytes in memory r, g, b, a (ImGui's ImU32 and GL_RGBA/GL_UNSIGNED_BYTE alike).
using Colour32 = std::uint32_t;
[[nodiscard]] constexpr Colour32 with_alpha(Colour32 c, std::uint8_t a) { return (c & 0x00FFFFFFu) | (Colour32(a) << 24); }
[[nodiscard]] Colour32 mix(Colour32 a, Colour32 b, float t);  // t = 0 gives a

struct Style {
  Theme theme = Theme::Dark;
  Colour32 map, land, panel, raised, hover, line, line2, text, text2, text3, disabled, primary, primary_text, primary_hover,
      active, move;                                        // UX 1.1 (active: pressed button)
  std::array<Colour32, 5> risk, risk_ink;                  // by Grade A, B, C, D, Unknown; ink: text on it
  Colour32 inc_4;
  std::array<Colour32, 4> cov;                             // by SafeguardState No, Yes, NotApplicable, Unknown
  Colour32 cov_yes_ink;
  std::array<Colour32, 5> risk_ramp, gap_ramp;             // UX 1.4
  std::array<float, 4> risk_breaks;                        // shares
  Colour32 city_line, district_line, locked_line, locked_land;
  std::array<Colour32, 3> road;                            // motorway, trunk, primary
  Colour32 keyline;                                        // round a symbol
};

[[nodiscard]] const Style& style_of(Theme);

}  // namespace anxin
